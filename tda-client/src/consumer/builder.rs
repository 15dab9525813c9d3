//! How a consumer is to read: its group, its topics, what it promises.

use std::{
    sync::{Arc, Mutex, mpsc as std_mpsc},
    time::Duration,
};

use tda_events::{Catalog, Guarantee};
use tokio::sync::{Mutex as AsyncMutex, mpsc};

use super::{
    Consumer,
    place::SeekTo,
    queue::Queue,
    reader::{Reader, resolve},
    received::Decoder,
    shared::Shared,
};
use crate::{
    claim_check::ClaimStore,
    config::{ClientConfig, OffsetReset},
    encryption::Encryptor,
    error::Error,
    producer::run_blocking,
    registry::EventSchemas,
    transport::{Connection, GroupConsumer},
};

/// What a crash does to a record, and who commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryMode {
    /// Records are committed, and the broker's answer awaited, before they are handed out: a crash loses what was handed
    /// out and not finished, and what waited in this process (1000 records at most). Nothing is handed out twice. A
    /// regular [`close`](Consumer::close) or rebalance gives back what was not handed out. Acknowledging means nothing.
    AtMostOnce,
    /// What is [acknowledged](super::Received::ack), in any order, is committed every
    /// [`commit_interval`](ConsumerBuilder::commit_interval); a crash repeats the rest.
    #[default]
    AtLeastOnce,
    /// As [`AtLeastOnce`](Self::AtLeastOnce), but asking for the next record (or batch) acknowledges what was handed out
    /// before. For one loop that handles one record after the other.
    AutoCommit,
    /// Nothing is committed but by a producer's transaction, together with what it publishes. Acknowledge a record before
    /// the transaction takes the offsets; when the transaction is aborted, the consumer goes back to what is committed.
    ExactlyOnce,
}

/// Makes a [`Consumer`]; see [`Consumer::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct ConsumerBuilder {
    config: ClientConfig,
    group: Option<String>,
    start: Option<SeekTo>,
    topics: Vec<String>,
    /// `None`: as the configuration says.
    mode: Option<DeliveryMode>,
    commit_interval: Option<Duration>,
    catalog: Option<Arc<Catalog>>,
}

/// Records that wait for [`Consumer::next`].
const WAITING_RECORDS_MAX: usize = 1000;
/// Half a second: what a crash repeats is little, and a thousand partitions make no load.
const COMMIT_INTERVAL: Duration = Duration::from_millis(500);
/// As Kafka's own `auto.commit.interval.ms`.
const AUTO_COMMIT_INTERVAL: Duration = Duration::from_secs(5);
/// How long a rebalance waits for the group's committed offsets: longer than a transaction may stay open.
const COMMITTED_TIMEOUT: Duration = Duration::from_secs(30);
/// Requests of the user that wait for the thread.
const COMMANDS_MAX: usize = 16;

impl ConsumerBuilder {
    pub(super) fn new(config: &ClientConfig) -> Self {
        Self {
            config: config.clone(),
            group: None,
            start: None,
            topics: Vec::new(),
            mode: None,
            commit_interval: None,
            catalog: config.catalog.clone(),
        }
    }

    /// The consumer group to join; that of the configuration by default.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Joins a group of the catalog: its name, its topics, and the delivery that it promises.
    ///
    /// # Errors
    /// [`Error::Config`] where the catalog has no such group.
    pub fn catalog_group(mut self, name: &str) -> Result<Self, Error> {
        let catalog = self.catalog.as_deref().unwrap_or_else(|| Catalog::tda());
        let Some(group) = catalog.group(name) else {
            let known: Vec<_> = catalog.groups().iter().map(|group| group.name.as_str()).collect();
            let fault = format!("`{name}` is no group of the catalog; known: {}", known.join(", "));
            return Err(Error::config("group", fault));
        };
        self.mode = match group.guarantee {
            Some(Guarantee::AtMostOnce) => Some(DeliveryMode::AtMostOnce),
            Some(Guarantee::ExactlyOnce) => Some(DeliveryMode::ExactlyOnce),
            _ => None,
        };
        self.topics = group.topics.clone();
        self.group = Some(group.name.clone());
        Ok(self)
    }

    /// Reads as a member of no group, every partition from `start` on. Nothing is committed.
    pub fn without_group(mut self, start: SeekTo) -> Self {
        self.start = Some(start);
        self
    }

    /// Adds topics, by the catalog's names (such as `tda_results`).
    pub fn topics<T: Into<String>>(mut self, topics: impl IntoIterator<Item = T>) -> Self {
        self.topics.extend(topics.into_iter().map(Into::into));
        self
    }

