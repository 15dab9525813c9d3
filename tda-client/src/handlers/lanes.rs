//! What a worker of handlers knows: its partitions and the records read from them, in lanes of one key each. No I/O: it
//! decides which record is next.
//!
//! ```text
//!   partition ─┬─ lane "a": 4, 9, 12     one at a time, in order
//!              ├─ lane "b": 5            parked: tried again later, the others go on
//!              └─ lane "c": 6, 7
//! ```

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    sync::Arc,
    time::Instant,
};

use crate::{
    offsets::{Delivered, OffsetTracker},
    transport::CommittedOffset,
};

/// A partition of a topic.
pub(crate) type Place = (Arc<str>, i32);

/// Names a record that was read; never used twice, so that what belongs to a partition's earlier life finds nothing.
pub(crate) type Ticket = u64;

/// Everything about the partitions that this worker owns. `W` is what is to be done about a record.
pub(crate) struct Lanes<W> {
    partitions: BTreeMap<Place, Partition>,
    items: HashMap<Ticket, Item<W>>,
    /// Records that may start, the most urgent first, then the oldest.
    ready: BTreeSet<(Reverse<i32>, Ticket)>,
    parked: BTreeSet<(Instant, Ticket)>,
    next_ticket: Ticket,
    running: usize,
    waiting_bytes: usize,
}

#[derive(Default)]
struct Partition {
    tracker: OffsetTracker,
    committed: (i64, String),
    lanes: HashMap<Vec<u8>, VecDeque<Ticket>>,
    waiting: usize,
    paused: bool,
    /// A dead letter cannot be written: nothing more starts.
    stopped: bool,
}

/// A record that was read and is not finished.
pub(crate) struct Item<W> {
    pub(crate) place: Place,
    pub(crate) offset: i64,
    pub(crate) work: W,
    /// Failed attempts.
    pub(crate) attempts: u32,
    pub(crate) first_failed_at_ms: Option<i64>,
    /// `None` where order is unimportant.
    lane: Option<Vec<u8>>,
    priority: i32,
    bytes: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Behind another of its lane, or ready.
    Waiting,
    Running,
    Parked(Instant),
}

/// A record as it comes.
pub(crate) struct Arrival<W> {
    pub(crate) place: Place,
    pub(crate) offset: i64,
    pub(crate) lane: Option<Vec<u8>>,
    pub(crate) priority: i32,
    pub(crate) bytes: usize,
    pub(crate) work: W,
    pub(crate) attempts: u32,
    pub(crate) first_failed_at_ms: Option<i64>,
    /// Not to be started before.
    pub(crate) due: Option<Instant>,
}

/// Bounds of reading ahead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadAhead {
    /// Of each partition.
    pub(crate) records_max: usize,
    /// Of all together.
    pub(crate) bytes_max: usize,
}

impl<W> Default for Lanes<W> {
    fn default() -> Self {
        Self {
            partitions: BTreeMap::new(),
            items: HashMap::new(),
            ready: BTreeSet::new(),
            parked: BTreeSet::new(),
            next_ticket: 0,
            running: 0,
            waiting_bytes: 0,
        }
    }
}

impl<W> Lanes<W> {
    /// Takes a partition up where the group left it.
    pub(crate) fn assign(&mut self, place: Place, committed: &CommittedOffset) {
        let tracker = OffsetTracker::restore(committed.offset, &committed.metadata);
        let position = (tracker.committable(), tracker.metadata());
        self.partitions.insert(place, Partition { tracker, committed: position, ..Partition::default() });
    }

    /// Forgets a partition; gives what ran on it.
    pub(crate) fn revoke(&mut self, place: &Place) -> Vec<W> {
        if self.partitions.remove(place).is_none() {
            return Vec::new();
        }
        let gone: Vec<_> =
            self.items.iter().filter(|(_, item)| item.place == *place).map(|(ticket, _)| *ticket).collect();
        let mut ran = Vec::new();
        for ticket in gone {
            if let Some(item) = self.take(ticket)
                && item.state == State::Running
            {
                ran.push(item.work);
            }
        }
        ran
    }

    /// A record was delivered. Finished ones (or ones of a partition that has gone) need nothing.
    pub(crate) fn deliver(&mut self, place: &Place, offset: i64) -> bool {
        let owner = self.partitions.get_mut(place);
        owner.is_some_and(|partition| partition.tracker.deliver(offset) == Delivered::New)
    }

    /// The record needs nothing any more; its offset goes into the next commit.
    pub(crate) fn pass_over(&mut self, place: &Place, offset: i64) {
        if let Some(partition) = self.partitions.get_mut(place) {
            partition.tracker.finish(offset);
        }
    }

