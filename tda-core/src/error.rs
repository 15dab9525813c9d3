//! What can go wrong, with the numbers, and whether trying again makes sense.

mod invalid_input;

use std::time::Duration;

pub use invalid_input::InvalidInput;

use crate::control::Stage;

/// Why a computation gave no diagrams.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The [`CancelToken`](crate::CancelToken) was cancelled.
    #[error("cancelled in stage {stage}")]
    Cancelled {
        /// Where the computation was.
        stage: Stage,
    },
    /// The input or a setting cannot be computed with.
    #[error(transparent)]
    InvalidInput(#[from] InvalidInput),
    /// The memory limit would be passed.
    #[error(
        "memory limit of {limit_bytes} bytes reached in stage {stage}: {used_bytes} bytes in use, {requested_bytes} more \
         needed; lower max_dimension or threshold, or compute on fewer points"
    )]
    LimitExceeded {
        /// The limit as it was set.
        limit_bytes: u64,
        /// Charged when the limit was met.
        used_bytes: u64,
        /// What the next step asked for on top.
        requested_bytes: u64,
        /// Where the computation was.
        stage: Stage,
    },
    /// A dimension above the computed maximum was asked for.
    #[error("dimension {dimension} was not computed, the highest is {max_dimension}")]
    NotFound {
        /// The dimension asked for.
        dimension: usize,
        /// The highest dimension that was computed.
        max_dimension: usize,
    },
    /// Pairs or representatives are read that the computation was not asked for.
    #[error("{what} were not asked for: set {what}(true) before computing")]
    NotRequested {
        /// What is missing.
        what: Representatives,
    },
    /// The time limit passed.
    #[error(
        "time limit of {limit:?} passed in stage {stage}; lower max_dimension or threshold, or compute on fewer points"
    )]
    TimeLimit {
        /// The limit as it was set.
        limit: Duration,
        /// Where the computation was.
        stage: Stage,
    },
    /// A simplex of this many points and dimensions does not fit the widest key.
    #[error(
        "{points} points with {edges} edges need {bits} bits for a simplex of dimension {dimension}, \
         {bits_max} are possible; lower max_dimension or threshold"
    )]
    TooLarge {
        /// Points of the input.
        points: usize,
        /// Edges up to the threshold.
        edges: usize,
        /// Dimension of the simplices to be named.
        dimension: usize,
        /// Bits that one name would take.
        bits: u32,
        /// Bits of the widest name.
        bits_max: u32,
    },
    /// There are more edges than can be ranked.
    #[error(
        "{points} points have more than {edges_max} edges up to the threshold; lower it, or compute on fewer points"
    )]
    TooManyEdges {
        /// Points of the input.
        points: usize,
        /// The most edges that can be ranked.
        edges_max: usize,
    },
}

impl Error {
    /// The family of the error, alike in every language.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Cancelled { .. } => ErrorKind::Cancelled,
            Error::InvalidInput(_) => ErrorKind::InvalidInput,
            Error::LimitExceeded { .. } => ErrorKind::LimitExceeded,
            Error::NotFound { .. } => ErrorKind::NotFound,
            Error::NotRequested { .. } => ErrorKind::NotFound,
            Error::TimeLimit { .. } => ErrorKind::TimeLimit,
            Error::TooLarge { .. } => ErrorKind::LimitExceeded,
            Error::TooManyEdges { .. } => ErrorKind::LimitExceeded,
        }
    }

    /// Whether the same call may be tried again.
    ///
    /// A computation changes nothing outside itself, so no answer is [`Retry::MayDuplicate`]; and since it is
    /// deterministic, only a cancelled one is worth repeating unchanged.
    #[must_use]
    pub fn retry(&self) -> Retry {
        match self {
            Error::Cancelled { .. } => Retry::Safe,
            Error::InvalidInput(_) => Retry::Never,
            Error::LimitExceeded { .. } => Retry::Never,
            Error::NotFound { .. } => Retry::Never,
            Error::NotRequested { .. } => Retry::Never,
            Error::TimeLimit { .. } => Retry::Never,
            Error::TooLarge { .. } => Retry::Never,
            Error::TooManyEdges { .. } => Retry::Never,
        }
    }
}

/// The family of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Stopped on request.
    Cancelled,
    /// Bad numbers or bad arguments.
    InvalidInput,
    /// A bound on memory or size was met.
    LimitExceeded,
    /// What was asked for does not exist.
    NotFound,
    /// A bound on time was met.
    TimeLimit,
}

/// Whether an operation that failed may be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// It would fail again.
    Never,
    /// It may be repeated without harm.
    Safe,
    /// It may have happened: repeating it can do it twice.
    MayDuplicate,
}

/// What can be told of a class beside its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Representatives {
    /// A cocycle of each class.
    Cocycles,
    /// A cycle of each class.
    Cycles,
    /// The simplices of birth and death.
    Pairs,
}

impl std::fmt::Display for Representatives {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Representatives::Cocycles => "cocycles",
            Representatives::Cycles => "cycles",
            Representatives::Pairs => "pairs",
        })
    }
}
