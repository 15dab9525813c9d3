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
#include "tda/payload/file.hpp"

namespace tda {

/// One broken rule of an input.
struct Violation {
  /// Where: names joined by dots, places in lists in brackets.
  std::string path;
  /// What was expected there.
  std::string expected;
  /// What was there instead.
  std::optional<std::string> found;

  Violation(std::string path_, std::string expected_)
      : path(std::move(path_)),
        expected(std::move(expected_)) {}
  Violation& set_found(std::string value_) { found = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "path", path);
    detail::put(fields, "expected", expected);
    detail::put(fields, "found", found);
  }
  /// For the headers of this library.
  static Violation read(const ffi::Fields& fields) {
    Violation payload{detail::get<std::string>(fields, "path"),
        detail::get<std::string>(fields, "expected")};
    payload.found = detail::get<std::optional<std::string>>(fields, "found");
    return payload;
  }
};

/// Figures of an error; each error has those that say something about it.
struct ErrorDetails {
  /// Memory it asked for, in MB.
  std::optional<std::uint64_t> memory_requested_mb;
  /// Memory it could have, in MB.
  std::optional<std::uint64_t> memory_available_mb;
  /// Stage in which it failed.
  std::optional<std::string> stage;
  /// Size of the input: its number of points.
  std::optional<std::uint64_t> input_size;
  /// Which component failed, such as `cpp_engine`.
  std::optional<std::string> component;
  /// What it was doing, such as `reduce_columns`.
  std::optional<std::string> operation;
  /// Where it ran.
  std::optional<std::string> host;
  /// Which run of the job it was, counted from 1.
  std::optional<std::uint32_t> attempt;
  /// Homology dimension in which it failed.
  std::optional<std::uint32_t> dimension;
  /// Simplices or columns made so far.
  std::optional<std::uint64_t> simplex_count;
  /// Most memory it held, in MB.
  std::optional<std::uint64_t> memory_peak_mb;
  /// How long it had run, in seconds.
  std::optional<double> elapsed_seconds;
  /// What brought it about, in words: the message of the error below.
  std::optional<std::string> cause;
  /// Every broken rule of the input.
  std::optional<std::vector<Violation>> violations;

