//! Consuming events, in a group or alone, each acknowledged when it has been handled.
//!
//! ```text
//!   broker ─► thread: poll, rebalance, commit ─► bounded channel ─► next().await ─► decode, handle ─► ack()
//!                                   ▲                                                                   │
//!                                   └───────────────── finished offsets ◄───────────────────────────────┘
//! ```

mod builder;
mod control;
#[allow(dead_code, reason = "the producer's transactions take it")]
mod in_transaction;
mod place;
mod queue;
mod reader;
mod received;
mod shared;
mod stream;

use std::{
    sync::{Arc, Mutex, atomic::Ordering, mpsc::SyncSender},
    thread::JoinHandle,
    time::Duration,
};

use tda_events::Payload;
use tokio::{runtime::Handle, sync::Mutex as AsyncMutex};

pub(crate) use self::in_transaction::AcknowledgedOffsets;
pub(crate) use self::received::Decoder;
pub use self::{
    builder::{ConsumerBuilder, DeliveryMode},
    place::{Lag, Position, SeekTo},
    received::{Received, Standing},
    stream::{Events, ReceivedEvent},
};
use self::{
    queue::Queue,
    reader::Command,
    shared::{Shared, lock},
};
use crate::{config::ClientConfig, error::Error, producer::run_blocking};

