//! Administration on a real Kafka.

use std::time::{Duration, Instant};

use tda_client::{
    Admin, ClientConfig, Error, ErrorKind, Secret,
    admin::{
        AclBinding, AclFilter, AclOperation, AclPattern, AclResource, ConfigChange, ConfigResource,
        ConfigSource, Election, GroupState, NewTopic, OffsetSpec, ScramHash, TopicPartition,
    },
    ensure_topics,
};

use crate::fixture::{PATIENCE, join, publish, read_until, real_kafka, run, square};

async fn connect(test: &str) -> Option<(ClientConfig, Admin)> {
    let config = real_kafka(test)?;
    let admin = Admin::connect(&config).await.expect("connects");
    Some((config, admin))
}

/// Polls until `done` gives something: what a broker confirmed may take a moment to be seen everywhere.
async fn eventually<T>(mut done: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(value) = done().await {
            return value;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn topics_live_grow_and_go_each_with_an_outcome_of_its_own() {
    run(async {
        let Some((config, admin)) = connect("adminTopics").await else { return };
        let (good, bad) = (config.physical_topic("tda_good"), config.physical_topic("tda_bad"));
        let mut greedy = NewTopic::new(&bad, 1);
        greedy.replication_factor = 99;
        let outcomes = admin.create_topics(&[NewTopic::new(&good, 2), greedy]).await.expect("answered");
        assert!(matches!(outcomes[0].outcome, Ok(true)), "{outcomes:?}");
        let refused = outcomes[1].outcome.as_ref().expect_err("99 brokers");
        assert_eq!(refused.kind(), ErrorKind::InvalidInput, "{refused}");
        assert!(refused.to_string().contains(&bad) && refused.to_string().contains("99"), "{refused}");
        let again = admin.create_topics(&[NewTopic::new(&good, 2)]).await.expect("answered");
        assert!(matches!(again[0].outcome, Ok(false)), "{again:?}");

        let described = eventually(async || {
            let mut items = admin.describe_topics(std::slice::from_ref(&good)).await.expect("answered");
            items.pop()?.outcome.ok().filter(|topic| topic.partitions.iter().all(|p| p.leader.is_some()))
        })
        .await;
        assert_eq!((described.partitions.len(), described.replication_factor()), (2, 1));
        let missing = admin.describe_topics(&[bad]).await.expect("answered");
        assert!(matches!(missing[0].outcome, Err(Error::UnknownTopic { .. })), "{missing:?}");

        let grown = admin.create_partitions(&[(good.clone(), 3)]).await.expect("answered");
        assert!(grown[0].outcome.is_ok(), "{grown:?}");
        let shrunk = admin.create_partitions(&[(good.clone(), 1)]).await.expect("answered");
        assert_eq!(shrunk[0].outcome.as_ref().expect_err("never fewer").kind(), ErrorKind::InvalidInput);

        let gone = admin.delete_topics(std::slice::from_ref(&good)).await.expect("answered");
        assert!(gone[0].outcome.is_ok(), "{gone:?}");
    });
}

#[test]
fn one_changed_setting_leaves_the_others_alone() {
    run(async {
        let Some((config, admin)) = connect("adminConfigs").await else { return };
        let topic = config.physical_topic("tda_settings");
        let mut new = NewTopic::new(&topic, 1);
        new.config =
            vec![("retention.ms".into(), "60000".into()), ("cleanup.policy".into(), "compact".into())];
        admin.create_topics(&[new]).await.expect("answered");
        let resource = ConfigResource::Topic(topic.clone());
        let change = |set: &[(&str, &str)], unset: &[&str]| ConfigChange {
            resource: resource.clone(),
            set: set.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
            unset: unset.iter().map(|name| (*name).into()).collect(),
        };
        let changed =
            admin.alter_configs(&[change(&[("segment.ms", "70000")], &[])]).await.expect("answered");
        assert!(changed[0].outcome.is_ok(), "{changed:?}");
        let setting = async |name: &str| {
            let mut items = admin.describe_configs(std::slice::from_ref(&resource)).await.expect("answered");
            let entries = items.pop().expect("one").outcome.expect("described");
            entries.into_iter().find(|entry| entry.name == name).expect("there")
        };
        eventually(async || (setting("segment.ms").await.value? == "70000").then_some(())).await;
        assert_eq!(setting("retention.ms").await.value.as_deref(), Some("60000"));
        assert_eq!(setting("cleanup.policy").await.source, ConfigSource::Topic);
        admin.alter_configs(&[change(&[], &["retention.ms"])]).await.expect("answered");
        eventually(async || (setting("retention.ms").await.source != ConfigSource::Topic).then_some(()))
            .await;
        let wrong =
            admin.alter_configs(&[change(&[("cleanup.policy", "burn")], &[])]).await.expect("answered");
        assert_eq!(wrong[0].outcome.as_ref().expect_err("no policy").kind(), ErrorKind::InvalidInput);
        // A group of the new protocol has its settings on the broker.
        let group = ConfigChange {
            resource: ConfigResource::Group(config.physical_topic("tda_group")),
            set: vec![("consumer.session.timeout.ms".into(), "50000".into())],
            unset: Vec::new(),
        };
        let changed = admin.alter_configs(std::slice::from_ref(&group)).await.expect("answered");
        assert!(changed[0].outcome.is_ok(), "{changed:?}");
        eventually(async || {
            let mut items =
                admin.describe_configs(std::slice::from_ref(&group.resource)).await.expect("answered");
            let entries = items.pop()?.outcome.expect("described");
            entries.into_iter().find(|entry| entry.value.as_deref() == Some("50000"))
        })
        .await;
    });
}

#[test]
fn access_rules_are_added_listed_and_removed() {
    run(async {
        let Some((config, admin)) = connect("adminAcls").await else { return };
        let topic = config.physical_topic("tda_jobs");
        let user = config.physical_topic("tda_user");
        let rule = |pattern, operation| {
            AclBinding::allow(&user, AclResource::Topic, pattern, topic.as_str(), operation)
        };
        let mut rules = vec![
            rule(AclPattern::Literal, AclOperation::Read),
            rule(AclPattern::Prefixed, AclOperation::Write),
        ];
        rules.sort();
        let added = admin.create_acls(&rules).await.expect("answered");
        assert!(added.iter().all(|item| item.outcome.is_ok()), "{added:?}");
        let filter = AclFilter { principal: Some(format!("User:{user}")), ..AclFilter::default() };
        eventually(async || (admin.describe_acls(&filter).await.expect("answered") == rules).then_some(()))
            .await;
        let removed = admin.delete_acls(&[AclFilter::from(&rules[0])]).await.expect("answered");
        assert_eq!(removed[0].outcome.as_ref().expect("removed"), &rules[..1]);
        eventually(async || {
            (admin.describe_acls(&filter).await.expect("answered") == rules[1..]).then_some(())
        })
        .await;
        admin.delete_acls(&[filter]).await.expect("answered");
        let nonsense = AclBinding { resource: AclResource::Any, ..rules[0].clone() };
        assert_eq!(
            admin.create_acls(&[nonsense]).await.expect_err("refused").kind(),
            ErrorKind::InvalidInput
        );
    });
}

#[test]
fn groups_are_listed_lag_and_are_moved_once_they_are_empty() {
    run(async {
        let Some((config, admin)) = connect("adminGroups").await else { return };
        ensure_topics(&config).await.expect("created");
        let producer = tda_client::Producer::connect(&config).await.expect("connects");
        for number in 0..3 {
            publish(&producer, &square(&format!("j{number}"))).await;
        }
        let group = config.physical_topic("tda_watch");
        let consumer = join(&config, "watch", &["tda_jobs"]).await;
        read_until(&consumer, |read| read.len() == 3).await;
        let listed = admin.list_groups().await.expect("answered");
        assert!(listed.iter().any(|listing| listing.group == group), "{listed:?}");
        let description =
            admin.describe_groups(std::slice::from_ref(&group)).await.expect("answered").pop().expect("one");
        let description = description.outcome.expect("there");
        assert_eq!((description.state, description.members.len()), (GroupState::Stable, 1));
        assert!(!description.members[0].partitions.is_empty());
        let lag = admin.group_lag(&group).await.expect("answered");
        assert!(lag.iter().all(|partition| partition.owner.is_some()), "{lag:?}");
        consumer.close().await.expect("leaves");

        let lag = eventually(async || {
            let lag = admin.group_lag(&group).await.expect("answered");
            (lag.iter().map(|partition| partition.lag).sum::<i64>() == 0).then_some(lag)
        })
        .await;
        let start: Vec<_> = lag.iter().map(|partition| (partition.partition.clone(), 0)).collect();
        eventually(async || {
            let moved = admin.alter_group_offsets(&group, &start).await;
            moved.ok().filter(|items| items.iter().all(|item| item.outcome.is_ok()))
        })
        .await;
        let behind: i64 = admin.group_lag(&group).await.expect("answered").iter().map(|one| one.lag).sum();
        assert_eq!(behind, 3);
        let some: Vec<_> = start.iter().take(1).map(|(partition, _)| partition.clone()).collect();
        let forgotten = admin.delete_group_offsets(&group, &some).await.expect("answered");
        assert!(forgotten[0].outcome.is_ok(), "{forgotten:?}");
        let deleted = admin.delete_groups(std::slice::from_ref(&group)).await.expect("answered");
        assert!(deleted[0].outcome.is_ok(), "{deleted:?}");
        let again = admin.delete_groups(&[group]).await.expect("answered");
        assert_eq!(again[0].outcome.as_ref().expect_err("gone").kind(), ErrorKind::NotFound);
    });
}

#[test]
fn offsets_are_found_and_records_deleted() {
    run(async {
        let Some((config, admin)) = connect("adminOffsets").await else { return };
        ensure_topics(&config).await.expect("created");
        let producer = tda_client::Producer::connect(&config).await.expect("connects");
        let mut receipts = Vec::new();
        for _ in 0..3 {
            receipts.push(producer.publish(&square("j")).await.expect("published"));
        }
        let partition = TopicPartition::new(&receipts[0].topic, receipts[0].partition);
        let find = async |spec| {
            let mut found = admin.list_offsets(&[(partition.clone(), spec)]).await.expect("answered");
            found.pop().expect("one").1.expect("found")
        };
        assert_eq!(find(OffsetSpec::Earliest).await.offset, Some(0));
        assert_eq!(find(OffsetSpec::Latest).await.offset, Some(3));
        assert_eq!(find(OffsetSpec::AtMs(receipts[0].timestamp_ms)).await.offset, Some(0));
        assert_eq!(find(OffsetSpec::AtMs(receipts[2].timestamp_ms + 60_000)).await.offset, None);
        let newest = find(OffsetSpec::MaxTimestamp).await;
        assert_eq!(newest.timestamp_ms, Some(receipts[2].timestamp_ms));
        let deleted = admin.delete_records(&[(partition.clone(), 2)]).await.expect("answered");
        assert_eq!(*deleted[0].outcome.as_ref().expect("deleted"), 2);
        assert_eq!(find(OffsetSpec::Earliest).await.offset, Some(2));
        let beyond = admin.delete_records(&[(partition.clone(), 99)]).await.expect("answered");
        assert!(beyond[0].outcome.is_err());
        let elected = admin.elect_leaders(Election::Preferred, &[partition]).await.expect("answered");
        assert!(elected[0].outcome.is_ok(), "{elected:?}");
    });
}

#[test]
fn brokers_are_described_and_users_get_passwords() {
    run(async {
        let Some((config, admin)) = connect("adminCluster").await else { return };
        let cluster = admin.describe_cluster().await.expect("answered");
        assert!(!cluster.cluster_id.is_empty() && cluster.brokers.len() == 1, "{cluster:?}");
        let broker = ConfigResource::Broker(cluster.brokers[0].id);
        let mut entries = admin.describe_configs(&[broker]).await.expect("answered");
        let entries = entries.pop().expect("one").outcome.expect("described");
        assert!(entries.iter().any(|entry| entry.source == ConfigSource::Default));
        let user = config.physical_topic("tda_scram");
        let password = Secret::new("correct horse");
        admin.upsert_scram_user(&user, ScramHash::Sha512, &password).await.expect("set");
        eventually(async || admin.delete_scram_user(&user, ScramHash::Sha512).await.ok()).await;
        assert!(admin.upsert_scram_user("", ScramHash::Sha256, &password).await.is_err());
    });
}

#[test]
fn a_name_with_a_nul_and_a_dead_broker_are_errors() {
    run(async {
        let dead = ClientConfig::new("127.0.0.1:1").connect_timeout(Duration::from_secs(2));
        let started = Instant::now();
        let error = Admin::connect(&dead).await.expect_err("nobody is there");
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
        assert!(error.to_string().contains("127.0.0.1:1") && started.elapsed() < Duration::from_secs(10));
        let Some((_, admin)) = connect("adminNul").await else { return };
        let error = admin.delete_topics(&["a\0b".into()]).await.expect_err("no name");
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(admin.create_topics(&[]).await.expect("nothing to do").is_empty());
    });
}
