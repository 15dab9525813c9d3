//! A broker that lets nobody in without proof: TLS, mutual TLS and SASL listeners, with access rules in force.
//!
//! ```text
//!   PLAINTEXT       nobody asks; may do everything: for whoever sets the broker up
//!   SASL_PLAINTEXT  PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER
//!   SASL_SSL        the same inside TLS, but for SCRAM-SHA-256
//!   MUTUAL_TLS      a certificate of the authority; the identity is its subject
//!   EXPIRED, OTHER_HOST, TLS_1_2   as MUTUAL_TLS, with a fault that clients must find
//! ```

mod certificates;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use tda_events::{Authentication, Catalog};

use self::certificates::Certificates;
use super::{
    broker::{free_ports, remove_files},
    cluster::Kafka,
    properties::Properties,
};
use crate::workspace;

/// The identity that may do everything, beside those without a name on the PLAINTEXT listener.
const ADMIN: &str = "admin";
/// Tells who asks what the listeners are, as JSON.
const DESCRIPTION_FILE: &str = "secured.json";
/// The same for a shell.
const VARIABLES_FILE: &str = "client.env";

/// Listeners beside PLAINTEXT, with the protocol of each.
const LISTENERS: [(&str, &str); 6] = [
    ("SASL_PLAINTEXT", "SASL_PLAINTEXT"),
    ("SASL_SSL", "SASL_SSL"),
    ("MUTUAL_TLS", "SSL"),
    ("EXPIRED", "SSL"),
    ("OTHER_HOST", "SSL"),
    ("TLS_1_2", "SSL"),
];

/// Users of mechanisms that no catalog asks for, to try them.
const TRIAL_USERS: [&str; 3] = [ADMIN, "alice", "bob"];

/// A SASL listener's clients must prove themselves again after this long, or as long as their token lives.
const REAUTHENTICATION_MS: u32 = 3_600_000;
/// The same for SCRAM-SHA-256 on SASL_PLAINTEXT: short, so that tests see a changed password in force.
const REAUTHENTICATION_QUICK_MS: u32 = 2_000;

/// What a secured broker is started with.
pub(super) struct Secured {
    ports: BTreeMap<&'static str, u16>,
    certificates: Certificates,
    folder: PathBuf,
}

impl Secured {
    /// Makes the certificates in `folder` and chooses the ports.
    pub(super) fn prepare(folder: &Path) -> Result<Self> {
        remove_files(folder)?;
        let certificates = Certificates::make(folder)?;
        let ports = free_ports::<{ LISTENERS.len() }>()?;
        let ports = LISTENERS.iter().map(|(name, _)| *name).zip(ports).collect();
        Ok(Self { ports, certificates, folder: folder.to_owned() })
    }

    /// Adds the listeners and what they ask of clients.
    pub(super) fn customize(&self, properties: &mut Properties) {
        for (name, protocol) in LISTENERS {
            properties.listener(name, protocol, self.ports[name], self.ports[name]);
        }
        let file = |name: &str| self.certificates.file(name).display().to_string();
        properties
            // Without a name are only those on the listener for whoever sets the broker up: all others must show one.
            .set("super.users", format!("User:ANONYMOUS;User:{ADMIN}"))
            .set("ssl.keystore.type", "PEM")
            .set("ssl.keystore.location", file("broker.pem"))
            .set("ssl.truststore.type", "PEM")
            .set("ssl.truststore.location", file("ca.pem"))
            .set("ssl.client.auth", "required")
            .set("ssl.enabled.protocols", "TLSv1.2,TLSv1.3")
            .set("listener.name.expired.ssl.keystore.location", file("expired.pem"))
            .set("listener.name.other_host.ssl.keystore.location", file("other-host.pem"))
            .set("listener.name.tls_1_2.ssl.enabled.protocols", "TLSv1.2")
            .set("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER")
            .set("listener.name.sasl_ssl.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER")
            .set("connections.max.reauth.ms", REAUTHENTICATION_MS)
            .set(
                "listener.name.sasl_plaintext.scram-sha-256.connections.max.reauth.ms",
                REAUTHENTICATION_QUICK_MS,
            );
        for listener in ["sasl_plaintext", "sasl_ssl"] {
            self.ask_for_names(properties, listener);
        }
        for argument in scram_users() {
            properties.format_argument("-S").format_argument(argument);
        }
        // Java reads keys for tokens from named places only.
        properties.java_option(format!(
            "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=file://{}",
            file("jwks.json")
        ));
    }

    /// Every mechanism that is enabled needs its own line, or the broker does not start.
    fn ask_for_names(&self, properties: &mut Properties, listener: &str) {
        let security = "org.apache.kafka.common.security";
        let users: String =
            TRIAL_USERS.iter().map(|user| format!(" user_{user}=\"{}\"", password(user))).collect();
        for (mechanism, module) in [
            ("plain", format!("plain.PlainLoginModule required{users}")),
            ("scram-sha-256", "scram.ScramLoginModule required".to_owned()),
            ("scram-sha-512", "scram.ScramLoginModule required".to_owned()),
            ("oauthbearer", "oauthbearer.OAuthBearerLoginModule required".to_owned()),
        ] {
            let name = format!("listener.name.{listener}.{mechanism}.sasl.jaas.config");
            properties.set(&name, format!("{security}.{module};"));
        }
        let jwks = self.certificates.file("jwks.json");
        for (name, value) in [
            (
                "server.callback.handler.class",
                format!("{security}.oauthbearer.OAuthBearerValidatorCallbackHandler"),
            ),
            ("oauthbearer.jwks.endpoint.url", format!("file://{}", jwks.display())),
            ("oauthbearer.expected.audience", "kafka".to_owned()),
            ("oauthbearer.expected.issuer", "tda-test-issuer".to_owned()),
            ("oauthbearer.clock.skew.seconds", "0".to_owned()),
        ] {
            properties.set(&format!("listener.name.{listener}.oauthbearer.sasl.{name}"), value);
        }
    }

