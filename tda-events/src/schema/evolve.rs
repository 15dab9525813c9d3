//! From one schema version to another: what each step changes, and the way there and back.
//!
//! ```text
//! 1.0 --> 1.1 --> 1.2 ==> 2.0      --> adds optional fields    ==> breaks readers of the old major
//! ```
//!
//! In memory a payload has the newest minor of major 1. A step that breaks is a bijection between JSON
//! objects, so an event passes through either version without loss.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::model::{Field, Record};
use crate::version::SchemaVersion;

/// What changes from one version to the next.
struct Step {
    to: SchemaVersion,
    renames: &'static [Rename],
}

/// A field of the payload that the newer version calls differently.
struct Rename {
    event_types: &'static [&'static str],
    older: &'static str,
    newer: &'static str,
}

/// The events that say where a job stands.
const JOB_STATUS_EVENTS: &[&str] =
    &["job.submitted", "job.queued", "job.started", "job.completed", "job.failed", "job.cancelled"];

/// Every step, in order. A further version is one line here.
const STEPS: [Step; 3] = [
    // Adds where the input lies, which results a job has, and which attempt it was.
    Step { to: SchemaVersion::V1_1, renames: &[] },
    // Adds figures to errors, a status to job events, and the packed layout of diagrams.
    Step { to: SchemaVersion::V1_2, renames: &[] },
    // A duration says its unit, as every other one does.
    Step {
        to: SchemaVersion::V2_0,
        renames: &[Rename {
            event_types: JOB_STATUS_EVENTS,
            older: "execution_time",
            newer: "execution_time_seconds",
        }],
    },
];

/// Lifts the payload of an event from the version `from` to the later version `to`.
///
/// Minor steps change nothing, since what they added is optional. Going to an earlier version is
/// [`lower`]; where `to` is not later, nothing happens.
///
/// ```
/// use serde_json::json;
/// use tda_events::{SchemaVersion, schema};
/// let mut data = json!({"job_id": "j1", "execution_time": 2.5});
/// let object = data.as_object_mut().expect("an object");
/// schema::lift("job.completed", object, SchemaVersion::V1_0, SchemaVersion::V2_0);
/// assert_eq!(data, json!({"job_id": "j1", "execution_time_seconds": 2.5}));
/// ```
pub fn lift(event_type: &str, data: &mut Map<String, Value>, from: SchemaVersion, to: SchemaVersion) {
    for step in STEPS.iter().filter(|step| from < step.to && step.to <= to) {
        for rename in step.renames_of(event_type) {
            swap_names(data, rename.older, rename.newer);
        }
    }
}

/// Lowers the payload of an event from the version `from` to the earlier version `to`: the reverse of
/// [`lift`].
///
/// Fields that `to` does not know yet stay, as unknown ones.
pub fn lower(event_type: &str, data: &mut Map<String, Value>, from: SchemaVersion, to: SchemaVersion) {
    for step in STEPS.iter().rev().filter(|step| to < step.to && step.to <= from) {
        for rename in step.renames_of(event_type) {
            swap_names(data, rename.newer, rename.older);
        }
    }
}

/// `record`, the payload of `event_type` in its newest form of major 1, as `version` has it; `None` for a
/// version that does not exist.
pub fn record_at(event_type: &str, record: &Record, version: SchemaVersion) -> Option<Arc<Record>> {
    if !SchemaVersion::ALL.contains(&version) {
        return None;
    }
    let mut record = record.at_version(version);
    for step in STEPS.iter().filter(|step| step.to <= version) {
        for rename in step.renames_of(event_type) {
            for field in record.fields.iter_mut().filter(|field| field.name == rename.older) {
                *field = Field { name: rename.newer.to_owned(), since: step.to, ..field.clone() };
            }
        }
    }
    Some(record.into())
}

impl Step {
    fn renames_of<'a>(&self, event_type: &'a str) -> impl Iterator<Item = &'static Rename> + use<'a> {
        self.renames.iter().filter(move |rename| rename.event_types.contains(&event_type))
    }
}

/// Exchanges two names, each value staying in its place.
///
/// An exchange has a reverse whatever the object holds: an unknown field that has the other name already is
/// not lost but takes over the free one, and comes back.
fn swap_names(data: &mut Map<String, Value>, one: &str, other: &str) {
    if !data.contains_key(one) && !data.contains_key(other) {
        return;
    }
    let renamed = std::mem::take(data).into_iter().map(|(name, value)| match name.as_str() {
        name if name == one => (other.to_owned(), value),
        name if name == other => (one.to_owned(), value),
        _ => (name, value),
    });
    *data = renamed.collect();
}
