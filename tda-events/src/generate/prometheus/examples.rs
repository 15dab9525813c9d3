//! For each alert series on which it fires, and series on which it does not, as `promtool test rules` reads them.

use serde_json::{Map, Value, json};

use super::{alert_name, annotations};
use crate::catalog::{Alert, Catalog, Condition, Function, Metric};
use crate::generate::{one_line, promql::quoted};

const INTERVAL_SECONDS: u64 = 15;
/// Longer than what holds must hold: rates need two samples, and rules are evaluated in turn.
const MARGIN_SECONDS: u64 = 60;
/// The value of a label that nothing is said of.
const ANY: &str = "x";
/// Observations of a histogram in an interval.
const OBSERVED: f64 = 30.0;

pub(super) fn tests(catalog: &Catalog) -> Value {
    let tests: Vec<Value> = catalog.alerts().iter().flat_map(|alert| examples(catalog, alert)).collect();
    json!({
        "rule_files": ["rules.yaml"],
        "evaluation_interval": format!("{INTERVAL_SECONDS}s"),
        "tests": tests,
    })
}

/// None where a condition can never, or must always, hold.
fn examples(catalog: &Catalog, alert: &Alert) -> Vec<Value> {
    let mut found = Vec::new();
    let holds: Option<Vec<_>> = alert.when.iter().map(|condition| series(catalog, condition, true)).collect();
    let Some(holds) = holds else { return found };
    found.push(example(catalog, alert, "fires", holds.concat(), true));
    if let Some(fails) = alert.when.first().and_then(|condition| series(catalog, condition, false)) {
        let silent = std::iter::once(fails).chain(holds.into_iter().skip(1)).collect::<Vec<_>>().concat();
        found.push(example(catalog, alert, "is silent", silent, false));
    }
    found
}

fn example(catalog: &Catalog, alert: &Alert, what: &str, mut series: Vec<Value>, fires: bool) -> Value {
    let seconds = held_seconds(alert);
    // Two conditions may ask the same metric.
    series.dedup();
    let expected =
        json!({"exp_labels": labels(catalog, alert), "exp_annotations": annotations(alert, one_line)});
    json!({
        "name": format!("{} {what}", alert_name(alert)),
        "interval": format!("{INTERVAL_SECONDS}s"),
        "input_series": series.into_iter().map(|series| lasting(series, seconds)).collect::<Vec<_>>(),
        "alert_rule_test": [{
            "eval_time": format!("{seconds}s"),
            "alertname": alert_name(alert),
            "exp_alerts": if fires { vec![expected] } else { Vec::new() },
        }],
    })
}

fn held_seconds(alert: &Alert) -> u64 {
    let window = alert.when.iter().filter_map(|condition| condition.query.window_seconds).max();
    window.unwrap_or_default() + alert.for_seconds + MARGIN_SECONDS
}

/// A series begins here with its pattern, such as `0+5`; how often it goes on follows from the time.
fn lasting(mut series: Value, seconds: u64) -> Value {
    let repeats = seconds.div_ceil(INTERVAL_SECONDS) + 1;
    if let Some(values) = series.get("values").and_then(Value::as_str) {
        let values = format!("{values}x{repeats}");
        series["values"] = values.into();
    }
    series
}

/// Labels of the alert that fires: its own, and those that its first condition keeps apart.
fn labels(catalog: &Catalog, alert: &Alert) -> Value {
    let mut labels = Map::new();
    if let Some(condition) = alert.when.first() {
        let query = &condition.query;
        let kept: Vec<&String> = match query.function {
            Function::Absent => query.labels.iter().map(|(name, _)| name).collect(),
            _ => query.by.iter().collect(),
        };
        for name in kept {
            let value = query.labels.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            labels.insert(name.clone(), value.unwrap_or(ANY).into());
        }
    }
    labels.insert("severity".into(), alert.severity.name().into());
    labels.insert("system".into(), catalog.system().into());
    Value::Object(labels)
}

/// Series on which the condition holds, or does not.
fn series(catalog: &Catalog, condition: &Condition, holds: bool) -> Option<Vec<Value>> {
    let query = &condition.query;
    let metric = catalog.metrics().iter().find(|metric| metric.name == query.metric)?;
    let one = |values: String| vec![line(metric, condition, "", None, &values)];
    let per_interval = INTERVAL_SECONDS as f64;
    match query.function {
        Function::Absent if holds => Some(Vec::new()),
        Function::Absent => Some(one("1+0".into())),
        Function::Value => Some(one(format!("{}+0", figure(condition, holds)?))),
        Function::Rate => Some(one(format!("0+{}", grown(condition, holds)? * per_interval))),
        Function::Increase => {
            let window = query.window_seconds.unwrap_or(1).max(1) as f64;
            Some(one(format!("0+{}", grown(condition, holds)? * per_interval / window)))
        }
        Function::Quantile => {
            let bounds = &metric.buckets;
            // All observations lie in one bucket: the first, or the first that begins at the bound or beyond it.
            let slow = bounds.iter().position(|bound| Some(*bound) > condition.above.or(condition.below))?;
            let at = if holds == condition.above.is_some() { slow } else { 0 };
            if at == 0 && slow == 0 {
                return None;
            }
            let bucket = |(index, bound): (usize, &f64)| {
                let rate = if index >= at { OBSERVED } else { 0.0 };
                line(metric, condition, "_bucket", Some(bound.to_string()), &format!("0+{rate}"))
            };
            let all = line(metric, condition, "_bucket", Some("+Inf".into()), &format!("0+{OBSERVED}"));
            Some(bounds.iter().enumerate().map(bucket).chain([all]).collect())
        }
    }
}

/// A value on that side of the bounds; the bound itself is outside.
fn figure(condition: &Condition, holds: bool) -> Option<f64> {
    match (condition.above, condition.below, holds) {
        (Some(above), Some(below), true) => (above < below).then(|| f64::midpoint(above, below)),
        (Some(above), None, true) => Some(above + 1.0),
        (None, Some(below), true) => Some(below - 1.0),
        (Some(above), _, false) => Some(above),
        (None, Some(below), false) => Some(below),
        (None, None, _) => None,
    }
}

/// The same for what only grows; with room, since Prometheus extrapolates.
fn grown(condition: &Condition, holds: bool) -> Option<f64> {
    match (condition.above, condition.below, holds) {
        (Some(above), Some(below), true) => (above < below).then(|| f64::midpoint(above, below)),
        (Some(above), None, true) => Some(above.max(0.0) * 2.0 + 1.0),
        (None, Some(below), true) => (below > 0.0).then_some(0.0),
        (Some(above), _, false) => (above >= 0.0).then_some(above / 2.0),
        (None, Some(below), false) => Some(below.max(0.0) * 2.0 + 1.0),
        (None, None, _) => None,
    }
}

fn line(metric: &Metric, condition: &Condition, suffix: &str, le: Option<String>, values: &str) -> Value {
    let given = &condition.query.labels;
    let value = |name: &String| {
        let found = given.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        found.unwrap_or(ANY).to_owned()
    };
    let own = metric.labels.iter().map(|name| (name.clone(), value(name)));
    // A label that a scrape adds may be asked for as well.
    let more = given.iter().filter(|(name, _)| !metric.labels.contains(name)).cloned();
    let labels = own.chain(more).chain(le.map(|le| ("le".to_owned(), le)));
    let labels: Vec<String> = labels.map(|(name, value)| format!("{name}={}", quoted(&value))).collect();
    json!({"series": format!("{}{suffix}{{{}}}", metric.name, labels.join(",")), "values": values})
}
