//! Checks of the cluster: who answers, what it can do, and how the group fares.

use std::time::Duration;

use tda_events::{Catalog, ErrorKind};

use super::report::Finding;
use crate::{
    admin::ConfigResource,
    blocking::Admin,
    config::{ClientConfig, GroupProtocol},
    transport::{ApiVersions, Connection, api_versions},
};

/// How long a broker is asked what it can do.
const PROBE_PATIENCE: Duration = Duration::from_secs(3);

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
}
