//! Who reads and writes: groups, identities and profiles of clients.

use std::collections::BTreeMap;

use super::environment::{Authentication, Environment};

/// A consumer group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Its id.
    pub name: String,
    /// What its members do.
    pub summary: String,
    /// Topics it reads.
    pub topics: Vec<String>,
    /// Consumer profile that its settings start from.
    pub profile: Option<String>,
    /// What a crash does to a record.
    pub guarantee: Option<Guarantee>,
    /// How far behind it may fall, in seconds.
    pub lag_budget_seconds: Option<u64>,
    /// Settings of its consumers by Kafka's names: those of the profile, then its own over them.
    pub config: Vec<(String, String)>,
    pub(super) instances: BTreeMap<Environment, u32>,
}

impl Group {
    /// Members meant to run in an environment, where the catalog says so.
    pub fn instances(&self, environment: Environment) -> Option<u32> {
        self.instances.get(&environment).copied()
    }

    /// One setting of its consumers.
    pub fn setting(&self, name: &str) -> Option<&str> {
        setting(&self.config, name)
    }
}

pub(super) fn setting<'a>(config: &'a [(String, String)], name: &str) -> Option<&'a str> {
    config.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// What a crash of a consumer does to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Guarantee {
    /// It may be lost.
    AtMostOnce,
    /// It may be handled twice.
    AtLeastOnce,
    /// Its effects in Kafka happen once.
    ExactlyOnce,
}

impl Guarantee {
    /// Its name in catalogs.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtMostOnce => "at_most_once",
            Self::AtLeastOnce => "at_least_once",
            Self::ExactlyOnce => "exactly_once",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        let all = [Self::AtMostOnce, Self::AtLeastOnce, Self::ExactlyOnce];
        all.into_iter().find(|guarantee| guarantee.name() == name)
    }
}

/// An identity and what it may do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Principal {
    /// Its name.
    pub name: String,
    /// Who or what it is.
    pub summary: String,
    /// How it proves itself, as the file writes it.
    pub authentication: Option<String>,
    /// Topics it reads.
    pub read: Vec<String>,
    /// Topics it writes: those of the file, then the dead-letter topics of those that it reads in a group.
    pub write: Vec<String>,
    /// Event types it writes.
    pub emits: Vec<String>,
    /// Groups it is a member of.
    pub groups: Vec<String>,
    /// Prefixes of the transactional ids it may use.
    pub transactional_id_prefixes: Vec<String>,
    /// Prefixes of the names of topics and groups it may look at.
    pub describe_prefixes: Vec<String>,
    /// How much of a broker it may take.
    pub quotas: Quotas,
}

impl Principal {
    /// How it proves itself, where the name is known.
    pub fn mechanism(&self) -> Option<Authentication> {
        Authentication::from_name(self.authentication.as_deref()?)
    }
}

/// Limits of an identity on each broker; what is `None` has no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quotas {
    /// Bytes it may write in a second.
    pub producer_bytes_per_second: Option<u64>,
    /// Bytes it may read in a second.
    pub consumer_bytes_per_second: Option<u64>,
    /// Share of a broker's request threads, in percent of one thread.
    pub request_percentage: Option<u64>,
    /// Partitions it may create or delete in a second.
    pub mutations_per_second: Option<u64>,
}

/// Settings of a client under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// When to choose it.
    pub summary: String,
    /// Settings by Kafka's names, in the order of the file.
    pub config: Vec<(String, String)>,
}

impl Profile {
    /// One setting.
    pub fn setting(&self, name: &str) -> Option<&str> {
        setting(&self.config, name)
    }
}
