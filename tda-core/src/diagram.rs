//! What comes out: intervals per dimension, with how they were found.

mod chains;
mod classes;
mod pairs;

use std::fmt;

pub use chains::{Chain, Chains};
pub(crate) use classes::Classes;
pub use pairs::Pairs;

use crate::control::{Monitor, Stage};
use crate::error::{Error, InvalidInput, Representatives};

/// The life `[birth, death)` of a homology class.
///
/// In a superlevel filtration values fall: death is below birth, and minus infinity if the class never dies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Value at which the class is born.
    pub birth: f64,
    /// Value at which it dies; infinity if it never does.
    pub death: f64,
}

impl Interval {
    /// How long the class lives, in either direction; infinity if it never dies.
    #[must_use]
    pub fn persistence(&self) -> f64 {
        (self.death - self.birth).abs()
    }

    /// Whether the class never dies.
    #[must_use]
    pub fn is_essential(&self) -> bool {
        self.death.is_infinite()
    }

    /// Whether the class lives at `value`.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        (self.birth <= value && value < self.death) || (self.birth >= value && value > self.death)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {})", self.birth, self.death)
    }
}

/// Persistence diagrams of dimension 0 to a maximum.
///
/// Intervals are sorted by birth, then death; those of zero length are left out unless they were asked for.
#[derive(Clone, Debug)]
pub struct Diagrams {
    dimensions: Vec<Classes>,
    plan: Plan,
    stats: Stats,
}

impl Diagrams {
    /// Diagrams of another engine, one list per dimension from 0 on. Sorts them and leaves out intervals of length
    /// zero.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without any dimension, or when a birth is not finite, a death is NaN, or a death
    /// comes before its birth.
    ///
    /// ```
    /// use tda_core::{Diagrams, Interval};
    /// let diagrams = Diagrams::from_intervals(vec![vec![Interval { birth: 0.0, death: f64::INFINITY }]])?;
    /// assert_eq!(diagrams.betti_numbers(1.0), [1]);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn from_intervals(dimensions: Vec<Vec<Interval>>) -> Result<Self, Error> {
        let falls = |i: &Interval| i.death < i.birth;
        Self::given(dimensions, falls)
    }

    /// As [`from_intervals`](Self::from_intervals), of a superlevel or an extended filtration: deaths may lie below
    /// births, and an essential class may die at minus infinity.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without any dimension, or when a birth is not finite or a death is NaN.
    pub fn from_signed_intervals(dimensions: Vec<Vec<Interval>>) -> Result<Self, Error> {
        Self::given(dimensions, |_| false)
    }

    fn given(dimensions: Vec<Vec<Interval>>, is_wrong: impl Fn(&Interval) -> bool) -> Result<Self, Error> {
        if dimensions.is_empty() {
            return Err(InvalidInput::Empty.into());
        }
        for (dimension, intervals) in dimensions.iter().enumerate() {
            let fault = |i: &Interval| !i.birth.is_finite() || i.death.is_nan() || is_wrong(i);
            if let Some(index) = intervals.iter().position(fault) {
                let Interval { birth, death } = intervals[index];
                return Err(InvalidInput::Interval { dimension, index, birth, death }.into());
            }
        }
        let plan = Plan {
            engine: "given",
            reason: "the intervals were handed over, not computed here".into(),
            expected: None,
        };
        let classes = dimensions.into_iter().map(Classes::from).collect();
        Ok(Self::sorted(classes, plan, Stats::default()))
    }

    /// What an engine found, in order already; see [`Classes::in_order`].
    pub(crate) fn of(dimensions: Vec<Classes>, plan: Plan, stats: Stats) -> Self {
        Diagrams { dimensions, plan, stats }
    }

    /// What an engine found, brought into order, at the end of its run.
    pub(crate) fn finished(
        found: Vec<Classes>,
        zero_lengths: bool,
        plan: Plan,
        dimensions: Vec<DimensionStats>,
        edges: u64,
        mut monitor: Monitor<'_>,
    ) -> Result<Self, Error> {
        let classes = Classes::in_order(found, zero_lengths, &mut monitor)?;
        let (stage_seconds, peak_bytes) = monitor.finish();
        Ok(Self::of(classes, plan, Stats { stage_seconds, dimensions, edges, peak_bytes }))
    }

    /// What was handed over, brought into order.
    fn sorted(dimensions: Vec<Classes>, plan: Plan, stats: Stats) -> Self {
        let dimensions = dimensions.into_iter().map(|classes| classes.sorted(false)).collect();
        Diagrams { dimensions, plan, stats }
    }

    /// The intervals of one dimension.
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum.
    pub fn dimension(&self, dimension: usize) -> Result<&[Interval], Error> {
        Ok(&self.classes(dimension)?.intervals)
    }

    fn classes(&self, dimension: usize) -> Result<&Classes, Error> {
        let max_dimension = self.max_dimension();
        self.dimensions.get(dimension).ok_or(Error::NotFound { dimension, max_dimension })
    }

    /// Birth and death simplices of one dimension, in the order of its intervals.
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum; [`Error::NotRequested`] when pairs were not asked for.
    pub fn pairs(&self, dimension: usize) -> Result<&Pairs, Error> {
        let found = self.classes(dimension)?.pairs.as_ref();
        found.ok_or(Error::NotRequested { what: Representatives::Pairs })
    }

    /// A cocycle of each class of one dimension, in the order of its intervals.
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum; [`Error::NotRequested`] when cocycles were not asked for.
    pub fn cocycles(&self, dimension: usize) -> Result<&Chains, Error> {
        let found = self.classes(dimension)?.cocycles.as_ref();
        found.ok_or(Error::NotRequested { what: Representatives::Cocycles })
    }

    /// A cycle of each class of one dimension, in the order of its intervals.
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum; [`Error::NotRequested`] when cycles were not asked for.
    pub fn cycles(&self, dimension: usize) -> Result<&Chains, Error> {
        let found = self.classes(dimension)?.cycles.as_ref();
        found.ok_or(Error::NotRequested { what: Representatives::Cycles })
    }

    /// The diagrams from dimension 0 to the maximum.
    pub fn dimensions(&self) -> impl ExactSizeIterator<Item = &[Interval]> {
        self.dimensions.iter().map(|classes| classes.intervals.as_slice())
    }

    /// The highest dimension that was computed.
    #[must_use]
    pub fn max_dimension(&self) -> usize {
        self.dimensions.len() - 1
    }

    /// How many classes of each dimension live at value `at`.
    #[must_use]
    pub fn betti_numbers(&self, at: f64) -> Vec<usize> {
        self.dimensions().map(|intervals| intervals.iter().filter(|i| i.contains(at)).count()).collect()
    }

    /// Which engine computed this, and why that one.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What the computation took.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        &self.stats
    }
}

