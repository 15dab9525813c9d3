// Events of tda. Made by `tda generate typescript` from the catalog: change that instead of this file.
//
// `events.schema.json` beside this file validates what these types only promise. Whole numbers beyond
// Number.MAX_SAFE_INTEGER lose their last digits when JSON.parse reads them.

export type Priority = "low" | "normal" | "high" | "critical";

export type JobStatus = "submitted" | "queued" | "running" | "completed" | "failed" | "cancelled";

export type EventSeverity = "info" | "warning" | "error" | "critical";

export type HealthStatus = "healthy" | "degraded" | "unhealthy" | "unknown";

/** A computation was asked for. */
export interface JobSubmitted {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.submitted";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobSubmittedData;
}

/** A computation was asked for. */
export interface JobSubmittedData {
  /** Names the job; every event about it carries it. */
  job_id: string;
  /** Who asked. */
  user_id: string;
  /** Which algorithm, such as `vietoris_rips`. */
  algorithm: string;
  /** What the algorithm is told. */
  parameters: Parameters;
  /** What it is computed on. */
  input_data: InputData;
  /** How urgent it is. Default: "normal". */
  priority?: Priority | null;
  /** How long it is expected to run, in seconds. */
  estimated_runtime_seconds?: number | null;
}

/** What an algorithm is told. */
export interface Parameters {
  /** Highest homology dimension to compute. */
  max_dimension: number;
  /** Longest edge, in the units of the input: the engine's `threshold`, inclusive. Without it the engine takes the enclosing radius, past which nothing changes. */
  max_edge_length?: number | null;
  /** Grid steps for algorithms that sample their input. */
  resolution?: number | null;
}

/** What a job is computed on: points inside the event, or where they lie. */
export interface InputData {
  /** Names the data. */
  data_id: string;
  /** What the numbers are: `point_cloud` or `distance_matrix` (condensed) where this SDK reads them. */
  format: string;
  /** Size of the data in bytes; eight a number where the numbers are inline. */
  size_bytes: number;
  /** Number of points. */
  point_count: number;
  /** Where the data lies, as a URI. */
  storage_location?: string | null;
  /** SHA-256 of the stored bytes, in hexadecimal. */
  checksum_sha256?: string | null;
  /** The points themselves. */
  inline?: InlinePoints | null;
}

/** Numbers that travel inside the event, 256 KiB of them at most. */
export interface InlinePoints {
  /** Coordinates of each point; 1 for a condensed distance matrix. */
  dimensions: number;
  /** Row-major coordinates, `dimensions` to a point; for a condensed distance matrix of n points its n(n-1)/2 distances above the diagonal, row by row. */
  coordinates: number[];
}

/** A job waits for a worker. */
export interface JobQueued {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.queued";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobQueuedData;
}

/** A job waits for a worker. */
export interface JobQueuedData {
  /** Which job. */
  job_id: string;
  /** Which algorithm. */
  algorithm?: string | null;
  /** How urgent it is. */
  priority?: Priority | null;
  /** Jobs before it. */
  queue_position?: number | null;
  /** Where the job stands. */
  status?: JobStatus | null;
}

/** A worker has begun a job. */
export interface JobStarted {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.started";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobStartedData;
}

/** A worker has begun a job. */
export interface JobStartedData {
  /** Which job. */
  job_id: string;
  /** Which run of the job this is, counted from 1: a job taken over from a lost worker runs again. Default: 1. */
  attempt?: number | null;
  /** Which algorithm. */
  algorithm?: string | null;
  /** Who computes it. */
  worker_id?: string | null;
  /** Where the job stands. */
  status?: JobStatus | null;
}

/** How far a job has come. To be ignored after the job's terminal event. */
export interface JobProgress {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.progress";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobProgressData;
}

/** How far a job has come. To be ignored after the job's terminal event. */
export interface JobProgressData {
  /** Which job. */
  job_id: string;
  /** How much is done, 0 to 100. */
  progress_percentage: number;
  /** What is being done, such as `computing_persistence`. */
  current_stage: string;
  /** Stages that are done. Default: []. */
  stages_completed?: string[] | null;
  /** Stages still to come. Default: []. */
  stages_remaining?: string[] | null;
  /** Which run of the job this is, counted from 1. Default: 1. */
  attempt?: number | null;
  /** When it is expected to be done. */
  estimated_completion?: string | null;
  /** Memory in use, in MB. */
  memory_usage_mb?: number | null;
  /** Use of the processor, in percent of one core. */
  cpu_usage_percentage?: number | null;
}

