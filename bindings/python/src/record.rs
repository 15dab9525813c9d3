//! An encoded event: what a Kafka record holds.

use pyo3::{prelude::*, types::PyBytes};

/// An event as bytes, with where it goes.
///
/// ``key`` identifies the record for compaction; ``partition_key`` chooses its partition by
/// ``murmur2_partition``.
#[pyclass(frozen, get_all, module = "tda_stream.events")]
pub(crate) struct EncodedRecord {
    topic: String,
    key: Option<Py<PyBytes>>,
    partition_key: Option<Py<PyBytes>>,
    value: Py<PyBytes>,
    headers: Vec<(String, Py<PyBytes>)>,
}

impl EncodedRecord {
    pub(crate) fn of(py: Python<'_>, record: tda_events::EncodedRecord) -> Self {
        let bytes = |bytes: Vec<u8>| PyBytes::new(py, &bytes).unbind();
        Self {
            topic: record.topic,
            key: record.key.map(bytes),
            partition_key: record.partition_key.map(bytes),
            value: bytes(record.value),
            headers: record.headers.into_iter().map(|(name, value)| (name, bytes(value))).collect(),
        }
    }
}

#[pymethods]
impl EncodedRecord {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let key = self.key.as_ref().map(|key| key.bind(py).repr()).transpose()?;
        let key = key.map_or_else(|| "None".to_owned(), |key| key.to_string());
        let size = self.value.bind(py).as_bytes().len();
        Ok(format!("<EncodedRecord for {}, key {key}, {size} bytes>", self.topic))
    }
}
