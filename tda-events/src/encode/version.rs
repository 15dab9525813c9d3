//! A payload in the version of its event.

use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::dialect::canonical::{data_at, is_versioned};
use crate::event::Event;
use crate::payload::dynamic::{Shaped, value_of};
use crate::payload::{LaidOut, Layout, Payload};
use crate::schema::{Record, lift};
use crate::version::SchemaVersion;

/// A payload to be written: as it is in memory, or lifted to a later major.
pub(crate) enum AtVersion<'a, T> {
    Current(LaidOut<'a, T>),
    Lifted { fields: Value, record: Arc<Record> },
}

impl<'a, T: Payload> AtVersion<'a, T> {
    pub(crate) fn of(event: &'a Event<T>, layout: Layout) -> Self {
        let (data, version) = (&event.data, event.schema_version);
        if version.major == SchemaVersion::CURRENT.major || !is_versioned(data.record()) {
            return Self::Current(LaidOut(data, layout));
        }
        let mut fields = value_of(data, layout);
        if let Value::Object(fields) = &mut fields {
            lift(event.event_type(), fields, SchemaVersion::CURRENT, version);
        }
        let record = data_at(data.record(), version).unwrap_or_else(|| Arc::clone(data.record()));
        Self::Lifted { fields, record }
    }
}

impl<T: Payload> Serialize for AtVersion<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Current(data) => data.serialize(serializer),
            Self::Lifted { fields, record } => Shaped::record(fields, record).serialize(serializer),
        }
    }
}
