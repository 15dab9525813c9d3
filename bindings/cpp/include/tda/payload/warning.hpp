// The payloads of `warning.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
// clang-format off
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/detail/fields.hpp"
#include "tda/payload/admin.hpp"

namespace tda {

/// Something may go wrong unless somebody acts.
struct WarningIssued {
  static constexpr std::string_view kEventType = "warning.issued";
  static constexpr std::string_view kRecord = "WarningIssuedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// What happened, as its source has it.
  Json data;
  /// What kind of record it is.
  std::string event_type = "warning.issued";
  /// Names the record; the envelope's own id may be another.
  std::optional<std::string> event_id;
  /// What it happened in: request, host, versions.
  std::optional<Json> context;

  explicit WarningIssued(Json data_)
      : data(std::move(data_)) {}
  WarningIssued& set_event_type(std::string value_) { event_type = std::move(value_); return *this; }
  WarningIssued& set_event_id(std::string value_) { event_id = std::move(value_); return *this; }
  WarningIssued& set_context(Json value_) { context = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "data", data);
    detail::put(fields, "event_type", event_type);
    detail::put(fields, "event_id", event_id);
    detail::put(fields, "context", context);
  }
  /// For the headers of this library.
  static WarningIssued read(const ffi::Fields& fields) {
    WarningIssued payload{detail::get<Json>(fields, "data")};
    payload.event_type = detail::get<std::string>(fields, "event_type");
    payload.event_id = detail::get<std::optional<std::string>>(fields, "event_id");
    payload.context = detail::get<std::optional<Json>>(fields, "context");
    return payload;
  }
};

}  // namespace tda
