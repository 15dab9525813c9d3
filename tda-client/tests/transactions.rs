//! Transactions of a producer: all or nothing, one owner of an id.

use std::time::Duration;

use tda_client::{BreakerState, Consumer, DeliveryMode, Error, ErrorKind, Producer, Retry, ensure_topics};
use tda_events::{Event, JobCancelled};

use crate::fixture::{embedded, join, publish, read_until, real_kafka, run, square};

fn keys(read: &[tda_client::Received]) -> Vec<String> {
    read.iter().map(|received| String::from_utf8_lossy(received.key().expect("a key")).into_owned()).collect()
}

#[test]
fn transactions_need_an_identity_and_on_the_embedded_broker_a_word() {
    run(async {
        let nothing = async |_| Ok::<_, Error>(());
        let plain = Producer::connect(&embedded()).await.expect("connects");
        let error = plain.transaction(nothing).await.expect_err("no identity");
        assert!(
            error.kind() == ErrorKind::Config && error.to_string().contains("KAFKA_TRANSACTIONAL_ID"),
            "{error}"
        );
        let named = Producer::connect(&embedded().transactional_id("t")).await.expect("connects");
        let error = named.transaction(nothing).await.expect_err("embedded");
        assert!(error.to_string().contains("simulated_transactions"), "{error}");
    });
}

#[test]
fn a_simulated_transaction_publishes_what_its_body_put_into_it() {
    run(async {
        let config =
            embedded().transactional_id("simulated").simulated_transactions(true).queue_records_max(10);
        let producer = Producer::connect(&config).await.expect("connects");
        let count = producer
            .transaction(async |tx| {
                for number in 0..3 {
                    tx.publish(&square(&format!("in{number}"))).await?;
                }
                Ok::<_, Error>(3)
            })
            .await
            .expect("committed");
        assert_eq!(count, 3);
        // A body that fails leaves nothing, not even here; nor does one that outgrows the bounds.
        let failed = producer
            .transaction(async |tx| {
                tx.publish(&square("never")).await?;
                Err::<(), _>(Error::Closed { what: "test" })
            })
            .await;
        assert!(matches!(failed, Err(Error::Closed { .. })));
        let too_large = producer
            .transaction(async |tx| {
                for _ in 0..11 {
                    tx.publish(&square("never")).await?;
                }
                Ok::<_, Error>(())
            })
            .await
            .expect_err("too large");
        assert_eq!((too_large.kind(), too_large.retry()), (ErrorKind::LimitExceeded, Retry::Never));
        publish(&producer, &square("last")).await;
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        let mut read = keys(&read_until(&consumer, |read| keys(read).contains(&"last".into())).await);
        if read.len() < 4 {
            read.extend(keys(&read_until(&consumer, |more| read.len() + more.len() >= 4).await));
        }
        read.sort();
        assert_eq!(read, ["in0", "in1", "in2", "last"]);
    });
}

#[test]
fn a_transaction_can_be_spawned_and_used_from_several_tasks() {
    run(async {
        let config = embedded().transactional_id("spawned").simulated_transactions(true);
        let producer = Producer::connect(&config).await.expect("connects");
        let spawned = tokio::spawn(async move {
            producer
                .transaction(|tx| async move {
                    let other = tx.clone();
                    let task = tokio::spawn(async move { other.publish(&square("a")).await });
                    tx.publish(&square("b")).await?;
                    task.await.expect("no panic")?;
                    Ok::<_, Error>(tx)
                })
                .await
        });
        let escaped = spawned.await.expect("no panic").expect("committed");
        // What comes after the end would be lost: it is refused.
        assert!(matches!(escaped.publish(&square("late")).await, Err(Error::Closed { .. })));
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        read_until(&consumer, |read| read.len() == 2).await;
    });
}

#[test]
fn on_a_real_kafka_a_transaction_is_all_or_nothing() {
    let Some(config) = real_kafka("transactions") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        let id = config.physical_topic("tda_transactions");
        let config = config.transactional_id(id);
        let producer = Producer::connect(&config).await.expect("connects");
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        for number in 0..3 {
            let outcome = producer
                .transaction(async |tx| {
                    tx.publish(&square(&format!("job{number}"))).await?;
                    if number == 1 { Err(Error::Closed { what: "test" }) } else { Ok(()) }
                })
                .await;
            assert_eq!(outcome.is_ok(), number != 1);
        }
        let panicking = producer.clone();
        let panicked = tokio::spawn(async move {
            panicking
                .transaction(async |tx| {
                    tx.publish(&square("panicked")).await?;
                    if tx.publish(&square("panicked")).await.is_ok() {
                        panic!("as intended");
                    }
                    Ok::<_, Error>(())
                })
                .await
        });
        assert!(panicked.await.expect_err("a panic").is_panic());
        let dropped = producer.transaction(async |tx| {
            tx.publish(&square("dropped")).await?;
            std::future::pending::<Result<(), Error>>().await
        });
        assert!(tokio::time::timeout(Duration::from_millis(200), dropped).await.is_err());
        publish(&producer, &square("last")).await;
        let mut read = keys(&read_until(&consumer, |read| read.len() == 3).await);
        read.sort();
        assert_eq!(read, ["job0", "job2", "last"]);
    });
}

