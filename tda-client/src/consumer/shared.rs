//! What a consumer's thread and its user both see: the partitions, what of them is to be committed, and when.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::Notify;

use super::{
    DeliveryMode,
    place::{Fate, Place},
};
use crate::transport::{
    Assignment, CommitFailure, CommittedOffset, GroupEvents, GroupMember, PartitionOffset, PartitionPosition,
};

pub(super) struct Shared {
    places: Mutex<BTreeMap<(String, i32), Arc<Place>>>,
    pub(super) mode: DeliveryMode,
    /// Without a group there is nobody to commit to.
    pub(super) grouped: bool,
    pub(super) stop: AtomicBool,
    failure: Mutex<Option<String>>,
    /// Something was acknowledged, or lay acknowledged and uncommitted, when its partition went.
    pub(super) late: Arc<AtomicBool>,
    /// A transaction holds offsets of this consumer: partitions stay until it has ended.
    transaction: Mutex<bool>,
    transaction_ended: Condvar,
    /// The thread is to go back to what is committed.
    pub(super) rewind: AtomicBool,
    /// Bytes of the records between the thread and its user.
    pub(super) queued_bytes: AtomicUsize,
    /// Pauses have changed; the thread tells librdkafka.
    pub(super) pauses_changed: AtomicBool,
    /// Records that were held may be handed out again.
    pub(super) resumed: Notify,
}

/// How long a rebalance waits for an open transaction: as long as the broker lets one live by default.
const TRANSACTION_WAIT: Duration = Duration::from_secs(60);

impl Shared {
    pub(super) fn new(mode: DeliveryMode, grouped: bool) -> Self {
        Self {
            places: Mutex::default(),
            mode,
            grouped,
            stop: AtomicBool::new(false),
            failure: Mutex::default(),
            late: Arc::default(),
            transaction: Mutex::new(false),
            transaction_ended: Condvar::new(),
            rewind: AtomicBool::new(false),
            queued_bytes: AtomicUsize::new(0),
            pauses_changed: AtomicBool::new(false),
            resumed: Notify::new(),
        }
    }

    pub(super) fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(super) fn take_failure(&self) -> Option<String> {
        lock(&self.failure).take()
    }

    /// Every partition that is read now.
    pub(super) fn places(&self) -> Vec<Arc<Place>> {
        lock(&self.places).values().cloned().collect()
    }

    pub(super) fn place(&self, topic: &str, partition: i32) -> Option<Arc<Place>> {
        lock(&self.places).get(&(topic.to_owned(), partition)).cloned()
    }

    /// Another place takes that of the same partition.
    pub(super) fn replace(&self, place: Arc<Place>) {
        lock(&self.places).insert((place.topic.clone(), place.partition), place);
        self.pauses_changed.store(true, Ordering::Relaxed);
    }

    fn commits(&self) -> bool {
        self.grouped && self.mode != DeliveryMode::ExactlyOnce
    }

    /// Commits what has moved since the last commit. Acknowledging never waits for the broker meanwhile. Rebalances
    /// run on the same thread, so the partitions stay the same.
    pub(super) fn commit(&self, member: &dyn GroupMember) -> Result<(), CommitFailure> {
        if !self.commits() || self.mode == DeliveryMode::AtMostOnce {
            return Ok(());
        }
        commit_due(member, &self.places(), Place::due, Place::committed)
    }

    /// At most once: commits past what was delivered, so that it may be handed out.
    pub(super) fn promise(&self, member: &dyn GroupMember) -> Result<(), CommitFailure> {
        commit_due(member, &self.places(), Place::promise, Place::promised)
    }

    /// Commits for the last time and ends every place: nothing is handed out or acknowledged any more.
    pub(super) fn leave(&self, member: &dyn GroupMember, lost: bool, places: &[Arc<Place>]) {
        places.iter().for_each(|place| place.end(Fate::Gone));
        if self.mode == DeliveryMode::ExactlyOnce && places.iter().any(|place| place.due().is_some()) {
            self.late.store(true, Ordering::Relaxed);
        }
        if !lost && self.commits() {
            // At most once this goes back to what was not handed out: it never will be by this member.
            log_failure(commit_due(member, places, Place::due, Place::committed));
        }
    }

