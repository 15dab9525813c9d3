//! What deliveries are recorded into: looked up once for each topic and event type.

use std::{sync::Arc, time::Duration};

use prometheus::{Histogram, IntCounter};

use super::{Inner, Severity, labels::OTHER};

/// The series of one event type on one topic.
pub(crate) struct Sent {
    pub(crate) topic: Arc<str>,
    pub(crate) event_type: Arc<str>,
    delivered: IntCounter,
    failed: IntCounter,
    latency: Histogram,
    /// Counted when the event counts: at once, or with its transaction.
    event: Option<IntCounter>,
    pub(crate) is_submission: bool,
}

impl Sent {
    pub(super) fn new(inner: &Inner, topic: &str, event_type: &str) -> Self {
        let (topic, event_type) = (inner.topics.value(topic), inner.event_types.value(event_type));
        let counter = |status: &str| inner.produced.with_label_values(&[&*topic, &*event_type, status]);
        // A record that is set aside, or comes again later, is no new event.
        let is_event = !topic.ends_with(".dlq") && !topic.contains(".retry.");
        let result = event_type.strip_prefix("result.");
        let job = event_type.starts_with("job.").then(|| inner.job_events.with_label_values(&[&*event_type]));
        Self {
            delivered: counter("success"),
            failed: counter("error"),
            latency: inner.latency.with_label_values(&[&*topic, &*event_type]),
            event: result
                .map(|result| inner.results.with_label_values(&[result]))
                .or(job)
                .filter(|_| is_event),
            is_submission: is_event && &*event_type == "job.submitted",
            topic,
            event_type,
        }
    }

    /// Whether these series are those of the topic and the type alone.
    pub(super) fn is_known(&self) -> bool {
        &*self.topic != OTHER && &*self.event_type != OTHER
    }

    /// A broker acknowledged a record after `latency`.
    pub(crate) fn delivered(&self, latency: Option<Duration>) {
        self.delivered.inc();
        if let Some(latency) = latency {
            self.latency.observe(latency.as_secs_f64());
        }
    }

    /// The event is there for its readers.
    pub(crate) fn published(&self) {
        if let Some(event) = &self.event {
            event.inc();
        }
    }

    /// A record was not acknowledged.
    pub(crate) fn failed(&self, metrics: &super::Metrics, error_type: &str) {
        self.failed.inc();
        metrics.failed("producer", error_type, Severity::Error);
    }
}