/** A job is done. Lists its results, since they reach readers by another topic at another moment. */
export interface JobCompleted {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.completed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobCompletedData;
}

/** A job is done. Lists its results, since they reach readers by another topic at another moment. */
export interface JobCompletedData {
  /** Which job. */
  job_id: string;
  /** How long the computation took, in seconds. */
  execution_time?: number | null;
  /** Everything the job made: who wants it whole waits for these. Default: []. */
  results?: ResultSummary[] | null;
  /** Which algorithm. */
  algorithm?: string | null;
  /** Names the results together. */
  result_id?: string | null;
  /** Where the job stands. */
  status?: JobStatus | null;
}

/** One result of a job, as `job.completed` lists it. */
export interface ResultSummary {
  /** Record key of the result on its topic. */
  key: string;
  /** Type of the result's event. */
  event_type: string;
  /** Homology dimension of the result. */
  dimension: number;
  /** Number of intervals. */
  interval_count: number;
  /** [`PersistenceDiagram::content_sha256`](crate::PersistenceDiagram::content_sha256) of the result. */
  content_sha256: string;
}

/** A job has failed for good. */
export interface JobFailed {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.failed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobFailedData;
}

/** A job has failed for good. */
export interface JobFailedData {
  /** Which job. */
  job_id: string;
  /** Kind of error, such as `InvalidInput`. */
  error_type?: string | null;
  /** What happened, in words. */
  error_message?: string | null;
  /** Whether submitting it again may succeed. Default: false. */
  retryable?: boolean | null;
  /** How long it ran, in seconds. */
  execution_time?: number | null;
  /** Which algorithm. */
  algorithm?: string | null;
  /** Where the job stands. */
  status?: JobStatus | null;
}

/** A job is to be cancelled, or was. Terminal only with the Kafka header `terminal=true`, which a worker sets in its transaction; any other is a request, answered by the job's one terminal event. */
export interface JobCancelled {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "job.cancelled";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: JobCancelledData;
}

/** A job is to be cancelled, or was. Terminal only with the Kafka header `terminal=true`, which a worker sets in its transaction; any other is a request, answered by the job's one terminal event. */
export interface JobCancelledData {
  /** Which job. */
  job_id: string;
  /** Why, in words. */
  reason?: string | null;
  /** Who asked for it. */
  requested_by?: string | null;
  /** How long it had run, in seconds. */
  execution_time?: number | null;
  /** Which algorithm. */
  algorithm?: string | null;
  /** Where the job stands. */
  status?: JobStatus | null;
}

/** The persistence diagram of one homology dimension. */
export interface PersistenceDiagram {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.persistence_diagram";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: PersistenceDiagramData;
}

/** The persistence diagram of one homology dimension. */
export interface PersistenceDiagramData {
  /** Of which job. */
  job_id: string;
  /** Which algorithm found it. */
  algorithm: string;
  /** Homology dimension. */
  dimension: number;
  /** The intervals, sorted by birth, then death. */
  intervals: Interval[];
  /** Number of classes alive at the end, by dimension from 0 upwards. Default: []. */
  betti_numbers?: number[] | null;
  /** How long the computation took, in seconds. */
  computation_time_seconds?: number | null;
  /** Size of the result in bytes. */
  result_size_bytes?: number | null;
  /** Where the result lies, as a URI. */
  storage_location?: string | null;
  /** The intervals in the packed layout; then the list of intervals is empty. */
  packed?: PackedIntervals | null;
}

/** An interval [birth, death) of a persistence diagram. */
export interface Interval {
  /** Value at which the class appears. */
  birth: number | "inf" | "-inf";
  /** Value at which it is gone; infinite for a class that never dies. */
  death: number | "inf" | "-inf";
}

