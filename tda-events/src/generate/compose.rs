//! A Kafka for development, as a compose file.

mod monitoring;

use serde_json::{Value, json};

use super::kubernetes_name::kubernetes_names;
use super::{GeneratedFile, yaml};
use crate::catalog::{Catalog, Environment, Exporter};

/// The image of the broker.
const IMAGE: &str = "apache/kafka:4.3.0";
/// Where clients on the developer's machine find the broker; other containers use `kafka:19092`.
pub(super) const PORT: u16 = 9092;

/// One broker without security, and a container that creates the topics and ends. Nothing for an environment
/// whose topics ask for more copies than one broker can hold.
pub(super) fn compose(catalog: &Catalog, environment: Environment) -> Vec<GeneratedFile> {
    if !fits(catalog, environment) {
        return Vec::new();
    }
    let header = format!(
        "\
# A broker for development with the topics of {}, without security: only the machine itself reaches it.
# Made by `tda generate` from the catalog: change that instead of this file.
#
#   docker compose up --detach
#
# Programs on this machine use localhost:{PORT}, other containers kafka:19092. With Prometheus at localhost:9090:
#
#   docker compose --profile monitoring up --detach
",
        super::one_line(catalog.system())
    );
    let document = yaml::document(&json!({
        "name": project_name(catalog.system()),
        "services": services(catalog),
        "configs": {"prometheus": {"content": monitoring::scrape()}},
        "volumes": {"kafka": {}},
    }));
    let path = format!("{}/compose.yaml", environment.name());
    vec![GeneratedFile { path, text: header + &document }, super::shell::topics(catalog, environment)]
}

/// A name that Compose takes: it begins with a letter or digit.
fn project_name(system: &str) -> String {
    kubernetes_names(&[system]).concat().replace('.', "-")
}

/// Whether one broker can hold what the environment asks for.
pub(super) fn fits(catalog: &Catalog, environment: Environment) -> bool {
    catalog.all_topics().all(|topic| topic.replication_factor(environment) == 1)
}

fn broker() -> Value {
    json!({
        "image": IMAGE,
        "hostname": "kafka",
        "ports": [format!("127.0.0.1:{PORT}:{PORT}")],
        "environment": {
            "KAFKA_NODE_ID": "1",
            "KAFKA_PROCESS_ROLES": "broker,controller",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@kafka:29093",
            "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
            "KAFKA_LISTENERS": format!("CONTROLLER://:29093,INTERNAL://:19092,HOST://:{PORT}"),
            "KAFKA_ADVERTISED_LISTENERS": format!("INTERNAL://kafka:19092,HOST://localhost:{PORT}"),
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP":
                "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,HOST:PLAINTEXT",
            "KAFKA_INTER_BROKER_LISTENER_NAME": "INTERNAL",
            "KAFKA_LOG_DIRS": "/var/lib/kafka/data",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR": "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR": "1",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        },
        "volumes": ["kafka:/var/lib/kafka/data"],
        "healthcheck": {
            "test": ["CMD", "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "localhost:19092"],
            "interval": "5s",
            "timeout": "20s",
            "retries": 12,
        },
    })
}

fn services(catalog: &Catalog) -> Value {
    let mut services = json!({"kafka": broker(), "topics": topics(), "prometheus": monitoring::prometheus()});
    if catalog.metrics().iter().any(|metric| metric.exporter == Exporter::KafkaExporter) {
        services["kafka-exporter"] = monitoring::kafka_exporter();
    }
    services
}

fn topics() -> Value {
    json!({
        "image": IMAGE,
        "depends_on": {"kafka": {"condition": "service_healthy"}},
        "environment": {"BOOTSTRAP_SERVERS": "kafka:19092", "KAFKA_HOME": "/opt/kafka"},
        "volumes": ["./topics.sh:/topics.sh:ro"],
        "command": ["bash", "/topics.sh"],
    })
}

#[cfg(test)]
mod tests {
    use super::project_name;

    #[test]
    fn every_system_has_a_project_name() {
        assert_eq!(project_name("todo"), "todo");
        assert_eq!(project_name("field_service"), "field-service");
        for odd in ["_", "---", "..", "_a.b_"] {
            let name = project_name(odd);
            let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(name.bytes().all(legal), "{odd} {name}");
            assert!(name.starts_with(|first: char| first.is_ascii_alphanumeric()), "{odd} {name}");
        }
    }
}
