//! How a command fails: what it prints, and with which exit code it ends.

use std::{error::Error as StdError, io};

use tda_events::ErrorKind;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: ErrorKind,
    message: String,
    /// What can be tried instead, a line each.
    advice: Vec<String>,
    in_the_words: bool,
}

impl Failure {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), advice: Vec::new(), in_the_words: false }
    }

    /// A fault of the command's own words: exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { in_the_words: true, ..Self::new(ErrorKind::InvalidInput, message) }
    }

    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice.push(advice.into());
        self
    }

    pub(crate) fn exit_code(&self) -> u8 {
        if self.in_the_words { 2 } else { self.kind.exit_code() }
    }

    pub(crate) fn print(&self) {
        eprintln!("tda: {}", self.message);
        for advice in &self.advice {
            eprintln!("     {advice}");
        }
    }
}

/// The message with its causes, which an error does not repeat itself.
fn with_causes(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    text
}

#[cfg(feature = "compute")]
impl From<crate::plot::PlotError> for Failure {
    fn from(error: crate::plot::PlotError) -> Self {
        Self::new(ErrorKind::Internal, error.to_string())
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        Self::new(error.kind(), with_causes(&error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // Whoever reads us has seen enough, as in `tda tail | head`.
            io::ErrorKind::BrokenPipe => std::process::exit(0),
            _ => Self::new(ErrorKind::NotFound, with_causes(&error)),
        }
    }
}

#[cfg(feature = "compute")]
impl From<tda_core::Error> for Failure {
    fn from(error: tda_core::Error) -> Self {
        Self::new(crate::answers_of_core(&error).0, with_causes(&error))
    }
}
