//! Errors and panics on their way to C++.

use std::{
    any::Any,
    error::Error,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use tda_events::{ErrorKind, Retry};

/// An error as one text, since an exception of the bridge carries no more: kind, retry answer and message, each set
/// apart by [`Failure::SEPARATOR`]. `include/tda/error.hpp` takes it apart again.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: ErrorKind,
    retry: Retry,
    message: String,
}

impl Failure {
    /// The unit separator of ASCII: no kind holds one, and a message is the last part.
    const SEPARATOR: char = '\u{1f}';

    pub(crate) fn new(kind: ErrorKind, retry: Retry, message: impl Into<String>) -> Self {
        Self { kind, retry, message: message.into() }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, Retry::Never, message)
    }

    /// The error and its causes in one line: nobody walks a chain behind the bridge.
    fn of(kind: ErrorKind, retry: Retry, error: &dyn Error) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            message = format!("{message}: {error}");
            cause = error.source();
        }
        Self { kind, retry, message }
    }

    fn panicked(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let text = text.unwrap_or("a panic without words");
        Self::new(ErrorKind::Internal, Retry::Never, format!("the library failed: {text}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = Self::SEPARATOR;
        write!(f, "{}{separator}{}{separator}{}", self.kind, retry_name(self.retry), self.message)
    }
}

impl From<tda_core::Error> for Failure {
    fn from(error: tda_core::Error) -> Self {
        let (kind, retry) = tda_client::answers_of_core(&error);
        Self::of(kind, retry, &error)
    }
}

/// Errors that answer `kind()` and `retry()` in the words of tda-events.
macro_rules! from_error {
    ($($error:ty),+) => { $(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::of(error.kind(), error.retry(), &error)
            }
        }
    )+ };
}

from_error!(
    tda_client::Error,
    tda_events::CatalogError,
    tda_events::DecodeError,
    tda_events::EncodeError,
    tda_events::Invalid,
    tda_events::PartitionError
);

/// The name of a retry answer, as `error.hpp` reads it.
fn retry_name(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "Never",
        Retry::Safe => "Safe",
        Retry::MayDuplicate => "MayDuplicate",
    }
}

/// Runs an entry of the bridge. A panic must not reach C++, where it would end the process: it becomes an error.
///
/// What the entry was working on may be half done after a panic; it stays memory safe, and the error is `Internal`.
pub(crate) fn guarded<T>(entry: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|panic| Err(Failure::panicked(&*panic)))
}

/// As [`guarded`], for an entry that fails in no other way.
pub(crate) fn infallible<T>(entry: impl FnOnce() -> T) -> Result<T, Failure> {
    guarded(|| Ok(entry()))
}
