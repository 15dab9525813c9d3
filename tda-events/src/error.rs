//! What every error of tda-stream answers: which kind of failure it is, and whether to try again.

use std::fmt;

/// The kinds of failure, the same in Rust, Python, C++ and at the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The computation was cancelled.
    Cancelled,
    /// The configuration is incomplete or contradicts itself.
    Config,
    /// Bytes are not the event they claim to be.
    Decode,
    /// A newer instance with the same identity has taken over.
    Fenced,
    /// A fault of this library.
    Internal,
    /// Bad numbers or bad arguments.
    InvalidInput,
    /// More memory or bytes than a limit allows.
    LimitExceeded,
    /// An asynchronous call was made outside a runtime.
    NoRuntime,
    /// A dialect has no place for this event.
    NotCarried,
    /// What was asked for does not exist.
    NotFound,
    /// A bounded queue has no room.
    QueueFull,
    /// A schema is unknown or incompatible.
    Schema,
    /// A computation ran past its time limit.
    TimeLimit,
    /// A peer did not answer in time.
    Timeout,
    /// A peer refused the credentials or the operation.
    Unauthorized,
    /// No broker could be reached.
    Unreachable,
}

impl ErrorKind {
    /// The exit code with which the `tda` command ends for this kind.
    ///
    /// Bad arguments in the command's own words exit with 2 instead; the command decides that.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Decode | Self::InvalidInput | Self::NotCarried | Self::NotFound | Self::Schema => 1,
            Self::Config | Self::NoRuntime => 2,
            Self::Fenced | Self::QueueFull | Self::Timeout | Self::Unauthorized | Self::Unreachable => 3,
            Self::LimitExceeded | Self::TimeLimit => 4,
            Self::Internal => 5,
            Self::Cancelled => 130,
        }
    }

    /// The name of the kind as documentation, logs and the other languages write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "Cancelled",
            Self::Config => "Config",
            Self::Decode => "Decode",
            Self::Fenced => "Fenced",
            Self::Internal => "Internal",
            Self::InvalidInput => "InvalidInput",
            Self::LimitExceeded => "LimitExceeded",
            Self::NoRuntime => "NoRuntime",
            Self::NotCarried => "NotCarried",
            Self::NotFound => "NotFound",
            Self::QueueFull => "QueueFull",
            Self::Schema => "Schema",
            Self::TimeLimit => "TimeLimit",
            Self::Timeout => "Timeout",
            Self::Unauthorized => "Unauthorized",
            Self::Unreachable => "Unreachable",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether the same call may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// It would fail the same way.
    Never,
    /// It had no effect, so repeating it is harmless.
    Safe,
    /// It may have had its effect: repeating it may produce a duplicate.
    MayDuplicate,
}
