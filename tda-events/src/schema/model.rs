//! The schema model: what a payload's fields are called, hold and may be.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::version::SchemaVersion;

/// A record: named fields in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Its name in Avro, in upper camel case.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Its fields, in wire order.
    pub fields: Vec<Field>,
}

/// One field of a [`Record`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// Its name on the wire, in snake case; a unit stands last.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// What it holds.
    pub ty: Type,
    /// Whether it may be absent.
    pub presence: Presence,
    /// The schema version that brought it.
    pub since: SchemaVersion,
}

/// Whether a field may be absent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Presence {
    /// Every event has it.
    Required,
    /// Always written; a reader that misses it takes this JSON value.
    Default(Value),
    /// May be absent.
    Optional,
    /// Every event made here has it; real messages may lack it. Avro, which has no absence for it, writes a
    /// neutral value and says so in the extension place.
    Expected,
}

/// What a field holds, with its bounds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Type {
    /// True or false.
    Boolean,
    /// A whole number between two bounds, both included.
    Integer {
        /// How Avro stores it.
        width: Width,
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// A number; never NaN.
    Double {
        /// Least finite value.
        min: f64,
        /// Greatest finite value.
        max: f64,
        /// Whether `inf` and `-inf` are allowed.
        infinite: bool,
    },
    /// Text, UTF-8.
    Text {
        /// Least length in bytes.
        bytes_min: usize,
        /// Greatest length in bytes.
        bytes_max: usize,
        /// What the text must look like when it is written.
        form: TextForm,
    },
    /// Bytes; base64 with padding (RFC 4648) in JSON.
    Bytes {
        /// Fewest bytes.
        bytes_min: usize,
        /// Most bytes, before base64.
        bytes_max: usize,
    },
    /// A point in time; Avro's `timestamp-micros`, RFC 3339 text in JSON.
    Timestamp,
    /// A day; Avro's `date`, `YYYY-MM-DD` in JSON.
    Date,
    /// One of a few names.
    Enum {
        /// Its name in Avro.
        name: String,
        /// The names, in Avro's order; new ones are only added at the end.
        symbols: Vec<String>,
    },
    /// A list.
    Array {
        /// What each item holds.
        items: Box<Type>,
        /// Most items.
        items_max: usize,
    },
    /// Values by name, ordered.
    Map {
        /// What each value holds.
        values: Box<Type>,
        /// Most entries.
        entries_max: usize,
    },
    /// A record within the record.
    Record(Arc<Record>),
    /// Any JSON value, or any JSON object; Avro holds its text.
    Json {
        /// Whether only objects are allowed.
        object: bool,
        /// Longest compact text, in bytes.
        bytes_max: usize,
    },
    /// One of several types, which differ in the kind of their JSON values: such as double or text. Where
    /// a value fits two, the first one counts.
    Union(Vec<Type>),
}

/// How Avro stores a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Avro `int`, 32 bits.
    Int,
    /// Avro `long`, 64 bits.
    Long,
}

/// What a text must look like when it is written. Reading takes it as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextForm {
    /// Anything.
    Free,
    /// 64 hexadecimal digits.
    Sha256,
    /// An absolute URI: a scheme, a colon, more.
    Uri,
}

impl Record {
    pub(crate) fn new(name: &str, doc: &str, fields: Vec<Field>) -> Self {
        Self { name: name.to_owned(), doc: tidy(doc), fields }
    }

    /// The bytes that it takes in Avro where it is nothing but doubles, one after the other.
    pub(crate) fn doubles_bytes(&self) -> Option<usize> {
        let is_double =
            |field: &Field| matches!((&field.ty, &field.presence), (Type::Double { .. }, Presence::Required));
        self.fields.iter().all(is_double).then_some(size_of::<f64>() * self.fields.len())
    }

    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// This record as `version` knew it: without the fields that came later.
    pub(crate) fn at_version(&self, version: SchemaVersion) -> Self {
        let known = self.fields.iter().filter(|field| field.since <= version);
        let fields = known.map(|field| Field { ty: field.ty.at_version(version), ..field.clone() }).collect();
        Self { name: self.name.clone(), doc: self.doc.clone(), fields }
    }
}

impl Field {
    pub(crate) fn new(name: &str, doc: &str, ty: Type, presence: Presence, since: SchemaVersion) -> Self {
        Self { name: name.to_owned(), doc: tidy(doc), ty, presence, since }
    }
}

