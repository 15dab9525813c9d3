//! Profiles of the catalog: a producer's by its name, a consumer's with its group.
//!
//! The catalog speaks of Kafka's settings as its sources do. What contradicts a guarantee is set aside with a note, and
//! two things are translated: assignment strategies, and under KIP-848 what belongs to the group on the broker.

use tda_events::Group;

use super::{ClientConfig, ConfigProblem, GroupProtocol, origin::Origin, properties, settings};

impl ClientConfig {
    /// Takes the settings of a producer profile of the [catalog](Self::catalog), such as `high_throughput`; what was
    /// set already, and what is set later, wins.
    ///
    /// A profile does not weaken what publishing promises: `acks=1` of `low_latency` is set aside (its short linger and
    /// small batches hold), since an acknowledgement of the leader alone is lost with it, and retries without
    /// idempotence duplicate. [`notes`](Self::notes) says so. A name that the catalog does not have is told by
    /// [`check`](Self::check).
    ///
    /// ```
    /// use tda_client::ClientConfig;
    ///
    /// let config = ClientConfig::new("embedded").producer_profile("low_latency");
    /// assert!(config.notes().iter().any(|note| note.contains("acks=1")));
    /// config.check()?;
    /// # Ok::<(), tda_client::Error>(())
    /// ```
    #[must_use]
    pub fn producer_profile(mut self, name: impl Into<String>) -> Self {
        self.producer_profile = Some(name.into());
        self.origins.insert("producer_profile".into(), Origin::Code);
        let mut faults = Vec::new();
        self.take_producer_profile(&mut faults);
        self.faults.extend(faults);
        self
    }

    pub(super) fn take_producer_profile(&mut self, problems: &mut Vec<ConfigProblem>) {
        let Some(name) = self.producer_profile.clone() else { return };
        let catalog = self.catalog_handle();
        let profiles = catalog.producers();
        let Some(profile) = profiles.iter().find(|profile| profile.name == name) else {
            let known: Vec<_> = profiles.iter().map(|profile| profile.name.as_str()).collect();
            let fault = format!("catalog {} has {}, not `{name}`", catalog.system(), known.join(", "));
            problems.push(ConfigProblem { setting: self.label("producer_profile"), fault });
            return;
        };
        let whose = format!("producer profile {name} of catalog {}", catalog.system());
        for (property, value) in &profile.config {
            self.take_from_profile(property, value, &whose);
        }
    }

    /// The configuration of a member of `group`: where it is a group of the catalog, with the group's settings under
    /// what was set by anybody else.
    pub(crate) fn for_group(&self, group: &str) -> Self {
        let mut config = self.clone();
        config.group = Some(group.to_owned());
        let catalog = self.catalog_handle();
        if let Some(known) = catalog.group(group) {
            config.take_group(known, catalog.system());
        }
        config
    }

    fn take_group(&mut self, group: &Group, system: &str) {
        let whose = format!("group {} of catalog {system}", group.name);
        for (property, value) in &group.config {
            match (property.as_str(), self.group_protocol) {
                ("partition.assignment.strategy", protocol) => self.translate_strategy(value, protocol, &whose),
                ("session.timeout.ms" | "heartbeat.interval.ms", GroupProtocol::Consumer) => self.note(format!(
                    "{whose}: {property}={value} is the group's on the broker under group.protocol=consumer"
                )),
                ("max.poll.records", _) => self.note(format!(
                    "{whose}: max.poll.records={value} is set aside; who takes batches says how large they are"
                )),
                // Its fetches do not wake on data, and its groups hear of a rebalance by heartbeats alone.
                ("fetch.min.bytes" | "fetch.wait.max.ms" | "heartbeat.interval.ms", _)
                    if self.is_embedded() => {}
                _ => self.take_from_profile(property, value, &whose),
            }
        }
        // Somebody chose a shorter session than the catalog knows of.
        let is_chosen = |name| self.origin_of(name).is_explicit();
        if is_chosen("session_timeout_ms") && !is_chosen("heartbeat_interval_ms") {
            self.heartbeat_interval = None;
            self.origins.remove("heartbeat_interval_ms");
        }
    }

    fn translate_strategy(&mut self, strategy: &str, protocol: GroupProtocol, whose: &str) {
        match (protocol, strategy) {
            (GroupProtocol::Classic, "cooperative-sticky") => {}
            (GroupProtocol::Classic, eager) => self.note(format!(
                "{whose}: cooperative-sticky in place of {eager}, which stops every member at each rebalance and cannot \
                 live in one group with it; stop all members of the old kind before the first of these starts"
            )),
            (GroupProtocol::Consumer, strategy) => {
                self.note(format!("{whose}: the broker's assignor shares out partitions, in place of {strategy}"));
            }
        }
    }

    /// One setting of the catalog, by Kafka's name.
    fn take_from_profile(&mut self, property: &str, value: &str, whose: &str) {
        let own = settings::of_property(property);
        let name = own.map_or_else(|| format!("properties.{property}"), |setting| setting.name.to_owned());
        if self.origin_of(&name).is_explicit() {
            return;
        }
        if let Some(reason) = properties::broken_guarantee(property, value) {
            self.note(format!("{whose}: {property}={value} is set aside: {reason}"));
            return;
        }
        self.take_property(property, value, Origin::Profile(whose.to_owned()));
    }

