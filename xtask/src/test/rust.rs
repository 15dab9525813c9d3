//! The crates: unit, integration and documentation tests.

use std::{env, process::Command};

use anyhow::Result;

use super::session::{KAFKA_TEST_NAME, REGISTRY_TEST_NAME, SECURED_TEST_NAME, Session};
use crate::{stage::Stages, workspace};

/// How many tests of a program run at a time.
const THREADS_VARIABLE: &str = "RUST_TEST_THREADS";
/// More than cores: the tests that take long wait for brokers most of the time.
const THREADS: &str = "4";

/// One command for all that is not documentation, so that cargo unifies the features once.
pub(super) fn all(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("Rust", |tally| {
        let mut command = cargo_test();
        command.args(["--lib", "--bins", "--tests", "--examples", "--no-fail-fast"]);
        session.run_counted(&mut command, tally)
    })?;
    stages.run("Rust documentation", |tally| session.run_counted(cargo_test().arg("--doc"), tally))
}

/// Only the tests that talk to the real Kafka.
pub(super) fn kafka(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("Rust, real Kafka", |tally| {
        let mut command = cargo_test();
        command.args(["--tests", "--no-fail-fast", KAFKA_TEST_NAME]);
        session.run_counted(&mut command, tally)
    })
}

/// Only the tests that talk to the secured Kafka.
pub(super) fn secured(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("Rust, secured Kafka", |tally| {
        let mut command = cargo_test();
        command.args(["--tests", "--no-fail-fast", SECURED_TEST_NAME]);
        session.run_counted(&mut command, tally)
    })
}

/// Tries who may do what, and keeps it as a page of the documentation.
pub(super) fn access_matrix(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("who may do what", |tally| {
        let mut command = cargo_test();
        command.args(["--test", "main", "secured::matrix", "--", "--nocapture"]);
        command.env("TDA_TEST_MATRIX_PAGE", workspace::root().join("docs/access-matrix.md"));
        session.run_counted(&mut command, tally)
    })
}

/// Only the tests that talk to the real schema registry.
pub(super) fn registry(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("Rust, real schema registry", |tally| {
        let mut command = cargo_test();
        command.args(["--tests", "--no-fail-fast", REGISTRY_TEST_NAME]);
        session.run_counted(&mut command, tally)
    })
}

fn cargo_test() -> Command {
    let mut command = workspace::cargo();
    command.arg("test").args(workspace::SHARED_SELECTION);
    if env::var_os(THREADS_VARIABLE).is_none() {
        command.env(THREADS_VARIABLE, THREADS);
    }
    command
}
