//! The cluster itself: KRaft, with pools of nodes.

use serde_json::{Value, json};

use super::object;
use crate::catalog::{Catalog, Environment};
use crate::generate::kubernetes_name;

/// Where the brokers listen for clients.
pub(super) const PORT: u16 = 9093;
/// Most controllers that a quorum gains from.
const CONTROLLERS: u32 = 3;
const STORAGE_OF_CONTROLLER: &str = "20Gi";
const STORAGE_OF_BROKER: &str = "100Gi";

/// What the cluster of a system is called.
pub(super) fn name(catalog: &Catalog) -> String {
    let name = kubernetes_name::legal(catalog.system()).replace('.', "-");
    if name.is_empty() { "x".to_owned() } else { name }
}

/// The pools of nodes and the cluster of them.
pub(super) fn objects(catalog: &Catalog, environment: Environment) -> Vec<Value> {
    let copies = replication_factor(catalog, environment);
    let brokers = u32::from(copies);
    let mut objects = if brokers < CONTROLLERS {
        vec![pool(catalog, "nodes", brokers, &["controller", "broker"], STORAGE_OF_CONTROLLER)]
    } else {
        vec![
            pool(catalog, "controllers", CONTROLLERS, &["controller"], STORAGE_OF_CONTROLLER),
            pool(catalog, "brokers", brokers, &["broker"], STORAGE_OF_BROKER),
        ]
    };
    objects.push(json!({
        "apiVersion": super::API_VERSION,
        "kind": "Kafka",
        "metadata": {"name": name(catalog)},
        "spec": {
            "kafka": {
                "listeners": [{
                    "name": "tls",
                    "port": PORT,
                    "type": "internal",
                    "tls": true,
                    "authentication": {"type": "scram-sha-512"},
                }],
                "authorization": {"type": "simple"},
                "config": config(copies),
            },
            "entityOperator": {"topicOperator": {}, "userOperator": {}},
        },
    }));
    objects
}

fn pool(catalog: &Catalog, name: &str, replicas: u32, roles: &[&str], size: &str) -> Value {
    let volume = json!({
        "id": 0, "type": "persistent-claim", "size": size, "deleteClaim": false, "kraftMetadata": "shared",
    });
    let spec =
        json!({"replicas": replicas, "roles": roles, "storage": {"type": "jbod", "volumes": [volume]}});
    object("KafkaNodePool", name, catalog, &spec)
}

/// The copies that the most careful topic asks for.
fn replication_factor(catalog: &Catalog, environment: Environment) -> u16 {
    let factors = crate::generate::all_topics(catalog).map(|topic| topic.replication_factor(environment));
    factors.max().unwrap_or(1)
}

fn config(copies: u16) -> Value {
    let in_sync_min = (copies / 2 + 1).min(copies);
    json!({
        "auto.create.topics.enable": false,
        "default.replication.factor": copies,
        "min.insync.replicas": in_sync_min,
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": in_sync_min,
    })
}
