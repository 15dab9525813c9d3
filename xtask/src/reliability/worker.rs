//! A place in a consumer group: one `tda worker` after another, killed, paused and started again.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

use super::traffic::group;
use crate::process::{self, Lifetime};

/// How the members of a group agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub(crate) enum Protocol {
    Classic,
    Consumer,
}

impl Protocol {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Consumer => "consumer",
        }
    }
}

/// A supervisor waits so long before it starts a worker that ended by itself again.
const RESTART_PAUSE: Duration = Duration::from_millis(500);
/// Short: a killed worker's partitions must move in seconds.
const SESSION_TIMEOUT_MS: &str = "6000";

/// The exit status of the `tda` command for a fault in its words or its configuration.
const USAGE: i32 = 2;

/// Debian's place for the library that fakes clocks.
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// What a worker is started with.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) program: PathBuf,
    /// Of a program that takes no subcommand: none.
    pub(crate) subcommand: Option<&'static str>,
    pub(crate) servers: String,
    pub(crate) prefix: String,
    pub(crate) protocol: Protocol,
    pub(crate) more: Vec<String>,
}

/// A place for workers, one after another; the last one is killed when it is dropped.
pub(crate) struct Slot {
    name: String,
    program: Program,
    is_static: bool,
    folder: PathBuf,
    child: Option<Child>,
    ended_at: Instant,
    crash_point: Option<String>,
    environment: Vec<(String, String)>,
    /// How it is to end; ends of any other kind are its own.
    expected: bool,
    is_wanted: bool,
    pub(crate) counts: Counts,
}

/// What has happened to the workers of a place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) kills: u32,
    pub(crate) crashes: u32,
    /// Ended by themselves with an error, and started again.
    pub(crate) exits: u32,
}

impl Slot {
    pub(crate) fn new(name: &str, program: Program, is_static: bool, folder: &Path) -> Self {
        Self {
            name: name.to_owned(),
            program,
            is_static,
            folder: folder.to_owned(),
            child: None,
            ended_at: Instant::now(),
            crash_point: None,
            environment: Vec::new(),
            expected: false,
            is_wanted: false,
            counts: Counts::default(),
        }
    }

    /// Sets a variable for all workers of this place that start from now on.
    pub(crate) fn environment(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Where the workers write their log.
    pub(crate) fn log_path(&self) -> PathBuf {
        self.folder.join(format!("{}.log", self.name))
    }

    fn clock_path(&self) -> PathBuf {
        self.folder.join(format!("{}.clock", self.name))
    }

    /// Starts a worker, which dies at the crash point if one is named. Call it on the main thread.
    pub(crate) fn start(&mut self, crash_point: Option<String>) -> Result<()> {
        let log = File::options().create(true).append(true).open(self.log_path())?;
        let Program { program, subcommand, servers, prefix, protocol, more } = &self.program;
        let mut command = Command::new(program);
        command
            .args(subcommand)
            .args(["--bootstrap-servers", servers, "--topic-prefix", prefix, "--group", &group(prefix)])
            .args(more)
            .env("LOG_LEVEL", "debug")
            .env("KAFKA_GROUP_PROTOCOL", protocol.name())
            .env_remove("TDA_CRASH_POINT")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        // Under the new protocol the brokers decide it.
        if *protocol == Protocol::Classic {
            command.args(["--session-timeout-ms", SESSION_TIMEOUT_MS]);
        }
        if self.is_static {
            command.args(["--instance-id", &self.name]);
        }
        if let Some(point) = &crash_point {
            command.env("TDA_CRASH_POINT", point);
        }
        if clocks_can_jump() {
            fs::write(self.clock_path(), "+0\n")?;
            // Monotonic clocks do not jump on real machines, either.
            command
                .env("LD_PRELOAD", FAKETIME)
                .env("FAKETIME_TIMESTAMP_FILE", self.clock_path())
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("DONT_FAKE_MONOTONIC", "1");
        }
        self.child = Some(process::spawn(&mut command, Lifetime::Scoped)?);
        self.crash_point = crash_point;
        self.expected = false;
        self.is_wanted = true;
        Ok(())
    }

    /// Starts again what has ended, after a pause where it ended by itself.
    pub(crate) fn tend(&mut self) -> Result<()> {
        let Some(child) = &mut self.child else {
            if self.is_wanted && self.ended_at.elapsed() >= RESTART_PAUSE {
                self.start(None)?;
            }
            return Ok(());
        };
        let Some(status) = child.try_wait()? else { return Ok(()) };
        if status.code() == Some(USAGE) {
            bail!("a worker refuses its configuration: see {}", self.log_path().display());
        }
        let aborted = std::os::unix::process::ExitStatusExt::signal(&status) == Some(Signal::ABORT.as_raw());
        if self.crash_point.is_some() && aborted {
            self.counts.crashes += 1;
        } else if !self.expected {
            self.counts.exits += 1;
        }
        self.child = None;
        self.ended_at = Instant::now();
        Ok(())
    }

    /// Kills the worker; the next one starts with `crash_point`.
    pub(crate) fn replace(&mut self, crash_point: Option<String>) -> Result<()> {
        self.kill();
        self.start(crash_point)
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            process::kill_group(&mut child);
            self.counts.kills += 1;
        }
        self.ended_at = Instant::now();
    }

    /// Asks the worker to stop; `tend` starts the next one.
    pub(crate) fn ask_to_stop(&mut self) {
        self.expected = true;
        self.signal(Signal::CONT);
        self.signal(Signal::TERM);
    }

    /// Asks the worker to stop, and starts no other.
    pub(crate) fn retire(&mut self) {
        self.is_wanted = false;
        self.ask_to_stop();
    }

    pub(crate) fn pause(&self) {
        self.signal(Signal::STOP);
    }

    pub(crate) fn resume(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        if let Some(child) = &self.child {
            // Gone already: `tend` will see it.
            let _ = rustix::process::kill_process_group(Pid::from_child(child), signal);
        }
    }

    /// Lets the worker's wall clock jump by so many seconds from the true time; 0 sets it right.
    pub(crate) fn set_clock(&self, seconds: i64) -> Result<()> {
        fs::write(self.clock_path(), format!("{seconds:+}\n")).context("the clock cannot be set")
    }

    /// Whether the worker has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.as_mut().is_none_or(|child| matches!(child.try_wait(), Ok(Some(_))))
    }

    /// Waits until the worker has ended; kills it after `patience`.
    pub(crate) fn join(&mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        while !self.has_ended() && Instant::now() < deadline {
            std::thread::sleep(process::POLL_INTERVAL);
        }
        if let Some(mut child) = self.child.take() {
            process::kill_group(&mut child);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            process::kill_group(&mut child);
        }
    }
}

/// Whether the library that fakes clocks is installed (Debian: `faketime`).
pub(crate) fn clocks_can_jump() -> bool {
    Path::new(FAKETIME).exists()
}
