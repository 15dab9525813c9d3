//! Envelopes that say the same things under other names, in other places: each is a [`Layout`], a table.
//!
//! ```text
//! slots       id, type, source, ...: one name each, at the top or within `metadata`
//! headers     text entries beside them; names that the dialect spells differently are translated
//! own         what only this dialect has (numbers in metadata, `eventVersion: 1`): kept in the event's
//!             extensions under the dialect's name, in the shape of the wire, and put back in place
//! extensions  JSON text by JSON Pointer: everything that has no place above
//! ```

mod avro;
mod front;
mod json;
mod parts;

use std::borrow::Cow;

pub(crate) use avro::{envelope_record, from_avro, json_record, peek_avro, to_avro};
pub(crate) use front::Front;
pub(crate) use json::{envelope, from_json, from_tree, peek_json, place_text, to_json, tree};
pub(crate) use parts::{Parts, Room};

use super::{Dialect, cloudevents, time_text};
use crate::limits::{HEADER_NAME_BYTES_MAX, HEADER_VALUE_BYTES_MAX};
use crate::peek::Peek;
use crate::version::SchemaVersion;

/// Where a slot or the headers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum In {
    Top,
    Metadata,
}

/// What a slot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    CausationId,
    CorrelationId,
    EventId,
    EventType,
    Schema,
    Source,
    Timestamp,
    Version,
}

impl What {
    /// Its name in the canonical dialect.
    fn name(self) -> &'static str {
        match self {
            Self::CausationId => "causation_id",
            Self::CorrelationId => "correlation_id",
            Self::EventId => "event_id",
            Self::EventType => "event_type",
            Self::Schema => "schema",
            Self::Source => "source",
            Self::Timestamp => "timestamp",
            Self::Version => "schema_version",
        }
    }

    fn is_required(self) -> bool {
        matches!(self, Self::EventId | Self::EventType | Self::Source | Self::Timestamp)
    }
}

/// One thing under one name.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) what: What,
    pub(crate) name: &'static str,
    pub(crate) within: In,
}

const fn top(what: What, name: &'static str) -> Slot {
    Slot { what, name, within: In::Top }
}

const fn meta(what: What, name: &'static str) -> Slot {
    Slot { what, name, within: In::Metadata }
}

/// How an envelope is laid out.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) dialect: Dialect,
    /// In the order in which they are written.
    pub(crate) slots: &'static [Slot],
    /// Where headers stand. Unknown fields stand in place only where these are in `metadata`.
    pub(crate) headers: In,
    /// Headers by their names in memory and on the wire, where these differ.
    renamed: &'static [(&'static str, &'static str)],
    /// Names on the wire of headers that have a field of their own in Avro.
    pub(crate) avro_headers: &'static [&'static str],
    /// Fields that always hold the same.
    pub(crate) constants: &'static [(&'static str, &'static str)],
    /// Name of the payload.
    pub(crate) payload: &'static str,
    /// Name of the extension place.
    pub(crate) extensions: &'static str,
    /// Under which name the event's extensions keep what only this dialect has.
    pub(crate) own: &'static str,
}

pub(crate) const METADATA: &str = "metadata";

pub(crate) static METADATA_PAYLOAD: Layout = Layout {
    dialect: Dialect::MetadataPayload,
    slots: &[
        meta(What::EventId, "message_id"),
        meta(What::EventType, "message_type"),
        meta(What::Timestamp, "timestamp"),
        meta(What::Source, "source_service"),
        meta(What::CorrelationId, "correlation_id"),
        meta(What::CausationId, "causation_id"),
        meta(What::Version, "version"),
    ],
    headers: In::Metadata,
    renamed: &[],
    avro_headers: &["user_id"],
    constants: &[],
    payload: "payload",
    extensions: "extensions",
    own: "metadata_payload",
};

pub(crate) static CAMEL_CASE: Layout = Layout {
    dialect: Dialect::CamelCase,
    slots: &[
        top(What::Schema, "eventSchema"),
        top(What::EventId, "eventId"),
        top(What::EventType, "eventType"),
        top(What::Version, "eventVersion"),
        top(What::Source, "source"),
        top(What::Timestamp, "timestamp"),
        top(What::CorrelationId, "correlationId"),
        top(What::CausationId, "causationId"),
    ],
    headers: In::Metadata,
    renamed: &[("user_id", "userId"), ("session_id", "sessionId"), ("trace_id", "traceId")],
    avro_headers: &["userId", "sessionId", "traceId", "environment"],
    constants: &[],
    payload: "payload",
    extensions: "extensions",
    own: "camel_case",
};

const ATTRIBUTES: &[Slot] = &[
    top(What::EventId, "id"),
    top(What::Source, "source"),
    top(What::EventType, "type"),
    top(What::Timestamp, "time"),
    top(What::Version, "schemaversion"),
    top(What::CorrelationId, "correlationid"),
    top(What::CausationId, "causationid"),
];

pub(crate) static CLOUDEVENTS: Layout = Layout {
    dialect: Dialect::CloudEvents,
    slots: ATTRIBUTES,
    headers: In::Top,
    renamed: &[],
    avro_headers: &[],
    constants: &[("specversion", "1.0"), ("datacontenttype", "application/json")],
    payload: "data",
    extensions: "tdaextensions",
    own: "cloudevents",
};

