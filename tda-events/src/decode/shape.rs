//! Telling the dialect of a JSON object by its shape: the names that stand in it.

use serde_json::{Map, Value};

use super::DecodeError;
use crate::dialect::Dialect;
use crate::encoding::json::{Scanner, Tree};

/// The names that matter to telling dialects apart, as far as a message has them.
#[derive(Debug, Default)]
struct Names {
    at_top: Vec<String>,
    in_metadata: Vec<String>,
}

impl Names {
    fn of(whole: &Map<String, Value>) -> Self {
        let names = |map: &Map<String, Value>| map.keys().take(NAMES_MAX).cloned().collect();
        let metadata = whole.get("metadata").and_then(Value::as_object);
        Self { at_top: names(whole), in_metadata: metadata.map(names).unwrap_or_default() }
    }

    fn has(&self, name: &str) -> bool {
        self.at_top.iter().any(|found| found == name)
    }

    fn metadata_has(&self, name: &str) -> bool {
        self.in_metadata.iter().any(|found| found == name)
    }

    /// Whether a message with these names can be one of `dialect`.
    fn fit(&self, dialect: Dialect) -> bool {
        match dialect {
            Dialect::Canonical => self.has("schema_version") && self.has("data"),
            Dialect::MetadataPayload => self.metadata_has("message_type") && self.has("payload"),
            Dialect::CamelCase => self.has("eventType") && self.has("payload"),
            Dialect::FsmRecord => {
                let is_typed = self.has("event_type") || self.has("type");
                let others =
                    [Dialect::Canonical, Dialect::MetadataPayload, Dialect::CamelCase, Dialect::CloudEvents];
                is_typed && self.has("payload") && !others.into_iter().any(|other| self.fit(other))
            }
            Dialect::CloudEvents => self.has("specversion") && self.has("type"),
            // Its value is a bare payload, told by headers only.
            Dialect::CloudEventsBinary => false,
        }
    }
}

/// The one dialect among `accepted` whose shape `value` has.
///
/// A value of several of their shapes, or of none, is `hinted`. Without a hint several are an error, and none is
/// read as the first that is accepted, whose errors then say what is wrong.
pub(super) fn dialect(
    value: &[u8],
    accepted: &[Dialect],
    hinted: Option<Dialect>,
) -> Result<Dialect, DecodeError> {
    let Some((first, rest)) = accepted.split_first() else {
        return Err(DecodeError::UnknownEncoding { size_bytes: value.len() });
    };
    if rest.is_empty() {
        return Ok(*first);
    }
    // The usual case needs no scan: headers as we send them, before a value that starts as we write it.
    if hinted == Some(Dialect::Canonical) && value.starts_with(CANONICAL_START) {
        return Ok(Dialect::Canonical);
    }
    let names = scan(value).or_else(|| parse(value)).unwrap_or_default();
    fitting(&names, hinted, accepted).map(|dialect| dialect.or(hinted).unwrap_or(*first))
}

/// Like [`dialect`], of a value that is parsed already.
pub(super) fn dialect_of(value: &Value, accepted: &[Dialect]) -> Result<Dialect, DecodeError> {
    let empty = Map::new();
    let first = accepted.first().copied().unwrap_or(Dialect::Canonical);
    let names = Names::of(value.as_object().unwrap_or(&empty));
    fitting(&names, None, accepted).map(|dialect| dialect.unwrap_or(first))
}

fn fitting(
    names: &Names,
    hinted: Option<Dialect>,
    accepted: &[Dialect],
) -> Result<Option<Dialect>, DecodeError> {
    if let Some(hinted) = hinted.filter(|hinted| names.fit(*hinted)) {
        return Ok(Some(hinted));
    }
    let mut fitting = accepted.iter().copied().filter(|dialect| names.fit(*dialect));
    match (fitting.next(), fitting.next()) {
        (Some(first), Some(second)) => Err(DecodeError::AmbiguousDialect { first, second }),
        (only, _) => Ok(only),
    }
}

/// How a canonical value of ours starts.
const CANONICAL_START: &[u8] = b"{\"schema_version\":";

/// Most names looked at: a message of any dialect has its own among far fewer.
const NAMES_MAX: usize = 256;

/// The names by scanning, without parsing what they stand for.
fn scan(value: &[u8]) -> Option<Names> {
    let mut names = Names::default();
    let mut scanner = Scanner::new(value);
    scanner.object(|name, scanner| {
        if names.at_top.len() < NAMES_MAX {
            names.at_top.push(std::str::from_utf8(name).ok()?.to_owned());
        }
        if name != b"metadata" || !scanner.is_at_object() {
            return scanner.skip();
        }
        scanner.object(|name, scanner| {
            if names.in_metadata.len() < NAMES_MAX {
                names.in_metadata.push(std::str::from_utf8(name).ok()?.to_owned());
            }
            scanner.skip()
        })
    })?;
    Some(names)
}

/// The names of a message whose names hold escapes.
fn parse(value: &[u8]) -> Option<Names> {
    let Tree(whole) = Tree::parse(value).ok()?;
    whole.as_object().map(Names::of)
}
