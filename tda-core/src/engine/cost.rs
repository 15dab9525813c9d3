//! What a computation is expected to cost, in nanoseconds or so. Only the scale of progress hangs on it, and what is
//! told beforehand.

use crate::diagram::Expected;
use crate::engine::graph::DenseGraph;

/// Of one distance found, kept and sorted.
const EDGE_NS: f64 = 120.0;
/// Of one simplex enumerated and tested for being in an apparent pair.
const SIMPLEX_NS: f64 = 60.0;
/// Of reducing one dimension, as a multiple of enumerating it. It may be almost nothing, or far more: with this
/// share half of the time is never shown as a small or as a large part.
const REDUCTION_SHARE: f64 = 1.2;

/// Bytes of one edge in the list, and of one simplex that may become a column.
const EDGE_BYTES: f64 = 16.0;
const COLUMN_BYTES: f64 = 32.0;
/// The share of the simplices that become columns: the others are in apparent pairs.
const COLUMN_SHARE: f64 = 0.05;
/// Of one simplex that is written out, looked up by its faces, sorted and reduced.
const LISTED_NS: f64 = 1000.0;
const LISTED_BYTES: f64 = 80.0;

/// Of a complex of so many simplices that is written out.
pub(crate) fn of_listed(simplices: f64) -> Expected {
    Expected::new(simplices * LISTED_NS, simplices * LISTED_BYTES)
}

/// Points and edges, from which everything is guessed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expectation {
    points: f64,
    edges: f64,
}

impl Expectation {
    pub(crate) fn new(points: usize, edges: usize) -> Self {
        Expectation { points: points as f64, edges: edges as f64 }
    }

    /// As if every pair of points were an edge.
    pub(crate) fn of_all_pairs(points: usize) -> Self {
        let points = points as f64;
        Expectation { points, edges: points * (points - 1.0) / 2.0 }
    }

    /// Finding the edges.
    pub(crate) fn construction(self) -> f64 {
        Self::of_pairs(self.points) * 4.0 + self.edges * EDGE_NS
    }

    fn of_pairs(points: f64) -> f64 {
        points * points / 2.0
    }

    /// Collapsing the graph.
    pub(crate) fn collapse(self) -> f64 {
        self.edges * (100.0 + self.points / 10.0)
    }

    /// Dimension one by the sweep over edges.
    pub(crate) fn sweep(self) -> f64 {
        self.edges * (40.0 + self.points / 40.0)
    }

    /// Dimension two by the sweep over edges.
    pub(crate) fn voids(self) -> f64 {
        self.edges * (100.0 + self.points * 3.0)
    }

    /// All dimensions up to `top`, by the engines that list no simplices.
    pub(crate) fn of_all(self, top: usize) -> Expected {
        let nanoseconds = self.construction()
            + if top == 0 { 0.0 } else { self.sweep() }
            + if top > 1 { self.dimensions(2, top) } else { 0.0 };
        Expected::new(nanoseconds, self.bytes(top))
    }

    /// All dimensions up to `top`, by a cohomology that enumerates each.
    pub(crate) fn of_cohomology(self, top: usize) -> Expected {
        Expected::new(self.construction() + self.dimensions(1, top), self.bytes(top))
    }

    fn bytes(self, top: usize) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of points")]
        let table = (DenseGraph::size_bytes(self.points as usize) as f64).min(self.edges * EDGE_BYTES);
        let columns = if top > 1 { self.simplices(top) * COLUMN_SHARE * COLUMN_BYTES } else { 0.0 };
        self.edges * EDGE_BYTES + table + columns
    }

    /// Enumerating the simplices of one dimension.
    pub(crate) fn enumeration(self, dimension: usize) -> f64 {
        // Each clique of a size grows by the neighbours that all its vertices share; in space, near things share
        // about half of their neighbours.
        let degree = 2.0 * self.edges / self.points;
        let growth = (2..=dimension)
            .map(|size| (degree / 2.0_f64.powi(size_i32(size) - 2) / (size as f64 + 1.0)).max(1.0));
        growth.product::<f64>() * self.edges * SIMPLEX_NS
    }

    /// How many simplices of one dimension there are.
    pub(crate) fn simplices(self, dimension: usize) -> f64 {
        self.enumeration(dimension) / SIMPLEX_NS
    }

    /// Reducing the columns of one dimension.
    pub(crate) fn reduction(self, dimension: usize) -> f64 {
        self.enumeration(dimension) * REDUCTION_SHARE
    }

    /// All dimensions from one to another.
    pub(crate) fn dimensions(self, from: usize, to: usize) -> f64 {
        (from..=to).map(|dimension| self.enumeration(dimension) + self.reduction(dimension)).sum()
    }
}

fn size_i32(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}
