//! The secured broker of the tests, and identities for it.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use openssl::{
    asn1::Asn1Time,
    bn::{BigNum, MsbOption},
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    x509::{X509, X509NameBuilder},
};
use tda_client::{
    ClientConfig, SaslMechanism, Secret, SecurityProtocol,
    admin::{AclBinding, AclFilter, Admin},
};

use crate::fixture::PATIENCE;

/// Where the secured broker listens, and a folder for what this test makes.
pub(crate) struct SecuredBroker {
    test: String,
    listeners: BTreeMap<String, String>,
    folder: PathBuf,
    own: tempfile::TempDir,
}

/// The secured broker, or `None` where there is none; in CI there must be one.
pub(crate) fn secured_broker(test: &str) -> Option<SecuredBroker> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Ok(path) = std::env::var("TDA_TEST_SECURED_KAFKA") else {
        assert!(std::env::var_os("CI").is_none(), "{test} needs TDA_TEST_SECURED_KAFKA");
        eprintln!("{test} is skipped: TDA_TEST_SECURED_KAFKA names no broker (cargo xtask test starts one)");
        return None;
    };
    let text = fs::read_to_string(path).expect("a description");
    let description: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let listeners = serde_json::from_value(description["listeners"].clone()).expect("addresses");
    let folder = description["folder"].as_str().expect("a folder").into();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let test = format!("{test}{}x{number}", std::process::id());
    Some(SecuredBroker { test, listeners, folder, own: tempfile::tempdir().expect("a folder") })
}

impl SecuredBroker {
    pub(crate) fn address(&self, listener: &str) -> &str {
        &self.listeners[listener]
    }

    /// A configuration that proves nothing.
    pub(crate) fn bare(&self, address: &str) -> ClientConfig {
        ClientConfig::new(address)
            .source("test")
            .topic_prefix(format!("{}_tda_", self.test))
            .group(format!("{}-workers", self.test))
            .environment(tda_events::Environment::Development)
            .connect_timeout(Duration::from_secs(40))
    }

    /// Whoever may do everything.
    pub(crate) fn unlocked(&self) -> ClientConfig {
        self.bare(self.address("plaintext"))
    }

    /// User and password without TLS.
    pub(crate) fn sasl(&self, mechanism: SaslMechanism, user: &str) -> ClientConfig {
        self.sasl_at("sasl_plaintext", mechanism, user)
    }

    pub(crate) fn sasl_at(&self, listener: &str, mechanism: SaslMechanism, user: &str) -> ClientConfig {
        let password = Secret::new(password(user));
        self.bare(self.address(listener))
            .security_protocol(SecurityProtocol::SaslPlaintext)
            .sasl(mechanism, user, password)
    }

    /// The same inside TLS.
    pub(crate) fn sasl_tls(&self, mechanism: SaslMechanism, user: &str) -> ClientConfig {
        self.sasl_tls_at("sasl_ssl", mechanism, user)
    }

    pub(crate) fn sasl_tls_at(&self, listener: &str, mechanism: SaslMechanism, user: &str) -> ClientConfig {
        self.sasl_at(listener, mechanism, user)
            .security_protocol(SecurityProtocol::SaslSsl)
            .ca_file(self.file("ca.pem"))
    }

    /// A listener with mutual TLS, and a certificate for `name`.
    pub(crate) fn mutual_tls(&self, listener: &str, name: &str) -> ClientConfig {
        let (certificate, key) = self.identity(name, "ca", Duration::from_secs(3600));
        self.bare(self.address(listener))
            .security_protocol(SecurityProtocol::Ssl)
            .ca_file(self.file("ca.pem"))
            .client_certificate(certificate, key)
    }

    /// Adds access rules, and waits until the broker keeps them.
    pub(crate) async fn allow(&self, rules: &[AclBinding]) {
        let admin = Admin::connect(&self.unlocked()).await.expect("connects");
        for item in admin.create_acls(rules).await.expect("added") {
            item.outcome.expect("added");
        }
        let started = Instant::now();
        for rule in rules {
            while admin.describe_acls(&AclFilter::from(rule)).await.expect("answered").is_empty() {
                assert!(started.elapsed() < PATIENCE, "{rule} is not kept");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }

    /// A file of the broker's, such as the authority's certificate.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A file of this test's own.
    pub(crate) fn own_file(&self, name: &str) -> PathBuf {
        self.own.path().join(name)
    }

    /// Writes a certificate for `name`, signed by `authority`, and its key; an old one is overwritten.
    pub(crate) fn identity(&self, name: &str, authority: &str, life: Duration) -> (PathBuf, PathBuf) {
        let (certificate, key) =
            (self.own_file(&format!("{name}.pem")), self.own_file(&format!("{name}.key")));
        self.write_identity(name, authority, life, &certificate, &key);
        (certificate, key)
    }

    pub(crate) fn write_identity(
        &self,
        name: &str,
        authority: &str,
        life: Duration,
        certificate: &PathBuf,
        key: &PathBuf,
    ) {
        let read = |file: &str| fs::read(self.file(file)).expect("a file of the broker");
        let issuer = X509::from_pem(&read(&format!("{authority}.pem"))).expect("PEM");
        let issuer_key = PKey::private_key_from_pem(&read(&format!("{authority}.key"))).expect("PEM");
        let (made, made_key) = signed(name, &issuer, &issuer_key, life);
        // The key first: a reader between the two sees a pair that does not fit, and tries again.
        replace(key, &made_key.private_key_to_pem_pkcs8().expect("PEM"));
        replace(certificate, &made.to_pem().expect("PEM"));
    }
}

pub(crate) fn password(user: &str) -> String {
    format!("{user}-password")
}

/// In one step, as those do who renew certificates.
fn replace(path: &PathBuf, content: &[u8]) {
    let beside = path.with_extension("new");
    fs::write(&beside, content).expect("written");
    fs::rename(beside, path).expect("renamed");
}

fn signed(name: &str, issuer: &X509, issuer_key: &PKey<Private>, life: Duration) -> (X509, PKey<Private>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("a curve");
    let key = PKey::from_ec_key(EcKey::generate(&group).expect("a key")).expect("a key");
    let mut subject = X509NameBuilder::new().expect("a name");
    subject.append_entry_by_nid(Nid::COMMONNAME, name).expect("a name");
    let mut serial = BigNum::new().expect("a number");
    serial.rand(64, MsbOption::MAYBE_ZERO, false).expect("random");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    let second = |seconds: u64| Asn1Time::from_unix(seconds.try_into().expect("this age")).expect("a time");
    let mut builder = X509::builder().expect("a builder");
    builder.set_version(2).expect("set");
    builder.set_serial_number(&serial.to_asn1_integer().expect("a number")).expect("set");
    builder.set_subject_name(&subject.build()).expect("set");
    builder.set_issuer_name(issuer.subject_name()).expect("set");
    builder.set_not_before(&second(now.as_secs() - 3600)).expect("set");
    builder.set_not_after(&second(now.as_secs() + life.as_secs())).expect("set");
    builder.set_pubkey(&key).expect("set");
    builder.sign(issuer_key, MessageDigest::sha256()).expect("signed");
    (builder.build(), key)
}
