//! What finished since the last commit, waiting to be written together.

use std::time::{Duration, Instant};

use crate::transport::OutgoingRecord;

/// Bounds of one transaction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchLimits {
    /// Bytes after which it is committed at once.
    pub(crate) bytes_max: usize,
    /// Time after which it is committed although more may follow.
    pub(crate) age_max: Duration,
}

/// Records by the partition whose offsets they go with.
#[derive(Default)]
pub(crate) struct Batch {
    entries: Vec<Entry>,
    bytes: usize,
    since: Option<Instant>,
}

struct Entry {
    partition: i32,
    records: Vec<OutgoingRecord>,
}

impl Batch {
    pub(crate) fn add(&mut self, partition: i32, records: Vec<OutgoingRecord>) {
        self.bytes += records.iter().map(OutgoingRecord::size_bytes).sum::<usize>();
        self.since.get_or_insert_with(Instant::now);
        self.entries.push(Entry { partition, records });
    }

    /// Drops what belongs to a partition that has gone: its new owner writes it.
    pub(crate) fn forget(&mut self, partition: i32) {
        self.entries.retain(|entry| entry.partition != partition);
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
