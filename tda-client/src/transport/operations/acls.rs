//! Access rules.

use std::{
    ffi::{CString, c_char},
    ptr,
};

use rdkafka::bindings::{
    rd_kafka_AclBinding_destroy, rd_kafka_AclBinding_host, rd_kafka_AclBinding_name,
    rd_kafka_AclBinding_principal, rd_kafka_AclBinding_t, rd_kafka_AclBindingFilter_t, rd_kafka_CreateAcls,
    rd_kafka_CreateAcls_result_acls, rd_kafka_DeleteAcls, rd_kafka_DeleteAcls_result_response_error,
    rd_kafka_DeleteAcls_result_response_matching_acls, rd_kafka_DeleteAcls_result_responses,
    rd_kafka_DescribeAcls, rd_kafka_DescribeAcls_result_acls, rd_kafka_acl_result_error, rd_kafka_admin_op_t,
    rd_kafka_event_CreateAcls_result, rd_kafka_event_DeleteAcls_result, rd_kafka_event_DescribeAcls_result,
};

use super::{
    Operations, Owned, OwnedList,
    native::{Reason, Refusal, array, c_text, refused, text},
    raw,
};
use crate::{
    admin::{AclBinding, AclFilter, AclOperation, AclPattern, AclPermission, AclResource, Item},
    error::Error,
};

impl Operations {
    /// Adds rules; one that is there already stays. Wraps `rd_kafka_CreateAcls`, whose result has an entry for each rule, in
    /// their order. Memory: the bindings are ours (rule 1) and copied by the request (rule 3), the result is the event's (rule 2).
    pub(crate) fn create_acls(&self, bindings: &[AclBinding]) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "adding access rules";
        if bindings.is_empty() {
            return Ok(Vec::new());
        }
        let mut list: OwnedList<_> =
            bindings.iter().map(|rule| binding(DURING, rule)).collect::<Result<_, _>>()?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_CREATEACLS,
                list.pointers(),
                rd_kafka_CreateAcls,
            )
        }?;
        let result = answer.result(rd_kafka_event_CreateAcls_result)?;
        // SAFETY: the result lives while `answer` does (rule 2).
        let outcomes = unsafe { array(|len| rd_kafka_CreateAcls_result_acls(result, len)) };
        let items = bindings.iter().zip(outcomes).map(|(rule, outcome)| {
            // SAFETY: as above.
            let refusal = unsafe { Refusal::of_error(rd_kafka_acl_result_error(*outcome)) };
            self.item(DURING, rule.to_string(), refusal, ())
        });
        Ok(items.collect())
    }

    /// Rules that `filter` means. Wraps `rd_kafka_DescribeAcls`. Memory: the filter is ours (rule 1) and copied by the request
    /// (rule 3), the rules are the event's (rule 2).
    pub(crate) fn describe_acls(&self, filter: &AclFilter) -> Result<Vec<AclBinding>, Error> {
        const DURING: &str = "listing access rules";
        let filter = native_filter(DURING, filter)?;
        let answer = self.call(DURING, rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DESCRIBEACLS, |sending| {
            // SAFETY: all pointers are valid for the call, which copies (rule 3).
            unsafe { rd_kafka_DescribeAcls(sending.client, filter.as_ptr(), sending.options, sending.queue) }
        })?;
        let result = answer.result(rd_kafka_event_DescribeAcls_result)?;
        // SAFETY: the result and its rules live while `answer` does (rule 2).
        let mut rules: Vec<_> = unsafe {
            let rules = array(|len| rd_kafka_DescribeAcls_result_acls(result, len));
            rules.iter().map(|rule| copy(*rule)).collect()
        };
        if rules.is_empty() {
            self.may_see_rules(DURING)?;
        }
        rules.sort();
        Ok(rules)
    }

    /// librdkafka keeps a broker's refusal to list rules to itself and gives none. Who may not describe the cluster may not list
    /// them either.
    fn may_see_rules(&self, during: &'static str) -> Result<(), Error> {
        if self.describe_cluster()?.operations.contains(&AclOperation::Describe) {
            return Ok(());
        }
        let reason = format!(
            "{during}: the client's identity may not describe the cluster; see `tda acls plan`, or ask who runs the cluster"
        );
        Err(Error::Unauthorized { reason })
    }

    /// Removes the rules that each filter means, and gives them. Wraps `rd_kafka_DeleteAcls`, whose result has an entry for each
    /// filter, in their order. Memory: the filters are ours (rule 1) and copied by the request (rule 3), the rules are the event's
    /// (rule 2).
    pub(crate) fn delete_acls(&self, filters: &[AclFilter]) -> Result<Vec<Item<Vec<AclBinding>>>, Error> {
        const DURING: &str = "removing access rules";
        if filters.is_empty() {
            return Ok(Vec::new());
        }
        let mut list: OwnedList<_> =
            filters.iter().map(|filter| native_filter(DURING, filter)).collect::<Result<_, _>>()?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DELETEACLS,
                list.pointers(),
                rd_kafka_DeleteAcls,
            )
        }?;
        let result = answer.result(rd_kafka_event_DeleteAcls_result)?;
        // SAFETY: the result and its rules live while `answer` does (rule 2).
        let responses = unsafe { array(|len| rd_kafka_DeleteAcls_result_responses(result, len)) };
        let items = filters.iter().zip(responses).map(|(filter, response)| {
            // SAFETY: as above.
            let (refusal, removed) = unsafe {
                let refusal = Refusal::of_error(rd_kafka_DeleteAcls_result_response_error(*response));
                let rules = array(|len| rd_kafka_DeleteAcls_result_response_matching_acls(*response, len));
                (refusal, rules.iter().map(|rule| copy(*rule)).collect())
            };
            let name = filter.principal.clone().unwrap_or_else(|| "everybody".to_owned());
            self.item(DURING, name, refusal, removed)
        });
        Ok(items.collect())
    }

    /// What became of `name`: `value`, unless the broker refused it.
    pub(super) fn item<T>(
        &self,
        during: &'static str,
        name: String,
        refusal: Option<Refusal>,
        value: T,
    ) -> Item<T> {
        let outcome = match refusal {
            None => Ok(value),
            Some(refusal) => Err(self.refuse(during, &name, refusal)),
        };
        Item { name, outcome }
    }
}

