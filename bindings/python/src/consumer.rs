//! The consumer: records come in batches when they are asked for.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use pyo3::{prelude::*, types::PyBytes};
use tda_client::{ConsumerBuilder, DeliveryMode, SeekTo, Standing, blocking};
use tokio::runtime::Runtime;

use crate::{
    completion::{CompletionQueue, Outcome, Queue, spawn},
    config::{ClientConfig, seconds},
    error::Failure,
    events::Event,
    process::Resident,
};

/// How long a request waits before it asks again; its end comes from the consumer.
const PATIENCE: Duration = Duration::from_secs(3600);

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
    pub(crate) fn shared(&self) -> Result<Arc<tda_client::Consumer>, Failure> {
        self.inner.get().map(Arc::clone)
    }

    pub(crate) fn new(inner: tda_client::Consumer) -> Result<Self, Failure> {
        let (inner, runtime) = (Arc::new(inner), blocking::runtime()?);
        let (requests, receiver) = channel();
        let reading = Arc::clone(&inner);
        thread::Builder::new()
            .name("tda-python-consumer".into())
            .spawn(move || serve(runtime, &reading, &receiver))
            .map_err(|error| Failure::internal(format!("no thread can be started: {error}")))?;
        Ok(Self { inner: Resident::new(inner), requests })
    }
}

/// Answers requests, one after the other, until nobody can ask any more or the consumer is closed.
fn serve(runtime: &Runtime, consumer: &tda_client::Consumer, requests: &Receiver<Request>) {
    for request in requests {
        // One batch, for which the consumer is asked once: with auto commit asking acknowledges what came before.
        let records = loop {
            match runtime.block_on(consumer.next_batch(request.records_max, PATIENCE)) {
                Ok(batch) if batch.is_empty() => {}
                Ok(batch) => break batch.into_iter().map(Ok).collect(),
                Err(error) => break vec![Err(error)],
            }
        };
        request.queue.push(request.token, Outcome::Records(records));
    }
}

/// Completed by the Python layer; the keys of its dictionary.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Settings {
    group: Option<String>,
    catalog_group: Option<String>,
    topics: Vec<String>,
    delivery: Option<String>,
    start: Option<(String, i64)>,
    commit_interval_seconds: Option<f64>,
}

impl Settings {
    fn onto(self, mut builder: ConsumerBuilder) -> Result<ConsumerBuilder, Failure> {
        if let Some(name) = &self.catalog_group {
            builder = builder.catalog_group(name)?;
        }
        if let Some(group) = self.group {
            builder = builder.group(group);
        }
        if let Some(start) = &self.start {
            builder = builder.without_group(place_called(start)?);
        }
        if let Some(name) = &self.delivery {
            builder = builder.delivery(delivery_called(name)?);
        }
        if let Some(interval) = self.commit_interval_seconds {
            builder = builder.commit_interval(seconds("commit_interval_seconds", interval)?);
        }
        Ok(builder.topics(self.topics))
    }
}

fn delivery_called(name: &str) -> Result<DeliveryMode, Failure> {
    match name {
        "at_least_once" => Ok(DeliveryMode::AtLeastOnce),
        "at_most_once" => Ok(DeliveryMode::AtMostOnce),
        "auto_commit" => Ok(DeliveryMode::AutoCommit),
        "exactly_once" => Ok(DeliveryMode::ExactlyOnce),
        _ => Err(Failure::never(
            tda_events::ErrorKind::Config,
            format!("delivery {name:?} is not at_least_once, at_most_once, auto_commit or exactly_once"),
        )),
    }
}

fn place_called((name, number): &(String, i64)) -> Result<SeekTo, Failure> {
    match name.as_str() {
        "beginning" => Ok(SeekTo::Beginning),
        "end" => Ok(SeekTo::End),
        "offset" => Ok(SeekTo::Offset(*number)),
        "timestamp_ms" => Ok(SeekTo::TimestampMs(*number)),
        _ => Err(Failure::invalid(format!("there is no place {name:?} to read from"))),
    }
}

#[pymethods]
impl Consumer {
    /// Joins the group in the background; the outcome is a consumer.
    #[staticmethod]
    fn connect(
        config: &ClientConfig,
        settings: Settings,
        queue: &CompletionQueue,
        token: u64,
    ) -> PyResult<()> {
        let builder = settings.onto(tda_client::Consumer::builder(&config.inner))?;
        let connect = move || Outcome::Consumer(Box::new(builder.connect_blocking()));
        Ok(spawn(queue, token, connect)?)
    }

    /// Asks for 1 to `records_max` records; the outcome is a list, an exception in it the end of the consumer.
    fn request(&self, records_max: usize, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        self.inner.get()?;
        let request = Request { queue: queue.queue(), token, records_max };
        let closed = |_| Failure::from(tda_client::Error::Closed { what: "consumer" });
        Ok(self.requests.send(request).map_err(closed)?)
    }

    /// Commits what was acknowledged.
    fn commit(&self, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let consumer = Arc::clone(self.inner.get()?);
        Ok(spawn(queue, token, move || Outcome::Done(consumer.commit_blocking()))?)
    }

    fn pause(&self, topic: &str, partition: i32) -> PyResult<()> {
        Ok(self.inner.get()?.pause(topic, partition).map_err(Failure::from)?)
    }

    fn resume(&self, topic: &str, partition: i32) -> PyResult<()> {
        Ok(self.inner.get()?.resume(topic, partition).map_err(Failure::from)?)
    }

    /// Reads one partition, or all, on from elsewhere.
    fn seek(
        &self,
        partition: Option<(String, i32)>,
        to: (String, i64),
        queue: &CompletionQueue,
        token: u64,
    ) -> PyResult<()> {
        let (consumer, to) = (Arc::clone(self.inner.get()?), place_called(&to)?);
        let seek = move || {
            Outcome::Done(match partition {
                Some((topic, partition)) => consumer.seek_blocking(&topic, partition, to),
                None => consumer.seek_all_blocking(to),
            })
        };
        Ok(spawn(queue, token, seek)?)
    }

    /// Goes back to what is committed.
    fn rewind(&self, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let consumer = Arc::clone(self.inner.get()?);
        Ok(spawn(queue, token, move || Outcome::Done(consumer.rewind_blocking()))?)
    }

    /// Topic, partition, acknowledged, committed, paused.
    #[allow(clippy::type_complexity, reason = "the fields of a named tuple of the Python layer")]
    fn positions(&self) -> PyResult<Vec<(String, i32, Option<i64>, Option<i64>, bool)>> {
        let positions = self.inner.get()?.positions().into_iter();
        let fields =
            |at: tda_client::Position| (at.topic, at.partition, at.acknowledged, at.committed, at.paused);
        Ok(positions.map(fields).collect())
    }

    /// The outcome is JSON: topic, partition, acknowledged, end, records.
    fn lag(&self, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let consumer = Arc::clone(self.inner.get()?);
        let lag = move || {
            let fields = |lag: tda_client::Lag| {
                serde_json::json!([lag.topic, lag.partition, lag.acknowledged, lag.end, lag.records])
            };
            let lags = consumer.lag_blocking().map_err(Failure::from);
            let lags =
                lags.map(|lags| lags.into_iter().map(fields).collect::<serde_json::Value>().to_string());
            Outcome::Document(lags)
        };
        Ok(spawn(queue, token, lag)?)
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

    /// Whether it may be handled now: ``due``, ``passed`` or ``paused``.
    fn standing(&self) -> &'static str {
        match self.0.standing() {
            Standing::Due => "due",
            Standing::Passed => "passed",
            Standing::Paused => "paused",
        }
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
