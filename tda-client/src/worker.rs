//! The job worker: consumes `job.submitted`, computes, and writes results, exactly once on a real Kafka.
//!
//! ```text
//!              ┌────────────── one thread: poll, follow, start, collect, commit ─────────────┐
//!  tda_jobs ─► group member ─► ledger ─► compute threads (Engine) ─► batch ─► one transaction ─► tda_results, tda_jobs
//!  tda_jobs ─► follower (cancels, earlier attempts, ends) ─┘             job.started, job.progress ─► tda_jobs
//! ```
//!
//! # Guarantee
//! On a real Kafka every submitted job gets exactly one terminal event (`job.completed`, `job.failed` or
//! `job.cancelled`) and every result exactly once, for readers with `isolation.level=read_committed`, whatever crashes:
//! results, terminal events, dead letters and the offsets of the submissions share one transaction, checked by the
//! group coordinator against the member's generation (KIP-447). `job.started` and `job.progress` stand outside of it.
//! A second submission of a job within the last 10 000 records of its partition (`job.progress` counts) is not computed
//! again.
//!
//! After a kill, readers may wait for the dead worker's open transaction until its timeout (10 s); a worker with
//! the same [`instance_id`](crate::ClientConfig::instance_id) ends it at once when it starts.
//!
//! On the embedded broker, which cannot do transactions, delivery is at least once.

mod announce;
mod ended;
mod engine;
mod failure;
mod ledger;
mod pool;
mod protocol;
mod records;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

pub use engine::{Engine, Job, JobControl, NativeEngine};
pub use failure::JobFailure;
use tokio::{runtime::Handle, sync::oneshot};

use self::{
    announce::Announcer,
    ended::EndedJobs,
    ledger::Ledger,
    pool::{Pool, Workshop},
    protocol::{Core, Session, SessionEnd, Settings},
    records::Author,
};
use crate::{
    commit::{Batch, BatchLimits, OrphanWatch, Sink},
    config::ClientConfig,
    error::Error,
    input_store::InputStore,
    routing::Routing,
    settle::RetryPolicy,
    transport::{Connection, Follower, GroupConsumer, RawProducer, TransactionalProducer},
};

/// What a worker promises about results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Guarantee {
    /// Every result at least once: a crash may repeat some.
    AtLeastOnce,
    /// Every result exactly once. Needs a real Kafka.
    ExactlyOnce,
    /// Transactions on the embedded broker, which takes them without keeping their promises: to try the code path.
    ExactlyOnceSimulated,
}

/// Consumes jobs of `tda_jobs` and computes them with an [`Engine`].
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use tda_client::{ClientConfig, NativeEngine, Worker};
/// let config = ClientConfig::from_env()?;
/// let shutdown = async { tokio::time::sleep(std::time::Duration::from_secs(3600)).await };
/// Worker::new(config).engine(NativeEngine::default()).run(shutdown).await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Worker {
    config: ClientConfig,
    engine: Arc<dyn Engine>,
    store: InputStore,
    policy: RetryPolicy,
    guarantee: Option<Guarantee>,
    threads: usize,
    waiting_jobs_max: usize,
    attempts_max: u32,
    batch: BatchLimits,
    shutdown_deadline: Duration,
}

/// The consumer group where the configuration names none.
const DEFAULT_GROUP: &str = "tda_job_processors";
/// Without these a job could be computed and its end not be written.
const WRITTEN_TOPICS: [&str; 4] = ["tda_jobs", "tda_jobs.dlq", "tda_results", "tda_errors"];
/// An open transaction of a dead worker holds readers back no longer than this.
const TRANSACTION_TIMEOUT: Duration = Duration::from_secs(10);
/// Longer than a transaction may stay open: the coordinator must first end that of a predecessor.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// A worker that needs more new sessions than this within [`RESTARTS_WINDOW`] gives up.
const RESTARTS_MAX: usize = 5;
const RESTARTS_WINDOW: Duration = Duration::from_secs(60);

impl Worker {
    /// A worker with the native engine, one compute thread and inline input only.
    pub fn new(config: ClientConfig) -> Self {
        Self {
            config,
            engine: Arc::new(NativeEngine::default()),
            store: InputStore::new(),
            policy: RetryPolicy::default(),
            guarantee: None,
            // One job at a time: an engine may use all of the memory that one job needs.
            threads: 1,
            // Enough to keep a thread busy while a commit runs, few enough for another worker to share.
            waiting_jobs_max: 16,
            // Above what deployments and rebalances do to an innocent job.
            attempts_max: 10,
            batch: BatchLimits { bytes_max: 4 * 1024 * 1024, age_max: Duration::from_millis(100) },
            shutdown_deadline: Duration::from_secs(10),
        }
    }

