//! Who gets in: every mechanism, with and without TLS, and tokens that are renewed while a client runs.

use std::time::{Duration, SystemTime};

use tda_client::{
    ClientConfig, ErrorKind, Producer, Retry, SaslMechanism, Secret, SecurityProtocol, TlsVersion,
    ensure_topics,
    security::{OidcClientCredentials, Token, TokenError, TokenFile, TokenProvider},
};

use super::{
    broker::{SecuredBroker, secured_broker},
    issuer::{CLIENT_ID, CLIENT_SECRET, Issuer, Manners, token},
};
use crate::fixture::{join, publish, read_until, run, square};

/// Publishes and reads as whoever may do everything, by the way that `config` takes.
async fn publishes_and_reads(config: &ClientConfig, job: &str) {
    let producer = Producer::connect(config).await.expect("connects");
    let consumer = join(config, "reader", &["tda_jobs"]).await;
    publish(&producer, &square(job)).await;
    read_until(&consumer, |read| {
        read.iter().any(|received| {
            received.event().is_ok_and(|event| crate::fixture::submitted_id(&event.data) == Some(job))
        })
    })
    .await;
}

fn issuer(broker: &SecuredBroker, life_s: u64, busy: u32) -> Issuer {
    let life = Duration::from_secs(life_s);
    Issuer::start(Manners { key: broker.file("token.key"), subject: "admin", life, busy })
}

fn with_tokens(broker: &SecuredBroker, tokens: impl TokenProvider + 'static) -> ClientConfig {
    broker
        .bare(broker.address("sasl_plaintext"))
        .security_protocol(SecurityProtocol::SaslPlaintext)
        .tokens(tokens)
}

#[test]
fn every_mechanism_lets_its_user_in() {
    let Some(broker) = secured_broker("mechanisms") else { return };
    run(async {
        ensure_topics(&broker.unlocked()).await.expect("created");
        for mechanism in [SaslMechanism::Plain, SaslMechanism::ScramSha256, SaslMechanism::ScramSha512] {
            let name = mechanism.name().to_ascii_lowercase();
            publishes_and_reads(&broker.sasl(mechanism, "admin"), &name).await;
            // The other listener does not offer it.
            if mechanism != SaslMechanism::ScramSha256 {
                publishes_and_reads(&broker.sasl_tls(mechanism, "admin"), &format!("{name}-tls")).await;
            }
        }
    });
}

#[test]
fn tls_of_both_versions_with_a_certificate_of_ones_own() {
    let Some(broker) = secured_broker("tls") else { return };
    run(async {
        for (listener, version) in [
            ("mutual_tls", TlsVersion::V1_2),
            ("mutual_tls", TlsVersion::V1_3),
            ("tls_1_2", TlsVersion::V1_2),
        ] {
            let config = broker.mutual_tls(listener, "tda-worker").tls_version_min(version);
            Producer::connect(&config)
                .await
                .unwrap_or_else(|error| panic!("{listener} {version:?}: {error}"));
        }
    });
}

#[test]
fn tokens_are_renewed_while_clients_run() {
    let Some(broker) = secured_broker("tokens") else { return };
    run(async {
        ensure_topics(&broker.unlocked()).await.expect("created");
        // The broker ends a connection with its token; the first two answers say that the issuer is busy.
        let issuer = issuer(&broker, 4, 2);
        let tokens = OidcClientCredentials::new(issuer.endpoint(), CLIENT_ID, Secret::new(CLIENT_SECRET))
            .scope("kafka");
        let config = with_tokens(&broker, tokens);
        publishes_and_reads(&config, "first").await;
        let producer = Producer::connect(&config).await.expect("connects");
        let consumer = join(&config, "watch", &["tda_jobs"]).await;
        let end = SystemTime::now() + Duration::from_secs(9);
        let mut published = 0;
        while SystemTime::now() < end {
            publish(&producer, &square(&format!("j{published}"))).await;
            published += 1;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        read_until(&consumer, |read| read.len() > published).await;
        assert!(issuer.given() >= 3, "{} tokens", issuer.given());
    });
}

#[test]
fn a_token_in_a_file_and_one_by_a_provider_with_extensions() {
    let Some(broker) = secured_broker("tokenfile") else { return };
    let key = broker.file("token.key");
    let file = broker.own_file("token");
    std::fs::write(&file, token(&key, "admin", Duration::from_secs(60)) + "\n").expect("written");
    struct Own(std::path::PathBuf);
    impl TokenProvider for Own {
        fn token(&self) -> Result<Token, TokenError> {
            let value = Secret::new(token(&self.0, "admin", Duration::from_secs(60)));
            Ok(Token::new(value, SystemTime::now() + Duration::from_secs(60))
                .extension("logicalCluster", "one"))
        }
    }
    run(async {
        Producer::connect(&with_tokens(&broker, TokenFile::new(file))).await.expect("connects");
        Producer::connect(&with_tokens(&broker, Own(key))).await.expect("connects");
        ensure_topics(&with_tokens(&broker, Own(broker.file("token.key"))))
            .await
            .expect("an administrator, too");
    });
}

#[test]
fn an_issuer_that_refuses_or_is_away_is_named_without_the_secret() {
    let Some(broker) = secured_broker("refusal") else { return };
    let issuer = issuer(&broker, 60, 0);
    let tokens = |endpoint: String, secret: &str| {
        with_tokens(
            &broker,
            OidcClientCredentials::new(endpoint, CLIENT_ID, Secret::new(secret)).scope("kafka"),
        )
    };
    run(async {
        let wrong =
            Producer::connect(&tokens(issuer.endpoint(), "hunter2")).await.map(drop).expect_err("refused");
        assert_eq!((wrong.kind(), wrong.retry()), (ErrorKind::Unauthorized, Retry::Never), "{wrong}");
        let text = wrong.to_string();
        assert!(text.contains("invalid_client") && text.contains("127.0.0.1"), "{text}");
        assert!(!text.contains("hunter2") && !text.contains(CLIENT_SECRET), "{text}");
        let nowhere = tokens("http://127.0.0.1:1/token".into(), CLIENT_SECRET);
        let away = Producer::connect(&nowhere);
        let away = away.await.map(drop).expect_err("nobody is there");
        assert_eq!(away.retry(), Retry::Safe, "{away}");
    });
}
