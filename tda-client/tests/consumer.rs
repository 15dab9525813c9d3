//! Consuming: what each delivery mode promises, pausing, seeking, lag; on the embedded broker and on a real one.

use std::{collections::BTreeSet, time::Duration};

use tda_client::{
    ClientConfig, Consumer, ConsumerBuilder, DeliveryMode, Error, ErrorKind, Producer, Received, SeekTo,
    blocking, ensure_topics,
};
use tda_events::{Event, JobCancelled, JobEvent, JobSubmitted};

use crate::fixture::{PATIENCE, embedded, everywhere, publish, read_until, real_kafka, run, square};

/// Publishes `count` events of one job, so of one partition; gives topic and partition.
async fn fill(config: &ClientConfig, count: usize) -> (Producer, String, i32) {
    let producer = Producer::connect(config).await.expect("connects");
    let mut place = None;
    for _ in 0..count {
        place = Some(producer.publish(&square("same")).await.expect("published"));
    }
    let receipt = place.expect("one at least");
    (producer, receipt.topic, receipt.partition)
}

fn builder(config: &ClientConfig) -> ConsumerBuilder {
    Consumer::builder(config).group(config.physical_topic("tda_g")).topics(["tda_jobs"])
}

async fn next(consumer: &Consumer) -> Received {
    tokio::time::timeout(PATIENCE, consumer.next()).await.expect("in time").expect("a record")
}

async fn offsets(consumer: &Consumer, count: usize) -> Vec<i64> {
    let mut offsets = Vec::new();
    for _ in 0..count {
        offsets.push(next(consumer).await.offset());
    }
    offsets
}

async fn nothing_comes(consumer: &Consumer) -> bool {
    tokio::time::timeout(Duration::from_millis(700), consumer.next()).await.is_err()
}

#[test]
fn at_most_once_commits_before_it_hands_out() {
    everywhere("atmost", async |config| {
        let _producer = fill(&config, 5).await;
        let first = builder(&config).delivery(DeliveryMode::AtMostOnce).connect().await.expect("joins");
        assert_eq!(offsets(&first, 2).await, [0, 1]);
        let committed = first.positions().iter().filter_map(|position| position.committed).max();
        assert!(committed >= Some(2), "{:?}", first.positions());
        // Neither acknowledged nor closed properly: it counts as handled all the same. What was not handed out goes back.
        first.close().await.expect("leaves");
        let second = builder(&config).connect().await.expect("joins");
        assert_eq!(next(&second).await.offset(), 2);
    });
}

#[test]
fn auto_commit_acknowledges_what_came_before() {
    everywhere("auto", async |config| {
        let _producer = fill(&config, 4).await;
        let first = builder(&config).delivery(DeliveryMode::AutoCommit).connect().await.expect("joins");
        assert_eq!(offsets(&first, 3).await, [0, 1, 2]);
        first.close().await.expect("leaves");
        // The third was handed out, and nobody asked for more.
        let second = builder(&config).connect().await.expect("joins");
        assert_eq!(next(&second).await.offset(), 2);
    });
}

#[test]
fn at_least_once_commits_on_demand_and_out_of_order() {
    everywhere("atleast", async |config| {
        let _producer = fill(&config, 4).await;
        let hour = Duration::from_secs(3600);
        let first = builder(&config).commit_interval(hour).connect().await.expect("joins");
        let records = [next(&first).await, next(&first).await, next(&first).await];
        records[0].ack();
        records[2].ack();
        first.commit().await.expect("committed");
        let place = first.positions().into_iter().find(|position| position.committed.is_some());
        assert_eq!(place.and_then(|position| position.committed), Some(1));
        let lag: u64 = first.lag().await.expect("answered").iter().map(|lag| lag.records).sum();
        assert_eq!(lag, 3);
        first.close().await.expect("leaves");
        let second = builder(&config).connect().await.expect("joins");
        assert_eq!(offsets(&second, 2).await, [1, 3]);
    });
}

