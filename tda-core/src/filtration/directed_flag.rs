//! Directed flag complexes: every directed clique is a simplex.

use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::graph::Neighbour;
use crate::engine::sort::sort_by;
use crate::engine::{cliques, listed};
use crate::error::Error;
use crate::input::{DirectedGraph, Edge};
use crate::settings::{
    Settings, dimension_method, representative_methods, settings_methods, zero_length_method,
};

/// The directed flag filtration: vertices v0, ..., vk form a simplex when there is an edge from each to every later
/// one, from the value on at which the last of these edges is there.
///
/// Simplices are ordered: two vertices joined in both directions bound two edges, which may make a loop; the same
/// vertices may form several simplices. The pairs and representatives list vertices in the order of the simplex.
///
/// Source: Lütgehetmann, Govc, Smith, Levi, "Computing persistent homology of directed flag complexes", Algorithms
/// 2020, arXiv:1906.10458, with its filtration by the maximum.
///
/// ```
/// use tda_core::{DirectedFlag, DirectedGraph};
///
/// let both_ways = DirectedGraph::new(&[0.0; 2], &[(0, 1, 1.0), (1, 0, 2.0)])?;
/// let diagrams = DirectedFlag::new().max_dimension(1).compute(&both_ways)?;
/// assert_eq!(diagrams.betti_numbers(2.0), [1, 1]);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct DirectedFlag {
    max_dimension: usize,
    settings: Settings,
}

impl Default for DirectedFlag {
    fn default() -> Self {
        Self::new()
    }
}

impl DirectedFlag {
    /// Dimensions 0 and 1 over Z/2, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        DirectedFlag { max_dimension: 1, settings: Settings::default() }
    }

    dimension_method!();

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a field that is none, or no threads; [`Error::LimitExceeded`] and
    /// [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, graph: &DirectedGraph) -> Result<Diagrams, Error> {
        self.compute_with(graph, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, graph: &DirectedGraph, control: &Control) -> Result<Diagrams, Error> {
        listed::diagrams(&self.settings, self.max_dimension, control, "directed flag complex", |monitor| {
            let list = graph.edge_list();
            let out = OutNeighbours::new(graph.vertices(), &list.edges, monitor)?;
            let dimension = self.max_dimension.saturating_add(1);
            let mut simplices = Simplices::default();
            for (first, &birth) in (0_u32..).zip(&list.births) {
                simplices.add(&[first], birth, monitor)?;
                cliques::walk(
                    first,
                    out.of(first).to_vec(),
                    dimension,
                    |vertex, candidates, _, found| out.restrict(vertex, candidates, found),
                    |clique, rank| {
                        simplices.add(clique, list.edges[rank as usize].value, monitor)?;
                        Ok(true)
                    },
                )?;
            }
            Complex::sorted(simplices, monitor)
        })
    }
}

/// Where the edges out of each vertex lead, ascending.
struct OutNeighbours {
    starts: Vec<usize>,
    neighbours: Vec<Neighbour>,
}

impl OutNeighbours {
    /// `edges` are in order of entry: the rank of one is its place.
    fn new(vertices: usize, edges: &[Edge], monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let bytes = edges.len() * size_of::<(u32, Neighbour)>();
        monitor.charge(bytes + edges.len() * size_of::<Neighbour>() + (vertices + 1) * size_of::<usize>())?;
        let mut lists: Vec<(u32, Neighbour)> =
            (0..).zip(edges).map(|(rank, edge)| (edge.from, Neighbour { vertex: edge.to, rank })).collect();
        sort_by(&mut lists, monitor, |a, b| (a.0, a.1.vertex).cmp(&(b.0, b.1.vertex)))?;
        let mut starts = Vec::with_capacity(vertices + 1);
        for vertex in 0..=vertices {
            starts.push(lists.partition_point(|&(from, _)| (from as usize) < vertex));
            monitor.tick(100)?;
        }
        let neighbours = lists.into_iter().map(|(_, to)| to).collect();
        monitor.release(bytes);
        Ok(OutNeighbours { starts, neighbours })
    }

    fn of(&self, vertex: u32) -> &[Neighbour] {
        &self.neighbours[self.starts[vertex as usize]..self.starts[vertex as usize + 1]]
    }

    /// Those `candidates` to which an edge leads from `vertex` too, ranks raised accordingly.
    fn restrict(&self, vertex: u32, candidates: &[Neighbour], found: &mut Vec<Neighbour>) {
        let mut list = self.of(vertex).iter().peekable();
        for &candidate in candidates {
            while list.next_if(|next| next.vertex < candidate.vertex).is_some() {}
            if let Some(next) = list.next_if(|next| next.vertex == candidate.vertex) {
                found.push(Neighbour { vertex: candidate.vertex, rank: candidate.rank.max(next.rank) });
            }
        }
    }
}
