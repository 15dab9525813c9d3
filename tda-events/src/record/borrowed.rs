//! A record whose bytes lie where they are already.

use std::borrow::Cow;

use super::{EncodedRecord, header};
use crate::partition::Partitioner;
use crate::time::Timestamp;

/// An [`EncodedRecord`] that borrows from its event, or from another record, whatever it need not make: for those who
/// hand it on at once.
///
/// ```
/// use tda_events::{Dialect, EncodeOptions, Encoding, sample};
/// let event = sample("job.queued").expect("a known event");
/// let options = EncodeOptions::new();
/// let borrowed = event.encode_borrowed(Dialect::Canonical, Encoding::Json, &options)?;
/// assert_eq!(borrowed.topic(), "tda_jobs");
/// assert_eq!(borrowed.into_owned(), event.encode(Dialect::Canonical, Encoding::Json)?);
/// # Ok::<(), tda_events::EncodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct BorrowedRecord<'a> {
    pub(crate) topic: Cow<'a, str>,
    pub(crate) key: Option<Cow<'a, [u8]>>,
    pub(crate) partition_key: Option<Cow<'a, [u8]>>,
    pub(crate) value: Cow<'a, [u8]>,
    pub(crate) headers: RecordHeaders<'a>,
    pub(crate) partitioner: Partitioner,
    pub(crate) timestamp: Timestamp,
}

/// The Kafka headers of a record.
#[derive(Clone, Debug)]
pub(crate) enum RecordHeaders<'a> {
    Listed(Cow<'a, [(String, Vec<u8>)]>),
    Usual(UsualHeaders<'a>),
}

/// The headers that let a router leave the value closed.
#[derive(Clone, Debug)]
pub(crate) struct UsualHeaders<'a> {
    pub(crate) event_type: &'a str,
    pub(crate) schema_version: Cow<'static, str>,
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) correlation_id: Option<&'a str>,
    pub(crate) traceparent: Option<&'a str>,
}

impl UsualHeaders<'_> {
    fn entries(&self) -> [Option<(&'static str, &str)>; 5] {
        [
            Some((header::EVENT_TYPE, self.event_type)),
            Some((header::SCHEMA_VERSION, &self.schema_version)),
            Some((header::CONTENT_TYPE, &self.content_type)),
            self.correlation_id.map(|id| (header::CORRELATION_ID, id)),
            self.traceparent.map(|parent| (header::TRACEPARENT, parent)),
        ]
    }
}

impl BorrowedRecord<'_> {
    /// Logical name of the topic, such as `tda_jobs`.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// The record's key.
    pub fn key(&self) -> Option<&[u8]> {
        self.key.as_deref()
    }

    /// The event.
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// Kafka headers, in order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> + Clone {
        let (usual, listed) = match &self.headers {
            RecordHeaders::Listed(listed) => (None, &**listed),
            RecordHeaders::Usual(usual) => (Some(usual.entries()), &[][..]),
        };
        let usual = usual.into_iter().flatten().flatten().map(|(name, value)| (name, value.as_bytes()));
        usual.chain(listed.iter().map(|(name, value)| (name.as_str(), value.as_slice())))
    }

    /// Bytes of key, value and headers.
    pub fn size_bytes(&self) -> usize {
        let headers: usize = self.headers().map(|(name, value)| name.len() + value.len()).sum();
        self.key().map_or(0, <[u8]>::len) + self.value.len() + headers
    }

    /// As [`EncodedRecord::partition`].
    pub fn partition(&self, partitions: u32) -> Option<u32> {
        self.partitioner.partition(self.partition_key.as_deref(), self.timestamp, partitions)
    }

    /// The same record, borrowed from nothing.
    pub fn into_owned(self) -> EncodedRecord {
        let headers = match self.headers {
            RecordHeaders::Listed(listed) => listed.into_owned(),
            RecordHeaders::Usual(usual) => {
                let owned = |(name, value): (&str, &str)| (name.to_owned(), value.as_bytes().to_vec());
                let entries = usual.entries();
                let mut headers = Vec::with_capacity(entries.len());
                headers.extend(entries.into_iter().flatten().map(owned));
                headers
            }
        };
        EncodedRecord {
            topic: self.topic.into_owned(),
            key: self.key.map(Cow::into_owned),
            partition_key: self.partition_key.map(Cow::into_owned),
            value: self.value.into_owned(),
            headers,
            partitioner: self.partitioner,
            timestamp: self.timestamp,
        }
    }
}

impl From<EncodedRecord> for BorrowedRecord<'_> {
    fn from(record: EncodedRecord) -> Self {
        Self {
            topic: record.topic.into(),
            key: record.key.map(Cow::Owned),
            partition_key: record.partition_key.map(Cow::Owned),
            value: record.value.into(),
            headers: RecordHeaders::Listed(record.headers.into()),
            partitioner: record.partitioner,
            timestamp: record.timestamp,
        }
    }
}

impl<'a> From<&'a EncodedRecord> for BorrowedRecord<'a> {
    fn from(record: &'a EncodedRecord) -> Self {
        Self {
            topic: record.topic.as_str().into(),
            key: record.key.as_deref().map(Cow::Borrowed),
            partition_key: record.partition_key.as_deref().map(Cow::Borrowed),
            value: record.value.as_slice().into(),
            headers: RecordHeaders::Listed(record.headers.as_slice().into()),
            partitioner: record.partitioner,
            timestamp: record.timestamp,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dialect, EncodeOptions, Encoding, sample};

    #[test]
    fn a_borrowed_record_is_the_owned_one_in_every_form() {
        let event = sample("job.submitted").expect("a known event");
        let event = event
            .correlation_id("request-1")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        for dialect in [Dialect::Canonical, Dialect::CamelCase, Dialect::CloudEventsBinary] {
            let options = EncodeOptions::new();
            let borrowed = event.encode_borrowed(dialect, Encoding::Json, &options).expect("carried");
            let owned = event.encode(dialect, Encoding::Json).expect("carried");
            let again = BorrowedRecord::from(&owned);
            for record in [&borrowed, &again] {
                assert_eq!(record.topic(), owned.topic);
                assert_eq!(record.key(), owned.key.as_deref());
                assert_eq!(record.value(), owned.value);
                assert_eq!(record.partition(12), owned.partition(12));
                assert!(record.headers().eq(owned.headers.iter().map(|(name, value)| (&**name, &**value))));
            }
            assert_eq!(borrowed.into_owned(), owned);
            assert_eq!(again.into_owned(), owned);
            assert_eq!(BorrowedRecord::from(owned.clone()).into_owned(), owned);
        }
    }
}
