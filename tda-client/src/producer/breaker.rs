//! The circuit breaker: decides from signs of the cluster's life, and does nothing. No clock, no broker.
//!
//! ```text
//!             no broker, time-outs in a row, a stall
//!   Closed ────────────────────────────────────────► Open ◄──── the trial fails ────┐
//!     ▲                                                │ a broker answers a probe   │
//!     └──────────── any acknowledgement ◄──────── HalfOpen: one record on trial ────┘
//! ```

use std::time::{Duration, Instant};

use crate::config::Breaker as Settings;

/// Whether a producer's way to the cluster is open to events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    /// The cluster answers: events go to it.
    Closed,
    /// It does not: events are refused or spilled.
    Open,
    /// A broker has answered again: one event is on trial, the others still wait.
    HalfOpen,
}

/// What was seen since the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Records that a broker has answered, be it with a refusal.
    pub(super) answered: u64,
    /// Records that ran into their time-out.
    pub(super) timed_out: u64,
    /// How long records have been waiting without any answer; nothing when none wait.
    pub(super) stalled_for: Duration,
    /// librdkafka has lost every connection. A hint: it says so for idle ones, too.
    pub(super) connections_lost: bool,
}

/// The state machine.
#[derive(Debug)]
pub(super) struct Breaker {
    settings: Settings,
    state: State,
    timed_out_in_a_row: u64,
    /// The next pause of an open circuit.
    pause: Duration,
    /// No hint is followed up before this.
    next_hint_at: Option<Instant>,
}

#[derive(Clone, Debug)]
enum State {
    Closed,
    Open { since: Instant, reason: String, probe_at: Instant },
    HalfOpen { since: Instant, reason: String },
}

/// Between two hints that are followed up while the circuit is closed.
const HINT_PAUSE: Duration = Duration::from_secs(1);

impl Breaker {
    pub(super) fn new(settings: Settings) -> Self {
        let pause = settings.pause_first;
        Self { settings, state: State::Closed, timed_out_in_a_row: 0, pause, next_hint_at: None }
    }

    pub(super) fn state(&self) -> BreakerState {
        match self.state {
            State::Closed => BreakerState::Closed,
            State::Open { .. } => BreakerState::Open,
            State::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }

    /// Since when the circuit is not closed, and what opened it.
    pub(super) fn opened(&self) -> Option<(Instant, &str)> {
        match &self.state {
            State::Closed => None,
            State::Open { since, reason, .. } | State::HalfOpen { since, reason } => Some((*since, reason)),
        }
    }

    /// Takes in what was seen. True when a probe of the cluster is due: its outcome goes to [`probed`](Self::probed).
    pub(super) fn observe(&mut self, signs: &Signs, now: Instant) -> bool {
        if signs.answered > 0 {
            self.close();
            return false;
        }
        self.timed_out_in_a_row += signs.timed_out;
        let stalled = signs.stalled_for >= self.settings.stalled_after;
        match self.state {
            State::Closed if self.timed_out_in_a_row >= u64::from(self.settings.failures_max) => {
                self.open(format!("{} records in a row timed out", self.timed_out_in_a_row), now);
                false
            }
            State::Closed if stalled => {
                self.open(format!("no record was acknowledged for {:?}", signs.stalled_for), now);
                false
            }
            State::Closed => {
                let due = signs.connections_lost && self.next_hint_at.is_none_or(|at| now >= at);
                if due {
                    self.next_hint_at = Some(now + HINT_PAUSE);
                }
                due
            }
            State::Open { probe_at, .. } => now >= probe_at,
            State::HalfOpen { .. } => {
                if signs.timed_out > 0 || stalled {
                    self.open("the record on trial was not acknowledged".into(), now);
                }
                false
            }
        }
    }

    /// A probe ended: whether a broker answered.
    pub(super) fn probed(&mut self, answered: bool, now: Instant) {
        match &self.state {
            State::Closed if !answered => self.open("no broker can be reached".into(), now),
            State::Open { since, reason, .. } if answered => {
                self.state = State::HalfOpen { since: *since, reason: reason.clone() };
            }
            State::Open { reason, .. } => self.open(reason.clone(), now),
            State::Closed | State::HalfOpen { .. } => {}
        }
    }

    fn close(&mut self) {
        self.state = State::Closed;
        self.timed_out_in_a_row = 0;
        self.pause = self.settings.pause_first;
    }

    /// Opens, or stays open for longer: pauses double until the circuit closes.
    fn open(&mut self, reason: String, now: Instant) {
        let since = self.opened().map_or(now, |(since, _)| since);
        self.state = State::Open { since, reason, probe_at: now + self.pause };
        self.pause = (self.pause * 2).min(self.settings.pause_max);
    }
}

#[cfg(test)]
mod tests {
    use super::{BreakerState::*, *};
    use crate::config::BreakerPolicy;

