//! Handlers: functions that are called with events, retried, and never lose one.
//!
//! ```text
//!              ┌──────── one thread: poll, admit, start, collect, commit ────────┐
//!  topics ─► group member ─► lanes (one a key) ─► handlers (tokio) ─► batch ─► one transaction ─► outputs,
//!                               ▲ parked: tried again later                          │            dead letters,
//!                               └──────────────── retry topics ◄─────────────────────┘            offsets
//! ```
//!
//! # Order and concurrency
//! Events of one partition key are handled one after the other, those of different keys at the same time. An event that
//! failed holds up its own key until it has succeeded or gone to the dead letters; all other keys go on. A handler that
//! declares order [unimportant](HandlerWorker::unordered) holds up nothing.
//!
//! # Guarantee
//! On a real Kafka exactly once: what handlers publish through their context, dead letters and the offsets share one
//! transaction, checked by the group coordinator against the member's generation (KIP-447). What a handler does elsewhere
//! (a database, an HTTP call) happens at least once: make it idempotent by the event's `event_id`. On the embedded broker
//! all of it is at least once.
//!
//! # Failures
//! A failed attempt is repeated after a pause, a bounded number of times; then the record goes to retry topics
//! (`<topic>.retry.<delay>`), if there are any, and at last to the dead-letter topic, with its headers and the reason. A
//! record that is no event, or that makes its handler panic, goes there at once. One whose value lies in an object store
//! ([`ClientConfig::claim_check`]) is fetched before its handler is called, so that as many values as handlers are in memory
//! at most; while the store is away it waits, which is no attempt, and a value that is gone is a dead letter. While a dead letter cannot be written its
//! partition stands still, and [`WorkerStatus`] says so.

mod attempt;
mod author;
mod context;
mod keys;
mod lanes;
mod outcome;
mod recorder;
mod route;
mod session;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    future::Future,
    sync::{Arc, Mutex, atomic::AtomicBool, mpsc},
    time::Duration,
};

use tda_events::{Catalog, Event, Payload};
use tokio::runtime::Handle;

use self::{
    author::Author,
    keys::Keys,
    lanes::{Lanes, ReadAhead},
    recorder::Recorder,
    route::{Route, TypedRoute},
    session::{Core, Session, Settings},
};
pub use self::{
    context::HandlerContext,
    outcome::{HandlerError, Outcome},
};
use crate::{
    admin::{Admin, NewTopic, TopicsReport},
    claim_check::ClaimStore,
    commit::{
        BatchLimits, CALL_TIMEOUT, Committer, Guarantee, OrphanWatch, SessionEnd, Sink, Standstills,
        WorkerStatus, dead_letter_topic, retry_topic, run_on_thread, run_sessions,
    },
    config::ClientConfig,
    consumer::Decoder,
    encryption::Encryptor,
    error::Error,
    producer::run_blocking,
    registry::EventSchemas,
    routing::Routing,
    settle::RetryPolicy,
    transport::{Connection, GroupConsumer, RawProducer},
    worker::Worker,
};

/// Calls handlers with the events of a group's topics. Made by [`Worker::handles`].
///
/// ```
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use tda_client::{ClientConfig, HandlerContext, HandlerError, Producer, Worker};
/// use tda_events::{Event, JobCompleted, UserNotification};
///
/// let config = ClientConfig::new("embedded").source("notifier").group("notifiers");
/// // The embedded broker lives as long as its clients.
/// let producer = Producer::connect(&config).await?;
/// producer.publish(&Event::new(JobCompleted::new("j1", 2.5))?).await?;
///
/// let (done, stop) = tokio::sync::oneshot::channel::<()>();
/// let done = std::sync::Mutex::new(Some(done));
/// Worker::new(config)
///     .handles(move |event: Event<JobCompleted>, context: HandlerContext| {
///         let done = done.lock().unwrap().take();
///         async move {
///             let text = format!("{} is done", event.data.job_id);
///             context.publish(&Event::new(UserNotification::new("u1", "job", text))?).await?;
///             drop(done);
///             Ok::<_, HandlerError>(())
///         }
///     })
///     .run(async move { stop.await.unwrap_or_default() })
///     .await?;
/// # Ok(()) }
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
#[derive(Clone)]
#[must_use]
pub struct HandlerWorker {
    config: ClientConfig,
    routes: HashMap<String, Arc<dyn Route>>,
    topics: Vec<String>,
    catalog: Option<Arc<Catalog>>,
    policy: RetryPolicy,
    guarantee: Option<Guarantee>,
    concurrency: usize,
    read_ahead: ReadAhead,
    ordered: bool,
    batch: BatchLimits,
    shutdown_deadline: Duration,
    status: WorkerStatus,
}

