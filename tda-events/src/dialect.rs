//! Dialects: wire shapes of the same event. A further one is a file in `dialect/` and a variant here.

pub(crate) mod canonical;
pub(crate) mod cloudevents;
mod foreign;
mod fsm_record;
pub(crate) mod layout;
pub(crate) mod schemas;

use std::fmt;

use crate::catalog::Catalog;
use crate::decode::{Body, DecodeError, Form};
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::event::Event;
use crate::payload::sealed::Scope;
use crate::payload::{Payload, TdaEvent};
use crate::peek::Peek;
use crate::time::Timestamp;

pub(crate) use fsm_record::reason as fsm_reason;
use layout::Layout;

/// A record's headers.
type Headers = Vec<(String, Vec<u8>)>;

/// A wire shape.
///
/// A dialect declares what it carries; writing anything else is
/// [`EncodeError::NotCarried`](crate::EncodeError::NotCarried). What it has no name for travels in its
/// extension place, so that an event comes out as it went in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Dialect {
    /// The TDA pipeline's own: `schema_version`, `event_id`, ..., `data`. Carries every event.
    Canonical,
    /// The TDA platform integration's: `metadata` and `payload`. Carries that integration's events.
    MetadataPayload,
    /// Alphintra's: `eventSchema`, `eventId`, ..., `metadata`, `payload`. Carries every event.
    CamelCase,
    /// The field service's Avro record `TaskEvent`. Carries its six task events.
    FsmRecord,
    /// CloudEvents 1.0, structured mode: one JSON object. Carries every event.
    CloudEvents,
    /// CloudEvents 1.0, Kafka binary mode: attributes as headers, the payload as value. Carries every event.
    CloudEventsBinary,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Self] = &[
        Self::Canonical,
        Self::MetadataPayload,
        Self::CamelCase,
        Self::FsmRecord,
        Self::CloudEvents,
        Self::CloudEventsBinary,
    ];

    /// Its name, such as `canonical`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Canonical => "canonical",
            Self::MetadataPayload => "metadata_payload",
            Self::CamelCase => "camel_case",
            Self::FsmRecord => "fsm_record",
            Self::CloudEvents => "cloudevents",
            Self::CloudEventsBinary => "cloudevents_binary",
        }
    }

    /// The dialect called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dialect| dialect.name() == name)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why `dialect` in `encoding` does not carry events of this type, or `None` if it does.
pub(crate) fn not_carried(
    dialect: Dialect,
    encoding: Encoding,
    event_type: &str,
    is_tda: bool,
) -> Option<&'static str> {
    match dialect {
        Dialect::MetadataPayload if !is_tda || TdaEvent::schema_in(dialect, event_type).is_none() => {
            Some("it carries the events of the TDA platform integration only")
        }
        Dialect::FsmRecord if !fsm_record::is_task_event(event_type) => {
            Some("it carries the six task events only")
        }
        Dialect::CloudEvents if !encoding.is_json() => {
            Some("the structured mode is JSON; the binary mode has Avro payloads")
        }
        _ => None,
    }
}

/// Refuses what the dialect or the encoding does not carry, before anything is written.
pub(crate) fn check_carried<T: Payload>(writing: &Writing<'_, T>) -> Result<(), EncodeError> {
    let (event, is_tda) = (writing.event, writing.scope().is_tda());
    if let Some(reason) = not_carried(writing.dialect, writing.encoding, event.event_type(), is_tda) {
        return Err(writing.not_carried(reason));
    }
    if !event.data.belongs_to(writing.dialect) {
        return Err(writing.not_carried("the dialect means another payload by this event type"));
    }
    if !writing.scope().reads(event.data.record(), event.schema_version) {
        return Err(writing.not_carried("this build writes majors 1 and 2"));
    }
    Ok(())
}

