//! What a comparison found, in words that name the field and the consumers that break.

use std::fmt;

use crate::error::{ErrorKind, Retry};

use super::Compatibility;

/// A new schema breaks consumers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Incompatible {
    /// The level that was asked for.
    pub level: Compatibility,
    /// Every break; at least one.
    pub breaks: Vec<Break>,
}

/// One reason why some consumers could not read some data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Break {
    /// Which consumers break.
    pub reader: Reader,
    /// Label or number of the existing schema on the other side.
    pub version: String,
    /// The field, such as `data.results[].key`; empty for the schema as a whole.
    pub path: String,
    /// What does not fit: the reader's side and the data's.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
    /// Whether the check could not decide, and so counts it as broken.
    pub undecided: bool,
}

/// Whose consumers a break hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Consumers on the new schema, reading data of an existing one.
    New,
    /// Consumers on an existing schema, reading new data.
    Old,
}

impl Incompatible {
    /// The class of the error: always [`ErrorKind::Schema`].
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::Schema
    }

    /// The same schemas fail the same way.
    pub fn retry(&self) -> Retry {
        Retry::Never
    }
}

impl std::error::Error for Incompatible {}

impl fmt::Display for Incompatible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the schema is not {} compatible", self.level)?;
        self.breaks.iter().try_for_each(|broken| write!(f, "; {broken}"))
    }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, reason, advice, .. } = self;
        let path = if self.path.is_empty() { "the schema as a whole" } else { &self.path };
        let verb = if self.undecided { "may break" } else { "breaks" };
        match self.reader {
            Reader::New => write!(f, "{path} {verb} consumers on the new schema reading version {version}")?,
            Reader::Old => write!(f, "{path} {verb} consumers on version {version} reading new data")?,
        }
        write!(f, ": {reason} ({advice})")
    }
}

/// A reason without the sides: `reader` and `data` are who they are in the comparison at hand.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) path: String,
    reason: String,
    /// What to do when the reader is on the new schema, and when it is on the old one.
    advice: [&'static str; 2],
    undecided: bool,
}

impl Finding {
    /// A reason with the same way out for both sides.
    pub(super) fn new(path: &str, reason: impl Into<String>, advice: &'static str) -> Self {
        Self::sided(path, reason, [advice, advice])
    }

    /// A reason whose way out depends on the side: reader on the new schema, reader on the old one.
    pub(super) fn sided(path: &str, reason: impl Into<String>, advice: [&'static str; 2]) -> Self {
        Self { path: path.to_owned(), reason: reason.into(), advice, undecided: false }
    }

    /// Something that the check does not follow.
    pub(super) fn undecided(path: &str, reason: impl Into<String>) -> Self {
        let advice = "it cannot be decided: leave it as it was, or compare by hand and check at level NONE";
        Self { undecided: true, ..Self::new(path, reason, advice) }
    }

    pub(super) fn into_break(self, reader: Reader, version: &str) -> Break {
        let [new, old] = self.advice;
        let advice = if reader == Reader::New { new } else { old };
        Break {
            reader,
            version: version.to_owned(),
            path: self.path,
            reason: self.reason,
            advice: advice.to_owned(),
            undecided: self.undecided,
        }
    }
}
