//! A member of a consumer group that starts where *its owner* says and hands partitions back before they go.

mod positions;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

pub(crate) use positions::{GroupIdentity, OffsetAt};
use rdkafka::{
    ClientContext, Offset, TopicPartitionList,
    config::RDKafkaLogLevel,
    consumer::{
        BaseConsumer, CommitMode, Consumer as _, ConsumerContext, ConsumerGroupMetadata, RebalanceProtocol,
    },
    error::KafkaError,
    types::{RDKafkaErrorCode, RDKafkaRespErr},
};

use super::{
    connection::{Connection, log},
    credentials::Credentials,
    errors,
    record::{Last, RawRecord},
    transaction::offset_list,
    trouble::{Trouble, Troubled},
    watch::GroupWatch,
};
use crate::{
    error::Error,
    metrics::{Consumed, Link},
};

/// A partition with the offset (and its metadata) that the group committed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CommittedOffset {
    pub(crate) topic: String,
    pub(crate) partition: i32,
    /// -1 where the group never committed.
    pub(crate) offset: i64,
    pub(crate) metadata: String,
}

/// Where reading of a partition begins; `None` is the configured reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartitionOffset {
    pub(crate) topic: String,
    pub(crate) partition: i32,
    pub(crate) offset: Option<i64>,
}

/// How far a partition has been worked off.
pub(crate) type PartitionPosition = ((String, i32), i64);

/// The label of readers that are in no group.
const NO_GROUP: &str = "none";

/// What a rebalance brought, with what had been committed.
pub(crate) struct Assignment {
    pub(crate) partitions: Vec<CommittedOffset>,
}

/// What the owner of a [`GroupConsumer`] does about rebalances. Both run inside [`GroupConsumer::poll`], on the
/// thread that polls, so they never meet a commit half way.
pub(crate) trait GroupEvents: Send + Sync + 'static {
    /// What the member is, for whoever watches it.
    const COMPONENT: &'static str = "consumer";

    /// Partitions come; the answer says where to read on.
    fn assigned(&self, assignment: Assignment) -> Vec<PartitionOffset>;
    /// Partitions go. Unless `lost`, they are still owned until this returns: finish and commit now.
    fn revoked(&self, member: &dyn GroupMember, partitions: &[(String, i32)], lost: bool);
    /// The committed offsets could not be read: without them nothing may be started.
    fn assignment_failed(&self, reason: String);
    /// The lowest unfinished offset of every partition that is owned (negative where nothing was committed yet), from
    /// which its lag is told.
    fn positions(&self) -> Vec<PartitionPosition> {
        Vec::new()
    }
}

/// What a member may do with its group, from its owner's loop or inside a rebalance.
pub(crate) trait GroupMember {
    /// Member and generation, as a transaction must prove them (KIP-447); fetched afresh at every call.
    fn metadata(&self) -> Option<Arc<ConsumerGroupMetadata>>;
    /// Whether the group has given this member's partitions away; the next poll will say so.
    fn is_lost(&self) -> bool;
    /// Commits outside any transaction and waits for the broker's answer.
    fn commit(&self, offsets: &[CommittedOffset]) -> Result<(), CommitFailure>;
}

/// Stands where no group is concerned.
pub(crate) struct NoMember;

impl GroupMember for NoMember {
    fn metadata(&self) -> Option<Arc<ConsumerGroupMetadata>> {
        None
    }

    fn is_lost(&self) -> bool {
        false
    }

    fn commit(&self, _: &[CommittedOffset]) -> Result<(), CommitFailure> {
        Ok(())
    }
}

/// Why offsets were not committed.
#[derive(Debug)]
pub(crate) enum CommitFailure {
    /// The member no longer owns what it commits: its work is somebody else's now.
    Fenced(String),
    /// Try again.
    Retriable(String),
}

/// The outcome of one poll.
pub(crate) enum GroupPoll {
    Idle,
    Record(RawRecord),
    /// Worth a log line, not a stop.
    Warning(String),
    /// The member is fenced or beyond recovery.
    Fatal(String),
    /// Another member has the instance id, and the group (KIP-848) lets it keep that until it has left or timed out.
    Occupied(String),
    /// The broker does not let it, and will not until somebody changes its access rules.
    Unauthorized(String),
}

