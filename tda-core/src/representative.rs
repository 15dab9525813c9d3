//! What representatives are good for: [`circular_coordinates`] from a cocycle.

mod circular;

pub use circular::circular_coordinates;
