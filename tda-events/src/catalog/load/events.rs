//! Events and their payloads.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use super::super::event::EventSpec;
use super::super::format::EVENT;
use super::super::node::{Fields, Node, Problems, nearest};
use super::super::notation::upper_camel;
use super::dialect_of;
use super::topics::field_type;
use super::types::Types;
use crate::dialect::Dialect;
use crate::limits::NAME_BYTES_MAX;
use crate::payload::{Payload as _, TdaEvent};
use crate::schema::Record;

/// The events read so far. Typed events join where a topic names them.
#[derive(Debug)]
pub(super) struct Events {
    specs: Vec<EventSpec>,
    /// Where each stands in `specs`.
    places: HashMap<String, usize>,
    /// Wire shape of events that name none.
    dialect: Dialect,
    /// Events that name one.
    chosen: HashMap<String, Dialect>,
}

impl Deref for Events {
    type Target = Vec<EventSpec>;

    fn deref(&self) -> &Vec<EventSpec> {
        &self.specs
    }
}

pub(super) fn events<'a>(fields: &Fields<'a>, dialect: Dialect, problems: &mut Problems) -> Events {
    let mut types = Types::new(fields, problems);
    let mut events = Events { dialect, specs: Vec::new(), places: HashMap::new(), chosen: HashMap::new() };
    for (event_type, node) in fields.read("events", problems, Node::entries) {
        let spec = event(event_type, &node, &mut types, &mut events.chosen, dialect, problems);
        spec.into_iter().for_each(|spec| events.push(spec));
    }
    types.check_unused(problems);
    check_names(fields, &events.specs, problems);
    events
}

fn event<'a>(
    event_type: String,
    node: &Node<'a>,
    types: &mut Types<'a>,
    chosen: &mut HashMap<String, Dialect>,
    dialect: Dialect,
    problems: &mut Problems,
) -> Option<EventSpec> {
    let fields = node.fields(&EVENT, problems);
    check_event_type(&event_type, node, problems);
    let summary = fields.words("summary", problems);
    let own = dialect_of(&fields, &EVENT, problems);
    chosen.extend(own.map(|dialect| (event_type.clone(), dialect)));
    let (record, mut sensitive) = match fields.get("payload") {
        Some(node) => {
            let (record, sensitive) = types.payload(node, &upper_camel(&event_type), &summary, problems);
            (Some(Arc::new(record)), sensitive)
        }
        None => (typed(&event_type), Vec::new()),
    };
    let Some(record) = record else {
        problems.push(
            node,
            "expected the field payload, which only the typed events of tda-stream may leave out",
        );
        return None;
    };
    for item in fields.read("sensitive", problems, Node::items) {
        let Some(path) = item.text(problems) else { continue };
        if !is_field(&record, &path) {
            let known = record.fields.iter().map(|field| field.name.as_str());
            problems.push(&item, format!("{event_type} has no field {path}, {}", nearest(&path, known)));
        } else if !sensitive.contains(&path) {
            sensitive.push(path);
        }
    }
    let typed = fields.get("payload").is_none();
    Some(EventSpec { event_type, summary, dialect: own.unwrap_or(dialect), record, sensitive, typed })
}

/// Whether `path`, such as `items[].name`, leads to a field.
fn is_field(record: &Record, path: &str) -> bool {
    let plain = path.replace("[]", "");
    field_type(record, &plain).is_some()
        || path.contains("[]") && record.field(plain.split('.').next().unwrap_or_default()).is_some()
}

fn typed(event_type: &str) -> Option<Arc<Record>> {
    TdaEvent::schema(event_type).cloned()
}

/// Generated code calls events by names without dots.
fn check_names(fields: &Fields<'_>, specs: &[EventSpec], problems: &mut Problems) {
    let nodes: HashMap<String, Node<'_>> =
        fields.get("events").map(Node::known_entries).unwrap_or_default().into_iter().collect();
    let mut seen: HashMap<String, &str> = HashMap::new();
    for spec in specs {
        let name = upper_camel(&spec.event_type);
        if let (Some(other), Some(node)) = (seen.get(&name), nodes.get(&spec.event_type)) {
            problems.push(node, format!("{other} and {} are both called {name} in code", spec.event_type));
        }
        seen.insert(name, &spec.event_type);
    }
}

fn check_event_type(name: &str, node: &Node<'_>, problems: &mut Problems) {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let starts = name.bytes().next().is_some_and(|first| first.is_ascii_alphabetic());
    if !starts || name.len() > NAME_BYTES_MAX || !name.bytes().all(letter) {
        let rule =
            format!("event types are a letter and up to {} more of [a-zA-Z0-9._-]", NAME_BYTES_MAX - 1);
        problems.push(node, format!("{rule}, got {name:?}"));
    }
}

impl Events {
    fn push(&mut self, spec: EventSpec) {
        self.places.insert(spec.event_type.clone(), self.specs.len());
        self.specs.push(spec);
    }

    /// The event that a topic names; `dialect` is the topic's.
    pub(super) fn named(
        &mut self,
        event_type: &str,
        dialect: Option<Dialect>,
        item: &Node<'_>,
        problems: &mut Problems,
    ) -> Option<&EventSpec> {
        let at = match self.places.get(event_type) {
            Some(at) => *at,
            None => self.join(event_type, item, problems)?,
        };
        let chosen = self.chosen.contains_key(event_type);
        let spec = self.specs.get_mut(at)?;
        if let Some(dialect) = dialect
            && !chosen
        {
            spec.dialect = dialect;
        }
        Some(spec)
    }

    fn join(&mut self, event_type: &str, item: &Node<'_>, problems: &mut Problems) -> Option<usize> {
        let Some(record) = typed(event_type) else {
            let names = self.specs.iter().map(|event| event.event_type.as_str());
            let names = names.chain(TdaEvent::event_types().iter().copied());
            let hint = nearest(event_type, names);
            let hint = if hint.starts_with("did") { hint } else { "give it a payload there".to_owned() };
            problems.push(item, format!("{event_type} is not under events, {hint}"));
            return None;
        };
        self.push(EventSpec {
            event_type: event_type.to_owned(),
            summary: record.doc.clone(),
            dialect: self.dialect,
            record,
            sensitive: Vec::new(),
            typed: true,
        });
        Some(self.specs.len() - 1)
    }

    pub(super) fn into_specs(self) -> Vec<EventSpec> {
        self.specs
    }
}
