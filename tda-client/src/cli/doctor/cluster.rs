//! Checks of the cluster: who answers, what it can do, and whether the catalog's topics are there.

use std::time::Duration;

use tda_events::{Catalog, ErrorKind, Topic};

use super::report::Finding;
use crate::{
    admin::{ConfigResource, TopicDescription},
    blocking::Admin,
    config::{ClientConfig, GroupProtocol},
    transport::{ApiVersions, Connection, api_versions},
};

/// How long a broker is asked what it can do.
const PROBE_PATIENCE: Duration = Duration::from_secs(3);

/// Topics that one request asks about.
const TOPICS_PER_REQUEST: usize = 200;

/// Numbers of interfaces in Kafka's protocol.
const PRODUCE: i16 = 0;
const INIT_PRODUCER_ID: i16 = 22;
const CONSUMER_GROUP_HEARTBEAT: i16 = 68;

/// Highest version of `Produce` by the release that brought it.
const RELEASES: [(i16, &str); 8] =
    [(13, "4.1"), (12, "4.0"), (11, "3.8"), (10, "3.7"), (9, "2.8"), (8, "2.4"), (7, "2.1"), (5, "1.0")];

/// Brokers, and which of them decides.
pub(super) fn brokers(admin: &Admin) -> Finding {
    const CHECK: &str = "brokers";
    match admin.describe_cluster() {
        Err(error) => Finding::of_error(CHECK, &error),
        Ok(cluster) => {
            let brokers: Vec<_> = cluster
                .brokers
                .iter()
                .map(|broker| format!("{} at {}:{}", broker.id, broker.host, broker.port))
                .collect();
            let message = format!("cluster {}, {}", cluster.cluster_id, brokers.join(", "));
            match cluster.controller {
                Some(_) => Finding::fine(CHECK, message),
                None => Finding::warning(
                    CHECK,
                    format!("{message}; no controller"),
                    "topics cannot be changed until the controllers' quorum is back",
                ),
            }
        }
    }
}

/// The release, and whether it can do what the configuration asks for.
pub(super) fn versions(connection: &Connection) -> Finding {
    match api_versions(connection, PROBE_PATIENCE) {
        Err(error) => Finding::of_error("version", &error),
        Ok(versions) if versions.is_empty() => {
            Finding::skipped("version", "the broker did not tell its interfaces in time")
        }
        Ok(versions) => judge_versions(&versions, connection.config().group_protocol),
    }
}

fn judge_versions(versions: &ApiVersions, protocol: GroupProtocol) -> Finding {
    const CHECK: &str = "version";
    let produce = versions.get(&PRODUCE).map_or(0, |(_, high)| *high);
    let release =
        RELEASES.iter().find(|(version, _)| produce >= *version).map_or("before 1.0", |(_, name)| name);
    let has = |interface: i16| versions.contains_key(&interface);
    let message = format!(
        "Kafka {release} or newer; transactions: {}; group_protocol=consumer: {}",
        if has(INIT_PRODUCER_ID) { "yes" } else { "no" },
        if has(CONSUMER_GROUP_HEARTBEAT) { "yes" } else { "no" },
    );
    if !has(INIT_PRODUCER_ID) {
        let advice = "publishing is idempotent and needs Kafka 0.11 or newer";
        return Finding::fault(CHECK, ErrorKind::Config, message, advice);
    }
    if protocol == GroupProtocol::Consumer && !has(CONSUMER_GROUP_HEARTBEAT) {
        let advice = "set group_protocol=classic (KAFKA_GROUP_PROTOCOL), or upgrade the brokers to 4.0";
        return Finding::fault(CHECK, ErrorKind::Config, message, advice);
    }
    Finding::fine(CHECK, message)
}

/// A topic of the catalog beside its name on the cluster.
pub(super) fn catalog_topics(config: &ClientConfig) -> Vec<(&Topic, String)> {
    config.catalog().all_topics().map(|topic| (topic, config.physical_topic(topic.name()))).collect()
}

