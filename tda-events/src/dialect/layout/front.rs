//! An envelope as it stands on the wire, its payload aside.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{In, Layout, METADATA, What};
use crate::dialect::canonical::{ENVELOPE_NAMES, EXTENSIONS, restore_one};
use crate::encoding::json::Tree;
use crate::event::Event;
use crate::extensions::Extensions;
use crate::fault::{Faults, Path};
use crate::headers::Headers;
use crate::limits::{EXTENSIONS_MAX, HEADERS_MAX};
use crate::payload::Payload;
use crate::peek::Peek;
use crate::schema::validate::found;
use crate::time::Timestamp;
use crate::version::SchemaVersion;

/// An envelope that was read.
#[derive(Debug)]
pub(crate) struct Front {
    layout: &'static Layout,
    /// The envelope with its headers.
    pub(crate) envelope: Peek<'static>,
    /// What only this dialect has, in the shape of the wire.
    own: Map<String, Value>,
    unknown: Map<String, Value>,
    /// The extension place.
    pub(crate) place: Vec<(String, String)>,
}

impl Front {
    /// Takes everything but the payload out of `whole`. Faults are named as the wire names things.
    pub(crate) fn read(layout: &'static Layout, mut whole: Map<String, Value>, faults: &mut Faults) -> Self {
        let metadata = (layout.headers == In::Metadata).then(|| whole.shift_remove(METADATA)).flatten();
        let mut metadata = match metadata {
            Some(Value::Object(metadata)) => metadata,
            None | Some(Value::Null) => Map::new(),
            Some(other) => {
                faults.push(&Path::ROOT.name(METADATA), "object", found(&other));
                Map::new()
            }
        };
        let mut front = Self::empty(layout);
        // What names the schema is told by the others, so it comes last.
        let (schema, others): (Vec<_>, Vec<_>) =
            layout.slots.iter().partition(|slot| slot.what == What::Schema);
        for slot in others.into_iter().chain(schema) {
            let raw = match slot.within {
                In::Top => whole.shift_remove(slot.name),
                In::Metadata => metadata.shift_remove(slot.name),
            };
            front.slot(slot, raw.filter(|raw| !raw.is_null()), faults);
        }
        for (name, usual) in layout.constants {
            match whole.shift_remove(*name) {
                Some(raw) if raw == *usual || raw.is_null() => {}
                Some(raw) if *name == "specversion" => {
                    faults.push(&Path::ROOT.name(name), "the text \"1.0\"", found(&raw));
                }
                Some(raw) => front.keep(In::Top, name, raw),
                None => {}
            }
        }
        front.take_place(whole.shift_remove(layout.extensions));
        match layout.headers {
            In::Top => front.entries(whole, In::Top),
            In::Metadata => {
                front.entries(metadata, In::Metadata);
                front.fields(whole);
            }
        }
        front
    }

    pub(super) fn empty(layout: &'static Layout) -> Self {
        let envelope = Peek {
            schema_version: SchemaVersion::V1_0,
            event_id: Cow::Borrowed(""),
            timestamp: Timestamp::MIN,
            event_type: Cow::Borrowed(""),
            source: Cow::Borrowed(""),
            correlation_id: None,
            causation_id: None,
            headers: Vec::new(),
        };
        Self { layout, envelope, own: Map::new(), unknown: Map::new(), place: Vec::new() }
    }

    /// Reads one slot; keeps its spelling where ours would be another.
    fn slot(&mut self, slot: &super::Slot, raw: Option<Value>, faults: &mut Faults) {
        let metadata = Path::ROOT.name(METADATA);
        let at = if slot.within == In::Top { Path::ROOT.name(slot.name) } else { metadata.name(slot.name) };
        let Some(raw) = raw else {
            if slot.what.is_required() {
                faults.push(&at, "text", "nothing");
            }
            return;
        };
        let text = match &raw {
            Value::String(text) => Cow::Borrowed(text),
            Value::Number(number) if slot.what != What::Timestamp => Cow::Owned(number.to_string()),
            other => return faults.push(&at, "text", found(other)),
        };
        if let Err(rule) = self.layout.take(slot.what, &text, &mut self.envelope) {
            return faults.push(&at, rule, found(&raw));
        }
        let spelled = self.layout.spell(slot.what, &self.envelope);
        let is_ours = matches!(&raw, Value::String(text) if spelled.as_ref() == Some(text));
        if !is_ours && slot.what != What::Timestamp {
            self.keep(slot.within, slot.name, raw);
        }
    }

    /// Keeps what only this dialect has.
    fn keep(&mut self, within: In, name: &str, value: Value) {
        match within {
            In::Top => drop(self.own.insert(name.to_owned(), value)),
            In::Metadata => {
                let metadata = self.own.entry(METADATA).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(metadata) = metadata {
                    metadata.insert(name.to_owned(), value);
                }
            }
        }
    }

    /// The entries among which headers stand.
    fn entries(&mut self, entries: Map<String, Value>, within: In) {
        for (name, value) in entries {
            match value {
                Value::String(text)
                    if self.envelope.headers.len() < HEADERS_MAX && self.layout.is_header(&name, &text) =>
                {
                    let name = self.layout.memory(&name).to_owned();
                    self.envelope.headers.push((name.into(), text.into()));
                }
                // An attribute that is null is absent.
                Value::Null if within == In::Top => {}
                other => self.keep(within, &name, other),
            }
        }
    }

