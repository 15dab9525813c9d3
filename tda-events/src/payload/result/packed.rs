//! The packed layout of intervals: three columns of little-endian numbers.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::diagram::PersistenceDiagram;
use super::interval::Interval;
use crate::extensions::Extensions;
use crate::limits::INTERVALS_MAX;
use crate::payload::Layout;
use crate::payload::field::Name;
use crate::schema::{Field, Presence, Record, Type, base64};

/// Bytes of a dimension in its column: a `u32`.
const DIMENSION_BYTES: usize = 4;
/// Bytes of a birth or a death in its column: a double.
const END_BYTES: usize = 8;

/// What the packed form of a diagram's intervals holds, read.
#[derive(Debug)]
pub(super) struct PackedIntervals {
    /// The one dimension of them all, unless there is none.
    dimension: Option<u32>,
    intervals: Vec<Interval>,
}

impl PackedIntervals {
    pub(super) const NAME: &'static str = "packed";

    /// The field of the diagram's schema.
    pub(super) fn field() -> Field {
        let column = |name, doc, width| {
            let ty = Type::Bytes { bytes_min: 0, bytes_max: width * INTERVALS_MAX };
            Field::new(name, doc, ty, Presence::Required, Layout::PACKED_SINCE)
        };
        let fields = vec![
            column("dimensions", "Homology dimension of each interval, little-endian u32.", DIMENSION_BYTES),
            column("births", "Birth of each interval, little-endian double.", END_BYTES),
            column("deaths", "Death of each interval, little-endian double, possibly infinite.", END_BYTES),
        ];
        let doc = "Intervals as three columns, one entry each.";
        let ty = Type::Record(Arc::new(Record::new("PackedIntervals", doc, fields)));
        let doc = "The intervals in the packed layout; then the list of intervals is empty.";
        Field::new(Self::NAME, doc, ty, Presence::Optional, Layout::PACKED_SINCE)
    }

    /// About how many bytes the intervals of a diagram take.
    pub(super) fn bulk_bytes(diagram: &PersistenceDiagram, layout: Layout, is_json: bool) -> usize {
        let bytes_each = match (layout, is_json) {
            (Layout::Records, false) => 2 * END_BYTES,
            (Layout::Records, true) => 48,
            (Layout::Packed, false) => DIMENSION_BYTES + 2 * END_BYTES,
            (Layout::Packed, true) => 27,
        };
        bytes_each * diagram.intervals.len()
    }

    /// A diagram in the packed layout: what is written besides the columns, and the columns.
    pub(super) fn fold(diagram: &PersistenceDiagram) -> (PersistenceDiagram, Columns<'_>) {
        let rest = PersistenceDiagram {
            job_id: diagram.job_id.clone(),
            algorithm: diagram.algorithm.clone(),
            dimension: diagram.dimension,
            intervals: Vec::new(),
            betti_numbers: diagram.betti_numbers.clone(),
            computation_time_seconds: diagram.computation_time_seconds,
            result_size_bytes: diagram.result_size_bytes,
            storage_location: diagram.storage_location.clone(),
            extensions: Extensions::default(),
        };
        (rest, Columns { dimension: diagram.dimension, intervals: &diagram.intervals })
    }

    /// `diagram`, read in whichever layout it has, with its intervals.
    pub(super) fn unfold(
        packed: Option<Self>,
        mut diagram: PersistenceDiagram,
    ) -> Result<PersistenceDiagram, Mismatch> {
        let Some(packed) = packed else { return Ok(diagram) };
        if !diagram.intervals.is_empty() {
            return Err(Mismatch::new("", "intervals in one layout", "intervals in both"));
        }
        if let Some(dimension) = packed.dimension.filter(|dimension| *dimension != diagram.dimension) {
            let expected = format!("dimension {}", diagram.dimension);
            return Err(Mismatch::new(".dimensions", expected, dimension.to_string()));
        }
        diagram.intervals = packed.intervals;
        Ok(diagram)
    }
}

/// Columns that do not make intervals.
#[derive(Debug)]
pub(super) struct Mismatch(String);

