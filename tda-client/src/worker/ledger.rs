//! What a worker knows: its partitions, the jobs read from them, what was heard about each. No I/O: it decides.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Arc,
};

use tda_core::CancelToken;
use tda_events::{Event, JobSubmitted};

use super::pool::Task;
use crate::{
    offsets::{Delivered, OffsetTracker},
    transport::CommittedOffset,
};

/// Jobs of a partition whose fate is remembered, and records that are read again for it after a takeover: a second
/// submission within this window is not computed again.
pub(crate) const REMEMBERED_JOBS_MAX: usize = 10_000;

/// Everything about the partitions that this worker owns.
#[derive(Default)]
pub(crate) struct Ledger {
    partitions: BTreeMap<i32, Partition>,
}

#[derive(Default)]
struct Partition {
    tracker: OffsetTracker,
    committed: (i64, String),
    /// The follower has read everything: what is known of cancels, attempts and ends is complete.
    caught_up: bool,
    paused: bool,
    /// A dead letter cannot be written: nothing more starts.
    stopped: bool,
    jobs: BTreeMap<i64, LiveJob>,
    memory: Memory,
}

/// A job that was read and has not ended.
struct LiveJob {
    submission: Arc<Event<JobSubmitted>>,
    cancel: CancelToken,
    cancel_request: Option<String>,
    attempt: u32,
    running: bool,
}

/// What was heard about the jobs of a partition, the oldest forgotten first.
#[derive(Default)]
struct Memory {
    jobs: HashMap<String, Heard>,
    order: VecDeque<String>,
}

#[derive(Clone, Debug, Default)]
struct Heard {
    ended: bool,
    starts: u32,
    cancel_request: Option<String>,
}

/// What the follower read about a job.
pub(crate) enum News {
    /// `job.started`: somebody tried it.
    Started,
    /// A terminal event.
    Ended,
    /// Somebody wants it cancelled; the id of the event.
    CancelRequested(String),
}

/// What a submission asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It waits for a thread.
    Waiting,
    /// The job has ended, or is under way: nothing is owed to this record.
    Duplicate,
}

/// A job whose end is to be written.
pub(crate) struct Owed {
    pub(crate) submission: Arc<Event<JobSubmitted>>,
    pub(crate) cancel_request: Option<String>,
}

/// The next thing to do.
pub(crate) enum Next {
    Start(Task),
    /// It was cancelled before it began.
    Cancelled {
        partition: i32,
        offset: i64,
    },
    /// It took down this many workers already.
    GiveUp {
        partition: i32,
        offset: i64,
        attempts: u32,
    },
}

impl Ledger {
    /// Takes a partition up where the group left it.
    pub(crate) fn assign(&mut self, committed: &CommittedOffset) {
        let tracker = OffsetTracker::restore(committed.offset, &committed.metadata);
        let position = (tracker.committable(), tracker.metadata());
        self.partitions
            .insert(committed.partition, Partition { tracker, committed: position, ..Partition::default() });
    }

    /// Forgets a partition; its running jobs are told to stop, and what they find is dropped.
    pub(crate) fn revoke(&mut self, partition: i32) {
        if let Some(gone) = self.partitions.remove(&partition) {
            gone.jobs.values().for_each(|job| job.cancel.cancel());
        }
    }

    pub(crate) fn revoke_all(&mut self) {
        for partition in self.owned() {
            self.revoke(partition);
        }
    }

    /// The lowest unfinished offset of each partition.
    pub(crate) fn positions(&self) -> impl Iterator<Item = (i32, i64)> {
        self.partitions.iter().map(|(partition, owned)| (*partition, owned.tracker.committable()))
    }

    fn owned(&self) -> Vec<i32> {
        self.partitions.keys().copied().collect()
    }

    /// A record was delivered. Finished ones (or ones of a partition that has gone) need nothing.
    pub(crate) fn deliver(&mut self, partition: i32, offset: i64) -> bool {
        let owner = self.partitions.get_mut(&partition);
        owner.is_some_and(|partition| partition.tracker.deliver(offset) == Delivered::New)
    }

