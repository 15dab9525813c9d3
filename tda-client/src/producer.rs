//! Publishing events: acknowledged, pipelined or all at once, through a bounded queue.
//!
//! ```text
//!   publish ─────────► encode ─► route ─► gate ─► queue (bounded) ─► librdkafka ─► broker
//!   enqueue ─► room? ─┘                    │                             │
//!                                 open: refuse or spill                  │
//!   Delivery ◄───────────────── acknowledgement ◄────────────────────────┘
//! ```

mod breaker;
mod delivery;
mod frame;
mod gate;
mod journal;
mod queueing;
mod spill;
mod transaction;

use std::{
    borrow::Cow,
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tda_events::{BorrowedRecord, EncodeOptions, EncodedRecord, Event, Payload, Retry};
use tokio::runtime::Handle;
use tracing::Instrument as _;

pub use self::{breaker::BreakerState, delivery::Delivery, gate::BreakerWatch, transaction::Transaction};
use self::{gate::GuardedGate, transaction::Transactions};
use crate::{
    claim_check::ClaimStore,
    config::ClientConfig,
    encryption::{self, Encryptor},
    error::Error,
    registry::EventSchemas,
    routing::{Placed, Routing},
    telemetry::publish_span,
    transport::{Connection, OnDelivery, RawProducer, Receipt},
};

/// Publishes events. Clones share the connection and the queue.
///
/// Idempotent with `acks=all` and lz4. Awaiting each [`publish`](Self::publish) costs a round trip; for many events use
/// [`enqueue`](Self::enqueue) or [`publish_all`](Self::publish_all), which keep the queue full.
///
/// Without a [breaker](ClientConfig::breaker), events that are published while the cluster is away wait in the queue for
/// their delivery timeout, and `enqueue` waits once the queue is full. With one, neither `enqueue` nor `try_enqueue` waits for a
/// cluster that does not answer: they are refused, or spilled to a local queue.
///
/// [`close`](Self::close) before the last clone goes: a dropped producer waits for its queue as long as
/// [`Producer::DROP_DEADLINE`], then logs how many records it loses.
#[derive(Clone)]
pub struct Producer {
    shared: Arc<Shared>,
}

struct Shared {
    /// Before `raw`, so that its thread ends first.
    gate: Option<GuardedGate>,
    transactions: Option<Arc<Transactions>>,
    claims: Option<ClaimStore>,
    encryptor: Option<Encryptor>,
    raw: Arc<RawProducer>,
    routing: Routing,
    schemas: Option<EventSchemas>,
    config: ClientConfig,
    closed: AtomicBool,
}

impl Producer {
    /// How long dropping the last clone waits for records that are still queued.
    pub const DROP_DEADLINE: Duration = Duration::from_secs(5);

    /// Deliveries that [`publish_all`](Self::publish_all) and [`publish_each`](Self::publish_each) hold open at a time:
    /// enough to keep the queue of the default size busy.
    pub const WINDOW_RECORDS: usize = 50_000;

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
        let raw = Arc::new(RawProducer::new(Connection::new(&with_patience(config))?)?);
        let schemas = EventSchemas::of(config)?;
        let claims = ClaimStore::open(config)?;
        let encryptor = Encryptor::open(config, None)?;
        let routing = Routing::new(config, raw.connection().brokers(), raw.metadata()?);
        let transactional = !raw.is_mock() || config.publishing.simulated_transactions;
        let transactions = match &config.transactional_id {
            Some(id) if transactional => Some(Arc::new(Transactions::open(id, raw.connection())?)),
            _ => None,
        };
        let breaker = config.publishing.breaker.clone();
        let gate = breaker.map(|settings| GuardedGate::new(settings, &raw)).transpose()?;
        let shared = Shared {
            gate,
            transactions,
            claims,
            encryptor,
            raw,
            routing,
            schemas,
            config: config.clone(),
            closed: AtomicBool::new(false),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Publishes and waits for the broker's acknowledgement.
    ///
    /// Cancelling the future does not take the record back: once queued it is sent. With a
    /// [failing-fast](crate::BreakerPolicy::FailFast) breaker the wait ends when the circuit opens; with a spill it lasts
    /// until the event is delivered, however long the cluster is away: who must not wait uses `enqueue`.
    ///
    /// # Errors
    /// [`Error::Encode`], [`Error::TooLarge`], [`Error::ClaimCheck`] and [`Error::UnknownTopic`] before anything is sent;
    /// then [`Error::Delivery`], whose [`retry`](Error::retry) says whether the record may have been written;
    /// [`Error::CircuitOpen`] where a breaker fails fast.
    pub async fn publish<T: Payload>(&self, event: &Event<T>) -> Result<Receipt, Error> {
        let span = publish_span(event.event_type(), &event.event_id);
        async {
            let delivery = self.enqueue(event).await?;
            let Some(gate) = self.shared.gate.as_ref().filter(|gate| !gate.spills()) else {
                return delivery.await;
            };
            let mut circuit = gate.watch();
            tokio::select! {
                biased;
                outcome = delivery => outcome,
                () = circuit.opened() => Err(gate.refusal(Retry::MayDuplicate)),
            }
        }
        .instrument(span)
        .await
    }

    /// Queues the event, waiting only for room, and gives the future of its receipt.
    ///
    /// # Errors
    /// As [`publish`](Self::publish), before anything is sent.
    pub async fn enqueue<T: Payload>(&self, event: &Event<T>) -> Result<Delivery, Error> {
        let Shared { config, schemas, encryptor, .. } = &*self.shared;
        let record = match schemas {
            _ if encryptor.is_some() => self.encode_with_registry(event).await?.into(),
            Some(schemas) => schemas.encode(event, self.encode_options()).await?.into(),
            None => event.encode_borrowed(config.dialect, config.encoding, &self.encode_options())?,
        };
        self.enqueue_borrowed(record).await
    }

    /// As [`enqueue`](Self::enqueue), for an event that is encoded already: it travels as it is, nothing is sealed.
    ///
    /// # Errors
    /// As [`enqueue`](Self::enqueue).
    pub async fn enqueue_record(&self, record: &EncodedRecord) -> Result<Delivery, Error> {
        self.enqueue_borrowed(record.into()).await
    }

    /// Queues the event if there is room now.
    ///
    /// # Errors
    /// [`Error::QueueFull`], else as [`enqueue`](Self::enqueue); a value for the object store is [`Error::TooLarge`]
    /// here, since storing it takes time.
    pub fn try_enqueue<T: Payload>(&self, event: &Event<T>) -> Result<Delivery, Error> {
        let Shared { config, routing, encryptor, .. } = &*self.shared;
        if encryptor.is_some() {
            let record = BorrowedRecord::from(self.encode(event)?);
            let place = routing.place(&record)?;
            return self.queue(&Placed::new(record, place));
        }
        let mut options = self.encode_options();
        if let Some(schemas) = &self.shared.schemas {
            options = options.schemas(schemas);
        }
        let record = event.encode_borrowed(config.dialect, config.encoding, &options)?;
        let place = routing.place(&record)?;
        self.queue(&Placed::new(record, place))
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
        let record = BorrowedRecord::from(record);
        let place = self.shared.routing.place(&record)?;
        self.queue_telling(&Placed::new(record, place), OnDelivery::call(on_delivery))
    }

    /// Publishes all, keeping the queue full, and gives the receipts in the order of the events.
    ///
    /// # Errors
    /// Each event has an outcome of its own; one that fails does not stop the others.
    pub async fn publish_all<'a, T: Payload + 'a>(
        &self,
        events: impl IntoIterator<Item = &'a Event<T>>,
    ) -> Vec<Result<Receipt, Error>> {
        let mut outcomes = Vec::new();
        self.publish_each(events, |_, outcome| outcomes.push(outcome)).await;
        outcomes
    }

    /// As [`publish_all`](Self::publish_all) for more events than anybody wants receipts of: each outcome goes to
    /// `on_outcome` with the event's number, in order, and at most [`Producer::WINDOW_RECORDS`] are open at a time.
    pub async fn publish_each<T: Payload, E: std::borrow::Borrow<Event<T>>>(
        &self,
        events: impl IntoIterator<Item = E>,
        mut on_outcome: impl FnMut(usize, Result<Receipt, Error>),
    ) {
        let mut open = VecDeque::new();
        let mut told = 0;
        let mut tell = |outcome| {
            on_outcome(told, outcome);
            told += 1;
        };
        for event in events {
            if open.len() >= Self::WINDOW_RECORDS
                && let Some(first) = open.pop_front()
            {
                tell(outcome_of(first).await);
            }
            open.push_back(self.enqueue(event.borrow()).await);
        }
        for delivery in open {
            tell(outcome_of(delivery).await);
        }
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
    /// [`Error::Timeout`] with the number of records that were not delivered within `deadline`. What a
    /// [spill in a directory](crate::Spill::directory) has of them is sent by its next producer.
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

    /// Whether the way to the cluster is open; always [`BreakerState::Closed`] without a
    /// [breaker](ClientConfig::breaker).
    pub fn breaker_state(&self) -> BreakerState {
        self.shared.gate.as_ref().map_or(BreakerState::Closed, GuardedGate::state)
    }

    /// The state of the circuit, to be waited on: for health pages, metrics and logs.
    pub fn breaker_watch(&self) -> BreakerWatch {
        self.shared.gate.as_ref().map_or_else(BreakerWatch::always_closed, GuardedGate::watch)
    }

    /// Records that await delivery: queued, under way, or spilled.
    pub fn undelivered(&self) -> usize {
        self.shared.undelivered()
    }

    /// Of those, the ones that wait in the spill.
    pub fn spilled(&self) -> usize {
        self.shared.gate.as_ref().map_or(0, GuardedGate::spilled)
    }

    /// The address of the cluster, that of the embedded broker included.
    pub fn bootstrap_servers(&self) -> &str {
        self.shared.raw.connection().brokers()
    }

    /// Writes the event as this producer would, with the configured `source` where it names none, and what is about a person
    /// sealed where [`encryption`](ClientConfig::encryption) is configured. A key that is not at hand is read from its store.
    ///
    /// # Errors
    /// [`Error::Encode`], [`Error::Encryption`].
    pub fn encode<T: Payload>(&self, event: &Event<T>) -> Result<EncodedRecord, Error> {
        let Shared { config, schemas, encryptor, .. } = &*self.shared;
        let mut options = self.encode_options();
        if let Some(schemas) = schemas {
            options = options.schemas(schemas);
        }
        let sealed = encryption::seal(encryptor.as_ref(), event, None)?;
        let mut record = sealed.event.encode_with(config.dialect, config.encoding, &options)?;
        sealed.mark(&mut record);
        Ok(record)
    }

    /// As [`encode`](Self::encode); asks the schema registry, where there is one, for an id that is not known yet.
    ///
    /// # Errors
    /// [`Error::Encode`], [`Error::Encryption`], [`Error::Registry`].
    pub async fn encode_with_registry<T: Payload>(&self, event: &Event<T>) -> Result<EncodedRecord, Error> {
        if let Some(encryptor) = &self.shared.encryptor {
            encryptor.prepare(event).await?;
        }
        let Some(schemas) = &self.shared.schemas else { return self.encode(event) };
        let sealed = encryption::seal(self.shared.encryptor.as_ref(), event, None)?;
        let mut record = schemas.encode(&sealed.event, self.encode_options()).await?;
        sealed.mark(&mut record);
        Ok(record)
    }

    fn encode_options(&self) -> EncodeOptions<'_> {
        let options = EncodeOptions::new();
        match &self.shared.config.source {
            Some(source) => options.source(source),
            None => options,
        }
    }
}

impl Shared {
    fn flush(&self, during: &'static str, deadline: Duration) -> Result<(), Error> {
        let started = Instant::now();
        // What is spilled goes through librdkafka's queue in the end: it comes first.
        while self.gate.as_ref().is_some_and(|gate| gate.spilled() > 0) && started.elapsed() < deadline {
            std::thread::sleep(SPILL_POLL.min(deadline));
        }
        self.raw.flush(deadline.saturating_sub(started.elapsed()));
        match self.undelivered() {
            0 => Ok(()),
            left => Err(Error::Timeout { during, waited: deadline, left, retry: Retry::Safe }),
        }
    }

    fn undelivered(&self) -> usize {
        self.raw.in_flight() + self.gate.as_ref().map_or(0, GuardedGate::spilled)
    }
}

/// How often a flush looks whether the spill is empty.
const SPILL_POLL: Duration = Duration::from_millis(10);

impl Drop for Shared {
    fn drop(&mut self) {
        // A bare librdkafka producer purges its queue when it goes.
        let patience = if *self.closed.get_mut() { Duration::ZERO } else { Producer::DROP_DEADLINE };
        let _ = self.flush("drop", patience);
        let left = self.undelivered();
        let kept = self.gate.as_mut().map_or(0, GuardedGate::end);
        if kept > 0 {
            tracing::warn!(kept, "events wait in the spill for the next producer");
        }
        if left > kept {
            tracing::error!(
                left = left - kept,
                "a producer was dropped with records that were not delivered: they are lost"
            );
        }
    }
}

/// The configuration of the connection: records behind a spill wait as long as the spill itself.
fn with_patience(config: &ClientConfig) -> Cow<'_, ClientConfig> {
    let spill = config.publishing.breaker.as_ref().and_then(|breaker| breaker.spill());
    spill.map_or(Cow::Borrowed(config), |spill| Cow::Owned(config.clone().delivery_timeout(spill.wait_max)))
}

async fn outcome_of(delivery: Result<Delivery, Error>) -> Result<Receipt, Error> {
    delivery?.await
}

/// A panic elsewhere leaves these locks in a usable state: what they guard is whole after every statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
