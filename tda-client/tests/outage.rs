//! What publishing does while the cluster is away: a broker in a process of its own is halted, woken and killed.

use std::{
    collections::HashSet,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tda_client::{
    Breaker, BreakerPolicy, BreakerState, ClientConfig, Delivery, Error, ErrorKind, Health, HealthMonitor,
    Metrics, Producer, Retry, Spill,
};

use crate::fixture::{PATIENCE, join, read_until, run, square};

/// An embedded broker in another process.
struct Broker {
    process: Child,
    address: String,
}

const ADDRESS: &str = "the broker listens on ";

/// Not a test: the process of a [`Broker`].
#[test]
#[ignore = "runs in a process that other tests start"]
fn a_broker() {
    let producer = Producer::connect_blocking(&ClientConfig::new("embedded")).expect("connects");
    writeln!(std::io::stdout(), "\n{ADDRESS}{}", producer.bootstrap_servers()).expect("heard");
    // Until the test closes the other end, or goes.
    let _ = std::io::stdin().lines().next();
}

impl Broker {
    fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().expect("a path"))
            .args(["--exact", "outage::a_broker", "--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.split_once(ADDRESS).map(|(_, address)| address.to_owned()))
            .expect("it says where");
        Self { process, address }
    }

    fn config(&self) -> ClientConfig {
        // The broker of another process is not known to be embedded, where fetches do not wake on data.
        ClientConfig::new(&self.address)
            .source("test")
            .topic_prefix("tda_")
            .property("fetch.wait.max.ms", "5")
            .linger(Duration::from_millis(1))
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([format!("-{name}"), self.process.id().to_string()])
            .status()
            .expect("runs");
        assert!(status.success());
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn impatient(policy: BreakerPolicy) -> Breaker {
    Breaker::new(policy)
        .stalled_after(Duration::from_millis(500))
        .pauses(Duration::from_millis(100), Duration::from_millis(400))
}

async fn wait_for(producer: &Producer, state: BreakerState) {
    let started = Instant::now();
    while producer.breaker_state() != state {
        assert!(started.elapsed() < PATIENCE, "still {:?}", producer.breaker_state());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Enqueues jobs of these numbers; gives the deliveries and how long the slowest call took.
async fn enqueue(producer: &Producer, numbers: std::ops::Range<u32>) -> (Vec<Delivery>, Duration) {
    let (mut deliveries, mut slowest) = (Vec::new(), Duration::ZERO);
    for number in numbers {
        let event = square("same-key").correlation_id(number.to_string());
        let started = Instant::now();
        deliveries.push(producer.enqueue(&event).await.expect("taken"));
        slowest = slowest.max(started.elapsed());
    }
    (deliveries, slowest)
}

/// The numbers in the topic, in the order in which they came first.
async fn numbers_in_topic(config: &ClientConfig, count: usize) -> Vec<u32> {
    let mut seen = HashSet::new();
    let consumer = join(config, "numbers", &["tda_jobs"]).await;
    let number = |received: &tda_client::Received| -> u32 {
        let event = received.event().expect("an event");
        event.correlation_id.as_deref().expect("a number").parse().expect("a number")
    };
    let read =
        read_until(&consumer, |read| read.iter().map(number).collect::<HashSet<_>>().len() >= count).await;
    read.iter().map(number).filter(|number| seen.insert(*number)).collect()
}

#[test]
fn a_halted_cluster_holds_nobody_up_and_gets_everything_in_order_later() {
    let broker = Broker::start();
    run(async {
        let config = broker.config().breaker(impatient(BreakerPolicy::Spill(Spill::memory())));
        let producer = Producer::connect(&config).await.expect("connects");
        let mut changes = producer.breaker_watch();
        let (mut deliveries, _) = enqueue(&producer, 0..10).await;
        deliveries.pop().expect("ten").await.expect("delivered");
        broker.signal("STOP");
        let (under_way, _) = enqueue(&producer, 10..20).await;
        wait_for(&producer, BreakerState::Open).await;
        let (spilled, slowest) = enqueue(&producer, 20..220).await;
        assert_eq!(producer.spilled(), 200);
        assert!(slowest < Duration::from_secs(2), "{slowest:?}");
        broker.signal("CONT");
        for delivery in deliveries.into_iter().chain(under_way).chain(spilled) {
            delivery.await.expect("delivered in the end");
        }
        assert_eq!(changes.changed().await, Some(producer.breaker_state()));
        assert_eq!(producer.undelivered(), 0);
        // The way is open again, and what goes through comes after what was spilled.
        let (more, _) = enqueue(&producer, 220..230).await;
        for delivery in more {
            delivery.await.expect("delivered");
        }
        assert_eq!(numbers_in_topic(&config, 230).await, (0..230).collect::<Vec<_>>());
    });
}

#[test]
fn who_fails_fast_hears_it_at_once_and_is_served_again_later() {
    let broker = Broker::start();
    run(async {
        let config = broker.config().breaker(impatient(BreakerPolicy::FailFast));
        let producer = Producer::connect(&config).await.expect("connects");
        producer.publish(&square("j")).await.expect("published");
        broker.signal("STOP");
        let waiting = producer.clone();
        let waiting = tokio::spawn(async move { waiting.publish(&square("j")).await });
        // Whoever waits for a receipt does not wait for the delivery timeout of two minutes.
        let error = waiting.await.expect("no panic").expect_err("no receipt");
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unreachable, Retry::MayDuplicate), "{error}");
        let started = Instant::now();
        let refused = producer.try_enqueue(&square("j")).expect_err("refused");
        assert_eq!((refused.kind(), refused.retry()), (ErrorKind::Unreachable, Retry::Safe), "{refused}");
        assert!(matches!(refused, Error::CircuitOpen { .. }) && started.elapsed() < Duration::from_secs(2));
        broker.signal("CONT");
        wait_for(&producer, BreakerState::Closed).await;
        producer.publish(&square("j")).await.expect("published again");
    });
}

#[test]
fn a_dead_broker_opens_the_circuit_although_nothing_is_published() {
    let broker = Broker::start();
    run(async {
        let config = broker.config().breaker(impatient(BreakerPolicy::FailFast));
        let producer = Producer::connect(&config).await.expect("connects");
        assert_eq!(producer.breaker_state(), BreakerState::Closed);
        broker.signal("KILL");
        wait_for(&producer, BreakerState::Open).await;
        let Err(Error::CircuitOpen { brokers, reason, .. }) = producer.enqueue(&square("j")).await else {
            panic!("taken")
        };
        assert_eq!(
            (brokers.as_str(), reason.as_str()),
            (broker.address.as_str(), "no broker can be reached")
        );
    });
}

#[test]
fn what_is_spilled_into_a_directory_outlives_the_producer() {
    let broker = Broker::start();
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let spill = Spill::directory(folder.path());
        let config = broker.config().breaker(impatient(BreakerPolicy::Spill(spill)));
        let producer = Producer::connect(&config).await.expect("connects");
        drop(enqueue(&producer, 0..5).await);
        producer.flush(PATIENCE).await.expect("delivered");
        broker.signal("STOP");
        drop(enqueue(&producer, 5..15).await);
        wait_for(&producer, BreakerState::Open).await;
        drop(enqueue(&producer, 15..40).await);
        let error = producer.close(Duration::from_millis(200)).await.expect_err("not empty");
        let Error::Timeout { left, .. } = error else { panic!("{error}") };
        assert_eq!(left, 35);
        tokio::task::spawn_blocking(move || drop(producer)).await.expect("dropped");
        broker.signal("CONT");
        let next = Producer::connect(&config).await.expect("connects");
        drop(enqueue(&next, 40..45).await);
        next.close(PATIENCE).await.expect("everything is delivered");
        // What was under way when the first producer ended may have come twice; nothing is lost or overtaken.
        assert_eq!(numbers_in_topic(&config, 45).await, (0..45).collect::<Vec<_>>());
        let left: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .filter_map(|file| file.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".spill"))
            .collect();
        assert!(left.is_empty() || next.undelivered() == 0, "{left:?}");
    });
}

