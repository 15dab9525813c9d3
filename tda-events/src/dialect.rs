//! Dialects: wire shapes of the same event. A further one is a file in `dialect/` and a variant here.

pub(crate) mod canonical;

use std::fmt;

/// A wire shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// The TDA pipeline's own: `schema_version`, `event_id`, ..., `data`. Carries every event.
    Canonical,
}

impl Dialect {
    /// Its name, such as `canonical`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Canonical => "canonical",
        }
    }

    /// The dialect called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        (name == "canonical").then_some(Self::Canonical)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
