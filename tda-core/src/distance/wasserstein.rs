//! The Wasserstein distance: the least possible sum of moves.

use super::assignment::{Side, assign};
use super::bottleneck::{Bottleneck, check_p, check_relative_error};
use super::diagram::{Parts, extent};
use super::ground::{
    Chebyshev, Euclidean, Minkowski, SquaredChebyshev, SquaredEuclidean, norm_to_diagonal, raise, root,
};
use super::matching::{Matching, pairs};
use crate::control::{Control, Limits, Monitor};
use crate::diagram::Interval;
use crate::engine::sort::sort_by;
use crate::error::{Error, InvalidInput};
use crate::settings::limit_methods;

/// The Wasserstein distance of order 1 with the l_infinity norm. See the [conventions](crate::distance).
///
/// # Errors
/// As [`Wasserstein::compute`].
///
/// ```
/// use tda_core::{Interval, distance::wasserstein};
/// let a = [Interval { birth: 0.0, death: 4.0 }, Interval { birth: 1.0, death: 2.0 }];
/// let b = [Interval { birth: 0.5, death: 4.0 }];
/// assert_eq!(wasserstein(&a, &b)?, 0.5 + 0.5);
/// # Ok::<(), tda_core::Error>(())
/// ```
pub fn wasserstein(first: &[Interval], second: &[Interval]) -> Result<f64, Error> {
    Wasserstein::new().compute(first, second)
}

/// The Wasserstein distance of two diagrams. See the [conventions](crate::distance).
///
/// ```
/// use tda_core::{Interval, distance::Wasserstein};
/// let a = [Interval { birth: 0.0, death: 8.0 }, Interval { birth: 1.0, death: 9.0 }];
/// let b = [Interval { birth: 3.0, death: 12.0 }];
/// // One of the two goes 4 to the diagonal, the other moves by 3 in the larger coordinate.
/// let distance = Wasserstein::new().order(2.0).compute(&a, &b)?;
/// assert_eq!(distance, 5.0);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Wasserstein {
    order: f64,
    internal_p: f64,
    relative_error: f64,
    limits: Limits,
}

impl Default for Wasserstein {
    fn default() -> Self {
        Self::new()
    }
}

impl Wasserstein {
    /// Of order 1, with the l_infinity norm, within one percent, without limits.
    #[must_use]
    pub fn new() -> Self {
        Wasserstein { order: 1.0, internal_p: f64::INFINITY, relative_error: 0.01, limits: Limits::default() }
    }

    /// The order: at least 1, by default 1. Infinity gives the [bottleneck distance](Bottleneck).
    #[must_use]
    pub fn order(mut self, order: f64) -> Self {
        self.order = order;
        self
    }

    /// The p of the norm between points: at least 1, infinity by default.
    #[must_use]
    pub fn internal_p(mut self, p: f64) -> Self {
        self.internal_p = p;
        self
    }

