//! Functions of librdkafka whose enumerations are read and given as the integers that they are in C.
//!
//! `rdkafka-sys` declares them with Rust enumerations, in which a number that a newer broker sent would be undefined
//! behaviour. An `enum` of C whose values fit into an `int` is passed as one on every platform that librdkafka supports, so
//! these declarations describe the same functions.

use std::ffi::{c_char, c_int};

use rdkafka::bindings::{
    rd_kafka_AclBinding_t, rd_kafka_AclBindingFilter_t, rd_kafka_ConfigEntry_t, rd_kafka_ConfigResource_t,
    rd_kafka_ConsumerGroupDescription_t, rd_kafka_ConsumerGroupListing_t, rd_kafka_DescribeCluster_result_t,
    rd_kafka_error_t, rd_kafka_event_t, rd_kafka_topic_result_t,
};

unsafe extern "C" {
    pub(super) fn rd_kafka_err2name(code: c_int) -> *const c_char;
    pub(super) fn rd_kafka_err2str(code: c_int) -> *const c_char;
    pub(super) fn rd_kafka_error_code(error: *const rd_kafka_error_t) -> c_int;
    pub(super) fn rd_kafka_event_error(event: *mut rd_kafka_event_t) -> c_int;
    pub(super) fn rd_kafka_topic_result_error(result: *const rd_kafka_topic_result_t) -> c_int;
    pub(super) fn rd_kafka_ConfigResource_error(resource: *const rd_kafka_ConfigResource_t) -> c_int;
    pub(super) fn rd_kafka_ConfigEntry_source(entry: *const rd_kafka_ConfigEntry_t) -> c_int;
    pub(super) fn rd_kafka_ConsumerGroupListing_state(
        listing: *const rd_kafka_ConsumerGroupListing_t,
    ) -> c_int;
    pub(super) fn rd_kafka_ConsumerGroupListing_type(
        listing: *const rd_kafka_ConsumerGroupListing_t,
    ) -> c_int;
    pub(super) fn rd_kafka_ConsumerGroupDescription_state(
        description: *const rd_kafka_ConsumerGroupDescription_t,
    ) -> c_int;
    pub(super) fn rd_kafka_ConsumerGroupDescription_type(
        description: *const rd_kafka_ConsumerGroupDescription_t,
    ) -> c_int;
    pub(super) fn rd_kafka_DescribeCluster_result_authorized_operations(
        result: *const rd_kafka_DescribeCluster_result_t,
        len: *mut usize,
    ) -> *const c_int;
    pub(super) fn rd_kafka_AclBinding_restype(binding: *const rd_kafka_AclBinding_t) -> c_int;
    pub(super) fn rd_kafka_AclBinding_operation(binding: *const rd_kafka_AclBinding_t) -> c_int;
    pub(super) fn rd_kafka_AclBinding_permission_type(binding: *const rd_kafka_AclBinding_t) -> c_int;
    pub(super) fn rd_kafka_AclBinding_resource_pattern_type(binding: *const rd_kafka_AclBinding_t) -> c_int;
    pub(super) fn rd_kafka_AclBinding_new(
        resource: c_int,
        name: *const c_char,
        pattern: c_int,
        principal: *const c_char,
        host: *const c_char,
        operation: c_int,
        permission: c_int,
        reason: *mut c_char,
        reason_bytes_max: usize,
    ) -> *mut rd_kafka_AclBinding_t;
    pub(super) fn rd_kafka_AclBindingFilter_new(
        resource: c_int,
        name: *const c_char,
        pattern: c_int,
        principal: *const c_char,
        host: *const c_char,
        operation: c_int,
        permission: c_int,
        reason: *mut c_char,
        reason_bytes_max: usize,
    ) -> *mut rd_kafka_AclBindingFilter_t;
}
