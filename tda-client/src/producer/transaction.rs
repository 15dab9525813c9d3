//! Transactions: events that appear together, with the offsets of what they were made from, or not at all.
//!
//! The records of a transaction wait in memory until its body has returned `Ok`. Only then does it begin on the
//! cluster, where it lasts as long as sending takes: a slow body holds no reader back, and one that fails, panics or is dropped
//! leaves nothing to abort.

use std::sync::{Arc, Mutex};

use tda_events::{BorrowedRecord, EncodedRecord, Event, Payload, Retry};
use tokio::runtime::Handle;

use super::{Producer, lock, run_blocking};
use crate::{
    commit::{Sink, WriteFailure},
    config::ClientConfig,
    consumer::{AcknowledgedOffsets, Consumer},
    error::Error,
    transport::{Connection, GroupMember, NoMember, OutgoingRecord, TransactionalProducer},
};

/// How often a transaction that the cluster aborted is written again from memory.
const ATTEMPTS_MAX: u32 = 3;
/// A call may wait this many times as long as a transaction may stay open: that of a predecessor ends first.
const CALL_TIMEOUTS: u32 = 3;

/// An open transaction, handed to the body of [`Producer::transaction`]. Clones are the same transaction.
#[derive(Clone)]
pub struct Transaction {
    producer: Producer,
    contents: Arc<Mutex<Contents>>,
}

#[derive(Default)]
struct Contents {
    records: Vec<OutgoingRecord>,
    bytes: usize,
    offsets: Option<AcknowledgedOffsets>,
    /// The body has returned: what comes later would not be written.
    ended: bool,
}

impl Producer {
    /// Runs `body` and publishes what it put into the transaction: all of it or, where it fails, nothing.
    ///
    /// Readers with `isolation.level=read_committed` see the events once the transaction is committed, which is when this
    /// returns `Ok`. Needs a [`transactional_id`](ClientConfig::transactional_id): a second producer of the same
    /// id fences the first, whose transactions fail with [`Error::Fenced`] from then on. A producer that was
    /// halted for longer than the [`transaction_timeout`](ClientConfig::transaction_timeout) in the middle of a commit is
    /// told so, too.
    ///
    /// Dropping the future while `body` runs leaves nothing behind. Dropped later, the transaction is committed or
    /// aborted as a whole, and nobody hears which.
    ///
    /// # Errors
    /// That of `body`, or as `E`: [`Error::Transaction`], whose [`retry`](Error::retry) is `Safe` where the transaction
    /// was aborted and `MayDuplicate` where it may have been committed; [`Error::Fenced`]; [`Error::Config`]
    /// without a transactional id, and on the embedded broker, which
    /// [must be asked for](ClientConfig::simulated_transactions).
    ///
    /// ```
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use tda_client::{ClientConfig, Error, Producer};
    /// use tda_events::{Event, JobCancelled};
    ///
    /// // On a real Kafka the second setting is not needed.
    /// let config = ClientConfig::new("embedded").source("example").transactional_id("orders-1").simulated_transactions(true);
    /// let producer = Producer::connect(&config).await?;
    /// producer
    ///     .transaction(async |tx| {
    ///         for job in ["j1", "j2"] {
    ///             tx.publish(&Event::new(JobCancelled::new(job, "no longer needed")).expect("valid")).await?;
    ///         }
    ///         Ok::<_, Error>(())
    ///     })
    ///     .await?;
    /// # Ok(()) }
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    pub async fn transaction<T, E, F>(&self, body: impl FnOnce(Transaction) -> F) -> Result<T, E>
    where
        F: Future<Output = Result<T, E>>,
        E: From<Error>,
    {
        Handle::try_current().map_err(|_| Error::NoRuntime { call: "Producer::transaction" })?;
        let open = self.open_transaction()?;
        let output = body(open.transaction.clone()).await?;
        open.commit().await?;
        Ok(output)
    }

    /// A transaction that nothing was put into yet.
    pub(crate) fn open_transaction(&self) -> Result<OpenTransaction, Error> {
        let transactions = self.transactions()?;
        let transaction = Transaction { producer: self.clone(), contents: Arc::default() };
        Ok(OpenTransaction { transactions, transaction })
    }

    fn transactions(&self) -> Result<Arc<Transactions>, Error> {
        if let Some(transactions) = &self.shared.transactions {
            return Ok(Arc::clone(transactions));
        }
        let fault = match self.shared.config.transactional_id {
            None => {
                "is not set: a transaction needs an identity that survives a restart (KAFKA_TRANSACTIONAL_ID)"
            }
            Some(_) => {
                "the embedded broker shows aborted records, fences nobody and stores no offsets of transactions; use a \
                 real Kafka, or simulated_transactions(true) to try the code path"
            }
        };
        Err(Error::config("transactional_id", fault))
    }
}

impl Transaction {
    /// Adds an event. It is encoded, routed and measured now, and sent when the body has returned `Ok`.
    ///
    /// # Errors
    /// As [`Producer::publish`] before anything is sent; [`Error::TransactionTooLarge`] past the bounds of the producer's
    /// queue; [`Error::Closed`] once the body has returned.
    pub async fn publish<T: Payload>(&self, event: &Event<T>) -> Result<(), Error> {
        self.add(self.producer.encode_with_registry(event).await?.into()).await
    }

    /// As [`publish`](Self::publish), for an event that is encoded already.
    ///
    /// # Errors
    /// As [`publish`](Self::publish).
    pub async fn publish_record(&self, record: &EncodedRecord) -> Result<(), Error> {
        self.add(record.into()).await
    }

