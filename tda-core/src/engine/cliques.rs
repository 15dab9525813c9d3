//! The flag complex of a graph, written out.

use crate::control::Monitor;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::edges::Edges;
use crate::engine::graph::{Graph, Neighbour, SparseGraph};
use crate::error::Error;

/// Lists all simplices up to `dimension` of the flag complex of `edges`, with the value of their longest edge.
///
/// Cost: time and memory grow with the number of simplices, which is why the other engines do not list them.
pub(crate) fn complex(
    points: usize,
    edges: &Edges,
    dimension: usize,
    monitor: &mut Monitor<'_>,
) -> Result<Complex, Error> {
    let graph = SparseGraph::new(points, edges.iter(), monitor)?;
    let mut walk = Walk { graph, edges, dimension, simplices: Simplices::default(), clique: Vec::new() };
    for first in 0..points {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let vertex = first as u32;
        walk.clique.push(vertex);
        walk.add(0.0, monitor)?;
        let mut neighbours = Vec::new();
        walk.graph.neighbours_after(vertex, &mut neighbours);
        walk.extend(&neighbours, 0, monitor)?;
        walk.clique.pop();
    }
    let listed_bytes = walk.simplices.bytes();
    let complex = Complex::sorted(&walk.simplices, monitor)?;
    monitor.release(listed_bytes);
    Ok(complex)
}

struct Walk<'a> {
    graph: SparseGraph,
    edges: &'a Edges,
    dimension: usize,
    simplices: Simplices,
    clique: Vec<u32>,
}

impl Walk<'_> {
    fn add(&mut self, value: f64, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let before = self.simplices.bytes();
        self.simplices.push(&self.clique, value);
        monitor.simplices_done += 1;
        monitor.charge(self.simplices.bytes() - before)?;
        monitor.tick(50)
    }

    /// Adds every clique that begins with the present one, whose longest edge has `rank`.
    fn extend(
        &mut self,
        candidates: &[Neighbour],
        rank: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        if self.clique.len() > self.dimension {
            return Ok(());
        }
        for (at, &Neighbour { vertex, rank: to_vertex }) in candidates.iter().enumerate() {
            let rank = rank.max(to_vertex);
            self.clique.push(vertex);
            self.add(self.edges.length(rank), monitor)?;
            if self.clique.len() <= self.dimension {
                let mut next = Vec::new();
                self.graph.restrict(vertex, &candidates[at + 1..], &mut next);
                self.extend(&next, rank, monitor)?;
            }
            self.clique.pop();
        }
        Ok(())
    }
}
