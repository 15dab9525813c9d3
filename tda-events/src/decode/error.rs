//! Why bytes were not decoded.

use crate::dialect::Dialect;
use crate::encoding::Encoding;
use crate::error::{ErrorKind, Retry};
use crate::event::WrongEventType;
use crate::fault::Invalid;
use crate::version::SchemaVersion;

/// Why bytes were not decoded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The value has the shape of two dialects, and no header says which it is.
    #[error(
        "the value has the shape of {first} and of {second}: accept one of them, or name it in content-type"
    )]
    AmbiguousDialect {
        /// One of them.
        first: Dialect,
        /// The other.
        second: Dialect,
    },
    /// The value is no Avro of its schema.
    #[error("avro at byte {offset} of {size_bytes}: {reason}")]
    Avro {
        /// Where reading stopped.
        offset: usize,
        /// Size of the value.
        size_bytes: usize,
        /// What was wrong there.
        reason: String,
    },
    /// The value is of a dialect that the reader does not accept.
    #[error("the value is {found}, this reader accepts {accepted}")]
    DialectNotAccepted {
        /// What the value is.
        found: Dialect,
        /// Names of what is accepted.
        accepted: String,
    },
    /// A header that reading needs is absent or is no text.
    #[error("reading this value needs the header {header}, which is {found}")]
    Header {
        /// Name of the header.
        header: &'static str,
        /// What was found.
        found: String,
    },
    /// The event breaks rules of its schema.
    #[error("{0}")]
    Invalid(Invalid),
    /// The value is no JSON.
    #[error("json at line {line} column {column}: {reason}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What was wrong there.
        reason: String,
    },
    /// The value is larger than anything that is decoded.
    #[error("value of {size_bytes} bytes is over the limit of {limit_bytes}")]
    TooLarge {
        /// Size of the value.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// A batch has more events than are decoded at once.
    #[error("a batch of {found} events is over the limit of {limit}")]
    TooManyEvents {
        /// Events in the batch.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// The value looks like no encoding, and no header names one.
    #[error(
        "value of {size_bytes} bytes is no json object, and no content-type header names another encoding"
    )]
    UnknownEncoding {
        /// Size of the value.
        size_bytes: usize,
    },
    /// No build of this event type is known.
    #[error("unknown event type {event_type:?}")]
    UnknownEventType {
        /// The type that the event claims.
        event_type: String,
    },
    /// A framed value names a schema that the reader cannot look up.
    #[error("schema {schema} is not known here: {reason}")]
    UnknownSchema {
        /// The id or fingerprint that the frame names.
        schema: String,
        /// Why it could not be looked up.
        reason: String,
    },
    /// The schema version is of another major, or its Avro schema is not known to this build.
    #[error(
        "schema version {found} of {event_type} cannot be read from {encoding}, this build reads {readable}"
    )]
    UnsupportedVersion {
        /// Type of the event.
        event_type: String,
        /// Its version.
        found: SchemaVersion,
        /// The encoding.
        encoding: Encoding,
        /// What can be read.
        readable: &'static str,
    },
    /// The event is of another type than asked for.
    #[error(transparent)]
    WrongEventType(#[from] WrongEventType),
}

impl DecodeError {
    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::AmbiguousDialect { .. }
            | Self::Avro { .. }
            | Self::DialectNotAccepted { .. }
            | Self::Header { .. }
            | Self::Invalid(_)
            | Self::Json { .. }
            | Self::UnknownEncoding { .. }
            | Self::WrongEventType(_) => ErrorKind::Decode,
            Self::TooLarge { .. } | Self::TooManyEvents { .. } => ErrorKind::LimitExceeded,
            Self::UnknownEventType { .. } | Self::UnknownSchema { .. } | Self::UnsupportedVersion { .. } => {
                ErrorKind::Schema
            }
        }
    }

    /// Always [`Retry::Never`]: the same bytes fail again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::AmbiguousDialect { .. }
            | Self::Avro { .. }
            | Self::DialectNotAccepted { .. }
            | Self::Header { .. }
            | Self::Invalid(_)
            | Self::Json { .. }
            | Self::TooLarge { .. }
            | Self::TooManyEvents { .. }
            | Self::UnknownEncoding { .. }
            | Self::UnknownEventType { .. }
            | Self::UnknownSchema { .. }
            | Self::UnsupportedVersion { .. }
            | Self::WrongEventType(_) => Retry::Never,
        }
    }
}

impl From<Invalid> for DecodeError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}
