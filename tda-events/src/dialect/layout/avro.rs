//! A laid-out envelope as Avro: the slots, `metadata` with its headers, the extension place, the payload.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::parts::Room;
use super::{Front, In, Layout, METADATA, Parts, Slot, What};
use crate::decode::DecodeError;
use crate::dialect::canonical::{
    contradiction, data_type, envelope_name, put_optional_text, put_text_map, writable_type,
};
use crate::encode::{EncodeError, Writing};
use crate::encoding::avro::{DatumDeserializer, Reader, put_long, put_text, write_datum};
use crate::event::Event;
use crate::extensions::Wanted;
use crate::fault::{Fault, Invalid};
use crate::limits::{EXTENSIONS_MAX, HEADER_VALUE_BYTES_MAX, HEADERS_MAX, VALUE_BYTES_MAX};
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::peek::Peek;
use crate::schema::validate::Strictness;
use crate::schema::{Field, Presence, Record, Type};
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// Writes an event, which is checked already, with the schema of its version.
pub(crate) fn to_avro<T: Payload>(
    layout: &'static Layout,
    writing: &Writing<'_, T>,
) -> Result<Vec<u8>, EncodeError> {
    let ty = writable_type(writing)?;
    let parts = Parts::of(layout, writing, Room::Avro, Wanted::UnknownFields)?;
    let data = writing.data();
    let mut out = Vec::with_capacity(data.size_hint(false));
    put_slots(&mut out, layout, &parts, In::Top);
    put_slots(&mut out, layout, &parts, In::Metadata);
    let field = |name: &str| parts.headers.iter().find(|(wire, _)| *wire == name);
    for name in layout.avro_headers {
        put_optional_text(&mut out, field(name).map(|(_, value)| *value));
    }
    let others = parts.headers.iter().filter(|(wire, _)| !layout.avro_headers.contains(wire));
    let others: Vec<(&str, &str)> = others.copied().collect();
    put_text_map(&mut out, others.into_iter());
    put_text_map(&mut out, parts.place.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    write_datum(&mut out, &data, &ty)
        .map_err(|error| Invalid::one(Fault::new("data", "a payload of its schema", error.to_string())))?;
    Ok(out)
}

fn put_slots(out: &mut Vec<u8>, layout: &Layout, parts: &Parts<'_>, within: In) {
    for slot in layout.slots.iter().filter(|slot| slot.within == within) {
        let text = layout.spell(slot.what, &parts.envelope);
        match slot.what {
            What::Timestamp => put_long(out, parts.envelope.timestamp.microseconds()),
            What::CausationId | What::CorrelationId => put_optional_text(out, text.as_deref()),
            _ => put_text(out, &text.unwrap_or_default()),
        }
    }
}

/// Reads the fields up to the headers.
fn front(reader: &mut Reader<'_>, layout: &'static Layout) -> Result<Front, DecodeError> {
    let mut front = Front::empty(layout);
    for within in [In::Top, In::Metadata] {
        for slot in layout.slots.iter().filter(|slot| slot.within == within) {
            take_slot(reader, layout, slot, &mut front.envelope)?;
        }
    }
    for name in layout.avro_headers {
        if reader.is_present()? {
            let value = reader.text()?.to_owned();
            front.envelope.headers.push((Cow::Borrowed(layout.memory(name)), value.into()));
        }
    }
    for (name, value) in reader.text_map::<&str>(HEADERS_MAX)? {
        let name = layout.memory(name).to_owned();
        if front.envelope.headers.iter().any(|(taken, _)| *taken == name) {
            return Err(reader.refuse("a header that has a field and stands among the others too"));
        }
        front.envelope.headers.push((name.into(), value.to_owned().into()));
    }
    let place = reader.text_map::<&str>(EXTENSIONS_MAX)?;
    front.place = place.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Ok(front)
}

fn take_slot(
    reader: &mut Reader<'_>,
    layout: &Layout,
    slot: &Slot,
    envelope: &mut Peek<'_>,
) -> Result<(), DecodeError> {
    let text = match slot.what {
        What::Timestamp => {
            envelope.timestamp = Timestamp::from_microseconds(reader.long()?)
                .map_err(|error| Invalid::one(Fault::new(slot.name, "time", error.to_string())))?;
            return Ok(());
        }
        What::CausationId | What::CorrelationId => match reader.is_present()? {
            true => reader.text()?,
            false => return Ok(()),
        },
        _ => reader.text()?,
    };
    layout.take(slot.what, text, envelope).map_err(|rule| reader.refuse(format!("{}: no {rule}", slot.name)))
}

/// Reads an event that was written with the schema of `schema_version`.
pub(crate) fn from_avro<T: Payload>(
    layout: &'static Layout,
    value: &[u8],
    told: (&str, Option<SchemaVersion>),
    scope: Scope<'_>,
) -> Result<Event<T>, DecodeError> {
    let (event_type, version) = told;
    // What cannot be read at all is told before what is wrong with it.
    version.map(|version| data_type::<T>(event_type, version, scope)).transpose()?;
    let mut reader = Reader::new(value);
    let front = front(&mut reader, layout)?;
    check_told(&reader, &front.envelope, told)?;
    let ty = data_type::<T>(event_type, front.envelope.schema_version, scope)?;
    let version = front.envelope.schema_version;
    let data: T = scope
        .read_at(event_type, version, DatumDeserializer::new(&mut reader, &ty))
        .map_err(|error| error.at(&reader))?;
    reader.finish()?;
    let event = front.into_event(data);
    event.check(event.source.as_deref().unwrap_or_default(), Strictness::Reading)?;
    Ok(event)
}

fn check_told(
    reader: &Reader<'_>,
    found: &Peek<'_>,
    told: (&str, Option<SchemaVersion>),
) -> Result<(), DecodeError> {
    if found.event_type != told.0 {
        return Err(contradiction(reader, "event_type", told.0, &found.event_type));
    }
    if let Some(told) = told.1.filter(|told| *told != found.schema_version) {
        let found = found.schema_version.to_string();
        return Err(contradiction(reader, "schema_version", &told.to_string(), &found));
    }
    Ok(())
}

/// Reads the envelope, which stands before the payload.
pub(crate) fn peek_avro(
    layout: &'static Layout,
    value: &[u8],
    told: (&str, Option<SchemaVersion>),
) -> Result<Peek<'static>, DecodeError> {
    let mut reader = Reader::new(value);
    let mut front = front(&mut reader, layout)?;
    check_told(&reader, &front.envelope, told)?;
    front.settle_headers();
    Ok(front.envelope)
}

