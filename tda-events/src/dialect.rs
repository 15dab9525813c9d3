//! Dialects: wire shapes of the same event. A further one is a file in `dialect/` and a variant here.

pub(crate) mod canonical;

use std::fmt;

use crate::encode::{EncodeError, Writing};
use crate::payload::Payload;
use crate::time::Timestamp;

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

/// Refuses what the dialect or the encoding does not carry, before anything is written.
pub(crate) fn check_carried<T: Payload>(writing: &Writing<'_, T>) -> Result<(), EncodeError> {
    let event = writing.event;
    if !event.data.belongs_to(writing.dialect) {
        return Err(writing.not_carried("the dialect means another payload by this event type"));
    }
    if !writing.scope().reads::<T>(event.schema_version) {
        return Err(writing.not_carried("this build writes major 1"));
    }
    Ok(())
}

/// RFC 3339 text with as many digits as the time has: milliseconds where they say all of it.
pub(crate) fn time_text(time: Timestamp) -> String {
    if time == time.floor_to_milliseconds() { time.to_string() } else { time.to_microsecond_text() }
}
