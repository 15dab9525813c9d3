//! `cargo xtask kafka`: a real Apache Kafka with one broker, for development and for the tests.
//!
//! Jars, data and logs are under `target/kafka`; the broker listens on free ports of 127.0.0.1 and starts empty.

mod broker;
mod install;
mod probe;

pub(crate) use broker::{free_ports, last_lines, remove_files};
pub(crate) use install::{maven, require, sha256_of};

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Child,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

use crate::{
    process::{self, Lifetime},
    versions::Versions,
    workspace,
};

/// A broker shuts down in about a second; after this it is killed, which loses nothing that `down` would keep.
const DOWN_GRACE: Duration = Duration::from_secs(15);

/// Before the process id of the owner in the name of a scoped broker's folder.
const SCOPED_PREFIX: &str = "scoped-";

#[derive(Clone, Copy, Debug, clap::Subcommand)]
pub(crate) enum Chore {
    /// Start a broker, wait until it answers, print KAFKA_BOOTSTRAP_SERVERS=ADDRESS.
    ///
    /// The first time downloads Apache Kafka through Maven (54 MB). Says the address again when the broker is up
    /// already. Every start is a new, empty cluster. Use it as: export $(cargo xtask kafka up)
    Up,
    /// Stop the broker and forget its topics. Does nothing when none is up.
    Down,
    /// Say whether the broker is up, and where. Exits with 1 when it is not.
    Status,
}

/// Does the chore; `false` means that `status` found no broker.
pub(crate) fn run(chore: Chore) -> Result<bool> {
    let service = Service::in_folder(workspace::target().join("kafka"));
    match chore {
        Chore::Up => {
            let address = service.up()?;
            println!("KAFKA_BOOTSTRAP_SERVERS={address}");
        }
        Chore::Down => match service.down()? {
            Some(pid) => println!("kafka: stopped (process {pid})"),
            None => println!("kafka: not running"),
        },
        Chore::Status => match service.running()? {
            Some(running) if probe::answers(running.port) => {
                println!("KAFKA_BOOTSTRAP_SERVERS={}", running.address());
                println!("kafka: running (process {}, log {})", running.pid, service.log().display());
            }
            Some(running) => bail!(
                "kafka: process {} is there and does not answer on {}; see {}",
                running.pid,
                running.address(),
                service.log().display()
            ),
            None => {
                println!("kafka: not running");
                return Ok(false);
            }
        },
    }
    Ok(true)
}

/// The broker that `up` starts and `down` stops: one for each target folder.
struct Service {
    folder: PathBuf,
}

/// A broker process that was seen to be ours.
struct Running {
    pid: i32,
    port: u16,
}

impl Running {
    fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

impl Service {
    fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn broker_folder(&self) -> PathBuf {
        self.folder.join("broker")
    }

    fn log(&self) -> PathBuf {
        self.broker_folder().join(broker::LOG_FILE)
    }

    /// "PID PORT" of the broker that was started last.
    fn state_path(&self) -> PathBuf {
        self.folder.join("broker.state")
    }

    fn up(&self) -> Result<String> {
        let _lock = self.lock()?;
        if let Some(running) = self.running()? {
            if !probe::answers(running.port) {
                bail!(
                    "the broker (process {}) runs and does not answer: try `cargo xtask kafka down`",
                    running.pid
                );
            }
            return Ok(running.address());
        }
        let jars = install::jars(&self.folder, &Versions::load()?.kafka)?;
        let state_path = self.state_path();
        let started = broker::start(&jars, &self.broker_folder(), Lifetime::Detached, |pid, port| {
            fs::write(&state_path, format!("{pid} {port}\n"))
                .context("the state of the broker cannot be kept")
        })?;
        Ok(Running { pid: started.child.id().cast_signed(), port: started.port }.address())
    }

    fn down(&self) -> Result<Option<i32>> {
        let _lock = self.lock()?;
        let running = self.running()?;
        if let Some(running) = &running {
            stop(running.pid, || self.owns(running.pid))?;
        }
        remove_files(&self.broker_folder())?;
        if self.state_path().exists() {
            fs::remove_file(self.state_path())?;
        }
        Ok(running.map(|running| running.pid))
    }

    /// The broker of the last `up`, if its process still exists and is that broker.
    fn running(&self) -> Result<Option<Running>> {
        let Ok(state) = fs::read_to_string(self.state_path()) else { return Ok(None) };
        let running = parse_state(&state).with_context(|| {
            format!("{} is damaged: end the broker by hand and delete the file", self.state_path().display())
        })?;
        Ok(self.owns(running.pid).then_some(running))
    }

