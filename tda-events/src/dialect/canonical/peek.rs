//! The envelope of canonical JSON, without building `data`.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use super::json::syntax;
use crate::decode::DecodeError;
use crate::encoding::json::Scanner;
use crate::fault::{Fault, Invalid};
use crate::headers::Headers;
use crate::limits::HEADERS_MAX;
use crate::peek::Peek;
use crate::schema::validate::found_text;
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// Reads the envelope and steps over `data`: scanning where the message is as most are, parsing otherwise.
pub(crate) fn peek_json(value: &[u8]) -> Result<Peek<'_>, DecodeError> {
    match scan(value) {
        Some(peek) => Ok(peek),
        None => parse(value),
    }
}

/// The texts of an envelope, as they come.
#[derive(Default)]
struct Texts<'a> {
    schema_version: Option<&'a str>,
    event_id: Option<&'a str>,
    timestamp: Option<&'a str>,
    event_type: Option<&'a str>,
    source: Option<&'a str>,
    correlation_id: Option<Option<&'a str>>,
    causation_id: Option<Option<&'a str>>,
    headers: Option<Vec<(Cow<'a, str>, Cow<'a, str>)>>,
    has_data: bool,
}

/// Sets a field that is not set yet.
fn set<T>(field: &mut Option<T>, value: Option<T>) -> Option<()> {
    let value = value?;
    field.replace(value).is_none().then_some(())
}

/// Names that may stand in front of `data` or behind it.
static OPTIONAL: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| {
    ["\"headers\"", "\"correlation_id\"", "\"causation_id\"", "\"extensions\""].map(Finder::new)
});

fn scan(value: &[u8]) -> Option<Peek<'_>> {
    let mut texts = Texts::default();
    let mut scanner = Scanner::new(value);
    let mut is_read = false;
    let whole = scanner.object(|name, scanner| match name {
        b"schema_version" => set(&mut texts.schema_version, scanner.text()),
        b"event_id" => set(&mut texts.event_id, scanner.text()),
        b"timestamp" => set(&mut texts.timestamp, scanner.text()),
        b"event_type" => set(&mut texts.event_type, scanner.text()),
        b"source" => set(&mut texts.source, scanner.text()),
        b"correlation_id" => set(&mut texts.correlation_id, scanner.optional_text()),
        b"causation_id" => set(&mut texts.causation_id, scanner.optional_text()),
        b"headers" => set(&mut texts.headers, headers(scanner)),
        // It may hold the microseconds of the time.
        b"extensions" => None,
        b"data" => {
            texts.has_data = true;
            is_read = texts.are_all_read(scanner);
            if is_read { None } else { scanner.skip() }
        }
        _ => scanner.skip(),
    });
    if !is_read && (whole.is_none() || !scanner.is_done() || !texts.has_data) {
        return None;
    }
    Some(Peek {
        schema_version: texts.schema_version?.parse().ok()?,
        event_id: texts.event_id?.into(),
        timestamp: texts.timestamp?.parse().ok()?,
        event_type: texts.event_type?.into(),
        source: texts.source?.into(),
        correlation_id: texts.correlation_id.flatten().map(Cow::Borrowed),
        causation_id: texts.causation_id.flatten().map(Cow::Borrowed),
        headers: texts.headers.unwrap_or_default(),
    })
}

impl Texts<'_> {
    /// Whether nothing of the envelope stands behind `data`, at which the scanner is: then it need not be
    /// stepped over. Every writer known puts `data` last.
    fn are_all_read(&self, scanner: &Scanner<'_>) -> bool {
        let required = [self.schema_version, self.event_id, self.timestamp, self.event_type, self.source];
        let read =
            [self.headers.is_some(), self.correlation_id.is_some(), self.causation_id.is_some(), false];
        let left = OPTIONAL.iter().zip(read).filter(|(_, read)| !read).map(|(finder, _)| finder);
        required.iter().all(Option::is_some) && scanner.ends_as_object() && !scanner.may_hold(left)
    }
}

fn headers<'a>(scanner: &mut Scanner<'a>) -> Option<Vec<(Cow<'a, str>, Cow<'a, str>)>> {
    let mut headers: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::with_capacity(8);
    scanner.object(|name, scanner| {
        let (name, value) = (std::str::from_utf8(name).ok()?, scanner.text()?);
        let fits = headers.len() < HEADERS_MAX && headers.iter().all(|(taken, _)| taken != name);
        fits.then(|| headers.push((name.into(), value.into())))
    })?;
    Some(headers)
}

/// An envelope without `data`.
#[derive(Deserialize)]
struct Front<'a> {
    #[serde(borrow)]
    schema_version: Cow<'a, str>,
    #[serde(borrow)]
    event_id: Cow<'a, str>,
    timestamp: Timestamp,
    #[serde(borrow)]
    event_type: Cow<'a, str>,
    #[serde(borrow)]
    source: Cow<'a, str>,
    correlation_id: Option<Cow<'a, str>>,
    causation_id: Option<Cow<'a, str>>,
    headers: Option<Headers>,
    extensions: Option<Headers>,
}

fn parse(value: &[u8]) -> Result<Peek<'_>, DecodeError> {
    let front: Front<'_> = serde_json::from_slice(value).map_err(|error| syntax(&error))?;
    let schema_version: SchemaVersion = front.schema_version.parse().map_err(|_| {
        let rule = "version such as 1.1";
        Invalid::one(Fault::new("schema_version", rule, found_text(&front.schema_version)))
    })?;
    let finer = front.extensions.as_ref().and_then(|entries| entries.get("/timestamp"));
    let headers = front.headers.unwrap_or_default().into_entries();
    Ok(Peek {
        schema_version,
        event_id: front.event_id,
        timestamp: finer.map_or(front.timestamp, |text| refined(front.timestamp, text)),
        event_type: front.event_type,
        source: front.source,
        correlation_id: front.correlation_id,
        causation_id: front.causation_id,
        headers: headers.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
    })
}

/// `time` with the microseconds of `finer`, a JSON text, unless that is another time.
fn refined(time: Timestamp, finer: &str) -> Timestamp {
    let finer = serde_json::from_str::<Timestamp>(finer).ok();
    finer.filter(|finer| finer.floor_to_milliseconds() == time).unwrap_or(time)
}
