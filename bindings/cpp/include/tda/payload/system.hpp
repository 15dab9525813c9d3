// The payloads of `system.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
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
#include "tda/payload/error.hpp"

namespace tda {

/// How it fares.
enum class HealthStatus { healthy, degraded, unhealthy, unknown };

/// Its text on the wire.
constexpr std::string_view name(HealthStatus value) noexcept {
  switch (value) {
    case HealthStatus::healthy: return "healthy";
    case HealthStatus::degraded: return "degraded";
    case HealthStatus::unhealthy: return "unhealthy";
    case HealthStatus::unknown: return "unknown";
  }
  return "healthy";
}

/// Every one of them, in the schema's order.
constexpr std::array<HealthStatus, 4> every(HealthStatus) noexcept { return {HealthStatus::healthy, HealthStatus::degraded, HealthStatus::unhealthy, HealthStatus::unknown}; }

/// How a component fares.
struct SystemHealthCheck {
  static constexpr std::string_view kEventType = "system.health_check";
  static constexpr std::string_view kRecord = "SystemHealthCheckData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which component, such as `cpp_engine`.
  std::string component;
  /// How it fares.
  HealthStatus status;
  /// What it depends on, by name, and how that fares, in words.
  Map<std::string> checks;
  /// More, in words.
  std::optional<std::string> message;
  /// When it was asked.
  std::optional<Timestamp> checked_at;
  /// How long its answer took, in seconds.
  std::optional<double> response_time_seconds;
  /// How long it has been running, in seconds.
  std::optional<double> uptime_seconds;
  /// Version of the component.
  std::optional<std::string> version;
  /// Further facts.
  std::optional<Json> details;

  SystemHealthCheck(std::string component_, HealthStatus status_)
      : component(std::move(component_)),
        status(std::move(status_)) {}
  SystemHealthCheck& set_checks(Map<std::string> value_) { checks = std::move(value_); return *this; }
  SystemHealthCheck& set_message(std::string value_) { message = std::move(value_); return *this; }
  SystemHealthCheck& set_checked_at(Timestamp value_) { checked_at = std::move(value_); return *this; }
  SystemHealthCheck& set_response_time_seconds(double value_) { response_time_seconds = std::move(value_); return *this; }
  SystemHealthCheck& set_uptime_seconds(double value_) { uptime_seconds = std::move(value_); return *this; }
  SystemHealthCheck& set_version(std::string value_) { version = std::move(value_); return *this; }
  SystemHealthCheck& set_details(Json value_) { details = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "component", component);
    detail::put(fields, "status", status);
    detail::put(fields, "checks", checks);
    detail::put(fields, "message", message);
    detail::put(fields, "checked_at", checked_at);
    detail::put(fields, "response_time_seconds", response_time_seconds);
    detail::put(fields, "uptime_seconds", uptime_seconds);
    detail::put(fields, "version", version);
    detail::put(fields, "details", details);
  }
  /// For the headers of this library.
  static SystemHealthCheck read(const ffi::Fields& fields) {
    SystemHealthCheck payload{detail::get<std::string>(fields, "component"),
        detail::get<HealthStatus>(fields, "status")};
    payload.checks = detail::get<Map<std::string>>(fields, "checks");
    payload.message = detail::get<std::optional<std::string>>(fields, "message");
    payload.checked_at = detail::get<std::optional<Timestamp>>(fields, "checked_at");
    payload.response_time_seconds = detail::get<std::optional<double>>(fields, "response_time_seconds");
    payload.uptime_seconds = detail::get<std::optional<double>>(fields, "uptime_seconds");
    payload.version = detail::get<std::optional<std::string>>(fields, "version");
    payload.details = detail::get<std::optional<Json>>(fields, "details");
    return payload;
  }
};

/// How bad it is.
enum class EventSeverity { info, warning, error, critical };

/// Its text on the wire.
constexpr std::string_view name(EventSeverity value) noexcept {
  switch (value) {
    case EventSeverity::info: return "info";
    case EventSeverity::warning: return "warning";
    case EventSeverity::error: return "error";
    case EventSeverity::critical: return "critical";
  }
  return "info";
}

/// Every one of them, in the schema's order.
constexpr std::array<EventSeverity, 4> every(EventSeverity) noexcept { return {EventSeverity::info, EventSeverity::warning, EventSeverity::error, EventSeverity::critical}; }

