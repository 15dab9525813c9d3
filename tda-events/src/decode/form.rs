//! Finding out how to read a value: what the headers name decides, then the value's first bytes, then its
//! shape.

use std::borrow::Cow;
use std::sync::Arc;

use super::{DecodeError, DecodeOptions, shape};
use crate::content_type::{self, ContentType, Framing};
use crate::dialect::cloudevents::PREFIX;
use crate::dialect::{Dialect, schemas};
use crate::encoding::WriterSchema;
use crate::encoding::frame::{self, Frame};
use crate::limits::VALUE_BYTES_MAX;
use crate::record::header;
use crate::version::SchemaVersion;

/// How to read a value.
#[derive(Clone, Debug)]
pub(crate) struct Form<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) body: Body<'a>,
}

/// The value without its frame.
#[derive(Clone, Debug)]
pub(crate) enum Body<'a> {
    Json(&'a [u8]),
    /// Avro of a schema of ours. Dialects whose schema is one, or told elsewhere, leave the type; without a
    /// version the value's own holds.
    Avro {
        value: &'a [u8],
        event_type: Cow<'a, str>,
        schema_version: Option<SchemaVersion>,
    },
    /// Avro of somebody else's schema.
    Foreign {
        value: &'a [u8],
        schema: Arc<WriterSchema>,
    },
}

type Headers = [(String, Vec<u8>)];

/// Finds out how to read `value`.
pub(crate) fn form<'a>(
    value: &'a [u8],
    headers: &'a Headers,
    options: &DecodeOptions<'_>,
) -> Result<Form<'a>, DecodeError> {
    if value.len() > VALUE_BYTES_MAX {
        return Err(DecodeError::TooLarge { size_bytes: value.len(), limit_bytes: VALUE_BYTES_MAX });
    }
    let told = Told::by(headers);
    let mut content_type = told.content_type();
    if let Some(encoding) = options.encoding {
        content_type.is_json = Some(encoding.is_json());
        content_type.framing = Some(Framing::of(encoding));
    }
    let named = named_dialect(&told, content_type, options)?;
    let hinted = hinted_dialect(&told, content_type, options).filter(|_| named.is_none());
    let frame = frame_of(value, content_type, named);
    let bare = match frame {
        Some(Frame::Confluent { value, .. } | Frame::SingleObject { value, .. }) => value,
        None => value,
    };
    let is_json = match (content_type.is_json, frame) {
        (_, Some(Frame::SingleObject { .. })) => false,
        (Some(is_json), _) => is_json,
        (None, _) if looks_json(bare) => true,
        (None, Some(_)) => false,
        (None, None) if told.event_type.is_some() => false,
        (None, None) if options.dialects == [Dialect::FsmRecord] => false,
        (None, None) => return Err(DecodeError::UnknownEncoding { size_bytes: value.len() }),
    };
    if is_json {
        let dialect = named.map_or_else(|| shape::dialect(bare, options.dialects, hinted), Ok)?;
        return Ok(Form { dialect, body: Body::Json(bare) });
    }
    let named = named.or(hinted);
    if let Some(form) = frame.map(|frame| by_frame(frame, named, &told, options)).transpose()?.flatten() {
        return Ok(form);
    }
    let dialect = match (named, options.dialects) {
        (Some(dialect), _) => dialect,
        (None, [dialect]) => *dialect,
        (None, _) => Dialect::Canonical,
    };
    Ok(Form { dialect, body: avro(bare, dialect, &told)? })
}

/// How to read the Avro behind a frame; `None` where the headers say it without the frame's schema.
fn by_frame<'a>(
    frame: Frame<'a>,
    named: Option<Dialect>,
    told: &Told<'_>,
    options: &DecodeOptions<'_>,
) -> Result<Option<Form<'a>>, DecodeError> {
    let (value, fingerprint, schema, name) = match frame {
        Frame::SingleObject { fingerprint, value } => {
            let schema = options.schemas.and_then(|schemas| schemas.by_fingerprint(fingerprint));
            (value, Some(fingerprint), schema, format!("{fingerprint:016x}"))
        }
        Frame::Confluent { id, value } => {
            let schema = options.schemas.and_then(|schemas| schemas.by_id(id));
            (value, schema.as_ref().map(|schema| schema.fingerprint()), schema, id.to_string())
        }
    };
    let known = fingerprint.and_then(|fingerprint| schemas::known(fingerprint, options.catalog));
    if let Some((dialect, event_type)) = known {
        if !options.dialects.contains(&dialect) {
            return Err(DecodeError::DialectNotAccepted {
                found: dialect,
                accepted: names(options.dialects),
            });
        }
        let body = Body::Avro { value, event_type: event_type.into(), schema_version: None };
        return Ok(Some(Form { dialect, body }));
    }
    if let Some(schema) = schema {
        let named = named.or_else(|| schemas::dialect_of(schema.full_name()?));
        let dialect = match named.filter(|dialect| options.dialects.contains(dialect)) {
            Some(dialect) => dialect,
            None => shape::dialect_of(&schema.to_json(value)?, options.dialects)?,
        };
        return Ok(Some(Form { dialect, body: Body::Foreign { value, schema } }));
    }
    // The headers of ours say what the schema would, and one dialect has one schema.
    let is_told = told.is_ours() || named == Some(Dialect::CloudEventsBinary);
    if is_told || named == Some(Dialect::FsmRecord) || options.dialects == [Dialect::FsmRecord] {
        return Ok(None);
    }
    let reason = match options.schemas {
        Some(_) => "it is none of this crate's, and not looked up yet".to_owned(),
        None => "it is none of this crate's, and no schemas were given to decode with".to_owned(),
    };
    Err(DecodeError::UnknownSchema { schema: name, reason })
}

