//! Dead letters that cannot be written: their partitions stand still until they can.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{dead_letter::Reason, status::StoppedPartition};
use crate::{health::Health, metrics::Link, transport::RawRecord};

/// A record that is to be set aside, and why.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) record: Arc<RawRecord>,
    pub(crate) reason: Reason,
}

/// One letter that waits, and with it its partition `P`.
pub(crate) struct Standstill<P> {
    pub(crate) partition: P,
    pub(crate) letter: Letter,
    stopped: StoppedPartition,
}

/// Every letter that waits.
pub(crate) struct Standstills<P> {
    waiting: Vec<Standstill<P>>,
    tried_at: Instant,
}

/// What a report about health calls it.
const FAULT: &str = "dead_letters";
/// Between two tries.
const INTERVAL: Duration = Duration::from_secs(5);

impl<P: PartialEq> Standstills<P> {
    pub(crate) fn new() -> Self {
        Self { waiting: Vec::new(), tried_at: Instant::now() }
    }

    /// The letter cannot be written, and its partition stops.
    pub(crate) fn add(&mut self, partition: P, letter: Letter, reason: String) {
        let RawRecord { topic, partition: number, offset, .. } = &*letter.record;
        let kind = &letter.reason.kind;
        tracing::error!(
            %topic,
            number,
            offset,
            kind,
            reason,
            "a dead letter cannot be written: the partition stops"
        );
        let stopped = StoppedPartition::new(topic, *number, *offset, reason);
        self.waiting.push(Standstill { partition, letter, stopped });
    }

    /// It still cannot be written.
    pub(crate) fn put_back(&mut self, standstill: Standstill<P>) {
        self.waiting.push(standstill);
    }

    pub(crate) fn forget(&mut self, partition: &P) {
        self.waiting.retain(|standstill| standstill.partition != *partition);
    }

    /// Whether a letter of the partition waits.
    pub(crate) fn holds(&self, partition: &P) -> bool {
        self.waiting.iter().any(|standstill| standstill.partition == *partition)
    }

    /// All of them, when it is time to try again.
    pub(crate) fn due(&mut self) -> Vec<Standstill<P>> {
        if self.waiting.is_empty() || self.tried_at.elapsed() < INTERVAL {
            return Vec::new();
        }
        self.tried_at = Instant::now();
        std::mem::take(&mut self.waiting)
    }

    /// Tells whoever asks how the member is.
    pub(crate) fn tell(&self, link: &Link) {
        let Some(Standstill { stopped, .. }) = self.waiting.first() else { return link.clear(FAULT) };
        let StoppedPartition { topic, partition, offset, reason, .. } = stopped;
        let more = match self.waiting.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let words = format!("{topic}[{partition}] stands still at {offset}{more}: {reason}");
        link.fault(FAULT, Health::Degraded, words);
    }

    /// As whoever watches sees them.
    pub(crate) fn report(&self) -> Vec<StoppedPartition> {
        self.waiting.iter().map(|standstill| standstill.stopped.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Metrics;

    #[test]
    fn a_partition_that_stands_still_shows_in_the_health_of_its_member() {
        let metrics = Metrics::new();
        let link = metrics.link("worker");
        let faults =
            || metrics.links()[0].faults.get(FAULT).map(|fault| (fault.health, fault.reason.clone()));
        let mut standstills = Standstills::new();
        standstills.tell(&link);
        assert_eq!(faults(), None);
        let record = RawRecord {
            topic: "jobs".into(),
            partition: 3,
            offset: 7,
            timestamp_ms: None,
            key: None,
            value: None,
            headers: Arc::default(),
        };
        let reason =
            Reason { kind: "Decode".into(), message: String::new(), attempts: 1, first_failed_at_ms: None };
        standstills.add(3, Letter { record: Arc::new(record), reason }, "no such topic".into());
        standstills.tell(&link);
        assert_eq!(faults(), Some((Health::Degraded, "jobs[3] stands still at 7: no such topic".into())));
        standstills.forget(&3);
        standstills.tell(&link);
        assert_eq!(faults(), None);
    }
}
