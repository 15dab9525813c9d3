//! `cargo xtask bench events`: encoding, decoding and peeking beside serializers of Rust and Python.

use std::{fmt::Write as _, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;

use super::report;
use crate::{process, workspace};

/// What to measure.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only rows whose name begins like this; the report is printed and not written.
    #[arg(long, default_value = "")]
    row: String,
    /// Leave out the Python rows, for which the wheel is built for release: minutes.
    #[arg(long)]
    no_python: bool,
}

/// A row as the programs print it: ours first, then the peers.
#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    bytes: usize,
    ways: Vec<Way>,
}

#[derive(Debug, Deserialize)]
struct Way {
    name: String,
    nanoseconds: f64,
    by_first: f64,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let rust = rows(Command::new(built()?).arg(&arguments.row))?;
    let python = if arguments.no_python { Vec::new() } else { rows(python()?.arg(&arguments.row))? };
    let section = section(&rust, &python);
    if !arguments.row.is_empty() {
        print!("{section}");
        return Ok(());
    }
    report::write("events", &section)
}

/// The program of `benches/events`, built below the target folder.
fn built() -> Result<PathBuf> {
    let folder = workspace::target().join("bench-events");
    let mut build = workspace::cargo();
    build.args(["build", "--quiet", "--release", "--manifest-path"]);
    build.arg(workspace::root().join("benches/events/Cargo.toml")).arg("--target-dir").arg(&folder);
    process::run(&mut build)?;
    Ok(folder.join("release/tda-bench-events"))
}

/// The Python program, in an environment with the peers and with the wheel as it is released.
fn python() -> Result<Command> {
    let sources = workspace::root().join("benches/events_python");
    let venv = workspace::target().join("bench-events/venv");
    let interpreter = venv.join("bin/python");
    if !interpreter.exists() {
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))
            .context("no Python with venv")?;
    }
    let mut install = Command::new(&interpreter);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "8"]);
    install.arg("--requirement").arg(sources.join("requirements.txt"));
    install.arg(workspace::root().join("bindings/python"));
    install.env("CARGO_TARGET_DIR", workspace::target().join("bench-events/wheel"));
    process::run(&mut install)?;
    let mut command = Command::new(interpreter);
    command.arg(sources.join("events.py"));
    Ok(command)
}

fn rows(command: &mut Command) -> Result<Vec<Row>> {
    let text = process::output(command)?;
    serde_json::from_str(&text).with_context(|| format!("{} printed no rows", process::line(command)))
}

fn section(rust: &[Row], python: &[Row]) -> String {
    let mut text = format!(
        "## tda-events\n\n\
         CPU time of one call on one thread: medians of 31 rounds in which all ways of a row take turns; the ratio, round \
         by round, is by our time, so that above 1 ours is faster. Ours takes a typed event to the record that a producer \
         sends (checks of every field, topic, keys, headers, value), and back with every check. The peers serialize and \
         parse the same bytes as a plain struct of serde's derive; *with checks* they do the same work as ours besides, \
         written by hand for the one payload (`benches/events/src/checked.rs`), but forget fields that they do not know. \
         *A record of its own* borrows nothing from its event. Before anything is timed, every peer has written the same \
         bytes and read the same values.\n\n\
         {}\n\n{}",
        report::machine(),
        table(rust)
    );
    if !python.is_empty() {
        text.push_str("\nFrom Python:\n\n");
        text.push_str(&table(python));
    }
    text
}

fn table(rows: &[Row]) -> String {
    let mut text = "| what | bytes | ours | peers: time, and by our time |\n|---|---|---|---|\n".to_owned();
    for Row { name, bytes, ways } in rows {
        let Some((ours, peers)) = ways.split_first() else { continue };
        let peers: Vec<_> = peers
            .iter()
            .map(|way| format!("{} {} ({:.2})", way.name, duration(way.nanoseconds), way.by_first))
            .collect();
        let _ =
            writeln!(text, "| {name} | {bytes} | {} | {} |", duration(ours.nanoseconds), peers.join(", "));
    }
    text
}

/// Three digits and a unit.
fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e5 => format!("{:.2} us", ns / 1e3),
        ns if ns < 1e6 => format!("{:.0} us", ns / 1e3),
        ns => format!("{:.2} ms", ns / 1e6),
    }
}
