//! Questions of a catalog in PromQL.

use crate::catalog::{Condition, Function, Query};

/// The worst of several series: the one that a comparison is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worst {
    Largest,
    Smallest,
}

/// All that must hold, as one expression: it has a value where it holds.
pub(super) fn all_of(conditions: &[Condition]) -> String {
    let mut text = String::new();
    for (index, condition) in conditions.iter().enumerate() {
        if index > 0 {
            let common = shared_labels(&conditions[0].query, &condition.query);
            text.push_str(&format!("\nand on ({}) ", common.join(", ")));
        }
        let holds = holds(condition);
        text.push_str(&if conditions.len() > 1 { format!("({holds})") } else { holds });
    }
    text
}

/// Two results belong together where the labels that both keep are the same.
fn shared_labels<'a>(first: &'a Query, second: &Query) -> Vec<&'a str> {
    first.by.iter().filter(|label| second.by.contains(label)).map(String::as_str).collect()
}

fn holds(condition: &Condition) -> String {
    let worst = if condition.below.is_some() { Worst::Smallest } else { Worst::Largest };
    let mut text = query(&condition.query, worst);
    // What never happened has no series, and no series is below nothing.
    let counts = matches!(condition.query.function, Function::Rate | Function::Increase);
    if condition.below.is_some() && counts && condition.query.by.is_empty() {
        text = format!("({text} or vector(0))");
    }
    for (sign, bound) in [(">", condition.above), ("<", condition.below)] {
        if let Some(bound) = bound {
            text.push_str(&format!(" {sign} {bound}"));
        }
    }
    text
}

/// The figure, or figures, that `query` asks for.
pub(super) fn query(query: &Query, worst: Worst) -> String {
    let by = by(&query.by);
    let series = |suffix: &str| selector(query, suffix);
    let window = query.window_seconds.unwrap_or_default();
    match query.function {
        Function::Absent => format!("absent({})", series("")),
        Function::Increase => format!("sum{by} (increase({}[{window}s]))", series("")),
        Function::Quantile => {
            let labels: Vec<&str> =
                std::iter::once("le").chain(query.by.iter().map(String::as_str)).collect();
            let quantile = query.quantile.unwrap_or_default();
            let rate = format!("rate({}[{window}s])", series("_bucket"));
            format!("histogram_quantile({quantile}, sum by ({}) ({rate}))", labels.join(", "))
        }
        Function::Rate => format!("sum{by} (rate({}[{window}s]))", series("")),
        Function::Value => {
            let function = if worst == Worst::Largest { "max" } else { "min" };
            format!("{function}{by} ({})", series(""))
        }
    }
}

fn by(labels: &[String]) -> String {
    if labels.is_empty() { String::new() } else { format!(" by ({})", labels.join(", ")) }
}

fn selector(query: &Query, suffix: &str) -> String {
    let labels: Vec<String> =
        query.labels.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
    let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
    format!("{}{suffix}{labels}", query.metric)
}

/// A text in PromQL's double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use crate::Catalog;

    use super::*;

    fn expression(alert: &str) -> String {
        let alert = Catalog::tda().alerts().iter().find(|known| known.name == alert).expect("known");
        all_of(&alert.when)
    }

    #[test]
    fn alerts_ask_what_people_would_ask() {
        assert_eq!(
            expression("consumer_lag_high"),
            "max by (consumer_group, topic) (tda_kafka_consumer_lag) > 1000"
        );
        assert_eq!(expression("broker_down"), "min (kafka_brokers) < 9");
        assert_eq!(
            expression("jobs_stuck"),
            "(sum (increase(tda_jobs_submitted_total[600s])) > 0)\n\
             and on () ((sum (increase(tda_jobs_completed_total[600s])) or vector(0)) < 1)"
        );
        assert_eq!(
            expression("producer_errors"),
            r#"sum (rate(tda_kafka_messages_produced_total{status="error"}[300s])) > 0.1"#
        );
        assert_eq!(
            expression("producer_latency_high"),
            "histogram_quantile(0.95, sum by (le) (rate(tda_kafka_producer_latency_seconds_bucket[300s]))) > 0.5"
        );
        assert_eq!(quoted("a\"\\\n"), r#""a\"\\\n""#);
    }
}