/// Doc comments as one line: each line of one comes with the blank behind its slashes.
fn tidy(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Type {
    fn at_version(&self, version: SchemaVersion) -> Self {
        match self {
            Self::Record(record) => Self::Record(Arc::new(record.at_version(version))),
            Self::Array { items, items_max } => {
                Self::Array { items: Box::new(items.at_version(version)), items_max: *items_max }
            }
            Self::Map { values, entries_max } => {
                Self::Map { values: Box::new(values.at_version(version)), entries_max: *entries_max }
            }
            Self::Union(types) => Self::Union(types.iter().map(|ty| ty.at_version(version)).collect()),
            plain => plain.clone(),
        }
    }

    /// Text of 1 to 128 bytes.
    pub(crate) const fn id() -> Self {
        Self::text(1, crate::limits::ID_BYTES_MAX)
    }

    /// A short name of 1 to 256 bytes.
    pub(crate) const fn short_name() -> Self {
        Self::text(1, crate::limits::NAME_BYTES_MAX)
    }

    /// The name of a file.
    pub(crate) fn file_name() -> Self {
        Self::text(1, crate::limits::FILE_NAME_BYTES_MAX)
    }

    /// Words for people.
    pub(crate) fn message() -> Self {
        Self::text(0, crate::limits::MESSAGE_BYTES_MAX)
    }

    pub(crate) fn uri() -> Self {
        Self::Text { bytes_min: 1, bytes_max: crate::limits::URI_BYTES_MAX, form: TextForm::Uri }
    }

    pub(crate) fn sha256() -> Self {
        Self::Text { bytes_min: 1, bytes_max: crate::limits::ID_BYTES_MAX, form: TextForm::Sha256 }
    }

    pub(crate) const fn text(bytes_min: usize, bytes_max: usize) -> Self {
        Self::Text { bytes_min, bytes_max, form: TextForm::Free }
    }

    pub(crate) fn int(min: i64, max: i64) -> Self {
        Self::Integer { width: Width::Int, min, max }
    }

    /// A homology dimension.
    pub(crate) fn dimension() -> Self {
        Self::int(0, crate::limits::DIMENSION_MAX)
    }

    pub(crate) fn double(min: f64, max: f64) -> Self {
        Self::Double { min, max, infinite: false }
    }

    /// Any finite number.
    pub(crate) fn number() -> Self {
        Self::double(f64::MIN, f64::MAX)
    }

    pub(crate) fn percentage() -> Self {
        Self::double(0.0, 100.0)
    }

    /// A finite number that is not negative, such as seconds or a distance.
    pub(crate) fn amount() -> Self {
        Self::double(0.0, f64::MAX)
    }

    /// Any JSON object.
    pub(crate) fn object() -> Self {
        Self::Json { object: true, bytes_max: crate::limits::JSON_BYTES_MAX }
    }

    pub(crate) fn list(items: Self, items_max: usize) -> Self {
        Self::Array { items: Box::new(items), items_max }
    }
}

impl fmt::Display for Type {
    /// The rule as errors name it, such as `integer 0..=16`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("true or false"),
            Self::Integer { min, max, .. } => write!(f, "integer {min}..={max}"),
            Self::Double { min, max, infinite } => {
                f.write_str(if *infinite { "number or infinity" } else { "finite number" })?;
                match (*min > f64::MIN, *max < f64::MAX) {
                    (true, true) => write!(f, " {min}..={max}"),
                    (true, false) => write!(f, " from {min}"),
                    (false, true) => write!(f, " up to {max}"),
                    (false, false) => Ok(()),
                }
            }
            Self::Text { bytes_min, bytes_max, form } => {
                match form {
                    TextForm::Free => f.write_str("text")?,
                    TextForm::Sha256 => f.write_str("SHA-256 as 64 hexadecimal digits")?,
                    TextForm::Uri => f.write_str("URI")?,
                }
                write!(f, " of {bytes_min}..={bytes_max} bytes")
            }
            Self::Bytes { bytes_min, bytes_max } => write!(f, "base64 of {bytes_min}..={bytes_max} bytes"),
            Self::Timestamp => f.write_str("RFC 3339 time"),
            Self::Date => f.write_str("day as YYYY-MM-DD"),
            Self::Enum { symbols, .. } => write!(f, "one of {}", symbols.join(", ")),
            Self::Array { items_max, .. } => write!(f, "list of at most {items_max} items"),
            Self::Map { entries_max, .. } => write!(f, "object of at most {entries_max} entries"),
            Self::Record(record) => write!(f, "object {}", record.name),
            Self::Json { object: true, bytes_max } => write!(f, "json object of at most {bytes_max} bytes"),
            Self::Json { bytes_max, .. } => write!(f, "json of at most {bytes_max} bytes"),
            Self::Union(types) => {
                for (index, ty) in types.iter().enumerate() {
                    write!(f, "{}{ty}", if index > 0 { " or " } else { "" })?;
                }
                Ok(())
            }
        }
    }
}
