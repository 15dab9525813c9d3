//! Flag complexes: every clique of a weighted graph is a simplex.

use crate::control::Control;
use crate::diagram::Diagrams;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::SparseGraph;
use crate::engine::{cliques, listed};
use crate::error::Error;
use crate::input::WeightedGraph;
use crate::settings::{Settings, representative_methods, settings_methods, zero_length_method};

/// The flag (or clique) filtration of a weighted graph: a set of vertices is a simplex from the value on at which the
/// last of its edges is there.
///
/// ```
/// use tda_core::{Flag, WeightedGraph};
///
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 1.0), (0, 2, 5.0)];
/// let diagrams = Flag::new().max_dimension(1).compute(&WeightedGraph::new(&[-1.0; 4], &edges)?)?;
/// assert_eq!(diagrams.dimension(1)?[0].death, 5.0);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Flag {
    max_dimension: usize,
    settings: Settings,
}

impl Default for Flag {
    fn default() -> Self {
        Self::new()
    }
}

impl Flag {
    /// Dimensions 0 and 1 over Z/2, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        Flag { max_dimension: 1, settings: Settings::default() }
    }

    /// The highest dimension of homology. Default 1.
    #[must_use]
    pub fn max_dimension(mut self, max_dimension: usize) -> Self {
        self.max_dimension = max_dimension;
        self
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a field that is none, or no threads; [`Error::LimitExceeded`] and
    /// [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, graph: &WeightedGraph) -> Result<Diagrams, Error> {
        self.compute_with(graph, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, graph: &WeightedGraph, control: &Control) -> Result<Diagrams, Error> {
        listed::diagrams(&self.settings, self.max_dimension, control, "flag complex", |monitor| {
            let list = graph.edge_list();
            let ranked =
                (0..).zip(&list.edges).map(|(rank, edge)| RankedEdge { low: edge.from, high: edge.to, rank });
            let sparse = SparseGraph::new(graph.vertices(), ranked, monitor)?;
            let (birth, value) =
                (|vertex: u32| list.births[vertex as usize], |rank: u32| list.edges[rank as usize].value);
            cliques::complex(&sparse, self.max_dimension.saturating_add(1), birth, value, monitor)
        })
    }
}