    /// The record needs nothing any more; its offset goes into the next commit.
    pub(crate) fn finish(&mut self, partition: i32, offset: i64) {
        if let Some(partition) = self.partitions.get_mut(&partition) {
            partition.tracker.finish(offset);
        }
    }

    /// A submission was read.
    pub(crate) fn admit(
        &mut self,
        partition: i32,
        offset: i64,
        submission: Event<JobSubmitted>,
    ) -> Admission {
        let Some(owner) = self.partitions.get_mut(&partition) else { return Admission::Duplicate };
        let job_id = submission.data.job_id.as_str();
        let heard = owner.memory.jobs.get(job_id).cloned().unwrap_or_default();
        let live = owner.jobs.values().any(|job| job.submission.data.job_id == job_id);
        if heard.ended || live {
            owner.tracker.finish(offset);
            return Admission::Duplicate;
        }
        let job = LiveJob {
            submission: Arc::new(submission),
            cancel: CancelToken::new(),
            cancel_request: heard.cancel_request,
            attempt: 0,
            running: false,
        };
        owner.jobs.insert(offset, job);
        Admission::Waiting
    }

    /// The follower read something about a job.
    pub(crate) fn hear(&mut self, partition: i32, job_id: &str, news: News) {
        let Some(owner) = self.partitions.get_mut(&partition) else { return };
        let heard = owner.memory.about(job_id);
        match news {
            News::Started => heard.starts = heard.starts.saturating_add(1),
            News::Ended => heard.ended = true,
            News::CancelRequested(event_id) => {
                heard.cancel_request.get_or_insert_with(|| event_id.clone());
                let live = owner.jobs.values_mut().find(|job| job.submission.data.job_id == job_id);
                if let Some(job) = live {
                    job.cancel_request.get_or_insert(event_id);
                    job.cancel.cancel();
                }
            }
        }
    }

    /// The follower has read the partition to its end.
    pub(crate) fn caught_up(&mut self, partition: i32) {
        if let Some(owner) = self.partitions.get_mut(&partition) {
            owner.caught_up = true;
        }
    }

    /// The next job to start or to end unstarted: the most urgent first, then the oldest.
    pub(crate) fn next(&mut self, attempts_max: u32) -> Option<Next> {
        let (&partition, owner) = self
            .partitions
            .iter_mut()
            .filter(|(_, owner)| owner.caught_up && !owner.stopped)
            .filter_map(|(number, owner)| {
                owner.candidate().map(|(priority, offset)| (number, owner, priority, offset))
            })
            .max_by_key(|(_, _, priority, offset)| (*priority, std::cmp::Reverse(*offset)))
            .map(|(number, owner, _, _)| (number, owner))?;
        let (_, offset) = owner.candidate()?;
        let (job_id, cancelled) = {
            let job = owner.jobs.get(&offset)?;
            (job.submission.data.job_id.clone(), job.cancel_request.is_some())
        };
        let heard = owner.memory.about(&job_id);
        if heard.ended {
            // The end was heard after the submission had been admitted.
            owner.jobs.remove(&offset);
            owner.tracker.finish(offset);
            return self.next(attempts_max);
        }
        let attempts = heard.starts;
        let job = owner.jobs.get_mut(&offset)?;
        job.running = true;
        if cancelled {
            return Some(Next::Cancelled { partition, offset });
        }
        if attempts >= attempts_max {
            return Some(Next::GiveUp { partition, offset, attempts });
        }
        job.attempt = attempts + 1;
        Some(Next::Start(Task {
            partition,
            offset,
            submission: Arc::clone(&job.submission),
            attempt: job.attempt,
            cancel: job.cancel.clone(),
        }))
    }

    /// What is owed to a job that has stopped. `None` where its partition has gone, or where its end was heard from
    /// another worker meanwhile: then nothing is owed any more.
    pub(crate) fn owed(&mut self, partition: i32, offset: i64) -> Option<Owed> {
        let owner = self.partitions.get_mut(&partition)?;
        let job = owner.jobs.get(&offset)?;
        if owner.memory.about(&job.submission.data.job_id).ended {
            owner.jobs.remove(&offset);
            owner.tracker.finish(offset);
            return None;
        }
        Some(Owed { submission: Arc::clone(&job.submission), cancel_request: job.cancel_request.clone() })
    }

