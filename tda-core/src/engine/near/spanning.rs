//! A minimum spanning tree of points, over a tree of boxes.

use super::Tree;
use crate::control::Monitor;
use crate::engine::components::DisjointSets;
use crate::error::Error;
use crate::input::PointCloud;

/// No point, or no single component.
const NONE: u32 = u32::MAX;
/// The part of the work in the first round, in which every point asks.
const FIRST_ROUND: f64 = 0.5;
/// Squares below may have lost digits, and sums above may overflow.
const SQUARE_MIN: f64 = 1e-200;
const SQUARE_MAX: f64 = 1e200;

/// The lengths of the edges of a minimum spanning tree, as far as they are up to `reach`; nothing where distances
/// are so small or so large that their squares are not exact enough.
///
/// In each round every component finds the shortest edge that leaves it, and all of these enter. A leaf asks at once
/// for all its points: boxes that are farther away than what was found, or that lie in the same component as the
/// leaf, are left out. What a point found stays the least for it as long as the other end is in another component,
/// and else a lower bound.
///
/// Edges as long as each other may close a cycle in a round; the last of them is left out, and the others are part of
/// a minimum spanning tree all the same: in each tree that merged so far only one component may still choose its edge,
/// and those on the way to it have chosen shorter and shorter edges.
///
/// Cost: about O(n log n) for points without large gaps, in few dimensions; memory is four numbers a point.
/// Source: March, Ram, Gray, "Fast Euclidean minimum spanning tree", KDD 2010.
pub(crate) fn spanning_lengths(
    cloud: &PointCloud<'_>,
    reach: f64,
    monitor: &mut Monitor<'_>,
) -> Result<Option<Vec<f64>>, Error> {
    let points = cloud.points();
    let bytes = Tree::size_bytes(cloud) + points * (size_of::<Found>() + size_of::<Exit>() + 20);
    monitor.charge(bytes)?;
    let tree = Tree::new(cloud, monitor)?;
    let (low, high) = tree.boxes[..2 * cloud.dimensions()].split_at(cloud.dimensions());
    let diagonal = low.iter().zip(high).fold(0.0, |sum, (low, high)| sum + (high - low) * (high - low));
    let lengths = match cloud.dimensions() {
        _ if diagonal >= SQUARE_MAX => Ok(None),
        1 => Rounds::<1>::new(&tree, reach).run(monitor),
        2 => Rounds::<2>::new(&tree, reach).run(monitor),
        3 => Rounds::<3>::new(&tree, reach).run(monitor),
        4 => Rounds::<4>::new(&tree, reach).run(monitor),
        5 => Rounds::<5>::new(&tree, reach).run(monitor),
        6 => Rounds::<6>::new(&tree, reach).run(monitor),
        7 => Rounds::<7>::new(&tree, reach).run(monitor),
        8 => Rounds::<8>::new(&tree, reach).run(monitor),
        _ => Ok(None),
    };
    monitor.release(bytes);
    lengths
}

/// The point outside the component of a point that is nearest to it, or [`NONE`] and a square that none is below.
#[derive(Clone, Copy)]
struct Found {
    square: f64,
    point: u32,
}

/// The shortest edge found that leaves a component.
#[derive(Clone, Copy)]
struct Exit {
    square: f64,
    ends: [u32; 2],
}

const NO_EXIT: Exit = Exit { square: f64::INFINITY, ends: [NONE; 2] };

struct Rounds<'a, const D: usize> {
    tree: &'a Tree<'a>,
    points: &'a [[f64; D]],
    /// No square above this one is of an edge up to the reach.
    limit: f64,
    reach: f64,
    sets: DisjointSets,
    /// For each point, in the order of the leaves, its component: one of its points.
    component: Vec<u32>,
    /// For each node the component that all its points are in.
    whole: Vec<u32>,
    found: Vec<Found>,
    exits: Vec<Exit>,
    pending: Vec<(f64, u32)>,
}

impl<'a, const D: usize> Rounds<'a, D> {
    fn new(tree: &'a Tree<'a>, reach: f64) -> Self {
        let (points, _) = tree.coordinates.as_chunks::<D>();
        let count = points.len();
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let component = (0..count as u32).collect();
        let limit = (reach * reach).max(f64::MIN_POSITIVE) * super::SLACK;
        Rounds {
            tree,
            points,
            limit,
            reach,
            sets: DisjointSets::new(count),
            component,
            whole: vec![NONE; tree.nodes.len()],
            found: vec![Found { square: 0.0, point: NONE }; count],
            exits: vec![NO_EXIT; count],
            pending: Vec::new(),
        }
    }

