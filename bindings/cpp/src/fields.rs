//! The fields of a payload on their way between C++ and Rust: what the generated payload classes write and read.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Number, Value};
use tda_events::Timestamp;

use crate::failure::{Failure, guarded, infallible};
use crate::ffi::Interval;

/// A payload, or a record in one, field by field. The event's constructor checks it, not this.
#[derive(Default)]
pub(crate) struct Fields(Map<String, Value>);

impl From<Value> for Fields {
    /// A value that is no object holds no fields.
    fn from(value: Value) -> Self {
        Self(if let Value::Object(map) = value { map } else { Map::new() })
    }
}

pub(crate) fn fields() -> Result<Box<Fields>, Failure> {
    infallible(Box::<Fields>::default)
}

/// A double as JSON. What JSON has no number for becomes text: infinity as events write it, and NaN as what every
/// rule refuses.
fn number(value: f64) -> Value {
    let text = || Value::from(if value.is_nan() { "NaN" } else { ["inf", "-inf"][usize::from(value < 0.0)] });
    Number::from_f64(value).map_or_else(text, Value::Number)
}

/// A double out of JSON, as [`number`] wrote it.
fn double(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) if text == "inf" => Some(f64::INFINITY),
        Value::String(text) if text == "-inf" => Some(f64::NEG_INFINITY),
        other => other.as_f64(),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// RFC 3339 text with every digit that a timestamp holds.
fn timestamp_text(microseconds: i64) -> Result<String, Failure> {
    let time =
        Timestamp::from_microseconds(microseconds).map_err(|error| Failure::invalid(error.to_string()))?;
    let text = time.to_string();
    Ok(format!("{}{:03}Z", text.trim_end_matches('Z'), microseconds.rem_euclid(1_000)))
}

impl Fields {
    pub(crate) fn value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<(), Failure> {
        infallible(|| drop(self.0.insert(name.to_owned(), value.into())))
    }

    fn list<T>(&mut self, name: &str, items: &[T], convert: impl Fn(&T) -> Value) -> Result<(), Failure> {
        self.set(name, items.iter().map(convert).collect::<Vec<_>>())
    }

    pub(crate) fn set_boolean(&mut self, name: &str, value: bool) -> Result<(), Failure> {
        self.set(name, value)
    }

    pub(crate) fn set_integer(&mut self, name: &str, value: u64) -> Result<(), Failure> {
        self.set(name, value)
    }

    pub(crate) fn set_signed(&mut self, name: &str, value: i64) -> Result<(), Failure> {
        self.set(name, value)
    }

