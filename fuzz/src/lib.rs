//! Fuzz targets. `tda-events/tests/replay.rs` runs the same bodies over the corpus.

mod bodies;

pub use bodies::*;

#[global_allocator]
static ALLOCATOR: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
