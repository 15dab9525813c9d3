//! Where the registry is, and how much patience and memory a client has.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{error::RegistryError, subject::SubjectStrategy};
use crate::config::{ConfigProblem, Secret};

/// The address that means: no server, the schemas of this build.
const OFFLINE: &str = "offline";

/// How a client reaches its registry.
///
/// ```
/// use std::time::Duration;
/// use tda_client::{Secret, registry::RegistryConfig};
///
/// let config = RegistryConfig::new("https://me:hunter2@registry-1:8081,https://registry-2:8081")
///     .basic_auth("service", Secret::new("hunter2"))
///     .ca_file("/etc/ssl/registry.pem")
///     .deadline(Duration::from_secs(5));
/// assert!(!format!("{config:?}").contains("hunter2"));
/// ```
#[derive(Clone, Debug)]
pub struct RegistryConfig {
    /// Kept as secrets: a user and a password may stand in them.
    pub(super) urls: Vec<Secret>,
    pub(super) auth: Option<Auth>,
    pub(super) ca_file: Option<PathBuf>,
    pub(super) certificate_files: Option<(PathBuf, PathBuf)>,
    pub(super) strategy: SubjectStrategy,
    pub(super) registers: bool,
    pub(super) request_timeout: Duration,
    pub(super) deadline: Duration,
    pub(super) attempts_max: u32,
    pub(super) requests_max: usize,
    pub(super) cache_entries_max: usize,
    pub(super) cache_bytes_max: usize,
    pub(super) answer_bytes_max: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Auth {
    Basic { user: String, password: Secret },
    Bearer(Secret),
}

impl RegistryConfig {
    /// A configuration with all defaults for `urls`, comma-separated; or for no server, with `offline`.
    ///
    /// User and password may stand in a URL (`http://user:password@host`); they never appear in a message.
    pub fn new(urls: impl AsRef<str>) -> Self {
        let urls = urls.as_ref().split(',').map(str::trim).filter(|url| !url.is_empty());
        Self {
            urls: urls.map(Secret::new).collect(),
            auth: None,
            ca_file: None,
            certificate_files: None,
            strategy: SubjectStrategy::default(),
            // A producer that may not register tells of a schema that nobody released.
            registers: false,
            // A registry answers in milliseconds; three seconds are a registry that will not.
            request_timeout: Duration::from_secs(3),
            deadline: Duration::from_secs(10),
            attempts_max: 5,
            // Ample for a service, gentle for a registry.
            requests_max: 8,
            cache_entries_max: 1_000,
            cache_bytes_max: 64 * 1024 * 1024,
            answer_bytes_max: 8 * 1024 * 1024,
        }
    }

    /// The schemas of this build and no server. Ids are unknown then: they belong to a registry.
    pub fn offline() -> Self {
        Self::new(OFFLINE)
    }

