//! What there is: brokers, topics and their partitions.

use std::slice;

use rdkafka::bindings::{
    rd_kafka_DescribeCluster, rd_kafka_DescribeCluster_result_cluster_id,
    rd_kafka_DescribeCluster_result_controller, rd_kafka_DescribeCluster_result_nodes,
    rd_kafka_DescribeCluster_result_t, rd_kafka_DescribeTopics, rd_kafka_DescribeTopics_result_topics,
    rd_kafka_Node_host, rd_kafka_Node_port, rd_kafka_Node_rack, rd_kafka_Node_t,
    rd_kafka_TopicCollection_destroy, rd_kafka_TopicCollection_of_topic_names,
    rd_kafka_TopicDescription_error, rd_kafka_TopicDescription_is_internal, rd_kafka_TopicDescription_name,
    rd_kafka_TopicDescription_partitions, rd_kafka_TopicDescription_t, rd_kafka_TopicPartitionInfo_isr,
    rd_kafka_TopicPartitionInfo_leader, rd_kafka_TopicPartitionInfo_partition,
    rd_kafka_TopicPartitionInfo_replicas, rd_kafka_TopicPartitionInfo_t, rd_kafka_admin_op_t,
    rd_kafka_event_DescribeCluster_result, rd_kafka_event_DescribeTopics_result,
};

use super::{
    Operations, Owned,
    call::out_of_memory,
    native::{Refusal, array, c_texts, node_id, text, text_if_any},
    raw,
};
use crate::{
    admin::{
        AclOperation, BrokerDescription, ClusterDescription, Item, PartitionDescription, TopicDescription,
    },
    error::Error,
};

impl Operations {
    /// The cluster. Wraps `rd_kafka_DescribeCluster`. Memory: the description is the event's (rule 2).
    pub(crate) fn describe_cluster(&self) -> Result<ClusterDescription, Error> {
        const DURING: &str = "describing the cluster";
        let answer =
            self.call(DURING, rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DESCRIBECLUSTER, |sending| {
                // SAFETY: all pointers are valid for the call.
                unsafe { rd_kafka_DescribeCluster(sending.client, sending.options, sending.queue) }
            })?;
        let result = answer.result(rd_kafka_event_DescribeCluster_result)?;
        // SAFETY: the result and its nodes live while `answer` does (rule 2).
        unsafe {
            let nodes = array(|len| rd_kafka_DescribeCluster_result_nodes(result, len));
            let mut brokers: Vec<_> = nodes.iter().filter_map(|node| broker(*node)).collect();
            brokers.sort_by_key(|broker| broker.id);
            Ok(ClusterDescription {
                cluster_id: text(rd_kafka_DescribeCluster_result_cluster_id(result)),
                controller: node_id(rd_kafka_DescribeCluster_result_controller(result)),
                brokers,
                operations: operations(result),
            })
        }
    }

    /// Topics by name. Wraps `rd_kafka_DescribeTopics`. Memory: the collection of names is ours (rule 1) and copied by the request
    /// (rule 3), the descriptions are the event's (rule 2).
    pub(crate) fn describe_topics(&self, topics: &[String]) -> Result<Vec<Item<TopicDescription>>, Error> {
        const DURING: &str = "describing topic";
        if topics.is_empty() {
            return Ok(Vec::new());
        }
        let (_names, mut pointers) = c_texts(DURING, topics)?;
        // SAFETY: the names outlive the call, which copies them; the destructor is the one named (rule 1).
        let collection = unsafe {
            let made = rd_kafka_TopicCollection_of_topic_names(pointers.as_mut_ptr(), pointers.len());
            Owned::new(made, rd_kafka_TopicCollection_destroy)
        };
        let collection = collection.ok_or_else(|| out_of_memory(DURING))?;
        let answer = self.call(DURING, rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DESCRIBETOPICS, |sending| {
            // SAFETY: all pointers are valid for the call, which copies (rule 3).
            unsafe {
                rd_kafka_DescribeTopics(sending.client, collection.as_ptr(), sending.options, sending.queue);
            }
        })?;
        let result = answer.result(rd_kafka_event_DescribeTopics_result)?;
        // SAFETY: the descriptions live while `answer` does (rule 2).
        let described = unsafe { array(|len| rd_kafka_DescribeTopics_result_topics(result, len)) };
        let items = described.iter().map(|topic| {
            // SAFETY: as above.
            let (description, refusal) =
                unsafe { (description(*topic), Refusal::of_error(rd_kafka_TopicDescription_error(*topic))) };
            self.item(DURING, description.name.clone(), refusal, description)
        });
        Ok(items.collect())
    }
}

/// What the client may do to the cluster. Wraps `rd_kafka_DescribeCluster_result_authorized_operations`.
///
/// # Safety
/// `result` is valid.
unsafe fn operations(result: *const rd_kafka_DescribeCluster_result_t) -> Vec<AclOperation> {
    let mut len = 0;
    // SAFETY: valid by the caller's promise.
    let first = unsafe { raw::rd_kafka_DescribeCluster_result_authorized_operations(result, &raw mut len) };
    if first.is_null() {
        return Vec::new();
    }
    // SAFETY: not null, so that it points at `len` numbers, which live while the result does and are copied.
    unsafe { slice::from_raw_parts(first, len) }.iter().map(|code| AclOperation::from_code(*code)).collect()
}

/// # Safety
/// `node` is null or valid.
unsafe fn broker(node: *const rd_kafka_Node_t) -> Option<BrokerDescription> {
    // SAFETY: `node_id` takes null; past it the node is valid, and its texts are copied.
    unsafe {
        let id = node_id(node)?;
        Some(BrokerDescription {
            id,
            host: text(rd_kafka_Node_host(node)),
            port: rd_kafka_Node_port(node),
            rack: text_if_any(rd_kafka_Node_rack(node)),
        })
    }
}

/// # Safety
/// `topic` is valid.
unsafe fn description(topic: *const rd_kafka_TopicDescription_t) -> TopicDescription {
    // SAFETY: valid by the caller's promise, and so is what it shows.
    unsafe {
        let partitions = array(|len| rd_kafka_TopicDescription_partitions(topic, len));
        let mut partitions: Vec<_> = partitions.iter().map(|info| partition(*info)).collect();
        partitions.sort_by_key(|partition| partition.partition);
        TopicDescription {
            name: text(rd_kafka_TopicDescription_name(topic)),
            is_internal: rd_kafka_TopicDescription_is_internal(topic) != 0,
            partitions,
        }
    }
}

/// # Safety
/// `info` is valid.
unsafe fn partition(info: *const rd_kafka_TopicPartitionInfo_t) -> PartitionDescription {
    // SAFETY: valid by the caller's promise, and so is what it shows.
    unsafe {
        let ids = |nodes: &[*const rd_kafka_Node_t]| nodes.iter().filter_map(|node| node_id(*node)).collect();
        PartitionDescription {
            partition: rd_kafka_TopicPartitionInfo_partition(info),
            leader: node_id(rd_kafka_TopicPartitionInfo_leader(info)),
            replicas: ids(array(|len| rd_kafka_TopicPartitionInfo_replicas(info, len))),
            in_sync: ids(array(|len| rd_kafka_TopicPartitionInfo_isr(info, len))),
        }
    }
}
