// How well the process and its cluster are, and what its clients have measured.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/config.hpp"

namespace tda {

/// The name of a state of health, such as `degraded`.
constexpr std::string_view name(Health health) noexcept {
  switch (health) {
    case Health::healthy:
      return "healthy";
    case Health::degraded:
      return "degraded";
    default:
      return "unhealthy";
  }
}

/// How well one part is: `brokers`, `topics`, `registry`, `producer`, `consumer`, `worker`.
struct ComponentHealth {
  std::string name;
  Health status;
  /// Why it is not healthy.
  std::vector<std::string> reasons;
};

/// How well a program and its cluster are: the worst of the components.
struct HealthReport {
  Health status;
  std::vector<ComponentHealth> components;
  /// A line for each component.
  std::string text;
  /// All of it as JSON, with times and figures: for a health page.
  std::string json;

  /// Whether work can be given to this process.
  bool is_ready() const noexcept { return status != Health::unhealthy; }
};

/// Asks how well everything is, and remembers the answer for two seconds. Threads may share it.
class HealthMonitor {
 public:
  /// A monitor of the cluster of `config` and of the clients of this process. Nothing is connected yet.
  explicit HealthMonitor(const ClientConfig& config)
      : inner_(detail::call([&] { return ffi::health_monitor(config.inner()); })) {}

  /// How well everything is. What is wrong is said in the report; this takes little more than 3 s at most.
  HealthReport report() const {
    const auto found = detail::call([&] { return inner_->health_report(); });
    HealthReport report{found.status, {}, detail::own(found.text), detail::own(found.json)};
    for (const ffi::ComponentHealth& part : found.components) {
      report.components.push_back({detail::own(part.name), part.status, detail::own(part.reasons)});
    }
    return report;
  }

 private:
  rust::Box<ffi::HealthMonitor> inner_;
};

/// All metrics of this process in Prometheus' text format, version 0.0.4.
inline std::string metrics_text() {
  detail::check_version();
  return detail::own(detail::call([] { return ffi::metrics_text(); }));
}

}  // namespace tda
