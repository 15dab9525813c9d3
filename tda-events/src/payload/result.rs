//! `result.*`: what a computation found.

mod artifact;
mod columns;
mod diagram;
mod interval;
mod packed;

use super::PIPELINE;
use super::define::{payload, without_further_rules};
use crate::schema::Type;

pub use artifact::{FiltrationData, ResultCached, ResultGenerated, ResultMetadata, Visualization};
pub use diagram::{PersistenceDiagram, content_sha256};
pub use interval::Interval;
pub use packed::PackedColumns;

payload! {
    /// Betti numbers at one value of the filtration.
    pub struct BettiNumbers = "result.betti_numbers" in PIPELINE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
            /// Which algorithm found them.
            algorithm: String = Type::short_name(),
            /// Number of classes alive, by dimension from 0 upwards.
            betti_numbers: Vec<u64>,
        }
        optional {
            /// Value of the filtration at which they were counted; without it at the end.
            filtration_value: f64,
            /// How long the computation took, in seconds.
            computation_time_seconds: f64 = Type::amount(),
        }
    }
}

without_further_rules!(BettiNumbers);
