//! The options that all families share, as C++ hands them over.

use std::time::Duration;

use crate::failure::Failure;
use crate::ffi::{OptionalCount, OptionalNumber};

impl OptionalCount {
    pub(super) fn get(&self) -> Option<u64> {
        self.present.then_some(self.count)
    }

    /// A number too large for this machine is as good as its largest.
    pub(super) fn index(&self) -> Option<usize> {
        self.get().map(|count| usize::try_from(count).unwrap_or(usize::MAX))
    }
}

impl From<Option<usize>> for OptionalCount {
    fn from(count: Option<usize>) -> Self {
        Self { present: count.is_some(), count: count.map_or(0, |count| count as u64) }
    }
}

impl OptionalNumber {
    pub(super) fn get(&self) -> Option<f64> {
        self.present.then_some(self.number)
    }

    pub(super) fn time_limit(&self) -> Result<Option<Duration>, Failure> {
        let read = |seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|error| Failure::invalid(format!("time limit of {seconds} seconds: {error}")))
        };
        self.get().map(read).transpose()
    }
}

/// Tells a family's builder the options that all share, and those named behind it.
macro_rules! configured {
    ($options:expr, $family:expr $(, $also:ident)*) => {{
        let options = $options;
        let mut family = $family.field(options.field).threads(options.threads).pairs(options.pairs);
        if let Some(limit) = options.memory_limit_bytes.get() {
            family = family.memory_limit_bytes(limit);
        }
        if let Some(limit) = options.time_limit_seconds.time_limit()? {
            family = family.time_limit(limit);
        }
        $(family = family.$also(options.$also);)*
        family
    }};
}

/// As `configured`, with the highest dimension where it was given.
macro_rules! with_dimension {
    ($options:expr, $family:expr) => {
        match $options.max_dimension.index() {
            Some(max_dimension) => $family.max_dimension(max_dimension),
            None => $family,
        }
    };
}

/// As `configured`, with the threshold where it was given.
macro_rules! with_threshold {
    ($options:expr, $family:expr) => {
        match $options.threshold.get() {
            Some(threshold) => $family.threshold(threshold),
            None => $family,
        }
    };
}

pub(super) use {configured, with_dimension, with_threshold};
