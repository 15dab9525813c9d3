//! Enums over payloads: one a topic family, and [`TdaEvent`] over all. A new event type is one line here.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::sealed::{Scope, Walk};
use super::wire_form::WireForm;
use super::{
    AdminAlert, BettiNumbers, ErrorComputation, ErrorOccurred, ErrorResource, ErrorSystem, ErrorTimeout,
    ErrorValidation, FileProcessed, FileUploaded, FileValidated, FiltrationData, JobCancelled, JobCompleted,
    JobFailed, JobProgress, JobQueued, JobStarted, JobSubmitted, JobSubmittedStatus, Payload,
    PersistenceDiagram, ResultCached, ResultGenerated, ResultMetadata, SystemError, SystemHealthCheck,
    SystemMetric, TypedPayload, UploadCompleted, UploadFailed, UploadProcessed, UploadProgress,
    UploadStarted, UploadValidated, UserNotification, Visualization, WarningIssued,
};
use crate::dialect::Dialect;
use crate::extensions::Overflow;
use crate::fault::{Fault, Faults, Invalid, Path};
use crate::schema::Record;
use crate::schema::validate::{Strictness, check_record};

/// Declares an enum of payloads, each variant named like the payload's struct or shorter.
macro_rules! family {
    ($(#[doc = $doc:literal])+ pub enum $name:ident { $( $variant:ident($payload:ident) ),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("See [`", stringify!($payload), "`].")]
                $variant($payload),
            )+
        }

        impl Payload for $name {
            fn event_type(&self) -> &str {
                match self { $( Self::$variant(_) => $payload::EVENT_TYPE ),+ }
            }

            fn event_types() -> &'static [&'static str] {
                static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
                    let mut names = vec![$( $payload::EVENT_TYPE ),+];
                    // Two payloads of one event type stand beside each other.
                    names.dedup();
                    names
                });
                &NAMES
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$variant(payload) => payload.serialize(serializer) ),+ }
            }
        }

        impl Walk for $name {
            fn record_in<'c>(scope: Scope<'c>, event_type: &str) -> Option<&'c Arc<Record>> {
                match event_type {
                    $( $payload::EVENT_TYPE if $payload::DIALECTS.contains(&scope.dialect) => {
                        Some($payload::schema())
                    } )+
                    _ => None,
                }
            }

            fn deserialize_in<'de, D: Deserializer<'de>>(
                scope: Scope<'_>,
                event_type: &str,
                deserializer: D,
            ) -> Result<Self, D::Error> {
                match event_type {
                    $( $payload::EVENT_TYPE if $payload::DIALECTS.contains(&scope.dialect) => {
                        $payload::deserialize(deserializer).map(Self::$variant)
                    } )+
                    _ => Err(serde::de::Error::unknown_variant(event_type, Self::event_types())),
                }
            }

            fn record(&self) -> &Arc<Record> {
                match self { $( Self::$variant(payload) => Walk::record(payload) ),+ }
            }

            fn belongs_to(&self, dialect: Dialect) -> bool {
                match self { $( Self::$variant(_) => $payload::DIALECTS.contains(&dialect) ),+ }
            }

            fn check(&self, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
                match self { $( Self::$variant(payload) => Walk::check(payload, at, faults, strictness) ),+ }
            }

            fn collect(&self, at: &Path<'_>, into: &mut Overflow) {
                match self { $( Self::$variant(payload) => Walk::collect(payload, at, into) ),+ }
            }

            fn restore(&mut self, at: &[String], value: Value) -> Option<Value> {
                match self { $( Self::$variant(payload) => Walk::restore(payload, at, value) ),+ }
            }

            fn key_text(&self, field: &str) -> Option<Cow<'_, str>> {
                match self { $( Self::$variant(payload) => Walk::key_text(payload, field) ),+ }
            }

            fn bulk_bytes(&self, form: &WireForm, is_json: bool) -> usize {
                match self { $( Self::$variant(payload) => Walk::bulk_bytes(payload, form, is_json) ),+ }
            }

            fn serialize_in<S: Serializer>(&self, serializer: S, form: &WireForm) -> Result<S::Ok, S::Error> {
                match self { $( Self::$variant(payload) => Walk::serialize_in(payload, serializer, form) ),+ }
            }
        }

        $(
            impl From<$payload> for $name {
                fn from(payload: $payload) -> Self {
                    Self::$variant(payload)
                }
            }

            impl TryFrom<$name> for $payload {
                type Error = $name;

                /// Gives the value back where it is another payload.
                fn try_from(any: $name) -> Result<Self, $name> {
                    match any {
                        $name::$variant(payload) => Ok(payload),
                        #[allow(unreachable_patterns)]
                        other => Err(other),
                    }
                }
            }
        )+
    };
}

