//! Where functions are sampled.

use crate::diagram::Interval;
use crate::error::{Error, InvalidInput};

/// Evenly spaced values: samples of a function, or the pixels of one side of an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    count: usize,
}

impl Axis {
    /// `count` samples from `low` to `high`, both included; as pixels, `count` equal parts between them.
    ///
    /// # Errors
    /// [`InvalidInput::AxisCount`] for no sample, or more than 2^27; [`InvalidInput::AxisRange`] when an end
    /// is not finite, `low` is not below `high`, or they are too far apart for an f64.
    ///
    /// ```
    /// use tda_core::vectorize::Axis;
    /// assert_eq!(Axis::new(0.0, 1.0, 3)?.samples(), [0.0, 0.5, 1.0]);
    /// assert!(Axis::new(1.0, 1.0, 3).is_err());
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn new(low: f64, high: f64, count: usize) -> Result<Self, Error> {
        if !(low < high && (high - low).is_finite()) {
            return Err(InvalidInput::AxisRange { low, high }.into());
        }
        if count == 0 || count > COUNT_MAX {
            return Err(InvalidInput::AxisCount { count, limit: COUNT_MAX }.into());
        }
        Ok(Axis { low, high, count })
    }

    /// From the least to the largest finite birth or death of all `diagrams`.
    ///
    /// # Errors
    /// As [`new`](Self::new); a single value makes no range, and none at all is `AxisRange` from NaN to NaN.
    ///
    /// ```
    /// use tda_core::{Interval, vectorize::Axis};
    /// let diagram = [Interval { birth: 1.0, death: 3.0 }, Interval { birth: 2.0, death: f64::INFINITY }];
    /// assert_eq!(Axis::around([&diagram[..]], 5)?, Axis::new(1.0, 3.0, 5)?);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn around<'a>(
        diagrams: impl IntoIterator<Item = &'a [Interval]>,
        count: usize,
    ) -> Result<Self, Error> {
        Self::spanning(diagrams.into_iter().flatten().flat_map(|i| [i.birth, i.death]), count)
    }

    /// From the least to the largest birth of the finite intervals of all `diagrams`.
    ///
    /// # Errors
    /// As [`around`](Self::around).
    pub fn of_births<'a>(
        diagrams: impl IntoIterator<Item = &'a [Interval]>,
        count: usize,
    ) -> Result<Self, Error> {
        let finite = diagrams.into_iter().flatten().filter(|i| !i.is_essential());
        Self::spanning(finite.map(|i| i.birth), count)
    }

    /// From the least to the largest length of the finite intervals of all `diagrams`.
    ///
    /// # Errors
    /// As [`around`](Self::around).
    pub fn of_lengths<'a>(
        diagrams: impl IntoIterator<Item = &'a [Interval]>,
        count: usize,
    ) -> Result<Self, Error> {
        Self::spanning(diagrams.into_iter().flatten().map(Interval::persistence), count)
    }

    fn spanning(values: impl Iterator<Item = f64>, count: usize) -> Result<Self, Error> {
        let finite = values.filter(|value| value.is_finite());
        let range = finite.fold(None, |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (low, high) = range.unwrap_or((f64::NAN, f64::NAN));
        Self::new(low, high, count)
    }

    /// The lower end.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper end.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// How many samples or pixels.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The samples, ascending, both ends included; the lower end alone if there is one sample.
    #[must_use]
    pub fn samples(&self) -> Vec<f64> {
        self.cut(self.count.max(2) - 1, self.count)
    }

    /// The borders of the pixels, ascending: one more than pixels.
    #[must_use]
    pub fn edges(&self) -> Vec<f64> {
        self.cut(self.count, self.count + 1)
    }

    fn cut(&self, parts: usize, count: usize) -> Vec<f64> {
        let step = (self.high - self.low) / parts as f64;
        (0..count).map(|k| if k == parts { self.high } else { self.low + k as f64 * step }).collect()
    }
}

/// The most numbers that one vector, image or landscape may have: 1 GiB of them.
pub(super) const COUNT_MAX: usize = 1 << 27;
