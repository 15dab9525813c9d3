//! The protocol of one worker session: poll, follow, start, collect, commit; all on one thread.
//!
//! Rebalances run inside `poll`, commits outside of it, so the two never meet: that is the lock that exactly once
//! needs around "which partitions are mine" and "commit what I finished".

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tda_core::Diagrams;
use tda_events::{Event, JobSubmitted, header::TRACEPARENT, limits::ID_BYTES_MAX, peek};

use super::{
    announce::Announcer,
    ended::{EndedJob, EndedJobs},
    failure::JobFailure,
    ledger::{Admission, Ledger, News, Next, REMEMBERED_JOBS_MAX},
    pool::{Outcome, Pool},
    records::{Author, TERMINAL},
};
use crate::{
    commit::{Batch, BatchLimits, CrashPoint, Sink, WriteFailure},
    metrics::{Consumed, Handled, Severity},
    telemetry::TraceContext,
    transport::{
        Assignment, Follower, FollowerPoll, GroupConsumer, GroupEvents, GroupMember, GroupPoll,
        PartitionOffset, PartitionPosition, RawRecord,
    },
};

/// Everything of a session but the group membership itself.
pub(crate) struct Core {
    pub(crate) ledger: Ledger,
    pub(crate) batch: Batch,
    pub(crate) ended_jobs: EndedJobs,
    pub(crate) consumed: Arc<Consumed>,
    pub(crate) sink: Sink,
    pub(crate) announcer: Announcer,
    pub(crate) author: Arc<Author>,
    pub(crate) follower: Follower,
    pub(crate) pool: Pool,
    pub(crate) settings: Settings,
    pub(crate) offsets_committed_at: Instant,
    pub(crate) failures_in_a_row: u32,
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
    pub(crate) batch: BatchLimits,
    pub(crate) shutdown_deadline: Duration,
    /// How long a static member listens, after its producer was fenced, whether it has been replaced.
    pub(crate) replacement_notice: Duration,
}

/// Why a session is over.
#[derive(Clone, Debug)]
pub(crate) enum SessionEnd {
    /// It was asked to.
    Stopped,
    /// Another instance took this one's place.
    Fenced(String),
    /// A new producer and a new membership may mend it.
    Fatal(String),
}

/// The session as the group's callbacks see it.
pub(crate) struct Session(pub(crate) Mutex<Core>);