    /// What the catalog asks of the group on the broker under KIP-848: `kafka-configs --entity-type groups`.
    ///
    /// The names are those of the broker. A session shorter than the broker's
    /// `group.consumer.min.session.timeout.ms` (45 s unless set) is refused there.
    ///
    /// ```
    /// use tda_client::ClientConfig;
    ///
    /// let settings = ClientConfig::new("embedded").group_settings_on_broker("tda_analytics");
    /// assert_eq!(settings[0], ("consumer.session.timeout.ms".to_owned(), "60000".to_owned()));
    /// ```
    pub fn group_settings_on_broker(&self, group: &str) -> Vec<(String, String)> {
        let names = [
            ("session.timeout.ms", "consumer.session.timeout.ms"),
            ("heartbeat.interval.ms", "consumer.heartbeat.interval.ms"),
        ];
        let Some(group) = self.catalog().group(group) else { return Vec::new() };
        let found =
            |(own, on_broker): (&str, &str)| Some((on_broker.to_owned(), group.setting(own)?.to_owned()));
        names.into_iter().filter_map(found).collect()
    }

    /// What of a profile or a group was translated or set aside, and why.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use tda_events::Catalog;

    fn shown(config: &ClientConfig, name: &str) -> (Option<String>, String) {
        let setting = config.setting(name).expect(name);
        (setting.value, setting.origin.to_string())
    }

    #[test]
    fn a_producer_profile_lies_between_defaults_and_what_is_set() {
        let config =
            ClientConfig::new("h:1").linger(Duration::from_millis(1)).producer_profile("high_throughput");
        config.check().expect("valid");
        assert_eq!(shown(&config, "linger_ms"), (Some("1".into()), "code".into()));
        let whose = "producer profile high_throughput of catalog tda";
        assert_eq!(shown(&config, "queue_bytes_max"), (Some("67108864".into()), whose.into()));
        assert_eq!(shown(&config, "delivery_timeout_ms"), (Some("300000".into()), whose.into()));
        assert_eq!(shown(&config, "properties.batch.size"), (Some("65536".into()), whose.into()));
        let config = config.queue_bytes_max(9);
        assert_eq!(shown(&config, "queue_bytes_max"), (Some("9".into()), "code".into()));
    }

    #[test]
    fn every_profile_and_group_of_every_catalog_is_usable() {
        for catalog in Catalog::BUILTIN.into_iter().filter_map(Catalog::builtin) {
            let config = ClientConfig::new("h:1").catalog_of(catalog.clone());
            for profile in catalog.producers() {
                config.clone().producer_profile(&profile.name).check().expect(&profile.name);
            }
            for group in catalog.groups() {
                for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
                    config
                        .clone()
                        .group_protocol(protocol)
                        .for_group(&group.name)
                        .check()
                        .expect(&group.name);
                }
            }
        }
    }

    #[test]
    fn one_acknowledgement_is_set_aside_with_its_reason() {
        let config = ClientConfig::new("h:1").producer_profile("low_latency");
        config.check().expect("valid");
        assert!(
            config.notes().iter().any(|note| note.contains("acks=1 is set aside")),
            "{:?}",
            config.notes()
        );
        assert!(
            !config.properties.contains_key("acks") && !config.properties.contains_key("enable.idempotence")
        );
        assert!(config.properties.contains_key("batch.size"));
    }

    #[test]
    fn an_unknown_profile_is_told_with_those_that_there_are() {
        let faults =
            ClientConfig::new("h:1").producer_profile("fast").check().expect_err("unknown").to_string();
        assert!(faults.contains("default, high_throughput, low_latency, not `fast`"), "{faults}");
    }

    #[test]
    fn a_group_of_the_catalog_brings_its_settings_and_its_translations() {
        let config = ClientConfig::new("h:1").for_group("tda_notifications");
        let whose = "group tda_notifications of catalog tda";
        assert_eq!(shown(&config, "session_timeout_ms"), (Some("10000".into()), whose.into()));
        assert_eq!(shown(&config, "auto_offset_reset"), (Some("latest".into()), whose.into()));
        assert_eq!(shown(&config, "enable_auto_commit"), (Some("true".into()), whose.into()));
        assert!(config.notes().iter().any(|note| note.contains("cooperative-sticky in place of range")));
        let config =
            ClientConfig::new("h:1").session_timeout(Duration::from_secs(6)).for_group("tda_notifications");
        assert_eq!(shown(&config, "session_timeout_ms"), (Some("6000".into()), "code".into()));
        config.check().expect("the heartbeat follows");
    }

    #[test]
    fn under_the_broker_s_protocol_a_group_s_session_is_not_the_member_s() {
        let config =
            ClientConfig::new("h:1").group_protocol(GroupProtocol::Consumer).for_group("tda_analytics");
        config.check().expect("valid");
        assert_eq!(shown(&config, "session_timeout_ms").1, "default");
        assert!(
            config.notes().iter().any(|note| note.contains("session.timeout.ms=60000")),
            "{:?}",
            config.notes()
        );
        assert_eq!(config.group_settings_on_broker("tda_analytics")[1].1, "20000");
        assert!(config.group_settings_on_broker("nobody").is_empty());
    }
}
