//! The bounded local queue of a producer whose circuit is open: first in, first out, in memory or in files.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tda_events::Retry;

use super::{journal::Journal, lock};
use crate::{
    config::Spill as Settings,
    error::Error,
    transport::{OnDelivery, OutgoingRecord, Receipt},
};

/// Records that wait for the cluster, with those who wait for their receipts.
pub(super) struct SpillQueue {
    settings: Settings,
    waiting: VecDeque<Waiting>,
    bytes: usize,
    journal: Option<Journal>,
    /// Positions in the journal whose records need it no longer: callbacks write them, [`sync`](Self::sync) reads.
    settled: Arc<Mutex<Vec<u64>>>,
}

struct Waiting {
    /// In a journal the record lies in its file instead.
    record: Option<OutgoingRecord>,
    bytes: usize,
    since_ms: u64,
    /// None for a record of an earlier process.
    on_delivery: Option<OnDelivery>,
}

/// A record on its way out of the spill.
pub(super) struct Spilled {
    pub(super) record: OutgoingRecord,
    pub(super) on_delivery: OnDelivery,
    pub(super) bytes: usize,
    pub(super) since_ms: u64,
}

/// The fate of a record, to be told once no lock is held.
pub(super) type Verdict = (OnDelivery, Result<Receipt, Error>);

impl SpillQueue {
    /// An empty queue, or what an earlier process left in the directory.
    pub(super) fn open(settings: &Settings) -> Result<Self, Error> {
        let mut waiting = VecDeque::new();
        let mut journal = None;
        if let Some(directory) = &settings.directory {
            let (opened, left) = Journal::open(directory)?;
            if !left.is_empty() {
                tracing::info!(records = left.len(), directory = %directory.display(), "spilled events of an earlier run");
            }
            waiting.extend(left.into_iter().map(|entry| Waiting {
                record: None,
                bytes: entry.bytes,
                since_ms: entry.since_ms,
                on_delivery: None,
            }));
            journal = Some(opened);
        }
        let bytes = waiting.iter().map(|waiting| waiting.bytes).sum();
        Ok(Self { settings: settings.clone(), waiting, bytes, journal, settled: Arc::default() })
    }

    /// Records that wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether what waits is still there for the next process.
    pub(super) fn outlives_the_process(&self) -> bool {
        self.journal.is_some()
    }

    /// Takes a record to the end of the queue.
    pub(super) fn push(&mut self, record: OutgoingRecord, on_delivery: OnDelivery) -> Result<(), Error> {
        let Settings { records_max, bytes_max, .. } = self.settings;
        let bytes = record.size_bytes();
        if self.waiting.len() >= records_max || self.bytes + bytes > bytes_max {
            return Err(Error::QueueFull { records_max, bytes_max });
        }
        let since_ms = now_ms();
        let record = match &mut self.journal {
            None => Some(record),
            Some(journal) => {
                journal.append(&record, since_ms)?;
                None
            }
        };
        self.waiting.push_back(Waiting { record, bytes, since_ms, on_delivery: Some(on_delivery) });
        self.bytes += bytes;
        Ok(())
    }

    /// The first record, on its way out. One that cannot be read any more is told of and left out.
    pub(super) fn pop(&mut self, verdicts: &mut Vec<Verdict>) -> Option<Spilled> {
        loop {
            let Waiting { record, bytes, since_ms, on_delivery } = self.waiting.pop_front()?;
            self.bytes -= bytes;
            let on_delivery = on_delivery.unwrap_or_else(|| OnDelivery::call(report_orphan));
            let (record, position) = match (record, &mut self.journal) {
                (Some(record), _) => return Some(Spilled { record, on_delivery, bytes, since_ms }),
                (None, Some(journal)) => match journal.read() {
                    Ok(read) => read,
                    Err(error) => {
                        verdicts.push((on_delivery, Err(error)));
                        continue;
                    }
                },
                (None, None) => continue,
            };
            let settled = Arc::clone(&self.settled);
            let on_delivery = OnDelivery::call(move |outcome| {
                lock(&settled).push(position);
                on_delivery.tell(outcome);
            });
            return Some(Spilled { record, on_delivery, bytes, since_ms });
        }
    }

    /// Takes back what librdkafka had no room for.
    pub(super) fn put_back(&mut self, spilled: Spilled) {
        let Spilled { record, on_delivery, bytes, since_ms } = spilled;
        self.bytes += bytes;
        self.waiting.push_front(Waiting {
            record: Some(record),
            bytes,
            since_ms,
            on_delivery: Some(on_delivery),
        });
    }

    /// Gives up records that have waited too long.
    pub(super) fn drop_expired(&mut self, verdicts: &mut Vec<Verdict>) {
        let wait_max = self.settings.wait_max;
        let deadline_ms = now_ms().saturating_sub(u64::try_from(wait_max.as_millis()).unwrap_or(u64::MAX));
        while self.waiting.front().is_some_and(|first| first.since_ms < deadline_ms) {
            let Some(Spilled { record, on_delivery, .. }) = self.pop(verdicts) else { break };
            verdicts.push((on_delivery, Err(expired(&record, wait_max))));
        }
    }

