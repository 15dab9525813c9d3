//! How clients reach the cluster: the options of `tda_stream.ClientConfig`.

use std::{collections::HashMap, path::PathBuf, time::Duration};

use pyo3::{
    prelude::*,
    types::{PyDict, PyString},
};
use tda_client::{
    Breaker, BreakerPolicy, GroupProtocol, OffsetReset, SaslMechanism, Secret, SecurityProtocol, Spill,
    blocking,
};
use tda_events::{Environment, ErrorKind};

use crate::{
    completion::{CompletionQueue, Outcome, spawn},
    error::Failure,
    events::encoding_called,
};

/// The native half of `tda_stream.ClientConfig`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct ClientConfig {
    pub(crate) inner: tda_client::ClientConfig,
}

#[pymethods]
impl ClientConfig {
    /// All defaults for `bootstrap_servers`, then `options`; checked.
    #[new]
    fn new(bootstrap_servers: String, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        Self::with(tda_client::ClientConfig::new(bootstrap_servers), options)
    }

    /// What the variables of `environ` say, then `options`.
    #[staticmethod]
    fn from_environ(environ: HashMap<String, String>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let lookup = |name: &str| environ.get(name).filter(|value| !value.is_empty()).cloned();
        let config = tda_client::ClientConfig::from_lookup(lookup).map_err(Failure::from)?;
        Self::with(config, options)
    }

    /// This configuration with further options.
    fn replace(&self, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        Self::with(self.inner.clone(), options)
    }

    #[getter]
    fn bootstrap_servers(&self) -> &str {
        self.inner.bootstrap_servers()
    }

    /// The name on the cluster of a topic of the catalog.
    fn physical_topic(&self, logical: &str) -> String {
        self.inner.physical_topic(logical)
    }

    /// Secrets never print.
    fn __repr__(&self) -> String {
        format!("{:?}", self.inner)
    }
}

impl ClientConfig {
    fn with(mut inner: tda_client::ClientConfig, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut credentials = Credentials::default();
        for (name, value) in options {
            let name = name.cast::<PyString>()?.to_string();
            inner = apply(inner, &mut credentials, &name, &value)?;
        }
        let inner = credentials.onto(inner)?;
        inner.check().map_err(Failure::from)?;
        Ok(Self { inner })
    }
}

/// Options that only mean something together.
#[derive(Default)]
struct Credentials {
    mechanism: Option<SaslMechanism>,
    username: Option<String>,
    password: Option<String>,
    certificate_file: Option<PathBuf>,
    key_file: Option<PathBuf>,
}

impl Credentials {
    fn onto(self, mut config: tda_client::ClientConfig) -> Result<tda_client::ClientConfig, Failure> {
        config = match (self.mechanism, self.username, self.password) {
            (Some(mechanism), Some(username), Some(password)) => {
                config.sasl(mechanism, username, Secret::new(password))
            }
            (None, None, None) => config,
            _ => return Err(refused("sasl_mechanism", "goes with sasl_username and sasl_password")),
        };
        match (self.certificate_file, self.key_file) {
            (Some(certificate), Some(key)) => Ok(config.client_certificate(certificate, key)),
            (None, None) => Ok(config),
            _ => Err(refused("certificate_file", "goes with key_file")),
        }
    }
}

