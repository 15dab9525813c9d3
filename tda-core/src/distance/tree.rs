//! Nearest points of the plane, where points have weights that change.
//!
//! A k-d tree whose shape never changes: a node knows a box around its points and the largest weight among them, so
//! `cost(box) - weight` is below the `cost - weight` of everything inside. A point of weight minus infinity is not
//! there. A query or a change of weight takes time logarithmic in the points, in practice.
//!
//! Source: Bentley, "Multidimensional binary search trees used for associative searching", 1975; with weights as in
//! Kerber, Morozov and Nigmetov, "Geometry helps to compare persistence diagrams", 2017.

use crate::control::Monitor;
use crate::distance::ground::Ground;
use crate::error::Error;

/// Units of work of one query, about a nanosecond each.
pub(super) const QUERY_UNITS: usize = 400;
/// Points of a leaf, on average between half of this and this.
const LEAF: usize = 16;
/// The deepest possible tree: points are numbered by u32.
const DEPTH_MAX: usize = 33;

#[derive(Clone, Copy, Debug)]
struct Node {
    low: [f64; 2],
    high: [f64; 2],
    weight: f64,
}

impl Node {
    const EMPTY: Node =
        Node { low: [f64::INFINITY; 2], high: [f64::NEG_INFINITY; 2], weight: f64::NEG_INFINITY };

    fn join(self, other: Node) -> Node {
        Node {
            low: [self.low[0].min(other.low[0]), self.low[1].min(other.low[1])],
            high: [self.high[0].max(other.high[0]), self.high[1].max(other.high[1])],
            weight: self.weight.max(other.weight),
        }
    }

    /// Below the cost less the weight of every point inside.
    #[inline(always)]
    fn bound(&self, ground: impl Ground, [x, y]: [f64; 2]) -> f64 {
        let outside = |low: f64, high: f64, at: f64| {
            let (before, behind) = (low - at, at - high);
            let out = if before > behind { before } else { behind };
            if out > 0.0 { out } else { 0.0 }
        };
        let (dx, dy) = (outside(self.low[0], self.high[0], x), outside(self.low[1], self.high[1], y));
        ground.cost(dx, dy) - self.weight
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    x: f64,
    y: f64,
    weight: f64,
    index: u32,
}

/// The points, by their place in the tree.
#[derive(Debug)]
pub(super) struct Tree {
    /// Node 1 is the root, nodes 2i and 2i + 1 are below node i, the last half are leaves.
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    /// Where the points of a leaf begin; the last entry is the end of all.
    starts: Vec<u32>,
    /// Entry of each point.
    places: Vec<u32>,
    /// Leaf of each entry.
    leaves: Vec<u32>,
}

impl Tree {
    /// Bytes that a tree of so many points takes.
    pub(super) fn bytes(points: usize) -> usize {
        let leaves = points.div_ceil(LEAF).next_power_of_two();
        points * (size_of::<Entry>() + 8) + leaves * (2 * size_of::<Node>() + 4)
    }

    /// A tree of `points` with their weights.
    #[expect(clippy::cast_possible_truncation, reason = "callers number points by u32")]
    pub(super) fn new(
        points: &[[f64; 2]],
        weights: impl Fn(usize) -> f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let leaf_count = points.len().div_ceil(LEAF).next_power_of_two();
        let entry = |(index, &[x, y]): (usize, &[f64; 2])| Entry {
            x,
            y,
            weight: weights(index),
            index: index as u32,
        };
        let entries = points.iter().enumerate().map(entry).collect();
        let starts = (0..=leaf_count).map(|leaf| (leaf * points.len() / leaf_count) as u32).collect();
        let mut tree = Tree {
            nodes: vec![Node::EMPTY; 2 * leaf_count],
            entries,
            starts,
            places: vec![0; points.len()],
            leaves: vec![0; points.len()],
        };
        tree.split(monitor)?;
        for leaf in 0..leaf_count {
            let range = tree.starts[leaf] as usize..tree.starts[leaf + 1] as usize;
            for place in range.clone() {
                tree.places[tree.entries[place].index as usize] = place as u32;
                tree.leaves[place] = leaf as u32;
            }
            tree.nodes[leaf_count + leaf] = around(&tree.entries[range]);
        }
        for node in (1..leaf_count).rev() {
            tree.nodes[node] = tree.nodes[2 * node].join(tree.nodes[2 * node + 1]);
        }
        Ok(tree)
    }

