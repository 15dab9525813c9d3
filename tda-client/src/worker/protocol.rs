//! The protocol of one worker session: poll, follow, start, collect, commit; all on one thread.
//!
//! Rebalances run inside `poll`, commits outside of it, so the two never meet: that is the lock that exactly once
//! needs around "which partitions are mine" and "commit what I finished".

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use tda_core::Diagrams;
use tda_events::{Event, JobSubmitted, header::TRACEPARENT, limits::ID_BYTES_MAX, peek};

use super::{
    announce::Announcer,
    ended::{EndedJob, EndedJobs},
    failure::JobFailure,
    fetching::{Fetched, Fetching},
    ledger::{Admission, Ledger, News, Next, REMEMBERED_JOBS_MAX},
    pool::{Outcome, Pool},
    records::{Author, TERMINAL},
};
use crate::{
    claim_check::{self, ClaimCheckError},
    commit::{
        Committed, Committer, CrashPoint, Letter, Reason, Sabotage, SessionEnd, Standstills, WorkerState,
        WorkerStatus, replaced_within,
    },
    metrics::{Consumed, Handled, Severity},
    telemetry::TraceContext,
    transport::{
        Assignment, CommittedOffset, Follower, FollowerPoll, GroupConsumer, GroupEvents, GroupMember,
        GroupPoll, PartitionOffset, PartitionPosition, RawRecord,
    },
};

/// Everything of a session but the group membership itself.
pub(crate) struct Core {
    pub(crate) ledger: Ledger,
    pub(crate) committer: Committer<i32>,
    pub(crate) ended_jobs: EndedJobs,
    pub(crate) consumed: Arc<Consumed>,
    pub(crate) announcer: Announcer,
    pub(crate) author: Arc<Author>,
    pub(crate) follower: Follower,
    pub(crate) pool: Pool,
    pub(crate) fetching: Fetching,
    pub(crate) settings: Settings,
    pub(crate) standstills: Standstills<i32>,
    pub(crate) status: WorkerStatus,
    pub(crate) ended: Option<SessionEnd>,
}

/// The numbers of a session.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Physical name of `tda_jobs`.
    pub(crate) topic: String,
    pub(crate) threads: usize,
    pub(crate) waiting_jobs_max: usize,
    pub(crate) attempts_max: u32,
    pub(crate) shutdown_deadline: Duration,
    /// How long a static member listens, after its producer was fenced, whether it has been replaced.
    pub(crate) replacement_notice: Duration,
}

/// The session as the group's callbacks see it.
pub(crate) struct Session(pub(crate) Mutex<Core>);

/// Records handled between two looks at everything else.
const RECORDS_A_ROUND: usize = 200;

impl Session {
    fn core(&self) -> MutexGuard<'_, Core> {
        // A panic while the lock is held ends the session's thread; nobody goes on with what it left.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells every computation to stop, so that the threads can be joined.
    pub(crate) fn stop_everything(&self) {
        self.core().ledger.revoke_all();
    }
}

impl GroupEvents for Session {
    const COMPONENT: &'static str = "worker";

    fn assigned(&self, assignment: Assignment) -> Vec<PartitionOffset> {
        let mut core = self.core();
        if let Err(error) = core.committer.open() {
            core.end(SessionEnd::Fatal(error.to_string()));
        }
        let start = assignment.partitions.iter().filter_map(|committed| core.take_over(committed)).collect();
        CrashPoint::AfterAssignment.pass();
        start
    }

    fn revoked(&self, member: &dyn GroupMember, partitions: &[(String, i32)], lost: bool) {
        let mut core = self.core();
        let going: Vec<_> = partitions.iter().map(|(_, partition)| *partition).collect();
        let (ran, _) = core.ledger.running_among(&going);
        tracing::info!(partitions = partitions.len(), lost, "partitions go");
        // After a failure (or a panic) the ledger may hold ends that were never written.
        CrashPoint::InRevocation.pass();
        let unlocked = Sabotage::RebalanceLockRemoved.is_on();
        if !lost && core.ended.is_none() && !std::thread::panicking() && !unlocked {
            core.collect();
            core.commit(member);
        }
        core.count_revocation(&going, ran);
        for partition in going {
            core.ledger.revoke(partition);
            core.standstills.forget(&partition);
            if !unlocked {
                core.committer.batch.forget(&partition);
            }
            core.ended_jobs.forget(partition);
            core.fetching.forget(partition);
            core.follower.unfollow(partition);
        }
        CrashPoint::AfterRevocation.pass();
    }

