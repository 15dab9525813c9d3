//! What the doctor found, in words and as one object.

use std::io::{self, Write};

use serde_json::{Value, json};
use tda_events::ErrorKind;

use crate::error::Error;

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Fine,
    /// It could not be looked at, and why.
    Skipped,
    /// It works, and is not as it should be.
    Warning,
    /// It does not work.
    Fault(ErrorKind),
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// What was looked at.
    pub(super) check: &'static str,
    pub(super) state: State,
    pub(super) message: String,
    /// What to do, where something is to be done.
    pub(super) advice: Option<String>,
}

impl Finding {
    pub(super) fn fine(check: &'static str, message: impl Into<String>) -> Self {
        Self { check, state: State::Fine, message: message.into(), advice: None }
    }

    pub(super) fn skipped(check: &'static str, message: impl Into<String>) -> Self {
        Self { state: State::Skipped, ..Self::fine(check, message) }
    }

    pub(super) fn warning(
        check: &'static str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { state: State::Warning, advice: Some(advice.into()), ..Self::fine(check, message) }
    }

    pub(super) fn fault(
        check: &'static str,
        kind: ErrorKind,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { state: State::Fault(kind), advice: Some(advice.into()), ..Self::fine(check, message) }
    }

    /// An error of a call, with what to do about its kind.
    pub(super) fn of_error(check: &'static str, error: &Error) -> Self {
        Self::fault(check, error.kind(), error.to_string(), advice_for(error.kind()))
    }

    fn sign(&self) -> &'static str {
        match self.state {
            State::Fine => "ok     ",
            State::Skipped => "skipped",
            State::Warning => "WARNING",
            State::Fault(_) => "FAULT  ",
        }
    }

    pub(super) fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "  {} {}: {}", self.sign(), self.check, self.message)?;
        self.advice.as_ref().map_or(Ok(()), |advice| writeln!(out, "          -> {advice}"))
    }

    pub(super) fn to_json(&self) -> Value {
        let state = self.sign().trim().to_ascii_lowercase();
        json!({"check": self.check, "state": state, "message": self.message, "advice": self.advice})
    }
}

/// What helps against errors of a kind.
fn advice_for(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Config => "see the settings above and where they come from",
        ErrorKind::Unauthorized => "check user and password, and the access rules: tda acls plan",
        ErrorKind::NotFound => "check names and prefix; tda topics plan tells what is missing",
        ErrorKind::Timeout | ErrorKind::Unreachable => {
            "check address, port, security protocol and firewall, and that the broker runs; then try again"
        }
        _ => "try again; the same fault twice is worth an issue",
    }
}

/// The first fault: it says how the command ends.
pub(super) fn first_fault(findings: &[Finding]) -> Option<ErrorKind> {
    findings.iter().find_map(|finding| match finding.state {
        State::Fault(kind) => Some(kind),
        _ => None,
    })
}
