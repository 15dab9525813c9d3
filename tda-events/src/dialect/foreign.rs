//! What a foreign writer's Avro schema says, in the shape of a dialect's JSON: resolution by names.

use serde_json::{Map, Value};

use super::Dialect;
use super::layout::{In, Layout, METADATA, What};
use crate::decode::DecodeError;
use crate::encoding::WriterSchema;
use crate::encoding::json::Tree;
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::record::find_header;
use crate::schema::{Record, Type};

/// The value as JSON of its dialect, for a reader of `T`.
pub(crate) fn to_json<T: Payload>(
    value: &[u8],
    schema: &WriterSchema,
    headers: &[(String, Vec<u8>)],
    scope: Scope<'_>,
) -> Result<Vec<u8>, DecodeError> {
    let mut whole = shaped(value, schema, scope.dialect)?;
    let event_type = event_type(&whole, scope.dialect, headers);
    let record = event_type.and_then(|event_type| T::record_in(scope, &event_type));
    let payload = match scope.dialect {
        Dialect::CloudEventsBinary => Some(&mut whole),
        Dialect::Canonical => whole.get_mut("data"),
        _ => whole.get_mut("payload"),
    };
    if let (Some(record), Some(payload)) = (record, payload) {
        unpack(payload, record);
    }
    Ok(whole.to_string().into_bytes())
}

/// The value as JSON, headers where the dialect's JSON has them.
pub(crate) fn shaped(value: &[u8], schema: &WriterSchema, dialect: Dialect) -> Result<Value, DecodeError> {
    let mut whole = schema.to_json(value)?;
    let in_metadata = Layout::of(dialect).is_some_and(|layout| layout.headers == In::Metadata);
    if let Some(metadata) = whole.get_mut(METADATA).and_then(Value::as_object_mut).filter(|_| in_metadata)
        && let Some(Value::Object(headers)) = metadata.shift_remove("headers")
    {
        for (name, value) in headers {
            metadata.entry(name).or_insert(value);
        }
    }
    Ok(whole)
}

fn event_type(whole: &Value, dialect: Dialect, headers: &[(String, Vec<u8>)]) -> Option<String> {
    if dialect == Dialect::CloudEventsBinary {
        return String::from_utf8(find_header(headers, "ce_type")?.to_vec()).ok();
    }
    let text = match Layout::of(dialect) {
        Some(layout) => {
            let slot = layout.slots.iter().find(|slot| slot.what == What::EventType)?;
            match slot.within {
                In::Top => whole.get(slot.name)?,
                In::Metadata => whole.get(METADATA)?.get(slot.name)?,
            }
        }
        None => whole.get("event_type")?,
    };
    text.as_str().map(str::to_owned)
}

/// Free JSON, which Avro has as its text, becomes what the text says.
fn unpack(value: &mut Value, record: &Record) {
    let Value::Object(fields) = value else { return };
    for field in &record.fields {
        if let Some(value) = fields.get_mut(&field.name) {
            unpack_type(value, &field.ty);
        }
    }
}

fn unpack_type(value: &mut Value, ty: &Type) {
    match (ty, value) {
        (Type::Json { .. }, value) => {
            if let Some(Ok(inner)) = value.as_str().map(|text| Tree::parse(text.as_bytes())) {
                *value = inner.0;
            }
        }
        (Type::Record(record), value) => unpack(value, record),
        (Type::Array { items, .. }, Value::Array(values)) => {
            values.iter_mut().for_each(|value| unpack_type(value, items));
        }
        (Type::Map { values: ty, .. }, Value::Object(entries)) => {
            let entries: &mut Map<String, Value> = entries;
            entries.values_mut().for_each(|value| unpack_type(value, ty));
        }
        _ => {}
    }
}
