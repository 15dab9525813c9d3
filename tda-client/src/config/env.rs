//! The configuration from environment variables.

use std::{path::PathBuf, time::Duration};

use tda_events::Environment;

use super::{
    ClientConfig, ConfigProblem, EMBEDDED, GroupProtocol, OffsetReset, SaslMechanism, Secret,
    SecurityProtocol, is_legal_topic_name,
};
use crate::error::Error;

/// Logical topics by the word that stands for them in a variable's name.
const TOPICS: [(&str, &str); 6] = [
    ("JOBS", "tda_jobs"),
    ("RESULTS", "tda_results"),
    ("EVENTS", "tda_events"),
    ("UPLOADS", "tda_uploads"),
    ("ERRORS", "tda_errors"),
    ("MONITORING", "tda_monitoring"),
];

struct Variables<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    problems: Vec<ConfigProblem>,
}

impl Variables<'_> {
    /// The first of `names` that is set, with its name.
    fn first(&self, names: &[&str]) -> Option<(String, String)> {
        names.iter().find_map(|name| (self.lookup)(name).map(|value| ((*name).to_owned(), value)))
    }

    /// Parses the first of `names`; a value that `parse` refuses becomes a problem that shows it.
    fn parsed<T>(&mut self, names: &[&str], expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (name, value) = self.first(names)?;
        let parsed = parse(value.trim());
        if parsed.is_none() {
            let fault = format!("expected {expected}, got `{value}`");
            self.problems.push(ConfigProblem { setting: name, fault });
        }
        parsed
    }

    fn milliseconds(&mut self, name: &str) -> Option<Duration> {
        let parse = |value: &str| value.parse().ok().filter(|ms| *ms > 0).map(Duration::from_millis);
        self.parsed(&[name], "milliseconds, at least 1", parse)
    }
}

pub(super) fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Result<ClientConfig, Error> {
    let mut variables = Variables { lookup, problems: Vec::new() };
    let mut config = ClientConfig::new(bootstrap_servers(&mut variables));
    read_names(&mut variables, &mut config);
    read_group(&mut variables, &mut config);
    read_security(&mut variables, &mut config);
    #[cfg(feature = "registry")]
    read_registry(&mut variables, &mut config);
    if let Err(Error::Config(problems)) = config.check() {
        variables.problems.extend(problems);
    }
    if variables.problems.is_empty() { Ok(config) } else { Err(Error::Config(variables.problems)) }
}

fn bootstrap_servers(variables: &mut Variables<'_>) -> String {
    let truth = |value: &str| match value.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    };
    if variables.parsed(&["MOCK_KAFKA"], "true or false", truth) == Some(true) {
        return EMBEDDED.into();
    }
    if let Some((_, servers)) = variables.first(&["KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BROKERS"]) {
        return servers;
    }
    variables.problems.push(ConfigProblem {
        setting: "KAFKA_BOOTSTRAP_SERVERS".into(),
        fault: "is not set; give host:port, or `embedded` (or MOCK_KAFKA=true) to try without a server"
            .into(),
    });
    EMBEDDED.into()
}

fn read_names(variables: &mut Variables<'_>, config: &mut ClientConfig) {
    if let Some((_, client_id)) = variables.first(&["KAFKA_CLIENT_ID"]) {
        config.client_id = client_id;
    }
    if let Some((_, source)) = variables.first(&["TDA_SOURCE"]) {
        config.source = Some(source);
    }
    let environment = |value: &str| match value {
        "development" => Some(Environment::Development),
        "production" => Some(Environment::Production),
        _ => None,
    };
    if let Some(environment) =
        variables.parsed(&["TDA_ENVIRONMENT"], "development or production", environment)
    {
        config.environment = environment;
    }
    if let Some((_, prefix)) = variables.first(&["KAFKA_TOPIC_PREFIX"]) {
        config.topic_prefix = prefix;
    }
    for (word, logical) in TOPICS {
        let (own, alias) = (format!("KAFKA_{word}_TOPIC"), format!("KAFKA_TOPIC_TDA_{word}"));
        let legal = |value: &str| is_legal_topic_name(value).then(|| value.to_owned());
        if let Some(topic) = variables.parsed(&[&own, &alias], "1 to 249 of [a-zA-Z0-9._-]", legal) {
            config.topic_overrides.insert(logical.into(), topic);
        }
    }
}