/// A family as a part of [`TdaEvent`].
macro_rules! within_all {
    ($family:ident { $( $variant:ident = $all:ident ),+ $(,)? }) => {
        impl From<$family> for TdaEvent {
            fn from(event: $family) -> Self {
                match event { $( $family::$variant(payload) => Self::$all(payload) ),+ }
            }
        }

        impl TryFrom<TdaEvent> for $family {
            type Error = TdaEvent;

            /// Gives the value back where it is of another family.
            fn try_from(any: TdaEvent) -> Result<Self, TdaEvent> {
                match any { $( TdaEvent::$all(payload) => Ok(Self::$variant(payload)), )+ other => Err(other) }
            }
        }
    };
}

family! {
    /// The events of `tda_jobs`.
    pub enum JobEvent {
        Submitted(JobSubmitted),
        SubmittedStatus(JobSubmittedStatus),
        Queued(JobQueued),
        Started(JobStarted),
        Progress(JobProgress),
        Completed(JobCompleted),
        Failed(JobFailed),
        Cancelled(JobCancelled),
    }
}

family! {
    /// The events of `tda_results`.
    pub enum ResultEvent {
        PersistenceDiagram(PersistenceDiagram),
        BettiNumbers(BettiNumbers),
        FiltrationData(FiltrationData),
        Metadata(ResultMetadata),
        Visualization(Visualization),
        Generated(ResultGenerated),
        Cached(ResultCached),
    }
}

family! {
    /// The events of `tda_uploads`.
    pub enum UploadEvent {
        Started(UploadStarted),
        Progress(UploadProgress),
        Completed(UploadCompleted),
        Failed(UploadFailed),
        Validated(UploadValidated),
        Processed(UploadProcessed),
        FileUploaded(FileUploaded),
        FileValidated(FileValidated),
        FileProcessed(FileProcessed),
    }
}

family! {
    /// The events of `tda_errors`.
    pub enum ErrorEvent {
        Computation(ErrorComputation),
        Validation(ErrorValidation),
        System(ErrorSystem),
        Timeout(ErrorTimeout),
        Resource(ErrorResource),
    }
}

family! {
    /// The events of `tda_events` and `tda_monitoring`.
    pub enum SystemEvent {
        HealthCheck(SystemHealthCheck),
        Error(SystemError),
        Metric(SystemMetric),
        UserNotification(UserNotification),
        AdminAlert(AdminAlert),
        ErrorOccurred(ErrorOccurred),
        WarningIssued(WarningIssued),
    }
}

family! {
    /// Any event of the TDA platform.
    pub enum TdaEvent {
        JobSubmitted(JobSubmitted),
        JobSubmittedStatus(JobSubmittedStatus),
        JobQueued(JobQueued),
        JobStarted(JobStarted),
        JobProgress(JobProgress),
        JobCompleted(JobCompleted),
        JobFailed(JobFailed),
        JobCancelled(JobCancelled),
        PersistenceDiagram(PersistenceDiagram),
        BettiNumbers(BettiNumbers),
        FiltrationData(FiltrationData),
        ResultMetadata(ResultMetadata),
        Visualization(Visualization),
        ResultGenerated(ResultGenerated),
        ResultCached(ResultCached),
        UploadStarted(UploadStarted),
        UploadProgress(UploadProgress),
        UploadCompleted(UploadCompleted),
        UploadFailed(UploadFailed),
        UploadValidated(UploadValidated),
        UploadProcessed(UploadProcessed),
        FileUploaded(FileUploaded),
        FileValidated(FileValidated),
        FileProcessed(FileProcessed),
        ErrorComputation(ErrorComputation),
        ErrorValidation(ErrorValidation),
        ErrorSystem(ErrorSystem),
        ErrorTimeout(ErrorTimeout),
        ErrorResource(ErrorResource),
        SystemHealthCheck(SystemHealthCheck),
        SystemError(SystemError),
        SystemMetric(SystemMetric),
        UserNotification(UserNotification),
        AdminAlert(AdminAlert),
        ErrorOccurred(ErrorOccurred),
        WarningIssued(WarningIssued),
    }
}

