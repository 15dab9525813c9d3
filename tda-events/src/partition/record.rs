//! The partition of a record that somebody else has made: from its topic and its key alone.

use std::borrow::Cow;

use super::{Partitioner, jump_partition, murmur2_partition};
use crate::catalog::{Catalog, KeySource, Topic};
use crate::error::{ErrorKind, Retry};

/// Why the partition of a record cannot be told from its key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartitionError {
    /// The topic's records go by the time of their events.
    #[error("records of topic {topic} go by the hour of their event, not by their key")]
    ByTime {
        /// The topic.
        topic: String,
    },
    /// The key is none that the topic's rule makes.
    #[error("record key {key:?} does not follow the rule {rule} of topic {topic}")]
    ForeignKey {
        /// The topic.
        topic: String,
        /// The key, as text.
        key: String,
        /// How keys of the topic are made.
        rule: String,
    },
    /// The topic's records have no partition key: they go to any partition.
    #[error("records of topic {topic} have no partition key and go to any partition")]
    Keyless {
        /// The topic.
        topic: String,
    },
    /// The record key does not hold what the partition key is made of.
    #[error(
        "partition key {partition_rule} of topic {topic} does not follow from a record key made by {record_rule}"
    )]
    NotInKey {
        /// The topic.
        topic: String,
        /// How partition keys are made.
        partition_rule: String,
        /// How record keys are made.
        record_rule: String,
    },
    /// The catalog has no such topic.
    #[error("the catalog {catalog} has no topic {topic}")]
    UnknownTopic {
        /// Name of the catalog's system.
        catalog: String,
        /// The topic.
        topic: String,
    },
}

impl PartitionError {
    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::ForeignKey { .. } => ErrorKind::InvalidInput,
            Self::ByTime { .. } | Self::Keyless { .. } | Self::NotInKey { .. } => ErrorKind::Config,
            Self::UnknownTopic { .. } => ErrorKind::NotFound,
        }
    }

    /// Always [`Retry::Never`]: the same key fails again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::ByTime { .. }
            | Self::ForeignKey { .. }
            | Self::Keyless { .. }
            | Self::NotInKey { .. }
            | Self::UnknownTopic { .. } => Retry::Never,
        }
    }
}

impl Catalog {
    /// The partition, of `partitions`, to which a record of the topic called `topic` (its logical name) with
    /// the record key `key` belongs.
    ///
    /// Chosen as the topic's [`partitioner`](crate::Topic::partitioner) says. For producers that do not use this
    /// library: on a compacted topic the key says more than the partition
    /// key, so Kafka's default partitioners, which hash all of it, choose wrongly.
    ///
    /// ```
    /// use tda_events::{Catalog, murmur2_partition};
    /// let key = b"job-0001/1/result.persistence_diagram/2";
    /// let partition = Catalog::tda().record_partition("tda_results", key, 12)?;
    /// assert_eq!(partition, murmur2_partition(b"job-0001", 12));
    /// # Ok::<(), tda_events::PartitionError>(())
    /// ```
    pub fn record_partition(&self, topic: &str, key: &[u8], partitions: u32) -> Result<u32, PartitionError> {
        let partitioner = self.topic(topic).map(Topic::partitioner).unwrap_or_default();
        if partitioner == Partitioner::UtcHour {
            return Err(PartitionError::ByTime { topic: topic.to_owned() });
        }
        let partition_key = self.partition_key_of(topic, key)?;
        Ok(match partitioner {
            Partitioner::Jump => jump_partition(&partition_key, partitions),
            // A sticky topic has no keys, so none of its records came this far.
            _ => murmur2_partition(&partition_key, partitions),
        })
    }

    /// The bytes that choose the partition of a record with the record key `key`.
    pub fn partition_key_of<'k>(&self, topic: &str, key: &'k [u8]) -> Result<Cow<'k, [u8]>, PartitionError> {
        let unknown =
            || PartitionError::UnknownTopic { catalog: self.system().to_owned(), topic: topic.to_owned() };
        partition_key(self.topic(topic).ok_or_else(unknown)?, key)
    }
}

fn partition_key<'k>(topic: &Topic, key: &'k [u8]) -> Result<Cow<'k, [u8]>, PartitionError> {
    let name = || topic.name().to_owned();
    let rule = topic.partition_key_rule().ok_or_else(|| PartitionError::Keyless { topic: name() })?;
    let record_rule = match topic.record_key_rule() {
        Some(record_rule) if record_rule != rule => record_rule,
        // Without a rule of its own the key is the partition key.
        _ => return Ok(Cow::Borrowed(key)),
    };
    let text = std::str::from_utf8(key).ok();
    let parts = text.and_then(|text| record_rule.read(text)).ok_or_else(|| PartitionError::ForeignKey {
        topic: name(),
        key: String::from_utf8_lossy(key).chars().take(KEY_LETTERS_SHOWN).collect(),
        rule: record_rule.as_str().to_owned(),
    })?;
    let made = rule.key(&&Parts(parts)).map(Cow::into_owned).ok_or_else(|| PartitionError::NotInKey {
        topic: name(),
        partition_rule: rule.as_str().to_owned(),
        record_rule: record_rule.as_str().to_owned(),
    })?;
    Ok(Cow::Owned(made))
}

/// As much of a key as an error shows.
const KEY_LETTERS_SHOWN: usize = 200;

/// What a record key was made of.
struct Parts<'r>(Vec<(&'r str, String)>);

impl<'a> KeySource<'a> for &'a Parts<'_> {
    fn part(&self, name: &str) -> Option<Cow<'a, str>> {
        let (_, text) = self.0.iter().find(|(part, _)| *part == name)?;
        Some(Cow::Borrowed(text))
    }
}
