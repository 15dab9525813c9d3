//! Everything that follows from a catalog: manifests, scripts, documents and types for other languages.
//!
//! All of it is text; nothing is written here. `tda generate` writes the files.
//!
//! ```
//! use tda_events::{Catalog, Environment, generate::{self, Kind}};
//! let files = generate::files(Catalog::tda(), Kind::Strimzi, Environment::Production);
//! let topics = files.iter().find(|file| file.path.ends_with("topics.yaml")).expect("the topics");
//! assert!(topics.text.contains("topicName: tda_jobs.dlq"));
//! ```

mod asyncapi;
mod compose;
mod deployment;
mod envelope;
mod example;
mod grafana;
mod java;
mod json;
mod json_schema;
mod kubernetes_name;
mod markdown;
mod permissions;
mod prometheus;
mod promql;
mod shell;
mod strimzi;
mod types;
mod typescript;
mod yaml;

use std::fmt;

use crate::catalog::{Authentication, Catalog, Environment, Principal};

pub use deployment::deployment;
pub use example::example_record;
pub use permissions::{Pattern, Permission, Resource, permissions};

/// A file that follows from a catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its path below the folder of the system, with `/` between names.
    pub path: String,
    /// All that it holds.
    pub text: String,
}

/// What can be made of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A shell script that adds the access rules.
    Acls,
    /// An AsyncAPI 3.0 document.
    AsyncApi,
    /// A compose file of a broker for development; nothing where topics have more than one copy.
    Compose,
    /// Dashboards for Grafana.
    Grafana,
    /// Java records.
    Java,
    /// One JSON Schema for all events.
    JsonSchema,
    /// A reference for people.
    Markdown,
    /// Rules for Prometheus with tests of each, and what it scrapes.
    Prometheus,
    /// Manifests for Strimzi.
    Strimzi,
    /// A shell script that creates the topics.
    Topics,
    /// TypeScript declarations, and the JSON Schema for a validator.
    TypeScript,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Acls,
        Self::AsyncApi,
        Self::Compose,
        Self::Grafana,
        Self::Java,
        Self::JsonSchema,
        Self::Markdown,
        Self::Prometheus,
        Self::Strimzi,
        Self::Topics,
        Self::TypeScript,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acls => "acls",
            Self::AsyncApi => "asyncapi",
            Self::Compose => "compose",
            Self::Grafana => "grafana",
            Self::Java => "java",
            Self::JsonSchema => "json-schema",
            Self::Markdown => "markdown",
            Self::Prometheus => "prometheus",
            Self::Strimzi => "strimzi",
            Self::Topics => "topics",
            Self::TypeScript => "typescript",
        }
    }

    /// What it is, in a few words.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Acls => "a shell script that adds access rules and quotas",
            Self::AsyncApi => "the system as an AsyncAPI 3.0 document",
            Self::Compose => "a compose file: a broker with the topics for development",
            Self::Grafana => "dashboards for Grafana",
            Self::Java => "Java records of every event",
            Self::JsonSchema => "one JSON Schema for all events",
            Self::Markdown => "a reference of topics, events, groups and principals",
            Self::Prometheus => "alerting rules with their tests, and a configuration of Prometheus",
            Self::Strimzi => "manifests of cluster, topics and users for Strimzi",
            Self::Topics => "a shell script that creates the topics",
            Self::TypeScript => "TypeScript declarations, and the JSON Schema for a validator",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The files of one kind; what differs between environments is that of `environment`.
pub fn files(catalog: &Catalog, kind: Kind, environment: Environment) -> Vec<GeneratedFile> {
    match kind {
        Kind::Acls => vec![shell::acls(catalog, environment)],
        Kind::AsyncApi => vec![asyncapi::document(catalog, environment)],
        Kind::Compose => compose::compose(catalog, environment),
        Kind::Grafana => grafana::dashboards(catalog),
        Kind::Java => vec![java::records(catalog)],
        Kind::JsonSchema => vec![json_schema::bundle(catalog)],
        Kind::Markdown => vec![markdown::reference(catalog)],
        Kind::Prometheus => prometheus::rules(catalog, environment),
        Kind::Strimzi => strimzi::manifests(catalog, environment),
        Kind::Topics => vec![shell::topics(catalog, environment)],
        Kind::TypeScript => typescript::declarations(catalog),
    }
}

/// What the broker calls a principal.
pub fn principal_name(principal: &Principal) -> String {
    match principal.mechanism() {
        Some(Authentication::MutualTls) => format!("CN={}", principal.name),
        _ => principal.name.clone(),
    }
}

/// A text for a comment of one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
