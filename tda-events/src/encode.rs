//! From an event to a record.

use crate::catalog::Catalog;
use crate::dialect::{Dialect, canonical};
use crate::encoding::Encoding;
use crate::error::{ErrorKind, Retry};
use crate::event::Event;
use crate::fault::Invalid;
use crate::limits::VALUE_BYTES_MAX;
use crate::payload::Payload;
use crate::record::{EncodedRecord, header};
use crate::schema::validate::Strictness;
use crate::version::SchemaVersion;

/// Why an event was not encoded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The event breaks rules of its schema.
    #[error("{0}")]
    Invalid(Invalid),
    /// The event names no source and no default was given.
    #[error("event {event_id} names no source and the configuration has no default")]
    MissingSource {
        /// Which event.
        event_id: String,
    },
    /// The catalog gives the event no topic.
    #[error("the catalog {catalog} has no topic for {event_type}")]
    NoTopic {
        /// Name of the catalog's system.
        catalog: String,
        /// Type of the event.
        event_type: String,
    },
    /// The dialect cannot hold this event.
    #[error("{dialect} in {encoding} does not carry {event_type} of schema version {schema_version}")]
    NotCarried {
        /// The dialect.
        dialect: Dialect,
        /// The encoding.
        encoding: Encoding,
        /// Type of the event.
        event_type: String,
        /// Version of the event's schema.
        schema_version: SchemaVersion,
    },
    /// The value is larger than anything that is read again.
    #[error("value of {size_bytes} bytes is over the limit of {limit_bytes}")]
    TooLarge {
        /// Size of the value.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
}

impl EncodeError {
    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Invalid(_) => ErrorKind::InvalidInput,
            Self::MissingSource { .. } | Self::NoTopic { .. } => ErrorKind::Config,
            Self::NotCarried { .. } => ErrorKind::NotCarried,
            Self::TooLarge { .. } => ErrorKind::LimitExceeded,
        }
    }

    /// Always [`Retry::Never`]: the same event fails again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Invalid(_)
            | Self::MissingSource { .. }
            | Self::NoTopic { .. }
            | Self::NotCarried { .. }
            | Self::TooLarge { .. } => Retry::Never,
        }
    }
}

impl From<Invalid> for EncodeError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

/// What encoding takes from its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct EncodeOptions<'a> {
    source: Option<&'a str>,
    catalog: &'a Catalog,
}

impl Default for EncodeOptions<'_> {
    /// No default source, and the TDA catalog.
    fn default() -> Self {
        Self { source: None, catalog: Catalog::tda() }
    }
}

impl<'a> EncodeOptions<'a> {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The source of events that name none.
    #[must_use]
    pub fn source(mut self, source: &'a str) -> Self {
        self.source = Some(source);
        self
    }

    /// The catalog that knows the event's topic and keys.
    #[must_use]
    pub fn catalog(mut self, catalog: &'a Catalog) -> Self {
        self.catalog = catalog;
        self
    }
}

pub(crate) fn encode<T: Payload>(
    event: &Event<T>,
    dialect: Dialect,
    encoding: Encoding,
    options: &EncodeOptions<'_>,
) -> Result<EncodedRecord, EncodeError> {
    let source = event.source.as_deref().or(options.source);
    let source = source.ok_or_else(|| EncodeError::MissingSource { event_id: event.event_id.clone() })?;
    if event.schema_version.major != SchemaVersion::CURRENT.major {
        return Err(EncodeError::NotCarried {
            dialect,
            encoding,
            event_type: event.event_type().to_owned(),
            schema_version: event.schema_version,
        });
    }
    event.check(source, Strictness::Reading)?;
    let topic = options.catalog.topic_of(event.event_type()).ok_or_else(|| EncodeError::NoTopic {
        catalog: options.catalog.system().to_owned(),
        event_type: event.event_type().to_owned(),
    })?;
    let value = match (dialect, encoding) {
        (Dialect::Canonical, Encoding::Json) => canonical::to_json(event, source)?,
        (Dialect::Canonical, Encoding::Avro) => canonical::to_avro(event, source)?,
    };
    if value.len() > VALUE_BYTES_MAX {
        return Err(EncodeError::TooLarge { size_bytes: value.len(), limit_bytes: VALUE_BYTES_MAX });
    }
    let subject = KeySubject(event);
    Ok(EncodedRecord {
        topic: topic.name().to_owned(),
        key: topic.record_key(&subject),
        partition_key: topic.partition_key(&subject),
        value,
        headers: headers(event, encoding),
    })
}

/// What key rules of the catalog may ask of an event.
struct KeySubject<'a, T>(&'a Event<T>);

impl<T: Payload> crate::catalog::KeySource for KeySubject<'_, T> {
    fn part(&self, name: &str) -> Option<std::borrow::Cow<'_, str>> {
        match name {
            "event_type" => Some(self.0.event_type().into()),
            "event_id" => Some(self.0.event_id.as_str().into()),
            "schema_major" => Some(self.0.schema_version.major.to_string().into()),
            _ => self.0.data.key_text(name.strip_prefix("data.")?),
        }
    }
}

/// The headers that let a router leave the value closed.
fn headers<T: Payload>(event: &Event<T>, encoding: Encoding) -> Vec<(String, Vec<u8>)> {
    let mut headers = Vec::with_capacity(5);
    let mut push = |name: &str, value: &str| headers.push((name.to_owned(), value.as_bytes().to_vec()));
    push(header::EVENT_TYPE, event.event_type());
    push(header::SCHEMA_VERSION, &event.schema_version.to_string());
    push(header::CONTENT_TYPE, encoding.content_type());
    if let Some(id) = &event.correlation_id {
        push(header::CORRELATION_ID, id);
    }
    if let Some(parent) = event.headers.get(header::TRACEPARENT) {
        push(header::TRACEPARENT, parent);
    }
    headers
}
