//! From YAML text to a catalog, with every problem at once.

use std::collections::{BTreeMap, HashMap};

use super::error::CatalogError;
use super::key::KeyRule;
use super::model::{Catalog, Environment, Group, Principal, Size, Topic};
use super::node::{Node, Problems, document};
use crate::payload::TdaEvent;

/// Version of the file format.
const FORMAT: &str = "1";
/// Longest name of a topic on a broker.
const TOPIC_NAME_BYTES_MAX: usize = 249;
/// Most partitions that a catalog may ask for: beyond it stands a slip of the finger.
const PARTITIONS_MAX: u32 = 10_000;
/// What dead-letter topics are called unless the catalog names one.
const DEAD_LETTER_SUFFIX: &str = ".dlq";

pub(super) fn load(text: &str, file_name: &str) -> Result<Catalog, CatalogError> {
    let yaml = document(text).map_err(|problems| CatalogError::new(file_name, problems))?;
    let mut problems = Problems::default();
    let catalog = catalog(&Node::root(&yaml), &mut problems);
    match catalog {
        Some(catalog) if problems.is_empty() => Ok(catalog),
        _ => Err(CatalogError::new(file_name, problems.into_sorted())),
    }
}

fn catalog(root: &Node<'_>, problems: &mut Problems) -> Option<Catalog> {
    let known = ["catalog", "system", "summary", "prefix", "environments", "topics", "groups", "principals"];
    let fields = root.fields(&known, problems);
    if let Some(node) = fields.required("catalog", problems)
        && let Some(format) = node.text(problems)
        && format != FORMAT
    {
        problems.push(node, format!("expected file format {FORMAT}, got {format:?}"));
    }
    let system = fields.required("system", problems).and_then(|node| node.text(problems));
    let prefix = fields.get("prefix").and_then(|node| node.text(problems)).unwrap_or_default();
    let prefixes = fields.get("environments").map(|node| prefixes(node, problems)).unwrap_or_default();
    let topics = fields.required("topics", problems).map(|node| topics(node, problems));
    let topics = topics.unwrap_or_default();
    let groups = fields.get("groups").map(|node| groups(node, problems)).unwrap_or_default();
    let names = Names { topics: &topics, groups: &groups };
    let principals = fields.get("principals").map(|node| principals(node, &names, problems));
    let summary = fields.get("summary").and_then(|node| node.text(problems)).unwrap_or_default();
    let principals = principals.unwrap_or_default();
    Some(Catalog { system: system?, summary, prefix, prefixes, topics, groups, principals })
}

fn prefixes(node: &Node<'_>, problems: &mut Problems) -> BTreeMap<Environment, String> {
    let mut prefixes = BTreeMap::new();
    for (name, node) in node.entries(problems) {
        let Some(environment) = Environment::from_name(&name) else {
            problems.push(&node, "unknown environment, expected development or production");
            continue;
        };
        let fields = node.fields(&["topic_prefix"], problems);
        let prefix = fields.required("topic_prefix", problems).and_then(|node| node.text(problems));
        prefixes.extend(prefix.map(|prefix| (environment, prefix)));
    }
    prefixes
}

fn topics(node: &Node<'_>, problems: &mut Problems) -> Vec<Topic> {
    let mut topics = Vec::new();
    let mut homes: HashMap<String, String> = HashMap::new();
    for (name, node) in node.entries(problems) {
        check_topic_name(&name, &node, problems);
        let known = [
            "summary",
            "partition_key",
            "key",
            "config",
            "development",
            "production",
            "events",
            "dead_letter",
        ];
        let fields = node.fields(&known, problems);
        let shared = fields.get("config").map(|node| config(node, problems)).unwrap_or_default();
        let mut sizes = BTreeMap::new();
        for environment in Environment::ALL {
            let size = fields.required(environment.name(), problems);
            let size = size.and_then(|node| size_of(node, &shared, problems));
            sizes.extend(size.map(|size| (environment, size)));
        }
        let rule = |field: &str, problems: &mut Problems| -> Option<KeyRule> {
            fields.get(field).and_then(|node| node.explained(problems))
        };
        let (partition_key, record_key) = (rule("partition_key", problems), rule("key", problems));
        let events = fields.required("events", problems).map(|node| {
            let keys = [partition_key.as_ref(), record_key.as_ref()];
            events(node, &name, &keys, &mut homes, problems)
        });
        let dead_letter = fields.get("dead_letter").map(|node| dead_letter(node, &name, problems));
        let summary = fields.get("summary").and_then(|node| node.text(problems)).unwrap_or_default();
        let (events, dead_letter) = (events.unwrap_or_default(), dead_letter.flatten().map(Box::new));
        topics.push(Topic { name, summary, partition_key, record_key, sizes, events, dead_letter });
    }
    topics
}

fn check_topic_name(name: &str, node: &Node<'_>, problems: &mut Problems) {
    let legal = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if !legal || name.is_empty() || name.len() > TOPIC_NAME_BYTES_MAX || name == "." || name == ".." {
        let rule = format!("topic names are 1 to {TOPIC_NAME_BYTES_MAX} of [a-zA-Z0-9._-], got {name:?}");
        problems.push(node, rule);
    }
}

/// Settings in the order of the file; a list becomes Kafka's comma-separated text.
fn config(node: &Node<'_>, problems: &mut Problems) -> Vec<(String, String)> {
    let mut config = Vec::new();
    for (name, node) in node.entries(problems) {
        let value = match &node.yaml.data {
            saphyr::YamlData::Sequence(_) => Some(node.texts(problems).join(",")),
            _ => node.text(problems),
        };
        config.extend(value.map(|value| (name, value)));
    }
    config
}

