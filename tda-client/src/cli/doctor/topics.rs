//! Checks of the catalog's topics: missing, of other sizes or settings, without leaders, behind.

use tda_events::ErrorKind;

use super::{super::cluster_topics::ClusterTopics, report::Finding};
use crate::{
    admin::{TopicDescription, TopicNote, TopicStep, WantedTopic, plan_topics},
    blocking::Admin,
    config::ClientConfig,
};

const CHECK: &str = "topics";

pub(super) fn topics(admin: &Admin, config: &ClientConfig) -> Vec<Finding> {
    let environment = config.environment;
    let wanted: Vec<_> = config
        .catalog()
        .all_topics()
        .map(|topic| WantedTopic::of(topic, environment, config.physical_topic(topic.name())))
        .collect();
    let on_cluster = match ClusterTopics::beside(&wanted, admin) {
        Ok(on_cluster) => on_cluster,
        Err(error) => return vec![Finding::of_error(CHECK, &error)],
    };
    let plan = plan_topics(&wanted, &on_cluster.present, |_| false);
    let mut missing = Vec::new();
    let mut findings = Vec::new();
    for step in &plan.steps {
        match step {
            TopicStep::Create(topic) => missing.push(topic.name.as_str()),
            TopicStep::AddPartitions { topic, is, shall, .. } => {
                findings.push(partitions(topic, *is, *shall));
            }
            TopicStep::SetConfigs { topic, differences } => {
                let differing: Vec<_> =
                    differences.iter().map(|one| format!("{} is not {}", one.name, one.shall)).collect();
                let message = format!("{topic}: {}", differing.join(", "));
                findings.push(Finding::warning(CHECK, message, apply(config)));
            }
        }
    }
    if !missing.is_empty() {
        findings.insert(0, missing_topics(config, &missing, wanted.len()));
    }
    findings.extend(plan.notes.iter().filter_map(noted));
    findings.extend(on_cluster.described.iter().flat_map(health));
    if findings.is_empty() {
        let message = format!("all {} are there, as {} wants them", wanted.len(), environment.name());
        findings.push(Finding::fine(CHECK, message));
    }
    findings
}

fn apply(config: &ClientConfig) -> String {
    format!("tda topics apply --env {}", config.environment.name())
}

fn missing_topics(config: &ClientConfig, missing: &[&str], wanted: usize) -> Finding {
    let system = config.catalog().system();
    let message =
        format!("{} of {wanted} of catalog {system} are missing: {}", missing.len(), missing.join(", "));
    let mut advice = apply(config);
    if missing.len() == wanted {
        let (environment, prefix) = (config.environment.name(), config.catalog().prefix(config.environment));
        advice = format!(
            "create them ({advice}), or check KAFKA_TOPIC_PREFIX: {environment} calls them {prefix}..."
        );
    }
    Finding::fault(CHECK, ErrorKind::NotFound, message, advice)
}

fn partitions(topic: &str, is: i32, shall: i32) -> Finding {
    Finding::warning(
        CHECK,
        format!("{topic} has {is} partitions, the catalog wants {shall}"),
        "more partitions move keys: drain the topic, then tda topics apply; fewer is a new topic",
    )
}

fn noted(note: &TopicNote) -> Option<Finding> {
    match note {
        TopicNote::Replication { topic, is, shall } => Some(Finding::warning(
            CHECK,
            format!("{topic} has {is} copies, the catalog wants {shall}"),
            "kafka-reassign-partitions moves and adds copies",
        )),
        TopicNote::TooManyPartitions { topic, is, shall } => Some(partitions(topic, *is, *shall)),
        // What a topic has besides is its owner's business.
        TopicNote::ExtraSetting { .. } | TopicNote::Unknown { .. } => None,
    }
}

/// Leaders and copies of a topic that is there.
fn health(is: &TopicDescription) -> Vec<Finding> {
    let mut findings = Vec::new();
    let name = &is.name;
    let headless: Vec<_> = is.partitions.iter().filter(|partition| partition.leader.is_none()).collect();
    if let Some(first) = headless.first() {
        let message = format!("{name}[{}] and {} more have no leader", first.partition, headless.len() - 1);
        let advice = "bring back one of the brokers that hold it; until then it is neither read nor written";
        findings.push(Finding::fault(CHECK, ErrorKind::Unreachable, message, advice));
    }
    let behind = is.partitions.iter().filter(|partition| partition.in_sync.len() < partition.replicas.len());
    let behind = behind.count();
    if behind > 0 {
        let message = format!("{name}: copies of {behind} partitions are behind");
        findings.push(Finding::warning(CHECK, message, "see which broker is down or slow"));
    }
    findings
}
