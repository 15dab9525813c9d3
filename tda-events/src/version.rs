//! Versions of the event schema, `major.minor`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A version of the event schema. A minor step only adds fields that readers may lack; a major step breaks.
///
/// ```
/// use tda_events::SchemaVersion;
/// let version: SchemaVersion = "1.2".parse()?;
/// assert_eq!((version.major, version.minor), (1, 2));
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
    /// Adds optional fields: figures of errors, the status of job events, the packed layout of diagrams.
    pub const V1_2: Self = Self { major: 1, minor: 2 };
    /// Renames `execution_time` to `execution_time_seconds`. Written only where it is asked for.
    pub const V2_0: Self = Self { major: 2, minor: 0 };
    /// What this build writes unless it is told otherwise.
    pub const CURRENT: Self = Self::V1_2;
    /// Every version, the oldest first.
    pub const ALL: [Self; 4] = [Self::V1_0, Self::V1_1, Self::V1_2, Self::V2_0];

    /// Its text; that of a known version allocates nothing.
    pub(crate) fn text(self) -> Cow<'static, str> {
        match (self.major, self.minor) {
            (1, 0) => Cow::Borrowed("1.0"),
            (1, 1) => Cow::Borrowed("1.1"),
            (1, 2) => Cow::Borrowed("1.2"),
            (2, 0) => Cow::Borrowed("2.0"),
            _ => Cow::Owned(self.to_string()),
        }
    }

    /// The newest version of a major.
    ///
    /// ```
    /// use tda_events::SchemaVersion;
    /// assert_eq!(SchemaVersion::newest_of(1), Some(SchemaVersion::V1_2));
    /// assert_eq!(SchemaVersion::newest_of(7), None);
    /// ```
    pub fn newest_of(major: u16) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|version| version.major == major)
    }
}

impl fmt::Display for SchemaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for SchemaVersion {
    type Err = SchemaVersionError;

    fn from_str(text: &str) -> Result<Self, SchemaVersionError> {
        // What nearly every event has.
        if let [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] = text.as_bytes() {
            return Ok(Self { major: (major - b'0').into(), minor: (minor - b'0').into() });
        }
        let refused = || SchemaVersionError { found: text.chars().take(40).collect() };
        let (major, minor) = text.split_once('.').ok_or_else(refused)?;
        Ok(Self { major: number(major).ok_or_else(refused)?, minor: number(minor).ok_or_else(refused)? })
    }
}

/// Only the shortest form, so that a version read is written back as the same text.
fn number(text: &str) -> Option<u16> {
    let is_shortest = text == "0" || matches!(text.as_bytes().first(), Some(b'1'..=b'9'));
    is_shortest.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::SchemaVersion;

    #[test]
    fn every_version_is_written_as_it_shows() {
        for version in SchemaVersion::ALL.into_iter().chain([SchemaVersion { major: 12, minor: 34 }]) {
            assert_eq!(version.text(), version.to_string());
        }
    }

    #[test]
    fn only_two_plain_numbers_are_a_version() {
        assert_eq!("2.0".parse(), Ok(SchemaVersion { major: 2, minor: 0 }));
        for text in ["", "1", "1.", "1.1.1", "01.1", "+1.1", "1.x", "70000.0"] {
            assert!(text.parse::<SchemaVersion>().is_err(), "{text}");
        }
    }
}
