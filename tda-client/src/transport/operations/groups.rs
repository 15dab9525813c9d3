//! Consumer groups: which there are, who is in them, what they committed.

use std::ptr;

use rdkafka::bindings::{
    rd_kafka_AlterConsumerGroupOffsets, rd_kafka_AlterConsumerGroupOffsets_destroy,
    rd_kafka_AlterConsumerGroupOffsets_new, rd_kafka_AlterConsumerGroupOffsets_result_groups,
    rd_kafka_ConsumerGroupDescription_coordinator, rd_kafka_ConsumerGroupDescription_error,
    rd_kafka_ConsumerGroupDescription_group_id, rd_kafka_ConsumerGroupDescription_member,
    rd_kafka_ConsumerGroupDescription_member_count, rd_kafka_ConsumerGroupDescription_partition_assignor,
    rd_kafka_ConsumerGroupDescription_t, rd_kafka_ConsumerGroupListing_group_id,
    rd_kafka_DeleteConsumerGroupOffsets, rd_kafka_DeleteConsumerGroupOffsets_destroy,
    rd_kafka_DeleteConsumerGroupOffsets_new, rd_kafka_DeleteConsumerGroupOffsets_result_groups,
    rd_kafka_DeleteGroup_destroy, rd_kafka_DeleteGroup_new, rd_kafka_DeleteGroups,
    rd_kafka_DeleteGroups_result_groups, rd_kafka_DescribeConsumerGroups,
    rd_kafka_DescribeConsumerGroups_result_groups, rd_kafka_ListConsumerGroupOffsets,
    rd_kafka_ListConsumerGroupOffsets_destroy, rd_kafka_ListConsumerGroupOffsets_new,
    rd_kafka_ListConsumerGroupOffsets_result_groups, rd_kafka_ListConsumerGroups,
    rd_kafka_ListConsumerGroups_result_errors, rd_kafka_ListConsumerGroups_result_valid,
    rd_kafka_MemberAssignment_partitions, rd_kafka_MemberDescription_assignment,
    rd_kafka_MemberDescription_client_id, rd_kafka_MemberDescription_consumer_id,
    rd_kafka_MemberDescription_group_instance_id, rd_kafka_MemberDescription_host,
    rd_kafka_MemberDescription_t, rd_kafka_admin_op_t, rd_kafka_event_AlterConsumerGroupOffsets_result,
    rd_kafka_event_DeleteConsumerGroupOffsets_result, rd_kafka_event_DeleteGroups_result,
    rd_kafka_event_DescribeConsumerGroups_result, rd_kafka_event_ListConsumerGroupOffsets_result,
    rd_kafka_event_ListConsumerGroups_result, rd_kafka_group_result_error, rd_kafka_group_result_name,
    rd_kafka_group_result_partitions, rd_kafka_group_result_t,
};

use super::{
    Operations, Owned, OwnedList,
    call::out_of_memory,
    native::{Element, Refusal, array, c_text, c_texts, elements, node_id, text, text_if_any},
    offsets::partition_list,
    raw,
};
use crate::{
    admin::{
        GroupDescription, GroupListing, GroupMemberDescription, GroupOffset, GroupState, GroupType, Item,
        PartitionOffset, TopicPartition,
    },
    error::Error,
};

