//! What separates a cluster's topics from those of a catalog: a pure function, and the steps that it allows.

use std::collections::BTreeMap;

use tda_events::{Environment, Topic};

use super::{ConfigChange, ConfigEntry, ConfigResource, ConfigSource, NewTopic};

/// A topic as the catalog wants it, by its name on the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedTopic {
    /// Name, size and settings.
    pub topic: NewTopic,
    /// Whether its records have a partition key: more partitions then break the order of keys.
    pub is_keyed: bool,
}

impl WantedTopic {
    /// A topic of a catalog in an environment, where the cluster calls it `name`.
    pub fn of(topic: &Topic, environment: Environment, name: String) -> Self {
        let new = NewTopic {
            name,
            partitions: i32::try_from(topic.partitions(environment)).unwrap_or(i32::MAX),
            replication_factor: i32::from(topic.replication_factor(environment)),
            config: topic.config(environment).to_vec(),
        };
        Self { topic: new, is_keyed: topic.partition_key_rule().is_some() }
    }
}

/// A topic as the cluster has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresentTopic {
    /// Number of partitions.
    pub partitions: i32,
    /// Copies of each; 0 where nobody knows.
    pub replication_factor: i32,
    /// Its settings.
    pub config: Vec<ConfigEntry>,
}

/// One thing that brings the cluster nearer to the catalog. Nothing of it is lost by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicStep {
    /// The topic has fewer partitions than it shall have.
    AddPartitions {
        /// The topic.
        topic: String,
        /// How many there are.
        is: i32,
        /// How many there shall be.
        shall: i32,
        /// Whether keys go to other partitions afterwards.
        is_keyed: bool,
    },
    /// The topic is missing.
    Create(NewTopic),
    /// Settings differ.
    SetConfigs {
        /// The topic.
        topic: String,
        /// In which.
        differences: Vec<SettingDifference>,
    },
}

/// A setting that is not as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingDifference {
    /// Kafka's name.
    pub name: String,
    /// What it is, where it is known.
    pub is: Option<String>,
    /// What it shall be.
    pub shall: String,
}

/// Something that differs and that no step changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicNote {
    /// The topic has a setting of its own that the catalog does not name.
    ExtraSetting {
        /// The topic.
        topic: String,
        /// The setting.
        name: String,
        /// Its value.
        value: Option<String>,
    },
    /// Another number of copies: that is a matter of moving partitions between brokers.
    Replication {
        /// The topic.
        topic: String,
        /// How many there are.
        is: i32,
        /// How many there shall be.
        shall: i32,
    },
    /// More partitions than it shall have: Kafka never takes one away.
    TooManyPartitions {
        /// The topic.
        topic: String,
        /// How many there are.
        is: i32,
        /// How many there shall be.
        shall: i32,
    },
    /// The catalog has no such topic. It is left alone.
    Unknown {
        /// The topic.
        topic: String,
    },
}

/// What [`plan_topics`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicsPlan {
    /// What to do, topic by topic.
    pub steps: Vec<TopicStep>,
    /// What is left as it is.
    pub notes: Vec<TopicNote>,
}

impl TopicStep {
    /// The topic that it is about.
    pub fn topic(&self) -> &str {
        match self {
            Self::Create(topic) => &topic.name,
            Self::AddPartitions { topic, .. } | Self::SetConfigs { topic, .. } => topic,
        }
    }

    /// Whether it breaks what users rely on: the order of keys, and cancel requests that meet their jobs.
    pub fn breaks_order(&self) -> bool {
        matches!(self, Self::AddPartitions { is_keyed: true, .. })
    }

    /// The change of settings, where it is one.
    pub fn config_change(&self) -> Option<ConfigChange> {
        let Self::SetConfigs { topic, differences } = self else { return None };
        let set = differences.iter().map(|one| (one.name.clone(), one.shall.clone())).collect();
        Some(ConfigChange { resource: ConfigResource::Topic(topic.clone()), set, unset: Vec::new() })
    }
}

/// Compares; `is_ours` says which of the cluster's topics the catalog answers for. It only ever adds: steps create topics, add
/// partitions and set settings that the catalog names.
pub fn plan_topics(
    wanted: &[WantedTopic],
    present: &BTreeMap<String, PresentTopic>,
    is_ours: impl Fn(&str) -> bool,
) -> TopicsPlan {
    let mut plan = TopicsPlan::default();
    for topic in wanted {
        match present.get(&topic.topic.name) {
            None => plan.steps.push(TopicStep::Create(topic.topic.clone())),
            Some(present) => compare(topic, present, &mut plan),
        }
    }
    let is_wanted = |name: &str| wanted.iter().any(|topic| topic.topic.name == name);
    for name in present.keys().filter(|name| is_ours(name) && !is_wanted(name)) {
        plan.notes.push(TopicNote::Unknown { topic: name.clone() });
    }
    plan
}

