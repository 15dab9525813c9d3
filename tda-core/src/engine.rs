//! How barcodes are computed. The [`planner`] chooses; each other file is one step of an engine.
//!
//! ```text
//! Distances -> spanning tree (dimension 0 alone)
//! Distances -> edges, shortest first -> components (dimension 0)
//!             |
//!             +-> dense graph (table of ranks) -> lunes (dimension 1) --> columns -> reduction
//!             +-> sparse graph (lists) --------------------------------^   a dimension at a time
//! ```
//!
//! An edge is known by its rank, its place in the order of entry, as soon as the edges are sorted: everything behind
//! compares whole numbers, and a length is only looked up again when an interval is written.

pub(crate) mod adjacency;
pub(crate) mod chain_sum;
pub(crate) mod choice;
pub(crate) mod cliques;
pub(crate) mod coefficients;
pub(crate) mod cofacets;
pub(crate) mod cohomology;
pub(crate) mod collapse;
pub(crate) mod columns;
pub(crate) mod complex;
pub(crate) mod components;
pub(crate) mod cost;
pub(crate) mod cubical;
pub(crate) mod degeneracy;
pub(crate) mod edges;
pub(crate) mod elders;
pub(crate) mod graph;
pub(crate) mod growth;
pub(crate) mod homology;
pub(crate) mod known;
pub(crate) mod levels;
pub(crate) mod listed;
pub(crate) mod lunes;
pub(crate) mod matrix;
pub(crate) mod near;
pub(crate) mod neighbourhood;
pub(crate) mod packing;
pub(crate) mod parallel;
pub(crate) mod planar;
pub(crate) mod planner;
pub(crate) mod progress;
pub(crate) mod reduction;
pub(crate) mod representatives;
pub(crate) mod rows;
pub(crate) mod sort;
pub(crate) mod spanning_tree;
pub(crate) mod sparse_edges;
pub(crate) mod sum;
pub(crate) mod voids;
pub(crate) mod wide;
