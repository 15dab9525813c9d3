//! Encodings: how a wire shape becomes bytes. A further one is a file in `encoding/` and a variant here.

pub(crate) mod avro;
mod entry;
pub(crate) mod frame;
pub(crate) mod json;
mod schemas;

use std::fmt;

pub use avro::WriterSchema;
pub use schemas::{SchemaIds, SchemaKey, SchemaLookup};

/// How the value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Encoding {
    /// JSON (RFC 8259), compact, UTF-8.
    Json,
    /// Avro binary without framing: reading it takes the record's headers.
    Avro,
    /// JSON behind Confluent's frame: a zero byte and the schema's id of four bytes, big-endian.
    JsonConfluent,
    /// Avro binary behind Confluent's frame.
    AvroConfluent,
    /// Avro's single-object encoding: `C3 01`, the schema's CRC-64-AVRO fingerprint, Avro binary.
    AvroSingleObject,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: &'static [Self] =
        &[Self::Json, Self::Avro, Self::JsonConfluent, Self::AvroConfluent, Self::AvroSingleObject];

    /// Its name, such as `json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Avro => "avro",
            Self::JsonConfluent => "json_confluent",
            Self::AvroConfluent => "avro_confluent",
            Self::AvroSingleObject => "avro_single_object",
        }
    }

    /// The encoding called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|encoding| encoding.name() == name)
    }

    /// Whether it is JSON, framed or not; otherwise it is Avro.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonConfluent)
    }

    /// The media type in the record's `content-type` header. Frames are told by their first bytes.
    pub fn content_type(self) -> &'static str {
        if self.is_json() { "application/json" } else { "application/avro" }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// As much of `bytes` as is UTF-8.
pub(crate) fn utf8_prefix(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| {
        let (valid, _) = bytes.split_at(error.valid_up_to());
        std::str::from_utf8(valid).unwrap_or_default()
    })
}
