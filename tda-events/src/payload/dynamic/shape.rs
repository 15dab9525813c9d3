//! JSON along a schema: into one form, out to any wire, and what the wire has no place for.

use serde::Serialize;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::{Map, Value};

use crate::dialect::time_text;
use crate::extensions::{Extensions, Overflow};
use crate::fault::{Faults, Path};
use crate::limits::NESTING_MAX;
use crate::payload::wire_form::{Fields, WireForm};
use crate::schema::validate::{infinity, rounded};
use crate::schema::{Field, Presence, Record, Type};
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// An object with `record`'s fields first and in their order, each in its one form. What does not fit its
/// type stays as it is, for the check to name.
pub(super) fn in_order(value: Value, record: &Record) -> Value {
    let Value::Object(mut given) = value else { return value };
    let mut fields = Map::with_capacity(given.len());
    for field in &record.fields {
        let value = given.get_mut(&field.name).map(Value::take);
        if let Some(value) = one_form_of(value, field) {
            fields.insert(field.name.clone(), value);
        }
    }
    fields.extend(given.into_iter().filter(|(name, _)| record.field(name).is_none()));
    Value::Object(fields)
}

fn one_form_of(value: Option<Value>, field: &Field) -> Option<Value> {
    match (value, &field.presence) {
        // A null where a field may be absent is the same as its absence, unless null is how it says infinity.
        (None | Some(Value::Null), Presence::Default(default)) => Some(default.clone()),
        (None | Some(Value::Null), Presence::Optional | Presence::Expected) => None,
        (value, _) => Some(one_form(value?, &field.ty)),
    }
}

fn one_form(value: Value, ty: &Type) -> Value {
    match (ty, value) {
        (Type::Double { .. }, Value::Number(number)) => {
            number.as_f64().map_or(Value::Number(number), Value::from)
        }
        (Type::Double { .. }, Value::Object(object)) => {
            let value = Value::Object(object);
            rounded(&value).map_or(value, Value::from)
        }
        (Type::Double { infinite: true, .. }, Value::Null) => Value::from("inf"),
        (Type::Double { infinite: true, .. }, Value::String(text)) => match infinity(&text) {
            Some(number) => Value::from(if number > 0.0 { "inf" } else { "-inf" }),
            None => Value::String(text),
        },
        (Type::Integer { .. }, Value::Number(number)) => whole(number),
        (Type::Timestamp, Value::String(text)) => match text.parse() {
            Ok(time) => Value::from(time_text(time)),
            Err(_) => Value::String(text),
        },
        (Type::Union(types), value) => match types.iter().find(|ty| ty.is_of_kind(&value)) {
            Some(ty) => one_form(value, ty),
            None => value,
        },
        (Type::Array { items, .. }, Value::Array(values)) => {
            values.into_iter().map(|value| one_form(value, items)).collect()
        }
        (Type::Map { values: ty, .. }, Value::Object(entries)) => {
            entries.into_iter().map(|(name, value)| (name, one_form(value, ty))).collect()
        }
        (Type::Record(record), value) => in_order(value, record),
        (_, value) => value,
    }
}

/// A double without a fraction is the whole number that was meant.
fn whole(number: serde_json::Number) -> Value {
    match number.as_f64() {
        // Within these bounds every whole double is exact.
        #[allow(clippy::cast_possible_truncation)]
        Some(double) if number.is_f64() && double.fract() == 0.0 && double.abs() < 9e15 => {
            Value::from(double as i64)
        }
        _ => Value::Number(number),
    }
}

/// A value written along its type: times as short as every reader knows them, everything else as it stands.
pub(crate) struct Shaped<'a> {
    value: &'a Value,
    ty: Known<'a>,
    /// That of the whole payload.
    form: Option<&'a WireForm>,
    /// The event's version, where versions are ours.
    version: Option<SchemaVersion>,
}

