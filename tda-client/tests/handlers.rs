//! Handlers: order, retries, dead letters, transactions; on the embedded broker and on a real one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tda_client::{
    ClientConfig, Consumer, Error, ErrorKind, GroupProtocol, HandlerContext, HandlerError, HandlerWorker,
    Outcome, Producer, Received, RetryPolicy, Worker, WorkerState, ensure_topics,
};
use tda_events::{
    Catalog, Event, JobCancelled, JobSubmitted, Priority, TdaEvent, UploadCompleted, UserNotification, sample,
};
use tokio::{sync::oneshot, task::JoinHandle};

use crate::fixture::{PATIENCE, embedded, everywhere, join, publish, read_until, run, speaking, square};

/// A worker on this runtime.
pub(crate) struct Running {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), Error>>,
}

impl Running {
    pub(crate) fn start(worker: HandlerWorker) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(worker.run(async move { stopped.await.unwrap_or_default() }));
        Self { stop: Some(stop), task }
    }

    pub(crate) async fn stop(mut self) -> Result<(), Error> {
        drop(self.stop.take());
        tokio::time::timeout(PATIENCE, self.task).await.expect("stops in time").expect("no panic")
    }
}

/// Waits until `enough`; polls, since nobody tells.
async fn until(what: &str, mut enough: impl FnMut() -> bool) {
    let started = Instant::now();
    while !enough() {
        assert!(started.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn hasty() -> RetryPolicy {
    let pause = Duration::from_millis(20);
    RetryPolicy { attempts_max: 3, pause_first: pause, pause_max: pause, ..RetryPolicy::default() }
}

async fn cancel(producer: &Producer, job_id: &str, reason: &str) -> Event<JobCancelled> {
    let event = Event::new(JobCancelled::new(job_id, reason)).expect("valid");
    producer.publish(&event).await.expect("published");
    event
}

fn notification(text: &str) -> Event<UserNotification> {
    Event::new(UserNotification::new("u1", "about a job", text)).expect("valid")
}

#[test]
fn outputs_name_their_cause_and_other_events_are_passed_over() {
    everywhere("outputs", async |config| {
        let producer = Producer::connect(&config).await.expect("connects");
        publish(&producer, &square("j")).await;
        let cause = cancel(&producer, "j", "no longer needed").await;
        let worker = Worker::new(config.clone()).handles(
            |event: Event<JobCancelled>, context: HandlerContext| async move {
                assert_eq!((context.attempt(), context.offset()), (1, 1));
                context.publish(&notification(event.data.reason.as_deref().unwrap_or_default())).await?;
                Ok::<_, HandlerError>(())
            },
        );
        let status = worker.status();
        let running = Running::start(worker);
        let consumer = join(&config, "watch", &["tda_events"]).await;
        let read = read_until(&consumer, |read| !read.is_empty()).await;
        let event = read[0].event().expect("an event");
        assert_eq!(event.causation_id.as_deref(), Some(cause.event_id.as_str()));
        assert!(
            matches!(&event.data, TdaEvent::UserNotification(told) if told.message == "no longer needed")
        );
        running.stop().await.expect("stops");
        let snapshot = status.snapshot();
        assert_eq!((snapshot.state, snapshot.stopped.len()), (WorkerState::Stopped, 0));
        assert!(snapshot.committed_at.is_some());
        // Both records are committed: a consumer of the group gets neither.
        let group = config.clone();
        let again = Consumer::builder(&group).topics(["tda_jobs"]).connect().await.expect("joins");
        assert!(tokio::time::timeout(Duration::from_secs(2), again.next()).await.is_err());
    });
}

/// What handlers saw: the order of each key, and how many ran at once.
#[derive(Default)]
struct Seen {
    by_key: Mutex<BTreeMap<String, Vec<String>>>,
    now: Mutex<BTreeSet<String>>,
    together: AtomicUsize,
}

impl Seen {
    async fn handle(&self, key: &str, what: &str, pause: Duration) {
        let together = {
            let mut now = self.now.lock().expect("no panic");
            assert!(now.insert(key.to_owned()), "two of {key} at once");
            now.len()
        };
        self.together.fetch_max(together, Ordering::Relaxed);
        tokio::time::sleep(pause).await;
        self.now.lock().expect("no panic").remove(key);
        self.by_key.lock().expect("no panic").entry(key.to_owned()).or_default().push(what.to_owned());
    }

    fn count(&self) -> usize {
        self.by_key.lock().expect("no panic").values().map(Vec::len).sum()
    }
}

#[test]
fn keys_run_at_the_same_time_and_each_in_its_order() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        for number in 0..40 {
            cancel(&producer, &format!("j{}", number % 4), &format!("{number:02}")).await;
        }
        let seen = Arc::new(Seen::default());
        let told = Arc::clone(&seen);
        let worker = Worker::new(config).handles(move |event: Event<JobCancelled>, _| {
            let seen = Arc::clone(&told);
            async move {
                seen.handle(
                    &event.data.job_id,
                    event.data.reason.as_deref().unwrap_or_default(),
                    Duration::from_millis(20),
                )
                .await;
                Ok::<_, HandlerError>(Outcome::Done)
            }
        });
        let running = Running::start(worker);
        until("forty", || seen.count() == 40).await;
        running.stop().await.expect("stops");
        for handled in seen.by_key.lock().expect("no panic").values() {
            assert!(handled.is_sorted(), "{handled:?}");
        }
        assert!(seen.together.load(Ordering::Relaxed) >= 2);
    });
}

