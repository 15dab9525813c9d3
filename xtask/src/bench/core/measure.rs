//! One row: every program in turn, as often as asked, and what they found compared.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::{
    Arguments, Bounds, agree, folder, inputs,
    install::Programs,
    program::{Program, Reply},
    results::{Record, Side, TWO_THREADS_FROM_SECONDS},
    rows::Row,
};
use crate::bench::report::{self, median};

/// Answers may differ by this part of the largest finite value.
const TOLERANCE: f64 = 1e-12;
/// The same for peers that compute in f32, or write text with twelve decimals.
const TOLERANCE_COARSE: f64 = 1e-6;
const COARSE: [&str; 8] = [
    "tda_core",
    "ripser",
    "giotto-ph",
    "giotto-ph collapse",
    "giotto-ph sparse",
    "dory",
    "flagser",
    "redzed-tda",
];
/// Families whose answer is numbers, not intervals.
const NUMERIC: [&str; 3] = ["bottleneck", "wasserstein", "persistence_image"];
/// What one run says.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Figures {
    pub(super) seconds: f64,
    pub(super) cpu_seconds: f64,
    pub(super) peak_growth_bytes: u64,
    pub(super) counts: Vec<usize>,
    pub(super) plan: Option<String>,
}

/// One program of a row, and its runs so far.
struct Way {
    name: String,
    program: Program,
    answer: PathBuf,
    runs: Vec<Figures>,
    /// Why it has no figures.
    stopped: Option<String>,
}

pub(super) fn row(row: &Row, arguments: &Arguments, seed: u64, programs: &Programs) -> Result<Record> {
    let mut record = Record::new(&row.name, row.group);
    record.seed = row.generate.is_some().then_some(seed).filter(|_| row.group == super::Group::Random);
    let Some(input) = inputs::path(row, arguments, seed, programs)? else {
        record.missing = row.file.clone();
        return Ok(record);
    };
    let bounds = arguments.bounds();
    let mut names = vec!["ours"];
    names.extend(arguments.peers.of(&row.peers).iter().map(String::as_str));
    record.not_run = row.peers.iter().filter(|peer| !names.contains(&peer.as_str())).cloned().collect();
    let start = |name: &&str| Way::start(name, &row.task(&[])?, &input, programs, bounds);
    let mut ways = names.iter().map(start).collect::<Result<Vec<_>>>()?;
    ways[0].run()?;
    // Only now is it known whether a second thread is worth a try.
    if ways[0].runs.first().is_some_and(|first| first.cpu_seconds >= TWO_THREADS_FROM_SECONDS) {
        let task = row.task(&[("threads", 2)])?;
        ways.insert(1, Way::start("ours", &task, &input, programs, bounds)?);
        ways[1].name = "two threads".to_owned();
    }
    for way in &mut ways[1..] {
        way.run()?;
    }
    for _ in 1..arguments.runs {
        for way in &mut ways {
            way.run()?;
        }
    }
    let ours = ways.remove(0);
    let numeric =
        row.task.get("family").and_then(toml::Value::as_str).is_some_and(|name| NUMERIC.contains(&name));
    for way in ways {
        let mut side = way.side(Some(&ours));
        if side.stopped.is_none() && ours.stopped.is_none() {
            let coarse = COARSE.contains(&side.name.as_str());
            let tolerance = row.tolerance.unwrap_or(if coarse { TOLERANCE_COARSE } else { TOLERANCE });
            let compare = if numeric { agree::numbers } else { agree::barcodes };
            side.differs =
                compare(&ours.answer, &way.answer, tolerance).err().map(|error| format!("{error:#}"));
        }
        if side.name == "two threads" { record.two_threads = Some(side) } else { record.peers.push(side) }
    }
    record.ours = Some(ours.side(None));
    record.load = report::load();
    Ok(record)
}

impl Way {
    fn start(name: &str, task: &str, input: &Path, programs: &Programs, bounds: Bounds) -> Result<Self> {
        let file: String = format!("{name}-{task}").chars().filter(char::is_ascii_alphanumeric).collect();
        let answer = folder().join(file).with_extension("answer");
        let program =
            programs.start(name, task, &input.to_string_lossy(), &answer.to_string_lossy(), bounds)?;
        let mut way = Way { name: name.to_owned(), program, answer, runs: Vec::new(), stopped: None };
        if let Reply::Stopped(why) = way.program.ready()? {
            way.stopped = Some(why);
        }
        Ok(way)
    }

    /// One run more, unless it is out of the race.
    fn run(&mut self) -> Result<()> {
        if self.stopped.is_some() {
            return Ok(());
        }
        match self.program.ask("run")? {
            Reply::Said(figures) => {
                let figures: Figures = serde_json::from_value(figures)?;
                let first = self.runs.first().unwrap_or(&figures);
                ensure!(first.counts == figures.counts, "{} changed its mind", self.name);
                self.runs.push(figures);
            }
            Reply::Stopped(why) => self.stopped = Some(why),
        }
        Ok(())
    }

    /// The medians; against `ours` also the ratios, run by run.
    fn side(&self, ours: Option<&Way>) -> Side {
        let ratio = |figure: fn(&Figures) -> f64| {
            let ours = ours.filter(|ours| ours.runs.len() == self.runs.len() && !self.runs.is_empty())?;
            Some(median(ours.runs.iter().zip(&self.runs).map(|(ours, peer)| figure(peer) / figure(ours))))
        };
        let middle = |figure: fn(&Figures) -> f64| {
            if self.runs.is_empty() { 0.0 } else { median(self.runs.iter().map(figure)) }
        };
        let first = self.runs.first();
        Side {
            name: self.name.clone(),
            cpu_seconds: middle(|run| run.cpu_seconds),
            seconds: middle(|run| run.seconds),
            // Later runs find the memory of the first one still there.
            megabytes: first.map_or(0.0, |run| run.peak_growth_bytes as f64 / 1e6),
            cpu_ratio: ratio(|run| run.cpu_seconds),
            wall_ratio: ratio(|run| run.seconds),
            runs: self.runs.len(),
            counts: first.map(|run| run.counts.clone()).unwrap_or_default(),
            plan: first.and_then(|run| run.plan.clone()),
            stopped: self.stopped.clone(),
            differs: None,
        }
    }
}

/// One run of one program, for the picture of scaling.
pub(super) fn once(
    name: &str,
    task: &str,
    input: &Path,
    programs: &Programs,
    bounds: Bounds,
) -> Result<Result<Figures, String>> {
    let mut way = Way::start(name, task, input, programs, bounds)?;
    way.run()?;
    Ok(way.runs.pop().ok_or_else(|| way.stopped.take().unwrap_or_default()))
}

/// The programs that still run, by name, and why the others do not: what grew too slow stays out.
pub(super) type OutOfTheRace = BTreeMap<String, String>;
