//! Distances between diagrams.

use numpy::{PyArray1, PyArray2, PyArrayMethods as _, PyReadonlyArray2};
use pyo3::prelude::*;
use tda_core::{
    Interval,
    distance::{Bottleneck, Matching, Wasserstein},
};

use super::options::Options;
use crate::error::Failure;

/// A distance, and where every point goes: rows of positions in the two diagrams, -1 for the diagonal.
type Answer<'py> = (f64, Bound<'py, PyArray2<i64>>);

#[pyfunction]
pub(crate) fn bottleneck<'py>(
    py: Python<'py>,
    first: PyReadonlyArray2<'_, f64>,
    second: PyReadonlyArray2<'_, f64>,
    internal_p: f64,
    relative_error: f64,
    options: Options,
) -> PyResult<Answer<'py>> {
    let (first, second) = (intervals(&first)?, intervals(&second)?);
    let family = limited(Bottleneck::new().internal_p(internal_p).relative_error(relative_error), &options)?;
    answer(py, options.watch(py, |control| family.matching_with(&first, &second, control))?)
}

#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the keywords of the Python function")]
pub(crate) fn wasserstein<'py>(
    py: Python<'py>,
    first: PyReadonlyArray2<'_, f64>,
    second: PyReadonlyArray2<'_, f64>,
    order: f64,
    internal_p: f64,
    relative_error: f64,
    options: Options,
) -> PyResult<Answer<'py>> {
    let (first, second) = (intervals(&first)?, intervals(&second)?);
    let family = Wasserstein::new().order(order).internal_p(internal_p).relative_error(relative_error);
    let family = limited(family, &options)?;
    answer(py, options.watch(py, |control| family.matching_with(&first, &second, control))?)
}

/// What takes limits.
trait Limited: Sized {
    fn memory(self, limit_bytes: u64) -> Self;
    fn time(self, limit: std::time::Duration) -> Self;
}

macro_rules! limited {
    ($($family:ty),+) => {
        $(impl Limited for $family {
            fn memory(self, limit_bytes: u64) -> Self {
                self.memory_limit_bytes(limit_bytes)
            }
            fn time(self, limit: std::time::Duration) -> Self {
                self.time_limit(limit)
            }
        })+
    };
}

limited!(Bottleneck, Wasserstein);

fn limited<L: Limited>(mut family: L, options: &Options) -> Result<L, Failure> {
    if let Some(limit_bytes) = options.memory_limit_bytes {
        family = family.memory(limit_bytes);
    }
    Ok(match options.time_limit()? {
        Some(limit) => family.time(limit),
        None => family,
    })
}

pub(super) fn intervals(array: &PyReadonlyArray2<'_, f64>) -> Result<Vec<Interval>, Failure> {
    let rows = array.as_array();
    if rows.ncols() != 2 {
        let (rows, columns) = (rows.nrows(), rows.ncols());
        return Err(Failure::invalid(format!(
            "a diagram of shape ({rows}, {columns}) has no births and deaths"
        )));
    }
    Ok(rows.rows().into_iter().map(|row| Interval { birth: row[0], death: row[1] }).collect())
}

fn answer(py: Python<'_>, found: Matching) -> PyResult<Answer<'_>> {
    let place = |position: Option<usize>| position.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1);
    let places: Vec<i64> =
        found.matched.iter().flat_map(|pair| [place(pair.first), place(pair.second)]).collect();
    Ok((found.distance, PyArray1::from_vec(py, places).reshape([found.matched.len(), 2])?))
}
