//! Flag complexes: every clique of a weighted graph is a simplex.

use crate::control::Control;
use crate::diagram::Diagrams;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::SparseGraph;
use crate::engine::{cliques, listed};
use crate::error::Error;
use crate::filtration::VietorisRips;
use crate::input::{SparseDistances, WeightedGraph};
use crate::settings::{
    Settings, dimension_method, representative_methods, settings_methods, zero_length_method,
};

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

    dimension_method!();

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
        match self.settings.zero_lengths {
            true => self.listed(graph, control),
            false => self.by_ranks(graph, control),
        }
    }

    /// The engines of Vietoris-Rips, given the places of values in their order for distances: they compare values
    /// and nothing else, so places serve as well, below zero too.
    fn by_ranks(&self, graph: &WeightedGraph, control: &Control) -> Result<Diagrams, Error> {
        let list = graph.edge_list();
        let mut values: Vec<f64> =
            list.births.iter().copied().chain(list.edges.iter().map(|e| e.value)).collect();
        // Both zeros are one value.
        values.iter_mut().for_each(|value| *value += 0.0);
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        let place = |value: f64| values.partition_point(|&other| other < value) as f64;
        let (tails, heads): (Vec<usize>, Vec<usize>) =
            list.edges.iter().map(|edge| (edge.from as usize, edge.to as usize)).unzip();
        let places: Vec<f64> = list.edges.iter().map(|edge| place(edge.value)).collect();
        let births: Vec<f64> = list.births.iter().map(|&birth| place(birth)).collect();
        let distances = SparseDistances::from_coo(graph.vertices(), &tails, &heads, &places)?;
        let rips = VietorisRips::with(self.max_dimension, None, self.settings).weights(&births);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place below the count"
        )]
        let value = |place: f64| if place.is_finite() { values[place as usize] } else { place };
        Ok(rips.compute_with(&distances, control)?.at_values(value))
    }

    fn listed(&self, graph: &WeightedGraph, control: &Control) -> Result<Diagrams, Error> {
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
