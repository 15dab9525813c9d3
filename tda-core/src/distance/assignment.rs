//! The cheapest way to give every point a partner or the diagonal, exactly.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::auction;
use super::ground::Ground;
use super::matching::DIAGONAL;
use super::tree::{QUERY_UNITS, Tree};
use crate::control::{Monitor, Stage};
use crate::error::Error;

/// The finite points of one diagram within an assignment.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) points: Vec<[f64; 2]>,
    /// What it costs to send each point to the diagonal.
    pub(super) to_diagonal: Vec<f64>,
    pub(super) mates: Vec<u32>,
    /// The dual variables.
    pub(super) prices: Vec<f64>,
}

impl Side {
    /// Bytes of a side and of a search from it, for each point.
    pub(super) const POINT_BYTES: usize = 16 + 8 + 4 + 8 + 4 + 1 + size_of::<Reached>() + 2 * 16 + 2 * 24;

    /// Every point on the diagonal.
    pub(super) fn new(points: Vec<[f64; 2]>, to_diagonal: Vec<f64>) -> Self {
        Side { mates: vec![DIAGONAL; points.len()], prices: to_diagonal.clone(), points, to_diagonal }
    }

    /// Whether a point has no mate, though its price says that the diagonal is too dear.
    fn is_unsettled(&self, index: usize) -> bool {
        self.mates[index] == DIAGONAL && self.prices[index] < self.to_diagonal[index]
    }

    /// All points, so that every first part of them is spread over the diagram: sorted, then by the reversed bits of
    /// the rank. In sorted order each path would have to push aside its neighbours.
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered by u32")]
    pub(super) fn spread_order(&self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..self.points.len() as u32).collect();
        sorted.sort_unstable_by(|&a, &b| {
            let ([ax, ay], [bx, by]) = (self.points[a as usize], self.points[b as usize]);
            ax.total_cmp(&bx).then(ay.total_cmp(&by)).then(a.cmp(&b))
        });
        let ranks = self.points.len().next_power_of_two();
        let shift = usize::BITS - ranks.trailing_zeros();
        let reversed = |rank: usize| rank.reverse_bits().checked_shr(shift).unwrap_or(0);
        (0..ranks).filter_map(|rank| sorted.get(reversed(rank)).copied()).collect()
    }
}

/// Gives every point its mate in a matching of least cost.
///
/// Idea: the diagonal is no point. The dual of the problem has a price for each point, with
/// `price(a) + price(b) <= cost(a, b)` and no price above the cost of the diagonal; a matching that only uses moves
/// whose cost is their prices is cheapest. An auction finds prices from which many points are matched at once. Each
/// of the others, first of one side, then of the other, is matched along the shortest augmenting path in the costs
/// less the prices, found as by Dijkstra. The path ends at a point without mate, or at one that goes to the diagonal.
/// The next point to reach comes from a k-d tree with the prices as weights, so the edges are never listed.
///
/// Invariant: prices keep the two rules, and matched pairs keep the first with equality, up to rounding. At the end
/// the points on the diagonal keep the second with equality.
/// Cost: a path for each point that is not matched at once, in practice of some ten queries; at worst quadratic times
/// a query.
/// Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
/// problems", 1987; Vaidya, "Geometry helps in matching", 1989, for the weighted neighbours.
pub(super) fn assign(
    ground: impl Ground,
    order: f64,
    first: &mut Side,
    second: &mut Side,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    monitor.phase(Stage::ComputingPersistence, 0.4, 0.6)?;
    monitor.charge(Tree::bytes(second.points.len()))?;
    let mut tree = Tree::new(&second.points, |_| 0.0, monitor)?;
    // Powers spread the costs: the larger they vary, the larger the step that pays.
    let step = auction::mean_cost_alone(ground, first, &tree, monitor)? * order;
    for (index, &price) in (0..).zip(&second.prices) {
        tree.set_weight(index, price);
    }
    if step > 0.0 {
        auction::bid(ground, step, first, second, &mut tree, monitor)?;
    }
    settle(ground, first, second, &tree, monitor)?;
    monitor.phase(Stage::ComputingPersistence, 0.5, 0.5)?;
    Search::new(first, second, tree).run(ground, monitor)?;
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    monitor.charge(Tree::bytes(first.points.len()))?;
    let tree = Tree::new(&first.points, |index| first.prices[index], monitor)?;
    Search::new(second, first, tree).run(ground, monitor)
}

