//! Errors of the crates as exceptions of `tda_stream.errors`, one class a kind.

use std::error::Error as StdError;

use pyo3::{prelude::*, sync::PyOnceLock};
use tda_events::{ErrorKind, Retry};

/// An error on its way to Python: made without the interpreter, raised with it.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: &'static str,
    retry: Retry,
    message: String,
}

impl Failure {
    fn new(kind: ErrorKind, retry: Retry, error: &dyn StdError) -> Self {
        Self { kind: kind.name(), retry, message: with_causes(error) }
    }

    pub(crate) fn never(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind: kind.name(), retry: Retry::Never, message: message.into() }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::never(ErrorKind::InvalidInput, message)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::never(ErrorKind::Internal, message)
    }

    fn retry_name(&self) -> &'static str {
        match self.retry {
            Retry::Never => "never",
            Retry::Safe => "safe",
            Retry::MayDuplicate => "may_duplicate",
        }
    }

    /// The exception that says so.
    pub(crate) fn exception<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let make = MAKE.import(py, "tda_stream.errors", "_of_kind")?;
        make.call1((self.kind, &self.message, self.retry_name()))
    }
}

/// What the exception will say, as JSON: kind, message, retry.
pub(crate) fn document(failure: &Failure) -> serde_json::Value {
    serde_json::json!([failure.kind, failure.message, failure.retry_name()])
}

/// The message with its causes, which an error does not repeat itself.
fn with_causes(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| failure.exception(py).map_or_else(|error| error, PyErr::from_value))
    }
}

impl From<tda_core::Error> for Failure {
    fn from(error: tda_core::Error) -> Self {
        let (kind, retry) = tda_client::answers_of_core(&error);
        Self::new(kind, retry, &error)
    }
}

/// Errors that answer `kind` and `retry` in the same words.
macro_rules! alike {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::new(error.kind(), error.retry(), &error)
            }
        })+
    };
}

alike!(
    tda_client::Error,
    tda_client::registry::RegistryError,
    tda_events::DecodeError,
    tda_events::EncodeError,
    tda_events::Invalid,
    tda_events::PartitionError
);

impl From<&tda_events::DecodeError> for Failure {
    fn from(error: &tda_events::DecodeError) -> Self {
        Self::new(error.kind(), error.retry(), error)
    }
}
