//! From pairs of cells to diagrams of the image as it was given.

use super::Task;
use super::heights::sortable;
use super::ranking::ranking;
use crate::control::{Monitor, Stage};
use crate::diagram::{Classes, DimensionStats, Interval, Pairs};
use crate::error::Error;
use crate::input::Image;

/// Stands for the pixel of a death that never comes.
const NEVER: u32 = u32::MAX;

/// The axes that matter: sides of length one change nothing but, where they are periodic, the dimension.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Length, and whether it is periodic.
    pub(crate) axes: Vec<(usize, bool)>,
    /// Periodic sides of length one. Each is a factor of a circle, so that a class of dimension h is one more of
    /// dimension h + 1 (Künneth).
    circles: usize,
    /// Dimensions of the image in which there can be homology.
    dimensions: usize,
}

impl Shape {
    /// Sides of length one that are not periodic have cells of their own, which show only with `zero_lengths`.
    pub(crate) fn new(shape: &[usize], periodic: &[bool], zero_lengths: bool) -> Self {
        let sides = shape.iter().copied().zip(periodic.iter().copied());
        let circles = sides.clone().filter(|&side| side == (1, true)).count();
        let matters = |&(length, is_periodic): &(usize, bool)| length > 1 || (zero_lengths && !is_periodic);
        let axes = sides.filter(matters).collect();
        let dimensions = shape.len() + usize::from(periodic.iter().all(|&p| p));
        Shape { axes, circles, dimensions }
    }
}

/// The classes found, by dimension.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pairs: [Vec<[u32; 2]>; 5],
    stats: [DimensionStats; 5],
}

impl Found {
    pub(crate) fn pair(&mut self, dimension: usize, birth: u32, death: u32) {
        self.pairs[dimension].push([birth, death]);
    }

    pub(crate) fn essential(&mut self, dimension: usize, birth: u32) {
        self.pair(dimension, birth, NEVER);
    }

    /// Classes that are born and die with one pixel each.
    pub(crate) fn zero(&mut self, dimension: usize, pixels: Vec<u32>) {
        self.pairs[dimension].extend(pixels.into_iter().map(|pixel| [pixel, pixel]));
    }

    pub(crate) fn took(&mut self, dimension: usize, stats: DimensionStats) {
        self.stats[dimension] = stats;
    }

    /// The classes as diagrams of `image`, sorted.
    pub(crate) fn classes(
        mut self,
        image: &Image<'_>,
        task: &Task,
        shape: &Shape,
        monitor: &mut Monitor<'_>,
    ) -> Result<(Vec<Classes>, Vec<DimensionStats>), Error> {
        monitor.phase(Stage::ResultSerialization, 1.0, 0.0)?;
        for _ in 0..shape.circles {
            for dimension in (1..5).rev() {
                let below = self.pairs[dimension - 1].clone();
                self.pairs[dimension].extend(below);
            }
        }
        let top = task.max_dimension.unwrap_or(shape.dimensions - 1);
        let mut classes = Vec::new();
        let mut stats = Vec::new();
        for dimension in 0..=top {
            let pairs = self.pairs.get_mut(dimension).map(std::mem::take).unwrap_or_default();
            classes.push(in_order(pairs, image, task, monitor)?);
            stats.push(self.stats.get(dimension).copied().unwrap_or_default());
        }
        Ok((classes, stats))
    }
}

/// One dimension: what never enters is left out, what ends there never ends.
fn in_order(
    mut pairs: Vec<[u32; 2]>,
    image: &Image<'_>,
    task: &Task,
    monitor: &mut Monitor<'_>,
) -> Result<Classes, Error> {
    let last = if task.superlevel { f64::NEG_INFINITY } else { f64::INFINITY };
    let value = |pixel: u32| if pixel == NEVER { last } else { image.values()[pixel as usize] + 0.0 };
    monitor.charge(pairs.len() * 24)?;
    let mut intervals = Vec::with_capacity(pairs.len());
    let mut kept = 0;
    for at in 0..pairs.len() {
        let [birth, death] = pairs[at].map(value);
        if birth != last && (task.settings.zero_lengths || birth != death) {
            intervals.push(Interval { birth, death });
            pairs[kept] = if death == last { [pairs[at][0], NEVER] } else { pairs[at] };
            kept += 1;
        }
        monitor.tick(10)?;
    }
    pairs.truncate(kept);
    let key = |at: u32| {
        let Interval { birth, death } = intervals[at as usize];
        u128::from(sortable(birth)) << 64 | u128::from(sortable(death))
    };
    let order = ranking(intervals.len(), key, monitor)?;
    let sorted = order.iter().map(|&at| intervals[at as usize]);
    let mut classes = Classes::from(sorted.collect::<Vec<_>>());
    if task.settings.pairs {
        let mut list = Pairs::of_widths(1, 1);
        for &at in &order {
            let [birth, death] = pairs[at as usize];
            list.push(&[birth], (death != NEVER).then_some(&[death][..]));
        }
        classes.pairs = Some(list);
    }
    Ok(classes)
}
