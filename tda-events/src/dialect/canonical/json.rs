//! The canonical dialect as JSON.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{EXTENSIONS, data_at, envelope_record, overflow, restore};
use crate::decode::DecodeError;
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::encoding::json::{self, Tree};
use crate::event::{Event, WrongEventType};
use crate::extensions::{Extensions, Overflow, Wanted};
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::headers::Headers;
use crate::payload::field::Name;
use crate::payload::sealed::Scope;
use crate::payload::wire_form::Outgoing;
use crate::payload::{JobCancelled, Payload, TypedPayload as _};
use crate::schema::validate::{Strictness, check_record, found_text};
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// Writes `event`, which is checked already.
pub(crate) fn to_json<T: Payload>(writing: &Writing<'_, T>) -> Result<Vec<u8>, EncodeError> {
    let (event, source) = (writing.event, writing.source);
    let data = writing.data();
    let capacity = data.size_hint(true);
    let finer = overflow(event, Overflow::new(Wanted::Microseconds, event.schema_version, writing.layout));
    // Only a payload's own `Serialize` could fail, and ours do not; should one, its words reach the caller.
    json::to_vec(&Envelope { event, source, finer: &finer, data }, capacity).map_err(|error| {
        Invalid::one(Fault::new("data", "a payload with a JSON form", error.to_string())).into()
    })
}

struct Envelope<'a, T> {
    event: &'a Event<T>,
    source: &'a str,
    finer: &'a [(String, String)],
    data: Outgoing<'a, T>,
}

impl<T: Payload> Serialize for Envelope<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event = self.event;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema_version", &event.schema_version.text())?;
        map.serialize_entry("event_id", &event.event_id)?;
        map.serialize_entry("timestamp", &event.timestamp)?;
        map.serialize_entry("event_type", event.event_type())?;
        map.serialize_entry("source", self.source)?;
        if let Some(id) = &event.correlation_id {
            map.serialize_entry("correlation_id", id)?;
        }
        if let Some(id) = &event.causation_id {
            map.serialize_entry("causation_id", id)?;
        }
        if !event.headers.is_empty() {
            map.serialize_entry("headers", &event.headers)?;
        }
        if !self.finer.is_empty() {
            map.serialize_entry(EXTENSIONS, &Entries(self.finer))?;
        }
        for (name, value) in event.extensions.iter().filter(|(name, _)| *name != EXTENSIONS) {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("data", &self.data)?;
        map.end()
    }
}

/// The extension place as an object.
pub(crate) struct Entries<'a>(pub(crate) &'a [(String, String)]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Reads an event. A first, fast pass builds it; only where that fails, a second finds every fault.
pub(crate) fn from_json<T: Payload>(value: &[u8], scope: Scope<'_>) -> Result<Event<T>, DecodeError> {
    let mut data = None;
    let read = read::<T>(value, scope, &mut data).or_else(|error| {
        let quoted = json::quote_infinities(value);
        data = None;
        let retried = match &quoted {
            Cow::Owned(quoted) => read(quoted, scope, &mut data).ok(),
            Cow::Borrowed(_) => None,
        };
        retried.ok_or_else(|| diagnose::<T>(&quoted, scope, &error))
    })?;
    let Some(data) = data else {
        return Err(unwanted::<T>(scope, &read.event_type, read.schema_version, Encoding::Json));
    };
    let event = read.into_event(data);
    event.check(event.source.as_deref().unwrap_or_default(), Strictness::Reading)?;
    Ok(event)
}

/// Reads an envelope, and `data` into its place: it is the larger part, and not moved more often than it must be.
fn read<T: Payload>(value: &[u8], scope: Scope<'_>, data: &mut Option<T>) -> Result<Read, serde_json::Error> {
    // Looked at once for being UTF-8, not text by text; what is not is diagnosed with its place.
    let text = std::str::from_utf8(value).map_err(de::Error::custom)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = deserializer.deserialize_map(ReadVisitor { scope, data })?;
    deserializer.end()?;
    Ok(read)
}

