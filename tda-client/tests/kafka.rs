//! What only a real Kafka can show: topics created, transactions, takeover, fencing.

use std::{collections::BTreeMap, time::Duration};

use tda_client::{ErrorKind, Guarantee, Producer, Worker, ensure_topics};

use crate::fixture::{RunningWorker, ended, join, publish, read_until, real_kafka, run, slow_job, square};

#[test]
fn topics_of_the_catalog_are_created_once() {
    let Some(config) = real_kafka("topics") else { return };
    run(async {
        let first = ensure_topics(&config).await.expect("created");
        assert!(first.present.is_empty() && first.created.len() == 12, "{first:?}");
        let second = ensure_topics(&config).await.expect("nothing to do");
        assert!(second.created.is_empty() && second.present.len() == 12, "{second:?}");
    });
}

#[test]
fn jobs_of_two_workers_end_once_each_although_one_leaves() {
    let Some(config) = real_kafka("two") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        let producer = Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let first = RunningWorker::start(Worker::new(config.clone()));
        let _second = RunningWorker::start(Worker::new(config.clone()));
        let names: Vec<_> = (0..40).map(|number| format!("j{number:02}")).collect();
        for name in &names[..20] {
            publish(&producer, &square(name)).await;
        }
        let mut read = read_until(&watch, |read| ended(read).len() >= 5).await;
        first.stop().expect("leaves");
        for name in &names[20..] {
            publish(&producer, &square(name)).await;
        }
        let before = ended(&read).len();
        read.extend(read_until(&watch, |read| ended(read).len() >= 40 - before).await);
        let mut counts = BTreeMap::new();
        for job in ended(&read) {
            *counts.entry(job).or_insert(0) += 1;
        }
        assert_eq!(counts, names.into_iter().map(|name| (name, 1)).collect());
    });
}

#[test]
fn a_running_job_moves_to_another_worker_and_ends_once() {
    let Some(config) = real_kafka("moves") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        let producer = Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        publish(&producer, &slow_job("slow")).await;
        let worker = Worker::new(config.clone()).shutdown_deadline(Duration::from_millis(100));
        let first = RunningWorker::start(worker);
        read_until(&watch, |read| crate::fixture::types(read).contains(&"job.progress")).await;
        // Handed back, not ended.
        first.stop().expect("leaves");
        let _second = RunningWorker::start(Worker::new(config));
        let read = read_until(&watch, |read| !ended(read).is_empty()).await;
        assert_eq!(ended(&read), ["slow"]);
        let attempts: Vec<_> = read
            .iter()
            .filter_map(|received| match &received.event().ok()?.data {
                tda_events::TdaEvent::JobStarted(started) => Some(started.attempt),
                _ => None,
            })
            .collect();
        assert_eq!(attempts, [2]);
    });
}

#[test]
fn a_second_instance_of_the_same_identity_fences_the_first() {
    let Some(config) = real_kafka("fence") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        let config = config.instance_id("the-one");
        let producer = Producer::connect(&config).await.expect("connects");
        let watch = join(&config.clone().instance_id("watch"), "watch", &["tda_jobs"]).await;
        let stop = std::future::pending();
        let first = tokio::spawn(Worker::new(config.clone()).guarantee(Guarantee::ExactlyOnce).run(stop));
        publish(&producer, &square("a")).await;
        read_until(&watch, |read| ended(read) == ["a"]).await;
        let _second = RunningWorker::start(Worker::new(config));
        let fenced = first.await.expect("no panic").expect_err("fenced");
        assert_eq!(fenced.kind(), ErrorKind::Fenced, "{fenced}");
        publish(&producer, &square("b")).await;
        read_until(&watch, |read| ended(read) == ["b"]).await;
    });
}