#[derive(Clone, Copy)]
enum Known<'a> {
    Record(&'a Record),
    Type(&'a Type),
}

impl<'a> Shaped<'a> {
    pub(super) fn record(value: &'a Value, record: &'a Record) -> Self {
        Self { value, ty: Known::Record(record), form: None, version: None }
    }

    pub(super) fn payload(value: &'a Value, record: &'a Record, form: &'a WireForm) -> Self {
        Self { value, ty: Known::Record(record), form: Some(form), version: form.version }
    }

    /// A value within this one.
    fn inner(&self, value: &'a Value, ty: &'a Type) -> Self {
        Self { value, ty: known(ty), form: None, version: self.version }
    }
}

impl Serialize for Shaped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.ty, self.value) {
            (Known::Record(record), Value::Object(fields)) => {
                let map = serializer.serialize_map(Some(fields.len()))?;
                let mut map = match self.form {
                    Some(form) => Fields::new(map, form),
                    None => Fields::within(map, self.version),
                };
                for (name, value) in fields {
                    match record.field(name) {
                        Some(Field { since, presence: Presence::Default(default), .. })
                            if map.is_newer(*since) && value == default => {}
                        Some(field) => map.put(name, &self.inner(value, &field.ty))?,
                        None => map.put(name, value)?,
                    }
                }
                map.end()
            }
            (Known::Type(Type::Map { values, .. }), Value::Object(entries)) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, &self.inner(value, values))?;
                }
                map.end()
            }
            (Known::Type(Type::Array { items, .. }), Value::Array(values)) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(&self.inner(value, items))?;
                }
                list.end()
            }
            (Known::Type(Type::Timestamp), Value::String(text)) => match text.parse::<Timestamp>() {
                Ok(time) => time.serialize(serializer),
                Err(_) => serializer.serialize_str(text),
            },
            (_, value) => value.serialize(serializer),
        }
    }
}

/// Refuses unknown fields that are nested too deep to fit wherever the event is written.
pub(super) fn check_unknown(value: &Value, record: &Record, at: &Path<'_>, faults: &mut Faults) {
    each_unknown(value, &Known::Record(record), at, &mut |at, value| {
        if Extensions::too_deep(value) {
            faults.push(at, format!("nesting of at most {NESTING_MAX}"), "a deeper one");
        }
    });
}

pub(super) fn collect_record(value: &Value, record: &Record, at: &Path<'_>, into: &mut Overflow) {
    each_unknown(value, &Known::Record(record), at, &mut |at, value| into.unknown(at, value));
    each_time(value, &Known::Record(record), at, &mut |at, time| into.time(at, time));
    each_absent(value, &Known::Record(record), at, &mut |at| into.absent(at));
}

/// Gathers fields that the version which is written has no place for.
pub(super) fn collect_newer(value: &Value, record: &Record, at: &Path<'_>, into: &mut Overflow) {
    for field in &record.fields {
        let Some(value) = value.get(&field.name) else { continue };
        let at = at.name(&field.name);
        if into.is_newer(field.since) {
            if field.presence != Presence::Default(value.clone()) {
                into.unknown(&at, value);
            }
        } else if let Type::Record(inner) = &field.ty {
            collect_newer(value, inner, &at, into);
        }
    }
}

fn known(ty: &Type) -> Known<'_> {
    match ty {
        Type::Record(record) => Known::Record(record),
        plain => Known::Type(plain),
    }
}

