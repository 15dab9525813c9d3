//! [`Event`]: a fact with what a stranger needs to route, order and understand it.

use crate::decode::{DecodeError, DecodeOptions};
use crate::dialect::{Dialect, canonical};
use crate::encode::{EncodeError, EncodeOptions};
use crate::encoding::Encoding;
use crate::extensions::Extensions;
use crate::fault::{Faults, Invalid, Path};
use crate::headers::Headers;
use crate::id::new_event_id;
use crate::payload::{Payload, TdaEvent, TypedPayload};
use crate::record::{BorrowedRecord, EncodedRecord};
use crate::schema::validate::Strictness;
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// One fact: an envelope that everybody can read, and a payload.
///
/// ```
/// use tda_events::{Dialect, Encoding, Event, InputData, JobSubmitted, Parameters, Priority};
///
/// let input = InputData::inline_points("square", 2, vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]);
/// let parameters = Parameters::new(1).max_edge_length(2.0);
/// let job = JobSubmitted::new("j1", "u1", "vietoris_rips", parameters, input).priority(Priority::High);
/// let event = Event::new(job)?.source("fastapi-backend");
///
/// let record = event.encode(Dialect::Canonical, Encoding::Json)?;
/// assert_eq!(record.topic, "tda_jobs");
/// let again: Event<JobSubmitted> = Event::decode(&record)?;
/// assert_eq!(again, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Version of the schema that the event was written with.
    pub schema_version: SchemaVersion,
    /// Unique per fact: a UUIDv7 when made here, any text of 1 to 128 bytes when read. A redelivery repeats
    /// it, so readers may drop duplicates by it.
    pub event_id: String,
    /// When it became true, as its source saw it.
    pub timestamp: Timestamp,
    /// Which program says so. Encoding without one is [`EncodeError::MissingSource`].
    pub source: Option<String>,
    /// Ties together everything that one request set off.
    pub correlation_id: Option<String>,
    /// `event_id` of the event that this one answers.
    pub causation_id: Option<String>,
    /// Further context by name, such as `user_id` or `traceparent`.
    pub headers: Headers,
    /// What happened.
    pub data: T,
    /// Envelope fields that this build does not know.
    pub extensions: Extensions,
}

impl<T: Payload> Event<T> {
    /// An event that carries `data`, with a fresh id and the clock's time. Lists every fault of `data`.
    pub fn new(data: T) -> Result<Self, Invalid> {
        let event = Self::unchecked(data);
        let mut faults = Faults::default();
        event.data.check(&Path::ROOT.name("data"), &mut faults, Strictness::Writing);
        faults.into_result()?;
        Ok(event)
    }

    pub(crate) fn unchecked(data: T) -> Self {
        Self {
            schema_version: SchemaVersion::CURRENT,
            event_id: new_event_id(),
            // Whole milliseconds, so that its usual text on the wire says all of it.
            timestamp: Timestamp::now().floor_to_milliseconds(),
            source: None,
            correlation_id: None,
            causation_id: None,
            headers: Headers::new(),
            data,
            extensions: Extensions::default(),
        }
    }

    /// Names the program that says so, such as `fastapi-backend`.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Ties the event to the request that set it off.
    #[must_use]
    pub fn correlation_id(mut self, id: impl Into<String>) -> Self {
        self.correlation_id = Some(id.into());
        self
    }

    /// Names the event that this one answers.
    #[must_use]
    pub fn causation_id(mut self, id: impl Into<String>) -> Self {
        self.causation_id = Some(id.into());
        self
    }

    /// Sets a header; one of the same name is replaced.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sets the id, so that the same event can be made again.
    #[must_use]
    pub fn event_id(mut self, id: impl Into<String>) -> Self {
        self.event_id = id.into();
        self
    }

    /// Sets the time, so that the same event can be made again.
    #[must_use]
    pub fn timestamp(mut self, timestamp: Timestamp) -> Self {
        self.timestamp = timestamp;
        self
    }

    /// The type of event, such as `job.submitted`.
    pub fn event_type(&self) -> &str {
        self.data.event_type()
    }

