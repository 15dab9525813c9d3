//! Lint: what looks right in a catalog and is not.
//!
//! A rule is a row of the table in `rules.rs` and a function beside its kin. What a rule finds can stand on
//! purpose: the file says so under `lint`, with the reason.

mod access;
mod clients;
mod cluster;
mod erasure;
mod events;
mod names;
mod rules;
mod settings;
mod topics;
mod watch;

use std::fmt;

use super::environment::Environment;
use super::model::Catalog;
use super::place::{Place, child_path, is_within, path};
use super::topic::Topic;

pub use rules::rules;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LintSeverity {
    /// Worth knowing.
    Note,
    /// It will surprise somebody.
    Warning,
    /// It loses records, stops clients or is refused by a broker.
    Error,
}

impl LintSeverity {
    /// Its name: `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for LintSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A rule of the lint.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LintRule {
    /// Its id, in kebab case.
    pub id: &'static str,
    /// How much its findings matter.
    pub severity: LintSeverity,
    /// Why it is a rule.
    pub reason: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    check: fn(&Catalog, &mut Found),
}

/// What a rule found in a catalog. Prints as `file:line:column: severity[rule]: path: message`, without the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: LintSeverity,
    /// Where in the document, such as `topics.tda_jobs.config`.
    pub path: String,
    /// The same place, or the nearest that is written down, in the file.
    pub place: Place,
    /// What is there, and what it does.
    pub message: String,
    /// What to do about it.
    pub fix: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, severity, path, place, message, fix } = self;
        write!(f, "{}:{}: {severity}[{rule}]: {path}: {message}; {fix}", place.line, place.column)
    }
}

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

impl Silence {
    pub(super) fn new(rule: String, path: String, reason: String) -> Self {
        Self { rule, path, reason }
    }

    fn covers(&self, rule: &str, path: &str) -> bool {
        self.rule == rule && is_within(path, &self.path)
    }
}

/// The rule of this id.
pub(super) fn rule(id: &str) -> Option<&'static LintRule> {
    rules().iter().find(|rule| rule.id == id)
}

/// What one rule has found: places and messages.
#[derive(Debug, Default)]
struct Found(Vec<(String, String)>);

impl Found {
    fn at(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push((path.into(), message.into()));
    }
}

impl Catalog {
    /// What looks right in this catalog and is not, in the order of the file. What the file silences is left
    /// out; a silence that silences nothing is a finding itself.
    ///
    /// ```
    /// let findings = tda_events::Catalog::tda().lint();
    /// assert!(findings.is_empty(), "{findings:?}");
    /// ```
    pub fn lint(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut used = vec![false; self.silences.len()];
        for rule in rules() {
            let mut found = Found::default();
            (rule.check)(self, &mut found);
            for (path, message) in found.0 {
                let silence = self.silences.iter().position(|silence| silence.covers(rule.id, &path));
                match silence.and_then(|at| used.get_mut(at)) {
                    Some(used) => *used = true,
                    None => findings.push(self.finding(rule, path, message)),
                }
            }
        }
        if let Some(rule) = rule(rules::UNUSED_SILENCE) {
            for (at, silence) in
                self.silences.iter().enumerate().filter(|(at, _)| !used.get(*at).unwrap_or(&true))
            {
                let message = format!("{} finds nothing at {}", silence.rule, silence.path);
                findings.push(self.finding(rule, format!("lint[{at}]"), message));
            }
        }
        findings.sort_by(|a, b| {
            (a.place.line, a.place.column, a.rule).cmp(&(b.place.line, b.place.column, b.rule))
        });
        findings
    }

    fn finding(&self, rule: &LintRule, path: String, message: String) -> Finding {
        let place = self.place(&path);
        Finding { rule: rule.id, severity: rule.severity, path, place, message, fix: rule.fix }
    }

    /// The path of a topic, or of the topic that a dead-letter topic belongs to.
    fn topic_path(&self, topic: &Topic) -> String {
        let own = |of: &&Topic| of.dead_letter_topic().is_some_and(|dead| dead.name() == topic.name());
        match self.topics.iter().find(own) {
            Some(of) => path(&["topics", of.name(), "dead_letter"]),
            None => path(&["topics", topic.name()]),
        }
    }

    /// Where a topic's setting is written, or the topic itself.
    fn setting_path(&self, topic: &Topic, environment: Environment, name: &str) -> String {
        let top = self.topic_path(topic);
        let own = child_path(&child_path(&child_path(&top, environment.name()), "config"), name);
        let shared = child_path(&child_path(&top, "config"), name);
        [own, shared].into_iter().find(|path| self.places.has(path)).unwrap_or(top)
    }
}

/// A setting that holds a number.
fn number(value: Option<&str>) -> Option<i64> {
    value?.trim().parse().ok()
}
