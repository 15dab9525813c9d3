//! Metrics, alerts and dashboards.

use super::super::format::{ALERT, CONDITION, DASHBOARD, METRIC, PANEL, Section};
use super::super::node::{Fields, Node, Problems};
use super::super::watch::{
    Alert, Condition, Dashboard, Exporter, Function, Metric, MetricKind, Panel, Query, Severity,
};
use super::{integer, word};

pub(super) fn metrics(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for (name, node) in fields.read("metrics", problems, Node::entries) {
        metrics.extend(metric(name, &node, problems));
    }
    metrics
}

fn metric(name: String, node: &Node<'_>, problems: &mut Problems) -> Option<Metric> {
    let fields = node.fields(&METRIC, problems);
    if !is_metric_name(&name, true) {
        problems.push(node, format!("metric names are letters, digits, _ and :, got {name:?}"));
    }
    let kind = word(&fields, &METRIC, "type", problems).and_then(MetricKind::from_name);
    let labels = fields.texts("labels", problems);
    if let Some(label) = labels.iter().find(|label| !is_metric_name(label, false)) {
        problems.push(node, format!("label names are letters, digits and _, got {label:?}"));
    }
    let buckets: Vec<f64> = fields.read("buckets", problems, |node, problems| {
        node.items(problems).iter().filter_map(|item| item.number(problems)).collect()
    });
    if let Some(node) = fields.get("buckets") {
        if kind != Some(MetricKind::Histogram) {
            problems.push(node, "only histograms have buckets");
        }
        if buckets.windows(2).any(|pair| matches!(pair, [low, high] if low >= high)) {
            problems.push(node, "expected rising numbers");
        }
    }
    let exporter = word(&fields, &METRIC, "exporter", problems).and_then(Exporter::from_name);
    Some(Metric {
        name,
        summary: fields.words("summary", problems),
        kind: kind?,
        labels,
        buckets,
        exporter: exporter.unwrap_or(Exporter::Client),
    })
}

/// Names as Prometheus takes them; a colon only in those of metrics.
fn is_metric_name(name: &str, colon: bool) -> bool {
    let first = name.bytes().next().is_some_and(|first| !first.is_ascii_digit());
    first && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || colon && byte == b':')
}

pub(super) fn alerts(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Alert> {
    let mut alerts = Vec::new();
    for (name, node) in fields.read("alerts", problems, Node::entries) {
        let fields = node.fields(&ALERT, problems);
        let severity = word(&fields, &ALERT, "severity", problems).and_then(Severity::from_name);
        let mut when = Vec::new();
        for item in fields.read("when", problems, Node::items) {
            when.extend(condition(&item, problems));
        }
        if when.is_empty() && problems.is_empty() {
            problems.push(&node, "expected at least one condition under when");
        }
        let Some(severity) = severity else { continue };
        let for_seconds = integer(&fields, &ALERT, "for_seconds", problems).unwrap_or_default();
        alerts.push(Alert { name, summary: fields.words("summary", problems), severity, for_seconds, when });
    }
    alerts
}

fn condition(node: &Node<'_>, problems: &mut Problems) -> Option<Condition> {
    let fields = node.fields(&CONDITION, problems);
    let query = query(node, &fields, &CONDITION, problems);
    let above = fields.get("above").and_then(|node| node.number(problems));
    let below = fields.get("below").and_then(|node| node.number(problems));
    if query.function != Function::Absent && fields.get("above").is_none() && fields.get("below").is_none() {
        problems.push(node, "expected the field above or below");
    }
    Some(Condition { query, above, below })
}

fn query(node: &Node<'_>, fields: &Fields<'_>, section: &Section, problems: &mut Problems) -> Query {
    let function = word(fields, section, "function", problems).and_then(Function::from_name);
    let function = function.unwrap_or(Function::Value);
    let quantile = fields.get("quantile").and_then(|node| node.number(problems));
    if let Some(node) = fields.get("quantile")
        && quantile.is_some_and(|quantile| !(0.0..=1.0).contains(&quantile))
    {
        problems.push(node, "expected a number 0..=1");
    }
    let windowed = matches!(function, Function::Rate | Function::Increase | Function::Quantile);
    if windowed && fields.get("window_seconds").is_none() {
        problems.push(node, format!("{} needs the field window_seconds", function.name()));
    }
    if (function == Function::Quantile) != fields.get("quantile").is_some() {
        problems.push(node, "expected the field quantile with the function quantile, and only there");
    }
    Query {
        metric: fields.words("metric", problems),
        function,
        quantile,
        window_seconds: integer(fields, section, "window_seconds", problems),
        labels: fields.read("labels", problems, super::settings),
        by: fields.texts("by", problems),
    }
}

pub(super) fn dashboards(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Dashboard> {
    let mut dashboards = Vec::new();
    for (name, node) in fields.read("dashboards", problems, Node::entries) {
        let fields = node.fields(&DASHBOARD, problems);
        let mut panels = Vec::new();
        for item in fields.read("panels", problems, Node::items) {
            let fields = item.fields(&PANEL, problems);
            let query = query(&item, &fields, &PANEL, problems);
            panels.push(Panel { title: fields.words("title", problems), query });
        }
        let (title, summary) = (fields.words("title", problems), fields.words("summary", problems));
        dashboards.push(Dashboard { name, title, summary, panels });
    }
    dashboards
}