    /// The text of a field of the payload, such as `user_id`; dots lead into records. Identifiers and whole numbers have one.
    pub fn field_text(&self, path: &str) -> Option<std::borrow::Cow<'_, str>> {
        self.data.key_text(path)
    }

    /// Writes the event in a dialect and an encoding, as a record for its topic in the TDA catalog.
    pub fn encode(&self, dialect: Dialect, encoding: Encoding) -> Result<EncodedRecord, EncodeError> {
        self.encode_with(dialect, encoding, &EncodeOptions::default())
    }

    /// Like [`encode`](Self::encode), with a source for events that name none, or another catalog.
    pub fn encode_with(
        &self,
        dialect: Dialect,
        encoding: Encoding,
        options: &EncodeOptions<'_>,
    ) -> Result<EncodedRecord, EncodeError> {
        Ok(self.encode_borrowed(dialect, encoding, options)?.into_owned())
    }

    /// Like [`encode_with`](Self::encode_with), borrowing what the event has: for those who hand the record on at once.
    pub fn encode_borrowed<'a>(
        &'a self,
        dialect: Dialect,
        encoding: Encoding,
        options: &EncodeOptions<'a>,
    ) -> Result<BorrowedRecord<'a>, EncodeError> {
        crate::encode::encode(self, dialect, encoding, options)
    }

    /// Reads the event of a record. Dialect and encoding are told by the headers, otherwise by the value's look.
    pub fn decode(record: &EncodedRecord) -> Result<Self, DecodeError> {
        Self::decode_value(&record.value, &record.headers)
    }

    /// Reads an event from a record's value and headers.
    pub fn decode_value(value: &[u8], headers: &[(String, Vec<u8>)]) -> Result<Self, DecodeError> {
        Self::decode_with(value, headers, &DecodeOptions::default())
    }

    /// Like [`decode_value`](Self::decode_value), with what the reader knows and accepts: another catalog, fewer
    /// dialects, the schemas of a registry.
    pub fn decode_with(
        value: &[u8],
        headers: &[(String, Vec<u8>)],
        options: &DecodeOptions<'_>,
    ) -> Result<Self, DecodeError> {
        crate::decode::decode(value, headers, options)
    }

    /// The same event with its payload converted.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Event<U> {
        let (data, envelope) = self.split();
        envelope.with(convert(data))
    }

    fn split(self) -> (T, Event<()>) {
        let envelope = Event {
            schema_version: self.schema_version,
            event_id: self.event_id,
            timestamp: self.timestamp,
            source: self.source,
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            headers: self.headers,
            data: (),
            extensions: self.extensions,
        };
        (self.data, envelope)
    }

    /// Checks the envelope, `source` in the place of its own, and the payload by the rules that hold for every event on the wire.
    pub(crate) fn check(&self, source: &str, strictness: Strictness) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        canonical::check_envelope(self, source, &mut faults);
        self.data.check(&Path::ROOT.name("data"), &mut faults, strictness);
        faults.into_result()
    }
}

impl Event<()> {
    fn with<U>(self, data: U) -> Event<U> {
        Event {
            schema_version: self.schema_version,
            event_id: self.event_id,
            timestamp: self.timestamp,
            source: self.source,
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            headers: self.headers,
            data,
            extensions: self.extensions,
        }
    }
}

impl Event<TdaEvent> {
    /// The event with its payload as the type `T`, or the event as it was.
    ///
    /// ```
    /// use tda_events::{Event, JobCancelled, JobSubmitted, TdaEvent, sample};
    /// let any: Event<TdaEvent> = sample("job.cancelled").expect("a known event");
    /// let any = any.into_typed::<JobSubmitted>().expect_err("another payload");
    /// let cancelled: Event<JobCancelled> = any.into_typed().expect("this payload");
    /// assert_eq!(cancelled.data.job_id, "job-0001");
    /// ```
    #[allow(clippy::result_large_err)]
    pub fn into_typed<T>(self) -> Result<Event<T>, Self>
    where
        T: TypedPayload + TryFrom<TdaEvent, Error = TdaEvent>,
    {
        let (data, envelope) = self.split();
        match T::try_from(data) {
            Ok(data) => Ok(envelope.with(data)),
            Err(data) => Err(envelope.with(data)),
        }
    }
}

impl<T: TypedPayload> From<Event<T>> for Event<TdaEvent> {
    fn from(event: Event<T>) -> Self {
        event.map(Into::into)
    }
}

/// An event whose payload is of another type than asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an event of type {expected}, got {found}")]
pub struct WrongEventType {
    /// The type or types asked for.
    pub expected: String,
    /// The type of the event.
    pub found: String,
}
