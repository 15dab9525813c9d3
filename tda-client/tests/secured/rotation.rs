//! Certificates, authorities and passwords that change while clients run, without a restart.

use std::{
    fs,
    time::{Duration, Instant},
};

use tda_client::{
    ClientConfig, ErrorKind, Producer, SaslMechanism, Secret, SecurityProtocol,
    admin::{AclBinding, AclOperation, AclPattern, AclResource, Admin, ScramHash},
    ensure_topics,
};

use super::broker::{SecuredBroker, secured_broker};
use crate::fixture::{PATIENCE, join, publish, read_until, run, square, submitted_id};

/// Lets `principal` do everything with this test's topics and groups.
async fn admit(broker: &SecuredBroker, principal: &str) {
    let config = broker.unlocked();
    ensure_topics(&config).await.expect("created");
    let prefix = config.physical_topic("tda_");
    let rules = [AclResource::Topic, AclResource::Group]
        .map(|kind| AclBinding::allow(principal, kind, AclPattern::Prefixed, &prefix, AclOperation::All));
    broker.allow(&rules).await;
}

/// Connections that nobody uses are closed after a second, so that the next record makes a new one.
fn fleeting(config: ClientConfig) -> ClientConfig {
    config.property("connections.max.idle.ms", "1000").delivery_timeout(Duration::from_secs(6))
}

const IDLE: Duration = Duration::from_millis(2500);

#[test]
fn a_producer_and_a_consumer_outlive_their_certificates() {
    let Some(broker) = secured_broker("renewal") else { return };
    run(async {
        admit(&broker, "CN=short").await;
        let life = Duration::from_secs(12);
        let began = Instant::now();
        let (certificate, key) = broker.identity("short", "ca", life);
        // The same certificate in files that nobody renews.
        let (old, old_key) = (broker.own_file("old.pem"), broker.own_file("old.key"));
        fs::copy(&certificate, &old).expect("copied");
        fs::copy(&key, &old_key).expect("copied");
        let base = || fleeting(broker.mutual_tls("mutual_tls", "unused"));
        let renewed = base().client_certificate(&certificate, &key);
        let producer = Producer::connect(&renewed).await.expect("connects");
        let consumer = join(&renewed, "reader", &["tda_jobs"]).await;
        let forgotten = Producer::connect(&base().client_certificate(old, old_key)).await.expect("connects");
        publish(&producer, &square("before")).await;
        publish(&forgotten, &square("before, too")).await;
        // Half a pair is passed over, then the new one is there.
        fs::write(&certificate, "spoilt").expect("written");
        tokio::time::sleep(IDLE).await;
        publish(&producer, &square("with the old certificate")).await;
        broker.write_identity("short", "ca", Duration::from_secs(3600), &certificate, &key);
        tokio::time::sleep((life + IDLE).saturating_sub(began.elapsed())).await;
        publish(&producer, &square("after")).await;
        let error = forgotten.publish(&square("too late")).await.expect_err("the old certificate is over");
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
        assert!(error.to_string().contains("certificate"), "the reason is not told: {error}");
        let read = read_until(&consumer, |read| {
            read.iter().any(|received| {
                received.event().is_ok_and(|event| submitted_id(&event.data) == Some("after"))
            })
        });
        assert_eq!(read.await.len(), 4);
    });
}

#[test]
fn another_authority_is_believed_from_the_next_connection_on() {
    let Some(broker) = secured_broker("authority") else { return };
    let authorities = broker.own_file("authorities.pem");
    let of = |name: &str| fs::read_to_string(broker.file(name)).expect("PEM");
    run(async {
        admit(&broker, "CN=steady").await;
        fs::write(&authorities, of("ca.pem")).expect("written");
        let config = fleeting(broker.mutual_tls("mutual_tls", "steady").ca_file(&authorities));
        let producer = Producer::connect(&config).await.expect("connects");
        publish(&producer, &square("a")).await;
        fs::write(&authorities, of("stranger.pem")).expect("written");
        tokio::time::sleep(IDLE).await;
        producer.publish(&square("b")).await.expect_err("the broker's authority is no longer believed");
        // As during a change of authorities: both.
        fs::write(&authorities, of("stranger.pem") + &of("ca.pem")).expect("written");
        publish(&producer, &square("c")).await;
    });
}

#[test]
fn a_new_password_is_taken_from_its_file() {
    let Some(broker) = secured_broker("password") else { return };
    let user = "changing";
    let file = broker.own_file("password");
    run(async {
        admit(&broker, user).await;
        let admin = Admin::connect(&broker.unlocked()).await.expect("connects");
        let set = async |password: &str| {
            let password = Secret::new(password);
            admin.upsert_scram_user(user, ScramHash::Sha256, &password).await.expect("set");
        };
        set("first").await;
        fs::write(&file, "first\n").expect("written");
        let base = || {
            // Here the broker asks again for the password every two seconds.
            let config = broker.bare(broker.address("sasl_plaintext"));
            config.security_protocol(SecurityProtocol::SaslPlaintext).delivery_timeout(Duration::from_secs(6))
        };
        let renewed = base()
            .sasl_password_file(SaslMechanism::ScramSha256, user, &file)
            .credentials_check_interval(Duration::from_millis(200));
        let renewed = Producer::connect(&renewed).await.expect("connects");
        let fixed = base().sasl(SaslMechanism::ScramSha256, user, Secret::new("first"));
        let fixed = Producer::connect(&fixed).await.expect("connects");
        publish(&renewed, &square("a")).await;
        publish(&fixed, &square("b")).await;
        fs::write(&file, "second\n").expect("written");
        set("second").await;
        let started = Instant::now();
        while fixed.publish(&square("c")).await.is_ok() {
            assert!(started.elapsed() < PATIENCE, "the old password is still good");
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        publish(&renewed, &square("d")).await;
    });
}
