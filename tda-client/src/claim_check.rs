//! Claim checks: a value too large for its topic lies in an object store, and the record names it.
//!
//! ```text
//!   publish ─► value too large? ─► put under its SHA-256 ─► record with a small reference in place of the value
//!   consume ─► reference? ─► allowed place? ─► get, within the limit ─► SHA-256 as claimed? ─► the event
//! ```
//!
//! The object is stored before its record is sent, so no record names what was never there; an object whose record was
//! never written is swept. Objects lie under `users/USER/DAY/SHA-256` (`shared/DAY/SHA-256` where the event names no
//! user), so that everything of a user can be erased and what is old can be found. The user is the event's header
//! `user_id`, or the field of that name in its payload.
//!
//! With [field encryption](crate::encryption) an object about a person is sealed as a whole with that person's key, and lies under
//! the key's name instead of the user's.

mod reference;
mod store;
mod sweep;

use tda_events::{ErrorKind, Retry};

use crate::transport::RawRecord;

pub(crate) use self::reference::{EVENT_ID_HEADER, Named, is_reference, named};
pub use self::{store::ClaimStore, sweep::SweepReport};

/// Why a value could not be put into the object store, or had from it.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimCheckError {
    /// The bytes are not those that were stored.
    #[error("the checksum of {location} is {found}, the record says {expected}")]
    ChecksumMismatch {
        /// Where they were read.
        location: String,
        /// SHA-256 found, in hexadecimal.
        found: String,
        /// SHA-256 in the record.
        expected: String,
    },
    /// The record refers to a value, but not as it should.
    #[error("the claim check of a record is broken: {reason}")]
    Malformed {
        /// What is wrong with it.
        reason: String,
    },
    /// A place outside of what this reader may read.
    #[error("{location} is outside of what may be read: {allowed}")]
    NotAllowed {
        /// The place.
        location: String,
        /// What may be read.
        allowed: String,
    },
    /// There is nothing at that place.
    #[error("{location} is not there; it may have been erased with its user")]
    NotFound {
        /// The place.
        location: String,
    },
    /// The value is larger than allowed.
    #[error("{location} holds {size_bytes} bytes, over the limit of {limit_bytes}")]
    TooLarge {
        /// The place.
        location: String,
        /// Size.
        size_bytes: u64,
        /// Limit.
        limit_bytes: u64,
    },
    /// The value is sealed with a key that is not to be had.
    #[error("{location} cannot be opened: {reason}")]
    Unreadable {
        /// The place.
        location: String,
        /// Why.
        reason: &'static str,
    },
    /// The store did not do its part: it is away, refuses, or has no room.
    #[error("{location} cannot be {action}: {reason}")]
    Unavailable {
        /// The place.
        location: String,
        /// What could not be done: `read`, `written`, `deleted`, `listed`.
        action: &'static str,
        /// What the store says.
        reason: String,
    },
}

impl ClaimCheckError {
    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::ChecksumMismatch { .. } | Self::Malformed { .. } => ErrorKind::Decode,
            Self::NotAllowed { .. } => ErrorKind::Unauthorized,
            Self::NotFound { .. } | Self::Unreadable { .. } => ErrorKind::NotFound,
            Self::TooLarge { .. } => ErrorKind::LimitExceeded,
            Self::Unavailable { .. } => ErrorKind::Unreachable,
        }
    }

    /// Whether the same call may be made again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unavailable { .. } => Retry::Safe,
            Self::ChecksumMismatch { .. }
            | Self::Malformed { .. }
            | Self::NotAllowed { .. }
            | Self::NotFound { .. }
            | Self::TooLarge { .. }
            | Self::Unreadable { .. } => Retry::Never,
        }
    }
}

/// Fetches the value of a record that was put away; leaves any other as it is. A reader without any store may read no
/// place.
pub(crate) async fn redeem(
    claims: Option<&ClaimStore>,
    record: &mut RawRecord,
) -> Result<(), ClaimCheckError> {
    if let Some(claims) = claims {
        return claims.redeem(record).await;
    }
    let Some(reference) = reference::Reference::of(&record.headers)? else { return Ok(()) };
    let allowed = "no place; who reads needs the claim check of who wrote".to_owned();
    Err(ClaimCheckError::NotAllowed { location: reference.location, allowed })
}
