//! Schemas of foreign writers, and what they wrote.

use serde_json::Value;

use super::fingerprint::fingerprint;
use super::generic;
use crate::decode::DecodeError;
use crate::schema::compat::{AvroSchema, AvroType};
use crate::schema::{SCHEMA_BYTES_MAX, SchemaError};

/// The Avro schema that a value was written with, made ready for reading.
///
/// Where it is none of this crate's own, values are read by the names of their fields, as Avro's resolution
/// has it: order does not matter, whole numbers serve as doubles, fields that are missing take their
/// defaults, and fields that no schema of ours has are kept.
///
/// ```
/// use tda_events::WriterSchema;
/// let schema = WriterSchema::parse(r#"{"type": "record", "name": "Point", "namespace": "a",
///     "fields": [{"name": "x", "type": "double"}]}"#)?;
/// assert_eq!(schema.full_name(), Some("a.Point"));
/// # Ok::<(), tda_events::schema::SchemaError>(())
/// ```
#[derive(Clone, Debug)]
pub struct WriterSchema {
    schema: AvroSchema,
    fingerprint: u64,
}

impl WriterSchema {
    /// Reads a schema, JSON text.
    pub fn parse(text: &str) -> Result<Self, SchemaError> {
        Self::parse_with::<&str>(text, &[])
    }

    /// Reads a schema that uses types of `references`, each of these behind those that it uses itself.
    ///
    /// ```
    /// use tda_events::WriterSchema;
    /// let point = r#"{"type": "record", "name": "Point", "namespace": "a", "fields": []}"#;
    /// let cloud = r#"{"type": "array", "items": "a.Point"}"#;
    /// assert!(WriterSchema::parse(cloud).is_err());
    /// WriterSchema::parse_with(cloud, &[point])?;
    /// # Ok::<(), tda_events::schema::SchemaError>(())
    /// ```
    pub fn parse_with<T: AsRef<str>>(text: &str, references: &[T]) -> Result<Self, SchemaError> {
        let references = references.iter().map(|text| json(text.as_ref())).collect::<Result<Vec<_>, _>>()?;
        Self::new(&json(text)?, &references)
    }

    pub(crate) fn from_json(schema: &Value) -> Result<Self, SchemaError> {
        Self::new(schema, &[])
    }

    fn new(schema: &Value, references: &[Value]) -> Result<Self, SchemaError> {
        let schema = AvroSchema::new(schema, references)?;
        Ok(Self { fingerprint: fingerprint(&schema), schema })
    }

    /// CRC-64-AVRO of its parsing canonical form.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Its full name, where it is a named type.
    pub fn full_name(&self) -> Option<&str> {
        match &self.schema.root {
            AvroType::Named(name) => Some(name),
            _ => None,
        }
    }

    #[cfg(test)]
    pub(crate) fn avro(&self) -> &AvroSchema {
        &self.schema
    }

    /// A value as JSON: what Avro has types for in the texts that JSON messages have.
    pub(crate) fn to_json(&self, value: &[u8]) -> Result<Value, DecodeError> {
        generic::read(value, &self.schema)
    }
}

fn json(text: &str) -> Result<Value, SchemaError> {
    if text.len() > SCHEMA_BYTES_MAX {
        return Err(SchemaError::invalid("", format!("the schema is larger than {SCHEMA_BYTES_MAX} bytes")));
    }
    serde_json::from_str(text).map_err(|error| SchemaError::invalid("", error.to_string()))
}
