//! Prometheus and the exporter beside the broker: started only with the profile `monitoring`.

use serde_json::{Value, json};

use crate::generate::yaml;

const PROFILE: &str = "monitoring";
const PROMETHEUS: &str = "prom/prometheus:v3.5.0";
const KAFKA_EXPORTER: &str = "danielqsj/kafka-exporter:v1.9.0";
/// Where the page of a program on the developer's machine is expected: `tda worker --metrics-address 0.0.0.0:9464`.
const PROGRAM: &str = "host.docker.internal:9464";

pub(super) fn prometheus() -> Value {
    json!({
        "image": PROMETHEUS,
        "profiles": [PROFILE],
        "ports": ["127.0.0.1:9090:9090"],
        "extra_hosts": ["host.docker.internal:host-gateway"],
        "configs": [{"source": "prometheus", "target": "/etc/prometheus/prometheus.yml"}],
    })
}

pub(super) fn kafka_exporter() -> Value {
    json!({
        "image": KAFKA_EXPORTER,
        "profiles": [PROFILE],
        "depends_on": {"kafka": {"condition": "service_healthy"}},
        "command": ["--kafka.server=kafka:19092"],
        "restart": "on-failure",
    })
}

/// The configuration of that Prometheus.
pub(super) fn scrape() -> String {
    let job = |name: &str, target: &str| json!({"job_name": name, "static_configs": [{"targets": [target]}]});
    yaml::document(&json!({
        "global": {"scrape_interval": "15s"},
        "scrape_configs": [job("brokers", "kafka-exporter:9308"), job("clients", PROGRAM)],
    }))
}
