// The payloads of `error.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
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
#include "tda/payload/result.hpp"

namespace tda {

/// Figures of a failed computation.
struct ErrorDetails {
  /// Memory it asked for, in MB.
  std::optional<std::uint64_t> memory_requested_mb;
  /// Memory it could have, in MB.
  std::optional<std::uint64_t> memory_available_mb;
  /// Stage in which it failed.
  std::optional<std::string> stage;
  /// Size of the input: its number of points.
  std::optional<std::uint64_t> input_size;

  ErrorDetails() = default;
  ErrorDetails& set_memory_requested_mb(std::uint64_t value) { memory_requested_mb = std::move(value); return *this; }
  ErrorDetails& set_memory_available_mb(std::uint64_t value) { memory_available_mb = std::move(value); return *this; }
  ErrorDetails& set_stage(std::string value) { stage = std::move(value); return *this; }
  ErrorDetails& set_input_size(std::uint64_t value) { input_size = std::move(value); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "memory_requested_mb", memory_requested_mb);
    detail::put(fields, "memory_available_mb", memory_available_mb);
    detail::put(fields, "stage", stage);
    detail::put(fields, "input_size", input_size);
  }
  /// For the headers of this library.
  static ErrorDetails read(const ffi::Fields& fields) {
    ErrorDetails payload{};
    payload.memory_requested_mb = detail::get<std::optional<std::uint64_t>>(fields, "memory_requested_mb");
    payload.memory_available_mb = detail::get<std::optional<std::uint64_t>>(fields, "memory_available_mb");
    payload.stage = detail::get<std::optional<std::string>>(fields, "stage");
    payload.input_size = detail::get<std::optional<std::uint64_t>>(fields, "input_size");
    return payload;
  }
};

/// A computation failed.
struct ErrorComputation {
  static constexpr std::string_view kEventType = "error.computation";
  static constexpr std::string_view kRecord = "ErrorComputationData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// Which error, such as `MEMORY_LIMIT_EXCEEDED`.
  std::string error_code;
  /// What happened, in words.
  std::string error_message;
  /// Figures.
  ErrorDetails error_details;
  /// What could be tried instead.
  std::vector<std::string> recovery_suggestions;
  /// Where in the program it failed.
  std::optional<std::string> stack_trace;

  ErrorComputation(std::string job_id_, std::string error_code_, std::string error_message_)
      : job_id(std::move(job_id_)),
        error_code(std::move(error_code_)),
        error_message(std::move(error_message_)) {}
  ErrorComputation& set_error_details(ErrorDetails value) { error_details = std::move(value); return *this; }
  ErrorComputation& set_recovery_suggestions(std::vector<std::string> value) { recovery_suggestions = std::move(value); return *this; }
  ErrorComputation& set_stack_trace(std::string value) { stack_trace = std::move(value); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "error_details", error_details);
    detail::put(fields, "recovery_suggestions", recovery_suggestions);
    detail::put(fields, "stack_trace", stack_trace);
  }
  /// For the headers of this library.
  static ErrorComputation read(const ffi::Fields& fields) {
    ErrorComputation payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "error_code"),
        detail::get<std::string>(fields, "error_message")};
    payload.error_details = detail::get<ErrorDetails>(fields, "error_details");
    payload.recovery_suggestions = detail::get<std::vector<std::string>>(fields, "recovery_suggestions");
    payload.stack_trace = detail::get<std::optional<std::string>>(fields, "stack_trace");
    return payload;
  }
};

}  // namespace tda
