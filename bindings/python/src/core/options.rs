//! The options that all families share, as the Python layer hands them over.

use std::time::Duration;

use pyo3::prelude::*;

use super::{CancelToken, Diagrams, Progress};
use crate::{error::Failure, interruptible};

/// Checked by the Python layer; the keys of its dictionary.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    pub(super) max_dimension: Option<usize>,
    pub(super) field: u32,
    pub(super) threads: usize,
    pub(super) pairs: bool,
    pub(super) cocycles: bool,
    pub(super) cycles: bool,
    pub(super) zero_lengths: bool,
    pub(super) memory_limit_bytes: Option<u64>,
    time_limit_seconds: Option<f64>,
    progress: Option<Py<PyAny>>,
    cancel: Option<Py<CancelToken>>,
}

impl Options {
    pub(super) fn time_limit(&self) -> Result<Option<Duration>, Failure> {
        let read = |seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|error| Failure::invalid(format!("time_limit_seconds {seconds}: {error}")))
        };
        self.time_limit_seconds.map(read).transpose()
    }

    /// Runs a computation under the callback and the token that were given.
    pub(super) fn watch<T: Send + 'static>(
        &self,
        py: Python<'_>,
        compute: impl FnOnce(&tda_core::Control) -> Result<T, tda_core::Error> + Send,
    ) -> PyResult<T> {
        let report = self.progress.as_ref().map(|callback| {
            let callback = callback.bind(py);
            move |progress: &tda_core::Progress| call(callback, progress)
        });
        let report = report.as_ref().map(|report| report as interruptible::Report<'_>);
        interruptible::run(py, self.cancel.as_ref().map(|token| token.get().0.clone()), report, compute)
    }

    /// As [`watch`](Self::watch), for diagrams of an input that lies at `numbers`.
    pub(super) fn diagrams(
        &self,
        py: Python<'_>,
        numbers: &[f64],
        compute: impl FnOnce(&tda_core::Control) -> Result<tda_core::Diagrams, tda_core::Error> + Send,
    ) -> PyResult<Diagrams> {
        let inner = self.watch(py, compute)?;
        Ok(Diagrams { inner, input_address: numbers.as_ptr().addr() })
    }
}

/// Tells a family's builder the options that all share, and those named behind it.
macro_rules! configured {
    ($options:expr, $family:expr $(, $also:ident)*) => {{
        let options = &$options;
        let mut family = $family.field(options.field).threads(options.threads).pairs(options.pairs);
        if let Some(limit) = options.memory_limit_bytes {
            family = family.memory_limit_bytes(limit);
        }
        if let Some(limit) = options.time_limit()? {
            family = family.time_limit(limit);
        }
        $(family = family.$also(options.$also);)*
        family
    }};
}

/// As `configured`, with the highest dimension where it was given.
macro_rules! with_dimension {
    ($options:expr, $family:expr) => {
        match $options.max_dimension {
            Some(max_dimension) => $family.max_dimension(max_dimension),
            None => $family,
        }
    };
}

pub(super) use {configured, with_dimension};

/// Whether the callback wants the computation to go on: anything but `False`.
fn call(callback: &Bound<'_, PyAny>, progress: &tda_core::Progress) -> PyResult<bool> {
    let tda_core::Progress { stage, fraction, simplices_done, columns_left, .. } = *progress;
    let text = progress.to_string();
    let progress = Progress { stage: stage.name(), fraction, simplices_done, columns_left, text };
    let answer = callback.call1((progress,))?;
    Ok(!answer.is(pyo3::types::PyBool::new(callback.py(), false)))
}
