//! One typed configuration for every client: built in code, or read from the environment.

mod builder;
mod check;
mod connection_string;
#[cfg(feature = "kafka")]
mod encryption;
mod env;
#[cfg(feature = "kafka")]
mod file;
mod origin;
#[cfg(test)]
mod page;
mod profile;
mod properties;
mod publishing;
mod secret;
mod security;
mod settings;
mod sources;

#[cfg(feature = "kafka")]
use std::path::Path;
use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use tda_events::{Catalog, Dialect, Encoding, Environment};

#[cfg(feature = "kafka")]
pub use encryption::Encryption;
#[cfg(all(feature = "kafka", feature = "cli"))]
pub(crate) use properties::is_secret;
pub(crate) use security::Security;
pub use {
    origin::Origin,
    publishing::{Breaker, BreakerPolicy, ClaimCheck, Spill},
    secret::Secret,
    security::{SaslMechanism, SecurityProtocol, TlsVersion},
    sources::ConfigSources,
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
#[derive(Clone)]
pub struct ClientConfig {
    pub(crate) bootstrap_servers: String,
    pub(crate) client_id: String,
    pub(crate) debug: Option<String>,
    pub(crate) log_level: Option<String>,
    pub(crate) source: Option<String>,
    /// `None`: that of this library.
    pub(crate) catalog: Option<Arc<Catalog>>,
    pub(crate) environment: Environment,
    /// `None`: that of the catalog.
    topic_prefix: Option<String>,
    topic_overrides: BTreeMap<String, String>,
    pub(crate) dialect: Dialect,
    pub(crate) encoding: Encoding,
    #[cfg(feature = "registry")]
    pub(crate) registry: Option<crate::registry::RegistryConfig>,
    /// What sources say of the registry, by its variables; [`settle`](Self::settle) reads them together.
    #[cfg(feature = "registry")]
    registry_values: BTreeMap<&'static str, Secret>,
    pub(crate) security: Security,
    pub(crate) group: Option<String>,
    pub(crate) instance_id: Option<String>,
    pub(crate) group_protocol: GroupProtocol,
    pub(crate) transactional_id: Option<String>,
    pub(crate) auto_offset_reset: OffsetReset,
    pub(crate) enable_auto_commit: bool,
    /// `None`: as the delivery says.
    pub(crate) auto_commit_interval: Option<Duration>,
    pub(crate) session_timeout: Duration,
    /// `None`: it follows the session timeout.
    heartbeat_interval: Option<Duration>,
    pub(crate) max_poll_interval: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) delivery_timeout: Duration,
    pub(crate) linger: Duration,
    pub(crate) compression: String,
    pub(crate) queue_records_max: usize,
    pub(crate) queue_bytes_max: usize,
    pub(crate) record_bytes_max: usize,
    producer_profile: Option<String>,
    /// Where the clients record what they do.
    #[cfg(feature = "kafka")]
    pub(crate) metrics: crate::metrics::Metrics,
    pub(crate) publishing: publishing::Publishing,
    #[cfg(feature = "kafka")]
    pub(crate) encryption: Option<Encryption>,
    /// Kept as secrets: keys and passwords may stand among them.
    pub(crate) properties: BTreeMap<String, Secret>,
    /// Who gave each setting its value; what is not here is a default.
    origins: BTreeMap<String, Origin>,
    /// What was wrong with values that could not be refused at once.
    faults: Vec<ConfigProblem>,
    notes: Vec<String>,
}

/// One setting as it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettingInForce {
    /// Its name in files and connection strings.
    pub name: String,
    /// Its value; `***` for a secret, `None` where it has none.
    pub value: Option<String>,
    /// Who gave it.
    pub origin: Origin,
    /// What it decides; `None` for names of topics and properties of librdkafka.
    pub about: Option<&'static str>,
    /// Why the default is what it is, where it is the default.
    pub reason: Option<&'static str>,
}

