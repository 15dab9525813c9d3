//! An encoded event: what a Kafka record holds.

mod borrowed;

use crate::partition::Partitioner;
use crate::time::Timestamp;

pub use borrowed::BorrowedRecord;
pub(crate) use borrowed::{RecordHeaders, UsualHeaders};

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
/// partition key orders it. The [`partition`](Self::partition) is sent explicitly.
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
    /// How its topic chooses partitions.
    pub partitioner: Partitioner,
    /// When it became true.
    pub timestamp: Timestamp,
}

impl EncodedRecord {
    /// A record of bytes as they are, with a key that also chooses the partition, by murmur2.
    pub fn raw(topic: impl Into<String>, key: Option<Vec<u8>>, value: Vec<u8>) -> Self {
        Self {
            topic: topic.into(),
            partition_key: key.clone(),
            key,
            value,
            headers: Vec::new(),
            partitioner: Partitioner::Murmur2,
            timestamp: Timestamp::now(),
        }
    }

    /// The partition, of `partitions`, that the record belongs to; `None` where any will do.
    ///
    /// ```
    /// use tda_events::{Dialect, Encoding, murmur2_partition, sample};
    /// let record = sample("job.queued").expect("known").encode(Dialect::Canonical, Encoding::Json)?;
    /// let key = record.partition_key.as_deref().expect("jobs are keyed");
    /// assert_eq!(record.partition(12), Some(murmur2_partition(key, 12)));
    /// # Ok::<(), tda_events::EncodeError>(())
    /// ```
    pub fn partition(&self, partitions: u32) -> Option<u32> {
        self.partitioner.partition(self.partition_key.as_deref(), self.timestamp, partitions)
    }

    /// The value of the header `name`.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        find_header(&self.headers, name)
    }
}

/// The last header called `name`, as Kafka's clients choose among equals.
pub(crate) fn find_header<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a [u8]> {
    headers.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_slice())
}
