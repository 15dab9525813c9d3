//! One session of a worker of handlers: poll, start, collect, commit; all on one thread, the handlers on tokio.
//!
//! Rebalances run inside `poll`, commits outside of it, so the two never meet: that is the lock that exactly once
//! needs around "which partitions are mine" and "commit what I finished".

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tda_events::{Catalog, DecodeError};
use tokio::{runtime::Handle, sync::watch, task::AbortHandle};

use super::{
    attempt::{Attempt, End, Finished},
    author::Author,
    context::{HandlerContext, Origin},
    keys::Keys,
    lanes::{Arrival, Lanes, Place, ReadAhead},
    outcome::{HandlerError, Outcome},
    recorder::Recorder,
    route::{Ready, Route},
};
use crate::{
    claim_check::{self, Named},
    commit::{
        Committed, Committer, History, Letter, Reason, SessionEnd, Standstills, WorkerState, WorkerStatus,
        replaced_within,
    },
    consumer::Decoder,
    error::Error,
    settle::{RetryPolicy, Settlement, settle},
    transport::{
        Assignment, CommittedOffset, GroupConsumer, GroupEvents, GroupMember, GroupPoll, PartitionOffset,
        PartitionPosition, RawProducer, RawRecord,
    },
};

/// Everything of a session but the group membership itself.
pub(super) struct Core {
    pub(super) lanes: Lanes<Work>,
    pub(super) committer: Committer<Place>,
    pub(super) author: Arc<Author>,
    pub(super) decoder: Arc<Decoder>,
    pub(super) routes: Arc<HashMap<String, Arc<dyn Route>>>,
    pub(super) keys: Keys,
    pub(super) settings: Settings,
    pub(super) runtime: Handle,
    pub(super) finished: (mpsc::Sender<Finished>, mpsc::Receiver<Finished>),
    pub(super) standstills: Standstills<Place>,
    pub(super) recorder: Recorder,
    /// Asks for topics, where a dead letter found none.
    pub(super) producer: Arc<RawProducer>,
    /// Handlers of partitions that have gone; they may end by themselves until then.
    pub(super) leaving: Vec<(Instant, AbortHandle)>,
    pub(super) status: WorkerStatus,
    pub(super) ended: Option<SessionEnd>,
}

/// The numbers of a session.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) concurrency: usize,
    pub(super) read_ahead: ReadAhead,
    pub(super) policy: RetryPolicy,
    pub(super) ordered: bool,
    pub(super) shutdown_deadline: Duration,
    /// How long a static member listens, after its producer was fenced, whether it has been replaced.
    pub(super) replacement_notice: Duration,
}

/// What is to be done about a record.
pub(super) struct Work {
    record: Arc<RawRecord>,
    route: Arc<dyn Route>,
    /// Read, unless its schema was not known yet or its value lies elsewhere.
    ready: Option<Arc<dyn Ready>>,
    origin: Origin,
    /// While it runs: how to tell it to end, and how to end it.
    running: Option<(watch::Sender<bool>, AbortHandle)>,
}

/// The session as the group's callbacks see it.
pub(super) struct Session(pub(super) Mutex<Core>);

/// Records handled between two looks at everything else.
const RECORDS_A_ROUND: usize = 500;
const IDLE_POLL: Duration = Duration::from_millis(50);
/// How long the thread waits for a handler to end before it looks for records again.
const BUSY_WAIT: Duration = Duration::from_millis(5);
/// How long a rebalance waits for the running handlers of partitions that go: most end within it, and are not repeated.
const REVOKE_GRACE: Duration = Duration::from_secs(1);
/// How long handlers of partitions that have gone may go on, told to end, before they are dropped at an `await`.
const LEAVING_GRACE: Duration = Duration::from_secs(5);
/// A retry that says it is due later than this is due then: clocks differ, and headers may be anybody's.
const DUE_MAX: Duration = Duration::from_secs(7 * 24 * 3600);

impl Session {
    pub(super) fn core(&self) -> MutexGuard<'_, Core> {
        // A panic while the lock is held ends the session's thread; nobody goes on with what it left.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl GroupEvents for Session {
    const COMPONENT: &'static str = "worker";

