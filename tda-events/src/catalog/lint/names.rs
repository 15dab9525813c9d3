//! Rules of names: Kubernetes objects and Kafka's metrics.

use std::collections::BTreeMap;

use super::Found;
use crate::catalog::model::Catalog;

/// Longest name of a Kubernetes object that is a DNS subdomain.
const OBJECT_NAME_BYTES_MAX: usize = 253;

/// Whether Kubernetes takes `name`: lower-case letters, digits, `-` and `.`, each part between dots beginning
/// and ending with a letter or digit (RFC 1123).
fn is_object_name(name: &str) -> bool {
    name.len() <= OBJECT_NAME_BYTES_MAX
        && name.split('.').all(|label| {
            let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            let ends =
                label.bytes().next().is_some_and(legal) && label.bytes().next_back().is_some_and(legal);
            ends && label.bytes().all(|byte| legal(byte) || byte == b'-')
        })
}

/// The name of the object of a topic, as far as two topics could share one.
fn object_name(topic: &str) -> String {
    topic.to_ascii_lowercase().replace('_', "-")
}

pub(super) fn kubernetes_name(catalog: &Catalog, found: &mut Found) {
    if catalog.has_derived_kubernetes_names() {
        return;
    }
    for topic in catalog.all_topics().filter(|topic| !is_object_name(topic.name())) {
        found.at(
            catalog.topic_path(topic),
            format!("{} cannot be the name of a Kubernetes object", topic.name()),
        );
    }
}

pub(super) fn kubernetes_name_clash(catalog: &Catalog, found: &mut Found) {
    clashes(catalog, found, object_name, "Kubernetes object");
}

pub(super) fn topic_name_collision(catalog: &Catalog, found: &mut Found) {
    clashes(catalog, found, |name| name.replace('.', "_"), "name in metrics");
}

fn clashes(catalog: &Catalog, found: &mut Found, name: impl Fn(&str) -> String, what: &str) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for topic in catalog.all_topics() {
        let name = name(topic.name());
        if let Some(other) = seen.get(&name) {
            found.at(
                catalog.topic_path(topic),
                format!("{} and {other} have the same {what} {name}", topic.name()),
            );
        }
        seen.insert(name, topic.name());
    }
}
