//! The payload classes that other languages have: one for each typed payload of the TDA platform.

use std::sync::Arc;

use tda_events::{
    Dialect, Payload as _, TdaEvent,
    schema::{Field, Record},
};

/// A field that only exists on the wire: in memory a diagram's intervals are in one place, whatever their layout.
const WIRE_ONLY: &str = "packed";

/// A payload that gets a class.
pub(super) struct PayloadClass {
    /// What the class is called.
    pub(super) name: String,
    /// The type of its event.
    pub(super) event_type: &'static str,
    /// The first dialect that means this payload by the event type: mostly the canonical one.
    pub(super) dialect: Dialect,
    /// Its schema.
    pub(super) record: &'static Arc<Record>,
}

/// Every payload, in the order of the event types.
pub(super) fn classes() -> Vec<PayloadClass> {
    let mut classes: Vec<PayloadClass> = Vec::new();
    for event_type in TdaEvent::event_types() {
        for dialect in Dialect::ALL {
            let Some(record) = TdaEvent::schema_in(*dialect, event_type) else { continue };
            if classes.iter().all(|known| !Arc::ptr_eq(known.record, record)) {
                let name = class_name(record).to_owned();
                classes.push(PayloadClass { name, event_type, dialect: *dialect, record });
            }
        }
    }
    classes
}

/// The fields of a class.
pub(super) fn fields(record: &Record) -> impl Iterator<Item = &Field> {
    record.fields.iter().filter(|field| field.name != WIRE_ONLY)
}

/// A payload's record is called like its Rust struct but for the last word.
pub(super) fn class_name(record: &Record) -> &str {
    record.name.strip_suffix("Data").filter(|name| *name != "Input").unwrap_or(&record.name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_event_has_a_class_and_no_name_stands_twice() {
        let classes = classes();
        let names: BTreeSet<_> = classes.iter().map(|class| &class.name).collect();
        assert_eq!(names.len(), classes.len());
        let covered: BTreeSet<_> = classes.iter().map(|class| class.event_type).collect();
        assert_eq!(covered, TdaEvent::event_types().iter().copied().collect());
    }
}