/// A consumer-group member. Offsets are committed by its owner alone.
pub(crate) struct GroupConsumer<E: GroupEvents> {
    /// Before the client: see there.
    _credentials: Credentials,
    inner: BaseConsumer<Context<E>>,
    /// Names the brokers in errors, and keeps the embedded one alive.
    connection: Connection,
    /// A reader's group is a name that is never used: nobody needs to let it in.
    is_member: bool,
    /// What a broker refused before anybody polled: librdkafka says it once.
    refused: Mutex<Option<String>>,
    /// The record that was read last.
    last: Mutex<Last>,
}

pub(crate) struct Context<E> {
    events: Arc<E>,
    committed_timeout: Duration,
    trouble: Trouble,
    watch: GroupWatch,
}

impl<E: GroupEvents> Troubled for Context<E> {
    fn trouble(&self) -> &Trouble {
        &self.trouble
    }
}

impl<E: GroupEvents> ClientContext for Context<E> {
    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        log(level, facility, message);
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.trouble.hear(&error, reason);
        self.watch.error(&error, reason);
    }
}

impl<E: GroupEvents> ConsumerContext for Context<E> {
    fn rebalance(&self, consumer: &BaseConsumer<Self>, error: RDKafkaRespErr, list: &mut TopicPartitionList) {
        match error {
            RDKafkaRespErr::RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS => self.assign(consumer, list),
            RDKafkaRespErr::RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS => self.revoke(consumer, list),
            other => {
                self.events.assignment_failed(format!("rebalance failed: {}", RDKafkaErrorCode::from(other)));
                let _ = consumer.unassign();
            }
        }
    }
}

impl<E: GroupEvents> Context<E> {
    fn assign(&self, consumer: &BaseConsumer<Self>, list: &mut TopicPartitionList) {
        let start = match self.committed(consumer, list) {
            Ok(partitions) => self.events.assigned(Assignment { partitions }),
            Err(reason) => {
                // The partitions must be taken for the protocol to go on, but nothing may be read from them.
                self.events.assignment_failed(reason);
                Vec::new()
            }
        };
        for partition in start {
            let offset = partition.offset.map_or(Offset::Stored, Offset::Offset);
            let _ = list.set_partition_offset(&partition.topic, partition.partition, offset);
        }
        let outcome = match consumer.rebalance_protocol() {
            RebalanceProtocol::Cooperative => consumer.incremental_assign(list),
            _ => consumer.assign(list),
        };
        // librdkafka clears only its own pause when partitions go: one that comes back must not stay silent.
        let _ = consumer.resume(list);
        if let Err(error) = outcome {
            self.events.assignment_failed(errors::describe(&error));
        }
    }

    fn revoke(&self, consumer: &BaseConsumer<Self>, list: &TopicPartitionList) {
        let partitions: Vec<_> =
            list.elements().iter().map(|element| (element.topic().to_owned(), element.partition())).collect();
        let lost = consumer.assignment_lost();
        self.events.revoked(consumer, &partitions, lost);
        self.watch.revoked(&partitions);
        let outcome = match consumer.rebalance_protocol() {
            RebalanceProtocol::Cooperative => consumer.incremental_unassign(list),
            _ => consumer.unassign(),
        };
        if let Err(error) = outcome {
            tracing::warn!(error = errors::describe(&error), "giving partitions back failed");
        }
    }

    /// What the group committed for the partitions of `list`. An open transaction of a dead member holds the
    /// answer back until the broker aborts it, so patience here is longer than a transaction may live.
    fn committed(
        &self,
        consumer: &BaseConsumer<Self>,
        list: &TopicPartitionList,
    ) -> Result<Vec<CommittedOffset>, String> {
        let committed = consumer
            .committed_offsets(list.clone(), self.committed_timeout)
            .map_err(|error| format!("committed offsets could not be read: {}", errors::describe(&error)))?;
        let elements = committed.elements();
        let mut offsets = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            element.error().map_err(|error| errors::describe(&error))?;
            offsets.push(CommittedOffset {
                topic: element.topic().to_owned(),
                partition: element.partition(),
                offset: element.offset().to_raw().filter(|offset| *offset >= 0).unwrap_or(-1),
                metadata: metadata_text(&committed, index),
            });
        }
        Ok(offsets)
    }
}

