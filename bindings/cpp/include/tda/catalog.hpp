// Catalogs: the topics, keys and events of a system, from one YAML file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/detail/bridge_call.hpp"

namespace tda {

/// One problem of a catalog file.
struct Problem {
  /// Line, from 1.
  std::size_t line;
  /// Column, from 1.
  std::size_t column;
  /// Where in the document, such as `topics.tda_jobs.production.partitions`.
  std::string path;
  /// What was expected and what was there.
  std::string message;
};

/// Something in a catalog that is legal and yet will not do what its author meant.
struct Finding {
  /// Id of the rule, such as `compacted-key-is-no-identity`.
  std::string rule;
  /// `note`, `warning` or `error`.
  std::string severity;
  /// Line, from 1.
  std::size_t line;
  /// Column, from 1.
  std::size_t column;
  /// Where in the document.
  std::string path;
  /// What was found.
  std::string message;
  /// What to do about it.
  std::string fix;
};

/// A catalog that cannot be used. `what()` has one line a problem: file, line, column, path, rule.
class CatalogError : public ConfigError {
 public:
  CatalogError(const std::string& message, std::vector<Problem> problems)
      : ConfigError(message), problems_(std::move(problems)) {}

  /// Every problem, in the order of the file; never empty.
  const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  std::vector<Problem> problems_;
};

class Event;

/// The topics, keys and events of a system.
///
///   tda::Catalog trading = tda::Catalog::builtin("alphintra");
///   tda::Event order = trading.event("trading.order.placed", R"({"orderId": "o1", "userId": "u1", ...})");
class Catalog {
 public:
  /// A catalog of this library: `tda`, `alphintra`, `todo` or `fsm`. Throws NotFoundError for another name.
  static Catalog builtin(std::string_view name) {
    detail::check_version();
    return Catalog(detail::call([&] { return ffi::builtin_catalog(detail::borrow(name)); }));
  }

  /// That of the TDA platform.
  static const Catalog& tda() {
    static const Catalog catalog = builtin("tda");
    return catalog;
  }

  /// Reads a catalog from YAML text; `file_name` names it in errors. Throws CatalogError with every problem.
  static Catalog parse(std::string_view text, std::string_view file_name = "catalog.yaml") {
    detail::check_version();
    try {
      return Catalog(
          detail::call([&] { return ffi::parse_catalog(detail::borrow(text), detail::borrow(file_name)); }));
    } catch (const ConfigError& error) {
      throw CatalogError(error.what(), problems_of(text, file_name));
    }
  }

  /// Reads a catalog from a file. Throws NotFoundError where there is none, CatalogError with every problem.
  static Catalog load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      throw NotFoundError(path + " cannot be read");
    }
    return parse(std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()), path);
  }

  /// Name of the system.
  std::string system() const {
    return detail::own(detail::call([&] { return inner_->system(); }));
  }

  /// Types of all its events, in the order of the file.
  std::vector<std::string> event_types() const {
    std::vector<std::string> types;
    for (const rust::String& type : detail::call([&] { return inner_->event_types(); })) {
      types.push_back(detail::own(type));
    }
    return types;
  }

  /// The one topic that an event goes to.
  std::optional<std::string> topic_of(std::string_view event_type) const {
    std::string topic =
        detail::own(detail::call([&] { return inner_->topic_of(detail::borrow(event_type)); }));
    return topic.empty() ? std::nullopt : std::optional(std::move(topic));
  }

  /// What is legal in it and yet will not do what its author meant; what the file silences is left out.
  std::vector<Finding> lint() const {
    std::vector<Finding> findings;
    for (const ffi::CatalogFinding& found : detail::call([&] { return inner_->lint(); })) {
      findings.push_back({detail::own(found.rule), detail::own(found.severity), found.line, found.column,
                          detail::own(found.path), detail::own(found.message), detail::own(found.fix)});
    }
    return findings;
  }

  /// An event of this catalog out of a payload in JSON text. Throws InvalidInputError that lists every fault.
  /// Defined in `tda/events.hpp`.
  Event event(std::string_view event_type, std::string_view data, Dialect dialect = Dialect::canonical) const;

  /// A valid example of an event. Throws NotFoundError where the catalog has none. Defined in
  /// `tda/events.hpp`.
  Event sample(std::string_view event_type, Dialect dialect = Dialect::canonical) const;

  /// The partition, of `partitions`, of a record of `topic` (its logical name) with the record key `key`: for
  /// producers that do not use this library. On a compacted topic the key says more than the partition key,
  /// so that Kafka's default partitioners choose wrongly. Throws InvalidInputError for a key that the topic's
  /// rule does not make, NotFoundError for an unknown topic.
  std::uint32_t record_partition(std::string_view topic, std::string_view key,
                                 std::uint32_t partitions) const {
    return detail::call([&] {
      return inner_->record_partition(detail::borrow(topic), detail::borrow_bytes(key), partitions);
    });
  }

  /// For the headers of this library.
  const ffi::Catalog& inner() const noexcept { return *inner_; }

 private:
  explicit Catalog(rust::Box<ffi::Catalog> inner) noexcept : inner_(std::move(inner)) {}

  static std::vector<Problem> problems_of(std::string_view text, std::string_view file_name) {
    std::vector<Problem> problems;
    const auto found =
        detail::call([&] { return ffi::catalog_problems(detail::borrow(text), detail::borrow(file_name)); });
    for (const ffi::CatalogProblem& problem : found) {
      problems.push_back(
          {problem.line, problem.column, detail::own(problem.path), detail::own(problem.message)});
    }
    return problems;
  }

  rust::Box<ffi::Catalog> inner_;
};

/// `Catalog::record_partition` of the TDA platform.
inline std::uint32_t record_partition(std::string_view topic, std::string_view key,
                                      std::uint32_t partitions) {
  return Catalog::tda().record_partition(topic, key, partitions);
}

}  // namespace tda
