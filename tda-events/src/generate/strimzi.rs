//! Manifests for Strimzi: the cluster, its topics and its users.

mod cluster;
mod exporters;

use serde_json::{Map, Value, json};

use super::kubernetes_name::kubernetes_names;
use super::permissions::{Pattern, permissions};
use super::{GeneratedFile, yaml};
use crate::catalog::{Authentication, Catalog, Environment, Principal, Quotas, Topic};

const API_VERSION: &str = "kafka.strimzi.io/v1";
/// Tells Strimzi's operators which cluster an object belongs to.
const CLUSTER_LABEL: &str = "strimzi.io/cluster";

pub(super) fn manifests(catalog: &Catalog, environment: Environment) -> Vec<GeneratedFile> {
    let file = |name: &str, objects: Vec<Value>| GeneratedFile {
        path: format!("{}/strimzi/{name}.yaml", environment.name()),
        text: header(catalog, environment) + &documents(&objects),
    };
    let mut files = vec![
        file("cluster", cluster::objects(catalog, environment)),
        file("topics", topics(catalog, environment)),
    ];
    if !catalog.principals().is_empty() {
        files.push(file("users", users(catalog, environment)));
    }
    files
}

/// Where programs in the cluster's namespace find it.
pub(super) fn bootstrap(catalog: &Catalog, environment: Environment) -> String {
    format!("{}-kafka-bootstrap:{}", cluster::name(catalog), cluster::port(catalog, environment))
}

/// What the cluster of a system is called.
pub(super) fn cluster_name(catalog: &Catalog) -> String {
    cluster::name(catalog)
}

fn header(catalog: &Catalog, environment: Environment) -> String {
    let (system, environment) = (super::one_line(catalog.system()), environment.name());
    format!(
        "# {system}, {environment}. Made by `tda generate` from the catalog: change that instead of this file.\n"
    )
}

fn documents(objects: &[Value]) -> String {
    objects.iter().map(|object| format!("---\n{}", yaml::document(object))).collect()
}

/// An object that belongs to the catalog's cluster.
fn object(kind: &str, name: &str, catalog: &Catalog, spec: &Value) -> Value {
    json!({
        "apiVersion": API_VERSION,
        "kind": kind,
        "metadata": {"name": name, "labels": {CLUSTER_LABEL: cluster::name(catalog)}},
        "spec": spec,
    })
}

fn topics(catalog: &Catalog, environment: Environment) -> Vec<Value> {
    let topics: Vec<&Topic> = catalog.all_topics().collect();
    let prefix = catalog.prefix(environment);
    let real: Vec<String> = topics.iter().map(|topic| catalog.physical_name(topic.name(), prefix)).collect();
    let names = kubernetes_names(&real.iter().map(String::as_str).collect::<Vec<_>>());
    let topic = |((topic, real), name): ((&&Topic, &String), &String)| {
        let spec = json!({
            "topicName": real,
            "partitions": topic.partitions(environment),
            "replicas": topic.replication_factor(environment),
            "config": settings(topic.config(environment)),
        });
        object("KafkaTopic", name, catalog, &spec)
    };
    topics.iter().zip(&real).zip(&names).map(topic).collect()
}

/// Settings as Strimzi wants them: numbers and truth values plain.
fn settings(config: &[(String, String)]) -> Value {
    let value = |text: &String| match (text.parse::<i64>(), text.parse::<bool>()) {
        (Ok(number), _) => json!(number),
        (_, Ok(truth)) => json!(truth),
        _ => json!(text),
    };
    Value::Object(config.iter().map(|(name, text)| (name.clone(), value(text))).collect::<Map<_, _>>())
}

/// The name of a `KafkaUser` is also the name that it logs in with: principals are named so that both are one.
fn users(catalog: &Catalog, environment: Environment) -> Vec<Value> {
    let principals = catalog.principals();
    let names =
        kubernetes_names(&principals.iter().map(|principal| principal.name.as_str()).collect::<Vec<_>>());
    let user = |(principal, name): (&Principal, &String)| {
        let acls: Vec<Value> = permissions(catalog, principal, catalog.prefix(environment))
            .iter()
            .map(|permission| {
                let pattern = match permission.pattern {
                    Pattern::Literal => "literal",
                    Pattern::Prefixed => "prefix",
                };
                json!({
                    "resource": {
                        "type": permission.resource.strimzi_name(),
                        "name": permission.name,
                        "patternType": pattern,
                    },
                    "operations": permission.operations,
                    "host": "*",
                })
            })
            .collect();
        let mut spec = json!({"authorization": {"type": "simple", "acls": acls}});
        if let Some(authentication) = authentication(principal) {
            spec["authentication"] = json!({"type": authentication});
        }
        if let Some(quotas) = quotas(&principal.quotas) {
            spec["quotas"] = quotas;
        }
        object("KafkaUser", name, catalog, &spec)
    };
    principals.iter().zip(&names).map(user).collect()
}

/// How Strimzi makes the user's secret; nothing where others do.
fn authentication(principal: &Principal) -> Option<&'static str> {
    match (&principal.authentication, principal.mechanism()) {
        (None, _) | (_, Some(Authentication::ScramSha512)) => Some("scram-sha-512"),
        (_, Some(Authentication::MutualTls)) => Some("tls"),
        _ => None,
    }
}

fn quotas(quotas: &Quotas) -> Option<Value> {
    let limits = [
        ("producerByteRate", quotas.producer_bytes_per_second),
        ("consumerByteRate", quotas.consumer_bytes_per_second),
        ("requestPercentage", quotas.request_percentage),
        ("controllerMutationRate", quotas.mutations_per_second),
    ];
    let set = limits.iter().filter_map(|(name, limit)| Some(((*name).to_owned(), json!((*limit)?))));
    let set: Map<String, Value> = set.collect();
    (!set.is_empty()).then_some(Value::Object(set))
}
