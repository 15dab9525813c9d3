//! One JSON Schema for all events of a system: draft 2020-12, a definition for each named type.

use serde_json::{Map, Value, json};

use super::GeneratedFile;
use super::types::{Types, only_symbol};
use crate::catalog::Catalog;
use crate::schema::{Field, Presence, Record, Type, json_schema_of_type};

/// Where a definition stands in the bundle.
const HERE: &str = "#/$defs/";

/// The bundle: an event is valid when it fits exactly one definition.
pub(super) fn bundle(catalog: &Catalog) -> GeneratedFile {
    let types = Types::of(catalog);
    let events: Vec<Value> =
        types.events.iter().map(|event| json!({"$ref": format!("{HERE}{}", event.name)})).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:tda-stream:{}:events", catalog.system()),
        "title": format!("Events of {}", catalog.system()),
        "description": catalog.summary(),
        "$comment": "Made by `tda generate json-schema` from the catalog: change that instead of this file.",
        "oneOf": events,
        "$defs": definitions(&types, HERE),
    });
    GeneratedFile { path: "events.schema.json".to_owned(), text: super::json::document(&schema) }
}

/// The schema of every named type; references to others begin with `prefix`.
pub(super) fn definitions(types: &Types<'_>, prefix: &str) -> Map<String, Value> {
    let writer = Writer { types, prefix };
    let records = types.records.iter().map(|(name, record)| (name.clone(), writer.object(record)));
    let enums = types.enums.iter();
    let enums = enums.map(|(name, symbols)| (name.clone(), json!({"type": "string", "enum": symbols})));
    records.chain(enums).collect()
}

struct Writer<'a> {
    types: &'a Types<'a>,
    prefix: &'a str,
}

impl Writer<'_> {
    /// Unknown fields are kept by readers, so `additionalProperties` stays open.
    fn object(&self, record: &Record) -> Value {
        let required: Vec<&str> = record
            .fields
            .iter()
            .filter(|field| field.presence == Presence::Required)
            .map(|field| field.name.as_str())
            .collect();
        let properties: Map<String, Value> =
            record.fields.iter().map(|field| (field.name.clone(), self.property(field))).collect();
        json!({"type": "object", "description": record.doc, "required": required, "properties": properties})
    }

    fn property(&self, field: &Field) -> Value {
        let mut schema = self.type_schema(&field.ty);
        if field.presence != Presence::Required {
            // Other programs write null for what is absent; readers take it so.
            schema = json!({"anyOf": [schema, {"type": "null"}]});
        }
        if let Value::Object(entries) = &mut schema {
            entries.insert("description".to_owned(), json!(field.doc));
            if let Presence::Default(value) = &field.presence {
                entries.insert("default".to_owned(), value.clone());
            }
        }
        schema
    }

    fn type_schema(&self, ty: &Type) -> Value {
        match ty {
            Type::Record(record) => self.reference(self.types.record_name(record)),
            Type::Enum { name, symbols } => match only_symbol(ty) {
                Some(only) => json!({"type": "string", "const": only}),
                None => self.reference(self.types.enum_name(name, symbols)),
            },
            Type::Array { items, items_max } => {
                json!({"type": "array", "items": self.type_schema(items), "maxItems": items_max})
            }
            Type::Map { values, entries_max } => json!({
                "type": "object", "additionalProperties": self.type_schema(values), "maxProperties": entries_max,
            }),
            Type::Union(types) => {
                json!({"anyOf": types.iter().map(|ty| self.type_schema(ty)).collect::<Vec<_>>()})
            }
            plain => json_schema_of_type(plain),
        }
    }

    fn reference(&self, name: &str) -> Value {
        json!({"$ref": format!("{}{name}", self.prefix)})
    }
}
