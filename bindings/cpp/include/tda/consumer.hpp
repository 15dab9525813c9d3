// Reading events: as a member of a group, or alone. Every call blocks its thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/config.hpp"
#include "tda/events.hpp"
#include "tda/receipt.hpp"

namespace tda {

/// A place in a partition to read on from.
class SeekTo {
 public:
  /// The oldest record that is there.
  static SeekTo beginning() { return {ffi::PlaceKind::Beginning, 0}; }
  /// After the newest record that is there.
  static SeekTo end() { return {ffi::PlaceKind::End, 0}; }
  /// This offset; where it is gone, what `set_auto_offset_reset` says.
  static SeekTo offset(std::int64_t offset) { return {ffi::PlaceKind::Offset, offset}; }
  /// The first record of this time or later. The embedded broker keeps no times and answers the end.
  static SeekTo time(Timestamp time) {
    const auto count = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return {ffi::PlaceKind::TimestampMs, static_cast<std::int64_t>(count)};
  }

  /// For the headers of this library.
  const ffi::Place& inner() const noexcept { return inner_; }

 private:
  SeekTo(ffi::PlaceKind kind, std::int64_t number) : inner_{kind, number} {}

  ffi::Place inner_;
};

/// How far a consumer has come in a partition.
struct Position {
  /// Physical topic.
  std::string topic;
  std::int32_t partition;
  /// The lowest offset that is not acknowledged; nothing before the first record where the group has never
  /// committed.
  std::optional<std::int64_t> acknowledged;
  /// What the broker holds for the group, as far as this member knows.
  std::optional<std::int64_t> committed;
  /// Whether `pause` holds it.
  bool paused;
};

/// How far behind a consumer is in a partition.
struct Lag {
  /// Physical topic.
  std::string topic;
  std::int32_t partition;
  /// The lowest offset that is not acknowledged.
  std::int64_t acknowledged;
  /// One past the last record that a reader of committed records may see.
  std::int64_t end;
  /// What lies between. After the last record of a transaction it may rest at 1.
  std::uint64_t records;
};

/// How a consumer is to read.
class ConsumerOptions {
 public:
  /// The consumer group to join; that of the configuration by default.
  ConsumerOptions& set_group(std::string_view group) {
    inner_.group = text(group);
    return *this;
  }
  /// Joins a group of the catalog: its name, its topics, and the delivery that it promises.
  ConsumerOptions& set_catalog_group(std::string_view group) {
    inner_.catalog_group = text(group);
    return *this;
  }
  /// Adds topics, by the catalog's names, such as `tda_results`.
  ConsumerOptions& add_topics(const std::vector<std::string>& topics) {
    for (const std::string& topic : topics) {
      inner_.topics.push_back(text(topic));
    }
    return *this;
  }
  /// Reads as a member of no group, every partition from `start` on. Nothing is committed.
  ConsumerOptions& set_without_group(const SeekTo& start) {
    inner_.without_group = true;
    inner_.start = start.inner();
    return *this;
  }
  /// What a crash does to a record; at_least_once by default.
  ConsumerOptions& set_delivery(DeliveryMode mode) {
    inner_.has_delivery = true;
    inner_.delivery = mode;
    return *this;
  }
  /// How often acknowledged offsets are committed: half a second, with auto_commit five, by default.
  ConsumerOptions& set_commit_interval(std::chrono::milliseconds interval) {
    inner_.has_commit_interval = true;
    inner_.commit_interval_ms = detail::milliseconds(interval);
    return *this;
  }

  /// For the headers of this library.
  const ffi::ConsumerChoices& inner() const noexcept { return inner_; }

 private:
  static rust::String text(std::string_view text) {
    return detail::call([&] { return rust::String(text.data(), text.size()); });
  }

  ffi::ConsumerChoices inner_{
      {}, {}, {}, false, {ffi::PlaceKind::Beginning, 0}, false, DeliveryMode::at_least_once, false, 0};
};

/// One record: the event in it, and where it was read.
class Received {
 public:
  /// The event. Throws DecodeError or SchemaError for a record that is none; acknowledge it to go on past it.
  Event event() const {
    return Event(detail::call([&] { return inner_->received_event(); }));
  }
  /// The type of the event, where that much can be read; its payload is not looked at.
  std::optional<std::string> event_type() const {
    return detail::optional(detail::call([&] { return inner_->received_type(); }));
  }
  /// Where the record stands.
  Receipt position() const {
    return detail::own(detail::call([&] { return inner_->received_from(); }));
  }
  /// The record key.
  std::optional<std::string> key() const {
    return detail::optional(detail::call([&] { return inner_->received_key(); }));
  }
  /// The value as it was read; nothing is a tombstone.
  std::optional<std::string> value() const {
    return detail::optional(detail::call([&] { return inner_->received_value(); }));
  }
  /// The last header of that name, where it is text.
  std::optional<std::string> header(std::string_view name) const {
    return detail::optional(detail::call([&] { return inner_->received_header(detail::borrow(name)); }));
  }
  /// All headers, in order.
  Headers headers() const {
    return detail::own(detail::call([&] { return inner_->received_headers(); }));
  }
  /// The record has been handled: it will be committed within half a second, or the interval that was set.
  void ack() const {
    detail::call([&] { inner_->ack(); });
  }

