//! The threads that compute: one job each at a time.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tda_core::{CancelToken, Diagrams};
use tda_events::{Event, JobSubmitted, header::TRACEPARENT};
use tracing::Span;

use super::{
    announce::Announcer,
    engine::{Engine, Job},
    failure::JobFailure,
};
use crate::{
    error::Error,
    input_store::InputStore,
    metrics::Metrics,
    settle::{RetryPolicy, Settlement, settle},
    telemetry::{TraceContext, process_span},
};

/// A job to compute.
pub(crate) struct Task {
    pub(crate) partition: i32,
    pub(crate) offset: i64,
    pub(crate) submission: Arc<Event<JobSubmitted>>,
    pub(crate) attempt: u32,
    pub(crate) cancel: CancelToken,
}

/// What became of it.
pub(crate) struct Outcome {
    pub(crate) partition: i32,
    pub(crate) offset: i64,
    pub(crate) result: Result<Diagrams, JobFailure>,
    pub(crate) elapsed: Duration,
    /// What it leaves behind belongs to this trace.
    pub(crate) trace: Option<TraceContext>,
}

/// Computes tasks on a fixed number of threads.
pub(crate) struct Pool {
    tasks: Option<mpsc::SyncSender<Task>>,
    outcomes: mpsc::Receiver<Outcome>,
    threads: Vec<JoinHandle<()>>,
    in_flight: Cell<usize>,
}

/// What every thread needs.
#[derive(Clone)]
pub(crate) struct Workshop {
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) store: InputStore,
    pub(crate) announcer: Announcer,
    pub(crate) policy: RetryPolicy,
    pub(crate) metrics: Metrics,
    /// Where the submissions come from.
    pub(crate) topic: String,
}

impl Pool {
    pub(crate) fn new(threads: usize, workshop: &Workshop) -> Result<Self, Error> {
        // Nobody starts a task while as many are in flight as there are threads, so neither queue grows past that.
        let (tasks, receiver) = mpsc::sync_channel(threads);
        let (sender, outcomes) = mpsc::channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let threads = (0..threads)
            .map(|index| {
                let (receiver, sender, workshop) = (Arc::clone(&receiver), sender.clone(), workshop.clone());
                std::thread::Builder::new()
                    .name(format!("tda-compute-{index}"))
                    .spawn(move || workshop.work(&receiver, &sender))
                    .map_err(|error| Error::Internal {
                        during: "starting a compute thread",
                        reason: error.to_string(),
                    })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { tasks: Some(tasks), outcomes, threads, in_flight: Cell::new(0) })
    }

    /// Hands a task to a free thread.
    pub(crate) fn start(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            self.in_flight.set(self.in_flight.get() + 1);
            // Fails only when every thread is gone, which none is before the pool is dropped.
            let _ = tasks.send(task);
        }
    }

    /// An outcome that is there already.
    pub(crate) fn try_outcome(&self) -> Option<Outcome> {
        let outcome = self.outcomes.try_recv().ok()?;
        self.in_flight.set(self.in_flight.get().saturating_sub(1));
        Some(outcome)
    }

    /// Tasks whose outcome has not been taken, those of partitions that have gone included.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight.get()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // The threads leave when the channel closes; their jobs were cancelled by the owner.
        drop(self.tasks.take());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Workshop {
    fn work(&self, tasks: &Mutex<mpsc::Receiver<Task>>, outcomes: &mpsc::Sender<Outcome>) {
        loop {
            let received = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(task) = received else { return };
            let started = Instant::now();
            let active = self.metrics.active_job();
            let span = self.span_of(&task);
            let (result, trace) =
                span.in_scope(|| (self.compute_until_settled(&task), TraceContext::current()));
            drop((active, span));
            self.metrics.processed(&self.topic, "job.submitted", started.elapsed());
            let Task { partition, offset, .. } = task;
            if outcomes
                .send(Outcome { partition, offset, result, elapsed: started.elapsed(), trace })
                .is_err()
            {
                return;
            }
        }
    }

    fn span_of(&self, task: &Task) -> Span {
        let trace = task.submission.headers.get(TRACEPARENT).and_then(TraceContext::parse);
        let place = (self.topic.as_str(), task.partition, task.offset);
        let span = process_span("job.submitted", trace.as_ref(), place);
        span.record("event_id", task.submission.event_id.as_str());
        span.record("job_id", task.submission.data.job_id.as_str());
        span
    }

    /// Retries in place, so that order in the partition is kept.
    fn compute_until_settled(&self, task: &Task) -> Result<Diagrams, JobFailure> {
        let mut attempt = 1;
        loop {
            let result = self.compute_once(task);
            let retry = result.as_ref().err().map(|failure| failure.retry);
            match settle(retry, false, attempt, &self.policy) {
                Settlement::RetryAfter(pause) => wait(pause, &task.cancel),
                // Order matters to jobs: there are no delays, nor retry topics.
                Settlement::Done | Settlement::DeadLetter | Settlement::RetryLater(_) | Settlement::Stop => {
                    return result;
                }
            }
            attempt += 1;
        }
    }

    /// One attempt, in which "stopped" means neither more nor less than that it was told to stop.
    fn compute_once(&self, task: &Task) -> Result<Diagrams, JobFailure> {
        // An engine may be anybody's: its panic fails one job. Nothing of the job is used after it.
        let result = catch_unwind(AssertUnwindSafe(|| self.compute(task)))
            .unwrap_or_else(|panic| Err(JobFailure::panicked(panic_message(&*panic))));
        match result {
            Err(_) if task.cancel.is_cancelled() => Err(JobFailure::cancelled()),
            Err(failure) if failure.cancelled => {
                Err(JobFailure::panicked("it stopped although nobody had asked it to"))
            }
            other => other,
        }
    }

    fn compute(&self, task: &Task) -> Result<Diagrams, JobFailure> {
        let submitted = &task.submission.data;
        if task.submission.sealed_fields().any(|field| field.starts_with("/data/input_data")) {
            return Err(JobFailure::sealed_input());
        }
        let input =
            self.store.resolve(&submitted.input_data).map_err(|error| JobFailure::of_input(&error))?;
        let job = Job {
            job_id: submitted.job_id.clone(),
            user_id: submitted.user_id.clone(),
            algorithm: submitted.algorithm.clone(),
            parameters: submitted.parameters.clone(),
            input,
            attempt: task.attempt,
        };
        self.engine.compute(&job, &self.announcer.control_of(task))
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without words")
}

/// Waits, but not past a cancel.
fn wait(pause: Duration, cancel: &CancelToken) {
    let until = Instant::now() + pause;
    while Instant::now() < until && !cancel.is_cancelled() {
        std::thread::sleep(Duration::from_millis(20).min(until.saturating_duration_since(Instant::now())));
    }
}
