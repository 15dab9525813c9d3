//! The producer: every call answers through a completion queue, none blocks the interpreter.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use pyo3::prelude::*;
use tda_client::{BreakerState, Error, Transaction, blocking};

use crate::{
    completion::{CompletionQueue, Outcome, Queue, spawn},
    config::{ClientConfig, seconds},
    consumer::Consumer,
    error::Failure,
    events::Event,
    process::Resident,
};

/// The broker's word that a record is stored.
#[pyclass(frozen, get_all, eq, module = "tda_stream")]
#[derive(PartialEq)]
pub(crate) struct Receipt {
    topic: String,
    partition: i32,
    offset: i64,
    timestamp_ms: i64,
}

impl From<tda_client::Receipt> for Receipt {
    fn from(receipt: tda_client::Receipt) -> Self {
        let tda_client::Receipt { topic, partition, offset, timestamp_ms, .. } = receipt;
        Self { topic, partition, offset, timestamp_ms }
    }
}

#[pymethods]
impl Receipt {
    fn __repr__(&self) -> String {
        format!("<Receipt {}[{}]@{}>", self.topic, self.partition, self.offset)
    }
}

/// The native half of the producers in `tda_stream` and `tda_stream.blocking`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Producer(Resident<tda_client::Producer>);

impl Producer {
    pub(crate) fn new(inner: tda_client::Producer) -> Self {
        Self(Resident::new(inner))
    }
}

#[pymethods]
impl Producer {
    /// Connects in the background; the outcome is a producer.
    #[staticmethod]
    fn connect(config: &ClientConfig, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let config = config.inner.clone();
        let connect = move || Outcome::Producer(tda_client::Producer::connect_blocking(&config));
        Ok(spawn(queue, token, connect)?)
    }

    /// Publishes as the crate does: waits for room, asks the registry, puts large values away, and ends when a circuit that
    /// fails fast opens. The outcome is the receipt.
    fn publish(&self, event: &Event, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let (producer, event, queue) = (self.0.get()?.clone(), event.inner.clone(), queue.queue());
        let runtime = blocking::runtime().map_err(Failure::from)?;
        runtime.spawn(async move { queue.push(token, Outcome::Receipt(producer.publish(&event).await)) });
        Ok(())
    }

    /// Queues the event if there is room now; the outcome is its receipt.
    fn enqueue(&self, event: &Event, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let producer = self.0.get()?;
        let record = producer.encode(&event.inner).map_err(Failure::from)?;
        let queued = Arc::new(AtomicBool::new(false));
        let mut pending =
            Pending { queue: queue.queue(), token, queued: Arc::clone(&queued), answered: false };
        producer.try_enqueue_with(&record, move |outcome| pending.answer(outcome)).map_err(Failure::from)?;
        queued.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Asks the cluster again for its topics.
    fn refresh_topics(&self, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let producer = self.0.get()?.clone();
        Ok(spawn(queue, token, move || Outcome::Done(producer.refresh_topics_blocking()))?)
    }

    /// Waits until everything queued is delivered.
    fn flush(&self, timeout_seconds: f64, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let (producer, deadline) = (self.0.get()?.clone(), seconds("timeout_seconds", timeout_seconds)?);
        Ok(spawn(queue, token, move || Outcome::Done(producer.flush_blocking(deadline)))?)
    }

    /// Refuses further events and waits for the queued ones.
    fn close(&self, timeout_seconds: f64, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let (producer, deadline) = (self.0.get()?.clone(), seconds("timeout_seconds", timeout_seconds)?);
        Ok(spawn(queue, token, move || Outcome::Done(producer.close_blocking(deadline)))?)
    }

    /// As `close`, at the end of the process: blocks, and in a forked child does nothing.
    fn close_at_exit(&self, py: Python<'_>, timeout_seconds: f64) -> PyResult<()> {
        let deadline = seconds("timeout_seconds", timeout_seconds)?;
        let Ok(producer) = self.0.get() else { return Ok(()) };
        Ok(py.detach(|| producer.close_blocking(deadline)).map_err(Failure::from)?)
    }

    /// Publishes all of ``events``, with the offsets that ``consumer`` was given to acknowledge, or nothing.
    fn transact(
        &self,
        events: Vec<PyRef<'_, Event>>,
        consumer: Option<&Consumer>,
        queue: &CompletionQueue,
        token: u64,
    ) -> PyResult<()> {
        let (producer, queue) = (self.0.get()?.clone(), queue.queue());
        let events: Vec<_> = events.iter().map(|event| event.inner.clone()).collect();
        let consumer = consumer.map(Consumer::shared).transpose()?;
        let runtime = blocking::runtime().map_err(Failure::from)?;
        runtime.spawn(async move {
            let body = async |open: Transaction| {
                for event in &events {
                    open.publish(event).await?;
                }
                match &consumer {
                    Some(consumer) => open.send_offsets(consumer).await,
                    None => Ok(()),
                }
            };
            queue.push(token, Outcome::Done(producer.transaction(body).await));
        });
        Ok(())
    }

    /// ``closed``, ``open`` or ``half_open``.
    #[getter]
    fn breaker_state(&self) -> PyResult<&'static str> {
        Ok(match self.0.get()?.breaker_state() {
            BreakerState::Closed => "closed",
            BreakerState::Open => "open",
            BreakerState::HalfOpen => "half_open",
        })
    }

    /// Records that were taken and not acknowledged.
    #[getter]
    fn undelivered(&self) -> PyResult<usize> {
        Ok(self.0.get()?.undelivered())
    }

    /// Those of them that wait for the cluster.
    #[getter]
    fn spilled(&self) -> PyResult<usize> {
        Ok(self.0.get()?.spilled())
    }

    /// The address of the cluster, that of the embedded broker included.
    #[getter]
    fn bootstrap_servers(&self) -> PyResult<String> {
        Ok(self.0.get()?.bootstrap_servers().to_owned())
    }
}

/// Answers its token once: also when the producer goes without calling back. A record that was refused has its answer
/// already, the exception.
struct Pending {
    queue: Arc<Queue>,
    token: u64,
    queued: Arc<AtomicBool>,
    answered: bool,
}

impl Pending {
    fn answer(&mut self, outcome: Result<tda_client::Receipt, Error>) {
        self.answered = true;
        self.queue.push(self.token, Outcome::Receipt(outcome));
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.queued.load(Ordering::Relaxed) && !self.answered {
            self.answer(Err(Error::Closed { what: "producer" }));
        }
    }
}
