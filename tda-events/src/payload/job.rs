//! `job.*`: a computation from being asked for to its end.

use super::define::{names, payload, without_further_rules};
use super::{EVERYWHERE, INTEGRATION, PIPELINE};
use crate::fault::{Faults, Path};
use crate::limits;
use crate::schema::Type;
use crate::time::Timestamp;

names! {
    /// How urgent a job is.
    #[derive(PartialOrd, Ord)]
    pub enum Priority {
        /// When nothing else waits.
        Low = "low",
        /// The usual.
        Normal = "normal",
        /// Before the usual.
        High = "high",
        /// Before everything.
        Critical = "critical",
    }
}

names! {
    /// Where a job stands.
    pub enum JobStatus {
        /// It was asked for.
        Submitted = "submitted",
        /// It waits for a worker.
        Queued = "queued",
        /// A worker computes it.
        Running = "running",
        /// It is done.
        Completed = "completed",
        /// It has failed for good.
        Failed = "failed",
        /// It was given up.
        Cancelled = "cancelled",
    }
}

payload! {
    /// What an algorithm is told.
    pub struct Parameters {
        required {
            /// Highest homology dimension to compute.
            max_dimension: u32 = Type::dimension(),
        }
        optional {
            /// Longest edge, in the units of the input: the engine's `threshold`, inclusive. Without it the
            /// engine takes the enclosing radius, past which nothing changes.
            max_edge_length: f64 = Type::amount(),
            /// Grid steps for algorithms that sample their input.
            resolution: u32 = Type::int(0, i64::from(i32::MAX)),
        }
    }
}

payload! {
    /// Numbers that travel inside the event, 256 KiB of them at most.
    pub struct InlinePoints {
        required {
            /// Coordinates of each point; 1 for a condensed distance matrix.
            dimensions: u32 = Type::int(1, limits::INLINE_DIMENSIONS_MAX),
            /// Row-major coordinates, `dimensions` to a point; for a condensed distance matrix of n points its
            /// n(n-1)/2 distances above the diagonal, row by row.
            coordinates: Vec<f64> = Type::list(Type::double(f64::MIN, f64::MAX), limits::INLINE_COORDINATES_MAX),
        }
    }
}

payload! {
    /// What a job is computed on: points inside the event, or where they lie.
    pub struct InputData {
        required {
            /// Names the data.
            data_id: String = Type::id(),
            /// What the numbers are: `point_cloud` or `distance_matrix` (condensed) where this SDK reads them.
            format: String = Type::short_name(),
            /// Size of the data in bytes; eight a number where the numbers are inline.
            size_bytes: u64,
            /// Number of points.
            point_count: u64,
        }
        optional {
            /// Where the data lies, as a URI.
            storage_location: String = Type::uri(); since V1_1,
            /// SHA-256 of the stored bytes, in hexadecimal.
            checksum_sha256: String = Type::sha256(); since V1_1,
            /// The points themselves.
            inline: InlinePoints; since V1_1,
        }
    }
}

/// The format of row-major points.
const POINT_CLOUD: &str = "point_cloud";
/// The format of a condensed distance matrix.
const DISTANCE_MATRIX: &str = "distance_matrix";

impl InputData {
    /// Points inside the event: `dimensions` coordinates to a point, row-major.
    ///
    /// Numbers that do not fill whole points, or more than 256 KiB of them, are refused by
    /// [`Event::new`](crate::Event::new).
    pub fn inline_points(data_id: impl Into<String>, dimensions: u32, coordinates: Vec<f64>) -> Self {
        let point_count = coordinates.len() as u64 / u64::from(dimensions.max(1));
        Self::inline_numbers(data_id.into(), POINT_CLOUD, point_count, dimensions, coordinates)
    }

    /// Distances inside the event: of n points the n(n-1)/2 above the diagonal, row by row.
    pub fn inline_distances(data_id: impl Into<String>, point_count: u64, condensed: Vec<f64>) -> Self {
        Self::inline_numbers(data_id.into(), DISTANCE_MATRIX, point_count, 1, condensed)
    }

    fn inline_numbers(
        data_id: String,
        format: &str,
        point_count: u64,
        dimensions: u32,
        numbers: Vec<f64>,
    ) -> Self {
        let size_bytes = 8 * numbers.len() as u64;
        Self::new(data_id, format, size_bytes, point_count).inline(InlinePoints::new(dimensions, numbers))
    }

