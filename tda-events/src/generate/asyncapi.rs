//! AsyncAPI 3.0: the topics as channels, the events as messages with the schemas of their payloads.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::types::{EventType, Types};
use super::{GeneratedFile, example};
use crate::catalog::{Catalog, Environment, Topic};

/// Version of AsyncAPI's Kafka bindings.
const BINDINGS: &str = "0.5.0";
/// The topic settings that the bindings have a place for.
const SETTINGS: [&str; 4] = ["retention.ms", "retention.bytes", "delete.retention.ms", "max.message.bytes"];
const SCHEMAS: &str = "#/components/schemas/";

pub(super) fn document(catalog: &Catalog, environment: Environment) -> GeneratedFile {
    let types = Types::of(catalog);
    let topics: Vec<(String, &Topic)> = named(catalog.all_topics());
    let channels: Map<String, Value> = topics
        .iter()
        .map(|(name, topic)| (name.clone(), channel(catalog, environment, &types, &topics, topic)))
        .collect();
    let operations: Map<String, Value> =
        topics.iter().flat_map(|(name, topic)| operations(catalog, name, topic)).collect();
    let document = json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": format!("Events of {}", catalog.system()),
            "version": env!("CARGO_PKG_VERSION"),
            "description": catalog.summary(),
            "x-made-by": "`tda generate asyncapi` from the catalog: change that instead of this file.",
        },
        "defaultContentType": "application/json",
        "servers": {environment.name(): server(catalog, environment)},
        "channels": channels,
        "operations": operations,
        "components": {
            "schemas": super::json_schema::definitions(&types, SCHEMAS),
            "securitySchemes": {"scram": {"type": "scramSha512"}},
        },
    });
    let path = format!("{}/asyncapi.json", environment.name());
    GeneratedFile { path, text: super::json::document(&document) }
}

/// Topics by names that AsyncAPI lets stand in references.
fn named<'a>(topics: impl Iterator<Item = &'a Topic>) -> Vec<(String, &'a Topic)> {
    let mut taken = HashSet::new();
    let name = |topic: &Topic| {
        let letter =
            |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '_' };
        topic.name().chars().map(letter).collect::<String>()
    };
    let mut unique = |name: String| {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let found = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(found.clone());
        found
    };
    topics.map(|topic| (unique(name(topic)), topic)).collect()
}

/// What the compose file starts, or else what the Strimzi manifests do.
fn server(catalog: &Catalog, environment: Environment) -> Value {
    if super::compose::fits(catalog, environment) {
        let host = format!("localhost:{}", super::compose::PORT);
        return json!({"host": host, "protocol": "kafka", "description": "The broker of the compose file."});
    }
    json!({
        "host": super::strimzi::bootstrap(catalog, environment),
        "protocol": "kafka-secure",
        "description": "The cluster of the Strimzi manifests, seen from its namespace.",
        "security": [{"$ref": "#/components/securitySchemes/scram"}],
    })
}

fn channel(
    catalog: &Catalog,
    environment: Environment,
    types: &Types<'_>,
    topics: &[(String, &Topic)],
    topic: &Topic,
) -> Value {
    let physical = catalog.physical_name(topic.name(), catalog.prefix(environment));
    let mut messages = Map::new();
    for event in types.events.iter().filter(|event| std::ptr::eq(event.topic, topic)) {
        messages.insert(event.name.clone(), message(catalog, event));
    }
    // Dead letters are the records of the topic that they come from.
    let origin = topics.iter().find(|(_, origin)| {
        origin.dead_letter_topic().is_some_and(|dead_letters| std::ptr::eq(dead_letters, topic))
    });
    if let Some((name, origin)) = origin {
        for event in types.events.iter().filter(|event| std::ptr::eq(event.topic, *origin)) {
            let reference = format!("#/channels/{name}/messages/{}", event.name);
            messages.insert(event.name.clone(), json!({"$ref": reference}));
        }
    }
    json!({
        "address": physical,
        "title": topic.name(),
        "description": topic.summary(),
        "messages": messages,
        "bindings": {"kafka": {
            "topic": physical,
            "partitions": topic.partitions(environment),
            "replicas": topic.replication_factor(environment),
            "topicConfiguration": configuration(topic, environment),
            "bindingVersion": BINDINGS,
        }},
    })
}

fn configuration(topic: &Topic, environment: Environment) -> Map<String, Value> {
    let mut configuration = Map::new();
    for (name, value) in topic.config(environment) {
        if name == "cleanup.policy" {
            let policies: Vec<&str> = value.split(',').map(str::trim).collect();
            configuration.insert(name.clone(), json!(policies));
        } else if let (true, Ok(number)) = (SETTINGS.contains(&name.as_str()), value.parse::<i64>()) {
            configuration.insert(name.clone(), json!(number));
        }
    }
    configuration
}

fn message(catalog: &Catalog, event: &EventType<'_>) -> Value {
    let key = event.topic.record_key_rule().map(|rule| format!("Made by the rule {}.", rule.as_str()));
    let mut message = json!({
        "name": event.event_type,
        "title": event.event_type,
        "summary": event.record.doc,
        "contentType": "application/json",
        "payload": {"$ref": format!("{SCHEMAS}{}", event.name)},
    });
    if let (Some(key), Value::Object(entries)) = (key, &mut message) {
        let key = json!({"type": "string", "description": key});
        entries.insert("bindings".to_owned(), json!({"kafka": {"key": key, "bindingVersion": BINDINGS}}));
    }
    if let (Some(example), Value::Object(entries)) = (example::json(catalog, event.event_type), &mut message)
    {
        entries.insert("examples".to_owned(), json!([{"payload": example}]));
    }
    message
}

/// Who writes and who reads a topic.
fn operations(catalog: &Catalog, channel: &str, topic: &Topic) -> Vec<(String, Value)> {
    let reference = json!({"$ref": format!("#/channels/{channel}")});
    let operation = |action: &str, principals: &[&str]| {
        let summary = format!("Allowed to {}.", principals.join(", "));
        (format!("{action}_{channel}"), json!({"action": action, "channel": reference, "summary": summary}))
    };
    let writers: Vec<&str> = catalog.writers(topic.name()).map(|writer| writer.name.as_str()).collect();
    let readers: Vec<&str> = catalog.readers(topic.name()).map(|reader| reader.name.as_str()).collect();
    let all = [("send", writers), ("receive", readers)];
    all.iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(action, names)| operation(action, names))
        .collect()
}
