//! Whether a schema may follow others: which consumers would break, at which field, and what to do about it.
//!
//! Every question comes down to one: can a consumer on schema R read what was written with schema W? Avro answers
//! it by its resolution rules (specification 1.12), JSON Schema by whether R accepts what W lets a writer write.
//!
//! ```
//! use tda_events::schema::{Compatibility, Schema, check_compatibility};
//!
//! let old = Schema::avro(r#"{"type": "record", "name": "Job", "fields": [{"name": "id", "type": "string"}]}"#)?;
//! let new = Schema::avro(
//!     r#"{"type": "record", "name": "Job",
//!         "fields": [{"name": "id", "type": "string"}, {"name": "retries", "type": "int"}]}"#,
//! )?;
//! check_compatibility(Compatibility::Forward, &new, std::slice::from_ref(&old))?;
//! let broken = check_compatibility(Compatibility::Backward, &new, &[old]).unwrap_err();
//! assert_eq!(broken.breaks[0].path, "retries");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod avro;
mod avro_default;
mod avro_resolve;
mod json;
mod json_accepts;
mod json_rules;
mod json_value;
mod level;
mod verdict;

use serde_json::Value;

use super::{avsc::avsc, json_schema::json_schema, model::Record};
use crate::error::{ErrorKind, Retry};

pub(crate) use avro::{AvroSchema, AvroType, Logical, NamedKind, Primitive};
pub use level::{Compatibility, UnknownCompatibility};
pub use verdict::{Break, Incompatible, Reader};

use json::JsonSchema;
use verdict::Finding;

/// Largest schema that is parsed, in bytes: a registry takes no larger one.
pub const SCHEMA_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A schema that can be compared: Avro or JSON Schema.
#[derive(Clone, Debug)]
pub struct Schema {
    label: Option<String>,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Avro(AvroSchema),
    Json(JsonSchema),
}

/// Why a text is no schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// It breaks a rule of its format.
    #[error("{path}: {fault}")]
    Invalid {
        /// Where, such as `fields.retries.type`.
        path: String,
        /// Which rule, with what was found.
        fault: String,
    },
    /// It is no JSON.
    #[error("the schema is no JSON: {0}")]
    NotJson(String),
    /// It is larger than the limit.
    #[error("the schema has {size_bytes} bytes, over the limit of {limit_bytes}")]
    TooLarge {
        /// Its size.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
}

impl SchemaError {
    /// The class of the error: always [`ErrorKind::Schema`].
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::Schema
    }

    /// The same text fails the same way.
    pub fn retry(&self) -> Retry {
        Retry::Never
    }

    pub(crate) fn invalid(path: &str, fault: impl Into<String>) -> Self {
        let path = if path.is_empty() { "schema" } else { path };
        Self::Invalid { path: path.to_owned(), fault: fault.into() }
    }
}

impl Schema {
    /// Parses an Avro schema (`.avsc`).
    ///
    /// # Errors
    /// [`SchemaError`] names the place and the rule of the Avro specification that is broken.
    pub fn avro(text: &str) -> Result<Self, SchemaError> {
        Self::avro_with(text, &[])
    }

    /// As [`Schema::avro`], where `references` define named types that the text uses; each may use those before it.
    ///
    /// # Errors
    /// As [`Schema::avro`], for the references too.
    pub fn avro_with(text: &str, references: &[&str]) -> Result<Self, SchemaError> {
        let references = references.iter().map(|text| parse(text)).collect::<Result<Vec<_>, _>>()?;
        let schema = AvroSchema::new(&parse(text)?, &references)?;
        Ok(Self { label: None, form: Form::Avro(schema) })
    }

    /// Parses a JSON Schema; `$ref` may point into the same document.
    ///
    /// # Errors
    /// [`SchemaError`] names the place and the rule that is broken.
    pub fn json(text: &str) -> Result<Self, SchemaError> {
        Self::json_with(text, &[])
    }

