//! A client of schema registries with Confluent's interface: which schema has which id, and may this one follow?
//!
//! ```text
//!   Registry ─► cache (bounded) ─► one request for all who ask ─► slots (bounded) ─► HTTP, retried ─► any of the URLs
//!      └──────► offline: the schemas that this build carries, no server
//! ```
//!
//! ```no_run
//! # async fn example() -> Result<(), tda_client::registry::RegistryError> {
//! use tda_client::registry::{Registry, RegistryConfig, RegistrySchema, SubjectStrategy};
//!
//! let registry = Registry::new(&RegistryConfig::new("http://registry-1:8081,http://registry-2:8081"))?;
//! let schema = RegistrySchema::avro(r#"{"type": "record", "name": "Job", "fields": []}"#);
//! let subject = SubjectStrategy::TopicRecordName.subject("tda_jobs", "Job");
//! let id = registry.register(&subject, &schema).await?;
//! assert_eq!(registry.schema(id).await?.text, schema.text);
//! # Ok(()) }
//! ```

mod answer;
mod cache;
mod config;
mod error;
#[cfg(feature = "kafka")]
mod events;
mod flight;
mod http;
mod offline;
mod own;
mod schema;
mod subject;

use std::{
    collections::{BTreeSet, HashSet},
    fmt,
    sync::Arc,
};

use serde_json::{Value, json};
use tda_events::schema::Compatibility;

pub use config::RegistryConfig;
pub use error::RegistryError;
pub use schema::{Reference, Registered, RegistrySchema, SchemaForm, Verdict, Version};
pub use subject::SubjectStrategy;

#[cfg(feature = "kafka")]
pub(crate) use events::EventSchemas;
#[cfg(feature = "cli")]
pub(crate) use own::{OwnSchema, own_schemas};

use self::{cache::Cache, flight::Flights, http::Http, offline::Offline};

/// Codes of Confluent's interface.
const SUBJECT_NOT_FOUND: u32 = 40_401;
const VERSION_NOT_FOUND: u32 = 40_402;
const SCHEMA_NOT_FOUND: u32 = 40_403;
/// Schemas that one schema may use, with those that these use.
const REFERENCES_MAX: usize = 256;

const SUBJECTS_PER_PAGE: usize = 1_000;
/// A million subjects: more is no registry but a loop.
const SUBJECT_PAGES_MAX: usize = 1_000;

/// What deleting leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The schema no longer counts for its subject, and its id can still be read.
    Soft,
    /// The id is gone too: data that carries it can no longer be read.
    Hard,
}

/// A schema registry. Clones share connections and cache.
///
/// Every call is retried, with growing pauses, on every URL, until
/// [`deadline`](RegistryConfig::deadline); what a cache answers needs no server. Cancelling a call loses nothing:
/// every request may be repeated.
#[derive(Clone)]
pub struct Registry {
    shared: Arc<Shared>,
}

struct Shared {
    source: Source,
    strategy: SubjectStrategy,
    registers: bool,
    schemas: Cache<u32, Arc<RegistrySchema>>,
    /// Ids by subject and content.
    ids: Cache<String, u32>,
    by_id: Flights<u32, Arc<RegistrySchema>>,
    by_content: Flights<String, u32>,
}

enum Source {
    Http(Http),
    Offline(Offline),
}

