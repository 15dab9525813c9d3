//! A YAML document as nodes that know their place, and the problems found on the way.

use std::fmt::Display;
use std::str::FromStr;

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};
use saphyr_parser::{Event, Parser};

use super::error::Problem;
use super::format::{Presence, Section};
use super::limits::{
    DEPTH_MAX, FILE_BYTES_MAX, MESSAGE_BYTES_MAX, NAME_BYTES_MAX, NODES_MAX, PROBLEMS_MAX, SUGGESTIONS_MAX,
};
use super::place::{PartId, Place, Places, Step};

/// The problems found so far, and where each part of the document stands.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<Problem>,
    unlisted: usize,
    pub(super) places: Places,
}

impl Problems {
    pub(super) fn push(&mut self, node: &Node<'_>, message: impl Into<String>) {
        self.at(node.yaml.span.start, node.part, message);
    }

    fn at(&mut self, marker: Marker, part: PartId, message: impl Into<String>) {
        if self.found.len() < PROBLEMS_MAX {
            let path = self.places.path(part);
            let path = if path.is_empty() { "document".to_owned() } else { path };
            let Place { line, column } = place(marker);
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

fn place(marker: Marker) -> Place {
    Place { line: marker.line(), column: marker.col() + 1 }
}

/// A part of the document and its number.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) yaml: &'a MarkedYaml<'a>,
    pub(super) part: PartId,
}

/// Reads YAML text into its one document.
pub(super) fn document(text: &str) -> Result<MarkedYaml<'_>, Vec<Problem>> {
    let whole =
        |line, column, message: String| vec![Problem::new(line, column, "document".to_owned(), message)];
    if text.len() > FILE_BYTES_MAX {
        let message = format!("expected at most {FILE_BYTES_MAX} bytes, got {}", text.len());
        return Err(whole(1, 1, message));
    }
    bounded(text).map_err(|(place, message)| whole(place.line, place.column, message))?;
    let mut documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let place = place(*error.marker());
        whole(place.line, place.column, error.info().to_owned())
    })?;
    match (documents.pop(), documents.is_empty()) {
        (Some(document), true) => Ok(document),
        (_, true) => Err(whole(1, 1, "expected a document, got an empty file".to_owned())),
        (_, false) => Err(whole(1, 1, "expected one document, got several".to_owned())),
    }
}

/// Walks the file once before a tree is built of it: a tree of hostile text would be larger than the text,
/// or deeper than the stack.
fn bounded(text: &str) -> Result<(), (Place, String)> {
    let (mut depth, mut nodes) = (0_usize, 0_usize);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| (place(*error.marker()), error.info().to_owned()))?;
        let refused = |message: String| Err((place(span.start), message));
        match event {
            Event::Alias(_) => {
                return refused(
                    "aliases are not used in catalogs: say it under defaults or types".to_owned(),
                );
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        nodes += 1;
        if depth > DEPTH_MAX {
            return refused(format!("expected at most {DEPTH_MAX} levels of nesting"));
        }
        if nodes > NODES_MAX {
            return refused(format!("expected at most {NODES_MAX} mappings, lists, names and values"));
        }
    }
    Ok(())
}

impl<'a> Node<'a> {
    pub(super) fn root(yaml: &'a MarkedYaml<'a>) -> Self {
        Self { yaml, part: Places::ROOT }
    }

    /// The entries of a mapping, by name.
    pub(super) fn entries(&self, problems: &mut Problems) -> Vec<(String, Node<'a>)> {
        let YamlData::Mapping(mapping) = &self.yaml.data else {
            problems.push(self, format!("expected a mapping, got {}", self.kind()));
            return Vec::new();
        };
        for key in mapping.keys().filter(|key| name_of(key).is_none()) {
            let message = format!("expected a plain name of at most {NAME_BYTES_MAX} bytes as key");
            problems.at(key.span.start, self.part, message);
        }
        self.known_entries(problems)
    }

    /// The entries of a mapping that was walked before, so that nothing is reported twice.
    pub(super) fn known_entries(&self, problems: &mut Problems) -> Vec<(String, Node<'a>)> {
        let YamlData::Mapping(mapping) = &self.yaml.data else { return Vec::new() };
        let named = || mapping.iter().filter_map(|(key, value)| Some((name_of(key)?, key, value)));
        let steps = named().map(|(name, key, _)| (Step::Name(name.into()), place(key.span.start))).collect();
        let parts = problems.places.inside(self.part, steps);
        named().zip(parts).map(|((name, _, yaml), part)| (name, Node { yaml, part })).collect()
    }

    /// Whether a mapping has this key.
    pub(super) fn has_key(&self, name: &str) -> bool {
        let YamlData::Mapping(mapping) = &self.yaml.data else { return false };
        mapping.keys().any(|key| matches!(&key.data, YamlData::Value(Scalar::String(text)) if text == name))
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
        if matches!(self.yaml.data, YamlData::Mapping(_)) {
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
        let YamlData::Sequence(items) = &self.yaml.data else {
            problems.push(self, format!("expected a list, got {}", self.kind()));
            return Vec::new();
        };
        let steps = (0_u32..).zip(items).map(|(index, yaml)| (Step::Item(index), place(yaml.span.start)));
        let parts = problems.places.inside(self.part, steps.collect());
        items.iter().zip(parts).map(|(yaml, part)| Node { yaml, part }).collect()
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
        match &self.yaml.data {
            YamlData::Value(Scalar::Boolean(truth)) => Some(*truth),
            _ => {
                problems.push(self, format!("expected true or false, got {}", self.shown()));
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
        matches!(self.yaml.data, YamlData::Mapping(_))
    }

    pub(super) fn is_list(&self) -> bool {
        matches!(self.yaml.data, YamlData::Sequence(_))
    }

    fn shown(&self) -> String {
        scalar_text(self.yaml).map_or_else(|| self.kind().to_owned(), |text| format!("{text:?}"))
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

/// The text of a key, if it is a plain one of bounded length.
fn name_of(key: &MarkedYaml<'_>) -> Option<String> {
    scalar_text(key).filter(|name| name.len() <= NAME_BYTES_MAX)
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