fn compare(wanted: &WantedTopic, present: &PresentTopic, plan: &mut TopicsPlan) {
    let topic = || wanted.topic.name.clone();
    let (is, shall) = (present.partitions, wanted.topic.partitions);
    if is < shall {
        plan.steps.push(TopicStep::AddPartitions { topic: topic(), is, shall, is_keyed: wanted.is_keyed });
    } else if is > shall {
        plan.notes.push(TopicNote::TooManyPartitions { topic: topic(), is, shall });
    }
    let (is, shall) = (present.replication_factor, wanted.topic.replication_factor);
    if is != shall && is > 0 && shall > 0 {
        plan.notes.push(TopicNote::Replication { topic: topic(), is, shall });
    }
    let setting = |name: &str| present.config.iter().find(|entry| entry.name == name);
    let mut differences = Vec::new();
    for (name, shall) in &wanted.topic.config {
        let is = setting(name).and_then(|entry| entry.value.as_deref());
        if !is.is_some_and(|is| is_same(is, shall)) {
            differences.push(SettingDifference {
                name: name.clone(),
                is: is.map(str::to_owned),
                shall: shall.clone(),
            });
        }
    }
    if !differences.is_empty() {
        plan.steps.push(TopicStep::SetConfigs { topic: topic(), differences });
    }
    let is_named = |name: &str| wanted.topic.config.iter().any(|(known, _)| known == name);
    for entry in &present.config {
        if entry.source == ConfigSource::Topic && !is_named(&entry.name) {
            let (name, value) = (entry.name.clone(), entry.value.clone());
            plan.notes.push(TopicNote::ExtraSetting { topic: topic(), name, value });
        }
    }
}

/// Whether two texts are the same value: lists in any order, numbers and words in any spelling that brokers use.
fn is_same(a: &str, b: &str) -> bool {
    fn parts(text: &str) -> Vec<String> {
        let mut parts: Vec<_> = text.split(',').map(|part| part.trim().to_ascii_lowercase()).collect();
        parts.sort();
        parts
    }
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b).is_eq(),
        _ => parts(a) == parts(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(name: &str, partitions: i32, config: &[(&str, &str)]) -> WantedTopic {
        let config = config.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let topic = NewTopic { name: name.into(), partitions, replication_factor: 3, config };
        WantedTopic { topic, is_keyed: true }
    }

    fn present(partitions: i32, replication_factor: i32, config: &[(&str, &str)]) -> PresentTopic {
        let entry = |(name, value): &(&str, &str)| ConfigEntry {
            name: (*name).into(),
            value: Some((*value).into()),
            source: ConfigSource::Topic,
            is_sensitive: false,
            is_read_only: false,
        };
        PresentTopic { partitions, replication_factor, config: config.iter().map(entry).collect() }
    }

    #[test]
    fn a_plan_only_adds_and_tells_the_rest() {
        let shall = [
            wanted("a", 3, &[]),
            wanted("b", 6, &[("cleanup.policy", "compact,delete"), ("retention.ms", "5")]),
            wanted("c", 1, &[("max.message.bytes", "1000")]),
        ];
        let is = BTreeMap::from([
            ("b".to_owned(), present(3, 1, &[("cleanup.policy", "delete, compact"), ("retention.ms", "7")])),
            ("c".to_owned(), present(2, 3, &[("max.message.bytes", "1000.0"), ("segment.ms", "9")])),
            ("stranger".to_owned(), present(1, 1, &[])),
            ("__consumer_offsets".to_owned(), present(50, 3, &[])),
        ]);
        let plan = plan_topics(&shall, &is, |name| !name.starts_with("__"));
        let topic = |name: &str| name.to_owned();
        let difference =
            SettingDifference { name: "retention.ms".into(), is: Some("7".into()), shall: "5".into() };
        assert_eq!(
            plan.steps,
            [
                TopicStep::Create(shall[0].topic.clone()),
                TopicStep::AddPartitions { topic: topic("b"), is: 3, shall: 6, is_keyed: true },
                TopicStep::SetConfigs { topic: topic("b"), differences: vec![difference] },
            ]
        );
        assert_eq!(
            plan.notes,
            [
                TopicNote::Replication { topic: topic("b"), is: 1, shall: 3 },
                TopicNote::TooManyPartitions { topic: topic("c"), is: 2, shall: 1 },
                TopicNote::ExtraSetting {
                    topic: topic("c"),
                    name: "segment.ms".into(),
                    value: Some("9".into())
                },
                TopicNote::Unknown { topic: topic("stranger") },
            ]
        );
        assert!(plan.steps[1].breaks_order());
        assert_eq!(
            plan.steps[2].config_change().expect("settings").set,
            [("retention.ms".into(), "5".into())]
        );
    }

    #[test]
    fn a_cluster_as_it_shall_be_has_nothing_to_do() {
        let shall = [wanted("a", 3, &[("retention.ms", "-1")])];
        let is = BTreeMap::from([("a".to_owned(), present(3, 3, &[("retention.ms", "-1")]))]);
        assert_eq!(plan_topics(&shall, &is, |_| true), TopicsPlan::default());
    }
}
