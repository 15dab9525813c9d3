//! Workers: the events and jobs that they want handled go to Python through a completion queue, and the answers back.
//!
//! ```text
//!   handler (tokio) ── call ──► queue ──► event loop ──► task of the user ── answer ──► handler goes on
//! ```

use std::{
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, UNIX_EPOCH},
};

use pyo3::{prelude::*, types::PyDict};
use tda_client::{Guarantee, HandlerContext, InputStore, RetryPolicy, WorkerState, WorkerStatus};
use tda_events::AnyPayload;

use crate::{
    completion::{CompletionQueue, Outcome, Queue},
    config::{ClientConfig, seconds},
    error::Failure,
    handler::HandlerCall,
    job::PythonEngine,
    process::Resident,
};

/// Completed by the Python layer; the keys of its dictionary.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Settings {
    group: Option<String>,
    guarantee: Option<String>,
    attempts_max: u32,
    pause_first_seconds: f64,
    pause_max_seconds: f64,
    delays_seconds: Vec<f64>,
    shutdown_deadline_seconds: f64,
    event_types: Vec<String>,
    topics: Vec<String>,
    concurrency: usize,
    ordered: bool,
    python_engine: bool,
    threads: usize,
    waiting_jobs_max: usize,
    workers_per_job_max: u32,
    input_roots: Vec<PathBuf>,
}

/// The native half of the workers in `tda_stream` and `tda_stream.blocking`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Worker(Resident<Arc<Running>>);

#[derive(Default)]
struct Running {
    stop: AtomicBool,
    status: WorkerStatus,
    ended: Mutex<bool>,
    changed: Condvar,
}

impl Running {
    fn end(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    fn wait(&self, deadline: Duration) {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        // Without an answer in time the group notices by itself.
        drop(self.changed.wait_timeout_while(ended, deadline, |ended| !*ended));
    }
}

#[pymethods]
impl Worker {
    /// Works in the background. Calls, and at last the end, have the same token.
    #[staticmethod]
    fn start(
        config: &ClientConfig,
        settings: Settings,
        queue: &CompletionQueue,
        token: u64,
    ) -> PyResult<Self> {
        let queue = queue.queue();
        let worker = common(&config.inner, &settings)?;
        let running = Arc::new(Running { status: worker.status(), ..Running::default() });
        let here = Arc::clone(&running);
        let run: Box<dyn FnOnce() -> Result<(), tda_client::Error> + Send> =
            if settings.event_types.is_empty() {
                let worker = of_jobs(worker, &settings, Arc::clone(&queue), token)?;
                Box::new(move || worker.run_until(&here.stop))
            } else {
                let worker = of_handlers(worker, &settings, Arc::clone(&queue), token);
                Box::new(move || worker.run_until(&here.stop))
            };
        let here = Arc::clone(&running);
        let work = move || {
            let outcome = run();
            here.end();
            queue.push(token, Outcome::Done(outcome));
        };
        let started = thread::Builder::new().name("tda-python-worker".into()).spawn(work);
        started.map_err(|error| Failure::internal(format!("no thread can be started: {error}")))?;
        Ok(Self(Resident::new(running)))
    }

