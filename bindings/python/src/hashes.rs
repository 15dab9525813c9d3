//! Hashes that every language computes alike.

use pyo3::prelude::*;
use tda_events::Interval;

/// SHA-256 of a diagram's content, in lower-case hexadecimal.
#[pyfunction]
pub(crate) fn content_sha256(dimension: u32, intervals: Vec<(f64, f64)>) -> String {
    let intervals: Vec<_> = intervals.into_iter().map(|(birth, death)| Interval::new(birth, death)).collect();
    tda_events::content_sha256(dimension, &intervals)
}
