//! How a client proves who it is, and how it knows the broker.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use super::{ClientConfig, ConfigProblem, Secret};
use crate::security::TokenProvider;

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
    /// Kerberos, in builds with feature `kerberos`.
    Gssapi,
    /// Signed tokens (RFC 7628), given out by a [`TokenProvider`].
    OauthBearer,
    /// User and password, readable by the broker: only inside TLS.
    Plain,
    /// Salted challenge-response with SHA-256 (RFC 5802).
    ScramSha256,
    /// Salted challenge-response with SHA-512.
    ScramSha512,
}

/// Versions of TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsVersion {
    /// TLS 1.2 (RFC 5246).
    #[default]
    V1_2,
    /// TLS 1.3 (RFC 8446).
    V1_3,
}

/// Credentials and certificates.
#[derive(Clone, Debug)]
pub(crate) struct Security {
    pub(crate) protocol: SecurityProtocol,
    pub(crate) mechanism: Option<SaslMechanism>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) password_file: Option<PathBuf>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) certificate_file: Option<PathBuf>,
    pub(crate) key_file: Option<PathBuf>,
    pub(crate) key_password: Option<Secret>,
    pub(crate) tls_version_min: TlsVersion,
    pub(crate) tokens: Option<Tokens>,
    pub(crate) oauth: Oauth,
    pub(crate) kerberos: Kerberos,
    pub(crate) credentials_check_interval: Duration,
    /// Encrypted or not, where nobody named the protocol.
    pub(super) ssl: Option<bool>,
    /// By SASL or not, where nobody named the protocol.
    pub(super) sasl: Option<bool>,
}

/// Whoever gives out tokens, chosen in code.
#[derive(Clone)]
pub(crate) struct Tokens(pub(crate) Arc<dyn TokenProvider>);

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenProvider")
    }
}

/// Whoever gives out tokens, as plain settings name it: an issuer (OpenID Connect), or a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Oauth {
    pub(crate) token_endpoint: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) scope: Option<String>,
    pub(crate) audience: Option<String>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) token_file: Option<PathBuf>,
}

/// Settings of Kerberos.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kerberos {
    pub(crate) service_name: Option<String>,
    pub(crate) principal: Option<String>,
    pub(crate) keytab: Option<PathBuf>,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            protocol: SecurityProtocol::default(),
            mechanism: None,
            username: None,
            password: None,
            password_file: None,
            ca_file: None,
            certificate_file: None,
            key_file: None,
            key_password: None,
            tls_version_min: TlsVersion::default(),
            tokens: None,
            oauth: Oauth::default(),
            kerberos: Kerberos::default(),
            // Certificates are renewed days before they end: half a minute is soon, and reads a few files.
            credentials_check_interval: Duration::from_secs(30),
            ssl: None,
            sasl: None,
        }
    }
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
    pub const ALL: [Self; 5] =
        [Self::Gssapi, Self::OauthBearer, Self::Plain, Self::ScramSha256, Self::ScramSha512];

    /// Its registered name, such as `SCRAM-SHA-512`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gssapi => "GSSAPI",
            Self::OauthBearer => "OAUTHBEARER",
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

impl TlsVersion {
    /// Every version.
    pub const ALL: [Self; 2] = [Self::V1_2, Self::V1_3];

    /// Its name, such as `TLSv1.3`.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1_2 => "TLSv1.2",
            Self::V1_3 => "TLSv1.3",
        }
    }

    /// The version called `name`: `TLSv1.3` or `1.3`.
    pub fn from_name(name: &str) -> Option<Self> {
        let is_called = |version: &Self| {
            let full = version.name();
            name.eq_ignore_ascii_case(full) || full.strip_prefix("TLSv") == Some(name)
        };
        Self::ALL.into_iter().find(is_called)
    }
}

/// librdkafka has no setting for versions of TLS. This list of ciphers for TLS 1.2 holds one that needs a key shared
/// beforehand, which a client without such a key never offers: what is left to offer is TLS 1.3.
const NO_TLS_1_2: &str = "PSK-AES256-GCM-SHA384";

