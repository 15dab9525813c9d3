//! What differs between two versions of an event.

use std::{collections::BTreeMap, fmt};

use serde_json::{Map, Value, json};
use tda_events::{SchemaVersion, schema};

use crate::schema_files::SchemaFile;

/// One difference, with the path of its field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added { path: String, required: bool },
    Changed { path: String, before: String, after: String },
    Removed { path: String },
    Renamed { before: String, after: String },
}

impl Change {
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Added { path, required } => json!({"change": "added", "path": path, "required": required}),
            Self::Changed { path, before, after } => {
                json!({"change": "changed", "path": path, "before": before, "after": after})
            }
            Self::Removed { path } => json!({"change": "removed", "path": path}),
            Self::Renamed { before, after } => json!({"change": "renamed", "before": before, "after": after}),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added { path, required: true } => write!(f, "added    {path} (required)"),
            Self::Added { path, .. } => write!(f, "added    {path}"),
            Self::Changed { path, before, after } => write!(f, "changed  {path}: {before} is {after}"),
            Self::Removed { path } => write!(f, "removed  {path}"),
            Self::Renamed { before, after } => write!(f, "renamed  {before} is {after}"),
        }
    }
}

/// The differences of two JSON Schemas of an event. A field that lifting moves is renamed, not removed.
pub(super) fn between(
    event_type: &str,
    (from, old): (SchemaVersion, &SchemaFile),
    (to, new): (SchemaVersion, &SchemaFile),
) -> Vec<Change> {
    let (old, mut new) = (fields_of(&old.text), fields_of(&new.text));
    let mut changes = Vec::new();
    for (path, field) in old {
        if let Some(now) = new.remove(&path) {
            if now.rule != field.rule {
                changes.push(Change::Changed { path, before: field.rule, after: now.rule });
            }
            continue;
        }
        let after = moved(event_type, &path, from, to).filter(|after| new.contains_key(after));
        changes.push(match after {
            Some(after) => {
                new.remove(&after);
                Change::Renamed { before: path, after }
            }
            None => Change::Removed { path },
        });
    }
    changes.extend(new.into_iter().map(|(path, field)| Change::Added { path, required: field.required }));
    changes
}

/// Where lifting puts the field of the payload at `path`.
fn moved(event_type: &str, path: &str, from: SchemaVersion, to: SchemaVersion) -> Option<String> {
    let name = path.strip_prefix("data.").filter(|name| !name.contains('.'))?;
    let mut data = Map::from_iter([(name.to_owned(), Value::Null)]);
    schema::lift(event_type, &mut data, from, to);
    data.keys().next().filter(|now| *now != name).map(|now| format!("data.{now}"))
}

struct Field {
    required: bool,
    rule: String,
}

fn fields_of(text: &str) -> BTreeMap<String, Field> {
    let schema: Value = serde_json::from_str(text).unwrap_or_default();
    let mut fields = BTreeMap::new();
    add_fields(&schema, "", &mut fields);
    fields
}

fn add_fields(schema: &Value, within: &str, fields: &mut BTreeMap<String, Field>) {
    if let Some(items) = schema.get("items") {
        add_fields(items, &format!("{within}[]"), fields);
    }
    let required = schema.get("required").and_then(Value::as_array);
    for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
        let required = required.is_some_and(|names| names.iter().any(|other| other == name));
        add_fields(field, &path, fields);
        fields.insert(path, Field { required, rule: rule_of(field) });
    }
}

/// The rules of a field itself, without those of the fields within it and without words to people.
fn rule_of(field: &Value) -> String {
    let own = field.as_object().into_iter().flatten();
    let own =
        own.filter(|(name, _)| !["description", "properties", "required", "items"].contains(&name.as_str()));
    let own: Map<String, Value> = own.map(|(name, value)| (name.clone(), value.clone())).collect();
    Value::Object(own).to_string()
}
