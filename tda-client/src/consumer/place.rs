//! Where a consumer stands in one partition: what was delivered, acknowledged and committed.

use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    metrics::Consumed,
    offsets::{Delivered, OffsetTracker},
    transport::CommittedOffset,
};

/// A place in a partition to read on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeekTo {
    /// The oldest record that is there.
    Beginning,
    /// After the newest record that is there.
    End,
    /// This offset; where it is gone, what the configured reset says.
    Offset(i64),
    /// The first record whose timestamp, in milliseconds since the Unix epoch, is this or later; the end where all are
    /// older. The embedded broker keeps no timestamps to search and answers the end.
    TimestampMs(i64),
}

/// How far a consumer has come in a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// Physical topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// The lowest offset that is not acknowledged; what a commit would say. `None` before the first record where the
    /// group has never committed.
    pub acknowledged: Option<i64>,
    /// What the broker holds for the group, as far as this member knows.
    pub committed: Option<i64>,
    /// Whether [`Consumer::pause`](super::Consumer::pause) holds it.
    pub paused: bool,
}

/// How far behind a consumer is in a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lag {
    /// Physical topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// The lowest offset that is not acknowledged.
    pub acknowledged: i64,
    /// One past the last record that a reader of committed records may see.
    pub end: i64,
    /// What lies between. A finished transaction leaves a marker behind its records, which nobody can acknowledge: after
    /// the last record of a transaction the lag may rest at 1.
    pub records: u64,
}

/// One assignment of one partition. A seek or a rebalance puts another in its place; what is acknowledged here
/// afterwards counts no more.
pub(crate) struct Place {
    pub(crate) topic: String,
    pub(crate) partition: i32,
    state: Mutex<State>,
    /// Where its records are counted; known when the first one comes.
    pub(super) consumed: OnceLock<Arc<Consumed>>,
    /// Set when something was acknowledged after its partition had gone.
    late: Arc<AtomicBool>,
}

#[derive(Clone)]
pub(super) struct State {
    fate: Fate,
    tracker: OffsetTracker,
    /// Where the partition begins for this member is known: from a commit, a seek or a first record.
    located: bool,
    committed: (i64, String),
    /// Where reading began, once that is known.
    origin: Option<i64>,
    /// One past the last record handed to the user.
    handed_out: i64,
    /// Everything below was committed before it is handed out (at most once).
    promised: i64,
    /// By the user.
    pub(super) paused: bool,
    /// What librdkafka was told.
    pub(super) told_to_pause: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Live,
    /// A seek began anew.
    Left,
    /// The partition belongs to somebody else.
    Gone,
}

/// Whether a record may be handed to the user.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HandOut {
    Now,
    /// The partition is paused.
    Later,
    /// It was read before a seek, or for a partition that has gone.
    Never,
}

impl Place {
    pub(super) fn of(committed: CommittedOffset, late: &Arc<AtomicBool>) -> Self {
        let CommittedOffset { topic, partition, offset, metadata } = committed;
        let tracker = OffsetTracker::restore(offset, &metadata);
        let state = State {
            fate: Fate::Live,
            promised: tracker.committable(),
            committed: (offset, metadata),
            located: offset >= 0,
            origin: (offset >= 0).then_some(offset),
            handed_out: offset,
            tracker,
            paused: false,
            told_to_pause: false,
        };
        let consumed = OnceLock::new();
        Self { topic, partition, state: Mutex::new(state), consumed, late: Arc::clone(late) }
    }

    /// The same partition, read anew from `offset`. Acknowledgements of what was read before count no more.
    pub(super) fn moved_to(&self, offset: i64) -> Self {
        let mut state = self.state().clone();
        self.end(Fate::Left);
        state.tracker = OffsetTracker::restore(offset, "");
        (state.fate, state.located, state.promised) = (Fate::Live, true, offset);
        (state.origin, state.handed_out) = (Some(offset), offset);
        Self {
            topic: self.topic.clone(),
            partition: self.partition,
            state: Mutex::new(state),
            consumed: self.consumed.clone(),
            late: Arc::clone(&self.late),
        }
    }