  ErrorDetails() = default;
  ErrorDetails& set_memory_requested_mb(std::uint64_t value_) { memory_requested_mb = std::move(value_); return *this; }
  ErrorDetails& set_memory_available_mb(std::uint64_t value_) { memory_available_mb = std::move(value_); return *this; }
  ErrorDetails& set_stage(std::string value_) { stage = std::move(value_); return *this; }
  ErrorDetails& set_input_size(std::uint64_t value_) { input_size = std::move(value_); return *this; }
  ErrorDetails& set_component(std::string value_) { component = std::move(value_); return *this; }
  ErrorDetails& set_operation(std::string value_) { operation = std::move(value_); return *this; }
  ErrorDetails& set_host(std::string value_) { host = std::move(value_); return *this; }
  ErrorDetails& set_attempt(std::uint32_t value_) { attempt = std::move(value_); return *this; }
  ErrorDetails& set_dimension(std::uint32_t value_) { dimension = std::move(value_); return *this; }
  ErrorDetails& set_simplex_count(std::uint64_t value_) { simplex_count = std::move(value_); return *this; }
  ErrorDetails& set_memory_peak_mb(std::uint64_t value_) { memory_peak_mb = std::move(value_); return *this; }
  ErrorDetails& set_elapsed_seconds(double value_) { elapsed_seconds = std::move(value_); return *this; }
  ErrorDetails& set_cause(std::string value_) { cause = std::move(value_); return *this; }
  ErrorDetails& set_violations(std::vector<Violation> value_) { violations = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "memory_requested_mb", memory_requested_mb);
    detail::put(fields, "memory_available_mb", memory_available_mb);
    detail::put(fields, "stage", stage);
    detail::put(fields, "input_size", input_size);
    detail::put(fields, "component", component);
    detail::put(fields, "operation", operation);
    detail::put(fields, "host", host);
    detail::put(fields, "attempt", attempt);
    detail::put(fields, "dimension", dimension);
    detail::put(fields, "simplex_count", simplex_count);
    detail::put(fields, "memory_peak_mb", memory_peak_mb);
    detail::put(fields, "elapsed_seconds", elapsed_seconds);
    detail::put(fields, "cause", cause);
    detail::put(fields, "violations", violations);
  }
  /// For the headers of this library.
  static ErrorDetails read(const ffi::Fields& fields) {
    ErrorDetails payload{};
    payload.memory_requested_mb = detail::get<std::optional<std::uint64_t>>(fields, "memory_requested_mb");
    payload.memory_available_mb = detail::get<std::optional<std::uint64_t>>(fields, "memory_available_mb");
    payload.stage = detail::get<std::optional<std::string>>(fields, "stage");
    payload.input_size = detail::get<std::optional<std::uint64_t>>(fields, "input_size");
    payload.component = detail::get<std::optional<std::string>>(fields, "component");
    payload.operation = detail::get<std::optional<std::string>>(fields, "operation");
    payload.host = detail::get<std::optional<std::string>>(fields, "host");
    payload.attempt = detail::get<std::optional<std::uint32_t>>(fields, "attempt");
    payload.dimension = detail::get<std::optional<std::uint32_t>>(fields, "dimension");
    payload.simplex_count = detail::get<std::optional<std::uint64_t>>(fields, "simplex_count");
    payload.memory_peak_mb = detail::get<std::optional<std::uint64_t>>(fields, "memory_peak_mb");
    payload.elapsed_seconds = detail::get<std::optional<double>>(fields, "elapsed_seconds");
    payload.cause = detail::get<std::optional<std::string>>(fields, "cause");
    payload.violations = detail::get<std::optional<std::vector<Violation>>>(fields, "violations");
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
  ErrorComputation& set_error_details(ErrorDetails value_) { error_details = std::move(value_); return *this; }
  ErrorComputation& set_recovery_suggestions(std::vector<std::string> value_) { recovery_suggestions = std::move(value_); return *this; }
  ErrorComputation& set_stack_trace(std::string value_) { stack_trace = std::move(value_); return *this; }

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

/// An input breaks the rules; `error_details.violations` lists them.
struct ErrorValidation {
  static constexpr std::string_view kEventType = "error.validation";
  static constexpr std::string_view kRecord = "ErrorValidationData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which error, such as `INVALID_PARAMETERS`.
  std::string error_code;
  /// What happened, in words.
  std::string error_message;
  /// Figures.
  ErrorDetails error_details;
  /// What could be tried instead.
  std::vector<std::string> recovery_suggestions;
  /// Which job.
  std::optional<std::string> job_id;
  /// Which upload.
  std::optional<std::string> upload_id;
  /// Whose input it is.
  std::optional<std::string> user_id;
  /// Where the first broken rule is, such as `parameters.max_dimension`.
  std::optional<std::string> field;
  /// Where in the program it failed.
  std::optional<std::string> stack_trace;

  ErrorValidation(std::string error_code_, std::string error_message_)
      : error_code(std::move(error_code_)),
        error_message(std::move(error_message_)) {}
  ErrorValidation& set_error_details(ErrorDetails value_) { error_details = std::move(value_); return *this; }
  ErrorValidation& set_recovery_suggestions(std::vector<std::string> value_) { recovery_suggestions = std::move(value_); return *this; }
  ErrorValidation& set_job_id(std::string value_) { job_id = std::move(value_); return *this; }
  ErrorValidation& set_upload_id(std::string value_) { upload_id = std::move(value_); return *this; }
  ErrorValidation& set_user_id(std::string value_) { user_id = std::move(value_); return *this; }
  ErrorValidation& set_field(std::string value_) { field = std::move(value_); return *this; }
  ErrorValidation& set_stack_trace(std::string value_) { stack_trace = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "error_details", error_details);
    detail::put(fields, "recovery_suggestions", recovery_suggestions);
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "field", field);
    detail::put(fields, "stack_trace", stack_trace);
  }
  /// For the headers of this library.
  static ErrorValidation read(const ffi::Fields& fields) {
    ErrorValidation payload{detail::get<std::string>(fields, "error_code"),
        detail::get<std::string>(fields, "error_message")};
    payload.error_details = detail::get<ErrorDetails>(fields, "error_details");
    payload.recovery_suggestions = detail::get<std::vector<std::string>>(fields, "recovery_suggestions");
    payload.job_id = detail::get<std::optional<std::string>>(fields, "job_id");
    payload.upload_id = detail::get<std::optional<std::string>>(fields, "upload_id");
    payload.user_id = detail::get<std::optional<std::string>>(fields, "user_id");
    payload.field = detail::get<std::optional<std::string>>(fields, "field");
    payload.stack_trace = detail::get<std::optional<std::string>>(fields, "stack_trace");
    return payload;
  }
};

/// A component that jobs need failed.
struct ErrorSystem {
  static constexpr std::string_view kEventType = "error.system";
  static constexpr std::string_view kRecord = "ErrorSystemData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which error, such as `BROKER_UNREACHABLE`.
  std::string error_code;
  /// What happened, in words.
  std::string error_message;
  /// Figures.
  ErrorDetails error_details;
  /// What could be tried instead.
  std::vector<std::string> recovery_suggestions;
  /// Which job it hit.
  std::optional<std::string> job_id;
  /// Which component failed.
  std::optional<std::string> component;
  /// Where in the program it failed.
  std::optional<std::string> stack_trace;

