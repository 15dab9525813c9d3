//! What an event holds beyond its schema: kept on reading, written back.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::{self, MapAccess};
use serde_json::{Map, Value};

use crate::encoding::json::{Tree, json_text, to_vec};
use crate::fault::{Faults, Path};
use crate::limits::{EXTENSIONS_MAX, NESTING_MAX};
use crate::payload::Layout;
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// Unknown fields of one object, kept so that passing an event on loses nothing.
///
/// JSON writes them back in place. Avro, which has no name for them, writes them to the envelope's
/// `extensions`, keyed by JSON Pointer with JSON text as value.
///
/// A number that no double holds, such as `1e400` or one of thirty digits, stands as `{"$number": "1e400"}` and is
/// written as the number that it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extensions(Option<Box<Unknown>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Unknown {
    fields: Map<String, Value>,
    /// Those of the intervals of a diagram, by index: an interval itself is two numbers and no more.
    of_intervals: BTreeMap<usize, Map<String, Value>>,
}

/// The field whose items keep their unknown fields with the record that holds the list.
const INTERVALS: &str = "intervals";

impl Extensions {
    /// The value of the unknown field `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.fields.get(name)
    }

    /// Names and values in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|unknown| &unknown.fields).map(|(name, value)| (name.as_str(), value))
    }

    /// Number of unknown fields.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |unknown| unknown.fields.len())
    }

    /// Whether there is none, which is the usual case.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an unknown field; false if it is there already.
    pub(crate) fn insert(&mut self, name: String, value: Value) -> bool {
        let fields = &mut self.0.get_or_insert_default().fields;
        if fields.contains_key(&name) {
            return false;
        }
        fields.insert(name, value);
        true
    }

    /// The unknown fields of the interval at `index` of the diagram's list.
    pub(crate) fn of_interval(&self, index: usize) -> Option<&Map<String, Value>> {
        self.0.as_ref()?.of_intervals.get(&index)
    }

    /// Whether any interval has unknown fields.
    pub(crate) fn has_of_intervals(&self) -> bool {
        self.0.as_ref().is_some_and(|unknown| !unknown.of_intervals.is_empty())
    }

    /// Adds an unknown field of an interval; false if it is there already.
    pub(crate) fn insert_of_interval(&mut self, index: usize, name: String, value: Value) -> bool {
        let fields = self.0.get_or_insert_default().of_intervals.entry(index).or_default();
        if fields.contains_key(&name) {
            return false;
        }
        fields.insert(name, value);
        true
    }

    /// Sets or removes the unknown field `name`.
    pub(crate) fn set(&mut self, name: &str, value: Option<Value>) {
        match value {
            Some(value) => {
                self.0.get_or_insert_default().fields.insert(name.to_owned(), value);
            }
            None => {
                if let Some(map) = &mut self.0 {
                    map.fields.shift_remove(name);
                }
                self.0.take_if(|unknown| **unknown == Unknown::default());
            }
        }
    }

    /// Reads the unknown field `name`; a second one of its name is refused, since readers would disagree.
    pub(crate) fn read<'de, A: MapAccess<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
        if self.get(&name).is_some() {
            return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
        }
        let Tree(value) = map.next_value()?;
        self.insert(name, value);
        Ok(())
    }

    /// Refuses names that the schema has, which would be written twice, and values nested too deep.
    #[inline]
    pub(crate) fn check(&self, taken: &[&str], at: &Path<'_>, faults: &mut Faults) {
        if let Some(unknown) = &self.0 {
            self.check_fields(taken, at, faults);
            let list = at.name(INTERVALS);
            for (index, name, value) in unknown.each_of_intervals() {
                check_depth(value, &list.index(index).name(name), faults);
            }
        }
    }

    fn check_fields(&self, taken: &[&str], at: &Path<'_>, faults: &mut Faults) {
        if self.len() > EXTENSIONS_MAX {
            let rule = format!("at most {EXTENSIONS_MAX} unknown fields");
            return faults.push(at, rule, self.len().to_string());
        }
        for (name, value) in self.iter() {
            if taken.contains(&name) {
                faults.push(&at.name(name), "a name that the schema does not have", "an unknown field");
            }
            check_depth(value, &at.name(name), faults);
        }
    }

    /// Whether `value` is nested deeper than is kept, so that it fits wherever its event is written.
    pub(crate) fn too_deep(value: &Value) -> bool {
        fn within(value: &Value, left: usize) -> bool {
            match value {
                Value::Array(items) => left > 0 && items.iter().all(|item| within(item, left - 1)),
                Value::Object(map) => left > 0 && map.values().all(|item| within(item, left - 1)),
                _ => true,
            }
        }
        !within(value, NESTING_MAX)
    }

    pub(crate) fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
        for (name, value) in self.iter() {
            into.unknown(&at.name(name), value);
        }
        if let Some(unknown) = self.0.as_ref().filter(|_| into.wants_of_intervals()) {
            let list = at.name(INTERVALS);
            for (index, name, value) in unknown.each_of_intervals() {
                into.entries.push((list.index(index).name(name).pointer(), json_text(value)));
            }
        }
    }
}

