//! Topics of a catalog.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::key::{Key, KeyRule, KeySource};
use crate::partition::Partitioner;
use crate::payload::Layout;

/// A topic, or the dead-letter topic of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) owner: Option<String>,
    pub(super) partition_key: Option<KeyRule>,
    pub(super) record_key: Option<KeyRule>,
    pub(super) identity: Vec<String>,
    pub(super) layout: Layout,
    pub(super) partitioner: Partitioner,
    pub(super) sizes: BTreeMap<Environment, Size>,
    pub(super) events: Vec<String>,
    pub(super) dead_letter: Option<DeadLetter>,
}

/// What differs between environments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) partitions: u32,
    pub(super) replication_factor: u16,
    pub(super) config: Vec<(String, String)>,
}

/// Where records go that cannot be handled.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DeadLetter {
    /// A topic made for this one.
    Own(Box<Topic>),
    /// A topic of the catalog.
    Named(String),
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

    /// Who answers for it.
    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
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

    /// One setting of the topic.
    pub fn setting(&self, environment: Environment, name: &str) -> Option<&str> {
        self.config(environment).iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Environments in which the topic has a size: those of its catalog.
    pub fn environments(&self) -> impl Iterator<Item = Environment> {
        self.sizes.keys().copied()
    }

    /// Types of the events that this topic is the default of.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(String::as_str)
    }

    /// How persistence diagrams are laid out.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// How the partition of a record is chosen.
    pub fn partitioner(&self) -> Partitioner {
        self.partitioner
    }

    /// On a compacted topic the parts that tell apart what must be kept, such as `data.user_id`.
    pub fn identity(&self) -> &[String] {
        &self.identity
    }

    /// Whether older records of a key are removed.
    pub fn is_compacted(&self, environment: Environment) -> bool {
        let policy = self.setting(environment, "cleanup.policy").unwrap_or_default();
        policy.split(',').any(|policy| policy.trim() == "compact")
    }

    /// The dead-letter topic that was made for this one; `None` for a dead-letter topic itself, and where
    /// the catalog names one of its topics.
    pub fn dead_letter_topic(&self) -> Option<&Topic> {
        match &self.dead_letter {
            Some(DeadLetter::Own(topic)) => Some(topic),
            _ => None,
        }
    }

    /// Name of the topic for records that cannot be handled.
    pub fn dead_letter_name(&self) -> Option<&str> {
        match self.dead_letter.as_ref()? {
            DeadLetter::Own(topic) => Some(&topic.name),
            DeadLetter::Named(name) => Some(name),
        }
    }

    /// How the key of records is made.
    pub fn record_key_rule(&self) -> Option<&KeyRule> {
        self.record_key.as_ref()
    }

    /// How the key that chooses the partition is made.
    pub fn partition_key_rule(&self) -> Option<&KeyRule> {
        self.partition_key.as_ref().or(self.record_key.as_ref())
    }

    /// The key of a record, and the one that chooses its partition.
    pub(crate) fn keys<'a>(&self, source: &impl KeySource<'a>) -> (Option<Key<'a>>, Option<Key<'a>>) {
        let record_key = self.record_key.as_ref().and_then(|rule| rule.key(source));
        let is_own = |rule: &&KeyRule| self.record_key.as_ref().map(KeyRule::as_str) != Some(rule.as_str());
        let partition_key = match self.partition_key.as_ref().filter(is_own) {
            Some(rule) => rule.key(source),
            None => record_key.clone(),
        };
        (record_key, partition_key)
    }
}
