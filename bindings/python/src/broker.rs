//! The broker inside the process.

use pyo3::prelude::*;

use crate::{error::Failure, process::Resident};

/// The native half of `tda_stream.EmbeddedBroker`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct EmbeddedBroker(Resident<tda_client::EmbeddedBroker>);

#[pymethods]
impl EmbeddedBroker {
    #[new]
    fn new(py: Python<'_>) -> PyResult<Self> {
        let broker = py.detach(tda_client::EmbeddedBroker::start).map_err(Failure::from)?;
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
}
