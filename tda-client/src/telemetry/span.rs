//! The spans of the clients: publishing a record, and handling one.

use tracing::{Span, field};

use super::TraceContext;

/// The span of publishing an event, until its acknowledgement.
pub(crate) fn publish_span(event_type: &str, event_id: &str) -> Span {
    tracing::info_span!(
        "publish",
        otel.name = format!("publish {event_type}"),
        otel.kind = "producer",
        messaging.system = "kafka",
        event_type,
        event_id,
    )
}

/// The span of handling a record, which continues the trace that the record belongs to.
pub(crate) fn process_span(
    event_type: &str,
    trace: Option<&TraceContext>,
    (topic, partition, offset): (&str, i32, i64),
) -> Span {
    let span = tracing::info_span!(
        "process",
        otel.name = format!("process {event_type}"),
        otel.kind = "consumer",
        messaging.system = "kafka",
        event_type,
        topic,
        partition,
        offset,
        event_id = field::Empty,
        job_id = field::Empty,
        trace_id = field::Empty,
    );
    if let Some(trace) = trace {
        span.record("trace_id", trace.trace_id());
        #[cfg(feature = "opentelemetry")]
        super::otel::set_parent(&span, trace);
    }
    span
}
