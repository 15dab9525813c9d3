//! What every family can be asked for, written once.

use std::time::Duration;

use crate::control::Limits;
use crate::error::{Error, InvalidInput};
use crate::field::Field;

/// The options that all families share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Settings {
    /// The characteristic of the field of coefficients, as given.
    pub(crate) field: u32,
    pub(crate) threads: usize,
    pub(crate) limits: Limits,
    /// Whether the birth and the death simplex of each interval are wanted.
    pub(crate) pairs: bool,
    /// Whether a cocycle of each interval is wanted.
    pub(crate) cocycles: bool,
    /// Whether a cycle of each interval is wanted.
    pub(crate) cycles: bool,
    /// Whether intervals of length zero are wanted.
    pub(crate) zero_lengths: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            field: 2,
            threads: 1,
            limits: Limits { time: None::<Duration>, memory_bytes: None },
            pairs: false,
            cocycles: false,
            cycles: false,
            zero_lengths: false,
        }
    }
}

impl Settings {
    /// The field, after all settings were checked.
    pub(crate) fn check(&self) -> Result<Field, Error> {
        if self.threads == 0 {
            return Err(InvalidInput::Threads.into());
        }
        Field::new(self.field)
    }
}

/// The highest dimension that can be asked for. No complex with homology above fits into any memory: it has at least
/// 2^(d + 2) simplices.
pub(crate) const DIMENSION_MAX: usize = 1000;

/// Refuses dimensions that nothing can have.
pub(crate) fn check_dimension(max_dimension: usize) -> Result<(), Error> {
    if max_dimension > DIMENSION_MAX {
        return Err(InvalidInput::MaxDimension { max_dimension, limit: DIMENSION_MAX }.into());
    }
    Ok(())
}

/// Writes the builder methods of the limits that stand at a path of a type's fields.
macro_rules! limit_methods {
    ($($limits:ident).+) => {
        /// The most memory the computation may take on top of its input. By default there is no limit.
        #[must_use]
        pub fn memory_limit_bytes(mut self, limit_bytes: u64) -> Self {
            self.$($limits).+.memory_bytes = Some(limit_bytes);
            self
        }

        /// The longest time the computation may take. By default there is no limit.
        #[must_use]
        pub fn time_limit(mut self, limit: std::time::Duration) -> Self {
            self.$($limits).+.time = Some(limit);
            self
        }
    };
}

/// Writes the builder method of the highest dimension, for a type with a field `max_dimension`: 1 by default.
macro_rules! dimension_method {
    () => {
        /// The highest dimension of homology. Default 1.
        #[must_use]
        pub fn max_dimension(mut self, max_dimension: usize) -> Self {
            self.max_dimension = max_dimension;
            self
        }
    };
}

/// Writes the builder methods of the options that all families share, for a type with a field `settings`.
macro_rules! settings_methods {
    () => {
        /// The coefficients: integers modulo this prime, 2 to 65 521. Default 2.
        ///
        /// A prime that is none is [`InvalidInput::Field`](crate::InvalidInput::Field) when the computation starts.
        #[must_use]
        pub fn field(mut self, prime: u32) -> Self {
            self.settings.field = prime;
            self
        }

        /// How many threads may work, the calling one included. Default 1. The answer has the same bits for every
        /// number of threads.
        #[must_use]
        pub fn threads(mut self, threads: usize) -> Self {
            self.settings.threads = threads;
            self
        }

        $crate::settings::limit_methods!(settings.limits);

        /// Whether to tell which simplex gives birth to each class and which one ends it; see
        /// [`Diagrams::pairs`](crate::Diagrams::pairs). Default false.
        #[must_use]
        pub fn pairs(mut self, pairs: bool) -> Self {
            self.settings.pairs = pairs;
            self
        }
    };
}

/// Writes the builder methods for representatives, for a type with a field `settings`.
macro_rules! representative_methods {
    () => {
        /// Whether to find a cocycle of each class, valid on its whole interval; see
        /// [`Diagrams::cocycles`](crate::Diagrams::cocycles). Default false.
        #[must_use]
        pub fn cocycles(mut self, cocycles: bool) -> Self {
            self.settings.cocycles = cocycles;
            self
        }

        /// Whether to find a cycle of each class, not a boundary from its birth on, and a boundary at its death; see
        /// [`Diagrams::cycles`](crate::Diagrams::cycles). Default false.
        #[must_use]
        pub fn cycles(mut self, cycles: bool) -> Self {
            self.settings.cycles = cycles;
            self
        }
    };
}

/// Writes the builder method for intervals of length zero, for a type with a field `settings`.
macro_rules! zero_length_method {
    () => {
        /// Whether intervals of length zero are kept: cells that enter and are paired at one value. Default false.
        #[must_use]
        pub fn zero_lengths(mut self, zero_lengths: bool) -> Self {
            self.settings.zero_lengths = zero_lengths;
            self
        }
    };
}

pub(crate) use {
    dimension_method, limit_methods, representative_methods, settings_methods, zero_length_method,
};
