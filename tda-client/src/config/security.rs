//! How a client proves who it is, and how it knows the broker.

use std::path::{Path, PathBuf};

use super::{ClientConfig, ConfigProblem, Secret};

/// Which protocol the connection speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecurityProtocol {
    /// Neither encrypted nor authenticated.
    #[default]
    Plaintext,
    /// TLS, optionally mutual.
    Ssl,
    /// SASL without encryption.
    SaslPlaintext,
    /// SASL inside TLS.
    SaslSsl,
}

/// Which SASL mechanism proves who the client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaslMechanism {
    /// User and password, readable by the broker: only inside TLS.
    Plain,
    /// Salted challenge-response with SHA-256 (RFC 5802).
    ScramSha256,
    /// Salted challenge-response with SHA-512.
    ScramSha512,
}

/// Credentials and certificates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Security {
    pub(crate) protocol: SecurityProtocol,
    pub(crate) mechanism: Option<SaslMechanism>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) certificate_file: Option<PathBuf>,
    pub(crate) key_file: Option<PathBuf>,
    /// Encrypted or not, where nobody named the protocol.
    pub(super) ssl: Option<bool>,
    /// By SASL or not, where nobody named the protocol.
    pub(super) sasl: Option<bool>,
}

impl SecurityProtocol {
    /// Every protocol.
    pub const ALL: [Self; 4] = [Self::Plaintext, Self::Ssl, Self::SaslPlaintext, Self::SaslSsl];

    /// Its name in Kafka's configuration, such as `SASL_SSL`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plaintext => "PLAINTEXT",
            Self::Ssl => "SSL",
            Self::SaslPlaintext => "SASL_PLAINTEXT",
            Self::SaslSsl => "SASL_SSL",
        }
    }

    /// The protocol called `name`, in capitals or not.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.name().eq_ignore_ascii_case(name))
    }

    /// Whether it authenticates by SASL.
    pub fn is_sasl(self) -> bool {
        matches!(self, Self::SaslPlaintext | Self::SaslSsl)
    }

    /// Whether it encrypts.
    pub fn is_tls(self) -> bool {
        matches!(self, Self::Ssl | Self::SaslSsl)
    }
}

impl SaslMechanism {
    /// Every mechanism.
    pub const ALL: [Self; 3] = [Self::Plain, Self::ScramSha256, Self::ScramSha512];

    /// Its registered name, such as `SCRAM-SHA-512`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha512 => "SCRAM-SHA-512",
        }
    }

    /// The mechanism called `name`, in capitals or not.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mechanism| mechanism.name().eq_ignore_ascii_case(name))
    }
}

impl Security {
    /// What contradicts itself or is missing.
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |setting: &str, fault: &str| {
            problems.push(ConfigProblem { setting: setting.into(), fault: fault.into() });
        };
        let complete = self.mechanism.is_some() && self.username.is_some() && self.password.is_some();
        if self.protocol.is_sasl() && !complete {
            refuse("sasl_mechanism", "the protocol wants a mechanism, a username and a password");
        }
        if !self.protocol.is_sasl() && self.password.is_some() {
            refuse(
                "security_protocol",
                "sends no password, though one is set; say SASL_SSL or SASL_PLAINTEXT",
            );
        }
        if self.certificate_file.is_some() != self.key_file.is_some() {
            let missing = if self.key_file.is_none() { "key_file" } else { "certificate_file" };
            refuse(missing, "certificate and key go together");
        }
        if !self.protocol.is_tls() && (self.certificate_file.is_some() || self.ca_file.is_some()) {
            refuse("security_protocol", "uses no certificates, though some are set; say SSL or SASL_SSL");
        }
        problems
    }

    /// The protocol from its two switches, unless it was named; a switch that says otherwise is a problem.
    pub(super) fn settle(&mut self, is_named: bool) -> Vec<ConfigProblem> {
        if !is_named && (self.ssl.is_some() || self.sasl.is_some()) {
            self.protocol = match (self.ssl == Some(true), self.sasl == Some(true)) {
                (false, false) => SecurityProtocol::Plaintext,
                (true, false) => SecurityProtocol::Ssl,
                (false, true) => SecurityProtocol::SaslPlaintext,
                (true, true) => SecurityProtocol::SaslSsl,
            };
        }
        let switches =
            [("ssl", self.ssl, self.protocol.is_tls()), ("sasl", self.sasl, self.protocol.is_sasl())];
        let contradicts =
            switches.into_iter().filter(|(_, switch, is)| switch.is_some_and(|switch| switch != *is));
        contradicts
            .map(|(setting, ..)| ConfigProblem {
                setting: setting.into(),
                fault: format!("contradicts the protocol {}", self.protocol.name()),
            })
            .collect()
    }

    /// What librdkafka is told.
    #[cfg_attr(not(feature = "kafka"), allow(dead_code, reason = "only a broker asks for it"))]
    pub(crate) fn properties(&self) -> Vec<(&'static str, Secret)> {
        let file = |path: &Option<PathBuf>| path.as_ref().map(|path| Secret::new(path.to_string_lossy()));
        let values = [
            ("security.protocol", Some(Secret::new(self.protocol.name().to_ascii_lowercase()))),
            ("sasl.mechanism", self.mechanism.map(|mechanism| Secret::new(mechanism.name()))),
            ("sasl.username", self.username.clone().map(Secret::new)),
            ("sasl.password", self.password.clone()),
            ("ssl.ca.location", file(&self.ca_file)),
            ("ssl.certificate.location", file(&self.certificate_file)),
            ("ssl.key.location", file(&self.key_file)),
        ];
        values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

impl ClientConfig {
    /// TLS or SASL.
    #[must_use]
    pub fn security_protocol(mut self, protocol: SecurityProtocol) -> Self {
        self.security.protocol = protocol;
        self.by_code("security_protocol")
    }

    /// SASL credentials. The password never appears in a log or in `Debug`.
    #[must_use]
    pub fn sasl(mut self, mechanism: SaslMechanism, username: impl Into<String>, password: Secret) -> Self {
        self.security.mechanism = Some(mechanism);
        self.security.username = Some(username.into());
        self.security.password = Some(password);
        self.by_code("sasl_mechanism").by_code("sasl_username").by_code("sasl_password")
    }

    /// The certificate authority that the broker's certificate is checked against (PEM).
    #[must_use]
    pub fn ca_file(mut self, file: impl AsRef<Path>) -> Self {
        self.security.ca_file = Some(file.as_ref().into());
        self.by_code("ca_file")
    }

    /// Certificate and key (PEM) for mutual TLS.
    #[must_use]
    pub fn client_certificate(mut self, certificate: impl AsRef<Path>, key: impl AsRef<Path>) -> Self {
        self.security.certificate_file = Some(certificate.as_ref().into());
        self.security.key_file = Some(key.as_ref().into());
        self.by_code("certificate_file").by_code("key_file")
    }
}
