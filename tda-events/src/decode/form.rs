//! Finding out how to read a value: the headers decide, then the value's first bytes, then its shape.

use super::{DecodeError, DecodeOptions};
use crate::content_type::{self, ContentType};
use crate::dialect::Dialect;
use crate::limits::VALUE_BYTES_MAX;
use crate::record::{find_header, header};
use crate::version::SchemaVersion;

/// How to read a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) body: Body<'a>,
}

/// The value without its frame.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Body<'a> {
    Json(&'a [u8]),
    /// Avro of a schema of ours.
    Avro {
        value: &'a [u8],
        event_type: &'a str,
        schema_version: SchemaVersion,
    },
}

type Headers = [(String, Vec<u8>)];

/// Finds out how to read `value`.
pub(crate) fn form<'a>(
    value: &'a [u8],
    headers: &'a Headers,
    _options: &DecodeOptions<'_>,
) -> Result<Form<'a>, DecodeError> {
    if value.len() > VALUE_BYTES_MAX {
        return Err(DecodeError::TooLarge { size_bytes: value.len(), limit_bytes: VALUE_BYTES_MAX });
    }
    let named = content_type_of(headers);
    let looks_json = value.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let dialect = Dialect::Canonical;
    let body = match named.is_json {
        Some(true) => Body::Json(value),
        Some(false) => avro(value, headers)?,
        None if looks_json => Body::Json(value),
        None if find_header(headers, header::EVENT_TYPE).is_some() => avro(value, headers)?,
        None => return Err(DecodeError::UnknownEncoding { size_bytes: value.len() }),
    };
    Ok(Form { dialect, body })
}

fn content_type_of(headers: &Headers) -> ContentType {
    find_header(headers, header::CONTENT_TYPE)
        .and_then(|text| std::str::from_utf8(text).ok())
        .map(content_type::parse)
        .unwrap_or_default()
}

fn avro<'a>(value: &'a [u8], headers: &'a Headers) -> Result<Body<'a>, DecodeError> {
    let version = text_header(headers, header::SCHEMA_VERSION)?;
    let schema_version = version.parse().map_err(|_| DecodeError::Header {
        header: header::SCHEMA_VERSION,
        found: crate::schema::validate::found_text(version),
    })?;
    Ok(Body::Avro { value, event_type: text_header(headers, header::EVENT_TYPE)?, schema_version })
}

fn text_header<'a>(headers: &'a Headers, name: &'static str) -> Result<&'a str, DecodeError> {
    let refused = |found: &str| DecodeError::Header { header: name, found: found.to_owned() };
    let value = find_header(headers, name).ok_or_else(|| refused("absent"))?;
    std::str::from_utf8(value).map_err(|_| refused("not UTF-8"))
}