/// The engine that was chosen, and the reason.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// Name of the engine.
    pub engine: &'static str,
    /// Why it suits this input.
    pub reason: String,
    /// What it was expected to take before it started; nothing for intervals that were given.
    pub expected: Option<Expected>,
}

/// A guess of time and memory, by powers of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Expected {
    /// On one thread.
    pub seconds: f64,
    /// On top of the input.
    pub bytes: f64,
}

impl Expected {
    pub(crate) fn new(nanoseconds: f64, bytes: f64) -> Self {
        Expected { seconds: nanoseconds / 1e9, bytes }
    }
}

impl Plan {
    pub(crate) fn new(engine: &'static str, reason: String, expected: Expected) -> Self {
        Plan { engine, reason, expected: Some(expected) }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.engine, self.reason)?;
        match self.expected {
            Some(Expected { seconds, bytes }) => {
                write!(f, " (expected: about {seconds:.1e} s and {:.1e} MB)", bytes / 1e6)
            }
            None => Ok(()),
        }
    }
}

/// What a computation took.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Stats {
    /// Seconds in each stage, in the order of [`Stage::ALL`].
    pub stage_seconds: [f64; Stage::ALL.len()],
    /// Per dimension.
    pub dimensions: Vec<DimensionStats>,
    /// Edges up to the threshold or the enclosing radius.
    pub edges: u64,
    /// The most bytes charged at one time, the input not counted.
    pub peak_bytes: u64,
}

/// What one dimension took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DimensionStats {
    /// Simplices of this dimension that were looked at.
    pub simplices: u64,
    /// Columns that were reduced; the others were cleared or seen to be paired without reduction.
    pub columns: u64,
    /// Additions of one column to another.
    pub additions: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_intervals_are_checked_sorted_and_counted() {
        let interval = |birth, death| Interval { birth, death };
        let given =
            vec![interval(1.0, 2.0), interval(0.0, f64::INFINITY), interval(0.5, 0.5), interval(0.0, 3.0)];
        let diagrams = Diagrams::from_intervals(vec![given, Vec::new()]).expect("valid");
        let expected = [interval(0.0, 3.0), interval(0.0, f64::INFINITY), interval(1.0, 2.0)];
        assert_eq!(diagrams.dimension(0), Ok(&expected[..]));
        assert_eq!(diagrams.betti_numbers(1.0), [3, 0]);
        assert_eq!(diagrams.betti_numbers(2.0), [2, 0]);
        assert_eq!(diagrams.dimension(2), Err(Error::NotFound { dimension: 2, max_dimension: 1 }));
        for (birth, death) in [(f64::NAN, 1.0), (0.0, f64::NAN), (2.0, 1.0), (f64::INFINITY, f64::INFINITY)] {
            assert!(Diagrams::from_intervals(vec![vec![interval(birth, death)]]).is_err());
        }
        assert!(Diagrams::from_intervals(Vec::new()).is_err());
    }
}
