//! What an engine hands over: the classes of one dimension in the order in which it found them.

use std::cmp::Ordering;

use super::{Chains, Interval, Pairs};
use crate::control::Monitor;
use crate::engine::sort::sort_by;
use crate::error::Error;
use crate::settings::Settings;

/// By birth, then death.
fn order(a: &Interval, b: &Interval) -> Ordering {
    a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death))
}

/// The classes of one dimension with what was asked for about them, all in one order.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    pub(crate) intervals: Vec<Interval>,
    pub(crate) pairs: Option<Pairs>,
    pub(crate) cocycles: Option<Chains>,
    pub(crate) cycles: Option<Chains>,
}

impl Classes {
    /// No classes yet, of simplices of `dimension`, with room for what `settings` ask for.
    pub(crate) fn new(dimension: usize, settings: &Settings) -> Self {
        Classes {
            intervals: Vec::new(),
            pairs: settings.pairs.then(|| Pairs::of_simplices(dimension)),
            cocycles: settings.cocycles.then(|| Chains::of_dimension(dimension)),
            cycles: settings.cycles.then(|| Chains::of_dimension(dimension)),
        }
    }

    /// Sorted by birth, then death; without intervals of length zero unless they are wanted.
    pub(super) fn sorted(mut self, zero_lengths: bool) -> Self {
        let is_wanted = |i: &Interval| zero_lengths || i.birth != i.death;
        if self.are_intervals_alone() {
            self.intervals.retain(is_wanted);
            self.intervals.sort_unstable_by(order);
            return self;
        }
        let mut wanted: Vec<usize> =
            (0..self.intervals.len()).filter(|&i| is_wanted(&self.intervals[i])).collect();
        wanted.sort_by(|&a, &b| order(&self.intervals[a], &self.intervals[b]));
        self.permuted(&wanted)
    }

    /// All dimensions as [`sorted`](Self::sorted), while a monitor watches.
    pub(crate) fn in_order(
        all: Vec<Self>,
        zero_lengths: bool,
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<Self>, Error> {
        all.into_iter().map(|classes| classes.watched(zero_lengths, monitor)).collect()
    }

    /// The same classes at other values, not in order yet.
    pub(crate) fn at_values(
        &mut self,
        change: impl Fn(f64) -> f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        for interval in &mut self.intervals {
            *interval = Interval { birth: change(interval.birth), death: change(interval.death) };
            monitor.tick(4)?;
        }
        Ok(())
    }

    fn watched(mut self, zero_lengths: bool, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let is_wanted = |i: &Interval| zero_lengths || i.birth != i.death;
        if self.are_intervals_alone() {
            self.intervals.retain(is_wanted);
            sort_by(&mut self.intervals, monitor, order)?;
            return Ok(self);
        }
        let mut wanted: Vec<usize> =
            (0..self.intervals.len()).filter(|&i| is_wanted(&self.intervals[i])).collect();
        let bytes = size_of_val(wanted.as_slice());
        monitor.charge(bytes)?;
        sort_by(&mut wanted, monitor, |&a, &b| order(&self.intervals[a], &self.intervals[b]))?;
        monitor.release(bytes);
        Ok(self.permuted(&wanted))
    }

    fn are_intervals_alone(&self) -> bool {
        self.pairs.is_none() && self.cocycles.is_none() && self.cycles.is_none()
    }

    fn permuted(self, wanted: &[usize]) -> Self {
        Classes {
            intervals: wanted.iter().map(|&i| self.intervals[i]).collect(),
            pairs: self.pairs.map(|pairs| pairs.permuted(wanted)),
            cocycles: self.cocycles.map(|chains| chains.permuted(wanted)),
            cycles: self.cycles.map(|chains| chains.permuted(wanted)),
        }
    }
}

impl From<Vec<Interval>> for Classes {
    fn from(intervals: Vec<Interval>) -> Self {
        Classes { intervals, pairs: None, cocycles: None, cycles: None }
    }
}
