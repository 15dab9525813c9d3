//! The consumer: records come in batches when they are asked for.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use pyo3::{prelude::*, types::PyBytes};

use crate::{
    completion::{CompletionQueue, Outcome, Queue, spawn},
    config::{ClientConfig, seconds},
    error::Failure,
    events::Event,
    process::Resident,
};

/// Where the next records are to go, and how many.
struct Request {
    queue: Arc<Queue>,
    token: u64,
    records_max: usize,
}

/// The native half of the consumers in `tda_stream` and `tda_stream.blocking`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Consumer {
    inner: Resident<Arc<tda_client::Consumer>>,
    requests: Sender<Request>,
}

impl Consumer {
    pub(crate) fn new(inner: tda_client::Consumer) -> Result<Self, Failure> {
        let inner = Arc::new(inner);
        let (requests, receiver) = channel();
        let reading = Arc::clone(&inner);
        thread::Builder::new()
            .name("tda-python-consumer".into())
            .spawn(move || serve(&reading, &receiver))
            .map_err(|error| Failure::internal(format!("no thread can be started: {error}")))?;
        Ok(Self { inner: Resident::new(inner), requests })
    }
}

/// Answers requests, one after the other, until nobody can ask any more or the consumer is closed.
fn serve(consumer: &tda_client::Consumer, requests: &Receiver<Request>) {
    for request in requests {
        let mut records = vec![pollster::block_on(consumer.next())];
        while records.len() < request.records_max && records.last().is_some_and(Result::is_ok) {
            match consumer.try_next() {
                Some(record) => records.push(record),
                None => break,
            }
        }
        request.queue.push(request.token, Outcome::Records(records));
    }
}

#[pymethods]
impl Consumer {
    /// Joins the group in the background; the outcome is a consumer.
    #[staticmethod]
    fn connect(
        config: &ClientConfig,
        group: String,
        topics: Vec<String>,
        queue: &CompletionQueue,
        token: u64,
    ) -> PyResult<()> {
        let config = config.inner.clone();
        let connect = move || {
            Outcome::Consumer(Box::new(tda_client::Consumer::connect_blocking(&config, &group, &topics)))
        };
        Ok(spawn(queue, token, connect)?)
    }

    /// Asks for 1 to `records_max` records; the outcome is a list, an exception in it the end of the consumer.
    fn request(&self, records_max: usize, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        self.inner.get()?;
        let request = Request { queue: queue.queue(), token, records_max };
        let closed = |_| Failure::from(tda_client::Error::Closed { what: "consumer" });
        Ok(self.requests.send(request).map_err(closed)?)
    }

    /// Commits what was acknowledged and leaves the group.
    fn close(&self, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let consumer = Arc::clone(self.inner.get()?);
        let close = move || {
            consumer.close_blocking();
            Outcome::Done(Ok(()))
        };
        Ok(spawn(queue, token, close)?)
    }

    /// As `close`, at the end of the process: blocks, at most so long, and in a forked child does nothing.
    fn close_at_exit(&self, py: Python<'_>, timeout_seconds: f64) -> PyResult<()> {
        let deadline = seconds("timeout_seconds", timeout_seconds)?;
        let Ok(consumer) = self.inner.get().map(Arc::clone) else { return Ok(()) };
        let (closed, wait) = channel();
        py.detach(move || {
            let close = move || {
                consumer.close_blocking();
                let _ = closed.send(());
            };
            if thread::Builder::new().name("tda-python".into()).spawn(close).is_ok() {
                // Without an answer in time the group notices by itself.
                let _ = wait.recv_timeout(deadline);
            }
        });
        Ok(())
    }
}

impl Drop for Consumer {
    fn drop(&mut self) {
        // The thread that serves requests holds the consumer too, and ends only when that is closed.
        if let Ok(consumer) = self.inner.get() {
            let consumer = Arc::clone(consumer);
            let _ = thread::Builder::new().name("tda-python".into()).spawn(move || consumer.close_blocking());
        }
    }
}

/// The native half of `tda_stream.Received`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Received(tda_client::Received);

impl Received {
    pub(crate) fn new(received: tda_client::Received) -> Self {
        Self(received)
    }
}

#[pymethods]
impl Received {
    /// The event, or the reason why the record holds none.
    fn event(&self) -> PyResult<Event> {
        Ok(Event::of_tda(self.0.event().map_err(Failure::from)?.clone().into()))
    }

    fn ack(&self) {
        self.0.ack();
    }

    #[getter]
    fn topic(&self) -> &str {
        self.0.topic()
    }

    #[getter]
    fn partition(&self) -> i32 {
        self.0.partition()
    }

    #[getter]
    fn offset(&self) -> i64 {
        self.0.offset()
    }

    #[getter]
    fn timestamp_ms(&self) -> Option<i64> {
        self.0.timestamp_ms()
    }

    #[getter]
    fn key<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.0.key().map(|key| PyBytes::new(py, key))
    }

    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.0.value().map(|value| PyBytes::new(py, value))
    }

    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> Vec<(String, Bound<'py, PyBytes>)> {
        let headers = self.0.headers().iter();
        headers.map(|(name, value)| (name.clone(), PyBytes::new(py, value))).collect()
    }
}