/// A component has failed in something.
struct SystemError {
  static constexpr std::string_view kEventType = "system.error";
  static constexpr std::string_view kRecord = "SystemErrorData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which component, such as `upload_service`.
  std::string component;
  /// Which error, such as `DATABASE_UNREACHABLE`.
  std::string error_code;
  /// What happened, in words.
  std::string error_message;
  /// How bad it is.
  EventSeverity severity = EventSeverity::error;
  /// Kind of error, such as `ConnectionError`.
  std::optional<std::string> error_type;
  /// Which job it hit.
  std::optional<std::string> job_id;
  /// Where the component runs.
  std::optional<std::string> host;
  /// Where in the program it failed.
  std::optional<std::string> stack_trace;
  /// Further facts.
  std::optional<Json> details;

  SystemError(std::string component_, std::string error_code_, std::string error_message_)
      : component(std::move(component_)),
        error_code(std::move(error_code_)),
        error_message(std::move(error_message_)) {}
  SystemError& set_severity(EventSeverity value_) { severity = std::move(value_); return *this; }
  SystemError& set_error_type(std::string value_) { error_type = std::move(value_); return *this; }
  SystemError& set_job_id(std::string value_) { job_id = std::move(value_); return *this; }
  SystemError& set_host(std::string value_) { host = std::move(value_); return *this; }
  SystemError& set_stack_trace(std::string value_) { stack_trace = std::move(value_); return *this; }
  SystemError& set_details(Json value_) { details = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "component", component);
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "severity", severity);
    detail::put(fields, "error_type", error_type);
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "host", host);
    detail::put(fields, "stack_trace", stack_trace);
    detail::put(fields, "details", details);
  }
  /// For the headers of this library.
  static SystemError read(const ffi::Fields& fields) {
    SystemError payload{detail::get<std::string>(fields, "component"),
        detail::get<std::string>(fields, "error_code"),
        detail::get<std::string>(fields, "error_message")};
    payload.severity = detail::get<EventSeverity>(fields, "severity");
    payload.error_type = detail::get<std::optional<std::string>>(fields, "error_type");
    payload.job_id = detail::get<std::optional<std::string>>(fields, "job_id");
    payload.host = detail::get<std::optional<std::string>>(fields, "host");
    payload.stack_trace = detail::get<std::optional<std::string>>(fields, "stack_trace");
    payload.details = detail::get<std::optional<Json>>(fields, "details");
    return payload;
  }
};

/// One measured value.
struct SystemMetric {
  static constexpr std::string_view kEventType = "system.metric";
  static constexpr std::string_view kRecord = "SystemMetricData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// What was measured, such as `tda_active_jobs`.
  std::string metric_name;
  /// How much.
  double value;
  /// What tells apart several values of one metric, by name.
  Map<std::string> labels;
  /// Unit of the value, such as `seconds`.
  std::optional<std::string> unit;
  /// How values follow each other: `counter`, `gauge` or `histogram`.
  std::optional<std::string> metric_type;
  /// Which component measured it.
  std::optional<std::string> component;
  /// When it was measured.
  std::optional<Timestamp> measured_at;

  SystemMetric(std::string metric_name_, double value_)
      : metric_name(std::move(metric_name_)),
        value(std::move(value_)) {}
  SystemMetric& set_labels(Map<std::string> value_) { labels = std::move(value_); return *this; }
  SystemMetric& set_unit(std::string value_) { unit = std::move(value_); return *this; }
  SystemMetric& set_metric_type(std::string value_) { metric_type = std::move(value_); return *this; }
  SystemMetric& set_component(std::string value_) { component = std::move(value_); return *this; }
  SystemMetric& set_measured_at(Timestamp value_) { measured_at = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "metric_name", metric_name);
    detail::put(fields, "value", value);
    detail::put(fields, "labels", labels);
    detail::put(fields, "unit", unit);
    detail::put(fields, "metric_type", metric_type);
    detail::put(fields, "component", component);
    detail::put(fields, "measured_at", measured_at);
  }
  /// For the headers of this library.
  static SystemMetric read(const ffi::Fields& fields) {
    SystemMetric payload{detail::get<std::string>(fields, "metric_name"),
        detail::get<double>(fields, "value")};
    payload.labels = detail::get<Map<std::string>>(fields, "labels");
    payload.unit = detail::get<std::optional<std::string>>(fields, "unit");
    payload.metric_type = detail::get<std::optional<std::string>>(fields, "metric_type");
    payload.component = detail::get<std::optional<std::string>>(fields, "component");
    payload.measured_at = detail::get<std::optional<Timestamp>>(fields, "measured_at");
    return payload;
  }
};

}  // namespace tda