impl Security {
    /// What contradicts itself or is missing.
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |setting: &str, fault: &str| {
            problems.push(ConfigProblem { setting: setting.into(), fault: fault.into() });
        };
        let password = self.password.is_some() || self.password_file.is_some();
        if self.protocol.is_sasl() {
            if let Some(fault) = self.missing_of_sasl() {
                refuse("sasl_mechanism", fault);
            }
        } else if password || self.tokens.is_some() {
            refuse(
                "security_protocol",
                "sends no password and no token, though one is set; say SASL_SSL or SASL_PLAINTEXT",
            );
        }
        if self.password.is_some() && self.password_file.is_some() {
            refuse("sasl_password_file", "a password is given, too; one of them is enough");
        }
        if self.certificate_file.is_some() != self.key_file.is_some() {
            let missing = if self.key_file.is_none() { "key_file" } else { "certificate_file" };
            refuse(missing, "certificate and key go together");
        }
        if !self.protocol.is_tls() && (self.certificate_file.is_some() || self.ca_file.is_some()) {
            refuse("security_protocol", "uses no certificates, though some are set; say SSL or SASL_SSL");
        }
        if self.credentials_check_interval.is_zero() {
            refuse("credentials_check_interval_ms", "must be more than zero");
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

    fn missing_of_sasl(&self) -> Option<&'static str> {
        let oauth = &self.oauth;
        match self.mechanism {
            None => Some("the protocol wants a mechanism"),
            Some(SaslMechanism::Gssapi) if !cfg!(feature = "kerberos") => {
                Some("GSSAPI needs a build with feature `kerberos`")
            }
            Some(SaslMechanism::Gssapi) => None,
            Some(SaslMechanism::OauthBearer) => {
                let issuer = oauth.token_endpoint.is_some()
                    && oauth.client_id.is_some()
                    && oauth.client_secret.is_some();
                (self.tokens.is_none() && !issuer && oauth.token_file.is_none())
                    .then_some("OAUTHBEARER wants a token provider, a token file, or an endpoint with client id and secret")
            }
            Some(SaslMechanism::Plain | SaslMechanism::ScramSha256 | SaslMechanism::ScramSha512) => {
                let complete =
                    self.username.is_some() && (self.password.is_some() || self.password_file.is_some());
                (!complete).then_some("the mechanism wants a username and a password")
            }
        }
    }

    /// Whoever gives out tokens, where the mechanism wants some.
    #[cfg(feature = "kafka")]
    pub(crate) fn token_provider(&self) -> Option<Arc<dyn TokenProvider>> {
        use crate::security::{OidcClientCredentials, TokenFile};

        if self.mechanism != Some(SaslMechanism::OauthBearer) {
            return None;
        }
        if let Some(tokens) = &self.tokens {
            return Some(Arc::clone(&tokens.0));
        }
        let oauth = &self.oauth;
        if let Some(file) = &oauth.token_file {
            return Some(Arc::new(TokenFile::new(file)));
        }
        let (endpoint, id, secret) =
            (oauth.token_endpoint.as_ref()?, oauth.client_id.as_ref()?, oauth.client_secret.as_ref()?);
        let mut issuer = OidcClientCredentials::new(endpoint, id, secret.clone());
        if let Some(scope) = &oauth.scope {
            issuer = issuer.scope(scope);
        }
        if let Some(audience) = &oauth.audience {
            issuer = issuer.audience(audience);
        }
        if let Some(file) = &oauth.ca_file {
            issuer = issuer.ca_file(file);
        }
        Some(Arc::new(issuer))
    }