    fn run(mut self, monitor: &mut Monitor<'_>) -> Result<Option<Vec<f64>>, Error> {
        let mut lengths = Vec::with_capacity(self.points.len() - 1);
        loop {
            self.find(monitor)?;
            let before = lengths.len();
            for at in 0..self.points.len() {
                let Exit { square, ends: [a, b] } = std::mem::replace(&mut self.exits[at], NO_EXIT);
                monitor.tick(2)?;
                if a == NONE {
                    continue;
                }
                if !self.is_exact(square, a, b) {
                    return Ok(None);
                }
                let length = square.sqrt();
                if length <= self.reach && self.sets.merge(a, b) {
                    lengths.push(length);
                }
                monitor.tick(20)?;
            }
            if lengths.len() == before || lengths.len() + 1 == self.points.len() {
                return Ok(Some(lengths));
            }
            let apart = (self.points.len() - lengths.len()) as f64;
            let rounds = 1.0 - apart.ln() / (self.points.len() as f64).ln();
            monitor.advance(FIRST_ROUND + (1.0 - FIRST_ROUND) * rounds);
            self.label(monitor)?;
        }
    }

    fn is_exact(&self, square: f64, a: u32, b: u32) -> bool {
        square >= SQUARE_MIN || self.points[a as usize] == self.points[b as usize]
    }

    /// Writes down which component each point and each node is in.
    fn label(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for (component, point) in self.component.iter_mut().zip(0..) {
            *component = self.sets.root(point);
            monitor.tick(4)?;
        }
        for at in (0..self.tree.nodes.len()).rev() {
            let node = self.tree.nodes[at];
            self.whole[at] = match node.second {
                Some(second) => {
                    let (a, b) = (self.whole[at + 1], self.whole[second as usize]);
                    if a == b { a } else { NONE }
                }
                None => {
                    let components = &self.component[node.start as usize..node.end as usize];
                    let first = components[0];
                    if components.iter().all(|&component| component == first) { first } else { NONE }
                }
            };
            monitor.tick(30)?;
        }
        Ok(())
    }

    /// Finds the shortest edge that leaves each component.
    fn find(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for (at, found) in (0..).zip(&self.found) {
            let from = self.component[at as usize];
            if found.point != NONE && self.component[found.point as usize] != from {
                let exit = &mut self.exits[from as usize];
                if found.square < exit.square {
                    *exit = Exit { square: found.square, ends: [at, found.point] };
                }
            }
            monitor.tick(4)?;
        }
        let mut asking = Vec::new();
        let nodes = self.tree.nodes.len() as f64;
        for (node, number) in self.tree.nodes.iter().zip(0..) {
            if node.second.is_some() {
                continue;
            }
            asking.clear();
            asking.extend((node.start..node.end).filter(|&point| self.is_asking(point)));
            monitor.tick(50)?;
            monitor.advance(FIRST_ROUND * f64::from(number) / nodes);
            if !asking.is_empty() {
                self.ask(number, &asking, monitor)?;
            }
        }
        Ok(())
    }

    /// Whether a point may have a shorter edge that leaves its component than is known.
    fn is_asking(&self, point: u32) -> bool {
        let (found, from) = (self.found[point as usize], self.component[point as usize]);
        let is_known = found.point != NONE && self.component[found.point as usize] != from;
        !is_known && found.square < self.bound(point)
    }

    /// What a shorter edge would have to be below.
    fn bound(&self, point: u32) -> f64 {
        self.limit.min(self.exits[self.component[point as usize] as usize].square)
    }

    /// Looks for shorter edges from some points of a leaf.
    fn ask(&mut self, leaf: u32, asking: &[u32], monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for &point in asking {
            self.found[point as usize] = Found { square: self.bound(point), point: NONE };
        }
        self.look_into(leaf, asking, monitor)?;
        let farthest =
            |rounds: &Self| asking.iter().fold(0.0_f64, |most, &point| most.max(rounds.limit_of(point)));
        let mut reach = farthest(self);
        let same = self.component[asking[0] as usize];
        let same =
            if asking.iter().all(|&point| self.component[point as usize] == same) { same } else { NONE };
        self.pending.push((0.0, 0));
        while let Some((square, node)) = self.pending.pop() {
            monitor.tick(10 + 6 * D)?;
            if square >= reach || node == leaf || (same != NONE && self.whole[node as usize] == same) {
                continue;
            }
            let Some(second) = self.tree.nodes[node as usize].second else {
                self.look_into(node, asking, monitor)?;
                reach = farthest(self);
                continue;
            };
            let [a, b] = [node + 1, second].map(|child| (self.gap(leaf, child), child));
            let [near, far] = if a.0 <= b.0 { [a, b] } else { [b, a] };
            self.pending.extend([far, near]);
        }
        for &point in asking {
            let bound = self.bound(point);
            let found = &mut self.found[point as usize];
            // From where another point found something shorter, this one did not look on.
            if bound < found.square {
                *found = Found { square: bound, point: NONE };
            }
        }
        Ok(())
    }