impl Unknown {
    fn each_of_intervals(&self) -> impl Iterator<Item = (usize, &str, &Value)> {
        self.of_intervals.iter().flat_map(|(index, fields)| {
            fields.iter().map(move |(name, value)| (*index, name.as_str(), value))
        })
    }
}

fn check_depth(value: &Value, at: &Path<'_>, faults: &mut Faults) {
    if Extensions::too_deep(value) {
        faults.push(at, format!("nesting of at most {NESTING_MAX}"), "a deeper one");
    }
}

/// What a wire form has no place for, on its way to the envelope's `extensions`.
///
/// Avro has no names for unknown fields; JSON text has no digits for microseconds.
#[derive(Debug)]
pub struct Overflow {
    wanted: Wanted,
    /// The version whose schema is written: it has no place for fields that came later.
    version: SchemaVersion,
    layout: Layout,
    pub(crate) entries: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    UnknownFields,
    Microseconds,
}

impl Overflow {
    /// For an event of `version`, whose lists of intervals have `layout`.
    pub(crate) fn new(wanted: Wanted, version: SchemaVersion, layout: Layout) -> Self {
        Self { wanted, version, layout, entries: Vec::new() }
    }

    /// Whether unknown fields of intervals have no place beside their numbers: only JSON's records have one.
    fn wants_of_intervals(&self) -> bool {
        self.wanted == Wanted::UnknownFields || self.layout == Layout::Packed
    }

    /// Whether a field that came with `since` has no place in the schema that is written.
    pub(crate) fn is_newer(&self, since: SchemaVersion) -> bool {
        self.wanted == Wanted::UnknownFields && since > self.version
    }

    /// A field for which [`is_newer`](Self::is_newer) holds.
    pub(crate) fn newer<T: Serialize>(&mut self, at: &Path<'_>, value: &T) {
        // Fields of payloads have text keys and no value without JSON, so this does not fail.
        let text = to_vec(value, 0).unwrap_or_default();
        self.entries.push((at.pointer(), String::from_utf8(text).unwrap_or_default()));
    }

    pub(crate) fn unknown(&mut self, at: &Path<'_>, value: &Value) {
        if self.wanted == Wanted::UnknownFields {
            self.entries.push((at.pointer(), json_text(value)));
        }
    }

    /// A field that the form at hand cannot leave out, though the event has none.
    pub(crate) fn absent(&mut self, at: &Path<'_>) {
        if self.wanted == Wanted::UnknownFields {
            self.entries.push((at.pointer(), "null".to_owned()));
        }
    }

    pub(crate) fn time(&mut self, at: &Path<'_>, time: Timestamp) {
        if self.wanted == Wanted::Microseconds && time != time.floor_to_milliseconds() {
            self.entries.push((at.pointer(), format!("\"{}\"", time.to_microsecond_text())));
        }
    }
}