    /// A record that is to be handled, after those of its lane.
    pub(crate) fn admit(&mut self, arrival: Arrival<W>) {
        let Some(partition) = self.partitions.get_mut(&arrival.place) else { return };
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        partition.waiting += 1;
        self.waiting_bytes += arrival.bytes;
        let lane = arrival.lane.as_ref().map(|key| partition.lanes.entry(key.clone()).or_default());
        let is_first = lane.is_none_or(|lane| {
            lane.push_back(ticket);
            lane.len() == 1
        });
        let item = Item {
            place: arrival.place,
            offset: arrival.offset,
            work: arrival.work,
            attempts: arrival.attempts,
            first_failed_at_ms: arrival.first_failed_at_ms,
            lane: arrival.lane,
            priority: arrival.priority,
            bytes: arrival.bytes,
            state: arrival.due.map_or(State::Waiting, State::Parked),
        };
        if is_first {
            self.enqueue(ticket, item.state, item.priority);
        }
        self.items.insert(ticket, item);
    }

    fn enqueue(&mut self, ticket: Ticket, state: State, priority: i32) {
        match state {
            State::Parked(until) => self.parked.insert((until, ticket)),
            _ => self.ready.insert((Reverse(priority), ticket)),
        };
    }

    /// The next record to start, at `now`: it counts as running.
    pub(crate) fn next(&mut self, now: Instant) -> Option<(Ticket, &mut Item<W>)> {
        while let Some(&(until, ticket)) = self.parked.first()
            && until <= now
        {
            self.parked.pop_first();
            if let Some(item) = self.items.get_mut(&ticket) {
                item.state = State::Waiting;
                self.ready.insert((Reverse(item.priority), ticket));
            }
        }
        let may_start = |ticket: &Ticket| {
            let item = self.items.get(ticket)?;
            let partition = self.partitions.get(&item.place)?;
            (!partition.stopped && partition.tracker.allows_start(item.offset)).then_some(*ticket)
        };
        let (_, ticket) = *self.ready.iter().find(|(_, ticket)| may_start(ticket).is_some())?;
        let item = self.items.get_mut(&ticket)?;
        self.ready.remove(&(Reverse(item.priority), ticket));
        item.state = State::Running;
        self.running += 1;
        self.waiting_bytes -= item.bytes;
        if let Some(partition) = self.partitions.get_mut(&item.place) {
            partition.waiting -= 1;
        }
        Some((ticket, item))
    }

    /// A record that is known still: its partition has not gone since.
    pub(crate) fn item(&mut self, ticket: Ticket) -> Option<&mut Item<W>> {
        self.items.get_mut(&ticket)
    }

    /// What is to be written about it is in the batch: its offset goes into the next commit, and its lane goes on.
    pub(crate) fn finish(&mut self, ticket: Ticket) {
        if let Some(item) = self.take(ticket)
            && let Some(partition) = self.partitions.get_mut(&item.place)
        {
            partition.tracker.finish(item.offset);
        }
    }

    /// It is tried again at `until`; its lane waits, all others go on.
    pub(crate) fn park(&mut self, ticket: Ticket, until: Instant) {
        let Some(item) = self.items.get_mut(&ticket) else { return };
        if item.state == State::Running {
            self.running -= 1;
            self.waiting_bytes += item.bytes;
            if let Some(partition) = self.partitions.get_mut(&item.place) {
                partition.waiting += 1;
            }
        }
        item.state = State::Parked(until);
        self.parked.insert((until, ticket));
    }

    /// Its dead letter cannot be written: its partition stands still, and it stays unfinished.
    pub(crate) fn stop(&mut self, place: &Place) {
        if let Some(partition) = self.partitions.get_mut(place) {
            partition.stopped = true;
        }
    }

    /// Finished, and not so after all: what was to be written about it could not be.
    pub(crate) fn reopen(&mut self, place: &Place, offset: i64) {
        if let Some(partition) = self.partitions.get_mut(place) {
            partition.tracker.reopen(offset);
        }
    }

    pub(crate) fn go_on(&mut self, place: &Place) {
        if let Some(partition) = self.partitions.get_mut(place) {
            partition.stopped = false;
        }
    }

    /// Takes a record out, wherever it stands, and lets the next of its lane follow.
    fn take(&mut self, ticket: Ticket) -> Option<Item<W>> {
        let item = self.items.remove(&ticket)?;
        self.ready.remove(&(Reverse(item.priority), ticket));
        match item.state {
            State::Running => self.running -= 1,
            State::Waiting | State::Parked(_) => {
                self.waiting_bytes -= item.bytes;
                if let State::Parked(until) = item.state {
                    self.parked.remove(&(until, ticket));
                }
                if let Some(partition) = self.partitions.get_mut(&item.place) {
                    partition.waiting -= 1;
                }
            }
        }
        if let Some(next) = self.follower(ticket, &item)
            && let Some(follower) = self.items.get(&next)
        {
            self.enqueue(next, follower.state, follower.priority);
        }
        Some(item)
    }

