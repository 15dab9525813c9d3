//! The exporters beside the brokers, where the catalog asks for what they export.

use serde_json::{Value, json};

use super::cluster;
use crate::catalog::exporters::JMX;
use crate::catalog::{Catalog, Exporter, Metric};
use crate::generate::yaml;

/// The file of rules inside their object.
const RULES: &str = "rules.yaml";

/// Adds the exporters to the `spec` of the cluster; gives the objects that they need.
pub(super) fn add(catalog: &Catalog, spec: &mut Value) -> Option<Value> {
    let of = |exporter| move |metric: &&Metric| metric.exporter == exporter;
    if catalog.metrics().iter().any(|metric| of(Exporter::KafkaExporter)(&metric)) {
        spec["kafkaExporter"] = json!({"topicRegex": ".*", "groupRegex": ".*"});
    }
    let jmx: Vec<&Metric> = catalog.metrics().iter().filter(of(Exporter::Jmx)).collect();
    if jmx.is_empty() {
        return None;
    }
    let name = format!("{}-jmx", cluster::name(catalog));
    spec["kafka"]["metricsConfig"] = json!({
        "type": "jmxPrometheusExporter",
        "valueFrom": {"configMapKeyRef": {"name": name, "key": RULES}},
    });
    Some(json!({
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": name},
        "data": {RULES: rules(&jmx)},
    }))
}

/// Only what is asked for: a broker has thousands of figures.
fn rules(metrics: &[&Metric]) -> String {
    let attribute = |metric: &&Metric| {
        let (_, attribute) = JMX.iter().find(|(known, _)| known.name == metric.name)?;
        let kind = metric.kind.name().to_ascii_uppercase();
        Some(json!({"pattern": attribute, "name": metric.name, "type": kind}))
    };
    let rules: Vec<Value> = metrics.iter().filter_map(attribute).collect();
    yaml::document(&json!({"lowercaseOutputName": true, "rules": rules}))
}