fn read_group(variables: &mut Variables<'_>, config: &mut ClientConfig) {
    if let Some((_, group)) = variables.first(&["KAFKA_CONSUMER_GROUP"]) {
        config.group = Some(group);
    }
    if let Some((_, instance)) = variables.first(&["KAFKA_GROUP_INSTANCE_ID"]) {
        config.instance_id = Some(instance);
    }
    if let Some((_, id)) = variables.first(&["KAFKA_TRANSACTIONAL_ID"]) {
        config.transactional_id = Some(id);
    }
    let protocol = |value: &str| match value.to_ascii_lowercase().as_str() {
        "classic" => Some(GroupProtocol::Classic),
        "consumer" => Some(GroupProtocol::Consumer),
        _ => None,
    };
    if let Some(protocol) = variables.parsed(&["KAFKA_GROUP_PROTOCOL"], "classic or consumer", protocol) {
        config.group_protocol = protocol;
    }
    let reset = |value: &str| match value {
        "earliest" => Some(OffsetReset::Earliest),
        "latest" => Some(OffsetReset::Latest),
        _ => None,
    };
    if let Some(reset) = variables.parsed(&["KAFKA_AUTO_OFFSET_RESET"], "earliest or latest", reset) {
        config.auto_offset_reset = reset;
    }
    if let Some(timeout) = variables.milliseconds("KAFKA_SESSION_TIMEOUT_MS") {
        *config = config.clone().session_timeout(timeout);
    }
    if let Some(interval) = variables.milliseconds("KAFKA_HEARTBEAT_INTERVAL_MS") {
        config.heartbeat_interval = interval;
    }
}

fn read_security(variables: &mut Variables<'_>, config: &mut ClientConfig) {
    let expected = "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL";
    let protocol = variables.parsed(&["KAFKA_SECURITY_PROTOCOL"], expected, SecurityProtocol::from_name);
    if let Some(protocol) = protocol {
        config.security.protocol = protocol;
    }
    let expected = "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512";
    config.security.mechanism =
        variables.parsed(&["KAFKA_SASL_MECHANISM"], expected, SaslMechanism::from_name);
    config.security.username = variables.first(&["KAFKA_SASL_USERNAME"]).map(|(_, value)| value);
    config.security.password = variables.first(&["KAFKA_SASL_PASSWORD"]).map(|(_, value)| Secret::new(value));
    let file = |names: &[&str]| variables.first(names).map(|(_, value)| PathBuf::from(value));
    config.security.ca_file = file(&["KAFKA_SSL_CAFILE"]);
    config.security.certificate_file = file(&["KAFKA_SSL_CERTFILE", "KAFKA_CLIENT_CERT"]);
    config.security.key_file = file(&["KAFKA_SSL_KEYFILE", "KAFKA_CLIENT_KEY"]);
}

#[cfg(feature = "registry")]
fn read_registry(variables: &mut Variables<'_>, config: &mut ClientConfig) {
    use crate::registry::{RegistryConfig, RegistryError};
    match RegistryConfig::from_lookup(variables.lookup) {
        Ok(registry) => config.registry = registry,
        Err(RegistryError::Config(problems)) => variables.problems.extend(problems),
        Err(other) => {
            let setting = "SCHEMA_REGISTRY_URL".into();
            variables.problems.push(ConfigProblem { setting, fault: other.to_string() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_pairs(pairs: &[(&str, &str)]) -> Result<ClientConfig, Error> {
        read(&|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn mock_kafka_means_the_embedded_broker() {
        assert!(read_pairs(&[("MOCK_KAFKA", "true")]).expect("valid").is_embedded());
    }

    #[test]
    fn all_wrong_variables_are_named_together() {
        let Err(Error::Config(problems)) = read_pairs(&[
            ("KAFKA_AUTO_OFFSET_RESET", "soonest"),
            ("KAFKA_SESSION_TIMEOUT_MS", "-3"),
            ("KAFKA_SASL_MECHANISM", "scram_sha_512"),
        ]) else {
            panic!("accepted")
        };
        let names: Vec<_> = problems.iter().map(|problem| problem.setting.as_str()).collect();
        assert_eq!(
            names,
            [
                "KAFKA_BOOTSTRAP_SERVERS",
                "KAFKA_AUTO_OFFSET_RESET",
                "KAFKA_SESSION_TIMEOUT_MS",
                "KAFKA_SASL_MECHANISM"
            ]
        );
    }

    #[test]
    fn topic_variables_and_their_aliases_beat_the_prefix() {
        let config = read_pairs(&[
            ("KAFKA_BROKERS", "h:9092"),
            ("KAFKA_TOPIC_PREFIX", "dev_tda_"),
            ("KAFKA_JOBS_TOPIC", "jobs"),
            ("KAFKA_TOPIC_TDA_RESULTS", "results"),
        ])
        .expect("valid");
        assert_eq!(config.bootstrap_servers(), "h:9092");
        assert_eq!(config.physical_topic("tda_jobs"), "jobs");
        assert_eq!(config.physical_topic("tda_results"), "results");
        assert_eq!(config.physical_topic("tda_errors"), "dev_tda_errors");
    }
}
