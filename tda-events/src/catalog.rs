//! The catalog of a system: its environments, topics, keys, events, groups, identities, profiles,
//! measurements and alerts, from one YAML file.
//!
//! `format` says which keys a file has, `load` reads one and reports every problem, `lint` finds what is
//! legal and yet will not do what its author meant.

mod access;
mod builtin;
mod environment;
mod error;
mod event;
pub(crate) mod exporters;
mod format;
mod key;
mod limits;
mod lint;
mod load;
mod model;
mod node;
mod notation;
mod place;
mod topic;
mod tree;
mod watch;

pub use access::{Group, Guarantee, Principal, Profile, Quotas};
pub use environment::{Authentication, Environment, EnvironmentSpec, Listener};
pub use error::{CatalogError, Problem};
pub use event::{Erasure, ErasureMethod, EventSpec};
pub use format::catalog_json_schema;
pub use key::KeyRule;
pub(crate) use key::KeySource;
pub use lint::{Finding, LintRule, LintSeverity, Silence, rules as lint_rules};
pub use model::Catalog;
pub use place::Place;
pub use topic::Topic;
pub use watch::{
    Alert, Condition, Dashboard, Exporter, Function, Metric, MetricKind, Panel, Query, Severity,
};
