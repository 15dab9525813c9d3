//! From a configuration to librdkafka's properties, and the first word with the cluster.

#[cfg(feature = "cli")]
use std::collections::BTreeMap;
use std::{
    collections::HashMap,
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use rdkafka::{
    ClientContext,
    client::Client,
    config::{ClientConfig as Properties, FromClientConfigAndContext, RDKafkaLogLevel},
    consumer::{BaseConsumer, Consumer as _, ConsumerContext},
    error::KafkaError,
    types::RDKafkaConfRes,
    types::RDKafkaErrorCode,
};

use super::{
    EmbeddedBroker, certificates,
    credentials::Credentials,
    errors,
    trouble::{Trouble, Troubled, look_at_silence},
};
#[cfg(feature = "cli")]
use crate::config::is_secret;
use crate::{
    config::{ClientConfig, GroupProtocol},
    error::Error,
    security::{TokenProvider, certificate},
};

/// How to reach the cluster: the configuration with the embedded broker, if any, kept alive.
#[derive(Clone)]
pub(crate) struct Connection {
    config: ClientConfig,
    brokers: String,
    embedded: Option<EmbeddedBroker>,
    tokens: Option<Arc<dyn TokenProvider>>,
}

/// Partitions of every topic of the cluster.
pub(crate) type Metadata = HashMap<String, i32>;

/// Logs of librdkafka go through `tracing`; its errors are warnings, since every call reports its own failure.
#[derive(Clone, Debug, Default)]
pub(super) struct Logs {
    pub(super) trouble: Trouble,
}

impl Troubled for Logs {
    fn trouble(&self) -> &Trouble {
        &self.trouble
    }
}

impl ClientContext for Logs {
    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        log(level, facility, message);
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.trouble.hear(&error, reason);
    }
}

impl ConsumerContext for Logs {}

/// Lost and refused connections are reported by the calls that need them; here they are for whoever looks closely.
pub(super) fn log(level: RDKafkaLogLevel, facility: &str, message: &str) {
    tracing::debug!(target: "librdkafka", ?level, facility, message);
}

impl Connection {
    /// Checks the configuration and starts (or joins) the embedded broker where it asks for one.
    pub(crate) fn new(config: &ClientConfig) -> Result<Self, Error> {
        config.check()?;
        let security = &config.security;
        if let Some(file) = security.certificate_file.as_ref().filter(|_| security.protocol.is_tls()) {
            certificate::check_own(file)?;
        }
        if let Some(file) = &security.password_file {
            read_password(file)?;
        }
        let embedded = config.embedded_name().map(EmbeddedBroker::named).transpose()?;
        if let Some(broker) = &embedded {
            broker.ensure_catalog(config)?;
        }
        let brokers = embedded
            .as_ref()
            .map_or_else(|| config.bootstrap_servers.clone(), |b| b.bootstrap_servers().to_owned());
        Ok(Self { config: config.clone(), brokers, embedded, tokens: security.token_provider() })
    }

    /// What librdkafka would be given as a producer and as a consumer, secrets as `***`; nothing is checked or started.
    #[cfg(feature = "cli")]
    pub(crate) fn properties_in_force(config: &ClientConfig) -> [BTreeMap<String, String>; 2] {
        let brokers = config.bootstrap_servers.clone();
        let connection = Self { config: config.clone(), brokers, embedded: None, tokens: None };
        let consumer = match &config.group {
            Some(group) => connection.group_properties(group),
            None => connection.consumer_properties(),
        };
        [connection.producer_properties(), consumer].map(|properties| {
            let shown = |(name, value): (&str, &str)| {
                let value = if is_secret(name) { "***" } else { value };
                (name.to_owned(), value.to_owned())
            };
            properties.config_map().into_iter().map(shown).collect()
        })
    }

    /// The same connection for a member that is nobody in particular.
    pub(super) fn without_instance(&self) -> Self {
        let mut connection = self.clone();
        connection.config.instance_id = None;
        connection
    }

    pub(crate) fn config(&self) -> &ClientConfig {
        &self.config
    }

    /// Whether a static member has to wait until one of the same name has left its group (KIP-848), rather than fence it.
    pub(crate) fn waits_for_predecessor(&self) -> bool {
        self.config.instance_id.is_some() && self.config.group_protocol == GroupProtocol::Consumer
    }

    /// The broker inside the process, where that is the one.
    pub(crate) fn embedded(&self) -> Option<&EmbeddedBroker> {
        self.embedded.as_ref()
    }

    pub(crate) fn brokers(&self) -> &str {
        &self.brokers
    }

    /// Whoever gives out tokens, where the mechanism wants some.
    pub(super) fn tokens(&self) -> Option<Arc<dyn TokenProvider>> {
        self.tokens.clone()
    }

    /// Makes a client, whose new connections use what files of certificates hold by then.
    pub(super) fn make<T, C>(&self, properties: &Properties, context: C) -> Result<T, KafkaError>
    where
        T: FromClientConfigAndContext<C>,
        C: ClientContext,
    {
        certificates::renewed(&self.config.security, || properties.create_with_context(context))
    }

