//! Payloads: what each event says. A new event type is one `payload!` block and one line in `family.rs`.

mod any;
mod blob;
mod define;
pub(crate) mod dynamic;
mod error;
mod family;
pub(crate) mod field;
mod job;
mod layout;
mod result;
mod sample;
mod stream;
mod system;
mod upload;
pub(crate) mod wire_form;

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use serde::{Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::dialect::canonical::is_versioned;
use crate::extensions::Overflow;
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::schema::validate::Strictness;
use crate::schema::{Names, Record};
use crate::version::SchemaVersion;

pub use any::AnyPayload;
pub use blob::Blob;
pub use dynamic::Dynamic;
pub use error::{
    ErrorComputation, ErrorDetails, ErrorResource, ErrorSystem, ErrorTimeout, ErrorValidation, Violation,
};
pub use family::{ErrorEvent, JobEvent, ResultEvent, SystemEvent, TdaEvent, UploadEvent};
pub use job::{
    InlinePoints, InputData, JobCancelled, JobCompleted, JobFailed, JobProgress, JobQueued, JobStarted,
    JobStatus, JobSubmitted, JobSubmittedStatus, Parameters, Priority, ResultSummary,
};
pub use layout::Layout;
pub use result::{
    BettiNumbers, FiltrationData, Interval, PackedColumns, PersistenceDiagram, ResultCached, ResultGenerated,
    ResultMetadata, Visualization, content_sha256,
};
pub use sample::{sample, sample_in};
pub use stream::{ErrorOccurred, FileProcessed, FileUploaded, FileValidated, WarningIssued};
pub use system::{
    AdminAlert, EventSeverity, HealthStatus, SystemError, SystemHealthCheck, SystemMetric, UserNotification,
};
pub use upload::{
    Bounds, DataFormat, UploadCompleted, UploadFailed, UploadProcessed, UploadProgress, UploadStarted,
    UploadValidated,
};

/// The dialects of events that only the TDA pipeline knows.
const PIPELINE: &[Dialect] =
    &[Dialect::Canonical, Dialect::CamelCase, Dialect::CloudEvents, Dialect::CloudEventsBinary];
/// The dialects of events that the TDA platform integration knows alone.
const INTEGRATION: &[Dialect] = &[Dialect::MetadataPayload];
/// The dialects of events that both know.
const EVERYWHERE: &[Dialect] = &[
    Dialect::Canonical,
    Dialect::MetadataPayload,
    Dialect::CamelCase,
    Dialect::CloudEvents,
    Dialect::CloudEventsBinary,
];

use wire_form::WireForm;

/// What an [`Event`](crate::Event) can carry: one payload type, a family of them, or all of them.
///
/// Sealed: implemented by every payload struct, by [`JobEvent`] and its kin, by [`TdaEvent`], and by
/// [`Dynamic`].
pub trait Payload: Clone + Debug + PartialEq + Serialize + Send + Sync + sealed::Walk + 'static {
    /// The type of event that this value is the payload of, such as `job.submitted`.
    fn event_type(&self) -> &str;

    /// Every event type that values of this Rust type can be the payload of; none for [`Dynamic`], which takes
    /// what its catalog knows.
    fn event_types() -> &'static [&'static str];
}

/// A payload of exactly one event type.
pub trait TypedPayload: Payload + Into<TdaEvent> {
    /// The type of event, such as `job.submitted`.
    const EVENT_TYPE: &'static str;

    /// The dialects in which events of this type carry this payload.
    const DIALECTS: &'static [Dialect] = Dialect::ALL;

    /// The schema of the payload, as the current version has it.
    fn schema() -> &'static Arc<Record>;
}

pub(crate) mod sealed {
    use super::{
        Arc, Catalog, Cow, Deserializer, Dialect, Faults, Overflow, Path, Record, Serialize, Serializer,
        Strictness, Value, WireForm,
    };

    /// What decides which payload an event type means: the dialect, and for dynamic payloads the catalog.
    #[derive(Clone, Copy, Debug)]
    pub struct Scope<'c> {
        pub(crate) dialect: Dialect,
        /// `None` stands for the typed events of the TDA platform.
        pub(crate) catalog: Option<&'c Catalog>,
    }

    /// How the envelope's code looks into a payload without knowing it.
    pub trait Walk: Sized + Serialize {
        /// The schema of the payload of `event_type`, unless it is none of this Rust type's in this scope.
        #[doc(hidden)]
        fn record_in<'c>(scope: Scope<'c>, event_type: &str) -> Option<&'c Arc<Record>>;

        /// Reads the payload of `event_type`, which is one of this Rust type's in this scope.
        #[doc(hidden)]
        fn deserialize_in<'de, D: Deserializer<'de>>(
            scope: Scope<'_>,
            event_type: &str,
            deserializer: D,
        ) -> Result<Self, D::Error>;

        /// The schema of this very payload.
        #[doc(hidden)]
        fn record(&self) -> &Arc<Record>;

        /// Whether `dialect` means this payload by the event's type.
        #[doc(hidden)]
        fn belongs_to(&self, dialect: Dialect) -> bool;

        /// Checks every field against its rule.
        #[doc(hidden)]
        fn check(&self, at: &Path<'_>, faults: &mut Faults, strictness: Strictness);

        /// Gathers what the wire form at hand has no place for.
        #[doc(hidden)]
        fn collect(&self, at: &Path<'_>, into: &mut Overflow);

        /// Puts back what `collect` gathered; gives the value back where there is no such place.
        #[doc(hidden)]
        fn restore(&mut self, at: &[String], value: Value) -> Option<Value>;

        /// The text of a field for use in a key; dots lead into records and free JSON.
        #[doc(hidden)]
        fn key_text(&self, field: &str) -> Option<Cow<'_, str>>;

        /// About how many bytes it takes beyond the usual, so that a long value is not moved as it grows.
        #[doc(hidden)]
        fn bulk_bytes(&self, _form: &WireForm, _is_json: bool) -> usize {
            0
        }

        /// Writes the payload in another than its usual form.
        #[doc(hidden)]
        fn serialize_in<S: Serializer>(&self, serializer: S, form: &WireForm) -> Result<S::Ok, S::Error>;
    }
}

impl sealed::Scope<'_> {
    /// Whether the event type means anything here.
    pub(crate) fn knows(self, event_type: &str) -> bool {
        <Dynamic as sealed::Walk>::record_in(self, event_type).is_some()
            || TdaEvent::schema(event_type).is_some()
    }

    /// Whether payloads of this schema are read from `version`. Versions of other systems' events are their
    /// own.
    pub(crate) fn reads(self, record: &Arc<Record>, version: SchemaVersion) -> bool {
        SchemaVersion::newest_of(version.major).is_some() || !is_versioned(record)
    }

    /// Reads a payload that was written in `version`.
    pub(crate) fn read_at<'de, T: Payload, D: Deserializer<'de>>(
        self,
        event_type: &str,
        version: SchemaVersion,
        deserializer: D,
    ) -> Result<T, D::Error> {
        // Up to the current version every field has its name in memory.
        if version <= SchemaVersion::CURRENT {
            return T::deserialize_in(self, event_type, deserializer);
        }
        let is_versioned = T::record_in(self, event_type).is_some_and(is_versioned);
        let names = if is_versioned { Names::of(event_type, version) } else { Names::default() };
        wire_form::read(self, event_type, &names, deserializer)
    }

    /// Whether the events are those of the TDA platform.
    pub(crate) fn is_tda(self) -> bool {
        self.catalog.is_none_or(|catalog| catalog.system() == Catalog::tda().system())
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
