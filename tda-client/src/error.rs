//! What can go wrong between a program and the broker, and whether to try again.

use std::time::Duration;

use tda_events::{ErrorKind, Retry};

use crate::{config::ConfigProblem, security::SecurityFault};

/// Why a client call failed.
///
/// [`Error::retry`] says whether the same call may be repeated, [`Error::kind`] which class it belongs to in
/// every language and at the shell.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The circuit breaker keeps publishing away from a cluster that does not answer.
    #[error("the circuit to {brokers} has been open for {open_for:?}: {reason}")]
    CircuitOpen {
        /// The addresses of the cluster.
        brokers: String,
        /// How long.
        open_for: Duration,
        /// What opened it.
        reason: String,
        /// `Safe` where nothing was sent, `MayDuplicate` where the record is queued and only its receipt is not waited for.
        retry: Retry,
    },
    /// A value in the object store could not be written or read.
    #[cfg(feature = "kafka")]
    #[error("a claim check failed")]
    ClaimCheck(#[from] crate::claim_check::ClaimCheckError),
    /// The client was closed before the call.
    #[error("the {what} is closed")]
    Closed {
        /// Which client: `producer`, `consumer`.
        what: &'static str,
    },
    /// The configuration has one or more faults; all are listed.
    #[error("the configuration has {} fault(s): {}", .0.len(), list(.0))]
    Config(Vec<ConfigProblem>),
    /// A record could not be read as an event.
    #[error("{topic}[{partition}]@{offset} is no event")]
    Decode {
        /// Physical topic of the record.
        topic: String,
        /// Its partition.
        partition: i32,
        /// Its offset.
        offset: i64,
        /// What the decoder found.
        #[source]
        source: tda_events::DecodeError,
    },
    /// The broker did not take the record.
    #[error("event {event_id} was not taken by {topic}: {reason}")]
    Delivery {
        /// Id of the event, where the record carried one.
        event_id: String,
        /// Physical topic.
        topic: String,
        /// What librdkafka says.
        reason: String,
        /// `Safe` when the record surely was not written, `MayDuplicate` when it may have been.
        retry: Retry,
    },
    /// The event could not be written in the wanted form.
    #[error("the event cannot be encoded")]
    Encode(#[from] tda_events::EncodeError),
    /// What is about a person could not be sealed, or its key not be had.
    #[cfg(feature = "kafka")]
    #[error("field encryption failed")]
    Encryption(#[from] crate::encryption::EncryptionError),
    /// Another instance with the same identity took over: this one must stop.
    #[error("fenced during {during}: {reason}")]
    Fenced {
        /// The call that was refused.
        during: &'static str,
        /// What the broker says.
        reason: String,
    },
    /// A broken invariant of this library.
    #[error("internal error in {during}: {reason}")]
    Internal {
        /// Where it showed.
        during: &'static str,
        /// What was seen.
        reason: String,
    },
    /// An async call outside a tokio runtime.
    #[error("{call} needs a tokio runtime; call it inside one, or use tda_client::blocking")]
    NoRuntime {
        /// The call.
        call: &'static str,
    },
    /// The partition is not one that this consumer reads now.
    #[error("{topic}[{partition}] is not assigned to this consumer")]
    NotAssigned {
        /// The topic asked for.
        topic: String,
        /// The partition asked for.
        partition: i32,
    },
    /// The bounded queue has no room.
    #[error("the queue is full: {records_max} records or {bytes_max} bytes await delivery")]
    QueueFull {
        /// Bound in records.
        records_max: usize,
        /// Bound in bytes.
        bytes_max: usize,
    },
    /// Partitions went to another member of the group, and with them what was to be committed.
    #[error("partitions went to another member during {during}: what they had to do with is done there")]
    Rebalanced {
        /// The call.
        during: &'static str,
    },
    /// The cluster refused an administrative request, or it could not be sent as it was.
    #[error("{during} {what}: {reason}")]
    Refused {
        /// What was asked for, such as `creating topic`.
        during: &'static str,
        /// What it was about: a topic, a group, a rule.
        what: String,
        /// What the broker says, with Kafka's name of the error.
        reason: String,
        /// Its class.
        kind: ErrorKind,
        /// Whether it may be asked for again.
        retry: Retry,
    },
    /// The schema registry did not do its part.
    #[cfg(feature = "registry")]
    #[error("the schema of an event is not to be had")]
    Registry(#[from] crate::registry::RegistryError),
    /// The client and the broker do not trust each other.
    #[error("{fault} ({broker}): {reason}; {}", .fault.advice())]
    Security {
        /// What is wrong.
        fault: SecurityFault,
        /// The broker that it showed at.
        broker: String,
        /// What was seen.
        reason: String,
    },
    /// The local queue of the circuit breaker cannot be used.
    #[error("the spill in {directory} cannot {action}: {reason}")]
    Spill {
        /// Its folder.
        directory: String,
        /// What it could not do.
        action: &'static str,
        /// What the system says, such as that the disk is full.
        reason: String,
    },
    /// No answer in time.
    #[error("{during} did not finish within {waited:?}{}", undelivered(*left))]
    Timeout {
        /// The call.
        during: &'static str,
        /// How long it was waited for.
        waited: Duration,
        /// Records not yet delivered when it ended; 0 where none are concerned.
        left: usize,
        /// Whether the call may be repeated.
        retry: Retry,
    },
    /// The record is larger than its topic allows.
    #[error("a record of {size_bytes} bytes for {topic} is over the limit of {limit_bytes}")]
    TooLarge {
        /// Physical topic.
        topic: String,
        /// Size of key, value and headers.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// A transaction was not committed.
    #[error("the transaction of {transactional_id} failed during {during}: {reason}")]
    Transaction {
        /// Whose transaction.
        transactional_id: String,
        /// The step that failed.
        during: &'static str,
        /// What the broker says.
        reason: String,
        /// `Safe` when it was aborted, `MayDuplicate` when it may have been committed.
        retry: Retry,
    },
    /// A transaction holds more than the queue of its producer may.
    #[error("a transaction of over {records_max} records or {bytes_max} bytes is too large")]
    TransactionTooLarge {
        /// Bound in records.
        records_max: usize,
        /// Bound in bytes.
        bytes_max: usize,
    },
    /// The broker refused the credentials or the operation.
    #[error("not authorized: {reason}")]
    Unauthorized {
        /// What the broker says.
        reason: String,
    },
    /// The topic does not exist on the cluster.
    #[error(
        "topic {topic} does not exist on {brokers}; create it (`ensure_topics`) or check KAFKA_TOPIC_PREFIX"
    )]
    UnknownTopic {
        /// Physical topic.
        topic: String,
        /// Brokers asked.
        brokers: String,
    },
    /// No broker answered.
    #[error("no broker answered within {waited:?}; tried {brokers}: {reason}")]
    Unreachable {
        /// The addresses tried.
        brokers: String,
        /// How long.
        waited: Duration,
        /// What librdkafka says.
        reason: String,
    },
}

impl Error {
    /// The class of the error, alike in Rust, Python, C++ and exit codes.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::CircuitOpen { .. } | Self::Transaction { .. } => ErrorKind::Unreachable,
            #[cfg(feature = "kafka")]
            Self::ClaimCheck(source) => source.kind(),
            Self::Closed { .. } | Self::Config(_) => ErrorKind::Config,
            Self::Decode { source, .. } => source.kind(),
            Self::Delivery { .. } | Self::Unreachable { .. } => ErrorKind::Unreachable,
            Self::Encode(source) => source.kind(),
            #[cfg(feature = "kafka")]
            Self::Encryption(source) => source.kind(),
            Self::Fenced { .. } | Self::Rebalanced { .. } => ErrorKind::Fenced,
            Self::Internal { .. } => ErrorKind::Internal,
            Self::NoRuntime { .. } => ErrorKind::NoRuntime,
            Self::QueueFull { .. } | Self::Spill { .. } => ErrorKind::QueueFull,
            Self::Refused { kind, .. } => *kind,
            #[cfg(feature = "registry")]
            Self::Registry(source) => source.kind(),
            Self::Security { fault, .. } => fault.kind(),
            Self::Timeout { .. } => ErrorKind::Timeout,
            Self::TooLarge { .. } | Self::TransactionTooLarge { .. } => ErrorKind::LimitExceeded,
            Self::Unauthorized { .. } => ErrorKind::Unauthorized,
            Self::NotAssigned { .. } | Self::UnknownTopic { .. } => ErrorKind::NotFound,
        }
    }

    /// Whether the same call may be made again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::CircuitOpen { retry, .. }
            | Self::Delivery { retry, .. }
            | Self::Refused { retry, .. }
            | Self::Timeout { retry, .. }
            | Self::Transaction { retry, .. } => *retry,
            #[cfg(feature = "kafka")]
            Self::ClaimCheck(source) => source.retry(),
            #[cfg(feature = "kafka")]
            Self::Encryption(source) => source.retry(),
            #[cfg(feature = "registry")]
            Self::Registry(source) => source.retry(),
            Self::Security { fault, .. } => fault.retry(),
            Self::NotAssigned { .. }
            | Self::QueueFull { .. }
            | Self::Rebalanced { .. }
            | Self::Spill { .. }
            | Self::UnknownTopic { .. }
            | Self::Unreachable { .. } => Retry::Safe,
            Self::Closed { .. }
            | Self::Config(_)
            | Self::Decode { .. }
            | Self::Encode(_)
            | Self::Fenced { .. }
            | Self::Internal { .. }
            | Self::NoRuntime { .. }
            | Self::TooLarge { .. }
            | Self::TransactionTooLarge { .. }
            | Self::Unauthorized { .. } => Retry::Never,
        }
    }

    /// A refusal that says what it is about.
    #[cfg(feature = "kafka")]
    pub(crate) fn about(self, what: &str) -> Self {
        match self {
            Self::Unauthorized { reason } => Self::Unauthorized { reason: format!("{what}: {reason}") },
            other => other,
        }
    }

    /// A configuration error with one fault.
    pub(crate) fn config(setting: impl Into<String>, fault: impl Into<String>) -> Self {
        Self::Config(vec![ConfigProblem { setting: setting.into(), fault: fault.into() }])
    }
}

fn list(problems: &[ConfigProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn undelivered(records: usize) -> String {
    if records == 0 { String::new() } else { format!("; {records} record(s) were not delivered") }
}