#[test]
fn a_full_spill_says_so() {
    let broker = Broker::start();
    run(async {
        let config = broker.config().breaker(impatient(BreakerPolicy::Spill(Spill::memory().records_max(3))));
        let producer = Producer::connect(&config).await.expect("connects");
        broker.signal("KILL");
        wait_for(&producer, BreakerState::Open).await;
        drop(enqueue(&producer, 0..3).await);
        let full = producer.try_enqueue(&square("j")).expect_err("full");
        assert_eq!((full.kind(), full.retry()), (ErrorKind::QueueFull, Retry::Safe));
        let error = producer.close(Duration::from_millis(100)).await.expect_err("not empty");
        assert!(matches!(error, Error::Timeout { left: 3, .. }), "{error}");
    });
}

#[test]
fn a_delivery_that_fails_names_its_event() {
    let broker = Broker::start();
    run(async {
        let config = broker.config().delivery_timeout(Duration::from_secs(1));
        let producer = Producer::connect(&config).await.expect("connects");
        broker.signal("KILL");
        let event = square("j");
        let error = producer.publish(&event).await.expect_err("nobody is there");
        let Error::Delivery { event_id, .. } = &error else { panic!("{error}") };
        assert_eq!(event_id, &event.event_id);
        // Into a connection that had not noticed yet it may have been written: nobody can say whether it was kept.
        assert!(matches!(error.retry(), Retry::MayDuplicate | Retry::Safe), "{error}");
    });
}

