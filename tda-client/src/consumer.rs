//! Consuming events in a group, each acknowledged when it has been handled.
//!
//! ```text
//!   broker ─► thread: poll, decode, rebalance, commit ─► bounded channel ─► next().await ─► handle ─► ack()
//!                                   ▲                                                                  │
//!                                   └───────────────── finished offsets ◄──────────────────────────────┘
//! ```

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tda_events::{DecodeError, Event, TdaEvent};
use tokio::sync::{Mutex as AsyncMutex, mpsc};

use crate::{
    config::ClientConfig,
    error::Error,
    offsets::{Delivered, OffsetTracker},
    producer::run_blocking,
    registry::EventSchemas,
    transport::{
        Assignment, CommitFailure, CommittedOffset, Connection, GroupConsumer, GroupEvents, GroupMember,
        GroupPoll, PartitionOffset, RawRecord,
    },
};

/// Records that wait for [`Consumer::next`]; past it, fetching pauses.
const WAITING_RECORDS_MAX: usize = 1000;

/// How often acknowledged offsets are committed.
const COMMIT_INTERVAL: Duration = Duration::from_millis(500);

/// How long a rebalance waits for the group's committed offsets: longer than a transaction may stay open.
const COMMITTED_TIMEOUT: Duration = Duration::from_secs(30);

/// Reads events as a member of a consumer group, at least once.
///
/// A record counts as handled when it is [acknowledged](Received::ack), in any order; what was not is delivered
/// again after a crash or to another member. Reads committed records only.
pub struct Consumer {
    records: AsyncMutex<Records>,
    shared: Arc<Shared>,
    schemas: Option<EventSchemas>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// One record: the event in it, or why there is none.
pub struct Received {
    record: RawRecord,
    event: Result<Event<TdaEvent>, DecodeError>,
    shared: Arc<Shared>,
}

struct Records {
    channel: mpsc::Receiver<Result<Received, Error>>,
    /// Its schema is being asked for: it comes first, also after the registry has failed.
    unread: Option<Received>,
}

#[derive(Default)]
struct Shared {
    trackers: Mutex<Trackers>,
    stop: AtomicBool,
    failure: Mutex<Option<String>>,
}

type Trackers = BTreeMap<(String, i32), Tracked>;

struct Tracked {
    tracker: OffsetTracker,
    committed: (i64, String),
    paused: bool,
}

impl Consumer {
    /// Joins `group` for the catalog's topics named in `topics` (such as `tda_results`).
    ///
    /// # Errors
    /// [`Error::Unreachable`] naming the brokers after [`connect_timeout`](ClientConfig::connect_timeout);
    /// [`Error::UnknownTopic`]; [`Error::Config`]; [`Error::NoRuntime`] outside tokio.
    pub async fn connect(config: &ClientConfig, group: &str, topics: &[&str]) -> Result<Self, Error> {
        let (config, group) = (config.clone(), group.to_owned());
        let topics: Vec<String> = topics.iter().map(|topic| (*topic).to_owned()).collect();
        run_blocking("Consumer::connect", move || Self::connect_blocking(&config, &group, &topics)).await
    }

    /// As [`connect`](Self::connect), blocking the thread.
    ///
    /// # Errors
    /// As [`connect`](Self::connect), but for [`Error::NoRuntime`].
    pub fn connect_blocking(config: &ClientConfig, group: &str, topics: &[String]) -> Result<Self, Error> {
        let schemas = EventSchemas::of(config)?;
        let connection = Connection::new(config)?;
        let physical: Vec<_> = topics.iter().map(|topic| config.physical_topic(topic)).collect();
        let names: Vec<_> = physical.iter().map(String::as_str).collect();
        let shared = Arc::new(Shared::default());
        let member = GroupConsumer::join(&connection, group, &names, Arc::clone(&shared), COMMITTED_TIMEOUT)?;
        let (sender, receiver) = mpsc::channel(WAITING_RECORDS_MAX);
        let reader = Reader {
            member,
            shared: Arc::clone(&shared),
            sender,
            waiting: VecDeque::new(),
            schemas: schemas.clone(),
            _connection: connection,
        };
        let thread = std::thread::Builder::new()
            .name("tda-consumer".into())
            .spawn(move || reader.run())
            .map_err(|error| Error::Internal {
                during: "starting the consumer's thread",
                reason: error.to_string(),
            })?;
        let records = AsyncMutex::new(Records { channel: receiver, unread: None });
        Ok(Self { records, shared, schemas, thread: Mutex::new(Some(thread)) })
    }

