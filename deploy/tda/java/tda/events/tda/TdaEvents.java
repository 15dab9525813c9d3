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
          java.util.Map.entry("error.computation", ErrorComputation.class));

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
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobQueuedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "priority") Priority priority,
      @JsonProperty(value = "queue_position") Long queuePosition) {}

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
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobStartedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "attempt") Integer attempt,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "worker_id") String workerId) {}

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
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobCompletedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "execution_time", required = true) double executionTime,
      @JsonProperty(value = "results") java.util.List<ResultSummary> results,
      @JsonProperty(value = "algorithm") String algorithm,
      @JsonProperty(value = "result_id") String resultId) {}

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
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobFailedData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "error_type", required = true) String errorType,
      @JsonProperty(value = "error_message", required = true) String errorMessage,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "execution_time") Double executionTime) {}

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
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JobCancelledData(
      @JsonProperty(value = "job_id", required = true) String jobId,
      @JsonProperty(value = "reason", required = true) String reason,
      @JsonProperty(value = "requested_by") String requestedBy) {}

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
      @JsonProperty(value = "storage_location") String storageLocation) {}

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
   * Figures of a failed computation.
   *
   * @param memoryRequestedMb Memory it asked for, in MB.
   * @param memoryAvailableMb Memory it could have, in MB.
   * @param stage Stage in which it failed.
   * @param inputSize Size of the input: its number of points.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorDetails(
      @JsonProperty(value = "memory_requested_mb") Long memoryRequestedMb,
      @JsonProperty(value = "memory_available_mb") Long memoryAvailableMb,
      @JsonProperty(value = "stage") String stage,
      @JsonProperty(value = "input_size") Long inputSize) {}

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
