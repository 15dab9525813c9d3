//! How well the process and its cluster are, and what its clients have measured.

use tda_client::{Health, Metrics, blocking};

use crate::config::Config;
use crate::failure::{Failure, guarded, infallible};
use crate::ffi;

pub(crate) struct HealthMonitor(tda_client::HealthMonitor);

pub(crate) fn health_monitor(config: &Config) -> Result<Box<HealthMonitor>, Failure> {
    infallible(|| Box::new(HealthMonitor(tda_client::HealthMonitor::new(&config.0))))
}

impl HealthMonitor {
    pub(crate) fn health_report(&self) -> Result<ffi::HealthReport, Failure> {
        guarded(|| {
            let report = blocking::runtime()?.block_on(self.0.report());
            let json = serde_json::to_string(&*report);
            let components = report.components.iter().map(|component| ffi::ComponentHealth {
                name: component.name.clone(),
                status: health(component.status),
                reasons: component.reasons.clone(),
            });
            Ok(ffi::HealthReport {
                status: health(report.status),
                components: components.collect(),
                text: report.to_string(),
                json: json.map_err(|error| Failure::invalid(format!("report as JSON: {error}")))?,
            })
        })
    }
}

fn health(health: Health) -> ffi::Health {
    match health {
        Health::Healthy => ffi::Health::Healthy,
        Health::Degraded => ffi::Health::Degraded,
        Health::Unhealthy => ffi::Health::Unhealthy,
    }
}

/// All metrics of this process in Prometheus' text format.
pub(crate) fn metrics_text() -> Result<String, Failure> {
    infallible(|| Metrics::global().text())
}
