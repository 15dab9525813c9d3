//! Whole events: the envelope of their dialect around their payload, as one record.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::dialect::{Dialect, canonical};
use crate::schema::{Record, Type};

/// An event's record in the dialect that it is written in.
pub(super) struct Whole {
    pub(super) dialect: Dialect,
    pub(super) record: Arc<Record>,
}

/// The whole of `event_type`; nothing for what the catalog describes no payload of.
pub(super) fn of(catalog: &Catalog, event_type: &str) -> Option<Whole> {
    let dialect = dialect(catalog, event_type);
    let payload = payload(catalog, event_type)?;
    let record = canonical::envelope_record(payload);
    Some(Whole { dialect, record: Arc::new(with_type(record, &["event_type"], event_type)) })
}

/// The dialect that the catalog's system writes `event_type` in.
pub(super) fn dialect(catalog: &Catalog, event_type: &str) -> Dialect {
    catalog.event_spec(event_type).map_or(Dialect::Canonical, |event| event.dialect)
}

/// The record of the payload alone.
pub(super) fn payload<'a>(catalog: &'a Catalog, event_type: &str) -> Option<&'a Arc<Record>> {
    catalog.record(event_type).filter(|record| !record.fields.is_empty())
}

/// `record`, where the field at `path` allows nothing but the type of the event.
fn with_type(mut record: Record, path: &[&str], event_type: &str) -> Record {
    let Some((first, rest)) = path.split_first() else { return record };
    for field in record.fields.iter_mut().filter(|field| field.name == *first) {
        field.ty = match &field.ty {
            Type::Record(inner) => Type::Record(Arc::new(with_type((**inner).clone(), rest, event_type))),
            _ => Type::Enum { name: format!("{}Type", record.name), symbols: vec![event_type.to_owned()] },
        };
    }
    record
}