/// The schema of a whole event in this layout.
pub(crate) fn envelope_record(layout: &Layout, data: &Arc<Record>) -> Record {
    let mut fields: Vec<Field> = slots(layout, In::Top);
    let mut metadata = slots(layout, In::Metadata);
    for name in layout.avro_headers {
        let ty = Type::text(0, HEADER_VALUE_BYTES_MAX);
        metadata.push(field(name, "A header of the event.", ty, Presence::Optional));
    }
    metadata.push(text_map("headers", "Further headers by name.", HEADERS_MAX));
    let metadata = Record::new("EnvelopeMetadata", "About the event.", metadata);
    fields.push(field(METADATA, "About the event.", Type::Record(Arc::new(metadata)), Presence::Required));
    let doc = "What has no other place: JSON text by JSON Pointer.";
    fields.push(text_map(layout.extensions, doc, EXTENSIONS_MAX));
    fields.push(field(layout.payload, "What happened.", Type::Record(Arc::clone(data)), Presence::Required));
    Record::new(&envelope_name(data), &data.doc, fields)
}

/// The schema of a whole event in this layout's JSON, where headers stand among the named fields.
pub(crate) fn json_record(layout: &Layout, data: &Arc<Record>) -> Record {
    let text =
        |name: &str, doc: &str, presence| field(name, doc, Type::text(1, HEADER_VALUE_BYTES_MAX), presence);
    let mut fields = Vec::new();
    for (name, value) in layout.constants {
        fields.push(text(name, &format!("Usually `{value}`."), Presence::Required));
    }
    fields.extend(slots(layout, In::Top));
    match layout.headers {
        In::Top => {
            fields.push(text(layout.extensions, "What has no attribute, as JSON text.", Presence::Optional));
        }
        In::Metadata => {
            let mut metadata = slots(layout, In::Metadata);
            let headers = layout.avro_headers.iter();
            metadata.extend(headers.map(|name| text(name, "A header of the event.", Presence::Optional)));
            let record = Record::new("EnvelopeMetadata", "About the event; headers by name.", metadata);
            fields.push(field(
                METADATA,
                "About the event.",
                Type::Record(Arc::new(record)),
                Presence::Required,
            ));
            let doc = "What has no other place: JSON text by JSON Pointer.";
            fields.push(text_map(layout.extensions, doc, EXTENSIONS_MAX));
        }
    }
    fields.push(field(layout.payload, "What happened.", Type::Record(Arc::clone(data)), Presence::Required));
    Record::new(&envelope_name(data), &data.doc, fields)
}

fn slots(layout: &Layout, within: In) -> Vec<Field> {
    let slots = layout.slots.iter().filter(|slot| slot.within == within);
    slots.map(|slot| slot_field(slot.what, slot.name)).collect()
}

fn slot_field(what: What, name: &str) -> Field {
    let (doc, ty) = match what {
        What::CausationId => ("The event that this one answers.", Type::id()),
        What::CorrelationId => ("Ties together what one request set off.", Type::id()),
        What::EventId => ("Unique per fact; a redelivery repeats it.", Type::id()),
        What::EventType => ("What kind of fact it is.", Type::id()),
        What::Schema => ("Names the schema: event type and major version.", Type::short_name()),
        What::Source => ("Which program says so.", Type::short_name()),
        What::Timestamp => ("When it became true, as its source saw it.", Type::Timestamp),
        What::Version => ("Version of the schema, major.minor.", Type::text(3, 11)),
    };
    let is_optional = matches!(what, What::CausationId | What::CorrelationId);
    field(name, doc, ty, if is_optional { Presence::Optional } else { Presence::Required })
}

fn field(name: &str, doc: &str, ty: Type, presence: Presence) -> Field {
    Field::new(name, doc, ty, presence, SchemaVersion::V1_0)
}

fn text_map(name: &str, doc: &str, entries_max: usize) -> Field {
    let values = Box::new(Type::text(0, VALUE_BYTES_MAX));
    field(name, doc, Type::Map { values, entries_max }, Presence::Default(Value::Object(Map::new())))
}
