//! Events, clients and waiting, as the tests need them.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tda_client::{ClientConfig, Consumer, Error, GroupProtocol, Producer, Received, Worker, ensure_topics};
use tda_events::{Event, InputData, JobSubmitted, Parameters, TdaEvent};

/// Nothing here takes longer, even on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A configuration with topics of its own on the embedded broker, so that tests do not hear each other.
pub(crate) fn embedded() -> ClientConfig {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    ClientConfig::new("embedded")
        .source("test")
        .topic_prefix(format!("test{number}_tda_"))
        .group(format!("test{number}-workers"))
}

/// A consumer in a group that no other test joins.
pub(crate) async fn join(config: &ClientConfig, group: &str, topics: &[&str]) -> Consumer {
    let group = config.physical_topic(&format!("tda_{group}"));
    Consumer::connect(config, &group, topics).await.expect("connects")
}

/// The same on a real Kafka, or `None` where there is none; in CI there must be one.
pub(crate) fn real_kafka(test: &str) -> Option<ClientConfig> {
    // Short, for tests that wait for it.
    Some(speaking(test, GroupProtocol::Classic)?.session_timeout(Duration::from_secs(6)))
}

/// The same where groups speak `protocol`.
pub(crate) fn speaking(test: &str, protocol: GroupProtocol) -> Option<ClientConfig> {
    let Ok(servers) = std::env::var("TDA_TEST_KAFKA") else {
        assert!(std::env::var_os("CI").is_none(), "{test} needs TDA_TEST_KAFKA");
        eprintln!("{test} is skipped: TDA_TEST_KAFKA names no broker (cargo xtask test starts one)");
        return None;
    };
    let name = format!("{test}{}", std::process::id());
    Some(
        ClientConfig::new(servers)
            .source("test")
            .topic_prefix(format!("{name}_tda_"))
            .group(format!("{name}-workers"))
            .environment(tda_events::Environment::Development)
            .group_protocol(protocol),
    )
}

/// Both kinds of broker, and on the real one both protocols.
pub(crate) fn everywhere(test: &str, check: impl AsyncFn(ClientConfig)) {
    run(async {
        check(embedded()).await;
        for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
            let Some(config) = speaking(&format!("{test}{protocol:?}"), protocol) else { return };
            ensure_topics(&config).await.expect("created");
            check(config).await;
        }
    });
}

/// A square: H1 is [1, sqrt 2).
pub(crate) fn square(job_id: &str) -> Event<JobSubmitted> {
    let corners = vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
    submission(job_id, 1, InputData::inline_points("square", 2, corners))
}

pub(crate) fn submission(job_id: &str, max_dimension: u32, input: InputData) -> Event<JobSubmitted> {
    Event::new(JobSubmitted::new(job_id, "u1", "vietoris_rips", Parameters::new(max_dimension), input))
        .expect("valid")
}

/// Points that take a while: uniform in a cube, the same in every run.
pub(crate) fn slow_job(job_id: &str) -> Event<JobSubmitted> {
    let mut state = 1_u64;
    let coordinates = (0..6 * 800).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 40).expect("24 bits")) / f64::from(1 << 24)
    });
    submission(job_id, 3, InputData::inline_points("cube", 6, coordinates.collect()))
}

/// Runs `test` on a runtime, and fails where it does not end.
pub(crate) fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { tokio::time::timeout(2 * PATIENCE, test).await.expect("the test hangs") })
}

/// A worker on a thread; it stops when this is dropped.
pub(crate) struct RunningWorker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<(), Error>>>,
}

impl RunningWorker {
    pub(crate) fn start(worker: Worker) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        Self { stop, thread: Some(std::thread::spawn(move || worker.run_until(&flag))) }
    }

    pub(crate) fn stop(mut self) -> Result<(), Error> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().expect("running").join().expect("no panic")
    }
}

impl RunningWorker {
    /// Waits until it ends by itself.
    pub(crate) fn ended(mut self) -> Result<(), Error> {
        self.thread.take().expect("running").join().expect("no panic")
    }
}

impl Drop for RunningWorker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Publishes and gives up loudly.
pub(crate) async fn publish(producer: &Producer, event: &Event<JobSubmitted>) {
    producer.publish(event).await.expect("published");
}

/// Reads until `enough` says so; gives everything read.
pub(crate) async fn read_until(
    consumer: &Consumer,
    mut enough: impl FnMut(&[Received]) -> bool,
) -> Vec<Received> {
    let started = Instant::now();
    let mut read = Vec::new();
    while !enough(&read) {
        assert!(started.elapsed() < PATIENCE, "waited in vain; read {:?}", types(&read));
        if let Ok(received) = tokio::time::timeout(Duration::from_millis(200), consumer.next()).await {
            let received = received.expect("the consumer goes on");
            received.ack();
            read.push(received);
        }
    }
    read
}

pub(crate) fn types(read: &[Received]) -> Vec<&str> {
    read.iter().map(|received| received.event().map_or("(no event)", Event::event_type)).collect()
}

/// Job ids of terminal events: those with the header that only workers set.
pub(crate) fn ended(read: &[Received]) -> Vec<String> {
    let terminal = read.iter().filter(|received| received.header("terminal") == Some("true"));
    terminal.filter_map(|received| job_id(&received.event().ok()?.data).map(str::to_owned)).collect()
}

pub(crate) fn job_id(event: &TdaEvent) -> Option<&str> {
    Some(match event {
        TdaEvent::JobCompleted(event) => &event.job_id,
        TdaEvent::JobFailed(event) => &event.job_id,
        TdaEvent::JobCancelled(event) => &event.job_id,
        TdaEvent::JobProgress(event) => &event.job_id,
        TdaEvent::PersistenceDiagram(event) => &event.job_id,
        _ => return None,
    })
}

/// The job that a `job.submitted` asks for.
pub(crate) fn submitted_id(event: &TdaEvent) -> Option<&str> {
    match event {
        TdaEvent::JobSubmitted(event) => Some(&event.job_id),
        _ => None,
    }
}