    /// Reads the environment; `None` where `SCHEMA_REGISTRY_URL` is not set.
    ///
    /// The variables: `SCHEMA_REGISTRY_URL`, `SCHEMA_REGISTRY_USERNAME` and `_PASSWORD` (or
    /// `SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO`, `user:password`), `SCHEMA_REGISTRY_TOKEN`,
    /// `SCHEMA_REGISTRY_SSL_{CAFILE,CERTFILE,KEYFILE}`, `SCHEMA_REGISTRY_SUBJECT_STRATEGY`,
    /// `SCHEMA_REGISTRY_REGISTERS` (true or false).
    ///
    /// # Errors
    /// [`RegistryError::Config`] lists every variable that cannot be used.
    pub fn from_env() -> Result<Option<Self>, RegistryError> {
        Self::from_lookup(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// As [`from_env`](Self::from_env), with a look-up of your own instead of the process's environment.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, RegistryError> {
        let get = |name: &str| lookup(&format!("SCHEMA_REGISTRY_{name}"));
        let Some(urls) = get("URL") else { return Ok(None) };
        let mut config = Self::new(urls);
        let mut problems = Vec::new();
        let mut refuse = |name: &str, fault: String| {
            problems.push(ConfigProblem { setting: format!("SCHEMA_REGISTRY_{name}"), fault });
        };
        let pair = get("BASIC_AUTH_USER_INFO");
        let pair = pair.as_deref().map(|info| info.split_once(':').ok_or(()));
        match (get("USERNAME"), get("PASSWORD"), pair, get("TOKEN")) {
            (None, None, None, None) => {}
            (Some(user), Some(password), None, None) => {
                config = config.basic_auth(user, Secret::new(password));
            }
            (None, None, Some(Ok((user, password))), None) => {
                config = config.basic_auth(user, Secret::new(password));
            }
            (None, None, Some(Err(())), None) => {
                refuse("BASIC_AUTH_USER_INFO", "is not user:password".into());
            }
            (None, None, None, Some(token)) => config = config.bearer(Secret::new(token)),
            _ => refuse("USERNAME", "goes with PASSWORD, and excludes BASIC_AUTH_USER_INFO and TOKEN".into()),
        }
        if let Some(file) = get("SSL_CAFILE") {
            config = config.ca_file(file);
        }
        match (get("SSL_CERTFILE"), get("SSL_KEYFILE")) {
            (Some(certificate), Some(key)) => config = config.client_certificate(certificate, key),
            (None, None) => {}
            _ => refuse("SSL_CERTFILE", "goes with SSL_KEYFILE".into()),
        }
        match get("REGISTERS").as_deref() {
            None => {}
            Some("true" | "1" | "yes") => config = config.registers(true),
            Some("false" | "0" | "no") => config = config.registers(false),
            Some(other) => refuse("REGISTERS", format!("expected true or false, got `{other}`")),
        }
        match get("SUBJECT_STRATEGY").map(|name| name.parse()) {
            Some(Ok(strategy)) => config = config.strategy(strategy),
            Some(Err(fault)) => refuse("SUBJECT_STRATEGY", fault),
            None => {}
        }
        if problems.is_empty() { Ok(Some(config)) } else { Err(RegistryError::Config(problems)) }
    }

    /// User and password, sent with every request. Over plain HTTP anybody on the way reads them.
    #[must_use]
    pub fn basic_auth(mut self, user: impl Into<String>, password: Secret) -> Self {
        self.auth = Some(Auth::Basic { user: user.into(), password });
        self
    }

    /// A bearer token, sent with every request.
    #[must_use]
    pub fn bearer(mut self, token: Secret) -> Self {
        self.auth = Some(Auth::Bearer(token));
        self
    }

    /// The certificate authorities that the registry's certificate is checked against (PEM), in place of the
    /// system's.
    #[must_use]
    pub fn ca_file(mut self, file: impl AsRef<Path>) -> Self {
        self.ca_file = Some(file.as_ref().into());
        self
    }

    /// Certificate and key (PEM; the key as PKCS#8) for mutual TLS.
    #[must_use]
    pub fn client_certificate(mut self, certificate: impl AsRef<Path>, key: impl AsRef<Path>) -> Self {
        self.certificate_files = Some((certificate.as_ref().into(), key.as_ref().into()));
        self
    }

    /// How subjects are named; by topic and record unless told otherwise.
    #[must_use]
    pub fn strategy(mut self, strategy: SubjectStrategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// Whether a producer registers schemas that are not registered yet; by default it does not.
    #[must_use]
    pub fn registers(mut self, registers: bool) -> Self {
        self.registers = registers;
        self
    }

    /// How long one request may take; 3 s by default.
    #[must_use]
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// How long a call may take with all its attempts; 10 s by default.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How often each URL is asked before a call fails; 5 by default.
    #[must_use]
    pub fn attempts_max(mut self, attempts: u32) -> Self {
        self.attempts_max = attempts;
        self
    }

    /// Requests that may be on their way at once; 8 by default.
    #[must_use]
    pub fn requests_max(mut self, requests: usize) -> Self {
        self.requests_max = requests;
        self
    }

    /// Schemas and ids that the cache holds, of each; 1 000 by default.
    #[must_use]
    pub fn cache_entries_max(mut self, entries: usize) -> Self {
        self.cache_entries_max = entries;
        self
    }

    /// Bytes of schemas and of ids that the cache holds, of each; 64 MiB by default.
    #[must_use]
    pub fn cache_bytes_max(mut self, bytes: usize) -> Self {
        self.cache_bytes_max = bytes;
        self
    }

    /// Whether this means no server.
    pub fn is_offline(&self) -> bool {
        matches!(self.urls.as_slice(), [url] if url.reveal() == OFFLINE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Option<RegistryConfig>, RegistryError> {
        RegistryConfig::from_lookup(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn no_address_means_no_registry() {
        assert!(read(&[("SCHEMA_REGISTRY_TOKEN", "x")]).expect("valid").is_none());
        assert!(read(&[("SCHEMA_REGISTRY_URL", "offline")]).expect("valid").expect("there").is_offline());
    }

    #[test]
    fn all_wrong_variables_are_named_together_and_secrets_are_not() {
        let error = read(&[
            ("SCHEMA_REGISTRY_URL", "http://h:8081"),
            ("SCHEMA_REGISTRY_USERNAME", "u"),
            ("SCHEMA_REGISTRY_TOKEN", "hunter2"),
            ("SCHEMA_REGISTRY_SSL_KEYFILE", "key.pem"),
            ("SCHEMA_REGISTRY_SUBJECT_STRATEGY", "Topics"),
        ])
        .expect_err("three faults");
        let RegistryError::Config(problems) = &error else { panic!("{error}") };
        assert_eq!(problems.len(), 3, "{error}");
        assert!(!error.to_string().contains("hunter2"));
    }

    #[test]
    fn secrets_do_not_print() {
        let config = read(&[
            ("SCHEMA_REGISTRY_URL", "http://h:8081"),
            ("SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "u:hunter2"),
        ]);
        let shown = format!("{:?}", config.expect("valid"));
        assert!(shown.contains("***") && !shown.contains("hunter2"), "{shown}");
    }
}