    async fn add(&self, record: BorrowedRecord<'_>) -> Result<(), Error> {
        let outgoing = self.producer.outgoing(record).await?.into_record();
        let ClientConfig { queue_records_max: records_max, queue_bytes_max: bytes_max, .. } =
            self.producer.shared.config;
        let mut contents = lock(&self.contents);
        if contents.ended {
            return Err(Error::Closed { what: "transaction" });
        }
        let bytes = contents.bytes + outgoing.size_bytes();
        if contents.records.len() >= records_max || bytes > bytes_max {
            return Err(Error::TransactionTooLarge { records_max, bytes_max });
        }
        contents.bytes = bytes;
        contents.records.push(outgoing);
        Ok(())
    }

    /// Commits what `consumer` was given to acknowledge together with the events: read, made, and marked as done at
    /// once. The last thing that a body does: acknowledge everything that went into the transaction, then call this.
    ///
    /// From here on until the transaction ends, partitions do not leave the consumer. Where the transaction fails, the
    /// consumer goes back to what is committed and reads the same records again.
    ///
    /// # Errors
    /// [`Error::Config`] where the consumer is not in a group, does not deliver
    /// [exactly once](crate::DeliveryMode::ExactlyOnce), or has offsets in another transaction, and for a second consumer;
    /// [`Error::Rebalanced`] where something acknowledged belongs to another member by now.
    pub async fn send_offsets(&self, consumer: &Consumer) -> Result<(), Error> {
        let offsets = consumer.acknowledged_offsets().await?;
        let mut contents = lock(&self.contents);
        if contents.ended {
            return Err(Error::Closed { what: "transaction" });
        }
        if contents.offsets.is_some() {
            return Err(Error::config(
                "transaction",
                "holds offsets already: it takes those of one consumer, once",
            ));
        }
        contents.offsets = Some(offsets);
        Ok(())
    }

    fn end(&self) -> (Vec<OutgoingRecord>, Option<AcknowledgedOffsets>) {
        let mut contents = lock(&self.contents);
        contents.ended = true;
        (std::mem::take(&mut contents.records), contents.offsets.take())
    }
}

/// A transaction with the right to commit it. One that is dropped, since its body failed, panicked or was dropped, gives
/// the consumer's partitions free, whoever still has the transaction.
pub(crate) struct OpenTransaction {
    transactions: Arc<Transactions>,
    pub(crate) transaction: Transaction,
}

impl OpenTransaction {
    /// Writes what was put into it.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        let transactions = Arc::clone(&self.transactions);
        let (records, offsets) = self.transaction.end();
        if records.is_empty() && offsets.is_none() {
            return Ok(());
        }
        run_blocking("Producer::transaction", move || transactions.write(&records, offsets)).await
    }
}

impl Drop for OpenTransaction {
    fn drop(&mut self) {
        self.transaction.end();
    }
}

/// Writes transactions, one at a time, under one transactional id.
pub(super) struct Transactions {
    id: String,
    connection: Connection,
    /// None after a fatal failure: the next transaction makes a new one.
    sink: Mutex<Option<Sink>>,
}

impl Transactions {
    /// Fences older producers of the same id; blocks.
    pub(super) fn open(id: &str, connection: &Connection) -> Result<Self, Error> {
        let sink = Mutex::new(Some(new_sink(id, connection)?));
        Ok(Self { id: id.to_owned(), connection: connection.clone(), sink })
    }

    fn write(
        &self,
        records: &[OutgoingRecord],
        acknowledged: Option<AcknowledgedOffsets>,
    ) -> Result<(), Error> {
        let mut slot = lock(&self.sink);
        let records: Vec<_> = records.iter().collect();
        let nobody: (&dyn GroupMember, &[_]) = (&NoMember, &[]);
        let (member, offsets) =
            acknowledged.as_ref().map_or(nobody, |taken| (&taken.member as &dyn GroupMember, &taken.offsets));
        let mut attempt = 1;
        loop {
            let sink = match &mut *slot {
                Some(sink) => sink,
                empty => empty.insert(new_sink(&self.id, &self.connection)?),
            };
            match sink.write(member, &records, offsets) {
                Ok(()) => {
                    if let Some(acknowledged) = acknowledged {
                        acknowledged.committed();
                    }
                    return Ok(());
                }
                Err(WriteFailure::Again(reason)) if attempt < ATTEMPTS_MAX => {
                    tracing::warn!(
                        reason,
                        attempt,
                        id = self.id,
                        "a transaction was aborted and is written again"
                    );
                    attempt += 1;
                }
                Err(WriteFailure::Again(reason)) => return Err(self.failed(reason, Retry::Safe)),
                Err(WriteFailure::Fenced(reason)) => return Err(fenced(reason)),
                // A newer one has the id now: a new producer here would fence it in turn.
                Err(WriteFailure::Fatal(reason)) if sink.is_fenced() => return Err(fenced(reason)),
                Err(WriteFailure::Fatal(reason) | WriteFailure::OffsetsLater(reason)) => {
                    *slot = None;
                    return Err(self.failed(reason, Retry::MayDuplicate));
                }
            }
        }
    }

    fn failed(&self, reason: String, retry: Retry) -> Error {
        Error::Transaction { transactional_id: self.id.clone(), during: "writing", reason, retry }
    }
}

fn fenced(reason: String) -> Error {
    Error::Fenced { during: "a transaction", reason }
}

fn new_sink(id: &str, connection: &Connection) -> Result<Sink, Error> {
    let timeout = connection.config().publishing.transaction_timeout;
    let producer = TransactionalProducer::new(connection, id, timeout, timeout * CALL_TIMEOUTS)?;
    Ok(Sink::Transactional(producer))
}
