// The payloads of `job.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
// clang-format off
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/detail/fields.hpp"

namespace tda {

/// What an algorithm is told.
struct Parameters {
  /// Highest homology dimension to compute.
  std::uint32_t max_dimension;
  /// Longest edge, in the units of the input: the engine's `threshold`, inclusive. Without it the engine
  /// takes the enclosing radius, past which nothing changes.
  std::optional<double> max_edge_length;
  /// Grid steps for algorithms that sample their input.
  std::optional<std::uint32_t> resolution;

  explicit Parameters(std::uint32_t max_dimension_)
      : max_dimension(std::move(max_dimension_)) {}
  Parameters& set_max_edge_length(double value_) { max_edge_length = std::move(value_); return *this; }
  Parameters& set_resolution(std::uint32_t value_) { resolution = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "max_dimension", max_dimension);
    detail::put(fields, "max_edge_length", max_edge_length);
    detail::put(fields, "resolution", resolution);
  }
  /// For the headers of this library.
  static Parameters read(const ffi::Fields& fields) {
    Parameters payload{detail::get<std::uint32_t>(fields, "max_dimension")};
    payload.max_edge_length = detail::get<std::optional<double>>(fields, "max_edge_length");
    payload.resolution = detail::get<std::optional<std::uint32_t>>(fields, "resolution");
    return payload;
  }
};

/// Numbers that travel inside the event, 256 KiB of them at most.
struct InlinePoints {
  /// Coordinates of each point; 1 for a condensed distance matrix.
  std::uint32_t dimensions;
  /// Row-major coordinates, `dimensions` to a point; for a condensed distance matrix of n points its n(n-1)/2
  /// distances above the diagonal, row by row.
  std::vector<double> coordinates;

  InlinePoints(std::uint32_t dimensions_, std::vector<double> coordinates_)
      : dimensions(std::move(dimensions_)),
        coordinates(std::move(coordinates_)) {}

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "dimensions", dimensions);
    detail::put(fields, "coordinates", coordinates);
  }
  /// For the headers of this library.
  static InlinePoints read(const ffi::Fields& fields) {
    InlinePoints payload{detail::get<std::uint32_t>(fields, "dimensions"),
        detail::get<std::vector<double>>(fields, "coordinates")};
    return payload;
  }
};

/// What a job is computed on: points inside the event, or where they lie.
struct InputData {
  /// Names the data.
  std::string data_id;
  /// What the numbers are: `point_cloud` or `distance_matrix` (condensed) where this SDK reads them.
  std::string format;
  /// Size of the data in bytes; eight a number where the numbers are inline.
  std::uint64_t size_bytes;
  /// Number of points.
  std::uint64_t point_count;
  /// Where the data lies, as a URI.
  std::optional<std::string> storage_location;
  /// SHA-256 of the stored bytes, in hexadecimal.
  std::optional<std::string> checksum_sha256;
  /// The points themselves.
  std::optional<InlinePoints> inline_;

  InputData(std::string data_id_, std::string format_, std::uint64_t size_bytes_, std::uint64_t point_count_)
      : data_id(std::move(data_id_)),
        format(std::move(format_)),
        size_bytes(std::move(size_bytes_)),
        point_count(std::move(point_count_)) {}
  InputData& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  InputData& set_checksum_sha256(std::string value_) { checksum_sha256 = std::move(value_); return *this; }
  InputData& set_inline(InlinePoints value_) { inline_ = std::move(value_); return *this; }
  /// Points inside the event: `dimensions` coordinates to a point, row by row, 256 KiB of them at most.
  static InputData inline_points(std::string_view data_id, std::uint32_t dimensions,
                                 const std::vector<double>& coordinates);
  /// Distances inside the event: of n points the n(n-1)/2 above the diagonal, row by row.
  static InputData inline_distances(std::string_view data_id, std::uint64_t point_count,
                                    const std::vector<double>& condensed);

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "data_id", data_id);
    detail::put(fields, "format", format);
    detail::put(fields, "size_bytes", size_bytes);
    detail::put(fields, "point_count", point_count);
    detail::put(fields, "storage_location", storage_location);
    detail::put(fields, "checksum_sha256", checksum_sha256);
    detail::put(fields, "inline", inline_);
  }
  /// For the headers of this library.
  static InputData read(const ffi::Fields& fields) {
    InputData payload{detail::get<std::string>(fields, "data_id"),
        detail::get<std::string>(fields, "format"),
        detail::get<std::uint64_t>(fields, "size_bytes"),
        detail::get<std::uint64_t>(fields, "point_count")};
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    payload.checksum_sha256 = detail::get<std::optional<std::string>>(fields, "checksum_sha256");
    payload.inline_ = detail::get<std::optional<InlinePoints>>(fields, "inline");
    return payload;
  }
};

