//! The catalog's topics on a cluster.

use tda_events::Catalog;

use crate::{
    config::ClientConfig,
    error::Error,
    producer::run_blocking,
    transport::{Connection, RawProducer, TopicToCreate, create_topics},
};

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
/// [`Error::Unreachable`], [`Error::Unauthorized`], or [`Error::Config`] naming the topic that the broker refuses
/// (such as a replication factor above the number of brokers).
pub async fn ensure_topics(config: &ClientConfig) -> Result<TopicsReport, Error> {
    let for_metadata = config.clone();
    let (connection, known) = run_blocking("ensure_topics", move || {
        let raw = RawProducer::new(Connection::new(&for_metadata)?)?;
        let known = raw.metadata()?;
        Ok((raw.connection().clone(), known))
    })
    .await?;
    let (present, missing): (Vec<_>, Vec<_>) =
        wanted(config).into_iter().partition(|topic| known.contains_key(&topic.name));
    if !missing.is_empty() {
        create_topics(&connection, &missing).await?;
    }
    let names = |topics: Vec<TopicToCreate>| topics.into_iter().map(|topic| topic.name).collect();
    Ok(TopicsReport { created: names(missing), present: names(present) })
}

fn wanted(config: &ClientConfig) -> Vec<TopicToCreate> {
    let environment = config.environment;
    let number = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    Catalog::tda()
        .topics()
        .iter()
        .flat_map(|topic| std::iter::once(topic).chain(topic.dead_letter_topic()))
        .map(|topic| TopicToCreate {
            name: config.physical_topic(topic.name()),
            partitions: number(topic.partitions(environment)),
            replication: i32::from(topic.replication_factor(environment)),
            config: topic.config(environment).to_vec(),
        })
        .collect()
}