    /// By how much the answer may be above the distance, as a part of the distance. Default 0.01.
    ///
    /// It is permission, not a promise to be wrong: the one solver there is finds the distance itself, up to
    /// rounding, so every error allowed, and 0, give the same answer.
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
    /// far apart for an f64, an order or p below 1, or a relative error that is negative or not finite;
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
        Ok(self.matching_with(first, second, control)?.distance)
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
        let Self { order, internal_p, relative_error, limits } = *self;
        if order.is_nan() || order < 1.0 {
            return Err(InvalidInput::Order { order }.into());
        }
        check_p(internal_p)?;
        check_relative_error(relative_error)?;
        if order == f64::INFINITY {
            return Bottleneck::with(internal_p, relative_error, limits)
                .matching_with(first, second, control);
        }
        let mut monitor = Monitor::start(control, limits)?;
        let (first, second) = (Parts::of(first, 0, &mut monitor)?, Parts::of(second, 1, &mut monitor)?);
        let mates = self.mates(&first, &second, &mut monitor)?;
        let matched = pairs(&first, &second, &mates, internal_p);
        let mut distances: Vec<f64> = matched.iter().map(|pair| pair.distance).collect();
        // In ascending order, so that the sum does not depend on the order of the points.
        sort_by(&mut distances, &mut monitor, f64::total_cmp)?;
        monitor.finish();
        Ok(Matching { distance: total(&distances, order), matched })
    }

    /// The mates of the points of `first`.
    ///
    /// Moves are measured against those that count, or their powers would vanish beside the power of the extent.
    /// Which ones count the bottleneck distance b tells: the best matching of n moves costs at most n b^q. So whatever
    /// costs more is left at a little more, and all other powers are far from the ends of f64.
    fn mates(&self, first: &Parts, second: &Parts, monitor: &mut Monitor<'_>) -> Result<Vec<u32>, Error> {
        let Self { order, internal_p, limits, .. } = *self;
        let extent = extent(first, second)?;
        if order == 1.0 {
            return self.assign(first, second, (unit(extent, order), f64::INFINITY), monitor);
        }
        let search = Bottleneck::with(internal_p, 0.0, limits);
        let (longest, mates) = search.finite(first, second, 0.0, 1.0, monitor)?;
        if longest == 0.0 {
            return Ok(mates);
        }
        // Not so small that a coordinate overflows.
        let unit = unit(longest, order).max(extent * COORDINATE_MIN);
        let moves = (first.points.len() + second.points.len()) as f64;
        let most = 4.0 * moves * raise(longest / unit, order);
        self.assign(first, second, (unit, most), monitor)
    }

    /// The mates of the points of `first` in a cheapest matching, with lengths in this unit, and no cost of a point on
    /// the diagonal above `most`.
    fn assign(
        &self,
        first: &Parts,
        second: &Parts,
        (unit, most): (f64, f64),
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<u32>, Error> {
        let Self { order, internal_p: p, .. } = *self;
        monitor.charge(Side::POINT_BYTES * (first.points.len() + second.points.len()))?;
        let side = |parts: &Parts| {
            let cost = |[birth, death]: &[f64; 2]| {
                raise(norm_to_diagonal(p, (death - birth).abs() / unit), order).min(most)
            };
            let points = parts.points.iter().map(|point| point.map(|x| x / unit)).collect();
            Side::new(points, parts.points.iter().map(cost).collect())
        };
        let (mut first, mut second) = (side(first), side(second));
        let (infinity, two) = (p == f64::INFINITY, p == 2.0);
        if infinity && order == 1.0 {
            assign(Chebyshev, order, &mut first, &mut second, monitor)?;
        } else if infinity && order == 2.0 {
            assign(SquaredChebyshev, order, &mut first, &mut second, monitor)?;
        } else if two && order == 1.0 {
            assign(Euclidean, order, &mut first, &mut second, monitor)?;
        } else if two && order == 2.0 {
            assign(SquaredEuclidean, order, &mut first, &mut second, monitor)?;
        } else {
            assign(Minkowski { p, order }, order, &mut first, &mut second, monitor)?;
        }
        Ok(first.mates)
    }
}

/// Orders up to this raise the number two to something that an f64 can hold many times.
const UNIT_ORDER_MAX: f64 = 500.0;
/// A coordinate is at most about 2^53 extents: so many units are no infinity.
const COORDINATE_MIN: f64 = 1e-270;

/// The power of two at or below `length`, to which changing rounds nothing; for large orders the length itself, of
/// which no part, raised to the order, overflows.
fn unit(length: f64, order: f64) -> f64 {
    if length < f64::MIN_POSITIVE {
        1.0
    } else if order > UNIT_ORDER_MAX {
        length
    } else {
        f64::from_bits(length.to_bits() & (0x7ff << 52))
    }
}

/// The sum of ascending distances raised to `order`, and the root of that order.
fn total(distances: &[f64], order: f64) -> f64 {
    let longest = distances.last().copied().unwrap_or(0.0);
    if longest == 0.0 || longest.is_infinite() {
        return longest;
    }
    let unit = unit(longest, order);
    root(distances.iter().map(|distance| raise(distance / unit, order)).sum(), order) * unit
}
