//! A catalog in memory.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use crate::schema::Record;

use super::access::{Group, Principal, Profile};
use super::environment::{Environment, EnvironmentSpec};
use super::error::CatalogError;
use super::event::{Erasure, EventSpec};
use super::lint::Silence;
use super::load;
use super::place::{Place, parent};
use super::topic::Topic;
use super::tree::Tree;
use super::watch::{Alert, Dashboard, Metric};

/// Everything about one system's streams.
///
/// ```
/// use tda_events::{Catalog, Environment};
/// let jobs = Catalog::tda().topic("tda_jobs").expect("a topic of the catalog");
/// assert_eq!(jobs.partitions(Environment::Production), 12);
/// assert_eq!(Catalog::tda().physical_name(jobs.name(), "dev_tda_"), "dev_tda_jobs");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    pub(super) file: String,
    pub(super) system: String,
    pub(super) summary: String,
    pub(super) prefix: String,
    pub(super) kubernetes_names_derived: bool,
    pub(super) erasure: Option<Erasure>,
    pub(super) environments: Vec<EnvironmentSpec>,
    pub(super) events: Vec<EventSpec>,
    pub(super) event_places: HashMap<String, usize>,
    pub(super) topics: Vec<Topic>,
    pub(super) event_topics: HashMap<String, usize>,
    pub(super) groups: Vec<Group>,
    pub(super) principals: Vec<Principal>,
    pub(super) producers: Vec<Profile>,
    pub(super) consumers: Vec<Profile>,
    pub(super) metrics: Vec<Metric>,
    pub(super) alerts: Vec<Alert>,
    pub(super) dashboards: Vec<Dashboard>,
    pub(super) silences: Vec<Silence>,
    pub(super) places: Tree,
}

impl Catalog {
    /// Reads a catalog. `file_name` only names the text in errors, which list every problem at once.
    ///
    /// ```
    /// use tda_events::Catalog;
    /// let text = "
    /// catalog: 1
    /// system: greenhouse
    /// events:
    ///   sensor.read:
    ///     payload: {sensor_id: id, temperature_celsius: double -90..60}
    /// topics:
    ///   readings:
    ///     key: \"{data.sensor_id}\"
    ///     events: [sensor.read]
    ///     development: {partitions: 1, replication_factor: 1}
    ///     production: {partitions: 6, replication_factor: 3}
    /// ";
    /// let catalog = Catalog::parse(text, "greenhouse.yaml")?;
    /// assert_eq!(catalog.topic_of("sensor.read").map(|topic| topic.name()), Some("readings"));
    /// # Ok::<(), tda_events::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CatalogError`] with the line, column and path of every problem.
    pub fn parse(text: &str, file_name: &str) -> Result<Self, CatalogError> {
        load::load(text, file_name)
    }

    /// Name of the file, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Name of the system.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// What the system does.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Fields of payloads that name the person whom an event is about: the first that is there counts.
    pub fn user_fields(&self) -> &[String] {
        static USUAL: LazyLock<Vec<String>> =
            LazyLock::new(|| vec!["user_id".to_owned(), "userId".to_owned()]);
        match &self.erasure {
            Some(erasure) if !erasure.users.is_empty() => &erasure.users,
            _ => &USUAL,
        }
    }

    /// How what is known of a person is removed.
    pub fn erasure(&self) -> Option<&Erasure> {
        self.erasure.as_ref()
    }

    /// Where the system runs, development first and production last.
    pub fn environments(&self) -> &[EnvironmentSpec] {
        &self.environments
    }

    /// What the catalog says of an environment.
    pub fn environment(&self, environment: Environment) -> Option<&EnvironmentSpec> {
        self.environments.iter().find(|spec| spec.environment == environment)
    }

    /// Events in the order of the file: those under `events`, then typed ones that only a topic names.
    pub fn events(&self) -> &[EventSpec] {
        &self.events
    }