  ErrorSystem(std::string error_code_, std::string error_message_)
      : error_code(std::move(error_code_)),
        error_message(std::move(error_message_)) {}
  ErrorSystem& set_error_details(ErrorDetails value_) { error_details = std::move(value_); return *this; }
  ErrorSystem& set_recovery_suggestions(std::vector<std::string> value_) { recovery_suggestions = std::move(value_); return *this; }
  ErrorSystem& set_job_id(std::string value_) { job_id = std::move(value_); return *this; }
  ErrorSystem& set_component(std::string value_) { component = std::move(value_); return *this; }
  ErrorSystem& set_stack_trace(std::string value_) { stack_trace = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "error_details", error_details);
    detail::put(fields, "recovery_suggestions", recovery_suggestions);
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "component", component);
    detail::put(fields, "stack_trace", stack_trace);
  }
  /// For the headers of this library.
  static ErrorSystem read(const ffi::Fields& fields) {
    ErrorSystem payload{detail::get<std::string>(fields, "error_code"),
        detail::get<std::string>(fields, "error_message")};
    payload.error_details = detail::get<ErrorDetails>(fields, "error_details");
    payload.recovery_suggestions = detail::get<std::vector<std::string>>(fields, "recovery_suggestions");
    payload.job_id = detail::get<std::optional<std::string>>(fields, "job_id");
    payload.component = detail::get<std::optional<std::string>>(fields, "component");
    payload.stack_trace = detail::get<std::optional<std::string>>(fields, "stack_trace");
    return payload;
  }
};

/// Something took longer than it may.
struct ErrorTimeout {
  static constexpr std::string_view kEventType = "error.timeout";
  static constexpr std::string_view kRecord = "ErrorTimeoutData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which error, such as `JOB_TIME_LIMIT_EXCEEDED`.
  std::string error_code;
  /// What happened, in words.
  std::string error_message;
  /// How long it may take, in seconds.
  double limit_seconds;
  /// How long it had taken when it was given up, in seconds.
  double elapsed_seconds;
  /// Figures.
  ErrorDetails error_details;
  /// What could be tried instead.
  std::vector<std::string> recovery_suggestions;
  /// Which job.
  std::optional<std::string> job_id;
  /// What took so long, such as `computing_persistence`.
  std::optional<std::string> stage;
  /// Where in the program it failed.
  std::optional<std::string> stack_trace;

  ErrorTimeout(std::string error_code_, std::string error_message_, double limit_seconds_, double elapsed_seconds_)
      : error_code(std::move(error_code_)),
        error_message(std::move(error_message_)),
        limit_seconds(std::move(limit_seconds_)),
        elapsed_seconds(std::move(elapsed_seconds_)) {}
  ErrorTimeout& set_error_details(ErrorDetails value_) { error_details = std::move(value_); return *this; }
  ErrorTimeout& set_recovery_suggestions(std::vector<std::string> value_) { recovery_suggestions = std::move(value_); return *this; }
  ErrorTimeout& set_job_id(std::string value_) { job_id = std::move(value_); return *this; }
  ErrorTimeout& set_stage(std::string value_) { stage = std::move(value_); return *this; }
  ErrorTimeout& set_stack_trace(std::string value_) { stack_trace = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "limit_seconds", limit_seconds);
    detail::put(fields, "elapsed_seconds", elapsed_seconds);
    detail::put(fields, "error_details", error_details);
    detail::put(fields, "recovery_suggestions", recovery_suggestions);
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "stage", stage);
    detail::put(fields, "stack_trace", stack_trace);
  }
  /// For the headers of this library.
  static ErrorTimeout read(const ffi::Fields& fields) {
    ErrorTimeout payload{detail::get<std::string>(fields, "error_code"),
        detail::get<std::string>(fields, "error_message"),
        detail::get<double>(fields, "limit_seconds"),
        detail::get<double>(fields, "elapsed_seconds")};
    payload.error_details = detail::get<ErrorDetails>(fields, "error_details");
    payload.recovery_suggestions = detail::get<std::vector<std::string>>(fields, "recovery_suggestions");
    payload.job_id = detail::get<std::optional<std::string>>(fields, "job_id");
    payload.stage = detail::get<std::optional<std::string>>(fields, "stage");
    payload.stack_trace = detail::get<std::optional<std::string>>(fields, "stack_trace");
    return payload;
  }
};