/// Reads events as a member of a consumer group, or alone.
///
/// A record counts as handled when it is [acknowledged](Received::ack), in any order; what was not is delivered
/// again after a crash or to another member. [`DeliveryMode`] has the other promises. Reads committed records only.
///
/// ```
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use tda_client::{ClientConfig, Consumer, Producer};
/// use tda_events::{Event, JobCancelled, JobEvent};
///
/// let config = ClientConfig::new("embedded").source("example");
/// let producer = Producer::connect(&config).await?;
/// producer.publish(&Event::new(JobCancelled::new("j1", "no longer needed"))?).await?;
///
/// let consumer = Consumer::builder(&config).group("watchers").topics(["tda_jobs"]).connect().await?;
/// let mut events = consumer.events::<JobEvent>();
/// let received = events.next().await?;
/// assert!(matches!(&received.event.data, JobEvent::Cancelled(cancelled) if cancelled.job_id == "j1"));
/// received.ack();
/// consumer.close().await?;
/// # Ok(()) }
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
///
/// Everything since a moment, without a group:
///
/// ```no_run
/// # async fn example(config: tda_client::ClientConfig) -> Result<(), Box<dyn std::error::Error>> {
/// use tda_client::{Consumer, SeekTo};
/// let noon = SeekTo::TimestampMs(1_795_262_400_000);
/// let reader = Consumer::builder(&config).topics(["tda_results"]).without_group(noon).connect().await?;
/// while reader.lag().await?.iter().any(|lag| lag.records > 0) {
///     println!("{:?}", reader.next().await?);
/// }
/// # Ok(()) }
/// ```
pub struct Consumer {
    queue: AsyncMutex<Queue>,
    shared: Arc<Shared>,
    decoder: Arc<Decoder>,
    commands: SyncSender<Command>,
    config: ClientConfig,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Consumer {
    /// A consumer with choices: its delivery, its start, its catalog.
    pub fn builder(config: &ClientConfig) -> ConsumerBuilder {
        ConsumerBuilder::new(config)
    }

    /// Joins `group` for the catalog's topics named in `topics` (such as `tda_results`), at least once.
    ///
    /// # Errors
    /// [`Error::Unreachable`] naming the brokers after [`connect_timeout`](ClientConfig::connect_timeout);
    /// [`Error::UnknownTopic`]; [`Error::Config`]; [`Error::NoRuntime`] outside tokio.
    pub async fn connect(config: &ClientConfig, group: &str, topics: &[&str]) -> Result<Self, Error> {
        Self::builder(config).group(group).topics(topics.iter().copied()).connect().await
    }

    /// As [`connect`](Self::connect), blocking the thread.
    ///
    /// # Errors
    /// As [`connect`](Self::connect), but for [`Error::NoRuntime`].
    pub fn connect_blocking(config: &ClientConfig, group: &str, topics: &[String]) -> Result<Self, Error> {
        Self::builder(config).group(group).topics(topics).connect_blocking()
    }

    /// The next record; waits for it. Cancel safe: no record is lost when the future is dropped.
    ///
    /// # Errors
    /// [`Error::Fenced`] or [`Error::Closed`] when the member cannot go on; the consumer is of no use then.
    /// [`Error::Registry`] when the schema of a record could not be had, [`Error::ClaimCheck`] when the object store that has its value does
    /// not answer, and [`Error::Encryption`] when the store of its key does not: calling again asks again for the same record. One whose value is gone, or not
    /// what was stored, is handed out, and [`Received::into_event`] says so.
    pub async fn next(&self) -> Result<Received, Error> {
        let mut queue = self.queue.lock().await;
        queue.finish_previous();
        self.next_of(&mut queue).await
    }

    async fn next_of(&self, queue: &mut Queue) -> Result<Received, Error> {
        loop {
            if queue.unready.is_none() {
                queue.unready = Some(queue.next().await?);
            }
            // The record stays in its place while it is made ready, so that giving up loses nothing.
            if let Some(received) = &mut queue.unready {
                self.make_ready(received).await?;
            }
            if let Some(received) = queue.unready.take().and_then(|received| queue.hand_out(received)) {
                return Ok(received);
            }
        }
    }

    /// Up to `records_max` records: waits up to `timeout` for the first, takes what else is there.
    ///
    /// # Errors
    /// As [`next`](Self::next), and [`Error::NoRuntime`] outside tokio. An error behind the first record comes with the
    /// next call.
    pub async fn next_batch(&self, records_max: usize, timeout: Duration) -> Result<Vec<Received>, Error> {
        Handle::try_current().map_err(|_| Error::NoRuntime { call: "Consumer::next_batch" })?;
        let mut queue = self.queue.lock().await;
        queue.finish_previous();
        let Ok(first) = tokio::time::timeout(timeout, self.next_of(&mut queue)).await else {
            return Ok(Vec::new());
        };
        let mut batch = vec![first?];
        while batch.len() < records_max {
            match self.try_next_of(&mut queue) {
                Some(Ok(received)) => batch.push(received),
                Some(Err(error)) => {
                    // The thread has ended: every further call says so.
                    tracing::debug!(%error, "a batch ends early");
                    break;
                }
                None => break,
            }
        }
        Ok(batch)
    }

    /// A record that is waiting already, if any. None while a schema or a value is missing: [`next`](Self::next) asks for it.
    pub fn try_next(&self) -> Option<Result<Received, Error>> {
        let mut queue = self.queue.try_lock().ok()?;
        queue.finish_previous();
        self.try_next_of(&mut queue)
    }

    fn try_next_of(&self, queue: &mut Queue) -> Option<Result<Received, Error>> {
        loop {
            if queue.unready.is_some() {
                return None;
            }
            match queue.try_next()? {
                Ok(received) if !self.is_ready(&received) => queue.unready = Some(received),
                Ok(received) => {
                    if let Some(received) = queue.hand_out(received) {
                        return Some(Ok(received));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The events whose payload is a `T`, as a [`Stream`](futures_core::Stream): a struct such as `JobCompleted`, a family
    /// such as `JobEvent`, or `TdaEvent` for all. Others are acknowledged and passed over.
    pub fn events<T: Payload>(&self) -> Events<'_, T> {
        Events::of(self)
    }

    /// Whether a record needs nothing from elsewhere before it is handed out.
    fn is_ready(&self, received: &Received) -> bool {
        !received.is_put_away() && received.missing_key().is_none() && received.missing_schema().is_none()
    }

    /// Fetches what a record needs from elsewhere: its key, its value, the schema that it was written with.
    async fn make_ready(&self, received: &mut Received) -> Result<(), Error> {
        if let (Some(encryptor), Some(key_id)) = (&self.decoder.encryptor, received.missing_key()) {
            encryptor.fetch(key_id).await?;
        }
        if received.is_put_away() {
            received.redeem().await?;
        }
        if let (Some(schemas), Some(error)) = (&self.decoder.schemas, received.missing_schema())
            && schemas.fetch_schema(&error).await?
        {
            received.read_again();
        }
        Ok(())
    }

    /// Commits what was acknowledged and leaves the group.
    ///
    /// # Errors
    /// [`Error::NoRuntime`] outside tokio.
    pub async fn close(&self) -> Result<(), Error> {
        self.shared.stop.store(true, Ordering::Relaxed);
        let thread = lock(&self.thread).take();
        run_blocking("Consumer::close", move || {
            join(thread);
            Ok(())
        })
        .await
    }

    /// As [`close`](Self::close), blocking the thread.
    pub fn close_blocking(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        join(lock(&self.thread).take());
    }
}

impl Drop for Consumer {
    fn drop(&mut self) {
        // The thread commits and leaves by itself; nobody waits for it here.
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

fn join(thread: Option<JoinHandle<()>>) {
    if let Some(Err(panic)) = thread.map(JoinHandle::join) {
        std::panic::resume_unwind(panic);
    }
}
