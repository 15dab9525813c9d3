//! One life of a worker between two memberships, and what follows when it ends.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tda_events::ErrorKind;
use tokio::{runtime::Handle, sync::oneshot};

use super::status::{WorkerSnapshot, WorkerState, WorkerStatus};
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
    /// The broker does not let it.
    Unauthorized(String),
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
/// How long a worker that has been at work tries to come back to brokers that are gone.
const OUTAGE_MAX: Duration = Duration::from_secs(15 * 60);
/// Every try waits for an answer by itself.
const OUTAGE_PAUSE: Duration = Duration::from_secs(1);

/// Runs one session after the other until one ends for good.
pub(crate) fn run_sessions(
    stop: &AtomicBool,
    status: &WorkerStatus,
    mut run: impl FnMut() -> Result<SessionEnd, Error>,
) -> Result<(), Error> {
    let mut patience = Patience::default();
    let outcome = loop {
        let end = run();
        status.update(WorkerSnapshot::between_sessions);
        match patience.bears(end) {
            Ok(pause) if !wait(pause, stop) => break Ok(()),
            Ok(_) => {}
            Err(outcome) => break outcome,
        }
    };
    status.update(|status| status.state = WorkerState::Stopped);
    outcome
}

/// What a worker has put up with.
#[derive(Default)]
struct Patience {
    restarts: Vec<Instant>,
    occupied_since: Option<Instant>,
    gone_since: Option<Instant>,
    /// The brokers are known to be there, and the settings to be right.
    was_at_work: bool,
}

impl Patience {
    /// How long to wait until the next session, or why there is none.
    fn bears(&mut self, end: Result<SessionEnd, Error>) -> Result<Duration, Result<(), Error>> {
        match end {
            Ok(SessionEnd::Occupied(reason)) => self.bears_a_predecessor(reason),
            Err(error) => self.bears_an_outage(error),
            Ok(SessionEnd::Stopped) => Err(Ok(())),
            Ok(SessionEnd::Fenced(reason)) => {
                Err(Err(Error::Fenced { during: "the worker's session", reason }))
            }
            Ok(SessionEnd::Fatal(reason)) => self.bears_a_failure(reason),
            Ok(SessionEnd::Unauthorized(reason)) => Err(Err(Error::Unauthorized { reason })),
        }
    }

    fn bears_a_predecessor(&mut self, reason: String) -> Result<Duration, Result<(), Error>> {
        (self.gone_since, self.was_at_work) = (None, true);
        if self.occupied_since.get_or_insert_with(Instant::now).elapsed() >= OCCUPIED_MAX {
            return Err(Err(Error::Fenced {
                during: "waiting for a predecessor to leave the group",
                reason,
            }));
        }
        tracing::info!(reason, "the worker waits for its predecessor to leave the group");
        Ok(OCCUPIED_PAUSE)
    }

    fn bears_an_outage(&mut self, error: Error) -> Result<Duration, Result<(), Error>> {
        let passes = matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Unreachable);
        if !passes
            || !self.was_at_work
            || self.gone_since.get_or_insert_with(Instant::now).elapsed() >= OUTAGE_MAX
        {
            return Err(Err(error));
        }
        tracing::warn!(%error, "the worker waits for the brokers to come back");
        Ok(OUTAGE_PAUSE)
    }

    fn bears_a_failure(&mut self, reason: String) -> Result<Duration, Result<(), Error>> {
        (self.occupied_since, self.gone_since, self.was_at_work) = (None, None, true);
        tracing::warn!(reason, "the worker needs a new producer and a new membership");
        self.restarts.retain(|at| at.elapsed() < RESTARTS_WINDOW);
        self.restarts.push(Instant::now());
        if self.restarts.len() > RESTARTS_MAX {
            return Err(Err(Error::Fenced { during: "the worker's sessions", reason }));
        }
        Ok(Duration::ZERO)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn gone() -> Error {
        Error::Unreachable { brokers: "b:9092".into(), waited: Duration::from_secs(1), reason: "gone".into() }
    }

    fn fatal() -> Result<SessionEnd, Error> {
        Ok(SessionEnd::Fatal("the commit is open".into()))
    }

    #[test]
    fn brokers_that_were_never_there_are_not_waited_for_and_others_are() {
        let mut patience = Patience::default();
        assert!(matches!(patience.bears(Err(gone())), Err(Err(Error::Unreachable { .. }))));
        assert_eq!(patience.bears(fatal()).ok(), Some(Duration::ZERO));
        for _ in 0..20 {
            assert_eq!(patience.bears(Err(gone())).ok(), Some(OUTAGE_PAUSE));
        }
        patience.gone_since = Instant::now().checked_sub(OUTAGE_MAX);
        assert!(matches!(patience.bears(Err(gone())), Err(Err(Error::Unreachable { .. }))));
        // What waiting does not mend ends it at once.
        assert!(matches!(patience.bears(Err(Error::config("group", "none"))), Err(Err(Error::Config(_)))));
    }

    #[test]
    fn sessions_that_keep_failing_and_predecessors_that_never_leave_end_the_worker() {
        let mut patience = Patience::default();
        for _ in 0..RESTARTS_MAX {
            assert!(patience.bears(fatal()).is_ok());
        }
        assert!(matches!(patience.bears(fatal()), Err(Err(Error::Fenced { .. }))));
        let occupied = || Ok(SessionEnd::Occupied("victim".into()));
        let mut patience = Patience::default();
        assert_eq!(patience.bears(occupied()).ok(), Some(OCCUPIED_PAUSE));
        patience.occupied_since = Instant::now().checked_sub(OCCUPIED_MAX);
        assert!(matches!(patience.bears(occupied()), Err(Err(Error::Fenced { .. }))));
        assert!(matches!(patience.bears(Ok(SessionEnd::Stopped)), Err(Ok(()))));
        let fenced = Ok(SessionEnd::Fenced("newer".into()));
        assert!(matches!(patience.bears(fenced), Err(Err(Error::Fenced { .. }))));
    }

    #[test]
    fn a_worker_that_waits_still_hears_that_it_shall_stop() {
        let (stop, status) = (AtomicBool::new(true), WorkerStatus::default());
        run_sessions(&stop, &status, || Ok(SessionEnd::Occupied("victim".into()))).expect("stopped");
        assert_eq!(status.snapshot().state, WorkerState::Stopped);
    }
}