    /// Properties that producers and consumers share.
    pub(super) fn properties(&self) -> Properties {
        let config = &self.config;
        let mut properties = Properties::new();
        properties
            .set("bootstrap.servers", &self.brokers)
            .set("client.id", &config.client_id)
            // A broker that went away is tried again soon, then less often.
            .set("reconnect.backoff.ms", "50")
            .set("reconnect.backoff.max.ms", "2000")
            .set_log_level(RDKafkaLogLevel::Warning);
        if let Some(contexts) = &config.debug {
            properties.set("debug", contexts).set_log_level(RDKafkaLogLevel::Debug);
        }
        for (name, value) in config.security.properties() {
            properties.set(name, value.reveal());
        }
        // It could be read before; a client made without it now says that it is refused.
        if let Some(password) = config.security.password_file.as_deref().and_then(|f| read_password(f).ok()) {
            properties.set("sasl.password", password);
        }
        properties
    }

    /// The user's own properties, last, so that they win over defaults (contradictions were refused before).
    pub(super) fn finish(&self, mut properties: Properties, role: Role) -> Properties {
        for (name, value) in &self.config.properties {
            if role.knows(name) {
                properties.set(name, value.reveal());
            }
        }
        properties
    }

    pub(super) fn producer_properties(&self) -> Properties {
        let config = &self.config;
        let mut properties = self.properties();
        properties
            .set("enable.idempotence", "true")
            .set("acks", "all")
            .set("compression.type", &config.compression)
            .set("partitioner", "murmur2_random")
            .set("linger.ms", milliseconds(config.linger))
            .set("delivery.timeout.ms", milliseconds(config.delivery_timeout))
            .set("queue.buffering.max.messages", config.queue_records_max.to_string())
            .set("queue.buffering.max.kbytes", (config.queue_bytes_max / 1024).max(1).to_string())
            .set("message.max.bytes", (config.record_bytes_max + RECORD_OVERHEAD_BYTES).to_string())
            .set("statistics.interval.ms", milliseconds(super::watch::STATISTICS_INTERVAL));
        self.finish(properties, Role::Producer)
    }

    pub(super) fn consumer_properties(&self) -> Properties {
        let config = &self.config;
        let mut properties = self.properties();
        properties
            .set("enable.auto.commit", "false")
            .set("enable.auto.offset.store", "false")
            .set("isolation.level", "read_committed")
            .set("auto.offset.reset", config.auto_offset_reset.name())
            // The embedded broker's fetches do not wake on data: ask often. A real one answers at once anyway.
            .set("fetch.wait.max.ms", if self.embedded.is_some() { "5" } else { "100" })
            // Bounds what the prefetch may hold in memory.
            .set("queued.max.messages.kbytes", "16384")
            .set("fetch.queue.backoff.ms", "50");
        self.finish(properties, Role::Consumer)
    }

    /// Properties of a member of consumer group `group`; a group of the catalog brings its own.
    pub(super) fn group_properties(&self, group: &str) -> Properties {
        let member = Self { config: self.config.for_group(group), ..self.clone() };
        for note in member.config.notes() {
            tracing::info!(group, "{note}");
        }
        member.member_properties(group)
    }

    fn member_properties(&self, group: &str) -> Properties {
        let config = &self.config;
        let mut properties = self.consumer_properties();
        properties
            .set("group.id", group)
            .set("group.protocol", config.group_protocol.name())
            .set("max.poll.interval.ms", milliseconds(config.max_poll_interval));
        if config.group_protocol == GroupProtocol::Classic {
            properties
                // Cooperative: partitions that stay are not interrupted by those that move.
                .set("partition.assignment.strategy", "cooperative-sticky")
                .set("session.timeout.ms", milliseconds(config.session_timeout))
                .set("heartbeat.interval.ms", milliseconds(config.effective_heartbeat_interval()));
        }
        if let Some(instance) = &config.instance_id {
            properties.set("group.instance.id", instance);
        }
        properties
    }

    /// Asks the cluster for its topics until it answers, or it is certain that it will not, or `connect_timeout` has
    /// passed. `serve` takes what the client has to say meanwhile, where nobody else does.
    pub(super) fn metadata<C: Troubled>(
        &self,
        client: &Client<C>,
        serve: impl Fn(),
    ) -> Result<Metadata, Error> {
        let waited = self.config.connect_timeout;
        let started = Instant::now();
        // Short at first, to hear soon why nobody answers; longer then, for those who answer slowly.
        let mut patience = FIRST_PATIENCE;
        let mut silence_looked_at = false;
        loop {
            let left = waited.saturating_sub(started.elapsed());
            let outcome = client.fetch_metadata(None, left.min(patience).max(Duration::from_millis(1)));
            patience *= 2;
            serve();
            let error = match outcome {
                Ok(metadata) => {
                    client.context().trouble().forget();
                    return Ok(partitions(&metadata));
                }
                Err(error) => error,
            };
            let answer = self.translate("connect", &error, waited);
            if matches!(answer, Error::Unauthorized { .. } | Error::Config(_)) {
                return Err(answer);
            }
            let trouble = client.context().trouble();
            if let Some(verdict) = trouble.verdict(&self.config.security) {
                return Err(verdict);
            }
            if !silence_looked_at && started.elapsed() >= SILENCE_PATIENCE {
                silence_looked_at = true;
                if let Some(verdict) = look_at_silence(&self.brokers, self.config.security.protocol) {
                    return Err(verdict);
                }
            }
            // A broker that is just starting answers with transport failures first: use the whole time.
            if started.elapsed() >= waited {
                return Err(self.unreachable(&error, waited));
            }
        }
    }

