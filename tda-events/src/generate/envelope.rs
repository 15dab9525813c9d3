//! Whole events as JSON has them: the envelope of their dialect around their payload, as one record.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::dialect::layout::{self, In, Layout, METADATA, What};
use crate::dialect::{Dialect, canonical};
use crate::schema::{Field, Presence, Record, Type};
use crate::version::SchemaVersion;

/// An event's record in the dialect that it is written in.
pub(super) struct Whole {
    pub(super) dialect: Dialect,
    pub(super) record: Arc<Record>,
}

/// The whole of `event_type`; nothing for what the catalog describes no payload of.
pub(super) fn of(catalog: &Catalog, event_type: &str) -> Option<Whole> {
    let dialect = dialect(catalog, event_type);
    let payload = payload(catalog, event_type)?;
    let record = match (dialect, Layout::of(dialect)) {
        (Dialect::FsmRecord, _) => task_event(payload, event_type),
        (_, Some(layout)) => laid_out(layout, payload, event_type),
        (_, None) => with_type(canonical::envelope_record(payload), &["event_type"], event_type),
    };
    Some(Whole { dialect, record: Arc::new(record) })
}

/// The dialect that the catalog's system writes `event_type` in.
pub(super) fn dialect(catalog: &Catalog, event_type: &str) -> Dialect {
    catalog.event_spec(event_type).map_or(Dialect::Canonical, |event| event.dialect)
}

/// The record of the payload alone.
pub(super) fn payload<'a>(catalog: &'a Catalog, event_type: &str) -> Option<&'a Arc<Record>> {
    catalog.record(event_type)
}

/// As Avro has it, but that in JSON headers stand among their neighbours and not in a map.
fn laid_out(layout: &'static Layout, payload: &Arc<Record>, event_type: &str) -> Record {
    let mut record = layout::envelope_record(layout, payload);
    match layout.headers {
        In::Top => record.fields.retain(|field| field.name != METADATA),
        In::Metadata => {
            for field in record.fields.iter_mut().filter(|field| field.name == METADATA) {
                if let Type::Record(metadata) = &field.ty {
                    let mut metadata = (**metadata).clone();
                    metadata.fields.retain(|field| field.name != "headers");
                    field.ty = Type::Record(Arc::new(metadata));
                }
            }
        }
    }
    let constant = |(name, value): &(&str, &str)| {
        Field::new(name, "Always the same.", only(name, value), Presence::Required, SchemaVersion::V1_0)
    };
    record.fields.splice(0..0, layout.constants.iter().map(constant));
    let slot = layout.slots.iter().find(|slot| slot.what == What::EventType);
    match slot {
        Some(slot) if slot.within == In::Metadata => with_type(record, &[METADATA, slot.name], event_type),
        Some(slot) => with_type(record, &[slot.name], event_type),
        None => record,
    }
}

/// The field service's record: ids beside the envelope, times in milliseconds, a payload of texts.
fn task_event(payload: &Record, event_type: &str) -> Record {
    let field = |name: &str, doc: &str, ty: Type, presence: Presence| {
        Field::new(name, doc, ty, presence, SchemaVersion::V1_0)
    };
    let required = |name: &str, doc: &str| field(name, doc, Type::short_name(), Presence::Required);
    let optional = |name: &str, doc: &str| field(name, doc, Type::short_name(), Presence::Optional);
    let metadata = vec![
        required("source", "Which program says so."),
        required("version", "Version of the schema, major.minor."),
        optional("correlation_id", "Ties together what one request set off."),
        optional("causation_id", "The event_id that this event answers."),
    ];
    let metadata = Record::new("EventMetadata", "About the event.", metadata);
    let own = |name: &str| payload.field(name).map_or(String::new(), |field| field.doc.clone());
    let symbol = event_type.replace('.', "_").to_ascii_uppercase();
    let values = Box::new(Type::text(0, crate::limits::VALUE_BYTES_MAX));
    let texts = Type::Map { values, entries_max: crate::limits::EXTENSIONS_MAX };
    let milliseconds = Type::Integer { width: crate::schema::Width::Long, min: i64::MIN, max: i64::MAX };
    let metadata = Type::Record(Arc::new(metadata));
    let fields = vec![
        required("event_id", "Unique per fact; a redelivery repeats it."),
        field("event_type", "What kind of fact it is.", only("event_type", &symbol), Presence::Required),
        required("task_id", &own("task_id")),
        field("project_id", &own("project_id"), Type::text(0, 256), Presence::Required),
        field("organization_id", &own("organization_id"), Type::text(0, 256), Presence::Required),
        optional("user_id", &own("user_id")),
        field("timestamp", "Milliseconds since 1970 in UTC.", milliseconds, Presence::Required),
        field("payload", &own("payload"), texts, Presence::Required),
        field("metadata", "About the event.", metadata, Presence::Required),
    ];
    Record::new(payload.name.strip_suffix("Data").unwrap_or(&payload.name), &payload.doc, fields)
}

/// `record`, where the field at `path` allows nothing but the type of the event.
fn with_type(mut record: Record, path: &[&str], event_type: &str) -> Record {
    let Some((first, rest)) = path.split_first() else { return record };
    for field in record.fields.iter_mut().filter(|field| field.name == *first) {
        field.ty = match &field.ty {
            Type::Record(inner) => Type::Record(Arc::new(with_type((**inner).clone(), rest, event_type))),
            _ => only(&field.name, event_type),
        };
    }
    record
}

/// The type of what is always `value`.
fn only(name: &str, value: &str) -> Type {
    Type::Enum { name: name.to_owned(), symbols: vec![value.to_owned()] }
}
