//! The bottleneck distance: the least possible longest move.

mod search;

use super::diagram::{Parts, extent};
use super::ground::{Chebyshev, Euclidean, Minkowski};
use super::matching::{Matching, pairs};
use crate::control::{Control, Limits, Monitor};
use crate::diagram::Interval;
use crate::error::{Error, InvalidInput};
use crate::settings::limit_methods;

use search::search;

/// The exact bottleneck distance with the l_infinity norm. See the [conventions](crate::distance).
///
/// # Errors
/// As [`Bottleneck::compute`].
///
/// ```
/// use tda_core::{Interval, distance::bottleneck};
/// let short = Interval { birth: 0.0, death: 0.5 };
/// let essential = Interval { birth: 0.0, death: f64::INFINITY };
/// assert_eq!(bottleneck(&[short, essential], &[essential])?, 0.25);
/// assert_eq!(bottleneck(&[short, essential], &[])?, f64::INFINITY);
/// # Ok::<(), tda_core::Error>(())
/// ```
pub fn bottleneck(first: &[Interval], second: &[Interval]) -> Result<f64, Error> {
    Bottleneck::new().compute(first, second)
}

/// The bottleneck distance of two diagrams. See the [conventions](crate::distance).
///
/// ```
/// use tda_core::{Interval, distance::Bottleneck};
/// let a = [Interval { birth: 0.0, death: 4.0 }];
/// let b = [Interval { birth: 1.0, death: 5.0 }, Interval { birth: 2.0, death: 2.5 }];
/// let matching = Bottleneck::new().internal_p(2.0).matching(&a, &b)?;
/// assert_eq!(matching.distance, 2.0_f64.sqrt());
/// assert_eq!((matching.matched[0].first, matching.matched[0].second), (Some(0), Some(0)));
/// assert_eq!((matching.matched[1].first, matching.matched[1].second), (None, Some(1)));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Bottleneck {
    internal_p: f64,
    relative_error: f64,
    limits: Limits,
}

impl Default for Bottleneck {
    fn default() -> Self {
        Self::new()
    }
}

impl Bottleneck {
    /// Exact, with the l_infinity norm, without limits.
    #[must_use]
    pub fn new() -> Self {
        Bottleneck { internal_p: f64::INFINITY, relative_error: 0.0, limits: Limits::default() }
    }

    pub(super) fn with(internal_p: f64, relative_error: f64, limits: Limits) -> Self {
        Bottleneck { internal_p, relative_error, limits }
    }

    /// The p of the norm between points: at least 1, infinity by default.
    #[must_use]
    pub fn internal_p(mut self, p: f64) -> Self {
        self.internal_p = p;
        self
    }

    /// By how much the answer may be above the distance, as a part of the distance. Default 0: exact.
    #[must_use]
    pub fn relative_error(mut self, relative_error: f64) -> Self {
        self.relative_error = relative_error;
        self
    }

    limit_methods!(limits);

    /// The distance of two diagrams; infinity when they have unequal numbers of essential classes.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a point that is not finite (but for the death of an essential class), points too
    /// far apart for an f64, a p below 1, or a relative error that is negative or not finite;
    /// [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, first: &[Interval], second: &[Interval]) -> Result<f64, Error> {
        self.compute_with(first, second, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(
        &self,
        first: &[Interval],
        second: &[Interval],
        control: &Control,
    ) -> Result<f64, Error> {
        let mut monitor = Monitor::start(control, self.limits)?;
        let (first, second) = (Parts::of(first, 0, &mut monitor)?, Parts::of(second, 1, &mut monitor)?);
        let distance = essential_distance(&first, &second);
        if distance == f64::INFINITY {
            monitor.finish();
            return Ok(distance);
        }
        let (finite, _) = self.finite(&first, &second, distance, 0.0, &mut monitor)?;
        monitor.finish();
        Ok(finite.max(distance))
    }

    /// The distance with a matching that attains it.
    ///
    /// # Errors
    /// As [`compute`](Self::compute).
    pub fn matching(&self, first: &[Interval], second: &[Interval]) -> Result<Matching, Error> {
        self.matching_with(first, second, &Control::new())
    }

    /// As [`matching`](Self::matching), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn matching_with(
        &self,
        first: &[Interval],
        second: &[Interval],
        control: &Control,
    ) -> Result<Matching, Error> {
        let mut monitor = Monitor::start(control, self.limits)?;
        let (first, second) = (Parts::of(first, 0, &mut monitor)?, Parts::of(second, 1, &mut monitor)?);
        let essential = essential_distance(&first, &second);
        let (finite, mates) = self.finite(&first, &second, 0.0, 0.0, &mut monitor)?;
        let matched = pairs(&first, &second, &mates, self.internal_p);
        monitor.finish();
        Ok(Matching { distance: finite.max(essential), matched })
    }

    /// The distance of the finite points, or `floor` if that is larger, and the mates of the first ones. `rest` is
    /// the work that comes after this, which is one.
    pub(super) fn finite(
        &self,
        first: &Parts,
        second: &Parts,
        floor: f64,
        rest: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<(f64, Vec<u32>), Error> {
        let (p, relative_error) = (self.internal_p, self.relative_error);
        check_p(p)?;
        check_relative_error(relative_error)?;
        extent(first, second)?;
        if p == f64::INFINITY {
            search(Chebyshev, p, [first, second], (floor, relative_error), rest, monitor)
        } else if p == 2.0 {
            search(Euclidean, p, [first, second], (floor, relative_error), rest, monitor)
        } else {
            search(Minkowski { p, order: 1.0 }, p, [first, second], (floor, relative_error), rest, monitor)
        }
    }
}

pub(super) fn check_p(p: f64) -> Result<(), Error> {
    if p >= 1.0 { Ok(()) } else { Err(InvalidInput::InternalP { p }.into()) }
}

pub(super) fn check_relative_error(relative_error: f64) -> Result<(), Error> {
    let fine = relative_error.is_finite() && relative_error >= 0.0;
    if fine { Ok(()) } else { Err(InvalidInput::RelativeError { relative_error }.into()) }
}

/// How far the essential classes are apart, matched in the order of their births.
fn essential_distance(first: &Parts, second: &Parts) -> f64 {
    let mut distance = 0.0_f64;
    for (ours, theirs) in first.essential.iter().zip(&second.essential) {
        if ours.len() != theirs.len() {
            return f64::INFINITY;
        }
        distance = ours.iter().zip(theirs).fold(distance, |most, (a, b)| most.max((a.0 - b.0).abs()));
    }
    distance
}
