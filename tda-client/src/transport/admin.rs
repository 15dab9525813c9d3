//! Creating topics on a real cluster.

use std::time::Duration;

use rdkafka::{
    admin::{AdminClient, AdminOptions, NewTopic, TopicReplication},
    client::DefaultClientContext,
    types::RDKafkaErrorCode,
};

use super::connection::Connection;
use crate::error::Error;

/// A topic as it shall be.
pub(crate) struct TopicToCreate {
    pub(crate) name: String,
    pub(crate) partitions: i32,
    pub(crate) replication: i32,
    pub(crate) config: Vec<(String, String)>,
}

/// Creates `topics`; one that somebody else created meanwhile is no failure.
pub(crate) async fn create_topics(connection: &Connection, topics: &[TopicToCreate]) -> Result<(), Error> {
    let waited = connection.config().connect_timeout;
    let translate = |error| connection.translate("creating topics", &error, waited);
    let admin: AdminClient<DefaultClientContext> = connection.properties().create().map_err(translate)?;
    let new: Vec<_> = topics.iter().map(new_topic).collect();
    let options = AdminOptions::new()
        .operation_timeout(Some(waited))
        .request_timeout(Some(waited + Duration::from_secs(1)));
    let results = admin.create_topics(&new, &options).await.map_err(translate)?;
    for result in results {
        if let Err((topic, code)) = result
            && code != RDKafkaErrorCode::TopicAlreadyExists
        {
            return Err(match code {
                RDKafkaErrorCode::TopicAuthorizationFailed | RDKafkaErrorCode::ClusterAuthorizationFailed => {
                    Error::Unauthorized { reason: format!("creating topic {topic}: {code}") }
                }
                _ => Error::config(topic, format!("the broker refuses the topic: {code}")),
            });
        }
    }
    Ok(())
}

fn new_topic(topic: &TopicToCreate) -> NewTopic<'_> {
    let new = NewTopic::new(&topic.name, topic.partitions, TopicReplication::Fixed(topic.replication));
    topic.config.iter().fold(new, |new, (key, value)| new.set(key, value))
}
