//! The reduction for filtrations that are given simplex by simplex.

use std::collections::BinaryHeap;

use crate::control::Monitor;
use crate::diagram::{DimensionStats, Interval};
use crate::error::Error;
use crate::filtration::{Filtration, SimplexIndex};

/// Who a simplex is paired with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nobody so far: if it stays so, its class never dies.
    Alone,
    /// Its class is killed by this simplex.
    KilledBy(SimplexIndex),
    /// It kills a class of the dimension below.
    Kills,
}

/// Pairs births with deaths over Z/2, from the top dimension down: a boundary's pivot is a cycle, so its own column
/// is cleared without being looked at.
///
/// Invariant: once a dimension is done, each nonzero column in it has a pivot no other column has.
/// Cost: cubic in `filtration.len()` at worst; memory is the reduced columns of one dimension.
/// Source: Chen and Kerber, "Persistent homology computation with a twist", EuroCG 2011.
pub(crate) fn reduce_with_twist(
    filtration: &impl Filtration,
    max_dimension: usize,
    monitor: &mut Monitor<'_>,
) -> Result<(Vec<Vec<Interval>>, Vec<DimensionStats>), Error> {
    let mut fates = vec![Fate::Alone; filtration.len()];
    let top = filtration.simplices().map(|s| filtration.dimension(s)).max().unwrap_or(0);
    let mut stats = vec![DimensionStats::default(); max_dimension + 1];
    for dimension in (1..=top.min(max_dimension.saturating_add(1))).rev() {
        let additions = reduce_dimension(filtration, dimension, &mut fates, monitor)?;
        stats[dimension - 1].additions = additions;
    }
    let mut intervals = vec![Vec::new(); max_dimension + 1];
    for simplex in filtration.simplices() {
        let Some(class) = intervals.get_mut(filtration.dimension(simplex)) else { continue };
        stats[filtration.dimension(simplex)].simplices += 1;
        let death = match fates[simplex.get()] {
            Fate::Alone => f64::INFINITY,
            Fate::KilledBy(killer) => filtration.value(killer),
            Fate::Kills => continue,
        };
        class.push(Interval { birth: filtration.value(simplex), death });
    }
    Ok((intervals, stats))
}

/// Reduces the columns of one dimension, and returns the number of additions.
fn reduce_dimension(
    filtration: &impl Filtration,
    dimension: usize,
    fates: &mut [Fate],
    monitor: &mut Monitor<'_>,
) -> Result<u64, Error> {
    let mut columns = Columns { entries: Vec::new(), ends: vec![None; filtration.len()] };
    let mut additions = 0;
    for simplex in filtration.simplices().filter(|&s| filtration.dimension(s) == dimension) {
        if fates[simplex.get()] != Fate::Alone {
            continue;
        }
        let mut sum: BinaryHeap<SimplexIndex> = filtration.boundary(simplex).collect();
        while let Some(pivot) = pop_pivot(&mut sum) {
            if fates[pivot.get()] == Fate::Alone {
                fates[pivot.get()] = Fate::KilledBy(simplex);
                fates[simplex.get()] = Fate::Kills;
                columns.keep(pivot, sum);
                break;
            }
            let owner = columns.below(pivot);
            monitor.tick(owner.len() * 20 + 20)?;
            sum.extend(owner);
            additions += 1;
        }
        monitor.tick(100)?;
    }
    Ok(additions)
}

/// Reduced columns by their pivots, one behind the other, each without its pivot.
struct Columns {
    entries: Vec<SimplexIndex>,
    ends: Vec<Option<(usize, usize)>>,
}

impl Columns {
    /// The column with this pivot, which is not in it; empty where no column has it.
    fn below(&self, pivot: SimplexIndex) -> &[SimplexIndex] {
        self.ends[pivot.get()].map_or(&[], |(start, end)| &self.entries[start..end])
    }

    fn keep(&mut self, pivot: SimplexIndex, mut rest: BinaryHeap<SimplexIndex>) {
        let start = self.entries.len();
        while let Some(entry) = pop_pivot(&mut rest) {
            self.entries.push(entry);
        }
        self.ends[pivot.get()] = Some((start, self.entries.len()));
    }
}

/// Takes out the youngest entry that is there an odd number of times.
fn pop_pivot(sum: &mut BinaryHeap<SimplexIndex>) -> Option<SimplexIndex> {
    loop {
        let youngest = sum.pop()?;
        if sum.peek() != Some(&youngest) {
            return Some(youngest);
        }
        sum.pop();
    }
}
