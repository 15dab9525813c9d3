//! Shell scripts: bash parses them, and runs them with tools that only write down how they are called.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};
use tda_events::{
    Environment, Topic,
    generate::{self, Kind},
};

use super::{Verdict, Work, hostile};
use crate::{process, tally::Tally, workspace};

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

/// Classes of Kafka's own tools, by the names of their scripts.
const REAL_TOOLS: [(&str, &str); 3] = [
    ("kafka-acls.sh", "org.apache.kafka.tools.AclCommand"),
    ("kafka-configs.sh", "kafka.admin.ConfigCommand"),
    ("kafka-topics.sh", "org.apache.kafka.tools.TopicCommand"),
];

/// The scripts of the unfriendly catalog on a real Kafka, and those for topics a second time.
pub(super) fn on_kafka(work: &Work, bootstrap_servers: &str, tally: &mut Tally) -> Result<()> {
    let jars = workspace::target().join("kafka/jars");
    for (name, class) in REAL_TOOLS {
        let java = "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
        let tool = format!("#!/bin/sh\nexec {java} -cp '{}/*' {class} \"$@\"\n", jars.display());
        make_executable(&work.write(&format!("real/bin/{name}"), &tool)?)?;
    }
    let home = work.folder.join("real");
    for kind in [Kind::Topics, Kind::Topics, Kind::Acls] {
        for file in generate::files(hostile(), kind, Environment::Development) {
            let script = work.write("real/script.sh", &file.text)?;
            let mut command = Command::new("bash");
            command.arg(script).env("BOOTSTRAP_SERVERS", bootstrap_servers).env("KAFKA_HOME", &home);
            process::output(&mut command)?;
            tally.passed += 1;
        }
    }
    let mut list = Command::new(home.join("bin/kafka-topics.sh"));
    let topics = process::output(list.args(["--bootstrap-server", bootstrap_servers, "--list"]))?;
    let missing: Vec<&str> = hostile()
        .all_topics()
        .map(Topic::name)
        .filter(|name| !topics.lines().any(|topic| topic == *name))
        .collect();
    if !missing.is_empty() {
        bail!("the broker lacks the topics {}", missing.join(", "));
    }
    Ok(())
}

/// What a script calls, by running it with the tools of `home`.
fn calls(script: &Path, home: &Path) -> Result<String> {
    let mut command = Command::new("bash");
    command.arg(script).env("BOOTSTRAP_SERVERS", "broker:9092").env("KAFKA_HOME", home);
    process::output(&mut command)
}

fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}
