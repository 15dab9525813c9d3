//! `tda_client::blocking::Producer` for C++.

use std::time::Duration;

use cxx::SharedPtr;
use tda_client::{BreakerState, blocking};

use crate::config::Config;
use crate::consumer::Consumer;
use crate::events::Event;
use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{self, TransactionSink};

/// Publishes events.
pub(crate) struct Producer(blocking::Producer);

pub(crate) fn producer(config: &Config) -> Result<Box<Producer>, Failure> {
    guarded(|| Ok(Box::new(Producer(blocking::Producer::connect(&config.0)?))))
}

impl Producer {
    pub(crate) fn publish(&self, event: &Event) -> Result<ffi::Receipt, Failure> {
        guarded(|| Ok(self.0.publish(&event.inner)?.into()))
    }

    pub(crate) fn enqueue(&self, event: &Event) -> Result<Box<Delivery>, Failure> {
        guarded(|| Ok(Box::new(Delivery(self.0.enqueue(&event.inner)?))))
    }

    pub(crate) fn try_enqueue(&self, event: &Event) -> Result<Box<Delivery>, Failure> {
        guarded(|| Ok(Box::new(Delivery(self.0.as_async().try_enqueue(&event.inner)?))))
    }

    pub(crate) fn flush(&self, deadline_ms: u64) -> Result<(), Failure> {
        guarded(|| Ok(self.0.flush(Duration::from_millis(deadline_ms))?))
    }

    pub(crate) fn close(&self, deadline_ms: u64) -> Result<(), Failure> {
        guarded(|| Ok(self.0.close(Duration::from_millis(deadline_ms))?))
    }

    /// Runs `body` and publishes what it put into the transaction. Where it gives up, nothing is published, and this is no
    /// error: C++ throws what the body threw.
    #[expect(clippy::needless_pass_by_value, reason = "the bridge hands pointers over")]
    pub(crate) fn transact(&self, body: SharedPtr<TransactionSink>) -> Result<(), Failure> {
        guarded(|| {
            let outcome = self.0.transaction(|open| match body.run(&Transaction(open.clone())) {
                true => Ok(()),
                false => Err(End::GivenUp),
            });
            match outcome {
                Ok(()) | Err(End::GivenUp) => Ok(()),
                Err(End::Failed(error)) => Err((*error).into()),
            }
        })
    }

    pub(crate) fn breaker_state(&self) -> Result<ffi::BreakerState, Failure> {
        infallible(|| match self.0.breaker_state() {
            BreakerState::Closed => ffi::BreakerState::Closed,
            BreakerState::Open => ffi::BreakerState::Open,
            BreakerState::HalfOpen => ffi::BreakerState::HalfOpen,
        })
    }

    pub(crate) fn undelivered(&self) -> Result<usize, Failure> {
        infallible(|| self.0.undelivered())
    }

    pub(crate) fn spilled(&self) -> Result<usize, Failure> {
        infallible(|| self.0.spilled())
    }

    pub(crate) fn producer_brokers(&self) -> Result<String, Failure> {
        infallible(|| self.0.bootstrap_servers().to_owned())
    }
}

/// A record on its way.
pub(crate) struct Delivery(tda_client::Delivery);

pub(crate) fn wait_for_delivery(delivery: Box<Delivery>) -> Result<ffi::Receipt, Failure> {
    guarded(|| Ok(delivery.0.wait()?.into()))
}

impl Delivery {
    /// The receipt, or none where it did not come within the time: it may be asked for again.
    pub(crate) fn wait_for_receipt(&mut self, timeout_ms: u64) -> Result<ffi::OptionalReceipt, Failure> {
        guarded(|| {
            let timeout = Duration::from_millis(timeout_ms);
            // The clock of the timeout belongs to the runtime, so it is made inside.
            let waited =
                blocking::runtime()?.block_on(async { tokio::time::timeout(timeout, &mut self.0).await });
            Ok(match waited {
                Ok(receipt) => ffi::OptionalReceipt { present: true, receipt: receipt?.into() },
                Err(_) => ffi::OptionalReceipt::default(),
            })
        })
    }
}

/// Why a transaction did not come about.
enum End {
    GivenUp,
    Failed(Box<tda_client::Error>),
}

impl From<tda_client::Error> for End {
    fn from(error: tda_client::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// An open transaction.
pub(crate) struct Transaction(blocking::Transaction);

impl Transaction {
    pub(crate) fn add(&self, event: &Event) -> Result<(), Failure> {
        guarded(|| Ok(self.0.publish(&event.inner)?))
    }

    pub(crate) fn send_offsets(&self, consumer: &Consumer) -> Result<(), Failure> {
        guarded(|| Ok(self.0.send_offsets(&consumer.0)?))
    }
}

impl From<tda_client::Receipt> for ffi::Receipt {
    fn from(receipt: tda_client::Receipt) -> Self {
        let tda_client::Receipt { topic, partition, offset, timestamp_ms } = receipt;
        Self { topic, partition, offset, timestamp_ms }
    }
}