async fn letters(config: &ClientConfig, count: usize) -> Vec<Received> {
    let consumer = join(config, "letters", &["tda_jobs.dlq"]).await;
    read_until(&consumer, |read| read.len() >= count).await
}

#[test]
fn a_failing_key_is_parked_and_ends_in_the_dead_letters() {
    everywhere("letters", async |config| {
        let producer = Producer::connect(&config).await.expect("connects");
        for (job_id, reason) in
            [("bad", "first"), ("bad", "second"), ("good", "a"), ("mad", "panic"), ("good", "b")]
        {
            cancel(&producer, job_id, reason).await;
        }
        let mut poison = producer.encode(&square("poison")).expect("encodes");
        poison.value = b"no event".to_vec();
        producer.enqueue_record(&poison).await.expect("queued").await.expect("delivered");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        let worker = Worker::new(config.clone()).retry_policy(hasty()).handles(
            move |event: Event<JobCancelled>, context: HandlerContext| {
                let seen = Arc::clone(&told);
                async move {
                    let JobCancelled { job_id, reason, .. } = event.data;
                    let reason = reason.unwrap_or_default();
                    seen.lock().expect("no panic").push((job_id.clone(), reason.clone(), context.attempt()));
                    // Nothing of this may be published.
                    context.publish(&notification("half done")).await?;
                    match (job_id.as_str(), reason.as_str()) {
                        ("bad", "first") => Err(HandlerError::transient("not now").kind("Busy")),
                        ("mad", _) => panic!("out of paper"),
                        _ => Ok(Outcome::Ignored),
                    }
                }
            },
        );
        let running = Running::start(worker);
        let letters = letters(&config, 3).await;
        running.stop().await.expect("stops");
        let by_kind: BTreeMap<_, _> =
            letters.iter().map(|letter| (letter.header("dlq_error_kind").expect("a kind"), letter)).collect();
        assert_eq!(by_kind.keys().copied().collect::<Vec<_>>(), ["Busy", "Decode", "HandlerPanicked"]);
        let busy = by_kind["Busy"];
        let topic = config.physical_topic("tda_jobs");
        for (name, value) in [
            ("dlq_attempts", "3"),
            ("dlq_error_message", "not now"),
            ("dlq_topic", &topic),
            ("event_type", "job.cancelled"),
        ] {
            assert_eq!(busy.header(name), Some(value), "{name}");
        }
        assert!(busy.header("dlq_first_failed_at").is_some_and(|at| at.parse::<i64>().is_ok()));
        assert_eq!(busy.key(), Some(&b"bad"[..]));
        assert!(
            by_kind["HandlerPanicked"].header("dlq_error_message").is_some_and(|told| told.contains("paper"))
        );
        assert_eq!(by_kind["Decode"].value(), Some(&b"no event"[..]));
        let seen = seen.lock().expect("no panic").clone();
        let attempts = |job: &str| {
            let of_job = seen.iter().filter(|(job_id, ..)| job_id == job);
            of_job.map(|(_, reason, attempt)| (reason.clone(), *attempt)).collect::<Vec<_>>()
        };
        let expected = [("first", 1), ("first", 2), ("first", 3), ("second", 1)];
        assert_eq!(attempts("bad"), expected.map(|(reason, attempt)| (reason.to_owned(), attempt)));
        assert_eq!(attempts("good").len(), 2);
        let told = join(&config, "told", &["tda_events"]).await;
        assert!(tokio::time::timeout(Duration::from_secs(1), told.next()).await.is_err());
    });
}