/// Gives the points of `first` the highest prices that those of `second` allow, and mates where that needs no path.
#[expect(clippy::cast_possible_truncation, reason = "points are numbered by u32")]
fn settle(
    ground: impl Ground,
    first: &mut Side,
    second: &mut Side,
    tree: &Tree,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    for (index, &at) in first.points.iter().enumerate() {
        monitor.tick(QUERY_UNITS)?;
        let Some((price, mate)) = tree.best(ground, at, first.to_diagonal[index]) else { continue };
        first.prices[index] = price;
        if second.mates[mate as usize] == DIAGONAL {
            second.mates[mate as usize] = index as u32;
            first.mates[index] = mate;
        }
    }
    Ok(())
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
    from: &'a mut Side,
    to: &'a mut Side,
    /// The points of `to` that are not seen, with their prices as weights.
    tree: Tree,
    /// For each point of `to` that was seen: from which one of `from`.
    parents: Vec<u32>,
    seen: Vec<bool>,
    reached: Vec<Reached>,
    /// The points of `to` that are seen, with the length of the shortest path.
    reached_others: Vec<(u32, f64)>,
    /// For each point of `reached`, by position: its next point of `to`, by the length of the path there.
    next: BinaryHeap<Reverse<(Length, u32, u32)>>,
}

impl<'a> Search<'a> {
    fn new(from: &'a mut Side, to: &'a mut Side, tree: Tree) -> Self {
        Search {
            tree,
            parents: vec![DIAGONAL; to.points.len()],
            seen: vec![false; to.points.len()],
            reached: Vec::new(),
            reached_others: Vec::new(),
            next: BinaryHeap::new(),
            from,
            to,
        }
    }

    /// Matches every point of `from`, or sends it to the diagonal for good.
    fn run(&mut self, ground: impl Ground, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let order = self.from.spread_order();
        for (done, &start) in order.iter().enumerate() {
            monitor.advance(done as f64 / order.len() as f64);
            monitor.tick(1)?;
            if self.from.is_unsettled(start as usize) {
                self.augment(ground, start, monitor)?;
            }
        }
        Ok(())
    }

    /// Matches `start`, or sends it to the diagonal.
    fn augment(&mut self, ground: impl Ground, start: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        // Its price becomes the length of the path.
        self.from.prices[start as usize] = 0.0;
        let mut exit = (f64::INFINITY, start);
        let (mut point, mut length) = (start, 0.0);
        let (total, mut end) = loop {
            let offset = length - self.from.prices[point as usize];
            let out = offset + self.from.to_diagonal[point as usize];
            if out < exit.0 {
                exit = (out, point);
            }
            self.reached.push(Reached { point, length, offset });
            self.look(ground, self.reached.len() - 1, exit.0, monitor)?;
            let Some((nearest, by, other)) = self.nearest(ground, exit.0, monitor)? else {
                break (exit.0, std::mem::replace(&mut self.from.mates[exit.1 as usize], DIAGONAL));
            };
            self.parents[other as usize] = self.reached[by].point;
            let mate = self.to.mates[other as usize];
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
            self.to.mates[end as usize] = point;
            end = std::mem::replace(&mut self.from.mates[point as usize], end);
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
            self.from.prices[point as usize] += total - length;
        }
        for (other, length) in self.reached_others.drain(..) {
            let price = &mut self.to.prices[other as usize];
            *price -= total - length;
            self.seen[other as usize] = false;
            self.tree.set_weight(other, *price);
        }
        self.next.clear();
    }
}
