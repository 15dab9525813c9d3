//! The calls into librdkafka that this workspace makes itself, under valgrind's memcheck.
//!
//! Memcheck sees the C and the Rust side of the same binary that the other tests run, without building anything again: reads and
//! writes of freed or never allocated memory, decisions on bytes that were never written, double frees, and leaks.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use super::session::Session;
use crate::{process, stage::Stages, workspace};

/// The tests whose subject are those calls.
const TESTS: &str = "kafka_admin";
/// The exit code that says that memcheck found something, apart from those of the tests.
const FOUND: &str = "99";

pub(super) fn run(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("memcheck over the administrative calls", |tally| {
        if process::output(Command::new("valgrind").arg("--version")).is_err() {
            bail!("valgrind is missing: apt-get install valgrind");
        }
        let mut check = Command::new("valgrind");
        check.current_dir(workspace::root().join("tda-client"));
        check.args(["--quiet", "--leak-check=full", "--show-leak-kinds=definite"]);
        check.args([
            "--errors-for-leak-kinds=definite",
            &format!("--error-exitcode={FOUND}"),
            "--num-callers=24",
        ]);
        check.arg(format!("--suppressions={}", workspace::root().join("xtask/memcheck.supp").display()));
        check.arg(test_binary()?).args([TESTS, "--test-threads=1"]);
        session.run_counted(&mut check, tally)
    })
}

/// The binary of the client's tests, built as all others are.
fn test_binary() -> Result<PathBuf> {
    let mut build = workspace::cargo();
    build.arg("test").args(workspace::SHARED_SELECTION);
    build.args(["--test", "main", "--no-run", "--message-format=json-render-diagnostics"]);
    let told = process::output(&mut build)?;
    let mut binaries = told.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_ours = message["target"]["src_path"].as_str()?.ends_with("tda-client/tests/main.rs");
        is_ours.then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    binaries.next().context("cargo built no tests of the client")
}
