//! The consumer's thread: polls, rebalances, commits, and keeps the queue to the user filled.

use std::{
    collections::VecDeque,
    sync::{Arc, atomic::Ordering, mpsc as std_mpsc},
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

use super::{
    DeliveryMode,
    place::{Fate, Place, SeekTo},
    received::{Decoder, Received},
    shared::{Shared, log_failure},
};
use crate::{
    error::Error,
    offsets::Delivered,
    transport::{CommitFailure, GroupConsumer, GroupPoll, OffsetAt, RawRecord},
};

/// Something the user wants done on the thread, between two polls: there no rebalance is under way.
pub(super) type Command = Box<dyn FnOnce(&mut Reader) + Send>;

/// Records handled between two looks at everything else.
const RECORDS_A_ROUND: usize = 500;
/// Bytes between the thread and its user; past it, fetching pauses.
const QUEUED_BYTES_MAX: usize = 64 * 1024 * 1024;
/// So long the thread waits for room before it tells librdkafka to pause, which throws away what was fetched ahead.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two looks whether there is room.
const ROOM_PAUSE: Duration = Duration::from_micros(500);
const IDLE_POLL: Duration = Duration::from_millis(50);
const BUSY_POLL: Duration = Duration::from_millis(5);
/// Between two tries to commit ahead of records.
const PROMISE_PAUSE: Duration = Duration::from_millis(100);
/// How long an answer about offsets, or a seek, may take.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) struct Reader {
    pub(super) member: GroupConsumer<Shared>,
    pub(super) shared: Arc<Shared>,
    pub(super) sender: mpsc::Sender<Result<Received, Error>>,
    pub(super) commands: std_mpsc::Receiver<Command>,
    pub(super) commit_interval: Duration,
    pub(super) decoder: Arc<Decoder>,
    /// Where a group that never committed begins.
    pub(super) reset: SeekTo,
    /// Read, and not in the channel yet.
    pub(super) waiting: VecDeque<Received>,
    /// Since when there is no room.
    pub(super) full_since: Option<Instant>,
    pub(super) paused: bool,
    /// The partition of the last record: the next one is mostly of the same.
    pub(super) place: Option<Arc<Place>>,
}

impl Reader {
    pub(super) fn run(mut self) {
        let mut committed_at = Instant::now();
        while !self.shared.stops() {
            if self.shared.rewind.swap(false, Ordering::Relaxed)
                && let Err(error) = self.rewind()
            {
                return self.fail(fenced(format!("going back after an aborted transaction: {error}")));
            }
            while let Ok(command) = self.commands.try_recv() {
                command(&mut self);
            }
            self.hand_over();
            if let Some(error) = self.read() {
                return self.fail(error);
            }
            if let Some(reason) = self.shared.take_failure() {
                return self.fail(fenced(reason));
            }
            if committed_at.elapsed() >= self.commit_interval {
                log_failure(self.shared.commit(self.member.member()));
                committed_at = Instant::now();
            }
        }
        self.shared.leave(self.member.member(), false, &self.shared.places());
    }

    /// Reads what is there; gives the error when the member cannot go on.
    fn read(&mut self) -> Option<Error> {
        let mut timeout = match (self.full_since, self.waiting.is_empty()) {
            // While there is no room nothing is read, unless that lasts: then polls only keep the member alive.
            (Some(since), _) if since.elapsed() < PATIENCE => {
                std::thread::sleep(ROOM_PAUSE);
                return None;
            }
            (_, true) => IDLE_POLL,
            (_, false) => BUSY_POLL,
        };
        for _ in 0..RECORDS_A_ROUND {
            match self.member.poll(timeout) {
                GroupPoll::Idle => break,
                GroupPoll::Record(record) => self.take(record),
                GroupPoll::Warning(reason) => tracing::warn!(reason, "consuming goes on after a warning"),
                GroupPoll::Fatal(reason) | GroupPoll::Occupied(reason) => return Some(fenced(reason)),
                GroupPoll::Unauthorized(reason) => return Some(Error::Unauthorized { reason }),
            }
            timeout = Duration::ZERO;
        }
        None
    }

    fn take(&mut self, record: RawRecord) {
        let is_its =
            |place: &&Arc<Place>| place.partition == record.partition && place.topic == *record.topic;
        let known = self.place.as_ref().filter(is_its).and_then(|place| place.deliver(record.offset));
        let delivered = known.or_else(|| {
            self.place = self.shared.place(&record.topic, record.partition);
            self.place.as_ref()?.deliver(record.offset)
        });
        if let (Some(Delivered::New), Some(place)) = (delivered, &self.place) {
            place.consumed.get_or_init(|| self.member.consumed(&record.topic));
            self.waiting.push_back(Received::new(record, Arc::clone(place), Arc::clone(&self.decoder)));
        }
    }