#[test]
fn without_order_a_failure_goes_through_retry_topics() {
    everywhere("delays", async |config| {
        let delays = vec![Duration::from_millis(300), Duration::from_millis(500)];
        let policy = RetryPolicy { attempts_max: 1, delays, ..hasty() };
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        let worker = Worker::new(config.clone()).retry_policy(policy).handles(
            move |event: Event<JobCancelled>, context: HandlerContext| {
                let seen = Arc::clone(&told);
                async move {
                    let heard = (event.data.job_id.clone(), context.attempt(), Instant::now());
                    seen.lock().expect("no panic").push(heard);
                    match (event.data.job_id.as_str(), context.attempt()) {
                        ("never", _) | ("later", 1) => Err(HandlerError::transient("not now")),
                        _ => Ok(()),
                    }
                }
            },
        );
        let worker = worker.unordered();
        worker.ensure_topics().await.expect("created");
        let producer = Producer::connect(&config).await.expect("connects");
        for job_id in ["never", "later", "now"] {
            cancel(&producer, job_id, "why not").await;
        }
        let running = Running::start(worker);
        let letters = letters(&config, 1).await;
        running.stop().await.expect("stops");
        let letter = &letters[0];
        assert_eq!((letter.key(), letter.header("dlq_attempts")), (Some(&b"never"[..]), Some("3")));
        assert_eq!(letter.header("dlq_topic"), Some(config.physical_topic("tda_jobs").as_str()));
        assert_eq!(letter.header("dlq_offset").and_then(|offset| offset.parse().ok()), Some(0));
        let seen = seen.lock().expect("no panic");
        let of = |job: &str| seen.iter().filter(|(job_id, ..)| job_id == job).collect::<Vec<_>>();
        assert_eq!(of("never").iter().map(|(_, attempt, _)| *attempt).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!((of("later").len(), of("now").len()), (2, 1));
        let waited = of("later")[1].2 - of("later")[0].2;
        assert!(waited >= Duration::from_millis(300), "{waited:?}");
    });
}

#[test]
fn the_urgent_ones_are_handled_first() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let levels = [Priority::Low, Priority::Normal, Priority::Critical, Priority::High];
        for (number, level) in levels.into_iter().enumerate() {
            let mut job = square(&format!("j{number}"));
            job.data.priority = level;
            publish(&producer, &job).await;
        }
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        let gate = Arc::new(tokio::sync::Semaphore::new(0));
        let entrance = Arc::clone(&gate);
        let worker = Worker::new(config).handles(move |event: Event<JobSubmitted>, _| {
            let (seen, gate) = (Arc::clone(&told), Arc::clone(&entrance));
            async move {
                // The first holds all others up until they have been read.
                let _pass = gate.acquire().await;
                seen.lock().expect("no panic").push(event.data.priority);
                Ok::<_, HandlerError>(())
            }
        });
        let worker = worker.concurrency(1);
        let status = worker.status();
        let running = Running::start(worker);
        until("three wait", || status.snapshot().waiting == 3).await;
        gate.add_permits(10);
        until("four", || seen.lock().expect("no panic").len() == 4).await;
        running.stop().await.expect("stops");
        let seen = seen.lock().expect("no panic");
        assert!(seen[1..].is_sorted_by(|a, b| a >= b), "{seen:?}");
    });
}

#[test]
fn a_shutdown_waits_for_handlers_and_hands_the_rest_back() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        for job_id in ["short", "long"] {
            cancel(&producer, job_id, "why not").await;
        }
        let handled = Arc::new(Mutex::new(Vec::new()));
        let make = |long: Duration| {
            let handled = Arc::clone(&handled);
            let worker = Worker::new(config.clone()).shutdown_deadline(Duration::from_secs(2));
            worker.handles(move |event: Event<JobCancelled>, context: HandlerContext| {
                let handled = Arc::clone(&handled);
                async move {
                    let pause = match event.data.job_id.as_str() {
                        "long" => long,
                        _ => Duration::from_millis(500),
                    };
                    tokio::time::sleep(pause).await;
                    assert!(!context.is_cancelled());
                    handled.lock().expect("no panic").push(event.data.job_id);
                    Ok::<_, HandlerError>(())
                }
            })
        };
        let first = make(Duration::from_secs(600)).concurrency(2);
        let status = first.status();
        let running = Running::start(first);
        until("two run", || status.snapshot().running == 2).await;
        let stopping = Instant::now();
        running.stop().await.expect("stops");
        assert!(stopping.elapsed() < Duration::from_secs(20), "{:?}", stopping.elapsed());
        assert_eq!(*handled.lock().expect("no panic"), ["short"]);
        let running = Running::start(make(Duration::ZERO));
        until("the other", || handled.lock().expect("no panic").len() == 2).await;
        running.stop().await.expect("stops");
        assert_eq!(*handled.lock().expect("no panic"), ["short", "long"]);
    });
}

