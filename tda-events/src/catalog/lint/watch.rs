//! Rules of metrics, alerts and dashboards.

use super::Found;
use crate::catalog::exporters;
use crate::catalog::model::Catalog;
use crate::catalog::place::{child_path, path};
use crate::catalog::watch::{Exporter, Metric, MetricKind};

fn is_exported(catalog: &Catalog, name: &str) -> bool {
    catalog.metrics().iter().any(|metric| metric.name == name)
}

pub(super) fn alert_without_metric(catalog: &Catalog, found: &mut Found) {
    for alert in catalog.alerts() {
        for (index, condition) in alert.when.iter().enumerate() {
            if !is_exported(catalog, &condition.query.metric) {
                let when = child_path(&path(&["alerts", &alert.name]), "when");
                found.at(
                    format!("{when}[{index}].metric"),
                    format!("nobody exports {}", condition.query.metric),
                );
            }
        }
    }
}

pub(super) fn panel_without_metric(catalog: &Catalog, found: &mut Found) {
    for dashboard in catalog.dashboards() {
        for (index, panel) in dashboard.panels.iter().enumerate() {
            if !is_exported(catalog, &panel.query.metric) {
                let panels = child_path(&path(&["dashboards", &dashboard.name]), "panels");
                found.at(
                    format!("{panels}[{index}].metric"),
                    format!("nobody exports {}", panel.query.metric),
                );
            }
        }
    }
}

pub(super) fn alert_without_duration(catalog: &Catalog, found: &mut Found) {
    for alert in catalog.alerts().iter().filter(|alert| alert.for_seconds == 0) {
        found.at(path(&["alerts", &alert.name]), "the alert fires at the first sample");
    }
}

pub(super) fn counter_name(catalog: &Catalog, found: &mut Found) {
    let ours = |metric: &&Metric| matches!(metric.exporter, Exporter::Application | Exporter::Client);
    for metric in catalog.metrics().iter().filter(ours) {
        if (metric.kind == MetricKind::Counter) != metric.name.ends_with("_total") {
            let kind = metric.kind.name();
            found.at(path(&["metrics", &metric.name]), format!("{} is a {kind}", metric.name));
        }
    }
}

pub(super) fn metric_not_exported(catalog: &Catalog, found: &mut Found) {
    for metric in catalog.metrics() {
        if let Some(fault) = exporters::fault(metric) {
            found.at(path(&["metrics", &metric.name]), fault);
        }
    }
}

pub(super) fn metric_unused(catalog: &Catalog, found: &mut Found) {
    // Programs export theirs anyway; an exporter is started for its metrics.
    let beside = |metric: &&Metric| !matches!(metric.exporter, Exporter::Application | Exporter::Client);
    for metric in catalog.metrics().iter().filter(beside) {
        let alerts = catalog.alerts().iter().flat_map(|alert| &alert.when).map(|condition| &condition.query);
        let panels =
            catalog.dashboards().iter().flat_map(|dashboard| &dashboard.panels).map(|panel| &panel.query);
        if !alerts.chain(panels).any(|query| query.metric == metric.name) {
            found.at(path(&["metrics", &metric.name]), format!("nothing asks {}", metric.name));
        }
    }
}
