//! Producers, consumers and workers whose records name their schema in the registry.

use std::{sync::Mutex, time::Instant};

use serde_json::Value;
use tda_client::{
    ErrorKind, Producer, Worker,
    registry::{Registry, RegistryConfig},
};
use tda_events::{Dialect, Encoding, TdaEvent};

use super::{
    real_registry,
    server::{Answer, Server},
};
use crate::fixture::{PATIENCE, RunningWorker, embedded, join, publish, run, square};

/// A registry that takes every schema, as far as producers and consumers ask.
fn willing_registry() -> Server {
    let schemas = Mutex::new(Vec::<String>::new());
    Server::start(move |request| {
        let mut schemas = schemas.lock().expect("no panic");
        if let Some(id) = request.line.strip_prefix("GET /schemas/ids/") {
            let id: usize = id.parse().expect("a number");
            let schema = schemas.get(id - 1).expect("registered before");
            return Answer::Json(200, serde_json::json!({"schema": schema}).to_string());
        }
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        let schema = body["schema"].as_str().expect("a text").to_owned();
        let known = schemas.iter().position(|other| *other == schema);
        let id = known.unwrap_or_else(|| {
            schemas.push(schema);
            schemas.len() - 1
        });
        Answer::Json(200, format!(r#"{{"id": {}}}"#, id + 1))
    })
}

#[test]
fn a_frame_needs_a_registry() {
    for encoding in [Encoding::AvroConfluent, Encoding::JsonConfluent] {
        let error = embedded().encoding(encoding).check().expect_err("no registry");
        assert!(
            error.kind() == ErrorKind::Config && error.to_string().contains("SCHEMA_REGISTRY_URL"),
            "{error}"
        );
    }
}

#[test]
fn framed_events_arrive_and_ids_are_asked_for_once() {
    for encoding in [Encoding::AvroConfluent, Encoding::JsonConfluent] {
        let server = willing_registry();
        let registry = RegistryConfig::new(server.url()).registers(true);
        let config = embedded().encoding(encoding).registry(registry);
        run(async {
            let producer = Producer::connect(&config).await.expect("connects");
            let consumer = join(&config, "readers", &["tda_jobs"]).await;
            for job in ["one", "two", "three"] {
                publish(&producer, &square(job)).await;
                let received = consumer.next().await.expect("a record");
                assert_eq!(received.value().expect("a value")[..5], [0, 0, 0, 0, 1]);
                let TdaEvent::JobSubmitted(submitted) = &received.event().expect("an event").data else {
                    panic!("another event")
                };
                assert_eq!(submitted.job_id, job);
            }
        });
        assert!(server.asked() <= 2, "asked {} times", server.asked());
    }
}

#[test]
fn a_worker_writes_frames_too() {
    let server = willing_registry();
    let registry = RegistryConfig::new(server.url()).registers(true);
    let config = embedded().encoding(Encoding::AvroConfluent).registry(registry);
    run(async {
        let producer = Producer::connect(&config).await.expect("connects");
        let consumer = join(&config, "readers", &["tda_jobs"]).await;
        publish(&producer, &square("framed")).await;
        let worker = RunningWorker::start(Worker::new(config.clone()));
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "the job does not end");
            let received = consumer.next().await.expect("a record");
            assert_eq!(received.value().expect("a value")[0], 0);
            if let TdaEvent::JobCompleted(completed) = &received.event().expect("an event").data {
                assert_eq!(completed.job_id, "framed");
                break;
            }
        }
        worker.stop().expect("stops");
    });
}

#[test]
fn a_registry_that_is_away_fails_the_event_and_not_the_producer() {
    let config = embedded()
        .encoding(Encoding::AvroConfluent)
        .registry(RegistryConfig::new("http://127.0.0.1:1").attempts_max(1));
    run(async {
        let producer = Producer::connect(&config).await.expect("connects");
        let error = producer.publish(&square("lost")).await.expect_err("no registry");
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
        let error = producer.try_enqueue(&square("lost")).map(drop).expect_err("no id in memory");
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    });
}

/// Against a real registry: who registers and who only looks up.
#[test]
fn only_who_may_registers() {
    let Some(url) = real_registry("framing") else { return };
    let config = embedded().encoding(Encoding::AvroConfluent);
    run(async {
        let strict =
            Producer::connect(&config.clone().registry(RegistryConfig::new(&url))).await.expect("connects");
        let error = strict.publish(&square("early")).await.expect_err("nobody has registered it");
        assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
        let willing = config.clone().registry(RegistryConfig::new(&url).registers(true));
        let willing = Producer::connect(&willing).await.expect("connects");
        let topic = willing.publish(&square("first")).await.expect("registered and published").topic;
        strict.publish(&square("second")).await.expect("found and published");
        let registry = Registry::new(&RegistryConfig::new(&url)).expect("a client");
        let subject = format!("{topic}-tda.events.v1.JobSubmitted");
        assert_eq!(registry.versions(&subject).await.expect("there"), [1]);
    });
}

#[test]
fn a_writers_schema_may_use_others() {
    const DATA: &str = r#"{"type": "record", "name": "Data", "namespace": "x", "fields": [
        {"name": "reason", "type": "string"}, {"name": "job_id", "type": "string"}]}"#;
    const EVENT: &str = r#"{"type": "record", "name": "Cancelled", "namespace": "x", "fields": [
        {"name": "schema_version", "type": "string"}, {"name": "event_id", "type": "string"},
        {"name": "timestamp", "type": "string"}, {"name": "event_type", "type": "string"},
        {"name": "source", "type": "string"}, {"name": "data", "type": "x.Data"}]}"#;
    let server = Server::start(|request| {
        let answer = match request.line.as_str() {
            "GET /schemas/ids/9" => serde_json::json!({
                "schema": EVENT, "references": [{"name": "x.Data", "subject": "data", "version": 3}]
            }),
            "GET /subjects/data/versions/3" => {
                serde_json::json!({"subject": "data", "version": 3, "id": 8, "schema": DATA})
            }
            other => panic!("asked for {other}"),
        };
        Answer::Json(200, answer.to_string())
    });
    let config = embedded().registry(RegistryConfig::new(server.url()));
    // The texts of the record, each behind its length, which a zigzag number doubles.
    let mut value = vec![0, 0, 0, 0, 9];
    for text in ["1.0", "e1", "2026-11-21T08:52:00Z", "job.cancelled", "flink", "too late", "j1"] {
        value.push(u8::try_from(2 * text.len()).expect("short"));
        value.extend(text.as_bytes());
    }
    run(async {
        let producer = Producer::connect(&config).await.expect("connects");
        let consumer = join(&config, "readers", &["tda_jobs"]).await;
        let event = square("foreign").source("test");
        let mut record = event.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
        record.headers.clear();
        record.value = value;
        producer.enqueue_record(&record).await.expect("room").await.expect("acknowledged");
        let received = consumer.next().await.expect("a record");
        let TdaEvent::JobCancelled(cancelled) = &received.event().expect("an event").data else {
            panic!("another event")
        };
        assert_eq!((cancelled.job_id.as_str(), cancelled.reason.as_deref()), ("j1", Some("too late")));
    });
    assert_eq!(server.asked(), 2);
}
