//! Encodings: how a wire shape becomes bytes. A further one is a file in `encoding/` and a variant here.

pub(crate) mod avro;
pub(crate) mod json;

use std::fmt;

/// How the value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// JSON (RFC 8259), compact, UTF-8.
    Json,
    /// Avro binary without framing: reading it takes the record's headers.
    Avro,
}

impl Encoding {
    /// Its name, such as `json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Avro => "avro",
        }
    }

    /// The encoding called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "avro" => Some(Self::Avro),
            _ => None,
        }
    }

    /// The media type in the record's `content-type` header.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Avro => "application/avro",
        }
    }

    /// The encoding of a media type; parameters behind a semicolon are ignored.
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        match content_type.split(';').next().unwrap_or_default().trim() {
            "application/json" => Some(Self::Json),
            "application/avro" | "avro/binary" => Some(Self::Avro),
            _ => None,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