    /// What a crash does to a record; [`DeliveryMode::AtLeastOnce`] by default, [`DeliveryMode::AutoCommit`] where the
    /// configuration (or the group in the catalog) says `enable_auto_commit`.
    pub fn delivery(mut self, mode: DeliveryMode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// How often acknowledged offsets are committed: half a second, with [`DeliveryMode::AutoCommit`] five, at least 10 ms.
    pub fn commit_interval(mut self, interval: Duration) -> Self {
        self.commit_interval = Some(interval);
        self
    }

    /// The catalog that describes the events, for [`Received::typed`](super::Received::typed) with `Dynamic` payloads; that
    /// of the configuration by default.
    pub fn catalog(mut self, catalog: impl Into<Arc<Catalog>>) -> Self {
        self.catalog = Some(catalog.into());
        self
    }

    /// Connects.
    ///
    /// # Errors
    /// As [`Consumer::connect`]; [`Error::Config`] also where neither a group nor
    /// [`without_group`](Self::without_group) was given, where there are no topics, or where a bound does not hold.
    pub async fn connect(self) -> Result<Consumer, Error> {
        run_blocking("Consumer::connect", move || self.connect_blocking()).await
    }

    /// As [`connect`](Self::connect), blocking the thread.
    ///
    /// # Errors
    /// As [`connect`](Self::connect), but for [`Error::NoRuntime`].
    pub fn connect_blocking(mut self) -> Result<Consumer, Error> {
        self.check()?;
        if self.start.is_none() {
            let group = self.group.take().or_else(|| self.config.group.clone()).unwrap_or_default();
            self.config = self.config.for_group(&group);
        }
        let mode = self.mode();
        let decoder = Arc::new(Decoder {
            schemas: EventSchemas::of(&self.config)?,
            claims: ClaimStore::open(&self.config)?,
            encryptor: Encryptor::open(&self.config, self.catalog.as_ref())?,
            catalog: self.catalog.clone(),
        });
        let connection = Connection::new(&self.config)?;
        let physical: Vec<_> = self.topics.iter().map(|topic| self.config.physical_topic(topic)).collect();
        let names: Vec<_> = physical.iter().map(String::as_str).collect();
        let shared = Arc::new(Shared::new(mode, self.start.is_none()));
        let member = match self.start {
            None => {
                let group = self.config.group.as_deref().unwrap_or_default();
                GroupConsumer::join(&connection, group, &names, Arc::clone(&shared), COMMITTED_TIMEOUT)?
            }
            Some(start) => GroupConsumer::read(
                &connection,
                &names,
                |member, partitions| resolve(member, partitions, start),
                &shared,
            )?,
        };
        let (sender, channel) = mpsc::channel(WAITING_RECORDS_MAX);
        let (commands, received_commands) = std_mpsc::sync_channel(COMMANDS_MAX);
        let reader = Reader {
            member,
            shared: Arc::clone(&shared),
            sender,
            commands: received_commands,
            commit_interval: self.interval(),
            decoder: Arc::clone(&decoder),
            reset: match self.config.auto_offset_reset {
                OffsetReset::Earliest => SeekTo::Beginning,
                OffsetReset::Latest => SeekTo::End,
            },
            waiting: std::collections::VecDeque::new(),
            full_since: None,
            paused: false,
            place: None,
        };
        let thread = std::thread::Builder::new()
            .name("tda-consumer".into())
            .spawn(move || reader.run())
            .map_err(|error| Error::Internal {
                during: "starting the consumer's thread",
                reason: error.to_string(),
            })?;
        Ok(Consumer {
            queue: AsyncMutex::new(Queue::new(channel, Arc::clone(&shared))),
            shared,
            decoder,
            commands,
            config: self.config,
            thread: Mutex::new(Some(thread)),
        })
    }

    fn mode(&self) -> DeliveryMode {
        self.mode.unwrap_or(match self.config.enable_auto_commit {
            true => DeliveryMode::AutoCommit,
            false => DeliveryMode::AtLeastOnce,
        })
    }

    fn interval(&self) -> Duration {
        self.commit_interval.or(self.config.auto_commit_interval).unwrap_or(match self.mode() {
            DeliveryMode::AutoCommit => AUTO_COMMIT_INTERVAL,
            _ => COMMIT_INTERVAL,
        })
    }

    fn check(&self) -> Result<(), Error> {
        if self.topics.is_empty() {
            return Err(Error::config("topics", "name at least one"));
        }
        let has_group = self.group.is_some() || self.config.group.is_some();
        if self.start.is_none() && !has_group {
            let fault = "name one (KAFKA_CONSUMER_GROUP), or read without_group";
            return Err(Error::config("group", fault));
        }
        if self.commit_interval.is_some_and(|interval| interval < Duration::from_millis(10)) {
            return Err(Error::config("commit_interval", "is under 10 ms"));
        }
        Ok(())
    }
}
