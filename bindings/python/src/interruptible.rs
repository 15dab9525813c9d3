//! Long computations that Ctrl-C, a token, a callback and other Python threads can get a word into.
//!
//! The engine runs on a thread of its own, for as long as the call lasts, and never attaches to the interpreter. The
//! calling thread waits with the interpreter released, and looks up every few milliseconds: signal handlers and the
//! progress callback run where Python runs them, on the caller's thread.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use pyo3::prelude::*;
use tda_core::{CancelToken, Control, Error};

use crate::error::Failure;

/// How long a signal or a token may wait to be seen. Ctrl-C is promised within 50 ms.
const LOOK_UP: Duration = Duration::from_millis(10);

/// What a progress callback becomes: false asks for the end.
pub(crate) type Report<'a> = &'a dyn Fn(&tda_core::Progress) -> PyResult<bool>;

type Outcome<T> = Result<T, Failure>;

/// What the two threads tell each other.
struct Shared<T> {
    slot: Mutex<Slot<T>>,
    changed: Condvar,
}

struct Slot<T> {
    /// The newest report; one that nobody fetched is replaced.
    progress: Option<tda_core::Progress>,
    outcome: Option<Outcome<T>>,
}

/// Runs `compute` on a thread of its own and calls `report` on this one.
///
/// # Errors
/// What `compute` gives, what a signal handler or `report` raises, and `Cancelled` when `report` answers false or
/// `cancel` was called.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    cancel: Option<CancelToken>,
    report: Option<Report<'_>>,
    compute: impl FnOnce(&Control) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let shared = Arc::new(Shared {
        slot: Mutex::new(Slot { progress: None, outcome: None }),
        changed: Condvar::new(),
    });
    // Not the caller's token: an interrupted call must not cancel the others that share it.
    let stop = CancelToken::new();
    let mut control = Control::new().cancel_token(stop.clone());
    if report.is_some() {
        let shared = Arc::clone(&shared);
        control = control.on_progress(move |progress| shared.report(*progress));
    }
    thread::scope(|scope| {
        let computing = || {
            let outcome = catch_unwind(AssertUnwindSafe(|| compute(&control)));
            shared.finish(match outcome {
                Ok(outcome) => outcome.map_err(Failure::from),
                Err(_) => Err(Failure::internal("the engine panicked; please report it with its input")),
            });
        };
        let computing = thread::Builder::new()
            .name("tda-compute".into())
            .spawn_scoped(scope, computing)
            .map_err(|error| Failure::internal(format!("no thread can be started: {error}")))?;
        let outcome = watch(py, &shared, cancel.as_ref(), &stop, report);
        if outcome.is_err() {
            stop.cancel();
        }
        // Its panics are caught already.
        let _ = py.detach(|| computing.join());
        outcome?.map_err(PyErr::from)
    })
}

/// Waits for the outcome; an error of its own comes from Python.
fn watch<T: Send>(
    py: Python<'_>,
    shared: &Shared<T>,
    cancel: Option<&CancelToken>,
    stop: &CancelToken,
    report: Option<Report<'_>>,
) -> PyResult<Outcome<T>> {
    loop {
        let (progress, outcome) = py.detach(|| shared.wait());
        py.check_signals()?;
        if let (Some(progress), Some(report)) = (progress, report)
            && !report(&progress)?
        {
            stop.cancel();
        }
        if let Some(outcome) = outcome {
            return Ok(outcome);
        }
        if cancel.is_some_and(CancelToken::is_cancelled) {
            stop.cancel();
        }
    }
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Slot<T>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn report(&self, progress: tda_core::Progress) {
        self.lock().progress = Some(progress);
        self.changed.notify_one();
    }

    fn finish(&self, outcome: Outcome<T>) {
        self.lock().outcome = Some(outcome);
        self.changed.notify_one();
    }

    /// News, or nothing when it is time to look up.
    fn wait(&self) -> (Option<tda_core::Progress>, Option<Outcome<T>>) {
        let idle = |slot: &mut Slot<T>| slot.progress.is_none() && slot.outcome.is_none();
        let waited = self.changed.wait_timeout_while(self.lock(), LOOK_UP, idle);
        let (mut slot, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (slot.progress.take(), slot.outcome.take())
    }
}