/// An envelope as it was read.
struct Read {
    schema_version: SchemaVersion,
    event_id: String,
    timestamp: Timestamp,
    /// Empty where the data was built: then it says its type.
    event_type: String,
    source: String,
    correlation_id: Option<String>,
    causation_id: Option<String>,
    headers: Headers,
    finer: Vec<(String, String)>,
    unknown: Extensions,
}

/// Whether data of this type and version is to be built as `T`.
fn is_wanted<T: Payload>(scope: Scope<'_>, event_type: &str, version: SchemaVersion) -> bool {
    T::record_in(scope, event_type).is_some_and(|record| scope.reads(record, version))
}

impl Read {
    fn into_event<T: Payload>(self, data: T) -> Event<T> {
        let mut event = Event {
            schema_version: self.schema_version,
            event_id: self.event_id,
            timestamp: self.timestamp,
            source: Some(self.source),
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            headers: self.headers,
            data,
            extensions: self.unknown,
        };
        restore(&mut event, self.finer);
        event
    }
}

/// Why data of this type and version is not built as `T`.
pub(crate) fn unwanted<T: Payload>(
    scope: Scope<'_>,
    event_type: &str,
    version: SchemaVersion,
    encoding: Encoding,
) -> DecodeError {
    if !scope.knows(event_type) {
        return DecodeError::UnknownEventType { event_type: event_type.to_owned() };
    }
    if T::record_in(scope, event_type).is_some_and(|record| !scope.reads(record, version)) {
        return DecodeError::UnsupportedVersion {
            event_type: event_type.to_owned(),
            found: version,
            encoding,
            readable: "majors 1 and 2",
        };
    }
    let expected = match T::event_types() {
        [] => "an event of its catalog".to_owned(),
        types => types.join(" or "),
    };
    WrongEventType { expected, found: event_type.to_owned() }.into()
}

struct ReadVisitor<'c, 'd, T> {
    scope: Scope<'c>,
    /// Left as it is where the event type is none of `T`'s or the version is of another major.
    data: &'d mut Option<T>,
}

/// Sets a field; a second value for one name is refused, since readers would disagree.
fn set<T, E: de::Error>(field: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    if field.replace(value).is_some() {
        return Err(E::duplicate_field(name));
    }
    Ok(())
}

impl<'de, T: Payload> Visitor<'de> for ReadVisitor<'_, '_, T> {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        let Self { scope, data } = self;
        let (mut version, mut event_id, mut timestamp) = (None, None, None);
        let (mut event_type, mut source): (Option<Name<'de>>, Option<String>) = (None, None);
        let (mut correlation_id, mut causation_id) = (None, None);
        let (mut headers, mut finer, mut raw) = (None, None, None);
        let mut unknown = Extensions::default();
        while let Some(name) = map.next_key::<Name<'de>>()? {
            match name.as_str() {
                "schema_version" => {
                    let text = map.next_value::<Name<'de>>()?;
                    let parsed: SchemaVersion = text.as_str().parse().map_err(de::Error::custom)?;
                    set(&mut version, "schema_version", parsed)?;
                }
                "event_id" => set(&mut event_id, "event_id", map.next_value()?)?,
                "timestamp" => set(&mut timestamp, "timestamp", map.next_value()?)?,
                "event_type" => set(&mut event_type, "event_type", map.next_value()?)?,
                "source" => set(&mut source, "source", map.next_value()?)?,
                "correlation_id" => set(&mut correlation_id, "correlation_id", map.next_value()?)?,
                "causation_id" => set(&mut causation_id, "causation_id", map.next_value()?)?,
                "headers" => set(&mut headers, "headers", map.next_value::<Option<Headers>>()?)?,
                EXTENSIONS => set(&mut finer, EXTENSIONS, map.next_value::<Option<Headers>>()?)?,
                "data" => match (&event_type, version) {
                    // The usual order: type and version are known, so data is built as it is read.
                    (Some(event_type), Some(version))
                        if is_wanted::<T>(scope, event_type.as_str(), version) =>
                    {
                        let built = DataSeed::<T>::new(scope, event_type.as_str(), version);
                        set(data, "data", map.next_value_seed(built)?)?;
                    }
                    (Some(_), Some(_)) => drop(map.next_value::<IgnoredAny>()?),
                    _ => set(&mut raw, "data", map.next_value::<&'de RawValue>()?)?,
                },
                _ => unknown.read(name.into_owned(), &mut map)?,
            }
        }
        let event_type = event_type.ok_or_else(|| de::Error::missing_field("event_type"))?;
        let event_type = event_type.as_str();
        let schema_version = version.ok_or_else(|| de::Error::missing_field("schema_version"))?;
        if let Some(raw) = raw
            && is_wanted::<T>(scope, event_type, schema_version)
        {
            let built = scope.read_at(event_type, schema_version, raw).map_err(de::Error::custom)?;
            set(data, "data", built)?;
        } else if data.is_none() && is_wanted::<T>(scope, event_type, schema_version) {
            return Err(de::Error::missing_field("data"));
        }
        Ok(Read {
            schema_version,
            event_id: event_id.ok_or_else(|| de::Error::missing_field("event_id"))?,
            timestamp: timestamp.ok_or_else(|| de::Error::missing_field("timestamp"))?,
            event_type: if data.is_some() { String::new() } else { event_type.to_owned() },
            source: source.ok_or_else(|| de::Error::missing_field("source"))?,
            correlation_id: correlation_id.flatten(),
            causation_id: causation_id.flatten(),
            headers: headers.flatten().unwrap_or_default(),
            finer: finer.flatten().map(Headers::into_entries).unwrap_or_default(),
            unknown,
        })
    }
}