    /// As [`Schema::json`], where `references` are (name, text) of further documents that `$ref` may name.
    ///
    /// # Errors
    /// As [`Schema::json`], for the references too.
    pub fn json_with(text: &str, references: &[(&str, &str)]) -> Result<Self, SchemaError> {
        let references = references.iter().map(|(name, text)| Ok(((*name).to_owned(), parse(text)?)));
        let references = references.collect::<Result<Vec<_>, SchemaError>>()?;
        Ok(Self { label: None, form: Form::Json(JsonSchema::new(parse(text)?, references)?) })
    }

    /// The Avro schema of a record, such as a catalog has for each of its events.
    ///
    /// # Errors
    /// [`SchemaError::Invalid`] for a name that Avro does not know as one.
    pub fn avro_of(record: &Record) -> Result<Self, SchemaError> {
        Ok(Self { label: None, form: Form::Avro(AvroSchema::new(&avsc(record, ""), &[])?) })
    }

    /// The JSON Schema of a record, such as a catalog has for each of its events.
    ///
    /// # Errors
    /// [`SchemaError::Invalid`] for a record of more parts than a schema may have.
    pub fn json_of(record: &Record) -> Result<Self, SchemaError> {
        let schema = JsonSchema::new(json_schema(record, ""), Vec::new())?;
        Ok(Self { label: None, form: Form::Json(schema) })
    }

    /// What messages call this schema, such as `1.1`; otherwise its place among the existing ones, from 1.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What keeps a consumer on this schema from reading what `writer` wrote.
    fn cannot_read(&self, writer: &Self) -> Vec<Finding> {
        match (&self.form, &writer.form) {
            (Form::Avro(reader), Form::Avro(writer)) => avro_resolve::findings(reader, writer),
            (Form::Json(reader), Form::Json(writer)) => json_accepts::findings(reader, writer),
            (Form::Avro(_), Form::Json(_)) => vec![other_form("Avro", "a JSON Schema")],
            (Form::Json(_), Form::Avro(_)) => vec![other_form("a JSON Schema", "Avro")],
        }
    }
}

fn other_form(reader: &str, writer: &str) -> Finding {
    let reason = format!("the reader's schema is {reader}, the data's is {writer}");
    Finding::new("", reason, "keep the form of the schema, or register under another subject")
}

fn parse(text: &str) -> Result<Value, SchemaError> {
    if text.len() > SCHEMA_BYTES_MAX {
        return Err(SchemaError::TooLarge { size_bytes: text.len(), limit_bytes: SCHEMA_BYTES_MAX });
    }
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        // A schema that is one type is often written without quotes.
        Err(_) if text.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte)) => {
            Ok(Value::String(text.trim().to_owned()))
        }
        Err(error) => Err(SchemaError::NotJson(error.to_string())),
    }
}

/// Checks that `new` may follow `existing` (oldest first) at `level`.
///
/// The plain levels look at the newest existing schema only, the transitive ones at all.
///
/// # Errors
/// [`Incompatible`] lists every break: its field, the consumers that it hits, the reason and a way out.
pub fn check_compatibility(
    level: Compatibility,
    new: &Schema,
    existing: &[Schema],
) -> Result<(), Incompatible> {
    let first = if level.is_transitive() { 0 } else { existing.len().saturating_sub(1) };
    let mut breaks = Vec::new();
    for (index, old) in existing.iter().enumerate().skip(first) {
        let version = old.label.clone().unwrap_or_else(|| (index + 1).to_string());
        if level.looks_backward() {
            breaks.extend(new.cannot_read(old).into_iter().map(|f| f.into_break(Reader::New, &version)));
        }
        if level.looks_forward() {
            breaks.extend(old.cannot_read(new).into_iter().map(|f| f.into_break(Reader::Old, &version)));
        }
    }
    if breaks.is_empty() { Ok(()) } else { Err(Incompatible { level, breaks }) }
}
