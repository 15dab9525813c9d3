//! A diagram taken apart: points of the plane, and the births of essential classes.

use crate::control::Monitor;
use crate::diagram::Interval;
use crate::engine::sort::sort_by;
use crate::error::{Error, InvalidInput};

/// The finite points of a diagram and its essential classes, with their positions in what was given.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) points: Vec<[f64; 2]>,
    pub(super) positions: Vec<usize>,
    /// Births and positions of the classes that die at plus and at minus infinity, ascending.
    pub(super) essential: [Vec<(f64, usize)>; 2],
}

impl Parts {
    /// `diagram` is 0 or 1, for messages.
    pub(super) fn of(
        intervals: &[Interval],
        diagram: usize,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        monitor.charge(intervals.len() * (size_of::<[f64; 2]>() + size_of::<usize>()))?;
        let mut parts = Parts { points: Vec::new(), positions: Vec::new(), essential: Default::default() };
        parts.points.reserve_exact(intervals.len());
        parts.positions.reserve_exact(intervals.len());
        for (index, &Interval { birth, death }) in intervals.iter().enumerate() {
            monitor.tick(4)?;
            if !birth.is_finite() || death.is_nan() {
                return Err(InvalidInput::DiagramPoint { diagram, index, birth, death }.into());
            }
            if death.is_infinite() {
                parts.essential[usize::from(death < 0.0)].push((birth, index));
            } else {
                parts.points.push([birth, death]);
                parts.positions.push(index);
            }
        }
        for births in &mut parts.essential {
            sort_by(births, monitor, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        }
        Ok(parts)
    }

    /// The least and the largest coordinate; `None` without points.
    pub(super) fn range(&self) -> Option<[f64; 2]> {
        let numbers = self.points.iter().flatten();
        let range =
            numbers.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], &x| [low.min(x), high.max(x)]);
        (range[0] <= range[1]).then_some(range)
    }
}

/// The longest side of a box around the points of both diagrams.
pub(super) fn extent(first: &Parts, second: &Parts) -> Result<f64, Error> {
    let ranges = [first.range(), second.range()];
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for [a, b] in ranges.into_iter().flatten() {
        (low, high) = (low.min(a), high.max(b));
    }
    if low > high {
        return Ok(0.0);
    }
    // Twice, since the l_1 norm may be twice as long as its longer side.
    if ((high - low) * 2.0).is_infinite() {
        return Err(InvalidInput::DiagramExtent { low, high }.into());
    }
    Ok(high - low)
}