    /// Writes what clients and tests need to know, and says where: addresses by listener in lower case, and the folder
    /// of the certificates.
    pub(super) fn describe(&self, plaintext_port: u16) -> Result<PathBuf> {
        let address = |port: &u16| format!("127.0.0.1:{port}");
        let mut listeners: BTreeMap<String, String> =
            self.ports.iter().map(|(name, port)| (name.to_lowercase(), address(port))).collect();
        listeners.insert("plaintext".into(), address(&plaintext_port));
        let description = serde_json::json!({"listeners": listeners, "folder": self.folder});
        let path = self.folder.join(DESCRIPTION_FILE);
        fs::write(&path, serde_json::to_string_pretty(&description)?)?;
        fs::write(self.folder.join(VARIABLES_FILE), self.variables())?;
        Ok(path)
    }

    /// The variables of a client that may do everything.
    fn variables(&self) -> String {
        format!(
            "KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:{}
KAFKA_SECURITY_PROTOCOL=SASL_SSL
KAFKA_SASL_MECHANISM=SCRAM-SHA-512
KAFKA_SASL_USERNAME={ADMIN}
KAFKA_SASL_PASSWORD={}
KAFKA_SSL_CAFILE={}",
            self.ports["SASL_SSL"],
            password(ADMIN),
            self.certificates.file("ca.pem").display()
        )
    }
}

/// The variables of the broker that was described in `folder`.
pub(super) fn variables_in(folder: &Path) -> Result<String> {
    let path = folder.join(VARIABLES_FILE);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}

/// A secured broker for as long as this value lives.
pub(crate) struct SecuredKafka {
    kafka: Kafka,
    folder: PathBuf,
    description: PathBuf,
}

impl SecuredKafka {
    /// Starts it, empty, beside all others. Call it on the main thread.
    pub(crate) fn start_scoped() -> Result<Self> {
        let kafka_folder = workspace::target().join("kafka");
        let folder = kafka_folder.join(format!("secured-{}", std::process::id()));
        let secured = Secured::prepare(&folder)?;
        let mut kafka = Kafka::start_cluster("secured", 1, &|_, properties| {
            secured.customize(properties);
            Ok(())
        })?;
        let description = secured.describe(kafka.ports(1)?.client)?;
        Ok(Self { kafka, folder, description })
    }

    /// The file that says where it listens and where its certificates are.
    pub(crate) fn description(&self) -> &Path {
        &self.description
    }

    /// The process ids of the broker.
    pub(crate) fn pids(&self) -> Vec<u32> {
        self.kafka.pids()
    }
}

impl Drop for SecuredKafka {
    fn drop(&mut self) {
        if let Err(error) = remove_files(&self.folder) {
            eprintln!("kafka: {error:#}");
        }
    }
}

/// Passwords of brokers for tests are no secret.
fn password(user: &str) -> String {
    format!("{user}-password")
}

/// Users of SCRAM, as the storage tool makes them.
fn scram_users() -> Vec<String> {
    let user = |mechanism: &str, name: &str| format!("{mechanism}=[name={name},password={}]", password(name));
    let trial = TRIAL_USERS.iter().flat_map(|name| ["SCRAM-SHA-256", "SCRAM-SHA-512"].map(|m| user(m, name)));
    trial.chain(scram_principals().iter().map(|name| user("SCRAM-SHA-512", name))).collect()
}

/// Identities of the catalogs that prove themselves by SCRAM-SHA-512.
fn scram_principals() -> Vec<String> {
    let catalogs = Catalog::BUILTIN.into_iter().filter_map(Catalog::builtin);
    let principals = catalogs.flat_map(Catalog::principals);
    let scram = principals.filter(|principal| principal.mechanism() == Some(Authentication::ScramSha512));
    let mut names: Vec<_> = scram.map(|principal| principal.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mechanism_of_every_sasl_listener_has_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let secured = Secured::prepare(folder.path()).unwrap();
        let ports = super::super::properties::Ports { client: 1, internal: 2, controller: 3 };
        let mut properties = Properties::of_broker(1, &[ports], Path::new("/data"));
        secured.customize(&mut properties);
        let text = properties.render();
        for listener in ["sasl_plaintext", "sasl_ssl"] {
            for mechanism in ["plain", "scram-sha-256", "scram-sha-512", "oauthbearer"] {
                let line = format!("listener.name.{listener}.{mechanism}.sasl.jaas.config=");
                assert_eq!(text.matches(&line).count(), 1, "{line}");
            }
        }
    }

    #[test]
    fn the_catalogs_scram_principals_are_users() {
        let names = scram_principals();
        assert!(names.contains(&"tda-backend-producer".to_owned()), "{names:?}");
        assert!(!names.contains(&"tda-worker".to_owned()), "{names:?}");
    }
}
