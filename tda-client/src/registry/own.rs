//! The schemas that this build carries, with what their subjects are made of.

use std::sync::LazyLock;

use serde_json::Value;
use tda_events::{Catalog, schema};

use super::{
    schema::{RegistrySchema, SchemaForm},
    subject::SubjectStrategy,
};

/// A schema file of tda-events.
#[derive(Debug)]
pub(crate) struct OwnSchema {
    pub(crate) dialect: String,
    pub(crate) event_type: String,
    /// major.minor
    pub(crate) version: String,
    pub(crate) form: SchemaForm,
    /// Full name of the record; of a JSON Schema that of its Avro twin.
    pub(crate) record: String,
    /// Logical name of the event's topic.
    pub(crate) topic: Option<String>,
    pub(crate) text: String,
}

/// All of them, by dialect, type and version, oldest version first.
pub(crate) fn own_schemas() -> &'static [OwnSchema] {
    static SCHEMAS: LazyLock<Vec<OwnSchema>> = LazyLock::new(|| {
        let mut schemas: Vec<OwnSchema> = schema::generated().into_iter().filter_map(own_schema).collect();
        schemas.sort_by(|one, other| one.place().cmp(&other.place()));
        let twins: Vec<Option<String>> = schemas.iter().map(|schema| avro_twin(schema, &schemas)).collect();
        for (schema, record) in schemas.iter_mut().zip(twins) {
            schema.record = record.unwrap_or_else(|| std::mem::take(&mut schema.record));
        }
        schemas
    });
    &SCHEMAS
}

impl OwnSchema {
    pub(crate) fn to_schema(&self) -> RegistrySchema {
        RegistrySchema::new(self.form.clone(), self.text.clone())
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

    fn place(&self) -> (&str, &str, (u32, u32), &str) {
        let number = |text: &str| text.parse().unwrap_or(0);
        let (major, minor) = self.version.split_once('.').unwrap_or((&self.version, "0"));
        (&self.dialect, &self.event_type, (number(major), number(minor)), self.form.name())
    }
}

/// `canonical/job.submitted/1.1.avsc` and its text.
fn own_schema((path, text): (String, String)) -> Option<OwnSchema> {
    let mut parts = path.split('/');
    let (dialect, event_type, file) = (parts.next()?, parts.next()?, parts.next()?);
    let (version, form) = match file.strip_suffix(".avsc") {
        Some(version) => (version, SchemaForm::Avro),
        None => (file.strip_suffix(".schema.json")?, SchemaForm::Json),
    };
    let schema: Value = serde_json::from_str(&text).ok()?;
    let named = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let record = match (named("namespace"), named("name")) {
        (Some(namespace), Some(name)) => format!("{namespace}.{name}"),
        (_, name) => name.or_else(|| named("title"))?.to_owned(),
    };
    let mut catalogs = Catalog::BUILTIN.iter().filter_map(|name| Catalog::builtin(name));
    let topic = catalogs.find_map(|catalog| catalog.topic_of(event_type));
    Some(OwnSchema {
        dialect: dialect.to_owned(),
        event_type: event_type.to_owned(),
        version: version.to_owned(),
        form,
        record,
        topic: topic.map(|topic| topic.name().to_owned()),
        text,
    })
}

fn avro_twin(schema: &OwnSchema, schemas: &[OwnSchema]) -> Option<String> {
    let twin = schemas.iter().find(|other| {
        other.form == SchemaForm::Avro
            && (&other.dialect, &other.event_type, &other.version)
                == (&schema.dialect, &schema.event_type, &schema.version)
    });
    twin.map(|twin| twin.record.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_subject_on_its_topic() {
        let prefixed = |topic: &str| format!("dev_{topic}");
        let subjects: Vec<_> = own_schemas()
            .iter()
            .filter(|schema| schema.dialect == "canonical" && schema.event_type == "job.submitted")
            .filter(|schema| schema.version.starts_with("1."))
            .filter_map(|schema| schema.subject(SubjectStrategy::TopicRecordName, prefixed))
            .collect();
        assert!(subjects.len() >= 2, "{subjects:?}");
        assert!(
            subjects.iter().all(|subject| subject == "dev_tda_jobs-tda.events.v1.JobSubmitted"),
            "{subjects:?}"
        );
    }
}