    /// Presses what was written onto the disk and forgets what was delivered.
    pub(super) fn sync(&mut self) {
        let Some(journal) = &mut self.journal else { return };
        let settled = std::mem::take(&mut *lock(&self.settled));
        if let Err(error) = journal.settle(&settled).and_then(|()| journal.sync()) {
            tracing::error!(%error, "the spill may repeat events after a crash");
        }
    }

    /// Writes what librdkafka gave back before everything that waits, for the next process.
    pub(super) fn keep_for_the_next(&mut self, taken_back: &[OutgoingRecord]) -> Result<(), Error> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let since_ms = now_ms();
        // One that librdkafka had no room for was read from its file and is not with librdkafka.
        let read_ahead = self.waiting.front().and_then(|first| first.record.clone());
        journal.put_in_front(taken_back.iter().chain(read_ahead.as_ref()), since_ms)
    }
}

/// Nobody of this process waits for it: the log is where its loss shows.
fn report_orphan(outcome: Result<Receipt, Error>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "an event that an earlier process spilled was not delivered");
    }
}

fn expired(record: &OutgoingRecord, wait_max: Duration) -> Error {
    Error::Delivery {
        event_id: record.event_id(),
        topic: record.topic.clone(),
        reason: format!("the cluster could not be reached for {wait_max:?}"),
        retry: Retry::Safe,
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: u8) -> OutgoingRecord {
        OutgoingRecord {
            topic: "t".into(),
            partition: Some(1),
            key: Some(vec![number]),
            value: Some(vec![number; 90]),
            headers: vec![("h".into(), vec![])],
        }
    }

    fn numbers(queue: &mut SpillQueue) -> Vec<u8> {
        let mut popped = Vec::new();
        while let Some(spilled) = queue.pop(&mut Vec::new()) {
            popped.push(spilled.record.key.expect("a key")[0]);
        }
        popped
    }

    fn filled(settings: &Settings, records: std::ops::Range<u8>) -> SpillQueue {
        let mut queue = SpillQueue::open(settings).expect("opens");
        for number in records {
            queue.push(record(number), OnDelivery::call(|_| {})).expect("room");
        }
        queue
    }

    #[test]
    fn it_is_bounded_in_records_and_in_bytes() {
        for settings in [Settings::memory().records_max(3), Settings::memory().bytes_max(3 * 93)] {
            let mut queue = filled(&settings, 0..3);
            let full = queue.push(record(3), OnDelivery::call(|_| {})).expect_err("full");
            assert_eq!(full.kind(), tda_events::ErrorKind::QueueFull);
            assert_eq!(queue.pop(&mut Vec::new()).expect("one").record, record(0));
            queue.push(record(3), OnDelivery::call(|_| {})).expect("room again");
            assert_eq!(numbers(&mut queue), [1, 2, 3]);
        }
    }

    #[test]
    fn what_had_no_room_stays_first() {
        let folder = tempfile::tempdir().expect("a folder");
        for settings in [Settings::memory(), Settings::directory(folder.path())] {
            let mut queue = filled(&settings, 0..3);
            let first = queue.pop(&mut Vec::new()).expect("one");
            queue.put_back(first);
            assert_eq!(numbers(&mut queue), [0, 1, 2]);
        }
    }

    #[test]
    fn who_waited_too_long_hears_of_it() {
        let mut queue = filled(&Settings::memory().wait_max(Duration::ZERO), 0..2);
        std::thread::sleep(Duration::from_millis(5));
        let mut verdicts = Vec::new();
        queue.drop_expired(&mut verdicts);
        let retries: Vec<_> =
            verdicts.iter().map(|(_, outcome)| outcome.as_ref().expect_err("expired").retry()).collect();
        assert_eq!((retries, queue.len(), queue.bytes), (vec![Retry::Safe; 2], 0, 0));
    }

    #[test]
    fn the_next_process_finds_what_was_not_delivered_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::directory(folder.path());
        let mut queue = filled(&settings, 0..5);
        let delivered = queue.pop(&mut Vec::new()).expect("one");
        delivered.on_delivery.tell(Err(Error::Closed { what: "test" }));
        // On its way, but nobody acknowledged it.
        queue.pop(&mut Vec::new()).expect("one");
        queue.sync();
        drop(queue);
        let mut next = SpillQueue::open(&settings).expect("opens");
        assert_eq!(numbers(&mut next), [1, 2, 3, 4]);
    }

    #[test]
    fn what_librdkafka_gave_back_comes_first_and_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::directory(folder.path());
        let mut queue = filled(&settings, 10..14);
        let drained = queue.pop(&mut Vec::new()).expect("one").record;
        let no_room = queue.pop(&mut Vec::new()).expect("another");
        queue.put_back(no_room);
        queue.keep_for_the_next(&[record(1), drained]).expect("written");
        drop(queue);
        let mut next = SpillQueue::open(&settings).expect("opens");
        assert_eq!(numbers(&mut next), [1, 10, 11, 12, 13]);
    }
}
