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
        let unit = unit(extent(&first, &second)?);
        let mates = self.assign(&first, &second, unit, &mut monitor)?;
        let matched = pairs(&first, &second, &mates, internal_p);
        let mut costs: Vec<f64> = matched.iter().map(|pair| raise(pair.distance / unit, order)).collect();
        // In ascending order, so that the sum does not depend on the order of the points.
        sort_by(&mut costs, &mut monitor, f64::total_cmp)?;
        monitor.finish();
        Ok(Matching { distance: root(costs.iter().sum(), order) * unit, matched })
    }

    /// The mates of the points of `first`.
    fn assign(
        &self,
        first: &Parts,
        second: &Parts,
        unit: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<u32>, Error> {
        let Self { order, internal_p: p, .. } = *self;
        monitor.charge(Side::POINT_BYTES * (first.points.len() + second.points.len()))?;
        let side = |parts: &Parts| {
            let cost =
                |[birth, death]: &[f64; 2]| raise(norm_to_diagonal(p, (death - birth).abs() / unit), order);
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

/// The power of two at or below `extent`: in this unit no power overflows, and changing to it rounds nothing.
fn unit(extent: f64) -> f64 {
    if extent < f64::MIN_POSITIVE { 1.0 } else { f64::from_bits(extent.to_bits() & (0x7ff << 52)) }
}
