//! Publishing events: acknowledged, pipelined or all at once, through a bounded queue.
//!
//! ```text
//!   publish ─────────► encode ─► route ─► queue (bounded) ─► librdkafka ─► broker
//!   enqueue ─► room? ─┘                                          │
//!   Delivery ◄───────────────── acknowledgement ◄────────────────┘
//! ```

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use tda_events::{EncodeOptions, EncodedRecord, Event, Payload, Retry};
use tokio::{
    runtime::Handle,
    sync::{Notify, oneshot},
};
use tracing::Instrument as _;

use crate::{
    config::ClientConfig,
    error::Error,
    registry::EventSchemas,
    routing::Routing,
    telemetry::publish_span,
    transport::{Connection, OutgoingRecord, RawProducer, Receipt, SendFailure},
};

/// Publishes events. Clones share the connection and the queue.
///
/// Idempotent with `acks=all` and lz4. Awaiting each [`publish`](Self::publish) costs a round trip; for many events use
/// [`enqueue`](Self::enqueue) or [`publish_all`](Self::publish_all), which keep the queue full.
///
/// [`close`](Self::close) before the last clone goes: a dropped producer waits for its queue as long as
/// [`Producer::DROP_DEADLINE`], then logs how many records it loses.
#[derive(Clone)]
pub struct Producer {
    shared: Arc<Shared>,
}

struct Shared {
    raw: RawProducer,
    routing: Routing,
    schemas: Option<EventSchemas>,
    config: ClientConfig,
    closed: AtomicBool,
    /// Told at every delivery: there may be room again.
    room: Arc<Notify>,
}

impl Producer {
    /// How long dropping the last clone waits for records that are still queued.
    pub const DROP_DEADLINE: Duration = Duration::from_secs(5);

    /// Connects: returns once the cluster has answered with its topics.
    ///
    /// # Errors
    /// [`Error::Config`] for a contradiction; [`Error::Unreachable`] naming the brokers after
    /// [`connect_timeout`](ClientConfig::connect_timeout); [`Error::Unauthorized`]; [`Error::NoRuntime`] outside tokio.
    pub async fn connect(config: &ClientConfig) -> Result<Self, Error> {
        let config = config.clone();
        run_blocking("Producer::connect", move || Self::connect_blocking(&config)).await
    }