    /// Data that lies at `storage_location`, a URI, with the SHA-256 of its bytes in hexadecimal.
    pub fn at(
        data_id: impl Into<String>,
        format: impl Into<String>,
        size_bytes: u64,
        point_count: u64,
        storage_location: impl Into<String>,
        checksum_sha256: impl Into<String>,
    ) -> Self {
        Self::new(data_id.into(), format.into(), size_bytes, point_count)
            .storage_location(storage_location.into())
            .checksum_sha256(checksum_sha256.into())
    }

    /// Counts that must agree with each other, which no single field's rule can say.
    fn check_counts(&self, at: &Path<'_>, faults: &mut Faults) {
        let Some(inline) = &self.inline else { return };
        let numbers = inline.coordinates.len() as u128;
        let points = u128::from(self.point_count);
        let expected = match self.format.as_str() {
            POINT_CLOUD => points * u128::from(inline.dimensions),
            DISTANCE_MATRIX => points * points.saturating_sub(1) / 2,
            _ => return,
        };
        if numbers != expected {
            let inline = at.name("inline");
            let rule = format!("{expected} numbers for {points} points");
            faults.push(&inline.name("coordinates"), rule, numbers.to_string());
        }
    }
}

payload! {
    /// A computation was asked for.
    pub struct JobSubmitted = "job.submitted" in PIPELINE {
        required {
            /// Names the job; every event about it carries it.
            job_id: String = Type::id(),
            /// Who asked.
            user_id: String = Type::id(),
            /// Which algorithm, such as `vietoris_rips`.
            algorithm: String = Type::short_name(),
            /// What the algorithm is told.
            parameters: Parameters,
            /// What it is computed on.
            input_data: InputData,
        }
        default {
            /// How urgent it is.
            priority: Priority => Priority::Normal,
        }
        optional {
            /// How long it is expected to run, in seconds.
            estimated_runtime_seconds: f64 = Type::amount(),
        }
    }
}

impl JobSubmitted {
    fn check_whole(&self, at: &Path<'_>, faults: &mut Faults) {
        self.input_data.check_counts(&at.name("input_data"), faults);
    }
}

payload! {
    /// A computation was asked for, as the platform integration says it: by where the job stands.
    ///
    /// In the dialect `metadata_payload` this is what `job.submitted` means; all others mean
    /// [`JobSubmitted`]. It has no input, so nobody can compute by it.
    pub struct JobSubmittedStatus = "job.submitted" in INTEGRATION {
        required {
            /// Which job.
            job_id: String = Type::id(),
            /// Where the job stands.
            status: JobStatus,
        }
        optional {
            /// Which algorithm.
            algorithm: String = Type::short_name(),
            /// How urgent it is, such as `normal`.
            priority: String = Type::short_name(),
            /// How long it ran, in seconds.
            execution_time: f64 = Type::amount(),
            /// Names the results together.
            result_id: String = Type::id(),
            /// What happened, in words.
            error_message: String = Type::message(),
            /// Kind of error, such as `InvalidInput`.
            error_type: String = Type::short_name(),
        }
    }
}

payload! {
    /// A job waits for a worker.
    pub struct JobQueued = "job.queued" in EVERYWHERE {
        required {
            /// Which job.
            job_id: String = Type::id(),
        }
        optional {
            /// Which algorithm.
            algorithm: String = Type::short_name(),
            /// How urgent it is.
            priority: Priority,
            /// Jobs before it.
            queue_position: u64,
            /// Where the job stands.
            status: JobStatus; since V1_2,
        }
    }
}

payload! {
    /// A worker has begun a job.
    pub struct JobStarted = "job.started" in EVERYWHERE {
        required {
            /// Which job.
            job_id: String = Type::id(),
        }
        default {
            /// Which run of the job this is, counted from 1: a job taken over from a lost worker runs again.
            attempt: u32 = Type::int(1, i64::from(i32::MAX)) => 1; since V1_1,
        }
        optional {
            /// Which algorithm.
            algorithm: String = Type::short_name(),
            /// Who computes it.
            worker_id: String = Type::id(); since V1_1,
            /// Where the job stands.
            status: JobStatus; since V1_2,
        }
    }
}

