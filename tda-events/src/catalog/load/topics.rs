//! Topics and their sizes.

use std::collections::{BTreeMap, HashSet};

use super::super::environment::{Environment, EnvironmentSpec};
use super::super::event::EventSpec;
use super::super::format::{DEAD_LETTER, TOPIC};
use super::super::key::KeyRule;
use super::super::limits::TOPIC_NAME_BYTES_MAX;
use super::super::node::{Fields, Node, Problems};
use super::super::topic::{DeadLetter, Size, Topic};
use super::events::Events;
use super::{dialect_of, overlay, settings, size, word};
use crate::dialect::Dialect;
use crate::partition::Partitioner;
use crate::payload::Layout;
use crate::schema::{Presence, Record, Type};

/// What dead-letter topics are called unless the catalog names one.
const DEAD_LETTER_SUFFIX: &str = ".dlq";

pub(super) fn topics(
    fields: &Fields<'_>,
    environments: &[EnvironmentSpec],
    events: &mut Events,
    problems: &mut Problems,
) -> Vec<Topic> {
    let entries = fields.read("topics", problems, Node::entries);
    let mut topics = Vec::with_capacity(entries.len());
    for (name, node) in entries {
        topics.push(topic(name, &node, environments, events, problems));
    }
    topics
}

fn topic(
    name: String,
    node: &Node<'_>,
    environments: &[EnvironmentSpec],
    events: &mut Events,
    problems: &mut Problems,
) -> Topic {
    check_topic_name(&name, node, problems);
    let fields = node.fields(&TOPIC, problems);
    let rule = |field: &str, problems: &mut Problems| -> Option<KeyRule> {
        fields.get(field).and_then(|node| node.explained(problems))
    };
    let (partition_key, record_key) = (rule("partition_key", problems), rule("key", problems));
    let dialect = dialect_of(&fields, &TOPIC, problems);
    let types = fields.read("events", problems, |node, problems| {
        events_of(node, dialect, &[partition_key.as_ref(), record_key.as_ref()], events, problems)
    });
    let dead_letter = fields.get("dead_letter");
    Topic {
        summary: fields.words("summary", problems),
        owner: fields.text("owner", problems),
        identity: fields.texts("identity", problems),
        layout: match word(&fields, &TOPIC, "layout", problems) {
            Some("packed") => Layout::Packed,
            _ => Layout::Records,
        },
        partitioner: partitioner(&fields, record_key.is_some() || partition_key.is_some(), problems),
        sizes: sizes(node, &fields, environments, problems),
        dead_letter: dead_letter.and_then(|node| self::dead_letter(node, &name, environments, problems)),
        name,
        partition_key,
        record_key,
        events: types,
    }
}

/// Records with a key are meant to stay together, which turns would not do.
fn partitioner(fields: &Fields<'_>, is_keyed: bool, problems: &mut Problems) -> Partitioner {
    let named = word(fields, &TOPIC, "partitioner", problems).and_then(Partitioner::from_name);
    if named == Some(Partitioner::Sticky)
        && is_keyed
        && let Some(node) = fields.get("partitioner")
    {
        problems.push(
            node,
            "sticky is for records without a key: leave out key and partition_key, or choose another",
        );
    }
    named.unwrap_or_default()
}

fn check_topic_name(name: &str, node: &Node<'_>, problems: &mut Problems) {
    let legal = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if !legal || name.is_empty() || name.len() > TOPIC_NAME_BYTES_MAX || name == "." || name == ".." {
        let rule = format!("topic names are 1 to {TOPIC_NAME_BYTES_MAX} of [a-zA-Z0-9._-], got {name:?}");
        problems.push(node, rule);
    }
}

/// The size in each environment: its own, else the environment's default.
fn sizes(
    node: &Node<'_>,
    fields: &Fields<'_>,
    environments: &[EnvironmentSpec],
    problems: &mut Problems,
) -> BTreeMap<Environment, Size> {
    let shared = fields.read("config", problems, settings);
    for environment in Environment::ALL {
        let declared = environments.iter().any(|spec| spec.environment == environment);
        if let Some(node) = fields.get(environment.name())
            && !declared
        {
            problems.push(node, format!("{} is not among this catalog's environments", environment.name()));
        }
    }
    let mut sizes = BTreeMap::new();
    for spec in environments {
        let own = fields.get(spec.environment.name());
        let (partitions, replication, config) = own.map(|node| size(node, problems)).unwrap_or_default();
        let partitions = partitions.or(spec.default_partitions);
        let replication = replication.or(spec.default_replication_factor);
        let mut miss = |field: &str| {
            let at = own.unwrap_or(node);
            let name = spec.environment.name();
            let message = format!(
                "expected the field {field}, which is absent here and under environments.{name}.defaults"
            );
            problems.push(at, message);
        };
        if partitions.is_none() {
            miss("partitions");
        }
        if replication.is_none() {
            miss("replication_factor");
        }
        let mut merged = spec.default_config.clone();
        overlay(&mut merged, &shared);
        overlay(&mut merged, &config);
        let (Some(partitions), Some(replication_factor)) = (partitions, replication) else { continue };
        sizes.insert(spec.environment, Size { partitions, replication_factor, config: merged });
    }
    sizes
}

