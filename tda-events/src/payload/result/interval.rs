//! [`Interval`]: birth and death of one class.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::encoding::json::Tree;
use crate::extensions::Extensions;
use crate::fault::{Faults, Path};
use crate::payload::field::{FieldValue, Name, Within};
use crate::schema::validate::{Strictness, infinity};
use crate::schema::{Field, Presence, Record, Type};
use crate::version::SchemaVersion;

/// An interval `[birth, death)` of a persistence diagram.
///
/// A class that never dies has `death` infinite; with superlevel filtrations negatively so. JSON writes
/// `"inf"` and `"-inf"`, Avro the double itself. Further fields that an interval has in a message are kept by its
/// diagram, and written back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Value at which the class appears.
    pub birth: f64,
    /// Value at which it is gone.
    pub death: f64,
}

impl Interval {
    /// `[birth, death)`.
    pub const fn new(birth: f64, death: f64) -> Self {
        Self { birth, death }
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            // There are many of them: as doubles one after the other, their fields are not looked at one by one.
            let mut ends = [0; 16];
            ends[..8].copy_from_slice(&self.birth.to_le_bytes());
            ends[8..].copy_from_slice(&self.death.to_le_bytes());
            return serializer.serialize_bytes(&ends);
        }
        WithUnknown { interval: self, unknown: None }.serialize(serializer)
    }
}

/// An interval in text, with the fields that it has besides.
struct WithUnknown<'a> {
    interval: &'a Interval,
    unknown: Option<&'a Map<String, Value>>,
}

impl Serialize for WithUnknown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in [("birth", self.interval.birth), ("death", self.interval.death)] {
            if value.is_infinite() {
                map.serialize_entry(name, if value > 0.0 { "inf" } else { "-inf" })?;
            } else {
                map.serialize_entry(name, &value)?;
            }
        }
        for (name, value) in self.unknown.into_iter().flatten() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reading { index: 0, beside: &mut Extensions::default() }.deserialize(deserializer)
    }
}

/// Reads the interval at `index` of a list, whose unknown fields go beside it.
struct Reading<'a> {
    index: usize,
    beside: &'a mut Extensions,
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Interval;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Interval, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_map(self)
        } else {
            deserializer.deserialize_bytes(self)
        }
    }
}

impl Reading<'_> {
    /// Keeps a field that an interval has besides its two; few have any.
    #[cold]
    fn keep<'de, A: MapAccess<'de>>(&mut self, name: Name<'de>, map: &mut A) -> Result<(), A::Error> {
        let Tree(value) = map.next_value()?;
        if self.beside.insert_of_interval(self.index, name.into_owned(), value) {
            return Ok(());
        }
        Err(de::Error::custom("a field of an interval twice"))
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Interval;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object Interval")
    }

    fn visit_bytes<E: de::Error>(self, ends: &[u8]) -> Result<Interval, E> {
        let (ends, []) = ends.as_chunks() else { return Err(E::invalid_length(ends.len(), &"16 bytes")) };
        let [birth, death] = ends else { return Err(E::invalid_length(8 * ends.len(), &"16 bytes")) };
        Ok(Interval { birth: f64::from_le_bytes(*birth), death: f64::from_le_bytes(*death) })
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Interval, A::Error> {
        let (mut birth, mut death) = (None, None);
        while let Some(name) = map.next_key::<Name<'de>>()? {
            match name.as_str() {
                "birth" => birth = Some(map.next_value::<Endpoint>()?.0),
                "death" => death = Some(map.next_value::<Endpoint>()?.0),
                _ => self.keep(name, &mut map)?,
            }
        }
        let birth = birth.ok_or_else(|| de::Error::missing_field("birth"))?;
        Ok(Interval { birth, death: death.ok_or_else(|| de::Error::missing_field("death"))? })
    }
}

/// Reads a list of intervals, whose unknown fields go beside it.
struct ListVisitor<'a>(&'a mut Extensions);

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = Vec<Interval>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of intervals")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Interval>, A::Error> {
        // A count may be a lie, so that room for no more than these is made at once.
        let announced = list.size_hint().unwrap_or_default().min(INTERVALS_RESERVED);
        let mut intervals = Vec::with_capacity(announced);
        while let Some(interval) =
            list.next_element_seed(Reading { index: intervals.len(), beside: &mut *self.0 })?
        {
            intervals.push(interval);
        }
        Ok(intervals)
    }
}

/// As many intervals take 1 MiB.
const INTERVALS_RESERVED: usize = 65_536;

/// An end of an interval as messages hold it: a number, a text for infinity, or null for one that never ends.
struct Endpoint(f64);

impl<'de> Deserialize<'de> for Endpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EndpointVisitor)
    }
}

struct EndpointVisitor;

impl Visitor<'_> for EndpointVisitor {
    type Value = Endpoint;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, \"inf\", \"-inf\" or null")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Endpoint, E> {
        Ok(Endpoint(value))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, value: i64) -> Result<Endpoint, E> {
        Ok(Endpoint(value as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, value: u64) -> Result<Endpoint, E> {
        Ok(Endpoint(value as f64))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Endpoint, E> {
        let value = infinity(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))?;
        Ok(Endpoint(value))
    }

    fn visit_unit<E>(self) -> Result<Endpoint, E> {
        Ok(Endpoint(f64::INFINITY))
    }
}

impl FieldValue for Interval {
    fn default_type() -> Type {
        let end = || Type::Double { min: f64::MIN, max: f64::MAX, infinite: true };
        let field = |name, doc| Field::new(name, doc, end(), Presence::Required, SchemaVersion::V1_0);
        let fields = vec![
            field("birth", "Value at which the class appears."),
            field("death", "Value at which it is gone; infinite for a class that never dies."),
        ];
        Type::Record(
            Record::new("Interval", "An interval [birth, death) of a persistence diagram.", fields).into(),
        )
    }

    fn read_items<'de, D: Deserializer<'de>>(
        deserializer: D,
        beside: &mut Extensions,
    ) -> Result<Vec<Self>, D::Error> {
        deserializer.deserialize_seq(ListVisitor(beside))
    }

    fn write_items<S: Serializer>(
        items: &[Self],
        serializer: S,
        within: Within<'_>,
    ) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() || !within.beside.has_of_intervals() {
            return items.serialize(serializer);
        }
        let unknown = |index| within.beside.of_interval(index);
        let items = items.iter().enumerate();
        serializer
            .collect_seq(items.map(|(index, interval)| WithUnknown { interval, unknown: unknown(index) }))
    }

    fn restore_of_item(index: usize, at: &[String], value: Value, beside: &mut Extensions) -> Option<Value> {
        match at {
            [name] if name != "birth" && name != "death" => {
                beside.insert_of_interval(index, name.clone(), value);
                None
            }
            _ => Some(value),
        }
    }

    fn are_plainly_right(items: &[Self], _: &Type) -> bool {
        // Without branches, so that several intervals are looked at at a time.
        items.iter().fold(true, |all, interval| all & !interval.birth.is_nan() & !interval.death.is_nan())
    }

    fn check(&self, _: &Type, at: &Path<'_>, faults: &mut Faults, _: Strictness) {
        for (name, value) in [("birth", self.birth), ("death", self.death)] {
            if value.is_nan() {
                faults.push(&at.name(name), "number or infinity", "NaN");
            }
        }
    }
}
