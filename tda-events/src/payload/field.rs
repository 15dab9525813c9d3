//! What a field's Rust type must be able to do, and the types that can.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::encoding::json::{Tree, text_of};
use crate::extensions::{Extensions, Overflow};
use crate::fault::{Faults, Path};
use crate::schema::Type;
use crate::schema::validate::{Strictness, found, whole_number};
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// A Rust type that a payload's field may have.
pub(crate) trait FieldValue: Serialize + for<'de> Deserialize<'de> {
    /// Whether values can hold unknown fields or times. Lists of others are not walked for them.
    const OVERFLOWS: bool = false;

    /// What it holds where the field states no rule of its own.
    fn default_type() -> Type;

    /// Reads it as real messages have it, which may be looser than its own `Deserialize`.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    /// Like [`read`](Self::read), with a place for what a value itself has none for.
    fn read_beside<'de, D: Deserializer<'de>>(
        deserializer: D,
        _beside: &mut Extensions,
    ) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }

    /// Reads a list of them.
    fn read_items<'de, D: Deserializer<'de>>(
        deserializer: D,
        _beside: &mut Extensions,
    ) -> Result<Vec<Self>, D::Error> {
        let items = Vec::<Lenient<Self>>::deserialize(deserializer)?;
        Ok(items.into_iter().map(|item| item.0).collect())
    }

    /// Writes it for a reader of the event's version.
    fn write<S: Serializer>(&self, serializer: S, _within: Within<'_>) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    /// Writes a list of them.
    fn write_items<S: Serializer>(
        items: &[Self],
        serializer: S,
        within: Within<'_>,
    ) -> Result<S::Ok, S::Error> {
        // Only records have fields that came later, and only an event's version tells them apart.
        if !Self::OVERFLOWS || within.version.is_none() {
            return items.serialize(serializer);
        }
        serializer.collect_seq(items.iter().map(|item| Written { value: item, within }))
    }

    /// Checks against the field's rule.
    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, strictness: Strictness);

    /// Whether all of `items` keep the rule of each, where that is found out faster than one by one.
    fn are_plainly_right(_items: &[Self], _ty: &Type) -> bool {
        false
    }

    /// Gathers what the wire form at hand has no place for.
    fn collect(&self, _at: &Path<'_>, _into: &mut Overflow) {}

    /// Puts back what `collect` gathered; gives the value back where it has no place.
    fn restore(&mut self, _at: &[String], value: Value) -> Option<Value> {
        Some(value)
    }

    /// Like [`restore`](Self::restore), with a place for what a value itself has none for.
    fn restore_beside(&mut self, at: &[String], value: Value, _beside: &mut Extensions) -> Option<Value> {
        self.restore(at, value)
    }

    /// Puts back an unknown field of the item at `index` of a list, where items keep theirs beside the list.
    fn restore_of_item(
        _index: usize,
        _at: &[String],
        value: Value,
        _beside: &mut Extensions,
    ) -> Option<Value> {
        Some(value)
    }

    /// Its text for use in a key, or that of the field `inner` within it. Identifiers and whole numbers
    /// have one.
    fn key_text(&self, _inner: Option<&str>) -> Option<Cow<'_, str>> {
        None
    }
}

/// What a field's value is written within.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    /// The event's version, where versions are ours.
    pub(crate) version: Option<SchemaVersion>,
    /// The unknown fields of the record that has the field.
    pub(crate) beside: &'a Extensions,
}

/// A field's value on its way out.
pub(crate) struct Written<'a, T> {
    pub(crate) value: &'a T,
    pub(crate) within: Within<'a>,
}

impl<T: FieldValue> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write(serializer, self.within)
    }
}

/// Reads a field with a place for what its value itself has none for.
pub(crate) struct Beside<'a, T> {
    beside: &'a mut Extensions,
    value: PhantomData<T>,
}

impl<'a, T> Beside<'a, T> {
    pub(crate) fn new(beside: &'a mut Extensions) -> Self {
        Self { beside, value: PhantomData }
    }
}

