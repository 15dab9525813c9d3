//! How plans are told: what is to be done, what was done, what is left as it is.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use tda_events::ErrorKind;

use super::{Failure, stream::Output};
use crate::error::Error;

/// A step or a note: in words, and as an object.
pub(super) struct Entry {
    /// `+` adds, `~` changes, `-` removes, `!` stays wrong, `?` is unknown.
    pub(super) sign: char,
    pub(super) text: String,
    pub(super) object: Value,
}

/// What has become of a step.
pub(super) enum State {
    Done,
    Failed(Error),
    Planned,
    /// It needs leave that was not given: what to say.
    Withheld(&'static str),
}

/// Tells steps and notes, and keeps count.
pub(super) struct PlanReport {
    output: Output,
    done: usize,
    planned: usize,
    notes: usize,
    withheld: usize,
    failures: Vec<ErrorKind>,
}

impl PlanReport {
    pub(super) fn new(output: Output) -> Self {
        Self { output, done: 0, planned: 0, notes: 0, withheld: 0, failures: Vec::new() }
    }

    pub(super) fn step(&mut self, entry: &Entry, state: State) -> io::Result<()> {
        let (name, detail) = match &state {
            State::Done => ("done", None),
            State::Failed(error) => ("failed", Some(error.to_string())),
            State::Planned => ("planned", None),
            State::Withheld(leave) => ("withheld", Some((*leave).to_owned())),
        };
        let mut object = Map::from_iter([("state".to_owned(), json!(name))]);
        if let State::Failed(error) = &state {
            object.insert("error".into(), json!(error.to_string()));
            object.insert("kind".into(), json!(error.kind().name()));
        } else if let Some(detail) = &detail {
            object.insert("needs".into(), json!(detail));
        }
        match state {
            State::Done => self.done += 1,
            State::Failed(error) => self.failures.push(error.kind()),
            State::Planned => self.planned += 1,
            State::Withheld(_) => self.withheld += 1,
        }
        let detail = detail.map_or_else(String::new, |detail| format!(" ({name}: {detail})"));
        self.tell(entry, &detail, object)
    }

    pub(super) fn note(&mut self, entry: &Entry) -> io::Result<()> {
        self.notes += 1;
        self.tell(entry, "", Map::from_iter([("state".to_owned(), json!("note"))]))
    }

    fn tell(&self, entry: &Entry, detail: &str, mut object: Map<String, Value>) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self.output {
            Output::Text => writeln!(out, "{} {}{detail}", entry.sign, entry.text),
            Output::Json => {
                if let Value::Object(fields) = &entry.object {
                    object.extend(fields.clone());
                }
                writeln!(out, "{}", Value::Object(object))
            }
        }
    }

    /// The last word about a plan; an error with `must_agree` where something differs.
    pub(super) fn finish_plan(self, must_agree: bool) -> Result<(), Failure> {
        let differs = self.planned + self.withheld + self.notes > 0;
        self.finish(must_agree && differs)
    }

    /// The last word about what was done; an error where something was withheld.
    pub(super) fn finish_apply(self) -> Result<(), Failure> {
        let is_incomplete = self.withheld > 0;
        self.finish(is_incomplete)
    }

    /// Counts, on stderr, and the exit code: that of the first failure, or 1 where the outcome counts as wrong.
    fn finish(self, is_wrong: bool) -> Result<(), Failure> {
        io::stdout().flush()?;
        let counts = [
            (self.planned, "to do"),
            (self.done, "done"),
            (self.withheld, "withheld"),
            (self.failures.len(), "failed"),
            (self.notes, "left as they are"),
        ];
        let words: Vec<_> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let words = if words.is_empty() { "nothing to do".to_owned() } else { words.join(", ") };
        if let Some(kind) = self.failures.first() {
            return Err(Failure::new(*kind, words)
                .advise("what is done stays done; the same command goes on from here"));
        }
        if is_wrong {
            return Err(Failure::new(ErrorKind::InvalidInput, words));
        }
        eprintln!("{words}");
        Ok(())
    }
}
