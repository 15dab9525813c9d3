//! The client of schema registries: the blocking one, called with the interpreter released.

use std::time::Duration;

use pyo3::prelude::*;
use tda_client::{
    Secret, blocking,
    registry::{
        Deletion, Registered, RegistryConfig, RegistryError, RegistrySchema, SchemaForm, SubjectStrategy,
        Version,
    },
};
use tda_events::schema::Compatibility;

use crate::error::Failure;

/// The native half of `tda_stream.registry.Registry`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Registry {
    inner: blocking::Registry,
}

/// Name, subject and version of each schema that one uses.
type References = Vec<(String, String, u32)>;
/// Language, text, references.
type SchemaFields = (String, String, References);
/// Subject, version, id, schema.
type RegisteredFields = (String, u32, Option<u32>, SchemaFields);

fn schema_of((form, text, references): SchemaFields) -> RegistrySchema {
    let schema = RegistrySchema::new(SchemaForm::named(&form), text);
    references
        .into_iter()
        .fold(schema, |schema, (name, subject, version)| schema.reference(name, subject, version))
}

fn fields_of(schema: &RegistrySchema) -> SchemaFields {
    let references =
        schema.references.iter().map(|used| (used.name.clone(), used.subject.clone(), used.version));
    (schema.form.name().to_owned(), schema.text.clone(), references.collect())
}

fn registered(found: Registered) -> RegisteredFields {
    (found.subject, found.version, found.id, fields_of(&found.schema))
}

fn version_of(number: Option<u32>) -> Version {
    number.map_or(Version::Latest, Version::Number)
}

fn level_called(name: &str) -> Result<Compatibility, Failure> {
    name.parse()
        .map_err(|error: tda_events::schema::UnknownCompatibility| Failure::invalid(error.to_string()))
}

#[pymethods]
impl Registry {
    #[new]
    #[pyo3(signature = (urls, *, user=None, password=None, token=None, ca_file=None, strategy=None, deadline_seconds=None))]
    fn new(
        urls: &str,
        user: Option<String>,
        password: Option<String>,
        token: Option<String>,
        ca_file: Option<&str>,
        strategy: Option<&str>,
        deadline_seconds: Option<f64>,
    ) -> PyResult<Self> {
        let mut config = RegistryConfig::new(urls);
        match (user, password, token) {
            (None, None, None) => {}
            (Some(user), Some(password), None) => config = config.basic_auth(user, Secret::new(password)),
            (None, None, Some(token)) => config = config.bearer(Secret::new(token)),
            _ => return Err(Failure::invalid("user goes with password, and excludes token").into()),
        }
        if let Some(file) = ca_file {
            config = config.ca_file(file);
        }
        if let Some(name) = strategy {
            config = config.strategy(name.parse::<SubjectStrategy>().map_err(Failure::invalid)?);
        }
        if let Some(seconds) = deadline_seconds {
            let deadline = Duration::try_from_secs_f64(seconds);
            config = config.deadline(deadline.map_err(|error| Failure::invalid(error.to_string()))?);
        }
        Ok(Self { inner: blocking::Registry::new(&config).map_err(Failure::from)? })
    }

    fn subject(&self, topic: &str, record: &str) -> String {
        self.inner.strategy().subject(topic, record)
    }

    fn register(&self, py: Python<'_>, subject: &str, schema: SchemaFields) -> PyResult<u32> {
        wait(py, || self.inner.register(subject, &schema_of(schema)))
    }

    fn lookup(&self, py: Python<'_>, subject: &str, schema: SchemaFields) -> PyResult<RegisteredFields> {
        wait(py, || self.inner.lookup(subject, &schema_of(schema)).map(registered))
    }

    fn schema(&self, py: Python<'_>, schema_id: u32) -> PyResult<SchemaFields> {
        wait(py, || self.inner.schema(schema_id).map(|schema| fields_of(&schema)))
    }

    fn references(&self, py: Python<'_>, schema: SchemaFields) -> PyResult<Vec<String>> {
        wait(py, || self.inner.references(&schema_of(schema)))
    }

    fn version(&self, py: Python<'_>, subject: &str, number: Option<u32>) -> PyResult<RegisteredFields> {
        wait(py, || self.inner.version(subject, version_of(number)).map(registered))
    }

    fn subjects(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        wait(py, || self.inner.subjects())
    }

    fn versions(&self, py: Python<'_>, subject: &str) -> PyResult<Vec<u32>> {
        wait(py, || self.inner.versions(subject))
    }

    fn check(&self, py: Python<'_>, subject: &str, schema: SchemaFields) -> PyResult<(bool, Vec<String>)> {
        wait(py, || {
            self.inner
                .check(subject, &schema_of(schema))
                .map(|verdict| (verdict.is_compatible, verdict.messages))
        })
    }

    /// The level of a subject; the global one without a subject.
    fn level(&self, py: Python<'_>, subject: Option<&str>) -> PyResult<&'static str> {
        let level = wait(py, || match subject {
            Some(subject) => self.inner.level_of(subject),
            None => self.inner.global_level(),
        })?;
        Ok(level.name())
    }

    /// Sets the level of a subject, or the global one. A subject's own is taken back with no level.
    fn set_level(&self, py: Python<'_>, level: Option<&str>, subject: Option<&str>) -> PyResult<()> {
        let level = level.map(level_called).transpose()?;
        match (level, subject) {
            (level, Some(subject)) => wait(py, || self.inner.set_level_of(subject, level)),
            (Some(level), None) => wait(py, || self.inner.set_global_level(level)),
            (None, None) => Err(Failure::invalid("only a subject's level can be taken back").into()),
        }
    }

    /// Deletes a version, or the whole subject; for good where `permanent`.
    fn delete(&self, py: Python<'_>, subject: &str, number: Option<u32>, permanent: bool) -> PyResult<()> {
        let deletion = if permanent { Deletion::Hard } else { Deletion::Soft };
        wait(py, || match number {
            Some(number) => self.inner.delete_version(subject, Version::Number(number), deletion),
            None => self.inner.delete_subject(subject, deletion),
        })
    }
}

fn wait<T: Send>(py: Python<'_>, ask: impl Send + FnOnce() -> Result<T, RegistryError>) -> PyResult<T> {
    Ok(py.detach(ask).map_err(Failure::from)?)
}
