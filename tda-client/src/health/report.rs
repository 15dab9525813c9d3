//! A report: one line for each component, and the worst of them as the whole.

use std::{collections::BTreeMap, fmt, time::SystemTime};

use serde::Serialize;
use serde_json::Value;
use tda_events::Timestamp;

use crate::metrics::LinkState;

/// How well something is; the worse is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// It does what it should.
    Healthy,
    /// It goes on, but somebody should look.
    Degraded,
    /// It does not do what it should.
    Unhealthy,
}

impl Health {
    /// Its name: `healthy`, `degraded` or `unhealthy`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Unhealthy => "unhealthy",
        }
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How well one part is: `brokers`, `topics`, `registry`, `producer`, `consumer`, `worker`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ComponentHealth {
    /// Which part.
    pub name: String,
    /// How well it is.
    pub status: Health,
    /// Since when, as far as this process knows.
    pub since: Option<Timestamp>,
    /// Why it is not healthy.
    pub reasons: Vec<String>,
    /// Figures.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, Value>,
}

impl ComponentHealth {
    pub(super) fn healthy(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            status: Health::Healthy,
            since: None,
            reasons: Vec::new(),
            details: BTreeMap::new(),
        }
    }

    pub(super) fn new(name: &str, status: Health, reason: String) -> Self {
        let mut component = Self::healthy(name);
        component.worsen(status, reason);
        component
    }

    pub(super) fn worsen(&mut self, status: Health, reason: String) {
        self.status = self.status.max(status);
        self.reasons.push(reason);
    }
}

/// How well a program and its cluster are. Prints one line for each component; as JSON it is an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HealthReport {
    /// That of the component which is worst.
    pub status: Health,
    /// When this was found.
    pub checked_at: Timestamp,
    /// When a broker last acknowledged a record of this process; `None` where none was.
    pub last_delivery_at: Option<Timestamp>,
    /// Each part.
    pub components: Vec<ComponentHealth>,
}

impl HealthReport {
    pub(super) fn new(
        components: Vec<ComponentHealth>,
        checked_at: Timestamp,
        last_delivery_at: Option<Timestamp>,
    ) -> Self {
        let status = components.iter().map(|component| component.status).max().unwrap_or(Health::Healthy);
        Self { status, checked_at, last_delivery_at, components }
    }

    /// The component called `name`, if the report has one.
    pub fn component(&self, name: &str) -> Option<&ComponentHealth> {
        self.components.iter().find(|component| component.name == name)
    }

    /// Whether work can be given to this process: its brokers answer, and so do those of each of its clients.
    pub fn is_ready(&self) -> bool {
        self.status != Health::Unhealthy
    }
}

impl fmt::Display for HealthReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        for component in &self.components {
            write!(f, "\n  {:<10} {:<9}", component.name, component.status)?;
            if !component.reasons.is_empty() {
                write!(f, "  {}", component.reasons.join("; "))?;
            }
            if let (true, Some(since)) = (component.status != Health::Healthy, component.since) {
                write!(f, " (since {since})")?;
            }
        }
        Ok(())
    }
}

/// One component for the clients of each kind.
pub(super) fn of_links(links: &[LinkState]) -> Vec<ComponentHealth> {
    let mut components: BTreeMap<&str, ComponentHealth> = BTreeMap::new();
    for link in links {
        let component =
            components.entry(link.component).or_insert_with(|| ComponentHealth::healthy(link.component));
        let count = component.details.get("count").and_then(Value::as_u64).unwrap_or_default();
        component.details.insert("count".into(), (count + 1).into());
        if link.connected == Some(false) {
            let reason = link.reason.clone().unwrap_or_else(|| "no broker can be reached".into());
            component.worsen(Health::Unhealthy, reason);
            earlier(component, link.since);
        }
        for (name, fault) in &link.faults {
            component.worsen(fault.health, format!("{name}: {}", fault.reason));
            earlier(component, fault.since);
        }
    }
    components.into_values().collect()
}

fn earlier(component: &mut ComponentHealth, at: SystemTime) {
    let at = timestamp(at);
    component.since = Some(component.since.map_or(at, |since| since.min(at)));
}

pub(super) fn timestamp(at: SystemTime) -> Timestamp {
    let since_epoch = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let microseconds = i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX);
    Timestamp::from_microseconds(microseconds).unwrap_or_else(|_| Timestamp::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Metrics;

    #[test]
    fn the_worst_client_of_a_kind_speaks_for_it() {
        let metrics = Metrics::new();
        let (one, two) = (metrics.link("producer"), metrics.link("producer"));
        one.up();
        let worker = metrics.link("worker");
        let of = |name: &str| {
            let found = of_links(&metrics.links());
            found.into_iter().find(|component| component.name == name).expect("there")
        };
        assert_eq!(of("producer").status, Health::Healthy);
        two.down("refused");
        assert_eq!(
            (of("producer").status, of("producer").reasons),
            (Health::Unhealthy, vec!["refused".into()])
        );
        worker.fault("dead_letters", Health::Degraded, "tda_jobs[3] stands still");
        assert_eq!(of("worker").reasons, ["dead_letters: tda_jobs[3] stands still"]);
        let since = of("worker").since;
        worker.fault("dead_letters", Health::Degraded, "tda_jobs[4] stands still");
        assert_eq!(of("worker").since, since);
        worker.clear("dead_letters");
        assert_eq!(of("worker").status, Health::Healthy);
    }
}