/// Longer ones are better served by a scheduler.
const DELAY_MAX: Duration = Duration::from_secs(7 * 24 * 3600);
const DELAYS_MAX: usize = 10;

impl Worker {
    /// Makes it a worker of handlers: `handler` is called with every event whose payload is a `T`, which is a struct such
    /// as `UploadCompleted` or a family such as `JobEvent`. Group, guarantee, retries and deadlines set so far are kept.
    pub fn handles<T, F, Fut, O, E>(self, handler: F) -> HandlerWorker
    where
        T: Payload,
        F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Into<Outcome> + 'static,
        E: Into<HandlerError> + 'static,
    {
        HandlerWorker::of(self).handles(handler)
    }

    /// As [`handles`](Self::handles), for events of any type by name, such as those of another catalog with `Dynamic`
    /// payloads.
    pub fn handles_types<T, F, Fut, O, E>(self, event_types: &[&str], handler: F) -> HandlerWorker
    where
        T: Payload,
        F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Into<Outcome> + 'static,
        E: Into<HandlerError> + 'static,
    {
        HandlerWorker::of(self).handles_types(event_types, handler)
    }
}

impl HandlerWorker {
    fn of(worker: Worker) -> Self {
        let Worker { config, policy, guarantee, batch, shutdown_deadline, status, .. } = worker;
        Self {
            catalog: config.catalog.clone(),
            config,
            routes: HashMap::new(),
            topics: Vec::new(),
            policy,
            guarantee,
            // Handlers mostly wait for others: a few at a time keep a processor busy.
            concurrency: 16,
            read_ahead: ReadAhead { records_max: 256, bytes_max: 16 * 1024 * 1024 },
            ordered: true,
            batch,
            shutdown_deadline,
            status,
        }
    }

    /// Adds a handler; see [`Worker::handles`]. A later one for the same type takes the place of an earlier one.
    pub fn handles<T, F, Fut, O, E>(self, handler: F) -> Self
    where
        T: Payload,
        F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Into<Outcome> + 'static,
        E: Into<HandlerError> + 'static,
    {
        self.handles_types(T::event_types(), handler)
    }

    /// Adds a handler for events by name; see [`Worker::handles_types`].
    pub fn handles_types<T, F, Fut, O, E>(self, event_types: &[&str], handler: F) -> Self
    where
        T: Payload,
        F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Into<Outcome> + 'static,
        E: Into<HandlerError> + 'static,
    {
        self.add(event_types, TypedRoute { handler: Arc::new(handler), priority: None })
    }