within_all!(JobEvent {
    Submitted = JobSubmitted,
    SubmittedStatus = JobSubmittedStatus,
    Queued = JobQueued,
    Started = JobStarted,
    Progress = JobProgress,
    Completed = JobCompleted,
    Failed = JobFailed,
    Cancelled = JobCancelled,
});
within_all!(ResultEvent {
    PersistenceDiagram = PersistenceDiagram,
    BettiNumbers = BettiNumbers,
    FiltrationData = FiltrationData,
    Metadata = ResultMetadata,
    Visualization = Visualization,
    Generated = ResultGenerated,
    Cached = ResultCached,
});
within_all!(UploadEvent {
    Started = UploadStarted,
    Progress = UploadProgress,
    Completed = UploadCompleted,
    Failed = UploadFailed,
    Validated = UploadValidated,
    Processed = UploadProcessed,
    FileUploaded = FileUploaded,
    FileValidated = FileValidated,
    FileProcessed = FileProcessed,
});
within_all!(ErrorEvent {
    Computation = ErrorComputation,
    Validation = ErrorValidation,
    System = ErrorSystem,
    Timeout = ErrorTimeout,
    Resource = ErrorResource,
});
within_all!(SystemEvent {
    HealthCheck = SystemHealthCheck,
    Error = SystemError,
    Metric = SystemMetric,
    UserNotification = UserNotification,
    AdminAlert = AdminAlert,
    ErrorOccurred = ErrorOccurred,
    WarningIssued = WarningIssued,
});

impl TdaEvent {
    /// Builds a payload from JSON-like data, with every fault at once.
    ///
    /// Unknown fields are kept in the payload's extensions.
    ///
    /// ```
    /// use serde_json::json;
    /// use tda_events::TdaEvent;
    /// let faults = TdaEvent::from_json("job.cancelled", json!({"job_id": 7})).unwrap_err();
    /// assert_eq!(faults.to_string(), "data.job_id: expected text of 1..=128 bytes, got 7; \
    ///     data.reason: expected text of 0..=16384 bytes, got nothing");
    /// ```
    pub fn from_json(event_type: &str, data: Value) -> Result<Self, Invalid> {
        Self::from_json_in(Dialect::Canonical, event_type, data)
    }

    /// Like [`from_json`](Self::from_json), for the payload that `dialect` means by `event_type`.
    pub fn from_json_in(dialect: Dialect, event_type: &str, data: Value) -> Result<Self, Invalid> {
        let scope = Scope { dialect, catalog: None };
        let record = Self::record_in(scope, event_type).ok_or_else(|| super::unknown_type(event_type))?;
        let at = Path::ROOT;
        let at = at.name("data");
        let mut faults = Faults::default();
        check_record(&data, record, &at, &mut faults, Strictness::Writing);
        faults.into_result()?;
        let payload = Self::deserialize_in(scope, event_type, data)
            .map_err(|error| Invalid::one(Fault::new("data", "a payload", error.to_string())))?;
        payload.checked(Strictness::Writing)?;
        Ok(payload)
    }

    /// The payload as JSON, as the canonical dialect writes it, but times to the millisecond.
    pub fn to_json(&self) -> Value {
        // The payload has text keys and no value without JSON, so this does not fail.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The schema of the payload of `event_type` in the canonical dialect.
    pub fn schema(event_type: &str) -> Option<&'static Arc<Record>> {
        Self::schema_in(Dialect::Canonical, event_type)
    }

    /// The schema of the payload that `dialect` means by `event_type`.
    pub fn schema_in(dialect: Dialect, event_type: &str) -> Option<&'static Arc<Record>> {
        Self::record_in(Scope { dialect, catalog: None }, event_type)
    }
}

/// What the crate asks of any payload.
pub(crate) trait Checked: Walk {
    /// Checks every field against its rule.
    fn checked(&self, strictness: Strictness) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        let at = Path::ROOT;
        self.check(&at.name("data"), &mut faults, strictness);
        faults.into_result()
    }
}

impl<T: Walk> Checked for T {}
