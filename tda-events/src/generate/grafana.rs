//! Dashboards for Grafana, one file each; the data source is chosen at the top of the page.

use serde_json::{Value, json};

use super::kubernetes_name::kubernetes_names;
use super::promql::{self, Worst};
use super::{GeneratedFile, json as text};
use crate::catalog::{Catalog, Dashboard, Function, Panel};

/// Of Grafana 10 and later.
const SCHEMA_VERSION: u32 = 39;
/// Two panels stand side by side.
const PANEL_WIDTH: usize = 12;
const PANEL_HEIGHT: usize = 9;
/// Longest identity of a dashboard.
const UID_BYTES_MAX: usize = 40;

pub(super) fn dashboards(catalog: &Catalog) -> Vec<GeneratedFile> {
    let dashboards = catalog.dashboards();
    let names: Vec<&str> = dashboards.iter().map(|dashboard| dashboard.name.as_str()).collect();
    let names = kubernetes_names(&names);
    let file = |(board, name): (&Dashboard, &String)| GeneratedFile {
        path: format!("grafana/{name}.json"),
        text: text::document(&dashboard(catalog, board, name)),
    };
    dashboards.iter().zip(&names).map(file).collect()
}

fn dashboard(catalog: &Catalog, dashboard: &Dashboard, name: &str) -> Value {
    let panels: Vec<Value> =
        dashboard.panels.iter().enumerate().map(|(index, shown)| panel(catalog, shown, index)).collect();
    json!({
        "uid": uid(catalog, name),
        "title": format!("{}: {}", catalog.system(), dashboard.title),
        "description": dashboard.summary,
        "tags": ["kafka", catalog.system()],
        "timezone": "browser",
        "editable": true,
        "graphTooltip": 1,
        "time": {"from": "now-6h", "to": "now"},
        "refresh": "30s",
        "schemaVersion": SCHEMA_VERSION,
        "templating": {"list": [{
            "type": "datasource", "name": "datasource", "label": "Prometheus", "query": "prometheus",
        }]},
        "annotations": {"list": []},
        "panels": panels,
    })
}

/// What Grafana keeps a dashboard under: letters, digits, `-` and `_`.
fn uid(catalog: &Catalog, name: &str) -> String {
    let whole = kubernetes_names(&[&format!("{}-{name}", catalog.system())]).concat().replace('.', "-");
    whole[whole.len().saturating_sub(UID_BYTES_MAX)..].to_owned()
}

fn panel(catalog: &Catalog, panel: &Panel, index: usize) -> Value {
    let metric = catalog.metrics().iter().find(|metric| metric.name == panel.query.metric);
    let source = json!({"type": "prometheus", "uid": "${datasource}"});
    let legend: Vec<String> = panel.query.by.iter().map(|label| format!("{{{{{label}}}}}")).collect();
    let legend = if legend.is_empty() { panel.title.clone() } else { legend.join(" ") };
    json!({
        "type": "timeseries",
        "id": index + 1,
        "title": panel.title,
        "description": metric.map_or("", |metric| metric.summary.as_str()),
        "datasource": source,
        "gridPos": {
            "h": PANEL_HEIGHT, "w": PANEL_WIDTH,
            "x": index % 2 * PANEL_WIDTH, "y": index / 2 * PANEL_HEIGHT,
        },
        "targets": [{
            "expr": promql::query(&panel.query, Worst::Largest),
            "legendFormat": legend,
            "refId": "A",
            "datasource": source,
        }],
        "fieldConfig": {"defaults": {"unit": unit(panel), "min": 0}, "overrides": []},
    })
}

/// Grafana's name of what is counted.
fn unit(panel: &Panel) -> &'static str {
    let metric = panel.query.metric.trim_end_matches("_total");
    let unit = if metric.ends_with("_seconds") {
        "s"
    } else if metric.ends_with("_bytes") {
        "bytes"
    } else {
        "short"
    };
    match panel.query.function {
        Function::Rate if unit == "bytes" => "Bps",
        Function::Rate => "cps",
        _ => unit,
    }
}