/// Offsets that moved without results (the worker reads its own events too) are committed this often.
const OFFSETS_INTERVAL: Duration = Duration::from_secs(3);
/// A batch that was refused this often in a row needs a new session.
const FAILURES_MAX: u32 = 10;
const REPEAT_PAUSE: Duration = Duration::from_millis(100);
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
        assignment.partitions.iter().filter_map(|committed| core.take_over(committed)).collect()
    }

    fn revoked(&self, member: &dyn GroupMember, partitions: &[(String, i32)], lost: bool) {
        let mut core = self.core();
        tracing::info!(partitions = partitions.len(), lost, "partitions go");
        // After a failure (or a panic) the ledger may hold ends that were never written.
        if !lost && core.ended.is_none() && !std::thread::panicking() {
            core.collect();
            core.commit(member);
        }
        for (_, partition) in partitions {
            core.ledger.revoke(*partition);
            core.batch.forget(*partition);
            core.ended_jobs.forget(*partition);
            core.follower.unfollow(*partition);
        }
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
    loop {
        let busy = {
            let core = session.core();
            core.ledger.running() > 0 || !core.batch.is_empty()
        };
        if let Some(end) = read(consumer, session, Duration::from_millis(if busy { 5 } else { 50 })) {
            return end;
        }
        let mut core = session.core();
        core.follow();
        core.collect();
        if stop.load(Ordering::Relaxed) {
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
        if core.commit_is_due() {
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

/// A producer is fenced by a replacement, but also by a coordinator that ran out of patience. Only the group knows:
/// taking the place back from a healthy replacement would start a fight.
fn replaced_within(notice: Duration, consumer: &GroupConsumer<Session>) -> Option<SessionEnd> {
    let until = Instant::now() + notice;
    while Instant::now() < until {
        if let GroupPoll::Fatal(reason) = consumer.poll(Duration::from_millis(50)) {
            return Some(SessionEnd::Fenced(reason));
        }
    }
    None
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
        }
        timeout = Duration::ZERO;
    }
    None
}

impl Core {
    fn end(&mut self, end: SessionEnd) {
        self.ended.get_or_insert(end);
    }

    /// A partition comes: its offsets are restored and its past is read before any of its jobs starts.
    fn take_over(&mut self, committed: &crate::transport::CommittedOffset) -> Option<PartitionOffset> {
        let crate::transport::CommittedOffset { topic, partition, offset, .. } = committed;
        self.ledger.assign(committed);
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
        let envelope = peek(value, &record.headers);
        let status =
            if envelope.is_ok() || record.value.is_none() { Handled::Success } else { Handled::DeadLetter };
        self.consumed.count(status);
        match envelope {
            Ok(envelope) if envelope.event_type != "job.submitted" => self.ledger.finish(partition, offset),
            Ok(_) => match Event::<JobSubmitted>::decode_value(value, &record.headers) {
                Ok(submission) => self.admit(record, submission),
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

    fn set_aside(&mut self, record: &RawRecord, kind: &str, message: &str) {
        tracing::warn!(
            partition = record.partition,
            offset = record.offset,
            kind,
            "a record goes to the dead letters"
        );
        self.author.metrics().failed("dead_letters", kind, Severity::Warning);
        match self.author.dead_letter(record, kind, message) {
            Ok(letter) => {
                self.ledger.finish(record.partition, record.offset);
                self.batch.add(record.partition, vec![letter]);
            }
            // It stays unfinished, and nothing past it is committed.
            Err(error) => {
                self.author.metrics().failed("dead_letters", error.kind().name(), Severity::Critical);
                self.end(SessionEnd::Fatal(format!("a dead letter cannot be written: {error}")));
            }
        }
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
        let Ok(envelope) = peek(value, &record.headers) else { return };
        let terminal = record.header(TERMINAL) == Some("true");
        let news = match envelope.event_type.as_ref() {
            "job.started" => News::Started,
            "job.completed" | "job.failed" => News::Ended,
            "job.cancelled" if terminal => News::Ended,
            "job.cancelled" => News::CancelRequested(envelope.event_id.to_string()),
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
        let Some(owed) = self.ledger.owed(partition, offset) else { return };
        let request = owed.cancel_request.as_deref();
        // Written first, finished then: an end that cannot be written leaves the job to somebody else.
        match self.author.ending(&owed.submission, result, elapsed, request) {
            Ok(records) => {
                self.ledger.end(partition, offset);
                let algorithm = owed.submission.data.algorithm.clone();
                self.batch.add(partition, records);
                self.ended_jobs.add(partition, EndedJob::new(algorithm, result, elapsed));
            }
            Err(error) => self.end(SessionEnd::Fatal(format!("the end of a job cannot be written: {error}"))),
        }
    }

    fn waiting_changes(&mut self) -> Vec<(i32, bool)> {
        let waiting_max = self.settings.waiting_jobs_max;
        self.ledger.pauses(waiting_max)
    }

    fn commit_is_due(&self) -> bool {
        let more_is_coming = self.ledger.running() > 0;
        self.batch.is_due(self.settings.batch, more_is_coming)
            || (self.offsets_committed_at.elapsed() >= OFFSETS_INTERVAL
                && !self.ledger.due(&self.settings.topic).is_empty())
    }

    /// Writes the batch with the offsets of the partitions that are owned now.
    fn commit(&mut self, member: &dyn GroupMember) {
        let offsets = self.ledger.due(&self.settings.topic);
        if self.ended.is_some() || (offsets.is_empty() && self.batch.is_empty()) {
            return;
        }
        if member.is_lost() {
            // The next poll says so, too, and drops what was computed for partitions that have gone.
            return;
        }
        if !self.batch.is_empty() {
            self.announcer.flush();
        }
        let records: Vec<_> = self.batch.records().collect();
        match self.sink.write(member, &records, &offsets) {
            Ok(()) => {
                self.ledger.committed(&offsets);
                self.ended_jobs.record(self.author.metrics());
                self.batch.clear();
                self.offsets_committed_at = Instant::now();
                self.failures_in_a_row = 0;
                CrashPoint::AfterFollowUp.pass();
            }
            Err(WriteFailure::Again(reason)) => self.failed_again(reason),
            Err(WriteFailure::OffsetsLater(reason)) => {
                self.ended_jobs.record(self.author.metrics());
                self.batch.clear();
                self.failed_again(reason);
            }
            Err(WriteFailure::Fatal(reason)) => self.end(SessionEnd::Fatal(reason)),
            Err(WriteFailure::Fenced(reason)) => self.end(SessionEnd::Fenced(reason)),
        }
    }

    /// A commit will be repeated, but not for ever.
    fn failed_again(&mut self, reason: String) {
        tracing::warn!(reason, "a commit is repeated");
        self.offsets_committed_at = Instant::now();
        self.failures_in_a_row += 1;
        // A coordinator on its way needs a moment, not ten answers in a millisecond.
        std::thread::sleep(REPEAT_PAUSE);
        if self.failures_in_a_row >= FAILURES_MAX {
            self.end(SessionEnd::Fatal(reason));
        }
    }
}