    /// Computes with `engine` instead of the native one.
    #[must_use]
    pub fn engine(mut self, engine: impl Engine) -> Self {
        self.engine = Arc::new(engine);
        self
    }

    /// Where input may come from, besides the event itself.
    #[must_use]
    pub fn input_store(mut self, store: InputStore) -> Self {
        self.store = store;
        self
    }

    /// What is promised about results. Default: exactly once on a real Kafka, at least once on the embedded broker.
    #[must_use]
    pub fn guarantee(mut self, guarantee: Guarantee) -> Self {
        self.guarantee = Some(guarantee);
        self
    }

    /// Jobs computed at the same time; 1 by default, 64 at most.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Jobs of a partition that are read ahead before they start; 16 by default, 256 at most.
    #[must_use]
    pub fn waiting_jobs_max(mut self, jobs: usize) -> Self {
        self.waiting_jobs_max = jobs;
        self
    }

    /// After this many workers ended while they computed a job, it fails; 10 by default.
    #[must_use]
    pub fn attempts_max(mut self, attempts: u32) -> Self {
        self.attempts_max = attempts;
        self
    }

    /// How a failure that may pass (input not reachable) is tried again, in place.
    #[must_use]
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Finished jobs share a transaction until it holds this many bytes or is this old.
    #[must_use]
    pub fn transaction_limits(mut self, bytes_max: usize, age_max: Duration) -> Self {
        self.batch = BatchLimits { bytes_max, age_max };
        self
    }

    /// How long running jobs may go on after a shutdown was asked for; then they are handed back. 10 s by default.
    #[must_use]
    pub fn shutdown_deadline(mut self, deadline: Duration) -> Self {
        self.shutdown_deadline = deadline;
        self
    }

