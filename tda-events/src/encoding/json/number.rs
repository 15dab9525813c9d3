//! Numbers that no double holds: kept by their text.
//!
//! In memory such a number stands as `{"$number": "1e400"}`, and is written as the number that it is. A number
//! counts as a double if a double's shortest text says the same, or its text of 17 digits, which some writers use.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde_json::{Map, Value};

/// The one name of the object that stands for such a number.
pub(super) const NAME: &str = "$number";
/// How the object begins as compact text. Within a text its quotes are escaped, so that it never stands there.
const START: &[u8] = b"{\"$number\":\"";
const END: &[u8] = b"\"}";
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(START));
/// As many digits of a decimal number always come back from its double.
const PLAIN_DIGITS: usize = 15;

/// The value of a number's text.
pub(crate) fn read(text: &str) -> Value {
    if let Some(number) = whole(text) {
        return number;
    }
    match text.parse::<f64>() {
        Ok(double) if double.is_finite() && is_exact(text, double) => Value::from(double),
        _ => {
            let mut object = Map::with_capacity(1);
            object.insert(NAME.to_owned(), Value::from(text));
            Value::Object(object)
        }
    }
}

/// A whole number of 64 bits. A negative zero is a double.
fn whole(text: &str) -> Option<Value> {
    match text.parse::<i64>() {
        Ok(0) if text.starts_with('-') => None,
        Ok(number) => Some(Value::from(number)),
        Err(_) => text.parse::<u64>().ok().map(Value::from),
    }
}

/// The text of a number that no double holds, where `value` stands for one.
pub(crate) fn text_of(value: &Value) -> Option<&str> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let text = object.get(NAME)?.as_str()?;
    is_beyond(text).then_some(text)
}

/// Whether such a number stands anywhere in `value`.
pub(crate) fn has_beyond(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_beyond),
        Value::Object(entries) => text_of(value).is_some() || entries.values().any(has_beyond),
        _ => false,
    }
}

/// Writes numbers that no double holds as what they are, in compact JSON.
pub(super) fn written(json: Vec<u8>) -> Vec<u8> {
    match replaced(&json) {
        Cow::Borrowed(_) => json,
        Cow::Owned(replaced) => replaced,
    }
}

fn replaced(json: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::new();
    let mut done = 0;
    for at in FINDER.find_iter(json) {
        let rest = &json[at + START.len()..];
        let Some(len) = memchr::memchr(b'"', rest) else { break };
        let text = std::str::from_utf8(&rest[..len]).unwrap_or_default();
        if rest[len..].starts_with(END) && is_beyond(text) {
            out.extend_from_slice(&json[done..at]);
            out.extend_from_slice(text.as_bytes());
            done = at + START.len() + len + END.len();
        }
    }
    if done == 0 {
        return Cow::Borrowed(json);
    }
    out.extend_from_slice(&json[done..]);
    Cow::Owned(out)
}

/// A value as compact JSON text.
pub(crate) fn json_text(value: &Value) -> String {
    let json = written(value.to_string().into_bytes());
    // What was put in is a part of the text that was taken out.
    String::from_utf8(json).unwrap_or_default()
}

/// Whether `text` is a JSON number that no double holds.
fn is_beyond(text: &str) -> bool {
    is_number(text)
        && whole(text).is_none()
        && !text.parse::<f64>().is_ok_and(|double| double.is_finite() && is_exact(text, double))
}

/// Whether a text is a number of JSON.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

/// Whether `double`, the one nearest to `text`, says what the text does.
fn is_exact(text: &str, double: f64) -> bool {
    let given = Decimal::of(text);
    if given.digits.len() <= PLAIN_DIGITS && double.is_normal() {
        return true;
    }
    given.digits.is_empty()
        || given == Decimal::of(&format!("{double:e}"))
        || given == Decimal::of(&format!("{double:.16e}"))
}

/// A decimal number without its sign: 0.`digits` times ten to the `exponent`, the digits without zeros around them.
#[derive(PartialEq)]
struct Decimal {
    digits: Vec<u8>,
    /// `None` if it does not fit.
    exponent: Option<i64>,
}

impl Decimal {
    fn of(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let mantissa = mantissa.trim_start_matches('-');
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..zeros);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let shift = i64::try_from(whole.len()).ok().zip(i64::try_from(zeros).ok());
        let exponent: Option<i64> = exponent.parse().ok();
        let exponent =
            exponent.zip(shift).and_then(|(exponent, (whole, zeros))| exponent.checked_add(whole - zeros));
        Self { digits, exponent }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{json_text, read, written};

    #[test]
    fn doubles_and_whole_numbers_are_plain() {
        for (text, value) in [
            ("1", json!(1)),
            ("-0", json!(-0.0)),
            ("18446744073709551615", json!(u64::MAX)),
            ("0.10", json!(0.1)),
            ("1E5", json!(1e5)),
            ("10000000000000000000000", json!(1e22)),
            // The text of 17 digits that C's "%.17g" writes.
            ("0.10000000000000001", json!(0.1)),
            ("5e-324", json!(5e-324)),
            ("0e99999999999999999999", json!(0.0)),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn what_no_double_holds_is_written_as_it_was_read() {
        for text in [
            "1e400",
            "-1e400",
            "1e-400",
            "18446744073709551616",
            "123456789012345678901234567890",
            "0.1234567890123456789",
            "0.12345678901234567",
            "1e99999999999999999999",
        ] {
            let value = read(text);
            assert_eq!(value, json!({"$number": text}), "{text}");
            assert_eq!(json_text(&json!([value, "x"])), format!("[{text},\"x\"]"));
        }
    }

    #[test]
    fn objects_that_only_look_alike_stay() {
        for text in [
            r#"{"$number":"12"}"#,
            r#"{"$number":"one"}"#,
            r#"{"$number":"1e400","b":1}"#,
            r#"{"a":"{\"$number\":\"1e400\"}"}"#,
            r#"{"$number":"1e4\u0030"}"#,
        ] {
            assert_eq!(written(text.into()), text.as_bytes());
        }
        assert_eq!(json_text(&Value::from("{\"$number\":\"1e400\"}")), r#""{\"$number\":\"1e400\"}""#);
    }
}
