//! Where a member stands and could stand: seeking, offsets by time, ends of partitions.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use rdkafka::{
    Offset, TopicPartitionList,
    consumer::{Consumer as _, ConsumerGroupMetadata},
};

use super::{CommitFailure, CommittedOffset, GroupConsumer, GroupEvents, GroupMember, PartitionOffset};
use crate::{error::Error, transport::errors};

/// A place in a partition that the broker knows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum OffsetAt {
    Beginning,
    /// One past the last record that a reader of committed records may see.
    End,
    /// The first record as young as this; the end where all are older.
    TimestampMs(i64),
}

/// Between two tries to seek in a partition that is only just being taken up.
const SEEK_PAUSE: Duration = Duration::from_millis(20);

impl<E: GroupEvents> GroupConsumer<E> {
    /// The offset of `at` in each partition, in their order. Blocks up to `timeout`.
    pub(crate) fn offsets_at(
        &self,
        partitions: &[(String, i32)],
        at: OffsetAt,
        timeout: Duration,
    ) -> Result<Vec<i64>, Error> {
        if partitions.is_empty() {
            return Ok(Vec::new());
        }
        let failed = |error| self.connection.translate("asking for offsets", &error, timeout);
        let asked = match at {
            OffsetAt::Beginning => Offset::Beginning,
            OffsetAt::End => Offset::End,
            OffsetAt::TimestampMs(timestamp_ms) => Offset::Offset(timestamp_ms.max(0)),
        };
        let mut list = TopicPartitionList::with_capacity(partitions.len());
        for (topic, partition) in partitions {
            list.add_partition_offset(topic, *partition, asked).map_err(failed)?;
        }
        let answer = self.inner.offsets_for_times(list, timeout).map_err(failed)?;
        let mut offsets = Vec::with_capacity(partitions.len());
        for ((topic, partition), element) in partitions.iter().zip(answer.elements()) {
            element.error().map_err(failed)?;
            offsets.push(match element.offset() {
                Offset::Offset(offset) => offset,
                // No record is as young: what comes next will be.
                Offset::End if !matches!(at, OffsetAt::End) => {
                    self.offsets_at(&[(topic.clone(), *partition)], OffsetAt::End, timeout)?[0]
                }
                other => {
                    let reason = format!("{topic}[{partition}] answered {other:?}");
                    return Err(Error::Internal { during: "asking for offsets", reason });
                }
            });
        }
        Ok(offsets)
    }

    /// Reads on at `offset`. Blocks up to `timeout`: a partition that has just come is not ready at once.
    pub(crate) fn seek(
        &self,
        topic: &str,
        partition: i32,
        offset: i64,
        timeout: Duration,
    ) -> Result<(), Error> {
        let until = Instant::now() + timeout;
        let failed = |error| self.connection.translate("seeking", &error, timeout);
        loop {
            let mut list = TopicPartitionList::with_capacity(1);
            list.add_partition_offset(topic, partition, Offset::Offset(offset)).map_err(failed)?;
            let left = until.saturating_duration_since(Instant::now());
            let outcome = self.inner.seek_partitions(list, left.max(Duration::from_millis(1)));
            let error = match outcome {
                Ok(answer) => match answer.elements().iter().find_map(|element| element.error().err()) {
                    None => return Ok(()),
                    Some(error) => error,
                },
                Err(error) => error,
            };
            if Instant::now() >= until {
                tracing::debug!(topic, partition, error = errors::describe(&error), "seeking failed");
                return Err(Error::Timeout {
                    during: "seeking",
                    waited: timeout,
                    left: 0,
                    retry: tda_events::Retry::Safe,
                });
            }
            std::thread::sleep(SEEK_PAUSE);
        }
    }

    /// Reads `partitions` from where their offsets say, outside of any group.
    pub(super) fn assign_by_hand(&self, partitions: &[PartitionOffset]) -> Result<(), Error> {
        let failed = |error| self.connection.translate("assigning partitions", &error, Duration::ZERO);
        let mut list = TopicPartitionList::with_capacity(partitions.len());
        for PartitionOffset { topic, partition, offset } in partitions {
            let offset = offset.map_or(Offset::Beginning, Offset::Offset);
            list.add_partition_offset(topic, *partition, offset).map_err(failed)?;
        }
        self.inner.assign(&list).map_err(failed)
    }
}

/// Who a member was when it was asked: enough to prove itself in a transaction from another thread. A member that
/// has moved on since is refused by the broker, and the transaction aborted.
#[derive(Clone)]
#[allow(dead_code, reason = "the producer's transactions take it")]
pub(crate) struct GroupIdentity(Option<Arc<ConsumerGroupMetadata>>);

impl GroupIdentity {
    #[allow(dead_code, reason = "the producer's transactions take it")]
    pub(crate) fn of(member: &dyn GroupMember) -> Self {
        Self(member.metadata())
    }
}

impl GroupMember for GroupIdentity {
    fn metadata(&self) -> Option<Arc<ConsumerGroupMetadata>> {
        self.0.clone()
    }

    fn is_lost(&self) -> bool {
        self.0.is_none()
    }

    fn commit(&self, _: &[CommittedOffset]) -> Result<(), CommitFailure> {
        Err(CommitFailure::Retriable("only a transaction commits in another's name".into()))
    }
}
