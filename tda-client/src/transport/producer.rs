//! A librdkafka producer whose deliveries call back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use rdkafka::{
    ClientContext, Message,
    bindings::{rd_kafka_message_status, rd_kafka_msg_status_t},
    config::RDKafkaLogLevel,
    error::KafkaError,
    message::BorrowedMessage,
    producer::{DeliveryResult, Producer as _, ProducerContext, PurgeConfig, ThreadedProducer},
    statistics::Statistics,
    types::RDKafkaErrorCode,
};
use tda_events::Retry;

use super::{
    connection::{Connection, Metadata, log},
    credentials::Credentials,
    delivery::OnDelivery,
    errors,
    fatal::Asked,
    produce::{Topics, produce},
    record::{Outgoing, OutgoingRecord, Receipt},
    room::Room,
    trouble::{Trouble, Troubled},
    watch::ProducerWatch,
};
use crate::{error::Error, metrics::Link};

/// Why a record was not taken into the queue; its callback will not run.
pub(crate) enum SendFailure {
    /// No room now.
    QueueFull,
    /// Anything else.
    Refused(Error),
}

/// How librdkafka's mock cluster introduces itself.
const MOCK_CLUSTER_ID: &str = "mockCluster";

/// Signs of the cluster's life, as librdkafka's threads see them.
#[derive(Debug, Default)]
pub(crate) struct Pulse {
    /// Records that were queued, and those whose fate is known.
    queued: AtomicU64,
    ended: AtomicU64,
    /// Records that a broker has answered, be it with a refusal.
    pub(crate) answered: AtomicU64,
    /// Records that ran into their time-out.
    pub(crate) timed_out: AtomicU64,
    /// Set when the last connection goes, idle ones included; whoever looks takes it back.
    pub(crate) connections_lost: AtomicBool,
    /// Those who wait for a delivery to make room.
    pub(crate) room: Room,
    /// Records taken back out of the queue, while anybody wants them.
    purged: Mutex<Option<Vec<OutgoingRecord>>>,
}

/// Hands deliveries to their callbacks, and records them.
pub(super) struct Deliveries {
    pulse: Arc<Pulse>,
    pub(super) fatal: Asked,
    pub(super) trouble: Trouble,
    pub(super) watch: ProducerWatch,
}

impl Deliveries {
    pub(super) fn new(connection: &Connection, transactional: bool) -> Self {
        let watch = ProducerWatch::new(connection.config(), transactional);
        Self { pulse: Arc::default(), fatal: Asked::default(), trouble: Trouble::default(), watch }
    }
}

impl Deliveries {
    /// The fate of a record. One that failed says why nobody took it, where that is known.
    fn outcome(&self, result: &DeliveryResult<'_>) -> Result<Receipt, Error> {
        let (error, message) = match result {
            Ok(message) => return Ok(receipt(message)),
            Err(failed) => failed,
        };
        let record = OutgoingRecord::of(message);
        let event_id = record.event_id();
        // SAFETY: only `delivery` comes here, a callback of the client that owns this.
        if let Some((cause, reason)) = unsafe { self.fatal.behind(error) } {
            return Err(beyond_recovery(&cause, reason, record.topic, event_id, retry_of(message)));
        }
        Err(self.explained(refused(error, record.topic, event_id, retry_of(message))))
    }

    fn explained(&self, error: Error) -> Error {
        match (error, self.trouble.words()) {
            (Error::Delivery { event_id, topic, reason, retry }, Some(words)) => {
                Error::Delivery { event_id, topic, reason: format!("{reason}; {words}"), retry }
            }
            (error, _) => error,
        }
    }
}

impl Troubled for Deliveries {
    fn trouble(&self) -> &Trouble {
        &self.trouble
    }
}

impl ClientContext for Deliveries {
    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        log(level, facility, message);
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.trouble.hear(&error, reason);
        self.watch.error(&error, reason);
        if error.rdkafka_error_code() == Some(RDKafkaErrorCode::AllBrokersDown) {
            self.pulse.connections_lost.store(true, Ordering::Relaxed);
        }
    }

    fn stats(&self, statistics: Statistics) {
        self.watch.statistics(&statistics);
    }
}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = OnDelivery;

    fn delivery(&self, result: &DeliveryResult<'_>, on_delivery: OnDelivery) {
        self.pulse.take(result);
        // Before anybody hears of it: who has a receipt finds one record less under way.
        self.pulse.ended.fetch_add(1, Ordering::Release);
        // A callback that panics must not take down the thread that all deliveries need.
        let outcome = self.outcome(result);
        self.watch.delivered(result, outcome.as_ref().err());
        if catch_unwind(AssertUnwindSafe(|| on_delivery.tell(outcome))).is_err() {
            tracing::error!("a delivery callback panicked");
        }
        self.pulse.room.tell();
    }
}