    fn assignment_failed(&self, reason: String) {
        self.core().end(SessionEnd::Fatal(reason));
    }

    fn positions(&self) -> Vec<PartitionPosition> {
        let core = self.core();
        core.ledger
            .positions()
            .map(|(partition, offset)| ((core.settings.topic.clone(), partition), offset))
            .collect()
    }
}

/// Runs until `stop` is set or the session cannot go on.
pub(crate) fn run(consumer: &GroupConsumer<Session>, session: &Session, stop: &AtomicBool) -> SessionEnd {
    let mut stopping: Option<Instant> = None;
    session.core().status.update(|status| status.state = WorkerState::Running);
    loop {
        let busy = {
            let core = session.core();
            core.ledger.running() > 0 || !core.committer.batch.is_empty()
        };
        if let Some(end) = read(consumer, session, Duration::from_millis(if busy { 5 } else { 50 })) {
            return end;
        }
        let mut core = session.core();
        core.follow();
        core.take_fetched();
        core.collect();
        core.try_letters();
        core.tell();
        core.standstills.tell(consumer.link());
        if stop.load(Ordering::Relaxed) {
            core.status.update(|status| status.state = WorkerState::Stopping);
            let deadline = *stopping.get_or_insert_with(|| Instant::now() + core.settings.shutdown_deadline);
            if core.ledger.running() == 0 || Instant::now() >= deadline {
                core.ledger.stop_running();
                core.commit(consumer.member());
                return core.ended.clone().unwrap_or(SessionEnd::Stopped);
            }
        } else {
            core.start();
        }
        for (partition, pause) in core.waiting_changes() {
            if pause {
                consumer.pause(&core.settings.topic, partition);
            } else {
                consumer.resume(&core.settings.topic, partition);
            }
        }
        if core.commit_is_due() && !Sabotage::holds_commits_back() {
            core.commit(consumer.member());
        }
        // Left in place: the partitions that go with the member must not be committed after this.
        if let Some(end) = core.ended.clone() {
            let notice = core.settings.replacement_notice;
            drop(core);
            return replaced_within(notice, consumer).unwrap_or(end);
        }
    }
}

/// Reads what is there, waiting up to `timeout` for the first record.
fn read(consumer: &GroupConsumer<Session>, session: &Session, timeout: Duration) -> Option<SessionEnd> {
    let mut timeout = timeout;
    for _ in 0..RECORDS_A_ROUND {
        // Not under the lock: a rebalance inside takes it.
        match consumer.poll(timeout) {
            GroupPoll::Idle => return None,
            GroupPoll::Record(record) => session.core().handle(&record),
            GroupPoll::Warning(reason) => tracing::warn!(reason, "the worker goes on after a warning"),
            GroupPoll::Fatal(reason) => return Some(SessionEnd::Fenced(reason)),
            GroupPoll::Occupied(reason) => return Some(SessionEnd::Occupied(reason)),
            GroupPoll::Unauthorized(reason) => return Some(SessionEnd::Unauthorized(reason)),
        }
        timeout = Duration::ZERO;
    }
    None
}

impl Core {
    /// Partitions are about to go, on which `ran` jobs were running; what had finished is committed, if that could be.
    fn count_revocation(&mut self, going: &[i32], ran: usize) {
        let (dropped, kept) = self.ledger.running_among(going);
        tracing::info!(kept, dropped, "running jobs at a rebalance");
        self.status.update(|status| {
            status.rebalances.revocations += 1;
            status.rebalances.kept += kept as u64;
            status.rebalances.finished_before += ran.saturating_sub(dropped) as u64;
            status.rebalances.dropped += dropped as u64;
        });
    }