    /// What librdkafka is told; passwords in files are not among it.
    #[cfg_attr(not(feature = "kafka"), allow(dead_code, reason = "only a broker asks for it"))]
    pub(crate) fn properties(&self) -> Vec<(&'static str, Secret)> {
        let file = |path: &Option<PathBuf>| path.as_ref().map(|path| Secret::new(path.to_string_lossy()));
        let ciphers =
            (self.protocol.is_tls() && self.tls_version_min == TlsVersion::V1_3).then_some(NO_TLS_1_2);
        let Kerberos { service_name, principal, keytab } = &self.kerberos;
        let values = [
            ("security.protocol", Some(Secret::new(self.protocol.name().to_ascii_lowercase()))),
            ("sasl.mechanism", self.mechanism.map(|mechanism| Secret::new(mechanism.name()))),
            ("sasl.username", self.username.clone().map(Secret::new)),
            ("sasl.password", self.password.clone()),
            ("sasl.kerberos.service.name", service_name.clone().map(Secret::new)),
            ("sasl.kerberos.principal", principal.clone().map(Secret::new)),
            ("sasl.kerberos.keytab", file(keytab)),
            ("ssl.ca.location", file(&self.ca_file)),
            ("ssl.certificate.location", file(&self.certificate_file)),
            ("ssl.key.location", file(&self.key_file)),
            ("ssl.key.password", self.key_password.clone()),
            ("ssl.cipher.suites", ciphers.map(Secret::new)),
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
    ///
    /// The files are looked at while clients run: new contents are taken into use without a restart.
    #[must_use]
    pub fn client_certificate(mut self, certificate: impl AsRef<Path>, key: impl AsRef<Path>) -> Self {
        self.security.certificate_file = Some(certificate.as_ref().into());
        self.security.key_file = Some(key.as_ref().into());
        self.by_code("certificate_file").by_code("key_file")
    }

    /// A file with the password of [`sasl`](Self::sasl) in place of a password: it is read again while clients run, so
    /// that a new password needs no restart. White space around the password is no part of it.
    #[must_use]
    pub fn sasl_password_file(
        mut self,
        mechanism: SaslMechanism,
        username: impl Into<String>,
        file: impl AsRef<Path>,
    ) -> Self {
        self.security.mechanism = Some(mechanism);
        self.security.username = Some(username.into());
        self.security.password_file = Some(file.as_ref().into());
        self.by_code("sasl_mechanism").by_code("sasl_username").by_code("sasl_password_file")
    }

    /// Authenticates by tokens (OAUTHBEARER) that `provider` gives out.
    #[must_use]
    pub fn tokens(mut self, provider: impl TokenProvider + 'static) -> Self {
        self.security.mechanism = Some(SaslMechanism::OauthBearer);
        self.security.tokens = Some(Tokens(Arc::new(provider)));
        self.by_code("sasl_mechanism")
    }

    /// Authenticates by Kerberos (GSSAPI): the brokers' service name (mostly `kafka`), and the client's principal with
    /// its keytab. Needs feature `kerberos`.
    #[must_use]
    pub fn kerberos(
        mut self,
        service_name: impl Into<String>,
        principal: impl Into<String>,
        keytab: impl AsRef<Path>,
    ) -> Self {
        self.security.mechanism = Some(SaslMechanism::Gssapi);
        self.security.kerberos = Kerberos {
            service_name: Some(service_name.into()),
            principal: Some(principal.into()),
            keytab: Some(keytab.as_ref().into()),
        };
        self.by_code("sasl_mechanism")
            .by_code("kerberos_service_name")
            .by_code("kerberos_principal")
            .by_code("kerberos_keytab")
    }

    /// The password of the key of [`client_certificate`](Self::client_certificate).
    #[must_use]
    pub fn key_password(mut self, password: Secret) -> Self {
        self.security.key_password = Some(password);
        self.by_code("key_password")
    }

    /// The oldest version of TLS that the client speaks; 1.2 by default. Nothing older is ever spoken.
    #[must_use]
    pub fn tls_version_min(mut self, version: TlsVersion) -> Self {
        self.security.tls_version_min = version;
        self.by_code("tls_version_min")
    }

    /// How often files with certificates and passwords are looked at for new contents; 30 s by default.
    #[must_use]
    pub fn credentials_check_interval(mut self, interval: Duration) -> Self {
        self.security.credentials_check_interval = interval;
        self.by_code("credentials_check_interval_ms")
    }
}
