//! Events to try: valid examples, changed where a test wants it.

use serde_json::Value;
use tda_events::{AnyPayload, Catalog, Event, TdaEvent, TypedPayload, sample};

/// What programs are called that tests play.
pub(super) const SOURCE: &str = "test";

/// A valid event with a payload of type `T`, changed by `change`; its id and time are new, its source is `test`.
///
/// ```
/// use tda_client::testkit::make_event;
/// use tda_events::JobCompleted;
/// let event = make_event::<JobCompleted>(|data| data.job_id = "j7".into());
/// assert_eq!(event.data.job_id, "j7");
/// assert_ne!(event.event_id, make_event::<JobCompleted>(|_| ()).event_id);
/// ```
///
/// # Panics
/// Where the changed payload breaks its rules: says which.
#[track_caller]
pub fn make_event<T>(change: impl FnOnce(&mut T)) -> Event<T>
where
    T: TypedPayload + TryFrom<TdaEvent, Error = TdaEvent>,
{
    let Some(Ok(event)) = sample(T::EVENT_TYPE).map(Event::into_typed::<T>) else {
        panic!("there is no example of {}: please report this", T::EVENT_TYPE);
    };
    let mut data = event.data;
    change(&mut data);
    match Event::new(data) {
        Ok(event) => event.source(SOURCE),
        Err(faults) => panic!("no valid {}: {faults}", T::EVENT_TYPE),
    }
}

/// A valid event of a catalog by its type, in which `fields` (a JSON object) replace those of the example; `null` takes a
/// field away.
///
/// ```
/// use serde_json::json;
/// use tda_client::testkit::make_any_event;
/// use tda_events::Catalog;
/// let signal = make_any_event(Catalog::alphintra(), "trading.signal.generated", json!({"symbol": "ETHUSDT"}));
/// assert_eq!(signal.data.to_json()["symbol"], "ETHUSDT");
/// ```
///
/// # Panics
/// Where the catalog has no such event, `fields` is no object, or the payload breaks its rules: says which.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "callers write json!({..})")]
pub fn make_any_event(catalog: &Catalog, event_type: &str, fields: Value) -> Event<AnyPayload> {
    let Some(example) = catalog.sample(event_type) else {
        panic!("the catalog {} has no event {event_type}", catalog.system());
    };
    let (Value::Object(mut data), Value::Object(fields)) = (example.data.to_json().into_owned(), fields)
    else {
        panic!("the fields of {event_type} are no JSON object");
    };
    for (name, value) in fields {
        match value {
            Value::Null => drop(data.remove(&name)),
            value => drop(data.insert(name, value)),
        }
    }
    match catalog.any_event(event_type, Value::Object(data)) {
        Ok(event) => event.source(SOURCE),
        Err(faults) => panic!("no valid {event_type}: {faults}"),
    }
}