    /// Takes the first record out of its lane; gives the one behind it.
    fn follower(&mut self, ticket: Ticket, item: &Item<W>) -> Option<Ticket> {
        let lanes = &mut self.partitions.get_mut(&item.place)?.lanes;
        let key = item.lane.as_ref()?;
        let lane = lanes.get_mut(key)?;
        if lane.front() == Some(&ticket) {
            lane.pop_front();
        }
        let next = lane.front().copied();
        if next.is_none() {
            lanes.remove(key);
        }
        next
    }

    /// Partitions to pause (`true`) or resume, so that reading ahead stays within its bounds.
    pub(crate) fn pauses(&mut self, bounds: ReadAhead) -> Vec<(Place, bool)> {
        let full = self.waiting_bytes >= bounds.bytes_max;
        let mut changes = Vec::new();
        for (place, partition) in &mut self.partitions {
            // Resumed at half, so that it does not flutter.
            let many = if partition.paused { bounds.records_max / 2 } else { bounds.records_max };
            let pause = full || partition.stopped || partition.waiting >= many.max(1);
            if pause != partition.paused {
                partition.paused = pause;
                changes.push((place.clone(), pause));
            }
        }
        changes
    }

    /// The offsets that have moved since the last commit.
    pub(crate) fn due(&self) -> Vec<CommittedOffset> {
        let due = |((topic, partition), owner): (&Place, &Partition)| {
            let (offset, metadata) = (owner.tracker.committable(), owner.tracker.metadata());
            let moved = (offset, &metadata) != (owner.committed.0, &owner.committed.1);
            moved.then(|| CommittedOffset {
                topic: topic.to_string(),
                partition: *partition,
                offset,
                metadata,
            })
        };
        self.partitions.iter().filter_map(due).collect()
    }

    /// The lowest unfinished offset of each partition.
    pub(crate) fn positions(&self) -> Vec<((String, i32), i64)> {
        let position = |((topic, partition), owner): (&Place, &Partition)| {
            ((topic.to_string(), *partition), owner.tracker.committable())
        };
        self.partitions.iter().map(position).collect()
    }

    /// These offsets are on the broker.
    pub(crate) fn committed(&mut self, offsets: &[CommittedOffset]) {
        for offset in offsets {
            let place = (Arc::from(offset.topic.as_str()), offset.partition);
            if let Some(partition) = self.partitions.get_mut(&place) {
                partition.committed = (offset.offset, offset.metadata.clone());
            }
        }
    }

    pub(crate) fn running(&self) -> usize {
        self.running
    }

    pub(crate) fn waiting(&self) -> usize {
        self.items.len() - self.running
    }

    /// Records that run on `places`.
    pub(crate) fn running_on(&self, places: &[Place]) -> usize {
        let runs = |item: &&Item<W>| item.state == State::Running && places.contains(&item.place);
        self.items.values().filter(runs).count()
    }

    /// What runs now.
    pub(crate) fn running_work(&self) -> impl Iterator<Item = &W> {
        self.items.values().filter(|item| item.state == State::Running).map(|item| &item.work)
    }

