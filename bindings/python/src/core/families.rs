//! The filtrations. Each function is what `tda_stream.core` calls under the same name, with its arguments prepared.

use numpy::{PyReadonlyArray1, PyReadonlyArray2, PyReadonlyArrayDyn, PyUntypedArrayMethods as _};
use pyo3::prelude::*;
use tda_core::{
    Alpha, Cech, Construction, Cubical, DelaunayRips, DirectedFlag, DirectedGraph, DistanceMatrix, DtmRips,
    ExplicitFiltration, Exponent, Extended, Flag, Image, LowerStar, Metric, PointCloud, SparseDistances,
    SparseRips, Symmetry, VertexFunction, VietorisRips, WeightedGraph, Witness, WitnessKind,
};

use super::{
    Diagrams,
    options::{Options, configured, with_dimension},
};
use crate::error::Failure;

/// Points or distances as the engine reads them.
pub(super) enum Input<'a> {
    Distances(DistanceMatrix<'a>),
    Points(PointCloud<'a>),
}

/// What the numbers of an array are: the name of a metric, its order, and which half of a matrix counts.
#[derive(FromPyObject)]
pub(crate) struct Numbers {
    metric: String,
    minkowski_p: f64,
    symmetry: String,
}

impl Numbers {
    pub(super) fn read<'a>(&self, numbers: &'a [f64], shape: &[usize]) -> Result<Input<'a>, Failure> {
        if self.metric == "precomputed" {
            return Ok(Input::Distances(self.distances(numbers, shape)?));
        }
        let metric = match self.metric.as_str() {
            "chebyshev" => Metric::Chebyshev,
            "cosine" => Metric::Cosine,
            "euclidean" => Metric::Euclidean,
            "hamming" => Metric::Hamming,
            "haversine" => Metric::Haversine,
            "manhattan" => Metric::Manhattan,
            "minkowski" => Metric::Minkowski(self.minkowski_p),
            other => return Err(Failure::invalid(format!("metric {other} is not known"))),
        };
        Ok(Input::Points(cloud(numbers, shape)?.metric(metric)?))
    }

    fn distances<'a>(&self, numbers: &'a [f64], shape: &[usize]) -> Result<DistanceMatrix<'a>, Failure> {
        let symmetry = match self.symmetry.as_str() {
            "lower" => Symmetry::Lower,
            "upper" => Symmetry::Upper,
            _ => Symmetry::Check,
        };
        match *shape {
            [_] => Ok(DistanceMatrix::from_condensed(numbers)?),
            [rows, columns] if rows != columns => {
                Err(tda_core::Error::from(tda_core::InvalidInput::NotSquare { rows, columns }).into())
            }
            [points, _] => Ok(DistanceMatrix::from_dense_half(numbers, points, symmetry)?),
            _ => Err(Failure::invalid(format!("an array of {} axes is no input", shape.len()))),
        }
    }
}

/// Runs a family on either input.
macro_rules! on_either {
    ($py:expr, $options:expr, $numbers:expr, $input:expr, $family:expr) => {
        match $input {
            Input::Distances(distances) => {
                $options.diagrams($py, $numbers, |control| $family.compute_with(&distances, control))
            }
            Input::Points(points) => {
                $options.diagrams($py, $numbers, |control| $family.compute_with(&points, control))
            }
        }
    };
}

fn cloud<'a>(numbers: &'a [f64], shape: &[usize]) -> Result<PointCloud<'a>, Failure> {
    match *shape {
        [points, 0] if points > 0 => Err(tda_core::Error::from(tda_core::InvalidInput::NoDimensions).into()),
        [_, dimensions] => Ok(PointCloud::from_rows(numbers, dimensions)?),
        _ => Err(Failure::invalid(format!("an array of {} axes is no list of points", shape.len()))),
    }
}

/// The numbers of an array that lies row by row.
pub(super) fn flat<'a>(array: &'a PyReadonlyArrayDyn<'_, f64>) -> PyResult<&'a [f64]> {
    if !array.is_c_contiguous() {
        return Err(Failure::invalid("the array does not lie row by row").into());
    }
    Ok(array.as_slice()?)
}

#[pyfunction]
pub(crate) fn vietoris_rips(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    are: Numbers,
    threshold: Option<f64>,
    weights: Option<Vec<f64>>,
    options: Options,
) -> PyResult<Diagrams> {
    let (numbers, shape) = (flat(&points)?, points.shape());
    let rips = rips(&options, threshold, weights.as_deref())?;
    let input = py.detach(|| are.read(numbers, shape))?;
    on_either!(py, options, numbers, input, rips)
}

/// Distances as coordinates: those of `rows` and `columns`.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the parts of a sparse matrix")]
pub(crate) fn vietoris_rips_sparse(
    py: Python<'_>,
    points: usize,
    rows: PyReadonlyArray1<'_, i64>,
    columns: PyReadonlyArray1<'_, i64>,
    distances: PyReadonlyArray1<'_, f64>,
    threshold: Option<f64>,
    weights: Option<Vec<f64>>,
    options: Options,
) -> PyResult<Diagrams> {
    let place = |&place: &i64| usize::try_from(place).unwrap_or(usize::MAX);
    let (rows, columns): (Vec<_>, Vec<_>) =
        (rows.as_slice()?.iter().map(place).collect(), columns.as_slice()?.iter().map(place).collect());
    let numbers = distances.as_slice()?;
    let sparse = SparseDistances::from_coo(points, &rows, &columns, numbers).map_err(Failure::from)?;
    let rips = rips(&options, threshold, weights.as_deref())?;
    options.diagrams(py, numbers, |control| rips.compute_with(&sparse, control))
}