struct DataSeed<'a, T> {
    scope: Scope<'a>,
    event_type: &'a str,
    version: SchemaVersion,
    payload: PhantomData<T>,
}

impl<'a, T> DataSeed<'a, T> {
    fn new(scope: Scope<'a>, event_type: &'a str, version: SchemaVersion) -> Self {
        Self { scope, event_type, version, payload: PhantomData }
    }
}

impl<'de, T: Payload> DeserializeSeed<'de> for DataSeed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.scope.read_at(self.event_type, self.version, deserializer)
    }
}

/// Why `value` could not be read as an event of `T`: every fault that the schema knows, or the reader's words.
fn diagnose<T: Payload>(value: &[u8], scope: Scope<'_>, first: &serde_json::Error) -> DecodeError {
    let whole = match Tree::parse(value) {
        Ok(Tree(whole)) => whole,
        Err(error) => return syntax(&error),
    };
    let event_type = whole.get("event_type").and_then(Value::as_str).unwrap_or_default();
    let known = T::record_in(scope, event_type);
    if known.is_none() && scope.knows(event_type) {
        return unwanted::<T>(scope, event_type, SchemaVersion::CURRENT, Encoding::Json);
    }
    let version = whole.get("schema_version").and_then(Value::as_str);
    let version: Option<SchemaVersion> = version.and_then(|text| text.parse().ok());
    let known_at = known.and_then(|known| data_at(known, SchemaVersion::newest_of(version?.major)?));
    let judged = known_at.as_ref().or(known).unwrap_or(JobCancelled::schema());
    // Earlier versions lack fields, and what an event has beyond its version is judged all the same.
    let judged = if version.is_some_and(|version| version > SchemaVersion::CURRENT) {
        judged
    } else {
        known.unwrap_or(judged)
    };
    let mut envelope = envelope_record(judged);
    if known.is_none() {
        // Of an unknown type only the envelope can be judged, which is the same for all.
        envelope.fields.retain(|field| field.name != "data");
    }
    let (mut faults, at) = (Faults::default(), Path::ROOT);
    check_record(&whole, &envelope, &at, &mut faults, Strictness::Reading);
    if let Some(version) = whole.get("schema_version").and_then(Value::as_str)
        && version.parse::<SchemaVersion>().is_err()
    {
        faults.push(&at.name("schema_version"), "version such as 1.1", found_text(version));
    }
    match faults.into_result() {
        Err(invalid) => invalid.into(),
        Ok(()) => syntax(first),
    }
}

pub(crate) fn syntax(error: &serde_json::Error) -> DecodeError {
    let message = error.to_string();
    // serde_json ends its words with the place, which the variant says on its own.
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    DecodeError::Json { line: error.line(), column: error.column(), reason: reason.to_owned() }
}
