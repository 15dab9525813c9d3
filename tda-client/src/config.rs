//! One typed configuration for every client: built in code, or read from the environment.

mod env;
mod secret;
mod security;

use std::{collections::BTreeMap, fmt, time::Duration};

use tda_events::{Catalog, Dialect, Encoding, Environment};

pub(crate) use security::Security;
pub use {
    secret::Secret,
    security::{SaslMechanism, SecurityProtocol},
};

use crate::error::Error;

/// The value of `bootstrap_servers` that asks for the broker inside the process.
pub(crate) const EMBEDDED: &str = "embedded";

/// How a client reaches the cluster, and what it promises there.
///
/// ```
/// use std::time::Duration;
/// use tda_client::ClientConfig;
///
/// let config = ClientConfig::new("broker-1:9092,broker-2:9092")
///     .source("fastapi-backend")
///     .topic_prefix("dev_tda_")
///     .connect_timeout(Duration::from_secs(5));
/// assert_eq!(config.physical_topic("tda_jobs"), "dev_tda_jobs");
/// ```
#[derive(Clone, Debug)]
pub struct ClientConfig {
    pub(crate) bootstrap_servers: String,
    pub(crate) client_id: String,
    pub(crate) source: Option<String>,
    pub(crate) environment: Environment,
    pub(crate) topic_prefix: String,
    pub(crate) topic_overrides: BTreeMap<String, String>,
    pub(crate) dialect: Dialect,
    pub(crate) encoding: Encoding,
    #[cfg(feature = "registry")]
    pub(crate) registry: Option<crate::registry::RegistryConfig>,
    pub(crate) security: Security,
    pub(crate) group: Option<String>,
    pub(crate) instance_id: Option<String>,
    pub(crate) group_protocol: GroupProtocol,
    pub(crate) transactional_id: Option<String>,
    pub(crate) auto_offset_reset: OffsetReset,
    pub(crate) session_timeout: Duration,
    pub(crate) heartbeat_interval: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) delivery_timeout: Duration,
    pub(crate) linger: Duration,
    pub(crate) queue_records_max: usize,
    pub(crate) queue_bytes_max: usize,
    pub(crate) record_bytes_max: usize,
    /// Kept as secrets: keys and passwords may stand among them.
    pub(crate) properties: BTreeMap<String, Secret>,
}

/// Where a group without a committed offset begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OffsetReset {
    Earliest,
    Latest,
}

/// Which protocol the members of a consumer group speak with the broker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupProtocol {
    /// Members share out the partitions among themselves; here always cooperatively (`cooperative-sticky`).
    #[default]
    Classic,
    /// The broker shares them out (KIP-848); it needs Kafka 4.0.
    Consumer,
}

/// One fault of a configuration: which setting (or variable) and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The setting, or the environment variable that gave it.
    pub setting: String,
    /// What is wrong, with the value where it is no secret.
    pub fault: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.fault)
    }
}

impl ClientConfig {
    /// A configuration with all defaults for `bootstrap_servers`: `host:port[,host:port...]`, or `embedded`.
    pub fn new(bootstrap_servers: impl Into<String>) -> Self {
        Self {
            bootstrap_servers: bootstrap_servers.into(),
            client_id: "tda-stream".into(),
            source: None,
            environment: Environment::Production,
            // The catalog's names as they stand; `dev_tda_` and the like come from KAFKA_TOPIC_PREFIX.
            topic_prefix: "tda_".into(),
            topic_overrides: BTreeMap::new(),
            dialect: Dialect::Canonical,
            encoding: Encoding::Json,
            #[cfg(feature = "registry")]
            registry: None,
            security: Security::default(),
            group: None,
            instance_id: None,
            group_protocol: GroupProtocol::Classic,
            transactional_id: None,
            // A new group reads what is there: a job submitted before the first worker started is not lost.
            auto_offset_reset: OffsetReset::Earliest,
            // As the catalog's job processors: long enough for a pause of the process, short for a takeover.
            session_timeout: Duration::from_secs(30),
            heartbeat_interval: Duration::from_secs(3),
            connect_timeout: Duration::from_secs(10),
            // Two minutes: rides out a broker's restart, and a caller still hears about its loss.
            delivery_timeout: Duration::from_secs(120),
            // 5 ms: invisible to people, ample for batching.
            linger: Duration::from_millis(5),
            queue_records_max: 100_000,
            queue_bytes_max: 256 * 1024 * 1024,
            // Kafka's own default of message.max.bytes, less room for the batch's overhead.
            record_bytes_max: 1_000_000,
            properties: BTreeMap::new(),
        }
    }