fn events_of(
    node: &Node<'_>,
    dialect: Option<Dialect>,
    keys: &[Option<&KeyRule>],
    events: &mut Events,
    problems: &mut Problems,
) -> Vec<String> {
    let mut types = Vec::new();
    let mut seen = HashSet::new();
    for item in node.items(problems) {
        let Some(event) = item.text(problems) else { continue };
        if !seen.insert(event.clone()) {
            problems.push(&item, format!("{event} stands here twice"));
            continue;
        }
        if let Some(spec) = events.named(&event, dialect, &item, problems) {
            for rule in keys.iter().flatten() {
                check_key(rule, spec, &item, problems);
            }
        }
        types.push(event);
    }
    types
}

/// A key rule that names a field which the event's payload lacks would give no key.
fn check_key(rule: &KeyRule, event: &EventSpec, item: &Node<'_>, problems: &mut Problems) {
    let is_there =
        |name: &String| name.strip_prefix("data.").is_none_or(|path| is_key_field(&event.record, path));
    let lacking = |parts: Vec<&[String]>| -> Option<String> {
        let lost = parts.into_iter().find(|names| !names.iter().any(is_there))?;
        Some(lost.join(" or ").replace("data.", ""))
    };
    let lacks: Vec<Option<String>> = rule.required_parts().map(lacking).collect();
    if let Some(Some(field)) = lacks.first()
        && lacks.iter().all(Option::is_some)
    {
        let (event, rule) = (&event.event_type, rule.as_str());
        let message =
            format!("{event} has no field {field} that can stand in a key, which the key {rule} needs");
        problems.push(item, message);
    }
}

/// Whether the payload has a field of this path whose value has one text.
pub(in crate::catalog) fn is_key_field(record: &Record, path: &str) -> bool {
    field_type(record, path).is_some_and(|(ty, _)| {
        matches!(
            ty,
            Type::Text { .. }
                | Type::Integer { .. }
                | Type::Boolean
                | Type::Enum { .. }
                | Type::Timestamp
                | Type::Date
        ) || matches!(ty, Type::Union(_))
    })
}

/// The type of a field by its path, and whether every event has it.
pub(in crate::catalog) fn field_type<'r>(record: &'r Record, path: &str) -> Option<(&'r Type, bool)> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let field = record.field(name)?;
    let required = !matches!(field.presence, Presence::Optional);
    match (&field.ty, rest) {
        (ty, None) => Some((ty, required)),
        (Type::Record(record), Some(rest)) => {
            field_type(record, rest).map(|(ty, inner)| (ty, required && inner))
        }
        // Below a free value any name may stand; none must.
        (Type::Json { .. }, Some(_)) => Some((&KEY_TEXT, false)),
        (Type::Map { values, .. }, Some(rest)) if !rest.contains('.') => Some((values, false)),
        _ => None,
    }
}

static KEY_TEXT: Type =
    Type::Text { bytes_min: 0, bytes_max: usize::MAX, form: crate::schema::TextForm::Free };

fn dead_letter(
    node: &Node<'_>,
    topic: &str,
    environments: &[EnvironmentSpec],
    problems: &mut Problems,
) -> Option<DeadLetter> {
    if !node.is_mapping() {
        return node.text(problems).map(DeadLetter::Named);
    }
    // Records that are set aside need no order: one partition is enough where nobody says otherwise.
    let mut environments = environments.to_vec();
    for spec in &mut environments {
        spec.default_partitions.get_or_insert(1);
    }
    let fields = node.fields(&DEAD_LETTER, problems);
    let name = fields.text("name", problems).unwrap_or_else(|| format!("{topic}{DEAD_LETTER_SUFFIX}"));
    check_topic_name(&name, node, problems);
    Some(DeadLetter::Own(Box::new(Topic {
        name,
        summary: format!("Records of {topic} that could not be handled."),
        owner: None,
        partition_key: None,
        record_key: None,
        identity: Vec::new(),
        layout: Layout::Records,
        partitioner: Partitioner::default(),
        sizes: sizes(node, &fields, &environments, problems),
        events: Vec::new(),
        dead_letter: None,
    })))
}

/// Names of topics and dead-letter topics are unique, and a dead-letter topic that is named exists.
pub(super) fn check_names(fields: &Fields<'_>, topics: &[Topic], problems: &mut Problems) {
    let names: HashSet<&str> = topics.iter().map(Topic::name).collect();
    // One topic was made of each entry.
    let nodes = fields.get("topics").map(Node::known_entries).unwrap_or_default();
    for (topic, (_, node)) in topics.iter().zip(&nodes) {
        match &topic.dead_letter {
            Some(DeadLetter::Own(own)) if names.contains(own.name()) => {
                let name = own.name();
                problems.push(node, format!("the dead-letter topic {name} is a topic of its own already"));
            }
            Some(DeadLetter::Named(name)) if *name == topic.name => {
                problems.push(node, "a topic cannot be its own dead-letter topic");
            }
            Some(DeadLetter::Named(name)) if !names.contains(name.as_str()) => {
                problems.push(node, format!("the dead-letter topic {name} is no topic of this catalog"));
            }
            _ => {}
        }
    }
}
