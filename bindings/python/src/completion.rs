//! Outcomes on their way from native threads to Python.
//!
//! ```text
//!   librdkafka's thread ── push ──► queue ── eventfd readable ──► event loop ── take ──► futures
//! ```
//!
//! A native thread only pushes: it never attaches to the interpreter and touches no reference count. Many outcomes
//! share one wake-up, and one `take` has a bound, so that the loop gets its turn between two.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use pyo3::{IntoPyObjectExt, prelude::*};
use tda_client::{Error, TopicsReport};

use crate::{
    admin::Admin,
    consumer::{Consumer, Received},
    error::Failure,
    handler::{HandlerCall, HandlerQuestion},
    job::{JobCall, JobQuestion},
    process::Resident,
    producer::{Producer, Receipt},
    wake::Wake,
};

/// What became of a call, or what a worker asks.
pub(crate) enum Outcome {
    /// The handler of this number is waited for no more.
    Abandoned(u64),
    Admin(Result<tda_client::blocking::Admin, Error>),
    Compute(Box<JobQuestion>),
    Consumer(Box<Result<tda_client::Consumer, Error>>),
    /// JSON, of which the Python layer makes its types.
    Document(Result<String, Failure>),
    Done(Result<(), Error>),
    Handle(Box<HandlerQuestion>),
    Producer(Result<tda_client::Producer, Error>),
    Receipt(Result<tda_client::Receipt, Error>),
    Records(Vec<Result<tda_client::Received, Error>>),
    Topics(Result<TopicsReport, Error>),
}

/// Bounded by what was asked for: each entry answers one call, and calls are bounded by the producer's queue; or it asks for
/// one of as many handlers as may run at a time.
pub(crate) struct Queue {
    waiting: Mutex<VecDeque<(u64, Outcome)>>,
    /// Readable exactly while `waiting` holds something; changed under its lock.
    wake: Wake,
}

impl Queue {
    /// From any thread; never blocks for long.
    pub(crate) fn push(&self, token: u64, outcome: Outcome) {
        let mut waiting = self.lock();
        waiting.push_back((token, outcome));
        if waiting.len() == 1 {
            self.wake.set();
        }
    }

    fn take(&self, outcomes_max: usize) -> Vec<(u64, Outcome)> {
        let mut waiting = self.lock();
        let count = waiting.len().min(outcomes_max);
        let taken = waiting.drain(..count).collect();
        if waiting.is_empty() {
            self.wake.clear();
        }
        taken
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(u64, Outcome)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where one event loop, or one blocking call, gets its outcomes. Each has the token of the call that it answers.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct CompletionQueue {
    queue: Arc<Queue>,
    /// The same queue: outcomes that nobody fetched may hold clients, whose end takes a while.
    _resident: Resident<Arc<Queue>>,
}

impl CompletionQueue {
    pub(crate) fn queue(&self) -> Arc<Queue> {
        Arc::clone(&self.queue)
    }
}

#[pymethods]
impl CompletionQueue {
    #[new]
    fn new() -> PyResult<Self> {
        let wake = Wake::new().map_err(|error| Failure::internal(format!("no eventfd: {error}")))?;
        let queue = Arc::new(Queue { waiting: Mutex::default(), wake });
        Ok(Self { _resident: Resident::new(Arc::clone(&queue)), queue })
    }

    /// The descriptor that is readable while outcomes wait.
    fn fileno(&self) -> i32 {
        self.queue.wake.descriptor()
    }

    /// Up to `outcomes_max` outcomes: token, whether it went well, the value or the exception.
    fn take<'py>(
        &self,
        py: Python<'py>,
        outcomes_max: usize,
    ) -> PyResult<Vec<(u64, bool, Bound<'py, PyAny>)>> {
        let taken = self.queue.take(outcomes_max);
        taken
            .into_iter()
            .map(|(token, outcome)| {
                let (well, value) = object(py, outcome)?;
                Ok((token, well, value))
            })
            .collect()
    }
}

fn object(py: Python<'_>, outcome: Outcome) -> PyResult<(bool, Bound<'_, PyAny>)> {
    match outcome {
        Outcome::Abandoned(id) => Ok((true, id.into_bound_py_any(py)?)),
        Outcome::Admin(made) => answer(py, made, |admin| Admin::new(admin).into_bound_py_any(py)),
        Outcome::Compute(question) => Ok((true, JobCall::of(*question).into_bound_py_any(py)?)),
        Outcome::Document(document) => answer(py, document, |text| text.into_bound_py_any(py)),
        Outcome::Handle(question) => Ok((true, HandlerCall::of(*question).into_bound_py_any(py)?)),
        Outcome::Consumer(made) => {
            answer(py, *made, |consumer| Consumer::new(consumer)?.into_bound_py_any(py))
        }
        Outcome::Done(done) => answer(py, done, |()| py.None().into_bound_py_any(py)),
        Outcome::Producer(made) => answer(py, made, |producer| Producer::new(producer).into_bound_py_any(py)),
        Outcome::Receipt(sent) => answer(py, sent, |receipt| Receipt::from(receipt).into_bound_py_any(py)),
        Outcome::Records(records) => {
            let records = records.into_iter().map(|record| match record {
                Ok(received) => Received::new(received).into_bound_py_any(py),
                Err(error) => Failure::from(error).exception(py),
            });
            let records: Vec<_> = records.collect::<PyResult<_>>()?;
            Ok((true, records.into_bound_py_any(py)?))
        }
        Outcome::Topics(topics) => {
            answer(py, topics, |report| (report.created, report.present).into_bound_py_any(py))
        }
    }
}

fn answer<'py, T, E: Into<Failure>>(
    py: Python<'py>,
    outcome: Result<T, E>,
    convert: impl FnOnce(T) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<(bool, Bound<'py, PyAny>)> {
    match outcome {
        Ok(value) => Ok((true, convert(value)?)),
        Err(error) => Ok((false, error.into().exception(py)?)),
    }
}

/// Runs what blocks on a thread of its own; its outcome goes to the queue.
pub(crate) fn spawn(
    queue: &CompletionQueue,
    token: u64,
    call: impl FnOnce() -> Outcome + Send + 'static,
) -> Result<(), Failure> {
    let queue = queue.queue();
    thread::Builder::new()
        .name("tda-python".into())
        .spawn(move || queue.push(token, call()))
        .map(drop)
        .map_err(|error| Failure::internal(format!("no thread can be started: {error}")))
}
