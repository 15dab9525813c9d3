//! Letters back to where they came from, each once.
//!
//! Originals and the record of what was replayed go in one transaction, so a replay that is killed goes on where it was and repeats
//! nothing. What was replayed is kept as a consumer group's offsets keep it, called like the topic with `.replay` behind: the lowest letter
//! that was not, and beside it those beyond that were. So filters may pick letters in any order.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use tda_events::{ErrorKind, Retry};

use super::{
    letter::{DeadLetter, LetterFilter},
    read::{Bounds, GoOn, LetterReader},
};
use crate::{
    error::Error,
    offsets::{Delivered, OffsetTracker},
    transport::{
        CommittedOffset, Connection, Metadata, OutgoingRecord, Outsider, TransactionFailure,
        TransactionalProducer,
    },
};

/// What one transaction holds at most.
const BATCH_RECORDS_MAX: usize = 500;
const BATCH_BYTES_MAX: usize = 4 * 1024 * 1024;
const TRANSACTION_TIMEOUT: Duration = Duration::from_secs(30);
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// How much is replayed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReplayLimits {
    pub(crate) filter: LetterFilter,
    /// At most so many letters.
    pub(crate) letters_max: Option<u64>,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Replayed {
    /// To this topic and partition; in a rehearsal, it would go there.
    To(String, i32),
    /// It stays: why.
    Stays(String),
}

/// A replay of one topic's letters.
pub(crate) struct Replay {
    reader: LetterReader,
    group: String,
    progress: Progress,
}

/// What was replayed, of what there is.
struct Progress {
    bounds: Bounds,
    trackers: BTreeMap<i32, OffsetTracker>,
    known: Metadata,
}

/// Name of the group that keeps what was replayed, and of the transactional id.
pub(crate) fn group_of(topic: &str) -> String {
    format!("{topic}.replay")
}

impl Replay {
    /// Takes up where an earlier replay of the topic has come to.
    pub(crate) fn new(reader: LetterReader) -> Result<Self, Error> {
        let group = group_of(reader.topic());
        let bounds = reader.bounds()?;
        let committed = reader.operations().group_offsets(&group)?;
        let mut trackers = BTreeMap::new();
        for (&partition, &(first, next)) in &bounds {
            let known = committed.iter().find(|known| {
                known.partition.topic == reader.topic() && known.partition.partition == partition
            });
            let tracker = match known.and_then(|known| Some((known.offset?, known.metadata.as_str()))) {
                // A topic that was made anew has forgotten what was replayed of the old one.
                Some((offset, metadata)) if offset <= next => OffsetTracker::restore(offset, metadata),
                _ => OffsetTracker::restore(first, ""),
            };
            trackers.insert(partition, tracker);
        }
        let known = reader.operations().metadata()?;
        Ok(Self { reader, group, progress: Progress { bounds, trackers, known } })
    }

    /// Below which offset of each partition every letter was replayed.
    pub(crate) fn replayed_below(&self) -> BTreeMap<i32, i64> {
        self.progress.replayed_below()
    }

    /// Tells what a replay would do.
    pub(crate) fn rehearse(
        mut self,
        limits: &ReplayLimits,
        mut tell: impl FnMut(&DeadLetter, &Replayed),
    ) -> Result<(), Error> {
        let mut left = limits.letters_max.unwrap_or(u64::MAX);
        self.progress.visit(&self.reader, &limits.filter, |progress, letter| {
            if left == 0 {
                return Ok(GoOn::No);
            }
            let goes = progress.destination(letter);
            tell(letter, &goes);
            left -= u64::from(matches!(goes, Replayed::To(..)));
            Ok(GoOn::Yes)
        })
    }

    /// Replays. What was told was committed; a failure leaves nothing half done.
    pub(crate) fn run(
        mut self,
        limits: &ReplayLimits,
        mut tell: impl FnMut(&DeadLetter, &Replayed),
    ) -> Result<(), Error> {
        let reader = &self.reader;
        let mut batch = Batch::open(reader.operations().connection(), &self.group)?;
        let mut left = limits.letters_max.unwrap_or(u64::MAX);
        self.progress.visit(reader, &limits.filter, |progress, letter| {
            if left == 0 {
                return Ok(GoOn::No);
            }
            let Replayed::To(topic, partition) = progress.destination(letter) else {
                tell(letter, &progress.destination(letter));
                return Ok(GoOn::Yes);
            };
            let Some(whole) = reader.whole(letter)? else {
                tell(letter, &Replayed::Stays("its topic holds the original no longer".into()));
                return Ok(GoOn::Yes);
            };
            let original = whole.original(topic.clone(), partition);
            batch.add(letter.clone(), &original, Replayed::To(topic, partition))?;
            progress.finish(letter);
            left -= 1;
            if batch.is_full() {
                batch.commit(reader.topic(), &progress.trackers, &mut tell)?;
            }
            Ok(GoOn::Yes)
        })?;
        batch.commit(reader.topic(), &self.progress.trackers, &mut tell)
    }
}

impl Progress {
    fn replayed_below(&self) -> BTreeMap<i32, i64> {
        self.trackers.iter().map(|(partition, tracker)| (*partition, tracker.committable())).collect()
    }

    fn finish(&mut self, letter: &DeadLetter) {
        if let Some(tracker) = self.trackers.get_mut(&letter.record.partition) {
            tracker.finish(letter.record.offset);
        }
    }

