//! Graphs with weights.

use crate::error::{Error, InvalidInput};
use crate::input::check_points;

/// An undirected graph: when each vertex and each edge enters.
///
/// ```
/// // A square with one diagonal that comes last.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 1.0), (0, 2, 5.0)];
/// let graph = tda_core::WeightedGraph::new(&[0.0; 4], &edges)?;
/// assert_eq!(graph.vertices(), 4);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct WeightedGraph {
    edges: EdgeList,
}

impl WeightedGraph {
    /// A graph whose vertex v enters at `births[v]`, and whose edges (a, b, value) enter at their value, which may
    /// be negative as long as both ends are there. An edge at infinity never enters.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without vertices; for a birth that is not finite; for an edge that names no vertex,
    /// runs from a vertex to itself, has a value that is NaN or minus infinity or below the birth of an end, or was
    /// given before in either direction.
    pub fn new(births: &[f64], edges: &[(usize, usize, f64)]) -> Result<Self, Error> {
        Ok(WeightedGraph { edges: EdgeList::new(births, edges, false)? })
    }

    /// Number of vertices.
    #[must_use]
    pub fn vertices(&self) -> usize {
        self.edges.births.len()
    }

    pub(crate) fn edge_list(&self) -> &EdgeList {
        &self.edges
    }
}

/// A directed graph: when each vertex and each edge enters. Two vertices may be joined in both directions.
///
/// ```
/// let graph = tda_core::DirectedGraph::new(&[0.0; 2], &[(0, 1, 1.0), (1, 0, 2.0)])?;
/// assert_eq!(graph.vertices(), 2);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct DirectedGraph {
    edges: EdgeList,
}

impl DirectedGraph {
    /// A graph whose vertex v enters at `births[v]`, and whose edges (from, to, value) enter at their value.
    ///
    /// # Errors
    /// As [`WeightedGraph::new`]; an edge and its reverse are two.
    pub fn new(births: &[f64], edges: &[(usize, usize, f64)]) -> Result<Self, Error> {
        Ok(DirectedGraph { edges: EdgeList::new(births, edges, true)? })
    }

    /// Number of vertices.
    #[must_use]
    pub fn vertices(&self) -> usize {
        self.edges.births.len()
    }

    pub(crate) fn edge_list(&self) -> &EdgeList {
        &self.edges
    }
}

/// Vertices and edges with the values at which they enter, checked; edges in order of entry.
#[derive(Clone, Debug)]
pub(crate) struct EdgeList {
    pub(crate) births: Vec<f64>,
    /// By value, ties by ends. The lower end is first unless the graph is directed.
    pub(crate) edges: Vec<Edge>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    pub(crate) value: f64,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

impl EdgeList {
    fn new(births: &[f64], edges: &[(usize, usize, f64)], directed: bool) -> Result<Self, Error> {
        check_points(births.len())?;
        if let Some((vertex, &birth)) = births.iter().enumerate().find(|(_, birth)| !birth.is_finite()) {
            return Err(InvalidInput::VertexBirth { vertex, birth }.into());
        }
        let mut checked = Vec::with_capacity(edges.len());
        for (edge, &(from, to, value)) in edges.iter().enumerate() {
            check_edge(births, edge, (from, to, value))?;
            let (from, to) = if directed { (from, to) } else { (from.min(to), from.max(to)) };
            #[expect(clippy::cast_possible_truncation, reason = "the number of vertices is checked")]
            let ends = (from as u32, to as u32);
            // Minus zero is zero, for vertices too: edges are sorted behind the vertices of their value.
            checked.push((Edge { value: value + 0.0, from: ends.0, to: ends.1 }, edge));
        }
        checked.sort_unstable_by_key(|&(edge, place)| (edge.from, edge.to, place));
        let same_ends = |(a, _): &(Edge, usize), (b, _): &(Edge, usize)| (a.from, a.to) == (b.from, b.to);
        if let Some(twice) = checked.windows(2).find(|pair| same_ends(&pair[0], &pair[1])) {
            return Err(InvalidInput::RepeatedEdge { edge: twice[1].1, first: twice[0].1 }.into());
        }
        let mut edges: Vec<Edge> = checked.into_iter().map(|(edge, _)| edge).collect();
        edges.retain(|edge| edge.value < f64::INFINITY);
        edges.sort_by(|a, b| a.value.total_cmp(&b.value));
        Ok(EdgeList { births: births.iter().map(|birth| birth + 0.0).collect(), edges })
    }
}

fn check_edge(births: &[f64], edge: usize, (from, to, value): (usize, usize, f64)) -> Result<(), Error> {
    let vertices = births.len();
    if let Some(vertex) = [from, to].into_iter().find(|&vertex| vertex >= vertices) {
        return Err(InvalidInput::EdgeVertex { edge, vertex, vertices }.into());
    }
    if from == to {
        return Err(InvalidInput::EdgeLoop { edge, vertex: from }.into());
    }
    let (late, birth) = if births[from] > births[to] { (from, births[from]) } else { (to, births[to]) };
    if value.is_nan() || value < birth {
        return Err(InvalidInput::EdgeValue { edge, value, vertex: late, birth }.into());
    }
    Ok(())
}
