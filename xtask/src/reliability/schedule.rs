//! What goes wrong, and when: a plan that follows from a seed alone, so that a run can be repeated.

use std::time::Duration;

use clap::ValueEnum;

/// The ways in which things go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum)]
pub(crate) enum FaultKind {
    /// A broker is killed and started again some seconds later.
    BrokerKill,
    /// A broker's process stands still for some seconds (SIGSTOP).
    BrokerPause,
    /// The wall clock of a worker jumps.
    ClockJump,
    /// A worker dies at a named point between two steps of a commit or of a rebalance.
    CrashPoint,
    /// The way from clients to a broker swallows everything; connections stay open.
    NetworkBlackHole,
    /// Clients cannot reach a broker: connections break.
    NetworkCut,
    /// Every answer of a broker is late.
    NetworkDelay,
    /// The other brokers cannot reach a broker, clients can.
    NetworkSplit,
    /// A worker joins the group for a while, and leaves.
    Rebalance,
    /// A worker is killed at any moment.
    WorkerKill,
    /// A worker's process stands still for some seconds (SIGSTOP), longer than its session at times.
    WorkerPause,
    /// A worker is asked to stop, and starts again.
    WorkerStop,
}

/// Every point of `commit/crash.rs` in the client.
pub(crate) const CRASH_POINTS: [&str; 8] = [
    "mid_produce",
    "after_produce",
    "after_send_offsets",
    "after_commit",
    "after_follow_up",
    "after_assignment",
    "in_revocation",
    "after_revocation",
];

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) at: Duration,
    pub(crate) kind: FaultKind,
    /// Which broker, from 1; or which lane and worker, each from 0.
    pub(crate) broker: usize,
    pub(crate) lane: usize,
    pub(crate) worker: usize,
    /// How long it stays so.
    pub(crate) lasts: Duration,
    /// Milliseconds of delay, seconds of a clock's jump, or how often a crash point is passed before.
    pub(crate) amount: i64,
    /// Of a crash point.
    pub(crate) point: &'static str,
}

/// What there is to break.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) seconds: u64,
    pub(crate) brokers: usize,
    pub(crate) lanes: usize,
    pub(crate) workers: usize,
}

/// A plan of faults in the order of time. Every second one is a crash point until every lane has met every point.
pub(crate) fn plan(seed: u64, extent: Extent, kinds: &[FaultKind]) -> Vec<Fault> {
    let mut numbers = Numbers(seed);
    let mut faults = Vec::new();
    // Everybody joins first.
    let mut at = Duration::from_secs(4);
    let (first, mut met) = (numbers.index(CRASH_POINTS.len() * extent.lanes), 0);
    let end = Duration::from_secs(extent.seconds);
    let weighted: Vec<FaultKind> = kinds.iter().flat_map(|kind| vec![*kind; weight(*kind)]).collect();
    while at < end && !weighted.is_empty() {
        let drawn = weighted[numbers.index(weighted.len())];
        let owes_crashes = kinds.contains(&FaultKind::CrashPoint) && met < extent.lanes * CRASH_POINTS.len();
        let kind = if owes_crashes && faults.len().is_multiple_of(2) { FaultKind::CrashPoint } else { drawn };
        let mut fault = Fault {
            at,
            kind,
            broker: 1 + numbers.index(extent.brokers),
            lane: numbers.index(extent.lanes),
            worker: numbers.index(extent.workers),
            lasts: lasts(kind, &mut numbers),
            amount: amount(kind, &mut numbers),
            point: "",
        };
        if kind == FaultKind::CrashPoint {
            // Neighbours in time meet different lanes, and every lane meets every point.
            let crash = first + met;
            fault.lane = crash % extent.lanes;
            fault.point = CRASH_POINTS[crash / extent.lanes % CRASH_POINTS.len()];
            met += 1;
        }
        faults.push(fault);
        at += Duration::from_millis(500 + numbers.below(2000));
    }
    faults
}

/// Worker faults are the cheap ones, and the reason for all this.
fn weight(kind: FaultKind) -> usize {
    match kind {
        FaultKind::CrashPoint => 4,
        FaultKind::WorkerKill | FaultKind::Rebalance => 2,
        _ => 1,
    }
}

fn lasts(kind: FaultKind, numbers: &mut Numbers) -> Duration {
    let (from_ms, to_ms) = match kind {
        FaultKind::BrokerKill => (2_000, 6_000),
        FaultKind::BrokerPause | FaultKind::NetworkSplit => (2_000, 9_000),
        FaultKind::NetworkBlackHole | FaultKind::NetworkCut => (1_000, 6_000),
        FaultKind::NetworkDelay => (3_000, 10_000),
        FaultKind::WorkerPause => (1_000, 9_000),
        FaultKind::Rebalance | FaultKind::ClockJump => (2_000, 8_000),
        FaultKind::CrashPoint | FaultKind::WorkerKill | FaultKind::WorkerStop => (0, 1),
    };
    Duration::from_millis(from_ms + numbers.below(to_ms - from_ms))
}

fn amount(kind: FaultKind, numbers: &mut Numbers) -> i64 {
    let sign = if numbers.below(2) == 0 { 1 } else { -1 };
    let below = |numbers: &mut Numbers, bound| i64::try_from(numbers.below(bound)).unwrap_or(0);
    match kind {
        FaultKind::NetworkDelay => 50 + below(numbers, 450),
        FaultKind::ClockJump => sign * (10 + below(numbers, 3600)),
        FaultKind::CrashPoint => 1 + below(numbers, 3),
        _ => 0,
    }
}

/// SplitMix64: small, and the same for ever.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Any number below `bound`, which is not zero.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { seconds: 80, brokers: 3, lanes: 2, workers: 3 };

    #[test]
    fn a_seed_gives_one_plan_and_another_seed_another() {
        let kinds = FaultKind::value_variants();
        assert_eq!(plan(7, EXTENT, kinds), plan(7, EXTENT, kinds));
        assert_ne!(plan(7, EXTENT, kinds), plan(8, EXTENT, kinds));
    }

    #[test]
    fn every_lane_meets_every_crash_point_in_a_short_run() {
        for seed in 0..50 {
            let faults = plan(seed, EXTENT, FaultKind::value_variants());
            for lane in 0..2 {
                for point in CRASH_POINTS {
                    let met = faults.iter().any(|fault| fault.lane == lane && fault.point == point);
                    assert!(met, "seed {seed}: lane {lane} does not meet {point}");
                }
            }
        }
    }

    #[test]
    fn only_what_was_asked_for_goes_wrong() {
        let faults = plan(1, EXTENT, &[FaultKind::BrokerKill]);
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.kind == FaultKind::BrokerKill));
        assert!(faults.iter().all(|fault| (1..=3).contains(&fault.broker)));
        assert!(plan(1, EXTENT, &[]).is_empty());
    }
}
