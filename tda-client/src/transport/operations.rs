//! Administrative requests, over the part of librdkafka that rdkafka does not wrap.
//!
//! **This folder is the one place of unsafe calls for administration, and is kept so small that it can be audited.** Its
//! rules, which every function refers to:
//!
//! 1. *What we make, we destroy.* Whatever a `*_new` function of librdkafka gives is put into an [`Owned`] at once, whose
//!    drop calls the one destructor that librdkafka names for it; lists of such are [`OwnedList`]s.
//! 2. *What a result shows, the event owns.* Accessors of results give pointers into the event. They are read, and copied
//!    into types of our own, while the [`Answer`] that owns the event is borrowed; none outlives it.
//! 3. *Requests copy.* An admin call copies what it is given before it returns, so that texts and lists may go after it.
//! 4. *Numbers stay numbers.* librdkafka hands on numbers that newer brokers send and its enumerations do not have. As a Rust
//!    enumeration such a value would be undefined behaviour, so these functions are declared in [`raw`] with integers.
//! 5. *One queue a call.* Each call waits on a queue of its own, for a bounded time; an answer that comes too late is
//!    destroyed by librdkafka with the queue.

mod acls;
mod call;
mod cluster;
mod configs;
mod coordinator;
mod groups;
mod native;
mod offsets;
mod raw;
mod records;
mod scram;
mod topics;

use std::time::Duration;

use rdkafka::{
    message::DeliveryResult,
    producer::{Producer as _, ProducerContext, ThreadedProducer},
};

use self::native::{Owned, OwnedList};
pub(crate) use self::offsets::PartitionItem;
use super::{
    connection::{Connection, Logs, Metadata, Role},
    credentials::Credentials,
};
use crate::error::Error;

/// How long one request may take: a cluster that elects a controller needs some seconds.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);

impl ProducerContext for Logs {
    type DeliveryOpaque = ();

    fn delivery(&self, _: &DeliveryResult<'_>, (): ()) {}
}

/// A client for administrative requests. Every call blocks its thread, up to [`ANSWER_TIMEOUT`].
pub(crate) struct Operations {
    /// Before the client: see there.
    _credentials: Credentials,
    /// Never produces; its thread serves what every client must serve.
    client: ThreadedProducer<Logs>,
    connection: Connection,
}

impl Operations {
    /// Connects: returns once the cluster has answered.
    pub(crate) fn connect(connection: Connection) -> Result<Self, Error> {
        let properties = connection.finish(connection.properties(), Role::Producer);
        let logs = Logs::default();
        let trouble = logs.trouble.clone();
        let client: ThreadedProducer<_> = connection
            .make(&properties, logs)
            .map_err(|error| connection.translate("creating the admin client", &error, Duration::ZERO))?;
        let credentials = Credentials::keep(client.client(), &connection, &trouble)?;
        let operations = Self { _credentials: credentials, client, connection };
        operations.metadata()?;
        Ok(operations)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Partitions of every topic.
    pub(crate) fn metadata(&self) -> Result<Metadata, Error> {
        self.connection.metadata(self.client.client(), || ())
    }
}
