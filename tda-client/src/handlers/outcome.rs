//! What a handler answers.

use std::fmt;

use tda_events::Retry;

use crate::error::Error;

/// How a handler ended well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The event was handled.
    #[default]
    Done,
    /// The event needed nothing; what was published through the context is left out.
    Ignored,
}

impl From<()> for Outcome {
    fn from((): ()) -> Self {
        Self::Done
    }
}

/// Why a handler failed, and whether to try again. Any error becomes one by `?`: those of this crate keep their own
/// answer to that, all others may be tried again.
///
/// The message ends up in the log and in the headers of a dead letter: no secrets in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandlerError {
    /// A class for programs, such as `PaymentRefused`; `dlq_error_kind` of the dead letter.
    pub kind: String,
    /// What happened, for people.
    pub message: String,
    /// Whether another attempt may help.
    pub retry: Retry,
}

impl HandlerError {
    /// A failure that may pass: the event is tried again.
    pub fn transient(message: impl Into<String>) -> Self {
        Self { kind: "HandlerFailed".into(), message: message.into(), retry: Retry::Safe }
    }

    /// A failure that would repeat itself: the event goes to the dead letters at once.
    pub fn permanent(message: impl Into<String>) -> Self {
        Self { retry: Retry::Never, ..Self::transient(message) }
    }

    /// Names its class.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = kind.into();
        self
    }

    pub(super) fn panicked(message: String) -> Self {
        Self::permanent(message).kind("HandlerPanicked")
    }

    pub(super) fn undecodable(error: &tda_events::DecodeError) -> Self {
        Self::permanent(error.to_string()).kind(error.kind().name())
    }
}

impl fmt::Display for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for HandlerError {
    fn from(error: E) -> Self {
        let ours = (&error as &dyn std::any::Any).downcast_ref::<Error>();
        let (kind, retry) = match ours {
            Some(ours) => (ours.kind().name().to_owned(), ours.retry()),
            None => ("HandlerFailed".to_owned(), Retry::Safe),
        };
        // The causes are not in the message; where the letter is read, nobody walks the chain.
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(source) = cause {
            message.push_str(": ");
            message.push_str(&source.to_string());
            cause = source.source();
        }
        Self { kind, message, retry }
    }
}
