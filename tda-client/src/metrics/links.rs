//! Which clients there are, and whether each reaches its brokers.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use prometheus::IntGaugeVec;

use crate::health::Health;

/// What a client knows of its brokers.
#[derive(Clone, Debug)]
pub(crate) struct LinkState {
    /// Which client: `producer`, `consumer`, `worker`.
    pub(crate) component: &'static str,
    /// `None` until it knows.
    pub(crate) connected: Option<bool>,
    /// Since when that is so.
    pub(crate) since: SystemTime,
    /// Why it is down.
    pub(crate) reason: Option<String>,
    /// What else is wrong, by name.
    pub(crate) faults: BTreeMap<&'static str, Fault>,
    delivered: Arc<Delivered>,
}

/// When a broker last acknowledged a record of a client, in milliseconds since the Unix epoch; 0 is never. Each delivery
/// writes it, so it lies outside of the lock.
#[derive(Debug, Default)]
struct Delivered(AtomicU64);

impl LinkState {
    /// When a broker last acknowledged a record of it.
    pub(crate) fn delivered_at(&self) -> Option<SystemTime> {
        let milliseconds = self.delivered.0.load(Ordering::Relaxed);
        (milliseconds > 0).then(|| SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds))
    }
}

/// Something that is wrong although the brokers answer.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) health: Health,
    pub(crate) reason: String,
    pub(crate) since: SystemTime,
}

/// All clients of a handle.
pub(super) struct Links {
    states: Arc<Mutex<States>>,
}

struct States {
    next: u64,
    by_id: BTreeMap<u64, LinkState>,
    gauge: IntGaugeVec,
}

/// One client's place among them. Clones are the same place, given up when the last one goes.
#[derive(Clone)]
pub(crate) struct Link(Arc<Place>);

struct Place {
    id: u64,
    delivered: Arc<Delivered>,
    states: Arc<Mutex<States>>,
}

impl Links {
    pub(super) fn new(gauge: IntGaugeVec) -> Self {
        Self { states: Arc::new(Mutex::new(States { next: 0, by_id: BTreeMap::new(), gauge })) }
    }

    pub(super) fn add(&self, component: &'static str) -> Link {
        let mut states = lock(&self.states);
        let id = states.next;
        states.next += 1;
        let state = LinkState {
            component,
            connected: None,
            since: SystemTime::now(),
            reason: None,
            faults: BTreeMap::new(),
            delivered: Arc::default(),
        };
        let delivered = Arc::clone(&state.delivered);
        states.by_id.insert(id, state);
        Link(Arc::new(Place { id, delivered, states: Arc::clone(&self.states) }))
    }

    pub(super) fn states(&self) -> Vec<LinkState> {
        lock(&self.states).by_id.values().cloned().collect()
    }
}

impl Link {
    /// A broker answered.
    pub(crate) fn up(&self) {
        self.set(true, None);
    }

    /// No broker can be reached.
    pub(crate) fn down(&self, reason: &str) {
        self.set(false, Some(reason));
    }

    /// A broker acknowledged a record at this time, in milliseconds since the Unix epoch.
    pub(crate) fn delivered(&self, at_ms: u64) {
        self.0.delivered.0.store(at_ms, Ordering::Relaxed);
    }

    /// Something is wrong until [`clear`](Self::clear)ed: `name` says what in a word.
    pub(crate) fn fault(&self, name: &'static str, health: Health, reason: impl Into<String>) {
        let mut states = lock(&self.0.states);
        if let Some(state) = states.by_id.get_mut(&self.0.id) {
            let since = state.faults.get(name).map_or_else(SystemTime::now, |fault| fault.since);
            state.faults.insert(name, Fault { health, reason: reason.into(), since });
        }
    }

    /// It is right again.
    pub(crate) fn clear(&self, name: &'static str) {
        if let Some(state) = lock(&self.0.states).by_id.get_mut(&self.0.id) {
            state.faults.remove(name);
        }
    }

    fn set(&self, connected: bool, reason: Option<&str>) {
        let mut states = lock(&self.0.states);
        let Some(state) = states.by_id.get_mut(&self.0.id) else { return };
        if state.connected == Some(connected) {
            return;
        }
        (state.connected, state.since) = (Some(connected), SystemTime::now());
        state.reason = reason.map(str::to_owned);
        let component = state.component;
        states.tell(component);
    }
}

impl States {
    /// A component is connected where all of its clients are.
    fn tell(&self, component: &'static str) {
        let known = self.by_id.values().filter(|state| state.component == component);
        let connected: Vec<bool> = known.filter_map(|state| state.connected).collect();
        if connected.is_empty() {
            // Fails only where nothing was told yet.
            let _ = self.gauge.remove_label_values(&[component]);
        } else {
            let all = connected.iter().all(|connected| *connected);
            self.gauge.with_label_values(&[component]).set(i64::from(all));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut states = lock(&self.states);
        if let Some(state) = states.by_id.remove(&self.id) {
            states.tell(state.component);
        }
    }
}

/// Each entry is whole at every moment, so a panic elsewhere leaves them usable.
fn lock(states: &Mutex<States>) -> MutexGuard<'_, States> {
    states.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use crate::Metrics;

    fn line(metrics: &Metrics) -> Option<String> {
        let text = metrics.text();
        let mut lines = text.lines().filter(|line| line.starts_with("tda_kafka_connection_status"));
        lines.next().map(str::to_owned)
    }

    #[test]
    fn a_component_is_up_while_all_of_its_clients_are() {
        let metrics = Metrics::new();
        let (first, second) = (metrics.link("producer"), metrics.link("producer"));
        assert_eq!(line(&metrics), None);
        first.up();
        second.down("refused");
        assert_eq!(line(&metrics).as_deref(), Some(r#"tda_kafka_connection_status{component="producer"} 0"#));
        drop(second);
        assert_eq!(line(&metrics).as_deref(), Some(r#"tda_kafka_connection_status{component="producer"} 1"#));
        drop(first);
        assert_eq!(line(&metrics), None);
    }
}
