//! What the crates log, on its way to Python's `logging`: a bounded queue, read by a thread of Python's.

use std::{
    collections::VecDeque,
    fmt::{Debug, Write as _},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU8, AtomicU64, Ordering},
    },
};

use pyo3::prelude::*;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    subscriber::Interest,
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt as _, registry::LookupSpan};

use crate::{error::Failure, wake::Wake};

/// Lines that wait for Python; when it does not keep up, the newest are left out and counted.
const LINES_MAX: usize = 10_000;
/// The numbers that `logging` gives its levels, from error to trace.
const LEVELS: [(Level, u8); 5] =
    [(Level::ERROR, 40), (Level::WARN, 30), (Level::INFO, 20), (Level::DEBUG, 10), (Level::TRACE, 5)];

type Fields = Vec<(String, String)>;
type Line = (u8, String, String, Fields);

struct Lines {
    waiting: Mutex<VecDeque<Line>>,
    /// Readable exactly while `waiting` holds something.
    wake: Wake,
    left_out: AtomicU64,
    /// Lines below it are not made.
    level: AtomicU8,
}

static LINES: OnceLock<Lines> = OnceLock::new();

impl Lines {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Line>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct ToPython(&'static Lines);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for ToPython {
    /// Asked again at every line: the level may have changed.
    fn register_callsite(&self, _: &'static tracing::Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
        number(*metadata.level()) >= self.0.level.load(Ordering::Relaxed)
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Reading::default();
        event.record(&mut line);
        let metadata = event.metadata();
        let line = (number(*metadata.level()), metadata.target().to_owned(), line.message, line.fields);
        let mut waiting = self.0.lock();
        if waiting.len() >= LINES_MAX {
            self.0.left_out.fetch_add(1, Ordering::Relaxed);
            return;
        }
        waiting.push_back(line);
        if waiting.len() == 1 {
            self.0.wake.set();
        }
    }
}

fn number(level: Level) -> u8 {
    LEVELS.iter().find(|(known, _)| *known == level).map_or(20, |(_, number)| *number)
}

#[derive(Default)]
struct Reading {
    message: String,
    fields: Fields,
}

impl Visit for Reading {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => value.clone_into(&mut self.message),
            name => self.fields.push((name.to_owned(), value.to_owned())),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            // Writing into a string does not fail.
            "message" => drop(write!(self.message, "{value:?}")),
            name => self.fields.push((name.to_owned(), format!("{value:?}"))),
        }
    }
}

/// Begins to keep lines of at least `level` for `take_logs`, and gives the descriptor that is readable while some wait.
///
/// Called again it changes the level.
#[pyfunction]
pub(crate) fn keep_logs(level: u8) -> PyResult<i32> {
    if let Some(lines) = LINES.get() {
        lines.level.store(level, Ordering::Relaxed);
        return Ok(lines.wake.descriptor());
    }
    let wake = Wake::new().map_err(|error| Failure::internal(format!("no eventfd: {error}")))?;
    let lines = LINES.get_or_init(|| Lines {
        waiting: Mutex::default(),
        wake,
        left_out: AtomicU64::new(0),
        level: AtomicU8::new(level),
    });
    // The level may change later: nothing but our own look decides.
    let layer = ToPython(lines);
    let subscriber = tracing_subscriber::registry().with(layer).with(LevelFilter::TRACE);
    tracing::subscriber::set_global_default(subscriber)
        .map_err(|_| Failure::internal("logs of this process go elsewhere already"))?;
    Ok(lines.wake.descriptor())
}

/// Up to `lines_max` lines (level, target, message, fields), and how many were left out since the last call.
#[pyfunction]
pub(crate) fn take_logs(lines_max: usize) -> (Vec<Line>, u64) {
    let Some(lines) = LINES.get() else { return (Vec::new(), 0) };
    let mut waiting = lines.lock();
    let count = waiting.len().min(lines_max);
    let taken = waiting.drain(..count).collect();
    if waiting.is_empty() {
        lines.wake.clear();
    }
    (taken, lines.left_out.swap(0, Ordering::Relaxed))
}