/** Intervals as three columns, one entry each. */
export interface PackedIntervals {
  /** Homology dimension of each interval, little-endian u32. */
  dimensions: string;
  /** Birth of each interval, little-endian double. */
  births: string;
  /** Death of each interval, little-endian double, possibly infinite. */
  deaths: string;
}

/** Betti numbers at one value of the filtration. */
export interface BettiNumbers {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.betti_numbers";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: BettiNumbersData;
}

/** Betti numbers at one value of the filtration. */
export interface BettiNumbersData {
  /** Of which job. */
  job_id: string;
  /** Which algorithm found them. */
  algorithm: string;
  /** Number of classes alive, by dimension from 0 upwards. */
  betti_numbers: number[];
  /** Value of the filtration at which they were counted; without it at the end. */
  filtration_value?: number | null;
  /** How long the computation took, in seconds. */
  computation_time_seconds?: number | null;
}

/** The filtration that a computation went through. */
export interface FiltrationData {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.filtration_data";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FiltrationDataData;
}

/** The filtration that a computation went through. */
export interface FiltrationDataData {
  /** Of which job. */
  job_id: string;
  /** Which algorithm made it, such as `vietoris_rips`. */
  algorithm: string;
  /** Number of its simplices, or cells. */
  simplex_count: number;
  /** Number of simplices by dimension from 0 upwards. Default: []. */
  simplex_counts?: number[] | null;
  /** Values at which it grows, ascending; of a large one a selection. Default: []. */
  filtration_values?: number[] | null;
  /** Names this result. */
  result_id?: string | null;
  /** Dimension of its largest simplices. */
  max_dimension?: number | null;
  /** Number of its vertices. */
  vertex_count?: number | null;
  /** Value at which its first simplex enters. */
  min_filtration_value?: number | null;
  /** Value at which its last simplex enters. */
  max_filtration_value?: number | null;
  /** How long making it took, in seconds. */
  computation_time_seconds?: number | null;
  /** Size of the stored filtration in bytes. */
  result_size_bytes?: number | null;
  /** Where it lies whole, as a URI. */
  storage_location?: string | null;
  /** SHA-256 of the stored bytes, in hexadecimal. */
  checksum_sha256?: string | null;
}

/** What describes the results of a job together. */
export interface ResultMetadata {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.metadata";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ResultMetadataData;
}

/** What describes the results of a job together. */
export interface ResultMetadataData {
  /** Of which job. */
  job_id: string;
  /** Homology dimensions that were computed. Default: []. */
  dimensions?: number[] | null;
  /** Number of intervals by dimension from 0 upwards. Default: []. */
  interval_counts?: number[] | null;
  /** Words to find it by. Default: []. */
  tags?: string[] | null;
  /** Versions by name: of the engine, of its libraries. Default: {}. */
  versions?: { [name: string]: string } | null;
  /** Names the results together. */
  result_id?: string | null;
  /** Which algorithm found them. */
  algorithm?: string | null;
  /** What the algorithm was told. */
  parameters?: Parameters | null;
  /** Names the data that it was computed on. */
  data_id?: string | null;
  /** Number of points of the data. */
  point_count?: number | null;
  /** How long the computation took, in seconds. */
  computation_time_seconds?: number | null;
  /** Most memory that it held, in MB. */
  memory_peak_mb?: number | null;
  /** When it was done. */
  computed_at?: string | null;
  /** Size of all results in bytes. */
  result_size_bytes?: number | null;
  /** Where they lie, as a URI. */
  storage_location?: string | null;
  /** Further facts. */
  metadata?: { [name: string]: unknown } | null;
}

/** A picture of a result: inside the event up to 512 KiB, or where it lies. */
export interface Visualization {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.visualization";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: VisualizationData;
}

