//! The pairs of points within some distance, without looking at all pairs.

mod spanning;

use crate::control::Monitor;
use crate::engine::edges::{length_of, pack, vertices_of};
use crate::error::Error;
use crate::input::PointCloud;

pub(crate) use spanning::spanning_lengths;

/// Fewer points than these are compared with each other in no time.
pub(crate) const NEAR_POINTS_MIN: usize = 1 << 10;
/// Where boxes leave out most pairs.
pub(crate) const NEAR_DIMENSIONS_MAX: usize = 8;
/// Points of a leaf.
const LEAF: usize = 24;
/// Rounding moves a distance between boxes by less than this, relatively.
const SLACK: f64 = 1.0 + 1e-12;

/// A balanced tree of boxes around points.
///
/// Each node halves its points across the longest side of their box. Pairs of nodes that are farther apart than
/// the limit are left out with all their points.
///
/// Cost: O(n log n), and O(n) pairs of leaves where every point has a bounded number of others within the limit;
/// memory is a copy of the points, and their boxes.
/// Source: Bentley, "Multidimensional binary search trees used for associative searching", Comm. ACM 1975; Gray and
/// Moore, "N-body problems in statistical learning", NIPS 2000 (two nodes at a time).
pub(crate) struct Tree<'a> {
    cloud: &'a PointCloud<'a>,
    dimensions: usize,
    /// The points in the order of the leaves, and their coordinates.
    order: Vec<u32>,
    coordinates: Vec<f64>,
    nodes: Vec<Node>,
    /// The least and the greatest coordinates of each node.
    boxes: Vec<f64>,
}

#[derive(Clone, Copy)]
struct Node {
    start: u32,
    end: u32,
    /// The second half; the first one is the next node. Nothing for a leaf.
    second: Option<u32>,
}

impl<'a> Tree<'a> {
    pub(crate) fn size_bytes(cloud: &PointCloud<'_>) -> usize {
        cloud.points() * (size_of::<u32>() + cloud.dimensions() * size_of::<f64>() * 2)
    }

    pub(crate) fn new(cloud: &'a PointCloud<'a>, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let mut order: Vec<u32> = (0..cloud.points() as u32).collect();
        let (dimensions, nodes, boxes) = (cloud.dimensions(), Vec::new(), Vec::new());
        let mut tree = Tree { cloud, dimensions, order: Vec::new(), coordinates: Vec::new(), nodes, boxes };
        tree.split(&mut order, 0, monitor)?;
        for &point in &order {
            tree.coordinates.extend_from_slice(row(cloud, point));
            monitor.tick(10)?;
        }
        tree.order = order;
        Ok(tree)
    }

    fn row(&self, point: u32) -> &[f64] {
        row(self.cloud, point)
    }