    /// Works until `shutdown` resolves, then finishes or hands back what runs and leaves the group.
    ///
    /// # Errors
    /// [`Error::Config`] for a contradiction, such as exactly once on the embedded broker; [`Error::Unreachable`],
    /// [`Error::UnknownTopic`] and [`Error::Unauthorized`] at the start; [`Error::Fenced`] when another instance
    /// with the same identity takes over, or when sessions keep failing.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<(), Error> {
        Handle::try_current().map_err(|_| Error::NoRuntime { call: "Worker::run" })?;
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, mut finished) = oneshot::channel();
        let flag = Arc::clone(&stop);
        std::thread::Builder::new()
            .name("tda-worker".into())
            .spawn(move || drop(sender.send(self.run_until(&flag))))
            .map_err(|error| Error::Internal {
                during: "starting the worker's thread",
                reason: error.to_string(),
            })?;
        let _stop_on_drop = StopOnDrop(Arc::clone(&stop));
        tokio::select! {
            outcome = &mut finished => return outcome.unwrap_or_else(|_| Err(panicked())),
            () = shutdown => stop.store(true, Ordering::Relaxed),
        }
        finished.await.unwrap_or_else(|_| Err(panicked()))
    }

    /// As [`run`](Self::run), on this thread, until `stop` is set.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_until(self, stop: &AtomicBool) -> Result<(), Error> {
        self.check()?;
        let mut restarts: Vec<Instant> = Vec::new();
        loop {
            let reason = match self.run_session(stop)? {
                SessionEnd::Stopped => return Ok(()),
                SessionEnd::Fenced(reason) => {
                    return Err(Error::Fenced { during: "the worker's session", reason });
                }
                SessionEnd::Fatal(reason) => reason,
            };
            tracing::warn!(reason, "the worker needs a new producer and a new membership");
            restarts.retain(|at| at.elapsed() < RESTARTS_WINDOW);
            restarts.push(Instant::now());
            if restarts.len() > RESTARTS_MAX {
                return Err(Error::Fenced { during: "the worker's sessions", reason });
            }
        }
    }

    fn check(&self) -> Result<(), Error> {
        self.config.check()?;
        if !(1..=64).contains(&self.threads) {
            return Err(Error::config("threads", format!("{} is not in 1..=64", self.threads)));
        }
        // More would not fit the metadata of a committed offset, where unfinished records are listed.
        if !(1..=256).contains(&self.waiting_jobs_max) {
            return Err(Error::config(
                "waiting_jobs_max",
                format!("{} is not in 1..=256", self.waiting_jobs_max),
            ));
        }
        if self.attempts_max == 0 {
            return Err(Error::config("attempts_max", "must be at least 1"));
        }
        Ok(())
    }

    fn run_session(&self, stop: &AtomicBool) -> Result<SessionEnd, Error> {
        let connection = Connection::new(&self.config)?;
        let producer = Arc::new(RawProducer::new(connection.clone())?);
        let metadata = producer.metadata()?;
        let mock = producer.is_mock();
        let guarantee = self.guarantee_on(mock)?;
        let group = self.config.group.as_deref().unwrap_or(DEFAULT_GROUP);
        let worker_id = self.config.instance_id.clone().unwrap_or_else(tda_events::new_event_id);
        let topic = self.config.physical_topic("tda_jobs");
        let routing = Routing::new(&self.config, connection.brokers(), metadata);
        let partitions = routing.partitions_of(&topic)?;
        for logical in WRITTEN_TOPICS {
            routing.partitions_of(&self.config.physical_topic(logical))?;
        }
        let author = Arc::new(Author::new(&self.config, routing, group, &worker_id)?);
        let announcer = Announcer::new(Arc::clone(&producer), Arc::clone(&author));
        let sink = match guarantee {
            Guarantee::AtLeastOnce => Sink::Plain(Arc::clone(&producer)),
            Guarantee::ExactlyOnce | Guarantee::ExactlyOnceSimulated => {
                let id = format!("{group}-{worker_id}");
                Sink::Transactional(TransactionalProducer::new(
                    &connection,
                    &id,
                    TRANSACTION_TIMEOUT,
                    CALL_TIMEOUT,
                )?)
            }
        };
        let workshop = Workshop {
            engine: Arc::clone(&self.engine),
            store: self.store.clone(),
            announcer: announcer.clone(),
            policy: self.policy.clone(),
            metrics: self.config.metrics.clone(),
            topic: topic.clone(),
        };
        let core = Core {
            ledger: Ledger::default(),
            batch: Batch::default(),
            ended_jobs: EndedJobs::default(),
            consumed: self.config.metrics.consumed(&topic, group),
            sink,
            announcer,
            author,
            follower: Follower::new(&connection, &topic)?,
            pool: Pool::new(self.threads, &workshop)?,
            settings: self.settings(topic.clone()),
            offsets_committed_at: Instant::now(),
            failures_in_a_row: 0,
            ended: None,
        };
        tracing::info!(
            group,
            worker_id,
            topic,
            ?guarantee,
            brokers = connection.brokers(),
            "the worker starts"
        );
        let session = Arc::new(Session(Mutex::new(core)));
        let consumer =
            GroupConsumer::join(&connection, group, &[&topic], Arc::clone(&session), CALL_TIMEOUT)?;
        // Only static members can leave orphans, and the embedded broker describes no groups.
        let watched = self.config.instance_id.is_some() && !mock;
        let watch =
            watched.then(|| OrphanWatch::start(&connection, group, &topic, partitions)).transpose()?;
        let end = protocol::run(&consumer, &session, stop);
        drop(watch);
        tracing::info!(?end, "the worker's session ends");
        // The member goes first: leaving the group hands partitions back through the session, which is still whole.
        drop(consumer);
        session.stop_everything();
        Ok(end)
    }

    fn settings(&self, topic: String) -> Settings {
        Settings {
            topic,
            threads: self.threads,
            waiting_jobs_max: self.waiting_jobs_max,
            attempts_max: self.attempts_max,
            batch: self.batch,
            shutdown_deadline: self.shutdown_deadline,
            // The answer to a heartbeat says it; two of them, in case one has just gone.
            replacement_notice: match self.config.instance_id {
                Some(_) => {
                    let group = self.config.group.as_deref().unwrap_or(DEFAULT_GROUP);
                    self.config.for_group(group).effective_heartbeat_interval() * 2
                }
                None => Duration::ZERO,
            },
        }
    }

    fn guarantee_on(&self, mock: bool) -> Result<Guarantee, Error> {
        match self.guarantee {
            Some(Guarantee::ExactlyOnce) if mock => Err(Error::config(
                "guarantee",
                "the embedded broker shows aborted records, fences nobody and stores no offsets of transactions; use a \
                 real Kafka, AtLeastOnce, or ExactlyOnceSimulated to try the code path",
            )),
            Some(guarantee) => Ok(guarantee),
            None if mock => Ok(Guarantee::AtLeastOnce),
            None => Ok(Guarantee::ExactlyOnce),
        }
    }
}

/// A dropped `run` future stops its thread: nobody would hear of it any more.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn panicked() -> Error {
    Error::Internal { during: "the worker's thread", reason: "it panicked; the log has the message".into() }
}