    /// The next record; waits for it. Cancel safe: no record is lost when the future is dropped.
    ///
    /// # Errors
    /// [`Error::Fenced`] or [`Error::Closed`] when the member cannot go on; the consumer is of no use then.
    /// [`Error::Registry`] when the schema of a record could not be had: calling again asks again for the same record.
    pub async fn next(&self) -> Result<Received, Error> {
        let mut records = self.records.lock().await;
        if records.unread.is_none() {
            let received = records.channel.recv().await.unwrap_or(Err(Error::Closed { what: "consumer" }))?;
            if !self.lacks_schema(&received) {
                return Ok(received);
            }
            records.unread = Some(received);
        }
        // The record stays in its place while the registry is asked, so that giving up loses nothing.
        if let (Some(schemas), Some(Received { record, event: Err(error), .. })) =
            (&self.schemas, &records.unread)
            && schemas.fetch_schema(error).await?
        {
            let event = schemas.decode(record.value.as_deref().unwrap_or_default(), &record.headers);
            if let Some(unread) = &mut records.unread {
                unread.event = event;
            }
        }
        records.unread.take().ok_or(Error::Closed { what: "consumer" })
    }

    /// A record that is waiting already, if any. None while a schema is missing: [`next`](Self::next) asks for it.
    pub fn try_next(&self) -> Option<Result<Received, Error>> {
        let mut records = self.records.try_lock().ok()?;
        if records.unread.is_some() {
            return None;
        }
        match records.channel.try_recv().ok()? {
            Ok(received) if self.lacks_schema(&received) => {
                records.unread = Some(received);
                None
            }
            other => Some(other),
        }
    }

    fn lacks_schema(&self, received: &Received) -> bool {
        self.schemas.is_some() && matches!(received.event, Err(DecodeError::UnknownSchema { .. }))
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

impl Received {
    /// The event.
    ///
    /// # Errors
    /// The [`DecodeError`] says what about the record is no event; acknowledge it to go on past it.
    pub fn event(&self) -> Result<&Event<TdaEvent>, &DecodeError> {
        self.event.as_ref()
    }

    /// The event, by value, or [`Error::Decode`] naming the record.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn into_event(self) -> Result<Event<TdaEvent>, Error> {
        let RawRecord { topic, partition, offset, .. } = self.record;
        self.event.map_err(|source| Error::Decode { topic, partition, offset, source })
    }

    /// Physical topic.
    pub fn topic(&self) -> &str {
        &self.record.topic
    }

    /// Partition.
    pub fn partition(&self) -> i32 {
        self.record.partition
    }

    /// Offset in the partition.
    pub fn offset(&self) -> i64 {
        self.record.offset
    }

    /// Milliseconds since the Unix epoch, where the broker stored one.
    pub fn timestamp_ms(&self) -> Option<i64> {
        self.record.timestamp_ms
    }

    /// The record key.
    pub fn key(&self) -> Option<&[u8]> {
        self.record.key.as_deref()
    }

    /// The value as it was read; `None` is a tombstone.
    pub fn value(&self) -> Option<&[u8]> {
        self.record.value.as_deref()
    }

    /// The last header of that name, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.record.header(name)
    }

    /// All headers, in order.
    pub fn headers(&self) -> &[(String, Vec<u8>)] {
        &self.record.headers
    }

    /// The record has been handled: it will be committed within half a second.
    pub fn ack(&self) {
        let key = (self.record.topic.clone(), self.record.partition);
        if let Some(tracked) = lock(&self.shared.trackers).get_mut(&key) {
            tracked.tracker.finish(self.record.offset);
        }
    }
}

/// The thread's side.
struct Reader {
    member: GroupConsumer<Shared>,
    shared: Arc<Shared>,
    sender: mpsc::Sender<Result<Received, Error>>,
    /// Read before a pause took hold.
    waiting: VecDeque<Received>,
    schemas: Option<EventSchemas>,
    /// Keeps the embedded broker alive as long as the thread.
    _connection: Connection,
}

impl Reader {
    fn run(mut self) {
        let mut committed_at = Instant::now();
        while !self.shared.stop.load(Ordering::Relaxed) {
            self.hand_over();
            match self.member.poll(Duration::from_millis(if self.waiting.is_empty() { 50 } else { 5 })) {
                GroupPoll::Idle => {}
                GroupPoll::Record(record) => self.take(record),
                GroupPoll::Warning(reason) => tracing::warn!(reason, "consuming goes on after a warning"),
                GroupPoll::Fatal(reason) => return self.fail(reason),
            }
            if let Some(reason) = lock(&self.shared.failure).take() {
                return self.fail(reason);
            }
            if committed_at.elapsed() >= COMMIT_INTERVAL {
                self.shared.commit(self.member.member());
                committed_at = Instant::now();
            }
        }
        self.shared.commit(self.member.member());
    }

