//! The named types of a catalog's events, each once and each with a name of its own.

use std::sync::Arc;

use super::envelope;
use crate::catalog::{Catalog, Topic};
use crate::dialect::Dialect;
use crate::schema::{Record, Type};

/// An event as it stands on its topic.
pub(super) struct EventType<'a> {
    pub(super) event_type: &'a str,
    pub(super) topic: &'a Topic,
    pub(super) dialect: Dialect,
    /// The whole event, its payload included. The field that holds the event's type is an enum of one symbol.
    pub(super) record: Arc<Record>,
    /// Name of `record` among [`Types`].
    pub(super) name: String,
}

/// Everything that the events of a catalog are made of.
pub(super) struct Types<'a> {
    pub(super) events: Vec<EventType<'a>>,
    /// Records by unique name; a record stands before those that it is made of.
    pub(super) records: Vec<(String, Arc<Record>)>,
    /// Enums of more than one symbol, by unique name.
    pub(super) enums: Vec<(String, Vec<String>)>,
}

impl<'a> Types<'a> {
    /// The events of `catalog` in the order of its topics.
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        let mut types = Self { events: Vec::new(), records: Vec::new(), enums: Vec::new() };
        for topic in catalog.topics() {
            for event_type in topic.events() {
                let Some(event) = envelope::of(catalog, event_type) else { continue };
                let name = types.add_record(&event.record);
                let (record, dialect) = (event.record, event.dialect);
                types.events.push(EventType { event_type, topic, dialect, record, name });
            }
        }
        types
    }

    /// The name that stands for `record`.
    pub(super) fn record_name<'b>(&'b self, record: &'b Record) -> &'b str {
        let found = self.records.iter().find(|(_, known)| **known == *record);
        found.map_or(&record.name, |(name, _)| name)
    }

    /// The name that stands for an enum of these symbols.
    pub(super) fn enum_name<'b>(&'b self, wanted: &'b str, symbols: &[String]) -> &'b str {
        let found = self.enums.iter().find(|(name, known)| known == symbols && is_name_of(name, wanted));
        found.map_or(wanted, |(name, _)| name)
    }

    fn add_record(&mut self, record: &Arc<Record>) -> String {
        if let Some((name, _)) = self.records.iter().find(|(_, known)| known == record) {
            return name.clone();
        }
        let name = self.unique(&record.name);
        self.records.push((name.clone(), Arc::clone(record)));
        for field in &record.fields {
            self.add_type(&field.ty);
        }
        name
    }

    fn add_type(&mut self, ty: &Type) {
        match ty {
            Type::Record(record) => drop(self.add_record(record)),
            Type::Enum { name, symbols } => self.add_enum(name, symbols),
            Type::Array { items, .. } => self.add_type(items),
            Type::Map { values, .. } => self.add_type(values),
            Type::Union(types) => types.iter().for_each(|ty| self.add_type(ty)),
            _ => {}
        }
    }

    fn add_enum(&mut self, name: &str, symbols: &[String]) {
        let is_known = self.enums.iter().any(|(known, same)| same == symbols && is_name_of(known, name));
        if symbols.len() > 1 && !is_known {
            let name = self.unique(name);
            self.enums.push((name, symbols.to_vec()));
        }
    }

    /// `name`, with the first number behind it that makes it new.
    fn unique(&self, name: &str) -> String {
        let is_taken = |name: &str| {
            self.records.iter().any(|(taken, _)| taken == name)
                || self.enums.iter().any(|(taken, _)| taken == name)
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(|name| !is_taken(name)).unwrap_or_default()
    }
}

/// Whether `name` is `wanted` or `wanted` with a number.
fn is_name_of(name: &str, wanted: &str) -> bool {
    name.strip_prefix(wanted).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The one value that a type allows.
pub(super) fn only_symbol(ty: &Type) -> Option<&str> {
    match ty {
        Type::Enum { symbols, .. } => match symbols.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        _ => None,
    }
}
