//! Promises broken on purpose, so that the tests that watch over them are seen to fail.
//!
//! Only builds with the feature `testkit` can do it, and only where `TDA_SABOTAGE` names what is to break.

/// What may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sabotage {
    /// The finished records beyond a committed offset are not restored.
    FinishedSetIgnored,
    /// Rebalances run between the decision what to commit and the commit, which waits until the file
    /// `TDA_SABOTAGE_GATE` is there; what belongs to partitions that have gone is not dropped.
    RebalanceLockRemoved,
}

impl Sabotage {
    #[cfg(feature = "testkit")]
    pub(crate) fn is_on(self) -> bool {
        use std::sync::LazyLock;
        static NAME: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("TDA_SABOTAGE").ok());
        let name = match self {
            Self::FinishedSetIgnored => "finished_set_ignored",
            Self::RebalanceLockRemoved => "rebalance_lock_removed",
        };
        NAME.as_deref() == Some(name)
    }

    #[cfg(not(feature = "testkit"))]
    pub(crate) fn is_on(self) -> bool {
        false
    }

    /// Whether commits are held back now.
    pub(crate) fn holds_commits_back() -> bool {
        Self::RebalanceLockRemoved.is_on()
            && std::env::var_os("TDA_SABOTAGE_GATE").is_some_and(|gate| !std::path::Path::new(&gate).exists())
    }
}
