//! The worker as one of jobs: what it is told, and its sessions.

use std::{
    sync::{Arc, Mutex, atomic::AtomicBool},
    time::Duration,
};

use super::{
    Guarantee, Worker,
    announce::Announcer,
    ended::EndedJobs,
    engine::{Engine, NativeEngine},
    fetching::Fetching,
    ledger::Ledger,
    pool::{Pool, Workshop},
    protocol::{self, Core, Session, Settings},
    records::Author,
};
use crate::{
    commit::{
        CALL_TIMEOUT, Committer, OrphanWatch, SessionEnd, Sink, Standstills, run_on_thread, run_sessions,
    },
    error::Error,
    input_store::InputStore,
    routing::Routing,
    transport::{Connection, Follower, GroupConsumer, RawProducer},
};

/// What only a worker of jobs needs.
#[derive(Clone)]
pub(super) struct Jobs {
    engine: Arc<dyn Engine>,
    store: InputStore,
    threads: usize,
    waiting_jobs_max: usize,
    attempts_max: u32,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            engine: Arc::new(NativeEngine::default()),
            store: InputStore::new(),
            // One job at a time: an engine may use all of the memory that one job needs.
            threads: 1,
            // Enough to keep a thread busy while a commit runs, few enough for another worker to share.
            waiting_jobs_max: 16,
            // Above what deployments and rebalances do to an innocent job.
            attempts_max: 10,
        }
    }
}

/// The consumer group where the configuration names none.
const DEFAULT_GROUP: &str = "tda_job_processors";
/// Without these a job could be computed and its end not be written.
const WRITTEN_TOPICS: [&str; 4] = ["tda_jobs", "tda_jobs.dlq", "tda_results", "tda_errors"];

impl Worker {
    /// Computes with `engine` instead of the native one.
    #[must_use]
    pub fn engine(mut self, engine: impl Engine) -> Self {
        self.jobs.engine = Arc::new(engine);
        self
    }

    /// Where input may come from, besides the event itself.
    #[must_use]
    pub fn input_store(mut self, store: InputStore) -> Self {
        self.jobs.store = store;
        self
    }

    /// Jobs computed at the same time; 1 by default, 64 at most.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.jobs.threads = threads;
        self
    }

    /// Jobs of a partition that are read ahead before they start; 16 by default, 256 at most.
    #[must_use]
    pub fn waiting_jobs_max(mut self, jobs: usize) -> Self {
        self.jobs.waiting_jobs_max = jobs;
        self
    }

    /// After this many workers ended while they computed a job, it fails; 10 by default.
    #[must_use]
    pub fn attempts_max(mut self, attempts: u32) -> Self {
        self.jobs.attempts_max = attempts;
        self
    }

    /// Works until `shutdown` resolves, then finishes or hands back what runs and leaves the group.
    ///
    /// # Errors
    /// [`Error::Config`] for a contradiction, such as exactly once on the embedded broker; [`Error::Unreachable`],
    /// [`Error::UnknownTopic`] and [`Error::Unauthorized`] at the start; [`Error::Fenced`] when another instance
    /// with the same identity takes over, or when sessions keep failing.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<(), Error> {
        run_on_thread(shutdown, move |stop| self.run_until(stop)).await
    }

    /// As [`run`](Self::run), on this thread, until `stop` is set.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_until(self, stop: &AtomicBool) -> Result<(), Error> {
        self.check()?;
        run_sessions(stop, &self.status, || self.run_session(stop))
    }

    fn check(&self) -> Result<(), Error> {
        self.config.check()?;
        if !(1..=64).contains(&self.jobs.threads) {
            return Err(Error::config("threads", format!("{} is not in 1..=64", self.jobs.threads)));
        }
        // More would not fit the metadata of a committed offset, where unfinished records are listed.
        if !(1..=256).contains(&self.jobs.waiting_jobs_max) {
            return Err(Error::config(
                "waiting_jobs_max",
                format!("{} is not in 1..=256", self.jobs.waiting_jobs_max),
            ));
        }
        if self.jobs.attempts_max == 0 {
            return Err(Error::config("attempts_max", "must be at least 1"));
        }
        if !self.policy.delays.is_empty() {
            return Err(Error::config(
                "retry_policy.delays",
                "jobs are tried again in place, in the order of their keys",
            ));
        }
        Ok(())
    }

    fn run_session(&self, stop: &AtomicBool) -> Result<SessionEnd, Error> {
        let connection = Connection::new(&self.config)?;
        let producer = Arc::new(RawProducer::new(connection.clone())?);
        let metadata = producer.metadata()?;
        let mock = producer.is_mock();
        let guarantee = Guarantee::on(self.guarantee, mock)?;
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
                let later = connection.waits_for_predecessor();
                Sink::transactional(&connection, format!("{group}-{worker_id}"), later)?
            }
        };
        let workshop = Workshop {
            engine: Arc::clone(&self.jobs.engine),
            store: self.jobs.store.clone(),
            announcer: announcer.clone(),
            policy: self.policy.clone(),
            metrics: self.config.metrics.clone(),
            topic: topic.clone(),
        };
        let fetching = Fetching::new(&self.config, author.encryptor().cloned(), &self.policy)?;
        let core = Core {
            ledger: Ledger::default(),
            committer: Committer::new(sink, self.batch),
            ended_jobs: EndedJobs::default(),
            consumed: self.config.metrics.consumed(&topic, group),
            announcer,
            author,
            follower: Follower::new(&connection, &topic)?,
            pool: Pool::new(self.jobs.threads, &workshop)?,
            fetching,
            settings: self.settings(topic.clone()),
            standstills: Standstills::new(),
            status: self.status.clone(),
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
            threads: self.jobs.threads,
            waiting_jobs_max: self.jobs.waiting_jobs_max,
            attempts_max: self.jobs.attempts_max,
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
}
