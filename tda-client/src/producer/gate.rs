//! The gate before librdkafka's queue while a breaker is configured: through, on trial, refused or spilled.
//!
//! Callers look at one atomic. A thread of the gate watches the cluster, moves the breaker and empties the spill, so
//! that nobody who publishes waits for the network.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tda_events::Retry;
use tokio::sync::watch;

use super::{
    breaker::{Breaker, BreakerState, Signs},
    lock,
    spill::{SpillQueue, Spilled, Verdict},
};
use crate::{
    config::Breaker as Settings,
    error::Error,
    health::Health,
    metrics::Severity,
    transport::{OnDelivery, Outgoing, RawProducer, SendFailure},
};

/// Events go through.
const THROUGH: u8 = 0;
/// One event may go through.
const TRIAL: u8 = 1;
/// Events are refused or spilled.
const SHUT: u8 = 2;

/// How often the watch looks while all is well, and while it is not.
const TICK: Duration = Duration::from_millis(200);
const TICK_IN_NEED: Duration = Duration::from_millis(20);
/// How long a broker may take to answer a probe.
const PROBE_TIMEOUT: Duration = Duration::from_secs(1);
/// How often the files of a spill are pressed onto the disk.
const SYNC_INTERVAL: Duration = Duration::from_millis(100);
/// Records that leave the spill under one lock.
const DRAIN_RECORDS: usize = 64;
/// How long the end of a producer waits for what it takes back from librdkafka.
const TAKE_BACK_DEADLINE: Duration = Duration::from_secs(1);

/// What all callers share.
pub(super) struct Gate {
    door: AtomicU8,
    breaker: Mutex<Breaker>,
    spill: Option<Mutex<SpillQueue>>,
    states: watch::Sender<BreakerState>,
    stop: AtomicBool,
}

/// The gate with its watching thread; dropping it ends the thread.
pub(super) struct GuardedGate {
    gate: Arc<Gate>,
    raw: Arc<RawProducer>,
    thread: Option<JoinHandle<()>>,
}

impl GuardedGate {
    pub(super) fn new(settings: Settings, raw: &Arc<RawProducer>) -> Result<Self, Error> {
        let spill = settings.spill().map(SpillQueue::open).transpose()?;
        let left_over = spill.as_ref().is_some_and(|spill| spill.len() > 0);
        let gate = Arc::new(Gate {
            door: AtomicU8::new(if left_over { SHUT } else { THROUGH }),
            breaker: Mutex::new(Breaker::new(settings)),
            spill: spill.map(Mutex::new),
            states: watch::Sender::new(BreakerState::Closed),
            stop: AtomicBool::new(false),
        });
        let watch = Watch {
            gate: Arc::clone(&gate),
            raw: Arc::clone(raw),
            answered: 0,
            timed_out: 0,
            answered_at: Instant::now(),
            synced_at: Instant::now(),
        };
        let thread = std::thread::Builder::new()
            .name("tda-breaker".into())
            .spawn(move || watch.run())
            .map_err(|error| Error::Internal { during: "starting the breaker", reason: error.to_string() })?;
        Ok(Self { gate, raw: Arc::clone(raw), thread: Some(thread) })
    }

    /// Queues, spills or refuses; never blocks on the network.
    pub(super) fn send(&self, record: &impl Outgoing, on_delivery: OnDelivery) -> Result<(), SendFailure> {
        let gate = &*self.gate;
        if gate.door.load(Ordering::Acquire) == THROUGH {
            return self.raw.send(record, on_delivery);
        }
        let Some(spill) = &gate.spill else {
            let trial = gate.door.compare_exchange(TRIAL, SHUT, Ordering::AcqRel, Ordering::Relaxed);
            if trial.is_ok() || gate.door.load(Ordering::Acquire) == THROUGH {
                return self.raw.send(record, on_delivery);
            }
            return Err(SendFailure::Refused(self.refusal(Retry::Safe)));
        };
        let mut spill = lock(spill);
        // It may have run empty meanwhile: the door opens under this lock, so nothing is overtaken.
        if gate.door.load(Ordering::Acquire) == THROUGH {
            return self.raw.send(record, on_delivery);
        }
        spill.push(record.to_record(), on_delivery).map_err(SendFailure::Refused)
    }

