//! Committing what is finished, again and again, and giving up in time.

use std::time::{Duration, Instant};

use super::{
    batch::{Batch, BatchLimits},
    crash::CrashPoint,
    letters::Letter,
    session::SessionEnd,
    sink::{Sink, WriteFailure},
};
use crate::{
    error::Error,
    transport::{CommittedOffset, GroupMember},
};

/// The batch, where it goes, and how that went lately. `P` names a partition.
pub(crate) struct Committer<P> {
    pub(crate) batch: Batch<P>,
    sink: Sink,
    limits: BatchLimits,
    committed_at: Instant,
    failures_in_a_row: u32,
}

/// What became of a commit.
pub(crate) enum Committed<P> {
    /// The offsets are on the broker.
    Yes,
    /// Nothing counts: the same again, later.
    NotYet,
    /// Nothing counts, again and again: the dead letters are taken out, in case they are the reason.
    LettersRefused(Vec<(P, Letter)>, String),
    /// This session cannot commit any more.
    Never(SessionEnd),
}

/// Offsets that moved without records are committed this often.
const OFFSETS_INTERVAL: Duration = Duration::from_secs(3);
/// A batch that was refused this often in a row needs a new session.
const FAILURES_MAX: u32 = 10;
/// After so many, dead letters are suspected: nothing else of a worker may depend on whether they can be written.
const FAILURES_WITH_LETTERS: u32 = 3;
const REPEAT_PAUSE: Duration = Duration::from_millis(100);

impl<P: PartialEq> Committer<P> {
    pub(crate) fn new(sink: Sink, limits: BatchLimits) -> Self {
        Self { batch: Batch::default(), sink, limits, committed_at: Instant::now(), failures_in_a_row: 0 }
    }

    /// Partitions come: from now on there may be something to write. Blocks while the producer takes over from one of the
    /// same identity.
    pub(crate) fn open(&mut self) -> Result<(), Error> {
        self.sink.open()
    }

    /// Whether it is time, while `more_is_coming` or not; `moved` says whether any offset has.
    pub(crate) fn is_due(&self, more_is_coming: bool, moved: impl FnOnce() -> bool) -> bool {
        self.batch.is_due(self.limits, more_is_coming)
            || (self.committed_at.elapsed() >= OFFSETS_INTERVAL && moved())
    }

    /// Writes the batch with `offsets`, which are those of partitions that are owned now.
    pub(crate) fn commit(&mut self, member: &dyn GroupMember, offsets: &[CommittedOffset]) -> Committed<P> {
        if member.is_lost() {
            // The next poll says so, too, and drops what was done for partitions that have gone.
            return Committed::NotYet;
        }
        let records: Vec<_> = self.batch.records().collect();
        match self.sink.write(member, &records, offsets) {
            Ok(()) => {
                self.batch.clear();
                self.committed_at = Instant::now();
                self.failures_in_a_row = 0;
                CrashPoint::AfterFollowUp.pass();
                Committed::Yes
            }
            Err(WriteFailure::Again(reason)) => self.failed(reason),
            Err(WriteFailure::OffsetsLater(reason)) => {
                self.batch.clear();
                self.failed(reason)
            }
            Err(WriteFailure::Fatal(reason)) => Committed::Never(SessionEnd::Fatal(reason)),
            Err(WriteFailure::Fenced(reason)) => Committed::Never(SessionEnd::Fenced(reason)),
        }
    }

    /// A commit will be repeated, but not for ever.
    fn failed(&mut self, reason: String) -> Committed<P> {
        tracing::warn!(reason, "a commit is repeated");
        self.committed_at = Instant::now();
        self.failures_in_a_row += 1;
        // A coordinator on its way needs a moment, not ten answers in a millisecond.
        std::thread::sleep(REPEAT_PAUSE);
        if self.failures_in_a_row.is_multiple_of(FAILURES_WITH_LETTERS) {
            let letters = self.batch.take_letters();
            if !letters.is_empty() {
                return Committed::LettersRefused(letters, reason);
            }
        }
        if self.failures_in_a_row >= FAILURES_MAX {
            return Committed::Never(SessionEnd::Fatal(reason));
        }
        Committed::NotYet
    }
}