/// How urgent it is.
enum class Priority { low, normal, high, critical };

/// Its text on the wire.
constexpr std::string_view name(Priority value) noexcept {
  switch (value) {
    case Priority::low: return "low";
    case Priority::normal: return "normal";
    case Priority::high: return "high";
    case Priority::critical: return "critical";
  }
  return "low";
}

/// Every one of them, in the schema's order.
constexpr std::array<Priority, 4> every(Priority) noexcept { return {Priority::low, Priority::normal, Priority::high, Priority::critical}; }

/// A computation was asked for.
struct JobSubmitted {
  static constexpr std::string_view kEventType = "job.submitted";
  static constexpr std::string_view kRecord = "JobSubmittedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Names the job; every event about it carries it.
  std::string job_id;
  /// Who asked.
  std::string user_id;
  /// Which algorithm, such as `vietoris_rips`.
  std::string algorithm;
  /// What the algorithm is told.
  Parameters parameters;
  /// What it is computed on.
  InputData input_data;
  /// How urgent it is.
  Priority priority = Priority::normal;
  /// How long it is expected to run, in seconds.
  std::optional<double> estimated_runtime_seconds;

  JobSubmitted(std::string job_id_, std::string user_id_, std::string algorithm_, Parameters parameters_, InputData input_data_)
      : job_id(std::move(job_id_)),
        user_id(std::move(user_id_)),
        algorithm(std::move(algorithm_)),
        parameters(std::move(parameters_)),
        input_data(std::move(input_data_)) {}
  JobSubmitted& set_priority(Priority value_) { priority = std::move(value_); return *this; }
  JobSubmitted& set_estimated_runtime_seconds(double value_) { estimated_runtime_seconds = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "parameters", parameters);
    detail::put(fields, "input_data", input_data);
    detail::put(fields, "priority", priority);
    detail::put(fields, "estimated_runtime_seconds", estimated_runtime_seconds);
  }
  /// For the headers of this library.
  static JobSubmitted read(const ffi::Fields& fields) {
    JobSubmitted payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "user_id"),
        detail::get<std::string>(fields, "algorithm"),
        detail::get<Parameters>(fields, "parameters"),
        detail::get<InputData>(fields, "input_data")};
    payload.priority = detail::get<Priority>(fields, "priority");
    payload.estimated_runtime_seconds = detail::get<std::optional<double>>(fields, "estimated_runtime_seconds");
    return payload;
  }
};

/// Where the job stands.
enum class JobStatus { submitted, queued, running, completed, failed, cancelled };

/// Its text on the wire.
constexpr std::string_view name(JobStatus value) noexcept {
  switch (value) {
    case JobStatus::submitted: return "submitted";
    case JobStatus::queued: return "queued";
    case JobStatus::running: return "running";
    case JobStatus::completed: return "completed";
    case JobStatus::failed: return "failed";
    case JobStatus::cancelled: return "cancelled";
  }
  return "submitted";
}

/// Every one of them, in the schema's order.
constexpr std::array<JobStatus, 6> every(JobStatus) noexcept { return {JobStatus::submitted, JobStatus::queued, JobStatus::running, JobStatus::completed, JobStatus::failed, JobStatus::cancelled}; }

/// A computation was asked for, as the platform integration says it: by where the job stands. In the dialect
/// `metadata_payload` this is what `job.submitted` means; all others mean [`JobSubmitted`]. It has no input,
/// so nobody can compute by it.
struct JobSubmittedStatus {
  static constexpr std::string_view kEventType = "job.submitted";
  static constexpr std::string_view kRecord = "JobSubmittedStatusData";
  static constexpr Dialect kDialect = Dialect::metadata_payload;

  /// Which job.
  std::string job_id;
  /// Where the job stands.
  JobStatus status;
  /// Which algorithm.
  std::optional<std::string> algorithm;
  /// How urgent it is, such as `normal`.
  std::optional<std::string> priority;
  /// How long it ran, in seconds.
  std::optional<double> execution_time;
  /// Names the results together.
  std::optional<std::string> result_id;
  /// What happened, in words.
  std::optional<std::string> error_message;
  /// Kind of error, such as `InvalidInput`.
  std::optional<std::string> error_type;

