//! From a record's value and headers to an event.

use crate::dialect::canonical;
use crate::encoding::Encoding;
use crate::error::{ErrorKind, Retry};
use crate::event::{Event, WrongEventType};
use crate::fault::Invalid;
use crate::limits::VALUE_BYTES_MAX;
use crate::payload::Payload;
use crate::record::{find_header, header};
use crate::version::SchemaVersion;

/// Why bytes were not decoded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The value is no Avro of its schema.
    #[error("avro at byte {offset} of {size_bytes}: {reason}")]
    Avro {
        /// Where reading stopped.
        offset: usize,
        /// Size of the value.
        size_bytes: usize,
        /// What was wrong there.
        reason: String,
    },
    /// A header that reading needs is absent or is no text.
    #[error("reading this value needs the header {header}, which is {found}")]
    Header {
        /// Name of the header.
        header: &'static str,
        /// What was found.
        found: String,
    },
    /// The event breaks rules of its schema.
    #[error("{0}")]
    Invalid(Invalid),
    /// The value is no JSON.
    #[error("json at line {line} column {column}: {reason}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What was wrong there.
        reason: String,
    },
    /// The value is larger than anything that is decoded.
    #[error("value of {size_bytes} bytes is over the limit of {limit_bytes}")]
    TooLarge {
        /// Size of the value.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// The value looks like no encoding, and no header names one.
    #[error(
        "value of {size_bytes} bytes is no json object, and no content-type header names another encoding"
    )]
    UnknownEncoding {
        /// Size of the value.
        size_bytes: usize,
    },
    /// No build of this event type is known.
    #[error("unknown event type {event_type:?}")]
    UnknownEventType {
        /// The type that the event claims.
        event_type: String,
    },
    /// The schema version is of another major, or its Avro schema is not known to this build.
    #[error(
        "schema version {found} of {event_type} cannot be read from {encoding}, this build reads {readable}"
    )]
    UnsupportedVersion {
        /// Type of the event.
        event_type: String,
        /// Its version.
        found: SchemaVersion,
        /// The encoding.
        encoding: Encoding,
        /// What can be read.
        readable: &'static str,
    },
    /// The event is of another type than asked for.
    #[error(transparent)]
    WrongEventType(#[from] WrongEventType),
}

impl DecodeError {
    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Avro { .. }
            | Self::Header { .. }
            | Self::Invalid(_)
            | Self::Json { .. }
            | Self::UnknownEncoding { .. }
            | Self::WrongEventType(_) => ErrorKind::Decode,
            Self::TooLarge { .. } => ErrorKind::LimitExceeded,
            Self::UnknownEventType { .. } | Self::UnsupportedVersion { .. } => ErrorKind::Schema,
        }
    }

    /// Always [`Retry::Never`]: the same bytes fail again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Avro { .. }
            | Self::Header { .. }
            | Self::Invalid(_)
            | Self::Json { .. }
            | Self::TooLarge { .. }
            | Self::UnknownEncoding { .. }
            | Self::UnknownEventType { .. }
            | Self::UnsupportedVersion { .. }
            | Self::WrongEventType(_) => Retry::Never,
        }
    }
}

impl From<Invalid> for DecodeError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

/// How to read a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form<'a> {
    Json,
    /// Unframed Avro tells its schema only through the headers.
    Avro {
        event_type: &'a str,
        schema_version: SchemaVersion,
    },
}

pub(crate) fn decode<T: Payload>(
    value: &[u8],
    headers: &[(String, Vec<u8>)],
) -> Result<Event<T>, DecodeError> {
    match form(value, headers)? {
        Form::Json => canonical::from_json(value),
        Form::Avro { event_type, schema_version } => canonical::from_avro(value, event_type, schema_version),
    }
}

/// Finds out how to read `value`. The headers decide; without them, an object in braces is JSON.
pub(crate) fn form<'a>(value: &[u8], headers: &'a [(String, Vec<u8>)]) -> Result<Form<'a>, DecodeError> {
    if value.len() > VALUE_BYTES_MAX {
        return Err(DecodeError::TooLarge { size_bytes: value.len(), limit_bytes: VALUE_BYTES_MAX });
    }
    let named = find_header(headers, header::CONTENT_TYPE)
        .and_then(|text| std::str::from_utf8(text).ok())
        .and_then(Encoding::from_content_type);
    // Unframed Avro starts with the length of the schema version, which never has the bits of a brace.
    let json = value.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    match named {
        Some(Encoding::Json) => Ok(Form::Json),
        Some(Encoding::Avro) => avro_form(headers),
        None if json => Ok(Form::Json),
        None if find_header(headers, header::EVENT_TYPE).is_some() => avro_form(headers),
        None => Err(DecodeError::UnknownEncoding { size_bytes: value.len() }),
    }
}

fn avro_form(headers: &[(String, Vec<u8>)]) -> Result<Form<'_>, DecodeError> {
    let version = text_header(headers, header::SCHEMA_VERSION)?;
    let schema_version = version.parse().map_err(|_| DecodeError::Header {
        header: header::SCHEMA_VERSION,
        found: crate::schema::validate::found_text(version),
    })?;
    Ok(Form::Avro { event_type: text_header(headers, header::EVENT_TYPE)?, schema_version })
}

fn text_header<'a>(headers: &'a [(String, Vec<u8>)], name: &'static str) -> Result<&'a str, DecodeError> {
    let refused = |found: &str| DecodeError::Header { header: name, found: found.to_owned() };
    let value = find_header(headers, name).ok_or_else(|| refused("absent"))?;
    std::str::from_utf8(value).map_err(|_| refused("not UTF-8"))
}
