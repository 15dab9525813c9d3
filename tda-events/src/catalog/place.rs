//! Places in a catalog file: paths from the top, lines and columns.

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// What leads from a part of a document to one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'p> {
    Name(&'p str),
    Item(usize),
}

/// The steps of a path.
pub(super) fn steps(path: &str) -> Option<Vec<Step<'_>>> {
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
            steps.push(Step::Name(name));
            rest = behind;
        } else {
            let (name, behind) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
            steps.push(Step::Name(name));
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
    use super::{Step, is_within, parent, path, steps};

    #[test]
    fn names_with_dots_stay_one_step() {
        let place = path(&["topics", "task.events", "config", "retention.ms"]);
        assert_eq!(place, r#"topics."task.events".config."retention.ms""#);
        assert_eq!(parent(&place), r#"topics."task.events".config"#);
        let names = ["topics", "task.events", "config", "retention.ms"].map(Step::Name);
        assert_eq!(steps(&place).as_deref(), Some(names.as_slice()));
        assert_eq!(steps("lint[3].rule").map(|steps| steps.len()), Some(3));
        assert_eq!(steps("lint[x]"), None);
        assert_eq!(parent("topics"), "");
        assert_eq!(parent("lint[3]"), "lint");
        assert!(is_within(&place, r#"topics."task.events""#));
        assert!(!is_within("topics.task-two", "topics.task"));
    }
}
