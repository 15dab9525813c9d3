//! `tda_client::ClientConfig` for C++, and topics.

use std::time::Duration;

use tda_client::{
    Breaker, BreakerPolicy, ClaimCheck, ClientConfig, GroupProtocol, OffsetReset, SaslMechanism, Secret,
    SecurityProtocol, Spill, blocking,
};
use tda_events::Environment;

use crate::events::{native_dialect, native_encoding};
use crate::failure::{Failure, guarded, infallible};
use crate::ffi;

/// How a client reaches the cluster.
pub(crate) struct Config(pub(crate) ClientConfig);

pub(crate) fn config(bootstrap_servers: &str) -> Result<Box<Config>, Failure> {
    infallible(|| Box::new(Config(ClientConfig::new(bootstrap_servers))))
}

pub(crate) fn config_from_env() -> Result<Box<Config>, Failure> {
    guarded(|| Ok(Box::new(Config(ClientConfig::from_env()?))))
}

pub(crate) fn config_from_file(path: &str) -> Result<Box<Config>, Failure> {
    guarded(|| Ok(Box::new(Config(ClientConfig::from_file(path)?))))
}

pub(crate) fn config_from_connection_string(text: &str) -> Result<Box<Config>, Failure> {
    guarded(|| Ok(Box::new(Config(ClientConfig::from_connection_string(text)?))))
}

impl Config {
    fn change(&mut self, set: impl FnOnce(ClientConfig) -> ClientConfig) -> Result<(), Failure> {
        infallible(|| self.0 = set(self.0.clone()))
    }