    pub(super) fn state(&self) -> BreakerState {
        *self.gate.states.borrow()
    }

    pub(super) fn watch(&self) -> BreakerWatch {
        BreakerWatch { states: Some(self.gate.states.subscribe()) }
    }

    /// What callers hear while the circuit is open.
    pub(super) fn refusal(&self, retry: Retry) -> Error {
        let breaker = lock(&self.gate.breaker);
        let (open_for, reason) =
            breaker.opened().map_or((Duration::ZERO, "it is closing".to_owned()), |(since, why)| {
                (since.elapsed(), why.to_owned())
            });
        Error::CircuitOpen { brokers: self.raw.connection().brokers().to_owned(), open_for, reason, retry }
    }

    /// Whether records wait for the cluster instead of being refused.
    pub(super) fn spills(&self) -> bool {
        self.gate.spill.is_some()
    }

    /// Records that wait outside of librdkafka.
    pub(super) fn spilled(&self) -> usize {
        self.gate.spill.as_ref().map_or(0, |spill| lock(spill).len())
    }

    /// Ends the watch and keeps what a spill on disk can keep. Gives how many records were saved there.
    pub(super) fn end(&mut self) -> usize {
        self.gate.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
        let Some(spill) = &self.gate.spill else { return 0 };
        if !lock(spill).outlives_the_process() {
            return 0;
        }
        let taken_back = self.raw.take_back(TAKE_BACK_DEADLINE);
        let mut spill = lock(spill);
        spill.sync();
        if let Err(error) = spill.keep_for_the_next(&taken_back) {
            tracing::error!(%error, records = taken_back.len(), "events on their way are lost with this process");
        }
        taken_back.len() + spill.len()
    }
}

/// The state of a producer's circuit, to be waited on.
///
/// A producer without a breaker is always [`BreakerState::Closed`].
#[derive(Clone, Debug)]
pub struct BreakerWatch {
    states: Option<watch::Receiver<BreakerState>>,
}

impl BreakerWatch {
    pub(super) fn always_closed() -> Self {
        Self { states: None }
    }

    /// The state now.
    pub fn state(&self) -> BreakerState {
        self.states.as_ref().map_or(BreakerState::Closed, |states| *states.borrow())
    }

    /// Waits for the next change and gives the new state; `None` once the producer is gone. Cancel safe.
    pub async fn changed(&mut self) -> Option<BreakerState> {
        let states = self.states.as_mut()?;
        states.changed().await.ok()?;
        Some(*states.borrow_and_update())
    }

    /// Waits until the circuit opens; for ever where there is none.
    pub(super) async fn opened(&mut self) {
        let opened = match &mut self.states {
            Some(states) => states.wait_for(|state| *state == BreakerState::Open).await.is_ok(),
            None => false,
        };
        if !opened {
            std::future::pending::<()>().await;
        }
    }
}

/// What a report about health calls a circuit that is not closed.
const FAULT: &str = "breaker";

/// The thread's side.
struct Watch {
    gate: Arc<Gate>,
    raw: Arc<RawProducer>,
    /// Counts of the pulse at the last look.
    answered: u64,
    timed_out: u64,
    /// When a record was answered last, or none was waiting.
    answered_at: Instant,
    synced_at: Instant,
}

impl Watch {
    fn run(mut self) {
        while !self.gate.stop.load(Ordering::Relaxed) {
            let state = self.look();
            let drained = self.drain(state);
            let in_need = state != BreakerState::Closed || !drained;
            std::thread::park_timeout(if in_need { TICK_IN_NEED } else { TICK });
        }
    }

    /// One look at the cluster; gives the state after it.
    fn look(&mut self) -> BreakerState {
        let signs = self.signs(Instant::now());
        let probe = lock(&self.gate.breaker).observe(&signs, Instant::now());
        if probe {
            let answered = self.raw.is_reachable(PROBE_TIMEOUT);
            lock(&self.gate.breaker).probed(answered, Instant::now());
        }
        self.announce()
    }

    fn signs(&mut self, now: Instant) -> Signs {
        let pulse = self.raw.pulse();
        let (answered, timed_out) =
            (pulse.answered.load(Ordering::Relaxed), pulse.timed_out.load(Ordering::Relaxed));
        if answered != self.answered || self.raw.in_flight() == 0 {
            self.answered_at = now;
        }
        let signs = Signs {
            answered: answered - self.answered,
            timed_out: timed_out - self.timed_out,
            stalled_for: now.duration_since(self.answered_at),
            connections_lost: pulse.connections_lost.swap(false, Ordering::Relaxed),
        };
        (self.answered, self.timed_out) = (answered, timed_out);
        signs
    }

