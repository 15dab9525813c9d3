//! `tda_client` for C++: configuration, producer, consumer, embedded broker. Every call blocks its thread.

use std::time::Duration;

use tda_client::{ClientConfig, SaslMechanism, Secret, SecurityProtocol, blocking};
use tda_events::Environment;

use crate::events::{Event, native_encoding};
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
            ffi::DurationSetting::Linger => config.linger(duration),
            ffi::DurationSetting::SessionTimeout => config.session_timeout(duration),
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

/// A broker inside this process.
pub(crate) struct EmbeddedBroker(tda_client::EmbeddedBroker);

pub(crate) fn embedded_broker() -> Result<Box<EmbeddedBroker>, Failure> {
    guarded(|| Ok(Box::new(EmbeddedBroker(tda_client::EmbeddedBroker::start()?))))
}

impl EmbeddedBroker {
    pub(crate) fn bootstrap_servers(&self) -> Result<String, Failure> {
        infallible(|| self.0.bootstrap_servers().to_owned())
    }
}

/// Publishes events.
pub(crate) struct Producer(blocking::Producer);

pub(crate) fn producer(config: &Config) -> Result<Box<Producer>, Failure> {
    guarded(|| Ok(Box::new(Producer(blocking::Producer::connect(&config.0)?))))
}

impl Producer {
    pub(crate) fn publish(&self, event: &Event) -> Result<ffi::Receipt, Failure> {
        guarded(|| Ok(self.0.publish(&event.inner)?.into()))
    }

    pub(crate) fn enqueue(&self, event: &Event) -> Result<Box<Delivery>, Failure> {
        guarded(|| Ok(Box::new(Delivery(self.0.enqueue(&event.inner)?))))
    }

    pub(crate) fn try_enqueue(&self, event: &Event) -> Result<Box<Delivery>, Failure> {
        guarded(|| Ok(Box::new(Delivery(self.0.as_async().try_enqueue(&event.inner)?))))
    }

    pub(crate) fn flush(&self, deadline_ms: u64) -> Result<(), Failure> {
        guarded(|| Ok(self.0.flush(Duration::from_millis(deadline_ms))?))
    }

    pub(crate) fn close(&self, deadline_ms: u64) -> Result<(), Failure> {
        guarded(|| Ok(self.0.close(Duration::from_millis(deadline_ms))?))
    }

    pub(crate) fn producer_brokers(&self) -> Result<String, Failure> {
        infallible(|| self.0.bootstrap_servers().to_owned())
    }
}

/// A record on its way.
pub(crate) struct Delivery(tda_client::Delivery);

pub(crate) fn wait_for_delivery(delivery: Box<Delivery>) -> Result<ffi::Receipt, Failure> {
    guarded(|| Ok(delivery.0.wait()?.into()))
}

impl From<tda_client::Receipt> for ffi::Receipt {
    fn from(receipt: tda_client::Receipt) -> Self {
        let tda_client::Receipt { topic, partition, offset, timestamp_ms } = receipt;
        Self { topic, partition, offset, timestamp_ms }
    }
}

/// Reads events as a member of a group.
pub(crate) struct Consumer(blocking::Consumer);

#[expect(clippy::needless_pass_by_value, reason = "the bridge hands lists over")]
pub(crate) fn consumer(config: &Config, group: &str, topics: Vec<String>) -> Result<Box<Consumer>, Failure> {
    guarded(|| {
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        Ok(Box::new(Consumer(blocking::Consumer::connect(&config.0, group, &topics)?)))
    })
}

impl Consumer {
    pub(crate) fn next(&self, timeout_ms: u64) -> Result<Box<Received>, Failure> {
        guarded(|| Ok(Box::new(Received(self.0.next(Duration::from_millis(timeout_ms))?))))
    }

    pub(crate) fn leave(&self) -> Result<(), Failure> {
        infallible(|| self.0.close())
    }
}

/// A record, or none where the time passed without one.
pub(crate) struct Received(Option<tda_client::Received>);

impl Received {
    fn record(&self) -> Result<&tda_client::Received, Failure> {
        self.0.as_ref().ok_or_else(|| Failure::invalid("no record was received"))
    }

    pub(crate) fn is_present(&self) -> Result<bool, Failure> {
        infallible(|| self.0.is_some())
    }

    pub(crate) fn received_event(&self) -> Result<Box<Event>, Failure> {
        guarded(|| match self.record()?.event() {
            Ok(event) => Ok(Box::new(Event::of_tda(event.clone().into()))),
            Err(error) => Err(error.clone().into()),
        })
    }

    pub(crate) fn received_from(&self) -> Result<ffi::Receipt, Failure> {
        guarded(|| {
            let record = self.record()?;
            Ok(ffi::Receipt {
                topic: record.topic().to_owned(),
                partition: record.partition(),
                offset: record.offset(),
                timestamp_ms: record.timestamp_ms().unwrap_or(0),
            })
        })
    }

    pub(crate) fn received_header(&self, name: &str) -> Result<ffi::OptionalText, Failure> {
        guarded(|| {
            let text = self.record()?.header(name);
            Ok(ffi::OptionalText { present: text.is_some(), text: text.unwrap_or_default().to_owned() })
        })
    }

    pub(crate) fn ack(&self) -> Result<(), Failure> {
        guarded(|| {
            self.record()?.ack();
            Ok(())
        })
    }
}
