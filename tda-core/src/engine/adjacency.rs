//! Lists of neighbours in the order in which their edges enter.

use crate::control::Monitor;
use crate::engine::edges::{Edges, RankedEdge};
use crate::engine::graph::Neighbour;
use crate::error::Error;

/// Sixteen bytes an edge. What is joined to a vertex at any time is the front part of its list.
pub(crate) struct Adjacency {
    /// Where the neighbours of each vertex start; one more at the end.
    starts: Vec<usize>,
    neighbours: Vec<Neighbour>,
}

impl Adjacency {
    /// Bytes that the lists take.
    pub(crate) fn size_bytes(points: usize, edges: usize) -> usize {
        (points + 1) * size_of::<usize>() + edges * 2 * size_of::<Neighbour>()
    }

    pub(crate) fn new(points: usize, edges: &Edges, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        // One place further: while the lists are filled, each start moves to its end, the next one's start.
        let mut starts = vec![0; points + 2];
        for RankedEdge { low, high, .. } in edges.iter() {
            starts[low as usize + 2] += 1;
            starts[high as usize + 2] += 1;
            monitor.tick(2)?;
        }
        for vertex in 2..starts.len() {
            starts[vertex] += starts[vertex - 1];
        }
        let mut neighbours = Vec::with_capacity(2 * edges.len());
        while neighbours.len() < 2 * edges.len() {
            neighbours
                .resize((2 * edges.len()).min(neighbours.len() + 4096), Neighbour { vertex: 0, rank: 0 });
            monitor.tick(4096)?;
        }
        for RankedEdge { low, high, rank } in edges.iter() {
            for (at, vertex) in [(low, high), (high, low)] {
                let next = &mut starts[at as usize + 1];
                neighbours[*next] = Neighbour { vertex, rank };
                *next += 1;
            }
            monitor.tick(10)?;
        }
        starts.pop();
        Ok(Adjacency { starts, neighbours })
    }

    /// The neighbours of a vertex, by the rank of their edge.
    #[inline]
    pub(crate) fn neighbours(&self, vertex: u32) -> &[Neighbour] {
        &self.neighbours[self.starts[vertex as usize]..self.starts[vertex as usize + 1]]
    }
}
