//! The process that submits, reads and records: commands go to its stdin, what happens comes from its stdout.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{
    kafka,
    process::{self, Lifetime},
    programs,
    python_environment::PythonEnvironment,
    workspace,
};

/// Answers of a cluster that has just started, or just lost a broker, take their time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// A running `traffic.py`; killed when it is dropped.
pub(crate) struct Traffic {
    child: Child,
    commands: ChildStdin,
    events: Receiver<Value>,
    pub(crate) history: PathBuf,
    pub(crate) submitted: u64,
    pub(crate) ended: u64,
    /// The history is written.
    pub(crate) is_finished: bool,
}

/// How it differs from the usual.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manners {
    pub(crate) arguments: Vec<String>,
}

impl Traffic {
    /// Makes the topics of `prefix` and reads them. Call it on the main thread.
    pub(crate) fn start(
        environment: &PythonEnvironment,
        servers: &str,
        prefix: &str,
        seed: u64,
        history: PathBuf,
        manners: &Manners,
    ) -> Result<Self> {
        // What the clients say of brokers that go is for whoever looks closely.
        let log_path = history.with_extension("log");
        let log = File::create(&log_path)?;
        let mut command = script(environment, "traffic.py");
        command
            .args(["--bootstrap-servers", servers, "--prefix", prefix])
            .args(["--group", &group(prefix), "--seed", &seed.to_string()])
            .arg("--history")
            .arg(&history)
            .arg("--tda")
            .arg(programs::tda())
            .args(&manners.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = process::spawn(&mut command, Lifetime::Scoped)?;
        let (commands, stdout) = (child.stdin.take(), child.stdout.take());
        let (sender, events) = channel();
        let stdout = stdout.context("the output was not captured")?;
        thread::spawn(move || {
            let lines = BufReader::new(stdout).lines().map_while(Result::ok);
            let _ = lines
                .filter_map(|line| serde_json::from_str(&line).ok())
                .try_for_each(|event| sender.send(event));
        });
        let commands = commands.context("the input was not captured")?;
        let mut traffic =
            Self { child, commands, events, history, submitted: 0, ended: 0, is_finished: false };
        traffic.wait_for("the topics", PATIENCE, |event| event["is"] == "ready")?;
        Ok(traffic)
    }

    /// Keeps about `owed` jobs on their way from now on.
    pub(crate) fn flow(&mut self, owed: u32) -> Result<()> {
        self.tell(&json!({ "do": "flow", "owed": owed }))
    }

    pub(crate) fn tell(&mut self, command: &Value) -> Result<()> {
        writeln!(self.commands, "{command}").context("the traffic does not listen")
    }

    /// Takes in what has happened since.
    pub(crate) fn listen(&mut self) -> Result<()> {
        while let Ok(event) = self.events.try_recv() {
            self.hear(&event);
        }
        match self.child.try_wait()? {
            // What it said last may still be on its way.
            Some(status) if status.success() => {
                let last = |event: &Value| event["is"] == "finished";
                self.is_finished = self.is_finished || self.wait_for("the last word", PATIENCE, last).is_ok();
                Ok(())
            }
            Some(status) => bail!("the traffic ended with {status}: {}", self.last_words()),
            None => Ok(()),
        }
    }

    fn hear(&mut self, event: &Value) {
        if event["is"] == "count" {
            self.submitted = event["submitted"].as_u64().unwrap_or(0);
            self.ended = event["ended"].as_u64().unwrap_or(0);
        }
        self.is_finished |= event["is"] == "finished";
    }

    /// Waits for an event, `what` in words.
    pub(crate) fn wait_for(
        &mut self,
        what: &str,
        patience: Duration,
        is_it: impl Fn(&Value) -> bool,
    ) -> Result<Value> {
        let deadline = Instant::now() + patience;
        loop {
            match self.events.recv_timeout(process::POLL_INTERVAL) {
                Ok(event) if is_it(&event) => return Ok(event),
                Ok(event) => self.hear(&event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("the traffic ended while we waited for {what}: {}", self.last_words())
                }
            }
            if Instant::now() >= deadline {
                bail!("waited {patience:?} in vain for {what}");
            }
            process::check_interrupt()?;
        }
    }

    fn last_words(&self) -> String {
        kafka::last_lines(&fs::read_to_string(self.history.with_extension("log")).unwrap_or_default())
    }

    /// Has it wait for what is owed, at most so long, and write the history; `is_finished` says when that is done.
    pub(crate) fn finish(&mut self, patience: Duration) -> Result<()> {
        self.tell(&json!({ "do": "finish", "seconds": patience.as_secs() }))
    }
}

impl Drop for Traffic {
    fn drop(&mut self) {
        process::kill_group(&mut self.child);
    }
}

/// The consumer group of the workers on the topics of `prefix`.
pub(crate) fn group(prefix: &str) -> String {
    format!("{prefix}workers")
}

/// What the checker says of a history.
pub(crate) fn check(environment: &PythonEnvironment, history: &std::path::Path) -> Result<Value> {
    let mut command = script(environment, "check.py");
    let output =
        command.arg(history).stderr(Stdio::inherit()).output().context("the checker does not start")?;
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(text.trim()).with_context(|| format!("the checker ended with {}", output.status))
}

fn script(environment: &PythonEnvironment, name: &str) -> Command {
    let mut command = environment.command("python");
    command.arg(workspace::root().join("tda-client/tests/reliability").join(name));
    command
}
