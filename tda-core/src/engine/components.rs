//! Dimension zero: components that merge.

use crate::control::Monitor;
use crate::diagram::Interval;
use crate::engine::edges::Edges;
use crate::error::Error;

/// Sets that merge, with path halving and union by size.
struct DisjointSets {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl DisjointSets {
    fn new(count: usize) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let parent = (0..count as u32).collect();
        DisjointSets { parent, size: vec![1; count] }
    }

    fn root(&mut self, mut of: u32) -> u32 {
        while self.parent[of as usize] != of {
            let above = self.parent[self.parent[of as usize] as usize];
            self.parent[of as usize] = above;
            of = above;
        }
        of
    }

    /// Whether `a` and `b` were apart.
    fn merge(&mut self, a: u32, b: u32) -> bool {
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

/// Merges components edge by edge: every merging edge ends one, and those that are left never end.
pub(crate) fn components(
    points: usize,
    edges: &Edges,
    monitor: &mut Monitor<'_>,
) -> Result<Components, Error> {
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
    let dying = merging.iter().map(|&rank| Interval { birth: 0.0, death: edges.length(rank) });
    let essential =
        std::iter::repeat_n(Interval { birth: 0.0, death: f64::INFINITY }, points - merging.len());
    Ok(Components { intervals: dying.chain(essential).collect(), merging })
}
