//! A consumer without a group that follows partitions from offsets of its choice, and is never paused.

use std::time::Duration;

use rdkafka::{
    Offset, TopicPartitionList,
    consumer::{BaseConsumer, Consumer as _},
    error::KafkaError,
};

use super::{
    connection::{Connection, Logs},
    credentials::Credentials,
    errors,
    group::one,
    record::RawRecord,
};
use crate::error::Error;

/// The outcome of one poll of a [`Follower`].
pub(crate) enum FollowerPoll {
    Idle,
    Record(RawRecord),
    /// Everything that is committed on this partition has been read.
    CaughtUp(i32),
    Warning(String),
}

/// Follows partitions of one topic.
pub(crate) struct Follower {
    /// Before the client: see there.
    _credentials: Credentials,
    inner: BaseConsumer<Logs>,
    topic: String,
}

impl Follower {
    pub(crate) fn new(connection: &Connection, topic: &str) -> Result<Self, Error> {
        let mut properties = connection.consumer_properties();
        properties
            .set("enable.partition.eof", "true")
            .set("auto.offset.reset", "earliest")
            // Never used to commit; librdkafka wants a name to assign by hand.
            .set("group.id", format!("{}-follower", connection.config().client_id));
        let logs = Logs::default();
        let trouble = logs.trouble.clone();
        let inner: BaseConsumer<_> = connection
            .make(&properties, logs)
            .map_err(|error| connection.translate("creating the follower", &error, Duration::ZERO))?;
        let credentials = Credentials::keep(inner.client(), connection, &trouble)?;
        Ok(Self { _credentials: credentials, inner, topic: topic.to_owned() })
    }

    /// Follows `partition` from `offset` on, or from its beginning where that offset is not there.
    pub(crate) fn follow(&self, partition: i32, offset: i64) -> Result<(), String> {
        let mut list = TopicPartitionList::with_capacity(1);
        list.add_partition_offset(&self.topic, partition, Offset::Offset(offset.max(0)))
            .and_then(|()| self.inner.incremental_assign(&list))
            .map_err(|error| errors::describe(&error))
    }

    /// Follows it no longer.
    pub(crate) fn unfollow(&self, partition: i32) {
        let _ = self.inner.incremental_unassign(&one(&self.topic, partition));
    }

    /// Lowest and next offset of a partition.
    #[cfg(feature = "cli")]
    pub(crate) fn watermarks(&self, partition: i32, timeout: Duration) -> Result<(i64, i64), String> {
        self.inner.fetch_watermarks(&self.topic, partition, timeout).map_err(|error| errors::describe(&error))
    }

    pub(crate) fn poll(&self, timeout: Duration) -> FollowerPoll {
        match self.inner.poll(timeout) {
            None => FollowerPoll::Idle,
            Some(Ok(message)) => FollowerPoll::Record(RawRecord::of(&message)),
            Some(Err(KafkaError::PartitionEOF(partition))) => FollowerPoll::CaughtUp(partition),
            Some(Err(error)) => FollowerPoll::Warning(errors::describe(&error)),
        }
    }
}
