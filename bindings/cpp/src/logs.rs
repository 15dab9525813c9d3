//! What the library logs, on its way to a C++ callable.

use std::{
    cell::Cell,
    fmt::{Debug, Write as _},
    sync::{
        Once, PoisonError, RwLock,
        atomic::{AtomicU8, Ordering},
    },
};

use cxx::SharedPtr;
use tda_events::{ErrorKind, Retry};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span,
};

use crate::failure::{Failure, guarded};
use crate::ffi::LogSink;

/// Levels by number, as `tda/logger.hpp` has them; 0 is none.
const LEVELS: [LevelFilter; 6] = [
    LevelFilter::OFF,
    LevelFilter::ERROR,
    LevelFilter::WARN,
    LevelFilter::INFO,
    LevelFilter::DEBUG,
    LevelFilter::TRACE,
];

struct Sink(SharedPtr<LogSink>);

// SAFETY: the sink is called through `&self` only; the header asks that a logger may be called on several threads at a
// time.
unsafe impl Send for LogSink {}
// SAFETY: as above.
unsafe impl Sync for LogSink {}

/// Held for reading while the callable runs: who takes it away knows that it runs no more.
static SINK: RwLock<Option<Sink>> = RwLock::new(None);
static LEVEL: AtomicU8 = AtomicU8::new(0);
static INSTALLED: Once = Once::new();

thread_local! {
    /// The callable runs on this thread. What it causes to be logged is left out: it would never end.
    static LOGGING: Cell<bool> = const { Cell::new(false) };
}

/// Hands lines of at least `level` to `sink`, in the place of an earlier one; to nobody where it is null.
pub(crate) fn set_log_sink(sink: SharedPtr<LogSink>, level: u8) -> Result<(), Failure> {
    guarded(|| {
        if LOGGING.get() {
            return Err(Failure::invalid("a logger cannot be replaced from within itself"));
        }
        let mut installed = Ok(());
        INSTALLED.call_once(|| installed = tracing::subscriber::set_global_default(ToCpp));
        if installed.is_err() {
            let message = "logs of this library go elsewhere already";
            return Err(Failure::new(ErrorKind::Internal, Retry::Never, message));
        }
        let sink = Some(Sink(sink)).filter(|sink| !sink.0.is_null());
        let level = if sink.is_some() { level.min(5) } else { 0 };
        let before = {
            let mut present = SINK.write().unwrap_or_else(PoisonError::into_inner);
            LEVEL.store(level, Ordering::Relaxed);
            std::mem::replace(&mut *present, sink)
        };
        // Destroyed outside of the lock: that is the user's code.
        drop(before);
        tracing::callsite::rebuild_interest_cache();
        Ok(())
    })
}

fn filter() -> LevelFilter {
    LEVELS.get(usize::from(LEVEL.load(Ordering::Relaxed))).copied().unwrap_or(LevelFilter::OFF)
}

fn number(level: Level) -> u8 {
    LEVELS.iter().zip(0..).find(|(known, _)| **known == level).map_or(0, |(_, number)| number)
}

/// Lines alone: spans are for those who trace.
struct ToCpp;

impl Subscriber for ToCpp {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= filter()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(filter())
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        if LOGGING.replace(true) {
            return;
        }
        let mut line = Line::default();
        event.record(&mut line);
        let metadata = event.metadata();
        if let Some(sink) = &*SINK.read().unwrap_or_else(PoisonError::into_inner) {
            // Throws nothing: the header catches what the callable throws.
            sink.0.log(number(*metadata.level()), metadata.target(), &line.text());
        }
        LOGGING.set(false);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Line {
    fn text(self) -> String {
        self.message + &self.fields
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => value.clone_into(&mut self.message),
            name => drop(write!(self.fields, " {name}={value}")),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // Writing into a string does not fail.
        match field.name() {
            "message" => drop(write!(self.message, "{value:?}")),
            name => drop(write!(self.fields, " {name}={value:?}")),
        }
    }
}
