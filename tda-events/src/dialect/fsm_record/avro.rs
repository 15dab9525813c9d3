//! The record as Avro, field by field as the source declares it.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::{
    Data, METADATA, PAYLOAD, SYMBOLS, USER_ID, VERSION, event, has_version_only, symbol_index, version_text,
};
use crate::decode::DecodeError;
use crate::dialect::Dialect;
use crate::dialect::canonical::{put_optional_text, put_text_map};
use crate::dialect::layout::version;
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::encoding::avro::{Reader, put_long, put_text};
use crate::event::Event;
use crate::extensions::Extensions;
use crate::limits::EXTENSIONS_MAX;
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::peek::Peek;
use crate::sealing::{find_sealed, is_all_in_place};
use crate::time::Timestamp;

/// The source's schema.
pub(crate) const AVSC: &str = r#"{
  "type": "record",
  "name": "TaskEvent",
  "namespace": "com.fsm.events",
  "fields": [
    {"name": "event_id", "type": "string"},
    {"name": "event_type", "type": {"type": "enum", "name": "TaskEventType", "symbols": [
      "TASK_CREATED", "TASK_UPDATED", "TASK_COMPLETED", "TASK_DELETED", "TASK_ASSIGNED", "TASK_STATUS_CHANGED"
    ]}},
    {"name": "task_id", "type": "string"},
    {"name": "project_id", "type": "string"},
    {"name": "organization_id", "type": "string"},
    {"name": "user_id", "type": ["null", "string"], "default": null},
    {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
    {"name": "payload", "type": {"type": "map", "values": "string"}},
    {"name": "metadata", "type": {"type": "record", "name": "EventMetadata", "fields": [
      {"name": "source", "type": "string"},
      {"name": "version", "type": "string"},
      {"name": "correlation_id", "type": ["null", "string"], "default": null},
      {"name": "causation_id", "type": ["null", "string"], "default": null}
    ]}}
  ]
}
"#;

/// Writes an event, which is checked already.
pub(crate) fn to_avro<T: Payload>(writing: &Writing<'_, T>) -> Result<Vec<u8>, EncodeError> {
    let event = writing.event;
    let kept = usize::from(has_version_only(event)) + usize::from(is_all_in_place(&event.extensions));
    if event.extensions.len() > kept {
        return Err(writing.not_carried("the record has no place for unknown fields of the envelope"));
    }
    let data = Data::of(writing)?;
    let symbol = symbol_index(event.event_type()).unwrap_or_default();
    let mut out = Vec::with_capacity(512);
    put_text(&mut out, &event.event_id);
    put_long(&mut out, i64::try_from(symbol).unwrap_or_default());
    for name in ["task_id", "project_id", "organization_id"] {
        put_text(&mut out, data.id(name).unwrap_or_default());
    }
    put_optional_text(&mut out, data.id(USER_ID));
    put_long(&mut out, event.timestamp.microseconds().div_euclid(1_000));
    put_text_map(&mut out, data.payload());
    put_text(&mut out, writing.source);
    put_text(&mut out, &version_text(event));
    put_optional_text(&mut out, event.correlation_id.as_deref());
    put_optional_text(&mut out, event.causation_id.as_deref());
    Ok(out)
}

/// Reads the whole record: it is flat, and the envelope stands on both sides of the payload.
fn read(value: &[u8]) -> Result<(Peek<'_>, Map<String, Value>, &str), DecodeError> {
    let mut reader = Reader::new(value);
    let event_id = reader.text()?;
    let event_type = SYMBOLS[reader.branch(SYMBOLS.len())?].0;
    let mut data = Map::new();
    for name in ["task_id", "project_id", "organization_id"] {
        data.insert(name.to_owned(), Value::from(reader.text()?));
    }
    if reader.is_present()? {
        data.insert(USER_ID.to_owned(), Value::from(reader.text()?));
    }
    let milliseconds = reader.long()?;
    let timestamp = milliseconds.checked_mul(1_000).and_then(|time| Timestamp::from_microseconds(time).ok());
    let timestamp = timestamp.ok_or_else(|| reader.refuse(format!("time {milliseconds} ms")))?;
    let payload = reader.text_map::<&str>(EXTENSIONS_MAX)?;
    let payload: Map<_, _> =
        payload.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
    data.insert(PAYLOAD.to_owned(), Value::Object(payload));
    let source = reader.text()?;
    let text = reader.text()?;
    let schema_version =
        version(text).ok_or_else(|| reader.refuse("metadata.version: no version such as 1.0"))?;
    let mut optional =
        || Ok::<_, DecodeError>(if reader.is_present()? { Some(reader.text()?) } else { None });
    let (correlation_id, causation_id) = (optional()?.map(Cow::Borrowed), optional()?.map(Cow::Borrowed));
    reader.finish()?;
    let envelope = Peek {
        schema_version,
        event_id: event_id.into(),
        timestamp,
        event_type: event_type.into(),
        source: source.into(),
        correlation_id,
        causation_id,
        headers: Vec::new(),
    };
    Ok((envelope, data, text))
}

/// Reads an event.
pub(crate) fn from_avro<T: Payload>(value: &[u8], scope: Scope<'_>) -> Result<Event<T>, DecodeError> {
    let (envelope, data, version) = read(value)?;
    let mut extensions = Extensions::default();
    if version != envelope.schema_version.text() {
        extensions.insert(Dialect::FsmRecord.name().to_owned(), json!({METADATA: {VERSION: version}}));
    }
    let data = Value::Object(data);
    find_sealed(&data, &mut extensions);
    event(envelope, data, extensions, scope, Encoding::Avro)
}

/// Reads the envelope. The record is small, so its payload is read over.
pub(crate) fn peek_avro(value: &[u8]) -> Result<Peek<'_>, DecodeError> {
    read(value).map(|(envelope, ..)| envelope)
}