#[test]
fn a_paused_partition_is_silent_and_loses_nothing() {
    everywhere("pause", async |config| {
        let (producer, topic, partition) = fill(&config, 3).await;
        let consumer = builder(&config).connect().await.expect("joins");
        assert_eq!(next(&consumer).await.offset(), 0);
        consumer.pause("tda_jobs", partition).expect("assigned");
        publish(&producer, &square("same")).await;
        assert!(nothing_comes(&consumer).await);
        assert!(consumer.positions().iter().any(|position| position.paused && position.topic == topic));
        consumer.resume(&topic, partition).expect("assigned");
        assert_eq!(offsets(&consumer, 3).await, [1, 2, 3]);
        let refused = consumer.pause("tda_jobs", 99).expect_err("not assigned");
        assert!(
            matches!(refused, Error::NotAssigned { partition: 99, .. })
                && refused.kind() == ErrorKind::NotFound
        );
    });
}

#[test]
fn seeking_goes_back_and_forth_and_the_commit_moves_along() {
    everywhere("seek", async |config| {
        let (_, topic, partition) = fill(&config, 6).await;
        let consumer = builder(&config).connect().await.expect("joins");
        let old = next(&consumer).await;
        assert_eq!(offsets(&consumer, 3).await, [1, 2, 3]);
        consumer.seek(&topic, partition, SeekTo::Offset(1)).await.expect("sought");
        old.ack();
        assert_eq!(offsets(&consumer, 2).await, [1, 2]);
        consumer.seek("tda_jobs", partition, SeekTo::End).await.expect("sought");
        assert!(nothing_comes(&consumer).await);
        consumer.seek_all(SeekTo::Beginning).await.expect("sought");
        assert_eq!(next(&consumer).await.offset(), 0);
        consumer.pause(&topic, partition).expect("assigned");
        consumer.seek(&topic, partition, SeekTo::Offset(4)).await.expect("sought while paused");
        assert!(nothing_comes(&consumer).await);
        consumer.resume(&topic, partition).expect("assigned");
        assert_eq!(next(&consumer).await.offset(), 4);
        consumer.commit().await.expect("committed");
        consumer.close().await.expect("leaves");
        let second = builder(&config).connect().await.expect("joins");
        assert_eq!(next(&second).await.offset(), 4);
    });
}

#[test]
fn a_reader_without_a_group_starts_where_it_is_told_and_commits_nothing() {
    everywhere("reader", async |config| {
        let _producer = fill(&config, 3).await;
        let reader = |start| Consumer::builder(&config).topics(["tda_jobs"]).without_group(start).connect();
        for _ in 0..2 {
            let reader = reader(SeekTo::Beginning).await.expect("reads");
            for offset in 0..3 {
                let received = next(&reader).await;
                assert_eq!(received.offset(), offset);
                received.ack();
            }
            let behind = reader.lag().await.expect("answered").iter().map(|lag| lag.records).sum::<u64>();
            assert_eq!(behind, 0);
            reader.close().await.expect("closes");
        }
        let late = reader(SeekTo::End).await.expect("reads");
        assert!(nothing_comes(&late).await);
    });
}

#[test]
fn a_real_broker_finds_offsets_by_time() {
    run(async {
        let Some(config) = real_kafka("time") else { return };
        ensure_topics(&config).await.expect("created");
        let (producer, topic, partition) = fill(&config, 2).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        let middle = producer.publish(&square("same")).await.expect("published").timestamp_ms;
        let start = SeekTo::TimestampMs(middle);
        let reader = Consumer::builder(&config).topics(["tda_jobs"]).without_group(start);
        let reader = reader.connect().await.expect("reads");
        assert_eq!(next(&reader).await.offset(), 2);
        reader.seek(&topic, partition, SeekTo::TimestampMs(middle + 3_600_000)).await.expect("sought");
        assert!(nothing_comes(&reader).await);
    });
}