impl Operations {
    /// Groups of all brokers. Wraps `rd_kafka_ListConsumerGroups`. Memory: the listings are the event's (rule 2). A broker that does
    /// not answer fails the whole: a list that silently lacks groups is worse than none.
    pub(crate) fn list_groups(&self) -> Result<Vec<GroupListing>, Error> {
        const DURING: &str = "listing groups";
        let answer =
            self.call(DURING, rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS, |sending| {
                // SAFETY: all pointers are valid for the call.
                unsafe { rd_kafka_ListConsumerGroups(sending.client, sending.options, sending.queue) }
            })?;
        let result = answer.result(rd_kafka_event_ListConsumerGroups_result)?;
        // SAFETY: errors and listings live while `answer` does (rule 2).
        unsafe {
            let errors = array(|len| rd_kafka_ListConsumerGroups_result_errors(result, len));
            if let Some(refusal) = errors.iter().find_map(|error| Refusal::of_error(*error)) {
                return Err(self.refuse(DURING, "", refusal));
            }
            let listings = array(|len| rd_kafka_ListConsumerGroups_result_valid(result, len));
            let mut groups: Vec<_> = listings
                .iter()
                .map(|listing| GroupListing {
                    group: text(rd_kafka_ConsumerGroupListing_group_id(*listing)),
                    state: GroupState::from_code(raw::rd_kafka_ConsumerGroupListing_state(*listing)),
                    protocol: GroupType::from_code(raw::rd_kafka_ConsumerGroupListing_type(*listing)),
                })
                .collect();
            groups.sort();
            Ok(groups)
        }
    }

