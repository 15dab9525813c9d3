//! Diagrams as vectors and images.

use numpy::{PyArray1, PyArray2, PyArrayMethods as _, PyReadonlyArray2};
use pyo3::prelude::*;
use tda_core::vectorize::{
    self, Axis, BettiCurve, Essential, HeatKernel, Landscape, PersistenceImage, Pixels, Silhouette,
    Statistics, Weight,
};

use super::distances::intervals;
use crate::error::Failure;

type Diagram<'py> = PyReadonlyArray2<'py, f64>;
/// From, to, and how many samples or pixels.
type Range = (f64, f64, usize);

fn read((low, high, count): Range) -> Result<Axis, Failure> {
    Ok(Axis::new(low, high, count)?)
}

/// Essential classes die at `cap`, or are left out.
fn essential(cap: Option<f64>) -> Essential {
    cap.map_or(Essential::Drop, Essential::Cap)
}

/// Numbers of an image or of layers, a row each.
fn rows(py: Python<'_>, numbers: Vec<f64>, columns: usize) -> PyResult<Bound<'_, PyArray2<f64>>> {
    let rows = numbers.len() / columns;
    PyArray1::from_vec(py, numbers).reshape([rows, columns])
}

#[pyfunction]
pub(crate) fn betti_curve<'py>(
    py: Python<'py>,
    diagram: Diagram<'_>,
    axis: Range,
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let intervals = intervals(&diagram)?;
    let counts = BettiCurve::of(&intervals).map_err(Failure::from)?.sample(&read(axis)?);
    Ok(PyArray1::from_iter(py, counts.into_iter().map(|count| i64::try_from(count).unwrap_or(i64::MAX))))
}

#[pyfunction]
pub(crate) fn persistence_entropy(diagram: Diagram<'_>) -> PyResult<f64> {
    Ok(vectorize::entropy(&intervals(&diagram)?).map_err(Failure::from)?)
}

#[pyfunction]
pub(crate) fn total_persistence(diagram: Diagram<'_>, power: f64) -> PyResult<f64> {
    Ok(vectorize::total_persistence(&intervals(&diagram)?, power).map_err(Failure::from)?)
}

#[pyfunction]
pub(crate) fn statistics<'py>(
    py: Python<'py>,
    diagram: Diagram<'_>,
    cap: Option<f64>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let found = Statistics::of(&intervals(&diagram)?, essential(cap)).map_err(Failure::from)?;
    Ok(PyArray1::from_vec(py, found.to_vec()))
}

#[pyfunction]
pub(crate) fn landscape<'py>(
    py: Python<'py>,
    diagram: Diagram<'_>,
    axis: Range,
    layers: usize,
    cap: Option<f64>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (intervals, axis) = (intervals(&diagram)?, read(axis)?);
    let family = Landscape::new().layers(layers).essential(essential(cap));
    rows(py, py.detach(|| family.compute(&intervals, &axis)).map_err(Failure::from)?, axis.count())
}

#[pyfunction]
pub(crate) fn silhouette<'py>(
    py: Python<'py>,
    diagram: Diagram<'_>,
    axis: Range,
    power: f64,
    cap: Option<f64>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (intervals, axis) = (intervals(&diagram)?, read(axis)?);
    let family = Silhouette::new().power(power).essential(essential(cap));
    Ok(PyArray1::from_vec(py, py.detach(|| family.compute(&intervals, &axis)).map_err(Failure::from)?))
}

#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the keywords of the Python function")]
pub(crate) fn persistence_image<'py>(
    py: Python<'py>,
    diagram: Diagram<'_>,
    births: Range,
    lengths: Range,
    bandwidth: f64,
    power: f64,
    samples: bool,
    cap: Option<f64>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (intervals, births, lengths) = (intervals(&diagram)?, read(births)?, read(lengths)?);
    let pixels = if samples { Pixels::Sample } else { Pixels::Integral };
    let family = PersistenceImage::new(bandwidth).pixels(pixels).weight(Weight::Power(power));
    let family = family.essential(essential(cap));
    let image = py.detach(|| family.compute(&intervals, &births, &lengths)).map_err(Failure::from)?;
    rows(py, image, births.count())
}

#[pyfunction]
pub(crate) fn heat_kernel(
    py: Python<'_>,
    first: Diagram<'_>,
    second: Diagram<'_>,
    scale: f64,
    cap: Option<f64>,
) -> PyResult<f64> {
    let (first, second) = (intervals(&first)?, intervals(&second)?);
    let family = HeatKernel::new(scale).essential(essential(cap));
    Ok(py.detach(|| family.kernel(&first, &second)).map_err(Failure::from)?)
}
