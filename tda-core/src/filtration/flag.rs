//! Flag complexes: every clique of a weighted graph is a simplex.

use crate::control::{Control, Monitor, Stage};
use crate::diagram::Diagrams;
use crate::engine::cost::Expectation;
use crate::engine::edges::RankedEdge;
use crate::engine::graph::SparseGraph;
use crate::engine::sort::sort_by;
use crate::engine::{cliques, listed};
use crate::error::Error;
use crate::filtration::VietorisRips;
use crate::input::{EdgeList, SparseDistances, WeightedGraph};
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
        let rips = VietorisRips::with(self.max_dimension, None, self.settings);
        rips.check_settings()?;
        let mut monitor = Monitor::start(control, self.settings.limits)?;
        let (list, vertices) = (graph.edge_list(), graph.vertices());
        let expected = Expectation::new(vertices, list.edges.len());
        let rest = expected.construction() + expected.dimensions(1, self.max_dimension);
        monitor.phase(Stage::FiltrationConstruction, expected.construction(), rest)?;
        let values = distinct(list, &mut monitor)?;
        let place = |value: f64| values.partition_point(|&other| other < value) as f64;
        monitor.charge(list.edges.len() * size_of::<(u32, u32, f64)>() + vertices * size_of::<f64>())?;
        let mut edges = Vec::with_capacity(list.edges.len());
        for edge in &list.edges {
            edges.push((edge.from, edge.to, place(edge.value)));
            monitor.tick(100)?;
        }
        let mut births = Vec::with_capacity(vertices);
        for &birth in &list.births {
            births.push(place(birth));
            monitor.tick(100)?;
        }
        let distances = SparseDistances::of_edges(vertices, edges, &mut monitor)?;
        let rips = rips.weights(&births);
        rips.compute_within(&distances, Some(&values), monitor)
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

/// The values of vertices and edges, ascending, each once. Both zeros are one.
fn distinct(list: &EdgeList, monitor: &mut Monitor<'_>) -> Result<Vec<f64>, Error> {
    monitor.charge((list.births.len() + list.edges.len()) * size_of::<f64>())?;
    let all = list.births.iter().copied().chain(list.edges.iter().map(|edge| edge.value));
    let mut values: Vec<f64> = all.map(|value| value + 0.0).collect();
    sort_by(&mut values, monitor, f64::total_cmp)?;
    let mut kept = 0;
    for at in 0..values.len() {
        if kept == 0 || values[kept - 1] != values[at] {
            values[kept] = values[at];
            kept += 1;
        }
        monitor.tick(2)?;
    }
    values.truncate(kept);
    Ok(values)
}
