//! A schema that a foreign writer used.

/// The Avro schema that a value was written with, made ready for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct WriterSchema {
    text: String,
}

impl WriterSchema {
    /// The schema as it was given, JSON text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}
