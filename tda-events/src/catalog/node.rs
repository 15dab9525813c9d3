//! Reading the parts of a document, and the problems found on the way.

use std::fmt::Display;
use std::str::FromStr;

use super::error::Problem;
use super::format::{Presence, Section};
use super::limits::{MESSAGE_BYTES_MAX, PROBLEMS_MAX, SUGGESTIONS_MAX};
use super::place::Place;
use super::tree::{Kind, PartId, ROOT, Tree};

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<Problem>,
    unlisted: usize,
}

impl Problems {
    pub(super) fn push(&mut self, node: &Node<'_>, message: impl Into<String>) {
        if self.found.len() < PROBLEMS_MAX {
            let path = node.tree.path(node.part);
            let path = if path.is_empty() { "document".to_owned() } else { path };
            let Place { line, column } = node.tree.value_place(node.part);
            self.found.push(Problem::new(line, column, path, cut(message.into())));
        } else {
            self.unlisted += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// In the order of the file, and how many there were beyond those.
    pub(super) fn into_sorted(mut self) -> (Vec<Problem>, usize) {
        self.found.sort_by_key(|problem| (problem.line, problem.column));
        (self.found, self.unlisted)
    }
}

/// A message of bounded length: it may show what the file holds.
fn cut(mut message: String) -> String {
    if message.len() > MESSAGE_BYTES_MAX {
        let end = (0..=MESSAGE_BYTES_MAX).rev().find(|at| message.is_char_boundary(*at));
        message.truncate(end.unwrap_or_default());
        message.push('…');
    }
    message
}

/// A part of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    tree: &'a Tree,
    part: PartId,
}

impl<'a> Node<'a> {
    pub(super) fn root(tree: &'a Tree) -> Self {
        Self { tree, part: ROOT }
    }

    /// The entries of a mapping, by name.
    pub(super) fn entries(&self, problems: &mut Problems) -> Vec<(String, Node<'a>)> {
        if !self.is_mapping() {
            problems.push(self, format!("expected a mapping, got {}", self.what()));
        }
        self.known_entries()
    }

    /// The entries of a mapping that was looked at before, so that nothing is reported twice.
    pub(super) fn known_entries(&self) -> Vec<(String, Node<'a>)> {
        if !self.is_mapping() {
            return Vec::new();
        }
        self.inside().map(|node| (node.tree.name(node.part).to_owned(), node)).collect()
    }

    fn inside(&self) -> impl Iterator<Item = Node<'a>> {
        let tree = self.tree;
        tree.inside(self.part).map(move |part| Node { tree, part })
    }

    /// Whether a mapping has this key.
    pub(super) fn has_key(&self, name: &str) -> bool {
        self.is_mapping() && self.inside().any(|node| node.tree.name(node.part) == name)
    }