/// The value of an event, which is checked already, without its frame; with headers of the dialect's own.
pub(crate) fn write<T: Payload>(writing: &Writing<'_, T>) -> Result<(Option<Headers>, Vec<u8>), EncodeError> {
    let value = match (writing.dialect, Layout::of(writing.dialect), writing.encoding.is_json()) {
        (Dialect::Canonical, _, true) => canonical::to_json(writing)?,
        (Dialect::Canonical, _, false) => canonical::to_avro(writing)?,
        (Dialect::CloudEventsBinary, ..) => {
            let (headers, value) = cloudevents::to_binary(writing)?;
            return Ok((Some(headers), value));
        }
        (_, Some(layout), true) => layout::to_json(layout, writing)?,
        (_, Some(layout), false) => layout::to_avro(layout, writing)?,
        (_, None, true) => fsm_record::to_json(writing)?,
        (_, None, false) => fsm_record::to_avro(writing)?,
    };
    Ok((None, value))
}

/// Reads an event from a value without its frame.
pub(crate) fn read<T: Payload>(
    form: Form<'_>,
    headers: &[(String, Vec<u8>)],
    catalog: &Catalog,
) -> Result<Event<T>, DecodeError> {
    let scope = Scope { dialect: form.dialect, catalog: Some(catalog) };
    match (form.dialect, Layout::of(form.dialect), form.body) {
        (dialect, _, Body::Foreign { value, schema }) => {
            let json = foreign::to_json::<T>(value, &schema, headers, scope)?;
            read(Form { dialect, body: Body::Json(&json) }, headers, catalog)
        }
        (Dialect::Canonical, _, Body::Json(value)) => canonical::from_json(value, scope),
        (Dialect::Canonical, _, Body::Avro { value, event_type, schema_version }) => {
            canonical::from_avro(value, &event_type, schema_version, scope)
        }
        (Dialect::CloudEventsBinary, _, Body::Json(value)) => {
            cloudevents::from_binary(headers, value, true, scope)
        }
        (Dialect::CloudEventsBinary, _, Body::Avro { value, .. }) => {
            cloudevents::from_binary(headers, value, false, scope)
        }
        (_, Some(layout), Body::Json(value)) => layout::from_json(layout, value, scope),
        (_, Some(layout), Body::Avro { value, event_type, schema_version }) => {
            layout::from_avro(layout, value, (&event_type, schema_version), scope)
        }
        (_, None, Body::Json(value)) => fsm_record::from_json(value, scope),
        (_, None, Body::Avro { value, .. }) => fsm_record::from_avro(value, scope),
    }
}

/// Reads the envelope of a value without its frame.
pub(crate) fn peek<'a>(form: Form<'a>, headers: &[(String, Vec<u8>)]) -> Result<Peek<'a>, DecodeError> {
    match (form.dialect, Layout::of(form.dialect), form.body) {
        (dialect, _, Body::Foreign { value, schema }) => {
            let json = foreign::shaped(value, &schema, dialect)?.to_string();
            peek(Form { dialect, body: Body::Json(json.as_bytes()) }, headers).map(Peek::into_owned)
        }
        (Dialect::Canonical, _, Body::Json(value)) => canonical::peek_json(value),
        (Dialect::Canonical, _, Body::Avro { value, event_type, schema_version }) => {
            canonical::peek_avro(value, &event_type, schema_version)
        }
        (Dialect::CloudEventsBinary, ..) => cloudevents::peek_binary(headers),
        (_, Some(layout), Body::Json(value)) => layout::peek_json(layout, value),
        (_, Some(layout), Body::Avro { value, event_type, schema_version }) => {
            layout::peek_avro(layout, value, (&event_type, schema_version))
        }
        (_, None, Body::Json(value)) => fsm_record::peek_json(value),
        (_, None, Body::Avro { value, .. }) => fsm_record::peek_avro(value),
    }
}

/// RFC 3339 text with as many digits as the time has: milliseconds where they say all of it.
pub(crate) fn time_text(time: Timestamp) -> String {
    if time == time.floor_to_milliseconds() { time.to_string() } else { time.to_microsecond_text() }
}
