//! The graph whose cliques are the simplices, with lengths as ranks.

mod dense;
mod sparse;

use std::ops::ControlFlow;

pub(crate) use dense::DenseGraph;
pub(crate) use sparse::SparseGraph;

/// The rank of what is no edge, above every rank. It fits a signed number, which plain vector code can compare.
pub(crate) const NO_EDGE: u32 = i32::MAX as u32;

/// A vertex next to a clique, with the rank of the longest edge between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Neighbour {
    pub(crate) vertex: u32,
    pub(crate) rank: u32,
}

/// What the engine asks of a graph. Vertices of a clique are always ascending, and so is what comes back.
pub(crate) trait Graph {
    fn points(&self) -> usize;

    /// The rank of an edge, or [`NO_EDGE`].
    fn rank(&self, a: u32, b: u32) -> u32;

    /// Fills `found` with the neighbours of `vertex` behind it.
    fn neighbours_after(&self, vertex: u32, found: &mut Vec<Neighbour>);

    /// Fills `found` with those `candidates` that are next to `vertex` too, ranks raised accordingly.
    fn restrict(&self, vertex: u32, candidates: &[Neighbour], found: &mut Vec<Neighbour>);

    /// Visits every vertex next to all of `clique`, until told to break.
    fn common_neighbours<B>(
        &self,
        clique: &[u32],
        visit: impl FnMut(Neighbour) -> ControlFlow<B>,
    ) -> ControlFlow<B>;

    /// The first vertex below `end` that is next to all of `clique` by edges up to `rank`.
    fn first_within(&self, clique: &[u32], rank: u32, end: u32) -> Option<u32>;
}
