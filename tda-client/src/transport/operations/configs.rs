//! Settings of topics, groups and brokers.

use std::ptr;

use rdkafka::bindings::{
    rd_kafka_AlterConfigOpType_t, rd_kafka_ConfigEntry_is_read_only, rd_kafka_ConfigEntry_is_sensitive,
    rd_kafka_ConfigEntry_name, rd_kafka_ConfigEntry_t, rd_kafka_ConfigEntry_value,
    rd_kafka_ConfigResource_add_incremental_config, rd_kafka_ConfigResource_configs,
    rd_kafka_ConfigResource_destroy, rd_kafka_ConfigResource_error_string, rd_kafka_ConfigResource_name,
    rd_kafka_ConfigResource_new, rd_kafka_ConfigResource_t, rd_kafka_DescribeConfigs,
    rd_kafka_DescribeConfigs_result_resources, rd_kafka_IncrementalAlterConfigs,
    rd_kafka_IncrementalAlterConfigs_result_resources, rd_kafka_ResourceType_t, rd_kafka_admin_op_t,
    rd_kafka_error_destroy, rd_kafka_event_DescribeConfigs_result,
    rd_kafka_event_IncrementalAlterConfigs_result,
};

use super::{
    Operations, Owned, OwnedList,
    call::out_of_memory,
    native::{Refusal, array, c_text, text, text_if_any},
    raw,
};
use crate::{
    admin::{ConfigChange, ConfigEntry, ConfigResource, ConfigSource, Item},
    error::Error,
};

impl Operations {
    /// Settings of resources, at most one broker among them. Wraps `rd_kafka_DescribeConfigs`. Memory: the resources are ours
    /// (rule 1) and copied by the request (rule 3), the settings are the event's (rule 2).
    pub(crate) fn describe_configs(
        &self,
        resources: &[ConfigResource],
    ) -> Result<Vec<Item<Vec<ConfigEntry>>>, Error> {
        const DURING: &str = "describing the settings of";
        if resources.is_empty() {
            return Ok(Vec::new());
        }
        let mut list: OwnedList<_> =
            resources.iter().map(|one| native_resource(DURING, one)).collect::<Result<_, _>>()?;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(
                DURING,
                rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS,
                list.pointers(),
                rd_kafka_DescribeConfigs,
            )
        }?;
        let result = answer.result(rd_kafka_event_DescribeConfigs_result)?;
        // SAFETY: the resources live while `answer` does (rule 2).
        let described = unsafe { array(|len| rd_kafka_DescribeConfigs_result_resources(result, len)) };
        let items = described.iter().map(|one| {
            // SAFETY: as above.
            let (name, refusal, mut entries) = unsafe {
                let entries = array(|len| rd_kafka_ConfigResource_configs(*one, len));
                let entries: Vec<_> = entries.iter().map(|entry| copy(*entry)).collect();
                (text(rd_kafka_ConfigResource_name(*one)), refusal_of(*one), entries)
            };
            entries.sort_by(|a, b| a.name.cmp(&b.name));
            self.item(DURING, name, refusal, entries)
        });
        Ok(items.collect())
    }

    /// Changes settings and leaves all others as they are; at most one broker among them. Wraps `rd_kafka_IncrementalAlterConfigs`:
    /// the older request resets every setting that it does not name. Memory: as [`describe_configs`](Self::describe_configs).
    pub(crate) fn alter_configs(&self, changes: &[ConfigChange]) -> Result<Vec<Item<()>>, Error> {
        const DURING: &str = "changing the settings of";
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let mut list: OwnedList<_> =
            changes.iter().map(|one| change(DURING, one)).collect::<Result<_, _>>()?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_INCREMENTALALTERCONFIGS;
        // SAFETY: the request copies its list (rule 3).
        let answer =
            unsafe { self.call_with(DURING, operation, list.pointers(), rd_kafka_IncrementalAlterConfigs) }?;
        let result = answer.result(rd_kafka_event_IncrementalAlterConfigs_result)?;
        // SAFETY: the resources live while `answer` does (rule 2).
        let changed = unsafe { array(|len| rd_kafka_IncrementalAlterConfigs_result_resources(result, len)) };
        let items = changed.iter().map(|one| {
            // SAFETY: as above.
            let (name, refusal) = unsafe { (text(rd_kafka_ConfigResource_name(*one)), refusal_of(*one)) };
            self.item(DURING, name, refusal, ())
        });
        Ok(items.collect())
    }
}

