//! The canonical dialect as Avro: the envelope by hand, `data` along its schema.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use super::json::unwanted;
use super::{overflow, restore};
use crate::decode::DecodeError;
use crate::dialect::Dialect;
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::encoding::avro::{DatumDeserializer, Reader, put_long, put_text, write_datum};
use crate::event::Event;
use crate::extensions::{Extensions, Overflow, Wanted};
use crate::fault::{Fault, Invalid};
use crate::headers::Headers;
use crate::limits::{EXTENSIONS_MAX, HEADERS_MAX};
use crate::payload::sealed::Scope;
use crate::payload::{Payload, TdaEvent};
use crate::peek::Peek;
use crate::schema::validate::{Strictness, found_text};
use crate::schema::{Record, Type, record_at};
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// The versions whose Avro schemas this build knows.
const READABLE: &str = "1.0, 1.1, 1.2 and 2.0";

/// Writes an event, which is checked already, with the schema of its version.
pub(crate) fn to_avro<T: Payload>(writing: &Writing<'_, T>) -> Result<Vec<u8>, EncodeError> {
    let (event, source) = (writing.event, writing.source);
    let ty = writable_type(writing)?;
    let extensions =
        overflow(event, Overflow::new(Wanted::UnknownFields, event.schema_version, writing.layout));
    if extensions.len() > EXTENSIONS_MAX {
        let rule = format!("at most {EXTENSIONS_MAX} unknown fields in all");
        return Err(Invalid::one(Fault::new("extensions", rule, extensions.len().to_string())).into());
    }
    let data = writing.data();
    let mut out = Vec::with_capacity(data.size_hint(false));
    put_text(&mut out, &event.schema_version.text());
    put_text(&mut out, &event.event_id);
    put_long(&mut out, event.timestamp.microseconds());
    put_text(&mut out, event.event_type());
    put_text(&mut out, source);
    put_optional_text(&mut out, event.correlation_id.as_deref());
    put_optional_text(&mut out, event.causation_id.as_deref());
    put_text_map(&mut out, event.headers.iter());
    put_text_map(&mut out, extensions.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    write_datum(&mut out, &data, &ty)
        .map_err(|error| Invalid::one(Fault::new("data", "a payload of its schema", error.to_string())))?;
    Ok(out)
}

/// The schema of an event's payload as its version has it.
pub(crate) fn writable_type<T: Payload>(writing: &Writing<'_, T>) -> Result<Cow<'static, Type>, EncodeError> {
    let event = writing.event;
    let ty = schema_at(event.data.record(), event.schema_version)
        .ok_or_else(|| writing.not_carried(format!("avro schemas are known of versions {READABLE}")))?;
    Ok(ty)
}

/// The schema of the payload of `event_type` as `version` has it, where it can be read as `T`.
pub(crate) fn data_type<T: Payload>(
    event_type: &str,
    version: SchemaVersion,
    scope: Scope<'_>,
) -> Result<Cow<'static, Type>, DecodeError> {
    let current = T::record_in(scope, event_type).filter(|record| scope.reads(record, version));
    let current = current.ok_or_else(|| unwanted::<T>(scope, event_type, version, Encoding::Avro))?;
    schema_at(current, version).ok_or_else(|| DecodeError::UnsupportedVersion {
        event_type: event_type.to_owned(),
        found: version,
        encoding: Encoding::Avro,
        readable: READABLE,
    })
}

pub(crate) fn put_optional_text(out: &mut Vec<u8>, text: Option<&str>) {
    put_long(out, i64::from(text.is_some()));
    if let Some(text) = text {
        put_text(out, text);
    }
}

pub(crate) fn put_text_map<'a>(
    out: &mut Vec<u8>,
    entries: impl ExactSizeIterator<Item = (&'a str, &'a str)>,
) {
    if entries.len() > 0 {
        put_long(out, i64::try_from(entries.len()).unwrap_or(i64::MAX));
        for (name, value) in entries {
            put_text(out, name);
            put_text(out, value);
        }
    }
    put_long(out, 0);
}

