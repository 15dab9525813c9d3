//! The same clients for programs without an async runtime: each call blocks its thread.
//!
//! ```
//! use std::time::Duration;
//! use tda_client::{ClientConfig, blocking::Producer};
//! use tda_events::{Event, InputData, JobSubmitted, Parameters};
//!
//! let producer = Producer::connect(&ClientConfig::new("embedded").source("example"))?;
//! let points = InputData::inline_points("two", 1, vec![0.0, 1.0]);
//! let event = Event::new(JobSubmitted::new("j1", "u1", "vietoris_rips", Parameters::new(1), points))?;
//! assert_eq!(producer.publish(&event)?.topic, "tda_jobs");
//! producer.close(Duration::from_secs(5))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod registry;

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use tda_events::{EncodedRecord, Event, Payload};
use tokio::runtime::{Builder, Runtime};

use crate::{
    admin::TopicsReport,
    config::ClientConfig,
    consumer::{Consumer as AsyncConsumer, Received},
    error::Error,
    producer::{Delivery, Producer as AsyncProducer},
    transport::Receipt,
};

pub use self::registry::Registry;

/// The runtime behind every blocking call: started by the first that needs it, one thread.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let started = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("tda-blocking")
        .enable_all()
        .build()
        .map_err(|error| Error::Internal { during: "starting the runtime", reason: error.to_string() })?;
    Ok(RUNTIME.get_or_init(|| started))
}

/// Creates the catalog's topics where they are missing; see [`crate::ensure_topics`].
///
/// # Errors
/// As [`crate::ensure_topics`].
pub fn ensure_topics(config: &ClientConfig) -> Result<TopicsReport, Error> {
    runtime()?.block_on(crate::admin::ensure_topics(config))
}

/// An [`admin::Admin`](crate::admin::Admin) whose calls block.
///
/// ```no_run
/// use tda_client::{ClientConfig, blocking::Admin};
/// let admin = Admin::connect(&ClientConfig::new("broker-1:9092"))?;
/// println!("{:?}", admin.group_lag("tda_job_processors")?);
/// # Ok::<(), tda_client::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Admin {
    pub(crate) inner: crate::admin::Admin,
}

impl Admin {
    /// Connects: returns once the cluster has answered.
    ///
    /// # Errors
    /// As [`crate::Admin::connect`].
    pub fn connect(config: &ClientConfig) -> Result<Self, Error> {
        Ok(Self { inner: crate::admin::Admin::connect_blocking(config)? })
    }

    /// The address of the cluster, that of the embedded broker included.
    pub fn bootstrap_servers(&self) -> &str {
        self.inner.bootstrap_servers()
    }
}

/// A [`crate::Producer`] whose calls block.
#[derive(Clone)]
pub struct Producer {
    inner: AsyncProducer,
}

impl Producer {
    /// Connects: returns once the cluster has answered.
    ///
    /// # Errors
    /// As [`crate::Producer::connect`].
    pub fn connect(config: &ClientConfig) -> Result<Self, Error> {
        Ok(Self { inner: AsyncProducer::connect_blocking(config)? })
    }

    /// Publishes and waits for the acknowledgement.
    ///
    /// # Errors
    /// As [`crate::Producer::publish`].
    pub fn publish<T: Payload>(&self, event: &Event<T>) -> Result<Receipt, Error> {
        self.enqueue(event)?.wait()
    }

    /// Queues the event, waiting only for room.
    ///
    /// # Errors
    /// As [`crate::Producer::enqueue`].
    pub fn enqueue<T: Payload>(&self, event: &Event<T>) -> Result<Delivery, Error> {
        runtime()?.block_on(self.inner.enqueue(event))
    }

    /// As [`enqueue`](Self::enqueue), for an event that is encoded already.
    ///
    /// # Errors
    /// As [`crate::Producer::enqueue`].
    pub fn enqueue_record(&self, record: &EncodedRecord) -> Result<Delivery, Error> {
        runtime()?.block_on(self.inner.enqueue_record(record))
    }

    /// Waits until everything queued is delivered.
    ///
    /// # Errors
    /// As [`crate::Producer::flush`].
    pub fn flush(&self, deadline: Duration) -> Result<(), Error> {
        self.inner.flush_blocking(deadline)
    }

    /// Refuses further events and waits for the queued ones.
    ///
    /// # Errors
    /// As [`crate::Producer::close`].
    pub fn close(&self, deadline: Duration) -> Result<(), Error> {
        self.inner.close_blocking(deadline)
    }

    /// The address of the cluster.
    pub fn bootstrap_servers(&self) -> &str {
        self.inner.bootstrap_servers()
    }

    /// The asynchronous producer behind it.
    pub fn as_async(&self) -> &AsyncProducer {
        &self.inner
    }
}

/// A [`crate::Consumer`] whose calls block.
pub struct Consumer {
    inner: AsyncConsumer,
}

impl Consumer {
    /// Joins `group` for the catalog's topics named in `topics`.
    ///
    /// # Errors
    /// As [`crate::Consumer::connect`].
    pub fn connect(config: &ClientConfig, group: &str, topics: &[&str]) -> Result<Self, Error> {
        let topics: Vec<_> = topics.iter().map(|topic| (*topic).to_owned()).collect();
        Ok(Self { inner: AsyncConsumer::connect_blocking(config, group, &topics)? })
    }

    /// The next record, or `None` when none came within `timeout`.
    ///
    /// # Errors
    /// As [`crate::Consumer::next`].
    pub fn next(&self, timeout: Duration) -> Result<Option<Received>, Error> {
        // The clock of the timeout belongs to the runtime, so it is made inside.
        let received = runtime()?.block_on(async { tokio::time::timeout(timeout, self.inner.next()).await });
        received.map_or(Ok(None), |outcome| outcome.map(Some))
    }

    /// Up to `records_max` records: waits up to `timeout` for the first, takes what else is there.
    ///
    /// # Errors
    /// As [`crate::Consumer::next`].
    pub fn next_batch(&self, records_max: usize, timeout: Duration) -> Result<Vec<Received>, Error> {
        let started = Instant::now();
        let mut batch: Vec<_> = self.next(timeout)?.into_iter().collect();
        while !batch.is_empty() && batch.len() < records_max && started.elapsed() < timeout {
            match self.inner.try_next() {
                Some(received) => batch.push(received?),
                None => break,
            }
        }
        Ok(batch)
    }

    /// Commits what was acknowledged and leaves the group.
    pub fn close(&self) {
        self.inner.close_blocking();
    }
}
