//! From YAML text to a catalog, with every problem at once.

mod access;
mod events;
mod topics;
mod types;
mod watch;

pub(super) use topics::field_type;

use std::collections::{HashMap, HashSet};

use super::environment::{Environment, EnvironmentSpec, Listener};
use super::error::{CatalogError, Problem};
use super::event::{Erasure, ErasureMethod};
use super::format::{CATALOG, ENVIRONMENT, ERASURE, Key, LISTENER, SILENCE, SIZE, Section, Shape};
use super::lint::Silence;
use super::model::Catalog;
use super::node::{Fields, Node, Problems, nearest};
use super::tree::Tree;
use crate::dialect::Dialect;

pub(super) fn load(text: &str, file_name: &str) -> Result<Catalog, CatalogError> {
    let tree = Tree::read(text).map_err(|(place, message)| {
        let problem = Problem::new(place.line, place.column, "document".to_owned(), message);
        CatalogError::new(file_name, vec![problem], 0)
    })?;
    let mut problems = Problems::default();
    let mut catalog = catalog(&Node::root(&tree), file_name, &mut problems);
    if !problems.is_empty() {
        let (problems, unlisted) = problems.into_sorted();
        return Err(CatalogError::new(file_name, problems, unlisted));
    }
    catalog.places = tree;
    Ok(catalog)
}

fn catalog(root: &Node<'_>, file_name: &str, problems: &mut Problems) -> Catalog {
    let fields = root.fields(&CATALOG, problems);
    integer(&fields, &CATALOG, "catalog", problems);
    let system = fields.words("system", problems);
    if let Some(node) = fields.get("system") {
        check_system_name(&system, node, problems);
    }
    let dialect = dialect_of(&fields, &CATALOG, problems).unwrap_or(Dialect::Canonical);
    let environments = environments(&fields, problems);
    let mut events = events::events(&fields, dialect, problems);
    let topics = topics::topics(&fields, &environments, &mut events, problems);
    topics::check_names(&fields, &topics, problems);
    let consumers = access::profiles(&fields, "consumers", problems);
    let groups = access::groups(&fields, &topics, &environments, &consumers, problems);
    let principals = access::principals(&fields, &topics, &groups, &events, problems);
    let metrics = watch::metrics(&fields, problems);
    Catalog {
        file: file_name.to_owned(),
        system,
        summary: fields.words("summary", problems),
        prefix: fields.words("prefix", problems),
        kubernetes_names_derived: word(&fields, &CATALOG, "kubernetes_names", problems).is_some(),
        erasure: fields.get("erasure").and_then(|node| erasure(node, problems)),
        environments,
        event_places: events.iter().enumerate().map(|(at, event)| (event.event_type.clone(), at)).collect(),
        events: events.into_specs(),
        event_topics: event_topics(&topics),
        topics,
        groups,
        principals,
        producers: access::profiles(&fields, "producers", problems),
        consumers,
        metrics,
        alerts: watch::alerts(&fields, problems),
        dashboards: watch::dashboards(&fields, problems),
        silences: fields.read("lint", problems, silences),
        places: Tree::default(),
    }
}

/// The first topic that names an event is its default; the lint finds events with two.
fn event_topics(topics: &[super::topic::Topic]) -> HashMap<String, usize> {
    let mut homes = HashMap::new();
    for (at, topic) in topics.iter().enumerate() {
        for event in topic.events() {
            homes.entry(event.to_owned()).or_insert(at);
        }
    }
    homes
}

fn check_system_name(name: &str, node: &Node<'_>, problems: &mut Problems) {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    if !(1..=64).contains(&name.len()) || !name.bytes().all(letter) {
        problems.push(node, format!("expected 1 to 64 of [a-z0-9_-], got {name:?}"));
    }
}

fn erasure(node: &Node<'_>, problems: &mut Problems) -> Option<Erasure> {
    let fields = node.fields(&ERASURE, problems);
    let method = word(&fields, &ERASURE, "method", problems).and_then(ErasureMethod::from_name);
    let within_days = integer(&fields, &ERASURE, "within_days", problems);
    let users = fields.read("users", problems, Node::items);
    let users = users.iter().filter_map(|item| item.text(problems)).collect();
    Some(Erasure {
        method: method?,
        within_days: within_days.and_then(|days| u32::try_from(days).ok()),
        users,
    })
}

fn environments(fields: &Fields<'_>, problems: &mut Problems) -> Vec<EnvironmentSpec> {
    let Some(node) = fields.get("environments") else {
        return [Environment::Development, Environment::Production].map(EnvironmentSpec::empty).into();
    };
    let mut environments = Vec::new();
    for (name, node) in node.entries(problems) {
        match Environment::from_name(&name) {
            Some(environment) => environments.push(environment_spec(environment, &node, problems)),
            None => {
                let known = Environment::ALL.iter().map(|environment| environment.name());
                problems.push(&node, format!("unknown environment, {}", nearest(&name, known)));
            }
        }
    }
    environments.sort_by_key(|spec| spec.environment);
    environments
}

