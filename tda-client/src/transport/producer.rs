//! A librdkafka producer whose deliveries call back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use rdkafka::{
    ClientContext, Message,
    bindings::{rd_kafka_message_status, rd_kafka_msg_status_t},
    config::RDKafkaLogLevel,
    error::KafkaError,
    message::BorrowedMessage,
    producer::{BaseRecord, DeliveryResult, Producer as _, ProducerContext, ThreadedProducer},
    statistics::Statistics,
    types::RDKafkaErrorCode,
};
use tda_events::Retry;

use super::{
    connection::{Connection, Metadata, log},
    credentials::Credentials,
    errors,
    record::{OutgoingRecord, Receipt},
    trouble::{Trouble, Troubled},
    watch::ProducerWatch,
};
use crate::{error::Error, metrics::Link};

/// Runs once, on librdkafka's thread, when the fate of a record is known: it must not block.
pub(crate) type OnDelivery = Box<dyn FnOnce(Result<Receipt, Error>) + Send + Sync>;

/// Why a record was not taken into the queue; its callback will not run.
pub(crate) enum SendFailure {
    /// No room now.
    QueueFull,
    /// Anything else.
    Refused(Error),
}

/// How librdkafka's mock cluster introduces itself.
const MOCK_CLUSTER_ID: &str = "mockCluster";

/// Hands deliveries to their callbacks, and records them.
pub(super) struct Deliveries {
    pub(super) trouble: Trouble,
    pub(super) watch: ProducerWatch,
}

impl Deliveries {
    pub(super) fn new(connection: &Connection, transactional: bool) -> Self {
        let watch = ProducerWatch::new(connection.config(), transactional);
        Self { trouble: Trouble::default(), watch }
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
    }

    fn stats(&self, statistics: Statistics) {
        self.watch.statistics(&statistics);
    }
}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = Box<OnDelivery>;

    fn delivery(&self, result: &DeliveryResult<'_>, on_delivery: Box<OnDelivery>) {
        // A callback that panics must not take down the thread that all deliveries need.
        let outcome = outcome(result);
        self.watch.delivered(result, outcome.as_ref().err());
        if catch_unwind(AssertUnwindSafe(|| on_delivery(outcome))).is_err() {
            tracing::error!("a delivery callback panicked");
        }
    }
}

/// An idempotent producer with a polling thread of its own.
pub(crate) struct RawProducer {
    /// Before the client: see there.
    _credentials: Credentials,
    inner: ThreadedProducer<Deliveries>,
    connection: Connection,
}

impl RawProducer {
    /// Makes the producer; it connects in the background.
    pub(crate) fn new(connection: Connection) -> Result<Self, Error> {
        let deliveries = Deliveries::new(&connection, false);
        let trouble = deliveries.trouble.clone();
        let inner: ThreadedProducer<_> = connection
            .producer_properties()
            .create_with_context(deliveries)
            .map_err(|error| connection.translate("creating the producer", &error, Duration::ZERO))?;
        let credentials = Credentials::keep(inner.client(), &connection, &trouble)?;
        Ok(Self { _credentials: credentials, inner, connection })
    }

    /// Blocks until the cluster answered with its topics, or the connect timeout.
    pub(crate) fn metadata(&self) -> Result<Metadata, Error> {
        let metadata = self.connection.metadata(self.inner.client(), || ());
        self.inner.context().watch.asked(metadata.as_ref().err());
        metadata
    }

    /// Where this producer says how it is.
    #[allow(dead_code, reason = "for whoever guards a producer")]
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
    pub(crate) fn send(&self, record: &OutgoingRecord, on_delivery: OnDelivery) -> Result<(), SendFailure> {
        match self.inner.send(base_record(record, Box::new(on_delivery))) {
            Ok(()) => Ok(()),
            Err((KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull), _)) => {
                Err(SendFailure::QueueFull)
            }
            Err((error, _)) => Err(SendFailure::Refused(refused(
                &error,
                record.topic.clone(),
                event_id(&record.headers),
                Retry::Safe,
            ))),
        }
    }

    /// Blocks until everything queued is delivered or failed, or `deadline` has passed; says what is left.
    pub(crate) fn flush(&self, deadline: Duration) -> usize {
        // A time-out is no failure here: the number of records left says it.
        let _ = self.inner.flush(deadline);
        usize::try_from(self.inner.in_flight_count()).unwrap_or(0)
    }
}

pub(super) fn base_record(
    record: &OutgoingRecord,
    on_delivery: Box<OnDelivery>,
) -> BaseRecord<'_, [u8], [u8], Box<OnDelivery>> {
    let mut base = BaseRecord::with_opaque_to(&record.topic, on_delivery).headers(record.owned_headers());
    base.key = record.key.as_deref();
    base.payload = record.value.as_deref();
    base.partition = record.partition;
    base
}

fn outcome(result: &DeliveryResult<'_>) -> Result<Receipt, Error> {
    match result {
        Ok(message) => Ok(Receipt {
            topic: message.topic().to_owned(),
            partition: message.partition(),
            offset: message.offset(),
            timestamp_ms: message.timestamp().to_millis().unwrap_or(-1),
        }),
        Err((error, message)) => {
            let headers = super::RawRecord::of(message).headers;
            Err(refused(error, message.topic().to_owned(), event_id(&headers), retry_of(message)))
        }
    }
}

fn refused(error: &KafkaError, topic: String, event_id: String, retry: Retry) -> Error {
    if error.rdkafka_error_code() == Some(RDKafkaErrorCode::Fenced) {
        return Error::Fenced { during: "publishing", reason: errors::describe(error) };
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

fn event_id(headers: &[(String, Vec<u8>)]) -> String {
    let id = headers.iter().find(|(key, _)| key == "event_id").map(|(_, value)| value.as_slice());
    id.map_or_else(|| "without id".to_owned(), |id| String::from_utf8_lossy(id).into_owned())
}