    /// Partitions of this worker.
    pub(crate) fn partitions(&self) -> usize {
        self.partitions.len()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn place() -> Place {
        (Arc::from("t"), 0)
    }

    /// Records of the lanes `keys`, at offsets from 0 on; `-` has no lane. The work is the offset.
    fn lanes(keys: &str) -> Lanes<i64> {
        let mut lanes = Lanes::default();
        let committed =
            CommittedOffset { topic: "t".into(), partition: 0, offset: 0, metadata: String::new() };
        lanes.assign(place(), &committed);
        for (offset, key) in (0_i64..).zip(keys.chars()) {
            arrive(&mut lanes, offset, key, 0, None);
        }
        lanes
    }

    fn arrive(lanes: &mut Lanes<i64>, offset: i64, key: char, priority: i32, due: Option<Instant>) {
        assert!(lanes.deliver(&place(), offset));
        lanes.admit(Arrival {
            place: place(),
            offset,
            lane: (key != '-').then(|| key.to_string().into_bytes()),
            priority,
            bytes: 10,
            work: offset,
            attempts: 0,
            first_failed_at_ms: None,
            due,
        });
    }

    /// Starts what may start; gives tickets by offset.
    fn start(lanes: &mut Lanes<i64>, now: Instant) -> Vec<(Ticket, i64)> {
        std::iter::from_fn(|| lanes.next(now).map(|(ticket, item)| (ticket, item.offset))).collect()
    }

    fn offsets(started: &[(Ticket, i64)]) -> Vec<i64> {
        started.iter().map(|(_, offset)| *offset).collect()
    }

    #[test]
    fn a_lane_runs_one_record_at_a_time_and_in_order() {
        let (mut lanes, now) = (lanes("aab-a-"), Instant::now());
        let first = start(&mut lanes, now);
        assert_eq!(offsets(&first), [0, 2, 3, 5]);
        lanes.finish(first[0].0);
        let second = start(&mut lanes, now);
        assert_eq!(offsets(&second), [1]);
        lanes.finish(second[0].0);
        assert_eq!(offsets(&start(&mut lanes, now)), [4]);
        assert_eq!((lanes.running(), lanes.waiting()), (4, 0));
    }

    #[test]
    fn a_parked_record_holds_up_its_lane_alone() {
        let (mut lanes, now) = (lanes("aabb"), Instant::now());
        let started = start(&mut lanes, now);
        let later = now + Duration::from_secs(1);
        lanes.park(started[0].0, later);
        lanes.finish(started[1].0);
        assert_eq!(offsets(&start(&mut lanes, now)), [3]);
        let due = &lanes.due()[0];
        assert_eq!((due.offset, due.metadata.as_str()), (0, "runs1:2,1"));
        assert_eq!(offsets(&start(&mut lanes, later)), [0]);
    }

    #[test]
    fn the_urgent_ones_start_first_and_the_delayed_ones_last() {
        let (mut lanes, now) = (lanes(""), Instant::now());
        let later = now + Duration::from_secs(1);
        for (offset, key, priority, due) in [
            (0, 'a', 0, None),
            (1, 'b', 5, None),
            (2, 'b', 9, None),
            (3, 'c', 7, Some(later)),
            (4, 'd', 5, None),
        ] {
            arrive(&mut lanes, offset, key, priority, due);
        }
        // The most urgent of all stands behind another of its lane.
        assert_eq!(offsets(&start(&mut lanes, now)), [1, 4, 0]);
        assert_eq!(offsets(&start(&mut lanes, later)), [3]);
    }

    #[test]
    fn what_belongs_to_a_partition_that_has_gone_finds_nothing() {
        let (mut lanes, now) = (lanes("aab"), Instant::now());
        let started = start(&mut lanes, now);
        assert_eq!(lanes.revoke(&place()).len(), 2);
        assert_eq!((lanes.running(), lanes.waiting(), lanes.waiting_bytes), (0, 0, 0));
        let committed =
            CommittedOffset { topic: "t".into(), partition: 0, offset: 0, metadata: String::new() };
        lanes.assign(place(), &committed);
        lanes.finish(started[0].0);
        lanes.park(started[1].0, now);
        assert!(lanes.due().is_empty() && lanes.next(now).is_none());
    }

    #[test]
    fn a_standstill_starts_nothing_and_is_not_committed_past() {
        let (mut lanes, now) = (lanes("abc"), Instant::now());
        let started = start(&mut lanes, now);
        started.iter().for_each(|(ticket, _)| lanes.finish(*ticket));
        lanes.reopen(&place(), 1);
        lanes.stop(&place());
        arrive(&mut lanes, 3, 'd', 0, None);
        assert!(lanes.next(now).is_none());
        assert_eq!(lanes.pauses(ReadAhead { records_max: 9, bytes_max: 999 }), [(place(), true)]);
        assert_eq!((lanes.due()[0].offset, lanes.due()[0].metadata.as_str()), (1, "runs1:1,1"));
        lanes.go_on(&place());
        assert_eq!(offsets(&start(&mut lanes, now)), [3]);
    }

    #[test]
    fn reading_ahead_is_bounded_in_records_and_bytes() {
        let (mut lanes, now) = (lanes("aaaa"), Instant::now());
        let bounds = ReadAhead { records_max: 4, bytes_max: 1000 };
        assert_eq!(lanes.pauses(bounds), [(place(), true)]);
        let mut last = start(&mut lanes, now);
        for _ in 0..2 {
            lanes.finish(last[0].0);
            last = start(&mut lanes, now);
        }
        assert_eq!(lanes.pauses(bounds), [(place(), false)]);
        assert_eq!(lanes.pauses(ReadAhead { records_max: 4, bytes_max: 10 }), [(place(), true)]);
    }
}
