//! JSON Schemas (draft 2020-12) of the model: what is accepted when it is written.

use serde_json::{Map, Value, json};

use super::model::{Field, Presence, Record, TextForm, Type};

/// The JSON Schema of `record`, called `id`.
pub(crate) fn json_schema(record: &Record, id: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(id));
    schema.insert("title".to_owned(), json!(record.name));
    if let Value::Object(object) = object(record) {
        schema.extend(object);
    }
    Value::Object(schema)
}

fn object(record: &Record) -> Value {
    let required: Vec<&str> = record
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| field.name.as_str())
        .collect();
    let properties: Map<String, Value> =
        record.fields.iter().map(|field| (field.name.clone(), property(field))).collect();
    // Unknown fields are kept by readers, so `additionalProperties` stays open.
    json!({"type": "object", "description": record.doc, "required": required, "properties": properties})
}

fn property(field: &Field) -> Value {
    let mut schema = type_schema(&field.ty);
    if let Value::Object(entries) = &mut schema {
        entries.insert("description".to_owned(), json!(field.doc));
        if let Presence::Default(value) = &field.presence {
            entries.insert("default".to_owned(), value.clone());
        }
    }
    schema
}

/// The JSON Schema of one type, records and enums within it.
pub(crate) fn type_schema(ty: &Type) -> Value {
    match ty {
        Type::Boolean => json!({"type": "boolean"}),
        Type::Integer { min, max, .. } => json!({"type": "integer", "minimum": min, "maximum": max}),
        Type::Double { min, max, infinite } => double(*min, *max, *infinite),
        Type::Text { bytes_min, bytes_max, form } => text(*bytes_min, *bytes_max, *form),
        Type::Bytes { bytes_min, bytes_max } => json!({
            "type": "string", "contentEncoding": "base64",
            "minLength": base64_len(*bytes_min), "maxLength": base64_len(*bytes_max),
        }),
        Type::Timestamp => json!({"type": "string", "format": "date-time"}),
        Type::Date => json!({"type": "string", "format": "date"}),
        Type::Json { object: true, .. } => json!({"type": "object"}),
        Type::Json { .. } => json!({}),
        Type::Union(types) => json!({"anyOf": types.iter().map(type_schema).collect::<Vec<_>>()}),
        Type::Enum { symbols, .. } => json!({"type": "string", "enum": symbols}),
        Type::Array { items, items_max } => {
            json!({"type": "array", "items": type_schema(items), "maxItems": items_max})
        }
        Type::Map { values, entries_max } => json!({
            "type": "object", "additionalProperties": type_schema(values), "maxProperties": entries_max,
        }),
        Type::Record(record) => object(record),
    }
}

/// Letters that base64 with padding has for so many bytes.
fn base64_len(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

fn double(min: f64, max: f64, infinite: bool) -> Value {
    let mut number = Map::new();
    number.insert("type".to_owned(), json!("number"));
    if min > f64::MIN {
        number.insert("minimum".to_owned(), json!(min));
    }
    if max < f64::MAX {
        number.insert("maximum".to_owned(), json!(max));
    }
    if infinite {
        return json!({"anyOf": [number, {"enum": ["inf", "-inf"]}]});
    }
    Value::Object(number)
}

/// JSON Schema counts letters, the model bytes: no text of fewer letters than the bytes allowed is lost.
fn text(bytes_min: usize, bytes_max: usize, form: TextForm) -> Value {
    let mut schema = json!({"type": "string", "maxLength": bytes_max});
    if let Value::Object(entries) = &mut schema {
        if bytes_min > 0 {
            // One letter of UTF-8 has up to four bytes.
            entries.insert("minLength".to_owned(), json!(bytes_min.div_ceil(4)));
        }
        match form {
            TextForm::Free => {}
            TextForm::Sha256 => drop(entries.insert("pattern".to_owned(), json!("^[0-9a-fA-F]{64}$"))),
            TextForm::Uri => drop(entries.insert("format".to_owned(), json!("uri"))),
        }
    }
    schema
}