/** A picture of a result: inside the event up to 512 KiB, or where it lies. */
export interface VisualizationData {
  /** Of which job. */
  job_id: string;
  /** Names this picture: a job has several. */
  result_id: string;
  /** What it shows, such as `persistence_diagram`, `barcode` or `betti_curve`. */
  visualization_type: string;
  /** How it is written, such as `svg` or `png`. */
  format: string;
  /** Homology dimension that it shows; without it all of them. */
  dimension?: number | null;
  /** What to write above it. */
  title?: string | null;
  /** Width in pixels. */
  width_pixels?: number | null;
  /** Height in pixels. */
  height_pixels?: number | null;
  /** The picture itself. */
  content?: string | null;
  /** Size of the picture in bytes. */
  result_size_bytes?: number | null;
  /** Where the picture lies, as a URI. */
  storage_location?: string | null;
  /** SHA-256 of the picture, in hexadecimal. */
  checksum_sha256?: string | null;
}

/** A result was written to its storage. */
export interface ResultGenerated {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.generated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ResultGeneratedData;
}

/** A result was written to its storage. */
export interface ResultGeneratedData {
  /** Of which job. */
  job_id: string;
  /** Names the result. */
  result_id: string;
  /** What it is, such as `persistence_diagram`. */
  result_type: string;
  /** Its size in bytes. */
  result_size?: number | null;
  /** Where it lies in its storage. */
  storage_path?: string | null;
  /** When it was made. */
  generated_at?: string | null;
  /** Further facts. */
  metadata?: { [name: string]: unknown } | null;
}

/** A result lies in a cache, from which it is read faster. */
export interface ResultCached {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "result.cached";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ResultCachedData;
}

/** A result lies in a cache, from which it is read faster. */
export interface ResultCachedData {
  /** Of which job. */
  job_id: string;
  /** Names the result. */
  result_id: string;
  /** What it is, such as `persistence_diagram`. */
  result_type: string;
  /** Its size in bytes. */
  result_size?: number | null;
  /** Where it lies in the cache. */
  storage_path?: string | null;
  /** When it was made. */
  generated_at?: string | null;
  /** Further facts. */
  metadata?: { [name: string]: unknown } | null;
}

/** A component has failed in something. */
export interface SystemError {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "system.error";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SystemErrorData;
}

/** A component has failed in something. */
export interface SystemErrorData {
  /** Which component, such as `upload_service`. */
  component: string;
  /** Which error, such as `DATABASE_UNREACHABLE`. */
  error_code: string;
  /** What happened, in words. */
  error_message: string;
  /** How bad it is. Default: "error". */
  severity?: EventSeverity | null;
  /** Kind of error, such as `ConnectionError`. */
  error_type?: string | null;
  /** Which job it hit. */
  job_id?: string | null;
  /** Where the component runs. */
  host?: string | null;
  /** Where in the program it failed. */
  stack_trace?: string | null;
  /** Further facts. */
  details?: { [name: string]: unknown } | null;
}

/** A user is to be told something. */
export interface UserNotification {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.notification";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserNotificationData;
}

/** A user is to be told something. */
export interface UserNotificationData {
  /** Whom to tell. */
  user_id: string;
  /** What about, in a line. */
  title: string;
  /** What to tell. */
  message: string;
  /** How urgent it is. Default: "normal". */
  priority?: Priority | null;
  /** By which ways, such as `email`; none leaves it to the user's own settings. Default: []. */
  channels?: string[] | null;
  /** What it is about, such as `job_completed`. */
  notification_type?: string | null;
  /** Which job it is about. */
  job_id?: string | null;
  /** Where the user finds more, as a URI. */
  action_url?: string | null;
  /** When it is no longer worth telling. */
  expires_at?: string | null;
  /** Further facts. */
  metadata?: { [name: string]: unknown } | null;
}

/** Somebody who runs the platform is to act. */
export interface AdminAlert {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "admin.alert";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: AdminAlertData;
}

/** Somebody who runs the platform is to act. */
export interface AdminAlertData {
  /** Which alert, such as `consumer_lag_high`. */
  alert_name: string;
  /** How bad it is. */
  severity: EventSeverity;
  /** What happened, in words. */
  message: string;
  /** What tells apart several alerts of one name. Default: {}. */
  labels?: { [name: string]: string } | null;
  /** Which component it is about. */
  component?: string | null;
  /** Which metric is out of bounds. */
  metric_name?: string | null;
  /** Value of the metric. */
  value?: number | null;
  /** The bound that it passed. */
  threshold?: number | null;
  /** Since when. */
  started_at?: string | null;
  /** Since when it is over; absent while it lasts. */
  resolved_at?: string | null;
  /** What to do, as a URI. */
  runbook_url?: string | null;
}

