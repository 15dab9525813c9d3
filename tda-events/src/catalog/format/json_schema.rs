//! The file format as a JSON Schema, with which editors complete and check catalogs.

use serde_json::{Map, Value, json};

use super::super::environment::Environment;
use super::super::lint::rules;
use super::super::notation::PLAIN;
use super::{CATALOG, Key, Presence, Section, Shape};

/// The JSON Schema (draft 2020-12) of the catalog's file format, as JSON text.
///
/// Editors with the YAML language server complete a file whose first line is
/// `# yaml-language-server: $schema=catalog.schema.json`. What no schema can say (names that must exist,
/// keys whose fields must exist) [`Catalog::parse`](crate::Catalog::parse) checks.
///
/// ```
/// let schema = tda_events::catalog_json_schema();
/// assert!(schema.contains("partition_key"));
/// ```
pub fn catalog_json_schema() -> String {
    let mut definitions = Map::new();
    definitions.insert("fields".to_owned(), fields());
    definitions.insert("type".to_owned(), payload_type());
    definitions.insert("settings".to_owned(), settings());
    let top = section(&CATALOG, &mut definitions);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!("urn:tda-stream:catalog:1"));
    schema.insert("title".to_owned(), json!("Catalog of a system"));
    schema.extend(top);
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    // A tree of values always has a text.
    let mut text = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    text.push('\n');
    text
}

fn section(section: &Section, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let properties: Map<String, Value> =
        section.keys.iter().map(|key| (key.name.to_owned(), property(key, definitions))).collect();
    let required = section.keys.iter().filter(|key| key.presence == Presence::Required);
    let required: Vec<&str> = required.map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("description".to_owned(), json!(section.doc));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

/// A reference to the definition of `of`, which is made where it is missing.
fn reference(of: &'static Section, definitions: &mut Map<String, Value>) -> Value {
    if !definitions.contains_key(of.name) {
        let definition = section(of, definitions);
        definitions.insert(of.name.to_owned(), Value::Object(definition));
    }
    json!({"$ref": format!("#/$defs/{}", of.name)})
}

fn property(key: &Key, definitions: &mut Map<String, Value>) -> Value {
    let mut schema = match &key.shape {
        // YAML reads 2024 or true as other things than texts; the loader takes them as they are written.
        Shape::Text => json!({"type": ["string", "number", "boolean"]}),
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Integer(min, max) => json!({"type": "integer", "minimum": min, "maximum": max}),
        Shape::Number => json!({"type": "number"}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Rule => json!({"enum": rules().iter().map(|rule| rule.id).collect::<Vec<_>>()}),
        Shape::Texts => json!({"type": "array", "items": {"type": ["string", "number"]}}),
        Shape::Numbers => json!({"type": "array", "items": {"type": "number"}}),
        Shape::Settings => json!({"$ref": "#/$defs/settings"}),
        Shape::TextByName => {
            json!({"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}})
        }
        Shape::Instances => instances(),
        Shape::Section(of) => reference(of, definitions),
        Shape::TextOrSection(of) => json!({"anyOf": [{"type": "string"}, reference(of, definitions)]}),
        Shape::Named(of) => json!({"type": "object", "additionalProperties": reference(of, definitions)}),
        Shape::ByEnvironment(of) => by_environment(&reference(of, definitions)),
        Shape::Sections(of) => json!({"type": "array", "items": reference(of, definitions)}),
        Shape::Fields => json!({"anyOf": [{"type": "string"}, {"$ref": "#/$defs/fields"}]}),
        Shape::Types => json!({
            "type": "object",
            "propertyNames": {"pattern": "^[A-Z][A-Za-z0-9_]*$"},
            "additionalProperties": {"$ref": "#/$defs/type"},
        }),
    };
    if let Value::Object(entries) = &mut schema {
        entries.insert("description".to_owned(), json!(key.doc));
    }
    schema
}

fn by_environment(of: &Value) -> Value {
    let properties: Map<String, Value> =
        Environment::ALL.iter().map(|environment| (environment.name().to_owned(), of.clone())).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn instances() -> Value {
    let number = json!({"type": "integer", "minimum": 1});
    json!({"anyOf": [number, by_environment(&number)]})
}

fn settings() -> Value {
    let plain = json!(["string", "number", "boolean"]);
    json!({
        "type": "object",
        "description": "Settings by Kafka's names; a list becomes comma-separated text.",
        "additionalProperties": {"anyOf": [
            {"type": plain},
            {"type": "array", "items": {"type": plain}},
        ]},
    })
}

fn fields() -> Value {
    json!({
        "type": "object",
        "description": "Fields of a record: name, or name? where it may be absent, and its type.",
        "properties": properties(),
        "patternProperties": {"^[A-Za-z_][A-Za-z0-9_]*[?]?$": {"$ref": "#/$defs/type"}},
        "additionalProperties": false,
    })
}

/// What keys that begin with a dollar sign say of the record or field around them.
fn properties() -> Value {
    json!({
        "$doc": {"type": "string", "description": "What it means."},
        "$sensitive": {"type": "boolean", "description": "Whether it is about a person."},
        "$since": {"type": ["string", "number"], "description": "Schema version that brought it."},
        "$default": {"description": "What a reader takes where it is absent."},
    })
}

fn payload_type() -> Value {
    let mut long = properties();
    if let Value::Object(entries) = &mut long {
        entries.insert("$type".to_owned(), json!({"$ref": "#/$defs/type"}));
        let bound =
            json!({"type": ["string", "number"], "description": "Bound of the value, or of its length."});
        entries.insert("$min".to_owned(), bound.clone());
        entries.insert("$max".to_owned(), bound);
    }
    json!({
        "description": format!(
            "A type in short ({}, enum A|B, [string], map of double, double or string, a name under types; \
             with bounds 0..100, = default, - doc), a list of one type, a record, or in long form.",
            PLAIN.join(", "),
        ),
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "maxItems": 1},
            {"type": "object", "required": ["$type"], "properties": long, "additionalProperties": false},
            {"$ref": "#/$defs/fields"},
        ],
    })
}
