//! Rules of events: their one topic and their keys.

use std::collections::HashMap;

use super::Found;
use crate::catalog::event::EventSpec;
use crate::catalog::key::KeyRule;
use crate::catalog::load::field_type;
use crate::catalog::model::Catalog;
use crate::catalog::place::{child_path, path};
use crate::catalog::topic::Topic;

pub(super) fn two_topics(catalog: &Catalog, found: &mut Found) {
    let mut homes: HashMap<&str, &str> = HashMap::new();
    for topic in catalog.topics() {
        for (index, event) in topic.events().enumerate() {
            if let Some(first) = homes.get(event) {
                let path = format!("{}[{index}]", child_path(&catalog.topic_path(topic), "events"));
                found.at(path, format!("{event} has the topic {first} already"));
            }
            homes.entry(event).or_insert(topic.name());
        }
    }
}

pub(super) fn without_topic(catalog: &Catalog, found: &mut Found) {
    for event in catalog.events().iter().filter(|event| catalog.topic_of(&event.event_type).is_none()) {
        found.at(path(&["events", &event.event_type]), format!("{} has no topic", event.event_type));
    }
}

pub(super) fn topic_without_events(catalog: &Catalog, found: &mut Found) {
    let dead: Vec<&str> = catalog.topics().iter().filter_map(Topic::dead_letter_name).collect();
    for topic in catalog.topics().iter().filter(|topic| topic.events().next().is_none()) {
        if !dead.contains(&topic.name()) {
            found.at(catalog.topic_path(topic), format!("no event is said to travel on {}", topic.name()));
        }
    }
}

pub(super) fn key_may_be_missing(catalog: &Catalog, found: &mut Found) {
    for topic in catalog.topics() {
        let Some(rule) = topic.record_key_rule() else { continue };
        for event in topic.events().filter_map(|event| catalog.event_spec(event)) {
            if !always_has(rule, event) {
                let path = child_path(&catalog.topic_path(topic), "key");
                let message =
                    format!("{} need not have what the key {} is made of", event.event_type, rule.as_str());
                found.at(path, message);
            }
        }
    }
}

/// Whether every event of a kind has a key: one alternative consists of what is always there.
fn always_has(rule: &KeyRule, event: &EventSpec) -> bool {
    let is_there = |name: &String| match name.strip_prefix("data.") {
        Some(path) => field_type(&event.record, path).is_some_and(|(_, required)| required),
        None => matches!(name.as_str(), "event_type" | "event_id" | "schema_major" | "source"),
    };
    rule.required_parts().any(|parts| parts.iter().all(|names| names.iter().any(is_there)))
}
