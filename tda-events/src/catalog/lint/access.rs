//! Rules of groups and identities: who may do what it has to.

use super::Found;
use crate::catalog::access::{Group, Guarantee, Principal};
use crate::catalog::environment::Authentication;
use crate::catalog::model::Catalog;
use crate::catalog::place::{child_path, path};
use crate::catalog::topic::Topic;

pub(super) fn no_principals(catalog: &Catalog, found: &mut Found) {
    if catalog.principals().is_empty() && !catalog.topics().is_empty() {
        let count = catalog.topics().len();
        found.at("topics", format!("nobody may write or read any of the {count} topics"));
    }
}

pub(super) fn topic_not_written(catalog: &Catalog, found: &mut Found) {
    if catalog.principals().is_empty() {
        return;
    }
    for topic in catalog.topics().iter().filter(|topic| catalog.writers(topic.name()).next().is_none()) {
        found.at(catalog.topic_path(topic), format!("nobody may write {}", topic.name()));
    }
}

pub(super) fn topic_not_read(catalog: &Catalog, found: &mut Found) {
    // Where nobody is said to read anything, the catalog says so elsewhere.
    if catalog.principals().is_empty() && catalog.groups().iter().all(|group| group.topics.is_empty()) {
        return;
    }
    for topic in catalog.topics() {
        let read = catalog.readers(topic.name()).next().is_some()
            || catalog.groups_of(topic.name()).next().is_some();
        if !read {
            found.at(catalog.topic_path(topic), format!("nobody reads {}", topic.name()));
        }
    }
}

fn members<'c>(catalog: &'c Catalog, group: &'c Group) -> impl Iterator<Item = &'c Principal> {
    catalog.principals().iter().filter(|principal| principal.groups.contains(&group.name))
}

pub(super) fn group_without_principal(catalog: &Catalog, found: &mut Found) {
    if catalog.principals().is_empty() {
        return;
    }
    for group in catalog.groups().iter().filter(|group| members(catalog, group).next().is_none()) {
        found.at(path(&["groups", &group.name]), format!("no principal may join {}", group.name));
    }
}

pub(super) fn group_without_topics(catalog: &Catalog, found: &mut Found) {
    for group in catalog.groups().iter().filter(|group| group.topics.is_empty()) {
        found.at(path(&["groups", &group.name]), format!("nobody knows what {} reads", group.name));
    }
}

pub(super) fn group_topic_not_readable(catalog: &Catalog, found: &mut Found) {
    for group in catalog.groups() {
        for principal in members(catalog, group) {
            for topic in group.topics.iter().filter(|topic| !principal.read.contains(topic)) {
                let (name, group) = (&principal.name, &group.name);
                found.at(
                    path(&["principals", name]),
                    format!("{name} joins {group} and may not read {topic}"),
                );
            }
        }
    }
}

pub(super) fn principal_without_group(catalog: &Catalog, found: &mut Found) {
    for principal in catalog.principals() {
        if !principal.read.is_empty() && principal.groups.is_empty() {
            let (name, topics) = (&principal.name, principal.read.join(", "));
            found.at(path(&["principals", name]), format!("{name} reads {topics} and may join no group"));
        }
    }
}

pub(super) fn too_few_partitions(catalog: &Catalog, found: &mut Found) {
    for group in catalog.groups() {
        for spec in catalog.environments() {
            let Some(instances) = group.instances(spec.environment) else { continue };
            let partitions = group.topics.iter().filter_map(|topic| catalog.topic(topic));
            let partitions = partitions.map(|topic| topic.partitions(spec.environment));
            // The range assignor deals out each topic for itself; the others deal out all together.
            let ranged = group.setting("partition.assignment.strategy") == Some("range");
            let useful = if ranged { partitions.max() } else { Some(partitions.sum()) };
            if let Some(useful) = useful
                && !group.topics.is_empty()
                && instances > useful
            {
                let environment = spec.environment.name();
                let message = format!("in {environment} {instances} instances share {useful} partitions");
                found.at(child_path(&path(&["groups", &group.name]), "instances"), message);
            }
        }
    }
}