    /// Reads the environment; every problem is reported at once, with its variable's name.
    ///
    /// `KAFKA_BOOTSTRAP_SERVERS` (or `KAFKA_BROKERS`) is required unless `MOCK_KAFKA=true`. The other variables:
    /// `KAFKA_CLIENT_ID`, `KAFKA_TOPIC_PREFIX`, `KAFKA_{JOBS,RESULTS,EVENTS,UPLOADS,ERRORS,MONITORING}_TOPIC` (or
    /// `KAFKA_TOPIC_TDA_*`; an explicit topic beats the prefix), `KAFKA_CONSUMER_GROUP`, `KAFKA_AUTO_OFFSET_RESET`,
    /// `KAFKA_SESSION_TIMEOUT_MS`, `KAFKA_HEARTBEAT_INTERVAL_MS`, `KAFKA_SECURITY_PROTOCOL`,
    /// `KAFKA_SASL_{MECHANISM,USERNAME,PASSWORD}`, `KAFKA_SSL_{CAFILE,CERTFILE,KEYFILE}` (or
    /// `KAFKA_CLIENT_CERT`, `KAFKA_CLIENT_KEY`), `TDA_SOURCE`, `TDA_ENVIRONMENT`, and those of the schema registry
    /// (`SCHEMA_REGISTRY_URL` and its kin).
    ///
    /// # Errors
    /// [`Error::Config`] lists every variable that cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        env::read(&|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// As [`ClientConfig::from_env`], with a look-up of your own instead of the process's environment.
    ///
    /// # Errors
    /// As [`ClientConfig::from_env`].
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        env::read(&lookup)
    }

    /// Who writes: the `source` of every event that names none itself.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The name by which brokers log this client.
    #[must_use]
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = client_id.into();
        self
    }

    /// Which column of the catalog holds: it decides partitions and replication of topics that are created.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Replaces the leading `tda_` of every topic name: with `dev_tda_`, `tda_jobs` is `dev_tda_jobs`.
    #[must_use]
    pub fn topic_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.topic_prefix = prefix.into();
        self
    }

    /// Gives the logical topic the physical name `physical`, whatever the prefix.
    #[must_use]
    pub fn topic(mut self, logical: impl Into<String>, physical: impl Into<String>) -> Self {
        self.topic_overrides.insert(logical.into(), physical.into());
        self
    }

    /// The encoding of published events: JSON by default.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// The schema registry: producers ask it for the ids of [`Encoding::AvroConfluent`] and
    /// [`Encoding::JsonConfluent`], consumers for the schemas behind ids that they do not know.
    #[cfg(feature = "registry")]
    #[must_use]
    pub fn registry(mut self, registry: crate::registry::RegistryConfig) -> Self {
        self.registry = Some(registry);
        self
    }

    /// The consumer group of consumers and workers.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// A name of this process that survives its restart: it makes the group member static (KIP-345) and the
    /// transactional id stable, so that a restarted worker takes over its own partitions at once.
    #[must_use]
    pub fn instance_id(mut self, instance_id: impl Into<String>) -> Self {
        self.instance_id = Some(instance_id.into());
        self
    }

    /// Which protocol the group speaks; [`GroupProtocol::Classic`] by default.
    #[must_use]
    pub fn group_protocol(mut self, protocol: GroupProtocol) -> Self {
        self.group_protocol = protocol;
        self
    }

    /// The identity of a transactional producer: a second one of the same name fences the first.
    #[must_use]
    pub fn transactional_id(mut self, transactional_id: impl Into<String>) -> Self {
        self.transactional_id = Some(transactional_id.into());
        self
    }

    /// After this long without a heartbeat a group member counts as dead. The heartbeat is a tenth of it at most.
    #[must_use]
    pub fn session_timeout(mut self, timeout: Duration) -> Self {
        self.session_timeout = timeout;
        self.heartbeat_interval = self.heartbeat_interval.min(timeout / 10);
        self
    }

    /// How long `connect` tries before it names the brokers and gives up; 10 s by default.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a record may wait for its acknowledgement before its delivery fails; two minutes by default.
    #[must_use]
    pub fn delivery_timeout(mut self, timeout: Duration) -> Self {
        self.delivery_timeout = timeout;
        self
    }

    /// How long a record may wait for company in its batch; 5 ms by default.
    #[must_use]
    pub fn linger(mut self, linger: Duration) -> Self {
        self.linger = linger;
        self
    }

    /// Records that may await delivery; 100 000 by default.
    #[must_use]
    pub fn queue_records_max(mut self, records: usize) -> Self {
        self.queue_records_max = records;
        self
    }

    /// Bytes that may await delivery; 256 MiB by default.
    #[must_use]
    pub fn queue_bytes_max(mut self, bytes: usize) -> Self {
        self.queue_bytes_max = bytes;
        self
    }

    /// The largest record (key, value, headers); 1 000 000 bytes by default. The broker's limit must be larger.
    #[must_use]
    pub fn record_bytes_max(mut self, bytes: usize) -> Self {
        self.record_bytes_max = bytes;
        self
    }

    /// Any librdkafka property beside the typed ones. One that would break a guarantee is refused on connecting.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.properties.insert(name.into(), Secret::new(value));
        self
    }

    /// Whether this configuration means the broker inside the process.
    pub fn is_embedded(&self) -> bool {
        self.bootstrap_servers == EMBEDDED
    }

    /// The brokers as configured.
    pub fn bootstrap_servers(&self) -> &str {
        &self.bootstrap_servers
    }

    /// The name on the cluster of a topic of the catalog (or of its dead-letter topic).
    pub fn physical_topic(&self, logical: &str) -> String {
        if let Some(physical) = self.topic_overrides.get(logical) {
            return physical.clone();
        }
        // A dead-letter topic follows its topic's explicit name.
        let parent = logical.strip_suffix(".dlq").and_then(|topic| self.topic_overrides.get(topic));
        parent.map_or_else(
            || Catalog::tda().physical_name(logical, &self.topic_prefix),
            |parent| format!("{parent}.dlq"),
        )
    }

    /// Checks the settings against each other.
    ///
    /// # Errors
    /// [`Error::Config`] with every contradiction.
    pub fn check(&self) -> Result<(), Error> {
        let problems = self.problems();
        if problems.is_empty() { Ok(()) } else { Err(Error::Config(problems)) }
    }

    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |setting: &str, fault: String| {
            problems.push(ConfigProblem { setting: setting.into(), fault });
        };
        if !self.is_embedded() {
            for server in self.bootstrap_servers.split(',') {
                if let Some(fault) = server_fault(server.trim()) {
                    refuse("bootstrap_servers", fault);
                }
            }
        }
        if !is_legal_topic_name(&format!("{}x", self.topic_prefix)) {
            refuse("topic_prefix", format!("`{}` is not of [a-zA-Z0-9._-]", self.topic_prefix));
        }
        if self.heartbeat_interval * 3 > self.session_timeout {
            refuse(
                "heartbeat_interval",
                format!(
                    "{:?} is more than a third of the session timeout {:?}",
                    self.heartbeat_interval, self.session_timeout
                ),
            );
        }
        let is_framed = matches!(self.encoding, Encoding::AvroConfluent | Encoding::JsonConfluent);
        #[cfg(feature = "registry")]
        let is_framed = is_framed && self.registry.is_none();
        if is_framed {
            refuse(
                "encoding",
                format!("{} needs a schema registry (SCHEMA_REGISTRY_URL)", self.encoding.name()),
            );
        }
        if self.queue_records_max == 0 {
            refuse("queue_records_max", "must be at least 1".into());
        }
        for (property, value) in &self.properties {
            if let Some(reason) = broken_guarantee(property, value.reveal()) {
                refuse(property, reason.into());
            }
        }
        problems.extend(self.security.problems());
        problems
    }
}

