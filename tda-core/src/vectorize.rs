//! Barcodes as numbers: curves, statistics, landscapes, images and kernels.
//!
//! ```
//! use tda_core::{Interval, vectorize::{Axis, BettiCurve, Landscape, entropy}};
//!
//! let loops = [Interval { birth: 0.0, death: 4.0 }, Interval { birth: 1.0, death: 3.0 }];
//! assert_eq!(BettiCurve::of(&loops)?.at(2.0), 2);
//! assert_eq!(entropy(&loops)?, -(2.0 / 3.0 * (2.0_f64 / 3.0).ln() + 1.0 / 3.0 * (1.0_f64 / 3.0).ln()));
//! let landscape = Landscape::new().layers(2).compute(&loops, &Axis::new(0.0, 4.0, 5)?)?;
//! assert_eq!(landscape, [0.0, 1.0, 2.0, 1.0, 0.0, /* second layer */ 0.0, 0.0, 1.0, 0.0, 0.0]);
//! # Ok::<(), tda_core::Error>(())
//! ```
//!
//! # Conventions
//! * Intervals of length zero count for nothing, except in [`Statistics::count`] and the numbers beside it.
//! * Essential classes have no length. [`Essential`] says what becomes of them; by default they are left out, but
//!   [`BettiCurve`] counts them without being asked.
//! * Superlevel diagrams (birth above death) give what their mirror image gives, at the negated value: axes are in
//!   values of the input, lengths are above zero. A persistence image has its columns in the other order than that of
//!   the mirrored diagram.
//! * Exponentials and error functions come from the `libm` crate, so that the bits are the same on every machine.

mod axis;
mod betti;
mod diagrams;
mod essential;
mod heat;
mod image;
mod landscape;
mod separable;
mod silhouette;
mod statistics;

pub use axis::Axis;
pub use betti::BettiCurve;
pub use essential::Essential;
pub use heat::HeatKernel;
pub use image::{PersistenceImage, Pixels, Weight};
pub use landscape::Landscape;
pub use silhouette::Silhouette;
pub use statistics::{Statistics, Summary, entropy, total_persistence};
