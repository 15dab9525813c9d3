//! Lint: what looks right in a catalog and is not.

/// A finding that stands on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Silence {
    /// Id of the rule.
    pub rule: String,
    /// The place it stands for, and all below it.
    pub path: String,
    /// Why it stands.
    pub reason: String,
}

/// A rule of the lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LintRule {
    /// Its id, in kebab case.
    pub id: &'static str,
}

pub(super) fn rules() -> &'static [LintRule] {
    &[]
}
pub(super) fn rule(id: &str) -> Option<&'static LintRule> {
    rules().iter().find(|rule| rule.id == id)
}