    /// Shows the letters that were not replayed and are meant.
    fn visit(
        &mut self,
        reader: &LetterReader,
        filter: &LetterFilter,
        mut show: impl FnMut(&mut Self, &DeadLetter) -> Result<GoOn, Error>,
    ) -> Result<(), Error> {
        let (from, bounds) = (self.replayed_below(), self.bounds.clone());
        reader.visit(
            &bounds,
            |partition| from.get(&partition).copied().unwrap_or(0),
            |letter| {
                let (partition, offset) = (letter.record.partition, letter.record.offset);
                let Some(tracker) = self.trackers.get_mut(&partition) else { return Ok(GoOn::NotHere) };
                if tracker.deliver(offset) == Delivered::Finished || !filter.takes(&letter) {
                    return Ok(GoOn::Yes);
                }
                if !tracker.allows_start(offset) {
                    tracing::warn!(
                        partition,
                        offset,
                        "too many gaps between replayed letters: replay or purge those before"
                    );
                    return Ok(GoOn::NotHere);
                }
                show(self, &letter)
            },
        )
    }

    /// Where a letter goes: the partition it came from.
    fn destination(&self, letter: &DeadLetter) -> Replayed {
        let Some(origin) = letter.origin() else {
            return Replayed::Stays("it does not say where it came from".into());
        };
        match self.known.get(&origin.topic) {
            None => Replayed::Stays(format!("topic {} is not on the cluster", origin.topic)),
            Some(partitions) if (0..*partitions).contains(&origin.partition) => {
                Replayed::To(origin.topic, origin.partition)
            }
            Some(partitions) => Replayed::Stays(format!(
                "{} has {partitions} partitions and no {}",
                origin.topic, origin.partition
            )),
        }
    }
}

/// What the next transaction holds.
struct Batch {
    producer: TransactionalProducer,
    outsider: Outsider,
    told: Vec<(DeadLetter, Replayed)>,
    bytes: usize,
}

impl Batch {
    fn open(connection: &Connection, group: &str) -> Result<Self, Error> {
        let producer = TransactionalProducer::new(connection, group, TRANSACTION_TIMEOUT, CALL_TIMEOUT)?;
        let outsider = Outsider::new(connection, group)?;
        Ok(Self { producer, outsider, told: Vec::new(), bytes: 0 })
    }

    fn is_full(&self) -> bool {
        self.told.len() >= BATCH_RECORDS_MAX || self.bytes >= BATCH_BYTES_MAX
    }

    fn add(&mut self, letter: DeadLetter, original: &OutgoingRecord, goes: Replayed) -> Result<(), Error> {
        if self.told.is_empty() {
            self.patiently(TransactionalProducer::begin)?;
        }
        self.bytes += original.size_bytes();
        if let Err(failure) = self.producer.send(original) {
            return Err(self.give_up(failure));
        }
        self.told.push((letter, goes));
        Ok(())
    }

    fn commit(
        &mut self,
        topic: &str,
        trackers: &BTreeMap<i32, OffsetTracker>,
        tell: &mut impl FnMut(&DeadLetter, &Replayed),
    ) -> Result<(), Error> {
        if self.told.is_empty() {
            return Ok(());
        }
        let touched: BTreeSet<_> = self.told.iter().map(|(letter, _)| letter.record.partition).collect();
        let offsets: Vec<_> = trackers
            .iter()
            .filter(|(partition, _)| touched.contains(partition))
            .map(|(&partition, tracker)| CommittedOffset {
                topic: topic.to_owned(),
                partition,
                offset: tracker.committable(),
                metadata: tracker.metadata(),
            })
            .collect();
        self.patiently(TransactionalProducer::flush)?;
        self.patiently(|producer| producer.send_offsets(&offsets, &self.outsider))?;
        self.patiently(TransactionalProducer::commit)?;
        self.bytes = 0;
        for (letter, goes) in self.told.drain(..) {
            tell(&letter, &goes);
        }
        Ok(())
    }

    /// Repeats a call while the broker says that it may be repeated, for a bounded time.
    fn patiently(
        &self,
        call: impl Fn(&TransactionalProducer) -> Result<(), TransactionFailure>,
    ) -> Result<(), Error> {
        let started = Instant::now();
        loop {
            match call(&self.producer) {
                Ok(()) => return Ok(()),
                Err(TransactionFailure::Retriable(_)) if started.elapsed() < CALL_TIMEOUT => {
                    std::thread::sleep(Duration::from_millis(100));
                }
                Err(failure) => return Err(self.give_up(failure)),
            }
        }
    }

    /// Takes back what the open transaction holds; its letters are replayed by the next run.
    fn give_up(&self, failure: TransactionFailure) -> Error {
        const DURING: &str = "replaying dead letters";
        let _ = self.producer.abort();
        match failure {
            TransactionFailure::Fenced(reason) | TransactionFailure::Fatal(reason) => {
                Error::Fenced { during: DURING, reason }
            }
            TransactionFailure::Abortable(reason) | TransactionFailure::Retriable(reason) => Error::Refused {
                during: DURING,
                what: "in a transaction".into(),
                reason,
                kind: ErrorKind::Unreachable,
                retry: Retry::Safe,
            },
        }
    }
}
