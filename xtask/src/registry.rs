//! `cargo xtask registry`: a real schema registry (Apicurio), for development and for the tests.
//!
//! Program, Java and logs are under `target/registry`; it listens on free ports of 127.0.0.1 and starts empty.

mod install;
mod server;

use std::{
    fs::{self, File},
    path::PathBuf,
    process::Child,
};

use anyhow::{Context, Result, bail};

use crate::{
    kafka,
    process::{self, Lifetime},
    versions::Versions,
    workspace,
};
use server::Ports;

/// Before the process id of the owner in the name of a scoped registry's folder.
const SCOPED_PREFIX: &str = "scoped-";

#[derive(Clone, Copy, Debug, clap::Subcommand)]
pub(crate) enum Chore {
    /// Start a registry, wait until it answers, print SCHEMA_REGISTRY_URL=ADDRESS.
    ///
    /// The first time downloads Apicurio Registry through Maven (159 MB) and a Java for it through pip (34 MB). Says the
    /// address again when the registry is up already. Every start is empty. Use it as:
    /// export $(cargo xtask registry up)
    Up,
    /// Stop the registry and forget its schemas. Does nothing when none is up.
    Down,
    /// Say whether the registry is up, and where. Exits with 1 when it is not.
    Status,
}

/// Does the chore; `false` means that `status` found no registry.
pub(crate) fn run(chore: Chore) -> Result<bool> {
    let service = Service { folder: folder() };
    match chore {
        Chore::Up => println!("SCHEMA_REGISTRY_URL={}", service.up()?),
        Chore::Down => match service.down()? {
            Some(pid) => println!("registry: stopped (process {pid})"),
            None => println!("registry: not running"),
        },
        Chore::Status => match service.running()? {
            Some(running) if running.ports.is_ready() => {
                println!("SCHEMA_REGISTRY_URL={}", running.ports.url());
                println!("registry: running (process {}, log {})", running.pid, service.log().display());
            }
            Some(running) => bail!(
                "registry: process {} is there and does not answer at {}; see {}",
                running.pid,
                running.ports.url(),
                service.log().display()
            ),
            None => {
                println!("registry: not running");
                return Ok(false);
            }
        },
    }
    Ok(true)
}

fn folder() -> PathBuf {
    workspace::target().join("registry")
}

/// The registry that `up` starts and `down` stops: one for each target folder.
struct Service {
    folder: PathBuf,
}

/// A registry process that was seen to be ours.
struct Running {
    pid: i32,
    ports: Ports,
}

impl Service {
    fn run_folder(&self) -> PathBuf {
        self.folder.join("run")
    }

    fn log(&self) -> PathBuf {
        self.run_folder().join(server::LOG_FILE)
    }

    /// "PID PORT MANAGEMENT_PORT" of the registry that was started last.
    fn state_path(&self) -> PathBuf {
        self.folder.join("registry.state")
    }

    fn up(&self) -> Result<String> {
        let _lock = self.lock()?;
        if let Some(running) = self.running()? {
            if !running.ports.is_ready() {
                bail!(
                    "the registry (process {}) runs and does not answer: try `cargo xtask registry down`",
                    running.pid
                );
            }
            return Ok(running.ports.url());
        }
        let program = install::program(&self.folder, &Versions::load()?.registry)?;
        let state_path = self.state_path();
        let started = server::start(&program, &self.run_folder(), Lifetime::Detached, |pid, ports| {
            fs::write(&state_path, format!("{pid} {} {}\n", ports.http, ports.management))
                .context("the state of the registry cannot be kept")
        })?;
        Ok(started.ports.url())
    }

    fn down(&self) -> Result<Option<i32>> {
        let _lock = self.lock()?;
        let running = self.running()?;
        if let Some(running) = &running {
            kafka::stop(running.pid, || self.owns(running.pid))?;
        }
        kafka::remove_files(&self.run_folder())?;
        if self.state_path().exists() {
            fs::remove_file(self.state_path())?;
        }
        Ok(running.map(|running| running.pid))
    }

    /// The registry of the last `up`, if its process still exists and is that registry.
    fn running(&self) -> Result<Option<Running>> {
        let Ok(state) = fs::read_to_string(self.state_path()) else { return Ok(None) };
        let running = parse_state(&state).with_context(|| {
            format!(
                "{} is damaged: end the registry by hand and delete the file",
                self.state_path().display()
            )
        })?;
        Ok(self.owns(running.pid).then_some(running))
    }

    /// Whether process `pid` is a registry of this folder: process ids are used again.
    fn owns(&self, pid: i32) -> bool {
        let mark = server::mark(&self.run_folder());
        process::arguments_of(pid).is_some_and(|arguments| arguments.contains(&mark))
    }

    /// Held while something is started or stopped: two `up` at once start one registry.
    fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock().context("the lock of target/registry cannot be taken")?;
        Ok(lock)
    }
}

fn parse_state(state: &str) -> Option<Running> {
    let mut words = state.split_whitespace();
    let pid = words.next()?.parse().ok().filter(|pid| *pid > 0)?;
    let ports = Ports { http: words.next()?.parse().ok()?, management: words.next()?.parse().ok()? };
    Some(Running { pid, ports })
}

/// A registry for as long as this value lives: killed and deleted when it is dropped, and killed by the kernel when
/// this program dies in a way that drops nothing.
pub(crate) struct Registry {
    child: Child,
    ports: Ports,
    folder: PathBuf,
}

impl Registry {
    /// Starts an empty registry, `name` among those of this program. Call it on the main thread.
    pub(crate) fn start_scoped(name: &str) -> Result<Self> {
        let service = Service { folder: folder() };
        let program = {
            let _lock = service.lock()?;
            install::program(&service.folder, &Versions::load()?.registry)?
        };
        kafka::remove_abandoned(&service.folder, SCOPED_PREFIX)?;
        let folder = service.folder.join(format!("{SCOPED_PREFIX}{}", std::process::id())).join(name);
        let started =
            server::start(&program, &folder, Lifetime::Scoped, |_, _| Ok(())).inspect_err(|_| {
                // The error that counts is the start's.
                let _ = kafka::remove_files(&folder);
            })?;
        Ok(Self { child: started.child, ports: started.ports, folder })
    }

    /// The address of its Confluent-compatible interface.
    pub(crate) fn url(&self) -> String {
        self.ports.url()
    }

    /// The process id of the registry.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        process::kill_group(&mut self.child);
        if let Err(error) = kafka::remove_files(&self.folder) {
            eprintln!("registry: {error:#}");
        }
        // The last one of this program leaves the folder around them empty.
        let _ = self.folder.parent().map(fs::remove_dir);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_with_our_process_id_is_not_our_registry() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service { folder: folder.path().to_owned() };
        fs::write(service.state_path(), format!("{} 8081 8082\n", std::process::id())).unwrap();
        assert!(service.running().unwrap().is_none());
        assert_eq!(service.down().unwrap(), None);
        assert!(!service.state_path().exists());
    }

    #[test]
    fn a_damaged_state_is_an_error_and_not_a_signal() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service { folder: folder.path().to_owned() };
        for state in ["-1 8081 8082", "4711", ""] {
            fs::write(service.state_path(), state).unwrap();
            assert!(service.down().is_err(), "{state}");
        }
    }
}
