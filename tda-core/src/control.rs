//! Watching, stopping and bounding a computation. The only place in this crate that reads a clock.

mod monitor;

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

pub(crate) use monitor::{Limits, Monitor};

/// A switch that stops the computations it was given to. Clones share the switch.
///
/// ```
/// let token = tda_core::CancelToken::new();
/// let same = token.clone();
/// same.cancel();
/// assert!(token.is_cancelled());
/// ```
#[derive(Clone, Debug, Default)]
pub struct CancelToken {
    cancelled: Arc<AtomicBool>,
}

impl CancelToken {
    /// A token that is not cancelled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the end. It cannot be taken back; calling it twice is the same as once.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// The stages of a computation, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Settings and sizes are checked.
    DataValidation,
    /// Distances are computed, chosen and sorted, and the graph is built.
    FiltrationConstruction,
    /// Simplices are enumerated and columns reduced.
    ComputingPersistence,
    /// Intervals are sorted and handed over.
    ResultSerialization,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 4] = [
        Stage::DataValidation,
        Stage::FiltrationConstruction,
        Stage::ComputingPersistence,
        Stage::ResultSerialization,
    ];

    /// The name that progress events carry, such as `computing_persistence`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stage::DataValidation => "data_validation",
            Stage::FiltrationConstruction => "filtration_construction",
            Stage::ComputingPersistence => "computing_persistence",
            Stage::ResultSerialization => "result_serialization",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far a computation has come.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Estimated share of the whole that is done, from 0 to 1; it never goes back.
    pub fraction: f64,
    /// Simplices enumerated so far, over all dimensions.
    pub simplices_done: u64,
    /// Columns still to be reduced in the present dimension.
    pub columns_left: u64,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.fraction * 100.0;
        write!(f, "{percent:5.1} % {}: {} simplices", self.stage, self.simplices_done)?;
        if self.columns_left > 0 { write!(f, ", {} columns left", self.columns_left) } else { Ok(()) }
    }
}

type Callback = Arc<dyn Fn(&Progress) + Send + Sync>;

/// Who watches a computation and who may stop it.
///
/// ```
/// use tda_core::{CancelToken, Control, Error, PointCloud, VietorisRips};
///
/// let token = CancelToken::new();
/// token.cancel();
/// let cloud = PointCloud::from_rows(&[0.0, 1.0, 3.0], 1)?;
/// let stopped = VietorisRips::new().compute_with(&cloud, &Control::new().cancel_token(token));
/// assert!(matches!(stopped, Err(Error::Cancelled { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Control {
    on_progress: Option<Callback>,
    cancel: CancelToken,
}

impl Control {
    /// Nobody watches, nobody stops it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `report` at the start, at the end, at most ten times a second and, while computing, at least every
    /// second. It is called on the computing thread, which waits for it.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Arc::new(report));
        self
    }

    /// Stops with [`Error::Cancelled`](crate::Error::Cancelled) once `token` is cancelled.
    #[must_use]
    pub fn cancel_token(mut self, token: CancelToken) -> Self {
        self.cancel = token;
        self
    }

    /// Stopped by the same token, and watched by nobody.
    pub(crate) fn silent(&self) -> Self {
        Control { on_progress: None, cancel: self.cancel.clone() }
    }

    /// For one after another of `total` parts, of which `done` are done: tells how far the whole has come, as often
    /// as one computation may.
    pub(crate) fn of_parts(&self, done: Arc<AtomicUsize>, total: usize) -> Self {
        let Some(report) = self.on_progress.clone() else { return self.silent() };
        let told: Mutex<(Option<Instant>, f64)> = Mutex::new((None, 0.0));
        self.silent().on_progress(move |part| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            let behind = done.load(Ordering::Relaxed) as f64 + part.fraction;
            let fraction = (behind / total as f64).clamp(told.1, 1.0);
            let is_due = told.0.is_none_or(|last| last.elapsed() >= monitor::REPORT_INTERVAL);
            if is_due || fraction == 1.0 {
                *told = (Some(Instant::now()), fraction);
                report(&Progress { fraction, ..*part });
            }
        })
    }
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control")
            .field("on_progress", &self.on_progress.as_ref().map(|_| "fn"))
            .field("cancel", &self.cancel)
            .finish()
    }
}
