//! Binary content mode of the Kafka protocol binding: attributes as headers, the payload as the value.

use serde_json::{Map, Value};

use crate::content_type;
use crate::decode::DecodeError;
use crate::dialect::canonical::{data_type, writable_type};
use crate::dialect::layout::{CLOUDEVENTS_BINARY, Front, Parts, Room, from_tree, place_text, tree};
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::encoding::avro::{DatumDeserializer, Reader, write_datum};
use crate::encoding::json::to_vec;
use crate::event::Event;
use crate::extensions::Wanted;
use crate::fault::{Fault, Faults, Invalid};
use crate::limits::{EXTENSIONS_MAX, HEADERS_MAX};
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::peek::Peek;
use crate::record::header;
use crate::schema::validate::Strictness;

/// What the name of an attribute's header starts with.
pub(crate) const PREFIX: &str = "ce_";

type Headers = Vec<(String, Vec<u8>)>;

/// Writes an event, which is checked already: its headers, and its payload as the value.
pub(crate) fn to_binary<T: Payload>(writing: &Writing<'_, T>) -> Result<(Headers, Vec<u8>), EncodeError> {
    let is_json = writing.encoding.is_json();
    let wanted = if is_json { Wanted::Microseconds } else { Wanted::UnknownFields };
    let parts = Parts::of(&CLOUDEVENTS_BINARY, writing, Room::Attributes, wanted)?;
    let data = &writing.data();
    let capacity = data.size_hint(is_json);
    let wrong = |error: String| Invalid::one(Fault::new("data", "a payload of its schema", error));
    let value = if is_json {
        to_vec(data, capacity).map_err(|error| wrong(error.to_string()))?
    } else {
        let (ty, mut value) = (writable_type(writing)?, Vec::with_capacity(capacity));
        write_datum(&mut value, data, &ty).map_err(|error| wrong(error.to_string()))?;
        value
    };
    Ok((headers(&parts, writing.encoding), value))
}

fn headers(parts: &Parts<'_>, encoding: Encoding) -> Headers {
    let mut headers = Vec::with_capacity(8 + parts.headers.len());
    let mut put =
        |name: &str, text: &str| headers.push((format!("{PREFIX}{name}"), text.as_bytes().to_vec()));
    for (name, text) in &parts.constants {
        put(name, text);
    }
    for (slot, value) in &parts.slots {
        put(slot.name, value.as_str().unwrap_or_default());
    }
    for (name, text) in &parts.headers {
        put(name, text);
    }
    for (name, value) in &parts.fields {
        put(name, value.as_str().unwrap_or_default());
    }
    if !parts.place.is_empty() {
        put(CLOUDEVENTS_BINARY.extensions, &place_text(&parts.place));
    }
    let content_type = content_type::of(CLOUDEVENTS_BINARY.dialect, encoding);
    headers.push((header::CONTENT_TYPE.to_owned(), content_type.as_bytes().to_vec()));
    headers
}

/// The attributes among a record's headers; of equals the last, as Kafka's clients choose.
fn attributes(headers: &[(String, Vec<u8>)]) -> Result<Map<String, Value>, DecodeError> {
    let mut attributes = Map::new();
    for (name, value) in headers {
        let Some(name) = name.strip_prefix(PREFIX) else { continue };
        if attributes.len() > EXTENSIONS_MAX + HEADERS_MAX {
            let rule = format!("at most {} attributes", EXTENSIONS_MAX + HEADERS_MAX);
            return Err(Invalid::one(Fault::new("headers", rule, "more")).into());
        }
        let text = std::str::from_utf8(value).map_err(|_| {
            Invalid::one(Fault::new(format!("{PREFIX}{name}"), "text", "bytes that are not UTF-8"))
        })?;
        attributes.insert(name.to_owned(), Value::from(text));
    }
    Ok(attributes)
}

/// Reads an event whose payload is `value`, JSON or Avro of our schema.
pub(crate) fn from_binary<T: Payload>(
    headers: &[(String, Vec<u8>)],
    value: &[u8],
    is_json: bool,
    scope: Scope<'_>,
) -> Result<Event<T>, DecodeError> {
    let mut whole = attributes(headers)?;
    if is_json {
        let data = if value.is_empty() { Map::new() } else { tree(value)? };
        whole.insert(CLOUDEVENTS_BINARY.payload.to_owned(), Value::Object(data));
        return from_tree(&CLOUDEVENTS_BINARY, whole, scope, Encoding::Json);
    }
    let mut faults = Faults::default();
    let front = Front::read(&CLOUDEVENTS_BINARY, whole, &mut faults);
    faults.into_result()?;
    let event_type = front.envelope.event_type.clone();
    let version = front.envelope.schema_version;
    let ty = data_type::<T>(&event_type, version, scope)?;
    let mut reader = Reader::new(value);
    let data: T = scope
        .read_at(&event_type, version, DatumDeserializer::new(&mut reader, &ty))
        .map_err(|error| error.at(&reader))?;
    reader.finish()?;
    let event = front.into_event(data);
    event.check(event.source.as_deref().unwrap_or_default(), Strictness::Reading)?;
    Ok(event)
}

/// Reads the attributes and leaves the value closed.
pub(crate) fn peek_binary(headers: &[(String, Vec<u8>)]) -> Result<Peek<'static>, DecodeError> {
    let mut faults = Faults::default();
    let mut front = Front::read(&CLOUDEVENTS_BINARY, attributes(headers)?, &mut faults);
    faults.into_result()?;
    front.settle_headers();
    Ok(front.envelope)
}
