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
#[derive(Debug)]
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
            swap_names(data, rename);
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
            swap_names(data, rename);
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

/// What a version calls the fields of a payload, where it differs from what they are called in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Vec<&'static Rename>);

impl Names {
    /// The names of `version`. It allocates nothing for a version of major 1.
    pub(crate) fn of(event_type: &str, version: SchemaVersion) -> Self {
        let steps = STEPS.iter().filter(|step| step.to <= version && SchemaVersion::CURRENT < step.to);
        Self(steps.flat_map(|step| step.renames_of(event_type)).collect())
    }

    pub(crate) fn are_those_in_memory(&self) -> bool {
        self.0.is_empty()
    }

    /// The name on the wire of a field called `name` in memory.
    pub(crate) fn on_the_wire<'a>(&self, name: &'a str) -> &'a str {
        self.0.iter().fold(name, |name, rename| rename.swap(name))
    }

    /// The name in memory of a field called `name` on the wire.
    pub(crate) fn in_memory<'a>(&self, name: &'a str) -> &'a str {
        self.0.iter().rev().fold(name, |name, rename| rename.swap(name))
    }
}

impl Rename {
    /// The other of its two names for one of them, any further name as it is: an exchange, so that it has a
    /// reverse whatever an object holds.
    fn swap<'a>(&self, name: &'a str) -> &'a str {
        match name {
            name if name == self.older => self.newer,
            name if name == self.newer => self.older,
            name => name,
        }
    }
}

impl Step {
    fn renames_of<'a>(&self, event_type: &'a str) -> impl Iterator<Item = &'static Rename> + use<'a> {
        self.renames.iter().filter(move |rename| rename.event_types.contains(&event_type))
    }
}

/// Exchanges two names, each value staying in its place.
///
/// An unknown field that has the other name already is not lost but takes over the free one, and comes back.
fn swap_names(data: &mut Map<String, Value>, rename: &Rename) {
    if data.contains_key(rename.older) || data.contains_key(rename.newer) {
        let entries = std::mem::take(data).into_iter();
        *data = entries.map(|(name, value)| (rename.swap(&name).to_owned(), value)).collect();
    }
}
