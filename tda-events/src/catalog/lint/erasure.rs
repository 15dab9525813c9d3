//! Rules of erasure: what is known of a person goes on request.

use super::Found;
use crate::catalog::event::{ErasureMethod, EventSpec};
use crate::catalog::load::field_type;
use crate::catalog::model::Catalog;
use crate::catalog::topic::Topic;

/// Topics whose events hold something about a person.
fn personal(catalog: &Catalog) -> impl Iterator<Item = &Topic> {
    let is_personal = |event: &str| catalog.event_spec(event).is_some_and(|spec| !spec.sensitive.is_empty());
    catalog.topics().iter().filter(move |topic| topic.events().any(is_personal))
}

pub(super) fn undecided(catalog: &Catalog, found: &mut Found) {
    if catalog.erasure().is_some() {
        return;
    }
    let topics: Vec<&str> = personal(catalog).map(Topic::name).collect();
    if !topics.is_empty() {
        found.at(
            "events",
            format!("fields about persons travel on {}, and nothing says how they go", topics.join(", ")),
        );
    }
}

pub(super) fn append_only(catalog: &Catalog, found: &mut Found) {
    let Some(erasure) = catalog.erasure() else { return };
    match erasure.method {
        ErasureMethod::DestroyKey => {}
        ErasureMethod::DeleteRecords => {
            found.at(
                "erasure.method",
                "delete_records removes records up to an offset, everybody's with them",
            );
        }
        ErasureMethod::Tombstone => {
            for topic in personal(catalog) {
                if topic.environments().any(|environment| !topic.is_compacted(environment)) {
                    found.at(
                        catalog.topic_path(topic),
                        format!("{} is not compacted: a tombstone removes nothing", topic.name()),
                    );
                }
            }
        }
        ErasureMethod::Retention => {
            for topic in personal(catalog) {
                for environment in topic.environments() {
                    let kept =
                        super::number(topic.setting(environment, "retention.ms")).unwrap_or(7 * 86_400_000);
                    let days = erasure.within_days.map_or(0, i64::from);
                    if kept < 0 || topic.is_compacted(environment) || kept / 86_400_000 > days {
                        let name = environment.name();
                        let message =
                            format!("in {name} {} keeps records longer than {days} days", topic.name());
                        found.at(catalog.setting_path(topic, environment, "retention.ms"), message);
                    }
                }
            }
        }
    }
}

pub(super) fn unknown_user(catalog: &Catalog, found: &mut Found) {
    let Some(erasure) = catalog.erasure() else { return };
    for field in &erasure.users {
        let is_there = |spec: &EventSpec| field_type(&spec.record, field).is_some();
        if !catalog.events().iter().any(is_there) {
            found.at("erasure.users", format!("no event has the field {field}"));
        }
    }
}