    /// Moves records to the channel; where it stays full, fetching pauses and polling goes on.
    fn hand_over(&mut self) {
        if self.shared.mode == DeliveryMode::AtMostOnce && self.shared.grouped {
            self.promise();
        }
        let ahead = self.shared.mode == DeliveryMode::AtMostOnce && self.shared.grouped;
        while let Some(received) = self.waiting.pop_front() {
            if ahead && received.place().is_live() && !received.place().is_promised(received.offset()) {
                self.waiting.push_front(received);
                break;
            }
            let bytes = received.size_bytes();
            if self.shared.queued_bytes.load(Ordering::Relaxed) > QUEUED_BYTES_MAX {
                self.waiting.push_front(received);
                break;
            }
            match self.sender.try_send(Ok(received)) {
                Ok(()) => {
                    self.shared.queued_bytes.fetch_add(bytes, Ordering::Relaxed);
                }
                Err(mpsc::error::TrySendError::Full(Ok(received))) => {
                    self.waiting.push_front(received);
                    break;
                }
                // The consumer was dropped.
                Err(_) => return self.shared.stop.store(true, Ordering::Relaxed),
            }
        }
        if self.waiting.is_empty() {
            self.full_since = None;
        } else {
            self.full_since.get_or_insert_with(Instant::now);
        }
        self.tell_pauses();
    }

    /// Commits past everything that waits. Until that has worked nothing of it is handed out.
    fn promise(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        match self.shared.promise(self.member.member()) {
            Ok(()) => {}
            Err(CommitFailure::Fenced(reason)) => {
                tracing::warn!(reason, "records are not handed out: the partitions have moved on");
            }
            Err(CommitFailure::Retriable(reason)) => {
                tracing::warn!(reason, "records wait until their offsets are committed");
                std::thread::sleep(PROMISE_PAUSE);
            }
        }
    }

    /// Pauses all while there is no room, and what the user paused in any case.
    fn tell_pauses(&mut self) {
        let pause_all = match self.full_since {
            None => false,
            // Resumed only when everything that waited has found room.
            Some(since) => self.paused || since.elapsed() >= PATIENCE,
        };
        if !self.shared.pauses_changed.swap(false, Ordering::Relaxed) && pause_all == self.paused {
            return;
        }
        self.paused = pause_all;
        for place in self.shared.places() {
            let mut state = place.state();
            let pause = pause_all || state.paused;
            if pause != state.told_to_pause {
                state.told_to_pause = pause;
                if pause {
                    self.member.pause(&place.topic, place.partition);
                } else {
                    self.member.resume(&place.topic, place.partition);
                }
            }
        }
    }

    /// Reads `partitions` on from `to`; what was read before and not acknowledged is dropped.
    pub(super) fn seek(&mut self, partitions: &[(String, i32)], to: SeekTo) -> Result<(), Error> {
        for ((topic, partition), offset) in partitions.iter().zip(self.resolve(partitions, to)?) {
            self.seek_one(topic, *partition, offset)?;
        }
        Ok(())
    }

    fn seek_one(&mut self, topic: &str, partition: i32, offset: i64) -> Result<(), Error> {
        let Some(place) = self.shared.place(topic, partition) else { return Ok(()) };
        self.member.seek(topic, partition, offset, ANSWER_TIMEOUT)?;
        self.shared.replace(Arc::new(place.moved_to(offset)));
        Ok(())
    }

    pub(super) fn resolve(&self, partitions: &[(String, i32)], to: SeekTo) -> Result<Vec<i64>, Error> {
        resolve(&self.member, partitions, to)
    }

    /// Goes back to what is committed: a transaction was aborted, and what it took in is to be read again.
    pub(super) fn rewind(&mut self) -> Result<(), Error> {
        for place in self.shared.places() {
            match place.way_back() {
                Some(offset) => self.seek_one(&place.topic, place.partition, offset)?,
                // Nothing was read of it.
                None => place.end(Fate::Live),
            }
        }
        Ok(())
    }

    /// Waits for room, since whoever reads on must learn why nothing comes any more; but not past a close.
    fn fail(&self, error: Error) {
        let mut answer = Err(error);
        while let Err(mpsc::error::TrySendError::Full(back)) = self.sender.try_send(answer) {
            if self.shared.stops() {
                return;
            }
            answer = back;
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn fenced(reason: String) -> Error {
    Error::Fenced { during: "consuming", reason }
}

/// The offset of `to` in each partition, in their order.
pub(super) fn resolve(
    member: &GroupConsumer<Shared>,
    partitions: &[(String, i32)],
    to: SeekTo,
) -> Result<Vec<i64>, Error> {
    let at = match to {
        SeekTo::Offset(offset) => return Ok(vec![offset.max(0); partitions.len()]),
        SeekTo::Beginning => OffsetAt::Beginning,
        SeekTo::End => OffsetAt::End,
        SeekTo::TimestampMs(timestamp_ms) => OffsetAt::TimestampMs(timestamp_ms),
    };
    member.offsets_at(partitions, at, ANSWER_TIMEOUT)
}
