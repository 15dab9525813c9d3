//! The promise of the worker on a real Kafka: workers are killed over and over, a stranger's consumer counts.

use std::{ffi::OsString, path::PathBuf};

use anyhow::Result;

use super::{cpp, session::Session};
use crate::{programs, python_environment::PythonEnvironment, stage::Stages, workspace};

/// Whether the test is there.
pub(super) fn exists() -> bool {
    folder().exists()
}

pub(super) fn run(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("exactly once", |_| kill_workers(session, "exactly_once.py", &cpp_worker()))?;
    // A test that cannot fail proves nothing: the same counting must find what transactions prevent.
    stages.run("the same without transactions", |_| {
        let plain = ["--guarantee", "at-least-once", "--jobs", "40", "--kills", "6"].map(OsString::from);
        kill_workers(session, "exactly_once.py", &plain)
    })?;
    stages.run("killed in the middle of a rebalance", |_| kill_workers(session, "orphans.py", &[]))
}

fn cpp_worker() -> Vec<OsString> {
    let worker = cpp::worker();
    if worker.exists() { vec!["--cpp-worker".into(), worker.into()] } else { Vec::new() }
}

fn kill_workers(session: &Session, script: &str, arguments: &[OsString]) -> Result<()> {
    let environment = PythonEnvironment::ensure()?;
    session.run(&mut programs::build())?;
    let mut test = environment.command("python");
    test.arg(folder().join(script)).arg("--tda").arg(programs::tda());
    test.args(["--bootstrap-servers", &session.bootstrap_servers()?]).args(arguments);
    session.run(&mut test)
}

fn folder() -> PathBuf {
    workspace::root().join("tda-client/tests/exactly_once")
}
