//! The C++ bridge of tda-stream: all that crosses, in one place. `include/tda/*.hpp` gives it the manners of C++.
//!
//! Every entry returns `Result` and catches panics, which would otherwise end the process of the caller. cxx has no
//! optional values: a `present` or `has_` field stands beside what may be absent. What is only
//! carried is opaque; what C++ reads field by field is a struct.

mod broker;
mod catalog;
mod config;
mod consumer;
mod core;
mod events;
mod failure;
mod fields;
mod handlers;
mod health;
mod logs;
mod partition;
mod producer;
mod schemas;
mod worker;

use broker::{EmbeddedBroker, embedded_broker};
use catalog::{Catalog, builtin_catalog, catalog_problems, parse_catalog};
use config::{
    Config, config, config_from_connection_string, config_from_env, config_from_file, ensure_topics,
};
use consumer::{Batch, Consumer, Received, consumer};
use core::{
    CancelToken, Diagrams, DiagramsBatch, alpha, axis_of, betti_curve, bottleneck, cancel_token, cech,
    circular_coordinates, count_windows, cubical, delaunay_rips, delay_embedding, diagrams_of_intervals,
    directed_flag, dtm_rips, entropy, estimate, explicit_filtration, extended, flag, heat_kernel, landmarks,
    landscape, lower_star, persistence_image, silhouette, sparse_rips, statistics, total_persistence,
    vietoris_rips, vietoris_rips_batch, wasserstein, witness,
};
use events::{
    Event, content_sha256, decode_event, event_of_fields, event_of_json, inline_distances, inline_points,
    packed_columns, parse_timestamp, peek_event,
};
use failure::{Failure, infallible};
use fields::{Fields, fields};
use handlers::{HandlerAnswer, HandlerCall, ensure_handler_topics, run_handlers};
use health::{HealthMonitor, health_monitor, metrics_text};
use logs::set_log_sink;
use partition::{Sticky, jump_hash, jump_partition, murmur2, murmur2_partition, sticky, utc_hour_partition};
use producer::{Delivery, Producer, Transaction, producer, wait_for_delivery};
use worker::{EngineOutcome, JobControl, JobRequest, StopToken, run_worker, stop_token};

#[allow(unreachable_pub, unused_qualifications, reason = "the macro writes them")]
#[cxx::bridge(namespace = "tda::ffi")]
mod ffi {
    // Plain data of core.rs.

