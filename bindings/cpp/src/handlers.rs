//! Workers of handlers whose handler is a C++ callable.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use cxx::SharedPtr;
use tda_client::{HandlerContext, HandlerError, HandlerWorker, Outcome, Retry, RetryPolicy, blocking};
use tda_events::{AnyPayload, ErrorKind};

use crate::config::Config;
use crate::consumer::headers;
use crate::events::Event;
use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{self, HandlerSink};
use crate::worker::{StopToken, guarantee};

/// Each handler that runs has a thread: more are of no use.
const CONCURRENCY_MAX: usize = 256;

/// Runs until `stop`.
pub(crate) fn run_handlers(
    config: &Config,
    options: &ffi::HandlerOptions,
    sink: SharedPtr<HandlerSink>,
    stop: &StopToken,
) -> Result<(), Failure> {
    guarded(|| {
        let running = Arc::new(Running::default());
        let outcome = worker(config, options, sink, &running)?.run_until(&stop.0);
        // What the callable refers to may be gone once this returns.
        running.wait();
        Ok(outcome?)
    })
}

/// Creates the topics for dead letters and retries where they are missing.
pub(crate) fn ensure_handler_topics(
    config: &Config,
    options: &ffi::HandlerOptions,
    sink: SharedPtr<HandlerSink>,
) -> Result<ffi::TopicsReport, Failure> {
    guarded(|| {
        let worker = worker(config, options, sink, &Arc::default())?;
        let report = blocking::runtime()?.block_on(worker.ensure_topics())?;
        Ok(ffi::TopicsReport { created: report.created, present: report.present })
    })
}

fn worker(
    config: &Config,
    options: &ffi::HandlerOptions,
    sink: SharedPtr<HandlerSink>,
    running: &Arc<Running>,
) -> Result<HandlerWorker, Failure> {
    if options.concurrency > CONCURRENCY_MAX {
        let fault = format!("concurrency: {} is not in 1..={CONCURRENCY_MAX}", options.concurrency);
        return Err(Failure::new(ErrorKind::Config, Retry::Never, fault));
    }
    let duration = Duration::from_millis;
    let mut worker =
        tda_client::Worker::new(config.0.clone()).shutdown_deadline(duration(options.shutdown_deadline_ms));
    if let Some(guarantee) = guarantee(options.guarantee)? {
        worker = worker.guarantee(guarantee);
    }
    let (sink, running) = (Arc::new(CppHandler(sink)), Arc::clone(running));
    let attempt = move |event: tda_events::Event<AnyPayload>, context: HandlerContext| {
        attempt(Arc::clone(&sink), Turn::begin(&running), event, context)
    };
    let event_types: Vec<&str> = options.event_types.iter().map(String::as_str).collect();
    let worker = worker
        .handles_types::<AnyPayload, _, _, _, _>(&event_types, attempt)
        .topics(&options.topics)
        .concurrency(options.concurrency)
        .retry_policy(RetryPolicy {
            attempts_max: options.attempts_max,
            pause_first: duration(options.pause_first_ms),
            pause_max: duration(options.pause_max_ms),
            delays: options.delays_ms.iter().copied().map(duration).collect(),
        });
    Ok(if options.ordered { worker } else { worker.unordered() })
}

/// The callable runs on a thread of its own kind: it may block.
async fn attempt(
    sink: Arc<CppHandler>,
    turn: Turn,
    event: tda_events::Event<AnyPayload>,
    context: HandlerContext,
) -> Result<Outcome, HandlerError> {
    let watch = context.clone();
    let answer = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        if context.is_cancelled() {
            return Err(given_up());
        }
        let mut answer = HandlerAnswer(Err(HandlerError::transient("the handler ended without an answer")));
        sink.0.handle(&HandlerCall { event, context }, &mut answer);
        answer.0
    });
    tokio::select! {
        answer = answer => answer.unwrap_or_else(|_| Err(given_up())),
        // The callable may not notice; its answer comes too late for anybody.
        () = watch.cancelled() => Err(given_up()),
    }
}

fn given_up() -> HandlerError {
    HandlerError::transient("the attempt was given up")
}

struct CppHandler(SharedPtr<HandlerSink>);

// SAFETY: the sink is called through `&self` only; the header asks that a handler may be called on several threads at
// a time.
unsafe impl Send for HandlerSink {}
// SAFETY: as above.
unsafe impl Sync for HandlerSink {}

/// How many calls of the callable have begun, or may begin.
#[derive(Default)]
struct Running {
    turns: Mutex<usize>,
    ended: Condvar,
}

impl Running {
    fn wait(&self) {
        let turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.ended.wait_while(turns, |turns| *turns > 0));
    }

    fn change(&self, change: impl FnOnce(&mut usize)) {
        change(&mut self.turns.lock().unwrap_or_else(PoisonError::into_inner));
        self.ended.notify_all();
    }
}

struct Turn(Arc<Running>);

impl Turn {
    fn begin(running: &Arc<Running>) -> Self {
        running.change(|turns| *turns += 1);
        Self(Arc::clone(running))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.change(|turns| *turns -= 1);
    }
}

/// One attempt at one event.
pub(crate) struct HandlerCall {
    event: tda_events::Event<AnyPayload>,
    context: HandlerContext,
}

impl HandlerCall {
    pub(crate) fn call_event(&self) -> Result<Box<Event>, Failure> {
        infallible(|| Box::new(Event::of_tda(self.event.clone())))
    }

    pub(crate) fn call_type(&self) -> Result<String, Failure> {
        infallible(|| self.event.event_type().to_owned())
    }

    pub(crate) fn call_attempt(&self) -> Result<u32, Failure> {
        infallible(|| self.context.attempt())
    }

    pub(crate) fn call_cancelled(&self) -> Result<bool, Failure> {
        infallible(|| self.context.is_cancelled())
    }

    pub(crate) fn call_group(&self) -> Result<String, Failure> {
        infallible(|| self.context.group().to_owned())
    }

    pub(crate) fn call_from(&self) -> Result<ffi::Receipt, Failure> {
        infallible(|| ffi::Receipt {
            topic: self.context.topic().to_owned(),
            partition: self.context.partition(),
            offset: self.context.offset(),
            timestamp_ms: self.context.timestamp_ms().unwrap_or(0),
        })
    }

    pub(crate) fn call_headers(&self) -> Result<Vec<ffi::Header>, Failure> {
        infallible(|| headers(self.context.headers()))
    }

    pub(crate) fn call_header(&self, name: &str) -> Result<ffi::OptionalText, Failure> {
        infallible(|| self.context.header(name).map(str::to_owned).into())
    }

    pub(crate) fn call_publish(&self, event: &Event) -> Result<(), Failure> {
        guarded(|| Ok(blocking::runtime()?.block_on(self.context.publish(&event.inner))?))
    }
}

/// How the attempt went.
pub(crate) struct HandlerAnswer(Result<Outcome, HandlerError>);

impl HandlerAnswer {
    pub(crate) fn handled(&mut self, ignored: bool) -> Result<(), Failure> {
        infallible(|| self.0 = Ok(if ignored { Outcome::Ignored } else { Outcome::Done }))
    }

    pub(crate) fn failed(&mut self, kind: &str, message: &str, retry: &str) -> Result<(), Failure> {
        infallible(|| {
            let mut error = HandlerError::transient(message).kind(kind);
            error.retry = match retry {
                "Never" => Retry::Never,
                "MayDuplicate" => Retry::MayDuplicate,
                _ => Retry::Safe,
            };
            self.0 = Err(error);
        })
    }
}
