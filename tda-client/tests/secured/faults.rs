//! Who does not get in, and why: one clear error each, soon, without a secret.

use std::time::{Duration, Instant};

use tda_client::{
    ClientConfig, Consumer, Error, Producer, SaslMechanism, Secret, SecurityProtocol, TlsVersion,
    security::SecurityFault,
};

use super::{broker::secured_broker, issuer::token};
use crate::fixture::run;

/// Far below the time that connecting may take.
const SOON: Duration = Duration::from_secs(8);

async fn fault(what: &str, config: &ClientConfig) -> SecurityFault {
    let started = Instant::now();
    let by_producer = refusal(what, Producer::connect(config).await.map(drop), started);
    // A consumer has other callbacks: it must say the same.
    let started = Instant::now();
    let by_consumer = Consumer::connect(config, "group", &["tda_jobs"]).await.map(drop);
    assert_eq!(refusal(what, by_consumer, started), by_producer, "{what}");
    by_producer
}

#[allow(clippy::print_stdout, reason = "the messages are to be read by people, too")]
fn refusal(what: &str, outcome: Result<(), Error>, started: Instant) -> SecurityFault {
    let error = outcome.expect_err(what);
    println!("{what}: {error} ({:?})", started.elapsed());
    assert!(started.elapsed() < SOON, "{what}: {error} after {:?}", started.elapsed());
    let text = error.to_string();
    assert!(!text.contains("hunter2") && !text.contains("-password"), "{what}: {text}");
    match error {
        Error::Security { fault, broker, .. } => {
            assert!(text.contains(&broker) && text.contains(fault.advice()), "{what}: {text}");
            fault
        }
        other => panic!("{what}: {other:?}"),
    }
}

async fn check(cases: Vec<(&'static str, ClientConfig, SecurityFault)>) {
    let mut wrong = Vec::new();
    for (what, config, expected) in cases {
        let seen = fault(what, &config).await;
        if seen != expected {
            wrong.push(format!("{what}: {seen:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn wrong_names_passwords_mechanisms_and_tokens() {
    let Some(broker) = secured_broker("names") else { return };
    let listener = |config: ClientConfig| config.security_protocol(SecurityProtocol::SaslPlaintext);
    let user = |mechanism, user: &str| {
        listener(broker.bare(broker.address("sasl_plaintext"))).sasl(mechanism, user, Secret::new("hunter2"))
    };
    let with_token = |token: String| {
        let file = broker.own_file(&format!("token{}", token.len()));
        std::fs::write(&file, token).expect("written");
        listener(broker.bare(broker.address("sasl_plaintext")))
            .tokens(tda_client::security::TokenFile::new(file))
    };
    let key = broker.file("token.key");
    let good = token(&key, "alice", Duration::from_secs(60));
    let spoilt = good.rsplit_once('.').expect("parts").0.to_owned() + ".AAAA";
    run(check(vec![
        ("a wrong password, PLAIN", user(SaslMechanism::Plain, "alice"), SecurityFault::Credentials),
        (
            "a wrong password, SCRAM-256",
            user(SaslMechanism::ScramSha256, "alice"),
            SecurityFault::Credentials,
        ),
        (
            "a wrong password, SCRAM-512",
            user(SaslMechanism::ScramSha512, "alice"),
            SecurityFault::Credentials,
        ),
        ("an unknown user", user(SaslMechanism::ScramSha512, "nobody"), SecurityFault::Credentials),
        ("a token with a wrong signature", with_token(spoilt), SecurityFault::TokenRefused),
        (
            "a mechanism that is not offered",
            broker.sasl_tls(SaslMechanism::ScramSha256, "alice"),
            SecurityFault::Mechanism,
        ),
        ("no token at all", with_token(String::new()), SecurityFault::TokenNotGiven),
    ]));
}

#[test]
fn listeners_that_speak_otherwise() {
    let Some(broker) = secured_broker("listeners") else { return };
    let user = |listener: &str| broker.sasl_at(listener, SaslMechanism::ScramSha512, "alice");
    let user_tls = |listener: &str| broker.sasl_tls_at(listener, SaslMechanism::ScramSha512, "alice");
    let certificate = |listener: &str| broker.mutual_tls(listener, "alice");
    let nothing = |listener: &str| broker.bare(broker.address(listener));
    let only_new = certificate("tls_1_2").tls_version_min(TlsVersion::V1_3);
    run(check(vec![
        ("TLS to a listener without", user_tls("sasl_plaintext"), SecurityFault::PlaintextListener),
        ("no TLS to a listener with", user("sasl_ssl"), SecurityFault::TlsListener),
        ("nothing to a listener with TLS", nothing("mutual_tls"), SecurityFault::TlsListener),
        (
            "a certificate to a listener without TLS",
            certificate("plaintext"),
            SecurityFault::PlaintextListener,
        ),
        ("SASL to a listener without", user("plaintext"), SecurityFault::SaslMismatch),
        ("nothing to a listener with SASL", nothing("sasl_plaintext"), SecurityFault::SaslMismatch),
        ("only TLS 1.3 to a listener with 1.2", only_new, SecurityFault::TlsVersion),
    ]));
}

#[test]
fn certificates_of_either_side() {
    let Some(broker) = secured_broker("certificates") else { return };
    let certificate = |listener: &str| broker.mutual_tls(listener, "alice");
    let signed_by = |authority: &str| {
        let (certificate, key) = broker.identity("eve", authority, Duration::from_secs(60));
        broker.mutual_tls("mutual_tls", "alice").client_certificate(certificate, key)
    };
    let without = broker
        .bare(broker.address("mutual_tls"))
        .security_protocol(SecurityProtocol::Ssl)
        .ca_file(broker.file("ca.pem"));
    let expired = {
        let (certificate, key) = broker.identity("old", "ca", Duration::ZERO);
        std::thread::sleep(Duration::from_secs(1));
        broker.mutual_tls("mutual_tls", "alice").client_certificate(certificate, key)
    };
    run(check(vec![
        ("an expired broker", certificate("expired"), SecurityFault::BrokerCertificateExpired),
        ("a broker under another name", certificate("other_host"), SecurityFault::BrokerHostName),
        (
            "an unknown authority",
            certificate("mutual_tls").ca_file(broker.file("stranger.pem")),
            SecurityFault::BrokerNotTrusted,
        ),
        ("an own certificate that is over", expired, SecurityFault::ClientCertificateExpired),
        ("an own certificate of a stranger", signed_by("stranger"), SecurityFault::ClientCertificateRefused),
        ("no certificate of ones own", without, SecurityFault::ClientCertificateMissing),
    ]));
}
