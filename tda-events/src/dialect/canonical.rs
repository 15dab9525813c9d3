//! The canonical dialect: `schema_version, event_id, timestamp, event_type, source, correlation_id,
//! causation_id, headers, extensions`, and `data` last, so that the envelope is read without it.

mod avro;
mod json;
mod peek;

use std::sync::Arc;

use serde_json::{Map, Value};

pub(crate) use avro::{
    borrow_data, contradiction, data_at, data_type, from_avro, is_versioned, peek_avro, put_optional_text,
    put_text_map, to_avro, versions_of, writable_type,
};
pub(crate) use json::{Entries, from_json, syntax, to_json, unwanted};
pub(crate) use peek::peek_json;

use crate::encoding::json::Tree;
use crate::event::Event;
use crate::extensions::{Extensions, Overflow};
use crate::fault::{Faults, Path, pointer_names};
use crate::limits;
use crate::payload::Payload;
use crate::schema::validate::Strictness;
use crate::schema::{Field, Presence, Record, Type};
use crate::version::SchemaVersion;

/// Name of the envelope field for what a wire form has no place for.
pub(crate) const EXTENSIONS: &str = "extensions";

/// The name of the record of a whole event: the payload's without `Data`, or with `Event` behind it.
pub(crate) fn envelope_name(data: &Record) -> String {
    data.name.strip_suffix("Data").map_or_else(|| format!("{}Event", data.name), str::to_owned)
}

/// The schema of a whole event: the envelope around `data`.
pub(crate) fn envelope_record(data: &Arc<Record>) -> Record {
    let field = |name: &str, doc: &str, ty: Type, presence: Presence| {
        Field::new(name, doc, ty, presence, SchemaVersion::V1_0)
    };
    let no_entries = || Presence::Default(Value::Object(Map::new()));
    let map = |bytes_max: usize, entries_max: usize| Type::Map {
        values: Box::new(Type::text(0, bytes_max)),
        entries_max,
    };
    let headers = map(limits::HEADER_VALUE_BYTES_MAX, limits::HEADERS_MAX);
    let extensions = map(limits::VALUE_BYTES_MAX, limits::EXTENSIONS_MAX);
    Record::new(
        &envelope_name(data),
        &data.doc,
        vec![
            field(
                "schema_version",
                "Version of the schema, major.minor.",
                Type::text(3, 11),
                Presence::Required,
            ),
            field("event_id", "Unique per fact; a redelivery repeats it.", Type::id(), Presence::Required),
            field(
                "timestamp",
                "When it became true, as its source saw it.",
                Type::Timestamp,
                Presence::Required,
            ),
            field("event_type", "What kind of fact it is.", Type::id(), Presence::Required),
            field("source", "Which program says so.", Type::short_name(), Presence::Required),
            field(
                "correlation_id",
                "Ties together what one request set off.",
                Type::id(),
                Presence::Optional,
            ),
            field("causation_id", "The event_id that this event answers.", Type::id(), Presence::Optional),
            field("headers", "Further context by name.", headers, no_entries()),
            field(
                EXTENSIONS,
                "What the form at hand has no place for: JSON text by JSON Pointer.",
                extensions,
                no_entries(),
            ),
            field("data", "What happened.", Type::Record(Arc::clone(data)), Presence::Required),
        ],
    )
}

/// Checks what the envelope itself must hold, with `source` as its source.
pub(crate) fn check_envelope<T>(event: &Event<T>, source: &str, faults: &mut Faults) {
    let at = Path::ROOT;
    let reading = Strictness::Reading;
    static ID: Type = Type::id();
    static SOURCE: Type = Type::short_name();
    let id = &ID;
    id.check_text(&event.event_id, &at.name("event_id"), faults, reading);
    SOURCE.check_text(source, &at.name("source"), faults, reading);
    for (name, value) in [("correlation_id", &event.correlation_id), ("causation_id", &event.causation_id)] {
        if let Some(value) = value {
            id.check_text(value, &at.name(name), faults, reading);
        }
    }
    check_headers(event, &at.name("headers"), faults);
    event.extensions.check(&ENVELOPE_NAMES, &at, faults);
}

/// Every name of the envelope but `extensions`, where fields without a place of their own are kept.
pub(crate) const ENVELOPE_NAMES: [&str; 9] = [
    "schema_version",
    "event_id",
    "timestamp",
    "event_type",
    "source",
    "correlation_id",
    "causation_id",
    "headers",
    "data",
];

fn check_headers<T>(event: &Event<T>, at: &Path<'_>, faults: &mut Faults) {
    if event.headers.len() > limits::HEADERS_MAX {
        let rule = format!("object of at most {} entries", limits::HEADERS_MAX);
        return faults.push(at, rule, event.headers.len().to_string());
    }
    static NAME: Type = Type::text(1, limits::HEADER_NAME_BYTES_MAX);
    static VALUE: Type = Type::text(0, limits::HEADER_VALUE_BYTES_MAX);
    for (name, value) in event.headers.iter() {
        NAME.check_text(name, at, faults, Strictness::Reading);
        VALUE.check_text(value, &at.name(name), faults, Strictness::Reading);
    }
}

/// What the form at hand has no place for, by pointer, then what reading left without a place.
fn overflow<T: Payload>(event: &Event<T>, mut into: Overflow) -> Vec<(String, String)> {
    let at = Path::ROOT;
    into.time(&at.name("timestamp"), event.timestamp);
    event.data.collect(&at.name("data"), &mut into);
    for (name, value) in event.extensions.iter().filter(|(name, _)| *name != EXTENSIONS) {
        into.unknown(&at.name(name), value);
    }
    if let Some(Value::Object(left)) = event.extensions.get(EXTENSIONS) {
        let texts = left.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        into.entries.extend(texts);
    }
    into.entries
}

/// Puts `entries` of the extension place where they belong, and keeps the others for writing them back.
fn restore<T: Payload>(event: &mut Event<T>, entries: Vec<(String, String)>) {
    if entries.is_empty() {
        return;
    }
    let mut left = Map::new();
    for (pointer, text) in entries {
        if !restore_one(event, &pointer, &text) {
            left.insert(pointer, Value::String(text));
        }
    }
    if !left.is_empty() {
        event.extensions.insert(EXTENSIONS.to_owned(), Value::Object(left));
    }
}

pub(crate) fn restore_one<T: Payload>(event: &mut Event<T>, pointer: &str, text: &str) -> bool {
    let Ok(Tree(value)) = Tree::parse(text.as_bytes()) else { return false };
    if Extensions::too_deep(&value) {
        return false;
    }
    let Some(names) = pointer_names(pointer) else { return false };
    match names.split_first() {
        Some((first, rest)) if first == "data" => event.data.restore(rest, value).is_none(),
        Some((first, rest)) if first == "timestamp" => {
            crate::payload::field::FieldValue::restore(&mut event.timestamp, rest, value).is_none()
        }
        Some((first, [])) if first != EXTENSIONS && !ENVELOPE_NAMES.contains(&first.as_str()) => {
            event.extensions.insert(first.clone(), value);
            true
        }
        _ => false,
    }
}
