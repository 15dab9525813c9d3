//! Rules of topics: compaction, retention, copies, sizes.

use std::collections::BTreeSet;

use super::{Found, number};
use crate::catalog::environment::{Environment, EnvironmentSpec};
use crate::catalog::key::KeyRule;
use crate::catalog::model::Catalog;
use crate::catalog::place::child_path;
use crate::catalog::topic::Topic;
use crate::payload::Layout;

/// What a broker takes unless it is told otherwise.
const BROKER_MESSAGE_BYTES: i64 = 1_048_588;
const BROKER_RETENTION_MS: i64 = 7 * 86_400_000;
const SEGMENT_BYTES: i64 = 1024 * 1024 * 1024;
const SEGMENT_MS: i64 = 7 * 86_400_000;
const DISCARD: [&str; 4] =
    ["min.cleanable.dirty.ratio", "min.compaction.lag.ms", "max.compaction.lag.ms", "delete.retention.ms"];

/// Every topic in every environment.
fn each(catalog: &Catalog) -> impl Iterator<Item = (&Topic, &EnvironmentSpec)> {
    catalog.all_topics().flat_map(|topic| catalog.environments().iter().map(move |spec| (topic, spec)))
}

fn setting(topic: &Topic, environment: Environment, name: &str) -> Option<i64> {
    number(topic.setting(environment, name))
}

/// How long records stay, in milliseconds; `None`: for ever.
fn retention_ms(topic: &Topic, spec: &EnvironmentSpec) -> Option<i64> {
    let broker = || {
        let broker = |name: &str| {
            number(spec.config.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()))
        };
        broker("log.retention.ms")
            .or_else(|| broker("log.retention.minutes").map(|minutes| minutes.saturating_mul(60_000)))
            .or_else(|| broker("log.retention.hours").map(|hours| hours.saturating_mul(3_600_000)))
    };
    let retention =
        setting(topic, spec.environment, "retention.ms").or_else(broker).unwrap_or(BROKER_RETENTION_MS);
    let deletes = !topic.is_compacted(spec.environment) || is_deleting(topic, spec.environment);
    (retention >= 0 && deletes).then_some(retention)
}

fn is_deleting(topic: &Topic, environment: Environment) -> bool {
    let policy = topic.setting(environment, "cleanup.policy").unwrap_or("delete");
    policy.split(',').any(|policy| policy.trim() == "delete")
}

pub(super) fn setting_without_effect(catalog: &Catalog, found: &mut Found) {
    for topic in catalog.all_topics() {
        let environments: Vec<Environment> = topic.environments().collect();
        let compacts = environments.iter().any(|environment| topic.is_compacted(*environment));
        let deletes = environments.iter().any(|environment| is_deleting(topic, *environment));
        let mut report = |names: &[&str], policy: &str| {
            let mut seen = BTreeSet::new();
            for (environment, name) in
                environments.iter().flat_map(|environment| names.iter().map(move |name| (environment, name)))
            {
                let path = catalog.setting_path(topic, *environment, name);
                if topic.setting(*environment, name).is_some() && seen.insert((path.clone(), *name)) {
                    found.at(path, format!("{name} has no effect under cleanup.policy {policy}"));
                }
            }
        };
        if !compacts {
            report(&DISCARD, "delete");
        }
        if !deletes {
            report(&["retention.ms", "retention.bytes"], "compact");
        }
    }
    super::clients::setting_without_effect(catalog, found);
}

fn names_of(rule: &KeyRule) -> BTreeSet<&str> {
    rule.parts().flatten().flatten().map(String::as_str).collect()
}

fn compacted(catalog: &Catalog) -> impl Iterator<Item = &Topic> {
    catalog
        .topics()
        .iter()
        .filter(|topic| topic.environments().any(|environment| topic.is_compacted(environment)))
}

pub(super) fn compacted_without_key(catalog: &Catalog, found: &mut Found) {
    for topic in compacted(catalog).filter(|topic| topic.record_key_rule().is_none()) {
        found.at(catalog.topic_path(topic), "the topic is compacted and its records have no key");
    }
}

