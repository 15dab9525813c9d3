//! The broker inside the process.

use pyo3::prelude::*;

use crate::{config::seconds, error::Failure, process::Resident};

/// The native half of `tda_stream.EmbeddedBroker`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct EmbeddedBroker(Resident<tda_client::EmbeddedBroker>);

#[pymethods]
impl EmbeddedBroker {
    #[new]
    fn new(py: Python<'_>, name: &str) -> PyResult<Self> {
        let broker = py.detach(|| tda_client::EmbeddedBroker::named(name)).map_err(Failure::from)?;
        Ok(Self(Resident::new(broker)))
    }

    #[getter]
    fn bootstrap_servers(&self) -> PyResult<String> {
        Ok(self.0.get()?.bootstrap_servers().to_owned())
    }

    fn create_topic(&self, py: Python<'_>, topic: &str, partitions: i32) -> PyResult<()> {
        let broker = self.0.get()?;
        Ok(py.detach(|| broker.create_topic(topic, partitions)).map_err(Failure::from)?)
    }

    fn set_down(&self, py: Python<'_>, down: bool) -> PyResult<()> {
        let broker = self.0.get()?;
        Ok(py.detach(|| broker.set_down(down)).map_err(Failure::from)?)
    }

    fn set_delay(&self, py: Python<'_>, delay_seconds: f64) -> PyResult<()> {
        let (broker, delay) = (self.0.get()?, seconds("delay_seconds", delay_seconds)?);
        Ok(py.detach(|| broker.set_delay(delay)).map_err(Failure::from)?)
    }

    fn refuse_next(&self, py: Python<'_>, batches: usize) -> PyResult<()> {
        let broker = self.0.get()?;
        py.detach(|| broker.refuse_next(batches));
        Ok(())
    }
}
