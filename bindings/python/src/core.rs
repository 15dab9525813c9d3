//! `tda_stream.core`: points in, diagrams out, neither copied.

mod chains;
mod distances;
mod families;
mod options;
mod sampling;
mod vectors;

use std::mem;

use numpy::{PyArray2, PyReadonlyArray2, ndarray::ArrayView2};
use pyo3::{
    prelude::*,
    types::{PyDict, PyTuple},
};
use tda_core::{Interval, Stage};

use crate::error::Failure;

pub(crate) use distances::{bottleneck, wasserstein};
pub(crate) use families::{
    alpha, cech, cubical, delaunay_rips, directed_flag, dtm_rips, explicit, extended, flag, lower_star,
    sparse_rips, vietoris_rips, vietoris_rips_sparse, witness,
};
pub(crate) use sampling::{circular_coordinates, delay_embedding, estimate, landmarks, vietoris_rips_batch};
pub(crate) use vectors::{
    betti_curve, heat_kernel, landscape, persistence_entropy, persistence_image, silhouette, statistics,
    total_persistence,
};

// A list of intervals is handed to NumPy as rows of two numbers.
const _: () = assert!(
    size_of::<Interval>() == 2 * size_of::<f64>()
        && mem::offset_of!(Interval, birth) == 0
        && mem::offset_of!(Interval, death) == size_of::<f64>()
);

/// Stops the computations that it was given to.
#[pyclass(frozen, module = "tda_stream.core")]
#[derive(Default)]
pub(crate) struct CancelToken(pub(crate) tda_core::CancelToken);

#[pymethods]
impl CancelToken {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Asks for the end, from any thread. It cannot be taken back.
    fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether the end was asked for.
    #[getter]
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// How far a computation has come.
#[pyclass(frozen, get_all, module = "tda_stream.core")]
pub(crate) struct Progress {
    stage: &'static str,
    fraction: f64,
    simplices_done: u64,
    columns_left: u64,
    text: String,
}

#[pymethods]
impl Progress {
    fn __repr__(&self) -> String {
        format!("<Progress {}>", self.text.trim_start())
    }

    fn __str__(&self) -> &str {
        &self.text
    }
}

/// The engine that was chosen, and the reason.
#[pyclass(frozen, get_all, module = "tda_stream.core")]
pub(crate) struct Plan {
    engine: &'static str,
    reason: String,
}

#[pymethods]
impl Plan {
    fn __repr__(&self) -> String {
        format!("Plan(engine={:?}, reason={:?})", self.engine, self.reason)
    }

    fn __str__(&self) -> String {
        format!("{}: {}", self.engine, self.reason)
    }
}

/// Persistence diagrams of dimension 0 to a maximum.
///
/// ``diagrams[d]`` is a read-only array of shape (k, 2): births and deaths, sorted; a class that never dies has
/// death ``inf``. The arrays look into this object's memory, nothing is copied.
#[pyclass(frozen, sequence, module = "tda_stream.core")]
pub(crate) struct Diagrams {
    pub(crate) inner: tda_core::Diagrams,
    /// Where the engine read its input, so that a test can see that nothing was copied.
    #[pyo3(get, name = "_input_address")]
    input_address: usize,
}

#[pymethods]
impl Diagrams {
    /// Diagrams of another engine: an array of shape (k, 2) for each dimension from 0 on.
    #[staticmethod]
    fn from_arrays(arrays: Vec<PyReadonlyArray2<'_, f64>>) -> PyResult<Self> {
        let inner = tda_core::Diagrams::from_intervals(intervals_of(&arrays)?).map_err(Failure::from)?;
        Ok(Self { inner, input_address: 0 })
    }

    /// As `from_arrays`; deaths may lie below births, as in superlevel and extended filtrations.
    #[staticmethod]
    fn from_signed_arrays(arrays: Vec<PyReadonlyArray2<'_, f64>>) -> PyResult<Self> {
        let inner =
            tda_core::Diagrams::from_signed_intervals(intervals_of(&arrays)?).map_err(Failure::from)?;
        Ok(Self { inner, input_address: 0 })
    }

    /// The highest dimension that was computed.
    #[getter]
    fn max_dimension(&self) -> usize {
        self.inner.max_dimension()
    }

    /// Which engine computed this, and why that one.
    #[getter]
    fn plan(&self) -> Plan {
        let plan = self.inner.plan();
        Plan { engine: plan.engine, reason: plan.reason.clone() }
    }

    /// What the computation took: seconds, simplices, columns, bytes.
    #[getter]
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (stats, all) = (self.inner.stats(), PyDict::new(py));
        let seconds = PyDict::new(py);
        for (stage, taken) in Stage::ALL.iter().zip(stats.stage_seconds) {
            seconds.set_item(stage.name(), taken)?;
        }
        let mut dimensions = Vec::new();
        for dimension in &stats.dimensions {
            let counts = PyDict::new(py);
            counts.set_item("simplices", dimension.simplices)?;
            counts.set_item("columns", dimension.columns)?;
            counts.set_item("additions", dimension.additions)?;
            dimensions.push(counts);
        }
        all.set_item("stage_seconds", seconds)?;
        all.set_item("dimensions", dimensions)?;
        all.set_item("edges", stats.edges)?;
        all.set_item("peak_bytes", stats.peak_bytes)?;
        Ok(all)
    }

