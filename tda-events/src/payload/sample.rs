//! A valid example of every event, the same each time but for its id and time.

mod error;
mod job;
mod result;
mod system;
mod upload;

use super::{JobSubmittedStatus, TdaEvent, TypedPayload as _};
use crate::dialect::Dialect;
use crate::event::Event;
use crate::time::Timestamp;

const JOB: &str = "job-0001";
const USER: &str = "user-0001";
const RESULT: &str = "result-0001";
const ALGORITHM: &str = "vietoris_rips";
/// SHA-256 of nothing.
const CHECKSUM: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A valid example of the event called `event_type`, with a fresh id and the clock's time; `None` for a name
/// that no event has.
///
/// ```
/// let event = tda_events::sample("job.submitted").expect("a known event");
/// assert_eq!(event.event_type(), "job.submitted");
/// assert!(tda_events::sample("job.forgotten").is_none());
/// ```
pub fn sample(event_type: &str) -> Option<Event<TdaEvent>> {
    sample_in(Dialect::Canonical, event_type)
}

/// Like [`sample`], with the payload that `dialect` means by `event_type`; `None` also for an event that the
/// dialect does not carry.
pub fn sample_in(dialect: Dialect, event_type: &str) -> Option<Event<TdaEvent>> {
    let payload = match (dialect, event_type) {
        (Dialect::MetadataPayload, JobSubmittedStatus::EVENT_TYPE) => Some(job::submitted_status()),
        _ => job::payload(event_type)
            .or_else(|| result::payload(event_type))
            .or_else(|| upload::payload(event_type))
            .or_else(|| error::payload(event_type))
            .or_else(|| system::payload(event_type)),
    };
    let payload = payload.filter(|payload| super::sealed::Walk::belongs_to(payload, dialect))?;
    let event = Event::unchecked(payload);
    Some(event.source("tda-sample").correlation_id("request-0001").header("user_id", USER))
}

/// The sixth second past eight in the morning of a day in 2026, and so many milliseconds.
fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_microseconds(1_795_248_006_000_000 + 1_000 * milliseconds).unwrap_or(Timestamp::MIN)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn object(value: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    match value {
        serde_json::Value::Object(object) => object,
        _ => serde_json::Map::new(),
    }
}
