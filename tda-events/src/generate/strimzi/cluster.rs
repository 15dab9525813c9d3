//! The cluster itself: KRaft, with pools of nodes.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{exporters, object, settings};
use crate::catalog::{Authentication, Catalog, Environment, EnvironmentSpec, Listener};
use crate::generate::kubernetes_name;

/// Where the brokers listen for clients unless the catalog says so.
const PORT: u16 = 9093;
/// Controllers of a quorum that survives the loss of one.
const CONTROLLERS: u32 = 3;
const CONTROLLER_STORAGE_GB: u32 = 20;
/// Disk of a broker unless the catalog says so.
const BROKER_STORAGE_GB: u32 = 100;
/// Longest name of a listener.
const LISTENER_BYTES_MAX: usize = 11;
/// Nodes of one rack carry the same value of this label.
const RACK_LABEL: &str = "topology.kubernetes.io/zone";

/// What the cluster of a system is called.
pub(super) fn name(catalog: &Catalog) -> String {
    let name = kubernetes_name::legal(catalog.system()).replace('.', "-");
    if name.is_empty() { "x".to_owned() } else { name }
}

/// The port that clients inside the cluster's network use.
pub(super) fn port(catalog: &Catalog, environment: Environment) -> u16 {
    let spec = catalog.environment(environment);
    let internal = spec.and_then(|spec| spec.listeners.iter().find(|listener| !listener.external));
    internal.map_or(PORT, |listener| listener.port)
}

/// The pools of nodes and the cluster of them.
pub(super) fn objects(catalog: &Catalog, environment: Environment) -> Vec<Value> {
    let spec = catalog.environment(environment);
    let copies = replication_factor(catalog, environment);
    let brokers = spec.and_then(|spec| spec.brokers).unwrap_or_default().max(u32::from(copies));
    let storage_gb = spec.and_then(|spec| spec.storage_gb_per_broker).unwrap_or(BROKER_STORAGE_GB);
    let mut objects = if brokers < CONTROLLERS {
        vec![pool(catalog, "nodes", brokers, &["controller", "broker"], storage_gb)]
    } else {
        vec![
            pool(catalog, "controllers", CONTROLLERS, &["controller"], CONTROLLER_STORAGE_GB),
            pool(catalog, "brokers", brokers, &["broker"], storage_gb),
        ]
    };
    let mut spec = json!({
        "kafka": kafka(spec, copies),
        "entityOperator": {"topicOperator": {}, "userOperator": {}},
    });
    objects.extend(exporters::add(catalog, &mut spec));
    objects.push(json!({
        "apiVersion": super::API_VERSION,
        "kind": "Kafka",
        "metadata": {"name": name(catalog)},
        "spec": spec,
    }));
    objects
}

fn pool(catalog: &Catalog, name: &str, replicas: u32, roles: &[&str], storage_gb: u32) -> Value {
    let volume = json!({
        "id": 0,
        "type": "persistent-claim",
        // Kubernetes tells powers of ten from powers of two.
        "size": format!("{storage_gb}G"),
        "deleteClaim": false,
        "kraftMetadata": "shared",
    });
    let spec =
        json!({"replicas": replicas, "roles": roles, "storage": {"type": "jbod", "volumes": [volume]}});
    object("KafkaNodePool", name, catalog, &spec)
}

fn kafka(spec: Option<&EnvironmentSpec>, copies: u16) -> Value {
    let mut kafka = json!({
        "listeners": listeners(spec.map_or(&[], |spec| &spec.listeners)),
        "authorization": {"type": "simple"},
        "config": config(spec.map_or(&[], |spec| &spec.config), copies),
    });
    if spec.and_then(|spec| spec.racks).is_some_and(|racks| racks > 1) {
        kafka["rack"] = json!({"type": "topology-label", "topologyKey": RACK_LABEL});
    }
    kafka
}

/// The listeners of the catalog; without any, one that is encrypted and asks for a password.
fn listeners(listeners: &[Listener]) -> Vec<Value> {
    if listeners.is_empty() {
        let authentication = json!({"type": "scram-sha-512"});
        return vec![json!({
            "name": "tls", "port": PORT, "type": "internal", "tls": true, "authentication": authentication,
        })];
    }
    let mut taken = HashSet::new();
    listeners.iter().map(|found| listener(found, &mut taken)).collect()
}

fn listener(listener: &Listener, taken: &mut HashSet<String>) -> Value {
    let mut object = json!({
        "name": listener_name(&listener.name, taken),
        "port": listener.port,
        "type": if listener.external { "loadbalancer" } else { "internal" },
        "tls": listener.tls,
    });
    if let Some(name) = &listener.authentication {
        object["authentication"] = match listener.mechanism() {
            Some(Authentication::MutualTls) => json!({"type": "tls"}),
            Some(Authentication::ScramSha512) => json!({"type": "scram-sha-512"}),
            // Strimzi knows no more than that it is SASL: secrets and callbacks are added by hand.
            _ => json!({
                "type": "custom", "sasl": true, "listenerConfig": {"sasl.enabled.mechanisms": name},
            }),
        };
    }
    object
}

/// Strimzi wants up to eleven lower-case letters and digits.
fn listener_name(name: &str, taken: &mut HashSet<String>) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    let mut legal: String = letters.take(LISTENER_BYTES_MAX - 2).collect();
    if legal.is_empty() {
        legal.push('l');
    }
    let numbered = (2..).map(|number| format!("{legal}{number}"));
    let mut names = std::iter::once(legal.clone()).chain(numbered);
    let found = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(found.clone());
    found
}

/// The copies that the most careful topic asks for.
fn replication_factor(catalog: &Catalog, environment: Environment) -> u16 {
    let factors = catalog.all_topics().map(|topic| topic.replication_factor(environment));
    factors.max().unwrap_or(1)
}

/// What the catalog says over what is safe for so many copies.
fn config(own: &[(String, String)], copies: u16) -> Value {
    let in_sync_min = (copies / 2 + 1).min(copies);
    let mut config = Map::new();
    for (name, value) in [
        ("auto.create.topics.enable", json!(false)),
        ("default.replication.factor", json!(copies)),
        ("min.insync.replicas", json!(in_sync_min)),
        ("offsets.topic.replication.factor", json!(copies)),
        ("transaction.state.log.replication.factor", json!(copies)),
        ("transaction.state.log.min.isr", json!(in_sync_min)),
    ] {
        config.insert(name.to_owned(), value);
    }
    if let Value::Object(own) = settings(own) {
        config.extend(own);
    }
    Value::Object(config)
}
