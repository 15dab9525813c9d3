//! Why something could not be sealed or opened.

use tda_events::{ErrorKind, Retry};

/// Why a value could not be sealed, or a key not be had.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EncryptionError {
    /// The log of erasures was changed after it was written.
    #[error("line {line} of {path} does not follow from the lines before it")]
    Audit {
        /// The log.
        path: String,
        /// The first line that is wrong, from 1.
        line: usize,
    },
    /// A file of the key store is not what it should be.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The key-encryption key that wrapped a key is not here.
    #[error("{key} was wrapped by the key-encryption key {kek_id}, which is not here or is another one")]
    MissingKek {
        /// Which key.
        key: String,
        /// The key-encryption key.
        kek_id: String,
    },
    /// An event has something about a person, and does not say about whom.
    #[error(
        "event {event_id} ({event_type}) has {field} about a person and names nobody; set its header `user_id`"
    )]
    NoUser {
        /// Type of the event.
        event_type: String,
        /// Its id.
        event_id: String,
        /// The first field that would have to be sealed.
        field: String,
    },
    /// The cipher refused; nothing was written.
    #[error("{what} could not be sealed")]
    Seal {
        /// What.
        what: String,
    },
    /// The key store, or the KMS behind it, did not do its part.
    #[error("{place} cannot be {action}: {reason}")]
    Unavailable {
        /// The file, or the name of the KMS.
        place: String,
        /// What could not be done: `read`, `written`, `used`.
        action: &'static str,
        /// What the system says.
        reason: String,
    },
}

impl EncryptionError {
    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Audit { .. } | Self::Damaged { .. } => ErrorKind::Decode,
            Self::MissingKek { .. } => ErrorKind::Unauthorized,
            Self::NoUser { .. } => ErrorKind::InvalidInput,
            Self::Seal { .. } => ErrorKind::Internal,
            Self::Unavailable { .. } => ErrorKind::Unreachable,
        }
    }

    /// Whether the same call may be made again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unavailable { .. } => Retry::Safe,
            Self::Audit { .. }
            | Self::Damaged { .. }
            | Self::MissingKek { .. }
            | Self::NoUser { .. }
            | Self::Seal { .. } => Retry::Never,
        }
    }
}
