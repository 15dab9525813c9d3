//! A system on a cluster: which catalog, which environment, where its brokers are.

use clap::Args;
use tda_events::{Catalog, Environment};

use super::{
    Failure,
    catalogs::{catalog_of, environment_of},
    connect::Connect,
};
use crate::{
    blocking::Admin,
    config::{ClientConfig, Origin},
};

/// Which system, and where it runs.
#[derive(Clone, Debug, Args)]
pub(super) struct Deployment {
    #[command(flatten)]
    connect: Connect,
    /// The name of one of our catalogs, or a file; else that of the configuration, else tda.
    #[arg(long, value_name = "NAME|FILE")]
    catalog: Option<String>,
    /// Whose sizes, names and settings are meant; else TDA_ENVIRONMENT, else production.
    #[arg(long = "env", alias = "environment", value_name = "ENVIRONMENT", value_parser = environment_of)]
    environment: Option<Environment>,
}

/// A system with the configuration that reaches it.
pub(super) struct Deployed {
    pub(super) config: ClientConfig,
}

impl Deployment {
    pub(super) fn load(&self) -> Result<Deployed, Failure> {
        let mut config = self.connect.config()?;
        if let Some(name) = &self.catalog {
            config = config.catalog_of(catalog_of(name)?.into_owned());
        }
        if let Some(environment) = self.environment {
            config = config.environment(environment);
        }
        let (catalog, environment) = (config.catalog(), config.environment);
        let known = catalog.environments();
        if !known.is_empty() && catalog.environment(environment).is_none() {
            let known: Vec<_> = known.iter().map(|spec| spec.environment.name()).collect();
            let message =
                format!("the catalog {} has no environment {}", catalog.system(), environment.name());
            return Err(Failure::usage(message).advise(format!("it has {}", known.join(", "))));
        }
        // An explicit prefix wins; without one the environment that was named says it.
        let is_explicit =
            config.setting("topic_prefix").is_some_and(|prefix| prefix.origin != Origin::Default);
        if self.environment.is_some() && !is_explicit {
            let prefix = catalog.prefix(environment).to_owned();
            config = config.topic_prefix(prefix);
        }
        Ok(Deployed { config })
    }
}

impl Deployed {
    pub(super) fn catalog(&self) -> &Catalog {
        self.config.catalog()
    }

    pub(super) fn environment(&self) -> Environment {
        self.config.environment
    }

    /// What names of the catalog's topics begin with on the cluster.
    pub(super) fn prefix(&self) -> &str {
        self.config.effective_topic_prefix()
    }

    pub(super) fn admin(&self) -> Result<Admin, Failure> {
        Ok(Admin::connect(&self.config)?)
    }

    /// A topic's name on the cluster.
    pub(super) fn physical(&self, logical: &str) -> String {
        self.config.physical_topic(logical)
    }

    /// The name on the cluster of a topic that somebody named: by the catalog's name, or already by that.
    pub(super) fn named(&self, name: &str) -> String {
        if self.catalog().topic(name).is_some() { self.physical(name) } else { name.to_owned() }
    }
}
