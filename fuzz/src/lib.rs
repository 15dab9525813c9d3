//! Fuzz targets. `tda-events/tests/replay.rs` and `tda-core/tests/replay.rs` run the same bodies over the corpus.

pub mod barcodes;
mod bodies;

pub use bodies::*;

#[global_allocator]
static ALLOCATOR: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
