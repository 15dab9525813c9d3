//! Whether the default of a field is a value of its type. A wrong one would fail a reader long after it was written.

use serde_json::Value;

use super::{
    SchemaError,
    avro::{AvroSchema, AvroType, NamedKind, Primitive},
};

/// Checks the defaults of every record.
pub(super) fn check(schema: &AvroSchema) -> Result<(), SchemaError> {
    for (name, named) in &schema.named {
        let NamedKind::Record(fields) = &named.kind else { continue };
        for field in fields {
            if let Some(default) = &field.default
                && !is_value(schema, &field.ty, default)
            {
                let path = format!("{name}.{}", field.name);
                return Err(SchemaError::invalid(&path, format!("the default {default} is not of its type")));
            }
        }
    }
    Ok(())
}

/// Whether `value`, written as Avro writes defaults in JSON, is of type `ty`. As deep as the value at most.
fn is_value(schema: &AvroSchema, ty: &AvroType, value: &Value) -> bool {
    match (ty, value) {
        (AvroType::Array(items), Value::Array(values)) => {
            values.iter().all(|value| is_value(schema, items, value))
        }
        (AvroType::Map(items), Value::Object(values)) => {
            values.values().all(|value| is_value(schema, items, value))
        }
        (AvroType::Union(branches), value) => branches.iter().any(|branch| is_value(schema, branch, value)),
        (AvroType::Primitive(primitive, _), value) => is_primitive(*primitive, value),
        (AvroType::Named(name), value) => {
            schema.named.get(name).is_some_and(|named| is_named(schema, &named.kind, value))
        }
        (AvroType::Array(_) | AvroType::Map(_), _) => false,
    }
}

fn is_primitive(primitive: Primitive, value: &Value) -> bool {
    match primitive {
        Primitive::Boolean => value.is_boolean(),
        Primitive::Bytes => value.as_str().is_some_and(is_bytes),
        Primitive::Double | Primitive::Float => value.is_number(),
        Primitive::Int => value.as_i64().is_some_and(|value| i32::try_from(value).is_ok()),
        Primitive::Long => value.as_i64().is_some(),
        Primitive::Null => value.is_null(),
        Primitive::String => value.is_string(),
    }
}

fn is_named(schema: &AvroSchema, kind: &NamedKind, value: &Value) -> bool {
    match (kind, value) {
        (NamedKind::Enum { symbols, .. }, Value::String(symbol)) => symbols.contains(symbol),
        (NamedKind::Fixed { size_bytes, .. }, Value::String(text)) => {
            is_bytes(text) && u64::try_from(text.chars().count()).is_ok_and(|count| count == *size_bytes)
        }
        (NamedKind::Record(fields), Value::Object(values)) => {
            fields.iter().all(|field| match values.get(&field.name) {
                Some(value) => is_value(schema, &field.ty, value),
                None => field.default.is_some(),
            })
        }
        _ => false,
    }
}

/// Bytes stand as text whose letters are the code points 0 to 255.
fn is_bytes(text: &str) -> bool {
    text.chars().all(|letter| u32::from(letter) <= 0xff)
}