    /// Sets the door and tells who waits for changes.
    fn announce(&mut self) -> BreakerState {
        let (state, why) = {
            let breaker = lock(&self.gate.breaker);
            (breaker.state(), breaker.opened().map(|(_, why)| why.to_owned()))
        };
        // Only this thread changes it.
        let before = *self.gate.states.borrow();
        if state == before {
            self.arm_again(state);
            return state;
        }
        tracing::warn!(?before, ?state, why, brokers = self.raw.connection().brokers(), "circuit breaker");
        self.record(state, why);
        match state {
            // A spill opens the door itself, when it has run empty.
            BreakerState::Closed if self.gate.spill.is_some() => {}
            BreakerState::Closed => self.gate.door.store(THROUGH, Ordering::Release),
            BreakerState::Open => self.gate.door.store(SHUT, Ordering::Release),
            BreakerState::HalfOpen => {
                // The trial has its own time.
                self.answered_at = Instant::now();
                self.arm_again(state);
            }
        }
        // Told behind the door: who hears that the circuit is open finds it shut.
        self.gate.states.send_replace(state);
        state
    }

    /// Health and metrics hear of it.
    fn record(&self, state: BreakerState, why: Option<String>) {
        let link = self.raw.link();
        if state == BreakerState::Closed {
            return link.clear(FAULT);
        }
        link.fault(FAULT, Health::Degraded, why.unwrap_or_else(|| "the cluster does not answer".to_owned()));
        if state == BreakerState::Open {
            let metrics = &self.raw.connection().config().metrics;
            metrics.failed("breaker", "CircuitOpen", Severity::Warning);
        }
    }

    /// Lets another record try where the last one never got into the queue.
    fn arm_again(&self, state: BreakerState) {
        if state == BreakerState::HalfOpen && self.gate.spill.is_none() && self.raw.in_flight() == 0 {
            self.gate.door.store(TRIAL, Ordering::Release);
        }
    }

    /// Moves what waits into librdkafka's queue; true when nothing waits any more.
    fn drain(&mut self, state: BreakerState) -> bool {
        let Some(spill) = &self.gate.spill else { return true };
        if self.synced_at.elapsed() >= SYNC_INTERVAL {
            lock(spill).sync();
            self.synced_at = Instant::now();
        }
        loop {
            let mut verdicts = Vec::new();
            let records = match state {
                BreakerState::Closed => DRAIN_RECORDS,
                BreakerState::HalfOpen if self.raw.in_flight() == 0 => 1,
                BreakerState::HalfOpen | BreakerState::Open => 0,
            };
            let (empty, full) = {
                let mut spill = lock(spill);
                spill.drop_expired(&mut verdicts);
                let full = !move_to(&self.raw, &mut spill, records, &mut verdicts);
                let empty = spill.len() == 0;
                if empty && state == BreakerState::Closed {
                    // Under the lock, so that nobody's next event overtakes their last one.
                    self.gate.door.store(THROUGH, Ordering::Release);
                }
                (empty, full)
            };
            for (on_delivery, outcome) in verdicts {
                on_delivery.tell(outcome);
            }
            if empty || full || records < DRAIN_RECORDS || self.gate.stop.load(Ordering::Relaxed) {
                return empty;
            }
        }
    }
}

/// Moves up to `records_max` records into librdkafka's queue; false when that is full.
fn move_to(
    raw: &RawProducer,
    spill: &mut SpillQueue,
    records_max: usize,
    verdicts: &mut Vec<Verdict>,
) -> bool {
    for _ in 0..records_max {
        let Some(spilled) = spill.pop(verdicts) else { break };
        if let Err((failure, on_delivery)) = raw.try_send(&spilled.record, spilled.on_delivery) {
            match failure {
                SendFailure::QueueFull => {
                    spill.put_back(Spilled { on_delivery, ..spilled });
                    return false;
                }
                SendFailure::Refused(error) => verdicts.push((on_delivery, Err(error))),
            }
        }
    }
    true
}
