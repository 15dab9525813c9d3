//! Fewer points, points from signals, many clouds at once, and what a computation will cost.

use numpy::{
    PyArray1, PyArray2, PyArrayMethods as _, PyReadonlyArray1, PyReadonlyArrayDyn, PyUntypedArrayMethods as _,
};
use pyo3::prelude::*;
use tda_core::{DistanceMatrix, PointCloud, Suggestion, representative, sampling};

use super::{
    Diagrams,
    families::{Input, Numbers, flat, rips},
    options::Options,
};
use crate::error::Failure;

#[pyfunction]
pub(crate) fn landmarks<'py>(
    py: Python<'py>,
    points: PyReadonlyArrayDyn<'_, f64>,
    are: Numbers,
    count: usize,
    first: usize,
    options: Options,
) -> PyResult<(Bound<'py, PyArray1<i64>>, f64)> {
    let (numbers, shape) = (flat(&points)?, points.shape());
    let input = py.detach(|| are.read(numbers, shape))?;
    let found = options.watch(py, |control| match &input {
        Input::Distances(distances) => sampling::landmarks(distances, count, first, control),
        Input::Points(cloud) => sampling::landmarks(cloud, count, first, control),
    })?;
    let indices = found.indices.into_iter().map(|index| i64::try_from(index).unwrap_or(i64::MAX));
    Ok((PyArray1::from_iter(py, indices), found.covering_radius))
}

#[pyfunction]
pub(crate) fn delay_embedding<'py>(
    py: Python<'py>,
    signal: PyReadonlyArray1<'_, f64>,
    dimensions: usize,
    delay: usize,
    stride: usize,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let cloud =
        sampling::delay_embedding(signal.as_slice()?, dimensions, delay, stride).map_err(Failure::from)?;
    PyArray1::from_slice(py, cloud.coordinates()).reshape([cloud.points(), dimensions])
}

/// Diagrams of many clouds, or of many matrices.
#[pyfunction]
pub(crate) fn vietoris_rips_batch(
    py: Python<'_>,
    arrays: Vec<PyReadonlyArrayDyn<'_, f64>>,
    are: Numbers,
    threshold: Option<f64>,
    options: Options,
) -> PyResult<Vec<Diagrams>> {
    let rips = rips(&options, threshold, None)?;
    let (mut clouds, mut matrices): (Vec<PointCloud<'_>>, Vec<DistanceMatrix<'_>>) = (Vec::new(), Vec::new());
    for array in &arrays {
        match are.read(flat(array)?, array.shape())? {
            Input::Distances(distances) => matrices.push(distances),
            Input::Points(cloud) => clouds.push(cloud),
        }
    }
    let found = options.watch(py, |control| match clouds.is_empty() {
        true => rips.compute_batch(&matrices, control),
        false => rips.compute_batch(&clouds, control),
    })?;
    Ok(found.into_iter().map(|inner| Diagrams { inner, input_address: 0 }).collect())
}

/// Edges, simplices, seconds, bytes, and what would fit: landmarks with an error bound, or a threshold.
type Estimate = (f64, f64, f64, f64, Option<(usize, f64)>, Option<f64>);

#[pyfunction]
pub(crate) fn estimate(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    are: Numbers,
    threshold: Option<f64>,
    options: Options,
) -> PyResult<Estimate> {
    let (numbers, shape) = (flat(&points)?, points.shape());
    let rips = rips(&options, threshold, None)?;
    let input = py.detach(|| are.read(numbers, shape))?;
    let found = options.watch(py, |control| match &input {
        Input::Distances(distances) => rips.estimate(distances, control),
        Input::Points(cloud) => rips.estimate(cloud, control),
    })?;
    let (landmarks, longest) = match found.suggestion {
        Some(Suggestion::Landmarks { count, error_bound }) => (Some((count, error_bound)), None),
        Some(Suggestion::Threshold { threshold }) => (None, Some(threshold)),
        _ => (None, None),
    };
    Ok((found.edges, found.simplices, found.seconds, found.bytes, landmarks, longest))
}

/// The place of every point on a circle that winds around class `index` of dimension one, smoothed up to `value`, by
/// default the middle of its interval.
#[pyfunction]
pub(crate) fn circular_coordinates<'py>(
    py: Python<'py>,
    points: PyReadonlyArrayDyn<'_, f64>,
    are: Numbers,
    index: Option<usize>,
    value: Option<f64>,
    threshold: Option<f64>,
    options: Options,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (numbers, shape) = (flat(&points)?, points.shape());
    let (rips, field) = (rips(&options, threshold, None)?.cocycles(true), options.field);
    let input = py.detach(|| are.read(numbers, shape))?;
    let turns = options.watch(py, |control| {
        let diagrams = match &input {
            Input::Distances(distances) => rips.compute_with(distances, control)?,
            Input::Points(cloud) => rips.compute_with(cloud, control)?,
        };
        let loops = diagrams.dimension(1)?;
        let longest = loops
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.persistence().total_cmp(&b.1.persistence()))
            .map(|(at, _)| at);
        let Some(interval) = index.or(longest).and_then(|at| Some((at, loops.get(at)?))) else {
            return Ok(None);
        };
        let middle = interval.1.birth / 2.0 + interval.1.death.min(2.0 * interval.1.birth) / 2.0;
        let cocycle = diagrams.cocycles(1)?.get(interval.0);
        let value = value.unwrap_or(middle);
        Ok(Some(match &input {
            Input::Distances(distances) => {
                representative::circular_coordinates(distances, cocycle, field, value, control)?
            }
            Input::Points(cloud) => {
                representative::circular_coordinates(cloud, cocycle, field, value, control)?
            }
        }))
    })?;
    let missing = || Failure::never(tda_events::ErrorKind::NotFound, "there is no such class of dimension 1");
    Ok(PyArray1::from_vec(py, turns.ok_or_else(missing)?))
}
