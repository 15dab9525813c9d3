//! Who knows schemas: by their key to write a frame, by their id to read one.

use std::fmt;
use std::sync::Arc;

use super::avro::WriterSchema;
use crate::dialect::Dialect;
use crate::version::SchemaVersion;

/// Which schema a frame is to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaKey<'a> {
    /// Logical name of the topic.
    pub topic: &'a str,
    /// Type of the event.
    pub event_type: &'a str,
    /// Full name of the record, such as `tda.events.v1.JobSubmitted`.
    pub record_name: &'a str,
    /// The dialect.
    pub dialect: Dialect,
    /// Version of the event's schema.
    pub schema_version: SchemaVersion,
    /// Whether it is the JSON Schema; otherwise the Avro schema.
    pub is_json: bool,
}

/// Knows the ids under which a registry keeps our schemas. Asked while an event is encoded, so it answers from
/// memory.
pub trait SchemaIds: fmt::Debug + Sync {
    /// The registry's id of the schema, unless it is not registered or not yet looked up.
    fn schema_id(&self, key: &SchemaKey<'_>) -> Option<u32>;
}

/// Knows the schemas that frames name. Asked while an event is decoded, so it answers from memory.
pub trait SchemaLookup: fmt::Debug + Sync {
    /// The Avro schema that the registry keeps as `id`.
    fn by_id(&self, id: u32) -> Option<Arc<WriterSchema>>;

    /// The Avro schema whose CRC-64-AVRO fingerprint this is. Those of this crate are known without.
    fn by_fingerprint(&self, _fingerprint: u64) -> Option<Arc<WriterSchema>> {
        None
    }
}
