//! One life of a worker between two memberships, and what follows when it ends.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::oneshot};

use crate::{
    error::Error,
    transport::{GroupConsumer, GroupEvents, GroupPoll},
};

/// What a worker promises about what it writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Guarantee {
    /// Everything at least once: a crash may repeat some.
    AtLeastOnce,
    /// Everything exactly once. Needs a real Kafka.
    ExactlyOnce,
    /// Transactions on the embedded broker, which takes them without keeping their promises: to try the code path.
    ExactlyOnceSimulated,
}

impl Guarantee {
    /// The guarantee that was asked for, or the most that the broker allows.
    pub(crate) fn on(asked: Option<Self>, mock: bool) -> Result<Self, Error> {
        match asked {
            Some(Self::ExactlyOnce) if mock => Err(Error::config(
                "guarantee",
                "the embedded broker shows aborted records, fences nobody and stores no offsets of transactions; use a \
                 real Kafka, AtLeastOnce, or ExactlyOnceSimulated to try the code path",
            )),
            Some(guarantee) => Ok(guarantee),
            None if mock => Ok(Self::AtLeastOnce),
            None => Ok(Self::ExactlyOnce),
        }
    }
}

/// Why a session is over.
#[derive(Clone, Debug)]
pub(crate) enum SessionEnd {
    /// It was asked to.
    Stopped,
    /// Another instance took this one's place.
    Fenced(String),
    /// A new producer and a new membership may mend it.
    Fatal(String),
    /// A member with the same instance id is there still (KIP-848): its place is free when it has left or timed out.
    Occupied(String),
}

/// An open transaction of a dead worker holds readers back no longer than this.
pub(crate) const TRANSACTION_TIMEOUT: Duration = Duration::from_secs(10);
/// Longer than a transaction may stay open: the coordinator must first end that of a predecessor.
pub(crate) const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// A worker that needs more new sessions than this within [`RESTARTS_WINDOW`] gives up.
const RESTARTS_MAX: usize = 5;
const RESTARTS_WINDOW: Duration = Duration::from_secs(60);
/// How long a static member waits for a predecessor that does not leave: more than twice the session timeout that brokers
/// have for such groups by default.
const OCCUPIED_MAX: Duration = Duration::from_secs(120);
const OCCUPIED_PAUSE: Duration = Duration::from_millis(500);

/// Runs one session after the other until one ends for good.
pub(crate) fn run_sessions(
    stop: &AtomicBool,
    mut run: impl FnMut() -> Result<SessionEnd, Error>,
) -> Result<(), Error> {
    let mut restarts: Vec<Instant> = Vec::new();
    let mut occupied_since: Option<Instant> = None;
    loop {
        let end = run()?;
        if let SessionEnd::Occupied(reason) = &end
            && occupied_since.get_or_insert_with(Instant::now).elapsed() < OCCUPIED_MAX
        {
            tracing::info!(reason, "the worker waits for its predecessor to leave the group");
            if !wait(OCCUPIED_PAUSE, stop) {
                return Ok(());
            }
            continue;
        }
        occupied_since = None;
        let reason = match end {
            SessionEnd::Stopped => return Ok(()),
            SessionEnd::Occupied(reason) => {
                return Err(Error::Fenced { during: "waiting for a predecessor to leave the group", reason });
            }
            SessionEnd::Fenced(reason) => {
                return Err(Error::Fenced { during: "the worker's session", reason });
            }
            SessionEnd::Fatal(reason) => reason,
        };
        tracing::warn!(reason, "the worker needs a new producer and a new membership");
        restarts.retain(|at| at.elapsed() < RESTARTS_WINDOW);
        restarts.push(Instant::now());
        if restarts.len() > RESTARTS_MAX {
            return Err(Error::Fenced { during: "the worker's sessions", reason });
        }
    }
}

/// Waits; `false` when it is time to stop.
fn wait(pause: Duration, stop: &AtomicBool) -> bool {
    let until = Instant::now() + pause;
    while Instant::now() < until && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(20));
    }
    !stop.load(Ordering::Relaxed)
}

/// A producer is fenced by a replacement, but also by a coordinator that ran out of patience. Only the group knows:
/// taking the place back from a healthy replacement would start a fight.
pub(crate) fn replaced_within<E: GroupEvents>(
    notice: Duration,
    consumer: &GroupConsumer<E>,
) -> Option<SessionEnd> {
    let until = Instant::now() + notice;
    while Instant::now() < until {
        if let GroupPoll::Fatal(reason) = consumer.poll(Duration::from_millis(50)) {
            return Some(SessionEnd::Fenced(reason));
        }
    }
    None
}

/// Runs a worker on a thread of its own until `shutdown` resolves and the worker has ended.
pub(crate) async fn run_on_thread(
    shutdown: impl Future<Output = ()>,
    run: impl FnOnce(&AtomicBool) -> Result<(), Error> + Send + 'static,
) -> Result<(), Error> {
    Handle::try_current().map_err(|_| Error::NoRuntime { call: "Worker::run" })?;
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, mut finished) = oneshot::channel();
    let flag = Arc::clone(&stop);
    std::thread::Builder::new()
        .name("tda-worker".into())
        .spawn(move || drop(sender.send(run(&flag))))
        .map_err(|error| Error::Internal {
            during: "starting the worker's thread",
            reason: error.to_string(),
        })?;
    let _stop_on_drop = StopOnDrop(Arc::clone(&stop));
    tokio::select! {
        outcome = &mut finished => return outcome.unwrap_or_else(|_| Err(panicked())),
        () = shutdown => stop.store(true, Ordering::Relaxed),
    }
    finished.await.unwrap_or_else(|_| Err(panicked()))
}

/// A dropped `run` future stops its thread: nobody would hear of it any more.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn panicked() -> Error {
    Error::Internal { during: "the worker's thread", reason: "it panicked; the log has the message".into() }
}
