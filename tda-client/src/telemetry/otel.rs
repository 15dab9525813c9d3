//! Between our contexts and those of OpenTelemetry.

use opentelemetry::{
    Context,
    trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState},
};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use super::TraceContext;

/// The context of a span; `None` where nobody listens to it.
pub(super) fn context_of(span: &Span) -> Option<TraceContext> {
    let context = span.context();
    let span = context.span();
    let context = span.span_context();
    if !context.is_valid() {
        return None;
    }
    let (trace_id, span_id) = (context.trace_id(), context.span_id());
    TraceContext::parse(&format!("00-{trace_id}-{span_id}-{:02x}", context.trace_flags().to_u8()))
}

/// Makes `span` the child of a span elsewhere.
pub(super) fn set_parent(span: &Span, parent: &TraceContext) {
    let ids = (TraceId::from_hex(parent.trace_id()), SpanId::from_hex(parent.span_id()));
    let (Ok(trace_id), Ok(span_id)) = ids else { return };
    let sampled = parent.traceparent().ends_with('1');
    let flags = if sampled { TraceFlags::SAMPLED } else { TraceFlags::default() };
    let remote = SpanContext::new(trace_id, span_id, flags, true, TraceState::default());
    // Fails only for a span that has begun to be told already.
    let _ = span.set_parent(Context::new().with_remote_span_context(remote));
}
