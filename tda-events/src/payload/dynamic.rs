//! [`Dynamic`]: a payload whose schema is data, not a Rust type.

mod shape;

pub(crate) use shape::Shaped;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize as _, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::family::Checked as _;
use super::sealed::{Scope, Walk};
use super::wire_form::WireForm;
use super::{Layout, Payload, TdaEvent};
use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::dialect::canonical::is_versioned;
use crate::encoding::json::Tree;
use crate::event::Event;
use crate::extensions::{Overflow, Wanted};
use crate::fault::{Fault, Faults, Invalid, Path, pointer_names};
use crate::schema::validate::{Strictness, check_record, found_text};
use crate::schema::{Record, Type};
use crate::version::SchemaVersion;

/// A payload that a catalog describes: the event's type, its schema and its fields as JSON.
///
/// Fields stand in the schema's order, defaults are filled in, whole numbers stand as doubles where doubles
/// are meant, infinities are `"inf"` and `"-inf"`, and times are RFC 3339 text in UTC. Fields that the schema
/// lacks stand behind the others.
///
/// ```
/// use serde_json::json;
/// use tda_events::{Catalog, Dialect, Dynamic, Encoding, Event};
///
/// let event = Catalog::tda().event("job.cancelled", json!({"job_id": "j1", "reason": "no longer needed"}))?;
/// let record = event.source("my-service").encode(Dialect::Canonical, Encoding::Json)?;
/// let event: Event<Dynamic> = Event::decode(&record)?;
/// assert_eq!(event.event_type(), "job.cancelled");
/// assert_eq!(event.data.get("job_id"), Some(&json!("j1")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dynamic {
    event_type: String,
    record: Arc<Record>,
    /// Always an object.
    fields: Value,
}

impl PartialEq for Dynamic {
    fn eq(&self, other: &Self) -> bool {
        self.event_type == other.event_type && self.fields == other.fields
    }
}

impl Dynamic {
    fn new(event_type: &str, record: &Arc<Record>, data: Value) -> Self {
        let fields = shape::in_order(data, record);
        Self { event_type: event_type.to_owned(), record: Arc::clone(record), fields }
    }

    /// The field called `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    /// Every field by name.
    pub fn fields(&self) -> &Map<String, Value> {
        static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        self.fields.as_object().unwrap_or(&NONE)
    }

    /// The payload as JSON, times to the microsecond.
    pub fn to_json(&self) -> &Value {
        &self.fields
    }

    /// The payload as JSON, times to the microsecond.
    pub fn into_json(self) -> Value {
        self.fields
    }

    /// Its schema.
    pub fn schema(&self) -> &Arc<Record> {
        &self.record
    }
}

impl Catalog {
    /// An event of this catalog, with a fresh id and the clock's time. Lists every fault of `data`, a JSON
    /// object; fields that the schema lacks are kept.
    ///
    /// ```
    /// use serde_json::json;
    /// use tda_events::Catalog;
    /// let faults = Catalog::tda().event("job.progress", json!({"job_id": "j1", "current_stage": 2})).unwrap_err();
    /// assert_eq!(faults.to_string(), "data.progress_percentage: expected finite number 0..=100, got nothing; \
    ///     data.current_stage: expected text of 1..=256 bytes, got 2");
    /// ```
    pub fn event(&self, event_type: &str, data: Value) -> Result<Event<Dynamic>, Invalid> {
        self.event_in(Dialect::Canonical, event_type, data)
    }

    /// Like [`event`](Self::event), with the payload that `dialect` means by `event_type`.
    pub fn event_in(
        &self,
        dialect: Dialect,
        event_type: &str,
        data: Value,
    ) -> Result<Event<Dynamic>, Invalid> {
        let scope = Scope { dialect, catalog: Some(self) };
        let record = Dynamic::record_in(scope, event_type).ok_or_else(|| {
            let rule = format!("an event of the catalog {}", self.system());
            Invalid::one(Fault::new("event_type", rule, found_text(event_type)))
        })?;
        let data = Dynamic::new(event_type, record, data);
        data.checked(Strictness::Writing)?;
        Ok(Event::unchecked(data))
    }
}

impl Payload for Dynamic {
    fn event_type(&self) -> &str {
        &self.event_type
    }

    fn event_types() -> &'static [&'static str] {
        &[]
    }
}

impl Serialize for Dynamic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shaped::record(&self.fields, &self.record).serialize(serializer)
    }
}

impl Walk for Dynamic {
    fn record_in<'c>(scope: Scope<'c>, event_type: &str) -> Option<&'c Arc<Record>> {
        match scope.catalog {
            Some(catalog) if !scope.is_tda() => catalog.record(event_type),
            _ => TdaEvent::schema_in(scope.dialect, event_type),
        }
    }

    fn deserialize_in<'de, D: Deserializer<'de>>(
        scope: Scope<'_>,
        event_type: &str,
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let record = Self::record_in(scope, event_type)
            .ok_or_else(|| serde::de::Error::custom(format_args!("unknown event type {event_type:?}")))?;
        let data = Tree::deserialize(deserializer)?.0;
        Ok(Self::new(event_type, record, data))
    }

    fn record(&self) -> &Arc<Record> {
        &self.record
    }

    fn belongs_to(&self, dialect: Dialect) -> bool {
        // One event type has two payloads on the TDA platform; all others mean the same everywhere.
        let typed = TdaEvent::schema(&self.event_type).filter(|typed| Arc::ptr_eq(typed, &self.record));
        typed.is_none_or(|typed| {
            TdaEvent::schema_in(dialect, &self.event_type).is_some_and(|there| Arc::ptr_eq(there, typed))
        })
    }

    fn check(&self, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
        check_record(&self.fields, &self.record, at, faults, strictness);
        shape::check_unknown(&self.fields, &self.record, at, faults);
    }

    fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
        // Versions of other systems' events are their own.
        if is_versioned(&self.record) {
            shape::collect_newer(&self.fields, &self.record, at, into);
        }
        shape::collect_record(&self.fields, &self.record, at, into);
    }

    fn restore(&mut self, at: &[String], value: Value) -> Option<Value> {
        shape::restore(&mut self.fields, &Type::Record(Arc::clone(&self.record)), at, value)
    }

    fn serialize_in<S: Serializer>(&self, serializer: S, form: &WireForm) -> Result<S::Ok, S::Error> {
        Shaped::payload(&self.fields, &self.record, form).serialize(serializer)
    }

    fn key_text(&self, field: &str) -> Option<Cow<'_, str>> {
        match field.split('.').try_fold(&self.fields, |value, name| value.get(name))? {
            Value::String(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) if !number.is_f64() => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }
}

impl From<TdaEvent> for Dynamic {
    /// The same payload without its Rust type. Microseconds of its times are kept.
    fn from(event: TdaEvent) -> Self {
        Self::new(event.event_type(), Walk::record(&event), value_of(&event))
    }
}

/// A payload as JSON with everything that it holds: microseconds too.
pub(crate) fn value_of<T: Payload>(data: &T) -> Value {
    // The payload has text keys and no value without JSON, so this does not fail.
    let mut value = serde_json::to_value(data).unwrap_or_default();
    let mut finer = Overflow::new(Wanted::Microseconds, SchemaVersion::CURRENT, Layout::Records);
    data.collect(&Path::ROOT, &mut finer);
    let ty = Type::Record(Arc::clone(data.record()));
    for (pointer, text) in finer.entries {
        if let (Some(names), Ok(finer)) = (pointer_names(&pointer), text.parse()) {
            shape::restore(&mut value, &ty, &names, finer);
        }
    }
    value
}
