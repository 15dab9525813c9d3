//! Points in the plane and in space: Delaunay triangulations, spheres, and arithmetic that never errs on a sign.
//!
//! ```text
//! points -> sites (repeats out, order of insertion) -> triangulation -> faces, each with its sphere -> filtration
//! ```
//!
//! The triangulation is our own because of what is wanted of it together: in the plane and in space, with weights,
//! stopped between any two points, its memory charged as it grows, and where many points lie on one sphere an answer
//! that hangs on where they lie and not on their order (a perturbation by lexicographic rank, in [`predicates`]). The
//! crate `spade`, which triangulates the plane for Vietoris-Rips, can be stopped between two points just so; it has
//! neither weights nor a third dimension. Whole numbers of any size are the crate `num-bigint`; the predicates on top
//! of them take weights, which those of the crate `robust` do not.

pub(crate) mod circumsphere;
pub(crate) mod delaunay;
pub(crate) mod faces;
pub(crate) mod number;
pub(crate) mod orthosphere;
pub(crate) mod periodic;
pub(crate) mod predicates;
pub(crate) mod sites;
pub(crate) mod spatial_order;
pub(crate) mod triangulation;