fn apply(
    config: tda_client::ClientConfig,
    credentials: &mut Credentials,
    name: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<tda_client::ClientConfig> {
    let duration = || -> PyResult<Duration> { Ok(seconds(name, value.extract()?)?) };
    let text = || value.extract::<String>();
    Ok(match name {
        "auto_offset_reset" => config.auto_offset_reset(reset_called(&text()?)?),
        "breaker" => config.breaker(breaker(value)?),
        "ca_file" => config.ca_file(value.extract::<PathBuf>()?),
        "certificate_file" => {
            credentials.certificate_file = Some(value.extract()?);
            config
        }
        "client_id" => config.client_id(text()?),
        "connect_timeout_seconds" => config.connect_timeout(duration()?),
        "delivery_timeout_seconds" => config.delivery_timeout(duration()?),
        "encoding" => config.encoding(encoding_called(&text()?)?),
        "environment" => config.environment(environment_called(&text()?)?),
        "group_protocol" => config.group_protocol(group_protocol_called(&text()?)?),
        "heartbeat_interval_seconds" => config.heartbeat_interval(duration()?),
        "instance_id" => config.instance_id(text()?),
        "key_file" => {
            credentials.key_file = Some(value.extract()?);
            config
        }
        "linger_seconds" => config.linger(duration()?),
        "max_poll_interval_seconds" => config.max_poll_interval(duration()?),
        "properties" => {
            let properties: Vec<(String, String)> = pairs(value)?;
            properties.into_iter().fold(config, |config, (name, value)| config.property(name, value))
        }
        "queue_bytes_max" => config.queue_bytes_max(value.extract()?),
        "queue_records_max" => config.queue_records_max(value.extract()?),
        "record_bytes_max" => config.record_bytes_max(value.extract()?),
        "sasl_mechanism" => {
            credentials.mechanism = Some(mechanism_called(&text()?)?);
            config
        }
        "sasl_password" => {
            credentials.password = Some(text()?);
            config
        }
        "sasl_username" => {
            credentials.username = Some(text()?);
            config
        }
        "security_protocol" => config.security_protocol(protocol_called(&text()?)?),
        "session_timeout_seconds" => config.session_timeout(duration()?),
        "simulated_transactions" => config.simulated_transactions(value.extract()?),
        "source" => config.source(text()?),
        "topic_prefix" => config.topic_prefix(text()?),
        "topics" => {
            let topics: Vec<(String, String)> = pairs(value)?;
            topics.into_iter().fold(config, |config, (logical, physical)| config.topic(logical, physical))
        }
        "transaction_timeout_seconds" => config.transaction_timeout(duration()?),
        "transactional_id" => config.transactional_id(text()?),
        other => return Err(refused(other, "is no option").into()),
    })
}

fn pairs(value: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    let map: Bound<'_, PyDict> = value.cast::<PyDict>()?.clone();
    map.iter().map(|(name, value)| Ok((name.extract()?, value.extract()?))).collect()
}

/// The fields of `tda_stream.Breaker`.
fn breaker(value: &Bound<'_, PyAny>) -> PyResult<Breaker> {
    let field = |name: &str| value.getattr(name);
    let time = |name: &str| -> PyResult<Duration> { Ok(seconds(name, field(name)?.extract()?)?) };
    let spill = |mut spill: Spill| -> PyResult<BreakerPolicy> {
        spill = spill.records_max(field("spill_records_max")?.extract()?);
        spill = spill.bytes_max(field("spill_bytes_max")?.extract()?);
        Ok(BreakerPolicy::Spill(spill.wait_max(time("spill_wait_seconds")?)))
    };
    let policy = match (field("policy")?.extract::<String>()?.as_str(), field("directory")?) {
        ("fail_fast", _) => BreakerPolicy::FailFast,
        ("spill", directory) if directory.is_none() => spill(Spill::memory())?,
        ("spill", directory) => spill(Spill::directory(directory.extract::<PathBuf>()?))?,
        (other, _) => {
            return Err(refused("breaker", &format!("of policy {other:?} is not fail_fast or spill")).into());
        }
    };
    Ok(Breaker::new(policy)
        .failures_max(field("failures_max")?.extract()?)
        .stalled_after(time("stalled_after_seconds")?)
        .pauses(time("pause_first_seconds")?, time("pause_max_seconds")?))
}

fn group_protocol_called(name: &str) -> Result<GroupProtocol, Failure> {
    GroupProtocol::from_name(name).ok_or_else(|| refused("group_protocol", "is classic or consumer"))
}

fn reset_called(name: &str) -> Result<OffsetReset, Failure> {
    OffsetReset::from_name(name).ok_or_else(|| refused("auto_offset_reset", "is earliest or latest"))
}

fn environment_called(name: &str) -> Result<Environment, Failure> {
    match name {
        "development" => Ok(Environment::Development),
        "production" => Ok(Environment::Production),
        _ => Err(refused("environment", "is development or production")),
    }
}

fn mechanism_called(name: &str) -> Result<SaslMechanism, Failure> {
    match name {
        "PLAIN" => Ok(SaslMechanism::Plain),
        "SCRAM-SHA-256" => Ok(SaslMechanism::ScramSha256),
        "SCRAM-SHA-512" => Ok(SaslMechanism::ScramSha512),
        _ => Err(refused("sasl_mechanism", "is PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")),
    }
}

fn protocol_called(name: &str) -> Result<SecurityProtocol, Failure> {
    match name {
        "PLAINTEXT" => Ok(SecurityProtocol::Plaintext),
        "SSL" => Ok(SecurityProtocol::Ssl),
        "SASL_PLAINTEXT" => Ok(SecurityProtocol::SaslPlaintext),
        "SASL_SSL" => Ok(SecurityProtocol::SaslSsl),
        _ => Err(refused("security_protocol", "is PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")),
    }
}

/// A time in seconds from Python.
pub(crate) fn seconds(name: &str, seconds: f64) -> Result<Duration, Failure> {
    Duration::try_from_secs_f64(seconds)
        .map_err(|error| refused(name, &format!("of {seconds} is refused: {error}")))
}

fn refused(option: &str, fault: &str) -> Failure {
    Failure::never(ErrorKind::Config, format!("{option} {fault}"))
}

/// Creates the catalog's topics where they are missing; the outcome names those created and those present.
#[pyfunction]
pub(crate) fn ensure_topics(config: &ClientConfig, queue: &CompletionQueue, token: u64) -> PyResult<()> {
    let config = config.inner.clone();
    Ok(spawn(queue, token, move || Outcome::Topics(blocking::ensure_topics(&config)))?)
}