    /// Groups with their members. Wraps `rd_kafka_DescribeConsumerGroups`, for both protocols. Memory: the names are copied by the
    /// request (rule 3), the descriptions are the event's (rule 2).
    pub(super) fn try_describe_groups(
        &self,
        groups: &[String],
    ) -> Result<Vec<Item<GroupDescription>>, Error> {
        const DURING: &str = "describing group";
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let (_names, mut pointers) = c_texts(DURING, groups)?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS,
                &mut pointers,
                rd_kafka_DescribeConsumerGroups,
            )
        }?;
        let result = answer.result(rd_kafka_event_DescribeConsumerGroups_result)?;
        // SAFETY: the descriptions live while `answer` does (rule 2).
        let described = unsafe { array(|len| rd_kafka_DescribeConsumerGroups_result_groups(result, len)) };
        let items = described.iter().map(|group| {
            // SAFETY: as above.
            let (description, refusal) = unsafe {
                (description(*group), Refusal::of_error(rd_kafka_ConsumerGroupDescription_error(*group)))
            };
            self.item(DURING, description.group.clone(), refusal, description)
        });
        Ok(items.collect())
    }

    /// What a group committed. Wraps `rd_kafka_ListConsumerGroupOffsets` without a list of partitions: all of them. Memory: the
    /// request is ours (rule 1), the offsets are the event's (rule 2).
    pub(super) fn try_group_offsets(&self, group: &str) -> Result<Vec<GroupOffset>, Error> {
        const DURING: &str = "reading the offsets of group";
        let name = c_text(DURING, group)?;
        // SAFETY: the name outlives the call, which copies it; no list means all partitions; the destructor is the one named (rule 1).
        let asked = unsafe {
            let made = rd_kafka_ListConsumerGroupOffsets_new(name.as_ptr(), ptr::null());
            Owned::new(made, rd_kafka_ListConsumerGroupOffsets_destroy)
        };
        let mut asked = OwnedList::one(DURING, asked)?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(DURING, operation, asked.pointers(), rd_kafka_ListConsumerGroupOffsets)
        }?;
        let result = answer.result(rd_kafka_event_ListConsumerGroupOffsets_result)?;
        // SAFETY: the groups live while `answer` does (rule 2).
        let groups = unsafe { array(|len| rd_kafka_ListConsumerGroupOffsets_result_groups(result, len)) };
        let mut offsets = Vec::new();
        for element in self.partitions_of(DURING, groups)? {
            let GroupResult { element, refusal } = element;
            if let Some(refusal) = refusal {
                return Err(self.refuse(DURING, &format!("{group} on {}", element.partition), refusal));
            }
            offsets.push(GroupOffset {
                partition: element.partition,
                offset: Some(element.offset).filter(|offset| *offset >= 0),
                metadata: element.metadata,
            });
        }
        offsets.sort_by(|a, b| a.partition.cmp(&b.partition));
        Ok(offsets)
    }

    /// Sets offsets of a group without members; the metadata beside them is emptied. Wraps `rd_kafka_AlterConsumerGroupOffsets`. Memory:
    /// the request is ours (rule 1) and copies the list, the outcomes are the event's (rule 2).
    pub(super) fn try_alter_group_offsets(
        &self,
        group: &str,
        offsets: &[PartitionOffset],
    ) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "setting the offsets of group";
        if offsets.is_empty() {
            return Ok(Vec::new());
        }
        let name = c_text(DURING, group)?;
        let list = partition_list(offsets.iter().map(|(partition, offset)| (partition, *offset)));
        // SAFETY: name and list outlive the call, which copies them; the destructor is the one named (rule 1).
        let asked = unsafe {
            let made = rd_kafka_AlterConsumerGroupOffsets_new(name.as_ptr(), list.ptr());
            Owned::new(made, rd_kafka_AlterConsumerGroupOffsets_destroy)
        };
        let mut asked = OwnedList::one(DURING, asked)?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_ALTERCONSUMERGROUPOFFSETS;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(DURING, operation, asked.pointers(), rd_kafka_AlterConsumerGroupOffsets)
        }?;
        let result = answer.result(rd_kafka_event_AlterConsumerGroupOffsets_result)?;
        // SAFETY: the groups live while `answer` does (rule 2).
        let groups = unsafe { array(|len| rd_kafka_AlterConsumerGroupOffsets_result_groups(result, len)) };
        self.partition_items(DURING, groups)
    }

    /// Forgets what a group committed for partitions of topics that it does not read. Wraps `rd_kafka_DeleteConsumerGroupOffsets`. Memory:
    /// as [`try_alter_group_offsets`](Self::try_alter_group_offsets).
    pub(super) fn try_delete_group_offsets(
        &self,
        group: &str,
        partitions: &[TopicPartition],
    ) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "forgetting offsets of group";
        if partitions.is_empty() {
            return Ok(Vec::new());
        }
        let name = c_text(DURING, group)?;
        let list = partition_list(partitions.iter().map(|partition| (partition, 0)));
        // SAFETY: name and list outlive the call, which copies them; the destructor is the one named (rule 1).
        let asked = unsafe {
            let made = rd_kafka_DeleteConsumerGroupOffsets_new(name.as_ptr(), list.ptr());
            Owned::new(made, rd_kafka_DeleteConsumerGroupOffsets_destroy)
        };
        let mut asked = OwnedList::one(DURING, asked)?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DELETECONSUMERGROUPOFFSETS;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(DURING, operation, asked.pointers(), rd_kafka_DeleteConsumerGroupOffsets)
        }?;
        let result = answer.result(rd_kafka_event_DeleteConsumerGroupOffsets_result)?;
        // SAFETY: the groups live while `answer` does (rule 2).
        let groups = unsafe { array(|len| rd_kafka_DeleteConsumerGroupOffsets_result_groups(result, len)) };
        self.partition_items(DURING, groups)
    }

    /// Deletes groups without members, with their offsets. Wraps `rd_kafka_DeleteGroups`. Memory: the requests are ours (rule 1) and
    /// copied (rule 3), the outcomes are the event's (rule 2).
    pub(crate) fn delete_groups(&self, groups: &[String]) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "deleting group";
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let one = |group: &String| {
            let name = c_text(DURING, group)?;
            // SAFETY: the name outlives the call, which copies it; the destructor is the one named (rule 1).
            let made =
                unsafe { Owned::new(rd_kafka_DeleteGroup_new(name.as_ptr()), rd_kafka_DeleteGroup_destroy) };
            made.ok_or_else(|| out_of_memory(DURING))
        };
        let mut list: OwnedList<_> = groups.iter().map(one).collect::<Result<_, _>>()?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DELETEGROUPS,
                list.pointers(),
                rd_kafka_DeleteGroups,
            )
        }?;
        let result = answer.result(rd_kafka_event_DeleteGroups_result)?;
        // SAFETY: the outcomes live while `answer` does (rule 2).
        let outcomes = unsafe { array(|len| rd_kafka_DeleteGroups_result_groups(result, len)) };
        let items = outcomes.iter().map(|group| {
            // SAFETY: as above.
            let (name, refusal) = unsafe {
                (
                    text(rd_kafka_group_result_name(*group)),
                    Refusal::of_error(rd_kafka_group_result_error(*group)),
                )
            };
            self.item(DURING, name, refusal, ())
        });
        Ok(items.collect())
    }

    fn partition_items(
        &self,
        during: &'static str,
        groups: &[*const rd_kafka_group_result_t],
    ) -> Result<Vec<Item<()>>, Error> {
        let items = self
            .partitions_of(during, groups)?
            .into_iter()
            .map(|result| self.item(during, result.element.partition.to_string(), result.refusal, ()));
        Ok(items.collect())
    }

    /// The partitions of a result about one group; an error where the group as a whole was refused. The results belong to an answer
    /// that the caller holds.
    fn partitions_of(
        &self,
        during: &'static str,
        groups: &[*const rd_kafka_group_result_t],
    ) -> Result<Vec<GroupResult>, Error> {
        let mut results = Vec::new();
        for group in groups {
            // SAFETY: the caller's answer owns the results, which are copied here.
            let (name, refusal, partitions) = unsafe {
                (
                    text(rd_kafka_group_result_name(*group)),
                    Refusal::of_error(rd_kafka_group_result_error(*group)),
                    elements(rd_kafka_group_result_partitions(*group)),
                )
            };
            if let Some(refusal) = refusal {
                return Err(self.refuse(during, &name, refusal));
            }
            results.extend(partitions.into_iter().map(|mut element| {
                let refusal = element.refusal.take();
                GroupResult { element, refusal }
            }));
        }
        Ok(results)
    }
}

