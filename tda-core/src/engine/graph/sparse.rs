//! Lists of neighbours.

use std::ops::ControlFlow;

use super::{Graph, NO_EDGE, Neighbour};
use crate::control::Monitor;
use crate::engine::edges::RankedEdge;
use crate::engine::packing::VERTICES_MAX;
use crate::error::Error;

/// For many points with few edges: sixteen bytes an edge.
pub(crate) struct SparseGraph {
    /// Where the neighbours of each vertex start; one more at the end.
    starts: Vec<usize>,
    /// Ascending within each vertex.
    neighbours: Vec<Neighbour>,
}

impl SparseGraph {
    /// Bytes that the graph takes.
    pub(crate) fn size_bytes(points: usize, edges: usize) -> usize {
        (points + 1) * size_of::<usize>() + edges * 2 * size_of::<Neighbour>()
    }

    pub(crate) fn new(
        points: usize,
        edges: impl Iterator<Item = RankedEdge> + Clone,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        // Where each vertex begins, and where its next neighbour goes.
        let next_bytes = (points + 1) * size_of::<usize>();
        monitor.charge(2 * next_bytes)?;
        let mut starts = vec![0; points + 1];
        let mut count = 0;
        for edge in edges.clone() {
            starts[edge.low as usize] += 1;
            starts[edge.high as usize] += 1;
            count += 2;
            monitor.tick(2)?;
        }
        monitor.charge(Self::size_bytes(points, count / 2) - next_bytes)?;
        let mut start = 0;
        for slot in &mut starts {
            start += std::mem::replace(slot, start);
        }
        let mut next = starts.clone();
        let mut neighbours = Vec::new();
        while neighbours.len() < count {
            neighbours.resize(count.min(neighbours.len() + 4096), Neighbour { vertex: 0, rank: 0 });
            monitor.tick(4096)?;
        }
        for RankedEdge { low, high, rank } in edges {
            for (at, vertex) in [(low as usize, high), (high as usize, low)] {
                neighbours[next[at]] = Neighbour { vertex, rank };
                next[at] += 1;
            }
            monitor.tick(10)?;
        }
        drop(next);
        monitor.release(next_bytes);
        for ends in starts.windows(2) {
            neighbours[ends[0]..ends[1]].sort_unstable_by_key(|n| n.vertex);
            monitor.tick((ends[1] - ends[0]) * 10)?;
        }
        Ok(SparseGraph { starts, neighbours })
    }

    fn list(&self, vertex: u32) -> &[Neighbour] {
        &self.neighbours[self.starts[vertex as usize]..self.starts[vertex as usize + 1]]
    }
}

/// The part of an ascending list from `vertex` on, found by steps that double: lists are walked side by side, and
/// a long one is skipped over quickly.
#[inline]
fn skip_to(list: &[Neighbour], vertex: u32) -> &[Neighbour] {
    let mut step = 1;
    while step < list.len() && list[step].vertex < vertex {
        step *= 2;
    }
    let from = step / 2;
    let to = list.len().min(step + 1);
    let within = list[from..to].partition_point(|n| n.vertex < vertex);
    &list[from + within..]
}

impl Graph for SparseGraph {
    fn points(&self) -> usize {
        self.starts.len() - 1
    }

    fn rank(&self, a: u32, b: u32) -> u32 {
        let list = self.list(a);
        list.binary_search_by_key(&b, |n| n.vertex).map_or(NO_EDGE, |at| list[at].rank)
    }

    fn neighbours_after(&self, vertex: u32, found: &mut Vec<Neighbour>) {
        found.clear();
        found.extend_from_slice(skip_to(self.list(vertex), vertex + 1));
    }

    fn restrict(&self, vertex: u32, candidates: &[Neighbour], found: &mut Vec<Neighbour>) {
        found.clear();
        let mut list = self.list(vertex);
        for candidate in candidates {
            list = skip_to(list, candidate.vertex);
            let Some(next) = list.first() else { return };
            if next.vertex == candidate.vertex {
                found.push(Neighbour { vertex: next.vertex, rank: next.rank.max(candidate.rank) });
            }
        }
    }

    #[inline]
    fn common_neighbours<B>(
        &self,
        clique: &[u32],
        mut visit: impl FnMut(Neighbour) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let mut lists = [&self.neighbours[..0]; VERTICES_MAX];
        for (list, &vertex) in lists.iter_mut().zip(clique) {
            *list = self.list(vertex);
        }
        let lists = &mut lists[..clique.len()];
        lists.sort_unstable_by_key(|list| list.len());
        let Some((shortest, others)) = lists.split_first_mut() else { return ControlFlow::Continue(()) };
        'candidates: for &candidate in *shortest {
            let mut rank = candidate.rank;
            for list in others.iter_mut() {
                *list = skip_to(list, candidate.vertex);
                let Some(next) = list.first() else { return ControlFlow::Continue(()) };
                if next.vertex != candidate.vertex {
                    continue 'candidates;
                }
                rank = rank.max(next.rank);
            }
            visit(Neighbour { vertex: candidate.vertex, rank })?;
        }
        ControlFlow::Continue(())
    }

    fn first_within(&self, clique: &[u32], rank: u32, end: u32) -> Option<u32> {
        let found = self.common_neighbours(clique, |neighbour| {
            if neighbour.vertex >= end {
                return ControlFlow::Break(None);
            }
            if neighbour.rank <= rank {
                ControlFlow::Break(Some(neighbour.vertex))
            } else {
                ControlFlow::Continue(())
            }
        });
        found.break_value().flatten()
    }
}