    fn take(&mut self, record: RawRecord) {
        let key = (record.topic.clone(), record.partition);
        let delivered =
            lock(&self.shared.trackers).get_mut(&key).map(|tracked| tracked.tracker.deliver(record.offset));
        if delivered != Some(Delivered::New) {
            return;
        }
        let (value, headers) = (record.value.as_deref().unwrap_or_default(), &record.headers);
        let event = match &self.schemas {
            Some(schemas) => schemas.decode(value, headers),
            None => Event::decode_value(value, headers),
        };
        self.waiting.push_back(Received { record, event, shared: Arc::clone(&self.shared) });
    }

    /// Moves records to the channel; where it is full, fetching pauses and polling goes on.
    fn hand_over(&mut self) {
        while let Some(received) = self.waiting.pop_front() {
            match self.sender.try_send(Ok(received)) {
                Ok(()) => {}
                Err(mpsc::error::TrySendError::Full(Ok(received))) => {
                    self.waiting.push_front(received);
                    break;
                }
                // The consumer was dropped.
                Err(_) => return self.shared.stop.store(true, Ordering::Relaxed),
            }
        }
        let full = !self.waiting.is_empty();
        for ((topic, partition), tracked) in lock(&self.shared.trackers).iter_mut() {
            if full != tracked.paused {
                if full {
                    self.member.pause(topic, *partition);
                } else {
                    self.member.resume(topic, *partition);
                }
                tracked.paused = full;
            }
        }
    }

    /// Waits for room, since whoever reads on must learn why nothing comes any more; but not past a close.
    fn fail(&self, reason: String) {
        let mut answer = Err(Error::Fenced { during: "consuming", reason });
        while let Err(mpsc::error::TrySendError::Full(back)) = self.sender.try_send(answer) {
            if self.shared.stop.load(Ordering::Relaxed) {
                return;
            }
            answer = back;
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Shared {
    /// Commits what has moved since the last commit. The lock is not held while the broker answers: `ack` must
    /// never wait for the network. Rebalances run on the same thread, so the partitions stay the same meanwhile.
    fn commit(&self, member: &dyn GroupMember) {
        let due = self.due();
        if due.is_empty() {
            return;
        }
        match member.commit(&due) {
            Ok(()) => self.committed(due),
            Err(CommitFailure::Fenced(reason)) => {
                tracing::warn!(reason, "offsets were not committed: the partitions have moved on");
            }
            Err(CommitFailure::Retriable(reason)) => {
                tracing::warn!(reason, "offsets will be committed later");
            }
        }
    }

    fn due(&self) -> Vec<CommittedOffset> {
        let due = |((topic, partition), tracked): (&(String, i32), &Tracked)| {
            let (offset, metadata) = tracked.position();
            let moved = (offset, &metadata) != (tracked.committed.0, &tracked.committed.1);
            moved.then(|| CommittedOffset { topic: topic.clone(), partition: *partition, offset, metadata })
        };
        lock(&self.trackers).iter().filter_map(due).collect()
    }

    fn committed(&self, offsets: Vec<CommittedOffset>) {
        let mut trackers = lock(&self.trackers);
        for committed in offsets {
            if let Some(tracked) = trackers.get_mut(&(committed.topic, committed.partition)) {
                tracked.committed = (committed.offset, committed.metadata);
            }
        }
    }
}

impl Tracked {
    fn position(&self) -> (i64, String) {
        (self.tracker.committable(), self.tracker.metadata())
    }
}

impl GroupEvents for Shared {
    fn assigned(&self, assignment: Assignment) -> Vec<PartitionOffset> {
        let mut trackers = lock(&self.trackers);
        assignment
            .partitions
            .into_iter()
            .map(|committed| {
                let CommittedOffset { topic, partition, offset, metadata } = committed;
                let tracker = OffsetTracker::restore(offset, &metadata);
                let tracked =
                    Tracked { committed: (tracker.committable(), metadata), tracker, paused: false };
                trackers.insert((topic.clone(), partition), tracked);
                PartitionOffset { topic, partition, offset: (offset >= 0).then_some(offset) }
            })
            .collect()
    }

    fn revoked(&self, member: &dyn GroupMember, partitions: &[(String, i32)], lost: bool) {
        if !lost {
            self.commit(member);
        }
        let mut trackers = lock(&self.trackers);
        for partition in partitions {
            trackers.remove(partition);
        }
    }

    fn assignment_failed(&self, reason: String) {
        *lock(&self.failure) = Some(reason);
    }
}

/// A panic elsewhere leaves these locks in a usable state: each guards independent entries.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
