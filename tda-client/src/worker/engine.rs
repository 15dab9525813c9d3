//! The engine behind a worker: what it is given, what it answers, how it is watched and stopped.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tda_core::{CancelToken, Control, Diagrams, Stage, VietorisRips};
use tda_events::Parameters;

use super::failure::JobFailure;
use crate::input_store::Input;

/// Computes the diagrams of jobs.
///
/// One engine serves all threads of its worker. It must give the same diagrams for the same job, since a job whose
/// worker died is computed again elsewhere; and it must look at [`JobControl::is_cancelled`] often. A panic in it
/// fails the job, not the worker.
pub trait Engine: Send + Sync + 'static {
    /// The diagrams of `job`, or why there are none.
    ///
    /// # Errors
    /// A [`JobFailure`] becomes `job.failed` and `error.computation`; one whose `retry` is not `Never` is tried again
    /// first.
    fn compute(&self, job: &Job, control: &JobControl) -> Result<Diagrams, JobFailure>;
}

/// One job, its input fetched and checked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Job {
    /// Names the job.
    pub job_id: String,
    /// Who asked.
    pub user_id: String,
    /// Which algorithm, such as `vietoris_rips`.
    pub algorithm: String,
    /// What the algorithm is told.
    pub parameters: Parameters,
    /// Points or distances.
    pub input: Input,
    /// Which run of the job this is, from 1.
    pub attempt: u32,
}

/// How an engine says where it is, and learns that it should stop. Clones are the same control.
#[derive(Clone)]
pub struct JobControl {
    cancel: CancelToken,
    reports: Arc<Reports>,
}

struct Reports {
    send: Box<dyn Fn(Stage, f64) + Send + Sync>,
    last: Mutex<Reported>,
}

/// What was reported last, to keep reports few and rising.
struct Reported {
    at: Option<Instant>,
    fraction: f64,
    stage: Stage,
}

/// No more than ten reports a second leave the worker.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

impl JobControl {
    pub(crate) fn new(cancel: CancelToken, send: impl Fn(Stage, f64) + Send + Sync + 'static) -> Self {
        let last = Mutex::new(Reported { at: None, fraction: 0.0, stage: Stage::DataValidation });
        Self { cancel, reports: Arc::new(Reports { send: Box::new(send), last }) }
    }

    /// Says that `fraction` (0 to 1) of the whole is done. More than ten calls a second are thinned out; a fraction
    /// below an earlier one is lifted to it.
    pub fn report(&self, stage: Stage, fraction: f64) {
        let mut last = self.reports.last.lock().unwrap_or_else(PoisonError::into_inner);
        if fraction.is_finite() {
            last.fraction = fraction.clamp(last.fraction, 1.0);
        }
        let due = last.at.is_none_or(|at| at.elapsed() >= REPORT_INTERVAL) || stage != last.stage;
        if due {
            last.at = Some(Instant::now());
            last.stage = stage;
            (self.reports.send)(stage, last.fraction);
        }
    }

    /// Whether the job shall end: it was cancelled, its worker stops, or its partition went to another worker.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The token behind [`is_cancelled`](Self::is_cancelled).
    pub fn cancel_token(&self) -> CancelToken {
        self.cancel.clone()
    }
}

impl fmt::Debug for JobControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobControl").field("cancelled", &self.is_cancelled()).finish_non_exhaustive()
    }
}

/// The engine of this SDK: `tda_core`, one thread a job.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct NativeEngine {}

impl NativeEngine {
    /// The algorithms it serves.
    pub const ALGORITHMS: [&'static str; 1] = ["vietoris_rips"];
}

impl Engine for NativeEngine {
    fn compute(&self, job: &Job, control: &JobControl) -> Result<Diagrams, JobFailure> {
        if !Self::ALGORITHMS.contains(&job.algorithm.as_str()) {
            return Err(JobFailure::unknown_algorithm(&job.algorithm, &Self::ALGORITHMS));
        }
        let max_dimension = usize::try_from(job.parameters.max_dimension).unwrap_or(usize::MAX);
        let mut rips = VietorisRips::new().max_dimension(max_dimension);
        if let Some(threshold) = job.parameters.max_edge_length {
            rips = rips.threshold(threshold);
        }
        let reports = control.clone();
        let watch = Control::new()
            .cancel_token(control.cancel_token())
            .on_progress(move |progress| reports.report(progress.stage, progress.fraction));
        match &job.input {
            Input::Points(cloud) => rips.compute_with(cloud, &watch),
            Input::Distances(matrix) => rips.compute_with(matrix, &watch),
        }
        .map_err(|error| JobFailure::of_core(&error))
    }
}
