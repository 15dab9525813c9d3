//! The schemas that this build carries, with what their subjects are made of.

use std::sync::LazyLock;

use serde_json::Value;
use tda_events::Catalog;

use super::{schema::RegistrySchema, subject::SubjectStrategy};
use crate::schema_files::{SchemaFile, schema_files};

const DRAFT_2020_12: &str = "https://json-schema.org/draft/2020-12/schema";
const DRAFT_7: &str = "http://json-schema.org/draft-07/schema#";

/// A schema file and its place in a registry.
#[derive(Debug)]
pub(crate) struct OwnSchema {
    pub(crate) file: &'static SchemaFile,
    /// Full name of the record; of a JSON Schema that of its Avro twin.
    pub(crate) record: String,
    /// Logical name of the event's topic.
    topic: Option<String>,
}

/// All of them, in the order of their files: oldest version first.
pub(crate) fn own_schemas() -> &'static [OwnSchema] {
    static SCHEMAS: LazyLock<Vec<OwnSchema>> = LazyLock::new(|| {
        let own = |file: &'static SchemaFile| {
            let mut catalogs = Catalog::BUILTIN.iter().filter_map(|name| Catalog::builtin(name));
            let topic = catalogs.find_map(|catalog| catalog.topic_of(&file.event_type));
            OwnSchema { file, record: record_name(file), topic: topic.map(|topic| topic.name().to_owned()) }
        };
        schema_files().iter().map(own).collect()
    });
    &SCHEMAS
}

impl OwnSchema {
    /// The schema as registries get it. JSON Schemas say that they are of draft 7: not every registry can compare those of
    /// a later draft, and ours mean the same in both.
    pub(crate) fn to_schema(&self) -> RegistrySchema {
        if self.file.is_avro {
            return RegistrySchema::avro(self.file.text.clone());
        }
        RegistrySchema::json(self.file.text.replacen(DRAFT_2020_12, DRAFT_7, 1))
    }

    /// Its subject, where `physical` names its topic on the cluster. None where the strategy wants a topic and the
    /// event has none.
    pub(crate) fn subject(
        &self,
        strategy: SubjectStrategy,
        physical: impl Fn(&str) -> String,
    ) -> Option<String> {
        let topic = match (&self.topic, strategy) {
            (Some(topic), _) => physical(topic),
            (None, SubjectStrategy::RecordName) => String::new(),
            (None, _) => return None,
        };
        Some(strategy.subject(&topic, &self.record))
    }
}

fn record_name(file: &SchemaFile) -> String {
    let is_twin = |other: &&SchemaFile| {
        other.is_avro
            && (&other.dialect, &other.event_type, other.version)
                == (&file.dialect, &file.event_type, file.version)
    };
    let twin = schema_files().iter().find(is_twin).unwrap_or(file);
    let schema: Value = serde_json::from_str(&twin.text).unwrap_or_default();
    let named = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    match (named("namespace"), named("name").or_else(|| named("title"))) {
        (Some(namespace), Some(name)) => format!("{namespace}.{name}"),
        (_, name) => name.unwrap_or(&file.event_type).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_get_json_schemas_of_the_draft_that_they_can_compare() {
        for own in own_schemas().iter().filter(|own| !own.file.is_avro) {
            let text = own.to_schema().text;
            assert!(text.contains(DRAFT_7) && !text.contains(DRAFT_2020_12), "{}", own.record);
            // What the older draft has other words for.
            for keyword in [
                "prefixItems",
                "dependentRequired",
                "dependentSchemas",
                "unevaluatedProperties",
                "$dynamicRef",
            ] {
                assert!(!text.contains(keyword), "{}: {keyword}", own.record);
            }
        }
    }

    #[test]
    fn every_version_of_an_event_has_a_subject_on_its_topic() {
        let prefixed = |topic: &str| format!("dev_{topic}");
        let of_major = |major: u16| {
            own_schemas()
                .iter()
                .filter(|own| own.file.dialect == "canonical" && own.file.event_type == "job.submitted")
                .filter(|own| own.file.version.major == major)
                .filter_map(|own| own.subject(SubjectStrategy::TopicRecordName, prefixed))
                .collect::<Vec<_>>()
        };
        assert!(of_major(1).len() >= 2);
        assert!(of_major(1).iter().all(|subject| subject == "dev_tda_jobs-tda.events.v1.JobSubmitted"));
        assert!(of_major(2).iter().all(|subject| subject == "dev_tda_jobs-tda.events.v2.JobSubmitted"));
    }
}
