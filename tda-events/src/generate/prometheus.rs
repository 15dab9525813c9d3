//! Rules for Prometheus, tests of each rule, and what is to be scraped.

mod examples;
mod scrape;

use serde_json::{Map, Value, json};

use super::promql;
use super::{GeneratedFile, one_line, yaml};
use crate::catalog::{Alert, Catalog, Condition, Environment, Function};

pub(super) fn rules(catalog: &Catalog, environment: Environment) -> Vec<GeneratedFile> {
    let file = |name: &str, note: &str, document: &Value| GeneratedFile {
        path: format!("{}/prometheus/{name}.yaml", environment.name()),
        text: format!("{}{note}{}", header(catalog, environment), yaml::document(document)),
    };
    let mut files = vec![file("prometheus", "", &scrape::configuration(catalog))];
    if !catalog.alerts().is_empty() {
        let rules: Vec<Value> = catalog.alerts().iter().map(|alert| rule(catalog, alert)).collect();
        let group = json!({"groups": [{"name": one_line(catalog.system()), "rules": rules}]});
        files.push(file("rules", "", &group));
        let note = "#\n#   promtool test rules rules_test.yaml\n";
        files.push(file("rules_test", note, &examples::tests(catalog)));
    }
    files
}

fn header(catalog: &Catalog, environment: Environment) -> String {
    format!(
        "# {}, {}. Made by `tda generate` from the catalog: change that instead of this file.\n",
        one_line(catalog.system()),
        environment.name()
    )
}

fn rule(catalog: &Catalog, alert: &Alert) -> Value {
    let mut rule = json!({"alert": alert_name(alert), "expr": promql::all_of(&alert.when)});
    if alert.for_seconds > 0 {
        rule["for"] = json!(format!("{}s", alert.for_seconds));
    }
    rule["labels"] = json!({"severity": alert.severity.name(), "system": catalog.system()});
    rule["annotations"] = annotations(alert, escaped);
    rule
}

/// What people read: the same in every alert of the rule, so that it can be tested.
fn annotations(alert: &Alert, write: fn(&str) -> String) -> Value {
    let when: Vec<String> = alert.when.iter().map(words).collect();
    let mut text = Map::new();
    if !alert.summary.is_empty() {
        text.insert("summary".into(), write(&alert.summary).into());
    }
    text.insert("description".into(), write(&when.join(", and ")).into());
    Value::Object(text)
}

/// A condition in words.
fn words(condition: &Condition) -> String {
    let query = &condition.query;
    let figure = match (query.function, query.quantile) {
        (Function::Value, _) => query.metric.clone(),
        (Function::Quantile, Some(quantile)) => format!("quantile {quantile} of {}", query.metric),
        (function, _) => format!("{} of {}", function.name(), query.metric),
    };
    let above = condition.above.map(|bound| format!(" above {bound}"));
    let below = condition.below.map(|bound| format!(" below {bound}"));
    let window = query.window_seconds.map(|seconds| format!(" within {seconds} s"));
    format!(
        "{figure}{}{}{}",
        above.unwrap_or_default(),
        below.unwrap_or_default(),
        window.unwrap_or_default()
    )
}

/// `ConsumerLagHigh` of `consumer_lag_high`.
fn alert_name(alert: &Alert) -> String {
    let mut name = String::with_capacity(alert.name.len());
    for word in alert.name.split(|letter: char| !letter.is_alphanumeric()) {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    if name.is_empty() { "Alert".to_owned() } else { name }
}

/// As Prometheus expands templates: what looks like one is none.
fn escaped(text: &str) -> String {
    one_line(text).replace("{{", "{{ \"{{\" }}")
}
