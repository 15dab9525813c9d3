//! The engine of a job worker as a Python function: a thread of the worker asks, and waits for the answer.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    time::{Duration, Instant},
};

use numpy::{PyArray1, PyArray2, ndarray::ArrayView1, ndarray::ArrayView2};
use pyo3::{prelude::*, types::PyBytes};
use tda_client::{
    Engine, Input,
    worker::{Job, JobControl, JobFailure},
};
use tda_core::Stage;

use crate::{
    completion::{Outcome, Queue},
    core::{CancelToken, Diagrams},
    error::Failure,
    handler::retry_called,
    process::Resident,
};

type Answer = Result<tda_core::Diagrams, JobFailure>;

/// How often a waiting thread looks whether its job was cancelled.
const LOOK_UP: Duration = Duration::from_millis(50);
/// How long a cancelled job may go on in Python before its answer is given up.
const CANCEL_GRACE: Duration = Duration::from_secs(10);

pub(crate) struct PythonEngine {
    queue: Arc<Queue>,
    token: u64,
}

impl PythonEngine {
    pub(crate) fn new(queue: Arc<Queue>, token: u64) -> Self {
        Self { queue, token }
    }
}

impl Engine for PythonEngine {
    fn compute(&self, job: &Job, control: &JobControl) -> Answer {
        let (answer, answered) = sync_channel(1);
        let question = JobQuestion { job: job.clone(), control: control.clone(), answer };
        self.queue.push(self.token, Outcome::Compute(Box::new(question)));
        let mut cancelled_at = None;
        loop {
            match answered.recv_timeout(LOOK_UP) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(JobFailure::new(
                        "ENGINE_FAULT",
                        "Internal",
                        "the engine ended without an answer",
                    ));
                }
                Err(RecvTimeoutError::Timeout) if control.is_cancelled() => {
                    let since: &mut Instant = cancelled_at.get_or_insert_with(Instant::now);
                    if since.elapsed() > CANCEL_GRACE {
                        return Err(JobFailure::cancelled());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// A job for Python, before the interpreter sees it.
pub(crate) struct JobQuestion {
    job: Job,
    control: JobControl,
    answer: SyncSender<Answer>,
}

/// The native half of `tda_stream.Job`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct JobCall {
    job: Job,
    control: JobControl,
    /// Distances above the diagonal, where the input is no points.
    condensed: Vec<f64>,
    answer: Resident<Mutex<Option<SyncSender<Answer>>>>,
}

impl JobCall {
    pub(crate) fn of(question: JobQuestion) -> Self {
        let JobQuestion { job, control, answer } = question;
        let condensed = match &job.input {
            Input::Distances(matrix) => {
                let points = matrix.points();
                let pairs = (0..points).flat_map(|a| (a + 1..points).map(move |b| (a, b)));
                pairs.map(|(a, b)| matrix.distance(a, b)).collect()
            }
            _ => Vec::new(),
        };
        Self { job, control, condensed, answer: Resident::new(Mutex::new(Some(answer))) }
    }

    fn answer(&self, answer: Answer) -> Result<(), Failure> {
        let waiting = self.answer.get()?.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(waiting) = waiting {
            // Nobody waits for a job that was given up.
            let _ = waiting.send(answer);
        }
        Ok(())
    }
}

#[pymethods]
impl JobCall {
    #[getter]
    fn job_id(&self) -> &str {
        &self.job.job_id
    }

    #[getter]
    fn user_id(&self) -> &str {
        &self.job.user_id
    }

    #[getter]
    fn algorithm(&self) -> &str {
        &self.job.algorithm
    }

    #[getter]
    fn attempt(&self) -> u32 {
        self.job.attempt
    }

    #[getter]
    fn parameters_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let json = serde_json::to_vec(&self.job.parameters);
        let json = json.map_err(|error| Failure::internal(format!("parameters as json: {error}")))?;
        Ok(PyBytes::new(py, &json))
    }

    /// Shape (n, d), read-only, looking into this object's memory; none where the input is distances.
    #[getter]
    fn points<'py>(this: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, PyArray2<f64>>>> {
        let Input::Points(cloud) = &this.get().job.input else { return Ok(None) };
        let shape = (cloud.points(), cloud.dimensions());
        let view = ArrayView2::from_shape(shape, cloud.coordinates())
            .map_err(|error| Failure::internal(format!("points of shape {shape:?}: {error}")))?;
        // SAFETY: the frozen object never changes or moves its points, and the array keeps the object alive.
        let array = unsafe { PyArray2::borrow_from_array(&view, this.clone().into_any()) };
        array.getattr("flags")?.setattr("writeable", false)?;
        Ok(Some(array))
    }

    /// The distances above the diagonal, row by row, read-only; none where the input is points.
    #[getter]
    fn distances<'py>(this: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, PyArray1<f64>>>> {
        let Input::Distances(_) = &this.get().job.input else { return Ok(None) };
        let view = ArrayView1::from(&this.get().condensed);
        // SAFETY: the frozen object never changes or moves its distances, and the array keeps the object alive.
        let array = unsafe { PyArray1::borrow_from_array(&view, this.clone().into_any()) };
        array.getattr("flags")?.setattr("writeable", false)?;
        Ok(Some(array))
    }

    #[getter]
    fn is_cancelled(&self) -> bool {
        self.control.is_cancelled()
    }

    /// Set when the job shall end.
    #[getter]
    fn cancel_token(&self) -> CancelToken {
        CancelToken(self.control.cancel_token())
    }

    fn report(&self, stage: &str, fraction: f64) -> PyResult<()> {
        let known = Stage::ALL.iter().copied().find(|known| known.name() == stage);
        let known = known.ok_or_else(|| {
            let names: Vec<_> = Stage::ALL.iter().map(|stage| stage.name()).collect();
            Failure::invalid(format!("stage {stage:?} is none of {}", names.join(", ")))
        })?;
        self.control.report(known, fraction);
        Ok(())
    }

    fn succeed(&self, diagrams: &Diagrams) -> PyResult<()> {
        Ok(self.answer(Ok(diagrams.inner.clone()))?)
    }

    /// The engine stopped because it was asked to.
    fn stopped(&self) -> PyResult<()> {
        Ok(self.answer(Err(JobFailure::cancelled()))?)
    }

    fn fail(
        &self,
        code: &str,
        error_type: &str,
        message: &str,
        retry: &str,
        suggestions: Vec<String>,
    ) -> PyResult<()> {
        let mut failure = JobFailure::new(code, error_type, message).retry(retry_called(retry)?);
        failure.suggestions = suggestions;
        Ok(self.answer(Err(failure))?)
    }
}