    /// Adds a handler whose events differ in urgency: those with a greater `priority` start first, within the order of
    /// their keys. Without it a payload's field `priority` decides (low -1, normal 0, high 1, critical 2, or a number), and
    /// events without one have 0.
    pub fn handles_by_priority<T, F, Fut, O, E>(
        self,
        priority: impl Fn(&Event<T>) -> i32 + Send + Sync + 'static,
        handler: F,
    ) -> Self
    where
        T: Payload,
        F: Fn(Event<T>, HandlerContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Into<Outcome> + 'static,
        E: Into<HandlerError> + 'static,
    {
        let route = TypedRoute { handler: Arc::new(handler), priority: Some(Arc::new(priority)) };
        self.add(T::event_types(), route)
    }

    fn add(mut self, event_types: &[&str], route: impl Route + 'static) -> Self {
        let route: Arc<dyn Route> = Arc::new(route);
        for event_type in event_types {
            self.routes.insert((*event_type).to_owned(), Arc::clone(&route));
        }
        self
    }

    /// Reads these topics, by the catalog's names, rather than those that the catalog gives the handled events.
    pub fn topics<T: Into<String>>(mut self, topics: impl IntoIterator<Item = T>) -> Self {
        self.topics.extend(topics.into_iter().map(Into::into));
        self
    }

    /// The catalog that describes the events and their topics; that of the configuration by default.
    pub fn catalog(mut self, catalog: impl Into<Arc<Catalog>>) -> Self {
        self.catalog = Some(catalog.into());
        self
    }

    /// Handlers that run at the same time; 16 by default, 1024 at most.
    pub fn concurrency(mut self, handlers: usize) -> Self {
        self.concurrency = handlers;
        self
    }

    /// Records of a partition that are read ahead, 256 by default and 10 000 at most, and bytes of all together, 16 MiB by
    /// default.
    pub fn read_ahead(mut self, records_max: usize, bytes_max: usize) -> Self {
        self.read_ahead = ReadAhead { records_max, bytes_max };
        self
    }

    /// The order of events is unimportant to every handler: events of one key are handled at the same time, and
    /// [`RetryPolicy::delays`] may send a failed one through retry topics.
    pub fn unordered(mut self) -> Self {
        self.ordered = false;
        self
    }

    /// How failures are tried again.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// How it fares, while it runs and afterwards.
    pub fn status(&self) -> WorkerStatus {
        self.status.clone()
    }

    /// The physical names of the topics that it reads: those of the events, then their retry topics.
    pub fn topics_read(&self) -> Vec<String> {
        let catalog = self.known_catalog();
        let of_events = || {
            let topics = self.routes.keys().filter_map(|event_type| catalog.topic_of(event_type));
            topics.map(|topic| topic.name().to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let logical: Vec<String> = if self.topics.is_empty() { of_events() } else { self.topics.clone() };
        let mut topics: Vec<_> = logical.iter().map(|topic| self.config.physical_topic(topic)).collect();
        let retries: Vec<_> = topics
            .iter()
            .flat_map(|topic| self.policy.delays.iter().map(|delay| retry_topic(topic, *delay)))
            .collect();
        topics.extend(retries);
        topics
    }

    /// Creates the retry topics of this worker, and dead-letter topics, where they are missing; those of the events must
    /// be there. A retry topic has as many partitions as its topic, and the cluster's usual settings.
    ///
    /// # Errors
    /// As [`ensure_topics`](crate::ensure_topics).
    pub async fn ensure_topics(&self) -> Result<TopicsReport, Error> {
        self.check()?;
        let worker = self.clone();
        // Held until the end: the embedded broker, and what it was just told, lives as long as its clients.
        let _connection = run_blocking("HandlerWorker::ensure_topics", move || {
            let connection = Connection::new(&worker.config)?;
            worker.ensure_on_embedded(&connection)?;
            Ok(connection)
        })
        .await?;
        let admin = Admin::connect(&self.config).await?;
        let known: BTreeMap<_, _> = admin.list_topics().await?.into_iter().collect();
        let (mut missing, mut report) = (BTreeMap::new(), TopicsReport::default());
        for topic in self.topics_read() {
            let base = topic.rsplit_once(".retry.").map_or(topic.as_str(), |(base, _)| base);
            let brokers = || admin.bootstrap_servers().to_owned();
            let unknown = || Error::UnknownTopic { topic: base.to_owned(), brokers: brokers() };
            let partitions = *known.get(base).ok_or_else(unknown)?;
            for name in [dead_letter_topic(&self.config, self.known_catalog(), &topic), topic] {
                match known.contains_key(&name) {
                    true => report.present.push(name),
                    false => drop(missing.insert(name, partitions)),
                }
            }
        }
        let missing: Vec<_> = missing.into_iter().map(|(name, count)| NewTopic::new(name, count)).collect();
        for topic in admin.create_topics(&missing).await? {
            topic.outcome?;
            report.created.push(topic.name);
        }
        Ok(report)
    }

    fn known_catalog(&self) -> &Catalog {
        self.catalog.as_deref().unwrap_or_else(|| Catalog::tda())
    }

    /// Works until `shutdown` resolves, then waits for the handlers that run, within the deadline, and leaves the group.
    ///
    /// # Errors
    /// [`Error::Config`] for a contradiction, such as exactly once on the embedded broker; [`Error::Unreachable`],
    /// [`Error::UnknownTopic`] and [`Error::Unauthorized`] at the start; [`Error::Fenced`] when another instance
    /// with the same identity takes over, or when sessions keep failing; [`Error::NoRuntime`] outside tokio.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<(), Error> {
        let runtime = Handle::try_current().map_err(|_| Error::NoRuntime { call: "Worker::run" })?;
        run_on_thread(shutdown, move |stop| self.run_on(&runtime, stop)).await
    }

    /// As [`run`](Self::run), on this thread, until `stop` is set; the handlers run on the runtime of
    /// [`blocking`](crate::blocking). Not from within a runtime.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_until(self, stop: &AtomicBool) -> Result<(), Error> {
        let runtime = crate::blocking::runtime()?.handle().clone();
        self.run_on(&runtime, stop)
    }

    fn run_on(self, runtime: &Handle, stop: &AtomicBool) -> Result<(), Error> {
        self.check()?;
        run_sessions(stop, &self.status, || self.run_session(runtime, stop))
    }

    fn check(&self) -> Result<(), Error> {
        self.config.check()?;
        let refuse = |setting: &str, fault: String| Err(Error::config(setting, fault));
        if self.routes.is_empty() {
            return refuse("handles", "no handler was given".into());
        }
        if self.config.group.is_none() {
            return refuse("group", "name the consumer group (KAFKA_CONSUMER_GROUP)".into());
        }
        let catalog = self.known_catalog();
        let nowhere = self.routes.keys().find(|event_type| catalog.topic_of(event_type).is_none());
        if let (true, Some(event_type)) = (self.topics.is_empty(), nowhere) {
            return refuse("topics", format!("the catalog gives no topic to {event_type}: name the topics"));
        }
        if !(1..=1024).contains(&self.concurrency) {
            return refuse("concurrency", format!("{} is not in 1..=1024", self.concurrency));
        }
        if !(1..=10_000).contains(&self.read_ahead.records_max) || self.read_ahead.bytes_max == 0 {
            return refuse("read_ahead", "records are in 1..=10000, bytes at least 1".into());
        }
        let RetryPolicy { attempts_max, delays, .. } = &self.policy;
        if *attempts_max == 0 {
            return refuse("retry_policy.attempts_max", "must be at least 1".into());
        }
        if self.ordered && !delays.is_empty() {
            let fault = "delayed retries break the order of keys: declare it unordered() or leave them out";
            return refuse("retry_policy.delays", fault.into());
        }
        let legal = |delay: &Duration| (Duration::from_millis(1)..=DELAY_MAX).contains(delay);
        if delays.len() > DELAYS_MAX || !delays.iter().all(legal) {
            return refuse("retry_policy.delays", "at most ten, each of 1 ms to 7 days".into());
        }
        Ok(())
    }

    fn run_session(&self, runtime: &Handle, stop: &AtomicBool) -> Result<SessionEnd, Error> {
        let connection = Connection::new(&self.config)?;
        let producer = Arc::new(RawProducer::new(connection.clone())?);
        self.ensure_on_embedded(&connection)?;
        let metadata = producer.metadata()?;
        let mock = producer.is_mock();
        let guarantee = Guarantee::on(self.guarantee, mock)?;
        let group = self.config.group.as_deref().unwrap_or_default();
        let worker_id = self.config.instance_id.clone().unwrap_or_else(tda_events::new_event_id);
        let topics = self.topics_read();
        let schemas = EventSchemas::of(&self.config)?;
        let routing = Routing::new(&self.config, connection.brokers(), metadata);
        let claims = ClaimStore::open(&self.config)?;
        let encryptor = Encryptor::open(&self.config, self.catalog.as_ref())?;
        let decoder = Decoder { schemas, claims, encryptor, catalog: self.catalog.clone() };
        let author = Author::new(&self.config, routing, &decoder, group);
        let partitions = author.check_topics(&topics)?;
        let sink = match guarantee {
            Guarantee::AtLeastOnce => Sink::Plain(Arc::clone(&producer)),
            Guarantee::ExactlyOnce | Guarantee::ExactlyOnceSimulated => {
                let later = connection.waits_for_predecessor();
                Sink::transactional(&connection, format!("{group}-{worker_id}"), later)?
            }
        };
        let core = Core {
            lanes: Lanes::default(),
            committer: Committer::new(sink, self.batch),
            author: Arc::new(author),
            decoder: Arc::new(decoder),
            routes: Arc::new(self.routes.clone()),
            keys: Keys::new(&self.config, self.known_catalog()),
            settings: self.settings(),
            runtime: runtime.clone(),
            finished: mpsc::channel(),
            standstills: Standstills::new(),
            recorder: Recorder::new(&self.config.metrics, group),
            producer,
            leaving: Vec::new(),
            status: self.status.clone(),
            ended: None,
        };
        tracing::info!(
            group,
            worker_id,
            ?topics,
            ?guarantee,
            brokers = connection.brokers(),
            "the worker starts"
        );
        let session = Arc::new(Session(Mutex::new(core)));
        let names: Vec<_> = topics.iter().map(String::as_str).collect();
        let consumer = GroupConsumer::join(&connection, group, &names, Arc::clone(&session), CALL_TIMEOUT)?;
        let watches = self.watches(&connection, group, &partitions, mock)?;
        let end = session::run(&consumer, &session, stop);
        drop(watches);
        tracing::info!(?end, "the worker's session ends");
        session.core().stop_everything();
        // Leaving the group hands partitions back through the session, which is still whole.
        drop(consumer);
        Ok(end)
    }

    fn settings(&self) -> Settings {
        Settings {
            concurrency: self.concurrency,
            read_ahead: self.read_ahead,
            policy: self.policy.clone(),
            ordered: self.ordered,
            shutdown_deadline: self.shutdown_deadline,
            // The answer to a heartbeat says it; two of them, in case one has just gone.
            replacement_notice: match self.config.instance_id {
                Some(_) => {
                    let group = self.config.group.as_deref().unwrap_or_default();
                    self.config.for_group(group).effective_heartbeat_interval() * 2
                }
                None => Duration::ZERO,
            },
        }
    }

    /// Only static members can leave orphans, and the embedded broker describes no groups.
    fn watches(
        &self,
        connection: &Connection,
        group: &str,
        partitions: &BTreeMap<String, i32>,
        mock: bool,
    ) -> Result<Vec<OrphanWatch>, Error> {
        if self.config.instance_id.is_none() || mock {
            return Ok(Vec::new());
        }
        let watch = |(topic, count): (&String, &i32)| OrphanWatch::start(connection, group, topic, *count);
        partitions.iter().map(watch).collect()
    }

    /// The embedded broker knows the catalog's topics; retry topics, and those of other catalogs, are made here.
    fn ensure_on_embedded(&self, connection: &Connection) -> Result<(), Error> {
        let Some(broker) = connection.embedded() else { return Ok(()) };
        let catalog = self.known_catalog();
        for topic in catalog.topics() {
            let partitions = i32::try_from(topic.partitions(tda_events::Environment::Development));
            let partitions = partitions.unwrap_or(1).max(1);
            for topic in std::iter::once(topic).chain(topic.dead_letter_topic()) {
                broker.create_topic(&self.config.physical_topic(topic.name()), partitions)?;
            }
        }
        for topic in self.topics_read() {
            broker.create_topic(&topic, 1)?;
            let letters = dead_letter_topic(&self.config, catalog, &topic);
            broker.create_topic(&letters, 1)?;
        }
        Ok(())
    }
}
