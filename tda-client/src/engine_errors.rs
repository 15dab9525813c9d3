//! The engine's errors in the words of the whole SDK.

use tda_events::{ErrorKind, Retry};

/// Kind and retry answer of an engine's error in the words of the whole SDK: the engine knows no events, so it has its
/// own, fewer ones.
pub fn answers_of_core(error: &tda_core::Error) -> (ErrorKind, Retry) {
    let kind = match error.kind() {
        tda_core::ErrorKind::Cancelled => ErrorKind::Cancelled,
        tda_core::ErrorKind::InvalidInput => ErrorKind::InvalidInput,
        tda_core::ErrorKind::LimitExceeded => ErrorKind::LimitExceeded,
        tda_core::ErrorKind::NotFound => ErrorKind::NotFound,
        tda_core::ErrorKind::TimeLimit => ErrorKind::TimeLimit,
        _ => ErrorKind::Internal,
    };
    let retry = match error.retry() {
        tda_core::Retry::Safe => Retry::Safe,
        tda_core::Retry::MayDuplicate => Retry::MayDuplicate,
        _ => Retry::Never,
    };
    (kind, retry)
}
