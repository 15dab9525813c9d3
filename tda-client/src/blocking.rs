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
    borrow::Borrow,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tda_events::{EncodedRecord, Event, Payload};
use tokio::runtime::{Builder, Runtime};

use crate::{
    admin::TopicsReport,
    config::ClientConfig,
    consumer::{Consumer as AsyncConsumer, Lag, Position, Received, SeekTo},
    error::Error,
    producer::{BreakerState, Delivery, Producer as AsyncProducer, Transaction as AsyncTransaction},
    transport::Receipt,
};

pub use self::registry::Registry;

/// The runtime behind every blocking call: started by the first that needs it, one thread. Others may run their futures
/// on it, as the bindings to other languages do.
///
/// It belongs to its process: threads do not survive a fork, so a forked child gets one of its own.
///
/// # Errors
/// [`Error::Internal`] where it cannot be started.
pub fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);
    let mut started = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    let here = std::process::id();
    if let Some((_, runtime)) = started.filter(|(process_id, _)| *process_id == here) {
        return Ok(runtime);
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("tda-blocking")
        .enable_all()
        .build()
        .map_err(|error| Error::Internal { during: "starting the runtime", reason: error.to_string() })?;
    // It lasts as long as the process; that of a parent could not be ended here.
    let runtime: &'static Runtime = Box::leak(Box::new(runtime));
    *started = Some((here, runtime));
    Ok(runtime)
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
        runtime()?.block_on(self.inner.publish(event))
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

    /// Queues the event if there is room now.
    ///
    /// # Errors
    /// As [`crate::Producer::try_enqueue`].
    pub fn try_enqueue<T: Payload>(&self, event: &Event<T>) -> Result<Delivery, Error> {
        self.inner.try_enqueue(event)
    }

    /// Publishes all, keeping the queue full, and gives the receipts in the order of the events.
    ///
    /// # Errors
    /// As [`crate::Producer::publish_all`].
    pub fn publish_all<'a, T: Payload + 'a>(
        &self,
        events: impl IntoIterator<Item = &'a Event<T>>,
    ) -> Result<Vec<Result<Receipt, Error>>, Error> {
        Ok(runtime()?.block_on(self.inner.publish_all(events)))
    }

    /// As [`publish_all`](Self::publish_all) for more events than anybody wants receipts of: each outcome goes to
    /// `on_outcome` with the event's number, in order.
    ///
    /// # Errors
    /// As [`crate::Producer::publish_each`].
    pub fn publish_each<T: Payload, E: Borrow<Event<T>>>(
        &self,
        events: impl IntoIterator<Item = E>,
        on_outcome: impl FnMut(usize, Result<Receipt, Error>),
    ) -> Result<(), Error> {
        runtime()?.block_on(self.inner.publish_each(events, on_outcome));
        Ok(())
    }

    /// Runs `body` and publishes what it put into the transaction: all of it or, where it fails, nothing.
    ///
    /// ```
    /// use tda_client::{ClientConfig, Error, blocking::Producer};
    /// use tda_events::{Event, JobCancelled};
    ///
    /// // On a real Kafka the second setting is not needed.
    /// let config = ClientConfig::new("embedded").source("example").transactional_id("orders-2").simulated_transactions(true);
    /// let producer = Producer::connect(&config)?;
    /// producer.transaction(|tx| {
    ///     tx.publish(&Event::new(JobCancelled::new("j1", "no longer needed")).expect("valid"))?;
    ///     tx.publish(&Event::new(JobCancelled::new("j2", "no longer needed")).expect("valid"))
    /// })?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`crate::Producer::transaction`].
    pub fn transaction<T, E: From<Error>>(
        &self,
        body: impl FnOnce(&Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = self.inner.open_transaction()?;
        // On the caller's thread, and outside of the runtime: it calls what blocks.
        let output = body(&Transaction { inner: open.transaction.clone() })?;
        runtime()?.block_on(open.commit())?;
        Ok(output)
    }

    /// Whether the way to the cluster is open.
    pub fn breaker_state(&self) -> BreakerState {
        self.inner.breaker_state()
    }

    /// Records that await delivery: queued, under way, or spilled.
    pub fn undelivered(&self) -> usize {
        self.inner.undelivered()
    }

    /// Of those, the ones that wait in the spill.
    pub fn spilled(&self) -> usize {
        self.inner.spilled()
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

/// A [`crate::Transaction`] whose calls block.
#[derive(Clone)]
pub struct Transaction {
    inner: AsyncTransaction,
}

impl Transaction {
    /// Adds an event; it is sent when the body has returned `Ok`.
    ///
    /// # Errors
    /// As [`crate::Transaction::publish`].
    pub fn publish<T: Payload>(&self, event: &Event<T>) -> Result<(), Error> {
        runtime()?.block_on(self.inner.publish(event))
    }

    /// As [`publish`](Self::publish), for an event that is encoded already.
    ///
    /// # Errors
    /// As [`crate::Transaction::publish_record`].
    pub fn publish_record(&self, record: &EncodedRecord) -> Result<(), Error> {
        runtime()?.block_on(self.inner.publish_record(record))
    }

    /// Commits what `consumer` was given to acknowledge together with the events; the last thing that a body does.
    ///
    /// # Errors
    /// As [`crate::Transaction::send_offsets`].
    pub fn send_offsets(&self, consumer: &Consumer) -> Result<(), Error> {
        runtime()?.block_on(self.inner.send_offsets(consumer.as_async()))
    }
}

/// A [`crate::Consumer`] whose calls block.
///
/// ```no_run
/// use std::time::Duration;
/// use tda_client::{ClientConfig, blocking::Consumer};
///
/// let consumer = Consumer::connect(&ClientConfig::from_env()?, "watchers", &["tda_results"])?;
/// while let Some(received) = consumer.next(Duration::from_secs(10))? {
///     match received.event() {
///         Ok(event) => println!("{:?}", event.data),
///         Err(error) => eprintln!("no event: {error}"),
///     }
///     received.ack();
/// }
/// consumer.close();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Consumer {
    inner: Arc<AsyncConsumer>,
}

impl Consumer {
    /// Joins `group` for the catalog's topics named in `topics`, at least once. With other choices:
    /// [`ConsumerBuilder::connect_blocking`](crate::ConsumerBuilder::connect_blocking), then [`From`].
    ///
    /// # Errors
    /// As [`crate::Consumer::connect`].
    pub fn connect(config: &ClientConfig, group: &str, topics: &[&str]) -> Result<Self, Error> {
        let topics: Vec<_> = topics.iter().map(|topic| (*topic).to_owned()).collect();
        Ok(AsyncConsumer::connect_blocking(config, group, &topics)?.into())
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
        runtime()?.block_on(self.inner.next_batch(records_max, timeout))
    }

    /// Commits what is acknowledged, without waiting for the interval.
    ///
    /// # Errors
    /// As [`crate::Consumer::commit`].
    pub fn commit(&self) -> Result<(), Error> {
        self.inner.commit_blocking()
    }

    /// Hands out no more records of a partition.
    ///
    /// # Errors
    /// As [`crate::Consumer::pause`].
    pub fn pause(&self, topic: &str, partition: i32) -> Result<(), Error> {
        self.inner.pause(topic, partition)
    }

    /// Hands out records of a paused partition again.
    ///
    /// # Errors
    /// As [`crate::Consumer::resume`].
    pub fn resume(&self, topic: &str, partition: i32) -> Result<(), Error> {
        self.inner.resume(topic, partition)
    }

    /// Reads a partition on from elsewhere.
    ///
    /// # Errors
    /// As [`crate::Consumer::seek`].
    pub fn seek(&self, topic: &str, partition: i32, to: SeekTo) -> Result<(), Error> {
        self.inner.seek_blocking(topic, partition, to)
    }

    /// Reads every partition that is assigned now on from elsewhere.
    ///
    /// # Errors
    /// As [`crate::Consumer::seek_all`].
    pub fn seek_all(&self, to: SeekTo) -> Result<(), Error> {
        self.inner.seek_all_blocking(to)
    }

    /// Goes back to what is committed.
    ///
    /// # Errors
    /// As [`crate::Consumer::rewind`].
    pub fn rewind(&self) -> Result<(), Error> {
        self.inner.rewind_blocking()
    }

    /// The partitions that are read now, and how far.
    pub fn positions(&self) -> Vec<Position> {
        self.inner.positions()
    }

    /// How far behind each partition is that is read now.
    ///
    /// # Errors
    /// As [`crate::Consumer::lag`].
    pub fn lag(&self) -> Result<Vec<Lag>, Error> {
        self.inner.lag_blocking()
    }

    /// Commits what was acknowledged and leaves the group.
    pub fn close(&self) {
        self.inner.close_blocking();
    }

    /// The asynchronous consumer behind it.
    pub fn as_async(&self) -> &Arc<AsyncConsumer> {
        &self.inner
    }
}

impl From<AsyncConsumer> for Consumer {
    fn from(consumer: AsyncConsumer) -> Self {
        Self { inner: Arc::new(consumer) }
    }
}

impl From<Arc<AsyncConsumer>> for Consumer {
    fn from(inner: Arc<AsyncConsumer>) -> Self {
        Self { inner }
    }
}
