//! The kit for tests of users' services.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::json;
use tda_client::{
    Breaker, BreakerPolicy, Error, HandlerContext, HandlerError, Producer, Worker,
    testkit::{Kafka, eventually, failing, make_any_event, make_event},
};
use tda_events::{Catalog, Event, JobCancelled, JobCompleted, JobEvent, Retry};

use crate::fixture::{PATIENCE, run};

/// What `test` panics with.
async fn complaint(test: impl Future<Output = ()> + Send + 'static) -> String {
    let panic = tokio::spawn(test).await.expect_err("an assertion that fails").into_panic();
    panic.downcast_ref::<String>().expect("a message").clone()
}

#[test]
fn events_are_made_published_and_found() {
    run(async {
        let kafka = Arc::new(Kafka::start().await.expect("starts"));
        let made = make_event::<JobCancelled>(|data| data.job_id = "j1".into());
        let receipt = kafka.publish(&made).await.expect("published");
        assert_eq!(receipt.topic, kafka.topic("tda_jobs"));
        let found = kafka.assert_published::<JobCancelled>(|event| event.data.job_id == "j1").await;
        assert_eq!(found.event_id, made.event_id);
        let family = kafka.assert_published_times::<JobEvent>(1, |_| true).await;
        assert!(matches!(&family[0].data, JobEvent::Cancelled(data) if data.job_id == "j1"));
        kafka.assert_published_type("job.cancelled", |event| event.data.to_json()["job_id"] == "j1").await;
        kafka.assert_none_published::<JobCompleted>(Duration::ZERO, |_| true).await;
        kafka.assert_no_dead_letters("tda_jobs").await;

        let same = Arc::clone(&kafka);
        let text = complaint(async move {
            same.assert_none_published::<JobCancelled>(Duration::ZERO, |_| true).await;
        });
        assert!(text.await.starts_with("1 unexpected events: JobCancelled"));
        let same = Arc::clone(&kafka);
        kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect("published");
        let text = complaint(async move {
            same.assert_published_times::<JobCancelled>(1, |_| true).await;
        });
        assert!(text.await.starts_with("2 in place of 1 events"));
    });
}

#[test]
fn an_assertion_says_what_there_is_instead() {
    run(async {
        let kafka = Kafka::start().await.expect("starts").deadline(Duration::from_millis(300));
        kafka
            .publish(&make_event::<JobCancelled>(|data| data.job_id = "other".into()))
            .await
            .expect("published");
        let text = complaint(async move {
            kafka.assert_published::<JobCancelled>(|event| event.data.job_id == "j1").await;
        });
        let text = text.await;
        assert!(text.starts_with("0 of 1 events job.cancelled within 300ms; there were 1 others"), "{text}");
        assert!(text.contains("other"), "{text}");
        let never = eventually("what never comes", Duration::from_millis(50), async || false);
        assert!(complaint(never).await.contains("what never comes"));
    });
}

#[test]
fn a_payload_that_breaks_its_rules_is_no_event() {
    let attempt = AssertUnwindSafe(|| make_event::<JobCancelled>(|data| data.job_id.clear()));
    let panic = std::panic::catch_unwind(attempt).expect_err("refused");
    assert!(panic.downcast_ref::<String>().is_some_and(|text| text.contains("job_id")));
    let fields = json!({"symbol": "ETHUSDT"});
    let signal = make_any_event(Catalog::alphintra(), "trading.signal.generated", fields);
    assert_eq!(signal.data.to_json()["symbol"], "ETHUSDT");
}

#[test]
fn two_kits_neither_hear_nor_hinder_each_other() {
    run(async {
        let (kafka, other) = (Kafka::start().await.expect("starts"), Kafka::start().await.expect("starts"));
        assert_ne!(kafka.bootstrap_servers(), other.bootstrap_servers());
        let _away = other.away().expect("away");
        kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect("published");
        drop(_away);
        other.assert_none_published::<JobCancelled>(Duration::ZERO, |_| true).await;
    });
}

#[test]
fn what_a_broker_rejects_fails_and_what_it_refuses_is_tried_again() {
    run(async {
        let kafka = Kafka::start().await.expect("starts");
        kafka.refuse_next(2);
        kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect("tried again");
        kafka.reject_next(1);
        let error = kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect_err("rejected");
        assert!(matches!(error, Error::Delivery { retry: Retry::Safe, .. }), "{error:?}");
        kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect("taken again");
        kafka.reject_next(100);
        kafka.accept_next();
        kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect("taken");
        assert_eq!(kafka.events::<JobCancelled>().await.expect("read").len(), 3);
    });
}

#[test]
fn a_breaker_opens_while_the_broker_is_away() {
    run(async {
        let breaker = Breaker::new(BreakerPolicy::FailFast)
            .stalled_after(Duration::from_secs(1))
            .pauses(Duration::from_millis(100), Duration::from_millis(200));
        let kafka = Kafka::start_with(|config| config.breaker(breaker)).await.expect("starts");
        let producer = Producer::connect(&kafka.config()).await.expect("connects");
        producer.publish(&make_event::<JobCancelled>(|_| ())).await.expect("published");
        {
            let _away = kafka.away().expect("away");
            let refused = producer.publish(&make_event::<JobCancelled>(|_| ())).await;
            assert!(matches!(refused, Err(Error::CircuitOpen { .. })), "{refused:?}");
        }
        // The way back may take the breaker a trial or two.
        eventually("the circuit to close", PATIENCE, async || {
            producer.publish(&make_event::<JobCancelled>(|_| ())).await.is_ok()
        })
        .await;
    });
}

#[test]
fn a_slow_broker_is_slow_until_it_is_not() {
    run(async {
        let kafka = Kafka::start().await.expect("starts");
        let started = Instant::now();
        {
            let _slow = kafka.slow(Duration::from_millis(700)).expect("slow");
            kafka.publish(&make_event::<JobCancelled>(|_| ())).await.expect("published");
            assert!(started.elapsed() >= Duration::from_millis(600), "{:?}", started.elapsed());
        }
        kafka.assert_published::<JobCancelled>(|_| true).await;
    });
}

#[test]
fn a_handler_survives_injected_faults_and_poison_is_set_aside() {
    async fn handle(event: Event<JobCompleted>, context: HandlerContext) -> Result<(), HandlerError> {
        assert_eq!(context.attempt(), 3);
        context.publish(&make_event::<JobCancelled>(|data| data.job_id = event.data.job_id)).await?;
        Ok(())
    }
    run(async {
        let kafka = Kafka::start().await.expect("starts");
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = Worker::new(kafka.config()).handles(failing(2, handle));
        let running = tokio::spawn(worker.run(async { stopped.await.unwrap_or_default() }));
        kafka
            .publish(&make_event::<JobCompleted>(|data| data.job_id = "j1".into()))
            .await
            .expect("published");
        kafka.assert_published::<JobCancelled>(|event| event.data.job_id == "j1").await;
        kafka.assert_no_dead_letters("tda_jobs").await;

        kafka.publish_bytes("tda_jobs", b"j2", b"no event").await.expect("published");
        let letter = kafka.assert_dead_letter("tda_jobs").await;
        assert_eq!(letter.value(), Some(&b"no event"[..]));
        drop(stop);
        running.await.expect("no panic").expect("ends well");
    });
}