payload! {
    /// How far a job has come. To be ignored after the job's terminal event.
    pub struct JobProgress = "job.progress" in EVERYWHERE {
        required {
            /// Which job.
            job_id: String = Type::id(),
            /// How much is done, 0 to 100.
            progress_percentage: f64 = Type::double(0.0, 100.0),
            /// What is being done, such as `computing_persistence`.
            current_stage: String = Type::short_name(),
        }
        default {
            /// Stages that are done.
            stages_completed: Vec<String> = Type::list(Type::short_name(), limits::LIST_ITEMS_MAX) => Vec::new(),
            /// Stages still to come.
            stages_remaining: Vec<String> = Type::list(Type::short_name(), limits::LIST_ITEMS_MAX) => Vec::new(),
            /// Which run of the job this is, counted from 1.
            attempt: u32 = Type::int(1, i64::from(i32::MAX)) => 1; since V1_1,
        }
        optional {
            /// When it is expected to be done.
            estimated_completion: Timestamp,
            /// Memory in use, in MB.
            memory_usage_mb: f64 = Type::amount(),
            /// Use of the processor, in percent of one core.
            cpu_usage_percentage: f64 = Type::amount(),
        }
    }
}

payload! {
    /// One result of a job, as `job.completed` lists it.
    pub struct ResultSummary {
        required {
            /// Record key of the result on its topic.
            key: String = Type::text(1, limits::URI_BYTES_MAX),
            /// Type of the result's event.
            event_type: String = Type::id(),
            /// Homology dimension of the result.
            dimension: u32 = Type::dimension(),
            /// Number of intervals.
            interval_count: u64,
            /// [`PersistenceDiagram::content_sha256`](crate::PersistenceDiagram::content_sha256) of the result.
            content_sha256: String = Type::sha256(),
        }
    }
}

payload! {
    /// A job is done. Lists its results, since they reach readers by another topic at another moment.
    pub struct JobCompleted = "job.completed" in EVERYWHERE {
        required {
            /// Which job.
            job_id: String = Type::id(),
        }
        expected {
            /// How long the computation took, in seconds.
            execution_time: f64 = Type::amount(),
        }
        default {
            /// Everything the job made: who wants it whole waits for these.
            results: Vec<ResultSummary> => Vec::new(); since V1_1,
        }
        optional {
            /// Which algorithm.
            algorithm: String = Type::short_name(),
            /// Names the results together.
            result_id: String = Type::id(),
            /// Where the job stands.
            status: JobStatus; since V1_2,
        }
    }
}

payload! {
    /// A job has failed for good.
    pub struct JobFailed = "job.failed" in EVERYWHERE {
        required {
            /// Which job.
            job_id: String = Type::id(),
        }
        expected {
            /// Kind of error, such as `InvalidInput`.
            error_type: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
        }
        default {
            /// Whether submitting it again may succeed.
            retryable: bool => false,
        }
        optional {
            /// How long it ran, in seconds.
            execution_time: f64 = Type::amount(),
            /// Which algorithm.
            algorithm: String = Type::short_name(); since V1_2,
            /// Where the job stands.
            status: JobStatus; since V1_2,
        }
    }
}

payload! {
    /// A job is to be cancelled, or was.
    ///
    /// Terminal only with the Kafka header `terminal=true`, which a worker sets in its transaction; any
    /// other is a request, answered by the job's one terminal event.
    pub struct JobCancelled = "job.cancelled" in EVERYWHERE {
        required {
            /// Which job.
            job_id: String = Type::id(),
        }
        expected {
            /// Why, in words.
            reason: String = Type::message(),
        }
        optional {
            /// Who asked for it.
            requested_by: String = Type::id(),
            /// How long it had run, in seconds.
            execution_time: f64 = Type::amount(); since V1_2,
            /// Which algorithm.
            algorithm: String = Type::short_name(); since V1_2,
            /// Where the job stands.
            status: JobStatus; since V1_2,
        }
    }
}

without_further_rules!(
    JobSubmittedStatus,
    JobQueued,
    JobStarted,
    JobProgress,
    JobCompleted,
    JobFailed,
    JobCancelled
);