impl Registry {
    /// Prepares a client; nothing is sent yet.
    ///
    /// # Errors
    /// [`RegistryError::Config`] lists every setting that cannot be used.
    pub fn new(config: &RegistryConfig) -> Result<Self, RegistryError> {
        let source = if config.is_offline() {
            Source::Offline(Offline::new())
        } else {
            Source::Http(Http::new(config)?)
        };
        let shared = Shared {
            source,
            strategy: config.strategy,
            registers: config.registers,
            schemas: Cache::new(config.cache_entries_max, config.cache_bytes_max),
            ids: Cache::new(config.cache_entries_max, config.cache_bytes_max),
            by_id: Flights::default(),
            by_content: Flights::default(),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// How subjects are named.
    pub fn strategy(&self) -> SubjectStrategy {
        self.shared.strategy
    }

    /// Whether producers register what is not registered yet.
    pub fn registers(&self) -> bool {
        self.shared.registers
    }

    /// Registers `schema` under `subject`, or finds the id that it has there already.
    ///
    /// # Errors
    /// [`RegistryError::Incompatible`] where the subject's level forbids it, [`RegistryError::Invalid`] where it is no
    /// schema; offline [`RegistryError::Offline`]; else as every call: unreachable, timed out, unauthorized.
    pub async fn register(&self, subject: &str, schema: &RegistrySchema) -> Result<u32, RegistryError> {
        let http = self.http("registering a schema")?;
        let key = format!("register\n{}", schema.key(subject));
        self.id_of(key, subject, schema, async {
            let answer = http.post(&["subjects", subject, "versions"], &schema.to_body()).await?;
            answer::id(&answer)
        })
        .await
    }

    /// The registered form of `schema` under `subject`: its id and its version there.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] where it is not registered; else as every call.
    pub async fn lookup(&self, subject: &str, schema: &RegistrySchema) -> Result<Registered, RegistryError> {
        match &self.shared.source {
            Source::Offline(offline) => offline.lookup(subject, schema),
            Source::Http(http) => {
                let epoch = self.shared.schemas.epoch();
                let registered =
                    answer::registered(&http.post(&["subjects", subject], &schema.to_body()).await?)?;
                self.remember(epoch, &registered);
                Ok(registered)
            }
        }
    }

    /// The id of `schema` under `subject`, from the cache once it is known.
    ///
    /// # Errors
    /// As [`lookup`](Self::lookup); offline [`RegistryError::Offline`], since only a registry gives ids.
    pub async fn id(&self, subject: &str, schema: &RegistrySchema) -> Result<u32, RegistryError> {
        let http = self.http("the id of a schema")?;
        self.id_of(format!("lookup\n{}", schema.key(subject)), subject, schema, async {
            answer::id(&http.post(&["subjects", subject], &schema.to_body()).await?)
        })
        .await
    }

    /// The schema that the registry keeps as `id`, from the cache once it is known: an id never changes its meaning.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] for an unknown id; offline [`RegistryError::Offline`]; else as every call.
    pub async fn schema(&self, id: u32) -> Result<Arc<RegistrySchema>, RegistryError> {
        if let Some(schema) = self.shared.schemas.get(&id) {
            return Ok(schema);
        }
        let http = self.http("the schema of an id")?;
        let epoch = self.shared.schemas.epoch();
        let fetch = async {
            let answer = http.get(&["schemas", "ids", &id.to_string()], &[]).await?;
            let schema = Arc::new(answer::schema(&answer)?);
            self.shared.schemas.insert_since(epoch, id, Arc::clone(&schema), schema.text.len());
            Ok(schema)
        };
        self.shared.by_id.run(id, fetch).await
    }

    /// The texts of all schemas that `schema` uses, each behind those that it uses itself.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] where one is not there; [`RegistryError::Invalid`] where they are more than 256; else
    /// as every call.
    pub async fn references(&self, schema: &RegistrySchema) -> Result<Vec<String>, RegistryError> {
        let mut texts = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![(String::new(), schema.references.clone().into_iter())];
        while let Some((_, references)) = open.last_mut() {
            let Some(Reference { subject, version, .. }) = references.next() else {
                texts.extend(open.pop().map(|(text, _)| text));
                continue;
            };
            if !seen.insert((subject.clone(), version)) {
                continue;
            }
            if seen.len() > REFERENCES_MAX {
                let reason = format!("it uses more than {REFERENCES_MAX} other schemas");
                return Err(RegistryError::Invalid { reason });
            }
            let RegistrySchema { text, references, .. } =
                self.version(&subject, Version::Number(version)).await?.schema;
            open.push((text, references.into_iter()));
        }
        // The last to be closed is where all began, without a text.
        texts.pop();
        Ok(texts)
    }

    /// One version of a subject.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`]; else as every call.
    pub async fn version(&self, subject: &str, version: Version) -> Result<Registered, RegistryError> {
        match &self.shared.source {
            Source::Offline(offline) => offline.version(subject, version),
            Source::Http(http) => {
                let path = ["subjects", subject, "versions", &version.to_string()];
                let epoch = self.shared.schemas.epoch();
                let registered = answer::registered(&http.get(&path, &[]).await?)?;
                self.remember(epoch, &registered);
                Ok(registered)
            }
        }
    }

    /// The names of all subjects, sorted.
    ///
    /// # Errors
    /// As every call.
    pub async fn subjects(&self) -> Result<Vec<String>, RegistryError> {
        match &self.shared.source {
            Source::Offline(offline) => Ok(offline.subjects()),
            Source::Http(http) => all_subjects(http).await,
        }
    }

    /// The versions of a subject, ascending.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`]; else as every call.
    pub async fn versions(&self, subject: &str) -> Result<Vec<u32>, RegistryError> {
        match &self.shared.source {
            Source::Offline(offline) => offline.versions(subject),
            Source::Http(http) => answer::numbers(&http.get(&["subjects", subject, "versions"], &[]).await?),
        }
    }

    /// Whether `schema` could be registered under `subject` now.
    ///
    /// Asks about the newest version at the plain levels and about all at the transitive ones. Offline the check is
    /// ours, at `FULL_TRANSITIVE`, against the versions that this build carries.
    ///
    /// # Errors
    /// As every call. A subject without versions takes anything.
    pub async fn check(&self, subject: &str, schema: &RegistrySchema) -> Result<Verdict, RegistryError> {
        let http = match &self.shared.source {
            Source::Offline(offline) => return offline.check(subject, schema),
            Source::Http(http) => http,
        };
        let level = self.level_of(subject).await?;
        let mut path = vec!["compatibility", "subjects", subject, "versions"];
        if !level.is_transitive() {
            path.push("latest");
        }
        match http.post_with(&path, &[("verbose", "true")], &schema.to_body()).await {
            Ok(answer) => answer::verdict(&answer),
            // Nothing is there to be compatible with. Any other 404 is no answer: the address may be another's.
            Err(RegistryError::NotFound { code: Some(SUBJECT_NOT_FOUND | VERSION_NOT_FOUND), .. }) => {
                Ok(Verdict { is_compatible: true, messages: Vec::new() })
            }
            Err(error) => Err(error),
        }
    }

    /// The level of subjects that have none of their own.
    ///
    /// # Errors
    /// As every call; offline [`RegistryError::Offline`].
    pub async fn global_level(&self) -> Result<Compatibility, RegistryError> {
        answer::level(&self.http("compatibility levels")?.get(&["config"], &[]).await?)
    }

    /// Sets the level of subjects that have none of their own.
    ///
    /// # Errors
    /// As every call; offline [`RegistryError::Offline`].
    pub async fn set_global_level(&self, level: Compatibility) -> Result<(), RegistryError> {
        let body = json!({"compatibility": level.name()});
        self.http("compatibility levels")?.put(&["config"], &body).await.map(drop)
    }

    /// The level that holds for `subject`: its own, else the global one.
    ///
    /// # Errors
    /// As every call; offline [`RegistryError::Offline`].
    pub async fn level_of(&self, subject: &str) -> Result<Compatibility, RegistryError> {
        match self.http("compatibility levels")?.get(&["config", subject], &[]).await {
            Ok(answer) => answer::level(&answer),
            Err(RegistryError::NotFound { code: Some(_), .. }) => self.global_level().await,
            Err(error) => Err(error),
        }
    }

    /// Sets the level of `subject`; `None` takes it back, so that the global one holds again.
    ///
    /// # Errors
    /// As every call; offline [`RegistryError::Offline`].
    pub async fn set_level_of(
        &self,
        subject: &str,
        level: Option<Compatibility>,
    ) -> Result<(), RegistryError> {
        let http = self.http("compatibility levels")?;
        match level {
            Some(level) => {
                let body = json!({"compatibility": level.name()});
                http.put(&["config", subject], &body).await.map(drop)
            }
            None => match http.delete(&["config", subject], &[]).await {
                Ok(_) | Err(RegistryError::NotFound { code: Some(_), .. }) => Ok(()),
                Err(error) => Err(error),
            },
        }
    }

    /// Deletes one version of a subject.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`]; else as every call; offline [`RegistryError::Offline`].
    pub async fn delete_version(
        &self,
        subject: &str,
        version: Version,
        deletion: Deletion,
    ) -> Result<(), RegistryError> {
        self.delete(&["subjects", subject, "versions", &version.to_string()], deletion).await
    }

    /// Deletes a subject with all its versions.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`]; else as every call; offline [`RegistryError::Offline`].
    pub async fn delete_subject(&self, subject: &str, deletion: Deletion) -> Result<(), RegistryError> {
        self.delete(&["subjects", subject], deletion).await
    }

    /// Registries refuse a hard deletion of what is not deleted softly, so that one comes first.
    async fn delete(&self, path: &[&str], deletion: Deletion) -> Result<(), RegistryError> {
        let http = self.http("deleting")?;
        // When it is done, or given up half-way, nothing of before may be known any more.
        let _forgetting = Forgetting { shared: &self.shared, deletion };
        let soft = http.delete(path, &[]).await;
        if deletion == Deletion::Soft {
            return soft.map(drop);
        }
        let hard = http.delete(path, &[("permanent", "true")]).await;
        match (soft, hard) {
            (_, Ok(_)) => Ok(()),
            // Some registries forget softly deleted subjects at once.
            (Ok(_), Err(RegistryError::NotFound { .. })) => Ok(()),
            (_, Err(error)) => Err(error),
        }
    }

    fn http(&self, what: &'static str) -> Result<&Http, RegistryError> {
        match &self.shared.source {
            Source::Http(http) => Ok(http),
            Source::Offline(_) => Err(RegistryError::Offline { what: what.to_owned() }),
        }
    }

    async fn id_of(
        &self,
        key: String,
        subject: &str,
        schema: &RegistrySchema,
        ask: impl Future<Output = Result<u32, RegistryError>>,
    ) -> Result<u32, RegistryError> {
        let content = schema.key(subject);
        if let Some(id) = self.shared.ids.get(&content) {
            return Ok(id);
        }
        let epoch = self.shared.ids.epoch();
        let fetch = async {
            let id = ask.await?;
            self.shared.ids.insert_since(epoch, content.clone(), id, content.len());
            Ok(id)
        };
        self.shared.by_content.run(key, fetch).await
    }

    fn remember(&self, epoch: u64, registered: &Registered) {
        let Some(id) = registered.id else { return };
        let schema = &registered.schema;
        self.shared.schemas.insert_since(epoch, id, Arc::new(schema.clone()), schema.text.len());
    }
}

/// Forgets what a deletion makes untrue: what is known, and what is being asked by others, who began before it.
struct Forgetting<'a> {
    shared: &'a Shared,
    deletion: Deletion,
}

impl Drop for Forgetting<'_> {
    fn drop(&mut self) {
        self.shared.ids.clear();
        self.shared.by_content.forget();
        if self.deletion == Deletion::Hard {
            self.shared.schemas.clear();
            self.shared.by_id.forget();
        }
    }
}

/// Page by page: some registries give a thousand at most and say nothing of the rest, others know no pages.
async fn all_subjects(http: &Http) -> Result<Vec<String>, RegistryError> {
    let mut subjects = BTreeSet::new();
    for page in 0..SUBJECT_PAGES_MAX {
        let (offset, limit) = ((page * SUBJECTS_PER_PAGE).to_string(), SUBJECTS_PER_PAGE.to_string());
        let found =
            answer::texts(&http.get(&["subjects"], &[("offset", &offset), ("limit", &limit)]).await?)?;
        let (before, count) = (subjects.len(), found.len());
        subjects.extend(found);
        if count != SUBJECTS_PER_PAGE || subjects.len() == before {
            break;
        }
    }
    Ok(subjects.into_iter().collect())
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Registry");
        match &self.shared.source {
            Source::Http(http) => shown.field("urls", &http.urls()),
            Source::Offline(_) => shown.field("offline", &Value::Bool(true)),
        };
        shown.field("strategy", &self.shared.strategy).finish_non_exhaustive()
    }
}