  JobSubmittedStatus(std::string job_id_, JobStatus status_)
      : job_id(std::move(job_id_)),
        status(std::move(status_)) {}
  JobSubmittedStatus& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  JobSubmittedStatus& set_priority(std::string value_) { priority = std::move(value_); return *this; }
  JobSubmittedStatus& set_execution_time(double value_) { execution_time = std::move(value_); return *this; }
  JobSubmittedStatus& set_result_id(std::string value_) { result_id = std::move(value_); return *this; }
  JobSubmittedStatus& set_error_message(std::string value_) { error_message = std::move(value_); return *this; }
  JobSubmittedStatus& set_error_type(std::string value_) { error_type = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "status", status);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "priority", priority);
    detail::put(fields, "execution_time", execution_time);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "error_type", error_type);
  }
  /// For the headers of this library.
  static JobSubmittedStatus read(const ffi::Fields& fields) {
    JobSubmittedStatus payload{detail::get<std::string>(fields, "job_id"),
        detail::get<JobStatus>(fields, "status")};
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.priority = detail::get<std::optional<std::string>>(fields, "priority");
    payload.execution_time = detail::get<std::optional<double>>(fields, "execution_time");
    payload.result_id = detail::get<std::optional<std::string>>(fields, "result_id");
    payload.error_message = detail::get<std::optional<std::string>>(fields, "error_message");
    payload.error_type = detail::get<std::optional<std::string>>(fields, "error_type");
    return payload;
  }
};

/// A job waits for a worker.
struct JobQueued {
  static constexpr std::string_view kEventType = "job.queued";
  static constexpr std::string_view kRecord = "JobQueuedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// Which algorithm.
  std::optional<std::string> algorithm;
  /// How urgent it is.
  std::optional<Priority> priority;
  /// Jobs before it.
  std::optional<std::uint64_t> queue_position;
  /// Where the job stands.
  std::optional<JobStatus> status;

  explicit JobQueued(std::string job_id_)
      : job_id(std::move(job_id_)) {}
  JobQueued& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  JobQueued& set_priority(Priority value_) { priority = std::move(value_); return *this; }
  JobQueued& set_queue_position(std::uint64_t value_) { queue_position = std::move(value_); return *this; }
  JobQueued& set_status(JobStatus value_) { status = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "priority", priority);
    detail::put(fields, "queue_position", queue_position);
    detail::put(fields, "status", status);
  }
  /// For the headers of this library.
  static JobQueued read(const ffi::Fields& fields) {
    JobQueued payload{detail::get<std::string>(fields, "job_id")};
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.priority = detail::get<std::optional<Priority>>(fields, "priority");
    payload.queue_position = detail::get<std::optional<std::uint64_t>>(fields, "queue_position");
    payload.status = detail::get<std::optional<JobStatus>>(fields, "status");
    return payload;
  }
};

/// A worker has begun a job.
struct JobStarted {
  static constexpr std::string_view kEventType = "job.started";
  static constexpr std::string_view kRecord = "JobStartedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// Which run of the job this is, counted from 1: a job taken over from a lost worker runs again.
  std::uint32_t attempt = 1;
  /// Which algorithm.
  std::optional<std::string> algorithm;
  /// Who computes it.
  std::optional<std::string> worker_id;
  /// Where the job stands.
  std::optional<JobStatus> status;

  explicit JobStarted(std::string job_id_)
      : job_id(std::move(job_id_)) {}
  JobStarted& set_attempt(std::uint32_t value_) { attempt = std::move(value_); return *this; }
  JobStarted& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  JobStarted& set_worker_id(std::string value_) { worker_id = std::move(value_); return *this; }
  JobStarted& set_status(JobStatus value_) { status = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "attempt", attempt);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "worker_id", worker_id);
    detail::put(fields, "status", status);
  }
  /// For the headers of this library.
  static JobStarted read(const ffi::Fields& fields) {
    JobStarted payload{detail::get<std::string>(fields, "job_id")};
    payload.attempt = detail::get<std::uint32_t>(fields, "attempt");
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.worker_id = detail::get<std::optional<std::string>>(fields, "worker_id");
    payload.status = detail::get<std::optional<JobStatus>>(fields, "status");
    return payload;
  }
};

/// How far a job has come. To be ignored after the job's terminal event.
struct JobProgress {
  static constexpr std::string_view kEventType = "job.progress";
  static constexpr std::string_view kRecord = "JobProgressData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// How much is done, 0 to 100.
  double progress_percentage;
  /// What is being done, such as `computing_persistence`.
  std::string current_stage;
  /// Stages that are done.
  std::vector<std::string> stages_completed;
  /// Stages still to come.
  std::vector<std::string> stages_remaining;
  /// Which run of the job this is, counted from 1.
  std::uint32_t attempt = 1;
  /// When it is expected to be done.
  std::optional<Timestamp> estimated_completion;
  /// Memory in use, in MB.
  std::optional<double> memory_usage_mb;
  /// Use of the processor, in percent of one core.
  std::optional<double> cpu_usage_percentage;

