//! Offsets in the name of a group that nobody is a member of.

use std::{sync::Arc, time::Duration};

use rdkafka::consumer::{BaseConsumer, Consumer as _, ConsumerGroupMetadata};

use super::{
    connection::{Connection, Logs},
    credentials::Credentials,
    group::{CommitFailure, CommittedOffset, GroupMember},
};
use crate::error::Error;

/// Commits for a group without joining it: the broker takes that while the group has no members.
pub(crate) struct Outsider {
    /// Before the client: see there.
    _credentials: Credentials,
    inner: BaseConsumer<Logs>,
}

impl Outsider {
    pub(crate) fn new(connection: &Connection, group: &str) -> Result<Self, Error> {
        let connection = connection.without_instance();
        let logs = Logs::default();
        let trouble = logs.trouble.clone();
        let inner: BaseConsumer<_> =
            connection.consumer_properties().set("group.id", group).create_with_context(logs).map_err(
                |error| connection.translate("creating a group's outsider", &error, Duration::ZERO),
            )?;
        let credentials = Credentials::keep(inner.client(), &connection, &trouble)?;
        Ok(Self { _credentials: credentials, inner })
    }
}

impl GroupMember for Outsider {
    fn metadata(&self) -> Option<Arc<ConsumerGroupMetadata>> {
        self.inner.group_metadata().map(Arc::new)
    }

    fn is_lost(&self) -> bool {
        false
    }

    fn commit(&self, _: &[CommittedOffset]) -> Result<(), CommitFailure> {
        Err(CommitFailure::Fenced("an outsider commits in transactions only".into()))
    }
}
