//! The one place that names librdkafka: clients, records and errors in our own terms.

mod certificates;
mod connection;
mod credentials;
mod delivery;
mod embedded;
mod errors;
mod fatal;
mod follower;
mod group;
mod group_view;
#[cfg(feature = "cli")]
mod interfaces;
mod operations;
#[cfg(feature = "cli")]
mod outsider;
mod probe;
mod produce;
mod producer;
mod record;
mod room;
mod transaction;
mod trouble;
mod watch;

pub(crate) use connection::{Connection, Metadata, property_fault};
pub(crate) use delivery::{Awaited, OnDelivery};
pub use embedded::EmbeddedBroker;
pub(crate) use follower::{Follower, FollowerPoll};
pub(crate) use group::{
    Assignment, CommitFailure, CommittedOffset, GroupConsumer, GroupEvents, GroupIdentity, GroupMember,
    GroupPoll, NoMember, OffsetAt, PartitionOffset, PartitionPosition,
};
pub(crate) use group_view::GroupView;
#[cfg(feature = "cli")]
pub(crate) use interfaces::{ApiVersions, api_versions};
pub(crate) use operations::{Operations, PartitionItem};
#[cfg(feature = "cli")]
pub(crate) use outsider::Outsider;
#[cfg(test)]
pub(crate) use probe::TopicView;
pub(crate) use probe::{ClusterView, Probe};
pub(crate) use producer::{RawProducer, SendFailure};
pub use record::Receipt;
pub(crate) use record::{Outgoing, OutgoingRecord, RawRecord};
pub(crate) use transaction::{TransactionFailure, TransactionalProducer};