/// The payload's schema `current` as `version` has it. Other catalogs' events have their own versions, so
/// theirs is what the catalog says.
fn schema_at(current: &Arc<Record>, version: SchemaVersion) -> Option<Cow<'static, Type>> {
    match tda_types(current) {
        Some(types) => {
            let index = SchemaVersion::ALL.iter().position(|known| *known == version)?;
            types.get(index).map(Cow::Borrowed)
        }
        None => Some(Cow::Owned(Type::Record(Arc::clone(current)))),
    }
}

/// The payload's schema as `version` has it, if this build knows it.
pub(crate) fn data_at(current: &Arc<Record>, version: SchemaVersion) -> Option<Arc<Record>> {
    match schema_at(current, version)?.as_ref() {
        Type::Record(record) => Some(Arc::clone(record)),
        _ => None,
    }
}

/// The versions whose schemas differ: of other catalogs' events there is one schema.
pub(crate) fn versions_of(current: &Arc<Record>) -> &'static [SchemaVersion] {
    if is_versioned(current) { &SchemaVersion::ALL } else { &SchemaVersion::ALL[..1] }
}

/// Whether a payload's schema is one whose versions this build knows: a typed one of the TDA platform.
pub(crate) fn is_versioned(current: &Arc<Record>) -> bool {
    tda_types(current).is_some()
}

/// The schemas in every version of a typed payload of the TDA platform; `None` for another's.
fn tda_types(current: &Arc<Record>) -> Option<&'static [Type]> {
    // By address, which is sorted by: typed payloads' schemas live for ever, and every event asks.
    static SCHEMAS: OnceLock<Vec<(usize, Vec<Type>)>> = OnceLock::new();
    let address = |record: &Arc<Record>| Arc::as_ptr(record).addr();
    let schemas = SCHEMAS.get_or_init(|| {
        let dialects = [Dialect::Canonical, Dialect::MetadataPayload];
        let records = dialects.into_iter().flat_map(|dialect| {
            let typed =
                move |event_type| TdaEvent::schema_in(dialect, event_type).map(|record| (event_type, record));
            TdaEvent::event_types().iter().filter_map(move |event_type| typed(*event_type))
        });
        let at = |event_type, record| {
            let at = |version| record_at(event_type, record, version).map(Type::Record);
            SchemaVersion::ALL.into_iter().filter_map(at).collect()
        };
        let types = |(event_type, record)| (address(record), at(event_type, record));
        let by_address: BTreeMap<usize, Vec<Type>> = records.map(types).collect();
        by_address.into_iter().collect()
    });
    let index = schemas.binary_search_by_key(&address(current), |(address, _)| *address).ok()?;
    schemas.get(index).map(|(_, types)| types.as_slice())
}

/// Reads the fields up to `headers`.
fn envelope<'a>(
    reader: &mut Reader<'a>,
    event_type: &str,
    told: Option<SchemaVersion>,
) -> Result<Peek<'a>, DecodeError> {
    let version = reader.text()?;
    let parsed: Result<SchemaVersion, _> = version.parse();
    let schema_version = parsed.ok().filter(|version| told.is_none_or(|told| told == *version));
    let schema_version = schema_version.ok_or_else(|| {
        let told = told.map_or_else(|| "major.minor".to_owned(), |told| told.to_string());
        contradiction(reader, "schema_version", &told, version)
    })?;
    let event_id = reader.text()?;
    let timestamp = Timestamp::from_microseconds(reader.long()?)
        .map_err(|error| Invalid::one(Fault::new("timestamp", "time", error.to_string())))?;
    let found_type = reader.text()?;
    if found_type != event_type {
        return Err(contradiction(reader, "event_type", event_type, found_type));
    }
    let source = reader.text()?;
    let correlation_id = optional_text(reader)?.map(Cow::Borrowed);
    let causation_id = optional_text(reader)?.map(Cow::Borrowed);
    let headers = reader.text_map(HEADERS_MAX)?;
    let peek = Peek {
        schema_version,
        event_id: event_id.into(),
        timestamp,
        event_type: found_type.into(),
        source: source.into(),
        correlation_id,
        causation_id,
        headers,
    };
    Ok(peek)
}

