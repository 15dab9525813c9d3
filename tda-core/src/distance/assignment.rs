//! The cheapest way to give every point a partner or the diagonal, exactly.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::ground::Ground;
use super::matching::DIAGONAL;
use super::tree::{QUERY_UNITS, Tree};
use crate::control::Monitor;
use crate::error::Error;

/// The finite points of one diagram, and what it costs to send each to the diagonal.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) points: Vec<[f64; 2]>,
    pub(super) to_diagonal: Vec<f64>,
}

/// The mates of the points of `from` in a matching of least cost.
///
/// Idea: the diagonal is no point. The dual of the problem has a price for each point, with
/// `price(a) + price(b) <= cost(a, b)` and no price above the cost of the diagonal; a matching that only uses moves
/// of equal value is cheapest. At first every point of `to` is on the diagonal. Those of `from` enter one at a time,
/// each along the shortest augmenting path in the costs less the prices, found as by Dijkstra. The path ends at a
/// point of `to` that leaves the diagonal, or at a point of `from` that goes there. The next point to reach comes
/// from a k-d tree with the prices as weights, so the edges are never listed.
///
/// Invariant: prices keep the two rules, up to rounding; matched pairs and points on the diagonal keep them with
/// equality.
/// Cost: a path for each point, in practice of some tens of queries; at worst quadratic times a query.
/// Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
/// problems", 1987; Vaidya, "Geometry helps in matching", 1989, for the weighted neighbours.
pub(super) fn assign(
    ground: impl Ground,
    from: &Side,
    to: &Side,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<u32>, Error> {
    let tree_bytes = Tree::bytes(to.points.len());
    let search_bytes =
        from.points.len() * (4 + 8 + 4 + size_of::<Reached>()) + to.points.len() * (8 + 13 + 16);
    monitor.charge(tree_bytes + search_bytes)?;
    let tree = Tree::new(&to.points, |index| to.to_diagonal[index], monitor)?;
    let mut search = Search {
        from,
        tree,
        mates: vec![DIAGONAL; from.points.len()],
        prices: vec![0.0; from.points.len()],
        other_mates: vec![DIAGONAL; to.points.len()],
        other_prices: to.to_diagonal.clone(),
        parents: vec![DIAGONAL; to.points.len()],
        seen: vec![false; to.points.len()],
        reached: Vec::new(),
        reached_others: Vec::new(),
        next: BinaryHeap::new(),
    };
    let order = spread_order(&from.points);
    for (done, &start) in order.iter().enumerate() {
        monitor.advance(done as f64 / order.len() as f64);
        search.augment(ground, start, monitor)?;
    }
    monitor.release(tree_bytes + search_bytes);
    Ok(search.mates)
}

/// All indices, so that every first part is spread over the points: sorted, then by the reversed bits of the rank.
///
/// In sorted order each path would have to push aside its neighbours.
#[expect(clippy::cast_possible_truncation, reason = "points are numbered by u32")]
fn spread_order(points: &[[f64; 2]]) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..points.len() as u32).collect();
    sorted.sort_unstable_by(|&a, &b| {
        let ([ax, ay], [bx, by]) = (points[a as usize], points[b as usize]);
        ax.total_cmp(&bx).then(ay.total_cmp(&by)).then(a.cmp(&b))
    });
    let Some(shift) = usize::BITS.checked_sub(points.len().next_power_of_two().trailing_zeros()) else {
        return sorted;
    };
    let reversed = |rank: usize| rank.reverse_bits().checked_shr(shift).unwrap_or(0);
    (0..points.len().next_power_of_two()).filter_map(|rank| sorted.get(reversed(rank)).copied()).collect()
}

/// A number without NaN, in its order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length(f64);

impl Eq for Length {}