    /// Whether process `pid` is a Kafka that was started with our properties: process ids are used again.
    fn owns(&self, pid: i32) -> bool {
        let properties = self.broker_folder().join(broker::PROPERTIES_FILE);
        process::arguments_of(pid)
            .is_some_and(|arguments| arguments.iter().any(|argument| Path::new(argument) == properties))
    }

    /// Held while something is started or stopped: two `up` at once start one broker.
    fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock().context("the lock of target/kafka cannot be taken")?;
        Ok(lock)
    }
}

/// Removes what scoped servers left in `folder` whose owner was killed: the kernel ended them, nobody deleted their
/// files. Their names are `prefix` and the process id of the owner.
pub(crate) fn remove_abandoned(folder: &Path, prefix: &str) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(prefix)?.parse().ok());
        if owner.is_some_and(|owner| process::arguments_of(owner).is_none()) {
            remove_files(&entry.path())?;
        }
    }
    Ok(())
}

fn parse_state(state: &str) -> Option<Running> {
    let (pid, port) = state.trim().split_once(' ')?;
    Some(Running { pid: pid.parse().ok()?, port: port.parse().ok()? })
}

/// Ends process `pid` and waits until it is gone, asking `exists` each time whether it is still the same one.
pub(crate) fn stop(pid: i32, exists: impl Fn() -> bool) -> Result<()> {
    let process = Pid::from_raw(pid).context("a process id is above zero")?;
    for (signal, grace) in [(Signal::TERM, DOWN_GRACE), (Signal::KILL, DOWN_GRACE)] {
        // The process may end by itself between the check and the signal: that is what we want.
        let _ = rustix::process::kill_process(process, signal);
        let deadline = Instant::now() + grace;
        while exists() {
            if Instant::now() >= deadline {
                break;
            }
            thread::sleep(process::POLL_INTERVAL);
        }
        if !exists() {
            return Ok(());
        }
    }
    bail!("process {pid} is still there after SIGKILL")
}

/// A broker for as long as this value lives: killed and deleted when it is dropped, and killed by the kernel when
/// this program dies in a way that drops nothing.
pub(crate) struct Kafka {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Kafka {
    /// Starts an empty broker beside the one of `kafka up`. Call it on the main thread.
    pub(crate) fn start_scoped() -> Result<Self> {
        let service = Service::in_folder(workspace::target().join("kafka"));
        let jars = {
            let _lock = service.lock()?;
            install::jars(&service.folder, &Versions::load()?.kafka)?
        };
        remove_abandoned(&service.folder, SCOPED_PREFIX)?;
        let folder = service.folder.join(format!("{SCOPED_PREFIX}{}", std::process::id()));
        let started = broker::start(&jars, &folder, Lifetime::Scoped, |_, _| Ok(())).inspect_err(|_| {
            // The error that counts is the start's.
            let _ = remove_files(&folder);
        })?;
        Ok(Self { child: started.child, port: started.port, folder })
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn bootstrap_servers(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The process id of the broker.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Kafka {
    fn drop(&mut self) {
        process::kill_group(&mut self.child);
        if let Err(error) = remove_files(&self.folder) {
            eprintln!("kafka: {error:#}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_with_our_process_id_is_not_our_broker() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::in_folder(folder.path().to_owned());
        fs::write(service.state_path(), format!("{} 9092\n", std::process::id())).unwrap();
        assert!(service.running().unwrap().is_none());
        assert_eq!(service.down().unwrap(), None);
        assert!(!service.state_path().exists());
    }

    #[test]
    fn a_damaged_state_is_an_error_and_not_a_signal() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::in_folder(folder.path().to_owned());
        fs::write(service.state_path(), "-1").unwrap();
        assert!(service.down().is_err());
    }

    #[test]
    fn only_folders_whose_owner_is_gone_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let ours = folder.path().join(format!("{SCOPED_PREFIX}{}", std::process::id()));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        let abandoned = folder.path().join(format!("{SCOPED_PREFIX}{}", child.id()));
        let jars = folder.path().join("jars");
        for folder in [&ours, &abandoned, &jars] {
            fs::create_dir(folder).unwrap();
        }
        remove_abandoned(folder.path(), SCOPED_PREFIX).unwrap();
        assert!(ours.exists() && jars.exists() && !abandoned.exists());
    }
}
