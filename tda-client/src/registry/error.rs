//! What can go wrong between a program and the schema registry, and whether to try again.

use std::time::Duration;

use tda_events::{ErrorKind, Retry};

use crate::config::ConfigProblem;

/// Why a call to a schema registry failed.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// The configuration has one or more faults; all are listed.
    #[error("the registry's configuration has {} fault(s): {}", .0.len(), list(.0))]
    Config(Vec<ConfigProblem>),
    /// The schema breaks the compatibility that its subject promises.
    #[error("the registry refuses the schema as incompatible: {reason}")]
    Incompatible {
        /// What the registry says.
        reason: String,
    },
    /// The registry takes the text for no schema.
    #[error("the registry takes the schema for invalid: {reason}")]
    Invalid {
        /// What the registry says.
        reason: String,
    },
    /// A call outside a tokio runtime.
    #[error("the registry needs a tokio runtime; call it inside one")]
    NoRuntime,
    /// What was asked for does not exist there.
    #[error("not in the registry: {what}")]
    NotFound {
        /// What was asked for, in the registry's words.
        what: String,
        /// The registry's code, such as 40401 for a subject; none where something else than a registry answered.
        code: Option<u32>,
    },
    /// Only a server could do that.
    #[error(
        "{what} needs a registry, and this one is offline: it has the schemas of this build, without ids"
    )]
    Offline {
        /// What was asked for.
        what: String,
    },
    /// The registry refused the request as such.
    #[error("the registry at {url} refused the request with {status}: {reason}")]
    Refused {
        /// Which one.
        url: String,
        /// Its HTTP status.
        status: u16,
        /// What it says.
        reason: String,
    },
    /// The registry failed, each time it was asked.
    #[error("the registry at {url} failed with {status}, at {attempts} attempt(s) in {waited:?}: {reason}")]
    Server {
        /// The last one asked.
        url: String,
        /// Its HTTP status.
        status: u16,
        /// How often one was asked.
        attempts: u32,
        /// For how long.
        waited: Duration,
        /// What it says.
        reason: String,
    },
    /// No answer in time.
    #[error("no answer of the registry within {waited:?}, at {attempts} attempt(s); tried {urls}")]
    Timeout {
        /// The addresses tried.
        urls: String,
        /// How long.
        waited: Duration,
        /// How often.
        attempts: u32,
    },
    /// The answer is larger than the limit.
    #[error("the answer of {url} is over the limit of {limit_bytes} bytes")]
    TooLarge {
        /// Which one.
        url: String,
        /// The limit.
        limit_bytes: usize,
    },
    /// The registry refused the credentials or the operation.
    #[error("the registry at {url} refused the credentials or the operation: {reason}")]
    Unauthorized {
        /// Which one.
        url: String,
        /// What it says.
        reason: String,
    },
    /// The answer is not what a registry gives: the address may be another service's.
    #[error("unexpected answer of the registry: {reason}")]
    UnexpectedAnswer {
        /// What is wrong with it.
        reason: String,
    },
    /// No registry could be reached.
    #[error("no registry answered within {waited:?}, at {attempts} attempt(s); tried {urls}: {reason}")]
    Unreachable {
        /// The addresses tried.
        urls: String,
        /// How long.
        waited: Duration,
        /// How often.
        attempts: u32,
        /// What the last attempt met.
        reason: String,
    },
}

impl RegistryError {
    /// The class of the error, alike in Rust, Python, C++ and exit codes.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Config(_) | Self::Offline { .. } => ErrorKind::Config,
            Self::Incompatible { .. } | Self::Invalid { .. } => ErrorKind::Schema,
            Self::NoRuntime => ErrorKind::NoRuntime,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Refused { .. } => ErrorKind::InvalidInput,
            Self::Server { .. } | Self::Unreachable { .. } => ErrorKind::Unreachable,
            Self::Timeout { .. } => ErrorKind::Timeout,
            Self::TooLarge { .. } => ErrorKind::LimitExceeded,
            Self::Unauthorized { .. } => ErrorKind::Unauthorized,
            Self::UnexpectedAnswer { .. } => ErrorKind::Decode,
        }
    }

    /// Whether the same call may be made again. No call of a registry duplicates anything.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Server { .. } | Self::Timeout { .. } | Self::Unreachable { .. } => Retry::Safe,
            Self::Config(_)
            | Self::Incompatible { .. }
            | Self::Invalid { .. }
            | Self::NoRuntime
            | Self::NotFound { .. }
            | Self::Offline { .. }
            | Self::Refused { .. }
            | Self::TooLarge { .. }
            | Self::Unauthorized { .. }
            | Self::UnexpectedAnswer { .. } => Retry::Never,
        }
    }

    pub(super) fn unexpected(reason: impl Into<String>) -> Self {
        Self::UnexpectedAnswer { reason: reason.into() }
    }
}

fn list(problems: &[ConfigProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