pub(super) fn rips(
    options: &Options,
    threshold: Option<f64>,
    weights: Option<&[f64]>,
) -> Result<VietorisRips, Failure> {
    let rips = with_dimension!(options, configured!(options, VietorisRips::new(), cocycles, cycles));
    let rips = threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
    Ok(weights.map_or(rips.clone(), |weights| rips.weights(weights)))
}

#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the keywords of the Python function")]
pub(crate) fn dtm_rips(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    are: Numbers,
    neighbours: Option<usize>,
    mass: Option<f64>,
    exponent: f64,
    threshold: Option<f64>,
    options: Options,
) -> PyResult<Diagrams> {
    let (numbers, shape) = (flat(&points)?, points.shape());
    let exponent = match exponent {
        1.0 => Exponent::One,
        2.0 => Exponent::Two,
        f64::INFINITY => Exponent::Infinity,
        other => return Err(Failure::invalid(format!("exponent {other} is none of 1, 2 and inf")).into()),
    };
    let rips =
        with_dimension!(options, configured!(options, DtmRips::new().exponent(exponent), cocycles, cycles));
    let rips = neighbours.map_or(rips.clone(), |neighbours| rips.neighbours(neighbours));
    let rips = mass.map_or(rips.clone(), |mass| rips.mass(mass));
    let rips = threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
    let input = py.detach(|| are.read(numbers, shape))?;
    on_either!(py, options, numbers, input, rips)
}

#[pyfunction]
pub(crate) fn sparse_rips(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    are: Numbers,
    epsilon: f64,
    threshold: Option<f64>,
    options: Options,
) -> PyResult<Diagrams> {
    let (numbers, shape) = (flat(&points)?, points.shape());
    let rips = with_dimension!(options, configured!(options, SparseRips::new(epsilon), cocycles, cycles));
    let rips = threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
    let input = py.detach(|| are.read(numbers, shape))?;
    on_either!(py, options, numbers, input, rips)
}

#[pyfunction]
pub(crate) fn cech(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    max_radius: Option<f64>,
    options: Options,
) -> PyResult<Diagrams> {
    let numbers = flat(&points)?;
    let cloud = cloud(numbers, points.shape())?;
    let cech = with_dimension!(options, configured!(options, Cech::new(), cocycles, cycles, zero_lengths));
    let cech = max_radius.map_or(cech.clone(), |radius| cech.max_radius(radius));
    options.diagrams(py, numbers, |control| cech.compute_with(&cloud, control))
}

#[pyfunction]
pub(crate) fn witness(
    py: Python<'_>,
    landmarks: PyReadonlyArrayDyn<'_, f64>,
    witnesses: PyReadonlyArrayDyn<'_, f64>,
    strong: bool,
    max_relaxation: f64,
    squared: bool,
    options: Options,
) -> PyResult<Diagrams> {
    let (numbers, others) = (flat(&landmarks)?, flat(&witnesses)?);
    let clouds = (cloud(numbers, landmarks.shape())?, cloud(others, witnesses.shape())?);
    let family = Witness::new().kind(if strong { WitnessKind::Strong } else { WitnessKind::Weak });
    let family = family.max_relaxation(max_relaxation).squared(squared);
    let family = with_dimension!(options, configured!(options, family, cocycles, cycles, zero_lengths));
    options.diagrams(py, numbers, |control| family.compute_with(&clouds.0, &clouds.1, control))
}

/// Edges as the crate takes them. A negative number names no vertex, and is refused as one too large.
fn edges(
    ends: &PyReadonlyArray2<'_, i64>,
    weights: &PyReadonlyArray1<'_, f64>,
) -> Result<Vec<(usize, usize, f64)>, Failure> {
    let (ends, weights) = (ends.as_array(), weights.as_array());
    if ends.ncols() != 2 || ends.nrows() != weights.len() {
        let (rows, columns, count) = (ends.nrows(), ends.ncols(), weights.len());
        return Err(Failure::invalid(format!("edges of shape ({rows}, {columns}) with {count} weights")));
    }
    let vertex = |end: i64| usize::try_from(end).unwrap_or(usize::MAX);
    let edge = |(row, &weight)| (vertex(ends[[row, 0]]), vertex(ends[[row, 1]]), weight);
    Ok(weights.iter().enumerate().map(edge).collect())
}