    /// What happens, one after the other.
    enum Step {
        Sees(Signs),
        Probe(bool),
        Waits(u64),
    }
    use Step::{Probe, Sees, Waits};

    fn nothing() -> Step {
        Sees(Signs::default())
    }

    fn answered() -> Step {
        Sees(Signs { answered: 1, ..Signs::default() })
    }

    fn timed_out(records: u64) -> Step {
        Sees(Signs { timed_out: records, ..Signs::default() })
    }

    fn stalled(seconds: u64) -> Step {
        Sees(Signs { stalled_for: Duration::from_secs(seconds), ..Signs::default() })
    }

    fn lost() -> Step {
        Sees(Signs { connections_lost: true, ..Signs::default() })
    }

    #[test]
    fn the_breaker_follows_its_table() {
        let table: [(&str, Vec<Step>, BreakerState, bool); 15] = [
            ("quiet", vec![nothing()], Closed, false),
            ("two late records", vec![timed_out(2)], Closed, false),
            ("three late records", vec![timed_out(2), timed_out(1)], Open, false),
            ("not in a row", vec![timed_out(2), answered(), timed_out(2)], Closed, false),
            ("a short stall", vec![stalled(4)], Closed, false),
            ("a stall", vec![stalled(5)], Open, false),
            ("a hint is only looked into", vec![lost()], Closed, true),
            ("but not all the time", vec![lost(), Probe(true), lost()], Closed, false),
            ("a hint that is true", vec![lost(), Probe(false)], Open, false),
            ("an open one waits", vec![stalled(5), Waits(499), nothing()], Open, false),
            ("then it looks", vec![stalled(5), Waits(500), nothing()], Open, true),
            (
                "in vain, so waits longer",
                vec![stalled(5), Waits(500), Probe(false), Waits(999), nothing()],
                Open,
                false,
            ),
            ("a broker answers", vec![stalled(5), Waits(500), Probe(true)], HalfOpen, false),
            ("and takes the record", vec![stalled(5), Waits(500), Probe(true), answered()], Closed, false),
            ("or does not", vec![stalled(5), Waits(500), Probe(true), stalled(6)], Open, false),
        ];
        for (name, steps, state, probe) in table {
            let mut now = Instant::now();
            let mut breaker = Breaker::new(Settings::new(BreakerPolicy::FailFast));
            let mut due = false;
            for step in steps {
                match step {
                    Sees(signs) => due = breaker.observe(&signs, now),
                    Probe(answered) => {
                        breaker.probed(answered, now);
                        due = false;
                    }
                    Waits(ms) => now += Duration::from_millis(ms),
                }
            }
            assert_eq!((breaker.state(), due), (state, probe), "{name}");
        }
    }

    #[test]
    fn pauses_double_up_to_their_bound_and_start_anew() {
        let settings =
            Settings::new(BreakerPolicy::FailFast).pauses(Duration::from_secs(1), Duration::from_secs(3));
        let mut breaker = Breaker::new(settings);
        let mut now = Instant::now();
        let pause = |breaker: &mut Breaker, now: &mut Instant| {
            let before = *now;
            while !breaker.observe(&Signs::default(), *now) {
                *now += Duration::from_secs(1);
            }
            now.duration_since(before).as_secs()
        };
        breaker.observe(&Signs { timed_out: 3, ..Signs::default() }, now);
        let mut pauses = Vec::new();
        for _ in 0..4 {
            pauses.push(pause(&mut breaker, &mut now));
            breaker.probed(false, now);
        }
        assert_eq!(pauses, [1, 2, 3, 3]);
        breaker.observe(&Signs { answered: 1, ..Signs::default() }, now);
        breaker.observe(&Signs { timed_out: 3, ..Signs::default() }, now);
        assert_eq!(pause(&mut breaker, &mut now), 1);
    }

    #[test]
    fn it_says_since_when_and_why() {
        let start = Instant::now();
        let mut breaker = Breaker::new(Settings::new(BreakerPolicy::FailFast));
        assert!(breaker.opened().is_none());
        breaker.observe(&Signs { stalled_for: Duration::from_secs(7), ..Signs::default() }, start);
        let later = start + Duration::from_secs(1);
        breaker.probed(false, later);
        assert_eq!(breaker.opened(), Some((start, "no record was acknowledged for 7s")));
    }
}
