//! What each identity of a catalog may do, as Kafka's access rules.

use crate::catalog::{Catalog, Principal};

/// What a principal may do with the resources that are called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// What kind of resource.
    pub resource: Resource,
    /// Name of the resource on the broker, or its beginning.
    pub name: String,
    /// How the name is meant.
    pub pattern: Pattern,
    /// What it may do, by Kafka's names.
    pub operations: &'static [&'static str],
}

/// What an access rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A consumer group.
    Group,
    /// A topic.
    Topic,
    /// A transactional id.
    TransactionalId,
}

/// How an access rule's name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The whole name.
    Literal,
    /// The beginning of names.
    Prefixed,
}

impl Resource {
    /// What the resource is called by Strimzi.
    pub(super) fn strimzi_name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Topic => "topic",
            Self::TransactionalId => "transactionalId",
        }
    }

    /// The argument of `kafka-acls.sh` that names it.
    pub(super) fn argument(self) -> &'static str {
        match self {
            Self::Group => "--group",
            Self::Topic => "--topic",
            Self::TransactionalId => "--transactional-id",
        }
    }

    /// What people call it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Topic => "topic",
            Self::TransactionalId => "transactional id",
        }
    }
}

/// What `principal` needs where topics begin with `prefix`, in the order of the catalog.
pub fn permissions(catalog: &Catalog, principal: &Principal, prefix: &str) -> Vec<Permission> {
    let physical = |topic: &String| catalog.physical_name(topic, prefix);
    let literal = |resource, name: String, operations| Permission {
        resource,
        name,
        pattern: Pattern::Literal,
        operations,
    };
    let prefixed = |resource, name: String, operations| Permission {
        resource,
        name,
        pattern: Pattern::Prefixed,
        operations,
    };
    let read = principal.read.iter().map(|topic| literal(Resource::Topic, physical(topic), READ));
    let write = principal.write.iter().map(|topic| literal(Resource::Topic, physical(topic), WRITE));
    let groups = principal.groups.iter().map(|group| literal(Resource::Group, group.clone(), READ));
    let transactions = principal.transactional_id_prefixes.iter();
    let transactions = transactions.map(|id| prefixed(Resource::TransactionalId, id.clone(), WRITE));
    let looks = principal.describe_prefixes.iter().flat_map(|name| {
        [
            prefixed(Resource::Topic, physical(name), DESCRIBE_TOPIC),
            prefixed(Resource::Group, name.clone(), DESCRIBE),
        ]
    });
    read.chain(write).chain(groups).chain(transactions).chain(looks).collect()
}

/// Reading needs nothing more: it implies describing. The broker lets a group's member commit with it.
const READ: &[&str] = &["Read", "Describe"];
/// Idempotent writing needs no permission of its own since Kafka 3.0.
const WRITE: &[&str] = &["Write", "Describe"];
const DESCRIBE: &[&str] = &["Describe"];
const DESCRIBE_TOPIC: &[&str] = &["Describe", "DescribeConfigs"];
