// Events of tda. Made by `tda generate typescript` from the catalog: change that instead of this file.
//
// `events.schema.json` beside this file validates what these types only promise. Whole numbers beyond
// Number.MAX_SAFE_INTEGER lose their last digits when JSON.parse reads them.

export type Priority = "low" | "normal" | "high" | "critical";

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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
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
  priority?: Priority;
  /** How long it is expected to run, in seconds. */
  estimated_runtime_seconds?: number;
}

/** What an algorithm is told. */
export interface Parameters {
  /** Highest homology dimension to compute. */
  max_dimension: number;
  /** Longest edge, in the units of the input: the engine's `threshold`, inclusive. Without it the engine takes the enclosing radius, past which nothing changes. */
  max_edge_length?: number;
  /** Grid steps for algorithms that sample their input. */
  resolution?: number;
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
  storage_location?: string;
  /** SHA-256 of the stored bytes, in hexadecimal. */
  checksum_sha256?: string;
  /** The points themselves. */
  inline?: InlinePoints;
}

/** Numbers that travel inside the event, 256 KiB of them at most. */
export interface InlinePoints {
  /** Coordinates of each point; 1 for a condensed distance matrix. */
  dimensions: number;
  /** Row-major coordinates, `dimensions` to a point; for a condensed distance matrix of n points its n(n-1)/2 distances above the diagonal, row by row. */
  coordinates: Array<number>;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
  /** What happened. */
  data: JobQueuedData;
}

/** A job waits for a worker. */
export interface JobQueuedData {
  /** Which job. */
  job_id: string;
  /** Which algorithm. */
  algorithm?: string;
  /** How urgent it is. */
  priority?: Priority;
  /** Jobs before it. */
  queue_position?: number;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
  /** What happened. */
  data: JobStartedData;
}

/** A worker has begun a job. */
export interface JobStartedData {
  /** Which job. */
  job_id: string;
  /** Which run of the job this is, counted from 1: a job taken over from a lost worker runs again. Default: 1. */
  attempt?: number;
  /** Which algorithm. */
  algorithm?: string;
  /** Who computes it. */
  worker_id?: string;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
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
  stages_completed?: Array<string>;
  /** Stages still to come. Default: []. */
  stages_remaining?: Array<string>;
  /** Which run of the job this is, counted from 1. Default: 1. */
  attempt?: number;
  /** When it is expected to be done. */
  estimated_completion?: string;
  /** Memory in use, in MB. */
  memory_usage_mb?: number;
  /** Use of the processor, in percent of one core. */
  cpu_usage_percentage?: number;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
  /** What happened. */
  data: JobCompletedData;
}

/** A job is done. Lists its results, since they reach readers by another topic at another moment. */
export interface JobCompletedData {
  /** Which job. */
  job_id: string;
  /** How long the computation took, in seconds. */
  execution_time: number;
  /** Everything the job made: who wants it whole waits for these. Default: []. */
  results?: Array<ResultSummary>;
  /** Which algorithm. */
  algorithm?: string;
  /** Names the results together. */
  result_id?: string;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
  /** What happened. */
  data: JobFailedData;
}

/** A job has failed for good. */
export interface JobFailedData {
  /** Which job. */
  job_id: string;
  /** Kind of error, such as `InvalidInput`. */
  error_type: string;
  /** What happened, in words. */
  error_message: string;
  /** Whether submitting it again may succeed. Default: false. */
  retryable?: boolean;
  /** How long it ran, in seconds. */
  execution_time?: number;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
  /** What happened. */
  data: JobCancelledData;
}

/** A job is to be cancelled, or was. Terminal only with the Kafka header `terminal=true`, which a worker sets in its transaction; any other is a request, answered by the job's one terminal event. */
export interface JobCancelledData {
  /** Which job. */
  job_id: string;
  /** Why, in words. */
  reason: string;
  /** Who asked for it. */
  requested_by?: string;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
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
  intervals: Array<Interval>;
  /** Number of classes alive at the end, by dimension from 0 upwards. Default: []. */
  betti_numbers?: Array<number>;
  /** How long the computation took, in seconds. */
  computation_time_seconds?: number;
  /** Size of the result in bytes. */
  result_size_bytes?: number;
  /** Where the result lies, as a URI. */
  storage_location?: string;
}

/** An interval [birth, death) of a persistence diagram. */
export interface Interval {
  /** Value at which the class appears. */
  birth: number | "inf" | "-inf";
  /** Value at which it is gone; infinite for a class that never dies. */
  death: number | "inf" | "-inf";
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
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
  betti_numbers: Array<number>;
  /** Value of the filtration at which they were counted; without it at the end. */
  filtration_value?: number;
  /** How long the computation took, in seconds. */
  computation_time_seconds?: number;
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
  correlation_id?: string;
  /** The event_id that this event answers. */
  causation_id?: string;
  /** Further context by name. Default: {}. */
  headers?: Record<string, string>;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: Record<string, string>;
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
  error_details?: ErrorDetails;
  /** What could be tried instead. Default: []. */
  recovery_suggestions?: Array<string>;
  /** Where in the program it failed. */
  stack_trace?: string;
}

/** Figures of a failed computation. */
export interface ErrorDetails {
  /** Memory it asked for, in MB. */
  memory_requested_mb?: number;
  /** Memory it could have, in MB. */
  memory_available_mb?: number;
  /** Stage in which it failed. */
  stage?: string;
  /** Size of the input: its number of points. */
  input_size?: number;
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
  "error.computation": ErrorComputation;
}

/** Any event of tda. */
export type AnyEvent = EventsByType[keyof EventsByType];
