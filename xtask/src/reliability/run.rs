//! A run: lanes of traffic and workers on one cluster, and a plan of what goes wrong.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    cluster::Cluster,
    lane::{Lane, breathe},
    proxy::Break,
    schedule::{Fault, FaultKind},
    traffic,
};

/// A broker that was away needs this long until its copies have caught up; then the next one may go.
const CATCH_UP: Duration = Duration::from_secs(4);
/// What is still owed when everything is mended must end within this.
const DRAIN_PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Run<'a> {
    cluster: &'a mut Cluster,
    lanes: &'a mut [Lane],
    started: Instant,
    mends: Vec<(Instant, Fault)>,
    /// Brokers, and ways to them, that are broken now.
    broken_brokers: BTreeSet<usize>,
    broken_ways: BTreeSet<usize>,
    whole_since: Option<Instant>,
    pub(crate) done: BTreeMap<FaultKind, u32>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(cluster: &'a mut Cluster, lanes: &'a mut [Lane]) -> Self {
        Self {
            cluster,
            lanes,
            started: Instant::now(),
            mends: Vec::new(),
            broken_brokers: BTreeSet::new(),
            broken_ways: BTreeSet::new(),
            whole_since: None,
            done: BTreeMap::new(),
        }
    }

    /// Lets everything of the plan go wrong in its time, for `duration`; then mends it and waits for what is owed.
    pub(crate) fn drive(&mut self, plan: Vec<Fault>, duration: Duration) -> Result<()> {
        self.lanes.iter_mut().try_for_each(Lane::begin)?;
        let mut due = VecDeque::from(plan);
        let mut postponed = VecDeque::new();
        let mut said = Instant::now();
        while self.started.elapsed() < duration {
            breathe()?;
            self.lanes.iter_mut().try_for_each(Lane::tend)?;
            self.mend_what_is_due(false)?;
            self.look_at_brokers()?;
            while due.front().is_some_and(|fault| fault.at <= self.started.elapsed()) {
                postponed.extend(due.pop_front());
            }
            // In their order where they hinder each other: a plan is repeated as it was.
            for _ in 0..postponed.len() {
                let Some(fault) = postponed.pop_front() else { break };
                if self.may_happen(&fault) {
                    self.happen(fault)?;
                } else {
                    postponed.push_back(fault);
                }
            }
            if said.elapsed() > Duration::from_secs(10) {
                said = Instant::now();
                self.say();
            }
        }
        self.mend_what_is_due(true)?;
        self.cluster.heal()?;
        self.say();
        self.lanes.iter_mut().try_for_each(|lane| lane.finish(DRAIN_PATIENCE))?;
        let deadline = Instant::now() + DRAIN_PATIENCE + traffic::PATIENCE;
        while !self.lanes.iter().all(|lane| lane.traffic.is_finished) {
            breathe()?;
            self.lanes.iter_mut().try_for_each(Lane::tend)?;
            if Instant::now() >= deadline {
                bail!(
                    "the histories are not written {:?} after the last fault",
                    DRAIN_PATIENCE + traffic::PATIENCE
                );
            }
        }
        Ok(())
    }

    fn say(&self) {
        let seconds = self.started.elapsed().as_secs();
        let faults: u32 = self.done.values().sum();
        let lanes: Vec<String> = self
            .lanes
            .iter()
            .map(|lane| {
                let (protocol, traffic) = (lane.protocol.name(), &lane.traffic);
                format!("{protocol} {} of {} jobs ended", traffic.ended, traffic.submitted)
            })
            .collect();
        println!("  {seconds:>4} s: {faults} faults; {}", lanes.join(", "));
    }

    fn look_at_brokers(&mut self) -> Result<()> {
        if !self.broken_brokers.is_empty() {
            self.whole_since = None;
        } else if self.whole_since.is_none() && self.cluster.is_whole()? {
            self.whole_since = Some(Instant::now());
        }
        Ok(())
    }

    /// Two of three copies must be there: one broker at a time, and the next one when it is back.
    fn may_happen(&self, fault: &Fault) -> bool {
        match fault.kind {
            FaultKind::BrokerKill | FaultKind::BrokerPause | FaultKind::NetworkSplit => {
                self.whole_since.is_some_and(|since| since.elapsed() >= CATCH_UP)
            }
            FaultKind::NetworkBlackHole | FaultKind::NetworkCut | FaultKind::NetworkDelay => {
                self.broken_ways.is_empty()
            }
            FaultKind::Rebalance => self.lanes[fault.lane].visitor.pid().is_none(),
            _ => true,
        }
    }

    fn happen(&mut self, fault: Fault) -> Result<()> {
        let lane = &mut self.lanes[fault.lane];
        let worker = &mut lane.workers[fault.worker];
        let node = fault.broker;
        match fault.kind {
            FaultKind::BrokerKill => self.cluster.kafka.kill(node)?,
            FaultKind::BrokerPause => self.cluster.kafka.pause(node)?,
            FaultKind::ClockJump => worker.set_clock(fault.amount)?,
            FaultKind::CrashPoint => worker.replace(Some(format!("{}:{}", fault.point, fault.amount)))?,
            FaultKind::NetworkBlackHole => self.cluster.spoil_client_way(node, Break::Swallow)?,
            FaultKind::NetworkCut => self.cluster.spoil_client_way(node, Break::Cut)?,
            FaultKind::NetworkDelay => self.cluster.spoil_client_way(node, Break::Delay(fault.amount))?,
            FaultKind::NetworkSplit => self.cluster.split_off(node)?,
            FaultKind::Rebalance => lane.visitor.start(None)?,
            FaultKind::WorkerKill => worker.kill(),
            FaultKind::WorkerPause => worker.pause(),
            FaultKind::WorkerStop => worker.ask_to_stop(),
        }
        match fault.kind {
            FaultKind::BrokerKill | FaultKind::BrokerPause | FaultKind::NetworkSplit => {
                self.whole_since = None;
                self.broken_brokers.insert(node);
            }
            FaultKind::NetworkBlackHole | FaultKind::NetworkCut | FaultKind::NetworkDelay => {
                self.broken_ways.insert(node);
            }
            _ => {}
        }
        *self.done.entry(fault.kind).or_default() += 1;
        self.mends.push((Instant::now() + fault.lasts, fault));
        Ok(())
    }

    fn mend_what_is_due(&mut self, all: bool) -> Result<()> {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.mends).into_iter().partition(|(at, _)| all || *at <= now);
        self.mends = later;
        let due: Vec<(Instant, Fault)> = due;
        due.iter().try_for_each(|(_, fault)| self.mend(fault))
    }

    fn mend(&mut self, fault: &Fault) -> Result<()> {
        let lane = &mut self.lanes[fault.lane];
        let worker = &lane.workers[fault.worker];
        let node = fault.broker;
        match fault.kind {
            FaultKind::BrokerKill => self.cluster.kafka.launch(node)?,
            FaultKind::BrokerPause => self.cluster.kafka.resume(node)?,
            FaultKind::NetworkSplit => self.cluster.join_again(node)?,
            FaultKind::NetworkBlackHole | FaultKind::NetworkCut | FaultKind::NetworkDelay => {
                self.cluster.mend_client_way(node)?;
            }
            FaultKind::ClockJump => worker.set_clock(0)?,
            FaultKind::WorkerPause => worker.resume(),
            FaultKind::Rebalance => lane.visitor.retire(),
            FaultKind::CrashPoint | FaultKind::WorkerKill | FaultKind::WorkerStop => {}
        }
        match fault.kind {
            FaultKind::BrokerKill | FaultKind::BrokerPause | FaultKind::NetworkSplit => {
                self.broken_brokers.remove(&node);
            }
            FaultKind::NetworkBlackHole | FaultKind::NetworkCut | FaultKind::NetworkDelay => {
                self.broken_ways.remove(&node);
            }
            _ => {}
        }
        Ok(())
    }
}
