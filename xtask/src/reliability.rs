//! `cargo xtask reliability`: jobs, workers and three brokers, of which everything breaks; a checker counts.
//!
//! One lane of workers speaks the classic group protocol, another that of KIP-848. What was promised and what was
//! seen is recorded and checked by programs that share no code with the client (`tda-client/tests/reliability`).

mod cluster;
mod controls;
mod lane;
mod proxy;
mod report;
mod run;
mod schedule;
mod traffic;
mod worker;

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant, SystemTime},
};

use anyhow::Result;
use clap::{Args, ValueEnum as _};

use crate::{process, programs, python_environment::PythonEnvironment, workspace};
use cluster::Cluster;
use controls::{Control, Stage};
use lane::Lane;
use report::Row;
use run::Run;
use schedule::{Extent, FaultKind};
use worker::Protocol;

#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// How long things go wrong; what is owed then is waited for.
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// What goes wrong and when follows from it; chosen anew where it is not given.
    #[arg(long)]
    seed: Option<u64>,
    /// What may go wrong; everything where none is named.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LIST")]
    faults: Vec<FaultKind>,
    /// Only break promises on purpose and see that it is found: these, or all where none is named.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LIST", num_args = 0..)]
    controls: Option<Vec<Control>>,
    /// Write the figures into docs/reliability.md.
    #[arg(long)]
    keep: bool,
    /// Which group protocols; both where none is named.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LIST")]
    protocols: Vec<Protocol>,
}

impl Options {
    fn seed(&self) -> u64 {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.seed.unwrap_or(now.as_secs() % 1_000_000)
    }

    fn faults(&self) -> Vec<FaultKind> {
        let mut kinds =
            if self.faults.is_empty() { FaultKind::value_variants().to_vec() } else { self.faults.clone() };
        if !worker::clocks_can_jump() && kinds.contains(&FaultKind::ClockJump) {
            eprintln!("reliability: no clock jumps without libfaketime (Debian: apt-get install faketime)");
            kinds.retain(|kind| *kind != FaultKind::ClockJump);
        }
        kinds
    }

    fn protocols(&self) -> Vec<Protocol> {
        if self.protocols.is_empty() {
            vec![Protocol::Classic, Protocol::Consumer]
        } else {
            self.protocols.clone()
        }
    }

    /// The command that does the same again.
    fn line(&self, seed: u64) -> String {
        let list = |name: &str, values: Vec<String>| match values.as_slice() {
            [] => String::new(),
            values => format!(" --{name} {}", values.join(",")),
        };
        let name = |value: Option<clap::builder::PossibleValue>| {
            value.map(|value| value.get_name().to_owned()).unwrap_or_default()
        };
        format!(
            "cargo xtask reliability --seconds {} --seed {seed}{}{}",
            self.seconds,
            list("faults", self.faults.iter().map(|kind| name(kind.to_possible_value())).collect()),
            list("protocols", self.protocols.iter().map(|kind| name(kind.to_possible_value())).collect()),
        )
    }
}

/// Runs it; `false` where a law was broken.
pub(crate) fn run(options: &Options) -> Result<bool> {
    crate::leftovers::adopt_orphans()?;
    process::run(&mut programs::build())?;
    let environment = PythonEnvironment::ensure()?;
    let result = match &options.controls {
        Some(controls) => break_promises(controls, &environment),
        None => storm(options, &environment),
    };
    crate::leftovers::kill(&[]);
    result
}

/// Long enough for every crash point in every lane; always the same, so that a change that fails it is to blame.
const SHORT: Options = Options {
    seconds: 70,
    seed: Some(1),
    faults: Vec::new(),
    controls: None,
    keep: false,
    protocols: Vec::new(),
};

/// The version for every change: under two minutes. Call it on the main thread.
pub(crate) fn short() -> Result<bool> {
    process::run(&mut programs::build())?;
    storm(&SHORT, &PythonEnvironment::ensure()?)
}

/// Every promise broken on purpose: `false` where the checker did not find one. Call it on the main thread.
pub(crate) fn controls() -> Result<bool> {
    process::run(&mut programs::build())?;
    break_promises(&[], &PythonEnvironment::ensure()?)
}

fn storm(options: &Options, environment: &PythonEnvironment) -> Result<bool> {
    let (seed, started) = (options.seed(), Instant::now());
    let folder = folder(&seed.to_string())?;
    println!("seed {seed}, {} s; histories and logs are in {}", options.seconds, folder.display());
    let mut cluster = Cluster::start("reliability")?;
    let servers = cluster.servers().to_owned();
    let program = programs::tda();
    let mut lanes = Vec::new();
    for protocol in options.protocols() {
        lanes.push(Lane::start(protocol, environment, &servers, program.clone(), seed, &folder)?);
    }
    let extent = Extent {
        seconds: options.seconds,
        brokers: cluster::BROKERS,
        lanes: lanes.len(),
        workers: lane::WORKERS,
    };
    let plan = schedule::plan(seed, extent, &options.faults());
    let mut run = Run::new(&mut cluster, &mut lanes);
    let outcome = run.drive(plan, Duration::from_secs(options.seconds));
    let faults = run.done.clone();
    lanes.iter_mut().for_each(Lane::stop);
    outcome.inspect_err(|_| eprintln!("repeat it with: {}", options.line(seed)))?;
    println!("faults: {faults:?}, in {:.0} s", started.elapsed().as_secs_f64());
    let mut rows = Vec::new();
    for lane in &lanes {
        let figures = traffic::check(environment, &lane.traffic.history)?;
        let (protocol, counts) = (lane.protocol, lane.counts());
        println!("{} {counts:?}: {figures}", protocol.name());
        let faults = faults.values().sum();
        rows.push(Row { seed, seconds: options.seconds, protocol, counts, faults, figures });
    }
    if options.keep {
        report::keep(&rows)?;
    }
    let kept = rows.iter().all(Row::kept);
    if kept {
        println!("every law was kept");
    } else {
        println!("laws were broken; the histories are in {}", folder.display());
        println!("repeat it with: {}", options.line(seed));
    }
    Ok(kept)
}

/// Breaks promises on purpose; `false` where the checker did not find one.
fn break_promises(controls: &[Control], environment: &PythonEnvironment) -> Result<bool> {
    let controls = if controls.is_empty() { Control::value_variants() } else { controls };
    let folder = folder("controls")?;
    println!("histories and logs are in {}", folder.display());
    let mut cluster = Cluster::start("controls")?;
    let mut all_found = true;
    for (number, control) in (1..).zip(controls) {
        let mut stage = Stage { cluster: &mut cluster, environment, folder: &folder, number };
        all_found &= stage.run(*control)?;
    }
    Ok(all_found)
}

/// An empty folder for what a run leaves.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = workspace::target().join("reliability").join(name);
    crate::kafka::remove_files(&folder)?;
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
