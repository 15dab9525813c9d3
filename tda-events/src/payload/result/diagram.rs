//! `result.persistence_diagram`, and the hash of what it says.

use sha2::{Digest, Sha256};

use super::interval::Interval;
use super::packed::PackedIntervals;
use crate::limits;
use crate::payload::PIPELINE;
use crate::payload::define::{payload, without_further_rules};
use crate::payload::field::FieldValue as _;
use crate::schema::Type;

payload! {
    /// The persistence diagram of one homology dimension.
    pub struct PersistenceDiagram = "result.persistence_diagram" in PIPELINE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
            /// Which algorithm found it.
            algorithm: String = Type::short_name(),
            /// Homology dimension.
            dimension: u32 = Type::dimension(),
            /// The intervals, sorted by birth, then death.
            intervals: Vec<Interval> = Type::list(Interval::default_type(), limits::INTERVALS_MAX),
        }
        default {
            /// Number of classes alive at the end, by dimension from 0 upwards.
            betti_numbers: Vec<u64> => Vec::new(),
        }
        optional {
            /// How long the computation took, in seconds.
            computation_time_seconds: f64 = Type::amount(),
            /// Size of the result in bytes.
            result_size_bytes: u64,
            /// Where the result lies, as a URI.
            storage_location: String = Type::uri(),
        }
        second_layout PackedIntervals
    }
}

impl PersistenceDiagram {
    /// SHA-256 of what was found, in lower-case hexadecimal: see [`content_sha256`].
    pub fn content_sha256(&self) -> String {
        content_sha256(self.dimension, &self.intervals)
    }
}

/// SHA-256 of a diagram's content, in lower-case hexadecimal.
///
/// Hashed are, without separators: the dimension as `u32`, the number of intervals as `u64`, then of each
/// interval in order the bits of birth and of death as IEEE 754 doubles; all little-endian.
///
/// ```
/// use tda_events::{Interval, content_sha256};
/// let hash = content_sha256(1, &[Interval::new(0.5, f64::INFINITY)]);
/// assert_eq!(hash, "561f736bfa78b4c829d05f644505b7b0ded53c6f582df00d4eed458d95999465");
/// ```
pub fn content_sha256(dimension: u32, intervals: &[Interval]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(dimension.to_le_bytes());
    hasher.update((intervals.len() as u64).to_le_bytes());
    // In pieces: one call for each eight bytes would cost more than the hash itself.
    let mut piece = Vec::with_capacity(16 * 256);
    for chunk in intervals.chunks(256) {
        piece.clear();
        for interval in chunk {
            piece.extend_from_slice(&interval.birth.to_le_bytes());
            piece.extend_from_slice(&interval.death.to_le_bytes());
        }
        hasher.update(&piece);
    }
    format!("{:x}", hasher.finalize())
}

without_further_rules!(PersistenceDiagram);