/** Something went wrong that people or monitoring should know of. */
export interface ErrorOccurred {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "error.occurred";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ErrorOccurredData;
}

/** Something went wrong that people or monitoring should know of. */
export interface ErrorOccurredData {
  /** What happened, as its source has it. */
  data: { [name: string]: unknown };
  /** What kind of record it is. Default: "error.occurred". */
  event_type?: string | null;
  /** Names the record; the envelope's own id may be another. */
  event_id?: string | null;
  /** What it happened in: request, host, versions. */
  context?: { [name: string]: unknown } | null;
}

/** Something may go wrong unless somebody acts. */
export interface WarningIssued {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "warning.issued";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: WarningIssuedData;
}

/** Something may go wrong unless somebody acts. */
export interface WarningIssuedData {
  /** What happened, as its source has it. */
  data: { [name: string]: unknown };
  /** What kind of record it is. Default: "warning.issued". */
  event_type?: string | null;
  /** Names the record; the envelope's own id may be another. */
  event_id?: string | null;
  /** What it happened in: request, host, versions. */
  context?: { [name: string]: unknown } | null;
}

/** A file begins to arrive. */
export interface UploadStarted {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "upload.started";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UploadStartedData;
}

/** A file begins to arrive. */
export interface UploadStartedData {
  /** Names the upload; every event about it carries it. */
  upload_id: string;
  /** Whose file it is. */
  user_id: string;
  /** Name of the file where it came from. */
  filename: string;
  /** Size of the file in bytes, as announced. */
  file_size_bytes?: number | null;
  /** Media type of the file, such as `text/csv`. */
  content_type?: string | null;
  /** Size of the pieces in which it arrives, in bytes. */
  chunk_size_bytes?: number | null;
  /** SHA-256 of the file in hexadecimal, as announced. */
  checksum_sha256?: string | null;
  /** Where it is being written, as a URI. */
  storage_location?: string | null;
}

/** How much of a file has arrived. */
export interface UploadProgress {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "upload.progress";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UploadProgressData;
}

/** How much of a file has arrived. */
export interface UploadProgressData {
  /** Which upload. */
  upload_id: string;
  /** Bytes that have arrived. */
  bytes_received: number;
  /** Size of the file in bytes. */
  bytes_total?: number | null;
  /** How much has arrived, 0 to 100. */
  percentage?: number | null;
  /** Whose file it is. */
  user_id?: string | null;
  /** Name of the file where it came from. */
  filename?: string | null;
  /** Speed in bytes per second. */
  bytes_per_second?: number | null;
  /** When it is expected to be there. */
  estimated_completion?: string | null;
}

/** A file has arrived whole. */
export interface UploadCompleted {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "upload.completed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UploadCompletedData;
}

/** A file has arrived whole. */
export interface UploadCompletedData {
  /** Which upload. */
  upload_id: string;
  /** Whose file it is. */
  user_id: string;
  /** Name of the file where it came from. */
  filename: string;
  /** Size of the file in bytes. */
  file_size_bytes: number;
  /** Media type of the file, such as `text/csv`. */
  content_type?: string | null;
  /** SHA-256 of the file in hexadecimal. */
  checksum_sha256?: string | null;
  /** Where it lies, as a URI. */
  storage_location?: string | null;
  /** Whether its content was looked at and how it fared, such as `passed`. */
  validation_status?: string | null;
  /** What its numbers are. */
  data_format?: DataFormat | null;
}

/** What the numbers of a file are. */
export interface DataFormat {
  /** What they are, such as `point_cloud`. */
  type: string;
  /** Coordinates of each point. */
  dimensions?: number | null;
  /** Number of points. */
  point_count?: number | null;
  /** The box around them. */
  bounds?: Bounds | null;
}

/** The box around all points, by coordinate. */
export interface Bounds {
  /** Least value of each coordinate. Default: []. */
  min?: number[] | null;
  /** Greatest value of each coordinate. Default: []. */
  max?: number[] | null;
}