impl<'de, T: FieldValue> DeserializeSeed<'de> for Beside<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read_beside(deserializer, self.beside)
    }
}

/// A field's value on its way in.
pub(crate) struct Lenient<T>(pub(crate) T);

impl<'de, T: FieldValue> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
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

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = deserializer.deserialize_u64(WholeNumber)?;
                Self::try_from(number)
                    .map_err(|_| Error::custom(format_args!("the number {number} is too large")))
            }

            fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, _: Strictness) {
                ty.check_integer(i128::from(*self), at, faults);
            }

            fn key_text(&self, inner: Option<&str>) -> Option<Cow<'_, str>> {
                inner.is_none().then(|| Cow::Owned(self.to_string()))
            }
        }
    };
}

// Avro knows signed numbers only, so the upper half of the unsigned ones cannot travel.
whole_number!(u32, Int, 0, i32::MAX as i64);
whole_number!(u64, Long, 0, i64::MAX);

/// Reads 5, and 5.0 that some writers make of it.
struct WholeNumber;

impl Visitor<'_> for WholeNumber {
    type Value = u64;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole number from 0")
    }

    fn visit_u64<E>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u64, E> {
        u64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<u64, E> {
        let whole = whole_number(number).and_then(|number| u64::try_from(number).ok());
        whole.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

impl FieldValue for f64 {
    fn default_type() -> Type {
        Type::number()
    }

    fn are_plainly_right(items: &[Self], ty: &Type) -> bool {
        // Without branches, so that several numbers are compared at a time.
        let all_finite = || items.iter().fold(true, |all, number| all & number.is_finite());
        *ty == Type::number() && all_finite()
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

    fn key_text(&self, inner: Option<&str>) -> Option<Cow<'_, str>> {
        inner.is_none().then_some(Cow::Borrowed(self.as_str()))
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

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_items(deserializer, &mut Extensions::default())
    }

    fn read_beside<'de, D: Deserializer<'de>>(
        deserializer: D,
        beside: &mut Extensions,
    ) -> Result<Self, D::Error> {
        T::read_items(deserializer, beside)
    }

    fn write<S: Serializer>(&self, serializer: S, within: Within<'_>) -> Result<S::Ok, S::Error> {
        T::write_items(self, serializer, within)
    }

    fn restore_beside(&mut self, at: &[String], value: Value, beside: &mut Extensions) -> Option<Value> {
        let value = self.restore(at, value)?;
        match at.split_first().and_then(|(index, rest)| Some((index.parse::<usize>().ok()?, rest))) {
            Some((index, rest)) if index < self.len() => T::restore_of_item(index, rest, value, beside),
            _ => Some(value),
        }
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        let Type::Array { items, .. } = ty else { return };
        if ty.check_len(self.len(), at, faults) && !T::are_plainly_right(self, items) {
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

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Lenient<T>>::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|(name, value)| (name, value.0)).collect())
    }

    fn write<S: Serializer>(&self, serializer: S, within: Within<'_>) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(name, value)| (name, Written { value, within })))
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

/// Free JSON.
impl FieldValue for Map<String, Value> {
    fn default_type() -> Type {
        Type::object()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Tree::deserialize(deserializer)?.0 {
            value if text_of(&value).is_some() => {
                Err(Error::invalid_type(Unexpected::Other("a number"), &"an object"))
            }
            Value::Object(object) => Ok(object),
            other => Err(Error::invalid_type(Unexpected::Other(&found(&other)), &"an object")),
        }
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, _: Strictness) {
        ty.check_object(self, at, faults);
    }

    fn key_text(&self, inner: Option<&str>) -> Option<Cow<'_, str>> {
        let mut names = inner?.split('.');
        let first = self.get(names.next()?)?;
        match names.try_fold(first, |value, name| value.get(name))? {
            Value::String(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) if !number.is_f64() => Some(Cow::Owned(number.to_string())),
            _ => None,
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
