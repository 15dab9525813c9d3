//! A laid-out envelope as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserializer as _, Serialize};
use serde_json::{Map, Value};

use super::parts::Room;
use super::{Front, In, Layout, METADATA, Parts};
use crate::decode::DecodeError;
use crate::dialect::canonical::{Entries, data_at, syntax, unwanted};
use crate::encode::{EncodeError, Writing};
use crate::encoding::Encoding;
use crate::encoding::json::{Tree, ascii, has_beyond, json_text, quote_infinities, to_vec};
use crate::event::Event;
use crate::extensions::Wanted;
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::payload::Payload;
use crate::payload::sealed::Scope;
use crate::peek::Peek;
use crate::schema::base64;
use crate::schema::validate::{Strictness, check_record};
use crate::version::SchemaVersion;

/// Writes an event, which is checked already.
pub(crate) fn to_json<T: Payload>(
    layout: &'static Layout,
    writing: &Writing<'_, T>,
) -> Result<Vec<u8>, EncodeError> {
    let parts = Parts::of(layout, writing, Room::Json, Wanted::Microseconds)?;
    let data = writing.data();
    let capacity = data.size_hint(true);
    // Only a payload's own `Serialize` could fail, and ours do not; should one, its words reach the caller.
    to_vec(&Laid { layout, parts: &parts, data }, capacity).map_err(|error| {
        Invalid::one(Fault::new("data", "a payload with a JSON form", error.to_string())).into()
    })
}

struct Laid<'a, T> {
    layout: &'static Layout,
    parts: &'a Parts<'a>,
    data: T,
}

impl<T: Serialize> Serialize for Laid<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (layout, parts) = (self.layout, self.parts);
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &parts.constants {
            map.serialize_entry(name, value)?;
        }
        for (slot, value) in parts.slots.iter().filter(|(slot, _)| slot.within == In::Top) {
            map.serialize_entry(slot.name, value)?;
        }
        match layout.headers {
            In::Metadata => map.serialize_entry(METADATA, &Metadata(parts))?,
            In::Top => {
                for (name, value) in &parts.headers {
                    map.serialize_entry(name, value)?;
                }
            }
        }
        for (name, value) in &parts.fields {
            map.serialize_entry(name, value)?;
        }
        if !parts.place.is_empty() {
            if layout.is_cloudevents() {
                map.serialize_entry(layout.extensions, &place_text(&parts.place))?;
            } else {
                map.serialize_entry(layout.extensions, &Entries(&parts.place))?;
            }
        }
        map.serialize_entry(layout.payload, &self.data)?;
        map.end()
    }
}

struct Metadata<'a>(&'a Parts<'a>);

