//! A broker of a test's own, with what a test does with it.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use tda_events::{Catalog, EncodedRecord, Event, Payload};

use super::{
    factory::SOURCE,
    faults::{Away, Slow},
};
use crate::{
    config::ClientConfig,
    consumer::{Consumer, Received, SeekTo},
    error::Error,
    producer::Producer,
    transport::{EmbeddedBroker, Receipt},
};

/// A broker inside this process that no other test sees, with the topics of the catalog.
///
/// Clients of the service under test take [`config`](Self::config). It ends with the last of them. The
/// [limits](EmbeddedBroker) of the embedded broker hold: workers on it deliver at least once.
pub struct Kafka {
    broker: EmbeddedBroker,
    config: ClientConfig,
    producer: Producer,
    deadline: Duration,
}

/// How long an assertion waits.
const DEADLINE: Duration = Duration::from_secs(10);
/// How long a reader waits for its partitions and their ends.
const READER_PATIENCE: Duration = Duration::from_secs(10);
const POLL_INTERVAL: Duration = Duration::from_millis(10);

impl Kafka {
    /// Starts a broker.
    ///
    /// # Errors
    /// [`Error::Internal`] where there is no free port on 127.0.0.1; [`Error::NoRuntime`] outside tokio.
    pub async fn start() -> Result<Self, Error> {
        Self::start_with(|config| config).await
    }

    /// Starts a broker whose clients are configured by `configure`, say with another encoding or a breaker.
    ///
    /// # Errors
    /// As [`start`](Self::start); [`Error::Config`].
    pub async fn start_with(configure: impl FnOnce(ClientConfig) -> ClientConfig) -> Result<Self, Error> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let config = ClientConfig::new(format!("embedded/{name}"))
            .source(SOURCE)
            .group("test")
            // A member that a test abandons holds up the next one for so long.
            .session_timeout(Duration::from_secs(2))
            .connect_timeout(Duration::from_secs(5));
        let config = configure(config);
        let broker = EmbeddedBroker::named(&name)?;
        let producer = Producer::connect(&config).await?;
        Ok(Self { broker, config, producer, deadline: DEADLINE })
    }

    /// How long assertions wait for what is to come; 10 s by default.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// For the clients of the service under test; its group is `test`.
    pub fn config(&self) -> ClientConfig {
        self.config.clone()
    }

    /// `host:port`, for clients of other makes and other processes.
    pub fn bootstrap_servers(&self) -> &str {
        self.broker.bootstrap_servers()
    }

    /// The name on this broker of a topic of the catalog.
    pub fn topic(&self, logical: &str) -> String {
        self.config.physical_topic(logical)
    }

    /// Creates a topic that is in no catalog, such as a retry topic.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn create_topic(&self, topic: &str, partitions: i32) -> Result<(), Error> {
        self.broker.create_topic(topic, partitions)
    }

    /// Publishes an event and waits until it is there.
    ///
    /// # Errors
    /// As [`Producer::publish`].
    pub async fn publish<T: Payload>(&self, event: &Event<T>) -> Result<Receipt, Error> {
        self.producer.publish(event).await
    }

    /// Publishes bytes as they are, such as a record that is no event, to a topic of the catalog.
    ///
    /// # Errors
    /// As [`Producer::enqueue_record`].
    pub async fn publish_bytes(&self, topic: &str, key: &[u8], value: &[u8]) -> Result<Receipt, Error> {
        let record = EncodedRecord::raw(topic, Some(key.to_vec()), value.to_vec());
        self.producer.enqueue_record(&record).await?.await
    }

    /// All records of a topic of the catalog that are there now, such as `tda_jobs.dlq`, in the order of their partitions.
    ///
    /// # Errors
    /// As [`Consumer::lag`] and [`Consumer::next`].
    pub async fn records(&self, topic: &str) -> Result<Vec<Received>, Error> {
        let reader = self.reader([topic.to_owned()]).await?;
        let mut left = self.waiting(&reader).await?;
        let mut records = Vec::new();
        while left > 0 {
            // Records that were dropped meanwhile, and markers of transactions, never come.
            let Ok(next) = tokio::time::timeout(READER_PATIENCE, reader.next()).await else { break };
            records.push(next?);
            left -= 1;
        }
        reader.close().await?;
        records.sort_by_key(|record| (record.partition(), record.offset()));
        Ok(records)
    }

    /// All events with a payload of type `T` that are there now: a struct such as `JobCompleted`, or a family such as
    /// `JobEvent`.
    ///
    /// # Errors
    /// As [`records`](Self::records).
    pub async fn events<T: Payload>(&self) -> Result<Vec<Event<T>>, Error> {
        let mut events = Vec::new();
        for topic in self.topics_of(T::event_types())? {
            let records = self.records(&topic).await?;
            events.extend(records.iter().filter_map(|record| event_of::<T>(record, T::event_types())));
        }
        Ok(events)
    }

    /// The broker cannot be reached until what this gives is dropped: connections are lost, and none is to be had.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn away(&self) -> Result<Away<'_>, Error> {
        Away::begin(&self.broker)
    }

    /// Every answer of the broker takes so long until what this gives is dropped.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn slow(&self, delay: Duration) -> Result<Slow<'_>, Error> {
        Slow::begin(&self.broker, delay)
    }

    /// The broker refuses the next batches of records, 1000 at most, in a way that clients try again by themselves.
    pub fn refuse_next(&self, batches: usize) {
        self.broker.refuse_next(batches);
    }

    /// The broker refuses the next batches of records, 1000 at most, for good: their deliveries fail.
    pub fn reject_next(&self, batches: usize) {
        self.broker.reject_next(batches);
    }

    /// The broker takes records again, whatever was left of [`refuse_next`](Self::refuse_next) and
    /// [`reject_next`](Self::reject_next).
    pub fn accept_next(&self) {
        self.broker.accept_next();
    }

    /// The broker itself.
    pub fn broker(&self) -> &EmbeddedBroker {
        &self.broker
    }

    pub(super) fn patience(&self) -> Duration {
        self.deadline
    }

    /// Reads topics of the catalog from the beginning, as nobody's member.
    pub(super) async fn reader(&self, topics: impl IntoIterator<Item = String>) -> Result<Consumer, Error> {
        let builder = Consumer::builder(&self.config);
        builder.topics(topics).without_group(SeekTo::Beginning).connect().await
    }

    /// How many records lie before a reader that has read nothing.
    async fn waiting(&self, reader: &Consumer) -> Result<u64, Error> {
        // The partitions are there once the reader's thread has taken them.
        let started = Instant::now();
        loop {
            let lag = reader.lag().await?;
            if !lag.is_empty() || started.elapsed() > READER_PATIENCE {
                return Ok(lag.iter().map(|lag| lag.records).sum());
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// The topics of the catalog that hold events of these types.
    pub(super) fn topics_of(&self, event_types: &[&str]) -> Result<Vec<String>, Error> {
        let catalog: &Catalog = self.config.catalog();
        let mut topics: Vec<String> = Vec::new();
        for event_type in event_types {
            let Some(topic) = catalog.topic_of(event_type) else {
                let fault = format!("no topic of the catalog {} holds {event_type}", catalog.system());
                return Err(Error::config("catalog", fault));
            };
            if !topics.iter().any(|known| known == topic.name()) {
                topics.push(topic.name().to_owned());
            }
        }
        Ok(topics)
    }
}

/// The event in a record, where it is one of these types.
pub(super) fn event_of<T: Payload>(record: &Received, event_types: &[&str]) -> Option<Event<T>> {
    record.typed::<T>().ok().filter(|event| event_types.contains(&event.event_type()))
}
