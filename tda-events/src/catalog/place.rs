//! Places in a catalog file: paths from the top, lines and columns.

use std::ops::Range;

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// Where every part of a document stands. A part knows the one around it and its own name, so that a document
/// costs what its text costs, however deep it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
struct Part {
    around: u32,
    step: Step,
    line: u32,
    column: u32,
    /// Parts inside, once they are known.
    inside: Option<Range<u32>>,
}

/// What leads from a part to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Name(Box<str>),
    Item(u32),
}

/// A part of the document, by its number.
pub(super) type PartId = u32;

impl Default for Places {
    /// The document as a whole.
    fn default() -> Self {
        Self { parts: vec![Part { around: 0, step: Step::Item(0), line: 1, column: 1, inside: None }] }
    }
}

impl Places {
    pub(super) const ROOT: PartId = 0;

    /// The parts inside `around`: those that were given before, else `parts`.
    pub(super) fn inside(&mut self, around: PartId, parts: Vec<(Step, Place)>) -> Range<PartId> {
        let known = self.parts.get(around as usize).and_then(|part| part.inside.clone());
        if let Some(known) = known {
            return known;
        }
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let first = number(self.parts.len());
        for (step, Place { line, column }) in parts {
            self.parts.push(Part { around, step, line: number(line), column: number(column), inside: None });
        }
        let range = first..number(self.parts.len());
        if let Some(part) = self.parts.get_mut(around as usize) {
            part.inside = Some(range.clone());
        }
        range
    }

    /// The path of a part; empty for the document.
    pub(super) fn path(&self, part: PartId) -> String {
        let Some(Part { around, step, .. }) = self.parts.get(part as usize).filter(|_| part != Self::ROOT)
        else {
            return String::new();
        };
        let around = self.path(*around);
        match step {
            Step::Name(name) => child_path(&around, name),
            Step::Item(index) => format!("{around}[{index}]"),
        }
    }

    /// Where the part of this path stands.
    pub(super) fn find(&self, path: &str) -> Option<Place> {
        let mut at = Self::ROOT;
        for step in steps(path)? {
            let inside = self.parts.get(at as usize)?.inside.clone()?;
            at = inside
                .into_iter()
                .find(|id| self.parts.get(*id as usize).is_some_and(|part| part.step == step))?;
        }
        let part = self.parts.get(at as usize)?;
        Some(Place { line: part.line as usize, column: part.column as usize })
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }
}

/// The steps of a path.
fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(index) = rest.strip_prefix('[') {
            let (index, behind) = index.split_once(']')?;
            steps.push(Step::Item(index.parse().ok()?));
            rest = behind;
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let (name, behind) = quoted.split_once('"')?;
            steps.push(Step::Name(name.into()));
            rest = behind;
        } else {
            let (name, behind) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
            steps.push(Step::Name(name.into()));
            rest = behind;
        }
    }
    Some(steps)
}

/// The path of the entry `name` of `parent`. A name that holds a dot or a bracket stands in quotes, so that
/// `topics."task.events".config` cannot be taken for another place.
pub(super) fn child_path(parent: &str, name: &str) -> String {
    let quoted = name.contains(['.', '[', ']', '"']);
    let name = if quoted { format!("{name:?}") } else { name.to_owned() };
    if parent.is_empty() { name } else { format!("{parent}.{name}") }
}

/// Path of the topic called `name`, or of a part of it.
pub(super) fn path(names: &[&str]) -> String {
    names.iter().fold(String::new(), |path, name| child_path(&path, name))
}

/// The path one level up; empty at the top.
pub(super) fn parent(path: &str) -> &str {
    let mut quoted = false;
    let mut last = 0;
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'.' | b'[' if !quoted => last = at,
            _ => {}
        }
    }
    path.get(..last).unwrap_or_default()
}

/// Whether `path` is `top` or lies below it.
pub(super) fn is_within(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::{Place, Places, Step, is_within, parent, path};

    #[test]
    fn parts_are_found_by_their_path() {
        let mut places = Places::default();
        let place = |line| Place { line, column: 3 };
        let top = places.inside(Places::ROOT, vec![(Step::Name("topics".into()), place(2))]).start;
        let names = vec![(Step::Name("a.b".into()), place(3)), (Step::Name("c".into()), place(4))];
        let inside = places.inside(top, names.clone());
        assert_eq!(places.inside(top, names), inside);
        let item = places.inside(inside.start, vec![(Step::Item(0), place(5))]).start;
        assert_eq!(places.path(item), r#"topics."a.b"[0]"#);
        assert_eq!(places.find(&places.path(item)), Some(place(5)));
        assert_eq!(places.find("topics.c"), Some(place(4)));
        assert_eq!(places.find("topics.d"), None);
        assert_eq!(places.find(""), Some(Place { line: 1, column: 1 }));
    }

    #[test]
    fn names_with_dots_stay_one_step() {
        let place = path(&["topics", "task.events", "config", "retention.ms"]);
        assert_eq!(place, r#"topics."task.events".config."retention.ms""#);
        assert_eq!(parent(&place), r#"topics."task.events".config"#);
        assert_eq!(parent("topics"), "");
        assert_eq!(parent("lint[3]"), "lint");
        assert!(is_within(&place, r#"topics."task.events""#));
        assert!(!is_within("topics.task-two", "topics.task"));
    }
}
