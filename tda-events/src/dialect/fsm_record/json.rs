//! The record's shape as JSON, and what the source's services send.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::{
    Data, IDS, METADATA, PAYLOAD, SYMBOLS, VERSION, event, event_type_of, symbol_index, version_text,
};
use crate::decode::DecodeError;
use crate::dialect::Dialect;
use crate::dialect::canonical::ENVELOPE_NAMES;
use crate::dialect::layout::{tree, version};
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::encoding::json::json_text;
use crate::event::Event;
use crate::extensions::Extensions;
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::peek::Peek;
use crate::schema::validate::found;
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// Names of the record at the top.
fn is_record_name(name: &str) -> bool {
    matches!(name, "event_id" | "event_type" | "timestamp" | PAYLOAD | METADATA) || IDS.contains(&name)
}

/// Other names under which the source's services send the same.
fn is_alias(name: &str) -> bool {
    matches!(name, "id" | "type" | "source" | "version" | "correlation_id" | "causation_id")
}

/// Writes an event, which is checked already.
pub(crate) fn to_json<T: Payload>(writing: &Writing<'_, T>) -> Result<Vec<u8>, EncodeError> {
    let (data, event) = (Data::of(writing)?, writing.event);
    let symbol = symbol_index(event.event_type()).map_or("", |index| SYMBOLS[index].1);
    let mut whole = Map::new();
    whole.insert("event_id".to_owned(), json!(event.event_id));
    whole.insert("event_type".to_owned(), json!(symbol));
    for name in IDS {
        whole.insert(name.to_owned(), json!(data.id(name)));
    }
    whole.insert("timestamp".to_owned(), json!(event.timestamp.microseconds().div_euclid(1_000)));
    whole.insert(PAYLOAD.to_owned(), data.fields.get(PAYLOAD).cloned().unwrap_or_default());
    let mut metadata = Map::new();
    metadata.insert("source".to_owned(), json!(writing.source));
    metadata.insert(VERSION.to_owned(), json!(version_text(event)));
    metadata.insert("correlation_id".to_owned(), json!(event.correlation_id));
    metadata.insert("causation_id".to_owned(), json!(event.causation_id));
    for (name, value) in event.extensions.iter() {
        let is_own = name == Dialect::FsmRecord.name();
        match value.get(METADATA).and_then(Value::as_object) {
            // What only the source's metadata had.
            Some(more) if is_own && value.as_object().is_some_and(|own| own.len() == 1) => {
                let is_taken = |(name, value): (&String, &Value)| match metadata.get(name) {
                    Some(written) => name != VERSION || written != value,
                    None => false,
                };
                if more.is_empty() || more.iter().any(is_taken) {
                    return Err(writing.not_carried("the record's metadata has fields of these names"));
                }
                metadata.extend(more.clone());
            }
            _ if is_own || is_record_name(name) || is_alias(name) => {
                return Err(
                    writing.not_carried(format!("the record has no place for the unknown field {name:?}"))
                );
            }
            _ => drop(whole.insert(name.to_owned(), value.clone())),
        }
    }
    whole.insert(METADATA.to_owned(), Value::Object(metadata));
    Ok(json_text(&Value::Object(whole)).into_bytes())
}

/// The pieces of a message: envelope, data, and what is left.
struct Pieces {
    envelope: Peek<'static>,
    data: Map<String, Value>,
    extensions: Extensions,
}

/// Reads an event.
pub(crate) fn from_json<T: Payload>(value: &[u8], scope: Scope<'_>) -> Result<Event<T>, DecodeError> {
    let Pieces { envelope, data, extensions } = read(tree(value)?)?;
    event(envelope, Value::Object(data), extensions, scope, Encoding::Json)
}

/// Reads the envelope.
pub(crate) fn peek_json(value: &[u8]) -> Result<Peek<'static>, DecodeError> {
    let mut whole = crate::dialect::layout::envelope(value, PAYLOAD).or_else(|_| tree(value))?;
    whole.insert(PAYLOAD.to_owned(), Value::Object(Map::new()));
    read(whole).map(|pieces| pieces.envelope)
}

fn read(mut whole: Map<String, Value>) -> Result<Pieces, DecodeError> {
    let mut faults = Faults::default();
    let mut metadata = match whole.shift_remove(METADATA) {
        Some(Value::Object(metadata)) => metadata,
        None | Some(Value::Null) => Map::new(),
        Some(other) => {
            faults.push(&Path::ROOT.name(METADATA), "object", found(&other));
            Map::new()
        }
    };
    let (envelope, version_text) = envelope(&mut whole, &mut metadata, &mut faults);
    faults.into_result()?;
    let data = data(&mut whole)?;
    let mut extensions = Extensions::default();
    let mut own = Map::new();
    if let Some(text) = version_text.filter(|text| *text != envelope.schema_version.text()) {
        metadata.insert(VERSION.to_owned(), Value::from(text));
    }
    for (name, value) in whole {
        if ENVELOPE_NAMES.contains(&name.as_str()) || name == Dialect::FsmRecord.name() {
            own.insert(name, value);
        } else {
            extensions.insert(name, value);
        }
    }
    if !metadata.is_empty() {
        own.insert(METADATA.to_owned(), Value::Object(metadata));
    }
    if !own.is_empty() {
        extensions.insert(Dialect::FsmRecord.name().to_owned(), Value::Object(own));
    }
    Ok(Pieces { envelope, data, extensions })
}

