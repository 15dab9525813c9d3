//! Checks against the schema model: the rules once, for typed values and for JSON.

use serde_json::{Map, Value};

use super::model::{Presence, Record, TextForm, Type};
use crate::fault::{Faults, Path};
use crate::time::Timestamp;

/// How much is forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// What real messages hold is let pass: checksums cut short, odd URIs.
    Reading,
    /// What we make ourselves is right in every point.
    Writing,
}

/// The rules of single values, shared by typed and JSON walks.
impl Type {
    pub(crate) fn check_integer(&self, value: i128, at: &Path<'_>, faults: &mut Faults) {
        if let Self::Integer { min, max, .. } = self
            && !(i128::from(*min)..=i128::from(*max)).contains(&value)
        {
            faults.push(at, self.to_string(), value.to_string());
        }
    }

    pub(crate) fn check_double(&self, value: f64, at: &Path<'_>, faults: &mut Faults) {
        if let Self::Double { min, max, infinite } = self {
            let allowed = (value >= *min && value <= *max) || (*infinite && value.is_infinite());
            if !allowed {
                faults.push(at, self.to_string(), value.to_string());
            }
        }
    }

    pub(crate) fn check_text(&self, value: &str, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        let Self::Text { bytes_min, bytes_max, form } = self else { return };
        let fits = (*bytes_min..=*bytes_max).contains(&value.len());
        if !fits || (strictness == Strictness::Writing && !form.holds(value)) {
            faults.push(at, self.to_string(), found_text(value));
        }
    }

    /// Whether a list or map of `len` fits; its items are checked only then.
    pub(crate) fn check_len(&self, len: usize, at: &Path<'_>, faults: &mut Faults) -> bool {
        let limit = match self {
            Self::Array { items_max, .. } => *items_max,
            Self::Map { entries_max, .. } => *entries_max,
            _ => return true,
        };
        if len > limit {
            faults.push(at, self.to_string(), format!("{len}"));
        }
        len <= limit
    }
}

impl TextForm {
    fn holds(self, text: &str) -> bool {
        match self {
            Self::Free => true,
            Self::Sha256 => text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
            Self::Uri => text.split_once(':').is_some_and(|(scheme, rest)| {
                let mut letters = scheme.bytes();
                letters.next().is_some_and(|first| first.is_ascii_alphabetic())
                    && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
                    && !rest.is_empty()
                    && !text.bytes().any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control())
            }),
        }
    }
}

/// Checks a JSON object against `record`. Unknown fields are let pass; they are kept.
pub(crate) fn check_record(
    value: &Value,
    record: &Record,
    at: &Path<'_>,
    faults: &mut Faults,
    strictness: Strictness,
) {
    let Value::Object(object) = value else {
        return faults.push(at, format!("object {}", record.name), found(value));
    };
    for field in &record.fields {
        let here = at.name(&field.name);
        match object.get(&field.name) {
            // A null where a field may be absent is the same as its absence.
            None | Some(Value::Null) if field.presence != Presence::Required => {}
            None => faults.push(&here, field.ty.to_string(), "nothing"),
            Some(value) => check_value(value, &field.ty, &here, faults, strictness),
        }
    }
}

/// Checks one JSON value against `ty`.
pub(crate) fn check_value(
    value: &Value,
    ty: &Type,
    at: &Path<'_>,
    faults: &mut Faults,
    strictness: Strictness,
) {
    match (ty, value) {
        (Type::Boolean, Value::Bool(_)) => {}
        (Type::Integer { .. }, Value::Number(number)) if number.as_i128().is_some() => {
            ty.check_integer(number.as_i128().unwrap_or_default(), at, faults);
        }
        (Type::Double { .. }, Value::Number(number)) => {
            ty.check_double(number.as_f64().unwrap_or(f64::NAN), at, faults);
        }
        (Type::Double { infinite: true, .. }, Value::String(text)) if infinity(text).is_some() => {}
        (Type::Double { infinite: true, .. }, Value::Null) if strictness == Strictness::Reading => {}
        (Type::Text { .. }, Value::String(text)) => ty.check_text(text, at, faults, strictness),
        (Type::Timestamp, Value::String(text)) if text.parse::<Timestamp>().is_ok() => {}
        (Type::Enum { symbols, .. }, Value::String(text)) if symbols.contains(text) => {}
        (Type::Array { items, .. }, Value::Array(values)) => {
            if ty.check_len(values.len(), at, faults) {
                for (index, value) in values.iter().enumerate() {
                    check_value(value, items, &at.index(index), faults, strictness);
                }
            }
        }
        (Type::Map { values, .. }, Value::Object(object)) => {
            check_map(object, ty, values, at, faults, strictness);
        }
        (Type::Record(record), value) => check_record(value, record, at, faults, strictness),
        _ => faults.push(at, ty.to_string(), found(value)),
    }
}

fn check_map(
    object: &Map<String, Value>,
    ty: &Type,
    values: &Type,
    at: &Path<'_>,
    faults: &mut Faults,
    strictness: Strictness,
) {
    if ty.check_len(object.len(), at, faults) {
        for (name, value) in object {
            check_value(value, values, &at.name(name), faults, strictness);
        }
    }
}

/// The number that a text for infinity means.
pub(crate) fn infinity(text: &str) -> Option<f64> {
    match text {
        "inf" | "Infinity" | "+inf" | "+Infinity" => Some(f64::INFINITY),
        "-inf" | "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// A value as an error shows it: short ones whole, others by kind and size.
pub(crate) fn found(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("a list of {} items", items.len()),
        Value::Object(entries) => format!("an object of {} fields", entries.len()),
        Value::String(text) => found_text(text),
        plain => plain.to_string(),
    }
}

/// A text as an error shows it. Long ones may hold what must not reach a log.
pub(crate) fn found_text(text: &str) -> String {
    if text.len() <= 32 { Value::from(text).to_string() } else { format!("text of {} bytes", text.len()) }
}