/// Where a group without a committed offset begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetReset {
    /// At the oldest record that is still there.
    Earliest,
    /// Behind the newest: only what comes from now on.
    Latest,
}

impl OffsetReset {
    /// Its name in Kafka's configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Earliest => "earliest",
            Self::Latest => "latest",
        }
    }

    /// The one called `name`, in capitals or not.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Earliest, Self::Latest].into_iter().find(|reset| reset.name().eq_ignore_ascii_case(name))
    }
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

impl GroupProtocol {
    /// Its name in Kafka's configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Consumer => "consumer",
        }
    }

    /// The protocol called `name`, in capitals or not.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Classic, Self::Consumer]
            .into_iter()
            .find(|protocol| protocol.name().eq_ignore_ascii_case(name))
    }
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
    /// A configuration with all defaults for `bootstrap_servers`: `host:port[,host:port...]`, or `embedded`, or a
    /// [connection string](Self::from_connection_string), whose faults [`check`](Self::check) tells.
    pub fn new(bootstrap_servers: impl Into<String>) -> Self {
        let bootstrap_servers = bootstrap_servers.into();
        let mut config = Self::without_defaults();
        for setting in settings::all() {
            // That every default is taken is tested.
            if let Some(Err(fault)) = setting.default.map(|value| setting.read(&mut config, value)) {
                config.faults.push(ConfigProblem { setting: setting.name.into(), fault });
            }
        }
        if connection_string::is_one("bootstrap_servers", &bootstrap_servers) {
            let layer = connection_string::read(&Secret::new(bootstrap_servers));
            let problems = sources::lay(&mut config, vec![layer], &|_| None);
            config.faults.extend(problems);
            return config;
        }
        if !bootstrap_servers.is_empty() {
            config.origins.insert("bootstrap_servers".into(), Origin::Code);
        }
        config.bootstrap_servers = bootstrap_servers;
        config
    }

    /// Nothing of this is seen: the table of settings holds the defaults.
    fn without_defaults() -> Self {
        Self {
            bootstrap_servers: String::new(),
            client_id: String::new(),
            debug: None,
            log_level: None,
            source: None,
            catalog: None,
            environment: Environment::Production,
            topic_prefix: None,
            topic_overrides: BTreeMap::new(),
            dialect: Dialect::Canonical,
            encoding: Encoding::Json,
            #[cfg(feature = "registry")]
            registry: None,
            #[cfg(feature = "registry")]
            registry_values: BTreeMap::new(),
            security: Security::default(),
            group: None,
            instance_id: None,
            group_protocol: GroupProtocol::Classic,
            transactional_id: None,
            auto_offset_reset: OffsetReset::Earliest,
            enable_auto_commit: false,
            auto_commit_interval: None,
            session_timeout: Duration::ZERO,
            heartbeat_interval: None,
            max_poll_interval: Duration::ZERO,
            connect_timeout: Duration::ZERO,
            delivery_timeout: Duration::ZERO,
            linger: Duration::ZERO,
            compression: String::new(),
            queue_records_max: 0,
            queue_bytes_max: 0,
            record_bytes_max: 0,
            producer_profile: None,
            #[cfg(feature = "kafka")]
            metrics: crate::metrics::Metrics::global(),
            publishing: publishing::Publishing::default(),
            #[cfg(feature = "kafka")]
            encryption: None,
            properties: BTreeMap::new(),
            origins: BTreeMap::new(),
            faults: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Names the sources of a configuration: a file, the environment, a connection string.
    pub fn sources<'a>() -> ConfigSources<'a> {
        ConfigSources::default()
    }

    /// Reads the environment; every problem is reported at once, with its variable's name.
    ///
    /// `KAFKA_BOOTSTRAP_SERVERS` (or `KAFKA_BROKERS`) is required unless `MOCK_KAFKA=true`, or `TDA_CONNECTION_STRING`
    /// or the file of `TDA_CONFIG_FILE` names the brokers. `docs/configuration.md` lists every variable.
    ///
    /// # Errors
    /// [`Error::Config`] lists every variable that cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        Self::sources().environment().load()
    }

    /// As [`ClientConfig::from_env`], with a look-up of your own instead of the process's environment.
    ///
    /// # Errors
    /// As [`ClientConfig::from_env`].
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Self::sources().lookup(lookup).load()
    }

    /// Reads a file in TOML or YAML, told by its ending; the words are those of the builder, times in milliseconds.
    ///
    /// ```
    /// # let folder = std::env::temp_dir().join(format!("tda-config-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let path = folder.join("tda.toml");
    /// # std::fs::write(&path, r#"
    /// bootstrap_servers = ["broker-1:9092", "broker-2:9092"]
    /// linger_ms = 20
    ///
    /// [topics]
    /// tda_jobs = "work"
    ///
    /// [properties]
    /// "socket.keepalive.enable" = true
    /// # "#)?;
    /// let config = tda_client::ClientConfig::from_file(&path)?;
    /// assert_eq!(config.physical_topic("tda_jobs"), "work");
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Config`] lists every problem with its line.
    #[cfg(feature = "kafka")]
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::sources().file(path).load()
    }

    /// Reads `kafka://[user[:password]@]host:port[,host:port...][/][?setting=value&...]`.
    ///
    /// `kafka+ssl://` encrypts; a user asks for SASL, by SCRAM-SHA-512 unless `sasl_mechanism` says otherwise. Settings
    /// have their names in files. Characters of user, password and values that would be read as something else are
    /// written as `%40`. No fault shows any of it.
    ///
    /// ```
    /// use tda_client::ClientConfig;
    ///
    /// let text = "kafka+ssl://worker:p%40ss@broker-1:9093,broker-2:9093/?client_id=backend&ca_file=/etc/kafka/ca.pem";
    /// let config = ClientConfig::from_connection_string(text)?;
    /// assert_eq!(config.bootstrap_servers(), "broker-1:9093,broker-2:9093");
    /// assert_eq!(config.setting("sasl_password").and_then(|setting| setting.value).as_deref(), Some("***"));
    /// # Ok::<(), tda_client::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Config`] lists every problem.
    pub fn from_connection_string(text: impl Into<String>) -> Result<Self, Error> {
        Self::sources().connection_string(text).load()
    }

    /// Every setting as it is in force: the table first, then names of topics and properties of librdkafka.
    pub fn settings(&self) -> Vec<SettingInForce> {
        let own = settings::all().map(|setting| {
            let value = setting.shown(self);
            let in_force = self.in_force(setting.name.to_owned(), value);
            let is_default = in_force.origin == Origin::Default;
            SettingInForce {
                about: Some(setting.about),
                reason: is_default.then_some(setting.reason),
                ..in_force
            }
        });
        let topics = self.topic_overrides.iter();
        let topics = topics.map(|(name, value)| self.in_force(format!("topics.{name}"), Some(value.clone())));
        let properties = self.properties.keys();
        let properties =
            properties.map(|name| self.in_force(format!("properties.{name}"), self.shown_property(name)));
        own.chain(topics).chain(properties).collect()
    }

    /// One setting as it is in force, by its name in files.
    pub fn setting(&self, name: &str) -> Option<SettingInForce> {
        self.settings().into_iter().find(|setting| setting.name == name)
    }

    fn in_force(&self, name: String, value: Option<String>) -> SettingInForce {
        SettingInForce { origin: self.origin_of(&name), name, value, about: None, reason: None }
    }

    fn origin_of(&self, setting: &str) -> Origin {
        self.origins.get(setting).cloned().unwrap_or(Origin::Default)
    }

    /// What somebody who must mend the setting looks for: its variable, its line, or its name.
    fn label(&self, setting: &str) -> String {
        self.origin_of(setting).label(setting)
    }

    /// The system whose topics, groups and profiles hold.
    pub fn catalog(&self) -> &Catalog {
        self.catalog.as_deref().unwrap_or_else(|| Catalog::tda())
    }

    /// The same, apart from this configuration.
    fn catalog_handle(&self) -> Arc<Catalog> {
        self.catalog.clone().unwrap_or_else(|| Arc::new(Catalog::tda().clone()))
    }

    /// As set, else that of the catalog.
    pub(crate) fn effective_topic_prefix(&self) -> &str {
        self.topic_prefix.as_deref().unwrap_or_else(|| self.catalog().logical_prefix())
    }

    /// How often a member says that it lives: as set, else a tenth of the session timeout, 3 s at most.
    pub(crate) fn effective_heartbeat_interval(&self) -> Duration {
        self.heartbeat_interval.unwrap_or_else(|| Duration::from_secs(3).min(self.session_timeout / 10))
    }

    /// Whether this configuration means the broker inside the process.
    pub fn is_embedded(&self) -> bool {
        self.embedded_name().is_some()
    }

    /// The name of the broker inside the process, where this means one: empty for `embedded`, `NAME` for `embedded/NAME`.
    pub(crate) fn embedded_name(&self) -> Option<&str> {
        let rest = self.bootstrap_servers.strip_prefix(EMBEDDED)?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
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
            || self.catalog().physical_name(logical, self.effective_topic_prefix()),
            |parent| format!("{parent}.dlq"),
        )
    }

    fn located(&self, problem: ConfigProblem) -> ConfigProblem {
        ConfigProblem { setting: self.label(&problem.setting), ..problem }
    }

    /// What can only be read when all sources are: the protocol from its two switches, the profile, the registry.
    fn settle(&mut self, problems: &mut Vec<ConfigProblem>) {
        let explicit = self.origin_of("security_protocol").is_explicit();
        problems.extend(self.security.settle(explicit).into_iter().map(|problem| self.located(problem)));
        if !explicit && self.security.protocol != SecurityProtocol::Plaintext {
            let switch = if self.security.ssl == Some(true) { "ssl" } else { "sasl" };
            self.origins.insert("security_protocol".into(), self.origin_of(switch));
        }
        self.take_producer_profile(problems);
        #[cfg(feature = "registry")]
        self.take_registry(problems);
    }

    #[cfg(feature = "registry")]
    fn take_registry(&mut self, problems: &mut Vec<ConfigProblem>) {
        use crate::registry::{RegistryConfig, RegistryError};
        let lookup = |name: &str| self.registry_values.get(name).map(|value| value.reveal().to_owned());
        match RegistryConfig::from_lookup(lookup) {
            Ok(registry) => self.registry = registry,
            Err(RegistryError::Config(faults)) => problems.extend(faults.into_iter().map(|problem| {
                let setting =
                    settings::all().find(|setting| setting.variables.contains(&problem.setting.as_str()));
                let label = setting.map(|setting| match self.origin_of(setting.name) {
                    Origin::Default => problem.setting.clone(),
                    origin => origin.label(setting.name),
                });
                ConfigProblem { setting: label.unwrap_or(problem.setting), ..problem }
            })),
            Err(other) => {
                problems.push(ConfigProblem { setting: "registry.url".into(), fault: other.to_string() });
            }
        }
    }
}

impl fmt::Debug for ClientConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ClientConfig");
        for setting in self.settings() {
            if let Some(value) = setting.value {
                shown.field(&setting.name, &format_args!("{value}"));
            }
        }
        shown.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_string_of_code_is_checked_like_code() {
        let config = ClientConfig::new("kafka://u:hunter2@h:9092/?linger_ms=x");
        let Err(Error::Config(faults)) = config.check() else { panic!("accepted") };
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].to_string().starts_with("connection string: linger_ms: expected milliseconds"));
        assert!(!format!("{faults:?} {config:?}").contains("hunter2"));
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
