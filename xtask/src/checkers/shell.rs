//! Shell scripts: bash parses them, and runs them with tools that only write down how they are called.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};
use tda_events::generate::Kind;

use super::{Verdict, Work};
use crate::tally::Tally;

/// Prints each word that it is called with on a line of its own.
const TOOL: &str = "#!/bin/sh\nprintf '%s\\n' \"${0##*/}\" \"$@\" ---\n";

pub(super) fn check(work: &Work, tally: &mut Tally) -> Result<()> {
    let tools = work.write("kafka/bin/kafka-topics.sh", TOOL)?;
    for name in ["kafka-acls.sh", "kafka-configs.sh"] {
        work.write(&format!("kafka/bin/{name}"), TOOL)?;
    }
    let home = tools.ancestors().nth(2).context("a folder above the tools")?;
    for path in fs::read_dir(home.join("bin"))? {
        make_executable(&path?.path())?;
    }
    let topics = work.generated(Kind::Topics, "sh")?;
    let acls = work.generated(Kind::Acls, "sh")?;
    for script in topics.iter().chain(&acls) {
        let calls = calls(script, home)?;
        let distinct: BTreeSet<&str> = calls.split("---\n").filter(|call| !call.is_empty()).collect();
        if distinct.is_empty() {
            bail!("{} calls nothing", script.display());
        }
        tally.passed += 1;
    }
    let script = topics.first().context("no script was generated")?;
    let spoilt = work.spoilt(script, "create_topic() {", "create_topic() {{")?;
    Verdict::of(Command::new("bash").arg("-c").arg("bash -n \"$1\" 2>&1").arg("-").arg(spoilt))?
        .must_refuse("syntax error", tally)
}

/// What a script calls, by running it with the tools of `home`.
fn calls(script: &Path, home: &Path) -> Result<String> {
    let mut command = Command::new("bash");
    command.arg(script).env("BOOTSTRAP_SERVERS", "broker:9092").env("KAFKA_HOME", home);
    crate::process::output(&mut command)
}

fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}
