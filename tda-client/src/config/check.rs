//! What is wrong with a configuration, all of it at once.

use tda_events::Encoding;

use super::{ClientConfig, ConfigProblem, GroupProtocol};
use crate::error::Error;

impl ClientConfig {
    /// Checks the settings against each other.
    ///
    /// # Errors
    /// [`Error::Config`] with every contradiction.
    pub fn check(&self) -> Result<(), Error> {
        let problems = self.problems();
        if problems.is_empty() { Ok(()) } else { Err(Error::Config(problems)) }
    }

    /// Everything that is wrong.
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = self.faults.clone();
        let mut refuse = |setting: &str, fault: String| {
            problems.push(ConfigProblem { setting: self.label(setting), fault });
        };
        self.server_faults().into_iter().for_each(|fault| refuse("bootstrap_servers", fault));
        let prefix = self.effective_topic_prefix();
        if !is_legal_topic_name(&format!("{prefix}x")) {
            refuse("topic_prefix", format!("`{prefix}` is not of [a-zA-Z0-9._-]"));
        }
        self.group_problems(&mut refuse);
        if self.lacks_a_registry() {
            let fault = format!("{} needs a schema registry (SCHEMA_REGISTRY_URL)", self.encoding.name());
            refuse("encoding", fault);
        }
        for (name, number) in [
            ("queue_records_max", self.queue_records_max),
            ("queue_bytes_max", self.queue_bytes_max),
            ("record_bytes_max", self.record_bytes_max),
        ] {
            if number == 0 {
                refuse(name, "must be at least 1".into());
            }
        }
        for (property, value) in &self.properties {
            if let Some(fault) = Self::property_fault(property, value.reveal()) {
                let label = self.origin_of(&format!("properties.{property}")).label(property);
                problems.push(ConfigProblem { setting: label, fault });
            }
        }
        problems.extend(self.security.problems().into_iter().map(|problem| self.located(problem)));
        problems.extend(self.publishing.problems());
        #[cfg(feature = "kafka")]
        problems.extend(self.encryption.iter().flat_map(super::Encryption::problems));
        problems
    }

    fn server_faults(&self) -> Vec<String> {
        if self.is_embedded() {
            return Vec::new();
        }
        if self.bootstrap_servers.is_empty() {
            let fault =
                "is not set; give host:port, or `embedded` (or MOCK_KAFKA=true) to try without a server";
            return vec![fault.into()];
        }
        self.bootstrap_servers.split(',').filter_map(|server| server_fault(server.trim())).collect()
    }

    fn lacks_a_registry(&self) -> bool {
        let is_framed = matches!(self.encoding, Encoding::AvroConfluent | Encoding::JsonConfluent);
        #[cfg(feature = "registry")]
        let is_framed = is_framed && self.registry.is_none();
        is_framed
    }

    fn group_problems(&self, refuse: &mut dyn FnMut(&str, String)) {
        let session = self.session_timeout;
        if self.group_protocol == GroupProtocol::Consumer {
            for name in ["session_timeout_ms", "heartbeat_interval_ms"] {
                if self.origin_of(name).is_explicit() {
                    refuse(
                        name,
                        "is the group's on the broker under group_protocol=consumer (kafka-configs \
                         --entity-type groups), and the members learn it there"
                            .into(),
                    );
                }
            }
            return;
        }
        let heartbeat = self.effective_heartbeat_interval();
        if heartbeat * 3 > session {
            let fault = format!("{heartbeat:?} is more than a third of the session timeout {session:?}");
            refuse("heartbeat_interval_ms", fault);
        }
        if self.max_poll_interval < session {
            let fault = format!("{:?} is less than the session timeout {session:?}", self.max_poll_interval);
            refuse("max_poll_interval_ms", fault);
        }
    }
}

/// Whether Kafka takes it as the name of a topic.
pub(super) fn is_legal_topic_name(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=249).contains(&name.len()) && name.bytes().all(legal) && name != "." && name != ".."
}

fn server_fault(server: &str) -> Option<String> {
    let Some((host, port)) = server.rsplit_once(':') else {
        return Some(format!("`{server}` is not host:port"));
    };
    if host.is_empty() {
        return Some(format!("`{server}` names no host"));
    }
    match port.parse::<u16>() {
        Ok(0) | Err(_) => Some(format!("`{port}` in `{server}` is no port (1 to 65535)")),
        Ok(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_problem_is_reported_at_once() {
        let config = ClientConfig::new("nowhere,host:0")
            .topic_prefix("bad prefix")
            .property("enable.idempotence", "F")
            .queue_records_max(0);
        let Err(Error::Config(problems)) = config.check() else { panic!("accepted") };
        let settings: Vec<_> = problems.iter().map(|problem| problem.setting.as_str()).collect();
        assert_eq!(
            settings,
            [
                "bootstrap_servers",
                "bootstrap_servers",
                "topic_prefix",
                "queue_records_max",
                "enable.idempotence"
            ]
        );
    }

    #[test]
    fn properties_of_typed_settings_set_them() {
        let config =
            ClientConfig::new("h:1").property("linger.ms", "7").property("group.protocol", "consumer");
        assert_eq!((config.linger.as_millis(), config.group_protocol), (7, GroupProtocol::Consumer));
        assert!(config.properties.is_empty());
        let faults = ClientConfig::new("h:1").property("linger.ms", "soon").problems();
        assert!(faults[0].to_string().starts_with("linger.ms: expected milliseconds"), "{faults:?}");
    }

    #[test]
    #[cfg(feature = "kafka")]
    fn librdkafka_is_asked_about_properties() {
        let config = ClientConfig::new("h:1")
            .property("fetch.min.byte", "1")
            .property("socket.keepalive.enable", "perhaps")
            .property("ssl.key.password", "hunter2")
            .property("sasl.oauthbearer.assertion.algorithm", "hunter2")
            .property("socket.timeout.ms", "3000");
        let faults: Vec<_> = config.problems().iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert_eq!(faults[0], "fetch.min.byte: is no property of librdkafka");
        assert!(!format!("{faults:?} {config:?}").contains("hunter2"));
    }

    #[test]
    fn under_the_broker_s_protocol_sessions_belong_to_the_group() {
        let config = ClientConfig::new("h:1").group_protocol(GroupProtocol::Consumer);
        assert!(config.check().is_ok());
        let faults = config.session_timeout(Duration::from_secs(6)).problems();
        assert_eq!(faults[0].setting, "session_timeout_ms");
        assert!(faults[0].fault.contains("kafka-configs"), "{faults:?}");
    }

    #[test]
    fn the_heartbeat_follows_the_session() {
        let config = ClientConfig::new("h:1");
        assert_eq!(config.effective_heartbeat_interval(), Duration::from_secs(3));
        let config = config.session_timeout(Duration::from_secs(6));
        assert_eq!(config.effective_heartbeat_interval(), Duration::from_millis(600));
        let faults = config.heartbeat_interval(Duration::from_secs(3)).problems();
        assert_eq!(faults[0].setting, "heartbeat_interval_ms");
    }
}