/// Whether Kafka takes it as the name of a topic.
fn is_legal_topic_name(name: &str) -> bool {
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

/// Properties that the delivery guarantees rest on: they may be stated, not contradicted.
fn broken_guarantee(property: &str, value: &str) -> Option<&'static str> {
    // As librdkafka reads truth.
    let (yes, no) = (["true", "t", "1"], ["false", "f", "0"]);
    let value = value.to_ascii_lowercase();
    match (property, value.as_str()) {
        ("enable.idempotence", v) if no.contains(&v) => {
            Some("publishing is idempotent; without it a retry duplicates")
        }
        ("acks" | "request.required.acks", v) if v != "all" && v != "-1" => {
            Some("acks=all is what makes an acknowledgement mean stored")
        }
        ("enable.auto.commit" | "enable.auto.offset.store", v) if yes.contains(&v) => {
            Some("offsets are committed after handling, never by a timer in the background")
        }
        ("partitioner" | "partition.assignment.strategy" | "isolation.level" | "transactional.id", _) => {
            Some("is set by the client itself")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
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
    fn secrets_do_not_print() {
        let config =
            ClientConfig::new("embedded").sasl(SaslMechanism::ScramSha512, "worker", Secret::new("hunter2"));
        let shown = format!("{config:?}");
        assert!(shown.contains("***") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn an_explicit_topic_beats_the_prefix_and_takes_its_dead_letters_along() {
        let config = ClientConfig::new("embedded").topic_prefix("dev_tda_").topic("tda_jobs", "work");
        assert_eq!(config.physical_topic("tda_jobs"), "work");
        assert_eq!(config.physical_topic("tda_jobs.dlq"), "work.dlq");
        assert_eq!(config.physical_topic("tda_results"), "dev_tda_results");
    }
}