/// A resource of librdkafka's. Wraps `rd_kafka_ConfigResource_new`, which copies the name; destroyed by
/// `rd_kafka_ConfigResource_destroy`.
fn native_resource(
    during: &'static str,
    resource: &ConfigResource,
) -> Result<Owned<rd_kafka_ConfigResource_t>, Error> {
    let kind = match resource {
        ConfigResource::Broker(_) => rd_kafka_ResourceType_t::RD_KAFKA_RESOURCE_BROKER,
        ConfigResource::Group(_) => rd_kafka_ResourceType_t::RD_KAFKA_RESOURCE_GROUP,
        ConfigResource::Topic(_) => rd_kafka_ResourceType_t::RD_KAFKA_RESOURCE_TOPIC,
    };
    let name = c_text(during, &resource.name())?;
    // SAFETY: the name outlives the call, which copies it; the destructor is the one named (rule 1).
    let made = unsafe {
        Owned::new(rd_kafka_ConfigResource_new(kind, name.as_ptr()), rd_kafka_ConfigResource_destroy)
    };
    made.ok_or_else(|| out_of_memory(during))
}

/// A resource with its changes. Wraps `rd_kafka_ConfigResource_add_incremental_config`, which copies its texts and may give an
/// error that is ours to destroy.
fn change(during: &'static str, change: &ConfigChange) -> Result<Owned<rd_kafka_ConfigResource_t>, Error> {
    use rd_kafka_AlterConfigOpType_t::{
        RD_KAFKA_ALTER_CONFIG_OP_TYPE_DELETE as DELETE, RD_KAFKA_ALTER_CONFIG_OP_TYPE_SET as SET,
    };
    let resource = native_resource(during, &change.resource)?;
    let set = change.set.iter().map(|(name, value)| (name, SET, Some(value)));
    for (name, operation, value) in set.chain(change.unset.iter().map(|name| (name, DELETE, None))) {
        let c_name = c_text(during, name)?;
        let value = value.map(|value| c_text(during, value)).transpose()?;
        let value_pointer = value.as_ref().map_or(ptr::null(), |value| value.as_ptr());
        // SAFETY: the resource is valid, the texts outlive the call, which copies them; an error is ours (rule 1) and read first.
        let refusal = unsafe {
            let error = rd_kafka_ConfigResource_add_incremental_config(
                resource.as_ptr(),
                c_name.as_ptr(),
                operation,
                value_pointer,
            );
            let error = Owned::new(error, rd_kafka_error_destroy);
            error.and_then(|error| Refusal::of_error(error.as_ptr()))
        };
        if let Some(refusal) = refusal {
            let what = format!("{} ({name})", change.resource.name());
            return Err(refusal.into_error(during, &what, "", super::ANSWER_TIMEOUT));
        }
    }
    Ok(resource)
}

/// # Safety
/// `resource` is valid.
unsafe fn refusal_of(resource: *const rd_kafka_ConfigResource_t) -> Option<Refusal> {
    // SAFETY: valid by the caller's promise; the text is its own and copied.
    unsafe {
        let reason = text(rd_kafka_ConfigResource_error_string(resource));
        Refusal::of_code(raw::rd_kafka_ConfigResource_error(resource), reason)
    }
}

/// # Safety
/// `entry` is valid.
unsafe fn copy(entry: *const rd_kafka_ConfigEntry_t) -> ConfigEntry {
    // SAFETY: valid by the caller's promise; its texts are its own and copied.
    unsafe {
        let is_sensitive = rd_kafka_ConfigEntry_is_sensitive(entry) == 1;
        let value = rd_kafka_ConfigEntry_value(entry);
        ConfigEntry {
            name: text(rd_kafka_ConfigEntry_name(entry)),
            value: if value.is_null() { None } else { Some(text_if_any(value).unwrap_or_default()) },
            source: ConfigSource::from_code(raw::rd_kafka_ConfigEntry_source(entry)),
            is_sensitive,
            is_read_only: rd_kafka_ConfigEntry_is_read_only(entry) == 1,
        }
    }
}
