//! What becomes of the records of handlers, counted.

use std::{collections::HashMap, sync::Arc};

use crate::metrics::{Consumed, Handled, Metrics, Severity};

/// The counters of one session.
pub(super) struct Recorder {
    metrics: Metrics,
    group: String,
    /// By topic: as many as the worker subscribed to.
    topics: HashMap<Arc<str>, Arc<Consumed>>,
}

impl Recorder {
    pub(super) fn new(metrics: &Metrics, group: &str) -> Self {
        Self { metrics: metrics.clone(), group: group.to_owned(), topics: HashMap::new() }
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// A handler is done with a record, whether it did anything or not.
    pub(super) fn handled(&mut self, topic: &Arc<str>) {
        self.count(topic, Handled::Success);
    }

    /// A record is set aside for an error of that kind.
    pub(super) fn set_aside(&mut self, topic: &Arc<str>, kind: &str) {
        self.count(topic, Handled::DeadLetter);
        self.metrics.failed("dead_letters", kind, Severity::Warning);
    }

    /// A dead letter cannot be written.
    pub(super) fn stands_still(&self, kind: &str) {
        self.metrics.failed("dead_letters", kind, Severity::Critical);
    }

    /// A record is tried again.
    pub(super) fn retried(&self, kind: &str) {
        self.metrics.failed("handlers", kind, Severity::Warning);
    }

    fn count(&mut self, topic: &Arc<str>, status: Handled) {
        if let Some(consumed) = self.topics.get(topic) {
            return consumed.count(status);
        }
        let consumed = self.metrics.consumed(topic, &self.group);
        consumed.count(status);
        self.topics.insert(Arc::clone(topic), consumed);
    }
}
