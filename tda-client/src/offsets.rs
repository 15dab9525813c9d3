//! Which records of a partition are finished: what to commit when they finish out of order.
//!
//! Committed is the lowest unfinished offset; its metadata holds the run lengths of what lies beyond, so that a
//! successor skips what was finished and takes up what was not. Finished is tracked by records *delivered*, never
//! by `offset + 1`: transaction markers leave gaps.

use std::collections::BTreeSet;

/// Kafka refuses longer metadata (`offset.metadata.max.bytes`).
pub(crate) const METADATA_BYTES_MAX: usize = 4096;

/// With this much metadata no further job is started: what runs may still add to it.
const METADATA_BYTES_FULL: usize = 3072;

/// Two lengths of 19 digits, each with its separator, and the mark of the format once.
const RUNS_BYTES_MAX: usize = 41;

/// Marks the format, so that a later one can be told apart.
const FORMAT: &str = "runs1:";

/// The finished and unfinished records of one partition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OffsetTracker {
    /// Delivered and not finished, now or (until they come again) before the restart.
    unfinished: BTreeSet<i64>,
    /// Unfinished before the restart and not delivered again yet.
    awaited: BTreeSet<i64>,
    /// One past the last offset whose fate is known.
    next: i64,
    /// Where reading began; below it come only records of a log that was cut back or made anew.
    start: i64,
}

/// What a delivered record asks of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivered {
    /// It is to be handled, then [`OffsetTracker::finish`]ed.
    New,
    /// A predecessor finished it.
    Finished,
}

impl OffsetTracker {
    /// Takes up where the group's committed `offset` and `metadata` say. Metadata of another program counts as
    /// none: then everything from `offset` on is unfinished.
    pub(crate) fn restore(offset: i64, metadata: &str) -> Self {
        let offset = offset.max(0);
        let mut tracker = Self { next: offset, start: offset, ..Self::default() };
        let Some(runs) = parse(metadata) else { return tracker };
        let mut at = offset;
        for (index, length) in runs.into_iter().enumerate() {
            let end = at.saturating_add(length);
            if index % 2 == 0 {
                tracker.awaited.extend(at..end);
            }
            at = end;
        }
        tracker.unfinished = tracker.awaited.clone();
        tracker.next = at;
        tracker
    }

    /// A record was delivered; offsets come in rising order.
    pub(crate) fn deliver(&mut self, offset: i64) -> Delivered {
        if offset < self.start {
            tracing::warn!(
                offset,
                start = self.start,
                "the partition begins anew: nothing before counts as finished"
            );
            *self = Self::restore(offset, "");
        }
        // What was awaited below has been deleted by retention or compaction: it will never come.
        while let Some(gone) = self.awaited.first().copied().filter(|first| *first < offset) {
            self.awaited.remove(&gone);
            self.unfinished.remove(&gone);
        }
        if self.awaited.remove(&offset) {
            return Delivered::New;
        }
        if offset < self.next {
            return Delivered::Finished;
        }
        self.next = offset + 1;
        self.unfinished.insert(offset);
        Delivered::New
    }

    /// The record needs nothing any more.
    pub(crate) fn finish(&mut self, offset: i64) {
        self.unfinished.remove(&offset);
    }

    /// A record that was finished is not, after all. Only before that has been committed.
    pub(crate) fn reopen(&mut self, offset: i64) {
        if (self.start..self.next).contains(&offset) {
            self.unfinished.insert(offset);
        }
    }

    /// The offset to commit: the lowest unfinished one, or the one after the last.
    pub(crate) fn committable(&self) -> i64 {
        self.unfinished.first().copied().unwrap_or(self.next)
    }

    /// One past the last record that was delivered.
    pub(crate) fn delivered(&self) -> i64 {
        self.next
    }

    /// The metadata to commit beside it: lengths of the runs from there on, unfinished and finished in turn; empty
    /// where nothing is finished beyond. What would not fit is left out: it counts as unfinished after a restart.
    pub(crate) fn metadata(&self) -> String {
        let mut runs: Vec<i64> = Vec::new();
        let mut at = self.committable();
        for &offset in &self.unfinished {
            match runs.last_mut() {
                Some(last) if at == offset => *last += 1,
                None => runs.push(1),
                Some(_) => runs.extend([offset - at, 1]),
            }
            at = offset + 1;
        }
        if at < self.next {
            runs.push(self.next - at);
        }
        // In pairs: an unfinished run at the end says no more than its absence.
        let mut text = String::new();
        for pair in runs.chunks_exact(2) {
            let more = format!("{}{},{}", if text.is_empty() { FORMAT } else { "," }, pair[0], pair[1]);
            if text.len() + more.len() > METADATA_BYTES_MAX {
                break;
            }
            text.push_str(&more);
        }
        text
    }

