//! The `content-type` header: media type, and as parameters the dialect and the frame.
//!
//! `application/json` and `application/avro` alone mean the canonical dialect without a frame. Others say
//! more: `application/avro; dialect=camel_case; framing=confluent`. Foreign producers name neither, so a
//! reader also looks at the value.

use std::borrow::Cow;

use crate::dialect::Dialect;
use crate::encoding::Encoding;

pub(crate) const JSON: &str = "application/json";
const AVRO: &str = "application/avro";
const CLOUDEVENTS: &str = "application/cloudevents+json";
const CLOUDEVENTS_BATCH: &str = "application/cloudevents-batch+json";

/// What stands in front of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    None,
    Confluent,
    SingleObject,
}

impl Framing {
    pub(crate) fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Json | Encoding::Avro => Self::None,
            Encoding::JsonConfluent | Encoding::AvroConfluent => Self::Confluent,
            Encoding::AvroSingleObject => Self::SingleObject,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Confluent => Some("confluent"),
            Self::SingleObject => Some("single-object"),
        }
    }
}

/// The header's text for a value of this dialect and encoding.
pub(crate) fn of(dialect: Dialect, encoding: Encoding) -> Cow<'static, str> {
    let media_type = if dialect == Dialect::CloudEvents { CLOUDEVENTS } else { encoding.content_type() };
    let named = match dialect {
        // Told by the media type, or by the headers of the attributes.
        Dialect::Canonical | Dialect::CloudEvents | Dialect::CloudEventsBinary => None,
        other => Some(other.name()),
    };
    let framing = Framing::of(encoding).name();
    if named.is_none() && framing.is_none() {
        return Cow::Borrowed(media_type);
    }
    let mut text = media_type.to_owned();
    for (name, value) in [("dialect", named), ("framing", framing)] {
        if let Some(value) = value {
            text = format!("{text}; {name}={value}");
        }
    }
    Cow::Owned(text)
}

/// What a `content-type` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// Whether the value is JSON; `None` for media types of neither.
    pub(crate) is_json: Option<bool>,
    /// The dialect, where the media type or a parameter names one.
    pub(crate) dialect: Option<Dialect>,
    /// The frame, where a parameter names one.
    pub(crate) framing: Option<Framing>,
    /// Whether the value is a batch of CloudEvents.
    pub(crate) is_batch: bool,
}

/// Reads a header's text. Unknown media types and parameters say nothing.
pub(crate) fn parse(text: &str) -> ContentType {
    // What most records have, without a look at its parts.
    match text {
        JSON => return ContentType { is_json: Some(true), ..ContentType::default() },
        AVRO => return ContentType { is_json: Some(false), ..ContentType::default() },
        _ => {}
    }
    let mut parts = text.split(';').map(str::trim);
    let mut found = ContentType::default();
    match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
        JSON => found.is_json = Some(true),
        AVRO | "avro/binary" | "application/avro-binary" => found.is_json = Some(false),
        CLOUDEVENTS | CLOUDEVENTS_BATCH => {
            found.is_json = Some(true);
            found.dialect = Some(Dialect::CloudEvents);
            found.is_batch = text.starts_with(CLOUDEVENTS_BATCH);
        }
        other if other.ends_with("+json") => found.is_json = Some(true),
        other if other.ends_with("+avro") => found.is_json = Some(false),
        _ => {}
    }
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        match (name, value.trim_matches('"')) {
            ("dialect", value) => found.dialect = Dialect::from_name(value),
            ("framing", "confluent") => found.framing = Some(Framing::Confluent),
            ("framing", "single-object") => found.framing = Some(Framing::SingleObject),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Framing, of, parse};
    use crate::dialect::Dialect;
    use crate::encoding::Encoding;

    #[test]
    fn every_text_reads_back() {
        for dialect in Dialect::ALL {
            for encoding in Encoding::ALL {
                let read = parse(&of(*dialect, *encoding));
                assert_eq!(read.framing.unwrap_or(Framing::None), Framing::of(*encoding));
                let quiet = matches!(dialect, Dialect::Canonical | Dialect::CloudEventsBinary);
                assert_eq!(read.dialect, (!quiet).then_some(*dialect));
            }
        }
        assert_eq!(of(Dialect::Canonical, Encoding::Avro), "application/avro");
        assert_eq!(parse("Application/JSON; charset=utf-8").is_json, Some(true));
        assert_eq!(parse("text/plain").is_json, None);
    }
}
