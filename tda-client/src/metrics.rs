//! What is measured: one registry for all clients that share a handle, in the text format of Prometheus.
//!
//! Which metrics there are, with their labels and buckets, stands in the catalog of the TDA platform; the clients
//! record them by one call each.

mod consumed;
mod job;
mod labels;
mod links;
mod page;
mod sent;

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};

use prometheus::{
    HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
    core::Collector,
};
use tda_events::{Catalog, Priority};

pub(crate) use consumed::Consumed;
use labels::Label;
use links::Links;
pub(crate) use links::{Link, LinkState};
pub use page::{MetricsPage, serve_metrics};
pub(crate) use sent::Sent;

/// Counts, gauges and histograms of the clients that were given this handle. Clones share everything.
///
/// Without [`ClientConfig::metrics`](crate::ClientConfig::metrics) clients record into [`Metrics::global`].
/// Labels are bounded: past a number of distinct values, the next ones are counted together as `other`.
///
/// ```
/// let metrics = tda_client::Metrics::new();
/// let config = tda_client::ClientConfig::new("embedded").metrics(metrics.clone());
/// assert!(metrics.text().contains("# TYPE tda_active_jobs gauge"));
/// ```
#[derive(Clone)]
pub struct Metrics {
    inner: Arc<Inner>,
}

/// What jobs are known to ask for.
const ALGORITHMS: [&str; 1] = ["vietoris_rips"];

struct Inner {
    registry: Registry,
    produced: IntCounterVec,
    consumed: IntCounterVec,
    latency: HistogramVec,
    processing: HistogramVec,
    submitted: IntCounterVec,
    completed: IntCounterVec,
    duration: HistogramVec,
    active: IntGauge,
    lag: IntGaugeVec,
    errors: IntCounterVec,
    job_events: IntCounterVec,
    results: IntCounterVec,
    topics: Label,
    event_types: Label,
    algorithms: Label,
    groups: Label,
    error_types: Label,
    /// By topic, then by event type: what every delivery needs, without looking at labels again.
    sent: RwLock<HashMap<String, HashMap<String, Arc<Sent>>>>,
    links: Links,
}

/// How bad a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    /// Nothing goes on without a person.
    Critical,
    /// A record or a job is lost to its caller, who was told.
    Error,
    /// It is tried again, or set aside.
    Warning,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// What became of a record that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handled {
    DeadLetter,
    Error,
    Success,
}

impl Handled {
    fn name(self) -> &'static str {
        match self {
            Self::DeadLetter => "dead_letter",
            Self::Error => "error",
            Self::Success => "success",
        }
    }
}

/// How a job ended, as its terminal event says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JobEnd {
    Cancelled,
    Completed,
    Failed,
}

impl JobEnd {
    fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

impl Metrics {
    /// A handle with a registry of its own.
    pub fn new() -> Self {
        let registry = Registry::new();
        let status = gauges(&registry, "tda_kafka_connection_status");
        let is_event = |name: &str| {
            Catalog::tda().topics().iter().any(|topic| topic.events().any(|event| event == name))
        };
        let inner = Inner {
            produced: counters(&registry, "tda_kafka_messages_produced_total"),
            consumed: counters(&registry, "tda_kafka_messages_consumed_total"),
            latency: histograms(&registry, "tda_kafka_producer_latency_seconds"),
            processing: histograms(&registry, "tda_kafka_message_processing_seconds"),
            submitted: counters(&registry, "tda_jobs_submitted_total"),
            completed: counters(&registry, "tda_jobs_completed_total"),
            duration: histograms(&registry, "tda_job_duration_seconds"),
            active: gauge(&registry, "tda_active_jobs"),
            lag: gauges(&registry, "tda_kafka_consumer_lag"),
            errors: counters(&registry, "tda_errors_total"),
            job_events: counters(&registry, "tda_job_events_total"),
            results: counters(&registry, "tda_computation_results_total"),
            topics: Label::new(500, |_| false),
            event_types: Label::new(200, is_event),
            algorithms: Label::new(64, |_| false),
            groups: Label::new(100, |_| false),
            error_types: Label::new(100, |_| false),
            sent: RwLock::default(),
            links: Links::new(status),
            registry,
        };
        let metrics = Self { inner: Arc::new(inner) };
        metrics.begin_at_zero();
        metrics
    }

    /// Prometheus sees no growth in a series whose first value is 1: that of the very first job would be missed.
    fn begin_at_zero(&self) {
        for algorithm in ALGORITHMS {
            for priority in Priority::ALL {
                self.inner.submitted.with_label_values(&[algorithm, priority.name()]);
            }
            for end in [JobEnd::Cancelled, JobEnd::Completed, JobEnd::Failed] {
                self.inner.completed.with_label_values(&[algorithm, end.name()]);
            }
        }
    }

    /// The handle of all clients of this process that were given no other.
    pub fn global() -> Self {
        static GLOBAL: OnceLock<Metrics> = OnceLock::new();
        GLOBAL.get_or_init(Self::new).clone()
    }

    /// Everything in Prometheus' text format, version 0.0.4 (`text/plain; version=0.0.4`).
    pub fn text(&self) -> String {
        // Fails only for a family without name, which the registry does not take.
        TextEncoder::new().encode_to_string(&self.inner.registry.gather()).unwrap_or_default()
    }

