//! How a worker fares, for whoever watches: health, metrics, tests.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// A handle on how a worker fares. Clones are the same handle; it outlives the worker.
#[derive(Clone, Debug, Default)]
pub struct WorkerStatus {
    shared: Arc<Mutex<WorkerSnapshot>>,
}

/// Where a worker is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkerState {
    /// Not connected yet, or connecting again.
    #[default]
    Starting,
    /// A member of its group.
    Running,
    /// Asked to stop: it finishes what runs.
    Stopping,
    /// Ended.
    Stopped,
}

/// How a worker fared a moment ago.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct WorkerSnapshot {
    /// Where it is in its life.
    pub state: WorkerState,
    /// Partitions that it owns.
    pub partitions: usize,
    /// Jobs or handlers that run now.
    pub running: usize,
    /// Records read and not started.
    pub waiting: usize,
    /// Partitions that stand still because a dead letter cannot be written. Any is a reason for alarm.
    pub stopped: Vec<StoppedPartition>,
    /// When something was last committed.
    pub committed_at: Option<SystemTime>,
    /// What became of running work when partitions came and went.
    pub rebalances: Rebalances,
    /// Dead letters written.
    pub dead_letters: u64,
}

/// What rebalances did to work under way, since the worker started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rebalances {
    /// Times that partitions were taken away.
    pub revocations: u64,
    /// Running work on partitions that stayed: it went on.
    pub kept: u64,
    /// Work on partitions that went, finished and committed before they were gone.
    pub finished_before: u64,
    /// Running work on partitions that went: stopped here, done anew by the next owner.
    pub dropped: u64,
    /// Work whose end another worker had written meanwhile: nothing was owed any more.
    pub finished_elsewhere: u64,
}

/// A partition that stands still. Others go on; nothing of it is committed past the record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoppedPartition {
    /// Physical topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// The record whose dead letter cannot be written. It is tried again every few seconds.
    pub offset: i64,
    /// Why not.
    pub reason: String,
    /// Since when.
    pub since: SystemTime,
}

impl StoppedPartition {
    pub(crate) fn new(topic: &str, partition: i32, offset: i64, reason: String) -> Self {
        Self { topic: topic.to_owned(), partition, offset, reason, since: SystemTime::now() }
    }
}

impl WorkerSnapshot {
    /// Nothing is owned and nothing runs; what it has done stands.
    pub(super) fn between_sessions(&mut self) {
        self.state = WorkerState::Starting;
        (self.partitions, self.running, self.waiting) = (0, 0, 0);
        self.stopped.clear();
    }
}

impl WorkerStatus {
    /// How the worker fared when it last said so: within a tenth of a second while it runs.
    pub fn snapshot(&self) -> WorkerSnapshot {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn update(&self, change: impl FnOnce(&mut WorkerSnapshot)) {
        change(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
