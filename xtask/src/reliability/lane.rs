//! Topics, workers and traffic that have nothing to do with those of other lanes but the cluster.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Result;

use super::{
    traffic::{Manners, Traffic},
    worker::{Counts, Program, Protocol, Slot},
};
use crate::{process, python_environment::PythonEnvironment};

/// Workers of a lane; the last one has no instance id.
pub(crate) const WORKERS: usize = 3;
/// Jobs on their way: more than the workers compute at once, few enough that each is soon done.
const OWED: u32 = 8;
/// A worker that is asked to stop finishes what it computes.
const STOP_PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Lane {
    pub(crate) protocol: Protocol,
    pub(crate) traffic: Traffic,
    pub(crate) workers: Vec<Slot>,
    /// One that joins and leaves.
    pub(crate) visitor: Slot,
}

impl Lane {
    /// Makes topics and starts workers. Call it on the main thread.
    pub(crate) fn start(
        protocol: Protocol,
        environment: &PythonEnvironment,
        servers: &str,
        program: PathBuf,
        seed: u64,
        folder: &Path,
    ) -> Result<Self> {
        let prefix = format!("{}_", protocol.name());
        let history = folder.join(format!("{}.jsonl.gz", protocol.name()));
        let traffic = Traffic::start(environment, servers, &prefix, seed, history, &Manners::default())?;
        let program = Program {
            program,
            subcommand: Some("worker"),
            servers: servers.to_owned(),
            prefix: prefix.clone(),
            protocol,
            more: Vec::new(),
        };
        let slot = |name: &str, is_static| {
            Slot::new(&format!("{}-{name}", protocol.name()), program.clone(), is_static, folder)
        };
        let mut workers: Vec<Slot> =
            (0..WORKERS).map(|number| slot(&format!("worker-{number}"), number + 1 < WORKERS)).collect();
        for worker in &mut workers {
            worker.start(None)?;
        }
        Ok(Self { protocol, traffic, workers, visitor: slot("visitor", false) })
    }

    pub(crate) fn begin(&mut self) -> Result<()> {
        self.traffic.flow(OWED)
    }

    /// Starts again what has ended, and hears what has happened.
    pub(crate) fn tend(&mut self) -> Result<()> {
        self.workers.iter_mut().chain([&mut self.visitor]).try_for_each(Slot::tend)?;
        self.traffic.listen()
    }

    /// Nothing goes wrong any more: what is owed is waited for, at most so long, and the history written.
    pub(crate) fn finish(&mut self, patience: Duration) -> Result<()> {
        for worker in &self.workers {
            worker.resume();
            worker.set_clock(0)?;
        }
        self.visitor.retire();
        self.traffic.finish(patience)
    }

    pub(crate) fn stop(&mut self) {
        self.workers.iter_mut().for_each(Slot::retire);
        self.workers.iter_mut().for_each(|worker| worker.join(STOP_PATIENCE));
        self.visitor.join(STOP_PATIENCE);
    }

    pub(crate) fn counts(&self) -> Counts {
        self.workers.iter().chain([&self.visitor]).fold(Counts::default(), |sum, slot| Counts {
            kills: sum.kills + slot.counts.kills,
            crashes: sum.crashes + slot.counts.crashes,
            exits: sum.exits + slot.counts.exits,
        })
    }
}

/// Waits a moment, unless somebody asked this program to stop.
pub(crate) fn breathe() -> Result<()> {
    std::thread::sleep(process::POLL_INTERVAL);
    process::check_interrupt()
}
