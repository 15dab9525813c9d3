// Events of tda. Made by `tda generate java` from the catalog: change that instead of this file.
package tda.events.tda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Events of tda, to be read and written with {@link #mapper()}. Needs Jackson (jackson-databind) and nothing else.
 * What is optional may be null; fields that a record does not know are skipped.
 */
public final class TdaEvents {
  private TdaEvents() {}

  /** Any event, whole: its envelope around its payload. */
  public sealed interface AnyEvent {}

  /** The class of each event by its type. */
  public static final java.util.Map<String, Class<? extends AnyEvent>> CLASSES =
      java.util.Map.ofEntries(
          java.util.Map.entry("job.submitted", JobSubmitted.class),
          java.util.Map.entry("job.queued", JobQueued.class),
          java.util.Map.entry("job.started", JobStarted.class),
          java.util.Map.entry("job.progress", JobProgress.class),
          java.util.Map.entry("job.completed", JobCompleted.class),
          java.util.Map.entry("job.failed", JobFailed.class),
          java.util.Map.entry("job.cancelled", JobCancelled.class),
          java.util.Map.entry("result.persistence_diagram", PersistenceDiagram.class),
          java.util.Map.entry("result.betti_numbers", BettiNumbers.class),
          java.util.Map.entry("result.filtration_data", FiltrationData.class),
          java.util.Map.entry("result.metadata", ResultMetadata.class),
          java.util.Map.entry("result.visualization", Visualization.class),
          java.util.Map.entry("result.generated", ResultGenerated.class),
          java.util.Map.entry("result.cached", ResultCached.class),
          java.util.Map.entry("system.error", SystemError.class),
          java.util.Map.entry("user.notification", UserNotification.class),
          java.util.Map.entry("admin.alert", AdminAlert.class),
          java.util.Map.entry("error.occurred", ErrorOccurred.class),
          java.util.Map.entry("warning.issued", WarningIssued.class),
          java.util.Map.entry("upload.started", UploadStarted.class),
          java.util.Map.entry("upload.progress", UploadProgress.class),
          java.util.Map.entry("upload.completed", UploadCompleted.class),
          java.util.Map.entry("upload.failed", UploadFailed.class),
          java.util.Map.entry("upload.validated", UploadValidated.class),
          java.util.Map.entry("upload.processed", UploadProcessed.class),
          java.util.Map.entry("file.uploaded", FileUploaded.class),
          java.util.Map.entry("file.validated", FileValidated.class),
          java.util.Map.entry("file.processed", FileProcessed.class),
          java.util.Map.entry("error.computation", ErrorComputation.class),
          java.util.Map.entry("error.validation", ErrorValidation.class),
          java.util.Map.entry("error.system", ErrorSystem.class),
          java.util.Map.entry("error.timeout", ErrorTimeout.class),
          java.util.Map.entry("error.resource", ErrorResource.class),
          java.util.Map.entry("system.metric", SystemMetric.class),
          java.util.Map.entry("system.health_check", SystemHealthCheck.class));

  public enum Priority {
    @JsonProperty("low")
    LOW,
    @JsonProperty("normal")
    NORMAL,
    @JsonProperty("high")
    HIGH,
    @JsonProperty("critical")
    CRITICAL
  }

  public enum JobStatus {
    @JsonProperty("submitted")
    SUBMITTED,
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED
  }

  public enum EventSeverity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("error")
    ERROR,
    @JsonProperty("critical")
    CRITICAL
  }

  public enum HealthStatus {
    @JsonProperty("healthy")
    HEALTHY,
    @JsonProperty("degraded")
    DEGRADED,
    @JsonProperty("unhealthy")
    UNHEALTHY,
    @JsonProperty("unknown")
    UNKNOWN
  }

  /**
   * A computation was asked for.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobSubmitted(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobSubmittedData data) implements AnyEvent {}

  /**
   * A computation was asked for.
   *
   * @param jobId Names the job; every event about it carries it.
   * @param userId Who asked.
   * @param algorithm Which algorithm, such as `vietoris_rips`.
   * @param parameters What the algorithm is told.
   * @param inputData What it is computed on.
   * @param priority How urgent it is.
   * @param estimatedRuntimeSeconds How long it is expected to run, in seconds.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobSubmittedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "algorithm", required = true) String algorithm,
      @JsonProperty(value = "parameters", required = true) Parameters parameters,
      @JsonProperty(value = "input_data", required = true) InputData inputData,
      @JsonProperty(value = "priority") Priority priority,
      @JsonProperty(value = "estimated_runtime_seconds") Double estimatedRuntimeSeconds) {}

  /**
   * What an algorithm is told.
   *
   * @param maxDimension Highest homology dimension to compute.
   * @param maxEdgeLength Longest edge, in the units of the input: the engine's `threshold`, inclusive. Without it the engine takes the enclosing radius, past which nothing changes.
   * @param resolution Grid steps for algorithms that sample their input.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Parameters(
      @JsonProperty(value = "max_dimension", required = true) int maxDimension,
      @JsonProperty(value = "max_edge_length") Double maxEdgeLength,
      @JsonProperty(value = "resolution") Integer resolution) {}

  /**
   * What a job is computed on: points inside the event, or where they lie.
   *
   * @param dataId Names the data.
   * @param format What the numbers are: `point_cloud` or `distance_matrix` (condensed) where this SDK reads them.
   * @param sizeBytes Size of the data in bytes; eight a number where the numbers are inline.
   * @param pointCount Number of points.
   * @param storageLocation Where the data lies, as a URI.
   * @param checksumSha256 SHA-256 of the stored bytes, in hexadecimal.
   * @param inline The points themselves.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InputData(
      @JsonProperty(value = "data_id", required = true) String dataId,
      @JsonProperty(value = "format", required = true) String format,
      @JsonProperty(value = "size_bytes", required = true) long sizeBytes,
      @JsonProperty(value = "point_count", required = true) long pointCount,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "checksum_sha256") String checksumSha256,
      @JsonProperty(value = "inline") InlinePoints inline) {}

  /**
   * Numbers that travel inside the event, 256 KiB of them at most.
   *
   * @param dimensions Coordinates of each point; 1 for a condensed distance matrix.
   * @param coordinates Row-major coordinates, `dimensions` to a point; for a condensed distance matrix of n points its n(n-1)/2 distances above the diagonal, row by row.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InlinePoints(
      @JsonProperty(value = "dimensions", required = true) int dimensions,
      @JsonProperty(value = "coordinates", required = true) java.util.List<Double> coordinates) {}

  /**
   * A job waits for a worker.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobQueued(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobQueuedData data) implements AnyEvent {}

  /**
   * A job waits for a worker.
   *
   * @param jobId Which job.
   * @param algorithm Which algorithm.
   * @param priority How urgent it is.
   * @param queuePosition Jobs before it.
   * @param status Where the job stands.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobQueuedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "priority") Priority priority,
      @JsonProperty(value = "queue_position") Long queuePosition,
      @JsonProperty(value = "status") JobStatus status) {}

  /**
   * A worker has begun a job.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobStarted(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobStartedData data) implements AnyEvent {}

  /**
   * A worker has begun a job.
   *
   * @param jobId Which job.
   * @param attempt Which run of the job this is, counted from 1: a job taken over from a lost worker runs again.
   * @param algorithm Which algorithm.
   * @param workerId Who computes it.
   * @param status Where the job stands.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobStartedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "attempt") Integer attempt,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "worker_id") String workerId,
      @JsonProperty(value = "status") JobStatus status) {}

  /**
   * How far a job has come. To be ignored after the job's terminal event.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobProgress(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobProgressData data) implements AnyEvent {}

  /**
   * How far a job has come. To be ignored after the job's terminal event.
   *
   * @param jobId Which job.
   * @param progressPercentage How much is done, 0 to 100.
   * @param currentStage What is being done, such as `computing_persistence`.
   * @param stagesCompleted Stages that are done.
   * @param stagesRemaining Stages still to come.
   * @param attempt Which run of the job this is, counted from 1.
   * @param estimatedCompletion When it is expected to be done.
   * @param memoryUsageMb Memory in use, in MB.
   * @param cpuUsagePercentage Use of the processor, in percent of one core.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobProgressData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "progress_percentage", required = true) double progressPercentage,
      @JsonProperty(value = "current_stage", required = true) String currentStage,
      @JsonProperty(value = "stages_completed") java.util.List<String> stagesCompleted,
      @JsonProperty(value = "stages_remaining") java.util.List<String> stagesRemaining,
      @JsonProperty(value = "attempt") Integer attempt,
      @JsonProperty(value = "estimated_completion") java.time.Instant estimatedCompletion,
      @JsonProperty(value = "memory_usage_mb") Double memoryUsageMb,
      @JsonProperty(value = "cpu_usage_percentage") Double cpuUsagePercentage) {}

  /**
   * A job is done. Lists its results, since they reach readers by another topic at another moment.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobCompleted(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobCompletedData data) implements AnyEvent {}

  /**
   * A job is done. Lists its results, since they reach readers by another topic at another moment.
   *
   * @param jobId Which job.
   * @param executionTime How long the computation took, in seconds.
   * @param results Everything the job made: who wants it whole waits for these.
   * @param algorithm Which algorithm.
   * @param resultId Names the results together.
   * @param status Where the job stands.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobCompletedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "execution_time") Double executionTime,
      @JsonProperty(value = "results") java.util.List<ResultSummary> results,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "result_id") String resultId,
      @JsonProperty(value = "status") JobStatus status) {}

  /**
   * One result of a job, as `job.completed` lists it.
   *
   * @param key Record key of the result on its topic.
   * @param eventType Type of the result's event.
   * @param dimension Homology dimension of the result.
   * @param intervalCount Number of intervals.
   * @param contentSha256 [`PersistenceDiagram::content_sha256`](crate::PersistenceDiagram::content_sha256) of the result.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultSummary(
      @JsonProperty(value = "key", required = true) String key,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "dimension", required = true) int dimension,
      @JsonProperty(value = "interval_count", required = true) long intervalCount,
      @JsonProperty(value = "content_sha256", required = true) String contentSha256) {}

  /**
   * A job has failed for good.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobFailed(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobFailedData data) implements AnyEvent {}

  /**
   * A job has failed for good.
   *
   * @param jobId Which job.
   * @param errorType Kind of error, such as `InvalidInput`.
   * @param errorMessage What happened, in words.
   * @param retryable Whether submitting it again may succeed.
   * @param executionTime How long it ran, in seconds.
   * @param algorithm Which algorithm.
   * @param status Where the job stands.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobFailedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "error_type") String errorType,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "execution_time") Double executionTime,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "status") JobStatus status) {}

  /**
   * A job is to be cancelled, or was. Terminal only with the Kafka header `terminal=true`, which a worker sets in its transaction; any other is a request, answered by the job's one terminal event.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobCancelled(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) JobCancelledData data) implements AnyEvent {}

  /**
   * A job is to be cancelled, or was. Terminal only with the Kafka header `terminal=true`, which a worker sets in its transaction; any other is a request, answered by the job's one terminal event.
   *
   * @param jobId Which job.
   * @param reason Why, in words.
   * @param requestedBy Who asked for it.
   * @param executionTime How long it had run, in seconds.
   * @param algorithm Which algorithm.
   * @param status Where the job stands.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobCancelledData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "requested_by") String requestedBy,
      @JsonProperty(value = "execution_time") Double executionTime,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "status") JobStatus status) {}

  /**
   * The persistence diagram of one homology dimension.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PersistenceDiagram(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) PersistenceDiagramData data) implements AnyEvent {}

  /**
   * The persistence diagram of one homology dimension.
   *
   * @param jobId Of which job.
   * @param algorithm Which algorithm found it.
   * @param dimension Homology dimension.
   * @param intervals The intervals, sorted by birth, then death.
   * @param bettiNumbers Number of classes alive at the end, by dimension from 0 upwards.
   * @param computationTimeSeconds How long the computation took, in seconds.
   * @param resultSizeBytes Size of the result in bytes.
   * @param storageLocation Where the result lies, as a URI.
   * @param packed The intervals in the packed layout; then the list of intervals is empty.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PersistenceDiagramData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "algorithm", required = true) String algorithm,
      @JsonProperty(value = "dimension", required = true) int dimension,
      @JsonProperty(value = "intervals", required = true) java.util.List<Interval> intervals,
      @JsonProperty(value = "betti_numbers") java.util.List<Long> bettiNumbers,
      @JsonProperty(value = "computation_time_seconds") Double computationTimeSeconds,
      @JsonProperty(value = "result_size_bytes") Long resultSizeBytes,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "packed") PackedIntervals packed) {}

  /**
   * An interval [birth, death) of a persistence diagram.
   *
   * @param birth Value at which the class appears.
   * @param death Value at which it is gone; infinite for a class that never dies.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Interval(
      @JsonProperty(value = "birth", required = true) double birth,
      @JsonProperty(value = "death", required = true) double death) {}

  /**
   * Intervals as three columns, one entry each.
   *
   * @param dimensions Homology dimension of each interval, little-endian u32.
   * @param births Birth of each interval, little-endian double.
   * @param deaths Death of each interval, little-endian double, possibly infinite.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PackedIntervals(
      @JsonProperty(value = "dimensions", required = true) byte[] dimensions,
      @JsonProperty(value = "births", required = true) byte[] births,
      @JsonProperty(value = "deaths", required = true) byte[] deaths) {}

  /**
   * Betti numbers at one value of the filtration.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BettiNumbers(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) BettiNumbersData data) implements AnyEvent {}

  /**
   * Betti numbers at one value of the filtration.
   *
   * @param jobId Of which job.
   * @param algorithm Which algorithm found them.
   * @param bettiNumbers Number of classes alive, by dimension from 0 upwards.
   * @param filtrationValue Value of the filtration at which they were counted; without it at the end.
   * @param computationTimeSeconds How long the computation took, in seconds.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BettiNumbersData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "algorithm", required = true) String algorithm,
      @JsonProperty(value = "betti_numbers", required = true) java.util.List<Long> bettiNumbers,
      @JsonProperty(value = "filtration_value") Double filtrationValue,
      @JsonProperty(value = "computation_time_seconds") Double computationTimeSeconds) {}

  /**
   * The filtration that a computation went through.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FiltrationData(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FiltrationDataData data) implements AnyEvent {}

  /**
   * The filtration that a computation went through.
   *
   * @param jobId Of which job.
   * @param algorithm Which algorithm made it, such as `vietoris_rips`.
   * @param simplexCount Number of its simplices, or cells.
   * @param simplexCounts Number of simplices by dimension from 0 upwards.
   * @param filtrationValues Values at which it grows, ascending; of a large one a selection.
   * @param resultId Names this result.
   * @param maxDimension Dimension of its largest simplices.
   * @param vertexCount Number of its vertices.
   * @param minFiltrationValue Value at which its first simplex enters.
   * @param maxFiltrationValue Value at which its last simplex enters.
   * @param computationTimeSeconds How long making it took, in seconds.
   * @param resultSizeBytes Size of the stored filtration in bytes.
   * @param storageLocation Where it lies whole, as a URI.
   * @param checksumSha256 SHA-256 of the stored bytes, in hexadecimal.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FiltrationDataData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "algorithm", required = true) String algorithm,
      @JsonProperty(value = "simplex_count", required = true) long simplexCount,
      @JsonProperty(value = "simplex_counts") java.util.List<Long> simplexCounts,
      @JsonProperty(value = "filtration_values") java.util.List<Double> filtrationValues,
      @JsonProperty(value = "result_id") String resultId,
      @JsonProperty(value = "max_dimension") Integer maxDimension,
      @JsonProperty(value = "vertex_count") Long vertexCount,
      @JsonProperty(value = "min_filtration_value") Double minFiltrationValue,
      @JsonProperty(value = "max_filtration_value") Double maxFiltrationValue,
      @JsonProperty(value = "computation_time_seconds") Double computationTimeSeconds,
      @JsonProperty(value = "result_size_bytes") Long resultSizeBytes,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "checksum_sha256") String checksumSha256) {}

  /**
   * What describes the results of a job together.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultMetadata(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ResultMetadataData data) implements AnyEvent {}

  /**
   * What describes the results of a job together.
   *
   * @param jobId Of which job.
   * @param dimensions Homology dimensions that were computed.
   * @param intervalCounts Number of intervals by dimension from 0 upwards.
   * @param tags Words to find it by.
   * @param versions Versions by name: of the engine, of its libraries.
   * @param resultId Names the results together.
   * @param algorithm Which algorithm found them.
   * @param parameters What the algorithm was told.
   * @param dataId Names the data that it was computed on.
   * @param pointCount Number of points of the data.
   * @param computationTimeSeconds How long the computation took, in seconds.
   * @param memoryPeakMb Most memory that it held, in MB.
   * @param computedAt When it was done.
   * @param resultSizeBytes Size of all results in bytes.
   * @param storageLocation Where they lie, as a URI.
   * @param metadata Further facts.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultMetadataData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "dimensions") java.util.List<Integer> dimensions,
      @JsonProperty(value = "interval_counts") java.util.List<Long> intervalCounts,
      @JsonProperty(value = "tags") java.util.List<String> tags,
      @JsonProperty(value = "versions") java.util.Map<String, String> versions,
      @JsonProperty(value = "result_id") String resultId,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "parameters") Parameters parameters,
      @JsonProperty(value = "data_id") String dataId,
      @JsonProperty(value = "point_count") Long pointCount,
      @JsonProperty(value = "computation_time_seconds") Double computationTimeSeconds,
      @JsonProperty(value = "memory_peak_mb") Double memoryPeakMb,
      @JsonProperty(value = "computed_at") java.time.Instant computedAt,
      @JsonProperty(value = "result_size_bytes") Long resultSizeBytes,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "metadata") java.util.Map<String, Object> metadata) {}

  /**
   * A picture of a result: inside the event up to 512 KiB, or where it lies.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Visualization(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) VisualizationData data) implements AnyEvent {}

  /**
   * A picture of a result: inside the event up to 512 KiB, or where it lies.
   *
   * @param jobId Of which job.
   * @param resultId Names this picture: a job has several.
   * @param visualizationType What it shows, such as `persistence_diagram`, `barcode` or `betti_curve`.
   * @param format How it is written, such as `svg` or `png`.
   * @param dimension Homology dimension that it shows; without it all of them.
   * @param title What to write above it.
   * @param widthPixels Width in pixels.
   * @param heightPixels Height in pixels.
   * @param content The picture itself.
   * @param resultSizeBytes Size of the picture in bytes.
   * @param storageLocation Where the picture lies, as a URI.
   * @param checksumSha256 SHA-256 of the picture, in hexadecimal.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VisualizationData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "result_id", required = true) String resultId,
      @JsonProperty(value = "visualization_type", required = true) String visualizationType,
      @JsonProperty(value = "format", required = true) String format,
      @JsonProperty(value = "dimension") Integer dimension,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "width_pixels") Integer widthPixels,
      @JsonProperty(value = "height_pixels") Integer heightPixels,
      @JsonProperty(value = "content") byte[] content,
      @JsonProperty(value = "result_size_bytes") Long resultSizeBytes,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "checksum_sha256") String checksumSha256) {}

  /**
   * A result was written to its storage.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultGenerated(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ResultGeneratedData data) implements AnyEvent {}

  /**
   * A result was written to its storage.
   *
   * @param jobId Of which job.
   * @param resultId Names the result.
   * @param resultType What it is, such as `persistence_diagram`.
   * @param resultSize Its size in bytes.
   * @param storagePath Where it lies in its storage.
   * @param generatedAt When it was made.
   * @param metadata Further facts.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultGeneratedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "result_id", required = true) String resultId,
      @JsonProperty(value = "result_type", required = true) String resultType,
      @JsonProperty(value = "result_size") Long resultSize,
      @JsonProperty(value = "storage_path") String storagePath,
      @JsonProperty(value = "generated_at") java.time.Instant generatedAt,
      @JsonProperty(value = "metadata") java.util.Map<String, Object> metadata) {}

  /**
   * A result lies in a cache, from which it is read faster.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultCached(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ResultCachedData data) implements AnyEvent {}

  /**
   * A result lies in a cache, from which it is read faster.
   *
   * @param jobId Of which job.
   * @param resultId Names the result.
   * @param resultType What it is, such as `persistence_diagram`.
   * @param resultSize Its size in bytes.
   * @param storagePath Where it lies in the cache.
   * @param generatedAt When it was made.
   * @param metadata Further facts.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultCachedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "result_id", required = true) String resultId,
      @JsonProperty(value = "result_type", required = true) String resultType,
      @JsonProperty(value = "result_size") Long resultSize,
      @JsonProperty(value = "storage_path") String storagePath,
      @JsonProperty(value = "generated_at") java.time.Instant generatedAt,
      @JsonProperty(value = "metadata") java.util.Map<String, Object> metadata) {}

  /**
   * A component has failed in something.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemError(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SystemErrorData data) implements AnyEvent {}

  /**
   * A component has failed in something.
   *
   * @param component Which component, such as `upload_service`.
   * @param errorCode Which error, such as `DATABASE_UNREACHABLE`.
   * @param errorMessage What happened, in words.
   * @param severity How bad it is.
   * @param errorType Kind of error, such as `ConnectionError`.
   * @param jobId Which job it hit.
   * @param host Where the component runs.
   * @param stackTrace Where in the program it failed.
   * @param details Further facts.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemErrorData(
      @JsonProperty(value = "component", required = true) String component,
      @JsonProperty(value = "error_code", required = true) String errorCode,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "severity") EventSeverity severity,
      @JsonProperty(value = "error_type") String errorType,
      @JsonProperty(value = "job_id") String jobId,
      @JsonProperty(value = "host") String host,
      @JsonProperty(value = "stack_trace") String stackTrace,
      @JsonProperty(value = "details") java.util.Map<String, Object> details) {}

  /**
   * A user is to be told something.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserNotification(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserNotificationData data) implements AnyEvent {}

  /**
   * A user is to be told something.
   *
   * @param userId Whom to tell.
   * @param title What about, in a line.
   * @param message What to tell.
   * @param priority How urgent it is.
   * @param channels By which ways, such as `email`; none leaves it to the user's own settings.
   * @param notificationType What it is about, such as `job_completed`.
   * @param jobId Which job it is about.
   * @param actionUrl Where the user finds more, as a URI.
   * @param expiresAt When it is no longer worth telling.
   * @param metadata Further facts.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserNotificationData(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "title", required = true) String title,
      @JsonProperty(value = "message", required = true) String message,
      @JsonProperty(value = "priority") Priority priority,
      @JsonProperty(value = "channels") java.util.List<String> channels,
      @JsonProperty(value = "notification_type") String notificationType,
      @JsonProperty(value = "job_id") String jobId,
      @JsonProperty(value = "action_url") String actionUrl,
      @JsonProperty(value = "expires_at") java.time.Instant expiresAt,
      @JsonProperty(value = "metadata") java.util.Map<String, Object> metadata) {}

  /**
   * Somebody who runs the platform is to act.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AdminAlert(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) AdminAlertData data) implements AnyEvent {}

  /**
   * Somebody who runs the platform is to act.
   *
   * @param alertName Which alert, such as `consumer_lag_high`.
   * @param severity How bad it is.
   * @param message What happened, in words.
   * @param labels What tells apart several alerts of one name.
   * @param component Which component it is about.
   * @param metricName Which metric is out of bounds.
   * @param value Value of the metric.
   * @param threshold The bound that it passed.
   * @param startedAt Since when.
   * @param resolvedAt Since when it is over; absent while it lasts.
   * @param runbookUrl What to do, as a URI.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AdminAlertData(
      @JsonProperty(value = "alert_name", required = true) String alertName,
      @JsonProperty(value = "severity", required = true) EventSeverity severity,
      @JsonProperty(value = "message", required = true) String message,
      @JsonProperty(value = "labels") java.util.Map<String, String> labels,
      @JsonProperty(value = "component") String component,
      @JsonProperty(value = "metric_name") String metricName,
      @JsonProperty(value = "value") Double value,
      @JsonProperty(value = "threshold") Double threshold,
      @JsonProperty(value = "started_at") java.time.Instant startedAt,
      @JsonProperty(value = "resolved_at") java.time.Instant resolvedAt,
      @JsonProperty(value = "runbook_url") String runbookUrl) {}

  /**
   * Something went wrong that people or monitoring should know of.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorOccurred(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ErrorOccurredData data) implements AnyEvent {}

  /**
   * Something went wrong that people or monitoring should know of.
   *
   * @param data What happened, as its source has it.
   * @param eventType What kind of record it is.
   * @param eventId Names the record; the envelope's own id may be another.
   * @param context What it happened in: request, host, versions.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorOccurredData(
      @JsonProperty(value = "data", required = true) java.util.Map<String, Object> data,
      @JsonProperty(value = "event_type") String eventType,
      @JsonProperty(value = "event_id") String eventId,
      @JsonProperty(value = "context") java.util.Map<String, Object> context) {}

  /**
   * Something may go wrong unless somebody acts.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WarningIssued(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) WarningIssuedData data) implements AnyEvent {}

  /**
   * Something may go wrong unless somebody acts.
   *
   * @param data What happened, as its source has it.
   * @param eventType What kind of record it is.
   * @param eventId Names the record; the envelope's own id may be another.
   * @param context What it happened in: request, host, versions.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WarningIssuedData(
      @JsonProperty(value = "data", required = true) java.util.Map<String, Object> data,
      @JsonProperty(value = "event_type") String eventType,
      @JsonProperty(value = "event_id") String eventId,
      @JsonProperty(value = "context") java.util.Map<String, Object> context) {}

  /**
   * A file begins to arrive.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadStarted(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UploadStartedData data) implements AnyEvent {}

  /**
   * A file begins to arrive.
   *
   * @param uploadId Names the upload; every event about it carries it.
   * @param userId Whose file it is.
   * @param filename Name of the file where it came from.
   * @param fileSizeBytes Size of the file in bytes, as announced.
   * @param contentType Media type of the file, such as `text/csv`.
   * @param chunkSizeBytes Size of the pieces in which it arrives, in bytes.
   * @param checksumSha256 SHA-256 of the file in hexadecimal, as announced.
   * @param storageLocation Where it is being written, as a URI.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadStartedData(
      @JsonProperty(value = "upload_id", required = true) String uploadId,
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "filename", required = true) String filename,
      @JsonProperty(value = "file_size_bytes") Long fileSizeBytes,
      @JsonProperty(value = "content_type") String contentType,
      @JsonProperty(value = "chunk_size_bytes") Long chunkSizeBytes,
      @JsonProperty(value = "checksum_sha256") String checksumSha256,
      @JsonProperty(value = "storage_location") String storageLocation) {}

  /**
   * How much of a file has arrived.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadProgress(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UploadProgressData data) implements AnyEvent {}

  /**
   * How much of a file has arrived.
   *
   * @param uploadId Which upload.
   * @param bytesReceived Bytes that have arrived.
   * @param bytesTotal Size of the file in bytes.
   * @param percentage How much has arrived, 0 to 100.
   * @param userId Whose file it is.
   * @param filename Name of the file where it came from.
   * @param bytesPerSecond Speed in bytes per second.
   * @param estimatedCompletion When it is expected to be there.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadProgressData(
      @JsonProperty(value = "upload_id", required = true) String uploadId,
      @JsonProperty(value = "bytes_received", required = true) long bytesReceived,
      @JsonProperty(value = "bytes_total") Long bytesTotal,
      @JsonProperty(value = "percentage") Double percentage,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "filename") String filename,
      @JsonProperty(value = "bytes_per_second") Double bytesPerSecond,
      @JsonProperty(value = "estimated_completion") java.time.Instant estimatedCompletion) {}

  /**
   * A file has arrived whole.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadCompleted(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UploadCompletedData data) implements AnyEvent {}

  /**
   * A file has arrived whole.
   *
   * @param uploadId Which upload.
   * @param userId Whose file it is.
   * @param filename Name of the file where it came from.
   * @param fileSizeBytes Size of the file in bytes.
   * @param contentType Media type of the file, such as `text/csv`.
   * @param checksumSha256 SHA-256 of the file in hexadecimal.
   * @param storageLocation Where it lies, as a URI.
   * @param validationStatus Whether its content was looked at and how it fared, such as `passed`.
   * @param dataFormat What its numbers are.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadCompletedData(
      @JsonProperty(value = "upload_id", required = true) String uploadId,
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "filename", required = true) String filename,
      @JsonProperty(value = "file_size_bytes", required = true) long fileSizeBytes,
      @JsonProperty(value = "content_type") String contentType,
      @JsonProperty(value = "checksum_sha256") String checksumSha256,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "validation_status") String validationStatus,
      @JsonProperty(value = "data_format") DataFormat dataFormat) {}

  /**
   * What the numbers of a file are.
   *
   * @param type What they are, such as `point_cloud`.
   * @param dimensions Coordinates of each point.
   * @param pointCount Number of points.
   * @param bounds The box around them.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DataFormat(
      @JsonProperty(value = "type", required = true) String type,
      @JsonProperty(value = "dimensions") Integer dimensions,
      @JsonProperty(value = "point_count") Long pointCount,
      @JsonProperty(value = "bounds") Bounds bounds) {}

  /**
   * The box around all points, by coordinate.
   *
   * @param min Least value of each coordinate.
   * @param max Greatest value of each coordinate.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Bounds(
      @JsonProperty(value = "min") java.util.List<Double> min,
      @JsonProperty(value = "max") java.util.List<Double> max) {}

  /**
   * A file did not arrive.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadFailed(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UploadFailedData data) implements AnyEvent {}

  /**
   * A file did not arrive.
   *
   * @param uploadId Which upload.
   * @param errorMessage What happened, in words.
   * @param retryable Whether uploading it again may succeed.
   * @param userId Whose file it is.
   * @param filename Name of the file where it came from.
   * @param errorCode Which error, such as `FILE_TOO_LARGE`.
   * @param bytesReceived Bytes that had arrived.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadFailedData(
      @JsonProperty(value = "upload_id", required = true) String uploadId,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "filename") String filename,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "bytes_received") Long bytesReceived) {}

  /**
   * The content of a file was looked at.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadValidated(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UploadValidatedData data) implements AnyEvent {}

  /**
   * The content of a file was looked at.
   *
   * @param uploadId Which upload.
   * @param validationStatus How it fared: `passed` or `failed`.
   * @param validationErrors Why it cannot be used, in words.
   * @param warnings What to know before using it, in words.
   * @param userId Whose file it is.
   * @param filename Name of the file where it came from.
   * @param dataFormat What its numbers are.
   * @param validationTimeSeconds How long looking took, in seconds.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadValidatedData(
      @JsonProperty(value = "upload_id", required = true) String uploadId,
      @JsonProperty(value = "validation_status", required = true) String validationStatus,
      @JsonProperty(value = "validation_errors") java.util.List<String> validationErrors,
      @JsonProperty(value = "warnings") java.util.List<String> warnings,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "filename") String filename,
      @JsonProperty(value = "data_format") DataFormat dataFormat,
      @JsonProperty(value = "validation_time_seconds") Double validationTimeSeconds) {}

  /**
   * A file has become data that jobs can name.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadProcessed(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UploadProcessedData data) implements AnyEvent {}

  /**
   * A file has become data that jobs can name.
   *
   * @param uploadId Which upload.
   * @param dataId Names the data: `input_data.data_id` of the jobs on it.
   * @param attributes Further facts by name.
   * @param userId Whose file it is.
   * @param dataFormat What its numbers are.
   * @param sizeBytes Size of the data in bytes.
   * @param storageLocation Where the data lies, as a URI.
   * @param checksumSha256 SHA-256 of the data in hexadecimal.
   * @param processingTimeSeconds How long it took, in seconds.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UploadProcessedData(
      @JsonProperty(value = "upload_id", required = true) String uploadId,
      @JsonProperty(value = "data_id") String dataId,
      @JsonProperty(value = "attributes") java.util.Map<String, String> attributes,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "data_format") DataFormat dataFormat,
      @JsonProperty(value = "size_bytes") Long sizeBytes,
      @JsonProperty(value = "storage_location") String storageLocation,
      @JsonProperty(value = "checksum_sha256") String checksumSha256,
      @JsonProperty(value = "processing_time_seconds") Double processingTimeSeconds) {}

  /**
   * A file was handed in.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileUploaded(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FileUploadedData data) implements AnyEvent {}

  /**
   * A file was handed in.
   *
   * @param data What happened, as its source has it.
   * @param eventType What kind of record it is.
   * @param eventId Names the record; the envelope's own id may be another.
   * @param context What it happened in: request, host, versions.
   * @param uploadId Which upload it came by: what orders the events of one file.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileUploadedData(
      @JsonProperty(value = "data", required = true) java.util.Map<String, Object> data,
      @JsonProperty(value = "event_type") String eventType,
      @JsonProperty(value = "event_id") String eventId,
      @JsonProperty(value = "context") java.util.Map<String, Object> context,
      @JsonProperty(value = "upload_id") String uploadId) {}

  /**
   * The content of a file was looked at.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileValidated(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FileValidatedData data) implements AnyEvent {}

  /**
   * The content of a file was looked at.
   *
   * @param data What happened, as its source has it.
   * @param eventType What kind of record it is.
   * @param eventId Names the record; the envelope's own id may be another.
   * @param context What it happened in: request, host, versions.
   * @param uploadId Which upload it came by: what orders the events of one file.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileValidatedData(
      @JsonProperty(value = "data", required = true) java.util.Map<String, Object> data,
      @JsonProperty(value = "event_type") String eventType,
      @JsonProperty(value = "event_id") String eventId,
      @JsonProperty(value = "context") java.util.Map<String, Object> context,
      @JsonProperty(value = "upload_id") String uploadId) {}

  /**
   * A file has become data that jobs can name.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileProcessed(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FileProcessedData data) implements AnyEvent {}

  /**
   * A file has become data that jobs can name.
   *
   * @param data What happened, as its source has it.
   * @param eventType What kind of record it is.
   * @param eventId Names the record; the envelope's own id may be another.
   * @param context What it happened in: request, host, versions.
   * @param uploadId Which upload it came by: what orders the events of one file.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileProcessedData(
      @JsonProperty(value = "data", required = true) java.util.Map<String, Object> data,
      @JsonProperty(value = "event_type") String eventType,
      @JsonProperty(value = "event_id") String eventId,
      @JsonProperty(value = "context") java.util.Map<String, Object> context,
      @JsonProperty(value = "upload_id") String uploadId) {}

  /**
   * A computation failed.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorComputation(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ErrorComputationData data) implements AnyEvent {}

  /**
   * A computation failed.
   *
   * @param jobId Which job.
   * @param errorCode Which error, such as `MEMORY_LIMIT_EXCEEDED`.
   * @param errorMessage What happened, in words.
   * @param errorDetails Figures.
   * @param recoverySuggestions What could be tried instead.
   * @param stackTrace Where in the program it failed.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorComputationData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "error_code", required = true) String errorCode,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "error_details") ErrorDetails errorDetails,
      @JsonProperty(value = "recovery_suggestions") java.util.List<String> recoverySuggestions,
      @JsonProperty(value = "stack_trace") String stackTrace) {}

  /**
   * Figures of an error; each error has those that say something about it.
   *
   * @param memoryRequestedMb Memory it asked for, in MB.
   * @param memoryAvailableMb Memory it could have, in MB.
   * @param stage Stage in which it failed.
   * @param inputSize Size of the input: its number of points.
   * @param component Which component failed, such as `cpp_engine`.
   * @param operation What it was doing, such as `reduce_columns`.
   * @param host Where it ran.
   * @param attempt Which run of the job it was, counted from 1.
   * @param dimension Homology dimension in which it failed.
   * @param simplexCount Simplices or columns made so far.
   * @param memoryPeakMb Most memory it held, in MB.
   * @param elapsedSeconds How long it had run, in seconds.
   * @param cause What brought it about, in words: the message of the error below.
   * @param violations Every broken rule of the input.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorDetails(
      @JsonProperty(value = "memory_requested_mb") Long memoryRequestedMb,
      @JsonProperty(value = "memory_available_mb") Long memoryAvailableMb,
      @JsonProperty(value = "stage") String stage,
      @JsonProperty(value = "input_size") Long inputSize,
      @JsonProperty(value = "component") String component,
      @JsonProperty(value = "operation") String operation,
      @JsonProperty(value = "host") String host,
      @JsonProperty(value = "attempt") Integer attempt,
      @JsonProperty(value = "dimension") Integer dimension,
      @JsonProperty(value = "simplex_count") Long simplexCount,
      @JsonProperty(value = "memory_peak_mb") Long memoryPeakMb,
      @JsonProperty(value = "elapsed_seconds") Double elapsedSeconds,
      @JsonProperty(value = "cause") String cause,
      @JsonProperty(value = "violations") java.util.List<Violation> violations) {}

  /**
   * One broken rule of an input.
   *
   * @param path Where: names joined by dots, places in lists in brackets.
   * @param expected What was expected there.
   * @param found What was there instead.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Violation(
      @JsonProperty(value = "path", required = true) String path,
      @JsonProperty(value = "expected", required = true) String expected,
      @JsonProperty(value = "found") String found) {}

  /**
   * An input breaks the rules; `error_details.violations` lists them.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorValidation(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ErrorValidationData data) implements AnyEvent {}

  /**
   * An input breaks the rules; `error_details.violations` lists them.
   *
   * @param errorCode Which error, such as `INVALID_PARAMETERS`.
   * @param errorMessage What happened, in words.
   * @param errorDetails Figures.
   * @param recoverySuggestions What could be tried instead.
   * @param jobId Which job.
   * @param uploadId Which upload.
   * @param userId Whose input it is.
   * @param field Where the first broken rule is, such as `parameters.max_dimension`.
   * @param stackTrace Where in the program it failed.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorValidationData(
      @JsonProperty(value = "error_code", required = true) String errorCode,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "error_details") ErrorDetails errorDetails,
      @JsonProperty(value = "recovery_suggestions") java.util.List<String> recoverySuggestions,
      @JsonProperty(value = "job_id") String jobId,
      @JsonProperty(value = "upload_id") String uploadId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "field") String field,
      @JsonProperty(value = "stack_trace") String stackTrace) {}

  /**
   * A component that jobs need failed.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorSystem(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ErrorSystemData data) implements AnyEvent {}

  /**
   * A component that jobs need failed.
   *
   * @param errorCode Which error, such as `BROKER_UNREACHABLE`.
   * @param errorMessage What happened, in words.
   * @param errorDetails Figures.
   * @param recoverySuggestions What could be tried instead.
   * @param jobId Which job it hit.
   * @param component Which component failed.
   * @param stackTrace Where in the program it failed.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorSystemData(
      @JsonProperty(value = "error_code", required = true) String errorCode,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "error_details") ErrorDetails errorDetails,
      @JsonProperty(value = "recovery_suggestions") java.util.List<String> recoverySuggestions,
      @JsonProperty(value = "job_id") String jobId,
      @JsonProperty(value = "component") String component,
      @JsonProperty(value = "stack_trace") String stackTrace) {}

  /**
   * Something took longer than it may.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorTimeout(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ErrorTimeoutData data) implements AnyEvent {}

  /**
   * Something took longer than it may.
   *
   * @param errorCode Which error, such as `JOB_TIME_LIMIT_EXCEEDED`.
   * @param errorMessage What happened, in words.
   * @param limitSeconds How long it may take, in seconds.
   * @param elapsedSeconds How long it had taken when it was given up, in seconds.
   * @param errorDetails Figures.
   * @param recoverySuggestions What could be tried instead.
   * @param jobId Which job.
   * @param stage What took so long, such as `computing_persistence`.
   * @param stackTrace Where in the program it failed.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorTimeoutData(
      @JsonProperty(value = "error_code", required = true) String errorCode,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "limit_seconds", required = true) double limitSeconds,
      @JsonProperty(value = "elapsed_seconds", required = true) double elapsedSeconds,
      @JsonProperty(value = "error_details") ErrorDetails errorDetails,
      @JsonProperty(value = "recovery_suggestions") java.util.List<String> recoverySuggestions,
      @JsonProperty(value = "job_id") String jobId,
      @JsonProperty(value = "stage") String stage,
      @JsonProperty(value = "stack_trace") String stackTrace) {}

  /**
   * Something was not to be had in the amount asked for.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorResource(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ErrorResourceData data) implements AnyEvent {}

  /**
   * Something was not to be had in the amount asked for.
   *
   * @param errorCode Which error, such as `DISK_FULL`.
   * @param errorMessage What happened, in words.
   * @param resource What there is too little of, such as `memory` or `disk`.
   * @param errorDetails Figures.
   * @param recoverySuggestions What could be tried instead.
   * @param jobId Which job.
   * @param requested How much was asked for, in `unit`.
   * @param available How much there was, in `unit`.
   * @param limit How much there may be at most, in `unit`.
   * @param unit Unit of the three amounts, such as `MB`.
   * @param stackTrace Where in the program it failed.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorResourceData(
      @JsonProperty(value = "error_code", required = true) String errorCode,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "resource", required = true) String resource,
      @JsonProperty(value = "error_details") ErrorDetails errorDetails,
      @JsonProperty(value = "recovery_suggestions") java.util.List<String> recoverySuggestions,
      @JsonProperty(value = "job_id") String jobId,
      @JsonProperty(value = "requested") Double requested,
      @JsonProperty(value = "available") Double available,
      @JsonProperty(value = "limit") Double limit,
      @JsonProperty(value = "unit") String unit,
      @JsonProperty(value = "stack_trace") String stackTrace) {}

  /**
   * One measured value.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemMetric(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SystemMetricData data) implements AnyEvent {}

  /**
   * One measured value.
   *
   * @param metricName What was measured, such as `tda_active_jobs`.
   * @param value How much.
   * @param labels What tells apart several values of one metric, by name.
   * @param unit Unit of the value, such as `seconds`.
   * @param metricType How values follow each other: `counter`, `gauge` or `histogram`.
   * @param component Which component measured it.
   * @param measuredAt When it was measured.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemMetricData(
      @JsonProperty(value = "metric_name", required = true) String metricName,
      @JsonProperty(value = "value", required = true) double value,
      @JsonProperty(value = "labels") java.util.Map<String, String> labels,
      @JsonProperty(value = "unit") String unit,
      @JsonProperty(value = "metric_type") String metricType,
      @JsonProperty(value = "component") String component,
      @JsonProperty(value = "measured_at") java.time.Instant measuredAt) {}

  /**
   * How a component fares.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemHealthCheck(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SystemHealthCheckData data) implements AnyEvent {}

  /**
   * How a component fares.
   *
   * @param component Which component, such as `cpp_engine`.
   * @param status How it fares.
   * @param checks What it depends on, by name, and how that fares, in words.
   * @param message More, in words.
   * @param checkedAt When it was asked.
   * @param responseTimeSeconds How long its answer took, in seconds.
   * @param uptimeSeconds How long it has been running, in seconds.
   * @param version Version of the component.
   * @param details Further facts.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemHealthCheckData(
      @JsonProperty(value = "component", required = true) String component,
      @JsonProperty(value = "status", required = true) HealthStatus status,
      @JsonProperty(value = "checks") java.util.Map<String, String> checks,
      @JsonProperty(value = "message") String message,
      @JsonProperty(value = "checked_at") java.time.Instant checkedAt,
      @JsonProperty(value = "response_time_seconds") Double responseTimeSeconds,
      @JsonProperty(value = "uptime_seconds") Double uptimeSeconds,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "details") java.util.Map<String, Object> details) {}

  /** A mapper that reads and writes these events. */
  public static com.fasterxml.jackson.databind.ObjectMapper mapper() {
    var module = new com.fasterxml.jackson.databind.module.SimpleModule();
    module.addDeserializer(java.time.Instant.class, new InstantReader());
    module.addSerializer(java.time.Instant.class, new InstantWriter());
    module.addDeserializer(java.time.LocalDate.class, new DateReader());
    module.addSerializer(
        java.time.LocalDate.class, com.fasterxml.jackson.databind.ser.std.ToStringSerializer.instance);
    for (var type : java.util.List.of(Double.class, Double.TYPE)) {
      module.addDeserializer(type, new DoubleReader());
      module.addSerializer(type, new DoubleWriter());
    }
    return com.fasterxml.jackson.databind.json.JsonMapper.builder().addModule(module).build();
  }

  /** Times without an offset are in UTC. */
  private static final class InstantReader
      extends com.fasterxml.jackson.databind.JsonDeserializer<java.time.Instant> {
    @Override
    public java.time.Instant deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      var text = parser.getText().replace(' ', 'T');
      try {
        var time = java.time.format.DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text, java.time.OffsetDateTime::from, java.time.LocalDateTime::from);
        return time instanceof java.time.OffsetDateTime offset
            ? offset.toInstant()
            : ((java.time.LocalDateTime) time).toInstant(java.time.ZoneOffset.UTC);
      } catch (java.time.DateTimeException exception) {
        return (java.time.Instant)
            context.handleWeirdStringValue(java.time.Instant.class, text, "expected an RFC 3339 time");
      }
    }
  }

  /** Milliseconds, or microseconds where there are some. */
  private static final class InstantWriter
      extends com.fasterxml.jackson.databind.JsonSerializer<java.time.Instant> {
    @Override
    public void serialize(
        java.time.Instant value,
        com.fasterxml.jackson.core.JsonGenerator generator,
        com.fasterxml.jackson.databind.SerializerProvider provider)
        throws java.io.IOException {
      int digits = value.getNano() % 1_000_000 == 0 ? 3 : 6;
      generator.writeString(
          new java.time.format.DateTimeFormatterBuilder().appendInstant(digits).toFormatter().format(value));
    }
  }

  private static final class DateReader
      extends com.fasterxml.jackson.databind.JsonDeserializer<java.time.LocalDate> {
    @Override
    public java.time.LocalDate deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      try {
        return java.time.LocalDate.parse(parser.getText());
      } catch (java.time.DateTimeException exception) {
        return (java.time.LocalDate)
            context.handleWeirdStringValue(java.time.LocalDate.class, parser.getText(), "expected a day");
      }
    }
  }

  /** Infinities are texts in JSON. */
  private static final class DoubleReader extends com.fasterxml.jackson.databind.JsonDeserializer<Double> {
    @Override
    public Double deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      if (parser.currentToken().isNumeric()) {
        return parser.getDoubleValue();
      }
      return switch (parser.getText()) {
        case "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> (Double)
            context.handleWeirdStringValue(Double.class, parser.getText(), "expected a number");
      };
    }
  }

  private static final class DoubleWriter extends com.fasterxml.jackson.databind.JsonSerializer<Double> {
    @Override
    public void serialize(
        Double value,
        com.fasterxml.jackson.core.JsonGenerator generator,
        com.fasterxml.jackson.databind.SerializerProvider provider)
        throws java.io.IOException {
      if (value.isInfinite()) {
        generator.writeString(value > 0 ? "inf" : "-inf");
      } else {
        generator.writeNumber(value);
      }
    }
  }
}
