//! Why an event was not encoded.

use crate::dialect::Dialect;
use crate::encoding::Encoding;
use crate::error::{ErrorKind, Retry};
use crate::fault::Invalid;
use crate::version::SchemaVersion;

/// Why an event was not encoded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The event breaks rules of its schema.
    #[error("{0}")]
    Invalid(Invalid),
    /// The event names no source and no default was given.
    #[error("event {event_id} names no source and the configuration has no default")]
    MissingSource {
        /// Which event.
        event_id: String,
    },
    /// A frame needs the id of the schema, and nobody gave one.
    #[error("{encoding} needs the registry's id of the schema of {event_type} in {dialect}: {reason}")]
    NoSchemaId {
        /// The dialect.
        dialect: Dialect,
        /// The encoding.
        encoding: Encoding,
        /// Type of the event.
        event_type: String,
        /// Why there is none.
        reason: &'static str,
    },
    /// The catalog gives the event no topic.
    #[error("the catalog {catalog} has no topic for {event_type}")]
    NoTopic {
        /// Name of the catalog's system.
        catalog: String,
        /// Type of the event.
        event_type: String,
    },
    /// The dialect cannot hold this event.
    #[error(
        "{dialect} in {encoding} does not carry {event_type} of schema version {schema_version}: {reason}"
    )]
    NotCarried {
        /// The dialect.
        dialect: Dialect,
        /// The encoding.
        encoding: Encoding,
        /// Type of the event.
        event_type: String,
        /// Version of the event's schema.
        schema_version: SchemaVersion,
        /// Why not.
        reason: String,
    },
    /// The value is larger than anything that is read again.
    #[error("value of {size_bytes} bytes is over the limit of {limit_bytes}")]
    TooLarge {
        /// Size of the value.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
}

impl EncodeError {
    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Invalid(_) => ErrorKind::InvalidInput,
            Self::MissingSource { .. } | Self::NoSchemaId { .. } | Self::NoTopic { .. } => ErrorKind::Config,
            Self::NotCarried { .. } => ErrorKind::NotCarried,
            Self::TooLarge { .. } => ErrorKind::LimitExceeded,
        }
    }

    /// Always [`Retry::Never`]: the same event fails again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Invalid(_)
            | Self::MissingSource { .. }
            | Self::NoSchemaId { .. }
            | Self::NoTopic { .. }
            | Self::NotCarried { .. }
            | Self::TooLarge { .. } => Retry::Never,
        }
    }
}

impl From<Invalid> for EncodeError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}
