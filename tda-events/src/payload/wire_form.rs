//! Payloads as a schema version and a topic want them on the wire: other names, another layout.
//!
//! Nothing is built in between: names change while a payload is written or read.

use std::fmt;

use serde::de::value::CowStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::field::{FieldValue, Name, Within, Written};
use super::sealed::Scope;
use super::{Layout, Payload};
use crate::dialect::canonical::is_versioned;
use crate::event::Event;
use crate::extensions::Extensions;
use crate::schema::Names;
use crate::version::SchemaVersion;

/// An event without long lists.
const USUAL_BYTES: usize = 960;

/// How a payload is written.
#[derive(Clone, Debug, Default)]
pub struct WireForm {
    pub(crate) layout: Layout,
    pub(crate) names: Names,
    /// The event's version, where versions are ours.
    pub(crate) version: Option<SchemaVersion>,
}

/// A payload on its way out.
pub(crate) struct Outgoing<'a, T> {
    data: &'a T,
    form: WireForm,
}

impl<'a, T: Payload> Outgoing<'a, T> {
    pub(crate) fn new(event: &'a Event<T>, layout: Layout) -> Self {
        let data = &event.data;
        let version = event.schema_version;
        // Versions of other systems' events are their own.
        let is_ours = is_versioned(data.record());
        let is_renamed = version > SchemaVersion::CURRENT && is_ours;
        let names = if is_renamed { Names::of(event.event_type(), version) } else { Names::default() };
        Self { data, form: WireForm { layout, names, version: is_ours.then_some(version) } }
    }

    /// About how many bytes the whole event takes.
    pub(crate) fn size_hint(&self, is_json: bool) -> usize {
        USUAL_BYTES + self.data.bulk_bytes(&self.form, is_json)
    }
}

impl<T: Payload> Serialize for Outgoing<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.data.serialize_in(serializer, &self.form)
    }
}

/// The fields of a payload on their way out.
pub(crate) struct Fields<'a, M> {
    map: M,
    names: Option<&'a Names>,
    version: Option<SchemaVersion>,
}

impl<'a, M: SerializeMap> Fields<'a, M> {
    /// The fields of a payload.
    pub(crate) fn new(map: M, form: &'a WireForm) -> Self {
        let names = Some(&form.names).filter(|names| !names.are_those_in_memory());
        Self { map, names, version: form.version }
    }

    /// The fields of a record within a payload of `version`, which keep their names.
    pub(crate) fn within(map: M, version: Option<SchemaVersion>) -> Self {
        Self { map, names: None, version }
    }

    /// Whether a field that came with `since` is left out where it holds its default: the event's version knows
    /// none of that name.
    pub(crate) fn is_newer(&self, since: SchemaVersion) -> bool {
        self.version.is_some_and(|version| since > version)
    }

    /// Writes a field of a record that has the unknown fields `beside`.
    pub(crate) fn put_field<V: FieldValue>(
        &mut self,
        name: &str,
        value: &V,
        beside: &Extensions,
    ) -> Result<(), M::Error> {
        let within = Within { version: self.version, beside };
        self.put(name, &Written { value, within })
    }

    pub(crate) fn put<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) -> Result<(), M::Error> {
        let name = self.names.map_or(name, |names| names.on_the_wire(name));
        self.map.serialize_entry(name, value)
    }

    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

/// Reads the payload of `event_type`, whose fields have `names` on the wire.
pub(crate) fn read<'de, T: Payload, D: Deserializer<'de>>(
    scope: Scope<'_>,
    event_type: &str,
    names: &Names,
    deserializer: D,
) -> Result<T, D::Error> {
    if names.are_those_in_memory() {
        return T::deserialize_in(scope, event_type, deserializer);
    }
    T::deserialize_in(scope, event_type, Incoming { inner: deserializer, names })
}

/// An object whose names become those in memory.
struct Incoming<'n, T> {
    inner: T,
    names: &'n Names,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Incoming<'_, D> {
    type Error = D::Error;

    /// What asks reads the names one by one, not the input's text, where they are others.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Incoming { inner: visitor, names: self.names })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Incoming<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Incoming { inner: map, names: self.names })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Incoming<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some(name) = self.inner.next_key::<Name<'de>>()? else { return Ok(None) };
        let name = self.names.in_memory(name.as_str()).to_owned();
        seed.deserialize(CowStrDeserializer::<A::Error>::new(name.into())).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}
