//! `cargo xtask bench`: ours and the peers side by side, and the report of it in `benches/RESULTS.md`.

mod client;
mod core;
mod events;
mod report;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Benchmarks beside the peers. Each rewrites its part of benches/RESULTS.md.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    #[command(subcommand)]
    suite: Suite,
}

#[derive(Debug, Subcommand)]
enum Suite {
    /// Publishing, consuming and jobs beside clients of Rust, Python and Java.
    Client(client::Arguments),
    /// The persistent-homology engine beside its peers.
    Core(core::Arguments),
    /// Encoding and decoding events beside serializers of Rust and Python.
    Events(events::Arguments),
}

/// Runs the benchmark that the arguments name, for example `core --data DIR`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let command = std::iter::once("cargo xtask bench").chain(arguments.iter().map(String::as_str));
    match Arguments::parse_from(command).suite {
        Suite::Client(arguments) => client::run(&arguments),
        Suite::Core(arguments) => core::run(&arguments),
        Suite::Events(arguments) => events::run(&arguments),
    }
}