    /// Fields at the top that the layout has no name for.
    fn fields(&mut self, fields: Map<String, Value>) {
        for (name, value) in fields {
            if ENVELOPE_NAMES.contains(&name.as_str()) || name == self.layout.own {
                self.keep(In::Top, &name, value);
            } else {
                self.unknown.insert(name, value);
            }
        }
    }

    fn take_place(&mut self, raw: Option<Value>) {
        let entries = match &raw {
            None | Some(Value::Null) => return,
            Some(Value::Object(entries)) => texts(entries),
            Some(Value::String(text)) if self.layout.is_cloudevents() => {
                serde_json::from_str::<Map<String, Value>>(text).ok().as_ref().and_then(texts)
            }
            Some(_) => None,
        };
        match (entries, raw) {
            (Some(entries), _) => self.place = entries,
            (None, Some(raw)) => self.keep(In::Top, self.layout.extensions, raw),
            (None, None) => {}
        }
        self.settle_slots();
    }

    /// Slots whose text could not hold what they say have it in the extension place.
    fn settle_slots(&mut self) {
        for slot in self.layout.slots {
            let pointer = format!("/{}", slot.what.name());
            let Some(at) = self.place.iter().position(|(name, _)| *name == pointer) else { continue };
            let spelled = self.layout.spell(slot.what, &self.envelope);
            let Ok(text) = serde_json::from_str::<String>(&self.place[at].1) else { continue };
            let mut settled = self.envelope.clone();
            match slot.what {
                What::EventId => settled.event_id = text.into(),
                What::CorrelationId => settled.correlation_id = Some(text.into()),
                What::CausationId => settled.causation_id = Some(text.into()),
                _ => continue,
            }
            if spelled.is_some() && self.layout.spell(slot.what, &settled) == spelled {
                self.envelope = settled;
                self.own.shift_remove(slot.name);
                self.place.remove(at);
            }
        }
    }

    /// The headers in the order that the extension place says, with those that had no place.
    pub(crate) fn settle_headers(&mut self) {
        let Some(at) = self.place.iter().position(|(name, _)| name == "/headers") else { return };
        let Ok(order) = serde_json::from_str::<Map<String, Value>>(&self.place[at].1) else { return };
        self.place.remove(at);
        let mut given = std::mem::take(&mut self.envelope.headers);
        for (name, value) in order {
            match value {
                Value::String(text) => self.envelope.headers.push((name.into(), text.into())),
                _ => {
                    if let Some(at) = given.iter().position(|(given, _)| *given == name) {
                        self.envelope.headers.push(given.remove(at));
                    }
                }
            }
        }
        for (name, value) in given {
            if self.envelope.headers.iter().all(|(taken, _)| *taken != name) {
                self.envelope.headers.push((name, value));
            }
        }
    }

    /// The event around `data`, everything in its place; not yet checked.
    pub(crate) fn into_event<T: Payload>(mut self, data: T) -> Event<T> {
        self.settle_headers();
        let owned = |(name, value): (Cow<'_, str>, Cow<'_, str>)| (name.into_owned(), value.into_owned());
        let envelope = self.envelope;
        let mut event = Event {
            schema_version: envelope.schema_version,
            event_id: envelope.event_id.into_owned(),
            timestamp: envelope.timestamp,
            source: Some(envelope.source.into_owned()),
            correlation_id: envelope.correlation_id.map(Cow::into_owned),
            causation_id: envelope.causation_id.map(Cow::into_owned),
            headers: Headers::from_entries(envelope.headers.into_iter().map(owned).collect()),
            data,
            extensions: Extensions::default(),
        };
        let (mut left, own_pointer) = (Map::new(), format!("/{}", self.layout.own));
        let mut is_named = !self.own.is_empty();
        for (pointer, text) in self.place {
            match Tree::parse(text.as_bytes()).map(|tree| tree.0) {
                Ok(Value::Object(entries)) if pointer == "/extensions" => left.extend(entries),
                Ok(Value::Object(entries)) if pointer == own_pointer => {
                    is_named = true;
                    merge(&mut self.own, entries);
                }
                _ if restore_one(&mut event, &pointer, &text) => {}
                _ => drop(left.insert(pointer, Value::String(text))),
            }
        }
        for (name, value) in self.unknown {
            event.extensions.insert(name, value);
        }
        if is_named {
            event.extensions.insert(self.layout.own.to_owned(), Value::Object(self.own));
        }
        if !left.is_empty() {
            event.extensions.insert(EXTENSIONS.to_owned(), Value::Object(left));
        }
        event
    }
}

/// Adds what the wire had no place for to what it had.
fn merge(own: &mut Map<String, Value>, more: Map<String, Value>) {
    for (name, value) in more {
        match (own.get_mut(&name), value) {
            (Some(Value::Object(mine)), Value::Object(more)) => mine.extend(more),
            (_, value) => drop(own.insert(name, value)),
        }
    }
}

/// An object of texts as an extension place, within bounds.
fn texts(entries: &Map<String, Value>) -> Option<Vec<(String, String)>> {
    if entries.len() > EXTENSIONS_MAX {
        return None;
    }
    entries.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}
