//! The catalog of a system: its topics, keys, groups and principals, from one YAML file.
//!
//! `load` reads a file and reports every problem; rules about what is legal but unwise go to a file `lint`
//! beside it.

mod error;
mod key;
mod load;
mod model;
mod node;

pub use error::{CatalogError, Problem};
pub use key::KeyRule;
pub(crate) use key::KeySource;
pub use model::{Catalog, Environment, Group, Principal, Topic};