/// A rule of librdkafka's. Wraps `rd_kafka_AclBinding_new`, which copies its texts; destroyed by `rd_kafka_AclBinding_destroy`.
fn binding(during: &'static str, rule: &AclBinding) -> Result<Owned<rd_kafka_AclBinding_t>, Error> {
    let (name, principal) = (c_text(during, &rule.name)?, c_text(during, &rule.principal)?);
    let host = c_text(during, &rule.host)?;
    let mut reason = Reason::new();
    // SAFETY: texts end with a NUL and outlive the call, the reason is as long as said; numbers out of range are refused.
    let made = unsafe {
        let made = raw::rd_kafka_AclBinding_new(
            rule.resource.code(),
            name.as_ptr(),
            rule.pattern.code(),
            principal.as_ptr(),
            host.as_ptr(),
            rule.operation.code(),
            rule.permission.code(),
            reason.as_mut_ptr(),
            reason.len(),
        );
        Owned::new(made, rd_kafka_AclBinding_destroy)
    };
    made.ok_or_else(|| refused(during, rule.to_string(), reason.text()))
}

/// A filter of librdkafka's. Wraps `rd_kafka_AclBindingFilter_new`, which copies its texts; a filter is a binding to librdkafka
/// and has the same destructor.
fn native_filter(
    during: &'static str,
    filter: &AclFilter,
) -> Result<Owned<rd_kafka_AclBindingFilter_t>, Error> {
    let c_texts = |text: &Option<String>| text.as_deref().map(|text| c_text(during, text)).transpose();
    let (name, principal) = (c_texts(&filter.name)?, c_texts(&filter.principal)?);
    let host = c_texts(&filter.host)?;
    let mut reason = Reason::new();
    // SAFETY: texts are null or end with a NUL and outlive the call, the reason is as long as said; numbers out of range are
    // refused.
    let made = unsafe {
        let made = raw::rd_kafka_AclBindingFilter_new(
            filter.resource.code(),
            pointer(&name),
            filter.pattern.code(),
            pointer(&principal),
            pointer(&host),
            filter.operation.code(),
            filter.permission.code(),
            reason.as_mut_ptr(),
            reason.len(),
        );
        Owned::new(made, rd_kafka_AclBinding_destroy)
    };
    made.ok_or_else(|| refused(during, "the filter".into(), reason.text()))
}

fn pointer(text: &Option<CString>) -> *const c_char {
    text.as_ref().map_or(ptr::null(), |text| text.as_ptr())
}

/// # Safety
/// `rule` is valid.
unsafe fn copy(rule: *const rd_kafka_AclBinding_t) -> AclBinding {
    // SAFETY: valid by the caller's promise; texts belong to the rule and are copied.
    unsafe {
        AclBinding {
            principal: text(rd_kafka_AclBinding_principal(rule)),
            resource: AclResource::from_code(raw::rd_kafka_AclBinding_restype(rule)),
            pattern: AclPattern::from_code(raw::rd_kafka_AclBinding_resource_pattern_type(rule)),
            name: text(rd_kafka_AclBinding_name(rule)),
            operation: AclOperation::from_code(raw::rd_kafka_AclBinding_operation(rule)),
            permission: AclPermission::from_code(raw::rd_kafka_AclBinding_permission_type(rule)),
            host: text(rd_kafka_AclBinding_host(rule)),
        }
    }
}
