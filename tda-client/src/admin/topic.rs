//! Topics, brokers, settings and offsets.

use super::{acl::AclOperation, group::TopicPartition, names::named};
use crate::error::Error;

/// What became of one of several things that were asked for.
#[derive(Debug)]
pub struct Item<T> {
    /// What it is about: a topic, a group, a rule.
    pub name: String,
    /// What became of it.
    pub outcome: Result<T, Error>,
}

/// A topic to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTopic {
    /// Its name on the cluster.
    pub name: String,
    /// Number of partitions.
    pub partitions: i32,
    /// Copies of each partition; -1: as the broker is configured.
    pub replication_factor: i32,
    /// Settings by Kafka's names.
    pub config: Vec<(String, String)>,
}

impl NewTopic {
    /// A topic with the broker's replication and no settings of its own.
    pub fn new(name: impl Into<String>, partitions: i32) -> Self {
        Self { name: name.into(), partitions, replication_factor: -1, config: Vec::new() }
    }
}

/// A topic as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicDescription {
    /// Its name.
    pub name: String,
    /// Whether it is one of Kafka's own.
    pub is_internal: bool,
    /// Its partitions, by number.
    pub partitions: Vec<PartitionDescription>,
}

impl TopicDescription {
    /// Copies of the partition that has the fewest.
    pub fn replication_factor(&self) -> usize {
        self.partitions.iter().map(|partition| partition.replicas.len()).min().unwrap_or(0)
    }
}

/// A partition as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionDescription {
    /// Its number.
    pub partition: i32,
    /// Id of the broker that leads it; `None` while none does: it can be neither read nor written.
    pub leader: Option<i32>,
    /// Ids of the brokers that hold it.
    pub replicas: Vec<i32>,
    /// Ids of those that are up to date.
    pub in_sync: Vec<i32>,
}

/// The cluster and its brokers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterDescription {
    /// Id of the cluster.
    pub cluster_id: String,
    /// Id of the broker that answers administrative requests, where one does.
    pub controller: Option<i32>,
    /// Brokers that are up.
    pub brokers: Vec<BrokerDescription>,
    /// What the client's identity may do to the cluster itself, in no order; everything where brokers check nothing, and nothing
    /// where it may not even describe it.
    pub operations: Vec<AclOperation>,
}

/// A broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokerDescription {
    /// Its id.
    pub id: i32,
    /// Where clients reach it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Its rack or zone, where it has one.
    pub rack: Option<String>,
}

/// What has settings.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConfigResource {
    /// A broker, by its id.
    Broker(i32),
    /// A consumer group of the protocol of KIP-848.
    Group(String),
    /// A topic.
    Topic(String),
}

impl ConfigResource {
    /// Its name: that of the topic or group, or the broker's id.
    pub fn name(&self) -> String {
        match self {
            Self::Broker(id) => id.to_string(),
            Self::Group(name) | Self::Topic(name) => name.clone(),
        }
    }
}

named! {
    /// Where a setting's value comes from.
    ConfigSource {
        /// Kafka's default.
        Default = 5 "default",
        /// Set on this broker while it runs.
        DynamicBroker = 2 "broker",
        /// Set on all brokers while they run.
        DynamicDefaultBroker = 3 "cluster",
        /// Set on the group.
        Group = 8 "group",
        /// The broker's configuration file.
        StaticBroker = 4 "broker file",
        /// Set on the topic.
        Topic = 1 "topic",
        /// From elsewhere.
        Unknown = 0 "unknown",
    }
}

/// A setting as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigEntry {
    /// Kafka's name.
    pub name: String,
    /// Its value; `None` where the broker does not tell secrets.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: ConfigSource,
    /// Whether it is a secret.
    pub is_sensitive: bool,
    /// Whether it can not be changed while the broker runs.
    pub is_read_only: bool,
}

/// Settings to change; those that are not named stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigChange {
    /// Of what.
    pub resource: ConfigResource,
    /// New values.
    pub set: Vec<(String, String)>,
    /// Settings that go back to their default.
    pub unset: Vec<String>,
}

/// Which offset of a partition is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetSpec {
    /// The first one of a record written at this time or later; milliseconds since the Unix epoch, UTC.
    AtMs(i64),
    /// The first one that is there.
    Earliest,
    /// The next one to be written, of what is committed.
    Latest,
    /// That of the newest record by its time.
    MaxTimestamp,
}

/// An offset that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundOffset {
    /// The offset; `None` where there is no such record.
    pub offset: Option<i64>,
    /// Time of that record in milliseconds since the Unix epoch, where the answer has one.
    pub timestamp_ms: Option<i64>,
}

/// How SCRAM keeps a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScramHash {
    /// SCRAM-SHA-256.
    Sha256,
    /// SCRAM-SHA-512.
    Sha512,
}

/// Who may become the leader of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Election {
    /// The first of its brokers, if it is up to date.
    Preferred,
    /// Any of its brokers that is up, if none is up to date: **what it does not have is lost**.
    Unclean,
}

/// A partition and an offset in it.
pub type PartitionOffset = (TopicPartition, i64);
