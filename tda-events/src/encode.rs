//! From an event to a record.

mod error;

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::content_type;
use crate::dialect::{self, Dialect};
use crate::encoding::{Encoding, SchemaIds, frame};
use crate::event::Event;
use crate::limits::VALUE_BYTES_MAX;
use crate::payload::sealed::Scope;
use crate::payload::wire_form::Outgoing;
use crate::payload::{Layout, Payload};
use crate::record::{BorrowedRecord, RecordHeaders, UsualHeaders, header};
use crate::schema::validate::Strictness;
use crate::sealing::key_part;

pub use error::EncodeError;

/// What encoding takes from its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct EncodeOptions<'a> {
    pub(crate) source: Option<&'a str>,
    pub(crate) catalog: &'a Catalog,
    pub(crate) schemas: Option<&'a dyn SchemaIds>,
    pub(crate) layout: Option<Layout>,
}

impl Default for EncodeOptions<'_> {
    /// No default source, the TDA catalog, and no schema ids.
    fn default() -> Self {
        Self { source: None, catalog: Catalog::tda(), schemas: None, layout: None }
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

    /// The layout of persistence diagrams; without it that of their topic in the catalog. Events of a schema
    /// before 1.2 are written as records in any case.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = Some(layout);
        self
    }

    /// Who knows the ids of schemas, which [`Encoding::JsonConfluent`] and [`Encoding::AvroConfluent`] need.
    #[must_use]
    pub fn schemas(mut self, schemas: &'a dyn SchemaIds) -> Self {
        self.schemas = Some(schemas);
        self
    }
}

pub(crate) fn encode<'a, T: Payload>(
    event: &'a Event<T>,
    dialect: Dialect,
    encoding: Encoding,
    options: &EncodeOptions<'a>,
) -> Result<BorrowedRecord<'a>, EncodeError> {
    let source = event.source.as_deref().or(options.source);
    let source = source.ok_or_else(|| EncodeError::MissingSource { event_id: event.event_id.clone() })?;
    let mut writing = Writing { event, source, dialect, encoding, options, layout: Layout::Records };
    dialect::check_carried(&writing)?;
    event.check(source, Strictness::Reading)?;
    let topic = options.catalog.topic_of(event.event_type()).ok_or_else(|| EncodeError::NoTopic {
        catalog: options.catalog.system().to_owned(),
        event_type: event.event_type().to_owned(),
    })?;
    if event.schema_version >= Layout::PACKED_SINCE {
        writing.layout = options.layout.unwrap_or_else(|| topic.layout());
    }
    let (own_headers, value) = dialect::write(&writing)?;
    let value = frame::framed(&writing, topic.name(), value)?;
    if value.len() > VALUE_BYTES_MAX {
        return Err(EncodeError::TooLarge { size_bytes: value.len(), limit_bytes: VALUE_BYTES_MAX });
    }
    let subject = KeySubject { event, source };
    let (key, partition_key) = topic.keys(&subject);
    Ok(BorrowedRecord {
        topic: topic.name().into(),
        key,
        partition_key,
        value: value.into(),
        headers: own_headers.map_or_else(
            || RecordHeaders::Usual(headers(event, dialect, encoding)),
            |own| RecordHeaders::Listed(own.into()),
        ),
        partitioner: topic.partitioner(),
        timestamp: event.timestamp,
    })
}

/// An event on its way out.
#[derive(Clone, Copy)]
pub(crate) struct Writing<'a, T> {
    pub(crate) event: &'a Event<T>,
    /// The event's source, or the default.
    pub(crate) source: &'a str,
    pub(crate) dialect: Dialect,
    pub(crate) encoding: Encoding,
    pub(crate) options: &'a EncodeOptions<'a>,
    /// How the topic wants lists of intervals.
    pub(crate) layout: Layout,
}

impl<'a, T: Payload> Writing<'a, T> {
    pub(crate) fn not_carried(&self, reason: impl Into<String>) -> EncodeError {
        EncodeError::NotCarried {
            dialect: self.dialect,
            encoding: self.encoding,
            event_type: self.event.event_type().to_owned(),
            schema_version: self.event.schema_version,
            reason: reason.into(),
        }
    }

    /// The payload in the event's version and the topic's layout.
    pub(crate) fn data(&self) -> Outgoing<'a, T> {
        Outgoing::new(self.event, self.layout)
    }

    pub(crate) fn scope(&self) -> Scope<'a> {
        Scope { dialect: self.dialect, catalog: Some(self.options.catalog) }
    }
}

/// What key rules of the catalog may ask of an event.
struct KeySubject<'a, T> {
    event: &'a Event<T>,
    /// The event's source, or the default.
    source: &'a str,
}

impl<'a, T: Payload> crate::catalog::KeySource<'a> for KeySubject<'a, T> {
    fn part(&self, name: &str) -> Option<Cow<'a, str>> {
        match name {
            "event_type" => Some(self.event.event_type().into()),
            "event_id" => Some(self.event.event_id.as_str().into()),
            "source" => Some(self.source.into()),
            "correlation_id" => self.event.correlation_id.as_deref().map(Into::into),
            "schema_major" => Some(self.event.schema_version.major.to_string().into()),
            _ => match name.strip_prefix("headers.") {
                Some(header) => self.event.headers.get(header).map(|text| key_part(text).into()),
                None => match self.event.data.key_text(name.strip_prefix("data.")?)? {
                    Cow::Borrowed(text) => Some(key_part(text).into()),
                    owned => Some(owned),
                },
            },
        }
    }
}

fn headers<T: Payload>(event: &Event<T>, dialect: Dialect, encoding: Encoding) -> UsualHeaders<'_> {
    UsualHeaders {
        event_type: event.event_type(),
        schema_version: event.schema_version.text(),
        content_type: content_type::of(dialect, encoding),
        correlation_id: event.correlation_id.as_deref(),
        traceparent: event.headers.get(header::TRACEPARENT),
    }
}