    fn assigned(&self, assignment: Assignment) -> Vec<PartitionOffset> {
        let mut core = self.core();
        if let Err(error) = core.committer.open() {
            core.end(SessionEnd::Fatal(error.to_string()));
        }
        let take_over = |committed: &CommittedOffset| {
            let CommittedOffset { topic, partition, offset, metadata } = committed;
            tracing::info!(topic, partition, offset, metadata, "a partition comes");
            core.lanes.assign((Arc::from(topic.as_str()), *partition), committed);
            let offset = (*offset >= 0).then_some(*offset);
            PartitionOffset { topic: topic.clone(), partition: *partition, offset }
        };
        assignment.partitions.iter().map(take_over).collect()
    }

    fn revoked(&self, member: &dyn GroupMember, partitions: &[(String, i32)], lost: bool) {
        let mut core = self.core();
        let places: Vec<Place> =
            partitions.iter().map(|(topic, partition)| (Arc::from(topic.as_str()), *partition)).collect();
        let ran = core.lanes.running_on(&places);
        if !lost && core.ended.is_none() && !std::thread::panicking() {
            core.wait_for(&places, REVOKE_GRACE);
            core.commit(member);
        }
        core.give_up(&places, ran);
    }

    fn assignment_failed(&self, reason: String) {
        self.core().end(SessionEnd::Fatal(reason));
    }

    fn positions(&self) -> Vec<PartitionPosition> {
        self.core().lanes.positions()
    }
}

