//! The notation of types: `string`, `double 0..100`, `enum BUY|SELL`, `[string]`, `map of double or string`.
//!
//! A text is one type in short; a mapping is a record, whose keys that begin with `$` are about the record or
//! field itself; a list of one item is a list of that item.

use serde_json::Value;

use crate::limits;
use crate::schema::{Type, Width};

/// A type in short form, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Short<'t> {
    /// The type, without what follows.
    pub(super) ty: &'t str,
    pub(super) sensitive: bool,
    pub(super) default: Option<Value>,
    pub(super) doc: &'t str,
}

/// Takes `sensitive TYPE = DEFAULT - DOC` apart.
pub(super) fn short(text: &str) -> Result<Short<'_>, String> {
    let (rest, doc) = text.split_once(" - ").unwrap_or((text, ""));
    let (rest, default) = match rest.split_once(" = ") {
        Some((rest, json)) => {
            let value = serde_json::from_str(json.trim());
            (rest, Some(value.map_err(|_| format!("expected a default in JSON, got {:?}", json.trim()))?))
        }
        None => (rest, None),
    };
    let rest = rest.trim();
    let (ty, sensitive) = rest.strip_prefix("sensitive ").map_or((rest, false), |ty| (ty.trim(), true));
    Ok(Short { ty, sensitive, default, doc: doc.trim() })
}

/// Names of the plain types.
pub(super) const PLAIN: [&str; 14] = [
    "string",
    "text",
    "id",
    "uri",
    "sha256",
    "int",
    "long",
    "double",
    "boolean",
    "timestamp",
    "date",
    "bytes",
    "json",
    "object",
];

/// The plain type called `name`, without bounds.
pub(super) fn plain(name: &str) -> Option<Type> {
    Some(match name {
        "string" => Type::text(0, limits::MESSAGE_BYTES_MAX),
        "text" => Type::text(0, TEXT_BYTES_MAX),
        "id" => Type::id(),
        "uri" => Type::uri(),
        "sha256" => Type::sha256(),
        "int" => Type::int(i64::from(i32::MIN), i64::from(i32::MAX)),
        "long" => Type::Integer { width: Width::Long, min: i64::MIN, max: i64::MAX },
        "double" => Type::double(f64::MIN, f64::MAX),
        "boolean" => Type::Boolean,
        "timestamp" => Type::Timestamp,
        "date" => Type::Date,
        "bytes" => Type::Bytes { bytes_min: 0, bytes_max: TEXT_BYTES_MAX },
        "json" => Type::Json { object: false, bytes_max: limits::JSON_BYTES_MAX },
        "object" => Type::object(),
        _ => return None,
    })
}

/// Longest `text` and `bytes` unless the catalog bounds them, in bytes.
const TEXT_BYTES_MAX: usize = 1024 * 1024;

/// Narrows a plain type to `min..max`: of numbers the value, of texts and bytes the length in bytes, of lists
/// and maps the number of items.
pub(super) fn bounded(ty: Type, low: Option<&str>, high: Option<&str>) -> Result<Type, String> {
    fn end<T: std::str::FromStr>(text: Option<&str>, default: T, what: &str) -> Result<T, String> {
        text.map_or(Ok(default), |text| {
            text.parse().map_err(|_| format!("expected {what} as bound, got {text:?}"))
        })
    }
    let ordered =
        |fits: bool, ty| if fits { Ok(ty) } else { Err("expected bounds that leave a value".to_owned()) };
    let lengths = |low_default, high_default| -> Result<(usize, usize), String> {
        Ok((end(low, low_default, "a whole number")?, end(high, high_default, "a whole number")?))
    };
    match ty {
        Type::Integer { width, min, max } => {
            let (low, high) = (end(low, min, "a whole number")?, end(high, max, "a whole number")?);
            ordered(min <= low && low <= high && high <= max, Type::Integer { width, min: low, max: high })
        }
        Type::Double { min, max, infinite } => {
            let (low, high): (f64, f64) = (end(low, min, "a number")?, end(high, max, "a number")?);
            let fits = low.is_finite() && high.is_finite() && low <= high;
            ordered(fits, Type::Double { min: low, max: high, infinite })
        }
        Type::Text { bytes_min, bytes_max, form } => {
            let (low, high) = lengths(bytes_min, bytes_max)?;
            let fits = low <= high && high <= limits::VALUE_BYTES_MAX;
            ordered(fits, Type::Text { bytes_min: low, bytes_max: high, form })
        }
        Type::Bytes { bytes_min, bytes_max } => {
            let (low, high) = lengths(bytes_min, bytes_max)?;
            ordered(
                low <= high && high <= limits::VALUE_BYTES_MAX,
                Type::Bytes { bytes_min: low, bytes_max: high },
            )
        }
        Type::Json { object, bytes_max } => {
            let (low, high) = lengths(0, bytes_max)?;
            ordered(low == 0 && high <= limits::VALUE_BYTES_MAX, Type::Json { object, bytes_max: high })
        }
        Type::Array { items, items_max } => {
            let (low, high) = lengths(0, items_max)?;
            ordered(low == 0 && high <= ITEMS_MAX, Type::Array { items, items_max: high })
        }
        Type::Map { values, entries_max } => {
            let (low, high) = lengths(0, entries_max)?;
            ordered(low == 0 && high <= ITEMS_MAX, Type::Map { values, entries_max: high })
        }
        _ => Err("this type takes no bounds".to_owned()),
    }
}

/// Most items that a list or map may be given.
const ITEMS_MAX: usize = 4_000_000;
/// Most items of a list unless the catalog bounds it.
pub(super) const LIST_ITEMS_MAX: usize = 10_000;
/// Most entries of a map unless the catalog bounds it.
pub(super) const MAP_ENTRIES_MAX: usize = 1_000;

/// Whether Avro and every generated language can take `name` as it is.
pub(super) fn is_name(name: &str) -> bool {
    let mut letters = name.bytes();
    name.len() <= limits::NAME_BYTES_MAX
        && letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && letters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// `market.data.tick` as `MarketDataTick`.
pub(super) fn upper_camel(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut camel = String::with_capacity(name.len());
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}