pub(super) fn compacted_key_not_identity(catalog: &Catalog, found: &mut Found) {
    for topic in compacted(catalog) {
        let Some(rule) = topic.record_key_rule() else { continue };
        let names = names_of(rule);
        let path = child_path(&catalog.topic_path(topic), "key");
        let lost: Vec<&str> =
            topic.identity().iter().map(String::as_str).filter(|part| !names.contains(part)).collect();
        if topic.events().count() > 1 && !names.contains("event_type") {
            found.at(path, format!("{} event types share the key {}", topic.events().count(), rule.as_str()));
        } else if topic.identity().is_empty() {
            let message = "the topic is compacted and does not say what identifies its records";
            found.at(path, message);
        } else if !lost.is_empty() {
            found.at(path, format!("the key {} lacks {} of the identity", rule.as_str(), lost.join(", ")));
        }
    }
}

pub(super) fn dual_major_erasure(catalog: &Catalog, found: &mut Found) {
    for topic in compacted(catalog) {
        if let Some(rule) = topic.record_key_rule()
            && !names_of(rule).contains("schema_major")
        {
            let message = format!("the key {} is the same in every major of the schema", rule.as_str());
            found.at(child_path(&catalog.topic_path(topic), "key"), message);
        }
    }
}

pub(super) fn partition_key_outside_key(catalog: &Catalog, found: &mut Found) {
    for topic in compacted(catalog) {
        let (Some(key), Some(partition)) = (topic.record_key_rule(), topic.partition_key_rule()) else {
            continue;
        };
        let names = names_of(key);
        let outside: Vec<&str> =
            names_of(partition).into_iter().filter(|name| !names.contains(name)).collect();
        if !outside.is_empty() {
            let message = format!(
                "{} chooses the partition and is no part of the key {}",
                outside.join(", "),
                key.as_str()
            );
            found.at(child_path(&catalog.topic_path(topic), "partition_key"), message);
        }
    }
}

pub(super) fn compaction_lag_order(catalog: &Catalog, found: &mut Found) {
    for (topic, spec) in each(catalog) {
        let least = setting(topic, spec.environment, "min.compaction.lag.ms");
        let most = setting(topic, spec.environment, "max.compaction.lag.ms");
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let path = catalog.setting_path(topic, spec.environment, "min.compaction.lag.ms");
            found.at(path, format!("min.compaction.lag.ms {least} is above max.compaction.lag.ms {most}"));
        }
    }
}

pub(super) fn retention_below_lag_budget(catalog: &Catalog, found: &mut Found) {
    for (topic, spec) in each(catalog) {
        let Some(retention) = retention_ms(topic, spec) else { continue };
        for group in catalog.groups_of(topic.name()) {
            let Some(budget) = group.lag_budget_seconds else { continue };
            if i128::from(retention) < i128::from(budget) * 1000 {
                let (environment, seconds) = (spec.environment.name(), retention / 1000);
                let message = format!(
                    "in {environment} records stay {seconds} s, and {} may be {budget} s behind",
                    group.name
                );
                found.at(catalog.setting_path(topic, spec.environment, "retention.ms"), message);
            }
        }
    }
}

pub(super) fn segment_above_retention(catalog: &Catalog, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (topic, spec) in each(catalog) {
        let Some(retention) = retention_ms(topic, spec) else { continue };
        let segment = setting(topic, spec.environment, "segment.ms").unwrap_or(SEGMENT_MS);
        if segment > retention {
            let path = catalog.setting_path(topic, spec.environment, "retention.ms");
            if seen.insert(path.clone()) {
                found.at(path, format!("records stay {retention} ms, and segments stay open {segment} ms"));
            }
        }
    }
}

pub(super) fn retention_bytes_below_segment(catalog: &Catalog, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (topic, spec) in each(catalog) {
        let retention = setting(topic, spec.environment, "retention.bytes").filter(|bytes| *bytes >= 0);
        let segment = setting(topic, spec.environment, "segment.bytes").unwrap_or(SEGMENT_BYTES);
        let path = catalog.setting_path(topic, spec.environment, "retention.bytes");
        if let Some(retention) = retention
            && retention < segment
            && seen.insert(path.clone())
        {
            found.at(path, format!("retention.bytes {retention} is below segment.bytes {segment}"));
        }
    }
}

