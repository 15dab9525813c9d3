//! Rules of clients' settings: groups, consumer and producer profiles.

use super::{Found, number};
use crate::catalog::access::{Guarantee, Profile};
use crate::catalog::model::Catalog;
use crate::catalog::place::{child_path, path};

/// A consumer's settings and their place.
struct Client<'c> {
    path: String,
    config: &'c [(String, String)],
    guarantee: Option<Guarantee>,
}

impl Client<'_> {
    fn setting(&self, name: &str) -> Option<&str> {
        self.config.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> Option<i64> {
        number(self.setting(name))
    }

    /// Where the setting is written, or the client.
    fn place(&self, catalog: &Catalog, name: &str) -> String {
        let written = child_path(&child_path(&self.path, "config"), name);
        if catalog.places.has(&written) { written } else { self.path.clone() }
    }
}

/// Groups with what their profile gives them, and profiles that no group uses.
fn consumers(catalog: &Catalog) -> impl Iterator<Item = Client<'_>> {
    let groups = catalog.groups().iter().map(|group| Client {
        path: path(&["groups", &group.name]),
        config: &group.config,
        guarantee: group.guarantee,
    });
    let is_used = |profile: &&Profile| {
        !catalog.groups().iter().any(|group| group.profile.as_ref() == Some(&profile.name))
    };
    let profiles = catalog.consumers().iter().filter(is_used).map(|profile| Client {
        path: path(&["consumers", &profile.name]),
        config: &profile.config,
        guarantee: None,
    });
    groups.chain(profiles)
}

pub(super) fn session_under_three_heartbeats(catalog: &Catalog, found: &mut Found) {
    for client in consumers(catalog) {
        let session = client.number("session.timeout.ms");
        let heartbeat = client.number("heartbeat.interval.ms");
        // What is not said is 45 s and 3 s.
        let (said, session, heartbeat) =
            (session.or(heartbeat).is_some(), session.unwrap_or(45_000), heartbeat.unwrap_or(3_000));
        if said && session < heartbeat.saturating_mul(3) {
            let message = format!(
                "session.timeout.ms {session} is under three times heartbeat.interval.ms {heartbeat}"
            );
            found.at(client.place(catalog, "session.timeout.ms"), message);
        }
    }
}

pub(super) fn poll_under_session(catalog: &Catalog, found: &mut Found) {
    for client in consumers(catalog) {
        let (poll, session) = (client.number("max.poll.interval.ms"), client.number("session.timeout.ms"));
        if let (Some(poll), Some(session)) = (poll, session)
            && poll < session
        {
            let message = format!("max.poll.interval.ms {poll} is under session.timeout.ms {session}");
            found.at(client.place(catalog, "max.poll.interval.ms"), message);
        }
    }
}

pub(super) fn mixed_assignors(catalog: &Catalog, found: &mut Found) {
    const SETTING: &str = "partition.assignment.strategy";
    for client in consumers(catalog) {
        let Some(strategies) = client.setting(SETTING) else { continue };
        let is_cooperative = |name: &str| name.to_ascii_lowercase().contains("cooperative");
        let mut kinds = strategies.split(',').map(|name| is_cooperative(name.trim()));
        let first = kinds.next();
        if kinds.any(|kind| Some(kind) != first) {
            found.at(
                client.place(catalog, SETTING),
                format!("{strategies} mixes eager and cooperative assignors"),
            );
        }
    }
}

pub(super) fn exactly_once_auto_commit(catalog: &Catalog, found: &mut Found) {
    for client in consumers(catalog).filter(|client| client.guarantee == Some(Guarantee::ExactlyOnce)) {
        if client.setting("enable.auto.commit") == Some("true") {
            found.at(
                client.place(catalog, "enable.auto.commit"),
                "offsets are committed by the clock and not exactly once",
            );
        }
    }
}

pub(super) fn classic_settings(catalog: &Catalog, found: &mut Found) {
    for client in consumers(catalog).filter(|client| client.setting("group.protocol") == Some("consumer")) {
        for name in ["session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy"] {
            if client.setting(name).is_some() {
                found.at(
                    client.place(catalog, name),
                    format!("{name} is refused under group.protocol consumer"),
                );
            }
        }
    }
}

pub(super) fn setting_without_effect(catalog: &Catalog, found: &mut Found) {
    for client in consumers(catalog) {
        if client.setting("enable.auto.commit") == Some("false")
            && client.setting("auto.commit.interval.ms").is_some()
        {
            let message = "auto.commit.interval.ms has no effect without enable.auto.commit";
            found.at(client.place(catalog, "auto.commit.interval.ms"), message);
        }
    }
}

fn producers(catalog: &Catalog) -> impl Iterator<Item = (String, &Profile)> {
    catalog.producers().iter().map(|profile| (path(&["producers", &profile.name]), profile))
}

pub(super) fn idempotence_contradicted(catalog: &Catalog, found: &mut Found) {
    for (path, profile) in producers(catalog) {
        let said = profile.setting("enable.idempotence");
        if said == Some("false") {
            continue;
        }
        let acks = profile.setting("acks").unwrap_or("all");
        let in_flight = number(profile.setting("max.in.flight.requests.per.connection")).unwrap_or(5);
        let lacks = match () {
            () if !matches!(acks, "all" | "-1") => format!("acks is {acks}"),
            () if in_flight > 5 => format!("{in_flight} requests may be in flight"),
            () if number(profile.setting("retries")) == Some(0) => "nothing is tried again".to_owned(),
            () => continue,
        };
        let is = if said.is_some() { "is asked for" } else { "is the default" };
        found.at(path, format!("enable.idempotence {is}, and {lacks}"));
    }
}

pub(super) fn delivery_timeout(catalog: &Catalog, found: &mut Found) {
    for (path, profile) in producers(catalog) {
        let Some(delivery) = number(profile.setting("delivery.timeout.ms")) else { continue };
        let linger = number(profile.setting("linger.ms")).unwrap_or(5);
        let request = number(profile.setting("request.timeout.ms")).unwrap_or(30_000);
        if delivery < linger.saturating_add(request) {
            let message = format!(
                "delivery.timeout.ms {delivery} is under linger.ms {linger} and request.timeout.ms {request} together"
            );
            found.at(path, message);
        }
    }
}
