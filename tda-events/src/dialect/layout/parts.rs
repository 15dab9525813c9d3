//! An event taken apart for a layout: what has a place in the envelope, and what goes to the extension place.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{In, Layout, METADATA, Slot, What};
use crate::content_type::{self, JSON};
use crate::dialect::canonical::{ENVELOPE_NAMES, EXTENSIONS};
use crate::encode::{EncodeError, Writing};
use crate::encoding::json::json_text;
use crate::event::Event;
use crate::extensions::{Overflow, Wanted};
use crate::fault::{Fault, Invalid, Path};
use crate::limits::EXTENSIONS_MAX;
use crate::payload::Payload;
use crate::peek::Peek;

/// What the wire at hand has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// Texts by name only, as Kafka headers are.
    Attributes,
    /// The fields of a schema and no others.
    Avro,
    Json,
}

/// The parts of an event.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) envelope: Peek<'a>,
    /// Slots with their values, in the layout's order.
    pub(crate) slots: Vec<(&'static Slot, Cow<'a, Value>)>,
    /// Fields that hold the same in most events: as they were kept, otherwise the layout's.
    pub(crate) constants: Vec<(&'a str, &'a str)>,
    /// Headers in place, by their names on the wire.
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    /// Further entries of `metadata`.
    pub(crate) metadata: Vec<(&'a str, &'a Value)>,
    /// Further fields at the top.
    pub(crate) fields: Vec<(&'a str, &'a Value)>,
    /// The extension place.
    pub(crate) place: Vec<(String, String)>,
    /// Fields of this dialect's own that have no place at hand.
    rest: Map<String, Value>,
}

impl<'a> Parts<'a> {
    pub(crate) fn of<T: Payload>(
        layout: &'static Layout,
        writing: &Writing<'a, T>,
        room: Room,
        wanted: Wanted,
    ) -> Result<Self, EncodeError> {
        let event = writing.event;
        let own = event.extensions.get(layout.own).and_then(Value::as_object);
        let mut parts = Self::empty(envelope(event, writing.source));
        parts.take_headers(layout, event, room);
        parts.take_slots(layout, own, room);
        parts.constants = layout.constants.iter().map(|(name, usual)| (*name, *usual)).collect();
        match own {
            Some(own) if own.is_empty() => parts.place.push((pointer(layout.own), "{}".to_owned())),
            Some(own) => {
                parts.take_constants(own);
                parts.take_own(layout, own, room);
            }
            None => {}
        }
        parts.take_unknown(layout, event, room);
        let mut overflow = Overflow::new(wanted, event.schema_version, writing.layout);
        event.data.collect(&Path::ROOT.name("data"), &mut overflow);
        parts.place.append(&mut overflow.entries);
        if !parts.rest.is_empty() {
            let rest = Value::Object(std::mem::take(&mut parts.rest));
            parts.place.push((format!("/{}", layout.own), rest.to_string()));
        }
        if parts.place.len() > EXTENSIONS_MAX {
            let rule = format!("at most {EXTENSIONS_MAX} entries in the extension place");
            return Err(Invalid::one(Fault::new("extensions", rule, parts.place.len().to_string())).into());
        }
        Ok(parts)
    }

    fn empty(envelope: Peek<'a>) -> Self {
        Self {
            envelope,
            slots: Vec::new(),
            constants: Vec::new(),
            headers: Vec::new(),
            metadata: Vec::new(),
            fields: Vec::new(),
            place: Vec::new(),
            rest: Map::new(),
        }
    }

