//! One attempt at one event, as a task.

use std::{
    any::Any,
    sync::{Arc, mpsc},
    time::Instant,
};

use tda_events::Retry;
use tokio::{runtime::Handle, task::AbortHandle};
use tracing::Instrument as _;

use super::{
    context::HandlerContext,
    lanes::Ticket,
    outcome::{HandlerError, Outcome},
    route::{Ready, Route},
};
use crate::{
    claim_check,
    consumer::Decoder,
    encryption,
    error::Error,
    metrics::Metrics,
    telemetry::{TraceContext, process_span},
    transport::RawRecord,
};

pub(super) struct Attempt {
    pub(super) ticket: Ticket,
    pub(super) record: Arc<RawRecord>,
    pub(super) route: Arc<dyn Route>,
    pub(super) ready: Option<Arc<dyn Ready>>,
    pub(super) decoder: Arc<Decoder>,
    pub(super) context: HandlerContext,
    pub(super) metrics: Metrics,
}

/// How it ended, with what the handler published meanwhile.
pub(super) struct Finished {
    pub(super) ticket: Ticket,
    pub(super) end: End,
    pub(super) context: HandlerContext,
}

pub(super) enum End {
    /// Dropped at an `await`.
    Aborted,
    Done(Outcome),
    Failed(HandlerError),
    /// What reading the event needs could not be had; the handler has not seen it.
    Unready(Error),
}

impl Attempt {
    /// Starts it; `finished` hears of its end, whichever way it ends.
    pub(super) fn spawn(self, runtime: &Handle, finished: mpsc::Sender<Finished>) -> AbortHandle {
        let (ticket, context) = (self.ticket, self.context.clone());
        // On a task of its own, so that a handler that panics ends nothing but itself.
        let task = runtime.spawn(self.run());
        let abort = task.abort_handle();
        runtime.spawn(async move {
            let end = match task.await {
                Ok(end) => end,
                Err(error) if error.is_panic() => {
                    End::Failed(HandlerError::panicked(message_of(&*error.into_panic())))
                }
                Err(_) => End::Aborted,
            };
            // Nobody listens any more: the session has ended.
            let _ = finished.send(Finished { ticket, end, context });
        });
        abort
    }

    async fn run(self) -> End {
        let ready = match &self.ready {
            Some(ready) => Arc::clone(ready),
            None => match self.make_ready().await {
                Ok(ready) => ready,
                Err(end) => return end,
            },
        };
        let RawRecord { topic, partition, offset, headers, .. } = &*self.record;
        let event_type = self.record.header("event_type").unwrap_or("unknown");
        let trace = TraceContext::of_headers(headers);
        let span = process_span(event_type, trace.as_ref(), (topic, *partition, *offset));
        let started = Instant::now();
        let handled = ready.handle(self.context).instrument(span);
        // What it publishes belongs to the trace of what it handles.
        let handled = match trace {
            Some(trace) => trace.scope(handled).await,
            None => handled.await,
        };
        self.metrics.processed(topic, event_type, started.elapsed());
        match handled {
            Ok(outcome) => End::Done(outcome),
            Err(error) => End::Failed(error),
        }
    }

    /// Fetches what reading the event needs: its value, which may lie in an object store, then its schema.
    async fn make_ready(&self) -> Result<Arc<dyn Ready>, End> {
        if let (Some(encryptor), Some(key_id)) =
            (&self.decoder.encryptor, encryption::key_of(&self.record.headers))
        {
            encryptor.fetch(key_id).await.map_err(|error| End::Unready(error.into()))?;
        }
        if !claim_check::is_reference(&self.record.headers) {
            return self.read_with_schema(&self.record).await;
        }
        // The record stays as it came: what is tried later or set aside names the value and does not hold it.
        let mut record = RawRecord::clone(&self.record);
        match claim_check::redeem(self.decoder.claims.as_ref(), &mut record).await {
            Ok(()) => self.read_with_schema(&record).await,
            Err(error) if error.retry() == Retry::Safe => Err(End::Unready(error.into())),
            Err(error) => Err(End::Failed(Error::from(error).into())),
        }
    }

    /// Asks the registry for the schema that the record was written with.
    async fn read_with_schema(&self, record: &RawRecord) -> Result<Arc<dyn Ready>, End> {
        let read = || self.route.read(record, &self.decoder).map(Arc::from);
        let error = match read() {
            Ok(ready) => return Ok(ready),
            Err(error) => error,
        };
        if let Some(schemas) = &self.decoder.schemas {
            schemas.fetch_schema(&error).await.map_err(|error| End::Unready(error.into()))?;
        }
        read().map_err(|error| End::Failed(HandlerError::undecodable(&error)))
    }
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned())
}
