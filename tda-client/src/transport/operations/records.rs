//! Deleting records.

use rdkafka::bindings::{
    rd_kafka_DeleteRecords, rd_kafka_DeleteRecords_destroy, rd_kafka_DeleteRecords_new,
    rd_kafka_DeleteRecords_result_offsets, rd_kafka_admin_op_t, rd_kafka_event_DeleteRecords_result,
};

use super::{Operations, Owned, OwnedList, native::elements, offsets::partition_list};
use crate::{
    admin::{Item, PartitionOffset},
    error::Error,
};

impl Operations {
    /// Deletes the records before an offset of each partition, and gives the first one that is left. Wraps `rd_kafka_DeleteRecords`.
    /// Memory: the request is ours (rule 1) and copies the list, the outcomes are the event's (rule 2).
    pub(crate) fn delete_records(&self, before: &[PartitionOffset]) -> Result<Vec<Item<i64>>, Error> {
        const DURING: &str = "deleting records of";
        if before.is_empty() {
            return Ok(Vec::new());
        }
        let list = partition_list(before.iter().map(|(partition, offset)| (partition, *offset)));
        // SAFETY: the list outlives the call, which copies it; the destructor is the one named (rule 1).
        let asked =
            unsafe { Owned::new(rd_kafka_DeleteRecords_new(list.ptr()), rd_kafka_DeleteRecords_destroy) };
        let mut asked = OwnedList::one(DURING, asked)?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DELETERECORDS,
                asked.pointers(),
                rd_kafka_DeleteRecords,
            )
        }?;
        let result = answer.result(rd_kafka_event_DeleteRecords_result)?;
        // SAFETY: the list lives while `answer` does (rule 2).
        let outcomes = unsafe { elements(rd_kafka_DeleteRecords_result_offsets(result)) };
        let items = outcomes
            .into_iter()
            .map(|element| self.item(DURING, element.partition.to_string(), element.refusal, element.offset));
        Ok(items.collect())
    }
}