#[test]
fn a_typed_stream_passes_over_other_events() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        publish(&producer, &square("j")).await;
        producer
            .publish(&Event::new(JobCancelled::new("j", "why not")).expect("valid"))
            .await
            .expect("published");
        let mut poison = producer.encode(&square("j")).expect("encodes");
        poison.value = b"{\"schema_version\": 7}".to_vec();
        producer.enqueue_record(&poison).await.expect("queued").await.expect("delivered");
        publish(&producer, &square("j")).await;
        let consumer = builder(&config).connect().await.expect("joins");
        let mut cancels = consumer.events::<JobCancelled>();
        let cancelled = cancels.next().await.expect("an event");
        assert_eq!(cancelled.event.data.job_id, "j");
        cancelled.ack();
        assert!(matches!(cancels.next().await, Err(Error::Decode { offset: 2, .. })));
        let mut jobs = consumer.events::<JobEvent>();
        assert!(matches!(jobs.next().await.expect("an event").event.data, JobEvent::Submitted(_)));
        // All but the last was acknowledged on the way.
        consumer.close().await.expect("leaves");
        let again = builder(&config).connect().await.expect("joins");
        let again = next(&again).await;
        assert_eq!((again.offset(), again.typed::<JobSubmitted>().is_ok()), (3, true));
    });
}

#[test]
fn a_group_of_the_catalog_brings_its_topics() {
    run(async {
        let config = embedded();
        // Kept: with its last client the broker goes, and what was published with it.
        let _producer = fill(&config, 1).await;
        let notifications = Consumer::builder(&config).catalog_group("tda_analytics").expect("known");
        let consumer = notifications.connect().await.expect("joins");
        assert_eq!(next(&consumer).await.offset(), 0);
        let topics: BTreeSet<_> = consumer.positions().into_iter().map(|position| position.topic).collect();
        assert_eq!(topics.len(), 4);
        let Err(unknown) = Consumer::builder(&config).catalog_group("nobody") else { panic!("known") };
        assert!(unknown.to_string().contains("tda_notifications"), "{unknown}");
        let Err(nowhere) = Consumer::builder(&config).group("g").connect().await else { panic!("no topics") };
        assert_eq!(nowhere.kind(), ErrorKind::Config);
    });
}

#[test]
fn the_blocking_consumer_does_the_same() {
    let config = embedded();
    let _producer = run(async { fill(&config, 3).await });
    let consumer: blocking::Consumer = builder(&config).connect_blocking().expect("joins").into();
    let mut batch = Vec::new();
    while batch.len() < 3 {
        batch.extend(consumer.next_batch(10, Duration::from_secs(5)).expect("goes on"));
    }
    consumer.seek_all(SeekTo::Beginning).expect("sought");
    let again = consumer.next(PATIENCE).expect("goes on").expect("a record");
    assert_eq!(again.offset(), 0);
    again.ack();
    consumer.commit().expect("committed");
    assert_eq!(consumer.lag().expect("answered").iter().map(|lag| lag.records).sum::<u64>(), 2);
    consumer.close();
    assert!(matches!(consumer.lag(), Err(Error::Closed { .. })));
}

#[test]
fn a_slow_reader_gets_everything_that_a_fast_producer_wrote() {
    everywhere("slow", async |config| {
        let producer = Producer::connect(&config).await.expect("connects");
        let consumer = builder(&config).connect().await.expect("joins");
        let events: Vec<_> = (0..4000).map(|number| square(&format!("j{}", number % 5))).collect();
        for outcome in producer.publish_all(&events).await {
            outcome.expect("published");
        }
        // Longer than the thread waits for room before it pauses.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let read = read_until(&consumer, |read| read.len() >= 4000).await;
        let places: BTreeSet<_> = read.iter().map(|record| (record.partition(), record.offset())).collect();
        assert_eq!((read.len(), places.len()), (4000, 4000));
    });
}