/// A value that is not what its headers say: read by the wrong schema, everything behind would be noise.
pub(crate) fn contradiction(reader: &Reader<'_>, field: &str, header: &str, found: &str) -> DecodeError {
    reader.refuse(format!("the headers say {field} {header:?}, the value {}", found_text(found)))
}

fn optional_text<'a>(reader: &mut Reader<'a>) -> Result<Option<&'a str>, DecodeError> {
    if reader.is_present()? { reader.text().map(Some) } else { Ok(None) }
}

/// Reads an event that was written with the schema of the version that headers told or that it says itself.
pub(crate) fn from_avro<T: Payload>(
    value: &[u8],
    event_type: &str,
    told: Option<SchemaVersion>,
    scope: Scope<'_>,
) -> Result<Event<T>, DecodeError> {
    let schema_version = match told {
        Some(version) => version,
        None => envelope(&mut Reader::new(value), event_type, None)?.schema_version,
    };
    let ty = data_type::<T>(event_type, schema_version, scope)?;
    let mut reader = Reader::new(value);
    let peek = envelope(&mut reader, event_type, Some(schema_version))?;
    let extensions = reader.text_map::<String>(EXTENSIONS_MAX)?;
    let data: T = scope
        .read_at(event_type, schema_version, DatumDeserializer::new(&mut reader, &ty))
        .map_err(|error| error.at(&reader))?;
    reader.finish()?;
    let mut event = Event {
        schema_version,
        event_id: peek.event_id.into_owned(),
        timestamp: peek.timestamp,
        source: Some(peek.source.into_owned()),
        correlation_id: peek.correlation_id.map(Cow::into_owned),
        causation_id: peek.causation_id.map(Cow::into_owned),
        headers: Headers::from_entries(peek.headers.into_iter().map(owned).collect()),
        data,
        extensions: Extensions::default(),
    };
    restore(&mut event, extensions);
    event.check(event.source.as_deref().unwrap_or_default(), Strictness::Reading)?;
    Ok(event)
}

/// Reads what `D` takes of a payload of the TDA platform, borrowed from the value.
pub(crate) fn borrow_data<'a, D: Deserialize<'a>>(
    value: &'a [u8],
    event_type: &str,
    told: Option<SchemaVersion>,
    record: &'static Arc<Record>,
) -> Result<D, DecodeError> {
    let found = envelope(&mut Reader::new(value), event_type, told)?.schema_version;
    let index = SchemaVersion::ALL.iter().position(|known| *known == found);
    let ty = tda_types(record).zip(index).and_then(|(types, index)| types.get(index));
    let ty = ty.ok_or_else(|| DecodeError::UnsupportedVersion {
        event_type: event_type.to_owned(),
        found,
        encoding: Encoding::Avro,
        readable: READABLE,
    })?;
    let mut reader = Reader::new(value);
    envelope(&mut reader, event_type, Some(found))?;
    reader.text_map::<&str>(EXTENSIONS_MAX)?;
    D::deserialize(DatumDeserializer::new(&mut reader, ty)).map_err(|error| error.at(&reader))
}

fn owned((name, value): (impl Into<String>, impl Into<String>)) -> (String, String) {
    (name.into(), value.into())
}

/// Reads the envelope, which stands before `data`.
pub(crate) fn peek_avro<'a>(
    value: &'a [u8],
    event_type: &str,
    told: Option<SchemaVersion>,
) -> Result<Peek<'a>, DecodeError> {
    envelope(&mut Reader::new(value), event_type, told)
}