/** A file did not arrive. */
export interface UploadFailed {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "upload.failed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UploadFailedData;
}

/** A file did not arrive. */
export interface UploadFailedData {
  /** Which upload. */
  upload_id: string;
  /** What happened, in words. */
  error_message?: string | null;
  /** Whether uploading it again may succeed. Default: false. */
  retryable?: boolean | null;
  /** Whose file it is. */
  user_id?: string | null;
  /** Name of the file where it came from. */
  filename?: string | null;
  /** Which error, such as `FILE_TOO_LARGE`. */
  error_code?: string | null;
  /** Bytes that had arrived. */
  bytes_received?: number | null;
}

/** The content of a file was looked at. */
export interface UploadValidated {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "upload.validated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UploadValidatedData;
}

/** The content of a file was looked at. */
export interface UploadValidatedData {
  /** Which upload. */
  upload_id: string;
  /** How it fared: `passed` or `failed`. */
  validation_status: string;
  /** Why it cannot be used, in words. Default: []. */
  validation_errors?: string[] | null;
  /** What to know before using it, in words. Default: []. */
  warnings?: string[] | null;
  /** Whose file it is. */
  user_id?: string | null;
  /** Name of the file where it came from. */
  filename?: string | null;
  /** What its numbers are. */
  data_format?: DataFormat | null;
  /** How long looking took, in seconds. */
  validation_time_seconds?: number | null;
}

/** A file has become data that jobs can name. */
export interface UploadProcessed {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "upload.processed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UploadProcessedData;
}

/** A file has become data that jobs can name. */
export interface UploadProcessedData {
  /** Which upload. */
  upload_id: string;
  /** Names the data: `input_data.data_id` of the jobs on it. */
  data_id?: string | null;
  /** Further facts by name. Default: {}. */
  attributes?: { [name: string]: string } | null;
  /** Whose file it is. */
  user_id?: string | null;
  /** What its numbers are. */
  data_format?: DataFormat | null;
  /** Size of the data in bytes. */
  size_bytes?: number | null;
  /** Where the data lies, as a URI. */
  storage_location?: string | null;
  /** SHA-256 of the data in hexadecimal. */
  checksum_sha256?: string | null;
  /** How long it took, in seconds. */
  processing_time_seconds?: number | null;
}

/** A file was handed in. */
export interface FileUploaded {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "file.uploaded";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FileUploadedData;
}

/** A file was handed in. */
export interface FileUploadedData {
  /** What happened, as its source has it. */
  data: { [name: string]: unknown };
  /** What kind of record it is. Default: "file.uploaded". */
  event_type?: string | null;
  /** Names the record; the envelope's own id may be another. */
  event_id?: string | null;
  /** What it happened in: request, host, versions. */
  context?: { [name: string]: unknown } | null;
  /** Which upload it came by: what orders the events of one file. */
  upload_id?: string | null;
}

/** The content of a file was looked at. */
export interface FileValidated {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "file.validated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FileValidatedData;
}

/** The content of a file was looked at. */
export interface FileValidatedData {
  /** What happened, as its source has it. */
  data: { [name: string]: unknown };
  /** What kind of record it is. Default: "file.validated". */
  event_type?: string | null;
  /** Names the record; the envelope's own id may be another. */
  event_id?: string | null;
  /** What it happened in: request, host, versions. */
  context?: { [name: string]: unknown } | null;
  /** Which upload it came by: what orders the events of one file. */
  upload_id?: string | null;
}

/** A file has become data that jobs can name. */
export interface FileProcessed {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "file.processed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FileProcessedData;
}

/** A file has become data that jobs can name. */
export interface FileProcessedData {
  /** What happened, as its source has it. */
  data: { [name: string]: unknown };
  /** What kind of record it is. Default: "file.processed". */
  event_type?: string | null;
  /** Names the record; the envelope's own id may be another. */
  event_id?: string | null;
  /** What it happened in: request, host, versions. */
  context?: { [name: string]: unknown } | null;
  /** Which upload it came by: what orders the events of one file. */
  upload_id?: string | null;
}

/** A computation failed. */
export interface ErrorComputation {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "error.computation";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ErrorComputationData;
}

