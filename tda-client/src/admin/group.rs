//! Consumer groups.

use super::names::named;

named! {
    /// What a group is doing.
    GroupState {
        /// Members wait for their partitions.
        CompletingRebalance = 2 "CompletingRebalance",
        /// It is being removed.
        Dead = 4 "Dead",
        /// It has offsets and no members.
        Empty = 5 "Empty",
        /// Members are asked to join again.
        PreparingRebalance = 1 "PreparingRebalance",
        /// Members read their partitions.
        Stable = 3 "Stable",
        /// A state that this version does not know, such as `Assigning` and `Reconciling` of the new protocol.
        Unknown = 0 "Unknown",
    }
}

named! {
    /// Which protocol a group speaks.
    GroupType {
        /// The protocol of all versions of Kafka: a member shares the partitions out.
        Classic = 2 "classic",
        /// KIP-848: the broker shares the partitions out.
        Consumer = 1 "consumer",
        /// A protocol that this version does not know.
        Unknown = 0 "unknown",
    }
}

/// A group as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupListing {
    /// Its id.
    pub group: String,
    /// What it is doing.
    pub state: GroupState,
    /// Its protocol.
    pub protocol: GroupType,
}

/// A group and who is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDescription {
    /// Its id.
    pub group: String,
    /// What it is doing; a group that is not there is `Dead`.
    pub state: GroupState,
    /// Its protocol.
    pub protocol: GroupType,
    /// How partitions are shared out, such as `cooperative-sticky` or `uniform`.
    pub assignor: String,
    /// Id of the broker that coordinates it, where one does.
    pub coordinator: Option<i32>,
    /// Who is in it.
    pub members: Vec<GroupMemberDescription>,
}

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMemberDescription {
    /// Id that the coordinator gave it.
    pub member_id: String,
    /// Its name that survives a restart, where it has one.
    pub instance_id: Option<String>,
    /// What it calls itself.
    pub client_id: String,
    /// Where it runs.
    pub host: String,
    /// Partitions that it owns.
    pub partitions: Vec<TopicPartition>,
}

/// A partition of a topic, by its name on the cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicPartition {
    /// Topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
}

impl TopicPartition {
    /// The partition of a topic.
    pub fn new(topic: impl Into<String>, partition: i32) -> Self {
        Self { topic: topic.into(), partition }
    }
}

impl std::fmt::Display for TopicPartition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}]", self.topic, self.partition)
    }
}

/// What a group committed for a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOffset {
    /// Which partition.
    pub partition: TopicPartition,
    /// The next offset to read; `None` where nothing was committed.
    pub offset: Option<i64>,
    /// What the committer wrote beside it: this crate's workers keep finished offsets there.
    pub metadata: String,
}

/// How far a group is behind in a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionLag {
    /// Which partition.
    pub partition: TopicPartition,
    /// The next offset to read; `None` where nothing was committed.
    pub committed: Option<i64>,
    /// The first offset that is there.
    pub earliest: i64,
    /// The next offset to be written, of what is committed.
    pub latest: i64,
    /// Records that wait: from the committed offset, or from the first one, to the end. Markers of transactions count, so
    /// it may rest at 1.
    pub lag: i64,
    /// The member that owns the partition now.
    pub owner: Option<String>,
}