impl Mismatch {
    fn new(column: &str, expected: impl fmt::Display, found: impl fmt::Display) -> Self {
        Self(format!("data.packed{column}: expected {expected}, got {found}"))
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Intervals on their way into three columns.
pub(super) struct Columns<'a> {
    dimension: u32,
    intervals: &'a [Interval],
}

impl Serialize for Columns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let intervals = self.intervals;
        let (births, deaths) = (ends(|interval| interval.birth), ends(|interval| interval.death));
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("dimensions", &Column::of_one(self.dimension, intervals))?;
        map.serialize_entry("births", &Column { intervals, width: END_BYTES, piece: EMPTY, fill: births })?;
        map.serialize_entry("deaths", &Column { intervals, width: END_BYTES, piece: EMPTY, fill: deaths })?;
        map.end()
    }
}

/// Bytes of a column that are handed on at a time: whole entries of either width, and few enough to stay in the
/// processor's nearest cache.
const PIECE_BYTES: usize = 8 * 1024;
const EMPTY: [u8; PIECE_BYTES] = [0; PIECE_BYTES];

/// One column, of `width` bytes for each interval: base64 in text, otherwise bytes in pieces, so that a long
/// column is built in the value and nowhere else.
struct Column<'a, F> {
    intervals: &'a [Interval],
    width: usize,
    /// What a piece holds before `fill` writes the entries of some intervals into it.
    piece: [u8; PIECE_BYTES],
    fill: F,
}

impl<'a> Column<'a, fn(&mut [u8], &[Interval])> {
    /// A column that says the same of every interval.
    fn of_one(dimension: u32, intervals: &'a [Interval]) -> Self {
        let mut piece = EMPTY;
        piece.as_chunks_mut().0.fill(dimension.to_le_bytes());
        Self { intervals, width: DIMENSION_BYTES, piece, fill: |_, _| {} }
    }
}

/// Fills a piece with one end of each interval.
fn ends(end: impl Fn(&Interval) -> f64) -> impl Fn(&mut [u8], &[Interval]) {
    move |piece, intervals| {
        for (place, interval) in piece.as_chunks_mut().0.iter_mut().zip(intervals) {
            *place = end(interval).to_le_bytes();
        }
    }
}

impl<F: Fn(&mut [u8], &[Interval])> Column<'_, F> {
    /// Calls `take` for each piece of the column's bytes.
    fn each_piece<E>(&self, mut take: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let mut piece = self.piece;
        for intervals in self.intervals.chunks(PIECE_BYTES / self.width) {
            (self.fill)(&mut piece, intervals);
            take(&piece[..self.width * intervals.len()])?;
        }
        Ok(())
    }
}

impl<F: Fn(&mut [u8], &[Interval])> Serialize for Column<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let len = self.width * self.intervals.len();
        if serializer.is_human_readable() {
            let mut bytes = Vec::with_capacity(len);
            let Ok(()) = self.each_piece(|piece| {
                bytes.extend_from_slice(piece);
                Ok::<_, Infallible>(())
            });
            return serializer.serialize_str(&base64::encode(&bytes));
        }
        let mut pieces = serializer.serialize_seq(Some(len))?;
        self.each_piece(|piece| pieces.serialize_element(&Piece(piece)))?;
        pieces.end()
    }
}

struct Piece<'a>(&'a [u8]);

impl Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for PackedIntervals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let columns = RawColumns::deserialize(deserializer)?;
        let view = PackedColumns::new(&columns.dimensions, &columns.births, &columns.deaths);
        let view = view.map_err(de::Error::custom)?;
        let dimension = view.one_dimension().map_err(de::Error::custom)?;
        Ok(Self { dimension, intervals: view.intervals().collect() })
    }
}

/// The columns as they come: a view into Avro, decoded from JSON.
pub(super) struct RawColumns<'a> {
    pub(super) dimensions: Cow<'a, [u8]>,
    pub(super) births: Cow<'a, [u8]>,
    pub(super) deaths: Cow<'a, [u8]>,
}

impl<'de> Deserialize<'de> for RawColumns<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RawColumnsVisitor)
    }
}

struct RawColumnsVisitor;

