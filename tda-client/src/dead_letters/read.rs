//! Reading a topic from given offsets to where it ended when the reading began.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use tda_events::Retry;

use super::letter::{DeadLetter, Origin};
use crate::{
    admin::{OffsetSpec, TopicPartition},
    error::Error,
    transport::{Connection, Follower, FollowerPoll, Operations, RawRecord},
};

/// Between two records, or before the end of a partition is told.
const SILENCE_MAX: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(100);

/// Reads the letters of one topic; a member of no group.
pub(crate) struct LetterReader {
    operations: Operations,
    topic: String,
    partitions: i32,
}

/// First and next offset of each partition.
pub(crate) type Bounds = BTreeMap<i32, (i64, i64)>;

/// Whether to go on reading a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GoOn {
    Yes,
    /// Not in this partition.
    NotHere,
    /// Nowhere.
    No,
}

impl LetterReader {
    /// Connects, for the topic called `topic` on the cluster.
    pub(crate) fn connect(connection: Connection, topic: &str) -> Result<Self, Error> {
        let operations = Operations::connect(connection)?;
        let Some(partitions) = operations.metadata()?.get(topic).copied() else {
            let brokers = operations.connection().brokers().to_owned();
            return Err(Error::UnknownTopic { topic: topic.to_owned(), brokers });
        };
        Ok(Self { operations, topic: topic.to_owned(), partitions })
    }

    pub(crate) fn operations(&self) -> &Operations {
        &self.operations
    }

    pub(crate) fn topic(&self) -> &str {
        &self.topic
    }

    /// What lies in the topic now.
    pub(crate) fn bounds(&self) -> Result<Bounds, Error> {
        let find = |spec| -> Result<BTreeMap<i32, i64>, Error> {
            let found = self.operations.list_offsets(&self.ask(spec))?;
            found
                .into_iter()
                .map(|(partition, found)| Ok((partition.partition, found?.offset.unwrap_or(0))))
                .collect()
        };
        let (first, next) = (find(OffsetSpec::Earliest)?, find(OffsetSpec::Latest)?);
        let next = |partition| next.get(&partition).copied().unwrap_or(0);
        Ok(first.into_iter().map(|(partition, first)| (partition, (first, next(partition)))).collect())
    }

    /// The first offset of a record of that time or later, in each partition; the end where there is none.
    pub(crate) fn at_ms(&self, time_ms: i64, bounds: &Bounds) -> Result<BTreeMap<i32, i64>, Error> {
        let found = self.operations.list_offsets(&self.ask(OffsetSpec::AtMs(time_ms)))?;
        let mut offsets = BTreeMap::new();
        for (partition, found) in found {
            let end = bounds.get(&partition.partition).map_or(0, |(_, next)| *next);
            offsets.insert(partition.partition, found?.offset.unwrap_or(end));
        }
        Ok(offsets)
    }

    fn ask(&self, spec: OffsetSpec) -> Vec<(TopicPartition, OffsetSpec)> {
        (0..self.partitions)
            .map(|partition| (TopicPartition::new(self.topic.as_str(), partition), spec))
            .collect()
    }

    /// Shows the letters from `from` on, partition by partition in their order, up to the end that is in `bounds`: what comes later, a
    /// replayed record that failed again above all, is none of this reading's business.
    pub(crate) fn visit(
        &self,
        bounds: &Bounds,
        from: impl Fn(i32) -> i64,
        mut show: impl FnMut(DeadLetter) -> Result<GoOn, Error>,
    ) -> Result<(), Error> {
        let follower = Follower::new(self.operations.connection(), &self.topic)?;
        let mut open = BTreeMap::new();
        for (&partition, &(first, next)) in bounds {
            let from = from(partition).clamp(first, next);
            if from < next {
                follow(&follower, partition, from)?;
                open.insert(partition, next);
            }
        }
        let mut heard = Instant::now();
        while !open.is_empty() {
            match follower.poll(POLL) {
                FollowerPoll::Idle if heard.elapsed() > SILENCE_MAX => return Err(silence(SILENCE_MAX)),
                FollowerPoll::Idle => {}
                FollowerPoll::Warning(reason) => tracing::warn!(reason, "reading dead letters goes on"),
                FollowerPoll::CaughtUp(partition) => {
                    open.remove(&partition);
                    heard = Instant::now();
                }
                FollowerPoll::Record(record) => {
                    heard = Instant::now();
                    let (partition, offset) = (record.partition, record.offset);
                    let Some(&next) = open.get(&partition) else { continue };
                    let go_on = if offset < next { show(DeadLetter { record })? } else { GoOn::NotHere };
                    match go_on {
                        GoOn::Yes if offset + 1 < next => {}
                        GoOn::Yes | GoOn::NotHere => {
                            open.remove(&partition);
                            follower.unfollow(partition);
                        }
                        GoOn::No => return Ok(()),
                    }
                }
            }
        }
        Ok(())
    }

    /// One letter; `None` where none lies.
    pub(crate) fn letter(&self, partition: i32, offset: i64) -> Result<Option<DeadLetter>, Error> {
        let origin = Origin { topic: self.topic.clone(), partition, offset };
        Ok(record_at(&self.operations, &origin)?.map(|record| DeadLetter { record }))
    }

    /// The letter, with what it lacks taken from the record that it was made of; `None` where its topic holds that no longer.
    pub(crate) fn whole(&self, letter: &DeadLetter) -> Result<Option<DeadLetter>, Error> {
        if !letter.lacks_value() {
            return Ok(Some(letter.clone()));
        }
        let Some(origin) = letter.origin() else { return Ok(None) };
        Ok(record_at(&self.operations, &origin)?.map(|original| {
            let mut whole = letter.clone();
            whole.record.key = original.key;
            whole.record.value = original.value;
            whole.record.headers = whole.record.headers.iter().chain(&*original.headers).cloned().collect();
            whole
        }))
    }
}

fn record_at(operations: &Operations, origin: &Origin) -> Result<Option<RawRecord>, Error> {
    let partition = TopicPartition::new(origin.topic.as_str(), origin.partition);
    for (spec, is_there) in [
        (OffsetSpec::Earliest, (|is: i64, wanted: i64| is <= wanted) as fn(i64, i64) -> bool),
        (OffsetSpec::Latest, |is, wanted| wanted < is),
    ] {
        let found = operations.list_offsets(&[(partition.clone(), spec)])?.pop();
        let found = match found {
            Some((_, Err(Error::UnknownTopic { .. }))) | None => return Ok(None),
            Some((_, found)) => found?,
        };
        if !found.offset.is_some_and(|is| is_there(is, origin.offset)) {
            return Ok(None);
        }
    }
    let follower = Follower::new(operations.connection(), &origin.topic)?;
    follow(&follower, origin.partition, origin.offset)?;
    let asked = Instant::now();
    while asked.elapsed() < SILENCE_MAX {
        match follower.poll(POLL) {
            // Compaction may have taken it: then the next one comes.
            FollowerPoll::Record(record) => return Ok((record.offset == origin.offset).then_some(record)),
            FollowerPoll::CaughtUp(_) => return Ok(None),
            FollowerPoll::Idle | FollowerPoll::Warning(_) => {}
        }
    }
    Err(silence(SILENCE_MAX))
}

fn follow(follower: &Follower, partition: i32, offset: i64) -> Result<(), Error> {
    let failed = |reason| Error::Internal { during: "reading dead letters", reason };
    follower.follow(partition, offset).map_err(failed)
}

fn silence(waited: Duration) -> Error {
    Error::Timeout { during: "reading dead letters", waited, left: 0, retry: Retry::Safe }
}
