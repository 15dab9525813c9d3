//! How well a program and its cluster are: asked of the brokers and of the clients themselves, without any topic of
//! its own.

mod cluster;
mod report;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tda_events::Timestamp;
use tokio::sync::Mutex as AsyncMutex;

pub use report::{ComponentHealth, Health, HealthReport};

use crate::{
    config::ClientConfig,
    error::Error,
    producer::run_blocking,
    registry::Registry,
    transport::{ClusterView, Connection, Probe},
};

/// Asks how well everything is, and remembers the answer for a moment. Clones share it.
///
/// ```
/// # async fn example() -> Result<(), tda_client::Error> {
/// use tda_client::{ClientConfig, Health, HealthMonitor};
/// let monitor = HealthMonitor::new(&ClientConfig::new("embedded"));
/// let report = monitor.report().await;
/// assert_eq!(report.status, Health::Healthy, "{report}");
/// # Ok(()) }
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
#[derive(Clone)]
pub struct HealthMonitor {
    shared: Arc<Shared>,
}

struct Shared {
    config: ClientConfig,
    probe: Mutex<Option<Arc<Probe>>>,
    registry: Option<Registry>,
    /// Held while the cluster is asked: those who ask at the same time get the same answer.
    last: AsyncMutex<Option<(Instant, Arc<HealthReport>)>>,
    memory: Mutex<Memory>,
}

/// What earlier reports said.
#[derive(Default)]
struct Memory {
    since: BTreeMap<String, (Health, Timestamp)>,
    brokers_seen_max: usize,
}

impl HealthMonitor {
    /// A report that is younger is given again.
    pub const CACHED_FOR: Duration = Duration::from_secs(2);
    /// No part of a report takes longer than this to be asked for; what does not answer is unhealthy.
    pub const ANSWER_TIMEOUT: Duration = Duration::from_secs(3);

    /// A monitor of the cluster of `config`, of its schema registry where it names one, and of the clients that share
    /// its [`Metrics`](crate::Metrics) handle. Nothing is connected yet.
    pub fn new(config: &ClientConfig) -> Self {
        // The attempt ends before the report is given up.
        let config = config.clone().connect_timeout(Self::ANSWER_TIMEOUT - Duration::from_millis(500));
        let registry = config.registry.as_ref().and_then(|registry| Registry::new(registry).ok());
        let (probe, last, memory) = (Mutex::default(), AsyncMutex::default(), Mutex::default());
        Self { shared: Arc::new(Shared { config, probe, registry, last, memory }) }
    }

    /// How well everything is now, or was at most [`CACHED_FOR`](Self::CACHED_FOR) ago. What is wrong is said in the
    /// report: this neither fails nor takes much longer than [`ANSWER_TIMEOUT`](Self::ANSWER_TIMEOUT).
    pub async fn report(&self) -> Arc<HealthReport> {
        let mut last = self.shared.last.lock().await;
        if let Some((at, report)) = &*last
            && at.elapsed() < Self::CACHED_FOR
        {
            return Arc::clone(report);
        }
        let (cluster, registry) = tokio::join!(self.ask_cluster(), self.ask_registry());
        let report = Arc::new(self.shared.put_together(&cluster, registry));
        *last = Some((Instant::now(), Arc::clone(&report)));
        report
    }

    async fn ask_cluster(&self) -> Result<ClusterView, Error> {
        let shared = Arc::clone(&self.shared);
        // Talks to nobody; at most it starts the broker inside this process.
        let probe = run_blocking("HealthMonitor::report", move || shared.probe()).await?;
        let asked = run_blocking("HealthMonitor::report", move || probe.look());
        match tokio::time::timeout(Self::ANSWER_TIMEOUT, asked).await {
            Ok(answer) => answer,
            Err(_) => Err(Error::Unreachable {
                brokers: self.shared.config.bootstrap_servers().to_owned(),
                waited: Self::ANSWER_TIMEOUT,
                reason: "no answer".to_owned(),
            }),
        }
    }

    async fn ask_registry(&self) -> Option<Result<(), String>> {
        let registry = self.shared.registry.as_ref()?;
        let answer = tokio::time::timeout(Self::ANSWER_TIMEOUT, registry.global_level()).await;
        Some(match answer {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no answer within {:?}", Self::ANSWER_TIMEOUT)),
        })
    }
}

impl Shared {
    fn probe(&self) -> Result<Arc<Probe>, Error> {
        let mut probe = self.probe.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(probe) = &*probe {
            return Ok(Arc::clone(probe));
        }
        Ok(Arc::clone(probe.insert(Arc::new(Probe::new(Connection::new(&self.config)?)?))))
    }

    fn put_together(
        &self,
        cluster: &Result<ClusterView, Error>,
        registry: Option<Result<(), String>>,
    ) -> HealthReport {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let mut components = cluster::components(&self.config, cluster, &mut memory.brokers_seen_max);
        if let Some(answer) = registry {
            components.push(match answer {
                Ok(()) => ComponentHealth::healthy("registry"),
                // What was asked for before is in memory: events of known schemas go on.
                Err(reason) => ComponentHealth::new("registry", Health::Degraded, reason),
            });
        }
        let links = self.config.metrics.links();
        components.extend(report::of_links(&links));
        let now = Timestamp::now();
        for component in &mut components {
            let entry = memory.since.entry(component.name.clone()).or_insert((component.status, now));
            if entry.0 != component.status {
                *entry = (component.status, now);
            }
            // What a client noticed itself it noticed earlier.
            component.since = component.since.map_or(entry.1, |since| since.min(entry.1)).into();
        }
        let delivered = links.iter().filter_map(crate::metrics::LinkState::delivered_at).max();
        HealthReport::new(components, now, delivered.map(report::timestamp))
    }
}

impl fmt::Debug for HealthMonitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthMonitor").field("config", &self.shared.config).finish_non_exhaustive()
    }
}
