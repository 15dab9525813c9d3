//! Writing a batch with its offsets: in one transaction, or (at least once) one after the other.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    crash::CrashPoint,
    session::{CALL_TIMEOUT, TRANSACTION_TIMEOUT},
};
use crate::{
    error::Error,
    transport::{
        CommitFailure, CommittedOffset, Connection, GroupMember, OnDelivery, OutgoingRecord, RawProducer,
        TransactionFailure, TransactionalProducer,
    },
};

/// Where batches go.
pub(crate) enum Sink {
    Transactional(TransactionalProducer),
    /// Transactional, once the group has let the worker in: a predecessor that keeps its place in the group (KIP-848) must
    /// not be fenced by one that waits for it.
    Later {
        connection: Box<Connection>,
        transactional_id: String,
    },
    Plain(Arc<RawProducer>),
}

/// Why a batch was not written.
#[derive(Debug)]
pub(crate) enum WriteFailure {
    /// Nothing of it counts: write it again from memory.
    Again(String),
    /// A new producer and a new membership are needed.
    Fatal(String),
    /// Another member with the same instance id has taken over: this one must go.
    Fenced(String),
    /// The records are written, only the offsets are not: writing the records again would repeat them.
    OffsetsLater(String),
}

/// How long one call is repeated while the broker says "retriable". Past the transaction's own timeout (10 s) the
/// coordinator has ended it; whoever goes on then holds its partitions for nothing.
const RETRIABLE_FOR: Duration = Duration::from_secs(20);
/// Between two tries of the same call.
const REPEAT_PAUSE: Duration = Duration::from_millis(250);
/// How long records without a transaction may take.
const FLUSH_DEADLINE: Duration = Duration::from_secs(30);

impl Sink {
    /// Whether a newer producer of the same transactional id has taken over.
    pub(crate) fn is_fenced(&self) -> bool {
        matches!(self, Self::Transactional(producer) if producer.is_fenced())
    }

    /// A sink of transactions; it fences others of the same identity now, or when it is [opened](Self::open).
    pub(crate) fn transactional(connection: &Connection, id: String, later: bool) -> Result<Self, Error> {
        let mut sink = Self::Later { connection: Box::new(connection.clone()), transactional_id: id };
        if !later {
            sink.open()?;
        }
        Ok(sink)
    }

    pub(super) fn open(&mut self) -> Result<(), Error> {
        if let Self::Later { connection, transactional_id } = self {
            let producer =
                TransactionalProducer::new(connection, transactional_id, TRANSACTION_TIMEOUT, CALL_TIMEOUT)?;
            *self = Self::Transactional(producer);
        }
        Ok(())
    }

    /// Writes `records` and commits `offsets` in the name of `member`.
    pub(crate) fn write(
        &self,
        member: &dyn GroupMember,
        records: &[&OutgoingRecord],
        offsets: &[CommittedOffset],
    ) -> Result<(), WriteFailure> {
        match self {
            Self::Transactional(producer) => write_transaction(producer, member, records, offsets),
            Self::Later { .. } => Err(WriteFailure::Again("no partition has come yet".into())),
            Self::Plain(producer) => write_plainly(producer, member, records, offsets),
        }
    }
}

fn write_transaction(
    producer: &TransactionalProducer,
    member: &dyn GroupMember,
    records: &[&OutgoingRecord],
    offsets: &[CommittedOffset],
) -> Result<(), WriteFailure> {
    match fill_transaction(producer, member, records, offsets) {
        Ok(()) => {
            CrashPoint::AfterCommit.pass();
            Ok(())
        }
        Err(TransactionFailure::Fatal(reason)) => Err(WriteFailure::Fatal(reason)),
        Err(TransactionFailure::Fenced(reason)) => Err(WriteFailure::Fenced(reason)),
        Err(TransactionFailure::Abortable(reason) | TransactionFailure::Retriable(reason)) => {
            match repeat(|| producer.abort()) {
                Ok(()) => Err(WriteFailure::Again(reason)),
                Err(failure) => Err(WriteFailure::Fatal(format!("{reason}; aborting failed: {failure:?}"))),
            }
        }
    }
}

