//! Offsets of partitions, and who leads them.

use rdkafka::{
    TopicPartitionList,
    bindings::{
        rd_kafka_AdminOptions_set_isolation_level, rd_kafka_AdminOptions_t, rd_kafka_ElectLeaders,
        rd_kafka_ElectLeaders_destroy, rd_kafka_ElectLeaders_new, rd_kafka_ElectLeaders_result_partitions,
        rd_kafka_ElectionType_t, rd_kafka_IsolationLevel_t, rd_kafka_ListOffsets,
        rd_kafka_ListOffsets_result_infos, rd_kafka_ListOffsetsResultInfo_timestamp,
        rd_kafka_ListOffsetsResultInfo_topic_partition, rd_kafka_admin_op_t, rd_kafka_error_destroy,
        rd_kafka_event_ElectLeaders_result, rd_kafka_event_ListOffsets_result,
        rd_kafka_topic_partition_result_error, rd_kafka_topic_partition_result_partition,
    },
    types::RDKafkaErrorCode,
};

use super::{
    Operations, Owned,
    call::out_of_memory,
    native::{Refusal, array, element},
};
use crate::{
    admin::{Election, FoundOffset, Item, OffsetSpec, TopicPartition},
    error::Error,
};

/// What was found for a partition.
pub(crate) type PartitionItem = (TopicPartition, Result<FoundOffset, Error>);

impl Operations {
    /// Offsets of partitions, each named once. Wraps `rd_kafka_ListOffsets`, as a reader of committed records sees them. Memory: the
    /// list is rdkafka's own type and copied by the request (rule 3), the offsets are the event's (rule 2).
    pub(crate) fn list_offsets(
        &self,
        asked: &[(TopicPartition, OffsetSpec)],
    ) -> Result<Vec<PartitionItem>, Error> {
        const DURING: &str = "looking up offsets of";
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let list = partition_list(asked.iter().map(|(partition, spec)| (partition, number(*spec))));
        let answer = self.call(DURING, rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_LISTOFFSETS, |sending| {
            // SAFETY: all pointers are valid for the call, which copies (rule 3); the options are ours and not shared.
            unsafe {
                only_committed(sending.options.cast_mut());
                rd_kafka_ListOffsets(sending.client, list.ptr(), sending.options, sending.queue);
            }
        })?;
        let result = answer.result(rd_kafka_event_ListOffsets_result)?;
        // SAFETY: the infos and their partitions live while `answer` does (rule 2).
        let found: Vec<_> = unsafe {
            let infos = array(|len| rd_kafka_ListOffsets_result_infos(result, len));
            let copy = |info: &_| {
                let partition = element(rd_kafka_ListOffsetsResultInfo_topic_partition(*info));
                (partition, rd_kafka_ListOffsetsResultInfo_timestamp(*info))
            };
            infos.iter().map(copy).collect()
        };
        let items = found.into_iter().map(|(element, timestamp_ms)| {
            let found = FoundOffset {
                offset: Some(element.offset).filter(|offset| *offset >= 0),
                timestamp_ms: Some(timestamp_ms).filter(|timestamp| *timestamp >= 0),
            };
            let name = element.partition.to_string();
            (element.partition, self.item(DURING, name, element.refusal, found).outcome)
        });
        Ok(items.collect())
    }

    /// Has leaders elected; one that leads already is no failure. Wraps `rd_kafka_ElectLeaders`. Memory: the request is ours (rule 1) and
    /// copies the list, the outcomes are the event's (rule 2).
    pub(crate) fn elect_leaders(
        &self,
        election: Election,
        partitions: &[TopicPartition],
    ) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "electing a leader of";
        if partitions.is_empty() {
            return Ok(Vec::new());
        }
        let list = partition_list(partitions.iter().map(|partition| (partition, 0)));
        let election = match election {
            Election::Preferred => rd_kafka_ElectionType_t::RD_KAFKA_ELECTION_TYPE_PREFERRED,
            Election::Unclean => rd_kafka_ElectionType_t::RD_KAFKA_ELECTION_TYPE_UNCLEAN,
        };
        // SAFETY: the list outlives the call, which copies it; the destructor is the one named (rule 1).
        let asked = unsafe {
            Owned::new(rd_kafka_ElectLeaders_new(election, list.ptr()), rd_kafka_ElectLeaders_destroy)
        };
        let asked = asked.ok_or_else(|| out_of_memory(DURING))?;
        let answer = self.call(DURING, rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_ELECTLEADERS, |sending| {
            // SAFETY: all pointers are valid for the call, which copies (rule 3).
            unsafe { rd_kafka_ElectLeaders(sending.client, asked.as_ptr(), sending.options, sending.queue) }
        })?;
        let result = answer.result(rd_kafka_event_ElectLeaders_result)?;
        // SAFETY: the outcomes live while `answer` does (rule 2).
        let outcomes = unsafe { array(|len| rd_kafka_ElectLeaders_result_partitions(result, len)) };
        let items = outcomes.iter().map(|outcome| {
            // SAFETY: as above.
            let (element, refusal) = unsafe {
                (
                    element(rd_kafka_topic_partition_result_partition(*outcome)),
                    Refusal::of_error(rd_kafka_topic_partition_result_error(*outcome)),
                )
            };
            let refusal = refusal.filter(|refusal| !refusal.is(RDKafkaErrorCode::ElectionNotNeeded));
            self.item(DURING, element.partition.to_string(), refusal, ())
        });
        Ok(items.collect())
    }
}

/// # Safety
/// `options` is valid and nobody else reads it meanwhile.
unsafe fn only_committed(options: *mut rd_kafka_AdminOptions_t) {
    // SAFETY: valid by the caller's promise; an error is ours (rule 1): the option then stays at its default.
    unsafe {
        let level = rd_kafka_IsolationLevel_t::RD_KAFKA_ISOLATION_LEVEL_READ_COMMITTED;
        let error = rd_kafka_AdminOptions_set_isolation_level(options, level);
        drop(Owned::new(error, rd_kafka_error_destroy));
    }
}

/// What librdkafka takes in place of an offset: a time, or one of its negative numbers.
fn number(spec: OffsetSpec) -> i64 {
    match spec {
        OffsetSpec::AtMs(time_ms) => time_ms.max(0),
        OffsetSpec::Latest => -1,
        OffsetSpec::Earliest => -2,
        OffsetSpec::MaxTimestamp => -3,
    }
}

/// A list in rdkafka's type, which owns its memory. Its setter takes offsets only, not the numbers that stand for others.
pub(super) fn partition_list<'a>(
    offsets: impl Iterator<Item = (&'a TopicPartition, i64)>,
) -> TopicPartitionList {
    let mut list = TopicPartitionList::new();
    for (index, (partition, offset)) in offsets.enumerate() {
        list.add_partition(&partition.topic, partition.partition);
        // SAFETY: the element at `index` was added just now, and nobody else holds the list.
        unsafe { (*(*list.ptr()).elems.add(index)).offset = offset };
    }
    list
}
