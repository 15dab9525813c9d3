//! The levels of compatibility that a schema registry knows.

use std::fmt;
use std::str::FromStr;

/// What a new schema promises to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compatibility {
    /// Consumers on the new schema read data of the newest existing one. Upgrade consumers first.
    Backward,
    /// As [`Compatibility::Backward`], for data of every existing schema.
    BackwardTransitive,
    /// Consumers on the newest existing schema read new data. Upgrade producers first.
    Forward,
    /// As [`Compatibility::Forward`], for consumers on every existing schema.
    ForwardTransitive,
    /// Backward and forward: upgrade in any order.
    Full,
    /// As [`Compatibility::Full`], for every existing schema.
    FullTransitive,
    /// Nothing is promised and nothing is checked.
    None,
}

/// A text that names no level.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no compatibility level; expected one of {names}", names = Compatibility::names().join(", "))]
pub struct UnknownCompatibility(pub String);

impl Compatibility {
    /// Every level.
    pub const ALL: [Self; 7] = [
        Self::Backward,
        Self::BackwardTransitive,
        Self::Forward,
        Self::ForwardTransitive,
        Self::Full,
        Self::FullTransitive,
        Self::None,
    ];

    /// Its name as schema registries write it, such as `BACKWARD_TRANSITIVE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Backward => "BACKWARD",
            Self::BackwardTransitive => "BACKWARD_TRANSITIVE",
            Self::Forward => "FORWARD",
            Self::ForwardTransitive => "FORWARD_TRANSITIVE",
            Self::Full => "FULL",
            Self::FullTransitive => "FULL_TRANSITIVE",
            Self::None => "NONE",
        }
    }

    /// Whether every existing schema counts, not only the newest.
    pub fn is_transitive(self) -> bool {
        matches!(self, Self::BackwardTransitive | Self::ForwardTransitive | Self::FullTransitive)
    }

    /// Whether consumers on the new schema must read old data.
    pub fn looks_backward(self) -> bool {
        matches!(self, Self::Backward | Self::BackwardTransitive | Self::Full | Self::FullTransitive)
    }

    /// Whether consumers on an old schema must read new data.
    pub fn looks_forward(self) -> bool {
        matches!(self, Self::Forward | Self::ForwardTransitive | Self::Full | Self::FullTransitive)
    }

    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|level| level.name()).collect()
    }
}

impl fmt::Display for Compatibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Compatibility {
    type Err = UnknownCompatibility;

    /// Reads a level in any case, with `_` or `-` between its words.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.to_ascii_uppercase().replace('-', "_");
        let level = Self::ALL.into_iter().find(|level| level.name() == name);
        level.ok_or_else(|| UnknownCompatibility(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_in_any_case() {
        for level in Compatibility::ALL {
            assert_eq!(level.name().parse(), Ok(level));
            assert_eq!(level.name().to_lowercase().replace('_', "-").parse(), Ok(level));
        }
        let error = "SIDEWAYS".parse::<Compatibility>().unwrap_err().to_string();
        assert!(error.contains("SIDEWAYS") && error.contains("FULL_TRANSITIVE"), "{error}");
    }
}