fn looks_json(value: &[u8]) -> bool {
    value.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

/// What the headers say of a value; of headers of one name the last, as Kafka's clients choose.
#[derive(Default)]
struct Told<'a> {
    content_type: Option<&'a [u8]>,
    event_type: Option<&'a [u8]>,
    schema_version: Option<&'a [u8]>,
    /// Whether there is the attribute that every CloudEvent has.
    has_specversion: bool,
}

impl<'a> Told<'a> {
    fn by(headers: &'a Headers) -> Self {
        let mut told = Self::default();
        for (name, value) in headers {
            match name.as_str() {
                header::CONTENT_TYPE => told.content_type = Some(value),
                header::EVENT_TYPE => told.event_type = Some(value),
                header::SCHEMA_VERSION => told.schema_version = Some(value),
                name => told.has_specversion |= name.strip_prefix(PREFIX) == Some("specversion"),
            }
        }
        told
    }

    fn content_type(&self) -> ContentType {
        let text = self.content_type.and_then(|text| std::str::from_utf8(text).ok());
        text.map(content_type::parse).unwrap_or_default()
    }

    /// Whether there are the headers that our records have.
    fn is_ours(&self) -> bool {
        self.event_type.is_some() && self.schema_version.is_some()
    }
}

/// The dialect that the headers name: by media type or parameter, or by the attributes of CloudEvents.
fn named_dialect(
    told: &Told<'_>,
    content_type: ContentType,
    options: &DecodeOptions<'_>,
) -> Result<Option<Dialect>, DecodeError> {
    let named = match content_type.dialect {
        Some(dialect) => Some(dialect),
        None if told.has_specversion => Some(Dialect::CloudEventsBinary),
        None => None,
    };
    match named {
        Some(found) if !options.dialects.contains(&found) => {
            Err(DecodeError::DialectNotAccepted { found, accepted: names(options.dialects) })
        }
        named => Ok(named),
    }
}

/// The canonical dialect, where the headers are those that it is sent with. Other systems' producers may name
/// theirs alike, so this decides only what the value leaves open.
fn hinted_dialect(
    told: &Told<'_>,
    content_type: ContentType,
    options: &DecodeOptions<'_>,
) -> Option<Dialect> {
    let is_ours = told.is_ours() && content_type.is_json.is_some();
    (is_ours && options.dialects.contains(&Dialect::Canonical)).then_some(Dialect::Canonical)
}

/// Names of dialects, as errors list them.
pub(super) fn names(dialects: &[Dialect]) -> String {
    dialects.iter().map(|dialect| dialect.name()).collect::<Vec<_>>().join(" and ")
}

/// The frame in front of a value. No dialect's Avro starts like one, but a bare payload may: of such only a
/// frame that the header names is believed.
fn frame_of(value: &[u8], content_type: ContentType, dialect: Option<Dialect>) -> Option<Frame<'_>> {
    let is_bare = dialect == Some(Dialect::CloudEventsBinary) && content_type.is_json == Some(false);
    match content_type.framing {
        Some(Framing::Confluent) => frame::confluent(value),
        Some(Framing::SingleObject) => frame::single_object(value),
        Some(Framing::None) => None,
        None if is_bare => None,
        None => frame::confluent(value).or_else(|| frame::single_object(value)),
    }
}

fn avro<'a>(value: &'a [u8], dialect: Dialect, told: &Told<'a>) -> Result<Body<'a>, DecodeError> {
    if matches!(dialect, Dialect::FsmRecord | Dialect::CloudEventsBinary) {
        return Ok(Body::Avro { value, event_type: Cow::Borrowed(""), schema_version: None });
    }
    let version = text_of(told.schema_version, header::SCHEMA_VERSION)?;
    let schema_version = version.parse().map_err(|_| DecodeError::Header {
        header: header::SCHEMA_VERSION,
        found: crate::schema::validate::found_text(version),
    })?;
    let event_type = text_of(told.event_type, header::EVENT_TYPE)?.into();
    Ok(Body::Avro { value, event_type, schema_version: Some(schema_version) })
}

fn text_of<'a>(value: Option<&'a [u8]>, name: &'static str) -> Result<&'a str, DecodeError> {
    let refused = |found: &str| DecodeError::Header { header: name, found: found.to_owned() };
    let value = value.ok_or_else(|| refused("absent"))?;
    std::str::from_utf8(value).map_err(|_| refused("not UTF-8"))
}
