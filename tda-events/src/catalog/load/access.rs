//! Groups, identities and profiles.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::access::{Group, Guarantee, Principal, Profile, Quotas};
use super::super::environment::{Environment, EnvironmentSpec};
use super::super::event::EventSpec;
use super::super::format::{GROUP, PRINCIPAL, PROFILE, QUOTAS};
use super::super::limits::INSTANCES_MAX;
use super::super::node::{Fields, Node, Problems, nearest};
use super::super::topic::Topic;
use super::{integer, known_names, overlay, settings, word};

pub(super) fn profiles(fields: &Fields<'_>, section: &str, problems: &mut Problems) -> Vec<Profile> {
    let mut profiles = Vec::new();
    for (name, node) in fields.read(section, problems, Node::entries) {
        let fields = node.fields(&PROFILE, problems);
        let summary = fields.words("summary", problems);
        profiles.push(Profile { name, summary, config: fields.read("config", problems, settings) });
    }
    profiles
}

pub(super) fn groups(
    fields: &Fields<'_>,
    topics: &[Topic],
    environments: &[EnvironmentSpec],
    profiles: &[Profile],
    problems: &mut Problems,
) -> Vec<Group> {
    let topics = topic_names(topics);
    let mut groups = Vec::new();
    for (name, node) in fields.read("groups", problems, Node::entries) {
        groups.push(group(name, &node, &topics, environments, profiles, problems));
    }
    groups
}

fn group(
    name: String,
    node: &Node<'_>,
    topics: &HashSet<&str>,
    environments: &[EnvironmentSpec],
    profiles: &[Profile],
    problems: &mut Problems,
) -> Group {
    let fields = node.fields(&GROUP, problems);
    let profile = fields.text("profile", problems);
    let mut config = Vec::new();
    if let (Some(name), Some(node)) = (&profile, fields.get("profile")) {
        match profiles.iter().find(|profile| profile.name == *name) {
            Some(profile) => config.clone_from(&profile.config),
            None => {
                let known = profiles.iter().map(|profile| profile.name.as_str());
                problems.push(node, format!("{name} is no consumer profile, {}", nearest(name, known)));
            }
        }
    }
    overlay(&mut config, &fields.read("config", problems, settings));
    Group {
        name,
        summary: fields.words("summary", problems),
        topics: fields
            .read("topics", problems, |node, problems| known_names(node, "topic", topics, problems)),
        profile,
        guarantee: word(&fields, &GROUP, "guarantee", problems).and_then(Guarantee::from_name),
        lag_budget_seconds: integer(&fields, &GROUP, "lag_budget_seconds", problems),
        config,
        instances: fields
            .read("instances", problems, |node, problems| instances(node, environments, problems)),
    }
}

/// One number is meant for every environment but the small ones, where one member is enough.
fn instances(
    node: &Node<'_>,
    environments: &[EnvironmentSpec],
    problems: &mut Problems,
) -> BTreeMap<Environment, u32> {
    let read = |node: &Node<'_>, problems: &mut Problems| {
        node.integer(1, INSTANCES_MAX, problems).and_then(|number| u32::try_from(number).ok())
    };
    let mut instances = BTreeMap::new();
    if !node.is_mapping() {
        let number = read(node, problems);
        for spec in environments {
            let here = if spec.environment.is_small() { Some(1) } else { number };
            instances.extend(here.map(|number| (spec.environment, number)));
        }
        return instances;
    }
    for (name, node) in node.entries(problems) {
        let known = Environment::from_name(&name)
            .filter(|environment| environments.iter().any(|spec| spec.environment == *environment));
        match known {
            Some(environment) => {
                instances.extend(read(&node, problems).map(|number| (environment, number)));
            }
            None => problems.push(&node, format!("{name} is not among this catalog's environments")),
        }
    }
    instances
}

/// Names of all topics, dead-letter topics of their own included.
fn topic_names(topics: &[Topic]) -> HashSet<&str> {
    topics
        .iter()
        .flat_map(|topic| std::iter::once(topic).chain(topic.dead_letter_topic()))
        .map(Topic::name)
        .collect()
}

pub(super) fn principals(
    fields: &Fields<'_>,
    topics: &[Topic],
    groups: &[Group],
    events: &[EventSpec],
    problems: &mut Problems,
) -> Vec<Principal> {
    let names = topic_names(topics);
    let groups: HashSet<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let events: HashSet<&str> = events.iter().map(|event| event.event_type.as_str()).collect();
    let dead_letters: HashMap<&str, &str> =
        topics.iter().filter_map(|topic| Some((topic.name(), topic.dead_letter_name()?))).collect();
    let mut principals = Vec::new();
    for (name, node) in fields.read("principals", problems, Node::entries) {
        let fields = node.fields(&PRINCIPAL, problems);
        let list = |field: &str, what: &str, known: &HashSet<&str>, problems: &mut Problems| {
            fields.read(field, problems, |node, problems| known_names(node, what, known, problems))
        };
        let read = list("read", "topic", &names, problems);
        let mut write = list("write", "topic", &names, problems);
        if fields.get("groups").is_some() {
            // Who handles records may set aside those that it cannot handle.
            let dead = read.iter().filter_map(|name| dead_letters.get(name.as_str()));
            write.extend(dead.map(|name| (*name).to_owned()));
            dedup(&mut write);
        }
        principals.push(Principal {
            summary: fields.words("summary", problems),
            authentication: fields.text("authentication", problems).filter(|name| name != "none"),
            read,
            write,
            emits: list("emits", "event", &events, problems),
            groups: list("groups", "group", &groups, problems),
            transactional_id_prefixes: fields.texts("transactional_id_prefixes", problems),
            describe_prefixes: fields.texts("describe_prefixes", problems),
            quotas: fields.read("quotas", problems, quotas),
            name,
        });
    }
    principals
}

/// Keeps the first of each.
fn dedup(names: &mut Vec<String>) {
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
}

fn quotas(node: &Node<'_>, problems: &mut Problems) -> Quotas {
    let fields = node.fields(&QUOTAS, problems);
    let mut number = |name: &str| integer(&fields, &QUOTAS, name, problems);
    Quotas {
        producer_bytes_per_second: number("producer_bytes_per_second"),
        consumer_bytes_per_second: number("consumer_bytes_per_second"),
        request_percentage: number("request_percentage"),
        mutations_per_second: number("mutations_per_second"),
    }
}
