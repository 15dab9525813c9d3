//! W3C Trace Context, as records carry it.

use std::future::Future;

use tda_events::header::TRACEPARENT;

/// The vendors' part of the context.
const TRACESTATE: &str = "tracestate";
/// Longer ones are left out, as the standard allows.
const TRACESTATE_BYTES_MAX: usize = 512;

tokio::task_local! {
    static SCOPE: TraceContext;
}

/// Which trace something belongs to, and which span of it comes before.
///
/// ```
/// use tda_client::telemetry::TraceContext;
/// let context = TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").expect("well formed");
/// assert_eq!(context.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
/// assert_eq!(context.sync_scope(TraceContext::current), Some(context));
/// assert!(TraceContext::parse("00-0-0-01").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceContext {
    /// `version-trace id-span id-flags`, in lower-case hexadecimal digits.
    traceparent: String,
    tracestate: Option<String>,
}

impl TraceContext {
    /// Reads a `traceparent`; `None` where it is not well formed.
    pub fn parse(traceparent: &str) -> Option<Self> {
        let parts: Vec<&str> = traceparent.split('-').collect();
        let [version, trace_id, span_id, flags, ..] = parts[..] else { return None };
        let hex = |part: &str, length: usize| {
            part.len() == length
                && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        let something = |part: &str| part.bytes().any(|byte| byte != b'0');
        let well_formed = hex(version, 2)
            && version != "ff"
            && hex(trace_id, 32)
            && something(trace_id)
            && hex(span_id, 16)
            && something(span_id)
            && hex(flags, 2);
        // Later versions may have more parts, of which this one knows nothing.
        if !well_formed || (version == "00" && parts.len() != 4) {
            return None;
        }
        Some(Self { traceparent: format!("00-{trace_id}-{span_id}-{flags}"), tracestate: None })
    }

    /// The context that a record's headers carry.
    pub fn of_headers(headers: &[(String, Vec<u8>)]) -> Option<Self> {
        let text = |name: &str| {
            let (_, value) = headers.iter().rev().find(|(key, _)| key == name)?;
            std::str::from_utf8(value).ok()
        };
        let tracestate = text(TRACESTATE).filter(|state| state.len() <= TRACESTATE_BYTES_MAX);
        Some(Self { tracestate: tracestate.map(str::to_owned), ..Self::parse(text(TRACEPARENT)?)? })
    }

    /// The context that holds here: that of the active span, else that of the [`scope`](Self::scope) around the call.
    pub fn current() -> Option<Self> {
        #[cfg(feature = "opentelemetry")]
        if let Some(context) = super::otel::context_of(&tracing::Span::current()) {
            return Some(context);
        }
        SCOPE.try_with(Clone::clone).ok()
    }

    /// Lets everything that `future` publishes belong to this trace.
    pub async fn scope<F: Future>(self, future: F) -> F::Output {
        SCOPE.scope(self, future).await
    }

    /// As [`scope`](Self::scope), for a call that blocks the thread.
    pub fn sync_scope<T>(&self, call: impl FnOnce() -> T) -> T {
        SCOPE.sync_scope(self.clone(), call)
    }

    /// The whole text, as the header `traceparent` has it.
    pub fn traceparent(&self) -> &str {
        &self.traceparent
    }

    /// Which trace: 32 hexadecimal digits.
    pub fn trace_id(&self) -> &str {
        self.traceparent.split('-').nth(1).unwrap_or_default()
    }

    /// The span before: 16 hexadecimal digits.
    pub fn span_id(&self) -> &str {
        self.traceparent.split('-').nth(2).unwrap_or_default()
    }

    /// As a record carries it.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let tracestate = self.tracestate.iter().map(|state| (TRACESTATE, state.as_bytes()));
        std::iter::once((TRACEPARENT, self.traceparent.as_bytes())).chain(tracestate)
    }
}

/// The current context, for a record with headers of these names; `None` where it carries one already.
pub(crate) fn to_inject<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<TraceContext> {
    if names.any(|name| name == TRACEPARENT) { None } else { TraceContext::current() }
}

/// Writes the current context into the headers of a record, or `other` where none is current, unless it carries one
/// already.
pub(crate) fn inject_or(headers: &mut Vec<(String, Vec<u8>)>, other: Option<&TraceContext>) {
    if headers.iter().any(|(name, _)| name == TRACEPARENT) {
        return;
    }
    if let Some(context) = TraceContext::current().as_ref().or(other) {
        headers.extend(context.headers().map(|(name, value)| (name.to_owned(), value.to_vec())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn only_what_the_standard_allows_is_a_context() {
        assert!(TraceContext::parse(PARENT).is_some());
        assert!(TraceContext::parse(&PARENT.replacen("00", "cc", 1)).is_some());
        for wrong in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ] {
            assert_eq!(TraceContext::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_record_keeps_the_context_that_it_has() {
        let context = TraceContext::parse(PARENT).expect("well formed");
        let mut headers = Vec::new();
        inject_or(&mut headers, None);
        assert!(headers.is_empty() && to_inject(["event_type"].into_iter()).is_none());
        context.sync_scope(|| inject_or(&mut headers, None));
        assert_eq!(TraceContext::of_headers(&headers), Some(context.clone()));
        let other = TraceContext::parse(&PARENT.replace("4bf9", "aaaa")).expect("well formed");
        other.sync_scope(|| inject_or(&mut headers, None));
        assert_eq!(headers.len(), 1);
        assert_eq!(other.sync_scope(|| to_inject([TRACEPARENT].into_iter())), None);
        assert_eq!(context.sync_scope(|| to_inject(["event_type"].into_iter())), Some(context));
    }
}
