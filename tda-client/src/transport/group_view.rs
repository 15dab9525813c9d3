//! A look at a consumer group from outside: which partitions have an owner.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use rdkafka::consumer::{BaseConsumer, Consumer as _};

use super::{
    connection::{Connection, Logs},
    credentials::Credentials,
    errors,
    group::{Assignment, GroupConsumer, GroupEvents, GroupMember, PartitionOffset},
};
use crate::error::Error;

/// Describes groups; a member of none.
pub(crate) struct GroupView {
    /// Before the client: see there.
    _credentials: Credentials,
    inner: BaseConsumer<Logs>,
    connection: Connection,
    group: String,
    topic: String,
}

/// How long one description, and one answer about offsets, may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a nudge waits for the rebalance that it asked for.
const NUDGE_POLLS_MAX: u32 = 100;
const NUDGE_POLL: Duration = Duration::from_millis(100);

impl GroupView {
    pub(crate) fn new(connection: &Connection, group: &str, topic: &str) -> Result<Self, Error> {
        let connection = connection.without_instance();
        let logs = Logs::default();
        let trouble = logs.trouble.clone();
        let mut properties = connection.consumer_properties();
        properties.set("group.id", format!("{group}-view"));
        let inner: BaseConsumer<_> = connection
            .make(&properties, logs)
            .map_err(|error| connection.translate("looking at the group", &error, Duration::ZERO))?;
        let credentials = Credentials::keep(inner.client(), &connection, &trouble)?;
        Ok(Self {
            _credentials: credentials,
            inner,
            connection,
            group: group.to_owned(),
            topic: topic.to_owned(),
        })
    }

    /// Partitions that no member owns; `None` while the group is not stable, or cannot be described.
    pub(crate) fn orphans(&self, partitions: i32) -> Option<Vec<i32>> {
        let groups = match self.inner.fetch_group_list(Some(&self.group), ANSWER_TIMEOUT) {
            Ok(groups) => groups,
            Err(error) => {
                tracing::debug!(error = errors::describe(&error), "the group could not be described");
                return None;
            }
        };
        let group = groups.groups().iter().find(|group| group.name() == self.group)?;
        if group.state() != "Stable" {
            return None;
        }
        let mut owned = BTreeSet::new();
        for member in group.members() {
            owned.extend(assigned_partitions(member.assignment()?, &self.topic)?);
        }
        Some((0..partitions).filter(|partition| !owned.contains(partition)).collect())
    }

    /// Joins and leaves as a member of no consequence: both make the group share its partitions out again.
    pub(crate) fn nudge(&self) -> Result<(), Error> {
        let passer_by = Arc::new(PasserBy);
        let topics = [self.topic.as_str()];
        let member = GroupConsumer::join(&self.connection, &self.group, &topics, passer_by, ANSWER_TIMEOUT)?;
        for _ in 0..NUDGE_POLLS_MAX {
            let _ = member.poll(NUDGE_POLL);
            if member.has_joined() {
                break;
            }
        }
        Ok(())
    }
}

/// Handles nothing and commits nothing.
struct PasserBy;

impl GroupEvents for PasserBy {
    const COMPONENT: &'static str = "worker";

    fn assigned(&self, _: Assignment) -> Vec<PartitionOffset> {
        Vec::new()
    }

    fn revoked(&self, _: &dyn GroupMember, _: &[(String, i32)], _: bool) {}

    fn assignment_failed(&self, reason: String) {
        tracing::debug!(reason, "a nudge went wrong");
    }
}

/// Partitions of `topic` in a member's assignment, as the consumer protocol writes it: a version, then topics with
/// their partitions; big-endian, lengths before texts and lists. `None` for anything else.
fn assigned_partitions(mut assignment: &[u8], topic: &str) -> Option<Vec<i32>> {
    if assignment.is_empty() {
        return Some(Vec::new());
    }
    take::<2>(&mut assignment)?;
    let mut found = Vec::new();
    for _ in 0..i32::from_be_bytes(take(&mut assignment)?) {
        let length = usize::from(u16::from_be_bytes(take(&mut assignment)?));
        let (name, rest) = assignment.split_at_checked(length)?;
        assignment = rest;
        for _ in 0..i32::from_be_bytes(take(&mut assignment)?) {
            let partition = i32::from_be_bytes(take(&mut assignment)?);
            if name == topic.as_bytes() {
                found.push(partition);
            }
        }
    }
    Some(found)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_are_read_and_broken_ones_are_not() {
        let mut bytes = vec![0, 1, 0, 0, 0, 2];
        for (topic, partition) in [("jobs", 4_u8), ("other", 9)] {
            bytes.extend([0, u8::try_from(topic.len()).expect("short")]);
            bytes.extend(topic.as_bytes());
            bytes.extend([0, 0, 0, 1, 0, 0, 0, partition]);
        }
        assert_eq!(assigned_partitions(&bytes, "jobs"), Some(vec![4]));
        assert_eq!(assigned_partitions(&[], "jobs"), Some(Vec::new()));
        for cut in 1..bytes.len() {
            assert_eq!(assigned_partitions(&bytes[..cut], "jobs"), None, "{cut}");
        }
    }
}