struct GroupResult {
    element: Element,
    refusal: Option<Refusal>,
}

/// # Safety
/// `group` is valid.
unsafe fn description(group: *const rd_kafka_ConsumerGroupDescription_t) -> GroupDescription {
    // SAFETY: valid by the caller's promise, and so are the members below their count; texts are copied.
    unsafe {
        let members = 0..rd_kafka_ConsumerGroupDescription_member_count(group);
        GroupDescription {
            group: text(rd_kafka_ConsumerGroupDescription_group_id(group)),
            state: GroupState::from_code(raw::rd_kafka_ConsumerGroupDescription_state(group)),
            protocol: GroupType::from_code(raw::rd_kafka_ConsumerGroupDescription_type(group)),
            assignor: text(rd_kafka_ConsumerGroupDescription_partition_assignor(group)),
            coordinator: node_id(rd_kafka_ConsumerGroupDescription_coordinator(group)),
            members: members
                .map(|index| member(rd_kafka_ConsumerGroupDescription_member(group, index)))
                .collect(),
        }
    }
}

/// # Safety
/// `member` is valid.
unsafe fn member(member: *const rd_kafka_MemberDescription_t) -> GroupMemberDescription {
    // SAFETY: valid by the caller's promise; an assignment is null or valid, and texts are copied.
    unsafe {
        let assignment = rd_kafka_MemberDescription_assignment(member);
        let partitions =
            if assignment.is_null() { ptr::null() } else { rd_kafka_MemberAssignment_partitions(assignment) };
        let mut partitions: Vec<_> =
            elements(partitions).into_iter().map(|element| element.partition).collect();
        partitions.sort();
        GroupMemberDescription {
            member_id: text(rd_kafka_MemberDescription_consumer_id(member)),
            instance_id: text_if_any(rd_kafka_MemberDescription_group_instance_id(member)),
            client_id: text(rd_kafka_MemberDescription_client_id(member)),
            host: text(rd_kafka_MemberDescription_host(member)),
            partitions,
        }
    }
}
