//! Hashes that every language computes alike.

use pyo3::prelude::*;
use tda_events::Interval;

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

/// SHA-256 of a diagram's content, in lower-case hexadecimal.
#[pyfunction]
pub(crate) fn content_sha256(dimension: u32, intervals: Vec<(f64, f64)>) -> String {
    let intervals: Vec<_> = intervals.into_iter().map(|(birth, death)| Interval::new(birth, death)).collect();
    tda_events::content_sha256(dimension, &intervals)
}
