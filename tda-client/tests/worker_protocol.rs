//! What the worker of jobs does when its group, its predecessor or its dead letters give trouble: on a real Kafka.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tda_client::{
    Admin, ClientConfig, Engine, GroupProtocol, Producer, Worker, WorkerState,
    admin::{ConfigChange, ConfigResource},
    ensure_topics,
    worker::{Job, JobControl, JobFailure},
};
use tda_core::Diagrams;
use tda_events::{Event, JobCancelled, TdaEvent};

use crate::fixture::{
    PATIENCE, RunningWorker, embedded, ended, join, publish, read_until, real_kafka, run, speaking, square,
    types,
};

/// Takes its time over every job, and remembers which it began.
#[derive(Clone)]
struct Sleeper {
    pause: Duration,
    begun: Arc<Mutex<Vec<String>>>,
}

impl Sleeper {
    fn new(pause: Duration) -> Self {
        Self { pause, begun: Arc::default() }
    }
}

impl Engine for Sleeper {
    fn compute(&self, job: &Job, control: &JobControl) -> Result<Diagrams, JobFailure> {
        self.begun.lock().expect("no panic").push(job.job_id.clone());
        let until = Instant::now() + self.pause;
        while Instant::now() < until {
            if control.is_cancelled() {
                return Err(JobFailure::cancelled());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Diagrams::from_intervals(vec![Vec::new()])
            .map_err(|error| JobFailure::new("E", "E", error.to_string()))
    }
}

async fn ready(config: &ClientConfig) -> Producer {
    ensure_topics(config).await.expect("created");
    Producer::connect(config).await.expect("connects")
}

async fn until(what: &str, mut enough: impl FnMut() -> bool) {
    let started = Instant::now();
    while !enough() {
        assert!(started.elapsed() < 2 * PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn rebalances_keep_drop_or_finish_jobs_and_each_ends_once() {
    run(async {
        eprintln!(
            "{:<10} {:>11} {:>5} {:>15} {:>8} {:>18}",
            "protocol", "revocations", "kept", "finished before", "dropped", "finished elsewhere"
        );
        for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
            let Some(config) = speaking(&format!("rebalance{protocol:?}"), protocol) else { return };
            let producer = ready(&config).await;
            let watch = join(&config, "watch", &["tda_jobs"]).await;
            let start = || {
                let worker =
                    Worker::new(config.clone()).engine(Sleeper::new(Duration::from_millis(600))).threads(2);
                let worker = worker.shutdown_deadline(Duration::ZERO);
                (worker.status(), RunningWorker::start(worker))
            };
            let (steady, _worker) = start();
            let (guest, stopping) = start();
            // There is always something to do until both have begun.
            let (mut names, mut read): (Vec<String>, Vec<_>) = (Vec::new(), Vec::new());
            let began = Instant::now();
            while [&steady, &guest].iter().any(|status| status.snapshot().running == 0) {
                assert!(began.elapsed() < PATIENCE, "no rebalance");
                while names.len() < ended(&read).len() + 8 {
                    names.push(format!("j{:03}", names.len()));
                    publish(&producer, &square(&names[names.len() - 1])).await;
                }
                let moment = Instant::now() + Duration::from_millis(20);
                read.extend(read_until(&watch, |_| Instant::now() >= moment).await);
            }
            // It hands back what it has not finished.
            stopping.stop().expect("leaves");
            let so_far = ended(&read).len();
            read.extend(read_until(&watch, |read| so_far + ended(read).len() >= names.len()).await);
            let mut counts = BTreeMap::new();
            for job in ended(&read) {
                *counts.entry(job).or_insert(0) += 1;
            }
            assert_eq!(counts, names.into_iter().map(|name| (name, 1)).collect());
            let mut sum = [0; 5];
            for status in [&steady, &guest] {
                let did = status.snapshot().rebalances;
                let figures =
                    [did.revocations, did.kept, did.finished_before, did.dropped, did.finished_elsewhere];
                sum.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure);
            }
            eprintln!(
                "{:<10} {:>11} {:>5} {:>15} {:>8} {:>18}",
                format!("{protocol:?}"),
                sum[0],
                sum[1],
                sum[2],
                sum[3],
                sum[4]
            );
            assert!(sum[0] >= 1 && sum[3] >= 1, "{sum:?}");
        }
    });
}

#[test]
fn a_job_longer_than_the_poll_interval_is_computed_once() {
    run(async {
        let Some(config) = real_kafka("longer") else { return };
        let config = config.max_poll_interval(Duration::from_secs(6));
        let producer = ready(&config).await;
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        publish(&producer, &square("long")).await;
        let _worker = RunningWorker::start(Worker::new(config).engine(Sleeper::new(Duration::from_secs(9))));
        let read = read_until(&watch, |read| !ended(read).is_empty()).await;
        let starts = types(&read).iter().filter(|event_type| **event_type == "job.started").count();
        assert_eq!((ended(&read), starts), (vec!["long".to_owned()], 1));
    });
}

#[test]
fn a_replacement_under_the_new_protocol_waits_for_its_predecessor() {
    run(async {
        let Some(config) = speaking("replaces", GroupProtocol::Consumer) else { return };
        let config = config.instance_id("the-one");
        let producer = ready(&config).await;
        let watch = join(&config.clone().instance_id("watch"), "watch", &["tda_jobs"]).await;
        let first = RunningWorker::start(Worker::new(config.clone()));
        publish(&producer, &square("a")).await;
        read_until(&watch, |read| ended(read) == ["a"]).await;
        let second = Worker::new(config);
        let status = second.status();
        let _second = RunningWorker::start(second);
        // Whoever has the place keeps it, and its producer.
        tokio::time::sleep(Duration::from_secs(3)).await;
        publish(&producer, &square("b")).await;
        read_until(&watch, |read| ended(read) == ["b"]).await;
        assert_eq!(status.snapshot().partitions, 0);
        first.stop().expect("was not fenced");
        publish(&producer, &square("c")).await;
        read_until(&watch, |read| ended(read) == ["c"]).await;
        assert_eq!(status.snapshot().partitions, 3);
    });
}

#[test]
fn a_cancel_reaches_queued_running_and_finished_jobs_and_each_ends_once() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let engine = Sleeper::new(Duration::from_millis(1500));
        let begun = Arc::clone(&engine.begun);
        let _worker = RunningWorker::start(Worker::new(config).engine(engine));
        publish(&producer, &square("finished")).await;
        let mut read = read_until(&watch, |read| ended(read) == ["finished"]).await;
        publish(&producer, &square("running")).await;
        until("it runs", || begun.lock().expect("no panic").len() == 2).await;
        publish(&producer, &square("queued")).await;
        for job_id in ["finished", "queued", "running"] {
            let request = Event::new(JobCancelled::new(job_id, "no longer needed")).expect("valid");
            producer.publish(&request).await.expect("published");
        }
        publish(&producer, &square("after")).await;
        read.extend(read_until(&watch, |read| ended(read).contains(&"after".to_owned())).await);
        let mut ends: Vec<_> = read
            .iter()
            .filter(|received| received.header("terminal") == Some("true"))
            .map(|received| match &received.event().expect("an event").data {
                TdaEvent::JobCompleted(event) => (event.job_id.clone(), "completed"),
                TdaEvent::JobCancelled(event) => (event.job_id.clone(), "cancelled"),
                other => panic!("{other:?}"),
            })
            .collect();
        ends.sort();
        let expected = [
            ("after", "completed"),
            ("finished", "completed"),
            ("queued", "cancelled"),
            ("running", "cancelled"),
        ];
        assert_eq!(ends, expected.map(|(job_id, end)| (job_id.to_owned(), end)));
        assert!(!begun.lock().expect("no panic").contains(&"queued".to_owned()));
    });
}