/** A computation failed. */
export interface ErrorComputationData {
  /** Which job. */
  job_id: string;
  /** Which error, such as `MEMORY_LIMIT_EXCEEDED`. */
  error_code: string;
  /** What happened, in words. */
  error_message: string;
  /** Figures. Default: {}. */
  error_details?: ErrorDetails | null;
  /** What could be tried instead. Default: []. */
  recovery_suggestions?: string[] | null;
  /** Where in the program it failed. */
  stack_trace?: string | null;
}

/** Figures of an error; each error has those that say something about it. */
export interface ErrorDetails {
  /** Memory it asked for, in MB. */
  memory_requested_mb?: number | null;
  /** Memory it could have, in MB. */
  memory_available_mb?: number | null;
  /** Stage in which it failed. */
  stage?: string | null;
  /** Size of the input: its number of points. */
  input_size?: number | null;
  /** Which component failed, such as `cpp_engine`. */
  component?: string | null;
  /** What it was doing, such as `reduce_columns`. */
  operation?: string | null;
  /** Where it ran. */
  host?: string | null;
  /** Which run of the job it was, counted from 1. */
  attempt?: number | null;
  /** Homology dimension in which it failed. */
  dimension?: number | null;
  /** Simplices or columns made so far. */
  simplex_count?: number | null;
  /** Most memory it held, in MB. */
  memory_peak_mb?: number | null;
  /** How long it had run, in seconds. */
  elapsed_seconds?: number | null;
  /** What brought it about, in words: the message of the error below. */
  cause?: string | null;
  /** Every broken rule of the input. */
  violations?: Violation[] | null;
}

/** One broken rule of an input. */
export interface Violation {
  /** Where: names joined by dots, places in lists in brackets. */
  path: string;
  /** What was expected there. */
  expected: string;
  /** What was there instead. */
  found?: string | null;
}

/** An input breaks the rules; `error_details.violations` lists them. */
export interface ErrorValidation {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "error.validation";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ErrorValidationData;
}

/** An input breaks the rules; `error_details.violations` lists them. */
export interface ErrorValidationData {
  /** Which error, such as `INVALID_PARAMETERS`. */
  error_code: string;
  /** What happened, in words. */
  error_message: string;
  /** Figures. Default: {}. */
  error_details?: ErrorDetails | null;
  /** What could be tried instead. Default: []. */
  recovery_suggestions?: string[] | null;
  /** Which job. */
  job_id?: string | null;
  /** Which upload. */
  upload_id?: string | null;
  /** Whose input it is. */
  user_id?: string | null;
  /** Where the first broken rule is, such as `parameters.max_dimension`. */
  field?: string | null;
  /** Where in the program it failed. */
  stack_trace?: string | null;
}

/** A component that jobs need failed. */
export interface ErrorSystem {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "error.system";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ErrorSystemData;
}

/** A component that jobs need failed. */
export interface ErrorSystemData {
  /** Which error, such as `BROKER_UNREACHABLE`. */
  error_code: string;
  /** What happened, in words. */
  error_message: string;
  /** Figures. Default: {}. */
  error_details?: ErrorDetails | null;
  /** What could be tried instead. Default: []. */
  recovery_suggestions?: string[] | null;
  /** Which job it hit. */
  job_id?: string | null;
  /** Which component failed. */
  component?: string | null;
  /** Where in the program it failed. */
  stack_trace?: string | null;
}

/** Something took longer than it may. */
export interface ErrorTimeout {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "error.timeout";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ErrorTimeoutData;
}

/** Something took longer than it may. */
export interface ErrorTimeoutData {
  /** Which error, such as `JOB_TIME_LIMIT_EXCEEDED`. */
  error_code: string;
  /** What happened, in words. */
  error_message: string;
  /** How long it may take, in seconds. */
  limit_seconds: number;
  /** How long it had taken when it was given up, in seconds. */
  elapsed_seconds: number;
  /** Figures. Default: {}. */
  error_details?: ErrorDetails | null;
  /** What could be tried instead. Default: []. */
  recovery_suggestions?: string[] | null;
  /** Which job. */
  job_id?: string | null;
  /** What took so long, such as `computing_persistence`. */
  stage?: string | null;
  /** Where in the program it failed. */
  stack_trace?: string | null;
}