/// The metadata of an element, with anything that is no UTF-8 replaced: another program may have written it, and
/// the safe accessor panics on it.
fn metadata_text(list: &TopicPartitionList, index: usize) -> String {
    assert!(index < list.count(), "element {index} of {}", list.count());
    // SAFETY: `index` is below the list's count, so the element exists; its metadata pointer is null or points at
    // `metadata_size` bytes that live as long as the list, which is borrowed here.
    let bytes = unsafe {
        let element = &*(*list.ptr()).elems.add(index);
        if element.metadata.is_null() {
            return String::new();
        }
        std::slice::from_raw_parts(element.metadata.cast::<u8>(), element.metadata_size)
    };
    String::from_utf8_lossy(bytes).into_owned()
}

impl<E: GroupEvents> GroupMember for BaseConsumer<Context<E>> {
    fn metadata(&self) -> Option<Arc<ConsumerGroupMetadata>> {
        self.group_metadata().map(Arc::new)
    }

    fn is_lost(&self) -> bool {
        self.assignment_lost()
    }

    fn commit(&self, offsets: &[CommittedOffset]) -> Result<(), CommitFailure> {
        let retriable = |error: KafkaError| CommitFailure::Retriable(errors::describe(&error));
        let list = offset_list(offsets).map_err(retriable)?;
        rdkafka::consumer::Consumer::commit(self, &list, CommitMode::Sync).map_err(|error| {
            match error.rdkafka_error_code() {
                Some(
                    RDKafkaErrorCode::IllegalGeneration
                    | RDKafkaErrorCode::UnknownMemberId
                    | RDKafkaErrorCode::FencedInstanceId
                    | RDKafkaErrorCode::AssignmentLost,
                ) => CommitFailure::Fenced(errors::describe(&error)),
                _ => retriable(error),
            }
        })
    }
}

impl<E: GroupEvents> GroupConsumer<E> {
    /// Joins `group` for `topic`. `committed_timeout` bounds the wait for the committed offsets of an assignment.
    pub(crate) fn join(
        connection: &Connection,
        group: &str,
        topics: &[&str],
        events: Arc<E>,
        committed_timeout: Duration,
    ) -> Result<Self, Error> {
        let trouble = Trouble::default();
        let watch = GroupWatch::new(connection.config(), group, E::COMPONENT);
        let context = Context { events, committed_timeout, trouble: trouble.clone(), watch };
        let translate = |error| connection.translate("joining the group", &error, Duration::ZERO);
        let inner: BaseConsumer<_> =
            connection.make(&connection.group_properties(group), context).map_err(translate)?;
        let credentials = Credentials::keep(inner.client(), connection, &trouble)?;
        let consumer = Self {
            _credentials: credentials,
            inner,
            connection: connection.clone(),
            is_member: true,
            refused: Mutex::default(),
            last: Mutex::default(),
        };
        consumer.partitions_of(topics)?;
        consumer.inner.subscribe(topics).map_err(translate)?;
        Ok(consumer)
    }

    /// Reads every partition of `topics` from `start` on, as a member of no group; `events` hears of them at once.
    pub(crate) fn read(
        connection: &Connection,
        topics: &[&str],
        start: impl FnOnce(&Self, &[(String, i32)]) -> Result<Vec<i64>, Error>,
        events: &Arc<E>,
    ) -> Result<Self, Error> {
        let trouble = Trouble::default();
        let context = Context {
            events: Arc::clone(events),
            committed_timeout: Duration::ZERO,
            trouble: trouble.clone(),
            watch: GroupWatch::new(connection.config(), NO_GROUP, E::COMPONENT),
        };
        let translate = |error| connection.translate("creating the reader", &error, Duration::ZERO);
        let mut properties = connection.consumer_properties();
        // Never used to commit; librdkafka wants a name to assign by hand.
        properties.set("group.id", format!("{}-reader", connection.config().client_id));
        let inner: BaseConsumer<_> = connection.make(&properties, context).map_err(translate)?;
        let credentials = Credentials::keep(inner.client(), connection, &trouble)?;
        let consumer = Self {
            _credentials: credentials,
            inner,
            connection: connection.clone(),
            is_member: false,
            refused: Mutex::default(),
            last: Mutex::default(),
        };
        let partitions = consumer.partitions_of(topics)?;
        let offsets = start(&consumer, &partitions)?;
        let committed = |((topic, partition), offset): ((String, i32), i64)| CommittedOffset {
            topic,
            partition,
            offset,
            metadata: String::new(),
        };
        let partitions = partitions.into_iter().zip(offsets).map(committed).collect();
        consumer.assign_by_hand(&events.assigned(Assignment { partitions }))?;
        Ok(consumer)
    }