    /// The job's end is written: its record counts as finished, and a further submission as a duplicate.
    pub(crate) fn end(&mut self, partition: i32, offset: i64) {
        let Some(owner) = self.partitions.get_mut(&partition) else { return };
        let Some(job) = owner.jobs.remove(&offset) else { return };
        owner.tracker.finish(offset);
        owner.memory.about(&job.submission.data.job_id).ended = true;
    }

    /// Whether a cancelled computation was cancelled on request, and not because the worker stops.
    pub(crate) fn cancel_was_requested(&self, partition: i32, offset: i64) -> bool {
        let job = self.partitions.get(&partition).and_then(|owner| owner.jobs.get(&offset));
        job.is_some_and(|job| job.cancel_request.is_some())
    }

    /// Partitions to pause (`true`) or resume, so that no more than `waiting_max` unstarted jobs wait in each; `fetching`
    /// says how many more of them wait for their values.
    pub(crate) fn pauses(&mut self, waiting_max: usize, fetching: impl Fn(i32) -> usize) -> Vec<(i32, bool)> {
        let mut changes = Vec::new();
        for (number, owner) in &mut self.partitions {
            let unstarted = owner.jobs.values().filter(|job| !job.running).count();
            let waiting = unstarted + fetching(*number);
            // Resumed at half, so that it does not flutter.
            let full = if owner.paused { waiting > waiting_max / 2 } else { waiting >= waiting_max };
            let pause = full || owner.stopped;
            if pause != owner.paused {
                owner.paused = pause;
                changes.push((*number, pause));
            }
        }
        changes
    }

    /// Stops every running job of this worker without ending it: somebody else will compute it.
    pub(crate) fn stop_running(&self) {
        for owner in self.partitions.values() {
            owner.jobs.values().filter(|job| job.running).for_each(|job| job.cancel.cancel());
        }
    }

    /// Jobs that run now.
    pub(crate) fn running(&self) -> usize {
        self.partitions.values().flat_map(|owner| owner.jobs.values()).filter(|job| job.running).count()
    }

    /// Jobs that were read and have not started.
    pub(crate) fn waiting(&self) -> usize {
        self.partitions.values().flat_map(|owner| owner.jobs.values()).filter(|job| !job.running).count()
    }

    /// Partitions of this worker.
    pub(crate) fn partitions(&self) -> usize {
        self.partitions.len()
    }

    pub(crate) fn owns(&self, partition: i32) -> bool {
        self.partitions.contains_key(&partition)
    }

    /// Running jobs in `partitions`, and in all others.
    pub(crate) fn running_among(&self, partitions: &[i32]) -> (usize, usize) {
        let running = |owner: &Partition| owner.jobs.values().filter(|job| job.running).count();
        self.partitions.iter().fold((0, 0), |(among, others), (number, owner)| {
            if partitions.contains(number) {
                (among + running(owner), others)
            } else {
                (among, others + running(owner))
            }
        })
    }

    /// Nothing more of the partition starts, nor is it committed past `offset`.
    pub(crate) fn stop(&mut self, partition: i32, offset: i64) {
        if let Some(owner) = self.partitions.get_mut(&partition) {
            owner.tracker.reopen(offset);
            owner.stopped = true;
        }
    }

    /// What was stopped goes on.
    pub(crate) fn go_on(&mut self, partition: i32) {
        if let Some(owner) = self.partitions.get_mut(&partition) {
            owner.stopped = false;
        }
    }

    /// The offsets that have moved since the last commit.
    pub(crate) fn due(&self, topic: &str) -> Vec<CommittedOffset> {
        self.partitions
            .iter()
            .filter_map(|(number, owner)| {
                let (offset, metadata) = owner.position();
                let moved = (offset, &metadata) != (owner.committed.0, &owner.committed.1);
                moved.then(|| CommittedOffset {
                    topic: topic.to_owned(),
                    partition: *number,
                    offset,
                    metadata,
                })
            })
            .collect()
    }