    /// The entries of a mapping whose names must be those of `section`.
    pub(super) fn fields(&self, section: &Section, problems: &mut Problems) -> Fields<'a> {
        let entries = self.entries(problems);
        for (name, node) in &entries {
            if !section.keys.iter().any(|key| key.name == name) {
                let known = section.keys.iter().map(|key| key.name);
                problems.push(node, format!("unknown field, {}", nearest(name, known)));
            }
        }
        let fields = Fields { entries };
        if self.is_mapping() {
            for key in section.keys.iter().filter(|key| key.presence == Presence::Required) {
                if fields.get(key.name).is_none() {
                    problems.push(self, format!("expected the field {}, which is absent", key.name));
                }
            }
        }
        fields
    }

    /// The items of a list.
    pub(super) fn items(&self, problems: &mut Problems) -> Vec<Node<'a>> {
        if !self.is_list() {
            problems.push(self, format!("expected a list, got {}", self.what()));
            return Vec::new();
        }
        self.inside().collect()
    }

    /// A list of texts.
    pub(super) fn texts(&self, problems: &mut Problems) -> Vec<String> {
        let items = self.items(problems);
        items.iter().filter_map(|item| item.text(problems)).collect()
    }

    /// A text, a number or a truth value, as text.
    pub(super) fn text(&self, problems: &mut Problems) -> Option<String> {
        let text = self.tree.value(self.part);
        if text.is_none() {
            problems.push(self, format!("expected a text, got {}", self.what()));
        }
        text.map(str::to_owned)
    }

    /// One of a few words.
    pub(super) fn word(&self, words: &[&'static str], problems: &mut Problems) -> Option<&'static str> {
        let text = self.text(problems)?;
        let found = words.iter().find(|word| **word == text).copied();
        if found.is_none() {
            problems.push(self, format!("{}, got {text:?}", nearest(&text, words.iter().copied())));
        }
        found
    }

    /// A whole number between `min` and `max`.
    pub(super) fn integer(&self, min: u64, max: u64, problems: &mut Problems) -> Option<u64> {
        let text = self.text(problems)?;
        let number = text.parse().ok().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            let got = if text.parse::<i128>().is_ok() { text } else { format!("{text:?}") };
            problems.push(self, format!("expected integer {min}..={max}, got {got}"));
        }
        number
    }

    /// A finite number.
    pub(super) fn number(&self, problems: &mut Problems) -> Option<f64> {
        let text = self.text(problems)?;
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            problems.push(self, format!("expected a finite number, got {text:?}"));
        }
        number
    }

    pub(super) fn boolean(&self, problems: &mut Problems) -> Option<bool> {
        let plain = (self.tree.kind(self.part) == Kind::Plain).then(|| self.tree.value(self.part)).flatten();
        match plain {
            Some("true" | "True" | "TRUE") => Some(true),
            Some("false" | "False" | "FALSE") => Some(false),
            _ => {
                let shown = self.tree.value(self.part).map(|text| format!("{text:?}"));
                let shown = shown.unwrap_or_else(|| self.what().to_owned());
                problems.push(self, format!("expected true or false, got {shown}"));
                None
            }
        }
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

    pub(super) fn is_mapping(&self) -> bool {
        self.tree.kind(self.part) == Kind::Mapping
    }

    pub(super) fn is_list(&self) -> bool {
        self.tree.kind(self.part) == Kind::List
    }

    fn what(&self) -> &'static str {
        match self.tree.kind(self.part) {
            Kind::Mapping => "a mapping",
            Kind::List => "a list",
            Kind::Null => "nothing",
            Kind::Plain | Kind::Quoted => "a plain value",
        }
    }
}

/// The fields of a mapping.
pub(super) struct Fields<'a> {
    entries: Vec<(String, Node<'a>)>,
}

impl<'a> Fields<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    /// The field read by `read`, or the default of `T` where it is absent.
    pub(super) fn read<T: Default>(
        &self,
        name: &str,
        problems: &mut Problems,
        read: impl FnOnce(&Node<'a>, &mut Problems) -> T,
    ) -> T {
        self.get(name).map(|node| read(node, problems)).unwrap_or_default()
    }

    pub(super) fn text(&self, name: &str, problems: &mut Problems) -> Option<String> {
        self.get(name)?.text(problems)
    }

    /// A line of words for people; empty where it is absent.
    pub(super) fn words(&self, name: &str, problems: &mut Problems) -> String {
        self.text(name, problems).unwrap_or_default()
    }

    pub(super) fn texts(&self, name: &str, problems: &mut Problems) -> Vec<String> {
        self.read(name, problems, Node::texts)
    }
}

/// What a word that nobody knows was perhaps meant to be.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let distance = |other: &str| strsim::damerau_levenshtein(word, other);
    // A long foreign word is no slip of the finger, and comparing it costs the product of the lengths.
    let close = known
        .clone()
        .take(SUGGESTIONS_MAX)
        .filter(|other| word.len() <= 64 && other.len() <= 64)
        .map(|other| (distance(other), other))
        .min();
    match close {
        Some((slips, other)) if slips * 3 <= word.len().max(3) => format!("did you mean {other}?"),
        _ => format!("expected one of {}", known.take(SUGGESTIONS_MAX).collect::<Vec<_>>().join(", ")),
    }
}