    /// Where records of `topic` are counted that members of `group` have handled.
    pub(crate) fn consumed(&self, topic: &str, group: &str) -> Arc<Consumed> {
        Arc::new(Consumed::new(&self.inner, topic, group))
    }

    /// Handling a record took so long.
    pub(crate) fn processed(&self, topic: &str, event_type: &str, elapsed: Duration) {
        let labels = [&*self.inner.topics.value(topic), &*self.inner.event_types.value(event_type)];
        self.inner.processing.with_label_values(&labels).observe(elapsed.as_secs_f64());
    }

    /// A job has its terminal event.
    pub(crate) fn job_ended(&self, algorithm: &str, end: JobEnd, elapsed: Duration) {
        let algorithm = self.inner.algorithms.value(algorithm);
        self.inner.completed.with_label_values(&[&*algorithm, end.name()]).inc();
        if end == JobEnd::Completed {
            self.inner.duration.with_label_values(&[&*algorithm]).observe(elapsed.as_secs_f64());
        }
    }

    /// A job is being computed as long as the answer lives.
    pub(crate) fn active_job(&self) -> ActiveJob {
        self.inner.active.inc();
        ActiveJob(self.inner.active.clone())
    }

    /// Something failed: `error_type` is the name of its kind, `component` who says so.
    pub(crate) fn failed(&self, component: &str, error_type: &str, severity: Severity) {
        let error_type = self.inner.error_types.value(error_type);
        self.inner.errors.with_label_values(&[&*error_type, component, severity.name()]).inc();
    }

    /// Records of a partition that `group` has not finished.
    pub(crate) fn lag(&self, topic: &str, partition: i32, group: &str, records: i64) {
        let (topic, group) = (self.inner.topics.value(topic), self.inner.groups.value(group));
        let partition = partition.to_string();
        self.inner.lag.with_label_values(&[&*topic, &partition, &*group]).set(records);
    }

    /// The partition is somebody else's now: its lag is theirs to tell.
    pub(crate) fn forget_lag(&self, topic: &str, partition: i32, group: &str) {
        let (topic, group) = (self.inner.topics.value(topic), self.inner.groups.value(group));
        // Fails only where nothing was told yet.
        let _ = self.inner.lag.remove_label_values(&[&*topic, &partition.to_string(), &*group]);
    }

    /// Registers a client that keeps a connection; it counts until the answer is dropped.
    pub(crate) fn link(&self, component: &'static str) -> Link {
        self.inner.links.add(component)
    }

    /// The connections of all clients, with what each knows of its brokers.
    pub(crate) fn links(&self) -> Vec<LinkState> {
        self.inner.links.states()
    }

    /// What deliveries of `event_type` to `topic` are recorded into.
    pub(crate) fn sent(&self, topic: &str, event_type: &str) -> Arc<Sent> {
        let known = self.inner.sent.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(sent) = known.get(topic).and_then(|types| types.get(event_type)) {
            return Arc::clone(sent);
        }
        drop(known);
        let sent = Arc::new(Sent::new(&self.inner, topic, event_type));
        // Of what is counted as `other` nothing is kept: a peer's words must not fill the memory.
        if sent.is_known() {
            let mut known = self.inner.sent.write().unwrap_or_else(PoisonError::into_inner);
            known.entry(topic.to_owned()).or_default().insert(event_type.to_owned(), Arc::clone(&sent));
        }
        sent
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// One job that is being computed.
pub(crate) struct ActiveJob(IntGauge);

impl Drop for ActiveJob {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// The catalog's metric of that name: its words, labels and buckets. A test holds our names against the catalog.
fn described(name: &str) -> (Opts, Vec<&'static str>, Vec<f64>) {
    let metric = Catalog::tda().metrics().iter().find(|metric| metric.name == name);
    let help = metric.map_or("", |metric| metric.summary.as_str());
    let labels = metric.map(|metric| metric.labels.iter().map(String::as_str).collect());
    let buckets = metric.map(|metric| metric.buckets.clone());
    (Opts::new(name, help), labels.unwrap_or_default(), buckets.unwrap_or_default())
}

fn counters(registry: &Registry, name: &str) -> IntCounterVec {
    let (opts, labels, _) = described(name);
    registered(registry, IntCounterVec::new(opts, &labels))
}

fn gauges(registry: &Registry, name: &str) -> IntGaugeVec {
    let (opts, labels, _) = described(name);
    registered(registry, IntGaugeVec::new(opts, &labels))
}

fn gauge(registry: &Registry, name: &str) -> IntGauge {
    registered(registry, IntGauge::with_opts(described(name).0))
}

fn histograms(registry: &Registry, name: &str) -> HistogramVec {
    let (opts, labels, buckets) = described(name);
    registered(registry, HistogramVec::new(HistogramOpts::from(opts).buckets(buckets), &labels))
}

/// Names and labels are those of the catalog, which checked them: a refusal here is a bug.
fn registered<C: Collector + Clone + 'static>(registry: &Registry, made: prometheus::Result<C>) -> C {
    let made = made.and_then(|collector| {
        registry.register(Box::new(collector.clone()))?;
        Ok(collector)
    });
    made.unwrap_or_else(|error| panic!("a metric of the catalog is refused: {error}"))
}