fn fill_transaction(
    producer: &TransactionalProducer,
    member: &dyn GroupMember,
    records: &[&OutgoingRecord],
    offsets: &[CommittedOffset],
) -> Result<(), TransactionFailure> {
    repeat(|| producer.begin())?;
    for (index, record) in records.iter().enumerate() {
        if index == 1 {
            if CrashPoint::MidProduce.is_next() {
                repeat(|| producer.flush())?;
            }
            CrashPoint::MidProduce.pass();
        }
        if producer.send(record).is_err() {
            // The queue was full: once it has drained there is room.
            repeat(|| producer.flush())?;
            producer.send(record)?;
        }
    }
    repeat(|| producer.flush())?;
    CrashPoint::AfterProduce.pass();
    if !offsets.is_empty() {
        repeat(|| producer.send_offsets(offsets, member))?;
    }
    CrashPoint::AfterSendOffsets.pass();
    // A commit is never followed by an abort: the broker may have done it, and librdkafka refuses every other call
    // until the same one has been answered.
    repeat(|| producer.commit()).map_err(|failure| match failure {
        TransactionFailure::Retriable(reason) => {
            TransactionFailure::Fatal(format!("the commit is open: {reason}"))
        }
        other => other,
    })
}

/// Repeats the same call while it fails in a way that asks for that.
fn repeat(mut call: impl FnMut() -> Result<(), TransactionFailure>) -> Result<(), TransactionFailure> {
    let started = Instant::now();
    loop {
        match call() {
            Err(TransactionFailure::Retriable(reason)) if started.elapsed() < RETRIABLE_FOR => {
                tracing::info!(reason, waited = ?started.elapsed(), "repeating a transactional call");
                std::thread::sleep(REPEAT_PAUSE);
            }
            outcome => return outcome,
        }
    }
}

fn write_plainly(
    producer: &RawProducer,
    member: &dyn GroupMember,
    records: &[&OutgoingRecord],
    offsets: &[CommittedOffset],
) -> Result<(), WriteFailure> {
    let failed = Arc::new(AtomicUsize::new(0));
    for (index, record) in records.iter().enumerate() {
        if index == 1 {
            if CrashPoint::MidProduce.is_next() {
                producer.flush(FLUSH_DEADLINE);
            }
            CrashPoint::MidProduce.pass();
        }
        let failed = Arc::clone(&failed);
        let on_delivery = OnDelivery::call(move |outcome| {
            failed.fetch_add(usize::from(outcome.is_err()), Ordering::Relaxed);
        });
        if producer.send(*record, on_delivery).is_err() {
            return Err(WriteFailure::Again("the queue of the producer is full".into()));
        }
    }
    let left = producer.flush(FLUSH_DEADLINE);
    let failed = failed.load(Ordering::Relaxed);
    if left + failed > 0 {
        return Err(WriteFailure::Again(format!(
            "of {} records {failed} failed and {left} were not delivered in {FLUSH_DEADLINE:?}",
            records.len()
        )));
    }
    CrashPoint::AfterProduce.pass();
    commit_plainly(member, offsets)?;
    CrashPoint::AfterCommit.pass();
    Ok(())
}

fn commit_plainly(member: &dyn GroupMember, offsets: &[CommittedOffset]) -> Result<(), WriteFailure> {
    if offsets.is_empty() {
        return Ok(());
    }
    match member.commit(offsets) {
        Ok(()) => Ok(()),
        // The rebalance that is on its way drops what is no longer owned.
        Err(CommitFailure::Fenced(reason) | CommitFailure::Retriable(reason)) => {
            Err(WriteFailure::OffsetsLater(reason))
        }
    }
}
