//! How far two persistence diagrams are apart.
//!
//! ```
//! use tda_core::{Interval, distance};
//!
//! let loops = [Interval { birth: 1.0, death: 3.0 }, Interval { birth: 0.0, death: 0.2 }];
//! let moved = [Interval { birth: 1.25, death: 3.0 }];
//! assert_eq!(distance::bottleneck(&loops, &moved)?, 0.25);
//! assert_eq!(distance::wasserstein(&loops, &moved)?, 0.25 + 0.1);
//! # Ok::<(), tda_core::Error>(())
//! ```
//!
//! # Conventions
//! * An interval is a point `(birth, death)` of the plane. A matching gives every point a point of the other diagram,
//!   or the nearest point of the diagonal `birth = death`; no point is given twice.
//! * Two points are apart by the l_p norm of their difference, with `internal_p` = infinity by default, as in GUDHI,
//!   Hera and POT (persim takes 2). A point of persistence `l` is then `l / 2` away from the diagonal, and
//!   `l * 2^(1/p - 1)` in general.
//! * [`Bottleneck`] is the least possible longest distance of a matching; [`Wasserstein`] of order `q` is the least
//!   possible `(sum of distances^q)^(1/q)`.
//! * Essential classes are matched among themselves, in the order of their births, which is best for every order.
//!   They are apart by the difference of their births. Diagrams with unequal numbers of them are infinitely far apart.
//! * Superlevel diagrams (birth above death, essential death minus infinity) need no care: the distance is that of
//!   the mirrored diagrams. Essential classes with death plus and minus infinity are never matched with each other.

mod assignment;
mod auction;
mod bottleneck;
mod diagram;
mod ground;
mod matching;
mod tree;
mod wasserstein;

pub use bottleneck::{Bottleneck, bottleneck};
pub use matching::{Matched, Matching};
pub use wasserstein::{Wasserstein, wasserstein};
