//! Payloads: what each event says. A new event type is one `payload!` block and one line in `family.rs`.

mod define;
mod error;
mod family;
pub(crate) mod field;
mod job;
mod result;
mod sample;

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use serde::{Deserializer, Serialize};
use serde_json::Value;

use crate::extensions::{Extensions, Overflow};
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::schema::Record;
use crate::schema::validate::Strictness;

pub use error::{ErrorComputation, ErrorDetails};
pub use family::{ErrorEvent, JobEvent, ResultEvent, TdaEvent};
pub use job::{
    InlinePoints, InputData, JobCancelled, JobCompleted, JobFailed, JobProgress, JobQueued, JobStarted,
    JobSubmitted, Parameters, Priority, ResultSummary,
};
pub use result::{BettiNumbers, Interval, PersistenceDiagram, content_sha256};
pub use sample::sample;

/// What an [`Event`](crate::Event) can carry: one payload type, a family of them, or all of them.
///
/// Sealed: implemented by every payload struct, by [`JobEvent`] and its kin, and by [`TdaEvent`].
pub trait Payload: Clone + Debug + PartialEq + Serialize + Send + Sync + sealed::Walk + 'static {
    /// The type of event that this value is the payload of, such as `job.submitted`.
    fn event_type(&self) -> &'static str;

    /// Every event type that values of this Rust type can be the payload of.
    fn event_types() -> &'static [&'static str];
}

/// A payload of exactly one event type.
pub trait TypedPayload: Payload + Into<TdaEvent> {
    /// The type of event, such as `job.submitted`.
    const EVENT_TYPE: &'static str;

    /// The schema of the payload, as the current version has it.
    fn schema() -> &'static Arc<Record>;
}

pub(crate) mod sealed {
    use super::{Arc, Cow, Deserializer, Extensions, Faults, Overflow, Path, Record, Strictness, Value};

    /// How the envelope's code looks into a payload without knowing it.
    pub trait Walk: Sized {
        /// The schema of the payload of `event_type`, unless it is none of this Rust type's.
        #[doc(hidden)]
        fn record_of(event_type: &str) -> Option<&'static Arc<Record>>;

        /// Reads the payload of `event_type`, which is one of this Rust type's.
        #[doc(hidden)]
        fn deserialize_as<'de, D: Deserializer<'de>>(
            event_type: &str,
            deserializer: D,
        ) -> Result<Self, D::Error>;

        /// Checks every field against its rule.
        #[doc(hidden)]
        fn check(&self, at: &Path<'_>, faults: &mut Faults, strictness: Strictness);

        /// Gathers what the wire form at hand has no place for.
        #[doc(hidden)]
        fn collect(&self, at: &Path<'_>, into: &mut Overflow);

        /// Puts back what `collect` gathered; gives the value back where there is no such place.
        #[doc(hidden)]
        fn restore(&mut self, at: &[String], value: Value) -> Option<Value>;

        /// The text of a field for use in a key.
        #[doc(hidden)]
        fn key_text(&self, field: &str) -> Option<Cow<'_, str>>;

        /// Unknown fields of the payload itself.
        #[doc(hidden)]
        fn unknown_fields(&self) -> &Extensions;
    }
}

/// Refuses event types that no payload of this build has.
pub(crate) fn unknown_type(event_type: &str) -> Invalid {
    Invalid::one(Fault::new(
        "event_type",
        format!("one of {}", TdaEvent::event_types().join(", ")),
        crate::schema::validate::found_text(event_type),
    ))
}
