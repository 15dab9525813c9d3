//! From an encoded event to a record on the cluster: physical topic, partition, size.

use std::sync::RwLock;

use tda_events::EncodedRecord;

use crate::{
    config::ClientConfig,
    error::Error,
    telemetry,
    transport::{Metadata, OutgoingRecord},
};

/// Knows every topic's partitions.
#[derive(Debug)]
pub(crate) struct Routing {
    config: ClientConfig,
    brokers: String,
    partitions: RwLock<Metadata>,
}

impl Routing {
    pub(crate) fn new(config: &ClientConfig, brokers: &str, metadata: Metadata) -> Self {
        Self { config: config.clone(), brokers: brokers.to_owned(), partitions: RwLock::new(metadata) }
    }

    /// Replaces what is known of the cluster.
    pub(crate) fn refresh(&self, metadata: Metadata) {
        *self.partitions.write().unwrap_or_else(std::sync::PoisonError::into_inner) = metadata;
    }

    /// Chooses topic and partition, as the topic's partitioner says: usually by murmur2 of the partition key, as Java's
    /// default partitioner would, even where the record key is a finer one.
    pub(crate) fn route(&self, record: &EncodedRecord) -> Result<OutgoingRecord, Error> {
        let topic = self.config.physical_topic(&record.topic);
        let partitions = self.partitions_of(&topic)?;
        let partition = record.partition(partitions.unsigned_abs());
        let partition = partition.map(|partition| i32::try_from(partition).unwrap_or(0));
        let mut outgoing = OutgoingRecord {
            topic,
            partition,
            key: record.key.clone(),
            value: Some(record.value.clone()),
            headers: record.headers.clone(),
        };
        telemetry::inject(&mut outgoing.headers);
        let limit_bytes = self.config.record_bytes_max;
        let size_bytes = outgoing.size_bytes();
        if size_bytes > limit_bytes {
            return Err(Error::TooLarge { topic: outgoing.topic, size_bytes, limit_bytes });
        }
        Ok(outgoing)
    }

    pub(crate) fn partitions_of(&self, topic: &str) -> Result<i32, Error> {
        let known = self.partitions.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        known
            .get(topic)
            .copied()
            .filter(|partitions| *partitions > 0)
            .ok_or_else(|| Error::UnknownTopic { topic: topic.to_owned(), brokers: self.brokers.clone() })
    }
}
