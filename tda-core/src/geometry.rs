//! Points in the plane and in space: Delaunay triangulations, spheres, and arithmetic that never errs on a sign.
//!
//! ```text
//! points -> sites (repeats out, order of insertion) -> triangulation -> faces, each with its sphere -> filtration
//! ```
//!
//! The triangulation is our own: those crates that build one in space cannot be stopped, and none gives an answer
//! that does not depend on the order of the points where many lie on one sphere. Whole numbers of any size are the
//! crate `num-bigint`; the predicates on top of them take weights, which those of the crate `robust` do not.

pub(crate) mod delaunay;
pub(crate) mod faces;
pub(crate) mod number;
pub(crate) mod orthosphere;
pub(crate) mod periodic;
pub(crate) mod predicates;
pub(crate) mod sites;
pub(crate) mod spatial_order;
pub(crate) mod triangulation;
