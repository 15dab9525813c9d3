//! `cargo xtask test`: every test of every language, against the embedded broker and a real Kafka.

mod cpp;
mod cpp_sanitizers;
mod cross;
mod demo;
mod exactly_once;
mod python;
mod reliability;
mod rust;
mod sanitizers;
mod session;

use anyhow::Result;

use crate::{checkers, leftovers, stage::Stages};
use session::Session;

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Suite {
    /// Unit, integration and documentation tests of the crates.
    Rust,
    /// The wheel: built, installed in target/venv, pytest.
    Python,
    /// The C++ library: built, ctest, installed, used from a project of its own.
    Cpp,
    /// The C++ tests under AddressSanitizer, UndefinedBehaviorSanitizer and ThreadSanitizer; only when it is named (minutes).
    CppSanitizers,
    /// What `tda generate` writes, each by the real checker of its format (Go, Node.js and Java are needed).
    Checkers,
    /// What the events crate writes, read by fastavro, the CloudEvents SDK and a JSON Schema validator.
    Cross,
    /// `tda demo`, which `cargo xtask demo` builds and runs, from its start to its pictures.
    Demo,
    /// Only the tests that need the real Kafka, in every language, and the one that kills workers (minutes).
    Kafka,
    /// Only the tests that need the real schema registry.
    Registry,
    /// Three brokers in a storm of faults; when it is named, promises broken on purpose, too (minutes).
    Reliability,
    /// The calls into librdkafka under valgrind's memcheck; only when it is named (valgrind is needed).
    Sanitizers,
    /// Only the tests that need the secured Kafka: TLS, SASL, access rules.
    Security,
}

/// Runs the suites, all of them when none is named, and prints the seconds of every stage.
pub(crate) fn run(suites: &[Suite]) -> Result<bool> {
    leftovers::adopt_orphans()?;
    let result = run_suites(suites);
    // Also after an interrupt or a failure: nothing that a test started may outlive this command.
    leftovers::kill(&[]);
    let tally = result?;
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(tally.failed == 0)
}

/// Tries who may do what on a secured broker, and writes `docs/access-matrix.md`.
pub(crate) fn access_matrix() -> Result<bool> {
    leftovers::adopt_orphans()?;
    let mut stages = Stages::default();
    let mut session = Session::default();
    stages.run("secured Kafka up", |_| session.start_secured_kafka())?;
    let tried = rust::access_matrix(&mut stages, &session);
    leftovers::kill(&[]);
    tried?;
    Ok(stages.finish()?.failed == 0)
}

fn run_suites(suites: &[Suite]) -> Result<crate::tally::Tally> {
    let selected = |suite| suites.is_empty() || suites.contains(&suite);
    let only_kafka = |suite| !selected(suite) && selected(Suite::Kafka);
    let mut stages = Stages::default();
    let mut session = Session::default();
    let needs_kafka =
        |suite: &Suite| !matches!(suite, Suite::Cross | Suite::Demo | Suite::Registry | Suite::Security);
    if suites.is_empty() || suites.iter().any(needs_kafka) {
        stages.run("real Kafka up", |_| session.start_kafka())?;
    }
    if selected(Suite::Rust) || selected(Suite::Security) {
        stages.run("secured Kafka up", |_| session.start_secured_kafka())?;
    }
    if selected(Suite::Rust) || selected(Suite::Registry) {
        stages.run("real schema registries up", |_| session.start_registries())?;
    }
    if selected(Suite::Rust) {
        stages.run("S3 server up", |_| session.start_s3())?;
    }
    if selected(Suite::Rust) {
        rust::all(&mut stages, &session)?;
    } else if only_kafka(Suite::Rust) {
        rust::kafka(&mut stages, &session)?;
    }
    if selected(Suite::Registry) && !selected(Suite::Rust) {
        rust::registry(&mut stages, &session)?;
    }
    if selected(Suite::Security) && !selected(Suite::Rust) {
        rust::secured(&mut stages, &session)?;
    }
    if python::exists() && (selected(Suite::Python) || only_kafka(Suite::Python)) {
        python::run(&mut stages, &session, only_kafka(Suite::Python))?;
    }
    if cpp::exists() && (selected(Suite::Cpp) || only_kafka(Suite::Cpp)) {
        cpp::run(&mut stages, &session, only_kafka(Suite::Cpp))?;
    }
    if exactly_once::exists() && selected(Suite::Kafka) {
        exactly_once::run(&mut stages, &session)?;
    }
    if suites.contains(&Suite::CppSanitizers) {
        cpp_sanitizers::run(&mut stages, &session)?;
    }
    if suites.contains(&Suite::Sanitizers) {
        sanitizers::run(&mut stages, &session)?;
    }
    if selected(Suite::Reliability) {
        reliability::storm(&mut stages, &session)?;
    }
    // Minutes more of a machine's whole attention: only where it is asked for by name.
    if suites.contains(&Suite::Reliability) {
        reliability::controls(&mut stages)?;
    }
    if selected(Suite::Cross) {
        cross::run(&mut stages, &session)?;
    }
    if selected(Suite::Checkers) {
        checkers::run(&mut stages, &session.bootstrap_servers()?)?;
    }
    if selected(Suite::Demo) && demo::exists() {
        demo::run(&mut stages, &session)?;
    }
    stages.finish()
}
