//! What a field's Rust type must be able to do, and the types that can.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::extensions::Overflow;
use crate::fault::{Faults, Path};
use crate::schema::Type;
use crate::schema::validate::Strictness;
use crate::time::Timestamp;

/// A Rust type that a payload's field may have.
pub(crate) trait FieldValue: Serialize + for<'de> Deserialize<'de> {
    /// Whether values can hold unknown fields or times. Lists of others are not walked for them.
    const OVERFLOWS: bool = false;

    /// What it holds where the field states no rule of its own.
    fn default_type() -> Type;

    /// Checks against the field's rule.
    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, strictness: Strictness);

    /// Gathers what the wire form at hand has no place for.
    fn collect(&self, _at: &Path<'_>, _into: &mut Overflow) {}

    /// Puts back what `collect` gathered; gives the value back where it has no place.
    fn restore(&mut self, _at: &[String], value: Value) -> Option<Value> {
        Some(value)
    }

    /// Its text for use in a key: identifiers and whole numbers have one.
    fn key_text(&self) -> Option<Cow<'_, str>> {
        None
    }
}

impl FieldValue for bool {
    fn default_type() -> Type {
        Type::Boolean
    }

    fn check(&self, _: &Type, _: &Path<'_>, _: &mut Faults, _: Strictness) {}
}

macro_rules! whole_number {
    ($number:ty, $width:ident, $min:expr, $max:expr) => {
        impl FieldValue for $number {
            fn default_type() -> Type {
                Type::Integer { width: crate::schema::Width::$width, min: $min, max: $max }
            }

            fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, _: Strictness) {
                ty.check_integer(i128::from(*self), at, faults);
            }

            fn key_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    };
}

// Avro knows signed numbers only, so the upper half of the unsigned ones cannot travel.
whole_number!(u32, Int, 0, i32::MAX as i64);
whole_number!(u64, Long, 0, i64::MAX);

impl FieldValue for f64 {
    fn default_type() -> Type {
        Type::double(f64::MIN, f64::MAX)
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, _: Strictness) {
        ty.check_double(*self, at, faults);
    }
}

impl FieldValue for String {
    fn default_type() -> Type {
        Type::message()
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        ty.check_text(self, at, faults, strictness);
    }

    fn key_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl FieldValue for Timestamp {
    const OVERFLOWS: bool = true;

    fn default_type() -> Type {
        Type::Timestamp
    }

    fn check(&self, _: &Type, _: &Path<'_>, _: &mut Faults, _: Strictness) {}

    fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
        into.time(at, *self);
    }

    fn restore(&mut self, at: &[String], value: Value) -> Option<Value> {
        if !at.is_empty() {
            return Some(value);
        }
        // A finer time that contradicts the text is stale, and dropped.
        let finer = value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
        if let Some(finer) = finer.filter(|finer| finer.floor_to_milliseconds() == *self) {
            *self = finer;
        }
        None
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    const OVERFLOWS: bool = T::OVERFLOWS;

    fn default_type() -> Type {
        Type::list(T::default_type(), crate::limits::LIST_ITEMS_MAX)
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        let Type::Array { items, .. } = ty else { return };
        if ty.check_len(self.len(), at, faults) {
            for (index, item) in self.iter().enumerate() {
                item.check(items, &at.index(index), faults, strictness);
            }
        }
    }

    fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
        if T::OVERFLOWS {
            for (index, item) in self.iter().enumerate() {
                item.collect(&at.index(index), into);
            }
        }
    }

    fn restore(&mut self, at: &[String], value: Value) -> Option<Value> {
        let Some((index, rest)) = at.split_first() else { return Some(value) };
        match index.parse::<usize>().ok().and_then(|index| self.get_mut(index)) {
            Some(item) => item.restore(rest, value),
            None => Some(value),
        }
    }
}

impl<T: FieldValue> FieldValue for BTreeMap<String, T> {
    const OVERFLOWS: bool = T::OVERFLOWS;

    fn default_type() -> Type {
        Type::Map { values: Box::new(T::default_type()), entries_max: crate::limits::LIST_ITEMS_MAX }
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        let Type::Map { values, .. } = ty else { return };
        if ty.check_len(self.len(), at, faults) {
            for (name, value) in self {
                value.check(values, &at.name(name), faults, strictness);
            }
        }
    }

    fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
        for (name, value) in self {
            value.collect(&at.name(name), into);
        }
    }

    fn restore(&mut self, at: &[String], value: Value) -> Option<Value> {
        let Some((name, rest)) = at.split_first() else { return Some(value) };
        match self.get_mut(name) {
            Some(item) => item.restore(rest, value),
            None => Some(value),
        }
    }
}

/// What a constructor or setter takes for a field: the type itself, and for text also `&str`.
pub trait IntoField<T> {
    /// The field's value.
    fn into_field(self) -> T;
}

impl<T> IntoField<T> for T {
    fn into_field(self) -> T {
        self
    }
}

impl IntoField<String> for &str {
    fn into_field(self) -> String {
        self.to_owned()
    }
}

/// A field's name while it is read, borrowed where the input allows it.
pub(crate) struct Name<'de>(Cow<'de, str>);

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}
