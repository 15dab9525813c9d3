//! What Prometheus asks, and where: the programs of the system and the exporters beside the brokers.

use serde_json::{Value, json};

use crate::catalog::{Catalog, Exporter};
use crate::generate::strimzi;

/// How often everything is asked: alerts that hold for a minute see it four times.
const INTERVAL: &str = "15s";
/// The port of our programs' page, by its name in their pods.
const CLIENT_PORT: &str = "metrics";
/// What Strimzi calls the port of its exporters.
const EXPORTER_PORT: &str = "tcp-prometheus";

/// A whole configuration, for a Prometheus in the cluster's namespace.
pub(super) fn configuration(catalog: &Catalog) -> Value {
    let uses = |exporter| catalog.metrics().iter().any(|metric| metric.exporter == exporter);
    let mut jobs = Vec::new();
    if uses(Exporter::Client) || uses(Exporter::Application) {
        jobs.push(job("clients", &[keep("__meta_kubernetes_pod_container_port_name", CLIENT_PORT)]));
    }
    if uses(Exporter::KafkaExporter) || uses(Exporter::Jmx) {
        let ours = keep("__meta_kubernetes_pod_label_strimzi_io_cluster", &strimzi::cluster_name(catalog));
        jobs.push(job("brokers", &[ours, keep("__meta_kubernetes_pod_container_port_name", EXPORTER_PORT)]));
    }
    if uses(Exporter::NodeExporter) {
        jobs.push(job(
            "nodes",
            &[keep("__meta_kubernetes_pod_label_app_kubernetes_io_name", "node-exporter")],
        ));
    }
    let mut configuration = json!({"global": {"scrape_interval": INTERVAL, "evaluation_interval": INTERVAL}});
    if !catalog.alerts().is_empty() {
        configuration["rule_files"] = json!(["rules.yaml"]);
    }
    configuration["scrape_configs"] = jobs.into();
    configuration
}

fn job(name: &str, relabel: &[Value]) -> Value {
    let pod = json!({"source_labels": ["__meta_kubernetes_pod_name"], "target_label": "pod"});
    let relabel: Vec<&Value> = relabel.iter().chain([&pod]).collect();
    json!({
        "job_name": name,
        "kubernetes_sd_configs": [{"role": "pod", "namespaces": {"own_namespace": true}}],
        "relabel_configs": relabel,
    })
}

fn keep(label: &str, value: &str) -> Value {
    json!({"source_labels": [label], "regex": value.replace('.', "\\."), "action": "keep"})
}
