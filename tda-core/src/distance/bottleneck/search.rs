//! Matchings within a radius that grows.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::control::{Monitor, Stage};
use crate::distance::diagram::Parts;
use crate::distance::ground::{Ground, norm_to_diagonal};
use crate::distance::matching::DIAGONAL;
use crate::distance::tree::{QUERY_UNITS, Tree};
use crate::engine::sort::sort_by;
use crate::error::Error;

/// One diagram within the search.
struct Side<'a> {
    points: &'a [[f64; 2]],
    to_diagonal: Vec<f64>,
    mates: Vec<u32>,
    /// The points that the present search has not reached.
    unreached: Tree,
    /// The points without mate.
    free: Tree,
}

impl<'a> Side<'a> {
    /// Bytes that a side of so many points takes.
    fn bytes(points: usize) -> usize {
        points * 32 + 2 * Tree::bytes(points)
    }

    fn new(points: &'a [[f64; 2]], p: f64, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        monitor.charge(Self::bytes(points.len()))?;
        Ok(Side {
            points,
            to_diagonal: points
                .iter()
                .map(|[birth, death]| norm_to_diagonal(p, (death - birth).abs()))
                .collect(),
            mates: vec![DIAGONAL; points.len()],
            unreached: Tree::new(points, |_| 0.0, monitor)?,
            free: Tree::new(points, |_| 0.0, monitor)?,
        })
    }

