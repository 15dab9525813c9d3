//! Avro schemas of the model.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::model::{Field, Presence, Record, Type, Width};

/// The Avro schema of `record` in `namespace`, as JSON.
pub(crate) fn avsc(record: &Record, namespace: &str) -> Value {
    let mut defined = HashSet::new();
    let mut schema = record_schema(record, &mut defined);
    if let Value::Object(fields) = &mut schema {
        // Names inside take over the namespace of the record around them.
        fields.shift_insert(2, "namespace".to_owned(), json!(namespace));
    }
    schema
}

/// A named type is defined where it first stands and only named afterwards.
fn record_schema(record: &Record, defined: &mut HashSet<String>) -> Value {
    if !defined.insert(record.name.clone()) {
        return json!(record.name);
    }
    let fields: Vec<Value> = record.fields.iter().map(|field| field_schema(field, defined)).collect();
    json!({"type": "record", "name": record.name, "doc": record.doc, "fields": fields})
}

fn field_schema(field: &Field, defined: &mut HashSet<String>) -> Value {
    let ty = type_schema(&field.ty, defined);
    let mut schema = Map::new();
    schema.insert("name".to_owned(), json!(field.name));
    schema.insert("doc".to_owned(), json!(field.doc));
    match &field.presence {
        Presence::Required | Presence::Expected => drop(schema.insert("type".to_owned(), ty)),
        Presence::Optional => {
            schema.insert("type".to_owned(), nullable(ty));
            schema.insert("default".to_owned(), Value::Null);
        }
        Presence::Default(value) => {
            schema.insert("type".to_owned(), ty);
            schema.insert("default".to_owned(), avro_default(value, &field.ty));
        }
    }
    Value::Object(schema)
}

/// A union with null; unions do not nest.
fn nullable(ty: Value) -> Value {
    match ty {
        Value::Array(types) => std::iter::once(json!("null")).chain(types).collect(),
        plain => json!(["null", plain]),
    }
}

/// A default in Avro names every field of a record, absent ones as null.
fn avro_default(value: &Value, ty: &Type) -> Value {
    let record = match ty {
        Type::Record(record) => record,
        Type::Json { .. } => return json!(value.to_string()),
        _ => return value.clone(),
    };
    let field = |field: &Field| {
        let value = match (value.get(&field.name), &field.presence) {
            (Some(value), _) => avro_default(value, &field.ty),
            (None, Presence::Default(value)) => avro_default(value, &field.ty),
            (None, _) => Value::Null,
        };
        (field.name.clone(), value)
    };
    Value::Object(record.fields.iter().map(field).collect())
}

fn type_schema(ty: &Type, defined: &mut HashSet<String>) -> Value {
    match ty {
        Type::Boolean => json!("boolean"),
        Type::Integer { width: Width::Int, .. } => json!("int"),
        Type::Integer { width: Width::Long, .. } => json!("long"),
        Type::Double { .. } => json!("double"),
        Type::Text { .. } | Type::Json { .. } => json!("string"),
        Type::Bytes { .. } => json!("bytes"),
        Type::Timestamp => json!({"type": "long", "logicalType": "timestamp-micros"}),
        Type::Date => json!({"type": "int", "logicalType": "date"}),
        Type::Union(types) => types.iter().map(|ty| type_schema(ty, defined)).collect(),
        Type::Enum { name, symbols } => {
            if defined.insert(name.clone()) {
                json!({"type": "enum", "name": name, "symbols": symbols})
            } else {
                json!(name)
            }
        }
        Type::Array { items, .. } => json!({"type": "array", "items": type_schema(items, defined)}),
        Type::Map { values, .. } => json!({"type": "map", "values": type_schema(values, defined)}),
        Type::Record(record) => record_schema(record, defined),
    }
}