pub(super) fn dead_letter_missing(catalog: &Catalog, found: &mut Found) {
    let dead: Vec<&str> = catalog.topics().iter().filter_map(Topic::dead_letter_name).collect();
    for topic in catalog.topics() {
        let careful = |group: &Group| group.guarantee != Some(Guarantee::AtMostOnce);
        let handled = catalog.groups_of(topic.name()).any(careful);
        if handled && topic.dead_letter_name().is_none() && !dead.contains(&topic.name()) {
            found.at(
                catalog.topic_path(topic),
                format!("{} is handled and has no dead-letter topic", topic.name()),
            );
        }
    }
}

pub(super) fn transactional_id_missing(catalog: &Catalog, found: &mut Found) {
    for group in catalog.groups().iter().filter(|group| group.guarantee == Some(Guarantee::ExactlyOnce)) {
        for principal in
            members(catalog, group).filter(|principal| principal.transactional_id_prefixes.is_empty())
        {
            let (name, group) = (&principal.name, &group.name);
            found.at(
                path(&["principals", name]),
                format!("{name} joins {group}, which is exactly once, and has no transactional id"),
            );
        }
    }
}

pub(super) fn emits_without_write(catalog: &Catalog, found: &mut Found) {
    for principal in catalog.principals() {
        for event in &principal.emits {
            let Some(topic) = catalog.topic_of(event) else { continue };
            if !principal.write.iter().any(|name| name == topic.name()) {
                let (name, topic) = (&principal.name, topic.name());
                let path = child_path(&path(&["principals", name]), "emits");
                found.at(path, format!("{name} emits {event} and may not write {topic}"));
            }
        }
    }
}

/// Last words of events that ask for work, and of those that tell how it goes.
const REQUESTS: [&str; 3] = ["submitted", "requested", "queued"];
const STATUSES: [&str; 4] = ["started", "progress", "completed", "failed"];

pub(super) fn status_topic_not_writable(catalog: &Catalog, found: &mut Found) {
    for topic in catalog.topics() {
        let ends = |words: &[&str]| {
            topic.events().any(|event| words.iter().any(|word| event.ends_with(&format!(".{word}"))))
        };
        if !(ends(&REQUESTS) && ends(&STATUSES)) {
            continue;
        }
        // Who only watches writes nothing at all.
        let works = |principal: &&Principal| {
            let writes =
                principal.write.iter().any(|name| catalog.topics().iter().any(|topic| topic.name() == name));
            !principal.groups.is_empty() && writes && principal.emits.is_empty()
        };
        for principal in catalog.readers(topic.name()).filter(works) {
            if !principal.write.iter().any(|name| name == topic.name()) {
                let (name, topic) = (&principal.name, topic.name());
                let message = format!("{name} takes work from {topic} and may not write there how it went");
                found.at(path(&["principals", name]), message);
            }
        }
    }
}

/// Every way to authenticate that the file names, and its place.
fn mechanisms(catalog: &Catalog) -> Vec<(String, &str)> {
    let mut mechanisms = Vec::new();
    for spec in catalog.environments() {
        for listener in &spec.listeners {
            let place = path(&[
                "environments",
                spec.environment.name(),
                "listeners",
                &listener.name,
                "authentication",
            ]);
            mechanisms.extend(listener.authentication.as_deref().map(|name| (place, name)));
        }
    }
    for principal in catalog.principals() {
        let place = path(&["principals", &principal.name, "authentication"]);
        mechanisms.extend(principal.authentication.as_deref().map(|name| (place, name)));
    }
    mechanisms
}

pub(super) fn unknown_mechanism(catalog: &Catalog, found: &mut Found) {
    for (place, name) in mechanisms(catalog) {
        if Authentication::from_name(name).is_none() {
            let known = Authentication::ALL.map(Authentication::name);
            let hint = crate::catalog::node::nearest(name, known.into_iter());
            found.at(place, format!("{name} is no mechanism that clients know, {hint}"));
        }
    }
}

pub(super) fn scram_not_managed(catalog: &Catalog, found: &mut Found) {
    for (place, name) in mechanisms(catalog) {
        if name.to_ascii_uppercase().contains("SCRAM-SHA-256") {
            found.at(place, format!("users of {name} have to be managed by hand"));
        }
    }
}