    /// The radius below which some point has nowhere to go, not even alone: a lower bound.
    fn alone(
        &self,
        ground: impl Ground,
        other: &Side<'_>,
        floor: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<f64, Error> {
        let mut radius = floor;
        for (&point, &to_diagonal) in self.points.iter().zip(&self.to_diagonal) {
            if to_diagonal > radius {
                monitor.tick(QUERY_UNITS)?;
                radius = other
                    .unreached
                    .best(ground, point, to_diagonal)
                    .map_or(to_diagonal, |(d, _)| d)
                    .max(radius);
            }
        }
        Ok(radius)
    }
}

/// The least radius at which every point has a partner of its own within it, or the diagonal.
///
/// Idea: only points farther than the radius from the diagonal need a partner, and if those of the first diagram can
/// be matched, and those of the second can, then one matching serves both (Mendelsohn and Dulmage, 1958). So the
/// points of one side, then of the other, are matched one at a time along augmenting paths of moves within the
/// radius; a path may end by sending a partner to the diagonal. Where there is none, the points reached prove that
/// the radius is too small, and it grows to the first value that reaches another point: there is no search over
/// candidate values.
///
/// Invariant: no smaller radius has such a matching (by more than the relative error), and the present moves are
/// within the radius.
/// Cost: a path for each point, in practice of few queries to a k-d tree; at worst quadratic times a query.
/// Source: geometry as in Efrat, Itai and Katz, "Geometry helps in bottleneck matching", 2001, and Kerber, Morozov
/// and Nigmetov, "Geometry helps to compare persistence diagrams", 2017; the growing radius as in Derigs and
/// Zimmermann, "An augmenting path method for solving linear bottleneck assignment problems", 1978.
pub(super) fn search(
    ground: impl Ground,
    p: f64,
    [first, second]: [&Parts; 2],
    (floor, relative_error): (f64, f64),
    rest: f64,
    monitor: &mut Monitor<'_>,
) -> Result<(f64, Vec<u32>), Error> {
    monitor.phase(Stage::FiltrationConstruction, 0.2, 0.8 + rest)?;
    let mut one = Side::new(&first.points, p, monitor)?;
    let mut other = Side::new(&second.points, p, monitor)?;
    let bound = one.alone(ground, &other, floor, monitor)?;
    let bound = other.alone(ground, &one, bound, monitor)?;
    let mut growth = Growth { radius: bound, lower: bound, factor: 1.0 + relative_error };
    growth.reach(bound);
    monitor.phase(Stage::ComputingPersistence, 0.4, 0.4 + rest)?;
    match_far_points(ground, &mut one, &mut other, &mut growth, monitor)?;
    monitor.phase(Stage::ComputingPersistence, 0.4, rest)?;
    match_far_points(ground, &mut other, &mut one, &mut growth, monitor)?;
    let radius =
        if relative_error == 0.0 { growth.radius } else { longest(ground, &one, &other).max(growth.lower) };
    monitor.release(Side::bytes(first.points.len()) + Side::bytes(second.points.len()));
    Ok((radius, one.mates))
}

/// The radius, and the lower bound it follows.
struct Growth {
    radius: f64,
    lower: f64,
    factor: f64,
}

impl Growth {
    /// No radius below `lower` will do.
    fn reach(&mut self, lower: f64) {
        self.lower = self.lower.max(lower);
        self.radius = self.radius.max(self.lower * self.factor);
    }
}

/// The longest move of the matching that was found.
fn longest(ground: impl Ground, one: &Side<'_>, other: &Side<'_>) -> f64 {
    let mut longest = 0.0_f64;
    for (index, &mate) in one.mates.iter().enumerate() {
        longest = longest.max(if mate == DIAGONAL {
            one.to_diagonal[index]
        } else {
            let (a, b) = (one.points[index], other.points[mate as usize]);
            ground.cost((a[0] - b[0]).abs(), (a[1] - b[1]).abs())
        });
    }
    let alone = other.mates.iter().zip(&other.to_diagonal).filter(|(mate, _)| **mate == DIAGONAL);
    alone.fold(longest, |most, (_, &to_diagonal)| most.max(to_diagonal))
}

/// Matches every point of `from` that is farther than the radius from the diagonal.
#[expect(clippy::cast_possible_truncation, reason = "points are numbered by u32")]
fn match_far_points(
    ground: impl Ground,
    from: &mut Side<'_>,
    to: &mut Side<'_>,
    growth: &mut Growth,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    let mut order: Vec<u32> = (0..from.points.len() as u32).collect();
    sort_by(&mut order, monitor, |&a, &b| {
        from.to_diagonal[b as usize].total_cmp(&from.to_diagonal[a as usize]).then(a.cmp(&b))
    })?;
    let mut path = Path::new(to.points.len());
    for (done, &start) in order.iter().enumerate() {
        if from.to_diagonal[start as usize] <= growth.radius {
            break;
        }
        monitor.advance(done as f64 / order.len() as f64);
        if from.mates[start as usize] == DIAGONAL {
            path.augment(ground, start, from, to, growth, monitor)?;
        }
    }
    Ok(())
}

/// One search for an augmenting path, with room that is used again.
struct Path {
    /// For each point of `to` that was reached: from which one of `from`.
    parents: Vec<u32>,
    reached: Vec<u32>,
    /// Points of `from` that may reach another point within the radius.
    open: Vec<u32>,
    /// Points of `from` that reach no other within the radius, by a lower bound of their next distance.
    stuck: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Path {
    fn new(points: usize) -> Self {
        Path {
            parents: vec![DIAGONAL; points],
            reached: Vec::new(),
            open: Vec::new(),
            stuck: BinaryHeap::new(),
        }
    }

    fn augment(
        &mut self,
        ground: impl Ground,
        start: u32,
        from: &mut Side<'_>,
        to: &mut Side<'_>,
        growth: &mut Growth,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.open.push(start);
        let mut nearest_diagonal = (from.to_diagonal[start as usize], start);
        loop {
            let Some(&point) = self.open.last() else {
                let frontier =
                    self.stuck.peek().map_or(f64::INFINITY, |Reverse((bits, _))| f64::from_bits(*bits));
                growth.reach(frontier.min(nearest_diagonal.0));
                if nearest_diagonal.0 <= growth.radius {
                    self.release(nearest_diagonal.1, from, to);
                    break;
                }
                while let Some(&Reverse((bits, point))) = self.stuck.peek()
                    && f64::from_bits(bits) <= growth.radius
                {
                    self.stuck.pop();
                    self.open.push(point);
                }
                continue;
            };
            monitor.tick(QUERY_UNITS)?;
            let at = from.points[point as usize];
            if let Some((_, end)) = to.free.best(ground, at, growth.radius.next_up()) {
                to.free.set_weight(end, f64::NEG_INFINITY);
                self.parents[end as usize] = point;
                self.shift(end, from, to);
                break;
            }
            monitor.tick(QUERY_UNITS)?;
            let Some((distance, next)) = to.unreached.best(ground, at, f64::INFINITY) else {
                self.open.pop();
                continue;
            };
            if distance > growth.radius {
                self.open.pop();
                self.stuck.push(Reverse((distance.to_bits(), point)));
                continue;
            }
            to.unreached.set_weight(next, f64::NEG_INFINITY);
            self.parents[next as usize] = point;
            self.reached.push(next);
            let mate = to.mates[next as usize];
            if mate == DIAGONAL {
                // Only where a norm rounds differently with its bound: the query for free points came first.
                to.free.set_weight(next, f64::NEG_INFINITY);
                self.shift(next, from, to);
                break;
            }
            if from.to_diagonal[mate as usize] <= growth.radius {
                self.release(mate, from, to);
                break;
            }
            if from.to_diagonal[mate as usize] < nearest_diagonal.0 {
                nearest_diagonal = (from.to_diagonal[mate as usize], mate);
            }
            self.open.push(mate);
        }
        for next in self.reached.drain(..) {
            to.unreached.set_weight(next, 0.0);
        }
        self.open.clear();
        self.stuck.clear();
        Ok(())
    }

    /// Sends `point` to the diagonal, and gives its mate to the one that reached it.
    fn release(&self, point: u32, from: &mut Side<'_>, to: &mut Side<'_>) {
        let mate = std::mem::replace(&mut from.mates[point as usize], DIAGONAL);
        from.free.set_weight(point, 0.0);
        if mate != DIAGONAL {
            self.shift(mate, from, to);
        }
    }

    /// Gives `end` to the point that reached it, that one's former mate to the point that reached it, and so on.
    fn shift(&self, mut end: u32, from: &mut Side<'_>, to: &mut Side<'_>) {
        while end != DIAGONAL {
            let point = self.parents[end as usize];
            let former = std::mem::replace(&mut from.mates[point as usize], end);
            to.mates[end as usize] = point;
            if former == DIAGONAL {
                from.free.set_weight(point, f64::NEG_INFINITY);
            }
            end = former;
        }
    }
}