/** Something was not to be had in the amount asked for. */
export interface ErrorResource {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "error.resource";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ErrorResourceData;
}

/** Something was not to be had in the amount asked for. */
export interface ErrorResourceData {
  /** Which error, such as `DISK_FULL`. */
  error_code: string;
  /** What happened, in words. */
  error_message: string;
  /** What there is too little of, such as `memory` or `disk`. */
  resource: string;
  /** Figures. Default: {}. */
  error_details?: ErrorDetails | null;
  /** What could be tried instead. Default: []. */
  recovery_suggestions?: string[] | null;
  /** Which job. */
  job_id?: string | null;
  /** How much was asked for, in `unit`. */
  requested?: number | null;
  /** How much there was, in `unit`. */
  available?: number | null;
  /** How much there may be at most, in `unit`. */
  limit?: number | null;
  /** Unit of the three amounts, such as `MB`. */
  unit?: string | null;
  /** Where in the program it failed. */
  stack_trace?: string | null;
}

/** One measured value. */
export interface SystemMetric {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "system.metric";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SystemMetricData;
}

/** One measured value. */
export interface SystemMetricData {
  /** What was measured, such as `tda_active_jobs`. */
  metric_name: string;
  /** How much. */
  value: number;
  /** What tells apart several values of one metric, by name. Default: {}. */
  labels?: { [name: string]: string } | null;
  /** Unit of the value, such as `seconds`. */
  unit?: string | null;
  /** How values follow each other: `counter`, `gauge` or `histogram`. */
  metric_type?: string | null;
  /** Which component measured it. */
  component?: string | null;
  /** When it was measured. */
  measured_at?: string | null;
}

/** How a component fares. */
export interface SystemHealthCheck {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "system.health_check";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SystemHealthCheckData;
}

/** How a component fares. */
export interface SystemHealthCheckData {
  /** Which component, such as `cpp_engine`. */
  component: string;
  /** How it fares. */
  status: HealthStatus;
  /** What it depends on, by name, and how that fares, in words. Default: {}. */
  checks?: { [name: string]: string } | null;
  /** More, in words. */
  message?: string | null;
  /** When it was asked. */
  checked_at?: string | null;
  /** How long its answer took, in seconds. */
  response_time_seconds?: number | null;
  /** How long it has been running, in seconds. */
  uptime_seconds?: number | null;
  /** Version of the component. */
  version?: string | null;
  /** Further facts. */
  details?: { [name: string]: unknown } | null;
}

/** Every event by its type. */
export interface EventsByType {
  "job.submitted": JobSubmitted;
  "job.queued": JobQueued;
  "job.started": JobStarted;
  "job.progress": JobProgress;
  "job.completed": JobCompleted;
  "job.failed": JobFailed;
  "job.cancelled": JobCancelled;
  "result.persistence_diagram": PersistenceDiagram;
  "result.betti_numbers": BettiNumbers;
  "result.filtration_data": FiltrationData;
  "result.metadata": ResultMetadata;
  "result.visualization": Visualization;
  "result.generated": ResultGenerated;
  "result.cached": ResultCached;
  "system.error": SystemError;
  "user.notification": UserNotification;
  "admin.alert": AdminAlert;
  "error.occurred": ErrorOccurred;
  "warning.issued": WarningIssued;
  "upload.started": UploadStarted;
  "upload.progress": UploadProgress;
  "upload.completed": UploadCompleted;
  "upload.failed": UploadFailed;
  "upload.validated": UploadValidated;
  "upload.processed": UploadProcessed;
  "file.uploaded": FileUploaded;
  "file.validated": FileValidated;
  "file.processed": FileProcessed;
  "error.computation": ErrorComputation;
  "error.validation": ErrorValidation;
  "error.system": ErrorSystem;
  "error.timeout": ErrorTimeout;
  "error.resource": ErrorResource;
  "system.metric": SystemMetric;
  "system.health_check": SystemHealthCheck;
}

/** Any event of tda. */
export type AnyEvent = EventsByType[keyof EventsByType];
