//! What is told about events that are bad.

use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::{Value, json};
use tda_events::{DecodeError, EncodeError, ErrorKind, Invalid};

use super::reader::Unread;
use crate::cli::Failure;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Output {
    /// A line each.
    Text,
    /// A JSON object each.
    Json,
}

/// Why an event is bad.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum Bad {
    /// It cannot be written in the form asked for.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// It breaks rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// What is about a person could not be sealed.
    #[cfg(feature = "kafka")]
    #[error(transparent)]
    Seal(#[from] crate::encryption::EncryptionError),
    /// It was not read.
    #[error(transparent)]
    Unread(#[from] Unread),
}

impl Bad {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Encode(error) => error.kind(),
            Self::Invalid(_) => ErrorKind::InvalidInput,
            #[cfg(feature = "kafka")]
            Self::Seal(error) => error.kind(),
            Self::Unread(Unread::Decode(error)) => error.kind(),
            Self::Unread(Unread::Oversized { .. }) => ErrorKind::LimitExceeded,
            Self::Unread(Unread::Cut { .. } | Unread::Record(_)) => ErrorKind::Decode,
        }
    }

    /// The rules that it breaks, where it is that what is wrong.
    fn faults(&self) -> Option<&Invalid> {
        match self {
            Self::Encode(EncodeError::Invalid(invalid))
            | Self::Invalid(invalid)
            | Self::Unread(Unread::Decode(DecodeError::Invalid(invalid))) => Some(invalid),
            _ => None,
        }
    }

    /// One line a fault.
    fn texts(&self) -> Vec<String> {
        let Some(invalid) = self.faults() else { return vec![self.to_string()] };
        let more = (invalid.unlisted() > 0).then(|| format!("and {} more faults", invalid.unlisted()));
        invalid.faults().iter().map(ToString::to_string).chain(more).collect()
    }

    /// One object a fault.
    fn objects(&self) -> Vec<Value> {
        let kind = self.kind().name();
        let Some(invalid) = self.faults() else {
            return vec![json!({"kind": kind, "message": self.to_string()})];
        };
        let object = |fault: &tda_events::Fault| json!({"kind": kind, "message": fault.to_string(), "path": fault.path(), "rule": fault.rule(), "found": fault.found()});
        let more = (invalid.unlisted() > 0)
            .then(|| json!({"kind": kind, "message": format!("and {} more faults", invalid.unlisted())}));
        invalid.faults().iter().map(object).chain(more).collect()
    }
}

/// Tells of bad events and counts them.
#[derive(Debug)]
pub(in crate::cli) struct Report {
    output: Output,
    events: u64,
    bad: u64,
}

impl Report {
    pub(in crate::cli) fn new(output: Output) -> Self {
        Self { output, events: 0, bad: 0 }
    }

    pub(in crate::cli) fn good(&mut self) {
        self.events += 1;
    }

    /// Tells why the event at `number` of `file` is bad.
    pub(in crate::cli) fn bad(
        &mut self,
        out: &mut impl Write,
        file: &str,
        number: u64,
        bad: &Bad,
    ) -> io::Result<()> {
        self.events += 1;
        self.bad += 1;
        match self.output {
            Output::Text => bad.texts().iter().try_for_each(|text| writeln!(out, "{file}:{number}: {text}")),
            Output::Json => bad.objects().into_iter().try_for_each(|mut object| {
                object["file"] = file.into();
                object["line"] = number.into();
                writeln!(out, "{object}")
            }),
        }
    }

    pub(in crate::cli) fn counts(&self) -> (u64, u64) {
        (self.events, self.bad)
    }

    /// A failure where an event was bad.
    pub(in crate::cli) fn finish(&self) -> Result<(), Failure> {
        match self.bad {
            0 => Ok(()),
            bad => Err(Failure::new(ErrorKind::Decode, format!("{bad} of {} events are bad", self.events))),
        }
    }
}