/// The attributes without the data, which is the record's value.
pub(crate) static CLOUDEVENTS_BINARY: Layout = Layout {
    dialect: Dialect::CloudEventsBinary,
    slots: ATTRIBUTES,
    headers: In::Top,
    renamed: &[],
    avro_headers: &[],
    constants: &[("specversion", "1.0")],
    payload: "data",
    extensions: "tdaextensions",
    own: "cloudevents",
};

impl Layout {
    /// The layout of a dialect that has one.
    pub(crate) fn of(dialect: Dialect) -> Option<&'static Self> {
        match dialect {
            Dialect::MetadataPayload => Some(&METADATA_PAYLOAD),
            Dialect::CamelCase => Some(&CAMEL_CASE),
            Dialect::CloudEvents => Some(&CLOUDEVENTS),
            Dialect::CloudEventsBinary => Some(&CLOUDEVENTS_BINARY),
            Dialect::Canonical | Dialect::FsmRecord => None,
        }
    }

    fn is_cloudevents(&self) -> bool {
        self.headers == In::Top
    }

    /// The name on the wire of a header in memory.
    fn wire<'a>(&self, memory: &'a str) -> &'a str {
        self.renamed.iter().find(|(name, _)| *name == memory).map_or(memory, |(_, wire)| wire)
    }

    fn memory<'a>(&self, wire: &'a str) -> &'a str {
        self.renamed.iter().find(|(_, name)| *name == wire).map_or(wire, |(memory, _)| memory)
    }

    /// Whether a name at the top means something of its own.
    fn is_top_name(&self, name: &str) -> bool {
        name == self.payload
            || name == self.extensions
            || (self.headers == In::Metadata && name == METADATA)
            || (self.is_cloudevents() && matches!(name, "data_base64" | "datacontenttype"))
            || self.constants.iter().any(|(constant, _)| *constant == name)
            || self.slots.iter().any(|slot| slot.within == In::Top && slot.name == name)
    }

    /// Whether a text entry where headers stand is read as a header: then it is also written there.
    fn is_header(&self, wire: &str, value: &str) -> bool {
        let is_slot = match self.headers {
            In::Top => self.is_top_name(wire),
            In::Metadata => self.slots.iter().any(|slot| slot.within == In::Metadata && slot.name == wire),
        };
        let fits = (1..=HEADER_NAME_BYTES_MAX).contains(&wire.len()) && value.len() <= HEADER_VALUE_BYTES_MAX;
        let fits = fits && (!self.is_cloudevents() || cloudevents::is_attribute(wire, value));
        !is_slot && fits && self.wire(self.memory(wire)) == wire
    }

    /// What a slot's text is for this envelope.
    fn spell(&self, what: What, envelope: &Peek<'_>) -> Option<String> {
        let text = |text: &str| match self.is_cloudevents() {
            true => cloudevents::attribute(text).into_owned(),
            false => text.to_owned(),
        };
        Some(match what {
            What::CausationId => text(envelope.causation_id.as_deref()?),
            What::CorrelationId => text(envelope.correlation_id.as_deref()?),
            What::EventId => text(&envelope.event_id),
            What::EventType => text(&envelope.event_type),
            What::Schema => format!("{}.v{}", envelope.event_type, envelope.schema_version.major),
            What::Source if self.is_cloudevents() => cloudevents::uri_reference(&envelope.source),
            What::Source => envelope.source.clone().into_owned(),
            What::Timestamp => time_text(envelope.timestamp),
            What::Version => envelope.schema_version.to_string(),
        })
    }

    /// Takes a slot's text into the envelope; gives back the rule that it breaks. An empty optional one is
    /// none.
    fn take(&self, what: What, text: &str, envelope: &mut Peek<'_>) -> Result<(), &'static str> {
        let optional = || (!text.is_empty()).then(|| Cow::Owned(text.to_owned()));
        match what {
            What::CausationId => envelope.causation_id = optional(),
            What::CorrelationId => envelope.correlation_id = optional(),
            What::EventId => envelope.event_id = text.to_owned().into(),
            What::EventType => envelope.event_type = text.to_owned().into(),
            What::Schema => {}
            What::Source if self.is_cloudevents() => {
                envelope.source = cloudevents::from_uri_reference(text).into();
            }
            What::Source => envelope.source = text.to_owned().into(),
            What::Timestamp => envelope.timestamp = text.parse().map_err(|_| "RFC 3339 time")?,
            What::Version => envelope.schema_version = version(text).ok_or("version such as 1.0")?,
        }
        Ok(())
    }
}

/// A version as foreign messages write it: `1`, `1.0`, `1.0.3`, with or without a `v`.
pub(crate) fn version(text: &str) -> Option<SchemaVersion> {
    let mut numbers = text.strip_prefix(['v', 'V']).unwrap_or(text).split('.').map(str::parse::<u16>);
    let major = numbers.next()?.ok()?;
    let minor = numbers.next().unwrap_or(Ok(0)).ok()?;
    numbers.all(|number| number.is_ok()).then_some(SchemaVersion { major, minor })
}
