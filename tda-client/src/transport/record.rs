//! Records in our own terms: what came, what goes, and the acknowledgement.

use std::sync::Arc;

use rdkafka::{
    Message,
    message::{BorrowedMessage, Header, Headers},
};

use crate::claim_check::EVENT_ID_HEADER;

/// The broker's word that a record is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Physical topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// Offset in the partition.
    pub offset: i64,
    /// Milliseconds since the Unix epoch, UTC, as stored by the broker.
    pub timestamp_ms: i64,
}

/// Kafka headers in order; records of the same headers share them.
pub(crate) type SharedHeaders = Arc<[(String, Vec<u8>)]>;

/// A record as it was read, nothing interpreted.
#[derive(Clone, Debug)]
pub(crate) struct RawRecord {
    pub(crate) topic: Arc<str>,
    pub(crate) partition: i32,
    pub(crate) offset: i64,
    pub(crate) timestamp_ms: Option<i64>,
    pub(crate) key: Option<Vec<u8>>,
    /// `None` is a tombstone.
    pub(crate) value: Option<Vec<u8>>,
    /// A header without a value is kept as empty.
    pub(crate) headers: SharedHeaders,
}

/// What a record that was read has in common with the one before it, mostly: its topic, and headers that tell type,
/// version and encoding. Asking for their memory, and giving it back on another thread, would cost more than to compare them.
#[derive(Debug)]
pub(crate) struct Last {
    topic: Arc<str>,
    headers: SharedHeaders,
}

impl Default for Last {
    fn default() -> Self {
        Self { topic: "".into(), headers: Arc::default() }
    }
}

impl Last {
    fn topic(&mut self, message: &BorrowedMessage<'_>) -> Arc<str> {
        if *self.topic != *message.topic() {
            self.topic = message.topic().into();
        }
        Arc::clone(&self.topic)
    }

    fn headers(&mut self, message: &BorrowedMessage<'_>) -> SharedHeaders {
        let Some(headers) = message.headers() else { return SharedHeaders::default() };
        let same = |(header, (name, value)): (Header<'_, &[u8]>, &(String, Vec<u8>))| {
            header.key == name && header.value.unwrap_or_default() == value.as_slice()
        };
        if headers.count() != self.headers.len() || !headers.iter().zip(&*self.headers).all(same) {
            let copy = |header: Header<'_, &[u8]>| {
                (header.key.to_owned(), header.value.unwrap_or_default().to_vec())
            };
            let mut copies = Vec::with_capacity(headers.count());
            copies.extend(headers.iter().map(copy));
            self.headers = copies.into();
        }
        Arc::clone(&self.headers)
    }
}

/// The headers of a message.
pub(super) fn headers_of(message: &BorrowedMessage<'_>) -> SharedHeaders {
    Last::default().headers(message)
}

impl RawRecord {
    pub(crate) fn of(message: &BorrowedMessage<'_>) -> Self {
        Self::after(&mut Last::default(), message)
    }

    /// The record after `last`.
    pub(crate) fn after(last: &mut Last, message: &BorrowedMessage<'_>) -> Self {
        let (topic, headers) = (last.topic(message), last.headers(message));
        Self {
            topic,
            partition: message.partition(),
            offset: message.offset(),
            timestamp_ms: message.timestamp().to_millis(),
            key: message.key().map(<[u8]>::to_vec),
            value: message.payload().map(<[u8]>::to_vec),
            headers,
        }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(key, value)| key.len() + value.len()).sum();
        self.key.as_ref().map_or(0, Vec::len) + self.value.as_ref().map_or(0, Vec::len) + headers
    }

    /// The last header of that name, as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().rev().find(|(key, _)| key == name)?;
        std::str::from_utf8(value).ok()
    }
}

/// What is sent, wherever its bytes lie.
pub(crate) trait Outgoing {
    /// Physical topic.
    fn topic(&self) -> &str;

    /// `None`: librdkafka spreads keyless records.
    fn partition(&self) -> Option<i32>;

    fn key(&self) -> Option<&[u8]>;

    /// `None` is a tombstone.
    fn value(&self) -> Option<&[u8]>;

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])>;

    /// Of key, value and headers.
    fn size_bytes(&self) -> usize {
        let headers: usize = self.headers().map(|(name, value)| name.len() + value.len()).sum();
        self.key().map_or(0, <[u8]>::len) + self.value().map_or(0, <[u8]>::len) + headers
    }

    /// To be kept: a copy.
    fn to_record(&self) -> OutgoingRecord {
        OutgoingRecord {
            topic: self.topic().to_owned(),
            partition: self.partition(),
            key: self.key().map(<[u8]>::to_vec),
            value: self.value().map(<[u8]>::to_vec),
            headers: self.headers().map(|(name, value)| (name.to_owned(), value.to_vec())).collect(),
        }
    }
}

/// A record on its way out, its partition chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutgoingRecord {
    pub(crate) topic: String,
    /// `None`: librdkafka spreads keyless records.
    pub(crate) partition: Option<i32>,
    pub(crate) key: Option<Vec<u8>>,
    pub(crate) value: Option<Vec<u8>>,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
}

impl OutgoingRecord {
    /// A record that came back.
    pub(super) fn of(message: &BorrowedMessage<'_>) -> Self {
        let RawRecord { topic, partition, key, value, headers, .. } = RawRecord::of(message);
        let (topic, headers) = ((*topic).to_owned(), headers.to_vec());
        Self { topic, partition: (partition >= 0).then_some(partition), key, value, headers }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        Outgoing::size_bytes(self)
    }

    /// The id of the event in it, as its envelope says; for errors only, since it reads the envelope.
    pub(crate) fn event_id(&self) -> String {
        let claimed = self.headers.iter().find(|(name, _)| name == EVENT_ID_HEADER);
        if let Some((_, id)) = claimed {
            return String::from_utf8_lossy(id).into_owned();
        }
        let peeked = tda_events::peek(self.value.as_deref().unwrap_or_default(), &self.headers).ok();
        peeked.map_or_else(|| "without id".to_owned(), |peek| peek.event_id.into_owned())
    }
}

impl Outgoing for OutgoingRecord {
    fn topic(&self) -> &str {
        &self.topic
    }

    fn partition(&self) -> Option<i32> {
        self.partition
    }

    fn key(&self) -> Option<&[u8]> {
        self.key.as_deref()
    }

    fn value(&self) -> Option<&[u8]> {
        self.value.as_deref()
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    fn to_record(&self) -> OutgoingRecord {
        self.clone()
    }
}
