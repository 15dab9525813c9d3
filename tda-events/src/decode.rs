//! From a record's value and headers to an event.

mod error;
mod form;
mod shape;

use crate::catalog::Catalog;
use crate::dialect::{self, Dialect};
use crate::encoding::{Encoding, SchemaLookup};
use crate::event::Event;
use crate::payload::Payload;

pub use error::DecodeError;
pub(crate) use form::{Body, Form, form};

/// What a reader knows and accepts.
///
/// ```
/// use tda_events::{DecodeOptions, Dialect, Encoding, Event, TdaEvent, sample};
///
/// let record = sample("job.queued").expect("known").encode(Dialect::Canonical, Encoding::Json)?;
/// let options = DecodeOptions::new().dialects(&[Dialect::Canonical, Dialect::CloudEvents]);
/// let event = Event::<TdaEvent>::decode_with(&record.value, &record.headers, &options)?;
/// assert_eq!(event.event_type(), "job.queued");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DecodeOptions<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) dialects: &'a [Dialect],
    pub(crate) schemas: Option<&'a dyn SchemaLookup>,
    pub(crate) encoding: Option<Encoding>,
}

impl Default for DecodeOptions<'_> {
    /// The TDA catalog, every dialect, no schemas but this crate's own, and whichever encoding it is.
    fn default() -> Self {
        Self { catalog: Catalog::tda(), dialects: Dialect::ALL, schemas: None, encoding: None }
    }
}

impl<'a> DecodeOptions<'a> {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The catalog that knows the schemas of [`Dynamic`](crate::Dynamic) payloads.
    #[must_use]
    pub fn catalog(mut self, catalog: &'a Catalog) -> Self {
        self.catalog = catalog;
        self
    }

    /// The dialects that are accepted. Among several the headers decide, then the value's shape.
    #[must_use]
    pub fn dialects(mut self, dialects: &'a [Dialect]) -> Self {
        self.dialects = dialects;
        self
    }

    /// The encoding, whatever the headers and the value's look say.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// Who knows the schemas of framed Avro that was written with schemas other than this crate's.
    #[must_use]
    pub fn schemas(mut self, schemas: &'a dyn SchemaLookup) -> Self {
        self.schemas = Some(schemas);
        self
    }
}

pub(crate) fn decode<T: Payload>(
    value: &[u8],
    headers: &[(String, Vec<u8>)],
    options: &DecodeOptions<'_>,
) -> Result<Event<T>, DecodeError> {
    dialect::read(form(value, headers, options)?, headers, options.catalog)
}
