//! `cargo xtask bench core`: the engine and its peer side by side.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::Deserialize;

use super::{report, report::median};
use crate::{process, workspace};

/// What is compared, and with which settings. Inputs are files of the folder given by `--data`.
const ROWS: [Row; 5] = [
    Row { name: "dragon2000", file: "dragon2000_pts.npy", max_dimension: 1, threshold: None, peer: true },
    Row { name: "sphere3", file: "sphere3_dm.npy", max_dimension: 2, threshold: None, peer: true },
    Row { name: "o3_1024", file: "o3_1024_pts.npy", max_dimension: 3, threshold: Some("1.8"), peer: true },
    Row { name: "random50_16", file: "random50_16_dm.npy", max_dimension: 7, threshold: None, peer: true },
    Row { name: "cube1000", file: "cube1000_pts.npy", max_dimension: 2, threshold: None, peer: false },
];
/// Rows whose computation is stopped at random moments.
const CANCELLED_ROWS: [&str; 2] = ["dragon2000", "sphere3"];
const CANCELLATIONS: u32 = 200;
/// Endpoints may differ by this part of the largest finite one: the peer computes in f32.
const TOLERANCE: f64 = 1e-6;

struct Row {
    name: &'static str,
    file: &'static str,
    max_dimension: usize,
    threshold: Option<&'static str>,
    /// Whether the peer runs too: not where it would take minutes.
    peer: bool,
}

/// What to measure.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder with the inputs, NumPy arrays; a row whose file is missing says so.
    #[arg(long)]
    data: PathBuf,
    /// Only this row; the report is printed and not written.
    #[arg(long)]
    row: Option<String>,
    /// Runs of each program, in turn.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { data, row, runs } = arguments;
    ensure!(*runs > 0, "--runs must be at least 1");
    let rows: Vec<&Row> = ROWS.iter().filter(|r| row.as_deref().is_none_or(|name| r.name == name)).collect();
    ensure!(!rows.is_empty(), "no such row; there are {}", ROWS.map(|r| r.name).join(", "));
    let programs = Programs::ensure()?;
    let mut table = String::new();
    for row in &rows {
        writeln!(table, "{}", measure_row(row, data, *runs, &programs)?)?;
    }
    let mut stops = String::new();
    for row in rows.iter().filter(|row| CANCELLED_ROWS.contains(&row.name) && data.join(row.file).exists()) {
        writeln!(stops, "{}", measure_cancel(row, data, &programs)?)?;
    }
    let section = section(&table, &stops, *runs);
    if row.is_some() {
        print!("{section}");
        return Ok(());
    }
    report::write("core", &section)
}

/// The two programs, built and installed under the target folder.
struct Programs {
    ours: PathBuf,
    python: PathBuf,
}

impl Programs {
    fn ensure() -> Result<Self> {
        let folder = workspace::target().join("bench-core");
        let sources = workspace::root().join("benches/core");
        let mut build = workspace::cargo();
        build.args(["build", "--quiet", "--release", "--manifest-path"]);
        build.arg(sources.join("Cargo.toml")).arg("--target-dir").arg(&folder);
        process::run(&mut build)?;
        let venv = folder.join("venv");
        let python = venv.join("bin/python");
        if !python.exists() {
            process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))
                .context("no Python with venv")?;
        }
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "8"]);
        process::run(install.arg("--requirement").arg(sources.join("requirements.txt")))?;
        Ok(Programs { ours: folder.join("release/tda-bench-core"), python })
    }

    fn ours(&self, row: &Row, input: &Path) -> Command {
        let mut command = Command::new(&self.ours);
        row.add_arguments(&mut command, input);
        command.stderr(std::process::Stdio::null());
        command
    }

    fn peer(&self, row: &Row, input: &Path) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(workspace::root().join("benches/core/ripser_peer.py"));
        row.add_arguments(&mut command, input);
        command
    }
}

impl Row {
    fn add_arguments(&self, command: &mut Command, input: &Path) {
        command.arg(input).args(["--max-dimension", &self.max_dimension.to_string()]);
        command.args(self.threshold.iter().flat_map(|threshold| ["--threshold", threshold]));
        command.args(self.file.ends_with("_dm.npy").then_some("--distances"));
    }
}

/// What one run prints.
#[derive(Clone, Debug, Deserialize)]
struct Figures {
    seconds: f64,
    cpu_seconds: f64,
    peak_growth_bytes: u64,
    counts: Vec<usize>,
}

