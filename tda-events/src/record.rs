//! An encoded event: what a Kafka record holds.

/// Names of the Kafka headers that every dialect but CloudEvents carries.
pub mod header {
    /// Type of the event.
    pub const EVENT_TYPE: &str = "event_type";
    /// Version of its schema.
    pub const SCHEMA_VERSION: &str = "schema_version";
    /// Media type of the value.
    pub const CONTENT_TYPE: &str = "content-type";
    /// The event's correlation id, where it has one.
    pub const CORRELATION_ID: &str = "correlation_id";
    /// W3C Trace Context, taken from the event's header of the same name.
    pub const TRACEPARENT: &str = "traceparent";
}

/// An event as bytes, with where it goes.
///
/// `key` and `partition_key` differ on compacted topics: the key identifies the record for compaction, the
/// partition key orders it. The partition is [`murmur2_partition`](crate::murmur2_partition) of the partition
/// key, sent explicitly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodedRecord {
    /// Logical name of the topic, such as `tda_jobs`; the transport replaces the leading `tda_`.
    pub topic: String,
    /// The record's key.
    pub key: Option<Vec<u8>>,
    /// The bytes that choose the partition.
    pub partition_key: Option<Vec<u8>>,
    /// The event.
    pub value: Vec<u8>,
    /// Kafka headers, in order.
    pub headers: Vec<(String, Vec<u8>)>,
}

impl EncodedRecord {
    /// The value of the header `name`.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        find_header(&self.headers, name)
    }
}

/// The last header called `name`, as Kafka's clients choose among equals.
pub(crate) fn find_header<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a [u8]> {
    headers.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_slice())
}
