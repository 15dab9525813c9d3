//! Before the computation: fewer points, or points from a signal.
//!
//! | to | call |
//! |---|---|
//! | choose points that cover the others | [`landmarks`] |
//! | turn a signal into points | [`delay_embedding`] |
//! | cut a signal into windows | [`sliding_windows`] |

mod landmarks;
mod signal;

pub use landmarks::{Landmarks, landmarks};
pub use signal::{delay_embedding, sliding_windows};