    /// Headers in place; all of them in the extension place where order or names would be lost, null for
    /// those that are in place too.
    fn take_headers<T: Payload>(&mut self, layout: &Layout, event: &'a Event<T>, room: Room) {
        for (name, value) in event.headers.iter() {
            let wire = layout.wire(name);
            if layout.memory(wire) == name && layout.is_header(wire, value) {
                self.headers.push((wire, value));
            }
        }
        if room == Room::Avro {
            // Headers with a field of their own are read first.
            let field = |wire: &str| layout.avro_headers.iter().position(|name| *name == wire);
            self.headers.sort_by_key(|(wire, _)| field(wire).unwrap_or(usize::MAX));
        }
        let placed = self.headers.iter().map(|(wire, value)| (layout.memory(wire), *value));
        if placed.eq(event.headers.iter()) {
            return;
        }
        let order = event.headers.iter().map(|(name, value)| {
            let is_placed = self.headers.iter().any(|(wire, _)| layout.memory(wire) == name);
            (name.to_owned(), if is_placed { Value::Null } else { Value::from(value) })
        });
        let order = Value::Object(order.collect());
        self.place.push(("/headers".to_owned(), order.to_string()));
    }

    fn take_slots(&mut self, layout: &'static Layout, own: Option<&'a Map<String, Value>>, room: Room) {
        for slot in layout.slots {
            let kept = own.and_then(|own| kept(own, slot));
            let ours = layout.spell(slot.what, &self.envelope);
            if let Some(kept) =
                kept.filter(|kept| room.holds(kept) && self.means_the_same(layout, slot, kept))
            {
                self.slots.push((slot, Cow::Borrowed(kept)));
            } else if let Some(ours) = ours {
                self.place_unspelled(layout, slot, &ours);
                self.slots.push((slot, Cow::Owned(Value::String(ours))));
            }
        }
    }

    /// Whether a spelling that was kept is still one of what the envelope says, and not our own.
    fn means_the_same(&self, layout: &Layout, slot: &Slot, kept: &Value) -> bool {
        let text = match kept {
            Value::String(text) => Cow::Borrowed(text),
            Value::Number(number) => Cow::Owned(number.to_string()),
            _ => return false,
        };
        let mut read = self.envelope.clone();
        let is_same = layout.take(slot.what, &text, &mut read).is_ok() && read == self.envelope;
        let is_ours =
            matches!(kept, Value::String(text) if layout.spell(slot.what, &read).as_ref() == Some(text));
        is_same && !is_ours && slot.what != What::Timestamp
    }

    /// Where a slot's text does not say all of it, the rest of the truth goes to the extension place.
    fn place_unspelled(&mut self, layout: &Layout, slot: &Slot, ours: &str) {
        let mut read = self.envelope.clone();
        let told = layout.take(slot.what, ours, &mut read).is_ok() && read == self.envelope;
        let full = match slot.what {
            What::EventId => Some(&self.envelope.event_id),
            What::CorrelationId => self.envelope.correlation_id.as_ref(),
            What::CausationId => self.envelope.causation_id.as_ref(),
            _ => None,
        };
        if let Some(full) = full.filter(|_| !told) {
            self.place.push((format!("/{}", slot.what.name()), Value::from(full.as_ref()).to_string()));
        }
    }

    /// A media type of JSON that was kept is as good as ours.
    fn take_constants(&mut self, own: &'a Map<String, Value>) {
        for (name, usual) in &mut self.constants {
            let kept = own.get(*name).and_then(Value::as_str);
            let kept = kept.filter(|kept| kept != usual && *name == "datacontenttype");
            *usual = kept.filter(|kept| content_type::parse(kept).is_json == Some(true)).unwrap_or(usual);
        }
    }

    /// What only this dialect has, as far as reading would find it here again.
    fn take_own(&mut self, layout: &Layout, own: &'a Map<String, Value>, room: Room) {
        for (name, value) in own {
            if let (In::Metadata, METADATA, Value::Object(entries)) = (layout.headers, name.as_str(), value) {
                let mut rest = Map::new();
                for (name, value) in entries {
                    let is_slot =
                        layout.slots.iter().any(|slot| slot.within == In::Metadata && slot.name == name);
                    if is_slot && self.is_written(name, In::Metadata, value) {
                        continue;
                    }
                    if room == Room::Json && !is_slot && self.is_free(layout, name, value) {
                        self.metadata.push((name, value));
                    } else {
                        rest.insert(name.clone(), value.clone());
                    }
                }
                if !rest.is_empty() || entries.is_empty() {
                    self.rest.insert(name.clone(), Value::Object(rest));
                }
                continue;
            }
            if self.is_written(name, In::Top, value) {
                continue;
            }
            let is_ours = match layout.headers {
                In::Top => room != Room::Avro && !value.is_null() && self.is_free(layout, name, value),
                In::Metadata => {
                    room == Room::Json && (ENVELOPE_NAMES.contains(&name.as_str()) || name == layout.own)
                }
            };
            if is_ours && room.holds(value) && !layout.is_top_name(name) {
                self.fields.push((name, value));
            } else {
                self.rest.insert(name.clone(), value.clone());
            }
        }
    }