impl Ord for Length {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Length {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A point of `from` in the present search.
#[derive(Clone, Copy, Debug)]
struct Reached {
    point: u32,
    /// Length of the shortest path to it.
    length: f64,
    /// That, less its price.
    offset: f64,
}

/// The matching and its prices, with room for one search after the other.
struct Search<'a> {
    from: &'a Side,
    /// The points of `to` that are not seen, with their prices as weights.
    tree: Tree,
    mates: Vec<u32>,
    prices: Vec<f64>,
    other_mates: Vec<u32>,
    other_prices: Vec<f64>,
    /// For each point of `to` that was seen: from which one of `from`.
    parents: Vec<u32>,
    seen: Vec<bool>,
    reached: Vec<Reached>,
    /// The points of `to` that are seen, with the length of the shortest path.
    reached_others: Vec<(u32, f64)>,
    /// For each point of `reached`, by position: its next point of `to`, by the length of the path there.
    next: BinaryHeap<Reverse<(Length, u32, u32)>>,
}

impl Search<'_> {
    /// Lets `start` enter.
    fn augment(&mut self, ground: impl Ground, start: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let mut exit = (f64::INFINITY, start);
        let (mut point, mut length) = (start, 0.0);
        let (total, mut end) = loop {
            let offset = length - self.prices[point as usize];
            let out = offset + self.from.to_diagonal[point as usize];
            if out < exit.0 {
                exit = (out, point);
            }
            self.reached.push(Reached { point, length, offset });
            self.look(ground, self.reached.len() - 1, exit.0, monitor)?;
            let Some((nearest, by, other)) = self.nearest(ground, exit.0, monitor)? else {
                break (exit.0, std::mem::replace(&mut self.mates[exit.1 as usize], DIAGONAL));
            };
            self.parents[other as usize] = self.reached[by].point;
            let mate = self.other_mates[other as usize];
            if mate == DIAGONAL {
                break (nearest, other);
            }
            self.seen[other as usize] = true;
            self.tree.set_weight(other, f64::NEG_INFINITY);
            self.reached_others.push((other, nearest));
            self.look(ground, by, exit.0, monitor)?;
            (point, length) = (mate, nearest);
        };
        self.reprice(total);
        while end != DIAGONAL {
            let point = self.parents[end as usize];
            self.other_mates[end as usize] = point;
            end = std::mem::replace(&mut self.mates[point as usize], end);
        }
        Ok(())
    }

    /// Finds the next point of `to` from the reached point at `position`, if a path there is shorter than `most`.
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered by u32")]
    fn look(
        &mut self,
        ground: impl Ground,
        position: usize,
        most: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        monitor.tick(QUERY_UNITS)?;
        let Reached { point, offset, .. } = self.reached[position];
        let at = self.from.points[point as usize];
        if let Some((value, other)) = self.tree.best(ground, at, most - offset) {
            self.next.push(Reverse((Length(offset + value), position as u32, other)));
        }
        Ok(())
    }

    /// The nearest point of `to` that is not seen, if a path there is shorter than `most`: length, position of the
    /// reached point before it, and which it is.
    fn nearest(
        &mut self,
        ground: impl Ground,
        most: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<(f64, usize, u32)>, Error> {
        while let Some(Reverse((Length(length), position, other))) = self.next.pop() {
            if length >= most {
                break;
            }
            if !self.seen[other as usize] {
                return Ok(Some((length, position as usize, other)));
            }
            self.look(ground, position as usize, most, monitor)?;
        }
        Ok(None)
    }

    /// Changes the prices so that all moves of a shortest path of this length have equal value, and forgets the search.
    fn reprice(&mut self, total: f64) {
        for Reached { point, length, .. } in self.reached.drain(..) {
            self.prices[point as usize] += total - length;
        }
        for (other, length) in self.reached_others.drain(..) {
            let price = &mut self.other_prices[other as usize];
            *price -= total - length;
            self.seen[other as usize] = false;
            self.tree.set_weight(other, *price);
        }
        self.next.clear();
    }
}
