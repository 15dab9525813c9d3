//! The registry as events see it: ids to write frames with, schemas to read frames by.
//!
//! Writing and reading ask from memory. What is missing is noted, fetched, and tried once more.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tda_events::{
    DecodeError, EncodeError, EncodeOptions, EncodedRecord, Event, Payload, SchemaIds, SchemaKey,
    SchemaLookup, SchemaVersion, WriterSchema, sample,
};

use super::{Registry, RegistryConfig, RegistryError, cache::Cache, own::own_schemas};
use crate::{config::ClientConfig, error::Error};

/// A registry with what of it events need, in memory. Clones share it.
#[derive(Clone)]
pub(crate) struct EventSchemas {
    shared: Arc<Shared>,
}

struct Shared {
    registry: Registry,
    config: ClientConfig,
    ids: Cache<Wanted, u32>,
    writers: Cache<u32, Arc<WriterSchema>>,
}

/// A schema of ours that a frame is to name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Wanted {
    topic: String,
    event_type: String,
    record: String,
    dialect: &'static str,
    version: SchemaVersion,
    is_json: bool,
}

/// The same, and what one event asked for in vain.
struct Asking<'a> {
    schemas: &'a EventSchemas,
    missing: Mutex<Option<Wanted>>,
}

impl EventSchemas {
    /// The registry of `config`, if it names one.
    pub(crate) fn of(config: &ClientConfig) -> Result<Option<Self>, Error> {
        let Some(registry) = &config.registry else { return Ok(None) };
        let RegistryConfig { cache_entries_max, cache_bytes_max, .. } = registry;
        let shared = Shared {
            registry: Registry::new(registry)?,
            config: config.clone(),
            ids: Cache::new(*cache_entries_max, *cache_bytes_max),
            writers: Cache::new(*cache_entries_max, *cache_bytes_max),
        };
        Ok(Some(Self { shared: Arc::new(shared) }))
    }

    /// Writes `event`; asks the registry for the id of its schema where it is not known yet.
    pub(crate) async fn encode<T: Payload>(
        &self,
        event: &Event<T>,
        options: EncodeOptions<'_>,
    ) -> Result<EncodedRecord, Error> {
        match self.try_encode(event, options) {
            (Err(EncodeError::NoSchemaId { .. }), Some(wanted)) => {
                self.recorded(self.fetch_id(&wanted).await)?;
            }
            (outcome, _) => return Ok(outcome?),
        }
        Ok(self.try_encode(event, options).0?)
    }

    /// Writes `event` with what is known; else also says which schema is missing.
    fn try_encode<T: Payload>(
        &self,
        event: &Event<T>,
        options: EncodeOptions<'_>,
    ) -> (Result<EncodedRecord, EncodeError>, Option<Wanted>) {
        let config = &self.shared.config;
        let asking = Asking { schemas: self, missing: Mutex::new(None) };
        let outcome = event.encode_with(config.dialect, config.encoding, &options.schemas(&asking));
        (outcome, asking.missing.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks the registry for the ids of the schemas of `event_types`, where the encoding names them. Blocks the thread.
    pub(crate) fn fetch_ids_of(&self, event_types: &[&str]) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Internal {
            during: "starting a runtime for the registry",
            reason: error.to_string(),
        })?;
        let samples = event_types.iter().filter_map(|event_type| sample(event_type));
        runtime.block_on(async {
            for sample in samples {
                self.encode(&sample, EncodeOptions::new().source("tda-worker")).await?;
            }
            Ok(())
        })
    }

    /// Counts what the registry did not answer.
    fn recorded<T>(&self, outcome: Result<T, RegistryError>) -> Result<T, RegistryError> {
        #[cfg(feature = "kafka")]
        if let Err(error) = &outcome {
            let metrics = &self.shared.config.metrics;
            metrics.failed("registry", error.kind().name(), crate::metrics::Severity::Warning);
        }
        outcome
    }

    async fn fetch_id(&self, wanted: &Wanted) -> Result<(), RegistryError> {
        let is_wanted = |version: SchemaVersion, is_avro: bool, event_type: &str, dialect: &str| {
            (version, !is_avro, event_type, dialect)
                == (wanted.version, wanted.is_json, wanted.event_type.as_str(), wanted.dialect)
        };
        let own = own_schemas().iter().find(|own| {
            let file = own.file;
            is_wanted(file.version, file.is_avro, &file.event_type, &file.dialect)
        });
        let own = own.ok_or_else(|| RegistryError::NotFound {
            what: format!(
                "a schema {} of {} in {} (this build has none)",
                wanted.version, wanted.event_type, wanted.dialect
            ),
            code: None,
        })?;
        let registry = &self.shared.registry;
        let topic = self.shared.config.physical_topic(&wanted.topic);
        let subject = registry.strategy().subject(&topic, &wanted.record);
        let schema = own.to_schema();
        let id = if registry.registers() {
            registry.register(&subject, &schema).await?
        } else {
            registry.id(&subject, &schema).await?
        };
        self.shared.ids.insert(wanted.clone(), id, subject.len());
        Ok(())
    }

    /// Asks the registry for the schema that reading missed; `false` where a registry could not know it.
    pub(crate) async fn fetch_schema(&self, error: &DecodeError) -> Result<bool, RegistryError> {
        let DecodeError::UnknownSchema { schema, .. } = error else { return Ok(false) };
        // An id is written in decimal, a fingerprint in 16 hexadecimal digits.
        let id = if schema.len() < 16 { schema.parse::<u32>().ok() } else { None };
        let Some(id) = id else { return Ok(false) };
        let registry = &self.shared.registry;
        let found = async {
            let schema = registry.schema(id).await?;
            let references = registry.references(&schema).await?;
            Ok((schema, references))
        };
        let (schema, references) = match found.await {
            Ok(found) => found,
            // The record names a schema that is nowhere, or is none: that is its own fault, not the registry's.
            Err(
                RegistryError::NotFound { code: Some(_), .. }
                | RegistryError::Invalid { .. }
                | RegistryError::Offline { .. },
            ) => return Ok(false),
            Err(error) => return self.recorded(Err(error)),
        };
        let Ok(writer) = WriterSchema::parse_with(&schema.text, &references) else { return Ok(false) };
        self.shared.writers.insert(id, Arc::new(writer), schema.text.len());
        Ok(true)
    }
}

impl SchemaIds for EventSchemas {
    fn schema_id(&self, key: &SchemaKey<'_>) -> Option<u32> {
        self.shared.ids.get(&Wanted::of(key))
    }
}

impl SchemaLookup for EventSchemas {
    fn by_id(&self, id: u32) -> Option<Arc<WriterSchema>> {
        self.shared.writers.get(&id)
    }
}

impl SchemaIds for Asking<'_> {
    fn schema_id(&self, key: &SchemaKey<'_>) -> Option<u32> {
        let id = self.schemas.schema_id(key);
        if id.is_none() {
            *self.missing.lock().unwrap_or_else(PoisonError::into_inner) = Some(Wanted::of(key));
        }
        id
    }
}

impl Wanted {
    fn of(key: &SchemaKey<'_>) -> Self {
        Self {
            topic: key.topic.to_owned(),
            event_type: key.event_type.to_owned(),
            record: key.record_name.to_owned(),
            dialect: key.dialect.name(),
            version: key.schema_version,
            is_json: key.is_json,
        }
    }
}

impl fmt::Debug for EventSchemas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.registry.fmt(f)
    }
}

impl fmt::Debug for Asking<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schemas.fmt(f)
    }
}
