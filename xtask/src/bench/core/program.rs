//! One program under measurement: asked line by line, and stopped when it takes too much.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Bounds;
use crate::process::{self, Lifetime};

/// Ticks of the CPU times in `/proc`, the same on every Linux that people use.
const TICKS_PER_SECOND: f64 = 100.0;
/// A program that computes nothing may still hang: it is stopped when the clock has run so many times longer.
const WALL_FACTOR: f64 = 10.0;

pub(super) struct Program {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<String>,
    bounds: Bounds,
}

/// What came of a question.
pub(super) enum Reply {
    Said(Value),
    /// It failed, or took too much and was stopped: in words.
    Stopped(String),
}

impl Program {
    pub(super) fn start(mut command: Command, bounds: Bounds) -> Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = process::spawn(&mut command, Lifetime::Scoped)?;
        let (stdin, stdout) =
            (child.stdin.take().context("no stdin")?, child.stdout.take().context("no stdout")?);
        let (send, lines) = channel();
        // Ends with the pipe, that is with the child.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Program { child, stdin, lines, bounds })
    }

    /// Waits until the input is loaded.
    pub(super) fn ready(&mut self) -> Result<Reply> {
        self.listen(0.0)
    }

    pub(super) fn ask(&mut self, question: &str) -> Result<Reply> {
        let before = self.cpu_seconds().unwrap_or(0.0);
        if writeln!(self.stdin, "{question}").is_err() {
            return Ok(Reply::Stopped("it ended".to_owned()));
        }
        self.listen(before)
    }

    /// The same program, which may take as long as it takes.
    pub(super) fn unbounded(mut self) -> Self {
        self.bounds = Bounds { cpu_seconds: f64::from(u32::MAX), ..self.bounds };
        self
    }

    /// Waits until the input is loaded, then asks.
    pub(super) fn answered(mut self, question: &str) -> Result<Result<Value, String>> {
        if let Reply::Stopped(why) = self.ready()? {
            return Ok(Err(why));
        }
        Ok(match self.ask(question)? {
            Reply::Said(value) => Ok(value),
            Reply::Stopped(why) => Err(why),
        })
    }

    fn listen(&mut self, cpu_before: f64) -> Result<Reply> {
        let started = Instant::now();
        loop {
            match self.lines.recv_timeout(process::POLL_INTERVAL) {
                Ok(line) => {
                    let said: Value = serde_json::from_str(&line).context("the answer is not JSON")?;
                    let error = said.get("error").and_then(Value::as_str).map(str::to_owned);
                    return Ok(error.map_or(Reply::Said(said), Reply::Stopped));
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(Reply::Stopped("it crashed".to_owned())),
                Err(RecvTimeoutError::Timeout) => {}
            }
            process::check_interrupt()?;
            let Bounds { cpu_seconds, resident_bytes } = self.bounds;
            let used = self.cpu_seconds().unwrap_or(0.0) - cpu_before;
            if used > cpu_seconds || started.elapsed() > Duration::from_secs_f64(cpu_seconds * WALL_FACTOR) {
                process::kill_group(&mut self.child);
                return Ok(Reply::Stopped(format!("over {cpu_seconds:.0} s")));
            }
            if self.status_bytes("VmRSS:").unwrap_or(0) > resident_bytes {
                process::kill_group(&mut self.child);
                return Ok(Reply::Stopped(format!("over {:.0} MB", resident_bytes as f64 / 1e6)));
            }
        }
    }

    /// A figure of the child, as Linux counts it.
    pub(super) fn status_bytes(&self, field: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with(field));
        let Some(kilobytes) = line.and_then(|line| line.split_whitespace().nth(1)) else {
            bail!("the process has no {field}")
        };
        Ok(kilobytes.parse::<u64>()? * 1024)
    }

    fn cpu_seconds(&self) -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // Behind the name, which may hold anything but a last closing parenthesis.
        let fields = stat.rsplit_once(')')?.1.split_whitespace();
        let ticks = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>();
        Some(ticks / TICKS_PER_SECOND)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        process::kill_group(&mut self.child);
    }
}
