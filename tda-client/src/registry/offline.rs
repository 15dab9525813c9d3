//! The registry without a server: the schemas that this build carries, each under the subject that it would have.

use std::collections::BTreeMap;

use tda_events::schema::{Compatibility, Schema, check_compatibility};

use super::{
    SCHEMA_NOT_FOUND, SUBJECT_NOT_FOUND, VERSION_NOT_FOUND,
    error::RegistryError,
    own::{OwnSchema, own_schemas},
    schema::{Registered, RegistrySchema, SchemaForm, Verdict, Version},
    subject::SubjectStrategy,
};

/// Avro schemas by subject, oldest first, for both strategies that name the record: they do not clash.
pub(super) struct Offline {
    subjects: BTreeMap<String, Vec<&'static OwnSchema>>,
}

impl Offline {
    pub(super) fn new() -> Self {
        let mut subjects: BTreeMap<String, Vec<&'static OwnSchema>> = BTreeMap::new();
        for schema in own_schemas().iter().filter(|schema| schema.file.is_avro) {
            for strategy in [SubjectStrategy::RecordName, SubjectStrategy::TopicRecordName] {
                // Prefixes belong to clusters: offline a topic has its logical name.
                let subject = schema.subject(strategy, str::to_owned);
                let Some(versions) = subject.map(|subject| subjects.entry(subject).or_default()) else {
                    continue;
                };
                // A minor version that changes nothing here is none: a registry would keep one, too.
                if versions.last().is_none_or(|last| last.file.text != schema.file.text) {
                    versions.push(schema);
                }
            }
        }
        Self { subjects }
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        self.subjects.keys().cloned().collect()
    }

    pub(super) fn versions(&self, subject: &str) -> Result<Vec<u32>, RegistryError> {
        Ok((1..).zip(self.of(subject)?).map(|(number, _)| number).collect())
    }

    pub(super) fn version(&self, subject: &str, version: Version) -> Result<Registered, RegistryError> {
        let schemas = self.of(subject)?;
        let is_wanted = |number: u32| version == Version::Latest || version == Version::Number(number);
        let found = (1..).zip(schemas).filter(|(number, _)| is_wanted(*number)).last();
        let (number, schema) = found.ok_or_else(|| RegistryError::NotFound {
            what: format!("version {version} of {subject} (offline, it has {})", schemas.len()),
            code: Some(VERSION_NOT_FOUND),
        })?;
        Ok(registered(subject, number, schema))
    }

    pub(super) fn lookup(&self, subject: &str, schema: &RegistrySchema) -> Result<Registered, RegistryError> {
        let wanted = schema.content();
        let mut own = (1..).zip(self.of(subject)?);
        let found = own.find(|(_, own)| own.to_schema().content() == wanted);
        let (number, own) = found.ok_or_else(|| RegistryError::NotFound {
            what: format!("this schema under {subject} (offline)"),
            code: Some(SCHEMA_NOT_FOUND),
        })?;
        Ok(registered(subject, number, own))
    }

    pub(super) fn check(&self, subject: &str, schema: &RegistrySchema) -> Result<Verdict, RegistryError> {
        let invalid =
            |error: tda_events::schema::SchemaError| RegistryError::Invalid { reason: error.to_string() };
        let new = match schema.form {
            SchemaForm::Json => Schema::json(&schema.text),
            _ => Schema::avro(&schema.text),
        };
        let existing = self
            .of(subject)?
            .iter()
            .map(|own| Ok(Schema::avro(&own.file.text)?.labelled(own.file.version.to_string())));
        let existing: Vec<Schema> = existing.collect::<Result<_, _>>().map_err(invalid)?;
        let verdict = check_compatibility(Compatibility::FullTransitive, &new.map_err(invalid)?, &existing);
        let messages = verdict.err().into_iter().flat_map(|error| error.breaks);
        let messages: Vec<String> = messages.map(|broken| broken.to_string()).collect();
        Ok(Verdict { is_compatible: messages.is_empty(), messages })
    }

    fn of(&self, subject: &str) -> Result<&[&'static OwnSchema], RegistryError> {
        self.subjects.get(subject).map(Vec::as_slice).ok_or_else(|| RegistryError::NotFound {
            what: format!("subject {subject} (offline)"),
            code: Some(SUBJECT_NOT_FOUND),
        })
    }
}

fn registered(subject: &str, version: u32, schema: &OwnSchema) -> Registered {
    Registered { subject: subject.to_owned(), version, id: None, schema: schema.to_schema() }
}