  JobProgress(std::string job_id_, double progress_percentage_, std::string current_stage_)
      : job_id(std::move(job_id_)),
        progress_percentage(std::move(progress_percentage_)),
        current_stage(std::move(current_stage_)) {}
  JobProgress& set_stages_completed(std::vector<std::string> value_) { stages_completed = std::move(value_); return *this; }
  JobProgress& set_stages_remaining(std::vector<std::string> value_) { stages_remaining = std::move(value_); return *this; }
  JobProgress& set_attempt(std::uint32_t value_) { attempt = std::move(value_); return *this; }
  JobProgress& set_estimated_completion(Timestamp value_) { estimated_completion = std::move(value_); return *this; }
  JobProgress& set_memory_usage_mb(double value_) { memory_usage_mb = std::move(value_); return *this; }
  JobProgress& set_cpu_usage_percentage(double value_) { cpu_usage_percentage = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "progress_percentage", progress_percentage);
    detail::put(fields, "current_stage", current_stage);
    detail::put(fields, "stages_completed", stages_completed);
    detail::put(fields, "stages_remaining", stages_remaining);
    detail::put(fields, "attempt", attempt);
    detail::put(fields, "estimated_completion", estimated_completion);
    detail::put(fields, "memory_usage_mb", memory_usage_mb);
    detail::put(fields, "cpu_usage_percentage", cpu_usage_percentage);
  }
  /// For the headers of this library.
  static JobProgress read(const ffi::Fields& fields) {
    JobProgress payload{detail::get<std::string>(fields, "job_id"),
        detail::get<double>(fields, "progress_percentage"),
        detail::get<std::string>(fields, "current_stage")};
    payload.stages_completed = detail::get<std::vector<std::string>>(fields, "stages_completed");
    payload.stages_remaining = detail::get<std::vector<std::string>>(fields, "stages_remaining");
    payload.attempt = detail::get<std::uint32_t>(fields, "attempt");
    payload.estimated_completion = detail::get<std::optional<Timestamp>>(fields, "estimated_completion");
    payload.memory_usage_mb = detail::get<std::optional<double>>(fields, "memory_usage_mb");
    payload.cpu_usage_percentage = detail::get<std::optional<double>>(fields, "cpu_usage_percentage");
    return payload;
  }
};

/// One result of a job, as `job.completed` lists it.
struct ResultSummary {
  /// Record key of the result on its topic.
  std::string key;
  /// Type of the result's event.
  std::string event_type;
  /// Homology dimension of the result.
  std::uint32_t dimension;
  /// Number of intervals.
  std::uint64_t interval_count;
  /// `PersistenceDiagram::content_sha256` of the result.
  std::string content_sha256;

  ResultSummary(std::string key_, std::string event_type_, std::uint32_t dimension_, std::uint64_t interval_count_, std::string content_sha256_)
      : key(std::move(key_)),
        event_type(std::move(event_type_)),
        dimension(std::move(dimension_)),
        interval_count(std::move(interval_count_)),
        content_sha256(std::move(content_sha256_)) {}

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "key", key);
    detail::put(fields, "event_type", event_type);
    detail::put(fields, "dimension", dimension);
    detail::put(fields, "interval_count", interval_count);
    detail::put(fields, "content_sha256", content_sha256);
  }
  /// For the headers of this library.
  static ResultSummary read(const ffi::Fields& fields) {
    ResultSummary payload{detail::get<std::string>(fields, "key"),
        detail::get<std::string>(fields, "event_type"),
        detail::get<std::uint32_t>(fields, "dimension"),
        detail::get<std::uint64_t>(fields, "interval_count"),
        detail::get<std::string>(fields, "content_sha256")};
    return payload;
  }
};

/// A job is done. Lists its results, since they reach readers by another topic at another moment.
struct JobCompleted {
  static constexpr std::string_view kEventType = "job.completed";
  static constexpr std::string_view kRecord = "JobCompletedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// How long the computation took, in seconds.
  std::optional<double> execution_time;
  /// Everything the job made: who wants it whole waits for these.
  std::vector<ResultSummary> results;
  /// Which algorithm.
  std::optional<std::string> algorithm;
  /// Names the results together.
  std::optional<std::string> result_id;
  /// Where the job stands.
  std::optional<JobStatus> status;