    /// A panic elsewhere leaves it in a usable state: every change is complete in itself.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lowest offset that is not finished.
    pub(super) fn committable(&self) -> i64 {
        self.state().tracker.committable()
    }

    /// The record needs nothing any more.
    pub(super) fn finish(&self, offset: i64) {
        let mut state = self.state();
        match state.fate {
            Fate::Live => state.tracker.finish(offset),
            Fate::Left | Fate::Gone => self.late.store(true, Ordering::Relaxed),
        }
    }

    /// A record was read. `None` where it is none of this place any more; a way back leads to it all the same.
    pub(super) fn deliver(&self, offset: i64) -> Option<Delivered> {
        let mut state = self.state();
        state.located = true;
        state.origin.get_or_insert(offset);
        (state.fate == Fate::Live).then(|| state.tracker.deliver(offset))
    }

    /// Whether records of it may be handed to the user.
    pub(super) fn may_hand_out(&self) -> HandOut {
        self.state().may_hand_out()
    }

    /// Hands the record to the user, if that may be; with `counts`, that finishes it.
    pub(super) fn hand_out(&self, offset: i64, counts: bool) -> HandOut {
        let mut state = self.state();
        let may = state.may_hand_out();
        if may != HandOut::Now {
            return may;
        }
        state.handed_out = state.handed_out.max(offset + 1);
        if counts {
            state.tracker.finish(offset);
        }
        HandOut::Now
    }

    pub(super) fn end(&self, fate: Fate) {
        let mut state = self.state();
        if state.fate != Fate::Gone {
            state.fate = fate;
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.state().fate == Fate::Live
    }

    /// What is to be committed, if it has moved.
    pub(super) fn due(&self) -> Option<CommittedOffset> {
        let state = self.state();
        let (offset, metadata) = (state.tracker.committable(), state.tracker.metadata());
        let moved = state.located && (offset, &metadata) != (state.committed.0, &state.committed.1);
        moved.then(|| self.at(offset, metadata))
    }

    /// What is to be committed before the records delivered so far may be handed out, if it has moved.
    pub(super) fn promise(&self) -> Option<CommittedOffset> {
        let state = self.state();
        let delivered = state.tracker.delivered();
        (state.fate == Fate::Live && state.located && delivered > state.promised)
            .then(|| self.at(delivered, String::new()))
    }

    /// Whether the record's promise has been committed.
    pub(super) fn is_promised(&self, offset: i64) -> bool {
        offset < self.state().promised
    }

    pub(super) fn promised(&self, committed: &CommittedOffset) {
        let mut state = self.state();
        state.promised = committed.offset;
        state.committed = (committed.offset, committed.metadata.clone());
    }

    pub(super) fn committed(&self, committed: &CommittedOffset) {
        self.state().committed = (committed.offset, committed.metadata.clone());
    }

    /// Where to go back to: to the group's commit, or to where reading began. `None` where nothing beyond has been read.
    pub(super) fn way_back(&self) -> Option<i64> {
        let state = self.state();
        let committed = Some(state.committed.0).filter(|offset| *offset >= 0);
        let back = committed.or(state.origin)?;
        (state.fate == Fate::Left || state.handed_out > back).then_some(back)
    }

    pub(super) fn position(&self) -> Position {
        let state = self.state();
        Position {
            topic: self.topic.clone(),
            partition: self.partition,
            acknowledged: state.located.then(|| state.tracker.committable()),
            committed: Some(state.committed.0).filter(|offset| *offset >= 0),
            paused: state.paused,
        }
    }

    fn at(&self, offset: i64, metadata: String) -> CommittedOffset {
        CommittedOffset { topic: self.topic.clone(), partition: self.partition, offset, metadata }
    }
}

impl State {
    fn may_hand_out(&self) -> HandOut {
        match self.fate {
            Fate::Live if self.paused => HandOut::Later,
            Fate::Live => HandOut::Now,
            Fate::Left | Fate::Gone => HandOut::Never,
        }
    }
}
