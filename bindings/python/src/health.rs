//! How well the process and its cluster are, and what its clients have measured.

use pyo3::prelude::*;
use tda_client::{HealthMonitor as Monitor, Metrics, blocking};

use crate::{
    completion::{CompletionQueue, Outcome},
    config::ClientConfig,
    error::Failure,
    process::Resident,
};

/// The native half of `tda_stream.HealthMonitor`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct HealthMonitor(Resident<Monitor>);

#[pymethods]
impl HealthMonitor {
    #[new]
    fn new(config: &ClientConfig) -> Self {
        Self(Resident::new(Monitor::new(&config.inner)))
    }

    /// The outcome is a report as JSON.
    fn report(&self, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let (monitor, queue) = (self.0.get()?.clone(), queue.queue());
        let runtime = blocking::runtime().map_err(Failure::from)?;
        runtime.spawn(async move {
            let report = serde_json::to_string(&*monitor.report().await);
            let report = report.map_err(|error| Failure::internal(format!("report as json: {error}")));
            queue.push(token, Outcome::Document(report));
        });
        Ok(())
    }
}

/// All metrics of this process in Prometheus' text format.
#[pyfunction]
pub(crate) fn metrics_text(py: Python<'_>) -> String {
    py.detach(|| Metrics::global().text())
}