    /// Whether starting another job could make the metadata too long for Kafka. The lowest unfinished record may
    /// always be started, or nothing would ever shorten it.
    pub(crate) fn allows_start(&self, offset: i64) -> bool {
        // A pair of runs takes 41 bytes at most, so that most of the time nobody needs to write them down.
        self.unfinished.len() * RUNS_BYTES_MAX < METADATA_BYTES_FULL
            || self.unfinished.first() == Some(&offset)
            || self.metadata().len() < METADATA_BYTES_FULL
    }
}

fn parse(metadata: &str) -> Option<Vec<i64>> {
    let text = metadata.strip_prefix(FORMAT)?;
    if metadata.len() > METADATA_BYTES_MAX {
        return None;
    }
    let runs: Option<Vec<i64>> =
        text.split(',').map(|run| run.parse().ok().filter(|length| *length > 0)).collect();
    // An unfinished run was delivered record by record, so it is short; a hostile one must not fill memory.
    let unfinished =
        |runs: &[i64]| runs.iter().step_by(2).try_fold(0_i64, |sum, length| sum.checked_add(*length));
    runs.filter(|runs| unfinished(runs).is_some_and(|sum| sum <= UNFINISHED_MAX))
}

/// More records than any worker reads ahead.
const UNFINISHED_MAX: i64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn deliver_all(tracker: &mut OffsetTracker, offsets: &[i64]) {
        for &offset in offsets {
            assert_eq!(tracker.deliver(offset), Delivered::New, "{offset}");
        }
    }

    #[test]
    fn the_lowest_unfinished_offset_is_committed() {
        let mut tracker = OffsetTracker::restore(10, "");
        assert_eq!(tracker.committable(), 10);
        deliver_all(&mut tracker, &[10, 11, 14, 15]);
        tracker.finish(11);
        tracker.finish(14);
        assert_eq!((tracker.committable(), tracker.metadata().as_str()), (10, "runs1:1,4"));
        tracker.finish(10);
        assert_eq!((tracker.committable(), tracker.metadata().as_str()), (15, ""));
        tracker.finish(15);
        assert_eq!((tracker.committable(), tracker.metadata().as_str()), (16, ""));
    }

    #[test]
    fn a_successor_skips_what_was_finished() {
        let mut first = OffsetTracker::restore(0, "");
        deliver_all(&mut first, &[0, 1, 2, 3, 5, 6]);
        for offset in [1, 3, 6] {
            first.finish(offset);
        }
        let mut second = OffsetTracker::restore(first.committable(), &first.metadata());
        assert_eq!(second.metadata(), first.metadata());
        let seen: Vec<_> =
            [0, 1, 2, 3, 5, 6, 8].into_iter().filter(|o| second.deliver(*o) == Delivered::New).collect();
        assert_eq!(seen, [0, 2, 5, 8]);
    }

    #[test]
    fn what_retention_deleted_is_not_awaited_for_ever() {
        let mut tracker = OffsetTracker::restore(3, "runs1:1,2,1,4");
        assert_eq!(tracker.deliver(9), Delivered::Finished);
        assert_eq!((tracker.committable(), tracker.metadata().as_str()), (11, ""));
    }

    #[test]
    fn foreign_metadata_counts_as_none() {
        for metadata in [
            "",
            "hello",
            "runs1:",
            "runs1:1,-2",
            "runs1:99999999999,1",
            "runs1:1,2,x",
            "runs1:9223372036854775807,1,9223372036854775807",
        ] {
            assert_eq!(OffsetTracker::restore(5, metadata), OffsetTracker::restore(5, ""), "{metadata}");
        }
    }

    #[test]
    fn a_long_tail_of_holes_stops_new_starts_but_never_the_lowest() {
        let mut tracker = OffsetTracker::restore(0, "");
        for offset in 0..4000 {
            tracker.deliver(offset);
            if offset % 2 == 1 {
                tracker.finish(offset);
            }
        }
        assert!(tracker.allows_start(0));
        assert!(!tracker.allows_start(2));
        // What is committed fits, and what is left out is delivered again.
        assert!(tracker.metadata().len() <= METADATA_BYTES_MAX);
        let mut second = OffsetTracker::restore(tracker.committable(), &tracker.metadata());
        let seen = (0..4000).filter(|offset| second.deliver(*offset) == Delivered::New).count();
        assert!((2000..4000).contains(&seen), "{seen}");
    }

    #[test]
    fn a_log_that_was_made_anew_is_read_anew() {
        let mut tracker = OffsetTracker::restore(500, "");
        assert_eq!(tracker.deliver(500), Delivered::New);
        assert_eq!(tracker.deliver(0), Delivered::New);
        assert_eq!(tracker.committable(), 0);
    }
}
