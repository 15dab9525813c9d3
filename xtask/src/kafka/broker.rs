//! One Kafka broker in KRaft mode: its properties, its start, and the wait until it answers.

use std::{
    fs::{self, File},
    io,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::probe;
use crate::process::{self, Lifetime};

/// A start takes 5 s on an idle machine; a loaded one with two cores was seen to need 20 s.
const START_TIMEOUT: Duration = Duration::from_secs(120);
/// Between choosing a free port and binding it another program may take it.
const START_ATTEMPTS_MAX: u32 = 3;
/// `tda-stream-dev-1` in URL-safe Base64: a cluster id is the text of 16 bytes.
const CLUSTER_ID: &str = "dGRhLXN0cmVhbS1kZXYtMQ";
/// The part of the broker's log that an error shows.
const LOG_LINES_SHOWN: usize = 15;

/// Where a broker keeps its files. Everything is made new at every start.
pub(super) const PROPERTIES_FILE: &str = "server.properties";
pub(super) const LOG_FILE: &str = "server.log";

/// A broker that has just been started and answers on 127.0.0.1.
pub(super) struct Started {
    pub(super) child: Child,
    pub(super) port: u16,
}

/// Starts an empty broker whose files are under `folder`, which is emptied first.
///
/// `launched` hears of the process and its port before the wait, so that no broker is ever unknown.
pub(super) fn start(
    jars: &Path,
    folder: &Path,
    lifetime: Lifetime,
    launched: impl Fn(u32, u16) -> Result<()>,
) -> Result<Started> {
    for attempt in 1..=START_ATTEMPTS_MAX {
        let (port, controller_port) = free_ports()?;
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let properties_path = folder.join(PROPERTIES_FILE);
        fs::write(&properties_path, properties(port, controller_port, &folder.join("data")))?;
        format_storage(jars, folder, &properties_path)?;
        let mut child = launch(jars, folder, &properties_path, lifetime)?;
        let answers =
            launched(child.id(), port).and_then(|()| wait_until_it_answers(&mut child, port, folder));
        match answers {
            Ok(()) => return Ok(Started { child, port }),
            Err(error) => {
                process::kill_group(&mut child);
                let port_taken = log_of(folder).contains("Address already in use");
                if !port_taken || attempt == START_ATTEMPTS_MAX || error.is::<process::Interrupted>() {
                    return Err(error);
                }
                eprintln!("kafka: another program took port {port} or {controller_port}, trying two others");
            }
        }
    }
    unreachable!("the last attempt returns")
}

/// Two ports that are free now. Both listeners are open at once, so they differ.
pub(crate) fn free_ports() -> Result<(u16, u16)> {
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let second = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok((first.local_addr()?.port(), second.local_addr()?.port()))
}

fn properties(port: u16, controller_port: u16, data: &Path) -> String {
    format!(
        "process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs={data}

# Topics are made by who owns them: a misspelt name must be an error.
auto.create.topics.enable=false

# Access rules can be made; those who log in without a name, as all do here, may do everything.
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS

# One broker holds the only copy of everything.
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=5
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=5

# Tests kill their clients: a group must see it in seconds, and an open transaction must not hold others up.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
group.consumer.min.session.timeout.ms=3000
group.consumer.min.heartbeat.interval.ms=500
transaction.abort.timed.out.transaction.cleanup.interval.ms=1000

# Small: the default is 128 MiB of the heap.
log.cleaner.dedupe.buffer.size=8388608
",
        data = data.display()
    )
}

/// A Java command with Kafka on its class path. Flags for a small heap and a fast start, not for throughput.
fn java(jars: &Path) -> Command {
    let mut command = Command::new("java");
    command
        .args(["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"])
        .arg("-Dorg.slf4j.simpleLogger.showDateTime=true")
        .arg("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS")
        .arg("-classpath")
        .arg(jars.join("*"))
        .stdin(Stdio::null());
    command
}

fn format_storage(jars: &Path, folder: &Path, properties_path: &Path) -> Result<()> {
    let log_path = folder.join("format.log");
    let log = File::create(&log_path)?;
    let mut command = java(jars);
    command
        .args(["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c"])
        .arg(properties_path)
        .stdout(log.try_clone()?)
        .stderr(log);
    let status = process::status(&mut command)?;
    if !status.success() {
        bail!(
            "the broker's folder cannot be formatted ({status}):\n{}",
            last_lines(&fs::read_to_string(log_path)?)
        );
    }
    Ok(())
}

fn launch(jars: &Path, folder: &Path, properties_path: &Path, lifetime: Lifetime) -> Result<Child> {
    let log = File::create(folder.join(LOG_FILE))?;
    let mut command = java(jars);
    command.arg("kafka.Kafka").arg(properties_path).stdout(log.try_clone()?).stderr(log);
    process::spawn(&mut command, lifetime)
}

fn wait_until_it_answers(child: &mut Child, port: u16, folder: &Path) -> Result<()> {
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        if let Some(status) = child.try_wait()? {
            bail!("the broker ended with {status} while starting:\n{}", last_lines(&log_of(folder)));
        }
        if probe::answers(port) {
            return Ok(());
        }
        if Instant::now() >= deadline {
            bail!("the broker does not answer within {START_TIMEOUT:?}:\n{}", last_lines(&log_of(folder)));
        }
        process::check_interrupt()?;
        thread::sleep(process::POLL_INTERVAL);
    }
}

fn log_of(folder: &Path) -> String {
    fs::read_to_string(folder.join(LOG_FILE)).unwrap_or_default()
}

/// The end of a log, as an error shows it.
pub(crate) fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..].join("\n")
}

/// Removes a server's folder; one that is gone already is fine.
pub(crate) fn remove_files(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_free_ports_differ() {
        let (first, second) = free_ports().unwrap();
        assert_ne!(first, second);
    }

    #[test]
    fn clients_are_told_an_address_on_loopback_only() {
        let text = properties(4001, 4002, Path::new("/data"));
        let listeners: Vec<&str> = text.lines().filter(|line| line.contains("listeners=")).collect();
        assert!(
            listeners.iter().all(|line| line.matches("://").count() == line.matches("127.0.0.1").count())
        );
        assert!(text.lines().any(|line| line == "auto.create.topics.enable=false"));
    }

    #[test]
    fn a_long_log_shows_its_end() {
        let log: String = (0..100).map(|line| format!("line {line}\n")).collect();
        let shown = last_lines(&log);
        assert!(shown.ends_with("line 99") && shown.lines().count() == LOG_LINES_SHOWN, "{shown}");
    }
}
