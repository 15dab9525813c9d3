//! The catalog's file format as tables: which keys a section has, what each holds and means.
//!
//! The loader checks keys against them and `json_schema` makes of them what editors complete with, so the
//! two cannot disagree.

mod json_schema;
mod tables;

pub use json_schema::catalog_json_schema;
pub(super) use tables::*;

/// A mapping with known keys.
#[derive(Debug)]
pub(super) struct Section {
    /// Name of its definition in the JSON Schema.
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) keys: &'static [Key],
}

/// One key of a section.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) presence: Presence,
    pub(super) shape: Shape,
    pub(super) doc: &'static str,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
}

/// What stands behind a key.
#[derive(Debug)]
pub(super) enum Shape {
    Text,
    Boolean,
    /// A whole number between two bounds, both included.
    Integer(u64, u64),
    Number,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// Settings of Kafka by their names: a plain value each, or a list that becomes comma-separated text.
    Settings,
    /// Text by name.
    TextByName,
    /// A list of numbers.
    Numbers,
    /// A whole number, or one an environment.
    Instances,
    Section(&'static Section),
    /// A name in this catalog, or a section.
    TextOrSection(&'static Section),
    /// Sections by name.
    Named(&'static Section),
    /// Sections by the name of their environment.
    ByEnvironment(&'static Section),
    Sections(&'static Section),
    /// Id of a rule of the lint.
    Rule,
    /// Fields of a payload, in the notation of `notation.rs`.
    Fields,
    /// Types by name, in the same notation.
    Types,
}

pub(super) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, presence: Presence::Required, shape, doc }
}

pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, presence: Presence::Optional, shape, doc }
}

impl Section {
    /// The words that `key` allows.
    pub(super) fn words(&self, key: &str) -> &'static [&'static str] {
        match self.keys.iter().find(|known| known.name == key) {
            Some(Key { shape: Shape::Word(words), .. }) => words,
            _ => &[],
        }
    }
}