    pub(crate) fn duplicate(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(Self(self.0.clone())))
    }

    pub(crate) fn set_config_text(&mut self, setting: ffi::TextSetting, value: &str) -> Result<(), Failure> {
        self.change(|config| match setting {
            ffi::TextSetting::CaFile => config.ca_file(value),
            ffi::TextSetting::ClientId => config.client_id(value),
            ffi::TextSetting::Group => config.group(value),
            ffi::TextSetting::InstanceId => config.instance_id(value),
            ffi::TextSetting::Source => config.source(value),
            ffi::TextSetting::TopicPrefix => config.topic_prefix(value),
            ffi::TextSetting::TransactionalId => config.transactional_id(value),
            _ => config,
        })
    }

    pub(crate) fn set_config_duration(
        &mut self,
        setting: ffi::DurationSetting,
        milliseconds: u64,
    ) -> Result<(), Failure> {
        let duration = Duration::from_millis(milliseconds);
        self.change(|config| match setting {
            ffi::DurationSetting::ConnectTimeout => config.connect_timeout(duration),
            ffi::DurationSetting::DeliveryTimeout => config.delivery_timeout(duration),
            ffi::DurationSetting::HeartbeatInterval => config.heartbeat_interval(duration),
            ffi::DurationSetting::Linger => config.linger(duration),
            ffi::DurationSetting::MaxPollInterval => config.max_poll_interval(duration),
            ffi::DurationSetting::SessionTimeout => config.session_timeout(duration),
            ffi::DurationSetting::TransactionTimeout => config.transaction_timeout(duration),
            _ => config,
        })
    }

    pub(crate) fn set_config_limit(
        &mut self,
        setting: ffi::LimitSetting,
        limit: usize,
    ) -> Result<(), Failure> {
        self.change(|config| match setting {
            ffi::LimitSetting::QueueRecords => config.queue_records_max(limit),
            ffi::LimitSetting::QueueBytes => config.queue_bytes_max(limit),
            ffi::LimitSetting::RecordBytes => config.record_bytes_max(limit),
            _ => config,
        })
    }

    pub(crate) fn set_environment(&mut self, production: bool) -> Result<(), Failure> {
        let environment = if production { Environment::Production } else { Environment::Development };
        self.change(|config| config.environment(environment))
    }

    pub(crate) fn set_encoding(&mut self, encoding: ffi::Encoding) -> Result<(), Failure> {
        guarded(|| {
            let encoding = native_encoding(encoding)?;
            self.change(|config| config.encoding(encoding))
        })
    }

    pub(crate) fn set_dialect(&mut self, dialect: ffi::Dialect) -> Result<(), Failure> {
        guarded(|| {
            let dialect = native_dialect(dialect)?;
            self.change(|config| config.dialect(dialect))
        })
    }

    pub(crate) fn set_group_protocol(&mut self, protocol: ffi::GroupProtocol) -> Result<(), Failure> {
        let protocol = match protocol {
            ffi::GroupProtocol::Consumer => GroupProtocol::Consumer,
            _ => GroupProtocol::Classic,
        };
        self.change(|config| config.group_protocol(protocol))
    }

    pub(crate) fn set_auto_offset_reset(&mut self, reset: ffi::OffsetReset) -> Result<(), Failure> {
        let reset = match reset {
            ffi::OffsetReset::Latest => OffsetReset::Latest,
            _ => OffsetReset::Earliest,
        };
        self.change(|config| config.auto_offset_reset(reset))
    }

    pub(crate) fn set_simulated_transactions(&mut self, allowed: bool) -> Result<(), Failure> {
        self.change(|config| config.simulated_transactions(allowed))
    }

    pub(crate) fn set_claim_check(&mut self, url: &str) -> Result<(), Failure> {
        self.change(|config| config.claim_check(ClaimCheck::new(url)))
    }

    pub(crate) fn set_breaker(&mut self, settings: &ffi::BreakerSettings) -> Result<(), Failure> {
        self.change(|config| config.breaker(breaker(settings)))
    }

    pub(crate) fn set_topic(&mut self, logical: &str, physical: &str) -> Result<(), Failure> {
        self.change(|config| config.topic(logical, physical))
    }

    pub(crate) fn set_property(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        self.change(|config| config.property(name, value))
    }

    pub(crate) fn set_security_protocol(&mut self, protocol: ffi::SecurityProtocol) -> Result<(), Failure> {
        guarded(|| {
            let protocol = match protocol {
                ffi::SecurityProtocol::Plaintext => SecurityProtocol::Plaintext,
                ffi::SecurityProtocol::Ssl => SecurityProtocol::Ssl,
                ffi::SecurityProtocol::SaslPlaintext => SecurityProtocol::SaslPlaintext,
                ffi::SecurityProtocol::SaslSsl => SecurityProtocol::SaslSsl,
                _ => return Err(Failure::invalid("this library does not know the security protocol")),
            };
            self.change(|config| config.security_protocol(protocol))
        })
    }

    pub(crate) fn set_sasl(
        &mut self,
        mechanism: ffi::SaslMechanism,
        username: &str,
        password: &str,
    ) -> Result<(), Failure> {
        guarded(|| {
            let mechanism = match mechanism {
                ffi::SaslMechanism::Plain => SaslMechanism::Plain,
                ffi::SaslMechanism::ScramSha256 => SaslMechanism::ScramSha256,
                ffi::SaslMechanism::ScramSha512 => SaslMechanism::ScramSha512,
                _ => return Err(Failure::invalid("this library does not know the SASL mechanism")),
            };
            self.change(|config| config.sasl(mechanism, username, Secret::new(password)))
        })
    }

    pub(crate) fn set_client_certificate(&mut self, certificate: &str, key: &str) -> Result<(), Failure> {
        self.change(|config| config.client_certificate(certificate, key))
    }

    pub(crate) fn check(&self) -> Result<(), Failure> {
        guarded(|| Ok(self.0.check()?))
    }

    pub(crate) fn brokers(&self) -> Result<String, Failure> {
        infallible(|| self.0.bootstrap_servers().to_owned())
    }

    pub(crate) fn physical_topic(&self, logical: &str) -> Result<String, Failure> {
        infallible(|| self.0.physical_topic(logical))
    }
}

/// Creates the catalog's topics where they are missing.
pub(crate) fn ensure_topics(config: &Config) -> Result<ffi::TopicsReport, Failure> {
    guarded(|| {
        let report = blocking::ensure_topics(&config.0)?;
        Ok(ffi::TopicsReport { created: report.created, present: report.present })
    })
}

fn breaker(settings: &ffi::BreakerSettings) -> Breaker {
    let duration = Duration::from_millis;
    let policy = match settings.policy {
        ffi::BreakerPolicy::Spill => {
            let directory = Some(&settings.spill_directory).filter(|directory| !directory.is_empty());
            let spill = directory.map_or_else(Spill::memory, Spill::directory);
            let spill = spill.records_max(settings.spill_records_max).bytes_max(settings.spill_bytes_max);
            BreakerPolicy::Spill(spill.wait_max(duration(settings.spill_wait_ms)))
        }
        _ => BreakerPolicy::FailFast,
    };
    Breaker::new(policy)
        .failures_max(settings.failures_max)
        .stalled_after(duration(settings.stalled_after_ms))
        .pauses(duration(settings.pause_first_ms), duration(settings.pause_max_ms))
}
