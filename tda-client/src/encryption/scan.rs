//! Finding what topics hold of a person: every record is looked at, none is changed.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
    time::{Duration, Instant},
};

use tda_events::{AnyPayload, Catalog, ErrorKind, Event, Retry};
use tokio::runtime::Handle;

use super::{Encryptor, key_of};
use crate::{
    claim_check::{self, ClaimStore},
    config::ClientConfig,
    consumer::Decoder,
    error::Error,
    registry::EventSchemas,
    transport::{Connection, Follower, FollowerPoll, RawProducer, RawRecord},
};

/// Names, keys and places that are remembered of one person: some 100 MB.
const REMEMBERED_MAX: usize = 1_000_000;
/// Between two records, or before the end of a partition is told. A topic that may not be read never tells.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// The field of payloads that names a job, by which its results are found.
const JOB_ID: &str = "job_id";
/// The fields of payloads that say where a stored input lies.
const LOCATIONS: [&str; 2] = ["storage_location", "input_data.storage_location"];

/// What the topics hold of a person.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Records that are about them.
    pub(super) records: usize,
    /// Those of them that can be read without their key, in topics that nothing can be taken out of.
    pub(super) readable_records: usize,
    /// Keys of compacted topics that still have a value: topic, partition, key.
    pub(super) compacted: BTreeSet<(String, i32, Vec<u8>)>,
    /// Where stored inputs and uploads lie.
    pub(super) inputs: BTreeSet<String>,
}

/// Looks for one person.
pub(super) struct Scan<'a> {
    user: &'a str,
    keys: &'a [String],
    config: &'a ClientConfig,
    encryptor: Option<&'a Encryptor>,
    decoder: Decoder,
    jobs: HashSet<String>,
    found: Found,
    deadline: Instant,
    allowed: Duration,
}

impl<'a> Scan<'a> {
    pub(super) fn new(
        config: &'a ClientConfig,
        encryptor: Option<&'a Encryptor>,
        user: &'a str,
        keys: &'a [String],
        allowed: Duration,
    ) -> Result<Self, Error> {
        let decoder = Decoder {
            schemas: EventSchemas::of(config)?,
            claims: ClaimStore::open(config)?,
            encryptor: encryptor.cloned(),
            catalog: config.catalog.clone(),
        };
        let deadline = Instant::now() + allowed;
        let (jobs, found) = (HashSet::new(), Found::default());
        Ok(Self { user, keys, config, encryptor, decoder, jobs, found, deadline, allowed })
    }

    /// Reads every topic of the catalog, their dead letters and retries from beginning to end; blocks the thread.
    pub(super) fn run(mut self, runtime: &Handle) -> Result<Found, Error> {
        let connection = Connection::new(self.config)?;
        let on_cluster = RawProducer::new(connection.clone())?.metadata()?;
        let mut topics = Vec::new();
        for (topic, partitions) in on_cluster {
            if let Some(compacted) = self.is_compacted(&topic) {
                topics.push((compacted, topic, partitions));
            }
        }
        // Jobs are told in topics that are not compacted, their results in those that are.
        topics.sort();
        for (compacted, topic, partitions) in topics {
            self.read(&connection, &topic, partitions, compacted, runtime)?;
        }
        Ok(self.found)
    }

    /// Whether a topic of the cluster is compacted; nothing where it is none of the catalog's.
    fn is_compacted(&self, name: &str) -> Option<bool> {
        let catalog: &Catalog = self.config.catalog();
        let mut compacted = None;
        for topic in catalog.all_topics() {
            let physical = self.config.physical_topic(topic.name());
            if name == physical {
                return Some(topic.is_compacted(self.config.environment));
            }
            // Dead letters and retries that the catalog does not name.
            if name.strip_prefix(physical.as_str()).is_some_and(|rest| rest.starts_with('.')) {
                compacted = Some(false);
            }
        }
        compacted
    }

