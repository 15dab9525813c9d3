//! What is wrong with an event, by path: every fault at once.

use std::fmt::{self, Write as _};

use crate::error::{ErrorKind, Retry};
use crate::limits::FAULTS_MAX;

/// One broken rule, such as `data.input_data.point_count: expected integer 0..=9, got "two"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    path: String,
    rule: String,
    found: String,
}

impl Fault {
    pub(crate) fn new(path: impl Into<String>, rule: impl Into<String>, found: impl Into<String>) -> Self {
        Self { path: path.into(), rule: rule.into(), found: found.into() }
    }

    /// Where: names joined by dots, places in lists in brackets.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected there.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// What was there instead: a short value, or the kind of a long one.
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.path, self.rule, self.found)
    }
}

/// An event that breaks rules of its schema. Lists every fault, up to [`FAULTS_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    faults: Vec<Fault>,
    uncounted: usize,
}

impl Invalid {
    pub(crate) fn one(fault: Fault) -> Self {
        Self { faults: vec![fault], uncounted: 0 }
    }

    /// The faults, in the order of the event's fields; never empty.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many faults there were beyond those listed.
    pub fn unlisted(&self) -> usize {
        self.uncounted
    }

    /// Always [`ErrorKind::InvalidInput`].
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::InvalidInput
    }

    /// Always [`Retry::Never`]: the same event is wrong again.
    pub fn retry(&self) -> Retry {
        Retry::Never
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fault.fmt(f)?;
        }
        if self.uncounted > 0 {
            write!(f, "; and {} more", self.uncounted)?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Gathers faults while an event is walked.
#[derive(Debug, Default)]
pub struct Faults {
    faults: Vec<Fault>,
    uncounted: usize,
}

impl Faults {
    pub(crate) fn push(&mut self, at: &Path<'_>, rule: impl Into<String>, found: impl Into<String>) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { path: at.to_string(), rule: rule.into(), found: found.into() });
        } else {
            self.uncounted += 1;
        }
    }

    pub(crate) fn into_result(self) -> Result<(), Invalid> {
        if self.faults.is_empty() {
            return Ok(());
        }
        Err(Invalid { faults: self.faults, uncounted: self.uncounted })
    }
}

/// A place in an event, as a chain on the stack: descending allocates nothing.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Name(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    pub(crate) const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    pub(crate) fn name(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Name(name) }
    }

    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::Index(index) }
    }

    /// The place as a JSON Pointer (RFC 6901), which has a form for every name.
    pub(crate) fn pointer(&self) -> String {
        let mut text = self.parent.map(Path::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Name(name) => {
                text.push('/');
                text.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => {
                let _ = write!(text, "/{index}");
            }
        }
        text
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Name(name) => {
                let first = self.parent.is_none_or(|parent| matches!(parent.step, Step::Root));
                write!(f, "{}{name}", if first { "" } else { "." })
            }
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// The names of a JSON Pointer, or `None` for a text that is none.
pub(crate) fn pointer_names(pointer: &str) -> Option<Vec<String>> {
    let rest = pointer.strip_prefix('/')?;
    Some(rest.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect())
}

#[cfg(test)]
mod tests {
    use super::{Path, pointer_names};

    #[test]
    fn a_place_has_a_path_for_people_and_a_pointer_for_machines() {
        let data = Path::ROOT.name("data");
        let list = data.name("a/b~c");
        let item = list.index(3);
        assert_eq!(item.to_string(), "data.a/b~c[3]");
        assert_eq!(item.pointer(), "/data/a~1b~0c/3");
        assert_eq!(pointer_names(&item.pointer()), Some(vec!["data".into(), "a/b~c".into(), "3".into()]));
        assert_eq!(pointer_names("data"), None);
    }
}