fn environment_spec(environment: Environment, node: &Node<'_>, problems: &mut Problems) -> EnvironmentSpec {
    let fields = node.fields(&ENVIRONMENT, problems);
    let number = |name: &str, problems: &mut Problems| {
        integer(&fields, &ENVIRONMENT, name, problems).and_then(|number| u32::try_from(number).ok())
    };
    let (partitions, replication_factor, default_config) = fields.read("defaults", problems, size);
    EnvironmentSpec {
        environment,
        summary: fields.words("summary", problems),
        topic_prefix: fields.text("topic_prefix", problems),
        brokers: number("brokers", problems),
        racks: number("racks", problems),
        storage_gb_per_broker: number("storage_gb_per_broker", problems),
        config: fields.read("config", problems, settings),
        listeners: fields.read("listeners", problems, listeners),
        default_partitions: partitions,
        default_replication_factor: replication_factor,
        default_config,
    }
}

fn listeners(node: &Node<'_>, problems: &mut Problems) -> Vec<Listener> {
    let mut listeners = Vec::new();
    for (name, node) in node.entries(problems) {
        let fields = node.fields(&LISTENER, problems);
        let port = integer(&fields, &LISTENER, "port", problems).and_then(|port| u16::try_from(port).ok());
        let flag = |name: &str, problems: &mut Problems| {
            fields.get(name).and_then(|node| node.boolean(problems)).unwrap_or_default()
        };
        listeners.push(Listener {
            name,
            port: port.unwrap_or_default(),
            tls: flag("tls", problems),
            authentication: fields.text("authentication", problems).filter(|name| name != "none"),
            external: flag("external", problems),
        });
    }
    listeners
}

type PartialSize = (Option<u32>, Option<u16>, Vec<(String, String)>);

/// Partitions, copies and settings, as far as they are given.
fn size(node: &Node<'_>, problems: &mut Problems) -> PartialSize {
    let fields = node.fields(&SIZE, problems);
    let partitions = integer(&fields, &SIZE, "partitions", problems);
    let replication = integer(&fields, &SIZE, "replication_factor", problems);
    (
        partitions.and_then(|number| u32::try_from(number).ok()),
        replication.and_then(|number| u16::try_from(number).ok()),
        fields.read("config", problems, settings),
    )
}

/// Settings in the order of the file; a list becomes Kafka's comma-separated text.
fn settings(node: &Node<'_>, problems: &mut Problems) -> Vec<(String, String)> {
    let mut config = Vec::new();
    for (name, node) in node.entries(problems) {
        let value = if node.is_list() { Some(node.texts(problems).join(",")) } else { node.text(problems) };
        config.extend(value.map(|value| (name, value)));
    }
    config
}

/// Lays `over` on `config`: the same name takes the new value, in its old place.
fn overlay(config: &mut Vec<(String, String)>, over: &[(String, String)]) {
    for (name, value) in over {
        match config.iter_mut().find(|(key, _)| key == name) {
            Some(entry) => entry.1.clone_from(value),
            None => config.push((name.clone(), value.clone())),
        }
    }
}

fn silences(node: &Node<'_>, problems: &mut Problems) -> Vec<Silence> {
    let mut silences = Vec::new();
    for item in node.items(problems) {
        let fields = item.fields(&SILENCE, problems);
        let rule = fields.words("rule", problems);
        if let Some(node) = fields.get("rule")
            && super::lint::rule(&rule).is_none()
        {
            let known = super::lint::rules().iter().map(|rule| rule.id);
            problems.push(node, format!("unknown rule, {}", nearest(&rule, known)));
        }
        let reason = fields.words("reason", problems);
        if let Some(node) = fields.get("reason")
            && reason.trim().is_empty()
        {
            problems.push(node, "expected a reason, got an empty text");
        }
        silences.push(Silence::new(rule, fields.words("path", problems), reason));
    }
    silences
}

/// The field `name`, one of the words that `section` allows for it.
fn word(fields: &Fields<'_>, section: &Section, name: &str, problems: &mut Problems) -> Option<&'static str> {
    fields.get(name)?.word(section.words(name), problems)
}

fn dialect_of(fields: &Fields<'_>, section: &Section, problems: &mut Problems) -> Option<Dialect> {
    word(fields, section, "dialect", problems).and_then(Dialect::from_name)
}

/// The field `name`, within the bounds that `section` gives it.
fn integer(fields: &Fields<'_>, section: &Section, name: &str, problems: &mut Problems) -> Option<u64> {
    let node = fields.get(name)?;
    match section.keys.iter().find(|key| key.name == name) {
        Some(Key { shape: Shape::Integer(min, max), .. }) => node.integer(*min, *max, problems),
        _ => None,
    }
}

/// The items of a list, each of which is one of `names`.
fn known_names(node: &Node<'_>, what: &str, names: &HashSet<&str>, problems: &mut Problems) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for item in node.items(problems) {
        let Some(name) = item.text(problems) else { continue };
        if !names.contains(name.as_str()) {
            let hint = suggestion(&name, names.iter().copied());
            problems.push(&item, format!("{name} is no {what} of this catalog{hint}"));
        } else if seen.insert(name.clone()) {
            found.push(name);
        } else {
            problems.push(&item, format!("{name} stands here twice"));
        }
    }
    found
}

/// `, did you mean ...?`, or nothing.
fn suggestion<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let hint = nearest(word, known);
    if hint.starts_with("did") { format!(", {hint}") } else { String::new() }
}