    /// As [`connect`](Self::connect), blocking the thread.
    ///
    /// # Errors
    /// As [`connect`](Self::connect), but for [`Error::NoRuntime`].
    pub fn connect_blocking(config: &ClientConfig) -> Result<Self, Error> {
        let raw = RawProducer::new(Connection::new(config)?)?;
        let schemas = EventSchemas::of(config)?;
        let routing = Routing::new(config, raw.connection().brokers(), raw.metadata()?);
        let shared = Shared {
            raw,
            routing,
            schemas,
            config: config.clone(),
            closed: AtomicBool::new(false),
            room: Arc::new(Notify::new()),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Publishes and waits for the broker's acknowledgement.
    ///
    /// Cancelling the future does not take the record back: once queued it is sent.
    ///
    /// # Errors
    /// [`Error::Encode`], [`Error::TooLarge`] and [`Error::UnknownTopic`] before anything is sent; then
    /// [`Error::Delivery`], whose [`retry`](Error::retry) says whether the record may have been written.
    pub async fn publish<T: Payload>(&self, event: &Event<T>) -> Result<Receipt, Error> {
        let span = publish_span(event.event_type(), &event.event_id);
        async { self.enqueue(event).await?.await }.instrument(span).await
    }

    /// Queues the event, waiting only for room, and gives the future of its receipt.
    ///
    /// # Errors
    /// As [`publish`](Self::publish), before anything is sent.
    pub async fn enqueue<T: Payload>(&self, event: &Event<T>) -> Result<Delivery, Error> {
        self.enqueue_record(&self.encode_with_registry(event).await?).await
    }

    /// As [`enqueue`](Self::enqueue), for an event that is encoded already.
    ///
    /// # Errors
    /// As [`enqueue`](Self::enqueue).
    pub async fn enqueue_record(&self, record: &EncodedRecord) -> Result<Delivery, Error> {
        let outgoing = match self.shared.routing.route(record) {
            Err(Error::UnknownTopic { .. }) => {
                self.refresh().await?;
                self.shared.routing.route(record)?
            }
            routed => routed?,
        };
        let deadline = Instant::now() + self.shared.config.delivery_timeout;
        loop {
            // Registered before the attempt: a delivery between the two must not be missed.
            let room = self.shared.room.notified();
            match self.queue(&outgoing) {
                Err(Error::QueueFull { .. }) if Instant::now() < deadline => {
                    // Bounded, since a time-out of the queue itself frees room without a call of ours.
                    let _ = tokio::time::timeout(Duration::from_millis(100), room).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Queues the event if there is room now.
    ///
    /// # Errors
    /// [`Error::QueueFull`], else as [`enqueue`](Self::enqueue).
    pub fn try_enqueue<T: Payload>(&self, event: &Event<T>) -> Result<Delivery, Error> {
        self.queue(&self.shared.routing.route(&self.encode(event)?)?)
    }

    /// As [`try_enqueue`](Self::try_enqueue) for an encoded event, with a callback in place of a future.
    ///
    /// `on_delivery` runs once, on the client's own thread: it must not block. It does not run where this returns
    /// an error.
    ///
    /// # Errors
    /// As [`try_enqueue`](Self::try_enqueue).
    pub fn try_enqueue_with(
        &self,
        record: &EncodedRecord,
        on_delivery: impl FnOnce(Result<Receipt, Error>) + Send + Sync + 'static,
    ) -> Result<(), Error> {
        self.queue_with(&self.shared.routing.route(record)?, on_delivery)
    }

    /// Publishes all, keeping the queue full, and gives the receipts in the order of the events.
    ///
    /// # Errors
    /// Each event has an outcome of its own; one that fails does not stop the others.
    pub async fn publish_all<'a, T: Payload + 'a>(
        &self,
        events: impl IntoIterator<Item = &'a Event<T>>,
    ) -> Vec<Result<Receipt, Error>> {
        let mut deliveries = Vec::new();
        for event in events {
            deliveries.push(self.enqueue(event).await);
        }
        let mut outcomes = Vec::with_capacity(deliveries.len());
        for delivery in deliveries {
            outcomes.push(match delivery {
                Ok(delivery) => delivery.await,
                Err(error) => Err(error),
            });
        }
        outcomes
    }

    /// Waits until everything queued is delivered (or has failed).
    ///
    /// # Errors
    /// [`Error::Timeout`] with the number of records left when `deadline` has passed; they stay queued.
    pub async fn flush(&self, deadline: Duration) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        run_blocking("Producer::flush", move || shared.flush("flush", deadline)).await
    }

    /// Refuses further events and waits for the queued ones.
    ///
    /// # Errors
    /// [`Error::Timeout`] with the number of records that were not delivered within `deadline`.
    pub async fn close(&self, deadline: Duration) -> Result<(), Error> {
        self.shared.closed.store(true, Ordering::Relaxed);
        let shared = Arc::clone(&self.shared);
        run_blocking("Producer::close", move || shared.flush("close", deadline)).await
    }

    /// As [`close`](Self::close), blocking the thread.
    ///
    /// # Errors
    /// As [`close`](Self::close).
    pub fn close_blocking(&self, deadline: Duration) -> Result<(), Error> {
        self.shared.closed.store(true, Ordering::Relaxed);
        self.shared.flush("close", deadline)
    }

    /// As [`flush`](Self::flush), blocking the thread.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub fn flush_blocking(&self, deadline: Duration) -> Result<(), Error> {
        self.shared.flush("flush", deadline)
    }

    /// Asks the cluster again for its topics, blocking the thread: [`try_enqueue_with`](Self::try_enqueue_with) knows
    /// those that were there on connecting.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub fn refresh_topics_blocking(&self) -> Result<(), Error> {
        self.shared.routing.refresh(self.shared.raw.metadata()?);
        Ok(())
    }

    /// The address of the cluster, that of the embedded broker included.
    pub fn bootstrap_servers(&self) -> &str {
        self.shared.raw.connection().brokers()
    }

    /// Writes the event as this producer would, with the configured `source` where it names none.
    ///
    /// # Errors
    /// [`Error::Encode`].
    pub fn encode<T: Payload>(&self, event: &Event<T>) -> Result<EncodedRecord, Error> {
        let Shared { config, schemas, .. } = &*self.shared;
        let mut options = self.encode_options();
        if let Some(schemas) = schemas {
            options = options.schemas(schemas);
        }
        Ok(event.encode_with(config.dialect, config.encoding, &options)?)
    }

    /// As [`encode`](Self::encode); asks the schema registry, where there is one, for an id that is not known yet.
    ///
    /// # Errors
    /// [`Error::Encode`], [`Error::Registry`].
    pub async fn encode_with_registry<T: Payload>(&self, event: &Event<T>) -> Result<EncodedRecord, Error> {
        match &self.shared.schemas {
            Some(schemas) => schemas.encode(event, self.encode_options()).await,
            None => self.encode(event),
        }
    }

    fn encode_options(&self) -> EncodeOptions<'_> {
        let options = EncodeOptions::new();
        match &self.shared.config.source {
            Some(source) => options.source(source),
            None => options,
        }
    }

    fn queue(&self, record: &OutgoingRecord) -> Result<Delivery, Error> {
        let (sender, receiver) = oneshot::channel();
        self.queue_with(record, move |outcome| {
            // Nobody waits any more: the record is stored all the same.
            let _ = sender.send(outcome);
        })?;
        Ok(Delivery { receiver })
    }

    fn queue_with(
        &self,
        record: &OutgoingRecord,
        on_delivery: impl FnOnce(Result<Receipt, Error>) + Send + Sync + 'static,
    ) -> Result<(), Error> {
        if self.shared.closed.load(Ordering::Relaxed) {
            return Err(Error::Closed { what: "producer" });
        }
        let room = Arc::clone(&self.shared.room);
        let callback = Box::new(move |outcome| {
            on_delivery(outcome);
            room.notify_waiters();
        });
        self.shared.raw.send(record, callback).map_err(|failure| match failure {
            SendFailure::QueueFull => Error::QueueFull {
                records_max: self.shared.config.queue_records_max,
                bytes_max: self.shared.config.queue_bytes_max,
            },
            SendFailure::Refused(error) => error,
        })
    }

    async fn refresh(&self) -> Result<(), Error> {
        let producer = self.clone();
        run_blocking("Producer::enqueue", move || producer.refresh_topics_blocking()).await
    }
}

impl Shared {
    fn flush(&self, during: &'static str, deadline: Duration) -> Result<(), Error> {
        match self.raw.flush(deadline) {
            0 => Ok(()),
            left => Err(Error::Timeout { during, waited: deadline, left, retry: Retry::Safe }),
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // A bare librdkafka producer purges its queue when it goes.
        let left =
            self.raw.flush(if *self.closed.get_mut() { Duration::ZERO } else { Producer::DROP_DEADLINE });
        if left > 0 {
            tracing::error!(
                left,
                "a producer was dropped with records that were not delivered: they are lost"
            );
        }
    }
}

/// The future of a record's receipt. Dropping it does not take the record back.
#[derive(Debug)]
pub struct Delivery {
    receiver: oneshot::Receiver<Result<Receipt, Error>>,
}

impl Delivery {
    /// Waits for the receipt, blocking the thread; not inside an async task.
    ///
    /// # Errors
    /// As [`Producer::publish`].
    pub fn wait(self) -> Result<Receipt, Error> {
        self.receiver.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }
}

impl Future for Delivery {
    type Output = Result<Receipt, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.receiver).poll(context).map(|outcome| outcome.unwrap_or_else(|_| Err(gone())))
    }
}

/// The callback went without being called: the producer was destroyed with the record queued.
fn gone() -> Error {
    Error::Closed { what: "producer" }
}

/// Runs `call` where it may block, in any flavour of tokio.
pub(crate) async fn run_blocking<T: Send + 'static>(
    name: &'static str,
    call: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let handle = Handle::try_current().map_err(|_| Error::NoRuntime { call: name })?;
    match handle.spawn_blocking(call).await {
        Ok(outcome) => outcome,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Closed { what: "runtime" }),
    }
}
