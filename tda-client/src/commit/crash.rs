//! Named crash points between the steps of a commit and of a rebalance, so that kill tests hit every window on purpose.
//!
//! Only builds with the feature `testkit` have them. `TDA_CRASH_POINT=after_send_offsets:3` kills the process, as
//! SIGKILL does, when it passes that point for the third time.

/// Where a process may be made to die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CrashPoint {
    /// The first of several records is on the broker.
    MidProduce,
    /// All records are on the broker.
    AfterProduce,
    /// The offsets are in the transaction.
    AfterSendOffsets,
    /// The transaction is committed.
    AfterCommit,
    /// The worker's memory has caught up with the commit.
    AfterFollowUp,
    /// Partitions have come and their offsets are restored.
    AfterAssignment,
    /// Partitions are to go and nothing is done about it yet.
    InRevocation,
    /// What was finished of partitions that go is committed, and they are forgotten.
    AfterRevocation,
}

impl CrashPoint {
    #[cfg(feature = "testkit")]
    fn name(self) -> &'static str {
        match self {
            Self::MidProduce => "mid_produce",
            Self::AfterProduce => "after_produce",
            Self::AfterSendOffsets => "after_send_offsets",
            Self::AfterCommit => "after_commit",
            Self::AfterFollowUp => "after_follow_up",
            Self::AfterAssignment => "after_assignment",
            Self::InRevocation => "in_revocation",
            Self::AfterRevocation => "after_revocation",
        }
    }

    /// Whether the process will die here at its next passing: then what came before must really be on the broker.
    pub(crate) fn is_next(self) -> bool {
        armed::is_next(self)
    }

    /// Dies here, if that was asked for.
    pub(crate) fn pass(self) {
        armed::pass(self);
    }
}

#[cfg(not(feature = "testkit"))]
mod armed {
    use super::CrashPoint;

    pub(super) fn is_next(_: CrashPoint) -> bool {
        false
    }

    pub(super) fn pass(_: CrashPoint) {}
}

#[cfg(feature = "testkit")]
mod armed {
    use std::sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    };

    use super::CrashPoint;

    static PASSED: AtomicU32 = AtomicU32::new(0);

    /// Name of the point and how many times it is to be passed.
    static ARMED: LazyLock<Option<(String, u32)>> = LazyLock::new(|| {
        let text = std::env::var("TDA_CRASH_POINT").ok()?;
        let (name, times) = text.split_once(':').unwrap_or((&text, "1"));
        Some((name.to_owned(), times.parse().unwrap_or(1)))
    });

    pub(super) fn is_next(point: CrashPoint) -> bool {
        ARMED
            .as_ref()
            .is_some_and(|(name, times)| name == point.name() && PASSED.load(Ordering::Relaxed) + 1 >= *times)
    }

    pub(super) fn pass(point: CrashPoint) {
        let Some((name, times)) = ARMED.as_ref() else { return };
        if name == point.name() && PASSED.fetch_add(1, Ordering::Relaxed) + 1 >= *times {
            // An abort runs no destructor and no flush: nobody says goodbye to the broker.
            std::process::abort();
        }
    }
}
