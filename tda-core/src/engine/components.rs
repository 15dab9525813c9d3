//! Dimension zero: components that merge.

use crate::control::Monitor;
use crate::diagram::Interval;
use crate::engine::edges::{Edges, vertices_of};
use crate::error::Error;

/// Sets that merge, with path halving and union by size.
pub(crate) struct DisjointSets {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl DisjointSets {
    pub(crate) fn new(count: usize) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let parent = (0..count as u32).collect();
        DisjointSets { parent, size: vec![1; count] }
    }

    pub(crate) fn root(&mut self, mut of: u32) -> u32 {
        while self.parent[of as usize] != of {
            let above = self.parent[self.parent[of as usize] as usize];
            self.parent[of as usize] = above;
            of = above;
        }
        of
    }

    /// Whether `a` and `b` were apart.
    pub(crate) fn merge(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        let (small, large) = if self.size[a as usize] < self.size[b as usize] { (a, b) } else { (b, a) };
        self.parent[small as usize] = large;
        self.size[large as usize] += self.size[small as usize];
        true
    }
}

/// The barcode of dimension zero, and the ranks of the edges that merge two components, ascending.
pub(crate) struct Components {
    pub(crate) intervals: Vec<Interval>,
    pub(crate) merging: Vec<u32>,
}

/// A forest of merging edges, and what closes loops over it.
pub(crate) struct Parted {
    /// Edges that merge two components, in order of entry.
    pub(crate) merging: Vec<u128>,
    /// For each of them, the first vertex of the younger component, which it ends.
    pub(crate) ended: Vec<u32>,
    /// All other edges, in order of entry.
    pub(crate) closing: Vec<u128>,
}

/// Parts packed edges in order of entry into those that merge two components and the others. The component whose
/// first vertex comes first is the elder one and goes on. Where nobody wants to know what closes loops, it ends with
/// the last edge that merges.
pub(crate) fn part(
    points: usize,
    edges: impl Iterator<Item = u128>,
    with_closing: bool,
    monitor: &mut Monitor<'_>,
) -> Result<Parted, Error> {
    let bytes = points * 3 * size_of::<u32>();
    monitor.charge(bytes)?;
    let mut sets = DisjointSets::new(points);
    let mut first = sets.parent.clone();
    let mut parted = Parted { merging: Vec::new(), ended: Vec::new(), closing: Vec::new() };
    for edge in edges {
        monitor.tick(10)?;
        let [a, b] = vertices_of(edge).map(|vertex| sets.root(vertex));
        if !sets.merge(a, b) {
            if with_closing {
                parted.closing.push(edge);
            }
            continue;
        }
        let (elder, younger) =
            (first[a as usize].min(first[b as usize]), first[a as usize].max(first[b as usize]));
        first[sets.root(a) as usize] = elder;
        parted.merging.push(edge);
        parted.ended.push(younger);
        if parted.merging.len() + 1 == points && !with_closing {
            break;
        }
    }
    monitor.release(bytes);
    Ok(parted)
}

/// The barcode of dimension zero, given the lengths of the edges that merge.
pub(crate) fn intervals(points: usize, merging: impl ExactSizeIterator<Item = f64>) -> Vec<Interval> {
    let essential =
        std::iter::repeat_n(Interval { birth: 0.0, death: f64::INFINITY }, points - merging.len());
    merging.map(|death| Interval { birth: 0.0, death }).chain(essential).collect()
}

/// Merges components edge by edge: every merging edge ends one, and those that are left never end.
pub(crate) fn components(
    points: usize,
    edges: &Edges,
    monitor: &mut Monitor<'_>,
) -> Result<Components, Error> {
    let sets_bytes = points * 2 * size_of::<u32>();
    monitor.charge(sets_bytes + points * (size_of::<u32>() + size_of::<Interval>()))?;
    let mut sets = DisjointSets::new(points);
    let mut merging = Vec::with_capacity(points - 1);
    for edge in edges.iter() {
        if merging.len() == points - 1 {
            break;
        }
        if sets.merge(edge.low, edge.high) {
            merging.push(edge.rank);
        }
        monitor.tick(10)?;
    }
    monitor.release(sets_bytes);
    let intervals = intervals(points, merging.iter().map(|&rank| edges.length(rank)));
    Ok(Components { intervals, merging })
}
