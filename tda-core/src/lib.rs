//! Persistent homology: exact barcodes that can be watched, cancelled and bounded.
//!
//! ```
//! use tda_core::{Control, PointCloud, VietorisRips};
//!
//! let hexagon: Vec<f64> = (0..6).flat_map(|i| { let a = f64::from(i).to_radians() * 60.0; [a.cos(), a.sin()] }).collect();
//! let cloud = PointCloud::from_rows(&hexagon, 2)?;
//! let control = Control::new().on_progress(|progress| eprintln!("{progress}"));
//! let diagrams = VietorisRips::new().max_dimension(1).compute_with(&cloud, &control)?;
//! for interval in diagrams.dimension(1)? {
//!     println!("a loop lives from {} to {}", interval.birth, interval.death);
//! }
//! println!("{}", diagrams.plan());
//! # Ok::<(), tda_core::Error>(())
//! ```
//!
//! Numbers are f64 throughout: births and deaths are distances of the input, never rounded. Answers do not depend
//! on the machine, on threads or on the order of the points. The crate does no input or output, logs nothing, and
//! starts no thread unless `threads` allows it.
//!
//! | to | start at |
//! |---|---|
//! | give points or distances | [`PointCloud`], [`DistanceMatrix`], [`SparseDistances`] |
//! | give a graph, or a function on a mesh | [`WeightedGraph`], [`DirectedGraph`], [`VertexFunction`] |
//! | give an image | [`Image`] |
//! | compute barcodes of points | [`VietorisRips`], [`DtmRips`], [`SparseRips`], [`Cech`], [`Witness`], [`Alpha`], [`DelaunayRips`] |
//! | compute barcodes of graphs and functions | [`Flag`], [`DirectedFlag`], [`LowerStar`], [`Extended`] |
//! | compute barcodes of images | [`Cubical`] |
//! | compute barcodes of anything else | [`ExplicitFiltration`] |
//! | read them | [`Diagrams`], [`Interval`] |
//! | compare them, or make numbers of them | [`distance`], [`vectorize`] |
//! | choose points, or make points of a signal | [`sampling`] |
//! | turn a cocycle into coordinates | [`representative`] |
//! | watch, stop and bound a computation | [`Control`], [`CancelToken`], [`Progress`] |
//! | write a filtration, and have it judged | [`Filtration`], [`laws`] |

mod control;
mod diagram;
pub mod distance;
mod engine;
mod error;
mod field;
mod filtration;
mod geometry;
mod input;
pub mod laws;
pub mod representative;
pub mod sampling;
mod settings;
pub mod vectorize;

pub use control::{CancelToken, Control, Progress, Stage};
pub use diagram::{Chain, Chains, Diagrams, DimensionStats, Expected, Interval, Pairs, Plan, Stats};
pub use engine::choice::EngineChoice;
pub use engine::collapse::Collapse;
pub use error::{Error, ErrorKind, InvalidInput, Representatives, Retry};
pub use filtration::{
    Alpha, Cech, Construction, Cubical, DelaunayRips, DirectedFlag, DtmRips, Estimate, ExplicitFiltration,
    Exponent, Extended, ExtendedDiagrams, Filtration, Flag, LowerStar, Padded, SimplexIndex, SparseRips,
    Suggestion, VietorisRips, Witness, WitnessKind,
};
pub use input::metric::Metric;
pub use input::{
    DirectedGraph, DistanceMatrix, Distances, Image, PointCloud, SparseDistances, Symmetry, VertexFunction,
    WeightedGraph,
};
