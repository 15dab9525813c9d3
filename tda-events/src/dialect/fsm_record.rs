//! The field service's `com.fsm.events.TaskEvent`: six task events, the payload a map of texts.
//!
//! Avro is the source's record exactly. JSON is the same shape; on reading it may also be what the source's
//! services send: `type` for `event_type`, `task.created` for `TASK_CREATED`, ids within the payload, nested
//! payload values (kept as their JSON text), and times as text.

mod avro;
mod json;

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::decode::DecodeError;
use crate::dialect::canonical::unwanted;
use crate::dialect::{Dialect, layout};
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::event::Event;
use crate::extensions::Extensions;
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::peek::Peek;
use crate::schema::Record;
use crate::schema::validate::{Strictness, check_record};

pub(crate) use avro::{AVSC, from_avro, peek_avro, to_avro};
pub(crate) use json::{from_json, peek_json, to_json};

/// Event types with their symbols, in the order of the record's enum.
const SYMBOLS: [(&str, &str); 6] = [
    ("task.created", "TASK_CREATED"),
    ("task.updated", "TASK_UPDATED"),
    ("task.completed", "TASK_COMPLETED"),
    ("task.deleted", "TASK_DELETED"),
    ("task.assigned", "TASK_ASSIGNED"),
    ("task.status_changed", "TASK_STATUS_CHANGED"),
];

/// Fields of the data that stand beside the envelope's; `user_id` alone may be absent.
const IDS: [&str; 4] = ["task_id", "project_id", "organization_id", "user_id"];
const USER_ID: &str = "user_id";
const PAYLOAD: &str = "payload";
const METADATA: &str = "metadata";
const VERSION: &str = "version";

pub(crate) fn is_task_event(event_type: &str) -> bool {
    SYMBOLS.iter().any(|(name, _)| *name == event_type)
}

fn symbol_index(event_type: &str) -> Option<usize> {
    SYMBOLS.iter().position(|(name, _)| *name == event_type)
}

/// The event type of a symbol, or of the type's own name.
fn event_type_of(text: &str) -> Option<&'static str> {
    SYMBOLS.iter().find(|(name, symbol)| *name == text || *symbol == text).map(|(name, _)| *name)
}

/// What only the record's metadata had, as reading kept it.
fn own_metadata<T>(event: &Event<T>) -> Option<&Map<String, Value>> {
    let own = event.extensions.get(Dialect::FsmRecord.name())?.as_object()?;
    own.get(METADATA)?.as_object().filter(|_| own.len() == 1)
}

/// The version as its source spelled it, such as `1` or `1.0.3`, as long as it says the same as the event's.
fn version_text<T>(event: &Event<T>) -> Cow<'static, str> {
    let kept = own_metadata(event).and_then(|metadata| metadata.get(VERSION)?.as_str());
    match kept.filter(|text| layout::version(text) == Some(event.schema_version)) {
        Some(kept) => Cow::Owned(kept.to_owned()),
        None => event.schema_version.text(),
    }
}

/// Whether the spelling of the version is all that the metadata had.
fn has_version_only<T>(event: &Event<T>) -> bool {
    let written = version_text(event);
    own_metadata(event).is_some_and(|metadata| {
        metadata.len() == 1 && metadata.get(VERSION).and_then(Value::as_str) == Some(&written)
    })
}

/// Why the record has no place for payloads of this schema.
pub(crate) fn reason(record: &Record) -> Option<&'static str> {
    let is_known = |name: &str| name == PAYLOAD || IDS.contains(&name);
    if !record.fields.iter().all(|field| is_known(&field.name)) {
        return Some("the record has no place for all fields of its payload");
    }
    let has_all = IDS.iter().chain([&PAYLOAD]).all(|name| *name == USER_ID || record.field(name).is_some());
    (!has_all).then_some("its payload lacks fields of the record")
}

/// The data of an event in the record's shape.
struct Data {
    fields: Map<String, Value>,
}

impl Data {
    /// Refuses what the record has no place for.
    fn of<T: Payload>(writing: &Writing<'_, T>) -> Result<Self, EncodeError> {
        let event = writing.event;
        if !event.headers.is_empty() {
            return Err(writing.not_carried("the record has no place for headers"));
        }
        if event.timestamp != event.timestamp.floor_to_milliseconds() {
            return Err(writing.not_carried("the record has no place for microseconds"));
        }
        let Ok(Value::Object(fields)) = serde_json::to_value(&event.data) else {
            return Err(writing.not_carried("the payload is no object"));
        };
        if let Some(name) = fields.keys().find(|name| *name != PAYLOAD && !IDS.contains(&name.as_str())) {
            return Err(writing.not_carried(format!("the record has no place for data.{name}")));
        }
        for name in IDS {
            let is_there = fields.get(name).is_some_and(Value::is_string);
            if !is_there && (name != USER_ID || fields.contains_key(name)) {
                return Err(writing.not_carried(format!("the record needs data.{name} as text")));
            }
        }
        let payload = fields.get(PAYLOAD).and_then(Value::as_object);
        if !payload.is_some_and(|payload| payload.values().all(Value::is_string)) {
            return Err(writing.not_carried("the record needs data.payload as a map of texts"));
        }
        Ok(Self { fields })
    }

    fn id(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    fn payload(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        let payload = self.fields.get(PAYLOAD).and_then(Value::as_object).unwrap_or(&NONE);
        payload.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
    }
}

/// The event of a record that was read, its source possibly unknown.
fn event<T: Payload>(
    envelope: Peek<'_>,
    data: Value,
    extensions: Extensions,
    scope: Scope<'_>,
    encoding: Encoding,
) -> Result<Event<T>, DecodeError> {
    let (event_type, version) = (envelope.event_type.as_ref(), envelope.schema_version);
    let record = T::record_in(scope, event_type);
    let record = record.ok_or_else(|| unwanted::<T>(scope, event_type, version, encoding))?;
    let mut faults = Faults::default();
    check_record(&data, record, &Path::ROOT, &mut faults, Strictness::Reading);
    faults.into_result()?;
    let data = T::deserialize_in(scope, event_type, data)
        .map_err(|error| Invalid::one(Fault::new(PAYLOAD, "a payload", error.to_string())))?;
    let event = Event {
        schema_version: version,
        event_id: envelope.event_id.into_owned(),
        timestamp: envelope.timestamp,
        source: (!envelope.source.is_empty()).then(|| envelope.source.into_owned()),
        correlation_id: envelope.correlation_id.map(Cow::into_owned),
        causation_id: envelope.causation_id.map(Cow::into_owned),
        headers: crate::headers::Headers::new(),
        data,
        extensions,
    };
    // What the source's services send names no source; writing asks for one.
    event.check(event.source.as_deref().unwrap_or("fsm"), Strictness::Reading)?;
    Ok(event)
}
