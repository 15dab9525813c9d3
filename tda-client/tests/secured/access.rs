//! Who got in and may not: one clear error for each access rule that is missing.

use std::time::{Duration, Instant};

use tda_client::{
    Admin, Consumer, Error, ErrorKind, Guarantee, Producer, Retry, SaslMechanism, Worker,
    admin::{AclBinding, AclFilter, AclOperation, AclPattern, AclResource},
    ensure_topics,
};

use super::broker::{SecuredBroker, secured_broker};
use crate::fixture::{RunningWorker, run, square};

const SOON: Duration = Duration::from_secs(20);

fn refused(what: &str, outcome: Result<(), Error>, started: Instant, named: &str) {
    let error = outcome.expect_err(what);
    eprintln!("{what}: {error} ({:?})", started.elapsed());
    assert!(started.elapsed() < SOON, "{what}: {error} after {:?}", started.elapsed());
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthorized, Retry::Never), "{what}: {error}");
    let text = error.to_string();
    assert!(text.contains(named) && text.contains("tda acls"), "{what}: {text}");
}

async fn allow(
    broker: &SecuredBroker,
    user: &str,
    resource: AclResource,
    name: &str,
    operation: AclOperation,
) {
    let rule = AclBinding::allow(user, resource, AclPattern::Prefixed, name, operation);
    broker.allow(&[rule]).await;
}

#[test]
fn who_may_not_list_rules_is_told_and_not_shown_none() {
    let Some(broker) = secured_broker("rules") else { return };
    let user = "bob";
    let config = broker.sasl(SaslMechanism::ScramSha512, user);
    run(async {
        let admin = Admin::connect(&config).await.expect("anybody may connect");
        let filter = AclFilter { principal: Some("User:nobody".into()), ..AclFilter::default() };
        let started = Instant::now();
        let outcome = admin.describe_acls(&filter).await.map(drop);
        refused("rules that may not be listed", outcome, started, "describe the cluster");

        let cluster = AclBinding::allow(
            user,
            AclResource::Cluster,
            AclPattern::Literal,
            "kafka-cluster",
            AclOperation::Describe,
        );
        broker.allow(&[cluster]).await;
        assert_eq!(admin.describe_acls(&filter).await.expect("may be listed"), []);
    });
}

#[test]
fn a_missing_rule_is_named_one_after_the_other() {
    let Some(broker) = secured_broker("access") else { return };
    let user = "bob";
    let config = broker.sasl(SaslMechanism::ScramSha512, user);
    let topic = config.physical_topic("tda_jobs");
    run(async {
        ensure_topics(&broker.unlocked()).await.expect("created");
        let producer = Producer::connect(&config).await.expect("anybody may connect");
        let started = Instant::now();
        let outcome = producer.publish(&square("a")).await.map(drop);
        refused("a topic that may not be seen", outcome, started, &topic);
        let started = Instant::now();
        let outcome = Consumer::connect(&config, "bobs-group", &["tda_jobs"]).await.map(drop);
        refused("a topic that may not be seen, consuming", outcome, started, &topic);

        allow(&broker, user, AclResource::Topic, &topic, AclOperation::Describe).await;
        let producer = Producer::connect(&config).await.expect("connects");
        let started = Instant::now();
        refused(
            "a topic that may not be written",
            producer.publish(&square("a")).await.map(drop),
            started,
            &topic,
        );
        let started = Instant::now();
        let consumer = Consumer::connect(&config, "bobs-group", &["tda_jobs"]).await.expect("it may be seen");
        refused("a group that may not be joined", consumer.next().await.map(drop), started, "group");

        allow(&broker, user, AclResource::Group, "bobs-group", AclOperation::Read).await;
        let consumer = Consumer::connect(&config, "bobs-group", &["tda_jobs"]).await.expect("connects");
        let started = Instant::now();
        refused("a topic that may not be read", consumer.next().await.map(drop), started, "opic");

        for operation in [AclOperation::Read, AclOperation::Write] {
            allow(&broker, user, AclResource::Topic, &config.physical_topic("tda_"), operation).await;
        }
        let (started, worker) =
            (Instant::now(), Worker::new(config.clone().group("bobs-group").instance_id("one")));
        let worker = RunningWorker::start(worker.guarantee(Guarantee::ExactlyOnce));
        let outcome = tokio::task::spawn_blocking(move || worker.ended()).await.expect("no panic");
        refused("a transactional id that may not be used", outcome, started, "ransactional");

        let producer = Producer::connect(&config).await.expect("connects");
        producer.publish(&square("a")).await.expect("all that was missing is there");
    });
}
