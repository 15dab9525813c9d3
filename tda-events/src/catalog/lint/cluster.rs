//! Rules of clusters.

use super::Found;
use crate::catalog::model::Catalog;
use crate::catalog::place::path;

pub(super) fn auto_create_topics(catalog: &Catalog, found: &mut Found) {
    is_true(
        catalog,
        found,
        "auto.create.topics.enable",
        "brokers create every topic that somebody misspells",
    );
}

pub(super) fn unclean_leader_election(catalog: &Catalog, found: &mut Found) {
    is_true(
        catalog,
        found,
        "unclean.leader.election.enable",
        "a replica that missed records may become leader",
    );
}

fn is_true(catalog: &Catalog, found: &mut Found, setting: &str, message: &str) {
    for spec in catalog.environments() {
        if spec.config.iter().any(|(key, value)| key == setting && value == "true") {
            let environment = spec.environment.name();
            found.at(
                path(&["environments", environment, "config", setting]),
                format!("in {environment} {message}"),
            );
        }
    }
}