    /// How many classes of each dimension live at value ``at``.
    #[pyo3(signature = (*, at))]
    fn betti_numbers(&self, at: f64) -> Vec<usize> {
        self.inner.betti_numbers(at)
    }

    /// Birth and death simplices of one dimension, as two arrays of vertices: shapes (k, d + 1) and (k, d + 2), in the
    /// order of the intervals; -1 where a class never dies. For images they have one column, the flat index of the
    /// pixel.
    #[pyo3(signature = (dimension, /))]
    fn pairs<'py>(&self, py: Python<'py>, dimension: usize) -> PyResult<chains::PairArrays<'py>> {
        chains::pairs(py, self.inner.pairs(dimension).map_err(Failure::from)?)
    }

    /// A cocycle of each class of one dimension, in the order of the intervals: simplices as an array of vertices of
    /// shape (m, d + 1), and m coefficients.
    #[pyo3(signature = (dimension, /))]
    fn cocycles<'py>(&self, py: Python<'py>, dimension: usize) -> PyResult<Vec<chains::Chain<'py>>> {
        chains::chains(py, self.inner.cocycles(dimension).map_err(Failure::from)?)
    }

    /// A cycle of each class of one dimension, as `cocycles`.
    #[pyo3(signature = (dimension, /))]
    fn cycles<'py>(&self, py: Python<'py>, dimension: usize) -> PyResult<Vec<chains::Chain<'py>>> {
        chains::chains(py, self.inner.cycles(dimension).map_err(Failure::from)?)
    }

    fn __len__(&self) -> usize {
        self.inner.dimensions().len()
    }

    fn __getitem__<'py>(this: Bound<'py, Self>, dimension: isize) -> PyResult<Bound<'py, PyArray2<f64>>> {
        // A negative dimension has no diagram either: it is not counted from the end.
        let Ok(wanted) = usize::try_from(dimension) else {
            return Err(Failure::never(
                tda_events::ErrorKind::NotFound,
                format!("there is no dimension {dimension}"),
            )
            .into());
        };
        let intervals = this.get().inner.dimension(wanted).map_err(Failure::from)?;
        let rows = intervals.len();
        // SAFETY: an interval is two numbers without padding, checked above at compile time, so the list is `2 * rows`
        // initialised numbers, aligned as such.
        let numbers = unsafe { std::slice::from_raw_parts(intervals.as_ptr().cast::<f64>(), 2 * rows) };
        let view = ArrayView2::from_shape((rows, 2), numbers)
            .map_err(|error| Failure::internal(format!("diagram of {rows} intervals: {error}")))?;
        // SAFETY: the frozen object never changes or moves its intervals, and the array keeps the object alive.
        let array = unsafe { PyArray2::borrow_from_array(&view, this.clone().into_any()) };
        array.getattr("flags")?.setattr("writeable", false)?;
        Ok(array)
    }

    fn __iter__<'py>(this: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let count = this.get().__len__().cast_signed();
        let arrays: Vec<_> = (0..count)
            .map(|dimension| Self::__getitem__(this.clone(), dimension))
            .collect::<PyResult<_>>()?;
        Ok(PyTuple::new(this.py(), arrays)?.try_iter()?.into_any())
    }

    /// Pickles the intervals; plan and figures stay behind.
    fn __reduce__<'py>(this: Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = this.py();
        let arrays: Vec<Bound<'_, PyAny>> = this.try_iter()?.collect::<PyResult<_>>()?;
        Ok((this.get_type().getattr("from_signed_arrays")?, PyTuple::new(py, [arrays])?))
    }

    fn __repr__(&self) -> String {
        let counts = self.inner.dimensions().enumerate();
        let counts: Vec<_> =
            counts.map(|(dimension, intervals)| format!("H{dimension}: {}", intervals.len())).collect();
        format!("<Diagrams {}>", counts.join(", "))
    }
}

fn intervals_of(arrays: &[PyReadonlyArray2<'_, f64>]) -> Result<Vec<Vec<Interval>>, Failure> {
    let mut dimensions = Vec::with_capacity(arrays.len());
    for (dimension, array) in arrays.iter().enumerate() {
        let rows = array.as_array();
        if rows.ncols() != 2 {
            let found = rows.ncols();
            return Err(Failure::invalid(format!(
                "array of dimension {dimension} has {found} columns, not birth and death"
            )));
        }
        let interval = |row: usize| Interval { birth: rows[[row, 0]], death: rows[[row, 1]] };
        dimensions.push((0..rows.nrows()).map(interval).collect());
    }
    Ok(dimensions)
}
