//! Creating, enlarging and deleting topics.

use std::ffi::c_int;

use rdkafka::{
    bindings::{
        rd_kafka_CreatePartitions, rd_kafka_CreatePartitions_result_topics, rd_kafka_CreateTopics,
        rd_kafka_CreateTopics_result_topics, rd_kafka_DeleteTopic_destroy, rd_kafka_DeleteTopic_new,
        rd_kafka_DeleteTopics, rd_kafka_DeleteTopics_result_topics, rd_kafka_NewPartitions_destroy,
        rd_kafka_NewPartitions_new, rd_kafka_NewTopic_destroy, rd_kafka_NewTopic_new,
        rd_kafka_NewTopic_set_config, rd_kafka_NewTopic_t, rd_kafka_admin_op_t,
        rd_kafka_event_CreatePartitions_result, rd_kafka_event_CreateTopics_result,
        rd_kafka_event_DeleteTopics_result, rd_kafka_topic_result_error_string, rd_kafka_topic_result_name,
        rd_kafka_topic_result_t,
    },
    types::RDKafkaErrorCode,
};

use super::{
    Operations, Owned, OwnedList,
    call::out_of_memory,
    native::{Reason, Refusal, array, c_text, refused, text},
    raw,
};
use crate::{
    admin::{Item, NewTopic},
    error::Error,
};

impl Operations {
    /// Creates topics; `true` for one that was created, `false` for one that was there. Wraps `rd_kafka_CreateTopics`. Memory: the
    /// new topics are ours (rule 1) and copied by the request (rule 3), the outcomes are the event's (rule 2).
    pub(crate) fn create_topics(&self, topics: &[NewTopic]) -> Result<Vec<Item<bool>>, Error> {
        const DURING: &str = "creating topic";
        if topics.is_empty() {
            return Ok(Vec::new());
        }
        let mut list: OwnedList<_> =
            topics.iter().map(|topic| new_topic(DURING, topic)).collect::<Result<_, _>>()?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_CREATETOPICS;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe { self.call_with(DURING, operation, list.pointers(), rd_kafka_CreateTopics) }?;
        let result = answer.result(rd_kafka_event_CreateTopics_result)?;
        // SAFETY: the outcomes live while `answer` does (rule 2).
        let outcomes = unsafe { outcomes(array(|len| rd_kafka_CreateTopics_result_topics(result, len))) };
        let items = outcomes.into_iter().map(|(name, refusal)| match refusal {
            Some(refusal) if refusal.is(RDKafkaErrorCode::TopicAlreadyExists) => {
                Item { name, outcome: Ok(false) }
            }
            refusal => self.item(DURING, name, refusal, true),
        });
        Ok(items.collect())
    }

    /// Deletes topics with all that is in them. Wraps `rd_kafka_DeleteTopics`. Memory: as [`create_topics`](Self::create_topics).
    pub(crate) fn delete_topics(&self, topics: &[String]) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "deleting topic";
        if topics.is_empty() {
            return Ok(Vec::new());
        }
        let one = |topic: &String| {
            let name = c_text(DURING, topic)?;
            // SAFETY: the name outlives the call, which copies it; the destructor is the one named (rule 1).
            let made =
                unsafe { Owned::new(rd_kafka_DeleteTopic_new(name.as_ptr()), rd_kafka_DeleteTopic_destroy) };
            made.ok_or_else(|| out_of_memory(DURING))
        };
        let mut list: OwnedList<_> = topics.iter().map(one).collect::<Result<_, _>>()?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DELETETOPICS,
                list.pointers(),
                rd_kafka_DeleteTopics,
            )
        }?;
        let result = answer.result(rd_kafka_event_DeleteTopics_result)?;
        // SAFETY: the outcomes live while `answer` does (rule 2).
        let outcomes = unsafe { outcomes(array(|len| rd_kafka_DeleteTopics_result_topics(result, len))) };
        Ok(outcomes.into_iter().map(|(name, refusal)| self.item(DURING, name, refusal, ())).collect())
    }

    /// Gives topics more partitions: `(topic, how many there shall be)`. Wraps `rd_kafka_CreatePartitions`. Memory: as
    /// [`create_topics`](Self::create_topics).
    pub(crate) fn create_partitions(&self, totals: &[(String, usize)]) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "adding partitions to topic";
        if totals.is_empty() {
            return Ok(Vec::new());
        }
        let one = |(topic, total): &(String, usize)| {
            let name = c_text(DURING, topic)?;
            let mut reason = Reason::new();
            // SAFETY: the name outlives the call, which copies it, the reason is as long as said; the destructor is the one
            // named (rule 1).
            let made = unsafe {
                let made =
                    rd_kafka_NewPartitions_new(name.as_ptr(), *total, reason.as_mut_ptr(), reason.len());
                Owned::new(made, rd_kafka_NewPartitions_destroy)
            };
            made.ok_or_else(|| refused(DURING, topic.clone(), reason.text()))
        };
        let mut list: OwnedList<_> = totals.iter().map(one).collect::<Result<_, _>>()?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_CREATEPARTITIONS;
        // SAFETY: the request copies its list (rule 3).
        let answer =
            unsafe { self.call_with(DURING, operation, list.pointers(), rd_kafka_CreatePartitions) }?;
        let result = answer.result(rd_kafka_event_CreatePartitions_result)?;
        // SAFETY: the outcomes live while `answer` does (rule 2).
        let outcomes = unsafe { outcomes(array(|len| rd_kafka_CreatePartitions_result_topics(result, len))) };
        Ok(outcomes.into_iter().map(|(name, refusal)| self.item(DURING, name, refusal, ())).collect())
    }
}

/// A topic to create. Wraps `rd_kafka_NewTopic_new` and `rd_kafka_NewTopic_set_config`, which copy their texts; destroyed by
/// `rd_kafka_NewTopic_destroy`.
fn new_topic(during: &'static str, topic: &NewTopic) -> Result<Owned<rd_kafka_NewTopic_t>, Error> {
    let name = c_text(during, &topic.name)?;
    let mut reason = Reason::new();
    let (partitions, replicas): (c_int, c_int) = (topic.partitions, topic.replication_factor);
    // SAFETY: the name outlives the call, which copies it, the reason is as long as said; the destructor is the one named (rule 1).
    let made = unsafe {
        let made =
            rd_kafka_NewTopic_new(name.as_ptr(), partitions, replicas, reason.as_mut_ptr(), reason.len());
        Owned::new(made, rd_kafka_NewTopic_destroy)
    };
    let made = made.ok_or_else(|| refused(during, topic.name.clone(), reason.text()))?;
    for (key, value) in &topic.config {
        let (key, value) = (c_text(during, key)?, c_text(during, value)?);
        // SAFETY: the new topic is valid; the texts outlive the call, which copies them. The broker judges what they say.
        unsafe { rd_kafka_NewTopic_set_config(made.as_ptr(), key.as_ptr(), value.as_ptr()) };
    }
    Ok(made)
}

/// # Safety
/// The results are valid.
unsafe fn outcomes(results: &[*const rd_kafka_topic_result_t]) -> Vec<(String, Option<Refusal>)> {
    let outcome = |result: &*const rd_kafka_topic_result_t| {
        // SAFETY: valid by the caller's promise; texts belong to the result and are copied.
        unsafe {
            let reason = text(rd_kafka_topic_result_error_string(*result));
            let refusal = Refusal::of_code(raw::rd_kafka_topic_result_error(*result), reason);
            (text(rd_kafka_topic_result_name(*result)), refusal)
        }
    };
    results.iter().map(outcome).collect()
}
