//! `cargo xtask bench core`: the engine and its peers side by side.
//!
//! What is compared is data: `benches/core/rows.toml`. Every program of a row is started once and asked in turn, so that
//! a busy moment of the machine meets all of them. The figures of every row are kept in `benches/core/results.json`, from
//! which the section of the report is written: one row measured again changes that row only.

mod agree;
mod control;
mod inputs;
mod install;
mod measure;
mod program;
mod results;
mod rows;
mod scaling;
mod tables;

use std::{path::PathBuf, time::SystemTime};

use anyhow::{Result, bail, ensure};
use clap::{Args, ValueEnum};

use super::report;
use crate::workspace;
use install::Programs;
use results::Results;
use rows::{Group, Row};

/// What to measure.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder with the inputs that are not made from a seed, NumPy arrays; a row whose input is missing says so.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Only rows whose name begins like this.
    #[arg(long)]
    row: Option<String>,
    /// Only this group of rows.
    #[arg(long, value_enum)]
    group: Option<Group>,
    /// Whether the peers run too.
    #[arg(long, value_enum, default_value = "all")]
    peers: Peers,
    /// Runs of each program, in turn.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Of the inputs of the second set; by default another one each time.
    #[arg(long)]
    seed: Option<u64>,
    /// CPU seconds after which a run is stopped and noted.
    #[arg(long, default_value_t = 60)]
    seconds_max: u64,
    /// Resident megabytes beyond which a run is stopped and noted.
    #[arg(long, default_value_t = 6000)]
    megabytes_max: u64,
    /// How many computations of each engine are stopped at random moments.
    #[arg(long, default_value_t = 200)]
    cancels: u32,
    /// Print the figures, and leave results and report as they are.
    #[arg(long)]
    dry: bool,
}

/// Who is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Peers {
    /// Ours beside every peer of the row.
    All,
    /// Ours beside the first peer of the row, the likely best.
    Best,
    /// Ours alone.
    None,
}

/// What one run may take.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    cpu_seconds: f64,
    resident_bytes: u64,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    ensure!(arguments.runs > 0, "--runs must be at least 1");
    let chosen: Vec<Row> = rows::load()?.into_iter().filter(|row| is_chosen(row, arguments)).collect();
    let scaling = arguments.row.is_none() && arguments.group.is_none_or(|group| group == Group::Scaling);
    ensure!(scaling || !chosen.is_empty(), "there is no such row: benches/core/rows.toml has them all");
    let seed = arguments.seed.unwrap_or_else(seed_of_the_clock);
    if chosen.iter().any(|row| row.group == Group::Random) {
        println!("The second set is made from --seed {seed}.");
    }
    let programs = Programs::ensure()?;
    let mut results = Results::load()?;
    let mut differing = Vec::new();
    for row in &chosen {
        if row.group == Group::Control {
            results.put_control(control::measure(row, arguments, seed, &programs)?);
        } else {
            let record = measure::row(row, arguments, seed, &programs)?;
            println!("{}", tables::line(&record));
            differing.extend(record.differing());
            results.put(record);
        }
        keep(&results, arguments)?;
    }
    if scaling {
        results.scaling = scaling::measure(arguments, &programs)?;
        keep(&results, arguments)?;
    }
    if !differing.is_empty() {
        bail!("these answers differ: {}", differing.join("; "));
    }
    Ok(())
}

fn is_chosen(row: &Row, arguments: &Arguments) -> bool {
    arguments.row.as_deref().is_none_or(|name| row.name.starts_with(name))
        && arguments.group.is_none_or(|group| row.group == group)
}

/// Writes figures and report after every row: what is measured is not lost to an interrupt.
fn keep(results: &Results, arguments: &Arguments) -> Result<()> {
    if arguments.dry {
        return Ok(());
    }
    results.save()?;
    report::put("core", &tables::section(results, &rows::load()?))
}

fn seed_of_the_clock() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs() % 1_000_000)
}

impl Peers {
    /// The names that take part.
    fn of<T>(self, peers: &[T]) -> &[T] {
        match self {
            Peers::All => peers,
            Peers::Best => &peers[..peers.len().min(1)],
            Peers::None => &[],
        }
    }
}

impl Arguments {
    fn bounds(&self) -> Bounds {
        Bounds { cpu_seconds: self.seconds_max as f64, resident_bytes: self.megabytes_max * 1_000_000 }
    }
}

/// The folder for everything this benchmark builds, installs and generates.
fn folder() -> PathBuf {
    workspace::target().join("bench-core")
}