#[test]
fn contradictions_are_refused_before_anything_is_read() {
    run(async {
        let handle = |_: Event<UploadCompleted>, _: HandlerContext| async { Ok::<_, HandlerError>(()) };
        let delays = vec![Duration::from_secs(10)];
        let delayed = RetryPolicy { delays, ..RetryPolicy::default() };
        for (setting, worker) in [
            ("retry_policy.delays", Worker::new(embedded()).retry_policy(delayed).handles(handle)),
            ("concurrency", Worker::new(embedded()).handles(handle).concurrency(0)),
            ("group", Worker::new(ClientConfig::new("embedded")).handles(handle)),
            ("topics", Worker::new(embedded()).handles_types(&["nobody.knows"], handle)),
        ] {
            let error = worker.run(std::future::pending()).await.expect_err("refused");
            assert!(error.kind() == ErrorKind::Config && error.to_string().contains(setting), "{error}");
        }
    });
}

#[test]
fn two_workers_that_come_and_go_publish_each_answer_once() {
    run(async {
        for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
            let Some(config) = speaking(&format!("once{protocol:?}"), protocol) else { return };
            ensure_topics(&config).await.expect("created");
            let producer = Producer::connect(&config).await.expect("connects");
            let make = || {
                Worker::new(config.clone()).handles(
                    |event: Event<JobCancelled>, context: HandlerContext| async move {
                        tokio::time::sleep(Duration::from_millis(30)).await;
                        context.publish(&notification(&event.data.job_id)).await?;
                        Ok::<_, HandlerError>(())
                    },
                )
            };
            let steady = Running::start(make());
            let names: BTreeSet<_> = (0..120).map(|number| format!("j{number:03}")).collect();
            let mut guest = Some(Running::start(make()));
            for (number, name) in names.iter().enumerate() {
                cancel(&producer, name, "why not").await;
                if number % 40 == 39
                    && let Some(leaving) = guest.take()
                {
                    leaving.stop().await.expect("stops");
                    guest = Some(Running::start(make()));
                }
            }
            let consumer = join(&config, "watch", &["tda_events"]).await;
            let read = read_until(&consumer, |read| read.len() >= names.len()).await;
            steady.stop().await.expect("stops");
            drop(guest);
            let told: Vec<_> = read
                .iter()
                .filter_map(|received| match &received.event().ok()?.data {
                    TdaEvent::UserNotification(told) => Some(told.message.clone()),
                    _ => None,
                })
                .collect();
            assert_eq!(told.len(), names.len());
            assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), names);
            assert!(tokio::time::timeout(Duration::from_secs(1), consumer.next()).await.is_err());
        }
    });
}

#[test]
fn any_event_of_the_catalog_can_be_handled_by_name() {
    run(async {
        let config = embedded();
        let producer = Producer::connect(&config).await.expect("connects");
        let upload = sample("upload.completed").expect("a known event");
        producer.publish(&upload).await.expect("published");
        let (done, heard) = oneshot::channel();
        let done = Mutex::new(Some(done));
        let worker = Worker::new(config).handles_types(
            &["upload.completed"],
            move |event: Event<tda_events::Dynamic>, _| {
                let done = done.lock().expect("no panic").take();
                async move {
                    if let Some(done) = done {
                        let _ = done.send(event.data.get("upload_id").cloned());
                    }
                    Ok::<_, HandlerError>(())
                }
            },
        );
        let running = Running::start(worker);
        let upload_id = tokio::time::timeout(PATIENCE, heard).await.expect("in time").expect("heard");
        assert!(upload_id.is_some_and(|id| id.is_string()));
        running.stop().await.expect("stops");
    });
}

#[test]
fn the_catalog_of_the_configuration_names_topics_and_groups() {
    let config = ClientConfig::new("embedded").catalog_of(Catalog::alphintra().clone());
    let worker = Worker::new(config.clone())
        .handles_types(&["market.data.tick"], |_: Event<tda_events::Dynamic>, _| async {
            Ok::<_, HandlerError>(())
        });
    assert_eq!(worker.topics_read(), [config.physical_topic("market-data-raw")]);
    assert!(Consumer::builder(&config).catalog_group("market-data-processors").is_ok());
    assert!(Consumer::builder(&config).catalog_group("tda_notifications").is_err());
}