    /// Asks for the end; what runs is waited for within the deadline.
    fn stop(&self) -> PyResult<()> {
        self.0.get()?.stop.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Stops at the end of the process: blocks, at most so long, and in a forked child does nothing.
    fn close_at_exit(&self, py: Python<'_>, timeout_seconds: f64) -> PyResult<()> {
        let deadline = seconds("timeout_seconds", timeout_seconds)?;
        let Ok(running) = self.0.get() else { return Ok(()) };
        running.stop.store(true, Ordering::Relaxed);
        py.detach(|| running.wait(deadline));
        Ok(())
    }

    /// How it fares.
    fn snapshot<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (snapshot, all) = (self.0.get()?.status.snapshot(), PyDict::new(py));
        let seconds =
            |at: std::time::SystemTime| at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        all.set_item("state", state_name(snapshot.state))?;
        all.set_item("partitions", snapshot.partitions)?;
        all.set_item("running", snapshot.running)?;
        all.set_item("waiting", snapshot.waiting)?;
        all.set_item("dead_letters", snapshot.dead_letters)?;
        all.set_item("committed_at", snapshot.committed_at.map(seconds))?;
        let stopped = snapshot.stopped.into_iter();
        let stopped: Vec<_> =
            stopped.map(|at| (at.topic, at.partition, at.offset, at.reason, seconds(at.since))).collect();
        all.set_item("stopped", stopped)?;
        Ok(all)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Ok(running) = self.0.get() {
            running.stop.store(true, Ordering::Relaxed);
        }
    }
}

fn state_name(state: WorkerState) -> &'static str {
    match state {
        WorkerState::Running => "running",
        WorkerState::Stopping => "stopping",
        WorkerState::Stopped => "stopped",
        _ => "starting",
    }
}

/// What handlers and jobs have in common.
fn common(config: &tda_client::ClientConfig, settings: &Settings) -> Result<tda_client::Worker, Failure> {
    let delays = settings.delays_seconds.iter();
    let policy = RetryPolicy {
        attempts_max: settings.attempts_max,
        pause_first: seconds("pause_first_seconds", settings.pause_first_seconds)?,
        pause_max: seconds("pause_max_seconds", settings.pause_max_seconds)?,
        delays: delays.map(|delay| seconds("delays_seconds", *delay)).collect::<Result<_, _>>()?,
    };
    let deadline = seconds("shutdown_deadline_seconds", settings.shutdown_deadline_seconds)?;
    let mut worker = tda_client::Worker::new(config.clone()).retry_policy(policy).shutdown_deadline(deadline);
    if let Some(group) = &settings.group {
        worker = worker.group(group);
    }
    if let Some(name) = &settings.guarantee {
        worker = worker.guarantee(guarantee_called(name)?);
    }
    Ok(worker)
}

fn guarantee_called(name: &str) -> Result<Guarantee, Failure> {
    match name {
        "at_least_once" => Ok(Guarantee::AtLeastOnce),
        "exactly_once" => Ok(Guarantee::ExactlyOnce),
        "exactly_once_simulated" => Ok(Guarantee::ExactlyOnceSimulated),
        _ => Err(Failure::never(
            tda_events::ErrorKind::Config,
            format!("guarantee {name:?} is not at_least_once, exactly_once or exactly_once_simulated"),
        )),
    }
}

fn of_jobs(
    mut worker: tda_client::Worker,
    settings: &Settings,
    queue: Arc<Queue>,
    token: u64,
) -> Result<tda_client::Worker, Failure> {
    let mut store = InputStore::new();
    for root in &settings.input_roots {
        store = store.allow_files_under(root)?;
    }
    if settings.python_engine {
        worker = worker.engine(PythonEngine::new(queue, token));
    }
    Ok(worker
        .input_store(store)
        .threads(settings.threads)
        .waiting_jobs_max(settings.waiting_jobs_max)
        .attempts_max(settings.workers_per_job_max))
}

fn of_handlers(
    worker: tda_client::Worker,
    settings: &Settings,
    queue: Arc<Queue>,
    token: u64,
) -> tda_client::HandlerWorker {
    let types: Vec<_> = settings.event_types.iter().map(String::as_str).collect();
    let calls = AtomicU64::new(0);
    let handler = move |event: tda_events::Event<AnyPayload>, context: HandlerContext| {
        let (queue, id) = (Arc::clone(&queue), calls.fetch_add(1, Ordering::Relaxed));
        async move { HandlerCall::made(queue, token, id, event, context).await }
    };
    let mut worker = worker.handles_types::<AnyPayload, _, _, _, _>(&types, handler);
    worker = worker.concurrency(settings.concurrency).topics(settings.topics.iter().cloned());
    if settings.ordered { worker } else { worker.unordered() }
}
