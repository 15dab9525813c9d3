//! The client of schema registries for programs without an async runtime.

use std::sync::Arc;

use tda_events::schema::Compatibility;

use super::runtime;
use crate::registry::{
    Deletion, Registered, Registry as AsyncRegistry, RegistryConfig, RegistryError, RegistrySchema,
    SubjectStrategy, Verdict, Version,
};

/// A [`crate::registry::Registry`] whose calls block. Clones share connections and cache.
///
/// ```no_run
/// use tda_client::{blocking::Registry, registry::{RegistryConfig, RegistrySchema}};
///
/// let registry = Registry::new(&RegistryConfig::new("http://localhost:8081"))?;
/// let schema = RegistrySchema::avro(r#"{"type": "record", "name": "Job", "fields": []}"#);
/// let id = registry.register("tda_jobs-Job", &schema)?;
/// assert_eq!(registry.schema(id)?.text, schema.text);
/// # Ok::<(), tda_client::registry::RegistryError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Registry {
    inner: AsyncRegistry,
}

fn wait<T>(ask: impl Future<Output = Result<T, RegistryError>>) -> Result<T, RegistryError> {
    runtime().map_err(|_| RegistryError::NoRuntime)?.block_on(ask)
}

impl Registry {
    /// Prepares a client; nothing is sent yet.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::new`].
    pub fn new(config: &RegistryConfig) -> Result<Self, RegistryError> {
        Ok(Self { inner: AsyncRegistry::new(config)? })
    }

    /// How subjects are named.
    pub fn strategy(&self) -> SubjectStrategy {
        self.inner.strategy()
    }

    /// Registers `schema` under `subject`, or finds the id that it has there already.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::register`].
    pub fn register(&self, subject: &str, schema: &RegistrySchema) -> Result<u32, RegistryError> {
        wait(self.inner.register(subject, schema))
    }

    /// The registered form of `schema` under `subject`: its id and its version there.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::lookup`].
    pub fn lookup(&self, subject: &str, schema: &RegistrySchema) -> Result<Registered, RegistryError> {
        wait(self.inner.lookup(subject, schema))
    }

    /// The id of `schema` under `subject`.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::id`].
    pub fn id(&self, subject: &str, schema: &RegistrySchema) -> Result<u32, RegistryError> {
        wait(self.inner.id(subject, schema))
    }

    /// The schema that the registry keeps as `id`.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::schema`].
    pub fn schema(&self, id: u32) -> Result<Arc<RegistrySchema>, RegistryError> {
        wait(self.inner.schema(id))
    }

    /// The texts of all schemas that `schema` uses, each behind those that it uses itself.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::references`].
    pub fn references(&self, schema: &RegistrySchema) -> Result<Vec<String>, RegistryError> {
        wait(self.inner.references(schema))
    }

    /// One version of a subject.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::version`].
    pub fn version(&self, subject: &str, version: Version) -> Result<Registered, RegistryError> {
        wait(self.inner.version(subject, version))
    }

    /// The names of all subjects, sorted.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::subjects`].
    pub fn subjects(&self) -> Result<Vec<String>, RegistryError> {
        wait(self.inner.subjects())
    }

    /// The versions of a subject, ascending.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::versions`].
    pub fn versions(&self, subject: &str) -> Result<Vec<u32>, RegistryError> {
        wait(self.inner.versions(subject))
    }

    /// Whether `schema` could be registered under `subject` now.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::check`].
    pub fn check(&self, subject: &str, schema: &RegistrySchema) -> Result<Verdict, RegistryError> {
        wait(self.inner.check(subject, schema))
    }

    /// The level of subjects that have none of their own.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::global_level`].
    pub fn global_level(&self) -> Result<Compatibility, RegistryError> {
        wait(self.inner.global_level())
    }

    /// Sets the level of subjects that have none of their own.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::set_global_level`].
    pub fn set_global_level(&self, level: Compatibility) -> Result<(), RegistryError> {
        wait(self.inner.set_global_level(level))
    }

    /// The level that holds for `subject`: its own, else the global one.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::level_of`].
    pub fn level_of(&self, subject: &str) -> Result<Compatibility, RegistryError> {
        wait(self.inner.level_of(subject))
    }

    /// Sets the level of `subject`; `None` takes it back.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::set_level_of`].
    pub fn set_level_of(&self, subject: &str, level: Option<Compatibility>) -> Result<(), RegistryError> {
        wait(self.inner.set_level_of(subject, level))
    }

    /// Deletes one version of a subject.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::delete_version`].
    pub fn delete_version(
        &self,
        subject: &str,
        version: Version,
        deletion: Deletion,
    ) -> Result<(), RegistryError> {
        wait(self.inner.delete_version(subject, version, deletion))
    }

    /// Deletes a subject with all its versions.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::delete_subject`].
    pub fn delete_subject(&self, subject: &str, deletion: Deletion) -> Result<(), RegistryError> {
        wait(self.inner.delete_subject(subject, deletion))
    }

    /// The asynchronous registry behind it.
    pub fn as_async(&self) -> &AsyncRegistry {
        &self.inner
    }
}