#[test]
fn a_worker_that_stops_finishes_what_runs_and_hands_the_rest_back() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let engine = Sleeper::new(Duration::from_millis(800));
        let begun = Arc::clone(&engine.begun);
        let worker = Worker::new(config.clone()).engine(engine);
        let status = worker.status();
        let worker = RunningWorker::start(worker);
        publish(&producer, &square("running")).await;
        until("it runs", || begun.lock().expect("no panic").len() == 1).await;
        publish(&producer, &square("waiting")).await;
        until("the other waits", || status.snapshot().waiting == 1).await;
        worker.stop().expect("stops");
        assert_eq!(status.snapshot().state, WorkerState::Stopped);
        assert_eq!(*begun.lock().expect("no panic"), ["running"]);
        read_until(&watch, |read| ended(read) == ["running"]).await;
        let _next = RunningWorker::start(Worker::new(config));
        read_until(&watch, |read| ended(read) == ["waiting"]).await;
    });
}

#[test]
fn a_dead_letter_that_cannot_be_written_stops_its_partition_alone_and_visibly() {
    run(async {
        let Some(config) = real_kafka("standstill") else { return };
        let producer = ready(&config).await;
        let admin = Admin::connect(&config).await.expect("connects");
        let letters = config.physical_topic("tda_jobs.dlq");
        let change = |set: Vec<(String, String)>, unset: Vec<String>| ConfigChange {
            resource: ConfigResource::Topic(letters.clone()),
            set,
            unset,
        };
        let limit = "max.message.bytes".to_owned();
        let narrow = change(vec![(limit.clone(), "100".to_owned())], Vec::new());
        for item in admin.alter_configs(&[narrow]).await.expect("answered") {
            item.outcome.expect("altered");
        }
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let worker = Worker::new(config.clone());
        let status = worker.status();
        let _worker = RunningWorker::start(worker);
        let mut poison = producer.encode(&square("poisoned")).expect("encodes");
        poison.value = vec![b'x'; 2000];
        let place = producer.enqueue_record(&poison).await.expect("queued").await.expect("delivered");
        until("the partition stops", || !status.snapshot().stopped.is_empty()).await;
        let stopped = status.snapshot().stopped;
        assert_eq!((stopped[0].partition, stopped[0].offset), (place.partition, place.offset));
        assert!(!stopped[0].reason.is_empty());
        // Jobs of the other partitions end, and none behind the poison.
        let mut others = Vec::new();
        for number in 0..12 {
            let job = square(&format!("j{number}"));
            let receipt = producer.publish(&job).await.expect("published");
            if receipt.partition != place.partition {
                others.push(job.data.job_id.clone());
            }
        }
        let mut ends = ended(&read_until(&watch, |read| ended(read).len() >= others.len()).await);
        ends.sort();
        others.sort();
        assert_eq!(ends, others);
        let wide = change(Vec::new(), vec![limit]);
        for item in admin.alter_configs(&[wide]).await.expect("answered") {
            item.outcome.expect("altered");
        }
        until("the partition goes on", || status.snapshot().stopped.is_empty()).await;
        read_until(&watch, |read| ended(read).len() >= 12 - others.len()).await;
        let shelf = join(&config, "letters", &["tda_jobs.dlq"]).await;
        let letter = &read_until(&shelf, |read| !read.is_empty()).await[0];
        assert_eq!(letter.header("dlq_offset"), Some(place.offset.to_string().as_str()));
    });
}
