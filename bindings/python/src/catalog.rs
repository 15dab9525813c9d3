//! Catalogs: those of the library, and a user's own.

use std::{ops::Deref, sync::Arc};

use pyo3::{prelude::*, sync::PyOnceLock};
use tda_events::{CatalogError, ErrorKind};

use crate::error::Failure;

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

    /// The catalog given, otherwise that of the TDA platform.
    pub(crate) fn of(catalog: Option<&Catalog>) -> Self {
        catalog.map_or_else(Self::tda, |catalog| catalog.inner.clone())
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

/// The native half of `tda_stream.events.Catalog`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Catalog {
    pub(crate) inner: CatalogRef,
}

/// Rule, severity, line, column, path, message, fix.
type FindingFields = (&'static str, &'static str, usize, usize, String, String, String);

/// Name, summary, types of events, rules of the partition key and of the record key.
type TopicFields = (String, String, Vec<String>, Option<String>, Option<String>);

#[pymethods]
impl Catalog {
    /// A catalog of the library.
    #[staticmethod]
    fn builtin(name: &str) -> PyResult<Self> {
        let unknown = || {
            let known = tda_events::Catalog::BUILTIN.join(", ");
            let message = format!("no catalog of this library is called {name:?}: {known} are");
            Failure::never(ErrorKind::NotFound, message)
        };
        let catalog = tda_events::Catalog::builtin(name).ok_or_else(unknown)?;
        Ok(Self { inner: CatalogRef::Builtin(catalog) })
    }

    /// Reads a catalog; the exception lists every problem.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str, file_name: &str) -> PyResult<Self> {
        match py.detach(|| tda_events::Catalog::parse(text, file_name)) {
            Ok(catalog) => Ok(Self { inner: CatalogRef::Own(Arc::new(catalog)) }),
            Err(error) => Err(PyErr::from_value(exception(py, &error)?)),
        }
    }

    #[getter]
    fn system(&self) -> &str {
        self.inner.system()
    }

    #[getter]
    fn summary(&self) -> &str {
        self.inner.summary()
    }

    #[getter]
    fn event_types(&self) -> Vec<&str> {
        self.inner.event_types().collect()
    }

    fn topics(&self) -> Vec<TopicFields> {
        let rule = |rule: Option<&tda_events::KeyRule>| rule.map(|rule| rule.as_str().to_owned());
        let topics = self.inner.topics().iter();
        topics
            .map(|topic| {
                let events = topic.events().map(str::to_owned).collect();
                let (partition_key, key) = (rule(topic.partition_key_rule()), rule(topic.record_key_rule()));
                (topic.name().to_owned(), topic.summary().to_owned(), events, partition_key, key)
            })
            .collect()
    }

    fn topic_of(&self, event_type: &str) -> Option<&str> {
        self.inner.topic_of(event_type).map(tda_events::Topic::name)
    }

    fn lint(&self, py: Python<'_>) -> Vec<FindingFields> {
        let findings = py.detach(|| self.inner.lint()).into_iter();
        findings
            .map(|finding| {
                let (severity, place) = (finding.severity.name(), finding.place);
                let tda_events::Finding { rule, path, message, fix, .. } = finding;
                (rule, severity, place.line, place.column, path, message, fix.to_owned())
            })
            .collect()
    }

    fn record_partition(&self, topic: &str, key: &[u8], partitions: u32) -> PyResult<u32> {
        Ok(self.inner.record_partition(topic, key, partitions).map_err(Failure::from)?)
    }
}

/// The exception with all problems, each as (line, column, path, message).
fn exception<'py>(py: Python<'py>, error: &CatalogError) -> PyResult<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let problems = error.problems().iter();
    let problems: Vec<_> =
        problems.map(|problem| (problem.line, problem.column, &problem.path, &problem.message)).collect();
    let make = MAKE.import(py, "tda_stream.errors", "_of_catalog")?;
    make.call1((error.to_string(), error.file(), problems))
}
