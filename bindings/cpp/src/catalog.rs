//! Catalogs for C++: those of the library, and a user's own.

use std::{ops::Deref, sync::Arc};

use tda_events::ErrorKind;

use crate::events::Event;
use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{CatalogFinding, CatalogProblem, Dialect};

/// A catalog that lives as long as what was made with it.
#[derive(Clone)]
pub(crate) enum CatalogRef {
    Builtin(&'static tda_events::Catalog),
    Own(Arc<tda_events::Catalog>),
}

impl CatalogRef {
    pub(crate) fn tda() -> Self {
        Self::Builtin(tda_events::Catalog::tda())
    }
}

impl Deref for CatalogRef {
    type Target = tda_events::Catalog;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Builtin(catalog) => catalog,
            Self::Own(catalog) => catalog,
        }
    }
}

pub(crate) struct Catalog {
    pub(crate) inner: CatalogRef,
}

pub(crate) fn builtin_catalog(name: &str) -> Result<Box<Catalog>, Failure> {
    guarded(|| {
        let catalog = tda_events::Catalog::builtin(name).ok_or_else(|| {
            let known = tda_events::Catalog::BUILTIN.join(", ");
            let message = format!("no catalog of this library is called {name:?}: {known} are");
            Failure::new(ErrorKind::NotFound, tda_events::Retry::Never, message)
        })?;
        Ok(Box::new(Catalog { inner: CatalogRef::Builtin(catalog) }))
    })
}

pub(crate) fn parse_catalog(text: &str, file_name: &str) -> Result<Box<Catalog>, Failure> {
    guarded(|| {
        let catalog = tda_events::Catalog::parse(text, file_name)?;
        Ok(Box::new(Catalog { inner: CatalogRef::Own(Arc::new(catalog)) }))
    })
}

/// What is wrong with a catalog, since an exception of the bridge carries only a text.
pub(crate) fn catalog_problems(text: &str, file_name: &str) -> Result<Vec<CatalogProblem>, Failure> {
    infallible(|| match tda_events::Catalog::parse(text, file_name) {
        Ok(_) => Vec::new(),
        Err(error) => error
            .problems()
            .iter()
            .map(|problem| CatalogProblem {
                line: problem.line,
                column: problem.column,
                path: problem.path.clone(),
                message: problem.message.clone(),
            })
            .collect(),
    })
}

impl Catalog {
    pub(crate) fn system(&self) -> Result<String, Failure> {
        infallible(|| self.inner.system().to_owned())
    }

    pub(crate) fn event_types(&self) -> Result<Vec<String>, Failure> {
        infallible(|| self.inner.event_types().map(str::to_owned).collect())
    }

    /// The topic of an event type; empty where there is none.
    pub(crate) fn topic_of(&self, event_type: &str) -> Result<String, Failure> {
        infallible(|| {
            let topic = self.inner.topic_of(event_type);
            topic.map(|topic| topic.name().to_owned()).unwrap_or_default()
        })
    }

    pub(crate) fn lint(&self) -> Result<Vec<CatalogFinding>, Failure> {
        let convert = |finding: tda_events::Finding| CatalogFinding {
            rule: finding.rule.to_owned(),
            severity: finding.severity.name().to_owned(),
            line: finding.place.line,
            column: finding.place.column,
            path: finding.path,
            message: finding.message,
            fix: finding.fix.to_owned(),
        };
        infallible(|| self.inner.lint().into_iter().map(convert).collect())
    }

    /// A valid example of an event.
    pub(crate) fn sample(&self, dialect: Dialect, event_type: &str) -> Result<Box<Event>, Failure> {
        guarded(|| Event::sample(&self.inner, dialect, event_type))
    }

    pub(crate) fn record_partition(&self, topic: &str, key: &[u8], partitions: u32) -> Result<u32, Failure> {
        guarded(|| Ok(self.inner.record_partition(topic, key, partitions)?))
    }
}
