//! The catalog's topics on a cluster, where they are missing.

use super::{Admin, NewTopic};
use crate::{config::ClientConfig, error::Error};

/// What [`ensure_topics`] found and did, by physical names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicsReport {
    /// Topics that were missing and have been created.
    pub created: Vec<String>,
    /// Topics that were there; nothing of them was changed.
    pub present: Vec<String>,
}

/// Creates the topics of the `tda` catalog and their dead-letter topics where they are missing, with the
/// partitions, replication and settings of the configured environment.
///
/// # Errors
/// [`Error::Unreachable`], [`Error::Unauthorized`], or [`Error::Refused`] naming the topic that the broker refuses
/// (such as a replication factor above the number of brokers).
pub async fn ensure_topics(config: &ClientConfig) -> Result<TopicsReport, Error> {
    let admin = Admin::connect(config).await?;
    let known = admin.list_topics().await?;
    let is_known = |name: &str| known.iter().any(|(topic, _)| topic == name);
    let (present, missing): (Vec<_>, Vec<_>) =
        wanted(config).into_iter().partition(|topic| is_known(&topic.name));
    let mut created = Vec::with_capacity(missing.len());
    for topic in admin.create_topics(&missing).await? {
        topic.outcome?;
        created.push(topic.name);
    }
    Ok(TopicsReport { created, present: present.into_iter().map(|topic| topic.name).collect() })
}

fn wanted(config: &ClientConfig) -> Vec<NewTopic> {
    let environment = config.environment;
    let number = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    config
        .catalog()
        .all_topics()
        .map(|topic| NewTopic {
            name: config.physical_topic(topic.name()),
            partitions: number(topic.partitions(environment)),
            replication_factor: i32::from(topic.replication_factor(environment)),
            config: topic.config(environment).to_vec(),
        })
        .collect()
}
