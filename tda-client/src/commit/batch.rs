//! What finished since the last commit, waiting to be written together.

use std::time::{Duration, Instant};

use super::letters::Letter;
use crate::transport::OutgoingRecord;

/// Bounds of one transaction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchLimits {
    /// Bytes after which it is committed at once.
    pub(crate) bytes_max: usize,
    /// Time after which it is committed although more may follow.
    pub(crate) age_max: Duration,
}

/// Records by the partition `P` whose offsets they go with.
pub(crate) struct Batch<P> {
    entries: Vec<Entry<P>>,
    bytes: usize,
    since: Option<Instant>,
}

struct Entry<P> {
    partition: P,
    records: Vec<OutgoingRecord>,
    /// What the records set aside, should they be refused.
    letter: Option<Letter>,
}

impl<P> Default for Batch<P> {
    fn default() -> Self {
        Self { entries: Vec::new(), bytes: 0, since: None }
    }
}

impl<P: PartialEq> Batch<P> {
    pub(crate) fn add(&mut self, partition: P, records: Vec<OutgoingRecord>) {
        self.bytes += records.iter().map(OutgoingRecord::size_bytes).sum::<usize>();
        self.since.get_or_insert_with(Instant::now);
        self.entries.push(Entry { partition, records, letter: None });
    }

    /// Adds a dead letter, which sets `letter` aside.
    pub(crate) fn add_letter(&mut self, partition: P, written: OutgoingRecord, letter: Letter) {
        self.add(partition, vec![written]);
        if let Some(entry) = self.entries.last_mut() {
            entry.letter = Some(letter);
        }
    }

    /// Takes the dead letters out.
    pub(super) fn take_letters(&mut self) -> Vec<(P, Letter)> {
        let (letters, others): (Vec<_>, Vec<_>) =
            self.entries.drain(..).partition(|entry| entry.letter.is_some());
        self.entries = others;
        self.count_again();
        letters.into_iter().filter_map(|entry| Some((entry.partition, entry.letter?))).collect()
    }

    /// Drops what belongs to a partition that has gone: its new owner writes it.
    pub(crate) fn forget(&mut self, partition: &P) {
        self.entries.retain(|entry| entry.partition != *partition);
        self.count_again();
    }

    fn count_again(&mut self) {
        self.bytes = self.records().map(OutgoingRecord::size_bytes).sum();
        if self.entries.is_empty() {
            self.since = None;
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = &OutgoingRecord> {
        self.entries.iter().flat_map(|entry| &entry.records)
    }

    /// Whether it is to be written now: it is full, old, or nothing more is coming soon.
    pub(crate) fn is_due(&self, limits: BatchLimits, more_is_coming: bool) -> bool {
        let Some(since) = self.since else { return false };
        !more_is_coming || self.bytes >= limits.bytes_max || since.elapsed() >= limits.age_max
    }
}
