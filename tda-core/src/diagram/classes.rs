//! What an engine hands over: the classes of one dimension in the order in which it found them.

use super::{Chains, Interval, Pairs};
use crate::settings::Settings;

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
        let order =
            |a: &Interval, b: &Interval| a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death));
        if self.pairs.is_none() && self.cocycles.is_none() && self.cycles.is_none() {
            self.intervals.retain(is_wanted);
            self.intervals.sort_unstable_by(order);
            return self;
        }
        let mut wanted: Vec<usize> =
            (0..self.intervals.len()).filter(|&i| is_wanted(&self.intervals[i])).collect();
        wanted.sort_by(|&a, &b| order(&self.intervals[a], &self.intervals[b]));
        Classes {
            intervals: wanted.iter().map(|&i| self.intervals[i]).collect(),
            pairs: self.pairs.map(|pairs| pairs.permuted(&wanted)),
            cocycles: self.cocycles.map(|chains| chains.permuted(&wanted)),
            cycles: self.cycles.map(|chains| chains.permuted(&wanted)),
        }
    }
}

impl From<Vec<Interval>> for Classes {
    fn from(intervals: Vec<Interval>) -> Self {
        Classes { intervals, pairs: None, cocycles: None, cycles: None }
    }
}