/// One line of the table.
fn measure_row(row: &Row, data: &Path, runs: usize, programs: &Programs) -> Result<String> {
    let Row { name, max_dimension, .. } = row;
    let input = data.join(row.file);
    if !input.exists() {
        return Ok(format!("| {name} | {max_dimension} | {} is missing | | | | | | |", row.file));
    }
    let intervals = workspace::target().join("bench-core").join("intervals");
    let [our_intervals, peer_intervals] = ["ours", "peer"].map(|who| intervals.with_extension(who));
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(one_run(programs.ours(row, &input), &our_intervals)?);
        if row.peer {
            peers.push(one_run(programs.peer(row, &input), &peer_intervals)?);
        }
    }
    let cpu = median(ours.iter().map(|f| f.cpu_seconds));
    let wall = median(ours.iter().map(|f| f.seconds));
    let megabytes = median(ours.iter().map(|f| f.peak_growth_bytes as f64)) / 1e6;
    let counts = format!("{:?}", ours[0].counts);
    if !row.peer {
        return Ok(format!(
            "| {name} | {max_dimension} | {cpu:.3} | {wall:.3} | {megabytes:.1} | | | | {counts} |"
        ));
    }
    compare(&our_intervals, &peer_intervals).with_context(|| format!("{name}: the answers differ"))?;
    let peer_cpu = median(peers.iter().map(|f| f.cpu_seconds));
    let peer_megabytes = median(peers.iter().map(|f| f.peak_growth_bytes as f64)) / 1e6;
    let ratio = median(ours.iter().zip(&peers).map(|(ours, peer)| peer.cpu_seconds / ours.cpu_seconds));
    Ok(format!(
        "| {name} | {max_dimension} | {cpu:.3} | {wall:.3} | {megabytes:.1} | {peer_cpu:.3} | {peer_megabytes:.1} | \
         {ratio:.1} | {counts} |"
    ))
}

fn one_run(mut command: Command, intervals: &Path) -> Result<Figures> {
    let text = process::output(command.arg("--intervals").arg(intervals))?;
    toml::from_str(&text).with_context(|| format!("{} printed no figures", process::line(&command)))
}

/// Fails unless two files hold the same barcode: the same essential classes, and the same births and deaths of the
/// finite ones, those too short to be told from rounding left out.
fn compare(ours: &Path, peer: &Path) -> Result<()> {
    let [ours, peer] = [read_intervals(ours)?, read_intervals(peer)?];
    let finite = |bars: &[Bar]| bars.iter().map(|bar| bar.2).filter(|d| d.is_finite()).fold(0.0, f64::max);
    let tolerance = TOLERANCE * finite(&ours).max(finite(&peer));
    let top = ours.iter().chain(&peer).map(|bar| bar.0).max().unwrap_or(0);
    for dimension in 0..=top {
        let essential = |bars: &[Bar]| bars.iter().filter(|b| b.0 == dimension && b.2.is_infinite()).count();
        let counts = [essential(&ours), essential(&peer)];
        ensure!(counts[0] == counts[1], "dimension {dimension} has {counts:?} essential classes");
        let ends = |bars: &[Bar]| {
            let long =
                bars.iter().filter(|b| b.0 == dimension && b.2.is_finite() && b.2 - b.1 > 2.0 * tolerance);
            let (mut births, mut deaths): (Vec<f64>, Vec<f64>) = long.map(|b| (b.1, b.2)).unzip();
            births.sort_unstable_by(f64::total_cmp);
            deaths.sort_unstable_by(f64::total_cmp);
            [births, deaths].concat()
        };
        let (a, b) = (ends(&ours), ends(&peer));
        ensure!(a.len() == b.len(), "dimension {dimension} has {} and {} endpoints", a.len(), b.len());
        let apart = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        ensure!(apart <= tolerance, "endpoints in dimension {dimension} are {apart} apart");
    }
    Ok(())
}

/// Dimension, birth, death.
type Bar = (usize, f64, f64);

fn read_intervals(path: &Path) -> Result<Vec<Bar>> {
    let text = fs::read_to_string(path)?;
    let bar = |line: &str| {
        let mut fields = line.split(' ');
        let mut next = || fields.next().context("a field is missing");
        Ok((next()?.parse()?, next()?.parse()?, next()?.parse()?))
    };
    text.lines().map(bar).collect()
}

/// One line of the table of cancellations.
fn measure_cancel(row: &Row, data: &Path, programs: &Programs) -> Result<String> {
    #[derive(Deserialize)]
    struct Latencies {
        stopped: u32,
        median_ms: f64,
        p95_ms: f64,
        worst_ms: f64,
    }
    let mut command = programs.ours(row, &data.join(row.file));
    let text = process::output(command.args(["--cancel", &CANCELLATIONS.to_string()]))?;
    let Latencies { stopped, median_ms, p95_ms, worst_ms } = toml::from_str(&text)?;
    Ok(format!("| {} | {stopped} | {median_ms:.2} | {p95_ms:.2} | {worst_ms:.2} |", row.name))
}

fn section(table: &str, stops: &str, runs: usize) -> String {
    format!(
        "## tda-core\n\n\
         From the same f64 numbers in memory to diagrams, distances included on both sides; one thread; medians of \
         {runs} runs in turn, the ratio pair by pair. The answers were compared: the same essential classes, all other \
         endpoints within 1e-6 of the largest. MB is growth of resident memory above the input. The peer is ripser \
         0.6.15 from PyPI, which computes in f32.\n\n\
         {} CPU seconds are what to compare.\n\n\
         | input | max dimension | CPU s | wall s | MB | ripser CPU s | ripser MB | ripser / ours | intervals |\n\
         |---|---|---|---|---|---|---|---|---|\n{table}\n\
         Cancelled at {CANCELLATIONS} moments spread over the whole run, milliseconds until the call returned with its \
         memory given back:\n\n\
         | input | stopped | median | 95th percentile | worst |\n|---|---|---|---|---|\n{stops}",
        report::machine()
    )
}