    fn end(&mut self, end: SessionEnd) {
        self.ended.get_or_insert(end);
    }

    /// A partition comes: its offsets are restored and its past is read before any of its jobs starts.
    fn take_over(&mut self, committed: &CommittedOffset) -> Option<PartitionOffset> {
        let CommittedOffset { topic, partition, offset, .. } = committed;
        if Sabotage::FinishedSetIgnored.is_on() {
            self.ledger.assign(&CommittedOffset { metadata: String::new(), ..committed.clone() });
        } else {
            self.ledger.assign(committed);
        }
        // Far enough back to know the ends of recent jobs, so that a second submission is recognised. Where that is
        // before the partition's beginning, the follower begins there.
        let window = i64::try_from(REMEMBERED_JOBS_MAX).unwrap_or(i64::MAX);
        let followed = self.follower.follow(*partition, (*offset - window).max(0));
        if let Err(reason) = followed {
            self.end(SessionEnd::Fatal(format!("partition {partition} cannot be followed: {reason}")));
            return None;
        }
        tracing::info!(topic, partition, offset, metadata = committed.metadata, "a partition comes");
        let offset = (*offset >= 0).then_some(*offset);
        Some(PartitionOffset { topic: topic.clone(), partition: *partition, offset })
    }

    /// One record of `tda_jobs`: a submission is admitted, anything unreadable set aside, the rest passed over.
    fn handle(&mut self, record: &RawRecord) {
        let (partition, offset) = (record.partition, record.offset);
        if !self.ledger.deliver(partition, offset) {
            return;
        }
        let value = record.value.as_deref().unwrap_or_default();
        match claim_check::named(value, &record.headers) {
            // A key that is not at hand takes time, too.
            None if self.author.lacks_key(&record.headers) => self.fetching.start(record.clone()),
            None => self.read(record),
            Some(Ok(event)) if event.event_type != "job.submitted" => {
                self.consumed.count(Handled::Success);
                self.ledger.finish(partition, offset);
            }
            Some(Ok(_)) => self.fetching.start(record.clone()),
            Some(Err(error)) => self.lose(record, &error),
        }
    }

    /// Takes in the submissions whose values have come from the object store.
    fn take_fetched(&mut self) {
        while let Some(Fetched { record, outcome }) = self.fetching.try_next() {
            match outcome {
                Ok(()) => self.read(&record),
                Err(error) => self.lose(&record, &error),
            }
        }
    }

    /// The value of a record will never be had.
    fn lose(&mut self, record: &RawRecord, error: &ClaimCheckError) {
        self.consumed.count(Handled::DeadLetter);
        self.set_aside(record, error.kind().name(), &error.to_string());
    }

    fn read(&mut self, record: &RawRecord) {
        let (partition, offset) = (record.partition, record.offset);
        let value = record.value.as_deref().unwrap_or_default();
        let envelope = peek(value, &record.headers);
        let status =
            if envelope.is_ok() || record.value.is_none() { Handled::Success } else { Handled::DeadLetter };
        self.consumed.count(status);
        match envelope {
            Ok(envelope) if envelope.event_type != "job.submitted" => self.ledger.finish(partition, offset),
            Ok(_) => match Event::<JobSubmitted>::decode_value(value, &record.headers) {
                Ok(submission) => self.admit(record, self.author.unseal(submission)),
                Err(error) => self.set_aside(record, error.kind().name(), &error.to_string()),
            },
            // A tombstone says nothing; on this topic it is as good as read.
            Err(_) if record.value.is_none() => self.ledger.finish(partition, offset),
            Err(error) => self.set_aside(record, error.kind().name(), &error.to_string()),
        }
    }

    /// The trace is remembered with the submission, which is all that is kept of the record.
    fn admit(&mut self, record: &RawRecord, mut submission: Event<JobSubmitted>) {
        let (partition, offset) = (record.partition, record.offset);
        if let Some(trace) = TraceContext::of_headers(&record.headers) {
            submission.headers.insert(TRACEPARENT, trace.traceparent());
        }
        let job_id = submission.data.job_id.clone();
        if self.ledger.admit(partition, offset, submission) == Admission::Duplicate {
            tracing::info!(job_id, partition, offset, "a second submission of a job that is known");
        }
    }

