//! The transactional producer: one per worker process, each call with its three kinds of failure.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rdkafka::{
    Offset, TopicPartitionList,
    error::KafkaError,
    producer::{Producer as _, ThreadedProducer},
    types::RDKafkaErrorCode,
};

use super::{
    connection::{Connection, milliseconds},
    credentials::Credentials,
    delivery::OnDelivery,
    errors,
    group::{CommittedOffset, GroupMember},
    produce::{Topics, produce},
    producer::Deliveries,
    record::OutgoingRecord,
};
use crate::error::Error;

/// How a transactional call failed, and so what may be done about it (KIP-360, KIP-447).
#[derive(Debug)]
pub(crate) enum TransactionFailure {
    /// Abort the transaction and replay it from memory.
    Abortable(String),
    /// A new producer and a new membership are needed.
    Fatal(String),
    /// Another member with the same instance id has taken over: this one must go.
    Fenced(String),
    /// Repeat the same call.
    Retriable(String),
}

/// The answer of a coordinator that waited for the last copy must still arrive.
const CALL_MARGIN: Duration = Duration::from_secs(2);

/// A producer with a transactional id.
pub(crate) struct TransactionalProducer {
    /// Before the client: see there.
    _credentials: Credentials,
    /// Before the client: see there.
    topics: Topics,
    inner: ThreadedProducer<Deliveries>,
    /// The first delivery that failed inside the open transaction.
    failed_delivery: Arc<Mutex<Option<String>>>,
    call_timeout: Duration,
}

impl TransactionalProducer {
    /// Makes the producer and fences older ones with the same `transactional_id`; blocks up to `init_timeout`. No later
    /// call blocks much longer than a transaction may last: the coordinator has ended it then.
    pub(crate) fn new(
        connection: &Connection,
        transactional_id: &str,
        transaction_timeout: Duration,
        init_timeout: Duration,
    ) -> Result<Self, Error> {
        let mut properties = connection.producer_properties();
        properties
            .set("transactional.id", transactional_id)
            .set("transaction.timeout.ms", milliseconds(transaction_timeout))
            // A record of a transaction may not outlive it.
            .set("delivery.timeout.ms", milliseconds(transaction_timeout))
            .set("linger.ms", "0");
        let deliveries = Deliveries::new(connection, true);
        let trouble = deliveries.trouble.clone();
        let inner: ThreadedProducer<Deliveries> =
            connection.make(&properties, deliveries).map_err(|error| {
                connection.translate("creating the transactional producer", &error, init_timeout)
            })?;
        inner.context().fatal.belongs_to(inner.client());
        let credentials = Credentials::keep(inner.client(), connection, &trouble)?;
        let call_timeout = transaction_timeout + CALL_MARGIN;
        let producer = Self {
            _credentials: credentials,
            topics: Topics::default(),
            inner,
            failed_delivery: Arc::default(),
            call_timeout,
        };
        producer.init(connection, init_timeout)?;
        Ok(producer)
    }

    fn init(&self, connection: &Connection, timeout: Duration) -> Result<(), Error> {
        let mut waited = Duration::ZERO;
        loop {
            let started = std::time::Instant::now();
            let Err(error) = self.inner.init_transactions(timeout) else { return Ok(()) };
            waited += started.elapsed();
            // "Coordinator load in progress" is normal in a broker's first seconds.
            if !is_retriable(&error) || waited >= timeout {
                return Err(connection.translate("init_transactions", &error, waited));
            }
        }
    }

    pub(crate) fn begin(&self) -> Result<(), TransactionFailure> {
        *self.failed_delivery.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.inner.context().watch.begun();
        self.inner.begin_transaction().map_err(|error| classify(&error))
    }

    /// Queues a record of the open transaction.
    pub(crate) fn send(&self, record: &OutgoingRecord) -> Result<(), TransactionFailure> {
        let failed = Arc::clone(&self.failed_delivery);
        let on_delivery = OnDelivery::call(move |result| {
            if let Err(error) = result {
                failed
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .get_or_insert_with(|| error.to_string());
            }
        });
        produce(self.inner.client(), &self.topics, record, on_delivery)
            .map_err(|(error, _)| TransactionFailure::Abortable(errors::describe(&error)))
    }

    /// Waits until the records sent so far are on the broker.
    pub(crate) fn flush(&self) -> Result<(), TransactionFailure> {
        self.inner.flush(self.call_timeout).map_err(|error| classify(&error))?;
        match self.failed_delivery.lock().unwrap_or_else(PoisonError::into_inner).take() {
            None => Ok(()),
            Some(reason) => Err(TransactionFailure::Abortable(reason)),
        }
    }

    /// Adds the offsets to the transaction, checked by the group coordinator against member and generation.
    pub(crate) fn send_offsets(
        &self,
        offsets: &[CommittedOffset],
        member: &dyn GroupMember,
    ) -> Result<(), TransactionFailure> {
        let list =
            offset_list(offsets).map_err(|error| TransactionFailure::Abortable(errors::describe(&error)))?;
        let Some(group) = member.metadata() else {
            return Err(TransactionFailure::Fatal("the consumer is in no group".into()));
        };
        self.inner
            .send_offsets_to_transaction(&list, &group, self.call_timeout)
            .map_err(|error| classify(&error))
    }

    pub(crate) fn commit(&self) -> Result<(), TransactionFailure> {
        self.inner.commit_transaction(self.call_timeout).map_err(|error| classify(&error))?;
        self.inner.context().watch.committed();
        Ok(())
    }

    /// Whether a newer producer of the same id has taken over: this one can do nothing any more.
    pub(crate) fn is_fenced(&self) -> bool {
        matches!(self.inner.client().fatal_error(), Some((RDKafkaErrorCode::Fenced, _)))
    }

    pub(crate) fn abort(&self) -> Result<(), TransactionFailure> {
        self.inner.abort_transaction(self.call_timeout).map_err(|error| classify(&error))
    }
}

/// Offsets with their metadata, as librdkafka takes them.
pub(super) fn offset_list(offsets: &[CommittedOffset]) -> Result<TopicPartitionList, KafkaError> {
    let mut list = TopicPartitionList::with_capacity(offsets.len());
    for offset in offsets {
        let mut element = list.add_partition(&offset.topic, offset.partition);
        element.set_offset(Offset::Offset(offset.offset))?;
        element.set_metadata(&offset.metadata);
    }
    Ok(list)
}

fn is_retriable(error: &KafkaError) -> bool {
    matches!(error, KafkaError::Transaction(inner) if inner.is_retriable())
}

fn classify(error: &KafkaError) -> TransactionFailure {
    let reason = errors::describe(error);
    if error.rdkafka_error_code() == Some(RDKafkaErrorCode::FencedInstanceId) {
        return TransactionFailure::Fenced(reason);
    }
    match error {
        KafkaError::Transaction(inner) if inner.is_fatal() => TransactionFailure::Fatal(reason),
        KafkaError::Transaction(inner) if inner.txn_requires_abort() => TransactionFailure::Abortable(reason),
        KafkaError::Transaction(inner) if inner.is_retriable() => TransactionFailure::Retriable(reason),
        KafkaError::Flush(_) => TransactionFailure::Retriable(reason),
        // Neither kind: a state that this code does not expect. Start over rather than guess.
        _ => TransactionFailure::Fatal(reason),
    }
}
