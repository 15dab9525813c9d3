//! [`AnyPayload`]: typed where this build has a type, otherwise as the catalog describes it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::sealed::{Scope, Walk};
use super::wire_form::WireForm;
use super::{Dynamic, Payload, TdaEvent};
use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::event::Event;
use crate::extensions::Overflow;
use crate::fault::{Faults, Invalid, Path};
use crate::schema::Record;
use crate::schema::validate::Strictness;

/// The payload of any event of any catalog: for programs that handle what they were not compiled for, such as
/// bindings to other languages.
///
/// ```
/// use serde_json::json;
/// use tda_events::{AnyPayload, Catalog, Dialect, Encoding, Event};
///
/// let job = Catalog::tda().any_event("job.cancelled", json!({"job_id": "j1", "reason": "no longer needed"}))?;
/// assert!(matches!(job.data, AnyPayload::Typed(_)));
/// let job = job.source("my-service");
/// let record = job.encode(Dialect::Canonical, Encoding::Json)?;
/// assert_eq!(Event::<AnyPayload>::decode(&record)?.data, job.data);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum AnyPayload {
    /// A payload of the TDA platform.
    Typed(Box<TdaEvent>),
    /// A payload of another system.
    Dynamic(Dynamic),
}

impl AnyPayload {
    /// Its schema.
    pub fn schema(&self) -> &Arc<Record> {
        Walk::record(self)
    }

    /// The payload as JSON: that of a typed one with times to the millisecond.
    pub fn to_json(&self) -> Cow<'_, Value> {
        match self {
            Self::Typed(payload) => Cow::Owned(payload.to_json()),
            Self::Dynamic(payload) => Cow::Borrowed(payload.to_json()),
        }
    }
}

impl Catalog {
    /// Like [`event`](Self::event), typed where this build has a type: rules that no single field can say are
    /// checked too.
    pub fn any_event(&self, event_type: &str, data: Value) -> Result<Event<AnyPayload>, Invalid> {
        self.any_event_in(Dialect::Canonical, event_type, data)
    }

    /// Like [`any_event`](Self::any_event), with the payload that `dialect` means by `event_type`.
    pub fn any_event_in(
        &self,
        dialect: Dialect,
        event_type: &str,
        data: Value,
    ) -> Result<Event<AnyPayload>, Invalid> {
        if (Scope { dialect, catalog: Some(self) }).is_tda() {
            let payload = TdaEvent::from_json_in(dialect, event_type, data)?;
            return Ok(Event::unchecked(payload.into()));
        }
        Ok(self.event_in(dialect, event_type, data)?.map(AnyPayload::Dynamic))
    }
}

/// The same call on whichever payload it is.
macro_rules! either {
    ($any:expr, $payload:ident => $call:expr) => {
        match $any {
            AnyPayload::Typed($payload) => $call,
            AnyPayload::Dynamic($payload) => $call,
        }
    };
}

impl Payload for AnyPayload {
    fn event_type(&self) -> &str {
        either!(self, payload => payload.event_type())
    }

    fn event_types() -> &'static [&'static str] {
        &[]
    }
}

impl Serialize for AnyPayload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        either!(self, payload => payload.serialize(serializer))
    }
}

impl Walk for AnyPayload {
    fn record_in<'c>(scope: Scope<'c>, event_type: &str) -> Option<&'c Arc<Record>> {
        if scope.is_tda() {
            TdaEvent::record_in(scope, event_type)
        } else {
            Dynamic::record_in(scope, event_type)
        }
    }

    fn deserialize_in<'de, D: Deserializer<'de>>(
        scope: Scope<'_>,
        event_type: &str,
        deserializer: D,
    ) -> Result<Self, D::Error> {
        if scope.is_tda() {
            TdaEvent::deserialize_in(scope, event_type, deserializer).map(Into::into)
        } else {
            Dynamic::deserialize_in(scope, event_type, deserializer).map(Into::into)
        }
    }

    fn record(&self) -> &Arc<Record> {
        either!(self, payload => payload.record())
    }

    fn belongs_to(&self, dialect: Dialect) -> bool {
        either!(self, payload => payload.belongs_to(dialect))
    }

    fn check(&self, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        either!(self, payload => payload.check(at, faults, strictness));
    }

    fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
        either!(self, payload => payload.collect(at, into));
    }

    fn restore(&mut self, at: &[String], value: Value) -> Option<Value> {
        either!(self, payload => payload.restore(at, value))
    }

    fn key_text(&self, field: &str) -> Option<Cow<'_, str>> {
        either!(self, payload => payload.key_text(field))
    }

    fn bulk_bytes(&self, form: &WireForm, is_json: bool) -> usize {
        either!(self, payload => payload.bulk_bytes(form, is_json))
    }

    fn serialize_in<S: Serializer>(&self, serializer: S, form: &WireForm) -> Result<S::Ok, S::Error> {
        either!(self, payload => payload.serialize_in(serializer, form))
    }
}

impl From<TdaEvent> for AnyPayload {
    fn from(payload: TdaEvent) -> Self {
        Self::Typed(Box::new(payload))
    }
}

impl From<Dynamic> for AnyPayload {
    fn from(payload: Dynamic) -> Self {
        Self::Dynamic(payload)
    }
}

impl From<Event<TdaEvent>> for Event<AnyPayload> {
    fn from(event: Event<TdaEvent>) -> Self {
        event.map(Into::into)
    }
}
