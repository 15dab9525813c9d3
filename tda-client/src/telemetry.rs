//! Traces and logs: one trace from the call that publishes, through Kafka, to the result; logs as text or JSON.
//!
//! A record carries its trace in the Kafka headers `traceparent` and `tracestate` (W3C Trace Context). Publishing
//! writes them when a span is active, or inside a [`TraceContext::scope`]; workers hand them on to what they write.
//! That works without any tracing system; with the feature `opentelemetry` the clients' own spans join the trace.

mod context;
#[cfg(feature = "cli")]
mod install;
#[cfg(feature = "cli")]
mod json;
#[cfg(feature = "opentelemetry")]
mod otel;
mod span;

pub use context::TraceContext;
pub(crate) use context::{inject_or, to_inject};
#[cfg(feature = "cli")]
pub use install::{LogFormat, Telemetry, TelemetryConfig, install};
pub(crate) use span::{process_span, publish_span};
