//! What the events crate writes, read by programs of others: fastavro, the CloudEvents SDK, a JSON Schema validator.

use std::{fs, process::Command};

use anyhow::Result;

use super::session::Session;
use crate::{programs, python_environment::PythonEnvironment, stage::Stages, workspace};

pub(super) fn run(stages: &mut Stages, session: &Session) -> Result<()> {
    stages.run("events read by fastavro and the CloudEvents SDK", |_| read_by_others(session))?;
    stages.run("schemas and catalogs by a validator", |_| {
        let environment = PythonEnvironment::ensure()?;
        let mut check = environment.command("python");
        let room = workspace::root().join("tda-events");
        session.run(check.arg(room.join("tests/cross/check_schemas.py")).arg(room))
    })
}

/// Every event of every catalog in every form, written by an example, then read elsewhere.
fn read_by_others(session: &Session) -> Result<()> {
    let environment = PythonEnvironment::ensure()?;
    let folder = workspace::target().join("cross");
    fs::create_dir_all(&folder)?;
    let corpus = folder.join("events.jsonl");
    session.run(&mut programs::build())?;
    session.run(Command::new(programs::wire_corpus()).arg(&corpus))?;
    let mut read = environment.command("python");
    session.run(read.arg(workspace::root().join("tda-events/tests/cross/read_events.py")).arg(corpus))
}
