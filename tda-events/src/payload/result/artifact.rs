//! `result.*` beyond diagrams: what a computation was made of, what describes it, and pictures of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::limits;
use crate::payload::blob::Blob;
use crate::payload::define::{payload, without_further_rules};
use crate::payload::{EVERYWHERE, PIPELINE, Parameters};
use crate::schema::Type;
use crate::time::Timestamp;

payload! {
    /// The filtration that a computation went through.
    pub struct FiltrationData = "result.filtration_data" in PIPELINE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
            /// Which algorithm made it, such as `vietoris_rips`.
            algorithm: String = Type::short_name(),
            /// Number of its simplices, or cells.
            simplex_count: u64,
        }
        default {
            /// Number of simplices by dimension from 0 upwards.
            simplex_counts: Vec<u64> => Vec::new(),
            /// Values at which it grows, ascending; of a large one a selection.
            filtration_values: Vec<f64> = Type::list(Type::number(), limits::FILTRATION_VALUES_MAX) => Vec::new(),
        }
        optional {
            /// Names this result.
            result_id: String = Type::id(),
            /// Dimension of its largest simplices.
            max_dimension: u32 = Type::int(0, i64::from(i32::MAX)),
            /// Number of its vertices.
            vertex_count: u64,
            /// Value at which its first simplex enters.
            min_filtration_value: f64,
            /// Value at which its last simplex enters.
            max_filtration_value: f64,
            /// How long making it took, in seconds.
            computation_time_seconds: f64 = Type::amount(),
            /// Size of the stored filtration in bytes.
            result_size_bytes: u64,
            /// Where it lies whole, as a URI.
            storage_location: String = Type::uri(),
            /// SHA-256 of the stored bytes, in hexadecimal.
            checksum_sha256: String = Type::sha256(),
        }
    }
}

payload! {
    /// What describes the results of a job together.
    pub struct ResultMetadata = "result.metadata" in PIPELINE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
        }
        default {
            /// Homology dimensions that were computed.
            dimensions: Vec<u32> = Type::list(Type::dimension(), limits::LIST_ITEMS_MAX) => Vec::new(),
            /// Number of intervals by dimension from 0 upwards.
            interval_counts: Vec<u64> => Vec::new(),
            /// Words to find it by.
            tags: Vec<String> = Type::list(Type::short_name(), limits::LIST_ITEMS_MAX) => Vec::new(),
            /// Versions by name: of the engine, of its libraries.
            versions: BTreeMap<String, String> => BTreeMap::new(),
        }
        optional {
            /// Names the results together.
            result_id: String = Type::id(),
            /// Which algorithm found them.
            algorithm: String = Type::short_name(),
            /// What the algorithm was told.
            parameters: Parameters,
            /// Names the data that it was computed on.
            data_id: String = Type::id(),
            /// Number of points of the data.
            point_count: u64,
            /// How long the computation took, in seconds.
            computation_time_seconds: f64 = Type::amount(),
            /// Most memory that it held, in MB.
            memory_peak_mb: f64 = Type::amount(),
            /// When it was done.
            computed_at: Timestamp,
            /// Size of all results in bytes.
            result_size_bytes: u64,
            /// Where they lie, as a URI.
            storage_location: String = Type::uri(),
            /// Further facts.
            metadata: Map<String, Value>,
        }
    }
}

payload! {
    /// A picture of a result: inside the event up to 512 KiB, or where it lies.
    pub struct Visualization = "result.visualization" in PIPELINE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
            /// Names this picture: a job has several.
            result_id: String = Type::id(),
            /// What it shows, such as `persistence_diagram`, `barcode` or `betti_curve`.
            visualization_type: String = Type::short_name(),
            /// How it is written, such as `svg` or `png`.
            format: String = Type::short_name(),
        }
        optional {
            /// Homology dimension that it shows; without it all of them.
            dimension: u32 = Type::dimension(),
            /// What to write above it.
            title: String = Type::short_name(),
            /// Width in pixels.
            width_pixels: u32,
            /// Height in pixels.
            height_pixels: u32,
            /// The picture itself.
            content: Blob = Type::Bytes { bytes_min: 0, bytes_max: limits::CONTENT_BYTES_MAX },
            /// Size of the picture in bytes.
            result_size_bytes: u64,
            /// Where the picture lies, as a URI.
            storage_location: String = Type::uri(),
            /// SHA-256 of the picture, in hexadecimal.
            checksum_sha256: String = Type::sha256(),
        }
    }
}

payload! {
    /// A result was written to its storage.
    pub struct ResultGenerated = "result.generated" in EVERYWHERE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
            /// Names the result.
            result_id: String = Type::id(),
            /// What it is, such as `persistence_diagram`.
            result_type: String = Type::short_name(),
        }
        optional {
            /// Its size in bytes.
            result_size: u64,
            /// Where it lies in its storage.
            storage_path: String = Type::text(1, limits::URI_BYTES_MAX),
            /// When it was made.
            generated_at: Timestamp,
            /// Further facts.
            metadata: Map<String, Value>,
        }
    }
}

payload! {
    /// A result lies in a cache, from which it is read faster.
    pub struct ResultCached = "result.cached" in EVERYWHERE {
        required {
            /// Of which job.
            job_id: String = Type::id(),
            /// Names the result.
            result_id: String = Type::id(),
            /// What it is, such as `persistence_diagram`.
            result_type: String = Type::short_name(),
        }
        optional {
            /// Its size in bytes.
            result_size: u64,
            /// Where it lies in the cache.
            storage_path: String = Type::text(1, limits::URI_BYTES_MAX),
            /// When it was made.
            generated_at: Timestamp,
            /// Further facts.
            metadata: Map<String, Value>,
        }
    }
}

without_further_rules!(FiltrationData, ResultMetadata, Visualization, ResultGenerated, ResultCached);