/// Runs until `stop` is set or the session cannot go on.
pub(super) fn run(consumer: &GroupConsumer<Session>, session: &Session, stop: &AtomicBool) -> SessionEnd {
    let mut stopping: Option<Instant> = None;
    session.core().status.update(|status| status.state = WorkerState::Running);
    loop {
        let busy = session.core().is_busy();
        let records = match read(consumer, session, if busy { Duration::ZERO } else { IDLE_POLL }) {
            Ok(records) => records,
            Err(end) => return end,
        };
        let mut core = session.core();
        let ends = core.collect();
        core.try_letters();
        core.abort_leaving();
        core.tell();
        core.standstills.tell(consumer.link());
        if stop.load(Ordering::Relaxed) {
            core.status.update(|status| status.state = WorkerState::Stopping);
            let deadline = *stopping.get_or_insert_with(|| Instant::now() + core.settings.shutdown_deadline);
            if core.lanes.running() == 0 || Instant::now() >= deadline {
                core.commit(consumer.member());
                return core.ended.clone().unwrap_or(SessionEnd::Stopped);
            }
        } else {
            core.start();
        }
        for ((topic, partition), pause) in core.pauses() {
            if pause {
                consumer.pause(&topic, partition);
            } else {
                consumer.resume(&topic, partition);
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
        if busy && records + ends == 0 {
            core.await_one(BUSY_WAIT);
        }
    }
}

/// Reads what is there, waiting up to `timeout` for the first record; says how many.
fn read(
    consumer: &GroupConsumer<Session>,
    session: &Session,
    timeout: Duration,
) -> Result<usize, SessionEnd> {
    let mut timeout = timeout;
    for records in 0..RECORDS_A_ROUND {
        // Not under the lock: a rebalance inside takes it.
        match consumer.poll(timeout) {
            GroupPoll::Idle => return Ok(records),
            GroupPoll::Record(record) => session.core().take(record),
            GroupPoll::Warning(reason) => tracing::warn!(reason, "the worker goes on after a warning"),
            GroupPoll::Fatal(reason) => return Err(SessionEnd::Fenced(reason)),
            GroupPoll::Occupied(reason) => return Err(SessionEnd::Occupied(reason)),
            GroupPoll::Unauthorized(reason) => return Err(SessionEnd::Unauthorized(reason)),
        }
        timeout = Duration::ZERO;
    }
    Ok(RECORDS_A_ROUND)
}

impl Core {
    fn end(&mut self, end: SessionEnd) {
        self.ended.get_or_insert(end);
    }

    fn is_busy(&self) -> bool {
        self.lanes.running() > 0 || !self.committer.batch.is_empty()
    }

    /// One record: an event with a handler is admitted, anything unreadable set aside, the rest passed over.
    fn take(&mut self, record: RawRecord) {
        let place: Place = (Arc::clone(&record.topic), record.partition);
        let offset = record.offset;
        if !self.lanes.deliver(&place, offset) {
            return;
        }
        let history = History::of(&record);
        let of_others = history.group.as_deref().is_some_and(|group| group != self.author.group());
        // A tombstone is no event.
        if record.value.is_none() || of_others {
            return self.lanes.pass_over(&place, offset);
        }
        let record = Arc::new(record);
        match self.open(&record) {
            Ok(None) => self.lanes.pass_over(&place, offset),
            Ok(Some(work)) => self.admit(place, work, &history),
            Err(error) => {
                self.set_aside(place, record, &error, history.attempts + 1, history.first_failed_at_ms);
            }
        }
    }

    /// The record with its handler, if there is one for its type.
    fn open(&self, record: &Arc<RawRecord>) -> Result<Option<Work>, HandlerError> {
        let value = record.value.as_deref().unwrap_or_default();
        match claim_check::named(value, &record.headers) {
            None => self.open_value(record, value).map_err(|error| HandlerError::undecodable(&error)),
            Some(named) => Ok(self.open_elsewhere(record, named.map_err(Error::from)?)),
        }
    }

    /// The record whose value is fetched when its turn comes.
    fn open_elsewhere(&self, record: &Arc<RawRecord>, event: Named) -> Option<Work> {
        let route = Arc::clone(self.routes.get(&event.event_type)?);
        let correlation_id = record.header("correlation_id").map(str::to_owned);
        let origin = Origin { event_id: event.event_id, correlation_id };
        Some(Work { record: Arc::clone(record), route, ready: None, origin, running: None })
    }

    fn open_value(&self, record: &Arc<RawRecord>, value: &[u8]) -> Result<Option<Work>, DecodeError> {
        let peek = tda_events::peek_with(value, &record.headers, &self.decoder.options());
        let (event_type, origin) = match peek {
            Ok(peek) => {
                let correlation_id = peek.correlation_id.map(std::borrow::Cow::into_owned);
                let origin = Origin { event_id: peek.event_id.into_owned(), correlation_id };
                (peek.event_type.into_owned(), origin)
            }
            // The header says the type where the value needs its schema first.
            Err(error @ DecodeError::UnknownSchema { .. }) => {
                let named = |name| record.header(name).map(str::to_owned);
                let Some(event_type) = named("event_type") else { return Err(error) };
                let event_id = named("event_id").unwrap_or_default();
                (event_type, Origin { event_id, correlation_id: named("correlation_id") })
            }
            Err(error) => return Err(error),
        };
        let Some(route) = self.routes.get(&event_type) else { return Ok(None) };
        let ready = match route.read(record, &self.decoder) {
            Ok(ready) => Some(Arc::from(ready)),
            Err(DecodeError::UnknownSchema { .. }) if self.decoder.schemas.is_some() => None,
            Err(error) => return Err(error),
        };
        let (record, route) = (Arc::clone(record), Arc::clone(route));
        Ok(Some(Work { record, route, ready, origin, running: None }))
    }

    fn admit(&mut self, place: Place, work: Work, history: &History) {
        let lane = self.settings.ordered.then(|| self.keys.lane(&work.record, self.catalog())).flatten();
        let due = history.due_at_ms.and_then(|due_at_ms| {
            let wait = u64::try_from(due_at_ms.saturating_sub(now_ms())).ok()?;
            Some(Instant::now() + Duration::from_millis(wait).min(DUE_MAX))
        });
        self.lanes.admit(Arrival {
            place,
            offset: work.record.offset,
            lane,
            priority: work.ready.as_ref().map_or(0, |ready| ready.priority()),
            bytes: work.record.size_bytes(),
            attempts: history.attempts,
            first_failed_at_ms: history.first_failed_at_ms,
            due,
            work,
        });
    }

    fn catalog(&self) -> &Catalog {
        self.decoder.catalog.as_deref().unwrap_or_else(|| Catalog::tda())
    }

    /// Starts handlers while there is room for them.
    fn start(&mut self) {
        let now = Instant::now();
        // Those of partitions that have gone hold their places until they have ended.
        while self.lanes.running() + self.leaving.len() < self.settings.concurrency {
            let Some((ticket, item)) = self.lanes.next(now) else { return };
            let (cancel, cancelled) = watch::channel(false);
            let work = &mut item.work;
            let context = HandlerContext::new(
                Arc::clone(&work.record),
                item.attempts + 1,
                item.first_failed_at_ms,
                work.origin.clone(),
                Arc::clone(&self.author),
                cancelled,
            );
            let attempt = Attempt {
                ticket,
                record: Arc::clone(&work.record),
                route: Arc::clone(&work.route),
                ready: work.ready.clone(),
                decoder: Arc::clone(&self.decoder),
                context,
                metrics: self.recorder.metrics().clone(),
            };
            let abort = attempt.spawn(&self.runtime, self.finished.0.clone());
            work.running = Some((cancel, abort));
        }
    }

    /// Takes in what the handlers have answered; says how many had.
    fn collect(&mut self) -> usize {
        let mut ends = 0;
        while let Ok(finished) = self.finished.1.try_recv() {
            self.settle(finished);
            ends += 1;
        }
        ends
    }

    /// Waits for one handler to end.
    fn await_one(&mut self, timeout: Duration) {
        if let Ok(finished) = self.finished.1.recv_timeout(timeout) {
            self.settle(finished);
        }
    }

    /// Waits until nothing runs on `places`.
    fn wait_for(&mut self, places: &[Place], grace: Duration) {
        let until = Instant::now() + grace;
        self.collect();
        while self.lanes.running_on(places) > 0 && Instant::now() < until {
            self.await_one(until.saturating_duration_since(Instant::now()));
        }
    }

    /// What becomes of a record after an attempt. Written first, finished then.
    fn settle(&mut self, finished: Finished) {
        let Finished { ticket, end, context } = finished;
        // Where its partition has gone, its next owner handles it anew.
        let Some(item) = self.lanes.item(ticket) else { return };
        item.work.running = None;
        let (place, record) = (item.place.clone(), Arc::clone(&item.work.record));
        let error = match end {
            End::Done(Outcome::Ignored) => {
                self.recorder.handled(&place.0);
                return self.lanes.finish(ticket);
            }
            End::Done(Outcome::Done) => {
                self.recorder.handled(&place.0);
                self.lanes.finish(ticket);
                return self.committer.batch.add(place, context.take_outputs());
            }
            // Only a session that ends aborts what it owns.
            End::Aborted => return,
            End::Unready(error) => {
                tracing::warn!(%error, "an event waits for its schema or its value");
                let until = Instant::now() + self.settings.policy.pause_max;
                return self.lanes.park(ticket, until);
            }
            End::Failed(error) => error,
        };
        drop(context.take_outputs());
        item.attempts = item.attempts.saturating_add(1);
        let first_failed_at_ms = *item.first_failed_at_ms.get_or_insert_with(now_ms);
        let attempts = item.attempts;
        match settle(Some(error.retry), false, attempts, &self.settings.policy) {
            Settlement::RetryAfter(pause) => {
                tracing::info!(%error, attempts, ?pause, "an event is tried again");
                self.recorder.retried(&error.kind);
                self.lanes.park(ticket, Instant::now() + pause);
            }
            Settlement::RetryLater(delay) => {
                let reason = reason_of(&error, attempts, Some(first_failed_at_ms));
                match self.author.retry(&record, &reason, delay, now_ms()) {
                    Ok(later) => {
                        tracing::info!(%error, attempts, ?delay, "an event goes to a retry topic");
                        self.recorder.retried(&error.kind);
                        self.lanes.finish(ticket);
                        self.committer.batch.add(place, vec![later]);
                    }
                    Err(unwritable) => {
                        tracing::warn!(%unwritable, "a retry topic cannot be written: tried again in place");
                        self.lanes.park(ticket, Instant::now() + self.settings.policy.pause_max);
                    }
                }
            }
            Settlement::DeadLetter | Settlement::Stop => {
                self.lanes.finish(ticket);
                self.set_aside(place, record, &error, attempts, Some(first_failed_at_ms));
            }
            Settlement::Done => self.lanes.finish(ticket),
        }
    }

    /// Writes a dead letter. Where that cannot be, the partition stands still.
    fn set_aside(
        &mut self,
        place: Place,
        record: Arc<RawRecord>,
        error: &HandlerError,
        attempts: u32,
        first_failed_at_ms: Option<i64>,
    ) {
        let letter = Letter { reason: reason_of(error, attempts, first_failed_at_ms), record };
        let RawRecord { topic, partition, offset, .. } = &*letter.record;
        match self.author.dead_letter(&letter) {
            Ok(written) => {
                tracing::warn!(%topic, partition, offset, %error, attempts, "a record goes to the dead letters");
                self.recorder.set_aside(&place.0, &error.kind);
                self.lanes.pass_over(&place, *offset);
                self.committer.batch.add_letter(place, written, letter);
                self.status.update(|status| status.dead_letters += 1);
            }
            Err(unwritable) => self.stand_still(place, letter, unwritable.to_string()),
        }
    }

    fn stand_still(&mut self, place: Place, letter: Letter, reason: String) {
        self.recorder.stands_still(&letter.reason.kind);
        self.lanes.reopen(&place, letter.record.offset);
        self.lanes.stop(&place);
        self.standstills.add(place, letter, reason);
    }

    /// Tries again to write the dead letters that could not be written; their partitions go on where it works.
    fn try_letters(&mut self) {
        let due = self.standstills.due();
        if due.is_empty() {
            return;
        }
        match self.producer.metadata() {
            Ok(metadata) => self.author.refresh_topics(metadata),
            Err(error) => tracing::warn!(%error, "the topics of dead letters cannot be asked for"),
        }
        for standstill in due {
            match self.author.dead_letter(&standstill.letter) {
                Ok(written) => {
                    let (place, letter) = (standstill.partition, standstill.letter);
                    self.lanes.pass_over(&place, letter.record.offset);
                    if !self.standstills.holds(&place) {
                        self.lanes.go_on(&place);
                    }
                    self.committer.batch.add_letter(place, written, letter);
                }
                Err(_) => self.standstills.put_back(standstill),
            }
        }
    }

    /// Partitions have gone: what runs for them is told to end, what it left is dropped.
    fn give_up(&mut self, places: &[Place], ran: usize) {
        let kept = self.lanes.running() - self.lanes.running_on(places);
        let mut dropped = 0;
        for place in places {
            for work in self.lanes.revoke(place) {
                dropped += 1;
                if let Some((cancel, abort)) = work.running {
                    cancel.send_replace(true);
                    self.leaving.push((Instant::now() + LEAVING_GRACE, abort));
                }
            }
            self.committer.batch.forget(place);
            self.standstills.forget(place);
        }
        tracing::info!(partitions = places.len(), kept, dropped, "partitions go");
        self.status.update(|status| {
            status.rebalances.revocations += 1;
            status.rebalances.kept += kept as u64;
            status.rebalances.dropped += dropped as u64;
            status.rebalances.finished_before += (ran - dropped) as u64;
        });
    }

    fn abort_leaving(&mut self) {
        let now = Instant::now();
        self.leaving.retain(|(until, abort)| {
            if *until <= now {
                abort.abort();
            }
            !abort.is_finished()
        });
    }

    /// Tells everything that runs to end, and drops it at its next `await`.
    pub(super) fn stop_everything(&mut self) {
        for work in self.lanes.running_work() {
            if let Some((cancel, abort)) = &work.running {
                cancel.send_replace(true);
                abort.abort();
            }
        }
        self.leaving.iter().for_each(|(_, abort)| abort.abort());
    }

    fn pauses(&mut self) -> Vec<(Place, bool)> {
        self.lanes.pauses(self.settings.read_ahead)
    }

    fn commit_is_due(&self) -> bool {
        self.committer.is_due(self.lanes.running() > 0, || !self.lanes.due().is_empty())
    }

    /// Writes the batch with the offsets of the partitions that are owned now.
    fn commit(&mut self, member: &dyn GroupMember) {
        let offsets = self.lanes.due();
        if self.ended.is_some() || (offsets.is_empty() && self.committer.batch.is_empty()) {
            return;
        }
        match self.committer.commit(member, &offsets) {
            Committed::Yes => {
                self.lanes.committed(&offsets);
                self.status.update(|status| status.committed_at = Some(SystemTime::now()));
            }
            Committed::NotYet => {}
            Committed::LettersRefused(letters, reason) => {
                for (place, letter) in letters {
                    self.stand_still(place, letter, reason.clone());
                }
            }
            Committed::Never(end) => self.end(end),
        }
    }

    fn tell(&self) {
        self.status.update(|status| {
            status.partitions = self.lanes.partitions();
            status.running = self.lanes.running();
            status.waiting = self.lanes.waiting();
            status.stopped = self.standstills.report();
        });
    }
}

fn reason_of(error: &HandlerError, attempts: u32, first_failed_at_ms: Option<i64>) -> Reason {
    Reason { kind: error.kind.clone(), message: error.message.clone(), attempts, first_failed_at_ms }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