    /// Types of all events, in the same order.
    pub fn event_types(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|event| event.event_type.as_str())
    }

    /// What the catalog says of an event.
    pub fn event_spec(&self, event_type: &str) -> Option<&EventSpec> {
        self.events.get(*self.event_places.get(event_type)?)
    }

    /// The payload schema of an event.
    pub fn record(&self, event_type: &str) -> Option<&Arc<Record>> {
        self.event_spec(event_type).map(|event| &event.record)
    }

    /// Topics with events, without dead-letter topics of their own, in the order of the file.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Every topic that is created: each one, and behind it its own dead-letter topic.
    pub fn all_topics(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().flat_map(|topic| std::iter::once(topic).chain(topic.dead_letter_topic()))
    }

    /// The topic of this logical name, dead-letter topics included.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        self.all_topics().find(|topic| topic.name == name)
    }

    /// The one topic that an event goes to.
    pub fn topic_of(&self, event_type: &str) -> Option<&Topic> {
        self.topics.get(*self.event_topics.get(event_type)?)
    }

    /// Consumer groups, in the order of the file.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group of this id.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// Identities, in the order of the file.
    pub fn principals(&self) -> &[Principal] {
        &self.principals
    }

    /// Identities that write a topic.
    pub fn writers(&self, topic: &str) -> impl Iterator<Item = &Principal> {
        self.principals.iter().filter(move |principal| principal.write.iter().any(|name| name == topic))
    }

    /// Identities that read a topic.
    pub fn readers(&self, topic: &str) -> impl Iterator<Item = &Principal> {
        self.principals.iter().filter(move |principal| principal.read.iter().any(|name| name == topic))
    }

    /// Groups that read a topic.
    pub fn groups_of(&self, topic: &str) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.topics.iter().any(|name| name == topic))
    }

    /// Producer profiles, in the order of the file.
    pub fn producers(&self) -> &[Profile] {
        &self.producers
    }

    /// Consumer profiles, in the order of the file.
    pub fn consumers(&self) -> &[Profile] {
        &self.consumers
    }

    /// Measurements, in the order of the file.
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// Alerts, in the order of the file.
    pub fn alerts(&self) -> &[Alert] {
        &self.alerts
    }

    /// Dashboards, in the order of the file.
    pub fn dashboards(&self) -> &[Dashboard] {
        &self.dashboards
    }

    /// Findings of the lint that stand on purpose.
    pub fn silences(&self) -> &[Silence] {
        &self.silences
    }

    /// Whether manifests take object names made of the topics' names.
    pub fn has_derived_kubernetes_names(&self) -> bool {
        self.kubernetes_names_derived
    }

    /// The leading part of logical topic names that environments replace.
    pub fn logical_prefix(&self) -> &str {
        &self.prefix
    }

    /// The prefix of topic names in an environment, such as `dev_tda_`.
    pub fn prefix(&self, environment: Environment) -> &str {
        self.environment(environment).and_then(|spec| spec.topic_prefix.as_deref()).unwrap_or(&self.prefix)
    }

    /// A topic's name on the broker: the leading logical prefix replaced by `prefix`.
    pub fn physical_name(&self, logical: &str, prefix: &str) -> String {
        match logical.strip_prefix(&self.prefix) {
            Some(rest) => format!("{prefix}{rest}"),
            None => logical.to_owned(),
        }
    }

    /// The reverse of [`physical_name`](Self::physical_name).
    pub fn logical_name(&self, physical: &str, prefix: &str) -> String {
        match physical.strip_prefix(prefix) {
            Some(rest) if !prefix.is_empty() => format!("{}{rest}", self.prefix),
            _ => physical.to_owned(),
        }
    }

    /// Where `path`, or what it is part of, stands in the file.
    pub fn place(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(place) = self.places.find(path) {
                return place;
            }
            if path.is_empty() {
                return Place { line: 1, column: 1 };
            }
            path = parent(path);
        }
    }
}
