//! A JSON Schema document with the documents that it refers to, checked as far as a comparison relies on it.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::SchemaError;

/// Nodes of one document. Bounds the work of a comparison.
const NODES_MAX: usize = 50_000;
/// References that may lead to one another.
const REFERENCES_MAX: usize = 32;

/// Keywords whose value is a schema.
const SCHEMAS: [&str; 10] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedProperties",
];
/// Keywords whose value is a list of schemas.
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is an object of schemas.
const OBJECTS: [&str; 4] = ["$defs", "definitions", "patternProperties", "properties"];

/// A document and those that its `$ref` may name.
#[derive(Clone, Debug)]
pub(super) struct JsonSchema {
    root: Value,
    references: Vec<(String, Value)>,
}

/// A schema and the document it stands in, against which its `$ref` is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) schema: &'a Value,
    document: &'a Value,
}

impl<'a> Place<'a> {
    /// Another schema of the same document.
    pub(super) fn inner(self, schema: &'a Value) -> Self {
        Self { schema, ..self }
    }

    /// The schema at a keyword.
    pub(super) fn at(self, keyword: &str) -> Option<Self> {
        self.schema.get(keyword).map(|schema| self.inner(schema))
    }

    pub(super) fn keyword(self, keyword: &str) -> Option<&'a Value> {
        self.schema.get(keyword)
    }

    /// The schemas of a list at a keyword.
    pub(super) fn list(self, keyword: &str) -> Option<Vec<Self>> {
        let schemas = self.schema.get(keyword)?.as_array()?;
        Some(schemas.iter().map(|schema| self.inner(schema)).collect())
    }

    pub(super) fn properties(self) -> Option<&'a Map<String, Value>> {
        self.schema.get("properties")?.as_object()
    }

    /// Whether it takes every value.
    pub(super) fn is_anything(self) -> bool {
        match self.schema {
            Value::Bool(takes) => *takes,
            Value::Object(keywords) => keywords.keys().all(|keyword| is_annotation(keyword)),
            _ => false,
        }
    }
}

impl JsonSchema {
    pub(super) fn new(root: Value, references: Vec<(String, Value)>) -> Result<Self, SchemaError> {
        let mut nodes = 0;
        check(&root, "", &mut nodes)?;
        for (name, document) in &references {
            check(document, name, &mut nodes)?;
        }
        Ok(Self { root, references })
    }

    pub(super) fn root(&self) -> Place<'_> {
        Place { schema: &self.root, document: &self.root }
    }

    /// Follows the `$ref` of `place` to a schema that is none itself; `None` where it leads nowhere.
    pub(super) fn target<'a>(&'a self, place: Place<'a>) -> Option<Place<'a>> {
        let mut place = place;
        for _ in 0..REFERENCES_MAX {
            let Some(reference) = place.keyword("$ref").and_then(Value::as_str) else { return Some(place) };
            let (document, pointer) = reference.split_once('#').unwrap_or((reference, ""));
            let document = self.document(document, place.document)?;
            place = Place { schema: document.pointer(pointer)?, document };
        }
        None
    }

    fn document<'a>(&'a self, name: &str, current: &'a Value) -> Option<&'a Value> {
        let is_called = |document: &Value| document.get("$id").and_then(Value::as_str) == Some(name);
        if name.is_empty() || is_called(current) {
            return Some(current);
        }
        let mut documents = self.references.iter();
        documents
            .find(|(called, document)| called == name || is_called(document))
            .map(|(_, document)| document)
            .or_else(|| is_called(&self.root).then_some(&self.root))
    }
}

/// Keywords that say nothing about which values are taken.
pub(super) fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: [&str; 16] = [
        "$anchor",
        "$comment",
        "$defs",
        "$id",
        "$schema",
        "$vocabulary",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "default",
        "definitions",
        "deprecated",
        "description",
        "examples",
        "readOnly",
        "title",
    ];
    ANNOTATIONS.contains(&keyword) || keyword == "writeOnly" || keyword.starts_with("x-")
}

fn check(schema: &Value, path: &str, nodes: &mut usize) -> Result<(), SchemaError> {
    *nodes += 1;
    if *nodes > NODES_MAX {
        return Err(SchemaError::invalid(path, format!("the schema has more than {NODES_MAX} parts")));
    }
    let keywords = match schema {
        Value::Bool(_) => return Ok(()),
        Value::Object(keywords) => keywords,
        _ => return Err(SchemaError::invalid(path, format!("a schema is an object, not {schema}"))),
    };
    check_type(keywords, path)?;
    check_required(keywords, path)?;
    for (keyword, value) in keywords {
        let here = if path.is_empty() { keyword.clone() } else { format!("{path}.{keyword}") };
        let keyword = keyword.as_str();
        match value {
            // A list of items is how older drafts write `prefixItems`.
            Value::Array(items) if keyword == "items" || LISTS.contains(&keyword) => {
                items.iter().try_for_each(|item| check(item, &here, nodes))?;
            }
            Value::Object(entries) if OBJECTS.contains(&keyword) => {
                for (name, entry) in entries {
                    check(entry, &format!("{here}.{name}"), nodes)?;
                }
            }
            _ if LISTS.contains(&keyword) => return Err(SchemaError::invalid(&here, "a list is wanted")),
            _ if OBJECTS.contains(&keyword) => {
                return Err(SchemaError::invalid(&here, "an object of schemas is wanted"));
            }
            _ if SCHEMAS.contains(&keyword) => check(value, &here, nodes)?,
            _ => {}
        }
    }
    Ok(())
}

fn check_type(keywords: &Map<String, Value>, path: &str) -> Result<(), SchemaError> {
    let known = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    let is_right = match keywords.get("type") {
        None => true,
        Some(Value::Array(names)) => names.iter().all(known) && !names.is_empty(),
        Some(name) => known(name),
    };
    let fault = || SchemaError::invalid(path, format!("`type` is one or several of {}", TYPES.join(", ")));
    if is_right { Ok(()) } else { Err(fault()) }
}

fn check_required(keywords: &Map<String, Value>, path: &str) -> Result<(), SchemaError> {
    let fault = || SchemaError::invalid(path, "`required` is a list of different names");
    let Some(required) = keywords.get("required") else { return Ok(()) };
    let names: Option<Vec<&str>> =
        required.as_array().and_then(|names| names.iter().map(Value::as_str).collect());
    let names = names.ok_or_else(fault)?;
    let different: HashSet<_> = names.iter().collect();
    if different.len() == names.len() { Ok(()) } else { Err(fault()) }
}

/// The types of JSON Schema.
pub(super) const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