    /// Bytes, which JSON holds as base64.
    pub(crate) fn set_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.set(name, STANDARD.encode(bytes))
    }

    /// A value given as JSON text.
    pub(crate) fn set_json(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        guarded(|| {
            let value: Value =
                serde_json::from_str(text).map_err(|error| Failure::invalid(format!("{name}: {error}")))?;
            self.set(name, value)
        })
    }

    pub(crate) fn set_integers(&mut self, name: &str, values: &[u64]) -> Result<(), Failure> {
        self.list(name, values, |value| Value::from(*value))
    }

    pub(crate) fn set_number(&mut self, name: &str, value: f64) -> Result<(), Failure> {
        self.set(name, number(value))
    }

    pub(crate) fn set_numbers(&mut self, name: &str, values: &[f64]) -> Result<(), Failure> {
        self.list(name, values, |value| number(*value))
    }

    pub(crate) fn set_text(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        self.set(name, value)
    }

    pub(crate) fn set_texts(&mut self, name: &str, values: &[String]) -> Result<(), Failure> {
        self.list(name, values, |value| Value::from(value.as_str()))
    }

    pub(crate) fn set_timestamp(&mut self, name: &str, microseconds: i64) -> Result<(), Failure> {
        guarded(|| self.set(name, timestamp_text(microseconds)?))
    }

    pub(crate) fn set_intervals(&mut self, name: &str, intervals: &[Interval]) -> Result<(), Failure> {
        self.list(name, intervals, |interval| {
            let ends = [("birth", interval.birth), ("death", interval.death)];
            Value::Object(ends.into_iter().map(|(name, end)| (name.to_owned(), number(end))).collect())
        })
    }

    #[expect(clippy::boxed_local, reason = "the bridge moves opaque values in boxes")]
    pub(crate) fn set_record(&mut self, name: &str, record: Box<Self>) -> Result<(), Failure> {
        self.set(name, Value::Object(record.0))
    }

    /// Begins an empty list, so that one without records is written too.
    pub(crate) fn set_records(&mut self, name: &str) -> Result<(), Failure> {
        self.set(name, Vec::<Value>::new())
    }

    pub(crate) fn push_record(&mut self, name: &str, record: Box<Self>) -> Result<(), Failure> {
        guarded(|| {
            let list = self.0.get_mut(name).and_then(Value::as_array_mut);
            list.ok_or_else(|| Failure::invalid(format!("{name} is no list of records")))?
                .push(Value::Object(record.0));
            Ok(())
        })
    }

    pub(crate) fn has(&self, name: &str) -> Result<bool, Failure> {
        infallible(|| self.0.contains_key(name))
    }

    /// The field `name`, converted; events were checked when they were made, so only wrong headers miss one.
    fn get<T>(&self, name: &str, convert: impl Fn(&Value) -> Option<T>) -> Result<T, Failure> {
        guarded(|| {
            let found = self.0.get(name).and_then(convert);
            found.ok_or_else(|| Failure::invalid(format!("the payload has no {name} of the type asked for")))
        })
    }

    fn items<T>(&self, name: &str, convert: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>, Failure> {
        self.get(name, |value| value.as_array()?.iter().map(&convert).collect())
    }

    pub(crate) fn boolean(&self, name: &str) -> Result<bool, Failure> {
        self.get(name, Value::as_bool)
    }

    pub(crate) fn integer(&self, name: &str) -> Result<u64, Failure> {
        self.get(name, Value::as_u64)
    }

    pub(crate) fn signed_integer(&self, name: &str) -> Result<i64, Failure> {
        self.get(name, Value::as_i64)
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, Failure> {
        self.get(name, |value| STANDARD.decode(value.as_str()?).ok())
    }

    /// A value as JSON text.
    pub(crate) fn json(&self, name: &str) -> Result<String, Failure> {
        self.get(name, |value| Some(value.to_string()))
    }

    /// The names of all fields, in order.
    pub(crate) fn names(&self) -> Result<Vec<String>, Failure> {
        infallible(|| self.0.keys().cloned().collect())
    }

    pub(crate) fn integers(&self, name: &str) -> Result<Vec<u64>, Failure> {
        self.items(name, Value::as_u64)
    }

    pub(crate) fn number(&self, name: &str) -> Result<f64, Failure> {
        self.get(name, double)
    }

    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<f64>, Failure> {
        self.items(name, double)
    }

    pub(crate) fn text(&self, name: &str) -> Result<String, Failure> {
        self.get(name, text)
    }

    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, Failure> {
        self.items(name, text)
    }

    pub(crate) fn timestamp(&self, name: &str) -> Result<i64, Failure> {
        self.get(name, |value| Some(value.as_str()?.parse::<Timestamp>().ok()?.microseconds()))
    }

    pub(crate) fn intervals(&self, name: &str) -> Result<Vec<Interval>, Failure> {
        self.items(name, |value| {
            Some(Interval { birth: double(value.get("birth")?)?, death: double(value.get("death")?)? })
        })
    }

    pub(crate) fn record(&self, name: &str) -> Result<Box<Self>, Failure> {
        self.get(name, |value| Some(Box::new(Self(value.as_object()?.clone()))))
    }

    pub(crate) fn records(&self, name: &str) -> Result<Vec<Self>, Failure> {
        self.items(name, |value| Some(Self(value.as_object()?.clone())))
    }
}
