//! The figures behind the report, kept row by row in `benches/core/results.json`.

use std::fs;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::{install::sources, rows::Group};
use crate::bench::report;

/// CPU seconds from which on it is worth knowing what a second thread gives.
pub(super) const TWO_THREADS_FROM_SECONDS: f64 = 0.2;

/// Everything that was measured, each row the last time it was.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Results {
    pub(super) machine: String,
    pub(super) rows: Vec<Record>,
    pub(super) controls: Vec<Control>,
    pub(super) scaling: Vec<Point>,
}

/// One row.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) name: String,
    pub(super) group: Group,
    /// Of an input of the second set.
    pub(super) seed: Option<u64>,
    /// The file that `--data` would have had to give.
    pub(super) missing: Option<String>,
    pub(super) ours: Option<Side>,
    pub(super) two_threads: Option<Side>,
    pub(super) peers: Vec<Side>,
    /// The peers of the row that were left out this time.
    #[serde(default)]
    pub(super) not_run: Vec<String>,
    /// Load average when the row was done.
    pub(super) load: String,
}

/// One program on one row: medians.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) cpu_seconds: f64,
    pub(super) seconds: f64,
    pub(super) megabytes: f64,
    /// Its time by ours, the median of the pairs.
    pub(super) cpu_ratio: Option<f64>,
    pub(super) wall_ratio: Option<f64>,
    pub(super) runs: usize,
    pub(super) counts: Vec<usize>,
    pub(super) plan: Option<String>,
    /// Why there are no figures, or fewer.
    pub(super) stopped: Option<String>,
    /// How its answer differs from ours.
    pub(super) differs: Option<String>,
}

/// One engine, stopped and bounded.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Control {
    pub(super) name: String,
    pub(super) plan: Option<String>,
    /// Why it has no figures.
    pub(super) failed: Option<String>,
    pub(super) cancels: Option<Cancels>,
    pub(super) budgets: Vec<Budget>,
    pub(super) load: String,
}

/// Milliseconds from the request to the return.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cancels {
    pub(super) whole_s: f64,
    pub(super) stopped: usize,
    pub(super) median_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) worst_ms: f64,
}

/// One memory limit and what came of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Budget {
    pub(super) limit_megabytes: f64,
    pub(super) grew_megabytes: f64,
    pub(super) finished: bool,
    /// Growth at most the limit and a tenth, and 16 MB.
    pub(super) kept: bool,
    /// Whether the process answered again afterwards.
    pub(super) usable: bool,
}

/// One point of the picture.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Point {
    pub(super) series: String,
    pub(super) program: String,
    pub(super) size: u64,
    pub(super) cpu_seconds: f64,
    pub(super) megabytes: f64,
}

impl Results {
    pub(super) fn load() -> Result<Self> {
        let path = sources().join("results.json");
        let machine = report::processor();
        let found: Results = match fs::read_to_string(&path) {
            Ok(text) => {
                serde_json::from_str(&text).with_context(|| format!("{} does not parse", path.display()))?
            }
            Err(_) => Results::default(),
        };
        // Figures of two machines do not belong in one table.
        let same = found.machine == machine;
        Ok(if same { found } else { Results { machine, ..Results::default() } })
    }

    pub(super) fn save(&self) -> Result<()> {
        let path = sources().join("results.json");
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    pub(super) fn put(&mut self, record: Record) {
        self.rows.retain(|row| row.name != record.name);
        self.rows.push(record);
    }

    pub(super) fn put_control(&mut self, control: Control) {
        self.controls.retain(|row| row.name != control.name);
        self.controls.push(control);
    }
}

impl Record {
    pub(super) fn new(name: &str, group: Group) -> Self {
        Record {
            name: name.to_owned(),
            group,
            seed: None,
            missing: None,
            ours: None,
            two_threads: None,
            peers: Vec::new(),
            not_run: Vec::new(),
            load: String::new(),
        }
    }

    /// Ours on one thread and on two, where the row is long enough.
    pub(super) fn threads(&self) -> Option<(&Side, &Side)> {
        let sides = self.ours.as_ref().zip(self.two_threads.as_ref())?;
        (sides.0.cpu_seconds >= TWO_THREADS_FROM_SECONDS).then_some(sides)
    }

    /// The peers whose figures count, the fastest first.
    pub(super) fn ranked(&self) -> Vec<&Side> {
        let mut ranked: Vec<&Side> =
            self.peers.iter().filter(|side| side.stopped.is_none() && side.differs.is_none()).collect();
        ranked.sort_by(|a, b| a.cpu_seconds.total_cmp(&b.cpu_seconds));
        ranked
    }

    /// The answers that are not ours, in words. Where another peer agrees with us, the odd one is theirs: the table
    /// names it, and that is all.
    pub(super) fn differing(&self) -> Vec<String> {
        let peers = if self.ranked().is_empty() { self.peers.as_slice() } else { &[] };
        let sides = peers.iter().chain(&self.two_threads);
        let differing = sides.filter_map(|side| Some((side, side.differs.as_ref()?)));
        differing.map(|(side, how)| format!("{}, {}: {how}", self.name, side.name)).collect()
    }
}