    /// These offsets are on the broker.
    pub(crate) fn committed(&mut self, offsets: &[CommittedOffset]) {
        for offset in offsets {
            if let Some(owner) = self.partitions.get_mut(&offset.partition) {
                owner.committed = (offset.offset, offset.metadata.clone());
            }
        }
    }
}

impl Partition {
    fn position(&self) -> (i64, String) {
        (self.tracker.committable(), self.tracker.metadata())
    }

    /// Urgency and offset of the job to start next, if one may be started.
    fn candidate(&self) -> Option<(tda_events::Priority, i64)> {
        self.jobs
            .iter()
            .filter(|(offset, job)| !job.running && self.tracker.allows_start(**offset))
            .map(|(offset, job)| (job.submission.data.priority, *offset))
            .max_by_key(|(priority, offset)| (*priority, std::cmp::Reverse(*offset)))
    }
}

impl Memory {
    fn about(&mut self, job_id: &str) -> &mut Heard {
        if !self.jobs.contains_key(job_id) {
            self.order.push_back(job_id.to_owned());
            if self.order.len() > REMEMBERED_JOBS_MAX
                && let Some(oldest) = self.order.pop_front()
            {
                self.jobs.remove(&oldest);
            }
        }
        self.jobs.entry(job_id.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use tda_events::{InputData, Parameters, Priority};

    use super::*;

    fn submission(job_id: &str, priority: Priority) -> Event<JobSubmitted> {
        let points = InputData::inline_points("p", 1, vec![0.0, 1.0]);
        let job =
            JobSubmitted::new(job_id, "u", "vietoris_rips", Parameters::new(1), points).priority(priority);
        Event::new(job).expect("valid")
    }

    fn ledger_with(jobs: &[(&str, Priority)]) -> Ledger {
        let mut ledger = Ledger::default();
        ledger.assign(&CommittedOffset {
            topic: "t".into(),
            partition: 0,
            offset: 0,
            metadata: String::new(),
        });
        for (offset, (job_id, priority)) in (0_i64..).zip(jobs) {
            assert!(ledger.deliver(0, offset));
            ledger.admit(0, offset, submission(job_id, *priority));
        }
        ledger
    }

    fn started(ledger: &mut Ledger) -> Option<Task> {
        match ledger.next(5) {
            Some(Next::Start(task)) => Some(task),
            _ => None,
        }
    }

    #[test]
    fn nothing_starts_before_the_follower_has_caught_up() {
        let mut ledger = ledger_with(&[("a", Priority::Normal)]);
        assert!(ledger.next(5).is_none());
        ledger.caught_up(0);
        assert_eq!(started(&mut ledger).map(|task| task.attempt), Some(1));
    }

    #[test]
    fn urgent_jobs_start_first_and_finished_ones_are_committed_out_of_order() {
        let mut ledger =
            ledger_with(&[("a", Priority::Normal), ("b", Priority::Critical), ("c", Priority::Normal)]);
        ledger.caught_up(0);
        let order: Vec<_> = std::iter::from_fn(|| started(&mut ledger)).map(|task| task.offset).collect();
        assert_eq!(order, [1, 0, 2]);
        ledger.end(0, 1);
        let due = ledger.due("t");
        assert_eq!((due[0].offset, due[0].metadata.as_str()), (0, "runs1:1,1"));
    }

    #[test]
    fn a_second_submission_is_not_computed_again() {
        let mut ledger = ledger_with(&[("a", Priority::Normal), ("a", Priority::Normal)]);
        ledger.caught_up(0);
        assert!(started(&mut ledger).is_some());
        assert!(started(&mut ledger).is_none());
        ledger.end(0, 0);
        assert!(ledger.deliver(0, 2));
        assert_eq!(ledger.admit(0, 2, submission("a", Priority::Normal)), Admission::Duplicate);
        assert_eq!(ledger.due("t")[0].offset, 3);
    }

    #[test]
    fn an_end_heard_from_a_predecessor_counts() {
        let mut ledger = ledger_with(&[("a", Priority::Normal), ("b", Priority::Normal)]);
        ledger.hear(0, "a", News::Ended);
        ledger.caught_up(0);
        assert_eq!(started(&mut ledger).map(|task| task.offset), Some(1));
    }

    #[test]
    fn an_end_heard_while_the_job_runs_leaves_nothing_owed() {
        let mut ledger = ledger_with(&[("a", Priority::Normal)]);
        ledger.caught_up(0);
        assert!(started(&mut ledger).is_some());
        ledger.hear(0, "a", News::Ended);
        assert!(ledger.owed(0, 0).is_none());
        assert_eq!(ledger.due("t")[0].offset, 1);
    }

    #[test]
    fn a_cancel_reaches_waiting_running_and_unread_jobs() {
        let mut ledger = ledger_with(&[("a", Priority::Normal), ("b", Priority::Normal)]);
        ledger.hear(0, "unread", News::CancelRequested("r0".into()));
        ledger.caught_up(0);
        let running = started(&mut ledger).expect("a starts");
        ledger.hear(0, "a", News::CancelRequested("r1".into()));
        assert!(running.cancel.is_cancelled() && ledger.cancel_was_requested(0, 0));
        ledger.hear(0, "b", News::CancelRequested("r2".into()));
        assert!(matches!(ledger.next(5), Some(Next::Cancelled { offset: 1, .. })));
        assert_eq!(ledger.owed(0, 1).and_then(|owed| owed.cancel_request).as_deref(), Some("r2"));
        ledger.end(0, 1);
        assert!(ledger.deliver(0, 2));
        ledger.admit(0, 2, submission("unread", Priority::Normal));
        assert!(matches!(ledger.next(5), Some(Next::Cancelled { offset: 2, .. })));
    }

    #[test]
    fn a_job_that_takes_down_its_workers_is_given_up() {
        let mut ledger = ledger_with(&[("a", Priority::Normal)]);
        for _ in 0..5 {
            ledger.hear(0, "a", News::Started);
        }
        ledger.caught_up(0);
        assert!(matches!(ledger.next(5), Some(Next::GiveUp { attempts: 5, .. })));
    }

    #[test]
    fn what_a_revoked_partition_computed_is_dropped() {
        let mut ledger = ledger_with(&[("a", Priority::Normal)]);
        ledger.caught_up(0);
        let task = started(&mut ledger).expect("starts");
        ledger.revoke(0);
        assert!(task.cancel.is_cancelled() && ledger.owed(0, 0).is_none() && ledger.due("t").is_empty());
    }

    #[test]
    fn while_the_metadata_is_full_no_new_job_of_the_partition_starts() {
        let mut ledger = ledger_with(&[("a", Priority::Normal)]);
        ledger.caught_up(0);
        assert_eq!(started(&mut ledger).map(|task| task.offset), Some(0));
        // While it runs, every second record behind it finishes: each hole takes room in the metadata.
        for offset in 1..2000 {
            assert!(ledger.deliver(0, offset));
            if offset % 2 == 1 {
                ledger.finish(0, offset);
            }
        }
        assert!(ledger.deliver(0, 2000));
        ledger.admit(0, 2000, submission("b", Priority::Critical));
        assert!(started(&mut ledger).is_none());
        let due = ledger.due("t");
        assert!(due[0].offset == 0 && due[0].metadata.len() <= crate::offsets::METADATA_BYTES_MAX);
        // As the holes close, there is room again.
        (2..2000).step_by(2).for_each(|offset| ledger.finish(0, offset));
        assert_eq!(started(&mut ledger).map(|task| task.offset), Some(2000));
    }

    #[test]
    fn reading_ahead_is_bounded() {
        let jobs: Vec<_> = (0..4).map(|_| Priority::Normal).collect();
        let names = ["a", "b", "c", "d"];
        let mut ledger = ledger_with(&names.into_iter().zip(jobs).collect::<Vec<_>>());
        assert_eq!(ledger.pauses(4, |_| 0), [(0, true)]);
        assert_eq!(ledger.pauses(4, |_| 0), []);
        ledger.caught_up(0);
        for _ in 0..2 {
            started(&mut ledger);
        }
        assert_eq!(ledger.pauses(4, |_| 0), [(0, false)]);
        // Those that wait for their values count.
        assert_eq!(ledger.pauses(4, |_| 3), [(0, true)]);
    }
}
