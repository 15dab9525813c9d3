//! The broker inside the process.

use std::time::Duration;

use crate::failure::{Failure, guarded, infallible};

/// A broker inside this process.
pub(crate) struct EmbeddedBroker(tda_client::EmbeddedBroker);

/// The broker of `embedded`, or, with a name, that of `embedded/NAME`.
pub(crate) fn embedded_broker(name: &str) -> Result<Box<EmbeddedBroker>, Failure> {
    guarded(|| Ok(Box::new(EmbeddedBroker(tda_client::EmbeddedBroker::named(name)?))))
}

impl EmbeddedBroker {
    pub(crate) fn bootstrap_servers(&self) -> Result<String, Failure> {
        infallible(|| self.0.bootstrap_servers().to_owned())
    }

    pub(crate) fn create_topic(&self, topic: &str, partitions: i32) -> Result<(), Failure> {
        guarded(|| Ok(self.0.create_topic(topic, partitions)?))
    }

    pub(crate) fn set_down(&self, down: bool) -> Result<(), Failure> {
        guarded(|| Ok(self.0.set_down(down)?))
    }

    pub(crate) fn set_delay(&self, delay_ms: u64) -> Result<(), Failure> {
        guarded(|| Ok(self.0.set_delay(Duration::from_millis(delay_ms))?))
    }

    pub(crate) fn refuse_next(&self, batches: usize) -> Result<(), Failure> {
        infallible(|| self.0.refuse_next(batches))
    }

    pub(crate) fn reject_next(&self, batches: usize) -> Result<(), Failure> {
        infallible(|| self.0.reject_next(batches))
    }

    pub(crate) fn accept_next(&self) -> Result<(), Failure> {
        infallible(|| self.0.accept_next())
    }
}