    /// The life [birth, death) of a homology class; death is infinity for a class that never dies.
    #[namespace = "tda"]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Interval {
        birth: f64,
        death: f64,
    }

    struct OptionalCount {
        present: bool,
        count: u64,
    }

    struct OptionalNumber {
        present: bool,
        number: f64,
    }

    struct OptionalNumbers<'a> {
        present: bool,
        numbers: &'a [f64],
    }

    /// How far apart two points are.
    #[namespace = "tda"]
    enum Metric {
        /// The largest difference of a coordinate.
        #[cxx_name = "chebyshev"]
        Chebyshev,
        /// One less the cosine of the angle between two vectors; no vector may be zero.
        #[cxx_name = "cosine"]
        Cosine,
        /// The root of the sum of squared differences: the default.
        #[cxx_name = "euclidean"]
        Euclidean,
        /// The share of coordinates that differ.
        #[cxx_name = "hamming"]
        Hamming,
        /// The angle between two places on a sphere. A point is latitude, then longitude, in radians.
        #[cxx_name = "haversine"]
        Haversine,
        /// The sum of absolute differences.
        #[cxx_name = "manhattan"]
        Manhattan,
        /// The root of order p of the sum of absolute differences to the power of p; see `set_minkowski_p`.
        #[cxx_name = "minkowski"]
        Minkowski,
    }

    /// What is made of the two halves of a dense matrix.
    #[namespace = "tda"]
    enum Symmetry {
        /// They must be alike, but for 8 units in the last place: the larger counts.
        #[cxx_name = "check"]
        Check,
        /// Only the half below the diagonal is read.
        #[cxx_name = "lower"]
        Lower,
        /// Only the half above the diagonal is read.
        #[cxx_name = "upper"]
        Upper,
    }

    /// How points or distances lie in memory.
    enum Layout {
        Points,
        Dense,
        Condensed,
        Lower,
        Sparse,
    }

    /// Points or distances. `width` is coordinates a point, or the number of points of a dense or sparse matrix;
    /// `rows` and `columns` are those of a sparse one.
    struct Space<'a> {
        layout: Layout,
        numbers: &'a [f64],
        width: usize,
        symmetry: Symmetry,
        rows: &'a [usize],
        columns: &'a [usize],
    }

    /// An edge of a graph, and when it enters; infinity for never. In a directed graph it leads from `first` to
    /// `second`.
    #[namespace = "tda"]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Edge {
        first: usize,
        second: usize,
        value: f64,
    }

    /// Lists one behind the other.
    struct Lists<'a> {
        items: &'a [usize],
        lengths: &'a [usize],
    }

    /// A function on a path, or on the complex of `simplices`.
    struct Function<'a> {
        values: &'a [f64],
        on_path: bool,
        simplices: Lists<'a>,
    }

    /// What the pixels of an image are.
    #[namespace = "tda"]
    enum Construction {
        /// Vertices: pixels touch along the axes only.
        V,
        /// Top cells: pixels touch at corners too.
        T,
    }

    /// An image and what is made of it; `periodic` has one number an axis, zero for no.
    struct Picture<'a> {
        values: &'a [f64],
        shape: &'a [usize],
        construction: Construction,
        superlevel: bool,
        periodic: &'a [u8],
    }

    /// How balls around points grow once they have entered: the p of the DTM filtration.
    #[namespace = "tda"]
    enum Exponent {
        /// The radius is what has passed since the birth: the default.
        #[cxx_name = "one"]
        One,
        /// The squares of birth and radius add up to the square of the value.
        #[cxx_name = "two"]
        Two,
        /// The radius is the value, from the birth on.
        #[cxx_name = "infinity"]
        Infinity,
    }

    /// What all families can be told; each reads what its options in C++ can set.
    struct Options {
        max_dimension: OptionalCount,
        threshold: OptionalNumber,
        field: u32,
        threads: usize,
        pairs: bool,
        cocycles: bool,
        cycles: bool,
        zero_lengths: bool,
        memory_limit_bytes: OptionalCount,
        time_limit_seconds: OptionalNumber,
        metric: Metric,
        minkowski_p: f64,
    }

    /// The share of the points that counts, or their number.
    struct Mass {
        neighbours: OptionalCount,
        share: OptionalNumber,
        exponent: Exponent,
    }

    struct Relaxation {
        strong: bool,
        max_relaxation: f64,
        squared: bool,
    }

    struct ExtendedParts {
        ordinary: Box<Diagrams>,
        relative: Box<Diagrams>,
        extended: Box<Diagrams>,
    }

    /// Birth and death simplices of all intervals, one behind the other; a death of no vertices never comes.
    struct FlatPairs {
        births: Vec<u32>,
        birth_lengths: Vec<usize>,
        deaths: Vec<u32>,
        death_lengths: Vec<usize>,
    }

    /// The terms of all chains, one behind the other: `width` vertices and one coefficient each.
    struct FlatChains {
        vertices: Vec<u32>,
        width: usize,
        coefficients: Vec<u32>,
        lengths: Vec<usize>,
    }

    struct Landmarks {
        indices: Vec<usize>,
        covering_radius: f64,
    }

    struct Estimate {
        edges: f64,
        simplices: f64,
        seconds: f64,
        bytes: f64,
        landmarks: OptionalCount,
        error_bound: f64,
        threshold: OptionalNumber,
    }

    struct DistanceOptions {
        order: f64,
        internal_p: f64,
        relative_error: f64,
        memory_limit_bytes: OptionalCount,
        time_limit_seconds: OptionalNumber,
        with_matching: bool,
    }

    struct MatchedPoints {
        first: OptionalCount,
        second: OptionalCount,
        distance: f64,
    }

    struct MatchedDiagrams {
        distance: f64,
        matched: Vec<MatchedPoints>,
    }

    /// Evenly spaced values: `count` samples from `low` to `high`, both included; as pixels, so many equal parts
    /// between them.
    #[namespace = "tda"]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Axis {
        low: f64,
        high: f64,
        count: usize,
    }

    /// What an axis spans.
    enum AxisKind {
        Values,
        Births,
        Lengths,
    }

    /// What a pixel of a persistence image holds.
    #[namespace = "tda"]
    enum Pixels {
        /// The integral of the density over the pixel: the default.
        #[cxx_name = "integral"]
        Integral,
        /// The density at the samples of the axes.
        #[cxx_name = "sample"]
        Sample,
    }

    /// How some numbers are distributed; all zero when there are none. Percentiles are linear between neighbours.
    #[namespace = "tda"]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Summary {
        mean: f64,
        standard_deviation: f64,
        median: f64,
        interquartile_range: f64,
        range: f64,
        percentile_10: f64,
        percentile_25: f64,
        percentile_75: f64,
        percentile_90: f64,
    }

    /// Statistics of a diagram.
    #[namespace = "tda"]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Statistics {
        count: usize,
        births: Summary,
        deaths: Summary,
        midpoints: Summary,
        lengths: Summary,
        entropy: f64,
    }

    // Plain data of events.rs.

    /// A wire shape of events.
    #[namespace = "tda"]
    enum Dialect {
        /// The TDA pipeline's own; carries every event.
        #[cxx_name = "canonical"]
        Canonical,
        /// The TDA platform integration's: `metadata` and `payload`. Carries that integration's events.
        #[cxx_name = "metadata_payload"]
        MetadataPayload,
        /// Alphintra's: `eventSchema`, `eventId`, ..., `payload`. Carries every event.
        #[cxx_name = "camel_case"]
        CamelCase,
        /// The field service's Avro record `TaskEvent`. Carries its six task events.
        #[cxx_name = "fsm_record"]
        FsmRecord,
        /// CloudEvents 1.0, structured mode. Carries every event.
        #[cxx_name = "cloudevents"]
        CloudEvents,
        /// CloudEvents 1.0, Kafka binary mode: attributes as headers. Carries every event.
        #[cxx_name = "cloudevents_binary"]
        CloudEventsBinary,
    }

    /// How the value of a record is written.
    #[namespace = "tda"]
    enum Encoding {
        /// JSON (RFC 8259), compact, UTF-8.
        #[cxx_name = "json"]
        Json,
        /// Avro binary without framing: reading it takes the record's headers.
        #[cxx_name = "avro"]
        Avro,
        /// JSON behind Confluent's frame: a zero byte and the schema's id.
        #[cxx_name = "json_confluent"]
        JsonConfluent,
        /// Avro binary behind Confluent's frame.
        #[cxx_name = "avro_confluent"]
        AvroConfluent,
        /// Avro's single-object encoding: the schema's fingerprint in front.
        #[cxx_name = "avro_single_object"]
        AvroSingleObject,
    }

    /// What writing takes besides dialect and encoding.
    struct Writing {
        has_schema_id: bool,
        schema_id: u32,
    }

    struct SchemaText {
        id: u32,
        text: String,
    }

    /// What a reader knows and accepts; no dialects stand for all, no encoding for what the value shows.
    struct Reading {
        dialects: Vec<Dialect>,
        encodings: Vec<Encoding>,
        schemas: Vec<SchemaText>,
    }

    struct CatalogProblem {
        line: usize,
        column: usize,
        path: String,
        message: String,
    }

    struct OptionalText {
        present: bool,
        text: String,
    }

    struct OptionalBytes {
        present: bool,
        bytes: Vec<u8>,
    }

    struct Header {
        name: String,
        value: Vec<u8>,
    }

    struct EncodedRecord {
        topic: String,
        key: OptionalBytes,
        partition_key: OptionalBytes,
        value: Vec<u8>,
        headers: Vec<Header>,
    }

    /// Where the packed intervals of a value lie, in bytes from its start.
    #[derive(Default)]
    struct ColumnPlaces {
        present: bool,
        count: usize,
        dimensions: usize,
        births: usize,
        deaths: usize,
    }

    struct Envelope {
        schema_version: String,
        event_id: String,
        event_type: String,
        timestamp_us: i64,
        source: OptionalText,
        correlation_id: OptionalText,
        causation_id: OptionalText,
        headers: Vec<Header>,
    }

    struct CatalogFinding {
        rule: String,
        severity: String,
        line: usize,
        column: usize,
        path: String,
        message: String,
        fix: String,
    }

    // Plain data of config.rs, producer.rs, consumer.rs, worker.rs, handlers.rs and health.rs.

    enum TextSetting {
        CaFile,
        ClientId,
        Group,
        InstanceId,
        Source,
        TopicPrefix,
        TransactionalId,
    }

    enum DurationSetting {
        ConnectTimeout,
        DeliveryTimeout,
        HeartbeatInterval,
        Linger,
        MaxPollInterval,
        SessionTimeout,
        TransactionTimeout,
    }

    /// How members of a group share its partitions.
    #[namespace = "tda"]
    enum GroupProtocol {
        /// The group's members agree among themselves; every broker knows it.
        #[cxx_name = "classic"]
        Classic,
        /// The broker assigns (KIP-848): Kafka 4.0 or later.
        #[cxx_name = "consumer"]
        Consumer,
    }

    /// Where a group without a committed offset begins.
    #[namespace = "tda"]
    enum OffsetReset {
        /// At the oldest record that is still there.
        #[cxx_name = "earliest"]
        Earliest,
        /// Behind the newest: only what comes from now on.
        #[cxx_name = "latest"]
        Latest,
    }

    /// What publishing does while the circuit breaker is open.
    #[namespace = "tda"]
    enum BreakerPolicy {
        /// Fails at once.
        #[cxx_name = "fail_fast"]
        FailFast,
        /// Keeps events in a bounded queue until the cluster is back.
        #[cxx_name = "spill"]
        Spill,
    }

    struct BreakerSettings {
        policy: BreakerPolicy,
        failures_max: u32,
        stalled_after_ms: u64,
        pause_first_ms: u64,
        pause_max_ms: u64,
        spill_directory: String,
        spill_records_max: usize,
        spill_bytes_max: usize,
        spill_wait_ms: u64,
    }

    /// Whether a producer's way to the cluster is open to events.
    #[namespace = "tda"]
    enum BreakerState {
        /// The cluster answers: events go to it.
        #[cxx_name = "closed"]
        Closed,
        /// It does not: events are refused or spilled.
        #[cxx_name = "open"]
        Open,
        /// A broker has answered again: one event is on trial, the others still wait.
        #[cxx_name = "half_open"]
        HalfOpen,
    }

    /// What a crash does to a record, and who commits.
    #[namespace = "tda"]
    enum DeliveryMode {
        /// What is acknowledged, in any order, is committed every half a second; a crash repeats the rest.
        #[cxx_name = "at_least_once"]
        AtLeastOnce,
        /// Records are committed before they are handed out: a crash loses what was not finished.
        #[cxx_name = "at_most_once"]
        AtMostOnce,
        /// As at_least_once, but asking for the next record acknowledges those before.
        #[cxx_name = "auto_commit"]
        AutoCommit,
        /// Nothing is committed but by a producer's transaction, together with what it publishes.
        #[cxx_name = "exactly_once"]
        ExactlyOnce,
    }

    enum PlaceKind {
        Beginning,
        End,
        Offset,
        TimestampMs,
    }

    /// A place in a partition to read on from.
    struct Place {
        kind: PlaceKind,
        number: i64,
    }

    /// Empty texts were not given.
    struct ConsumerChoices {
        group: String,
        catalog_group: String,
        topics: Vec<String>,
        without_group: bool,
        start: Place,
        has_delivery: bool,
        delivery: DeliveryMode,
        has_commit_interval: bool,
        commit_interval_ms: u64,
    }

    struct OptionalOffset {
        present: bool,
        offset: i64,
    }

    struct Position {
        topic: String,
        partition: i32,
        acknowledged: OptionalOffset,
        committed: OptionalOffset,
        paused: bool,
    }

    struct Lag {
        topic: String,
        partition: i32,
        acknowledged: i64,
        end: i64,
        records: u64,
    }

    enum LimitSetting {
        QueueRecords,
        QueueBytes,
        RecordBytes,
    }

    /// Which protocol a connection speaks.
    #[namespace = "tda"]
    enum SecurityProtocol {
        /// Neither encrypted nor authenticated.
        #[cxx_name = "plaintext"]
        Plaintext,
        /// TLS, optionally mutual.
        #[cxx_name = "ssl"]
        Ssl,
        /// SASL without encryption.
        #[cxx_name = "sasl_plaintext"]
        SaslPlaintext,
        /// SASL inside TLS.
        #[cxx_name = "sasl_ssl"]
        SaslSsl,
    }

    /// Which SASL mechanism proves who the client is.
    #[namespace = "tda"]
    enum SaslMechanism {
        /// User and password, readable by the broker: only inside TLS.
        #[cxx_name = "plain"]
        Plain,
        /// Salted challenge-response with SHA-256 (RFC 5802).
        #[cxx_name = "scram_sha_256"]
        ScramSha256,
        /// Salted challenge-response with SHA-512.
        #[cxx_name = "scram_sha_512"]
        ScramSha512,
    }

    /// The broker's word that a record is stored; also where a record was read.
    #[derive(Default)]
    struct Receipt {
        topic: String,
        partition: i32,
        offset: i64,
        timestamp_ms: i64,
    }

    #[derive(Default)]
    struct OptionalReceipt {
        present: bool,
        receipt: Receipt,
    }

    struct TopicsReport {
        created: Vec<String>,
        present: Vec<String>,
    }

    /// What a worker promises about results.
    #[namespace = "tda"]
    enum Guarantee {
        /// The most that the broker allows.
        #[cxx_name = "brokers_best"]
        BrokersBest,
        /// Every result at least once: a crash may repeat some.
        #[cxx_name = "at_least_once"]
        AtLeastOnce,
        /// Every result exactly once. Needs a real Kafka.
        #[cxx_name = "exactly_once"]
        ExactlyOnce,
        /// Transactions on the embedded broker, which takes them without keeping their promises.
        #[cxx_name = "exactly_once_simulated"]
        ExactlyOnceSimulated,
    }

    struct WorkerOptions {
        guarantee: Guarantee,
        threads: usize,
        waiting_jobs_max: usize,
        attempts_max: u32,
        shutdown_deadline_ms: u64,
        input_roots: Vec<String>,
    }

    struct HandlerOptions {
        guarantee: Guarantee,
        event_types: Vec<String>,
        topics: Vec<String>,
        concurrency: usize,
        ordered: bool,
        attempts_max: u32,
        pause_first_ms: u64,
        pause_max_ms: u64,
        delays_ms: Vec<u64>,
        shutdown_deadline_ms: u64,
    }

    /// How well something is; the worse is the greater.
    #[namespace = "tda"]
    enum Health {
        /// It does what it should.
        #[cxx_name = "healthy"]
        Healthy,
        /// It goes on, but somebody should look.
        #[cxx_name = "degraded"]
        Degraded,
        /// It does not do what it should.
        #[cxx_name = "unhealthy"]
        Unhealthy,
    }

    struct ComponentHealth {
        name: String,
        status: Health,
        reasons: Vec<String>,
    }

    struct HealthReport {
        status: Health,
        components: Vec<ComponentHealth>,
        text: String,
        json: String,
    }

    enum InputKind {
        Points,
        Distances,
    }

    struct InputShape {
        kind: InputKind,
        rows: usize,
        columns: usize,
    }

    struct EngineFailure {
        code: String,
        error_type: String,
        message: String,
        may_pass: bool,
        suggestions: Vec<String>,
    }

    unsafe extern "C++" {
        include!("tda/detail/callbacks.hpp");

        type ProgressSink;
        fn report(
            self: &ProgressSink,
            stage: u8,
            fraction: f64,
            simplices_done: u64,
            columns_left: u64,
        ) -> bool;

        type EngineSink;
        fn compute(self: &EngineSink, job: &JobRequest, control: &JobControl, outcome: &mut EngineOutcome);

        type HandlerSink;
        fn handle(self: &HandlerSink, call: &HandlerCall, answer: &mut HandlerAnswer);

        type TransactionSink;
        fn run(self: &TransactionSink, transaction: &Transaction) -> bool;

        type LogSink;
        fn log(self: &LogSink, level: u8, target: &str, text: &str);
    }

    extern "Rust" {
        fn library_version() -> Result<String>;
    }

    // core.rs
    extern "Rust" {
        type CancelToken;
        fn cancel_token() -> Result<Box<CancelToken>>;
        fn cancel(self: &CancelToken) -> Result<()>;
        fn is_cancelled(self: &CancelToken) -> Result<bool>;
        fn share(self: &CancelToken) -> Result<Box<CancelToken>>;

        type Diagrams;
        fn diagrams_of_intervals(
            intervals: &[Interval],
            lengths: &[usize],
            is_signed: bool,
        ) -> Result<Box<Diagrams>>;
        fn duplicate(self: &Diagrams) -> Result<Box<Diagrams>>;
        fn max_dimension(self: &Diagrams) -> Result<usize>;
        fn dimension(self: &Diagrams, dimension: usize) -> Result<&[Interval]>;
        fn betti_numbers(self: &Diagrams, at: f64) -> Result<Vec<usize>>;
        fn plan(self: &Diagrams) -> Result<String>;
        fn peak_bytes(self: &Diagrams) -> Result<u64>;
        fn pairs(self: &Diagrams, dimension: usize) -> Result<FlatPairs>;
        fn cocycles(self: &Diagrams, dimension: usize) -> Result<FlatChains>;
        fn cycles(self: &Diagrams, dimension: usize) -> Result<FlatChains>;
    }

    // core/families.rs
    extern "Rust" {
        fn vietoris_rips(
            space: &Space,
            weights: &OptionalNumbers,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn dtm_rips(
            space: &Space,
            mass: &Mass,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn sparse_rips(
            space: &Space,
            epsilon: f64,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn cech(
            points: &Space,
            max_radius: &OptionalNumber,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn alpha(
            points: &Space,
            squared: bool,
            weights: &OptionalNumbers,
            sides: &OptionalNumbers,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn delaunay_rips(
            points: &Space,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn witness(
            landmarks: &Space,
            witnesses: &Space,
            relaxation: &Relaxation,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn flag(
            births: &[f64],
            edges: &[Edge],
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn directed_flag(
            births: &[f64],
            edges: &[Edge],
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn lower_star(
            function: &Function,
            superlevel: bool,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn extended(
            function: &Function,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<ExtendedParts>;
        fn explicit_filtration(
            values: &[f64],
            boundaries: &Lists,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
        fn cubical(
            picture: &Picture,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<Diagrams>>;
    }

    // core/sampling.rs
    extern "Rust" {
        type DiagramsBatch;
        fn landmarks(
            space: &Space,
            count: usize,
            first: usize,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Landmarks>;
        fn delay_embedding(
            signal: &[f64],
            dimensions: usize,
            delay: usize,
            stride: usize,
        ) -> Result<Vec<f64>>;
        fn count_windows(signal: &[f64], width: usize, stride: usize) -> Result<usize>;
        fn vietoris_rips_batch(
            spaces: &[Space],
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Box<DiagramsBatch>>;
        fn take_diagrams(self: &mut DiagramsBatch) -> Result<Box<Diagrams>>;
        fn estimate(
            space: &Space,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Estimate>;
        fn circular_coordinates(
            space: &Space,
            index: &OptionalCount,
            value: &OptionalNumber,
            options: &Options,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<Vec<f64>>;
    }

    // core/distances.rs and core/vectors.rs
    extern "Rust" {
        fn bottleneck(
            first: &[Interval],
            second: &[Interval],
            options: &DistanceOptions,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<MatchedDiagrams>;
        fn wasserstein(
            first: &[Interval],
            second: &[Interval],
            options: &DistanceOptions,
            cancel: &CancelToken,
            sink: SharedPtr<ProgressSink>,
        ) -> Result<MatchedDiagrams>;

        fn axis_of(intervals: &[Interval], kind: AxisKind, count: usize) -> Result<Axis>;
        fn betti_curve(intervals: &[Interval], axis: &Axis) -> Result<Vec<usize>>;
        fn entropy(intervals: &[Interval]) -> Result<f64>;
        fn total_persistence(intervals: &[Interval], power: f64) -> Result<f64>;
        fn statistics(intervals: &[Interval], essential_death: &OptionalNumber) -> Result<Statistics>;
        fn landscape(
            intervals: &[Interval],
            axis: &Axis,
            layers: usize,
            essential_death: &OptionalNumber,
        ) -> Result<Vec<f64>>;
        fn silhouette(
            intervals: &[Interval],
            axis: &Axis,
            power: f64,
            essential_death: &OptionalNumber,
        ) -> Result<Vec<f64>>;
        fn persistence_image(
            intervals: &[Interval],
            births: &Axis,
            lengths: &Axis,
            bandwidth: f64,
            weight_power: f64,
            pixels: Pixels,
            essential_death: &OptionalNumber,
        ) -> Result<Vec<f64>>;
        fn heat_kernel(
            first: &[Interval],
            second: &[Interval],
            scale: f64,
            essential_death: &OptionalNumber,
        ) -> Result<f64>;
    }

    // fields.rs
    extern "Rust" {
        type Fields;
        fn fields() -> Result<Box<Fields>>;
        fn set_boolean(self: &mut Fields, name: &str, value: bool) -> Result<()>;
        fn set_integer(self: &mut Fields, name: &str, value: u64) -> Result<()>;
        fn set_signed(self: &mut Fields, name: &str, value: i64) -> Result<()>;
        fn set_bytes(self: &mut Fields, name: &str, bytes: &[u8]) -> Result<()>;
        fn set_json(self: &mut Fields, name: &str, text: &str) -> Result<()>;
        fn set_integers(self: &mut Fields, name: &str, values: &[u64]) -> Result<()>;
        fn set_number(self: &mut Fields, name: &str, value: f64) -> Result<()>;
        fn set_numbers(self: &mut Fields, name: &str, values: &[f64]) -> Result<()>;
        fn set_text(self: &mut Fields, name: &str, value: &str) -> Result<()>;
        fn set_texts(self: &mut Fields, name: &str, values: &[String]) -> Result<()>;
        fn set_timestamp(self: &mut Fields, name: &str, microseconds: i64) -> Result<()>;
        fn set_intervals(self: &mut Fields, name: &str, intervals: &[Interval]) -> Result<()>;
        fn set_record(self: &mut Fields, name: &str, record: Box<Fields>) -> Result<()>;
        fn set_records(self: &mut Fields, name: &str) -> Result<()>;
        fn push_record(self: &mut Fields, name: &str, record: Box<Fields>) -> Result<()>;
        fn has(self: &Fields, name: &str) -> Result<bool>;
        fn boolean(self: &Fields, name: &str) -> Result<bool>;
        fn integer(self: &Fields, name: &str) -> Result<u64>;
        fn signed_integer(self: &Fields, name: &str) -> Result<i64>;
        fn bytes(self: &Fields, name: &str) -> Result<Vec<u8>>;
        fn json(self: &Fields, name: &str) -> Result<String>;
        fn names(self: &Fields) -> Result<Vec<String>>;
        fn integers(self: &Fields, name: &str) -> Result<Vec<u64>>;
        fn number(self: &Fields, name: &str) -> Result<f64>;
        fn numbers(self: &Fields, name: &str) -> Result<Vec<f64>>;
        fn text(self: &Fields, name: &str) -> Result<String>;
        fn texts(self: &Fields, name: &str) -> Result<Vec<String>>;
        fn timestamp(self: &Fields, name: &str) -> Result<i64>;
        fn intervals(self: &Fields, name: &str) -> Result<Vec<Interval>>;
        fn record(self: &Fields, name: &str) -> Result<Box<Fields>>;
        fn records(self: &Fields, name: &str) -> Result<Vec<Fields>>;
    }

    // catalog.rs
    extern "Rust" {
        type Catalog;
        fn builtin_catalog(name: &str) -> Result<Box<Catalog>>;
        fn parse_catalog(text: &str, file_name: &str) -> Result<Box<Catalog>>;
        fn catalog_problems(text: &str, file_name: &str) -> Result<Vec<CatalogProblem>>;
        fn system(self: &Catalog) -> Result<String>;
        fn event_types(self: &Catalog) -> Result<Vec<String>>;
        fn topic_of(self: &Catalog, event_type: &str) -> Result<String>;
        fn lint(self: &Catalog) -> Result<Vec<CatalogFinding>>;
        fn sample(self: &Catalog, dialect: Dialect, event_type: &str) -> Result<Box<Event>>;
        fn record_partition(self: &Catalog, topic: &str, key: &[u8], partitions: u32) -> Result<u32>;
    }

    // events.rs
    extern "Rust" {
        type Event;
        fn event_of_fields(dialect: Dialect, event_type: &str, fields: &Fields) -> Result<Box<Event>>;
        fn event_of_json(
            catalog: &Catalog,
            dialect: Dialect,
            event_type: &str,
            json: &str,
        ) -> Result<Box<Event>>;
        fn decode_event(
            value: &[u8],
            headers: Vec<Header>,
            catalog: &Catalog,
            reading: &Reading,
        ) -> Result<Box<Event>>;
        fn peek_event(value: &[u8], headers: Vec<Header>, catalog: &Catalog) -> Result<Envelope>;
        fn duplicate(self: &Event) -> Result<Box<Event>>;
        fn set_source(self: &mut Event, source: &str) -> Result<()>;
        fn set_correlation_id(self: &mut Event, id: &str) -> Result<()>;
        fn set_causation_id(self: &mut Event, id: &str) -> Result<()>;
        fn set_event_id(self: &mut Event, id: &str) -> Result<()>;
        fn set_event_timestamp(self: &mut Event, microseconds: i64) -> Result<()>;
        fn set_header(self: &mut Event, name: &str, value: &str) -> Result<()>;
        fn set_schema_version(self: &mut Event, version: &str) -> Result<()>;
        fn record_name(self: &Event) -> Result<String>;
        fn envelope(self: &Event) -> Result<Envelope>;
        fn data(self: &Event) -> Result<Box<Fields>>;
        fn data_json(self: &Event) -> Result<String>;
        fn encode(
            self: &Event,
            dialect: Dialect,
            encoding: Encoding,
            writing: &Writing,
        ) -> Result<EncodedRecord>;
        fn encode_majors(
            self: &Event,
            majors: &[u16],
            dialect: Dialect,
            encoding: Encoding,
        ) -> Result<Vec<EncodedRecord>>;
        fn packed_columns(value: &[u8], headers: Vec<Header>) -> Result<ColumnPlaces>;

        fn parse_timestamp(text: &str) -> Result<i64>;
        fn content_sha256(dimension: u32, intervals: &[Interval]) -> Result<String>;
        fn inline_points(data_id: &str, dimensions: u32, coordinates: &[f64]) -> Result<Box<Fields>>;
        fn inline_distances(data_id: &str, points: u64, condensed: &[f64]) -> Result<Box<Fields>>;
    }

    // partition.rs
    extern "Rust" {
        fn murmur2(key: &[u8]) -> Result<i32>;
        fn murmur2_partition(key: &[u8], partitions: u32) -> Result<u32>;
        fn jump_hash(hash: u64, buckets: u32) -> Result<u32>;
        fn jump_partition(key: &[u8], partitions: u32) -> Result<u32>;
        fn utc_hour_partition(microseconds: i64, partitions: u32) -> Result<u32>;

        type Sticky;
        fn sticky(batch_bytes: usize, first: u32) -> Result<Box<Sticky>>;
        fn partition(self: &mut Sticky, record_bytes: usize, partitions: u32) -> Result<u32>;
    }

    // config.rs
    extern "Rust" {
        type Config;
        fn config(bootstrap_servers: &str) -> Result<Box<Config>>;
        fn config_from_env() -> Result<Box<Config>>;
        fn config_from_file(path: &str) -> Result<Box<Config>>;
        fn config_from_connection_string(text: &str) -> Result<Box<Config>>;
        fn duplicate(self: &Config) -> Result<Box<Config>>;
        fn set_config_text(self: &mut Config, setting: TextSetting, value: &str) -> Result<()>;
        fn set_config_duration(self: &mut Config, setting: DurationSetting, milliseconds: u64) -> Result<()>;
        fn set_config_limit(self: &mut Config, setting: LimitSetting, limit: usize) -> Result<()>;
        fn set_environment(self: &mut Config, production: bool) -> Result<()>;
        fn set_encoding(self: &mut Config, encoding: Encoding) -> Result<()>;
        fn set_dialect(self: &mut Config, dialect: Dialect) -> Result<()>;
        fn set_group_protocol(self: &mut Config, protocol: GroupProtocol) -> Result<()>;
        fn set_auto_offset_reset(self: &mut Config, reset: OffsetReset) -> Result<()>;
        fn set_simulated_transactions(self: &mut Config, allowed: bool) -> Result<()>;
        fn set_claim_check(self: &mut Config, url: &str) -> Result<()>;
        fn set_breaker(self: &mut Config, settings: &BreakerSettings) -> Result<()>;
        fn set_topic(self: &mut Config, logical: &str, physical: &str) -> Result<()>;
        fn set_property(self: &mut Config, name: &str, value: &str) -> Result<()>;
        fn set_security_protocol(self: &mut Config, protocol: SecurityProtocol) -> Result<()>;
        fn set_sasl(
            self: &mut Config,
            mechanism: SaslMechanism,
            username: &str,
            password: &str,
        ) -> Result<()>;
        fn set_client_certificate(self: &mut Config, certificate: &str, key: &str) -> Result<()>;
        fn check(self: &Config) -> Result<()>;
        fn brokers(self: &Config) -> Result<String>;
        fn physical_topic(self: &Config, logical: &str) -> Result<String>;
        fn ensure_topics(config: &Config) -> Result<TopicsReport>;
    }

    // broker.rs
    extern "Rust" {
        type EmbeddedBroker;
        fn embedded_broker(name: &str) -> Result<Box<EmbeddedBroker>>;
        fn bootstrap_servers(self: &EmbeddedBroker) -> Result<String>;
        fn create_topic(self: &EmbeddedBroker, topic: &str, partitions: i32) -> Result<()>;
        fn set_down(self: &EmbeddedBroker, down: bool) -> Result<()>;
        fn set_delay(self: &EmbeddedBroker, delay_ms: u64) -> Result<()>;
        fn refuse_next(self: &EmbeddedBroker, batches: usize) -> Result<()>;
        fn reject_next(self: &EmbeddedBroker, batches: usize) -> Result<()>;
        fn accept_next(self: &EmbeddedBroker) -> Result<()>;
    }

    // producer.rs
    extern "Rust" {
        type Producer;
        type Delivery;
        type Transaction;
        fn producer(config: &Config) -> Result<Box<Producer>>;
        fn publish(self: &Producer, event: &Event) -> Result<Receipt>;
        fn enqueue(self: &Producer, event: &Event) -> Result<Box<Delivery>>;
        fn try_enqueue(self: &Producer, event: &Event) -> Result<Box<Delivery>>;
        fn flush(self: &Producer, deadline_ms: u64) -> Result<()>;
        fn close(self: &Producer, deadline_ms: u64) -> Result<()>;
        fn transact(self: &Producer, body: SharedPtr<TransactionSink>) -> Result<()>;
        fn breaker_state(self: &Producer) -> Result<BreakerState>;
        fn undelivered(self: &Producer) -> Result<usize>;
        fn spilled(self: &Producer) -> Result<usize>;
        fn producer_brokers(self: &Producer) -> Result<String>;
        fn wait_for_delivery(delivery: Box<Delivery>) -> Result<Receipt>;
        fn wait_for_receipt(self: &mut Delivery, timeout_ms: u64) -> Result<OptionalReceipt>;
        fn add(self: &Transaction, event: &Event) -> Result<()>;
        fn send_offsets(self: &Transaction, consumer: &Consumer) -> Result<()>;
    }

    // consumer.rs
    extern "Rust" {
        type Consumer;
        type Received;
        type Batch;
        fn consumer(config: &Config, choices: &ConsumerChoices) -> Result<Box<Consumer>>;
        fn next(self: &Consumer, timeout_ms: u64) -> Result<Box<Received>>;
        fn next_batch(self: &Consumer, records_max: usize, timeout_ms: u64) -> Result<Box<Batch>>;
        fn commit(self: &Consumer) -> Result<()>;
        fn pause(self: &Consumer, topic: &str, partition: i32) -> Result<()>;
        fn resume(self: &Consumer, topic: &str, partition: i32) -> Result<()>;
        fn seek(self: &Consumer, topic: &str, partition: i32, to: &Place) -> Result<()>;
        fn seek_all(self: &Consumer, to: &Place) -> Result<()>;
        fn rewind(self: &Consumer) -> Result<()>;
        fn positions(self: &Consumer) -> Result<Vec<Position>>;
        fn lag(self: &Consumer) -> Result<Vec<Lag>>;
        fn leave(self: &Consumer) -> Result<()>;
        fn take_record(self: &mut Batch) -> Result<Box<Received>>;
        fn is_present(self: &Received) -> Result<bool>;
        fn received_event(self: &Received) -> Result<Box<Event>>;
        fn received_from(self: &Received) -> Result<Receipt>;
        fn received_header(self: &Received, name: &str) -> Result<OptionalText>;
        fn received_headers(self: &Received) -> Result<Vec<Header>>;
        fn received_type(self: &Received) -> Result<OptionalText>;
        fn received_key(self: &Received) -> Result<OptionalBytes>;
        fn received_value(self: &Received) -> Result<OptionalBytes>;
        fn ack(self: &Received) -> Result<()>;
    }

    // handlers.rs
    extern "Rust" {
        type HandlerCall;
        type HandlerAnswer;
        fn run_handlers(
            config: &Config,
            options: &HandlerOptions,
            sink: SharedPtr<HandlerSink>,
            stop: &StopToken,
        ) -> Result<()>;
        fn ensure_handler_topics(
            config: &Config,
            options: &HandlerOptions,
            sink: SharedPtr<HandlerSink>,
        ) -> Result<TopicsReport>;
        fn call_event(self: &HandlerCall) -> Result<Box<Event>>;
        fn call_type(self: &HandlerCall) -> Result<String>;
        fn call_attempt(self: &HandlerCall) -> Result<u32>;
        fn call_cancelled(self: &HandlerCall) -> Result<bool>;
        fn call_group(self: &HandlerCall) -> Result<String>;
        fn call_from(self: &HandlerCall) -> Result<Receipt>;
        fn call_headers(self: &HandlerCall) -> Result<Vec<Header>>;
        fn call_header(self: &HandlerCall, name: &str) -> Result<OptionalText>;
        fn call_publish(self: &HandlerCall, event: &Event) -> Result<()>;
        fn handled(self: &mut HandlerAnswer, ignored: bool) -> Result<()>;
        fn failed(self: &mut HandlerAnswer, kind: &str, message: &str, retry: &str) -> Result<()>;
    }

    // health.rs and logs.rs
    extern "Rust" {
        type HealthMonitor;
        fn health_monitor(config: &Config) -> Result<Box<HealthMonitor>>;
        fn health_report(self: &HealthMonitor) -> Result<HealthReport>;
        fn metrics_text() -> Result<String>;
        fn set_log_sink(sink: SharedPtr<LogSink>, level: u8) -> Result<()>;
    }

    // worker.rs
    extern "Rust" {
        type StopToken;
        fn stop_token() -> Result<Box<StopToken>>;
        fn stop(self: &StopToken) -> Result<()>;
        fn stop_requested(self: &StopToken) -> Result<bool>;
        fn share_stop(self: &StopToken) -> Result<Box<StopToken>>;
        fn run_worker(
            config: &Config,
            options: &WorkerOptions,
            engine: SharedPtr<EngineSink>,
            stop: &StopToken,
        ) -> Result<()>;

        type JobRequest;
        fn job_id(self: &JobRequest) -> Result<String>;
        fn user_id(self: &JobRequest) -> Result<String>;
        fn algorithm(self: &JobRequest) -> Result<String>;
        fn attempt(self: &JobRequest) -> Result<u32>;
        fn parameters(self: &JobRequest) -> Result<Box<Fields>>;
        fn input_shape(self: &JobRequest) -> Result<InputShape>;
        fn input_numbers(self: &JobRequest) -> Result<&[f64]>;

        type JobControl;
        fn report_progress(self: &JobControl, stage: u8, fraction: f64) -> Result<()>;
        fn share_control(self: &JobControl) -> Result<Box<JobControl>>;
        fn cancel_switch(self: &JobControl) -> Result<Box<CancelToken>>;

        type EngineOutcome;
        fn succeed(self: &mut EngineOutcome, diagrams: Box<Diagrams>) -> Result<()>;
        fn stopped(self: &mut EngineOutcome) -> Result<()>;
        fn fail(self: &mut EngineOutcome, failure: EngineFailure) -> Result<()>;
    }
}

/// The version of this library, to be compared with that of the headers.
fn library_version() -> Result<String, Failure> {
    infallible(|| env!("CARGO_PKG_VERSION").to_owned())
}
