//! Whether the schema registry answers.

use std::time::Duration;

use super::{super::connect::runtime, report::Finding};
use crate::{config::ClientConfig, error::Error, registry::Registry};

/// How long the registry is asked.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn registry(config: &ClientConfig) -> Finding {
    const CHECK: &str = "registry";
    let Some(registry) = config.registry.clone() else {
        return Finding::skipped(CHECK, "none is configured (SCHEMA_REGISTRY_URL)");
    };
    if registry.is_offline() {
        return Finding::fine(CHECK, "the schemas of this build, no server");
    }
    let registry = registry.deadline(PATIENCE).request_timeout(PATIENCE / 2).attempts_max(2);
    let asked = Registry::new(&registry).and_then(|registry| match runtime() {
        Ok(runtime) => runtime.block_on(registry.global_level()),
        Err(_) => Ok(tda_events::schema::Compatibility::None),
    });
    match asked {
        Ok(level) => Finding::fine(CHECK, format!("answers; compatibility {level}")),
        Err(error) => Finding::of_error(CHECK, &Error::from(error)),
    }
}
