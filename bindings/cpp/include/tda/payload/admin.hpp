// The payloads of `admin.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
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
#include "tda/payload/user.hpp"

namespace tda {

/// Somebody who runs the platform is to act.
struct AdminAlert {
  static constexpr std::string_view kEventType = "admin.alert";
  static constexpr std::string_view kRecord = "AdminAlertData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which alert, such as `consumer_lag_high`.
  std::string alert_name;
  /// How bad it is.
  EventSeverity severity;
  /// What happened, in words.
  std::string message;
  /// What tells apart several alerts of one name.
  Map<std::string> labels;
  /// Which component it is about.
  std::optional<std::string> component;
  /// Which metric is out of bounds.
  std::optional<std::string> metric_name;
  /// Value of the metric.
  std::optional<double> value;
  /// The bound that it passed.
  std::optional<double> threshold;
  /// Since when.
  std::optional<Timestamp> started_at;
  /// Since when it is over; absent while it lasts.
  std::optional<Timestamp> resolved_at;
  /// What to do, as a URI.
  std::optional<std::string> runbook_url;

  AdminAlert(std::string alert_name_, EventSeverity severity_, std::string message_)
      : alert_name(std::move(alert_name_)),
        severity(std::move(severity_)),
        message(std::move(message_)) {}
  AdminAlert& set_labels(Map<std::string> value_) { labels = std::move(value_); return *this; }
  AdminAlert& set_component(std::string value_) { component = std::move(value_); return *this; }
  AdminAlert& set_metric_name(std::string value_) { metric_name = std::move(value_); return *this; }
  AdminAlert& set_value(double value_) { value = std::move(value_); return *this; }
  AdminAlert& set_threshold(double value_) { threshold = std::move(value_); return *this; }
  AdminAlert& set_started_at(Timestamp value_) { started_at = std::move(value_); return *this; }
  AdminAlert& set_resolved_at(Timestamp value_) { resolved_at = std::move(value_); return *this; }
  AdminAlert& set_runbook_url(std::string value_) { runbook_url = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "alert_name", alert_name);
    detail::put(fields, "severity", severity);
    detail::put(fields, "message", message);
    detail::put(fields, "labels", labels);
    detail::put(fields, "component", component);
    detail::put(fields, "metric_name", metric_name);
    detail::put(fields, "value", value);
    detail::put(fields, "threshold", threshold);
    detail::put(fields, "started_at", started_at);
    detail::put(fields, "resolved_at", resolved_at);
    detail::put(fields, "runbook_url", runbook_url);
  }
  /// For the headers of this library.
  static AdminAlert read(const ffi::Fields& fields) {
    AdminAlert payload{detail::get<std::string>(fields, "alert_name"),
        detail::get<EventSeverity>(fields, "severity"),
        detail::get<std::string>(fields, "message")};
    payload.labels = detail::get<Map<std::string>>(fields, "labels");
    payload.component = detail::get<std::optional<std::string>>(fields, "component");
    payload.metric_name = detail::get<std::optional<std::string>>(fields, "metric_name");
    payload.value = detail::get<std::optional<double>>(fields, "value");
    payload.threshold = detail::get<std::optional<double>>(fields, "threshold");
    payload.started_at = detail::get<std::optional<Timestamp>>(fields, "started_at");
    payload.resolved_at = detail::get<std::optional<Timestamp>>(fields, "resolved_at");
    payload.runbook_url = detail::get<std::optional<std::string>>(fields, "runbook_url");
    return payload;
  }
};

}  // namespace tda