    /// The square that a shorter edge from an asking point would have to be below.
    fn limit_of(&self, point: u32) -> f64 {
        self.found[point as usize].square.min(self.bound(point))
    }

    /// Compares asking points with those of a leaf.
    fn look_into(&mut self, leaf: u32, asking: &[u32], monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let node = self.tree.nodes[leaf as usize];
        for &point in asking {
            let (here, from) = (&self.points[point as usize], self.component[point as usize]);
            let mut best = Found { square: self.limit_of(point), point: NONE };
            monitor.tick(2 * D)?;
            if self.gap_to(here, leaf) >= best.square {
                continue;
            }
            for other in node.start..node.end {
                let square = square(here, &self.points[other as usize]);
                if square < best.square && self.component[other as usize] != from {
                    best = Found { square, point: other };
                }
            }
            monitor.tick((node.end - node.start) as usize * (1 + D / 2))?;
            if best.point != NONE {
                self.found[point as usize] = best;
                self.exits[from as usize] = Exit { square: best.square, ends: [point, best.point] };
            }
        }
        Ok(())
    }

    /// The square of the distance between the boxes of two nodes. It is rounded as squares between points are, step by
    /// step, so that none between their points is below.
    fn gap(&self, a: u32, b: u32) -> f64 {
        let ([low_a, high_a], [low_b, high_b]) = (self.sides(a), self.sides(b));
        (0..D).fold(0.0, |sum, axis| {
            let gap = (low_a[axis] - high_b[axis]).max(low_b[axis] - high_a[axis]).max(0.0);
            sum + gap * gap
        })
    }

    fn gap_to(&self, point: &[f64; D], node: u32) -> f64 {
        let [low, high] = self.sides(node);
        (0..D).fold(0.0, |sum, axis| {
            let gap = (low[axis] - point[axis]).max(point[axis] - high[axis]).max(0.0);
            sum + gap * gap
        })
    }

    fn sides(&self, node: u32) -> [&[f64; D]; 2] {
        let (sides, _) = self.tree.boxes.as_chunks::<D>();
        [&sides[2 * node as usize], &sides[2 * node as usize + 1]]
    }
}

/// The square of a distance, summed as the cloud does.
#[inline]
fn square<const D: usize>(a: &[f64; D], b: &[f64; D]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + (x - y) * (x - y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    /// The lengths of a minimum spanning tree up to `reach`, from all pairs.
    fn expected(cloud: &PointCloud<'_>, reach: f64) -> Vec<f64> {
        let points = cloud.points();
        let pairs = (0_u32..).take(points).flat_map(|b| (0..b).map(move |a| (a, b)));
        let mut pairs: Vec<_> = pairs.map(|(a, b)| (cloud.distance(a as usize, b as usize), a, b)).collect();
        pairs.sort_unstable_by(|x, y| x.0.total_cmp(&y.0));
        let mut sets = DisjointSets::new(points);
        let merging = pairs.into_iter().filter(|&(length, a, b)| length <= reach && sets.merge(a, b));
        merging.map(|(length, ..)| length).collect()
    }

    #[test]
    fn lengths_are_those_of_all_pairs() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        for dimensions in 1..=8 {
            // Few cells: duplicates and ties everywhere. The last ones lie apart in two clusters.
            for (seed, bits) in [(1_u64, 3), (2, 5), (3, 12), (4, 30), (5, 3), (6, 30)] {
                let points = 400;
                let mut state = seed;
                let coordinates: Vec<f64> = (0..points * dimensions)
                    .map(|at| {
                        state = state
                            .wrapping_mul(6_364_136_223_846_793_005)
                            .wrapping_add(1_442_695_040_888_963_407);
                        let far = if seed > 4 && at / dimensions % 3 == 0 { 1e3 } else { 0.0 };
                        (state >> (64 - bits)) as f64 / f64::from(1 << bits) + far
                    })
                    .collect();
                let cloud = PointCloud::from_rows(&coordinates, dimensions).expect("finite");
                for reach in [0.0, 0.1, 0.3, f64::INFINITY] {
                    let lengths = spanning_lengths(&cloud, reach, &mut monitor).expect("nothing stops it");
                    let mut lengths = lengths.expect("squares are exact");
                    lengths.sort_unstable_by(f64::total_cmp);
                    assert_eq!(lengths, expected(&cloud, reach), "{dimensions} {seed} {reach}");
                }
            }
        }
    }

    #[test]
    fn squares_that_lose_digits_are_left_to_others() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        for scale in [1e-160, 1e160] {
            let coordinates: Vec<f64> = (0..100_u32).map(|at| f64::from(at * at) * scale).collect();
            let cloud = PointCloud::from_rows(&coordinates, 2).expect("finite");
            let lengths = spanning_lengths(&cloud, f64::INFINITY, &mut monitor).expect("nothing stops it");
            assert!(lengths.is_none(), "{scale}");
        }
    }
}
