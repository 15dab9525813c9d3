//! The lane of a record: its partition key, which on some topics is a part of the record key.

use std::{collections::HashMap, sync::Arc};

use tda_events::{Catalog, KeyRule, Topic};

use crate::{config::ClientConfig, transport::RawRecord};

/// Logical names by physical ones, those of retry topics included.
#[derive(Clone, Default)]
pub(super) struct Keys {
    logical: Arc<HashMap<String, String>>,
}

impl Keys {
    pub(super) fn new(config: &ClientConfig, catalog: &Catalog) -> Self {
        let names = catalog
            .topics()
            .iter()
            .map(|topic| (config.physical_topic(topic.name()), topic.name().to_owned()));
        Self { logical: Arc::new(names.collect()) }
    }

    /// What keeps the order of this record: `None` where it has no key.
    pub(super) fn lane(&self, record: &RawRecord, catalog: &Catalog) -> Option<Vec<u8>> {
        let key = record.key.as_deref()?;
        let topic = self.logical.get(&*record.topic).and_then(|logical| catalog.topic(logical));
        let part = topic.and_then(|topic| partition_key(topic, std::str::from_utf8(key).ok()?));
        Some(part.map_or_else(|| key.to_vec(), String::into_bytes))
    }
}

/// The partition key of a record whose record key says more than that.
fn partition_key(topic: &Topic, key: &str) -> Option<String> {
    let (rule, wanted) = (topic.record_key_rule()?, topic.partition_key_rule()?);
    (rule != wanted).then(|| extract(rule, wanted, key)).flatten()
}

fn extract(rule: &KeyRule, wanted: &KeyRule, key: &str) -> Option<String> {
    let parts = rule.read(key)?;
    let value = |names: &[String]| {
        let part = parts.iter().find(|(name, _)| names.iter().any(|wanted| wanted == name));
        part.map(|(_, value)| value.clone())
    };
    // The parts are joined by what no text of a key holds, so that different keys never share a lane.
    wanted.parts().find_map(|alternative| {
        let values: Option<Vec<_>> = alternative.into_iter().map(value).collect();
        values.filter(|values| !values.is_empty()).map(|values| values.join("\0"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(topic: &str, key: Option<&str>) -> Option<String> {
        let config = ClientConfig::new("embedded").topic_prefix("dev_tda_");
        let record = RawRecord {
            topic: topic.into(),
            partition: 0,
            offset: 0,
            timestamp_ms: None,
            key: key.map(|key| key.as_bytes().to_vec()),
            value: None,
            headers: Arc::default(),
        };
        let lane = Keys::new(&config, Catalog::tda()).lane(&record, Catalog::tda());
        lane.map(|lane| String::from_utf8(lane).expect("text"))
    }

    #[test]
    fn results_of_one_job_share_a_lane() {
        let diagram = Some("j1/1/result.persistence_diagram/0");
        assert_eq!(lane("dev_tda_results", diagram).as_deref(), Some("j1"));
        assert_eq!(lane("dev_tda_jobs", Some("j1")).as_deref(), Some("j1"));
        assert_eq!(lane("dev_tda_jobs", None), None);
        // A foreign key is a lane of its own.
        assert_eq!(lane("dev_tda_results", Some("whatever")).as_deref(), Some("whatever"));
        assert_eq!(lane("elsewhere", Some("a/b")).as_deref(), Some("a/b"));
    }
}
