//! One Kafka broker in KRaft mode: its files, its start, and what may be done to its process.

use std::{
    fs::{self, File},
    io,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use super::properties::{Ports, Properties};
use crate::process::{self, Lifetime};

/// `tda-stream-dev-1` in URL-safe Base64: a cluster id is the text of 16 bytes.
const CLUSTER_ID: &str = "dGRhLXN0cmVhbS1kZXYtMQ";
/// The part of the broker's log that an error shows.
const LOG_LINES_SHOWN: usize = 15;
/// A broker writes a megabyte of log in an hour; an error needs the end of it.
const LOG_FILE: &str = "server.log";
const PROPERTIES_FILE: &str = "server.properties";

/// The files of one broker, and where it listens.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) folder: PathBuf,
    pub(super) ports: Ports,
}

impl Site {
    pub(super) fn properties_path(&self) -> PathBuf {
        self.folder.join(PROPERTIES_FILE)
    }

    fn java_options_path(&self) -> PathBuf {
        self.folder.join("java.options")
    }

    pub(super) fn log_path(&self) -> PathBuf {
        self.folder.join(LOG_FILE)
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Writes the properties and formats the storage of a new broker.
    pub(super) fn prepare(&self, jars: &Path, properties: &Properties) -> Result<()> {
        fs::create_dir_all(&self.folder)?;
        fs::write(self.properties_path(), properties.render())?;
        fs::write(self.java_options_path(), properties.render_java_options())?;
        let log_path = self.folder.join("format.log");
        let log = File::create(&log_path)?;
        let mut command = java(jars);
        command
            .args(["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID])
            .args(properties.format_arguments())
            .arg("-c")
            .arg(self.properties_path())
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

    /// Starts the broker with what its folder holds; it answers a few seconds later.
    pub(super) fn launch(&self, jars: &Path, lifetime: Lifetime) -> Result<Child> {
        // Appended: after a restart the log still says why the broker went.
        let log = File::options().create(true).append(true).open(self.log_path())?;
        let mut command = java(jars);
        command.arg(format!("@{}", self.java_options_path().display()));
        command.arg("kafka.Kafka").arg(self.properties_path()).stdout(log.try_clone()?).stderr(log);
        process::spawn(&mut command, lifetime)
    }

    /// Whether process `pid` is this broker: process ids are used again.
    pub(super) fn owns(&self, pid: i32) -> bool {
        let properties = self.properties_path();
        process::arguments_of(pid)
            .is_some_and(|arguments| arguments.iter().any(|argument| Path::new(argument) == properties))
    }
}

/// Ports that are free now. All listeners are open at once, so they differ.
pub(crate) fn free_ports<const N: usize>() -> Result<[u16; N]> {
    let mut listeners = Vec::with_capacity(N);
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        *port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok(ports)
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
    fn free_ports_differ() {
        let [first, second, third] = free_ports().unwrap();
        assert!(first != second && second != third && third != first);
    }

    #[test]
    fn a_long_log_shows_its_end() {
        let log: String = (0..100).map(|line| format!("line {line}\n")).collect();
        let shown = last_lines(&log);
        assert!(shown.ends_with("line 99") && shown.lines().count() == LOG_LINES_SHOWN, "{shown}");
    }
}
