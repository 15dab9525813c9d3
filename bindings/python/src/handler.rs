//! One attempt of a handler at one event: a question to Python, and its answer.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::{prelude::*, types::PyBytes};
use tda_client::{HandlerContext, HandlerError, Outcome as Handled, Retry};
use tda_events::AnyPayload;
use tokio::sync::oneshot;

use crate::{
    completion::{Outcome, Queue},
    error::Failure,
    events::Event,
    process::Resident,
};

/// What Python answers: how it went, and what is to be published.
type Answer = Result<(Handled, Vec<tda_events::Event<AnyPayload>>), HandlerError>;
type Answering = Mutex<Option<oneshot::Sender<Answer>>>;

/// The native half of `tda_stream.HandlerContext`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct HandlerCall {
    id: u64,
    event: tda_events::Event<AnyPayload>,
    context: HandlerContext,
    answer: Resident<Answering>,
}

/// Tells Python when the worker gives the attempt up: its task is to end.
struct Watch {
    queue: Arc<Queue>,
    token: u64,
    id: u64,
    answered: bool,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if !self.answered {
            self.queue.push(self.token, Outcome::Abandoned(self.id));
        }
    }
}

/// The question of [`HandlerCall::made`], before the interpreter sees it.
pub(crate) struct HandlerQuestion {
    id: u64,
    event: tda_events::Event<AnyPayload>,
    context: HandlerContext,
    answer: oneshot::Sender<Answer>,
}

impl HandlerCall {
    pub(crate) fn of(question: HandlerQuestion) -> Self {
        let HandlerQuestion { id, event, context, answer } = question;
        Self { id, event, context, answer: Resident::new(Mutex::new(Some(answer))) }
    }

    /// Asks Python, and waits for its answer.
    pub(crate) async fn made(
        queue: Arc<Queue>,
        token: u64,
        id: u64,
        event: tda_events::Event<AnyPayload>,
        context: HandlerContext,
    ) -> Result<Handled, HandlerError> {
        let (answer, answered) = oneshot::channel();
        let question = HandlerQuestion { id, event, context: context.clone(), answer };
        queue.push(token, Outcome::Handle(Box::new(question)));
        let mut watch = Watch { queue, token, id, answered: false };
        let answer = tokio::select! {
            answer = answered => answer,
            // A plain function does not notice; its answer comes too late for anybody.
            () = context.cancelled() => return Err(HandlerError::transient("the attempt was given up")),
        };
        watch.answered = true;
        let Ok(answer) = answer else {
            return Err(HandlerError::transient("the handler ended without an answer").kind("NoAnswer"));
        };
        let (handled, outputs) = answer?;
        for event in &outputs {
            context.publish(event).await?;
        }
        Ok(handled)
    }

    fn answer(&self, answer: Answer) -> Result<(), Failure> {
        let waiting = self.answer.get()?.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(waiting) = waiting {
            // Nobody waits for an attempt that was given up.
            let _ = waiting.send(answer);
        }
        Ok(())
    }
}

#[pymethods]
impl HandlerCall {
    /// Numbers the calls of a worker.
    #[getter]
    fn id(&self) -> u64 {
        self.id
    }

    fn event(&self) -> Event {
        Event::of_tda(self.event.clone())
    }

    #[getter]
    fn event_type(&self) -> &str {
        self.event.event_type()
    }

    #[getter]
    fn attempt(&self) -> u32 {
        self.context.attempt()
    }

    #[getter]
    fn first_failed_at_ms(&self) -> Option<i64> {
        self.context.first_failed_at_ms()
    }

    #[getter]
    fn is_cancelled(&self) -> bool {
        self.context.is_cancelled()
    }

    #[getter]
    fn group(&self) -> &str {
        self.context.group()
    }

    #[getter]
    fn topic(&self) -> &str {
        self.context.topic()
    }

    #[getter]
    fn partition(&self) -> i32 {
        self.context.partition()
    }

    #[getter]
    fn offset(&self) -> i64 {
        self.context.offset()
    }

    #[getter]
    fn timestamp_ms(&self) -> Option<i64> {
        self.context.timestamp_ms()
    }

    #[getter]
    fn key<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.context.key().map(|key| PyBytes::new(py, key))
    }

    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> Vec<(String, Bound<'py, PyBytes>)> {
        let headers = self.context.headers().iter();
        headers.map(|(name, value)| (name.clone(), PyBytes::new(py, value))).collect()
    }

    /// The event is handled; the outputs are published with it.
    fn succeed(&self, outputs: Vec<PyRef<'_, Event>>) -> PyResult<()> {
        let outputs = outputs.iter().map(|event| event.inner.clone()).collect();
        Ok(self.answer(Ok((Handled::Done, outputs)))?)
    }

    /// The event needed nothing.
    fn ignore(&self) -> PyResult<()> {
        Ok(self.answer(Ok((Handled::Ignored, Vec::new())))?)
    }

    /// The attempt failed.
    fn fail(&self, kind: &str, message: &str, retry: &str) -> PyResult<()> {
        let mut error = HandlerError::transient(message).kind(kind);
        error.retry = retry_called(retry)?;
        Ok(self.answer(Err(error))?)
    }
}

pub(crate) fn retry_called(name: &str) -> Result<Retry, Failure> {
    match name {
        "never" => Ok(Retry::Never),
        "safe" => Ok(Retry::Safe),
        "may_duplicate" => Ok(Retry::MayDuplicate),
        _ => Err(Failure::invalid(format!("retry {name:?} is not never, safe or may_duplicate"))),
    }
}
