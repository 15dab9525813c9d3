//! Events of a catalog.

use std::sync::Arc;

use crate::dialect::Dialect;
use crate::schema::Record;

/// What a catalog says of an event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EventSpec {
    /// Its type, such as `trading.order.placed`.
    pub event_type: String,
    /// The fact that it states.
    pub summary: String,
    /// Its wire shape unless the producer asks for another.
    pub dialect: Dialect,
    /// Its payload.
    pub record: Arc<Record>,
    /// Fields about a person, as paths such as `details.ipAddress`; items of lists as `tags[]`.
    pub sensitive: Vec<String>,
    /// Whether its payload is a typed struct of this library and not one of the catalog's own.
    pub typed: bool,
}

/// How what is known of a person is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Erasure {
    /// In which way.
    pub method: ErasureMethod,
    /// Longest time until nothing readable is left, in days.
    pub within_days: Option<u32>,
    /// Fields of payloads that name the person whom an event is about; empty for the usual ones.
    pub users: Vec<String>,
}

/// Ways to remove what is known of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErasureMethod {
    /// Removal from the middle of a log, which Kafka cannot do.
    DeleteRecords,
    /// Sensitive fields are encrypted with a key per user, which is destroyed.
    DestroyKey,
    /// Topics forget by themselves.
    Retention,
    /// A record without value replaces the compacted one.
    Tombstone,
}

impl ErasureMethod {
    /// Its name in catalogs.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeleteRecords => "delete_records",
            Self::DestroyKey => "destroy_key",
            Self::Retention => "retention",
            Self::Tombstone => "tombstone",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        let all = [Self::DeleteRecords, Self::DestroyKey, Self::Retention, Self::Tombstone];
        all.into_iter().find(|method| method.name() == name)
    }
}
