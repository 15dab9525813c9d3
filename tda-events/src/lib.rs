//! What an event of tda-stream is: typed payloads, wire shapes, encodings, schemas, and the catalog that
//! says where each event goes. No sockets, no files at run time, no threads.
//!
//! ```text
//! payload  ->  Event<T>  --encode(dialect, encoding)-->  EncodedRecord { topic, keys, value, headers }
//!                 ^                                            |                ^
//!                 +------------------decode--------------------+             Catalog
//! ```
//!
//! ```
//! use tda_events::{Dialect, Encoding, Event, InputData, JobSubmitted, Parameters};
//!
//! let input = InputData::inline_points("square", 2, vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]);
//! let job = JobSubmitted::new("j1", "u1", "vietoris_rips", Parameters::new(1), input);
//! let record = Event::new(job)?.source("my-service").encode(Dialect::Canonical, Encoding::Avro)?;
//! assert_eq!(record.key.as_deref(), Some(b"j1".as_slice()));
//! let event: Event<JobSubmitted> = Event::decode(&record)?;
//! assert_eq!(event.data.input_data.point_count, 4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod catalog;
mod cells;
mod content_type;
mod decode;
mod dialect;
mod dual;
mod encode;
mod encoding;
mod error;
mod event;
mod extensions;
mod fault;
pub mod generate;
mod headers;
mod id;
pub mod limits;
mod partition;
mod payload;
mod peek;
mod record;
mod sample;
pub mod schema;
mod sealing;
mod time;
mod version;

pub use batch::decode_batch;
pub use catalog::{
    Alert, Authentication, Catalog, CatalogError, Condition, Dashboard, Environment, EnvironmentSpec,
    Erasure, ErasureMethod, EventSpec, Exporter, Finding, Function, Group, Guarantee, KeyRule, LintRule,
    LintSeverity, Listener, Metric, MetricKind, Panel, Place, Principal, Problem, Profile, Query, Quotas,
    Severity, Silence, Topic, catalog_json_schema, lint_rules,
};
pub use cells::{Cell, cells};
pub use decode::{DecodeError, DecodeOptions};
pub use dialect::Dialect;
pub use encode::{EncodeError, EncodeOptions};
pub use encoding::{Encoding, SchemaIds, SchemaKey, SchemaLookup, WriterSchema};
pub use error::{ErrorKind, Retry};
pub use event::{Event, WrongEventType};
pub use extensions::Extensions;
pub use fault::{Fault, Invalid};
pub use headers::Headers;
pub use id::new_event_id;
pub use partition::{
    PartitionError, Partitioner, Sticky, jump_hash, jump_partition, murmur2, murmur2_partition,
    utc_hour_partition,
};
pub use payload::field::IntoField;
pub use payload::{
    AdminAlert, AnyPayload, BettiNumbers, Blob, Bounds, DataFormat, Dynamic, ErrorComputation, ErrorDetails,
    ErrorEvent, ErrorOccurred, ErrorResource, ErrorSystem, ErrorTimeout, ErrorValidation, EventSeverity,
    FileProcessed, FileUploaded, FileValidated, FiltrationData, HealthStatus, InlinePoints, InputData,
    Interval, JobCancelled, JobCompleted, JobEvent, JobFailed, JobProgress, JobQueued, JobStarted, JobStatus,
    JobSubmitted, JobSubmittedStatus, Layout, PackedColumns, Parameters, Payload, PersistenceDiagram,
    Priority, ResultCached, ResultEvent, ResultGenerated, ResultMetadata, ResultSummary, SystemError,
    SystemEvent, SystemHealthCheck, SystemMetric, TdaEvent, TypedPayload, UploadCompleted, UploadEvent,
    UploadFailed, UploadProcessed, UploadProgress, UploadStarted, UploadValidated, UserNotification,
    Violation, Visualization, WarningIssued, content_sha256, sample, sample_in,
};
pub use peek::{Peek, peek, peek_with};
pub use record::{BorrowedRecord, EncodedRecord, header};
pub use sealing::SealedText;
pub use time::{Timestamp, TimestampError};
pub use version::{SchemaVersion, SchemaVersionError};