/// Something was not to be had in the amount asked for.
struct ErrorResource {
  static constexpr std::string_view kEventType = "error.resource";
  static constexpr std::string_view kRecord = "ErrorResourceData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which error, such as `DISK_FULL`.
  std::string error_code;
  /// What happened, in words.
  std::string error_message;
  /// What there is too little of, such as `memory` or `disk`.
  std::string resource;
  /// Figures.
  ErrorDetails error_details;
  /// What could be tried instead.
  std::vector<std::string> recovery_suggestions;
  /// Which job.
  std::optional<std::string> job_id;
  /// How much was asked for, in `unit`.
  std::optional<double> requested;
  /// How much there was, in `unit`.
  std::optional<double> available;
  /// How much there may be at most, in `unit`.
  std::optional<double> limit;
  /// Unit of the three amounts, such as `MB`.
  std::optional<std::string> unit;
  /// Where in the program it failed.
  std::optional<std::string> stack_trace;

  ErrorResource(std::string error_code_, std::string error_message_, std::string resource_)
      : error_code(std::move(error_code_)),
        error_message(std::move(error_message_)),
        resource(std::move(resource_)) {}
  ErrorResource& set_error_details(ErrorDetails value_) { error_details = std::move(value_); return *this; }
  ErrorResource& set_recovery_suggestions(std::vector<std::string> value_) { recovery_suggestions = std::move(value_); return *this; }
  ErrorResource& set_job_id(std::string value_) { job_id = std::move(value_); return *this; }
  ErrorResource& set_requested(double value_) { requested = std::move(value_); return *this; }
  ErrorResource& set_available(double value_) { available = std::move(value_); return *this; }
  ErrorResource& set_limit(double value_) { limit = std::move(value_); return *this; }
  ErrorResource& set_unit(std::string value_) { unit = std::move(value_); return *this; }
  ErrorResource& set_stack_trace(std::string value_) { stack_trace = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "resource", resource);
    detail::put(fields, "error_details", error_details);
    detail::put(fields, "recovery_suggestions", recovery_suggestions);
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "requested", requested);
    detail::put(fields, "available", available);
    detail::put(fields, "limit", limit);
    detail::put(fields, "unit", unit);
    detail::put(fields, "stack_trace", stack_trace);
  }
  /// For the headers of this library.
  static ErrorResource read(const ffi::Fields& fields) {
    ErrorResource payload{detail::get<std::string>(fields, "error_code"),
        detail::get<std::string>(fields, "error_message"),
        detail::get<std::string>(fields, "resource")};
    payload.error_details = detail::get<ErrorDetails>(fields, "error_details");
    payload.recovery_suggestions = detail::get<std::vector<std::string>>(fields, "recovery_suggestions");
    payload.job_id = detail::get<std::optional<std::string>>(fields, "job_id");
    payload.requested = detail::get<std::optional<double>>(fields, "requested");
    payload.available = detail::get<std::optional<double>>(fields, "available");
    payload.limit = detail::get<std::optional<double>>(fields, "limit");
    payload.unit = detail::get<std::optional<std::string>>(fields, "unit");
    payload.stack_trace = detail::get<std::optional<std::string>>(fields, "stack_trace");
    return payload;
  }
};

/// Something went wrong that people or monitoring should know of.
struct ErrorOccurred {
  static constexpr std::string_view kEventType = "error.occurred";
  static constexpr std::string_view kRecord = "ErrorOccurredData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// What happened, as its source has it.
  Json data;
  /// What kind of record it is.
  std::string event_type = "error.occurred";
  /// Names the record; the envelope's own id may be another.
  std::optional<std::string> event_id;
  /// What it happened in: request, host, versions.
  std::optional<Json> context;

  explicit ErrorOccurred(Json data_)
      : data(std::move(data_)) {}
  ErrorOccurred& set_event_type(std::string value_) { event_type = std::move(value_); return *this; }
  ErrorOccurred& set_event_id(std::string value_) { event_id = std::move(value_); return *this; }
  ErrorOccurred& set_context(Json value_) { context = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "data", data);
    detail::put(fields, "event_type", event_type);
    detail::put(fields, "event_id", event_id);
    detail::put(fields, "context", context);
  }
  /// For the headers of this library.
  static ErrorOccurred read(const ffi::Fields& fields) {
    ErrorOccurred payload{detail::get<Json>(fields, "data")};
    payload.event_type = detail::get<std::string>(fields, "event_type");
    payload.event_id = detail::get<std::optional<std::string>>(fields, "event_id");
    payload.context = detail::get<std::optional<Json>>(fields, "context");
    return payload;
  }
};

}  // namespace tda