    /// Whether a slot or a constant was written as it was kept.
    fn is_written(&self, name: &str, within: In, value: &Value) -> bool {
        let constant = self.constants.iter().find(|(constant, _)| *constant == name);
        let is_kept = |written: &str| value == written && name == "datacontenttype" && written != JSON;
        let is_constant = within == In::Top && constant.is_some_and(|(_, written)| is_kept(written));
        is_constant
            || self.slots.iter().any(|(slot, written)| {
                slot.name == name
                    && slot.within == within
                    && matches!(written, Cow::Borrowed(kept) if *kept == value)
            })
    }

    /// Whether an entry beside the headers is neither one of them nor would be taken for one.
    fn is_free(&self, layout: &Layout, name: &str, value: &Value) -> bool {
        let is_header = matches!(value, Value::String(text) if layout.is_header(name, text));
        !is_header && self.headers.iter().all(|(taken, _)| *taken != name)
    }

    /// Unknown fields of the envelope, and what reading left without a place.
    fn take_unknown<T: Payload>(&mut self, layout: &Layout, event: &'a Event<T>, room: Room) {
        for (name, value) in event.extensions.iter() {
            if name == EXTENSIONS {
                self.take_left(value);
            } else if name == layout.own {
                if !value.is_object() {
                    self.place.push((pointer(name), json_text(value)));
                }
            } else if room == Room::Json && layout.headers == In::Metadata && !layout.is_top_name(name) {
                self.fields.push((name, value));
            } else {
                self.place.push((pointer(name), json_text(value)));
            }
        }
    }

    /// Entries of an extension place that meant nothing to the reader. Those that could mean something to
    /// the next one are wrapped.
    fn take_left(&mut self, left: &Value) {
        let mut wrapped = Map::new();
        for (name, value) in left.as_object().into_iter().flatten() {
            match value {
                Value::String(text) if !name.starts_with('/') => {
                    self.place.push((name.clone(), text.clone()));
                }
                other => drop(wrapped.insert(name.clone(), other.clone())),
            }
        }
        if !wrapped.is_empty() {
            self.place.push(("/extensions".to_owned(), json_text(&Value::Object(wrapped))));
        }
    }
}

impl Room {
    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Attributes => value.as_str().is_some_and(super::cloudevents::is_text),
            Self::Avro => false,
            Self::Json => true,
        }
    }
}

/// The spelling of a slot that was kept on reading.
fn kept<'a>(own: &'a Map<String, Value>, slot: &Slot) -> Option<&'a Value> {
    match slot.within {
        In::Top => own.get(slot.name),
        In::Metadata => own.get(METADATA)?.get(slot.name),
    }
}

fn pointer(name: &str) -> String {
    Path::ROOT.name(name).pointer()
}

/// The envelope without headers.
fn envelope<'a, T: Payload>(event: &'a Event<T>, source: &'a str) -> Peek<'a> {
    Peek {
        schema_version: event.schema_version,
        event_id: Cow::Borrowed(&event.event_id),
        timestamp: event.timestamp,
        event_type: Cow::Borrowed(event.event_type()),
        source: Cow::Borrowed(source),
        correlation_id: event.correlation_id.as_deref().map(Cow::Borrowed),
        causation_id: event.causation_id.as_deref().map(Cow::Borrowed),
        headers: Vec::new(),
    }
}
