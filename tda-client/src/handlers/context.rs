//! What a handler knows beside its event, and how it answers.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tda_events::{EncodedRecord, Event, Payload};
use tokio::sync::watch;

use super::author::Author;
use crate::{
    error::Error,
    transport::{OutgoingRecord, RawRecord},
};

/// The circumstances of one attempt at one event. Clones are the same context.
#[derive(Clone)]
pub struct HandlerContext {
    inner: Arc<Inner>,
}

struct Inner {
    record: Arc<RawRecord>,
    attempt: u32,
    first_failed_at_ms: Option<i64>,
    origin: Origin,
    author: Arc<Author>,
    outputs: Mutex<Outputs>,
    cancelled: watch::Receiver<bool>,
}

/// What the events of this attempt answer.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) event_id: String,
    pub(super) correlation_id: Option<String>,
}

#[derive(Default)]
struct Outputs {
    records: Vec<OutgoingRecord>,
    bytes: usize,
    /// The attempt has ended: nothing more is taken.
    closed: bool,
}

/// Bytes that one attempt may publish through its context: they are held in memory until it has ended.
pub(super) const OUTPUT_BYTES_MAX: usize = 16 * 1024 * 1024;

impl HandlerContext {
    pub(super) fn new(
        record: Arc<RawRecord>,
        attempt: u32,
        first_failed_at_ms: Option<i64>,
        origin: Origin,
        author: Arc<Author>,
        cancelled: watch::Receiver<bool>,
    ) -> Self {
        let outputs = Mutex::default();
        let inner = Inner { record, attempt, first_failed_at_ms, origin, author, outputs, cancelled };
        Self { inner: Arc::new(inner) }
    }

    /// Publishes an event when this attempt has succeeded, together with the offset of its own: in one transaction where
    /// the worker delivers exactly once, else before the offset. Of an attempt that fails nothing is published.
    ///
    /// `causation_id` and `correlation_id` are filled in where the event has none.
    ///
    /// # Errors
    /// [`Error::Encode`], [`Error::UnknownTopic`] and [`Error::TooLarge`] (also past 16 MiB in one attempt);
    /// [`Error::Registry`]; [`Error::ClaimCheck`] where the value goes to the object store; [`Error::Closed`] after the
    /// attempt has ended.
    pub async fn publish<T: Payload>(&self, event: &Event<T>) -> Result<(), Error> {
        let mut event = event.clone();
        let Origin { event_id, correlation_id } = &self.inner.origin;
        event.causation_id.get_or_insert_with(|| event_id.clone());
        if event.correlation_id.is_none() {
            event.correlation_id.clone_from(correlation_id);
        }
        let author = &self.inner.author;
        self.add(author.put_away(author.encode(&event).await?).await?)
    }

    /// As [`publish`](Self::publish), for an event that is encoded already. Its value stays in its record: one for the
    /// object store is [`Error::TooLarge`] here.
    ///
    /// # Errors
    /// As [`publish`](Self::publish).
    pub fn publish_record(&self, record: &EncodedRecord) -> Result<(), Error> {
        self.add(record.clone())
    }

    fn add(&self, record: EncodedRecord) -> Result<(), Error> {
        let outgoing = self.inner.author.route(record)?;
        let mut outputs = self.outputs();
        if outputs.closed {
            return Err(Error::Closed { what: "handler's context" });
        }
        let size_bytes = outputs.bytes + outgoing.size_bytes();
        if size_bytes > OUTPUT_BYTES_MAX {
            return Err(Error::TooLarge { topic: outgoing.topic, size_bytes, limit_bytes: OUTPUT_BYTES_MAX });
        }
        outputs.bytes = size_bytes;
        outputs.records.push(outgoing);
        Ok(())
    }

    /// What was published, in order; nothing more is taken.
    pub(super) fn take_outputs(&self) -> Vec<OutgoingRecord> {
        let mut outputs = self.outputs();
        outputs.closed = true;
        std::mem::take(&mut outputs.records)
    }

    fn outputs(&self) -> std::sync::MutexGuard<'_, Outputs> {
        self.inner.outputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which attempt this is, from 1; those before a delay in a retry topic count, those before a restart in place do not.
    pub fn attempt(&self) -> u32 {
        self.inner.attempt
    }

    /// When the first attempt failed, in milliseconds since the Unix epoch.
    pub fn first_failed_at_ms(&self) -> Option<i64> {
        self.inner.first_failed_at_ms
    }

    /// Whether the attempt should end: its partition went to another worker, which handles the event anew, or this worker
    /// stops. What it still does counts for nothing.
    pub fn is_cancelled(&self) -> bool {
        *self.inner.cancelled.borrow()
    }

    /// Resolves when the attempt should end; see [`is_cancelled`](Self::is_cancelled).
    pub async fn cancelled(&self) {
        let mut cancelled = self.inner.cancelled.clone();
        // An end of the sender is an end of the worker.
        let _ = cancelled.wait_for(|cancelled| *cancelled).await;
    }

    /// Physical topic of the event's record.
    pub fn topic(&self) -> &str {
        &self.inner.record.topic
    }

    /// Partition.
    pub fn partition(&self) -> i32 {
        self.inner.record.partition
    }

    /// Offset in the partition.
    pub fn offset(&self) -> i64 {
        self.inner.record.offset
    }

    /// Milliseconds since the Unix epoch, where the broker stored one.
    pub fn timestamp_ms(&self) -> Option<i64> {
        self.inner.record.timestamp_ms
    }

    /// The record key.
    pub fn key(&self) -> Option<&[u8]> {
        self.inner.record.key.as_deref()
    }

    /// The last header of that name, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.inner.record.header(name)
    }

    /// All headers, in order.
    pub fn headers(&self) -> &[(String, Vec<u8>)] {
        &self.inner.record.headers
    }

    /// The worker's consumer group.
    pub fn group(&self) -> &str {
        self.inner.author.group()
    }
}

impl fmt::Debug for HandlerContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandlerContext")
            .field("topic", &self.topic())
            .field("partition", &self.partition())
            .field("offset", &self.offset())
            .field("attempt", &self.attempt())
            .finish_non_exhaustive()
    }
}
