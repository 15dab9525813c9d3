//! Values from environment variables.

use tda_events::Catalog;

use super::ConfigProblem;
use super::{
    Secret, connection_string,
    origin::Origin,
    settings,
    sources::{Given, Layer},
};

/// Names a configuration file, which every other variable beats.
pub(super) const CONFIG_FILE: &str = "TDA_CONFIG_FILE";
/// Holds a connection string, which beats every other variable.
pub(super) const CONNECTION_STRING: &str = "TDA_CONNECTION_STRING";
/// Holds properties of librdkafka: `name=value;name=value`.
pub(super) const PROPERTIES: &str = "KAFKA_PROPERTIES";

/// What the variables give, and a connection string that stands where the brokers should.
pub(super) fn read(lookup: &dyn Fn(&str) -> Option<String>) -> (Layer, Option<Secret>) {
    let mut layer = Layer::default();
    let mut string = None;
    for setting in settings::all() {
        let found = setting.variables.iter().find_map(|name| Some((*name, lookup(name)?)));
        let Some((name, value)) = found else { continue };
        if connection_string::is_one(setting.name, &value) {
            string = Some(Secret::new(value));
            continue;
        }
        layer.given.push(given(setting.name.to_owned(), name, value));
    }
    // `MOCK_KAFKA=true` beats an address beside it.
    let mocked = layer.given.iter().any(|given| {
        given.setting == "embedded" && settings::truth(given.value.reveal()).unwrap_or_default()
    });
    if mocked {
        layer.given.retain(|given| given.setting != "bootstrap_servers");
    }
    for pair in lookup(PROPERTIES).iter().flat_map(|pairs| pairs.split([';', '\n'])) {
        match pair.split_once('=') {
            Some((name, value)) => {
                layer.given.push(given(format!("properties.{}", name.trim()), PROPERTIES, value.into()));
            }
            None if pair.trim().is_empty() => {}
            None => layer.problems.push(ConfigProblem {
                setting: PROPERTIES.into(),
                fault: "expected name=value;name=value".into(),
            }),
        }
    }
    (layer, string)
}

/// Names of topics that variables give: `KAFKA_TOPIC_TDA_JOBS`, and `KAFKA_JOBS_TOPIC` for those of this library.
pub(super) fn topics(catalog: &Catalog, lookup: &dyn Fn(&str) -> Option<String>) -> Vec<Given> {
    let of_topic = |logical: &str| {
        let (name, value) = topic_variables(logical).into_iter().find_map(|name| {
            let value = lookup(&name)?;
            Some((name, value))
        })?;
        Some(given(format!("topics.{logical}"), &name, value))
    };
    catalog.topics().iter().filter_map(|topic| of_topic(topic.name())).collect()
}

/// The variables for a topic of the catalog: the first that is set counts.
pub(super) fn topic_variables(logical: &str) -> Vec<String> {
    let word = logical.to_ascii_uppercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    let own = word.strip_prefix("TDA_").map(|word| format!("KAFKA_{word}_TOPIC"));
    own.into_iter().chain([format!("KAFKA_TOPIC_{word}")]).collect()
}

fn given(setting: String, variable: &str, value: String) -> Given {
    Given { setting, value: Secret::new(value), origin: Origin::Variable(variable.to_owned()) }
}

#[cfg(test)]
mod tests {
    use crate::{ClientConfig, Error};

    fn read_pairs(pairs: &[(&str, &str)]) -> Result<ClientConfig, Error> {
        ClientConfig::from_lookup(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn mock_kafka_means_the_embedded_broker() {
        let config = read_pairs(&[("MOCK_KAFKA", "true"), ("KAFKA_BROKERS", "h:9092")]).expect("valid");
        assert!(config.is_embedded());
        let config = read_pairs(&[("MOCK_KAFKA", "no"), ("KAFKA_BROKERS", "h:9092")]).expect("valid");
        assert_eq!(config.bootstrap_servers(), "h:9092");
    }

    #[test]
    fn all_wrong_variables_are_named_together() {
        let Err(Error::Config(problems)) = read_pairs(&[
            ("KAFKA_AUTO_OFFSET_RESET", "soonest"),
            ("KAFKA_SESSION_TIMEOUT_MS", "-3"),
            ("KAFKA_SASL_MECHANISM", "scram_sha_512"),
            ("KAFKA_PROPERTIES", "acks=1;nonsense"),
            ("KAFKA_JOBS_TOPIC", "a b"),
            ("SCHEMA_REGISTRY_URL", "http://h:1"),
            ("SCHEMA_REGISTRY_REGISTERS", "perhaps"),
            ("SCHEMA_REGISTRY_SSL_CERTFILE", "c.pem"),
        ]) else {
            panic!("accepted")
        };
        let mut names: Vec<_> = problems.iter().map(|problem| problem.setting.as_str()).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "KAFKA_AUTO_OFFSET_RESET",
                "KAFKA_JOBS_TOPIC",
                "KAFKA_PROPERTIES",
                "KAFKA_PROPERTIES",
                "KAFKA_SASL_MECHANISM",
                "KAFKA_SESSION_TIMEOUT_MS",
                "SCHEMA_REGISTRY_REGISTERS",
                "SCHEMA_REGISTRY_SSL_CERTFILE",
                "bootstrap_servers",
            ],
            "{problems:?}"
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

    #[test]
    fn topics_of_another_catalog_have_variables_too() {
        let pairs = [("KAFKA_BROKERS", "h:1"), ("TDA_CATALOG", "fsm"), ("KAFKA_TOPIC_TASK_EVENTS", "tasks")];
        assert_eq!(read_pairs(&pairs).expect("valid").physical_topic("task.events"), "tasks");
    }

    #[test]
    fn two_switches_make_a_protocol_and_may_not_contradict_one() {
        let user =
            [("KAFKA_SASL_MECHANISM", "PLAIN"), ("KAFKA_SASL_USERNAME", "u"), ("KAFKA_SASL_PASSWORD", "p")];
        let switches = [("KAFKA_BROKERS", "h:1"), ("KAFKA_SSL", "true"), ("KAFKA_SASL_ENABLED", "1")];
        let config = read_pairs(&[&switches[..], &user].concat()).expect("valid");
        let protocol = config.setting("security_protocol").expect("a setting");
        assert_eq!(protocol.value.as_deref(), Some("SASL_SSL"));
        assert_eq!(protocol.origin.to_string(), "variable KAFKA_SSL");
        let named = [("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT")];
        let error =
            read_pairs(&[&switches[..], &user, &named].concat()).expect_err("contradiction").to_string();
        assert!(error.contains("KAFKA_SSL: contradicts the protocol SASL_PLAINTEXT"), "{error}");
    }

    #[test]
    fn credentials_that_would_not_be_sent_are_a_problem() {
        let error =
            read_pairs(&[("KAFKA_BROKERS", "h:1"), ("KAFKA_SASL_PASSWORD", "hunter2")]).expect_err("unused");
        assert!(
            error.to_string().contains("sends no password") && !error.to_string().contains("hunter2"),
            "{error}"
        );
    }
}
