//! What users of the crate see.

mod avro;
mod catalog;
mod columns;
mod compat;
mod dialects;
mod dynamic;
mod evolve;
mod frames;
mod frozen;
mod golden;
mod hostile;
mod json;
mod laws;
mod lint;
mod packed;
mod partition;
mod payloads;
mod schemas;

use std::path::PathBuf;

/// A file or folder of the data that all languages share.
fn testdata(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata")).join(path)
}