    /// Why a topic is not among those of the cluster: it is not there, or this identity may not see it.
    pub(crate) fn missing(&self, topic: &str) -> Error {
        let unknown = Error::UnknownTopic { topic: topic.to_owned(), brokers: self.brokers.clone() };
        let logs = Logs::default();
        let trouble = logs.trouble.clone();
        // A consumer, since asking as a producer may create the topic.
        let Ok(asker) = self.make::<BaseConsumer<_>, _>(&self.consumer_properties(), logs) else {
            return unknown;
        };
        let Ok(_credentials) = Credentials::keep(asker.client(), self, &trouble) else { return unknown };
        match asker.client().fetch_metadata(Some(topic), MISSING_PATIENCE) {
            Ok(metadata) => {
                let refused =
                    metadata.topics().iter().filter_map(rdkafka::metadata::MetadataTopic::error).any(
                        |error| RDKafkaErrorCode::from(error) == RDKafkaErrorCode::TopicAuthorizationFailed,
                    );
                if !refused {
                    return unknown;
                }
                let error = KafkaError::Global(RDKafkaErrorCode::TopicAuthorizationFailed);
                self.translate("looking for the topic", &error, MISSING_PATIENCE).about(topic)
            }
            Err(_) => unknown,
        }
    }

    fn unreachable(&self, error: &KafkaError, waited: Duration) -> Error {
        Error::Unreachable { brokers: self.brokers.clone(), waited, reason: errors::describe(error) }
    }

    pub(super) fn translate(&self, during: &'static str, error: &KafkaError, waited: Duration) -> Error {
        errors::translate(during, error, &self.brokers, waited)
    }
}

/// How long a question about one topic waits.
const MISSING_PATIENCE: Duration = Duration::from_secs(5);
/// How long the first question to a cluster waits before somebody looks why it has no answer.
const FIRST_PATIENCE: Duration = Duration::from_millis(300);
/// A broker that was not heard of for this long is looked at.
const SILENCE_PATIENCE: Duration = Duration::from_secs(2);

fn partitions(metadata: &rdkafka::metadata::Metadata) -> Metadata {
    let topics = metadata.topics().iter().filter(|topic| topic.error().is_none());
    let count = |topic: &rdkafka::metadata::MetadataTopic| {
        i32::try_from(topic.partitions().len()).unwrap_or(i32::MAX)
    };
    topics.map(|topic| (topic.name().to_owned(), count(topic))).collect()
}

/// The password in a file, without the white space around it.
pub(super) fn read_password(file: &Path) -> Result<String, Error> {
    let text = fs::read_to_string(file)
        .map_err(|error| Error::config("password_file", format!("{}: {error}", file.display())))?;
    Ok(text.trim().to_owned())
}

/// What Kafka adds to a record in its batch, at most.
const RECORD_OVERHEAD_BYTES: usize = 4096;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Consumer,
    Producer,
}

impl Role {
    /// librdkafka warns about a property of the other role: hand each only its own.
    fn knows(self, property: &str) -> bool {
        const CONSUMER: [&str; 10] = [
            "auto.offset.reset",
            "fetch.",
            "group.",
            "heartbeat.interval.ms",
            "isolation.level",
            "max.poll.interval.ms",
            "partition.assignment.strategy",
            "queued.",
            "session.timeout.ms",
            "check.crcs",
        ];
        const PRODUCER: [&str; 11] = [
            "acks",
            "batch.",
            "compression.",
            "delivery.timeout.ms",
            "enable.idempotence",
            "linger.ms",
            "max.in.flight",
            "queue.buffering.",
            "request.required.acks",
            "sticky.partitioning.linger.ms",
            "transaction.timeout.ms",
        ];
        let starts = |list: &[&str]| list.iter().any(|prefix| property.starts_with(prefix));
        match self {
            Self::Consumer => !starts(&PRODUCER),
            Self::Producer => !starts(&CONSUMER),
        }
    }
}

/// What librdkafka has against a property: it does not know the name, or the value is none.
pub(crate) fn property_fault(name: &str, value: &str) -> Option<String> {
    match Properties::new().set(name, value).create_native_config() {
        Err(KafkaError::ClientConfig(RDKafkaConfRes::RD_KAFKA_CONF_UNKNOWN, ..)) => {
            Some("is no property of librdkafka".into())
        }
        Err(KafkaError::ClientConfig(_, reason, ..)) => Some(reason),
        Err(error) => Some(error.to_string()),
        Ok(_) => None,
    }
}

pub(super) fn milliseconds(duration: Duration) -> String {
    duration.as_millis().to_string()
}
