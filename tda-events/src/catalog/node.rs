//! A YAML document as nodes that know their place, and the problems found on the way.

use std::fmt::Display;
use std::str::FromStr;

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use super::error::Problem;

/// Most problems that are reported at once.
const PROBLEMS_MAX: usize = 100;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn push(&mut self, node: &Node<'_>, message: impl Into<String>) {
        self.at(node.yaml.span.start, &node.path, message);
    }

    fn at(&mut self, place: Marker, path: &str, message: impl Into<String>) {
        if self.0.len() < PROBLEMS_MAX {
            let path = if path.is_empty() { "document" } else { path };
            self.0.push(Problem::new(place.line(), place.col() + 1, path.to_owned(), message.into()));
        }
    }

    pub(super) fn syntax(line: usize, column: usize, message: String) -> Vec<Problem> {
        vec![Problem::new(line, column, "document".to_owned(), message)]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the file.
    pub(super) fn into_sorted(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|problem| (problem.line, problem.column));
        self.0
    }
}

/// A part of the document and its path from the top.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) yaml: &'a MarkedYaml<'a>,
    pub(super) path: String,
}

/// Reads YAML text into its one document.
pub(super) fn document(text: &str) -> Result<MarkedYaml<'_>, Vec<Problem>> {
    let mut documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let place = error.marker();
        Problems::syntax(place.line(), place.col() + 1, error.info().to_owned())
    })?;
    match (documents.pop(), documents.is_empty()) {
        (Some(document), true) => Ok(document),
        (_, true) => Err(Problems::syntax(1, 1, "expected a document, got an empty file".to_owned())),
        (_, false) => Err(Problems::syntax(1, 1, "expected one document, got several".to_owned())),
    }
}

impl<'a> Node<'a> {
    pub(super) fn root(yaml: &'a MarkedYaml<'a>) -> Self {
        Self { yaml, path: String::new() }
    }

    fn child(&self, yaml: &'a MarkedYaml<'a>, name: &str) -> Self {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        Self { yaml, path }
    }

    /// The entries of a mapping, by name.
    pub(super) fn entries(&self, problems: &mut Problems) -> Vec<(String, Node<'a>)> {
        let YamlData::Mapping(mapping) = &self.yaml.data else {
            problems.push(self, format!("expected a mapping, got {}", self.kind()));
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(mapping.len());
        for (key, value) in mapping {
            match scalar_text(key) {
                Some(name) => {
                    let child = self.child(value, &name);
                    entries.push((name, child));
                }
                None => problems.at(key.span.start, &self.path, "expected a plain name as key"),
            }
        }
        entries
    }

    /// The entries of a mapping whose names must be among `known`.
    pub(super) fn fields(&self, known: &[&str], problems: &mut Problems) -> Fields<'a> {
        let entries = self.entries(problems);
        for (name, node) in &entries {
            if !known.contains(&name.as_str()) {
                problems.push(node, format!("unknown field, expected one of {}", known.join(", ")));
            }
        }
        Fields { of: self.clone(), entries }
    }

    /// The items of a list.
    pub(super) fn items(&self, problems: &mut Problems) -> Vec<Node<'a>> {
        let YamlData::Sequence(items) = &self.yaml.data else {
            problems.push(self, format!("expected a list, got {}", self.kind()));
            return Vec::new();
        };
        let item = |(index, yaml)| Node { yaml, path: format!("{}[{index}]", self.path) };
        items.iter().enumerate().map(item).collect()
    }

    /// A list of texts.
    pub(super) fn texts(&self, problems: &mut Problems) -> Vec<String> {
        let items = self.items(problems);
        items.iter().filter_map(|item| item.text(problems)).collect()
    }

    /// A text, a number or a truth value, as text.
    pub(super) fn text(&self, problems: &mut Problems) -> Option<String> {
        let text = scalar_text(self.yaml);
        if text.is_none() {
            problems.push(self, format!("expected a text, got {}", self.kind()));
        }
        text
    }

    /// A scalar parsed as `T`; `rule` says what is expected.
    pub(super) fn parsed<T: FromStr>(&self, rule: &str, problems: &mut Problems) -> Option<T> {
        let text = self.text(problems)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            problems.push(self, format!("expected {rule}, got {text:?}"));
        }
        parsed
    }

    /// A scalar parsed as `T`, whose error says what is expected.
    pub(super) fn explained<T: FromStr<Err: Display>>(&self, problems: &mut Problems) -> Option<T> {
        match self.text(problems)?.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                problems.push(self, error.to_string());
                None
            }
        }
    }

    fn kind(&self) -> &'static str {
        match &self.yaml.data {
            YamlData::Mapping(_) => "a mapping",
            YamlData::Sequence(_) => "a list",
            YamlData::Value(Scalar::Null) => "nothing",
            YamlData::Value(_) => "a plain value",
            _ => "something that catalogs do not use",
        }
    }
}

/// The fields of a mapping.
pub(super) struct Fields<'a> {
    of: Node<'a>,
    entries: Vec<(String, Node<'a>)>,
}

impl<'a> Fields<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    pub(super) fn required(&self, name: &str, problems: &mut Problems) -> Option<&Node<'a>> {
        let found = self.get(name);
        if found.is_none() {
            problems.push(&self.of, format!("expected the field {name}, which is absent"));
        }
        found
    }
}

fn scalar_text(yaml: &MarkedYaml<'_>) -> Option<String> {
    match &yaml.data {
        YamlData::Value(Scalar::String(text)) => Some(text.to_string()),
        YamlData::Value(Scalar::Integer(number)) => Some(number.to_string()),
        YamlData::Value(Scalar::FloatingPoint(number)) => Some(number.to_string()),
        YamlData::Value(Scalar::Boolean(truth)) => Some(truth.to_string()),
        _ => None,
    }
}