  JobCompleted(std::string job_id_, std::optional<double> execution_time_)
      : job_id(std::move(job_id_)),
        execution_time(std::move(execution_time_)) {}
  JobCompleted& set_results(std::vector<ResultSummary> value_) { results = std::move(value_); return *this; }
  JobCompleted& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  JobCompleted& set_result_id(std::string value_) { result_id = std::move(value_); return *this; }
  JobCompleted& set_status(JobStatus value_) { status = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "execution_time", execution_time);
    detail::put(fields, "results", results);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "status", status);
  }
  /// For the headers of this library.
  static JobCompleted read(const ffi::Fields& fields) {
    JobCompleted payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::optional<double>>(fields, "execution_time")};
    payload.results = detail::get<std::vector<ResultSummary>>(fields, "results");
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.result_id = detail::get<std::optional<std::string>>(fields, "result_id");
    payload.status = detail::get<std::optional<JobStatus>>(fields, "status");
    return payload;
  }
};

/// A job has failed for good.
struct JobFailed {
  static constexpr std::string_view kEventType = "job.failed";
  static constexpr std::string_view kRecord = "JobFailedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// Kind of error, such as `InvalidInput`.
  std::optional<std::string> error_type;
  /// What happened, in words.
  std::optional<std::string> error_message;
  /// Whether submitting it again may succeed.
  bool retryable = false;
  /// How long it ran, in seconds.
  std::optional<double> execution_time;
  /// Which algorithm.
  std::optional<std::string> algorithm;
  /// Where the job stands.
  std::optional<JobStatus> status;

  JobFailed(std::string job_id_, std::optional<std::string> error_type_, std::optional<std::string> error_message_)
      : job_id(std::move(job_id_)),
        error_type(std::move(error_type_)),
        error_message(std::move(error_message_)) {}
  JobFailed& set_retryable(bool value_) { retryable = std::move(value_); return *this; }
  JobFailed& set_execution_time(double value_) { execution_time = std::move(value_); return *this; }
  JobFailed& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  JobFailed& set_status(JobStatus value_) { status = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "error_type", error_type);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "retryable", retryable);
    detail::put(fields, "execution_time", execution_time);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "status", status);
  }
  /// For the headers of this library.
  static JobFailed read(const ffi::Fields& fields) {
    JobFailed payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::optional<std::string>>(fields, "error_type"),
        detail::get<std::optional<std::string>>(fields, "error_message")};
    payload.retryable = detail::get<bool>(fields, "retryable");
    payload.execution_time = detail::get<std::optional<double>>(fields, "execution_time");
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.status = detail::get<std::optional<JobStatus>>(fields, "status");
    return payload;
  }
};

/// A job is to be cancelled, or was. Terminal only with the Kafka header `terminal=true`, which a worker sets
/// in its transaction; any other is a request, answered by the job's one terminal event.
struct JobCancelled {
  static constexpr std::string_view kEventType = "job.cancelled";
  static constexpr std::string_view kRecord = "JobCancelledData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which job.
  std::string job_id;
  /// Why, in words.
  std::optional<std::string> reason;
  /// Who asked for it.
  std::optional<std::string> requested_by;
  /// How long it had run, in seconds.
  std::optional<double> execution_time;
  /// Which algorithm.
  std::optional<std::string> algorithm;
  /// Where the job stands.
  std::optional<JobStatus> status;

  JobCancelled(std::string job_id_, std::optional<std::string> reason_)
      : job_id(std::move(job_id_)),
        reason(std::move(reason_)) {}
  JobCancelled& set_requested_by(std::string value_) { requested_by = std::move(value_); return *this; }
  JobCancelled& set_execution_time(double value_) { execution_time = std::move(value_); return *this; }
  JobCancelled& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  JobCancelled& set_status(JobStatus value_) { status = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "reason", reason);
    detail::put(fields, "requested_by", requested_by);
    detail::put(fields, "execution_time", execution_time);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "status", status);
  }
  /// For the headers of this library.
  static JobCancelled read(const ffi::Fields& fields) {
    JobCancelled payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::optional<std::string>>(fields, "reason")};
    payload.requested_by = detail::get<std::optional<std::string>>(fields, "requested_by");
    payload.execution_time = detail::get<std::optional<double>>(fields, "execution_time");
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.status = detail::get<std::optional<JobStatus>>(fields, "status");
    return payload;
  }
};

}  // namespace tda
