//! One computation under watch: clock, cancel flag, progress and the memory charged.

use std::time::{Duration, Instant};

use super::{Control, Progress, Stage};
use crate::error::Error;

/// Units of work between two looks at the clock: some tens of microseconds.
const UNITS_PER_CLOCK: usize = 1 << 15;
/// Units of work between two looks at the cancel flag: about a microsecond.
const UNITS_PER_FLAG: usize = 1 << 10;
/// Eight reports a second, so that with the first and the last there are never more than ten.
pub(super) const REPORT_INTERVAL: Duration = Duration::from_millis(125);

/// The bounds of one computation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    pub(crate) time: Option<Duration>,
    pub(crate) memory_bytes: Option<u64>,
}

/// Everything a running computation must tell or ask the outside.
///
/// The fraction is split by expected cost: a phase takes the share of what is left that its expected cost has in
/// all that is still expected. A wrong expectation bends the scale and never breaks it.
pub(crate) struct Monitor<'a> {
    control: &'a Control,
    limits: Limits,
    started: Instant,
    /// When the clock was last looked at.
    now: Instant,
    last_report: Option<Instant>,
    until_flag: usize,
    until_clock: usize,
    stage: Stage,
    stage_started: Instant,
    stage_seconds: [f64; Stage::ALL.len()],
    phase_start: f64,
    phase_end: f64,
    fraction: f64,
    pub(crate) simplices_done: u64,
    pub(crate) columns_left: u64,
    charged_bytes: u64,
    peak_bytes: u64,
    /// What was charged before this monitor was forked.
    forked_bytes: u64,
    /// Whether reports are another monitor's business.
    is_fork: bool,
}

impl<'a> Monitor<'a> {
    pub(crate) fn start(control: &'a Control, limits: Limits) -> Result<Self, Error> {
        let now = Instant::now();
        let mut monitor = Monitor {
            control,
            limits,
            started: now,
            now,
            last_report: None,
            until_flag: UNITS_PER_FLAG,
            until_clock: UNITS_PER_CLOCK,
            stage: Stage::DataValidation,
            stage_started: now,
            stage_seconds: [0.0; Stage::ALL.len()],
            phase_start: 0.0,
            phase_end: 0.0,
            fraction: 0.0,
            simplices_done: 0,
            columns_left: 0,
            charged_bytes: 0,
            peak_bytes: 0,
            forked_bytes: 0,
            is_fork: false,
        };
        monitor.check()?;
        Ok(monitor)
    }

    /// Begins a phase whose cost is expected to be `cost`, with `rest` still to come after it, in any unit.
    pub(crate) fn phase(&mut self, stage: Stage, cost: f64, rest: f64) -> Result<(), Error> {
        self.enter(stage);
        self.fraction = self.fraction.max(self.phase_end);
        self.phase_start = self.fraction;
        let share = if cost + rest > 0.0 { cost / (cost + rest) } else { 0.0 };
        self.phase_end = self.phase_start + (1.0 - self.phase_start) * share;
        self.check()
    }

    /// Says that `done` of the present phase, from 0 to 1, is behind.
    pub(crate) fn advance(&mut self, done: f64) {
        let fraction = self.phase_start + (self.phase_end - self.phase_start) * done.clamp(0.0, 1.0);
        self.fraction = self.fraction.max(fraction);
    }

    /// Counts `units` of work, each about a nanosecond, and stops when it must. To be called at least every
    /// hundred microseconds.
    #[inline]
    pub(crate) fn tick(&mut self, units: usize) -> Result<(), Error> {
        if units < self.until_flag {
            self.until_flag -= units;
            return Ok(());
        }
        self.look(units)
    }

    #[cold]
    fn look(&mut self, units: usize) -> Result<(), Error> {
        let passed = UNITS_PER_FLAG.saturating_sub(self.until_flag) + units;
        self.until_flag = UNITS_PER_FLAG;
        if self.control.cancel.is_cancelled() {
            return Err(Error::Cancelled { stage: self.stage });
        }
        if passed < self.until_clock {
            self.until_clock -= passed;
            return Ok(());
        }
        self.check()
    }

    /// Looks at flag and clock now, and reports when a report is due.
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        self.until_clock = UNITS_PER_CLOCK;
        if self.control.cancel.is_cancelled() {
            return Err(Error::Cancelled { stage: self.stage });
        }
        let now = Instant::now();
        self.now = now;
        if let Some(limit) = self.limits.time
            && now.duration_since(self.started) > limit
        {
            return Err(Error::TimeLimit { limit, stage: self.stage });
        }
        if self.last_report.is_none_or(|last| now.duration_since(last) >= REPORT_INTERVAL) {
            self.last_report = Some(now);
            self.report();
        }
        Ok(())
    }

    /// Seconds since the start, as of the last look at the clock: some tens of microseconds ago.
    pub(crate) fn seconds(&self) -> f64 {
        self.now.duration_since(self.started).as_secs_f64()
    }

    /// Charges `bytes` that are about to be touched.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), Error> {
        let requested_bytes = bytes as u64;
        if let Some(limit_bytes) = self.limits.memory_bytes
            && self.charged_bytes.saturating_add(requested_bytes) > limit_bytes
        {
            let (used_bytes, stage) = (self.charged_bytes, self.stage);
            return Err(Error::LimitExceeded { limit_bytes, used_bytes, requested_bytes, stage });
        }
        self.charged_bytes += requested_bytes;
        self.peak_bytes = self.peak_bytes.max(self.charged_bytes);
        Ok(())
    }

    /// Gives back `bytes` that were charged.
    pub(crate) fn release(&mut self, bytes: usize) {
        self.charged_bytes = self.charged_bytes.saturating_sub(bytes as u64);
    }

    /// A monitor for another thread, one of `threads`: it stops when this one must, may charge its share of what is
    /// left, and reports nothing.
    pub(crate) fn fork(&self, threads: usize) -> Self {
        let share =
            |limit: u64| self.charged_bytes + limit.saturating_sub(self.charged_bytes) / threads as u64;
        Monitor {
            limits: Limits { memory_bytes: self.limits.memory_bytes.map(share), ..self.limits },
            forked_bytes: self.charged_bytes,
            simplices_done: 0,
            is_fork: true,
            ..*self
        }
    }

    /// Adds what a forked monitor, whose thread is done, has charged and counted.
    pub(crate) fn take_back(&mut self, fork: &Self) {
        self.peak_bytes = self.peak_bytes.max(self.charged_bytes + (fork.peak_bytes - fork.forked_bytes));
        self.charged_bytes = (self.charged_bytes + fork.charged_bytes).saturating_sub(fork.forked_bytes);
        self.peak_bytes = self.peak_bytes.max(self.charged_bytes);
        self.simplices_done += fork.simplices_done;
    }

    /// The last report, and the figures of the whole run.
    pub(crate) fn finish(mut self) -> ([f64; Stage::ALL.len()], u64) {
        self.enter(Stage::ResultSerialization);
        self.fraction = 1.0;
        self.columns_left = 0;
        self.report();
        (self.stage_seconds, self.peak_bytes)
    }

    fn enter(&mut self, stage: Stage) {
        let now = Instant::now();
        self.stage_seconds[self.stage as usize] += now.duration_since(self.stage_started).as_secs_f64();
        self.stage_started = now;
        self.stage = stage;
    }

    fn report(&self) {
        if !self.is_fork
            && let Some(callback) = &self.control.on_progress
        {
            callback(&Progress {
                stage: self.stage,
                fraction: self.fraction,
                simplices_done: self.simplices_done,
                columns_left: self.columns_left,
            });
        }
    }
}
