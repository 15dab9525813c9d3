//! The promise of the worker on three real brokers, in minutes: a storm of faults, and promises broken on purpose.

use anyhow::{Result, bail};

use super::session::Session;
use crate::{python_environment::PythonEnvironment, reliability, stage::Stages, tally::Tally, workspace};

/// What every run of the tests includes: two minutes.
pub(super) fn storm(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("the checker of histories", |tally| check_checker(session, tally))?;
    stages.run("three brokers in a storm", |_| holds(reliability::short()?))
}

pub(super) fn controls(stages: &mut Stages) -> Result<()> {
    stages.run("promises broken on purpose", |_| holds(reliability::controls()?))
}

fn check_checker(session: &Session, tally: &mut Tally) -> Result<()> {
    let environment = PythonEnvironment::ensure()?;
    let mut pytest = environment.command("python");
    pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    pytest.arg(workspace::root().join("tda-client/tests/reliability"));
    session.run_counted(&mut pytest, tally)
}

fn holds(kept: bool) -> Result<()> {
    if !kept {
        bail!("a law was broken, or a broken one was not found: see above");
    }
    Ok(())
}
