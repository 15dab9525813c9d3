//! Looking after a cluster: topics, access rules, groups, settings, offsets.
//!
//! Names here are those on the cluster: [`ClientConfig::physical_topic`] gives them for topics of the catalog.

mod acl;
mod acls_plan;
mod ensure;
mod group;
mod lag;
mod names;
mod scale;
mod topic;
mod topics_plan;

use std::sync::Arc;

pub use self::{
    acl::{AclBinding, AclFilter, AclOperation, AclPattern, AclPermission, AclResource},
    acls_plan::{AclsPlan, acls_of, plan_acls},
    ensure::{TopicsReport, ensure_topics},
    group::{
        GroupDescription, GroupListing, GroupMemberDescription, GroupOffset, GroupState, GroupType,
        PartitionLag, TopicPartition,
    },
    scale::{Scale, ScaleAdvice, ScalePolicy, scale},
    topic::{
        BrokerDescription, ClusterDescription, ConfigChange, ConfigEntry, ConfigResource, ConfigSource,
        Election, FoundOffset, Item, NewTopic, OffsetSpec, PartitionDescription, PartitionOffset, ScramHash,
        TopicDescription,
    },
    topics_plan::{
        PresentTopic, SettingDifference, TopicNote, TopicStep, TopicsPlan, WantedTopic, plan_topics,
    },
};
use crate::{
    config::{ClientConfig, Secret},
    error::Error,
    producer::run_blocking,
    transport::{Connection, Operations, PartitionItem},
};

/// A client for administrative requests; cheap to clone.
///
/// Every call waits up to 15 s for the cluster's answer. What is asked for several things at once answers for each of them: one that
/// fails does not stop the others. Calls change nothing but what they name, and none is tried again by itself.
///
/// ```no_run
/// use tda_client::{ClientConfig, admin::{Admin, NewTopic}};
/// # async fn example() -> Result<(), tda_client::Error> {
/// let admin = Admin::connect(&ClientConfig::new("broker-1:9092")).await?;
/// for topic in admin.create_topics(&[NewTopic::new("tda_jobs", 12)]).await? {
///     match topic.outcome {
///         Ok(created) => println!("{}: {}", topic.name, if created { "created" } else { "was there" }),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Admin {
    operations: Arc<Operations>,
}

impl std::fmt::Debug for Admin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Admin").field("brokers", &self.bootstrap_servers()).finish()
    }
}