#[pyfunction]
pub(crate) fn flag(
    py: Python<'_>,
    births: PyReadonlyArray1<'_, f64>,
    ends: PyReadonlyArray2<'_, i64>,
    weights: PyReadonlyArray1<'_, f64>,
    options: Options,
) -> PyResult<Diagrams> {
    let births = births.as_slice()?;
    let graph = WeightedGraph::new(births, &edges(&ends, &weights)?).map_err(Failure::from)?;
    let flag = with_dimension!(options, configured!(options, Flag::new(), cocycles, cycles, zero_lengths));
    options.diagrams(py, births, |control| flag.compute_with(&graph, control))
}

#[pyfunction]
pub(crate) fn directed_flag(
    py: Python<'_>,
    births: PyReadonlyArray1<'_, f64>,
    ends: PyReadonlyArray2<'_, i64>,
    weights: PyReadonlyArray1<'_, f64>,
    options: Options,
) -> PyResult<Diagrams> {
    let births = births.as_slice()?;
    let graph = DirectedGraph::new(births, &edges(&ends, &weights)?).map_err(Failure::from)?;
    let flag = configured!(options, DirectedFlag::new(), cocycles, cycles, zero_lengths);
    let flag = with_dimension!(options, flag);
    options.diagrams(py, births, |control| flag.compute_with(&graph, control))
}

#[pyfunction]
pub(crate) fn lower_star(
    py: Python<'_>,
    values: PyReadonlyArray1<'_, f64>,
    simplices: Option<Vec<Vec<usize>>>,
    superlevel: bool,
    options: Options,
) -> PyResult<Diagrams> {
    let numbers = values.as_slice()?;
    let function = function(numbers, simplices)?;
    let family = LowerStar::new().superlevel(superlevel);
    let family = with_dimension!(options, configured!(options, family, cocycles, cycles, zero_lengths));
    options.diagrams(py, numbers, |control| family.compute_with(&function, control))
}

/// Ordinary, relative and extended diagrams.
#[pyfunction]
pub(crate) fn extended(
    py: Python<'_>,
    values: PyReadonlyArray1<'_, f64>,
    simplices: Option<Vec<Vec<usize>>>,
    options: Options,
) -> PyResult<[Diagrams; 3]> {
    let function = function(values.as_slice()?, simplices)?;
    let family = configured!(options, Extended::new());
    let found = options.watch(py, |control| family.compute_with(&function, control))?;
    let kinds = [found.ordinary, found.relative, found.extended];
    Ok(kinds.map(|inner| Diagrams { inner, input_address: 0 }))
}

/// On a path where no simplices are given.
fn function(values: &[f64], simplices: Option<Vec<Vec<usize>>>) -> Result<VertexFunction, Failure> {
    Ok(match simplices {
        Some(simplices) => VertexFunction::on_simplices(values, &simplices)?,
        None => VertexFunction::on_path(values)?,
    })
}

#[pyfunction]
pub(crate) fn explicit(
    py: Python<'_>,
    values: PyReadonlyArray1<'_, f64>,
    boundaries: Vec<Vec<usize>>,
    options: Options,
) -> PyResult<Diagrams> {
    let numbers = values.as_slice()?;
    let filtration = ExplicitFiltration::new(numbers, &boundaries).map_err(Failure::from)?;
    let filtration = configured!(options, filtration, cocycles, cycles, zero_lengths);
    let max_dimension = options.max_dimension.unwrap_or(1);
    options.diagrams(py, numbers, |control| filtration.compute_with(max_dimension, control))
}

#[pyfunction]
pub(crate) fn cubical(
    py: Python<'_>,
    image: PyReadonlyArrayDyn<'_, f64>,
    top_cells: bool,
    superlevel: bool,
    periodic: Vec<bool>,
    options: Options,
) -> PyResult<Diagrams> {
    let numbers = flat(&image)?;
    let pixels = Image::new(numbers, image.shape()).map_err(Failure::from)?;
    let construction = if top_cells { Construction::T } else { Construction::V };
    let family = Cubical::new().construction(construction).superlevel(superlevel).periodic(&periodic);
    let family = with_dimension!(options, configured!(options, family, zero_lengths));
    options.diagrams(py, numbers, |control| family.compute_with(&pixels, control))
}

#[pyfunction]
pub(crate) fn alpha(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    squared: bool,
    weights: Option<Vec<f64>>,
    periodic: Option<Vec<f64>>,
    options: Options,
) -> PyResult<Diagrams> {
    let numbers = flat(&points)?;
    let cloud = cloud(numbers, points.shape())?;
    let alpha = configured!(options, Alpha::new().squared(squared), cocycles, cycles, zero_lengths);
    let alpha = weights.map_or(alpha.clone(), |weights| alpha.weights(&weights));
    let alpha = periodic.map_or(alpha.clone(), |sides| alpha.periodic(&sides));
    options.diagrams(py, numbers, |control| alpha.compute_with(&cloud, control))
}

#[pyfunction]
pub(crate) fn delaunay_rips(
    py: Python<'_>,
    points: PyReadonlyArrayDyn<'_, f64>,
    options: Options,
) -> PyResult<Diagrams> {
    let numbers = flat(&points)?;
    let cloud = cloud(numbers, points.shape())?;
    let rips = configured!(options, DelaunayRips::new(), cocycles, cycles, zero_lengths);
    options.diagrams(py, numbers, |control| rips.compute_with(&cloud, control))
}
