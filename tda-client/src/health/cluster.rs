//! What an answer of the cluster, or its absence, says about brokers and topics.

use tda_events::Catalog;

use super::report::{ComponentHealth, Health};
use crate::{config::ClientConfig, error::Error, transport::ClusterView};

/// Names of topics that are told one by one.
const NAMED_MAX: usize = 5;

/// Brokers, and where they answered, topics. `seen_max` is the highest number of brokers seen so far.
pub(super) fn components(
    config: &ClientConfig,
    answer: &Result<ClusterView, Error>,
    seen_max: &mut usize,
) -> Vec<ComponentHealth> {
    let view = match answer {
        Ok(view) => view,
        Err(error) => return vec![ComponentHealth::new("brokers", Health::Unhealthy, error.to_string())],
    };
    let count = view.brokers.len();
    *seen_max = (*seen_max).max(count);
    let mut brokers = ComponentHealth::healthy("brokers");
    brokers.details.insert("count".into(), count.into());
    brokers.details.insert("addresses".into(), view.brokers.values().cloned().collect::<Vec<_>>().into());
    if count < *seen_max {
        brokers.worsen(Health::Degraded, format!("{count} of {seen_max} brokers answer"));
    }
    vec![brokers, topics(config, view)]
}

fn topics(config: &ClientConfig, view: &ClusterView) -> ComponentHealth {
    let mut health = ComponentHealth::healthy("topics");
    let wanted: Vec<String> =
        Catalog::tda().all_topics().map(|topic| config.physical_topic(topic.name())).collect();
    let missing: Vec<&str> =
        wanted.iter().filter(|name| !view.topics.contains_key(*name)).map(String::as_str).collect();
    let present = || view.topics.iter().filter(|(name, _)| wanted.contains(name));
    health.details.insert("present".into(), (wanted.len() - missing.len()).into());
    health.details.insert("missing".into(), missing.len().into());
    let leaderless: Vec<&str> =
        present().filter(|(_, topic)| !topic.leaderless.is_empty()).map(|(name, _)| name.as_str()).collect();
    let behind: usize = present().map(|(_, topic)| topic.under_replicated.len()).sum();
    if !leaderless.is_empty() {
        health.worsen(Health::Unhealthy, format!("partitions without a leader in {}", names(&leaderless)));
    }
    if !missing.is_empty() {
        health.worsen(Health::Degraded, format!("missing: {}", names(&missing)));
    }
    if behind > 0 {
        health.worsen(Health::Degraded, format!("{behind} partition(s) lack a copy"));
    }
    health
}

fn names(names: &[&str]) -> String {
    let told = names[..names.len().min(NAMED_MAX)].join(", ");
    match names.len().saturating_sub(NAMED_MAX) {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::TopicView;

    fn view(brokers: i32) -> ClusterView {
        let mut view = ClusterView::default();
        view.brokers.extend((0..brokers).map(|id| (id, format!("b{id}:9092"))));
        for topic in Catalog::tda().all_topics() {
            view.topics.insert(topic.name().to_owned(), TopicView { partitions: 1, ..TopicView::default() });
        }
        view
    }

    #[test]
    fn what_a_cluster_lacks_decides_how_it_is() {
        let config = ClientConfig::new("b0:9092");
        let mut seen = 0;
        let mut look = |view: ClusterView| {
            let found = components(&config, &Ok(view), &mut seen);
            (found[0].status, found[1].status, found[1].reasons.join("; "))
        };
        assert_eq!(look(view(3)), (Health::Healthy, Health::Healthy, String::new()));
        assert_eq!(look(view(2)).0, Health::Degraded);
        let mut one = view(3);
        one.topics.remove("tda_errors");
        assert_eq!(look(one), (Health::Healthy, Health::Degraded, "missing: tda_errors".into()));
        let mut two = view(3);
        two.topics.entry("tda_jobs".into()).or_default().under_replicated = vec![0, 1];
        assert_eq!(look(two).2, "2 partition(s) lack a copy");
        let mut three = view(3);
        three.topics.entry("tda_jobs".into()).or_default().leaderless = vec![0];
        assert_eq!(look(three).1, Health::Unhealthy);
    }

    #[test]
    fn a_cluster_that_does_not_answer_is_unhealthy() {
        let error = Error::Unauthorized { reason: "no".into() };
        let found = components(&ClientConfig::new("b:9092"), &Err(error), &mut 0);
        assert_eq!((found.len(), found[0].status), (1, Health::Unhealthy));
    }
}