    fn read(
        &mut self,
        connection: &Connection,
        topic: &str,
        partitions: i32,
        compacted: bool,
        runtime: &Handle,
    ) -> Result<(), Error> {
        let follower = Follower::new(connection, topic)?;
        let mut unread: HashSet<i32> = (0..partitions).collect();
        for partition in 0..partitions {
            follower.follow(partition, 0).map_err(|reason| Error::Unreachable {
                brokers: connection.brokers().to_owned(),
                waited: Duration::ZERO,
                reason,
            })?;
        }
        let (mut heard, mut last_warning) = (Instant::now(), "it tells nothing".to_owned());
        while !unread.is_empty() {
            match follower.poll(Duration::from_millis(100)) {
                FollowerPoll::CaughtUp(partition) => {
                    follower.unfollow(partition);
                    unread.remove(&partition);
                    heard = Instant::now();
                }
                FollowerPoll::Record(record) => {
                    self.look_at(record, compacted, runtime)?;
                    heard = Instant::now();
                }
                FollowerPoll::Warning(reason) => last_warning = reason,
                FollowerPoll::Idle => {}
            }
            if heard.elapsed() > SILENCE_MAX {
                let (brokers, waited) = (connection.brokers().to_owned(), heard.elapsed());
                let reason = format!("{topic} cannot be read to its end: {last_warning}");
                return Err(Error::Unreachable { brokers, waited, reason });
            }
            if Instant::now() > self.deadline {
                let (during, waited) = ("looking for a user's records", self.allowed);
                return Err(Error::Timeout { during, waited, left: 0, retry: Retry::Safe });
            }
        }
        Ok(())
    }

    fn look_at(&mut self, mut record: RawRecord, compacted: bool, runtime: &Handle) -> Result<(), Error> {
        let place = record.key.clone().filter(|_| compacted).map(|key| (record.partition, key));
        if record.value.is_none() {
            if let Some((partition, key)) = place {
                // What stood there before goes with the next compaction.
                self.found.compacted.remove(&((*record.topic).to_owned(), partition, key));
            }
            return Ok(());
        }
        let is_marked = key_of(&record.headers).is_some_and(|key| self.keys.iter().any(|own| own == key));
        let sealed_for_another = key_of(&record.headers).is_some() && !is_marked;
        if sealed_for_another {
            return Ok(());
        }
        let topic = record.topic.clone();
        // What cannot be read now may name an input, which nobody would find once the key is destroyed. What is gone names none.
        match runtime.block_on(claim_check::redeem(self.decoder.claims.as_ref(), &mut record)) {
            Err(error) if error.retry() == Retry::Safe => return Err(error.into()),
            _ => {}
        }
        if let (true, Some(encryptor), Some(key_id)) = (is_marked, self.encryptor, key_of(&record.headers)) {
            encryptor.key(key_id)?;
        }
        let as_it_is: Option<Event<AnyPayload>> = self.decoder.decode_sealed(&record).ok();
        let names_user = as_it_is.as_ref().is_some_and(|event| self.names_user(event));
        let of_job = as_it_is
            .as_ref()
            .and_then(|event| event.field_text(JOB_ID))
            .is_some_and(|id| self.jobs.contains(&*id));
        if !(is_marked || names_user || of_job) {
            return Ok(());
        }
        self.found.records += 1;
        match place {
            Some((partition, key)) => {
                self.found.compacted.insert(((*topic).to_owned(), partition, key));
            }
            // Nothing can be taken out of the middle of this topic.
            None => self.found.readable_records += usize::from(names_user),
        }
        if let Some(event) = as_it_is {
            let event =
                self.encryptor.map_or_else(|| event.clone(), |encryptor| encryptor.unseal(event.clone()));
            self.remember(&event, is_marked || names_user);
        }
        self.check_bounds()
    }

    fn remember(&mut self, event: &Event<AnyPayload>, names_user: bool) {
        if names_user && let Some(job_id) = event.field_text(JOB_ID) {
            self.jobs.insert(job_id.into_owned());
        }
        for field in LOCATIONS {
            let location = event.field_text(field).filter(|text| text.contains("://"));
            self.found.inputs.extend(location.map(Cow::into_owned));
        }
    }

    /// Whether an event says in plain words that it is about this person.
    fn names_user(&self, event: &Event<AnyPayload>) -> bool {
        let fields = self.config.catalog().user_fields();
        let is_user = |text: &str| text == self.user;
        fields.iter().any(|field| event.field_text(field).is_some_and(|text| is_user(&text)))
            || event.headers.get("user_id").is_some_and(is_user)
    }

    fn check_bounds(&self) -> Result<(), Error> {
        let remembered = self.jobs.len() + self.found.compacted.len() + self.found.inputs.len();
        if remembered <= REMEMBERED_MAX {
            return Ok(());
        }
        Err(Error::Refused {
            during: "looking for",
            what: "a user's records".into(),
            reason: format!("there are more than {REMEMBERED_MAX} jobs, keys and inputs"),
            kind: ErrorKind::LimitExceeded,
            retry: Retry::Never,
        })
    }
}