 private:
  friend class Consumer;
  explicit Received(rust::Box<ffi::Received> inner) noexcept : inner_(std::move(inner)) {}

  rust::Box<ffi::Received> inner_;
};

/// Reads events; committed records only.
///
/// A record counts as handled when it is acknowledged, in any order; what was not is delivered again after a
/// crash or to another member. DeliveryMode has the other promises.
class Consumer {
 public:
  /// Joins `group` for the catalog's topics named in `topics`, such as `tda_results`, at least once.
  Consumer(const ClientConfig& config, std::string_view group, const std::vector<std::string>& topics)
      : Consumer(config, ConsumerOptions().set_group(group).add_topics(topics)) {}

  /// Reads as `options` say. Throws UnreachableError naming the brokers, NotFoundError for a topic that is
  /// not there, ConfigError.
  Consumer(const ClientConfig& config, const ConsumerOptions& options)
      : inner_(detail::call([&] { return ffi::consumer(config.inner(), options.inner()); })) {}

  /// The next record, or nothing when none came within `timeout`.
  std::optional<Received> next(std::chrono::milliseconds timeout) const {
    return present(detail::call([&] { return inner_->next(detail::milliseconds(timeout)); }));
  }
  /// Up to `records_max` records: waits up to `timeout` for the first, takes what else is there.
  std::vector<Received> next_batch(std::size_t records_max, std::chrono::milliseconds timeout) const {
    auto batch = detail::call([&] { return inner_->next_batch(records_max, detail::milliseconds(timeout)); });
    std::vector<Received> records;
    while (auto record = present(detail::call([&] { return batch->take_record(); }))) {
      records.push_back(*std::move(record));
    }
    return records;
  }
  /// Commits what is acknowledged, without waiting for the interval. Throws FencedError where the partitions
  /// have moved on, TimeoutError where the broker did not take it.
  void commit() const {
    detail::call([&] { inner_->commit(); });
  }
  /// Hands out no more records of a partition, until `resume` or until it is assigned anew. `topic` is a name
  /// of the catalog or of the cluster.
  void pause(std::string_view topic, std::int32_t partition) const {
    detail::call([&] { inner_->pause(detail::borrow(topic), partition); });
  }
  /// Hands out records of a paused partition again, none left out.
  void resume(std::string_view topic, std::int32_t partition) const {
    detail::call([&] { inner_->resume(detail::borrow(topic), partition); });
  }
  /// Reads a partition on from elsewhere; the group's commit moves along.
  void seek(std::string_view topic, std::int32_t partition, const SeekTo& to) const {
    detail::call([&] { inner_->seek(detail::borrow(topic), partition, to.inner()); });
  }
  /// Reads every partition that is assigned now on from elsewhere.
  void seek_all(const SeekTo& to) const {
    detail::call([&] { inner_->seek_all(to.inner()); });
  }
  /// Goes back to what is committed: everything since is handed out again.
  void rewind() const {
    detail::call([&] { inner_->rewind(); });
  }
  /// The partitions that are read now, and how far; asks nobody.
  std::vector<Position> positions() const {
    std::vector<Position> positions;
    for (const ffi::Position& at : detail::call([&] { return inner_->positions(); })) {
      positions.push_back(
          {detail::own(at.topic), at.partition, offset(at.acknowledged), offset(at.committed), at.paused});
    }
    return positions;
  }
  /// How far behind each partition is that is read now. Throws TimeoutError or UnreachableError where the
  /// brokers do not answer within 5 s.
  std::vector<Lag> lag() const {
    std::vector<Lag> lags;
    for (const ffi::Lag& lag : detail::call([&] { return inner_->lag(); })) {
      lags.push_back({detail::own(lag.topic), lag.partition, lag.acknowledged, lag.end, lag.records});
    }
    return lags;
  }
  /// Commits what was acknowledged and leaves the group.
  void close() const {
    detail::call([&] { inner_->leave(); });
  }

  /// For the headers of this library.
  const ffi::Consumer& inner() const noexcept { return *inner_; }

 private:
  static std::optional<Received> present(rust::Box<ffi::Received> received) {
    const bool is_present = detail::call([&] { return received->is_present(); });
    return is_present ? std::optional(Received(std::move(received))) : std::nullopt;
  }
  static std::optional<std::int64_t> offset(const ffi::OptionalOffset& at) {
    return at.present ? std::optional(at.offset) : std::nullopt;
  }

  rust::Box<ffi::Consumer> inner_;
};

}  // namespace tda
