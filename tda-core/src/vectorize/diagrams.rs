//! What diagrams can be asked directly.

use super::{BettiCurve, entropy, total_persistence};
use crate::diagram::{Diagrams, Interval};
use crate::error::Error;

impl Diagrams {
    /// The Betti curve of one dimension; see [`BettiCurve`].
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum; as [`BettiCurve::of`].
    ///
    /// ```
    /// use tda_core::{Diagrams, Interval};
    /// let diagrams = Diagrams::from_intervals(vec![vec![Interval { birth: 0.0, death: 2.0 }]])?;
    /// assert_eq!(diagrams.betti_curve(0)?.at(1.0), 1);
    /// assert_eq!((diagrams.entropy(0)?, diagrams.total_persistence(0, 2.0)?), (0.0, 4.0));
    /// assert!(diagrams.longer_than(0, 2.0)?.is_empty());
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn betti_curve(&self, dimension: usize) -> Result<BettiCurve, Error> {
        BettiCurve::of(self.dimension(dimension)?)
    }

    /// The persistence entropy of one dimension, essential classes left out; see [`entropy`](fn@entropy).
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum; as [`entropy`](fn@entropy).
    pub fn entropy(&self, dimension: usize) -> Result<f64, Error> {
        entropy(self.dimension(dimension)?)
    }

    /// The sum of the lengths of one dimension, each raised to `power`, essential classes left out; see
    /// [`total_persistence`](fn@total_persistence).
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum; as [`total_persistence`](fn@total_persistence).
    pub fn total_persistence(&self, dimension: usize, power: f64) -> Result<f64, Error> {
        total_persistence(self.dimension(dimension)?, power)
    }

    /// The intervals of one dimension that are longer than `persistence`, in their order; the essential ones among
    /// them.
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum.
    pub fn longer_than(&self, dimension: usize, persistence: f64) -> Result<Vec<Interval>, Error> {
        let intervals = self.dimension(dimension)?.iter();
        Ok(intervals.filter(|interval| interval.persistence() > persistence).copied().collect())
    }
}
