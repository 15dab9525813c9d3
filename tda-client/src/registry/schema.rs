//! Schemas as a registry keeps them.

use std::fmt;

use serde_json::{Map, Value, json};

/// The language of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaForm {
    /// Apache Avro.
    Avro,
    /// JSON Schema.
    Json,
    /// Anything else that the registry keeps, such as `PROTOBUF`: handed on as it is.
    Other(String),
}

impl SchemaForm {
    /// Its name in a registry.
    pub fn name(&self) -> &str {
        match self {
            Self::Avro => "AVRO",
            Self::Json => "JSON",
            Self::Other(name) => name,
        }
    }

    /// The language that registries call `name`.
    pub fn named(name: &str) -> Self {
        match name {
            "AVRO" => Self::Avro,
            "JSON" => Self::Json,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Another schema that a schema uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// How the schema names it: a record's full name in Avro, a `$ref` in JSON Schema.
    pub name: String,
    /// The subject that it is registered under.
    pub subject: String,
    /// Its version there.
    pub version: u32,
}

/// A schema with what it uses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegistrySchema {
    /// Its text.
    pub text: String,
    /// Its language.
    pub form: SchemaForm,
    /// Other registered schemas that it uses.
    pub references: Vec<Reference>,
}

impl RegistrySchema {
    /// An Avro schema.
    pub fn avro(text: impl Into<String>) -> Self {
        Self::new(SchemaForm::Avro, text)
    }

    /// A JSON Schema.
    pub fn json(text: impl Into<String>) -> Self {
        Self::new(SchemaForm::Json, text)
    }

    /// A schema in any language that the registry knows.
    pub fn new(form: SchemaForm, text: impl Into<String>) -> Self {
        Self { text: text.into(), form, references: Vec::new() }
    }

    /// Adds a schema that this one uses.
    #[must_use]
    pub fn reference(mut self, name: impl Into<String>, subject: impl Into<String>, version: u32) -> Self {
        self.references.push(Reference { name: name.into(), subject: subject.into(), version });
        self
    }

    /// What a registry wants to read.
    pub(super) fn to_body(&self) -> Value {
        let mut body = Map::new();
        body.insert("schema".into(), json!(self.text));
        // Registries of old know no other language, and no word for it.
        if self.form != SchemaForm::Avro {
            body.insert("schemaType".into(), json!(self.form.name()));
        }
        if !self.references.is_empty() {
            let reference = |Reference { name, subject, version }: &Reference| json!({"name": name, "subject": subject, "version": version});
            body.insert("references".into(), self.references.iter().map(reference).collect());
        }
        Value::Object(body)
    }

    /// Subject and content as one key. What JSON means does not change with its blanks.
    pub(super) fn key(&self, subject: &str) -> String {
        format!("{subject}\n{}", self.content())
    }

    pub(super) fn content(&self) -> String {
        let plain = serde_json::from_str::<Value>(&self.text).map(|value| value.to_string());
        let references: String =
            self.references.iter().map(|r| format!("\n{} {} {}", r.name, r.subject, r.version)).collect();
        format!("{}\n{}{references}", self.form.name(), plain.unwrap_or_else(|_| self.text.clone()))
    }
}

/// A schema as it stands under a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registered {
    /// The subject.
    pub subject: String,
    /// Its version there, from 1.
    pub version: u32,
    /// Its id in the registry; none offline.
    pub id: Option<u32>,
    /// The schema.
    pub schema: RegistrySchema,
}

/// Which version of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The newest.
    Latest,
    /// The one with this number, from 1.
    Number(u32),
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// Whether a schema may follow those of its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// Whether it may.
    pub is_compatible: bool,
    /// What the registry says about it; not every registry says anything.
    pub messages: Vec<String>,
}
