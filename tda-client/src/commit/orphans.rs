//! Watching for partitions that nobody owns.
//!
//! In a cooperative rebalance partitions that move are given up first and shared out in a second round, which the
//! member that gave them up asks for. A *static* member that is killed in between comes back into the first round's
//! assignment without a rebalance (KIP-345), nobody asks for the second round, and the partitions stay without an owner
//! although every member is healthy. So a static worker looks at its group after it has joined, and where partitions
//! stay orphaned it makes the group share them out again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use crate::{
    error::Error,
    transport::{Connection, GroupView},
};

/// The watch of one session; it ends when this is dropped.
pub(crate) struct OrphanWatch {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Between looks while the member is new, and how many of these there are.
const LOOK_SOON: Duration = Duration::from_secs(1);
const LOOKS_SOON: u32 = 10;
/// Between looks afterwards: only others' restarts can orphan partitions then, and they look themselves.
const LOOK_LATER: Duration = Duration::from_secs(30);
/// So often in a row the same partitions must be seen without an owner: a rebalance under way looks like that, too.
const SIGHTINGS: u32 = 2;
/// How soon a stop is noticed.
const TICK: Duration = Duration::from_millis(50);

impl OrphanWatch {
    pub(crate) fn start(
        connection: &Connection,
        group: &str,
        topic: &str,
        partitions: i32,
    ) -> Result<Self, Error> {
        let view = GroupView::new(connection, group, topic)?;
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let thread = std::thread::Builder::new()
            .name("tda-orphan-watch".into())
            .spawn(move || watch(&view, partitions, &flag))
            .map_err(|error| Error::Internal {
                during: "starting the watch for orphans",
                reason: error.to_string(),
            })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for OrphanWatch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn watch(view: &GroupView, partitions: i32, stop: &AtomicBool) {
    let (mut looks, mut sightings, mut before) = (0, 0, Vec::new());
    while wait(if looks < LOOKS_SOON { LOOK_SOON } else { LOOK_LATER }, stop) {
        looks += 1;
        let orphans = view.orphans(partitions).unwrap_or_default();
        sightings = if orphans.is_empty() || orphans != before { 0 } else { sightings };
        if !orphans.is_empty() {
            sightings += 1;
            looks = 0;
        }
        if sightings >= SIGHTINGS {
            tracing::warn!(?orphans, "partitions have no owner: the group is made to share them out again");
            if let Err(error) = view.nudge() {
                tracing::warn!(%error, "the group could not be nudged");
            }
            sightings = 0;
        }
        before = orphans;
    }
}

/// Waits; `false` when it is time to stop.
fn wait(pause: Duration, stop: &AtomicBool) -> bool {
    let until = Instant::now() + pause;
    while Instant::now() < until {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        std::thread::sleep(TICK);
    }
    !stop.load(Ordering::Relaxed)
}