    /// Makes the node of some points, and those below it, which are at most as deep as there are bits in a number.
    fn split(&mut self, points: &mut [u32], start: usize, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let node = self.nodes.len();
        let (mut low, mut high) = (self.row(points[0]).to_vec(), self.row(points[0]).to_vec());
        for chunk in points.chunks(1 << 12) {
            for &point in chunk {
                for ((low, high), &c) in low.iter_mut().zip(&mut high).zip(self.row(point)) {
                    *low = low.min(c);
                    *high = high.max(c);
                }
            }
            monitor.tick(chunk.len() * (4 + self.dimensions))?;
        }
        let sides = low.iter().zip(&high).map(|(low, high)| high - low);
        let widest = sides.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(axis, _)| axis);
        self.boxes.extend(low);
        self.boxes.extend(high);
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let ends = [start as u32, (start + points.len()) as u32];
        self.nodes.push(Node { start: ends[0], end: ends[1], second: None });
        if points.len() <= LEAF {
            return Ok(());
        }
        let middle = points.len() / 2;
        points.select_nth_unstable_by(middle, |&a, &b| self.row(a)[widest].total_cmp(&self.row(b)[widest]));
        monitor.tick(points.len() * 10)?;
        let (first, second) = points.split_at_mut(middle);
        self.split(first, start, monitor)?;
        #[expect(clippy::cast_possible_truncation, reason = "fewer than points")]
        let number = self.nodes.len() as u32;
        self.nodes[node].second = Some(number);
        self.split(second, start + middle, monitor)
    }

    /// Appends the pairs longer than `above` and up to `limit`, packed, in no order. Points are numbered in the order
    /// of the leaves, in which near ones have near numbers.
    pub(crate) fn pairs(
        &self,
        above: f64,
        limit: f64,
        found: &mut Vec<u128>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let mut pending = vec![[0_u32, 0]];
        while let Some([a, b]) = pending.pop() {
            monitor.tick(20 + 4 * self.dimensions)?;
            if a != b && !self.is_near(a, b, limit) {
                continue;
            }
            let size = |node: u32| self.nodes[node as usize].end - self.nodes[node as usize].start;
            match (self.nodes[a as usize].second, self.nodes[b as usize].second) {
                (None, None) => self.leaves(a, b, above, limit, found, monitor)?,
                (Some(second), _) if a == b => {
                    pending.extend([[a + 1, a + 1], [a + 1, second], [second, second]]);
                }
                (Some(second), other) if other.is_none() || size(a) >= size(b) => {
                    pending.extend([[a + 1, b], [second, b]]);
                }
                (_, Some(second)) => pending.extend([[a, b + 1], [a, second]]),
                (Some(_), None) => {}
            }
        }
        Ok(())
    }

    /// Whether points of two nodes may be within the limit.
    fn is_near(&self, a: u32, b: u32, limit: f64) -> bool {
        let side = |node: u32| &self.boxes[node as usize * 2 * self.dimensions..][..2 * self.dimensions];
        let ((low_a, high_a), (low_b, high_b)) =
            (side(a).split_at(self.dimensions), side(b).split_at(self.dimensions));
        let gaps = low_a.iter().zip(high_a).zip(low_b.iter().zip(high_b));
        let squares = gaps.fold(0.0, |sum, ((low_a, high_a), (low_b, high_b))| {
            let gap = (low_a - high_b).max(low_b - high_a).max(0.0);
            sum + gap * gap
        });
        squares <= limit * limit * SLACK || limit * limit < f64::MIN_POSITIVE
    }

    fn leaves(
        &self,
        a: u32,
        b: u32,
        above: f64,
        limit: f64,
        found: &mut Vec<u128>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let (first, second) = (self.nodes[a as usize], self.nodes[b as usize]);
        let before = found.len();
        for i in first.start..first.end {
            for j in if a == b { i + 1 } else { second.start }..second.end {
                let length = self.length(i, j);
                if length <= limit && length > above {
                    found.push(pack(length, i as usize, j as usize));
                }
            }
        }
        let pairs = (first.end - first.start) as usize * (second.end - second.start) as usize;
        monitor.charge((found.len() - before) * size_of::<u128>())?;
        monitor.tick(pairs * (2 + self.dimensions))
    }

    /// Gives pairs the numbers that their points have in the cloud.
    pub(crate) fn rename(&self, pairs: &mut [u128], monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for pair in pairs {
            let [a, b] = vertices_of(*pair).map(|vertex| self.order[vertex as usize] as usize);
            *pair = pack(length_of(*pair), a.min(b), a.max(b));
            monitor.tick(4)?;
        }
        Ok(())
    }

    /// The distance of two points, with the bits that the cloud gives it.
    #[inline]
    fn length(&self, i: u32, j: u32) -> f64 {
        let row = |at: u32| &self.coordinates[at as usize * self.dimensions..][..self.dimensions];
        let squares = row(i).iter().zip(row(j)).fold(0.0, |sum, (x, y)| sum + (x - y) * (x - y));
        if (1e-200..1e200).contains(&squares) {
            return squares.sqrt();
        }
        self.cloud.distance(self.order[i as usize] as usize, self.order[j as usize] as usize)
    }
}

fn row<'a>(cloud: &'a PointCloud<'_>, point: u32) -> &'a [f64] {
    &cloud.coordinates()[point as usize * cloud.dimensions()..][..cloud.dimensions()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    #[test]
    fn the_pairs_are_those_of_all_pairs() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        for (points, dimensions) in [(1_usize, 2_usize), (25, 1), (300, 2), (500, 3), (200, 7)] {
            let mut state = 7_u32;
            let coordinates: Vec<f64> = (0..points * dimensions)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f64::from(state >> 25)
                })
                .collect();
            let cloud = PointCloud::from_rows(&coordinates, dimensions).expect("finite");
            let tree = Tree::new(&cloud, &mut monitor).expect("nothing stops it");
            for (above, limit) in [(-1.0, 0.0), (-1.0, 20.0), (20.0, 50.0)] {
                let mut found = Vec::new();
                tree.pairs(above, limit, &mut found, &mut monitor).expect("nothing stops it");
                tree.rename(&mut found, &mut monitor).expect("nothing stops it");
                found.sort_unstable();
                let all = (0..points).flat_map(|a| (a + 1..points).map(move |b| (a, b)));
                let lengths = all.map(|(a, b)| (cloud.distance(a, b), a, b));
                let mut expected: Vec<u128> = lengths
                    .filter(|&(length, ..)| length > above && length <= limit)
                    .map(|(length, a, b)| pack(length, a, b))
                    .collect();
                expected.sort_unstable();
                assert_eq!(found, expected);
            }
        }
    }
}
