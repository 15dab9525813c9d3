//! A function on the vertices of a simplicial complex.

use crate::error::{Error, InvalidInput};
use crate::input::check_points;

/// Values on the vertices of a graph, a mesh or any simplicial complex.
///
/// ```
/// use tda_core::VertexFunction;
///
/// let series = VertexFunction::on_path(&[0.0, 3.0, 1.0])?;
/// let triangle = VertexFunction::on_simplices(&[0.0, 1.0, 2.0], &[[0, 1, 2]])?;
/// assert_eq!((series.simplices(), triangle.simplices()), (5, 7));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct VertexFunction {
    values: Vec<f64>,
    /// The edges of a time series, which has no other simplices.
    path: Vec<[u32; 2]>,
    /// Simplices of more than one vertex, by size, then by vertices; every face is there.
    simplices: Vec<Box<[u32]>>,
}

impl VertexFunction {
    /// A time series: each sample is joined to the next.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without samples, or when one is not finite.
    pub fn on_path(values: &[f64]) -> Result<Self, Error> {
        let mut function = Self::on_simplices::<[usize; 0]>(values, &[])?;
        function.path = (0_u32..).zip(1..).take(values.len() - 1).map(|(from, to)| [from, to]).collect();
        Ok(function)
    }

    /// A function on the vertices of a graph.
    ///
    /// # Errors
    /// As [`on_simplices`](Self::on_simplices).
    pub fn on_edges(values: &[f64], edges: &[[usize; 2]]) -> Result<Self, Error> {
        Self::on_simplices(values, edges)
    }

    /// A function on the vertices of the complex of `simplices` and all their faces, in any order; repeats count
    /// once.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without vertices; when a value is not finite; when a simplex has no vertex, names one
    /// that is not there, or names one twice, or has more than 16 vertices.
    pub fn on_simplices<S: AsRef<[usize]>>(values: &[f64], simplices: &[S]) -> Result<Self, Error> {
        check_points(values.len())?;
        if let Some((vertex, &birth)) = values.iter().enumerate().find(|(_, value)| !value.is_finite()) {
            return Err(InvalidInput::VertexBirth { vertex, birth }.into());
        }
        let mut all = Vec::new();
        for (simplex, vertices) in simplices.iter().enumerate() {
            let vertices = check_simplex(values.len(), simplex, vertices.as_ref())?;
            push_faces(&vertices, &mut all);
        }
        all.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        all.dedup();
        // Minus zero is zero: which of two equal values a simplex takes must not show.
        let values = values.iter().map(|value| value + 0.0).collect();
        Ok(VertexFunction { values, path: Vec::new(), simplices: all })
    }

    /// Number of simplices, vertices included.
    #[must_use]
    pub fn simplices(&self) -> usize {
        self.values.len() + self.path.len() + self.simplices.len()
    }

    /// The highest dimension of a simplex.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.higher_simplices().next_back().map_or(0, |simplex| simplex.len() - 1)
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Every simplex of more than one vertex, faces first.
    pub(crate) fn higher_simplices(&self) -> impl DoubleEndedIterator<Item = &[u32]> {
        self.path.iter().map(|edge| &edge[..]).chain(self.simplices.iter().map(AsRef::as_ref))
    }

    /// Whether this is a time series.
    pub(crate) fn is_path(&self) -> bool {
        self.path.len() + 1 == self.values.len()
    }
}

/// Most vertices of a simplex that is given: it has 2^16 faces.
const SIMPLEX_VERTICES_MAX: usize = 16;

/// The vertices of a simplex, ascending.
fn check_simplex(points: usize, simplex: usize, vertices: &[usize]) -> Result<Vec<u32>, Error> {
    if vertices.is_empty() || vertices.len() > SIMPLEX_VERTICES_MAX {
        let (vertices, limit) = (vertices.len(), SIMPLEX_VERTICES_MAX);
        return Err(InvalidInput::SimplexSize { simplex, vertices, limit }.into());
    }
    if let Some(&vertex) = vertices.iter().find(|&&vertex| vertex >= points) {
        return Err(InvalidInput::SimplexVertex { simplex, vertex, vertices: points }.into());
    }
    let mut sorted: Vec<u32> = vertices.iter().filter_map(|&vertex| u32::try_from(vertex).ok()).collect();
    sorted.sort_unstable();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(InvalidInput::SimplexRepeats { simplex, vertex: twice[0] as usize }.into());
    }
    Ok(sorted)
}

fn push_faces(vertices: &[u32], all: &mut Vec<Box<[u32]>>) {
    for subset in 1_u32..1 << vertices.len() {
        if subset.count_ones() > 1 {
            let chosen = vertices.iter().enumerate().filter(|&(k, _)| subset >> k & 1 == 1);
            all.push(chosen.map(|(_, &vertex)| vertex).collect());
        }
    }
}