impl Pulse {
    fn take(&self, result: &DeliveryResult<'_>) {
        let Err((error, message)) = result else {
            self.answered.fetch_add(1, Ordering::Relaxed);
            return;
        };
        let counter = match error.rdkafka_error_code() {
            Some(RDKafkaErrorCode::PurgeQueue | RDKafkaErrorCode::PurgeInflight) => {
                if let Some(purged) = &mut *self.lock_purged() {
                    purged.push(OutgoingRecord::of(message));
                }
                return;
            }
            Some(
                RDKafkaErrorCode::MessageTimedOut
                | RDKafkaErrorCode::OperationTimedOut
                | RDKafkaErrorCode::RequestTimedOut
                | RDKafkaErrorCode::BrokerTransportFailure
                | RDKafkaErrorCode::AllBrokersDown
                | RDKafkaErrorCode::NetworkException,
            ) => &self.timed_out,
            _ => &self.answered,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    fn lock_purged(&self) -> std::sync::MutexGuard<'_, Option<Vec<OutgoingRecord>>> {
        self.purged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An idempotent producer with a polling thread of its own.
pub(crate) struct RawProducer {
    /// Before the client: see there.
    _credentials: Credentials,
    /// Before the client: see there.
    topics: Topics,
    inner: ThreadedProducer<Deliveries>,
    connection: Connection,
    pulse: Arc<Pulse>,
}

impl RawProducer {
    /// Makes the producer; it connects in the background.
    pub(crate) fn new(connection: Connection) -> Result<Self, Error> {
        let deliveries = Deliveries::new(&connection, false);
        let (pulse, trouble) = (Arc::clone(&deliveries.pulse), deliveries.trouble.clone());
        let inner: ThreadedProducer<_> = connection
            .make(&connection.producer_properties(), deliveries)
            .map_err(|error| connection.translate("creating the producer", &error, Duration::ZERO))?;
        inner.context().fatal.belongs_to(inner.client());
        let credentials = Credentials::keep(inner.client(), &connection, &trouble)?;
        Ok(Self { _credentials: credentials, topics: Topics::default(), inner, connection, pulse })
    }

    /// Blocks until the cluster answered with its topics, or the connect timeout.
    pub(crate) fn metadata(&self) -> Result<Metadata, Error> {
        let metadata = self.connection.metadata(self.inner.client(), || ());
        self.inner.context().watch.asked(metadata.as_ref().err());
        metadata
    }

    /// Where this producer says how it is.
    pub(crate) fn link(&self) -> &Link {
        self.inner.context().watch.link()
    }

    /// Whether the cluster, once it has answered, is an embedded broker of this or another process.
    pub(crate) fn is_mock(&self) -> bool {
        let id = self.inner.client().fetch_cluster_id(Duration::ZERO);
        id.is_some_and(|id| id.starts_with(MOCK_CLUSTER_ID))
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Queues a record; never blocks.
    pub(crate) fn send(&self, record: &impl Outgoing, on_delivery: OnDelivery) -> Result<(), SendFailure> {
        self.try_send(record, on_delivery).map_err(|(failure, _)| failure)
    }

    /// As [`send`](Self::send), giving the callback back where the record was not taken.
    pub(crate) fn try_send(
        &self,
        record: &impl Outgoing,
        on_delivery: OnDelivery,
    ) -> Result<(), (SendFailure, OnDelivery)> {
        self.pulse.queued.fetch_add(1, Ordering::Relaxed);
        let (error, on_delivery) = match produce(self.inner.client(), &self.topics, record, on_delivery) {
            Ok(()) => return Ok(()),
            Err(refused) => refused,
        };
        self.pulse.queued.fetch_sub(1, Ordering::Relaxed);
        let failure = match error {
            KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull) => SendFailure::QueueFull,
            error => {
                let record = record.to_record();
                let (event_id, topic) = (record.event_id(), record.topic);
                SendFailure::Refused(match self.inner.client().fatal_error() {
                    Some((code, reason)) => {
                        let cause = KafkaError::MessageProduction(code);
                        beyond_recovery(&cause, reason, topic, event_id, Retry::Safe)
                    }
                    None => self.inner.context().explained(refused(&error, topic, event_id, Retry::Safe)),
                })
            }
        };
        Err((failure, on_delivery))
    }

    /// Signs of the cluster's life.
    pub(crate) fn pulse(&self) -> &Pulse {
        &self.pulse
    }

    /// Records that are queued or under way.
    pub(crate) fn in_flight(&self) -> usize {
        // librdkafka's own count has its requests in it, too, and reports that were handed out already.
        let ended = self.pulse.ended.load(Ordering::Acquire);
        usize::try_from(self.pulse.queued.load(Ordering::Relaxed).saturating_sub(ended)).unwrap_or(0)
    }

    /// Whether a broker answers within `timeout`; blocks.
    pub(crate) fn is_reachable(&self, timeout: Duration) -> bool {
        self.inner.client().fetch_metadata(None, timeout).is_ok()
    }

    /// Takes back what has not been acknowledged, in the order of each partition: what is under way first, though
    /// a broker may have it. Of no use for publishing afterwards.
    pub(crate) fn take_back(&self, deadline: Duration) -> Vec<OutgoingRecord> {
        *self.pulse.lock_purged() = Some(Vec::new());
        for what in [PurgeConfig::default().inflight(), PurgeConfig::default().queue()] {
            self.inner.purge(what);
            // The polling thread serves the reports; flushing waits for it.
            let _ = self.inner.flush(deadline / 2);
        }
        self.pulse.lock_purged().take().unwrap_or_default()
    }

    /// Blocks until everything queued is delivered or failed, or `deadline` has passed; says what is left.
    pub(crate) fn flush(&self, deadline: Duration) -> usize {
        // A time-out is no failure here: the number of records left says it.
        let _ = self.inner.flush(deadline);
        self.in_flight()
    }
}

fn receipt(message: &BorrowedMessage<'_>) -> Receipt {
    Receipt {
        topic: message.topic().to_owned(),
        partition: message.partition(),
        offset: message.offset(),
        timestamp_ms: message.timestamp().to_millis().unwrap_or(-1),
    }
}

/// No record goes out of this producer any more, and `cause` is why.
fn beyond_recovery(
    cause: &KafkaError,
    reason: String,
    topic: String,
    event_id: String,
    retry: Retry,
) -> Error {
    match cause.rdkafka_error_code() {
        // A broker numbers the records of those only who may write somewhere.
        Some(RDKafkaErrorCode::ClusterAuthorizationFailed) => Error::Unauthorized {
            reason: format!(
                "event {event_id} for {topic}: {reason}; the client's identity may write to no topic; see `tda acls plan`, \
                 or ask who runs the cluster, then make a new producer"
            ),
        },
        _ => match refused(cause, topic, event_id, retry) {
            Error::Delivery { event_id, topic, retry, .. } => {
                Error::Delivery { event_id, topic, reason, retry }
            }
            error => error,
        },
    }
}

fn refused(error: &KafkaError, topic: String, event_id: String, retry: Retry) -> Error {
    if error.rdkafka_error_code() == Some(RDKafkaErrorCode::Fenced) {
        return Error::Fenced { during: "publishing", reason: errors::describe(error) };
    }
    if let Some(advice) = errors::access_advice(error) {
        let reason = errors::describe(error);
        return Error::Unauthorized { reason: format!("event {event_id} for {topic}: {reason}; {advice}") };
    }
    Error::Delivery { event_id, topic, reason: errors::describe(error), retry }
}

/// Whether a failed record may have been written: librdkafka knows from the protocol's state (KIP-360).
fn retry_of(message: &BorrowedMessage<'_>) -> Retry {
    // SAFETY: the pointer is that of a message alive for this callback; the call only reads its state.
    let status = unsafe { rd_kafka_message_status(message.ptr()) };
    match status {
        rd_kafka_msg_status_t::RD_KAFKA_MSG_STATUS_NOT_PERSISTED => Retry::Safe,
        _ => Retry::MayDuplicate,
    }
}
