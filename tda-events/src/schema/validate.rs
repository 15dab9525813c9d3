//! Checks against the schema model: the rules once, for typed values and for JSON.

use std::io;

use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::base64;
use super::model::{Presence, Record, TextForm, Type};
use crate::encoding::json::text_of;
use crate::extensions::Extensions;
use crate::fault::{Faults, Path};
use crate::limits::NESTING_MAX;
use crate::sealing::is_sealed_within;
use crate::time::{Timestamp, days_of};

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
        let is_wrong = !fits || (strictness == Strictness::Writing && !form.holds(value));
        // The rules hold for what was sealed, which nobody sees here.
        if is_wrong && !is_sealed_within(value, *bytes_max) {
            faults.push(at, self.to_string(), found_text(value));
        }
    }

    pub(crate) fn check_bytes(&self, len: usize, at: &Path<'_>, faults: &mut Faults) {
        if let Self::Bytes { bytes_min, bytes_max } = self
            && !(*bytes_min..=*bytes_max).contains(&len)
        {
            faults.push(at, self.to_string(), format!("{len} bytes"));
        }
    }

    /// Free JSON: not too long and not nested too deep.
    pub(crate) fn check_json(&self, value: &Value, at: &Path<'_>, faults: &mut Faults) {
        match value {
            Value::Object(object) if text_of(value).is_none() => self.check_object(object, at, faults),
            other if matches!(self, Self::Json { object: true, .. }) => {
                faults.push(at, self.to_string(), found(other));
            }
            other if Extensions::too_deep(other) => faults.push(at, nesting(), "a deeper one"),
            other => self.check_json_len(json_len(other), at, faults),
        }
    }

    pub(crate) fn check_object(&self, object: &Map<String, Value>, at: &Path<'_>, faults: &mut Faults) {
        if object.values().any(Extensions::too_deep) {
            return faults.push(at, nesting(), "a deeper one");
        }
        self.check_json_len(json_len(object), at, faults);
    }

    fn check_json_len(&self, len: usize, at: &Path<'_>, faults: &mut Faults) {
        if let Self::Json { bytes_max, .. } = self
            && len > *bytes_max
        {
            faults.push(at, self.to_string(), format!("{len} bytes"));
        }
    }

    /// Whether a JSON value is of the kind that this type has in JSON, whatever its bounds.
    pub(crate) fn is_of_kind(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Boolean, Value::Bool(_))
            | (Self::Double { .. }, Value::Number(_))
            | (Self::Text { .. }, Value::String(_))
            | (Self::Array { .. }, Value::Array(_))
            | (Self::Map { .. } | Self::Record(_) | Self::Json { object: true, .. }, Value::Object(_))
            | (Self::Json { object: false, .. }, _) => true,
            (Self::Double { .. }, value) if rounded(value).is_some() => true,
            (Self::Double { infinite: true, .. }, Value::String(text)) => infinity(text).is_some(),
            (Self::Integer { .. }, Value::Number(number)) => integer(number, Strictness::Reading).is_some(),
            (Self::Bytes { .. }, Value::String(text)) => base64::decode(text).is_some(),
            (Self::Timestamp, Value::String(text)) => text.parse::<Timestamp>().is_ok(),
            (Self::Date, Value::String(text)) => days_of(text).is_some(),
            (Self::Enum { symbols, .. }, Value::String(text)) => symbols.contains(text),
            (Self::Union(types), value) => types.iter().any(|ty| ty.is_of_kind(value)),
            _ => false,
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
            None | Some(Value::Null) if may_lack(&field.presence, strictness) => {}
            None => faults.push(&here, field.ty.to_string(), "nothing"),
            Some(value) => check_value(value, &field.ty, &here, faults, strictness),
        }
    }
}

fn may_lack(presence: &Presence, strictness: Strictness) -> bool {
    match presence {
        Presence::Required => false,
        Presence::Expected => strictness == Strictness::Reading,
        Presence::Default(_) | Presence::Optional => true,
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
        (Type::Integer { .. }, Value::Number(number)) => match integer(number, strictness) {
            Some(number) => ty.check_integer(number, at, faults),
            None => faults.push(at, ty.to_string(), found(value)),
        },
        (Type::Double { .. }, Value::Number(number)) => {
            ty.check_double(number.as_f64().unwrap_or(f64::NAN), at, faults);
        }
        (Type::Double { .. }, value) if rounded(value).is_some() => {
            ty.check_double(rounded(value).unwrap_or(f64::NAN), at, faults);
        }
        (Type::Double { infinite: true, .. }, Value::String(text)) if infinity(text).is_some() => {}
        (Type::Double { infinite: true, .. }, Value::Null) if strictness == Strictness::Reading => {}
        (Type::Text { .. }, Value::String(text)) => ty.check_text(text, at, faults, strictness),
        (Type::Bytes { .. }, Value::String(text)) => match base64::decode(text) {
            Some(bytes) => ty.check_bytes(bytes.len(), at, faults),
            None => faults.push(at, ty.to_string(), found(value)),
        },
        (Type::Timestamp, Value::String(text)) if text.parse::<Timestamp>().is_ok() => {}
        (Type::Date, Value::String(text)) if days_of(text).is_some() => {}
        (Type::Json { .. }, value) => ty.check_json(value, at, faults),
        (Type::Union(types), value) => match types.iter().find(|ty| ty.is_of_kind(value)) {
            Some(ty) => check_value(value, ty, at, faults, strictness),
            None => faults.push(at, ty.to_string(), found(value)),
        },
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

/// The whole number that a JSON number is; reading lets `5.0` pass, which some writers make of 5.
pub(crate) fn integer(number: &Number, strictness: Strictness) -> Option<i128> {
    let whole = || number.as_f64().filter(|_| strictness == Strictness::Reading).and_then(whole_number);
    number.as_i128().or_else(whole)
}

/// A double without a fraction as a whole number, as far as doubles name each one.
pub(crate) fn whole_number(value: f64) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // In range by the test before.
    #[allow(clippy::cast_possible_truncation)]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i128)
}

fn nesting() -> String {
    format!("nesting of at most {NESTING_MAX}")
}

/// Length of the compact text of `value`, in bytes.
fn json_len(value: &impl Serialize) -> usize {
    struct Count(usize);

    impl io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut count = Count(0);
    // Neither counting nor a tree of values fails.
    let _ = serde_json::to_writer(&mut count, value);
    count.0
}

/// The double nearest to a number that none holds, unless it is too large for any.
pub(crate) fn rounded(value: &Value) -> Option<f64> {
    text_of(value)?.parse().ok().filter(|double: &f64| double.is_finite())
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
    if let Some(text) = text_of(value) {
        return if text.len() <= 32 {
            text.to_owned()
        } else {
            format!("a number of {} letters", text.len())
        };
    }
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