fn size_of(node: &Node<'_>, shared: &[(String, String)], problems: &mut Problems) -> Option<Size> {
    let fields = node.fields(&["partitions", "replication_factor", "config"], problems);
    let partitions = fields.required("partitions", problems).and_then(|node| {
        let rule = format!("integer 1..={PARTITIONS_MAX}");
        let partitions: u32 = node.parsed(&rule, problems)?;
        if partitions == 0 || partitions > PARTITIONS_MAX {
            problems.push(node, format!("expected {rule}, got {partitions}"));
        }
        Some(partitions)
    });
    let replication = fields.required("replication_factor", problems).and_then(|node| {
        let factor: u16 = node.parsed("integer from 1", problems)?;
        if factor == 0 {
            problems.push(node, "expected integer from 1, got 0");
        }
        Some(factor)
    });
    let mut merged = shared.to_vec();
    for (name, value) in fields.get("config").map(|node| config(node, problems)).unwrap_or_default() {
        match merged.iter_mut().find(|(key, _)| *key == name) {
            Some(entry) => entry.1 = value,
            None => merged.push((name, value)),
        }
    }
    Some(Size { partitions: partitions?, replication_factor: replication?, config: merged })
}

fn events(
    node: &Node<'_>,
    topic: &str,
    keys: &[Option<&KeyRule>],
    homes: &mut HashMap<String, String>,
    problems: &mut Problems,
) -> Vec<String> {
    let mut events = Vec::new();
    for item in node.items(problems) {
        let Some(event) = item.text(problems) else { continue };
        if let Some(other) = homes.insert(event.clone(), topic.to_owned()) {
            problems
                .push(&item, format!("{event} has the topic {other} already: one default topic an event"));
        }
        check_key_fields(&event, &item, keys, problems);
        events.push(event);
    }
    events
}

/// A key rule that names a field which the event's payload lacks would give no key.
fn check_key_fields(event: &str, item: &Node<'_>, keys: &[Option<&KeyRule>], problems: &mut Problems) {
    let Some(record) = TdaEvent::schema(event) else { return };
    for rule in keys.iter().flatten() {
        for field in rule.required_fields().filter(|field| record.field(field).is_none()) {
            let rule = rule.as_str();
            problems.push(item, format!("{event} has no field {field}, which the key {rule} needs"));
        }
    }
}

fn dead_letter(node: &Node<'_>, topic: &str, problems: &mut Problems) -> Option<Topic> {
    let fields = node.fields(&["name", "config", "development", "production"], problems);
    let name = fields.get("name").and_then(|node| node.text(problems));
    let name = name.unwrap_or_else(|| format!("{topic}{DEAD_LETTER_SUFFIX}"));
    check_topic_name(&name, node, problems);
    let shared = fields.get("config").map(|node| config(node, problems)).unwrap_or_default();
    let mut sizes = BTreeMap::new();
    for environment in Environment::ALL {
        let size = fields.required(environment.name(), problems);
        let size = size.and_then(|node| size_of(node, &shared, problems));
        sizes.extend(size.map(|size| (environment, size)));
    }
    let summary = format!("Records of {topic} that could not be handled.");
    let (partition_key, record_key, events, dead_letter) = (None, None, Vec::new(), None);
    Some(Topic { name, summary, partition_key, record_key, sizes, events, dead_letter })
}

fn groups(node: &Node<'_>, problems: &mut Problems) -> Vec<Group> {
    let mut groups = Vec::new();
    for (name, node) in node.entries(problems) {
        let fields = node.fields(&["instances", "config"], problems);
        let instances = fields.get("instances").and_then(|node| node.parsed("integer", problems));
        let config = fields.get("config").map(|node| config(node, problems)).unwrap_or_default();
        groups.push(Group { name, instances, config });
    }
    groups
}

/// What principals may name.
struct Names<'a> {
    topics: &'a [Topic],
    groups: &'a [Group],
}

impl Names<'_> {
    fn has_topic(&self, name: &str) -> bool {
        let dead_letter = |topic: &Topic| topic.dead_letter.as_ref().is_some_and(|topic| topic.name == name);
        self.topics.iter().any(|topic| topic.name == name || dead_letter(topic))
    }

    fn has_group(&self, name: &str) -> bool {
        self.groups.iter().any(|group| group.name == name)
    }
}

fn principals(node: &Node<'_>, names: &Names<'_>, problems: &mut Problems) -> Vec<Principal> {
    let mut principals = Vec::new();
    for (name, node) in node.entries(problems) {
        let known = ["read", "write", "groups", "transactional_id_prefixes", "describe_prefixes"];
        let fields = node.fields(&known, problems);
        let list = |field: &str, problems: &mut Problems| {
            fields.get(field).map(|node| node.texts(problems)).unwrap_or_default()
        };
        for field in ["read", "write", "groups"] {
            let Some(node) = fields.get(field) else { continue };
            for item in node.items(problems) {
                let Some(text) = item.text(problems) else { continue };
                let known = if field == "groups" { names.has_group(&text) } else { names.has_topic(&text) };
                if !known {
                    problems.push(&item, format!("{text} is not in this catalog"));
                }
            }
        }
        principals.push(Principal {
            name,
            read: list("read", &mut Problems::default()),
            write: list("write", &mut Problems::default()),
            groups: list("groups", &mut Problems::default()),
            transactional_id_prefixes: list("transactional_id_prefixes", problems),
            describe_prefixes: list("describe_prefixes", problems),
        });
    }
    principals
}
