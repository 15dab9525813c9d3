//! Which partition a record goes to: the same answers as in every language.

use std::sync::Mutex;

use pyo3::prelude::*;
use tda_events::Timestamp;

use crate::error::Failure;

/// The hash of Kafka's Java client, ``Utils.murmur2``.
#[pyfunction]
pub(crate) fn murmur2(key: &[u8]) -> i32 {
    tda_events::murmur2(key)
}

/// The partition, of ``partitions``, to which Java's default partitioner sends ``key``.
#[pyfunction]
pub(crate) fn murmur2_partition(key: &[u8], partitions: u32) -> u32 {
    tda_events::murmur2_partition(key, partitions)
}

/// The bucket, of ``buckets``, that a 64-bit hash falls into by jump consistent hashing.
#[pyfunction]
pub(crate) fn jump_hash(hash_value: u64, buckets: u32) -> u32 {
    tda_events::jump_hash(hash_value, buckets)
}

/// The partition, of ``partitions``, to which consistent hashing sends ``key``: a new partition takes its share of
/// the keys and leaves all others where they are.
#[pyfunction]
pub(crate) fn jump_partition(key: &[u8], partitions: u32) -> u32 {
    tda_events::jump_partition(key, partitions)
}

/// As `tda_stream.events.utc_hour_partition`, of microseconds since the Unix epoch.
#[pyfunction]
pub(crate) fn utc_hour_partition(timestamp_us: i64, partitions: u32) -> PyResult<u32> {
    let time = Timestamp::from_microseconds(timestamp_us);
    let time = time.map_err(|error| Failure::invalid(error.to_string()))?;
    Ok(tda_events::utc_hour_partition(time, partitions))
}

/// Sends records without a key to one partition until a batch is full, then to the next in turn.
#[pyclass(frozen, module = "tda_stream.events")]
pub(crate) struct Sticky(Mutex<tda_events::Sticky>);

#[pymethods]
impl Sticky {
    #[new]
    #[pyo3(signature = (batch_bytes, *, first=0))]
    fn new(batch_bytes: usize, first: u32) -> Self {
        Self(Mutex::new(tda_events::Sticky::new(batch_bytes, first)))
    }

    /// The partition, of ``partitions``, of the next record, which has ``record_bytes``.
    fn partition(&self, record_bytes: usize, partitions: u32) -> u32 {
        let mut sticky = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        sticky.partition(record_bytes, partitions)
    }
}
