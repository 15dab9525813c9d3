//! What handled records are counted into: looked up once for each topic of a group.

use prometheus::IntCounter;

use super::{Handled, Inner, Severity};

/// The series of one topic, as one group reads it.
pub(crate) struct Consumed {
    dead_letters: IntCounter,
    errors: IntCounter,
    successes: IntCounter,
    /// The same errors, among those of all components.
    unread: IntCounter,
}

impl Consumed {
    pub(super) fn new(inner: &Inner, topic: &str, group: &str) -> Self {
        let (topic, group) = (inner.topics.value(topic), inner.groups.value(group));
        let counter = |status: Handled| inner.consumed.with_label_values(&[&*topic, &*group, status.name()]);
        Self {
            dead_letters: counter(Handled::DeadLetter),
            errors: counter(Handled::Error),
            successes: counter(Handled::Success),
            unread: inner.errors.with_label_values(&["Decode", "consumer", Severity::Warning.name()]),
        }
    }

    /// A record was handled, or could not be.
    pub(crate) fn count(&self, status: Handled) {
        match status {
            Handled::DeadLetter => self.dead_letters.inc(),
            Handled::Error => {
                self.errors.inc();
                self.unread.inc();
            }
            Handled::Success => self.successes.inc(),
        }
    }
}
