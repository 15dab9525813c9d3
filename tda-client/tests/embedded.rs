//! Producer and consumer on the embedded broker.

use std::time::{Duration, Instant};

use tda_client::{ClientConfig, Consumer, Error, ErrorKind, Producer, Received, Retry};
use tda_events::EncodedRecord;

use crate::fixture::{PATIENCE, embedded, join, publish, read_until, run, square, types};

#[test]
fn what_is_published_is_consumed_with_its_keys_and_headers() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let event = square("j1");
        let receipt = producer.publish(&event).await.expect("acknowledged");
        assert_eq!(receipt.topic, config.physical_topic("tda_jobs"));
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        let read = read_until(&consumer, |read| !read.is_empty()).await;
        assert_eq!((read[0].key(), read[0].offset()), (Some(&b"j1"[..]), receipt.offset));
        assert_eq!(read[0].header("event_type"), Some("job.submitted"));
        let again = read.into_iter().next().expect("one").into_event().expect("decodes");
        assert_eq!((again.event_id, again.source.as_deref()), (event.event_id, Some("test")));
    });
}

#[test]
fn records_in_a_row_keep_their_own_headers_and_topics() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let lists: [&[(&str, &str)]; 8] = [
            &[("a", "1"), ("b", "2")],
            &[("a", "1"), ("b", "2")],
            &[("a", "1"), ("b", "3")],
            &[("a", "1"), ("c", "3")],
            &[("a", "1")],
            &[],
            &[("a", "")],
            &[("", "a")],
        ];
        let mut written = Vec::new();
        for (index, list) in lists.into_iter().enumerate() {
            let topic = if index % 3 == 1 { "tda_results" } else { "tda_jobs" };
            let mut record = EncodedRecord::raw(topic, Some(b"k".to_vec()), index.to_string().into_bytes());
            record.headers =
                list.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect();
            producer.enqueue_record(&record).await.expect("room").await.expect("delivered");
            written.push(record);
        }
        let consumer = join(&config, "g", &["tda_jobs", "tda_results"]).await;
        for _ in &written {
            let received = consumer.next().await.expect("a record");
            let record =
                written.iter().find(|record| Some(&*record.value) == received.value()).expect("ours");
            assert_eq!(received.headers(), record.headers);
            assert_eq!(received.topic(), config.physical_topic(&record.topic));
        }
    });
}

#[test]
fn ten_thousand_in_flight_all_arrive_in_the_order_of_their_keys() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let events: Vec<_> = (0..10_000).map(|n| square(&format!("j{}", n % 7))).collect();
        let outcomes = producer.publish_all(&events).await;
        let mut last = std::collections::HashMap::new();
        for (event, outcome) in events.iter().zip(outcomes) {
            let receipt = outcome.expect("delivered");
            let before = last.insert(&event.data.job_id, (receipt.partition, receipt.offset));
            assert!(
                before.is_none_or(
                    |(partition, offset)| partition == receipt.partition && offset < receipt.offset
                )
            );
        }
    });
}

#[test]
fn what_was_acknowledged_is_not_delivered_again_and_the_rest_is() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        for _ in 0..3 {
            publish(&producer, &square("same-partition")).await;
        }
        let first = join(&config, "g", &["tda_jobs"]).await;
        let mut offsets = Vec::new();
        for index in 0..3 {
            let received = first.next().await.expect("a record");
            offsets.push(received.offset());
            // The middle one is never acknowledged.
            if index != 1 {
                received.ack();
            }
        }
        first.close().await.expect("leaves");
        let second = join(&config, "g", &["tda_jobs"]).await;
        publish(&producer, &square("same-partition")).await;
        let read = read_until(&second, |read| read.len() == 2).await;
        assert_eq!(read.iter().map(Received::offset).collect::<Vec<_>>(), [offsets[1], offsets[2] + 1]);
    });
}

#[test]
fn a_full_queue_says_so_and_loses_nothing() {
    run(async {
        // Nothing is listening: the queue cannot drain.
        let config = embedded().queue_records_max(10).linger(Duration::from_secs(2));
        let producer = Producer::connect(&config).await.expect("connects");
        let mut accepted = Vec::new();
        let refused = loop {
            match producer.try_enqueue(&square("j")) {
                Ok(delivery) => accepted.push(delivery),
                Err(error) => break error,
            }
        };
        assert_eq!((refused.kind(), refused.retry()), (ErrorKind::QueueFull, Retry::Safe));
        // Waiting for room instead gets there.
        accepted.push(producer.enqueue(&square("j")).await.expect("room comes"));
        for delivery in accepted {
            delivery.await.expect("delivered");
        }
        producer.close(PATIENCE).await.expect("empty");
        assert!(matches!(producer.try_enqueue(&square("j")), Err(Error::Closed { .. })));
    });
}

#[test]
fn a_dead_address_is_named_within_the_connect_timeout() {
    run(async {
        let config = ClientConfig::new("127.0.0.1:1").connect_timeout(Duration::from_secs(1));
        let started = Instant::now();
        let Err(error) = Producer::connect(&config).await else { panic!("connected to nothing") };
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unreachable, Retry::Safe));
        assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
        let Err(error) = Consumer::connect(&config, "g", &["tda_jobs"]).await else { panic!("connected") };
        assert_eq!(error.kind(), ErrorKind::Unreachable);
    });
}

#[test]
fn a_record_over_the_limit_is_refused_before_it_is_sent() {
    run(async {
        let producer = Producer::connect(&embedded().record_bytes_max(300)).await.expect("connects");
        let Err(error) = producer.publish(&square("j")).await else { panic!("accepted") };
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    });
}

#[test]
fn an_undecodable_record_is_handed_over_with_its_place() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let mut record = producer.encode(&square("j")).expect("encodes");
        record.value = b"{\"event_type\": 7}".to_vec();
        producer.enqueue_record(&record).await.expect("queued").await.expect("delivered");
        publish(&producer, &square("j")).await;
        let consumer = join(&config, "g", &["tda_jobs"]).await;
        let read = read_until(&consumer, |read| read.len() == 2).await;
        assert_eq!(types(&read), ["(no event)", "job.submitted"]);
        let bad = read.into_iter().next().expect("one").into_event().expect_err("no event");
        assert!(matches!(bad, Error::Decode { offset: 0, .. }), "{bad}");
    });
}

#[test]
fn async_calls_outside_a_runtime_are_a_typed_error() {
    let config = embedded();
    let mut future = std::pin::pin!(Producer::connect(&config));
    let waker = std::task::Waker::noop();
    match future.as_mut().poll(&mut std::task::Context::from_waker(waker)) {
        std::task::Poll::Ready(Err(error)) => assert_eq!(error.kind(), ErrorKind::NoRuntime),
        _ => panic!("no runtime was missed"),
    }
}
