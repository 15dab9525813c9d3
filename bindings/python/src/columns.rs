//! Where the packed intervals of a record lie, for NumPy to view.

use pyo3::prelude::*;

use crate::{error::Failure, events::RecordHeaders};

/// Number of intervals, and where in the value the columns of dimensions, births and deaths begin.
#[pyfunction]
pub(crate) fn packed_columns(
    value: &[u8],
    headers: RecordHeaders,
) -> PyResult<Option<(usize, usize, usize, usize)>> {
    let columns = tda_events::PackedColumns::of(value, &headers).map_err(Failure::from)?;
    let start = |column: &[u8]| column.as_ptr().addr() - value.as_ptr().addr();
    Ok(columns.map(|columns| {
        (columns.len(), start(columns.dimensions()), start(columns.births()), start(columns.deaths()))
    }))
}
