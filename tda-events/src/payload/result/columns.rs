//! The packed intervals of a record, without reading the event.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::diagram::PersistenceDiagram;
use super::packed::{PackedColumns, PackedIntervals, RawColumns};
use crate::decode::{Body, DecodeError, DecodeOptions, form};
use crate::dialect::{Dialect, canonical};
use crate::event::WrongEventType;
use crate::payload::TypedPayload as _;
use crate::payload::field::Name;

impl<'a> PackedColumns<'a> {
    /// The columns of a record of `result.persistence_diagram`, as they lie in its value: for readers that take
    /// numbers by the hundred thousand, such as NumPy. `None` where there are none: intervals in the other
    /// layout, JSON, or a dialect other than the canonical one; then decode the event.
    ///
    /// Only the envelope and the place of the columns are read: rules of the payload are not checked.
    ///
    /// ```
    /// use tda_events::{Dialect, Encoding, PackedColumns, sample};
    /// let diagram = sample("result.persistence_diagram").expect("a known event");
    /// let record = diagram.encode(Dialect::Canonical, Encoding::Avro)?;
    /// assert!(PackedColumns::of(&record.value, &record.headers)?.is_none(), "that topic has records");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(value: &'a [u8], headers: &'a [(String, Vec<u8>)]) -> Result<Option<Self>, DecodeError> {
        let form = form(value, headers, &DecodeOptions::default())?;
        let (Dialect::Canonical, Body::Avro { value, event_type, schema_version }) =
            (form.dialect, form.body)
        else {
            return Ok(None);
        };
        let expected = PersistenceDiagram::EVENT_TYPE;
        if event_type != expected {
            let (expected, found) = (expected.to_owned(), event_type.into_owned());
            return Err(WrongEventType { expected, found }.into());
        }
        let record = PersistenceDiagram::schema();
        let packed: OnlyPacked<'a> = canonical::borrow_data(value, &event_type, schema_version, record)?;
        let Some(RawColumns { dimensions, births, deaths }) = packed.0 else { return Ok(None) };
        let (Cow::Borrowed(dimensions), Cow::Borrowed(births), Cow::Borrowed(deaths)) =
            (dimensions, births, deaths)
        else {
            return Ok(None);
        };
        Self::new(dimensions, births, deaths).map(Some).map_err(|mismatch| DecodeError::Avro {
            offset: value.len(),
            size_bytes: value.len(),
            reason: mismatch.to_string(),
        })
    }
}

/// Of a diagram nothing but its columns.
struct OnlyPacked<'a>(Option<RawColumns<'a>>);

impl<'de> Deserialize<'de> for OnlyPacked<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OnlyPackedVisitor)
    }
}

struct OnlyPackedVisitor;

impl<'de> Visitor<'de> for OnlyPackedVisitor {
    type Value = OnlyPacked<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a persistence diagram")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OnlyPacked<'de>, A::Error> {
        let mut packed = None;
        while let Some(name) = map.next_key::<Name<'de>>()? {
            if name.as_str() == PackedIntervals::NAME {
                packed = Some(map.next_value()?);
            } else {
                let _ = map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(OnlyPacked(packed))
    }
}
