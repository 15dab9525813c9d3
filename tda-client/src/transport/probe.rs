//! A look at the cluster from a client that does nothing else: brokers, and the state of topics.

use std::{collections::BTreeMap, time::Duration};

use rdkafka::consumer::{BaseConsumer, Consumer as _};

use super::{
    connection::{Connection, Logs},
    credentials::Credentials,
};
use crate::error::Error;

/// What the cluster says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClusterView {
    /// `host:port` by id of the broker.
    pub(crate) brokers: BTreeMap<i32, String>,
    pub(crate) topics: BTreeMap<String, TopicView>,
}

/// Partitions of a topic that are not as they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TopicView {
    pub(crate) partitions: usize,
    /// Nobody can write to or read from these.
    pub(crate) leaderless: Vec<i32>,
    /// Of these a copy is missing.
    pub(crate) under_replicated: Vec<i32>,
}

/// How long one look at what happened to connections may take.
const SERVED_FOR: Duration = Duration::from_millis(20);

/// Asks the cluster.
pub(crate) struct Probe {
    /// Before the client: see there.
    _credentials: Credentials,
    inner: BaseConsumer<Logs>,
    connection: Connection,
}

impl Probe {
    pub(crate) fn new(connection: Connection) -> Result<Self, Error> {
        let logs = Logs::default();
        let trouble = logs.trouble.clone();
        let inner: BaseConsumer<_> = connection
            .make(&connection.consumer_properties(), logs)
            .map_err(|error| connection.translate("looking at the cluster", &error, Duration::ZERO))?;
        let credentials = Credentials::keep(inner.client(), &connection, &trouble)?;
        Ok(Self { _credentials: credentials, inner, connection })
    }

    /// Blocks up to the connect timeout of the configuration.
    pub(crate) fn look(&self) -> Result<ClusterView, Error> {
        // Transport failures of a first connection are tried again within the timeout.
        self.connection.metadata(self.inner.client(), || drop(self.inner.poll(SERVED_FOR)))?;
        let waited = self.connection.config().connect_timeout;
        let metadata = self
            .inner
            .fetch_metadata(None, waited)
            .map_err(|error| self.connection.translate("looking at the cluster", &error, waited))?;
        let brokers = metadata.brokers().iter();
        let topics = metadata.topics().iter().filter(|topic| topic.error().is_none());
        Ok(ClusterView {
            brokers: brokers
                .map(|broker| (broker.id(), format!("{}:{}", broker.host(), broker.port())))
                .collect(),
            topics: topics.map(|topic| (topic.name().to_owned(), view(topic))).collect(),
        })
    }
}

fn view(topic: &rdkafka::metadata::MetadataTopic) -> TopicView {
    let mut view = TopicView { partitions: topic.partitions().len(), ..TopicView::default() };
    for partition in topic.partitions() {
        if partition.leader() < 0 {
            view.leaderless.push(partition.id());
        } else if partition.isr().len() < partition.replicas().len() {
            view.under_replicated.push(partition.id());
        }
    }
    view
}