fn envelope(
    whole: &mut Map<String, Value>,
    metadata: &mut Map<String, Value>,
    faults: &mut Faults,
) -> (Peek<'static>, Option<String>) {
    let mut text = |names: &[&str], within: &mut Map<String, Value>| {
        let name = names.iter().find(|name| within.get(**name).is_some_and(|value| !value.is_null()))?;
        match within.shift_remove(*name)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            other => {
                faults.push(&Path::ROOT.name(name), "text", found(&other));
                None
            }
        }
    };
    let event_id = text(&["event_id", "id"], whole);
    let event_type = text(&["event_type", "type"], whole);
    let version_text = text(&["version"], metadata).or_else(|| text(&["version"], whole));
    let source = text(&["source"], metadata).or_else(|| text(&["source"], whole));
    let correlation_id = text(&["correlation_id"], metadata).or_else(|| text(&["correlation_id"], whole));
    let causation_id = text(&["causation_id"], metadata).or_else(|| text(&["causation_id"], whole));
    for name in ["correlation_id", "causation_id"] {
        for within in [&mut *metadata, &mut *whole] {
            if within.get(name).is_some_and(Value::is_null) {
                within.shift_remove(name);
            }
        }
    }
    let timestamp = time(whole.shift_remove("timestamp"), faults);
    if event_id.is_none() {
        faults.push(&Path::ROOT.name("event_id"), "text", "nothing");
    }
    let known = event_type.as_deref().and_then(event_type_of);
    if known.is_none() {
        let found = event_type.as_deref().map_or("nothing".into(), crate::schema::validate::found_text);
        faults.push(&Path::ROOT.name("event_type"), "one of the six task events", found);
    }
    let schema_version = version_text.as_deref().map_or(Some(SchemaVersion::V1_0), version);
    if schema_version.is_none() {
        faults.push(&Path::ROOT.name(METADATA).name("version"), "version such as 1.0", "another text");
    }
    let envelope = Peek {
        schema_version: schema_version.unwrap_or(SchemaVersion::V1_0),
        event_id: event_id.unwrap_or_default().into(),
        timestamp,
        event_type: known.unwrap_or_default().into(),
        source: source.unwrap_or_default().into(),
        correlation_id: correlation_id.filter(|id| !id.is_empty()).map(Cow::Owned),
        causation_id: causation_id.filter(|id| !id.is_empty()).map(Cow::Owned),
        headers: Vec::new(),
    };
    (envelope, version_text)
}

/// A time as text, or as milliseconds since the Unix epoch.
fn time(raw: Option<Value>, faults: &mut Faults) -> Timestamp {
    let raw = raw.unwrap_or_default();
    let time = match &raw {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number
            .as_i64()
            .and_then(|milliseconds| milliseconds.checked_mul(1_000))
            .and_then(|time| Timestamp::from_microseconds(time).ok()),
        _ => None,
    };
    time.unwrap_or_else(|| {
        faults.push(&Path::ROOT.name("timestamp"), "RFC 3339 time, or milliseconds", found(&raw));
        Timestamp::MIN
    })
}

/// The data: ids from the top or from within the payload, payload values as texts.
fn data(whole: &mut Map<String, Value>) -> Result<Map<String, Value>, DecodeError> {
    let payload = match whole.shift_remove(PAYLOAD) {
        Some(Value::Object(payload)) => payload,
        None | Some(Value::Null) => Map::new(),
        Some(other) => return Err(Invalid::one(Fault::new(PAYLOAD, "object", found(&other))).into()),
    };
    let mut data = Map::new();
    for name in IDS {
        let id = whole.shift_remove(name).filter(|id| !id.is_null());
        let id = id.or_else(|| payload.get(name).filter(|id| id.is_string()).cloned());
        if let Some(id) = id {
            data.insert(name.to_owned(), as_text(id));
        }
    }
    let payload: Map<String, Value> =
        payload.into_iter().map(|(name, value)| (name, as_text(value))).collect();
    data.insert(PAYLOAD.to_owned(), Value::Object(payload));
    Ok(data)
}

/// A text as it is, any other value as its JSON text.
fn as_text(value: Value) -> Value {
    if value.is_string() { value } else { Value::String(json_text(&value)) }
}