    /// Writes a dead letter. Where that cannot be, the partition stands still: nothing of it is started or committed past
    /// the record, which is tried again from time to time.
    fn set_aside(&mut self, record: &RawRecord, kind: &str, message: &str) {
        let (kind, message) = (kind.to_owned(), message.to_owned());
        let reason = Reason { kind, message, attempts: 1, first_failed_at_ms: None };
        let letter = Letter { record: Arc::new(record.clone()), reason };
        let (partition, offset) = (record.partition, record.offset);
        self.author.metrics().failed("dead_letters", &letter.reason.kind, Severity::Warning);
        match self.author.dead_letter(&letter) {
            Ok(written) => {
                let Reason { kind, message, .. } = &letter.reason;
                tracing::warn!(partition, offset, kind, message, "a record goes to the dead letters");
                self.ledger.finish(partition, offset);
                self.committer.batch.add_letter(partition, written, letter);
                self.status.update(|status| status.dead_letters += 1);
            }
            Err(error) => self.stand_still(partition, letter, error.to_string()),
        }
    }

    fn stand_still(&mut self, partition: i32, letter: Letter, reason: String) {
        self.author.metrics().failed("dead_letters", &letter.reason.kind, Severity::Critical);
        self.ledger.stop(partition, letter.record.offset);
        self.standstills.add(partition, letter, reason);
    }

    /// Tries again to write the dead letters that could not be written; their partitions go on where it works.
    fn try_letters(&mut self) {
        let due = self.standstills.due();
        if due.is_empty() {
            return;
        }
        if let Err(error) = self.announcer.refresh_topics(&self.author) {
            tracing::warn!(%error, "the topics of dead letters cannot be asked for");
        }
        for standstill in due {
            match self.author.dead_letter(&standstill.letter) {
                Ok(written) => {
                    let (partition, letter) = (standstill.partition, standstill.letter);
                    self.ledger.finish(partition, letter.record.offset);
                    if !self.standstills.holds(&partition) {
                        self.ledger.go_on(partition);
                    }
                    self.committer.batch.add_letter(partition, written, letter);
                }
                Err(_) => self.standstills.put_back(standstill),
            }
        }
    }

    fn tell(&self) {
        self.status.update(|status| {
            status.partitions = self.ledger.partitions();
            status.running = self.ledger.running();
            status.waiting = self.ledger.waiting() + self.fetching.waiting();
            status.stopped = self.standstills.report();
        });
    }

    /// Reads what the follower has: cancels, starts and ends of jobs.
    fn follow(&mut self) {
        for _ in 0..RECORDS_A_ROUND * 10 {
            match self.follower.poll(Duration::ZERO) {
                FollowerPoll::Idle => return,
                FollowerPoll::Record(record) => self.hear(&record),
                FollowerPoll::CaughtUp(partition) => self.ledger.caught_up(partition),
                FollowerPoll::Warning(reason) => {
                    tracing::debug!(reason, "the follower goes on after a warning");
                }
            }
        }
    }

    fn hear(&mut self, record: &RawRecord) {
        let value = record.value.as_deref().unwrap_or_default();
        let (event_type, event_id) = match claim_check::named(value, &record.headers) {
            Some(Ok(event)) => (event.event_type.into(), event.event_id.into()),
            Some(Err(_)) => return,
            None => match peek(value, &record.headers) {
                Ok(envelope) => (envelope.event_type, envelope.event_id),
                Err(_) => return,
            },
        };
        let terminal = record.header(TERMINAL) == Some("true");
        let news = match &*event_type {
            "job.started" => News::Started,
            "job.completed" | "job.failed" => News::Ended,
            "job.cancelled" if terminal => News::Ended,
            "job.cancelled" => News::CancelRequested(event_id.into_owned()),
            _ => return,
        };
        // On this topic the record key is the job's id.
        let key = record.key.as_deref().filter(|key| key.len() <= ID_BYTES_MAX);
        let Some(job_id) = key.and_then(|key| std::str::from_utf8(key).ok()) else { return };
        self.ledger.hear(record.partition, job_id, news);
    }