fn each_unknown(value: &Value, ty: &Known<'_>, at: &Path<'_>, found: &mut impl FnMut(&Path<'_>, &Value)) {
    each_inner(value, ty, at, &mut |at, value, ty| match ty {
        Some(ty) => each_unknown(value, &ty, at, found),
        None => found(at, value),
    });
}

fn each_time(value: &Value, ty: &Known<'_>, at: &Path<'_>, found: &mut impl FnMut(&Path<'_>, Timestamp)) {
    if let (Known::Type(Type::Timestamp), Value::String(text)) = (ty, value)
        && let Ok(time) = text.parse()
    {
        return found(at, time);
    }
    each_inner(value, ty, at, &mut |at, value, ty| {
        if let Some(ty) = ty {
            each_time(value, &ty, at, found);
        }
    });
}

/// Calls `found` for every field that is expected and not there.
fn each_absent(value: &Value, ty: &Known<'_>, at: &Path<'_>, found: &mut impl FnMut(&Path<'_>)) {
    if let (Known::Record(record), Value::Object(fields)) = (ty, value) {
        let expected = record.fields.iter().filter(|field| field.presence == Presence::Expected);
        for field in expected.filter(|field| !fields.contains_key(&field.name)) {
            found(&at.name(&field.name));
        }
    }
    each_inner(value, ty, at, &mut |at, value, ty| {
        if let Some(ty) = ty {
            each_absent(value, &ty, at, found);
        }
    });
}

/// Calls `found` for everything directly within `value`, with its type unless it is an unknown field.
fn each_inner(
    value: &Value,
    ty: &Known<'_>,
    at: &Path<'_>,
    found: &mut dyn FnMut(&Path<'_>, &Value, Option<Known<'_>>),
) {
    match (ty, value) {
        (Known::Record(record), Value::Object(fields)) => {
            for (name, value) in fields {
                found(&at.name(name), value, record.field(name).map(|field| known(&field.ty)));
            }
        }
        (Known::Type(Type::Map { values, .. }), Value::Object(entries)) => {
            for (name, value) in entries {
                found(&at.name(name), value, Some(known(values)));
            }
        }
        (Known::Type(Type::Array { items, .. }), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                found(&at.index(index), value, Some(known(items)));
            }
        }
        _ => {}
    }
}

/// Puts back what `collect_record` gathered; gives the value back where it has no place.
pub(super) fn restore(within: &mut Value, ty: &Type, at: &[String], value: Value) -> Option<Value> {
    let Some((name, rest)) = at.split_first() else {
        return if matches!(ty, Type::Timestamp) { refine(within, &value) } else { Some(value) };
    };
    match (ty, within) {
        (Type::Record(record), Value::Object(fields)) => match record.field(name) {
            Some(field) if is_absence(field, rest, &value) => {
                fields.shift_remove(name);
                None
            }
            Some(field) => match fields.get_mut(name) {
                Some(inner) if !rest.is_empty() || field.ty == Type::Timestamp => {
                    restore(inner, &field.ty, rest, value)
                }
                // A field that the form at hand had no place for.
                _ if rest.is_empty() && field.ty.is_of_kind(&value) => {
                    put_in_place(fields, record, field, value);
                    None
                }
                _ => Some(value),
            },
            None if rest.is_empty() => {
                fields.entry(name).or_insert(value);
                None
            }
            None => Some(value),
        },
        (Type::Map { values, .. }, Value::Object(entries)) => match entries.get_mut(name) {
            Some(inner) => restore(inner, values, rest, value),
            None => Some(value),
        },
        (Type::Array { items, .. }, Value::Array(list)) => {
            match name.parse::<usize>().ok().and_then(|index| list.get_mut(index)) {
                Some(inner) => restore(inner, items, rest, value),
                None => Some(value),
            }
        }
        _ => Some(value),
    }
}

/// Sets a field where the schema has it among those that are there.
fn put_in_place(fields: &mut Map<String, Value>, record: &Record, field: &Field, value: Value) {
    let before = record.fields.iter().take_while(|other| other.name != field.name);
    let index = before.filter(|other| fields.contains_key(&other.name)).count();
    fields.shift_insert(index, field.name.clone(), one_form(value, &field.ty));
}

/// Whether `value` says that a field is absent which the form at hand could not leave out.
fn is_absence(field: &Field, rest: &[String], value: &Value) -> bool {
    field.presence == Presence::Expected && rest.is_empty() && value.is_null()
}

/// Replaces a time by a finer one. A finer time that contradicts the text is stale, and dropped.
fn refine(within: &mut Value, value: &Value) -> Option<Value> {
    let read = |value: &Value| value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
    if let (Some(time), Some(finer)) = (read(within), read(value))
        && finer.floor_to_milliseconds() == time
    {
        *within = Value::from(time_text(finer));
    }
    None
}
