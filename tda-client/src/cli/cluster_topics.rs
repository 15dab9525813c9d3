//! The topics of a cluster, beside those that are wanted: what plans and the doctor compare.

use std::collections::BTreeMap;

use crate::{
    admin::{ConfigResource, PresentTopic, TopicDescription, WantedTopic},
    blocking::Admin,
    error::Error,
};

/// Topics that one request asks about.
const TOPICS_PER_REQUEST: usize = 200;

/// What a cluster has.
pub(super) struct ClusterTopics {
    /// All topics by name; those that are wanted with replicas and settings.
    pub(super) present: BTreeMap<String, PresentTopic>,
    /// Partitions, leaders and replicas of those that are wanted.
    pub(super) described: Vec<TopicDescription>,
}

impl ClusterTopics {
    pub(super) fn beside(wanted: &[WantedTopic], admin: &Admin) -> Result<Self, Error> {
        let listed = admin.list_topics()?.into_iter();
        let mut present: BTreeMap<_, _> = listed
            .map(|(name, partitions)| (name, PresentTopic { partitions, ..PresentTopic::default() }))
            .collect();
        let names = wanted.iter().map(|topic| topic.topic.name.clone());
        let names: Vec<_> = names.filter(|name| present.contains_key(name)).collect();
        let mut described = Vec::with_capacity(names.len());
        for names in names.chunks(TOPICS_PER_REQUEST) {
            for item in admin.describe_topics(names)? {
                let description = item.outcome?;
                if let Some(topic) = present.get_mut(&item.name) {
                    topic.replication_factor =
                        i32::try_from(description.replication_factor()).unwrap_or(i32::MAX);
                }
                described.push(description);
            }
            let resources: Vec<_> = names.iter().cloned().map(ConfigResource::Topic).collect();
            for item in admin.describe_configs(&resources)? {
                let config = item.outcome?;
                if let Some(topic) = present.get_mut(&item.name) {
                    topic.config = config;
                }
            }
        }
        Ok(Self { present, described })
    }
}
