//! The chores of the workspace. `cargo xtask --help` lists them.
#![allow(clippy::print_stdout, reason = "what a chore has to say goes to the terminal")]

mod arrows;
mod bench;
mod checkers;
mod demo;
mod generate;
mod kafka;
mod leftovers;
mod lint;
mod process;
mod programs;
mod python_environment;
mod registry;
mod reliability;
mod s3;
mod sources;
mod stage;
mod tally;
mod test;
mod versions;
mod workspace;

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;
use clap::Parser;

/// The chores of the workspace.
///
/// Start with `cargo xtask demo`; `cargo xtask lint` and `cargo xtask test` are what continuous integration runs.
/// Everything that is built or downloaded is kept under target/.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
enum Chore {
    /// Measure beside the peers, and write the figures into benches/RESULTS.md.
    ///
    /// `cargo xtask bench core --data FOLDER` runs the engine beside its peers; `cargo xtask bench --help` lists the rest.
    #[command(disable_help_flag = true)]
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
        arguments: Vec<String>,
    },
    /// Show the main job end to end on real input, without any server.
    ///
    /// Arguments are passed on to `tda demo`; `cargo xtask demo --help` lists them.
    #[command(disable_help_flag = true)]
    Demo {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
        arguments: Vec<OsString>,
    },
    /// Write the files that are made from code, or check that they are up to date.
    Generate {
        /// Change nothing; fail and name the files that differ.
        #[arg(long)]
        check: bool,
    },
    /// Try on a real broker what every principal of the catalog tda may do, and write docs/access-matrix.md.
    AccessMatrix,
    /// Start, stop or look at a real Apache Kafka (one broker or several on 127.0.0.1).
    #[command(subcommand)]
    Kafka(kafka::Chore),
    /// Check format, lints, types, dependency arrows and generated files.
    Lint,
    /// Start, stop or look at a real schema registry (Apicurio on 127.0.0.1).
    #[command(subcommand)]
    Registry(registry::Chore),
    /// Break workers, brokers and networks while jobs run, and check what was promised (minutes).
    Reliability(reliability::Options),
    /// Test everything, or the suites that are named; a real Kafka is started for it and ended afterwards.
    Test {
        /// What to test; everything when none is given.
        #[arg(value_enum)]
        suites: Vec<test::Suite>,
    },
}

fn main() -> ExitCode {
    let chore = Chore::parse();
    match run(&chore) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) if error.is::<process::Interrupted>() => {
            eprintln!("interrupted");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does the chore. `false` is an answer that scripts want as an exit status, not an error.
fn run(chore: &Chore) -> Result<bool> {
    match chore {
        // The demo takes our place, and with it the interrupts.
        Chore::Demo { .. } => {}
        _ => process::watch_interrupts()?,
    }
    match chore {
        Chore::AccessMatrix => test::access_matrix(),
        Chore::Bench { arguments } => bench::run(arguments).map(|()| true),
        Chore::Demo { arguments } => demo::run(arguments),
        Chore::Generate { check: true } => generate::check().map(|()| true),
        Chore::Generate { check: false } => generate::write().map(|()| true),
        Chore::Kafka(chore) => kafka::run(*chore),
        Chore::Lint => lint::run(),
        Chore::Registry(chore) => registry::run(*chore),
        Chore::Reliability(options) => reliability::run(options),
        Chore::Test { suites } => test::run(suites),
    }
}
