//! Betti curves: how many classes live at each value.

use super::Axis;
use super::essential::Essential;
use crate::diagram::Interval;
use crate::error::{Error, InvalidInput};

/// The number of classes that live at each value, exactly: a step function.
///
/// Essential classes count from their birth on.
///
/// ```
/// use tda_core::{Interval, vectorize::BettiCurve};
/// let curve = BettiCurve::of(&[Interval { birth: 0.0, death: 2.0 }, Interval { birth: 1.0, death: f64::INFINITY }])?;
/// assert_eq!(curve.values(), [0.0, 1.0, 2.0]);
/// assert_eq!(curve.counts(), [1, 2, 1]);
/// assert_eq!([curve.at(-1.0), curve.at(0.5), curve.at(2.0)], [0, 1, 1]);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct BettiCurve {
    values: Vec<f64>,
    counts: Vec<usize>,
    falling: bool,
}

impl BettiCurve {
    /// The curve of a diagram, in time `n log n`.
    ///
    /// # Errors
    /// [`InvalidInput::DiagramPoint`] for a birth that is not finite or a death that is NaN;
    /// [`InvalidInput::MixedDirections`] when some intervals go up and others down.
    pub fn of(intervals: &[Interval]) -> Result<Self, Error> {
        Essential::Drop.bars(intervals)?;
        let falling = falling(intervals)?;
        let sign = if falling { -1.0 } else { 1.0 };
        let mut events: Vec<(f64, bool)> = Vec::with_capacity(2 * intervals.len());
        for interval in intervals.iter().filter(|i| i.birth != i.death) {
            events.push((sign * interval.birth, true));
            if !interval.is_essential() {
                events.push((sign * interval.death, false));
            }
        }
        events.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let mut curve = BettiCurve { values: Vec::new(), counts: Vec::new(), falling };
        let mut count = 0_usize;
        for group in events.chunk_by(|a, b| a.0 == b.0) {
            let births = group.iter().filter(|event| event.1).count();
            let before = count;
            count = before + births - (group.len() - births);
            if count != before {
                curve.values.push(0.0 + sign * group[0].0);
                curve.counts.push(count);
            }
        }
        Ok(curve)
    }

    /// Where the number changes, in the order of the filtration: ascending, or descending for a superlevel diagram.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The numbers from each of [`values`](Self::values) on, the value included, up to the next, which is not. Before
    /// the first there are none.
    #[must_use]
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// The number of classes that live at `value`.
    #[must_use]
    pub fn at(&self, value: f64) -> usize {
        let begun = |&step: &f64| if self.falling { step >= value } else { step <= value };
        let steps = self.values.partition_point(begun);
        if steps == 0 { 0 } else { self.counts[steps - 1] }
    }

    /// The numbers at the samples of an axis.
    #[must_use]
    pub fn sample(&self, axis: &Axis) -> Vec<usize> {
        axis.samples().into_iter().map(|value| self.at(value)).collect()
    }
}

/// Whether deaths lie below births.
fn falling(intervals: &[Interval]) -> Result<bool, Error> {
    let up = intervals.iter().position(|i| i.death > i.birth);
    let down = intervals.iter().position(|i| i.death < i.birth);
    match (up, down) {
        (Some(up), Some(down)) => Err(InvalidInput::MixedDirections { up, down }.into()),
        (_, down) => Ok(down.is_some()),
    }
}
