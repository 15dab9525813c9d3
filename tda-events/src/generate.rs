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

mod compose;
mod kubernetes_name;
mod permissions;
mod shell;
mod strimzi;
mod yaml;

use std::fmt;

use crate::catalog::{Catalog, Environment, Principal, Topic};

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
    /// A compose file of a broker for development; nothing where topics have more than one copy.
    Compose,
    /// Manifests for Strimzi.
    Strimzi,
    /// A shell script that creates the topics.
    Topics,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Acls, Self::Compose, Self::Strimzi, Self::Topics];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acls => "acls",
            Self::Compose => "compose",
            Self::Strimzi => "strimzi",
            Self::Topics => "topics",
        }
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
        Kind::Compose => compose::compose(catalog, environment),
        Kind::Strimzi => strimzi::manifests(catalog, environment),
        Kind::Topics => vec![shell::topics(catalog, environment)],
    }
}

/// Every topic, each followed by that of its dead letters.
fn all_topics(catalog: &Catalog) -> impl Iterator<Item = &Topic> {
    catalog.topics().iter().flat_map(|topic| std::iter::once(topic).chain(topic.dead_letter_topic()))
}

/// What the broker calls a principal.
fn principal_name(principal: &Principal) -> &str {
    &principal.name
}

/// A text for a comment of one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