    /// Takes what happened to connections; one poll takes one event of many.
    fn serve(&self) {
        let deadline = Instant::now() + Duration::from_millis(20);
        while let Some(left) = deadline.checked_duration_since(Instant::now()) {
            if let Some(Err(error)) = self.inner.poll(left)
                && let Some(reason) = self.refusal(&error)
            {
                *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
            }
        }
    }

    /// What a broker does not let this consumer do, where that is what `error` says.
    fn refusal(&self, error: &KafkaError) -> Option<String> {
        let about_group = error.rdkafka_error_code() == Some(RDKafkaErrorCode::GroupAuthorizationFailed);
        if about_group && !self.is_member {
            return None;
        }
        errors::access_advice(error).map(|advice| format!("{}; {advice}", errors::describe(error)))
    }

    /// Every partition of `topics`, all of which must exist.
    fn partitions_of(&self, topics: &[&str]) -> Result<Vec<(String, i32)>, Error> {
        // Before the consumer has subscribed there are no records to lose here, only what happened to connections.
        let metadata = self.connection.metadata(self.inner.client(), || self.serve());
        self.inner.context().watch.asked(metadata.as_ref().err());
        let metadata = metadata?;
        let mut partitions = Vec::new();
        for topic in topics {
            let Some(count) = metadata.get(*topic) else {
                return Err(self.connection.missing(topic));
            };
            partitions.extend((0..*count).map(|partition| ((*topic).to_owned(), partition)));
        }
        Ok(partitions)
    }

    /// Where this member says how it is.
    pub(crate) fn link(&self) -> &Link {
        self.inner.context().watch.link()
    }

    /// Where records of `topic` are counted when they have been handled.
    pub(crate) fn consumed(&self, topic: &str) -> Arc<Consumed> {
        self.inner.context().watch.consumed(topic)
    }

    /// Whether the group has given partitions to this member.
    pub(super) fn has_joined(&self) -> bool {
        self.inner.assignment().is_ok_and(|list| list.count() > 0)
    }

    pub(crate) fn member(&self) -> &dyn GroupMember {
        &self.inner
    }

    /// Waits up to `timeout` for a record; rebalances run inside.
    pub(crate) fn poll(&self, timeout: Duration) -> GroupPoll {
        let context = self.inner.context();
        if let Some(reason) = self.refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return GroupPoll::Unauthorized(reason);
        }
        match self.inner.poll(timeout) {
            None => {
                context.watch.sample_lag(&self.inner, || context.events.positions());
                GroupPoll::Idle
            }
            Some(Ok(message)) => {
                context.watch.read(&self.inner, || context.events.positions());
                let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
                GroupPoll::Record(RawRecord::after(&mut last, &message))
            }
            Some(Err(error)) => {
                let reason = errors::describe(&error);
                if let Some(reason) = self.refusal(&error) {
                    return GroupPoll::Unauthorized(reason);
                }
                let fatal = self.inner.client().fatal_error();
                let codes = [error.rdkafka_error_code(), fatal.as_ref().map(|(code, _)| *code)];
                if codes.contains(&Some(RDKafkaErrorCode::UnreleasedInstanceId)) {
                    GroupPoll::Occupied(reason)
                } else if fatal.is_some() || matches!(error, KafkaError::MessageConsumptionFatal(_)) {
                    GroupPoll::Fatal(reason)
                } else {
                    GroupPoll::Warning(reason)
                }
            }
        }
    }

    /// Stops fetching from a partition; the group is not told.
    pub(crate) fn pause(&self, topic: &str, partition: i32) {
        if let Err(error) = self.inner.pause(&one(topic, partition)) {
            tracing::warn!(topic, partition, error = errors::describe(&error), "pausing failed");
        }
    }

    /// Fetches again.
    pub(crate) fn resume(&self, topic: &str, partition: i32) {
        if let Err(error) = self.inner.resume(&one(topic, partition)) {
            tracing::warn!(topic, partition, error = errors::describe(&error), "resuming failed");
        }
    }
}

pub(super) fn one(topic: &str, partition: i32) -> TopicPartitionList {
    let mut list = TopicPartitionList::with_capacity(1);
    list.add_partition(topic, partition);
    list
}