    /// Starts jobs while threads are free; those that need no thread are ended.
    fn start(&mut self) {
        // Jobs of partitions that have gone hold their threads until they have stopped.
        while self.pool.in_flight() < self.settings.threads {
            match self.ledger.next(self.settings.attempts_max) {
                None => return,
                Some(Next::Start(task)) => {
                    self.announcer.started(&task);
                    self.pool.start(task);
                }
                Some(Next::Cancelled { partition, offset }) => {
                    self.finish_job(partition, offset, &Err(JobFailure::cancelled()), Duration::ZERO);
                }
                Some(Next::GiveUp { partition, offset, attempts }) => {
                    let failure = JobFailure::too_many_attempts(attempts);
                    self.finish_job(partition, offset, &Err(failure), Duration::ZERO);
                }
            }
        }
    }

    /// Takes in what the threads have computed.
    fn collect(&mut self) {
        while let Some(outcome) = self.pool.try_outcome() {
            let Outcome { partition, offset, result, elapsed, trace } = outcome;
            let stopped = result.as_ref().is_err_and(|failure| failure.cancelled);
            if stopped && !self.ledger.cancel_was_requested(partition, offset) {
                // The worker stops or the partition has gone: somebody else computes it.
                continue;
            }
            let mut finish = || self.finish_job(partition, offset, &result, elapsed);
            match trace {
                Some(trace) => trace.sync_scope(finish),
                None => finish(),
            }
        }
    }

    fn finish_job(
        &mut self,
        partition: i32,
        offset: i64,
        result: &Result<Diagrams, JobFailure>,
        elapsed: Duration,
    ) {
        let owned = self.ledger.owns(partition);
        let Some(owed) = self.ledger.owed(partition, offset) else {
            if owned {
                self.status.update(|status| status.rebalances.finished_elsewhere += 1);
            }
            return;
        };
        let request = owed.cancel_request.as_deref();
        // Written first, finished then: an end that cannot be written leaves the job to somebody else.
        match self.author.ending(&owed.submission, result, elapsed, request) {
            Ok(records) => {
                self.ledger.end(partition, offset);
                let algorithm = owed.submission.data.algorithm.clone();
                self.committer.batch.add(partition, records);
                self.ended_jobs.add(partition, EndedJob::new(algorithm, result, elapsed));
            }
            Err(error) => self.end(SessionEnd::Fatal(format!("the end of a job cannot be written: {error}"))),
        }
    }

    fn waiting_changes(&mut self) -> Vec<(i32, bool)> {
        let waiting_max = self.settings.waiting_jobs_max;
        self.ledger.pauses(waiting_max, |partition| self.fetching.waiting_in(partition))
    }

    fn commit_is_due(&self) -> bool {
        let moved = || !self.ledger.due(&self.settings.topic).is_empty();
        self.committer.is_due(self.ledger.running() > 0, moved)
    }

    /// Writes the batch with the offsets of the partitions that are owned now.
    fn commit(&mut self, member: &dyn GroupMember) {
        let offsets = self.ledger.due(&self.settings.topic);
        if self.ended.is_some() || (offsets.is_empty() && self.committer.batch.is_empty()) {
            return;
        }
        if !self.committer.batch.is_empty() {
            self.announcer.flush();
        }
        match self.committer.commit(member, &offsets) {
            Committed::Yes => {
                self.ledger.committed(&offsets);
                self.ended_jobs.record(self.author.metrics());
                self.status.update(|status| status.committed_at = Some(SystemTime::now()));
            }
            // At least once the records may be written although the offsets are not; then the batch is empty.
            Committed::NotYet if self.committer.batch.is_empty() => {
                self.ended_jobs.record(self.author.metrics());
            }
            Committed::NotYet => {}
            Committed::LettersRefused(letters, reason) => {
                for (partition, letter) in letters {
                    self.stand_still(partition, letter, reason.clone());
                }
            }
            Committed::Never(end) => self.end(end),
        }
    }
}
