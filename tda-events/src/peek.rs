//! Peeking: the envelope of an event without its payload.

use std::borrow::Cow;

use crate::decode::{DecodeError, DecodeOptions, form};
use crate::dialect;
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// The envelope of an event, borrowed from the value where that is possible.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Peek<'a> {
    /// Version of the schema that the event was written with.
    pub schema_version: SchemaVersion,
    /// Unique per fact.
    pub event_id: Cow<'a, str>,
    /// When it became true, as its source saw it.
    pub timestamp: Timestamp,
    /// What kind of fact it is; possibly one that this build has no payload for.
    pub event_type: Cow<'a, str>,
    /// Which program says so.
    pub source: Cow<'a, str>,
    /// Ties together what one request set off.
    pub correlation_id: Option<Cow<'a, str>>,
    /// The event that this one answers.
    pub causation_id: Option<Cow<'a, str>>,
    /// Further context: names and values in order.
    pub headers: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Peek<'_> {
    /// The value of the header `name`.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }

    /// The same envelope, borrowed from nothing.
    pub fn into_owned(self) -> Peek<'static> {
        fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
            Cow::Owned(text.into_owned())
        }
        Peek {
            schema_version: self.schema_version,
            event_id: owned(self.event_id),
            timestamp: self.timestamp,
            event_type: owned(self.event_type),
            source: owned(self.source),
            correlation_id: self.correlation_id.map(owned),
            causation_id: self.causation_id.map(owned),
            headers: self.headers.into_iter().map(|(name, value)| (owned(name), owned(value))).collect(),
        }
    }
}

/// Reads the envelope of an event and leaves `data` closed: to route, to filter, to set aside.
///
/// Neither `data` nor what stands behind it is checked, and the event's type need not be known here.
///
/// ```
/// use tda_events::{Dialect, Encoding, peek, sample};
/// let event = sample("job.submitted").expect("a known event");
/// let record = event.encode(Dialect::Canonical, Encoding::Json)?;
/// assert_eq!(peek(&record.value, &record.headers)?.event_type, "job.submitted");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn peek<'a>(value: &'a [u8], headers: &'a [(String, Vec<u8>)]) -> Result<Peek<'a>, DecodeError> {
    peek_with(value, headers, &DecodeOptions::default())
}

/// Like [`peek`], with what a reader knows and accepts.
pub fn peek_with<'a>(
    value: &'a [u8],
    headers: &'a [(String, Vec<u8>)],
    options: &DecodeOptions<'_>,
) -> Result<Peek<'a>, DecodeError> {
    dialect::peek(form(value, headers, options)?, headers)
}
