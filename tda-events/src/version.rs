//! Versions of the event schema, `major.minor`.

use std::fmt;
use std::str::FromStr;

/// A version of the event schema. A minor step only adds fields that readers may lack; a major step breaks.
///
/// ```
/// use tda_events::SchemaVersion;
/// let version: SchemaVersion = "1.1".parse()?;
/// assert_eq!((version.major, version.minor), (1, 1));
/// assert_eq!(version, SchemaVersion::CURRENT);
/// # Ok::<(), tda_events::SchemaVersionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaVersion {
    /// Readers of another major cannot read it.
    pub major: u16,
    /// Readers of a lower minor can.
    pub minor: u16,
}

/// A text that is no `major.minor`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a schema version such as 1.1, got {found:?}")]
pub struct SchemaVersionError {
    found: String,
}

impl SchemaVersion {
    /// The first version.
    pub const V1_0: Self = Self { major: 1, minor: 0 };
    /// Adds optional fields: where the input lies, which results a job has, which attempt it was.
    pub const V1_1: Self = Self { major: 1, minor: 1 };
    /// What this build writes.
    pub const CURRENT: Self = Self::V1_1;
}

impl fmt::Display for SchemaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for SchemaVersion {
    type Err = SchemaVersionError;

    fn from_str(text: &str) -> Result<Self, SchemaVersionError> {
        let refused = || SchemaVersionError { found: text.chars().take(40).collect() };
        let (major, minor) = text.split_once('.').ok_or_else(refused)?;
        Ok(Self { major: number(major).ok_or_else(refused)?, minor: number(minor).ok_or_else(refused)? })
    }
}

/// Only the shortest form, so that a version read is written back as the same text.
fn number(text: &str) -> Option<u16> {
    let number: u16 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::SchemaVersion;

    #[test]
    fn only_two_plain_numbers_are_a_version() {
        assert_eq!("2.0".parse(), Ok(SchemaVersion { major: 2, minor: 0 }));
        for text in ["", "1", "1.", "1.1.1", "01.1", "+1.1", "1.x", "70000.0"] {
            assert!(text.parse::<SchemaVersion>().is_err(), "{text}");
        }
    }
}