    #[allow(dead_code, reason = "the producer's transactions take it")]
    /// A transaction begins to hold offsets; `false` where one does already.
    pub(super) fn open_transaction(&self) -> bool {
        !std::mem::replace(&mut *lock(&self.transaction), true)
    }

    #[allow(dead_code, reason = "the producer's transactions take it")]
    pub(super) fn end_transaction(&self) {
        *lock(&self.transaction) = false;
        self.transaction_ended.notify_all();
    }

    #[allow(dead_code, reason = "the producer's transactions take it")]
    /// A transaction was aborted: nothing more of what was read is handed out, until the thread has gone back.
    pub(super) fn go_back(&self) {
        self.places().iter().for_each(|place| place.end(Fate::Left));
        self.rewind.store(true, Ordering::Relaxed);
    }

    fn await_transaction(&self) {
        let open = lock(&self.transaction);
        let waited = self.transaction_ended.wait_timeout_while(open, TRANSACTION_WAIT, |open| *open);
        if waited.is_ok_and(|(_, timeout)| timeout.timed_out()) {
            tracing::warn!("partitions go although a transaction with their offsets is open: it will abort");
        }
    }
}

fn commit_due(
    member: &dyn GroupMember,
    places: &[Arc<Place>],
    due: impl Fn(&Place) -> Option<CommittedOffset>,
    committed: impl Fn(&Place, &CommittedOffset),
) -> Result<(), CommitFailure> {
    let due: Vec<_> = places.iter().filter_map(|place| Some((place, due(place)?))).collect();
    if due.is_empty() {
        return Ok(());
    }
    let offsets: Vec<_> = due.iter().map(|(_, offset)| offset.clone()).collect();
    member.commit(&offsets)?;
    due.iter().for_each(|(place, offset)| committed(place, offset));
    Ok(())
}

pub(super) fn log_failure(outcome: Result<(), CommitFailure>) {
    match outcome {
        Ok(()) => {}
        Err(CommitFailure::Fenced(reason)) => {
            tracing::warn!(reason, "offsets were not committed: the partitions have moved on");
        }
        Err(CommitFailure::Retriable(reason)) => tracing::warn!(reason, "offsets will be committed later"),
    }
}

impl GroupEvents for Shared {
    fn assigned(&self, assignment: Assignment) -> Vec<PartitionOffset> {
        let mut places = lock(&self.places);
        assignment
            .partitions
            .into_iter()
            .map(|committed| {
                let (topic, partition) = (committed.topic.clone(), committed.partition);
                let offset = (committed.offset >= 0).then_some(committed.offset);
                let place = Arc::new(Place::of(committed, &self.late));
                places.insert((topic.clone(), partition), place);
                self.pauses_changed.store(true, Ordering::Relaxed);
                PartitionOffset { topic, partition, offset }
            })
            .collect()
    }

    fn revoked(&self, member: &dyn GroupMember, partitions: &[(String, i32)], lost: bool) {
        if !lost {
            self.await_transaction();
        }
        let going: Vec<_> = {
            let mut places = lock(&self.places);
            partitions.iter().filter_map(|partition| places.remove(partition)).collect()
        };
        self.leave(member, lost, &going);
        tracing::debug!(partitions = going.len(), lost, "partitions of a consumer go");
    }

    fn assignment_failed(&self, reason: String) {
        *lock(&self.failure) = Some(reason);
    }

    fn positions(&self) -> Vec<PartitionPosition> {
        // Without a group nothing is left behind for anybody.
        let places = if self.grouped { self.places() } else { Vec::new() };
        places.iter().map(|place| ((place.topic.clone(), place.partition), place.committable())).collect()
    }
}

/// A panic elsewhere leaves these locks in a usable state: each guards independent entries.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