#[test]
fn on_a_real_kafka_a_second_producer_of_an_id_fences_the_first() {
    let Some(config) = real_kafka("fencing") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        let config = config.clone().transactional_id(config.physical_topic("tda_fencing"));
        let write = async |producer: &Producer, job: &str| {
            let event = square(job);
            producer.transaction(async |tx| tx.publish(&event).await).await
        };
        let first = Producer::connect(&config).await.expect("connects");
        write(&first, "first").await.expect("committed");
        let second = Producer::connect(&config).await.expect("connects");
        write(&second, "second").await.expect("committed");
        // Also the second time: a fenced producer never takes the id back.
        for _ in 0..2 {
            let error = write(&first, "zombie").await.expect_err("fenced");
            assert_eq!((error.kind(), error.retry()), (ErrorKind::Fenced, Retry::Never), "{error}");
        }
        write(&second, "third").await.expect("still the owner");
        // Outside of transactions the first goes on.
        publish(&first, &square("plain")).await;
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        let mut read = keys(&read_until(&consumer, |read| read.len() == 4).await);
        read.sort();
        assert_eq!(read, ["first", "plain", "second", "third"]);
    });
}

#[test]
fn on_a_real_kafka_what_was_read_and_what_was_made_of_it_are_committed_together() {
    let Some(config) = real_kafka("chain") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        let config = config.clone().transactional_id(config.physical_topic("tda_chain"));
        let producer = Producer::connect(&config).await.expect("connects");
        let group = config.physical_topic("tda_chain_readers");
        let connect = async || {
            Consumer::builder(&config)
                .group(&group)
                .topics(["tda_uploads"])
                .delivery(DeliveryMode::ExactlyOnce)
                .connect()
                .await
                .expect("joins")
        };
        let mut record = producer.encode(&square("read")).expect("encodes");
        record.topic = "tda_uploads".into();
        for number in 0..3 {
            record.partition_key = Some(b"one partition".to_vec());
            record.key = Some(format!("read{number}").into_bytes());
            producer.enqueue_record(&record).await.expect("queued").await.expect("written");
        }
        let consumer = connect().await;
        // The first transaction fails after everything was acknowledged: its records are read again.
        let mut made = Vec::new();
        for attempt in 0..4 {
            let received = consumer.next().await.expect("a record");
            let key = String::from_utf8_lossy(received.key().expect("a key")).into_owned();
            let outcome = producer
                .transaction(async |tx| {
                    tx.publish(&Event::new(JobCancelled::new(key.as_str(), "read")).expect("valid")).await?;
                    received.ack();
                    tx.send_offsets(&consumer).await?;
                    if attempt == 0 { Err(Error::Closed { what: "test" }) } else { Ok(()) }
                })
                .await;
            assert_eq!(outcome.is_ok(), attempt > 0, "{outcome:?}");
            made.push(key);
        }
        assert_eq!(made, ["read0", "read0", "read1", "read2"]);
        consumer.close().await.expect("leaves");
        // The offsets are the group's: nothing is left for a successor.
        let successor = connect().await;
        assert!(tokio::time::timeout(Duration::from_secs(3), successor.next()).await.is_err());
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let mut written = keys(&read_until(&watch, |read| read.len() == 3).await);
        written.sort();
        assert_eq!(written, ["read0", "read1", "read2"]);
    });
}

#[test]
fn programs_without_a_runtime_have_transactions_and_streams() {
    let config = embedded().transactional_id("plain").simulated_transactions(true);
    let producer = tda_client::blocking::Producer::connect(&config).expect("connects");
    assert_eq!(producer.breaker_state(), BreakerState::Closed);
    let events: Vec<_> = (0..20).map(|number| square(&format!("job{number}"))).collect();
    let mut told = Vec::new();
    producer
        .publish_each(&events, |number, outcome| told.push((number, outcome.is_ok())))
        .expect("a runtime");
    assert_eq!(told, (0..20).map(|number| (number, true)).collect::<Vec<_>>());
    let kept = producer.transaction(|tx| {
        tx.publish(&square("kept"))?;
        Ok::<_, Error>(7)
    });
    assert_eq!(kept.expect("committed"), 7);
    let failed = producer.transaction(|tx| {
        tx.publish(&square("dropped"))?;
        Err::<(), _>(Error::Closed { what: "test" })
    });
    assert!(matches!(failed, Err(Error::Closed { what: "test" })), "{failed:?}");
    let all = producer.publish_all(&[square("last")]).expect("a runtime");
    assert!(all.len() == 1 && all[0].is_ok());
    assert_eq!((producer.undelivered(), producer.spilled()), (0, 0));
    run(async {
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        let read = keys(&read_until(&consumer, |read| read.len() == 22).await);
        assert!(read.contains(&"kept".into()) && !read.contains(&"dropped".into()), "{read:?}");
    });
}