/// Missing topics, others with other sizes or settings.
pub(super) fn topics(admin: &Admin, config: &ClientConfig) -> Vec<Finding> {
    const CHECK: &str = "topics";
    let known = match admin.list_topics() {
        Ok(known) => known,
        Err(error) => return vec![Finding::of_error(CHECK, &error)],
    };
    let wanted = catalog_topics(config);
    let (present, missing): (Vec<_>, Vec<_>) =
        wanted.iter().partition(|(_, name)| known.iter().any(|(known, _)| known == name));
    let mut findings = Vec::new();
    if !missing.is_empty() {
        findings.push(missing_topics(config, &missing, wanted.len()));
    }
    let names: Vec<_> = present.iter().map(|(_, name)| name.clone()).collect();
    for chunk in names.chunks(TOPICS_PER_REQUEST) {
        match admin.describe_topics(chunk) {
            Err(error) => findings.push(Finding::of_error(CHECK, &error)),
            Ok(items) => {
                for item in items {
                    let topic = present.iter().find(|(_, name)| *name == item.name).map(|(topic, _)| *topic);
                    match (item.outcome, topic) {
                        (Ok(description), Some(topic)) => findings.extend(size(config, topic, &description)),
                        (Err(error), _) => findings.push(Finding::of_error(CHECK, &error)),
                        (Ok(_), None) => {}
                    }
                }
            }
        }
        findings.extend(settings(admin, config, &present, chunk));
    }
    if findings.is_empty() {
        let environment = config.environment.name();
        let message = format!("all {} are there, as {environment} wants them", wanted.len());
        findings.push(Finding::fine(CHECK, message));
    }
    findings
}

fn missing_topics(config: &ClientConfig, missing: &[&(&Topic, String)], wanted: usize) -> Finding {
    let names: Vec<_> = missing.iter().map(|(_, name)| name.as_str()).collect();
    let system = config.catalog().system();
    let message =
        format!("{} of {wanted} of catalog {system} are missing: {}", names.len(), names.join(", "));
    let prefix = config.catalog().prefix(config.environment);
    let advice = if names.len() == wanted {
        format!(
            "create them (tda topics apply --env {}), or check KAFKA_TOPIC_PREFIX: {} calls them {prefix}...",
            config.environment.name(),
            config.environment.name(),
        )
    } else {
        format!("tda topics apply --env {}", config.environment.name())
    };
    Finding::fault("topics", ErrorKind::NotFound, message, advice)
}

/// Partitions, copies and leaders of a topic that is there.
fn size(config: &ClientConfig, topic: &Topic, is: &TopicDescription) -> Vec<Finding> {
    const CHECK: &str = "topics";
    let mut findings = Vec::new();
    let shall = usize::try_from(topic.partitions(config.environment)).unwrap_or(usize::MAX);
    let (name, partitions) = (&is.name, is.partitions.len());
    if partitions != shall {
        let message = format!("{name} has {partitions} partitions, the catalog wants {shall}");
        findings.push(Finding::warning(
            CHECK,
            message,
            "more partitions move keys: drain the topic, then tda topics apply; fewer is a new topic",
        ));
    }
    let shall = usize::from(topic.replication_factor(config.environment));
    if is.replication_factor() != shall {
        let message = format!("{name} has {} copies, the catalog wants {shall}", is.replication_factor());
        findings.push(Finding::warning(CHECK, message, "kafka-reassign-partitions moves and adds copies"));
    }
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

/// Settings that the catalog names and the cluster has otherwise.
fn settings(
    admin: &Admin,
    config: &ClientConfig,
    present: &[&(&Topic, String)],
    names: &[String],
) -> Vec<Finding> {
    const CHECK: &str = "topics";
    let resources: Vec<_> = names.iter().cloned().map(ConfigResource::Topic).collect();
    let items = match admin.describe_configs(&resources) {
        Ok(items) => items,
        Err(error) => return vec![Finding::of_error(CHECK, &error)],
    };
    let mut findings = Vec::new();
    for item in items {
        let Some((topic, name)) = present.iter().find(|(_, name)| *name == item.name) else { continue };
        let entries = match item.outcome {
            Ok(entries) => entries,
            Err(error) => {
                findings.push(Finding::of_error(CHECK, &error));
                continue;
            }
        };
        let differs = |(key, shall): &&(String, String)| {
            let is = entries.iter().find(|entry| entry.name == *key).and_then(|entry| entry.value.as_deref());
            !is.is_some_and(|is| same_list(is, shall))
        };
        let wanted = topic.config(config.environment);
        let differing: Vec<_> =
            wanted.iter().filter(differs).map(|(key, shall)| format!("{key} is not {shall}")).collect();
        if !differing.is_empty() {
            let message = format!("{name}: {}", differing.join(", "));
            let advice = format!("tda topics apply --env {}", config.environment.name());
            findings.push(Finding::warning(CHECK, message, advice));
        }
    }
    findings
}

/// Lists of words in any order.
fn same_list(is: &str, shall: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<_> = text.split(',').map(|word| word.trim().to_ascii_lowercase()).collect();
        words.sort_unstable();
        words
    };
    let numbers = is.parse::<f64>().ok().zip(shall.parse::<f64>().ok());
    numbers.map_or_else(|| words(is) == words(shall), |(is, shall)| is.total_cmp(&shall).is_eq())
}