#[test]
fn an_outage_shows_in_metrics_and_health_and_so_does_its_end() {
    let broker = Broker::start();
    run(async {
        let metrics = Metrics::new();
        let config = broker.config().breaker(impatient(BreakerPolicy::FailFast)).metrics(metrics.clone());
        let producer = Producer::connect(&config).await.expect("connects");
        let monitor = HealthMonitor::new(&config);
        let producer_is = async |health: Health| {
            let started = Instant::now();
            loop {
                let report = monitor.report().await;
                if report.component("producer").is_some_and(|producer| producer.status == health) {
                    return report;
                }
                assert!(started.elapsed() < PATIENCE, "not {health}: {report}");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        let says = async |line: &str| {
            let started = Instant::now();
            while !metrics.text().lines().any(|found| found.starts_with(line)) {
                assert!(started.elapsed() < PATIENCE, "no {line} in\n{}", metrics.text());
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        producer_is(Health::Healthy).await;
        says(r#"tda_kafka_connection_status{component="producer"} 1"#).await;
        broker.signal("STOP");
        let error = producer.publish(&square("j")).await.expect_err("no receipt");
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
        let report = producer_is(Health::Degraded).await;
        let reasons = &report.component("producer").expect("there").reasons;
        assert!(reasons[0].starts_with("breaker: "), "{report}");
        assert_eq!(
            report.component("brokers").map(|brokers| brokers.status),
            Some(Health::Unhealthy),
            "{report}"
        );
        says(r#"tda_errors_total{component="breaker",error_type="CircuitOpen",severity="warning"} "#).await;
        broker.signal("CONT");
        wait_for(&producer, BreakerState::Closed).await;
        let report = producer_is(Health::Healthy).await;
        assert_eq!(report.status, Health::Healthy, "{report}");
        broker.signal("KILL");
        says(r#"tda_kafka_connection_status{component="producer"} 0"#).await;
        producer_is(Health::Unhealthy).await;
    });
}

/// `cargo test ... --release --test main -- --ignored times_of_publishing --nocapture`
#[test]
#[ignore = "prints what calls take while the cluster is halted"]
fn times_of_publishing_while_the_cluster_is_away() {
    const CALLS: u32 = 10_000;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, policy) in [
        ("fail fast", BreakerPolicy::FailFast),
        ("spill in memory", BreakerPolicy::Spill(Spill::memory())),
        ("spill in files", BreakerPolicy::Spill(Spill::directory(folder.path()))),
    ] {
        let broker = Broker::start();
        run(async {
            let producer =
                Producer::connect(&broker.config().breaker(impatient(policy))).await.expect("connects");
            producer.publish(&square("j")).await.expect("published");
            broker.signal("STOP");
            drop(producer.enqueue(&square("j")).await.expect("taken"));
            wait_for(&producer, BreakerState::Open).await;
            let event = square("same-key");
            let mut times = [const { Vec::new() }; 2];
            for _ in 0..CALLS {
                let started = Instant::now();
                drop(producer.enqueue(&event).await);
                times[0].push(started.elapsed());
                let started = Instant::now();
                drop(producer.try_enqueue(&event));
                times[1].push(started.elapsed());
            }
            for (call, times) in ["enqueue", "try_enqueue"].iter().zip(&mut times) {
                times.sort();
                let at = |permille: usize| times[(times.len() - 1) * permille / 1000];
                let (p50, p99, max) = (at(500), at(990), at(1000));
                writeln!(std::io::stdout(), "{name}: {call}: p50 {p50:?}, p99 {p99:?}, max {max:?}")
                    .expect("printed");
                assert!(at(990) < Duration::from_secs(2));
            }
            let _ = producer.close(Duration::ZERO).await;
            tokio::task::spawn_blocking(move || drop(producer)).await.expect("dropped");
        });
    }
}