impl<'de> Visitor<'de> for RawColumnsVisitor {
    type Value = RawColumns<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object PackedIntervals")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawColumns<'de>, A::Error> {
        let (mut dimensions, mut births, mut deaths) = (None, None, None);
        while let Some(name) = map.next_key::<Name<'de>>()? {
            match name.as_str() {
                "dimensions" => dimensions = Some(map.next_value::<RawColumn<'de>>()?.0),
                "births" => births = Some(map.next_value::<RawColumn<'de>>()?.0),
                "deaths" => deaths = Some(map.next_value::<RawColumn<'de>>()?.0),
                _ => drop(map.next_value::<de::IgnoredAny>()?),
            }
        }
        Ok(RawColumns {
            dimensions: dimensions.ok_or_else(|| de::Error::missing_field("dimensions"))?,
            births: births.ok_or_else(|| de::Error::missing_field("births"))?,
            deaths: deaths.ok_or_else(|| de::Error::missing_field("deaths"))?,
        })
    }
}

struct RawColumn<'a>(Cow<'a, [u8]>);

impl<'de> Deserialize<'de> for RawColumn<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(RawColumnVisitor)
        } else {
            deserializer.deserialize_bytes(RawColumnVisitor)
        }
    }
}

struct RawColumnVisitor;

impl<'de> Visitor<'de> for RawColumnVisitor {
    type Value = RawColumn<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a column of bytes")
    }

    fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<RawColumn<'de>, E> {
        Ok(RawColumn(Cow::Borrowed(bytes)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<RawColumn<'de>, E> {
        let bytes = base64::decode(text).ok_or_else(|| E::custom("a column that is no base64"))?;
        Ok(RawColumn(Cow::Owned(bytes)))
    }
}

/// The packed intervals of a diagram as they lie in its Avro value: nothing is copied.
///
/// The columns start at any byte, so whoever reads numbers from them must not count on alignment.
#[derive(Clone, Copy, Debug)]
pub struct PackedColumns<'a> {
    dimensions: &'a [u8],
    births: &'a [u8],
    deaths: &'a [u8],
}

impl<'a> PackedColumns<'a> {
    pub(super) fn new(dimensions: &'a [u8], births: &'a [u8], deaths: &'a [u8]) -> Result<Self, Mismatch> {
        let count = births.len() / END_BYTES;
        let columns = [
            (".dimensions", dimensions, DIMENSION_BYTES),
            (".births", births, END_BYTES),
            (".deaths", deaths, END_BYTES),
        ];
        for (name, column, width) in columns {
            if column.len() != width * count {
                let expected = format!("{} bytes for {count} intervals", width * count);
                return Err(Mismatch::new(name, expected, column.len()));
            }
        }
        if count > INTERVALS_MAX {
            return Err(Mismatch::new("", format!("at most {INTERVALS_MAX} intervals"), count));
        }
        Ok(Self { dimensions, births, deaths })
    }

    /// Number of intervals.
    pub fn len(&self) -> usize {
        self.births.len() / END_BYTES
    }

    /// Whether there is no interval.
    pub fn is_empty(&self) -> bool {
        self.births.is_empty()
    }

    /// Homology dimensions: a little-endian `u32` an interval.
    pub fn dimensions(&self) -> &'a [u8] {
        self.dimensions
    }

    /// Births: a little-endian double an interval.
    pub fn births(&self) -> &'a [u8] {
        self.births
    }

    /// Deaths: a little-endian double an interval, possibly infinite.
    pub fn deaths(&self) -> &'a [u8] {
        self.deaths
    }

    /// The intervals, read one after the other.
    pub fn intervals(&self) -> impl ExactSizeIterator<Item = Interval> + use<'a> {
        let births = self.births.chunks_exact(END_BYTES);
        let ends = births.zip(self.deaths.chunks_exact(END_BYTES));
        ends.map(|(birth, death)| Interval::new(number(birth), number(death)))
    }

    /// The dimension that all intervals share.
    fn one_dimension(&self) -> Result<Option<u32>, Mismatch> {
        let mut dimensions = self.dimensions.chunks_exact(DIMENSION_BYTES);
        let Some(first) = dimensions.next() else { return Ok(None) };
        if dimensions.any(|other| other != first) {
            return Err(Mismatch::new(".dimensions", "one dimension", "several"));
        }
        let mut bytes = [0; DIMENSION_BYTES];
        bytes.copy_from_slice(first);
        Ok(Some(u32::from_le_bytes(bytes)))
    }
}

fn number(bytes: &[u8]) -> f64 {
    let mut number = [0; END_BYTES];
    number.copy_from_slice(bytes);
    f64::from_le_bytes(number)
}
