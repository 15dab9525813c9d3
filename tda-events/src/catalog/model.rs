//! A catalog in memory.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::error::CatalogError;
use super::key::{KeyRule, KeySource};
use super::load;

/// Where a system runs. Partitions, replication and some settings differ between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Environment {
    /// One broker on a developer's machine or in tests.
    Development,
    /// The cluster that users depend on.
    Production,
}

impl Environment {
    /// Every environment.
    pub const ALL: [Self; 2] = [Self::Development, Self::Production];

    /// Its name in catalogs and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }

    /// The environment called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|environment| environment.name() == name)
    }
}

/// Everything about one system's streams.
///
/// ```
/// use tda_events::{Catalog, Environment};
/// let jobs = Catalog::tda().topic("tda_jobs").expect("a topic of the catalog");
/// assert_eq!(jobs.partitions(Environment::Production), 12);
/// assert_eq!(Catalog::tda().physical_name(jobs.name(), "dev_tda_"), "dev_tda_jobs");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    pub(super) system: String,
    pub(super) summary: String,
    pub(super) prefix: String,
    pub(super) prefixes: BTreeMap<Environment, String>,
    pub(super) topics: Vec<Topic>,
    pub(super) groups: Vec<Group>,
    pub(super) principals: Vec<Principal>,
}

/// A topic, or the dead-letter topic of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) partition_key: Option<KeyRule>,
    pub(super) record_key: Option<KeyRule>,
    pub(super) sizes: BTreeMap<Environment, Size>,
    pub(super) events: Vec<String>,
    pub(super) dead_letter: Option<Box<Topic>>,
}

/// What differs between environments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) partitions: u32,
    pub(super) replication_factor: u16,
    pub(super) config: Vec<(String, String)>,
}

/// A consumer group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Its id.
    pub name: String,
    /// Instances meant to run.
    pub instances: Option<u32>,
    /// Settings of its consumers, by Kafka's names, in the order of the file.
    pub config: Vec<(String, String)>,
}

/// An identity and what it may do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Principal {
    /// Its name.
    pub name: String,
    /// Topics it reads.
    pub read: Vec<String>,
    /// Topics it writes.
    pub write: Vec<String>,
    /// Groups it is a member of.
    pub groups: Vec<String>,
    /// Prefixes of the transactional ids it may use.
    pub transactional_id_prefixes: Vec<String>,
    /// Prefixes of the names of topics and groups it may look at.
    pub describe_prefixes: Vec<String>,
}

impl Catalog {
    /// The catalog of the TDA platform.
    ///
    /// # Panics
    ///
    /// Never: a test of this crate loads the same text.
    pub fn tda() -> &'static Self {
        static TDA: OnceLock<Catalog> = OnceLock::new();
        const TEXT: &str = include_str!("../../catalogs/tda.yaml");
        TDA.get_or_init(|| match Self::parse(TEXT, "catalogs/tda.yaml") {
            Ok(catalog) => catalog,
            Err(error) => panic!("the catalog that is part of this library is wrong:\n{error}"),
        })
    }

    /// Reads a catalog. `file_name` only names the text in errors, which list every problem at once.
    pub fn parse(text: &str, file_name: &str) -> Result<Self, CatalogError> {
        load::load(text, file_name)
    }

    /// Name of the system.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// What the system does.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Topics with events, without dead-letter topics, in the order of the file.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topic of this logical name, dead-letter topics included.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        let mut all = self.topics.iter().flat_map(|topic| std::iter::once(topic).chain(topic.dead_letter()));
        all.find(|topic| topic.name == name)
    }

    /// The one topic that an event goes to.
    pub fn topic_of(&self, event_type: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.events.iter().any(|event| event == event_type))
    }

    /// Consumer groups, in the order of the file.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Identities, in the order of the file.
    pub fn principals(&self) -> &[Principal] {
        &self.principals
    }

    /// The prefix of topic names in an environment, such as `dev_tda_`.
    pub fn prefix(&self, environment: Environment) -> &str {
        self.prefixes.get(&environment).unwrap_or(&self.prefix)
    }

    /// A topic's name on the broker: the leading logical prefix replaced by `prefix`.
    pub fn physical_name(&self, logical: &str, prefix: &str) -> String {
        match logical.strip_prefix(&self.prefix) {
            Some(rest) => format!("{prefix}{rest}"),
            None => logical.to_owned(),
        }
    }

    /// The reverse of [`physical_name`](Self::physical_name).
    pub fn logical_name(&self, physical: &str, prefix: &str) -> String {
        match physical.strip_prefix(prefix) {
            Some(rest) if !prefix.is_empty() => format!("{}{rest}", self.prefix),
            _ => physical.to_owned(),
        }
    }
}

impl Topic {
    /// Logical name, such as `tda_jobs`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the topic is for.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Number of partitions.
    pub fn partitions(&self, environment: Environment) -> u32 {
        self.sizes.get(&environment).map_or(1, |size| size.partitions)
    }

    /// Number of copies of each partition.
    pub fn replication_factor(&self, environment: Environment) -> u16 {
        self.sizes.get(&environment).map_or(1, |size| size.replication_factor)
    }

    /// Topic settings by Kafka's names, in the order of the file.
    pub fn config(&self, environment: Environment) -> &[(String, String)] {
        self.sizes.get(&environment).map_or(&[], |size| &size.config)
    }

    /// Types of the events that this topic is the default of.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(String::as_str)
    }

    /// Where records that cannot be handled go; `None` for a dead-letter topic itself.
    pub fn dead_letter_topic(&self) -> Option<&Topic> {
        self.dead_letter.as_deref()
    }

    fn dead_letter(&self) -> impl Iterator<Item = &Topic> {
        self.dead_letter.iter().map(AsRef::as_ref)
    }

    /// How the key of records is made.
    pub fn record_key_rule(&self) -> Option<&KeyRule> {
        self.record_key.as_ref()
    }

    /// How the key that chooses the partition is made.
    pub fn partition_key_rule(&self) -> Option<&KeyRule> {
        self.partition_key.as_ref()
    }

    pub(crate) fn record_key(&self, source: &impl KeySource) -> Option<Vec<u8>> {
        self.record_key.as_ref()?.key(source)
    }

    pub(crate) fn partition_key(&self, source: &impl KeySource) -> Option<Vec<u8>> {
        self.partition_key.as_ref()?.key(source)
    }
}