/// Whether the group may be looked at, and under KIP-848 has its settings on the broker.
pub(super) fn group(admin: &Admin, config: &ClientConfig) -> Finding {
    const CHECK: &str = "group";
    let Some(group) = &config.group else {
        return Finding::skipped(CHECK, "no group is configured (KAFKA_CONSUMER_GROUP)");
    };
    if let Err(error) = admin.group_offsets(group) {
        return Finding::of_error(CHECK, &error);
    }
    let wanted = config.group_settings_on_broker(group);
    if config.group_protocol == GroupProtocol::Classic || wanted.is_empty() {
        return Finding::fine(CHECK, format!("{group} may be joined as far as can be seen"));
    }
    let resource = ConfigResource::Group(group.clone());
    let entries = admin.describe_configs(std::slice::from_ref(&resource));
    let entries = entries.ok().and_then(|mut items| items.pop()).and_then(|item| item.outcome.ok());
    let Some(entries) = entries else {
        return Finding::skipped(CHECK, format!("the settings of {group} on the broker may not be read"));
    };
    let differing: Vec<_> = wanted
        .iter()
        .filter(|(key, shall)| {
            !entries.iter().any(|entry| entry.name == *key && entry.value.as_ref() == Some(shall))
        })
        .map(|(key, shall)| format!("{key}={shall}"))
        .collect();
    if differing.is_empty() {
        return Finding::fine(CHECK, format!("{group} has the catalog's settings on the broker"));
    }
    let change = format!(
        "kafka-configs --alter --entity-type groups --entity-name {group} --add-config {}",
        differing.join(",")
    );
    Finding::warning(CHECK, format!("{group} lacks {} on the broker", differing.join(", ")), change)
}

/// Whether the environment's names are those that clients use.
pub(super) fn names(config: &ClientConfig) -> Finding {
    const CHECK: &str = "names";
    let catalog: &Catalog = config.catalog();
    let (is, shall) = (config.effective_topic_prefix(), catalog.prefix(config.environment));
    if is == shall {
        return Finding::fine(CHECK, format!("topics begin with `{is}`"));
    }
    Finding::warning(
        CHECK,
        format!("topics begin with `{is}`, and with `{shall}` in {}", config.environment.name()),
        format!("set KAFKA_TOPIC_PREFIX={shall}, or another TDA_ENVIRONMENT, unless it is meant so"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_follows_from_interfaces() {
        let old = ApiVersions::from([(PRODUCE, (0, 9)), (INIT_PRODUCER_ID, (0, 4))]);
        let finding = judge_versions(&old, GroupProtocol::Classic);
        assert!(finding.message.starts_with("Kafka 2.8 or newer") && finding.advice.is_none(), "{finding:?}");
        assert!(judge_versions(&old, GroupProtocol::Consumer).advice.is_some());
        let new = ApiVersions::from([
            (PRODUCE, (3, 13)),
            (INIT_PRODUCER_ID, (0, 5)),
            (CONSUMER_GROUP_HEARTBEAT, (0, 1)),
        ]);
        assert!(judge_versions(&new, GroupProtocol::Consumer).message.starts_with("Kafka 4.1"));
        assert!(
            judge_versions(&ApiVersions::from([(PRODUCE, (0, 2))]), GroupProtocol::Classic).advice.is_some()
        );
    }

    #[test]
    fn values_are_compared_as_brokers_spell_them() {
        assert!(same_list("delete, compact", "compact,delete") && same_list("0.10", "0.1"));
        assert!(!same_list("1", "2") && !same_list("compact", "compact,delete"));
    }
}