    /// Puts the entries in the order of the leaves: each node is split in the middle of its longer side.
    fn split(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let leaf_count = self.nodes.len() / 2;
        let mut width = leaf_count;
        while width > 1 {
            for first in (0..leaf_count).step_by(width) {
                let at = |leaf: usize| self.starts[leaf] as usize;
                let (start, middle, end) = (at(first), at(first + width / 2), at(first + width));
                let entries = &mut self.entries[start..end];
                if middle < end {
                    let Node { low, high, .. } = around(entries);
                    let key = |e: &Entry| {
                        if high[0] - low[0] >= high[1] - low[1] { (e.x, e.y) } else { (e.y, e.x) }
                    };
                    entries.select_nth_unstable_by(middle - start, |a, b| {
                        let (a_key, b_key) = (key(a), key(b));
                        a_key
                            .0
                            .total_cmp(&b_key.0)
                            .then(a_key.1.total_cmp(&b_key.1))
                            .then(a.index.cmp(&b.index))
                    });
                }
                monitor.tick(16 * (end - start))?;
            }
            width /= 2;
        }
        Ok(())
    }

    /// Gives a point another weight; minus infinity takes it out.
    pub(super) fn set_weight(&mut self, index: u32, weight: f64) {
        let place = self.places[index as usize] as usize;
        let leaf = self.leaves[place] as usize;
        self.entries[place].weight = weight;
        let range = self.starts[leaf] as usize..self.starts[leaf + 1] as usize;
        let mut largest = self.entries[range].iter().fold(f64::NEG_INFINITY, |w, e| w.max(e.weight));
        let mut node = self.nodes.len() / 2 + leaf;
        while self.nodes[node].weight != largest {
            self.nodes[node].weight = largest;
            if node == 1 {
                break;
            }
            largest = largest.max(self.nodes[node ^ 1].weight);
            node /= 2;
        }
    }

    /// The least `cost - weight` below `bound`, and whose it is.
    #[inline]
    pub(super) fn best(&self, ground: impl Ground, at: [f64; 2], bound: f64) -> Option<(f64, u32)> {
        let mut found = None;
        let least = self.visit(ground, at, bound, |value, index| {
            found = Some(index);
            value
        });
        found.map(|index| (least, index))
    }

    /// The least `cost - weight` below `bound`, whose it is, and the second least, or `bound` if there is none.
    #[inline]
    pub(super) fn best_two(&self, ground: impl Ground, at: [f64; 2], bound: f64) -> Option<(f64, u32, f64)> {
        let mut found: Option<(f64, u32)> = None;
        let second = self.visit(ground, at, bound, |value, index| match found {
            Some((least, _)) if least <= value => value,
            before => {
                found = Some((value, index));
                before.map_or(bound, |(least, _)| least)
            }
        });
        found.map(|(least, index)| (least, index, second))
    }

    /// Tells every `cost - weight` below a bound that each telling may lower; the last bound.
    #[inline(always)]
    fn visit(
        &self,
        ground: impl Ground,
        at: [f64; 2],
        mut bound: f64,
        mut tell: impl FnMut(f64, u32) -> f64,
    ) -> f64 {
        let leaf_count = self.nodes.len() / 2;
        let mut pending = [(0.0, 0_usize); DEPTH_MAX];
        let (mut top, mut node) = (0, 1);
        if self.nodes[1].bound(ground, at) >= bound {
            return bound;
        }
        loop {
            while node < leaf_count {
                let (left, right) = (2 * node, 2 * node + 1);
                let left_bound = self.nodes[left].bound(ground, at);
                let right_bound = self.nodes[right].bound(ground, at);
                let (near, far) = if left_bound <= right_bound {
                    ((left_bound, left), (right_bound, right))
                } else {
                    ((right_bound, right), (left_bound, left))
                };
                if far.0 < bound {
                    pending[top] = far;
                    top += 1;
                }
                node = near.1;
                if near.0 >= bound {
                    break;
                }
            }
            if node >= leaf_count {
                let leaf = node - leaf_count;
                for entry in &self.entries[self.starts[leaf] as usize..self.starts[leaf + 1] as usize] {
                    let value = ground.cost((entry.x - at[0]).abs(), (entry.y - at[1]).abs()) - entry.weight;
                    if value < bound {
                        bound = tell(value, entry.index);
                    }
                }
            }
            loop {
                if top == 0 {
                    return bound;
                }
                top -= 1;
                if pending[top].0 < bound {
                    node = pending[top].1;
                    break;
                }
            }
        }
    }
}

fn around(entries: &[Entry]) -> Node {
    let node = |e: &Entry| Node { low: [e.x, e.y], high: [e.x, e.y], weight: e.weight };
    entries.iter().map(node).fold(Node::EMPTY, Node::join)
}
