//! `upload.*`: a file on its way in, from its first byte to data that jobs can name.

use std::collections::BTreeMap;

use super::PIPELINE;
use super::define::{payload, without_further_rules};
use crate::limits;
use crate::schema::Type;
use crate::time::Timestamp;

payload! {
    /// The box around all points, by coordinate.
    pub struct Bounds {
        default {
            /// Least value of each coordinate.
            min: Vec<f64> = Type::list(Type::number(), limits::COORDINATES_MAX) => Vec::new(),
            /// Greatest value of each coordinate.
            max: Vec<f64> = Type::list(Type::number(), limits::COORDINATES_MAX) => Vec::new(),
        }
    }
}

payload! {
    /// What the numbers of a file are.
    pub struct DataFormat {
        required {
            /// What they are, such as `point_cloud`.
            data_type as "type": String = Type::short_name(),
        }
        optional {
            /// Coordinates of each point.
            dimensions: u32 = Type::int(0, i64::from(i32::MAX)),
            /// Number of points.
            point_count: u64,
            /// The box around them.
            bounds: Bounds,
        }
    }
}

payload! {
    /// A file begins to arrive.
    pub struct UploadStarted = "upload.started" in PIPELINE {
        required {
            /// Names the upload; every event about it carries it.
            upload_id: String = Type::id(),
            /// Whose file it is.
            user_id: String = Type::id(),
            /// Name of the file where it came from.
            filename: String = Type::file_name(),
        }
        optional {
            /// Size of the file in bytes, as announced.
            file_size_bytes: u64,
            /// Media type of the file, such as `text/csv`.
            content_type: String = Type::short_name(),
            /// Size of the pieces in which it arrives, in bytes.
            chunk_size_bytes: u64,
            /// SHA-256 of the file in hexadecimal, as announced.
            checksum_sha256: String = Type::sha256(),
            /// Where it is being written, as a URI.
            storage_location: String = Type::uri(),
        }
    }
}

payload! {
    /// How much of a file has arrived.
    pub struct UploadProgress = "upload.progress" in PIPELINE {
        required {
            /// Which upload.
            upload_id: String = Type::id(),
            /// Bytes that have arrived.
            bytes_received: u64,
        }
        expected {
            /// Size of the file in bytes.
            bytes_total: u64,
            /// How much has arrived, 0 to 100.
            percentage: f64 = Type::percentage(),
        }
        optional {
            /// Whose file it is.
            user_id: String = Type::id(),
            /// Name of the file where it came from.
            filename: String = Type::file_name(),
            /// Speed in bytes per second.
            bytes_per_second: f64 = Type::amount(),
            /// When it is expected to be there.
            estimated_completion: Timestamp,
        }
    }
}

payload! {
    /// A file has arrived whole.
    pub struct UploadCompleted = "upload.completed" in PIPELINE {
        required {
            /// Which upload.
            upload_id: String = Type::id(),
            /// Whose file it is.
            user_id: String = Type::id(),
            /// Name of the file where it came from.
            filename: String = Type::file_name(),
            /// Size of the file in bytes.
            file_size_bytes: u64,
        }
        optional {
            /// Media type of the file, such as `text/csv`.
            content_type: String = Type::short_name(),
            /// SHA-256 of the file in hexadecimal.
            checksum_sha256: String = Type::sha256(),
            /// Where it lies, as a URI.
            storage_location: String = Type::uri(),
            /// Whether its content was looked at and how it fared, such as `passed`.
            validation_status: String = Type::short_name(),
            /// What its numbers are.
            data_format: DataFormat,
        }
    }
}

payload! {
    /// A file did not arrive.
    pub struct UploadFailed = "upload.failed" in PIPELINE {
        required {
            /// Which upload.
            upload_id: String = Type::id(),
        }
        expected {
            /// What happened, in words.
            error_message: String = Type::message(),
        }
        default {
            /// Whether uploading it again may succeed.
            retryable: bool => false,
        }
        optional {
            /// Whose file it is.
            user_id: String = Type::id(),
            /// Name of the file where it came from.
            filename: String = Type::file_name(),
            /// Which error, such as `FILE_TOO_LARGE`.
            error_code: String = Type::short_name(),
            /// Bytes that had arrived.
            bytes_received: u64,
        }
    }
}

payload! {
    /// The content of a file was looked at.
    pub struct UploadValidated = "upload.validated" in PIPELINE {
        required {
            /// Which upload.
            upload_id: String = Type::id(),
            /// How it fared: `passed` or `failed`.
            validation_status: String = Type::short_name(),
        }
        default {
            /// Why it cannot be used, in words.
            validation_errors: Vec<String> => Vec::new(),
            /// What to know before using it, in words.
            warnings: Vec<String> => Vec::new(),
        }
        optional {
            /// Whose file it is.
            user_id: String = Type::id(),
            /// Name of the file where it came from.
            filename: String = Type::file_name(),
            /// What its numbers are.
            data_format: DataFormat,
            /// How long looking took, in seconds.
            validation_time_seconds: f64 = Type::amount(),
        }
    }
}

payload! {
    /// A file has become data that jobs can name.
    pub struct UploadProcessed = "upload.processed" in PIPELINE {
        required {
            /// Which upload.
            upload_id: String = Type::id(),
        }
        expected {
            /// Names the data: `input_data.data_id` of the jobs on it.
            data_id: String = Type::id(),
        }
        default {
            /// Further facts by name.
            attributes: BTreeMap<String, String> => BTreeMap::new(),
        }
        optional {
            /// Whose file it is.
            user_id: String = Type::id(),
            /// What its numbers are.
            data_format: DataFormat,
            /// Size of the data in bytes.
            size_bytes: u64,
            /// Where the data lies, as a URI.
            storage_location: String = Type::uri(),
            /// SHA-256 of the data in hexadecimal.
            checksum_sha256: String = Type::sha256(),
            /// How long it took, in seconds.
            processing_time_seconds: f64 = Type::amount(),
        }
    }
}

impl UploadProgress {
    /// How far an upload has come, with its percentage.
    pub fn at(upload_id: impl Into<String>, bytes_received: u64, bytes_total: u64) -> Self {
        // As percentages, doubles are exact enough beyond 2^53 bytes too.
        #[allow(clippy::cast_precision_loss)]
        let percentage = match bytes_total {
            0 => 100.0,
            total => (100.0 * (bytes_received as f64 / total as f64)).min(100.0),
        };
        Self::new(upload_id.into(), bytes_received, bytes_total, percentage)
    }
}

without_further_rules!(
    UploadStarted,
    UploadProgress,
    UploadCompleted,
    UploadFailed,
    UploadValidated,
    UploadProcessed
);