/// An async method and the blocking one of [`Operations`] behind it.
macro_rules! requests {
    ($(
        $(#[$about:meta])*
        fn $name:ident($($argument:ident: $type:ty),*) -> $answer:ty;
    )*) => {
        impl Admin {
            $(
                $(#[$about])*
                pub async fn $name(&self $(, $argument: &$type)*) -> Result<$answer, Error> {
                    let operations = Arc::clone(&self.operations);
                    $(let $argument = $argument.to_owned();)*
                    run_blocking(concat!("Admin::", stringify!($name)), move || operations.$name($(&$argument),*)).await
                }
            )*
        }

        impl crate::blocking::Admin {
            $(
                $(#[$about])*
                pub fn $name(&self $(, $argument: &$type)*) -> Result<$answer, Error> {
                    self.inner.operations.$name($($argument),*)
                }
            )*
        }
    };
}

requests! {
    /// The cluster and its brokers.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Timeout`], [`Error::Unauthorized`].
    fn describe_cluster() -> ClusterDescription;

    /// Names and numbers of partitions of all topics that this client may see, Kafka's own included.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Unauthorized`].
    fn list_topics() -> Vec<(String, i32)>;

    /// Topics with leaders, replicas and those of them that are in sync.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::UnknownTopic`] for one that is not there.
    fn describe_topics(topics: [String]) -> Vec<Item<TopicDescription>>;

    /// Creates topics: `true` for one that was created, `false` for one that was there, which stays as it is.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for one, such as more replicas than brokers.
    fn create_topics(topics: [NewTopic]) -> Vec<Item<bool>>;

    /// Deletes topics with everything in them.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::UnknownTopic`] for one that is not there.
    fn delete_topics(topics: [String]) -> Vec<Item<()>>;

    /// Gives topics more partitions: how many there shall be then. **Keys go to other partitions afterwards**: records of one key are
    /// no longer in order across the change.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for fewer than there are.
    fn create_partitions(totals: [(String, usize)]) -> Vec<Item<()>>;

    /// Settings with their sources; at most one broker among the resources.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::UnknownTopic`] for one that is not there.
    fn describe_configs(resources: [ConfigResource]) -> Vec<Item<Vec<ConfigEntry>>>;

    /// Changes the settings that are named and leaves all others as they are; at most one broker among the resources.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for a setting that the broker does not take.
    fn alter_configs(changes: [ConfigChange]) -> Vec<Item<()>>;

    /// Adds access rules; those that are there already stay.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for one, such as on a cluster without an authorizer.
    fn create_acls(rules: [AclBinding]) -> Vec<Item<()>>;

    /// Access rules that the filter means. Who may not see any gets an empty list: librdkafka does not tell the two apart.
    ///
    /// # Errors
    /// As [`create_acls`](Self::create_acls).
    fn describe_acls(filter: AclFilter) -> Vec<AclBinding>;

    /// Removes the access rules that each filter means, and gives them.
    ///
    /// # Errors
    /// As [`create_acls`](Self::create_acls).
    fn delete_acls(filters: [AclFilter]) -> Vec<Item<Vec<AclBinding>>>;

    /// All consumer groups of both protocols.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster); also where one of the brokers does not answer.
    fn list_groups() -> Vec<GroupListing>;

    /// Groups with their members and what those own.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all. A group that is not there is `Dead`, or [`Error::Refused`] of kind
    /// `NotFound` on newer brokers.
    fn describe_groups(groups: [String]) -> Vec<Item<GroupDescription>>;

    /// What a group committed; nothing for a group that is not there.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster).
    fn group_offsets(group: str) -> Vec<GroupOffset>;

    /// How far a group is behind in the partitions that it has committed or owns.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster).
    fn group_lag(group: str) -> Vec<PartitionLag>;

    /// Sets offsets of a group that has no members. What stood beside them goes: finished jobs of a worker, too.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster); [`Error::Refused`] while the group has members.
    fn alter_group_offsets(group: str, offsets: [PartitionOffset]) -> Vec<Item<()>>;

    /// Forgets what a group committed for partitions that it does not read now.
    ///
    /// # Errors
    /// As [`alter_group_offsets`](Self::alter_group_offsets).
    fn delete_group_offsets(group: str, partitions: [TopicPartition]) -> Vec<Item<()>>;

    /// Deletes groups that have no members, with what they committed.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for one that has members or is not there.
    fn delete_groups(groups: [String]) -> Vec<Item<()>>;

    /// Offsets of partitions, each named once, as a reader of committed records sees them.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::UnknownTopic`] for one that is not there.
    fn list_offsets(asked: [(TopicPartition, OffsetSpec)]) -> Vec<PartitionItem>;

    /// Deletes the records before an offset of each partition, -1 for all, and gives the first offset that is left.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for an offset beyond the end, or a topic that is
    /// compacted only.
    fn delete_records(before: [PartitionOffset]) -> Vec<Item<i64>>;
}

impl Admin {
    /// Connects: returns once the cluster has answered.
    ///
    /// # Errors
    /// [`Error::Unreachable`] with the brokers tried, after `connect_timeout`; [`Error::Unauthorized`], [`Error::Config`].
    pub async fn connect(config: &ClientConfig) -> Result<Self, Error> {
        let config = config.clone();
        run_blocking("Admin::connect", move || Self::connect_blocking(&config)).await
    }

    pub(crate) fn connect_blocking(config: &ClientConfig) -> Result<Self, Error> {
        Ok(Self { operations: Arc::new(Operations::connect(Connection::new(config)?)?) })
    }

    /// The address of the cluster, that of the embedded broker included.
    pub fn bootstrap_servers(&self) -> &str {
        self.operations.connection().brokers()
    }

    /// Gives a user a password for SCRAM, whether it has one already or not. The password never travels: its salted hash does.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster); [`Error::Refused`] for a name or password that the broker does not take.
    pub async fn upsert_scram_user(
        &self,
        user: &str,
        hash: ScramHash,
        password: &Secret,
    ) -> Result<(), Error> {
        let (operations, user, password) = (Arc::clone(&self.operations), user.to_owned(), password.clone());
        run_blocking("Admin::upsert_scram_user", move || operations.upsert_scram_user(&user, hash, &password))
            .await
    }

    /// Takes a user's password away.
    ///
    /// # Errors
    /// As [`upsert_scram_user`](Self::upsert_scram_user); of kind `NotFound` or `InvalidInput` where there is none.
    pub async fn delete_scram_user(&self, user: &str, hash: ScramHash) -> Result<(), Error> {
        let (operations, user) = (Arc::clone(&self.operations), user.to_owned());
        run_blocking("Admin::delete_scram_user", move || operations.delete_scram_user(&user, hash)).await
    }

    /// Has leaders of partitions elected.
    ///
    /// # Errors
    /// As [`describe_cluster`](Self::describe_cluster) for all; [`Error::Refused`] for one whose wanted leader is down.
    pub async fn elect_leaders(
        &self,
        election: Election,
        partitions: &[TopicPartition],
    ) -> Result<Vec<Item<()>>, Error> {
        let (operations, partitions) = (Arc::clone(&self.operations), partitions.to_owned());
        run_blocking("Admin::elect_leaders", move || operations.elect_leaders(election, &partitions)).await
    }
}

impl crate::blocking::Admin {
    /// As [`Admin::upsert_scram_user`].
    ///
    /// # Errors
    /// As there.
    pub fn upsert_scram_user(&self, user: &str, hash: ScramHash, password: &Secret) -> Result<(), Error> {
        self.inner.operations.upsert_scram_user(user, hash, password)
    }

    /// As [`Admin::delete_scram_user`].
    ///
    /// # Errors
    /// As there.
    pub fn delete_scram_user(&self, user: &str, hash: ScramHash) -> Result<(), Error> {
        self.inner.operations.delete_scram_user(user, hash)
    }

    /// As [`Admin::elect_leaders`].
    ///
    /// # Errors
    /// As there.
    pub fn elect_leaders(
        &self,
        election: Election,
        partitions: &[TopicPartition],
    ) -> Result<Vec<Item<()>>, Error> {
        self.inner.operations.elect_leaders(election, partitions)
    }
}