pub(super) fn min_insync_at_replication(catalog: &Catalog, found: &mut Found) {
    for (topic, spec) in each(catalog) {
        let copies = i64::from(topic.replication_factor(spec.environment));
        let insync = setting(topic, spec.environment, "min.insync.replicas");
        if let Some(insync) = insync
            && insync >= copies
            && insync > 1
        {
            let environment = spec.environment.name();
            let message = format!("in {environment} min.insync.replicas is {insync} of {copies} copies");
            found.at(catalog.setting_path(topic, spec.environment, "min.insync.replicas"), message);
        }
    }
}

pub(super) fn min_insync_missing(catalog: &Catalog, found: &mut Found) {
    for spec in catalog.environments() {
        let of_brokers = spec.config.iter().any(|(key, _)| key == "min.insync.replicas");
        let alone = |topic: &&Topic| {
            topic.replication_factor(spec.environment) >= 3
                && topic.setting(spec.environment, "min.insync.replicas").is_none()
        };
        let topics: Vec<&str> = catalog.all_topics().filter(alone).map(Topic::name).collect();
        if !topics.is_empty() && !of_brokers {
            let (environment, count) = (spec.environment.name(), topics.len());
            let first = topics.first().copied().unwrap_or_default();
            let message = format!(
                "in {environment} {count} topics with three copies, {first} first, do not say min.insync.replicas"
            );
            found.at(child_path("environments", environment), message);
        }
    }
}

pub(super) fn replication_above_brokers(catalog: &Catalog, found: &mut Found) {
    for (topic, spec) in each(catalog) {
        let copies = u32::from(topic.replication_factor(spec.environment));
        if let Some(brokers) = spec.brokers
            && copies > brokers
        {
            let environment = spec.environment.name();
            let path = child_path(&catalog.topic_path(topic), environment);
            found.at(path, format!("{copies} copies on {brokers} brokers of {environment}"));
        }
    }
}

pub(super) fn message_above_broker(catalog: &Catalog, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (topic, spec) in each(catalog) {
        let broker = spec.config.iter().find(|(key, _)| key == "message.max.bytes");
        let broker = number(broker.map(|(_, value)| value.as_str())).unwrap_or(BROKER_MESSAGE_BYTES);
        let path = catalog.setting_path(topic, spec.environment, "max.message.bytes");
        if let Some(most) = setting(topic, spec.environment, "max.message.bytes")
            && most > broker
            && seen.insert(path.clone())
        {
            let environment = spec.environment.name();
            found.at(path, format!("messages of {most} bytes, and brokers of {environment} take {broker}"));
        }
    }
}

pub(super) fn dead_letter_retention(catalog: &Catalog, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (topic, spec) in each(catalog) {
        let Some(dead) = topic.dead_letter_name().and_then(|name| catalog.topic(name)) else { continue };
        let kept = retention_ms(dead, spec);
        let longer = match (retention_ms(topic, spec), kept) {
            (_, None) => false,
            // A compacted topic keeps its records for ever; no dead letter must.
            (None, Some(_)) => false,
            (Some(topic), Some(dead)) => topic > dead,
        };
        if longer && seen.insert(topic.name()) {
            let path = child_path(&catalog.topic_path(topic), "dead_letter");
            let days = kept.unwrap_or_default() / 86_400_000;
            found.at(
                path,
                format!("{} keeps records {days} days, less than {} does", dead.name(), topic.name()),
            );
        }
    }
}

pub(super) fn layout_without_effect(catalog: &Catalog, found: &mut Found) {
    for topic in catalog.topics().iter().filter(|topic| topic.layout() != Layout::Records) {
        if !topic.events().any(|event| event == "result.persistence_diagram") {
            found.at(
                child_path(&catalog.topic_path(topic), "layout"),
                "the topic carries no result.persistence_diagram",
            );
        }
    }
}