impl Serialize for Metadata<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (slot, value) in self.0.slots.iter().filter(|(slot, _)| slot.within == In::Metadata) {
            map.serialize_entry(slot.name, value)?;
        }
        for (name, value) in &self.0.headers {
            map.serialize_entry(name, value)?;
        }
        for (name, value) in &self.0.metadata {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The extension place as one text: JSON in ASCII, which every attribute can hold.
pub(crate) fn place_text(place: &[(String, String)]) -> String {
    ascii(&serde_json::to_string(&Entries(place)).unwrap_or_default())
}

/// Reads an event.
pub(crate) fn from_json<T: Payload>(
    layout: &'static Layout,
    value: &[u8],
    scope: Scope<'_>,
) -> Result<Event<T>, DecodeError> {
    let whole = tree(value)?;
    from_tree(layout, whole, scope, Encoding::Json)
}

/// An object, each name once.
pub(crate) fn tree(value: &[u8]) -> Result<Map<String, Value>, DecodeError> {
    let tree = Tree::parse(value).or_else(|error| match quote_infinities(value) {
        Cow::Owned(quoted) => Tree::parse(&quoted),
        Cow::Borrowed(_) => Err(error),
    });
    match tree.map_err(|error| syntax(&error))? {
        Tree(Value::Object(whole)) => Ok(whole),
        Tree(other) => {
            let found = crate::schema::validate::found(&other);
            Err(Invalid::one(Fault::new("event", "object", found)).into())
        }
    }
}

/// Reads an event from an object in the shape of this layout's JSON.
pub(crate) fn from_tree<T: Payload>(
    layout: &'static Layout,
    mut whole: Map<String, Value>,
    scope: Scope<'_>,
    encoding: Encoding,
) -> Result<Event<T>, DecodeError> {
    let mut faults = Faults::default();
    let data = whole.shift_remove(layout.payload).or_else(|| base64_data(layout, &mut whole));
    let front = Front::read(layout, whole, &mut faults);
    let data = judge::<T>(layout, data, &front, scope, encoding, &mut faults);
    faults.into_result()?;
    let (data, event_type) = (data?, front.envelope.event_type.clone());
    let data: T = payload(scope, &event_type, front.envelope.schema_version, data)
        .map_err(|error| Invalid::one(Fault::new(layout.payload, "a payload", error.to_string())))?;
    let event = front.into_event(data);
    event.check(event.source.as_deref().unwrap_or_default(), Strictness::Reading)?;
    Ok(event)
}

/// Builds the payload from the tree; from its text where numbers stand in it that only readers of text know.
fn payload<T: Payload>(
    scope: Scope<'_>,
    event_type: &str,
    version: SchemaVersion,
    data: Value,
) -> Result<T, serde_json::Error> {
    if !has_beyond(&data) {
        return scope.read_at(event_type, version, data);
    }
    let text = json_text(&data);
    drop(data);
    scope.read_at(event_type, version, &mut serde_json::Deserializer::from_str(&text))
}

/// The payload of a CloudEvent that carries it as base64 of JSON.
fn base64_data(layout: &Layout, whole: &mut Map<String, Value>) -> Option<Value> {
    if !layout.is_cloudevents() {
        return None;
    }
    let bytes = base64::decode(whole.shift_remove("data_base64")?.as_str()?)?;
    tree(&bytes).ok().map(Value::Object)
}

/// Checks the payload, and finds out whether it is one that is asked for.
fn judge<T: Payload>(
    layout: &'static Layout,
    data: Option<Value>,
    front: &Front,
    scope: Scope<'_>,
    encoding: Encoding,
    faults: &mut Faults,
) -> Result<Value, DecodeError> {
    let (event_type, version) = (front.envelope.event_type.as_ref(), front.envelope.schema_version);
    let record = T::record_in(scope, event_type).filter(|record| scope.reads(record, version));
    let Some(record) = record else { return Err(unwanted::<T>(scope, event_type, version, encoding)) };
    let (at, data) = (Path::ROOT.name(layout.payload), data.unwrap_or(Value::Null));
    // A minor that is not known yet has the names of its major.
    let known =
        SchemaVersion::newest_of(version.major).filter(|known| known.major != SchemaVersion::CURRENT.major);
    let lifted = known.and_then(|known| data_at(record, known));
    check_record(&data, lifted.as_ref().unwrap_or(record), &at, faults, Strictness::Reading);
    Ok(data)
}

/// Reads the envelope and steps over the payload.
pub(crate) fn peek_json(layout: &'static Layout, value: &[u8]) -> Result<Peek<'static>, DecodeError> {
    let front = match envelope(value, layout.payload) {
        Ok(front) => front,
        Err(_) if matches!(quote_infinities(value), Cow::Owned(_)) => {
            let mut whole = tree(value)?;
            whole.shift_remove(layout.payload);
            whole
        }
        Err(error) => return Err(syntax(&error)),
    };
    let mut faults = Faults::default();
    let mut front = Front::read(layout, front, &mut faults);
    faults.into_result()?;
    front.settle_headers();
    Ok(front.envelope)
}

/// An object without its field `payload`, which is stepped over.
pub(crate) fn envelope(value: &[u8], payload: &str) -> Result<Map<String, Value>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(value);
    let fields = deserializer.deserialize_map(EnvelopeVisitor { payload })?;
    deserializer.end()?;
    Ok(fields)
}

struct EnvelopeVisitor<'a> {
    payload: &'a str,
}

impl<'de> Visitor<'de> for EnvelopeVisitor<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == self.payload {
                map.next_value::<IgnoredAny>()?;
            } else if fields.contains_key(&name) {
                return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
            } else {
                fields.insert(name, map.next_value::<Tree>()?.0);
            }
        }
        Ok(fields)
    }
}
