//! What a run took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

/// Figures of one run, by name: rates a second, seconds, milliseconds or megabytes, as the names say.
#[derive(Default, Serialize)]
pub(crate) struct Figures(Vec<(&'static str, f64)>);

impl Figures {
    pub(crate) fn with(mut self, name: &'static str, value: f64) -> Self {
        self.0.push((name, value));
        self
    }

    /// Median and tails of waits, in milliseconds.
    pub(crate) fn with_waits(self, mut waits: Vec<Duration>) -> Result<Self> {
        waits.sort_unstable();
        let last = waits.len().checked_sub(1).context("nothing was measured")?;
        let at = |share: f64| waits[(last as f64 * share) as usize].as_secs_f64() * 1e3;
        Ok(self.with("p50_ms", at(0.5)).with("p99_ms", at(0.99)).with("p999_ms", at(0.999)))
    }
}

/// Wall and CPU time since it was made.
pub(crate) struct Watch {
    wall: Instant,
    cpu: f64,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.wall.elapsed()
    }

    /// The rate of `records`, and what one cost this process.
    pub(crate) fn figures(&self, records: usize) -> Figures {
        let records = records as f64;
        Figures::default()
            .with("records", records)
            .with("records_per_second", records / self.wall.elapsed().as_secs_f64())
            .with("cpu_us_per_record", (cpu_seconds() - self.cpu) * 1e6 / records.max(1.0))
            .with("resident_mb", resident_mb())
    }
}

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Resident memory of this process.
pub(crate) fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1e3
}
