// The payloads of `result.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
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
#include "tda/payload/job.hpp"

namespace tda {

/// The persistence diagram of one homology dimension.
struct PersistenceDiagram {
  static constexpr std::string_view kEventType = "result.persistence_diagram";
  static constexpr std::string_view kRecord = "PersistenceDiagramData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Which algorithm found it.
  std::string algorithm;
  /// Homology dimension.
  std::uint32_t dimension;
  /// The intervals, sorted by birth, then death.
  std::vector<Interval> intervals;
  /// Number of classes alive at the end, by dimension from 0 upwards.
  std::vector<std::uint64_t> betti_numbers;
  /// How long the computation took, in seconds.
  std::optional<double> computation_time_seconds;
  /// Size of the result in bytes.
  std::optional<std::uint64_t> result_size_bytes;
  /// Where the result lies, as a URI.
  std::optional<std::string> storage_location;

  PersistenceDiagram(std::string job_id_, std::string algorithm_, std::uint32_t dimension_, std::vector<Interval> intervals_)
      : job_id(std::move(job_id_)),
        algorithm(std::move(algorithm_)),
        dimension(std::move(dimension_)),
        intervals(std::move(intervals_)) {}
  PersistenceDiagram& set_betti_numbers(std::vector<std::uint64_t> value_) { betti_numbers = std::move(value_); return *this; }
  PersistenceDiagram& set_computation_time_seconds(double value_) { computation_time_seconds = std::move(value_); return *this; }
  PersistenceDiagram& set_result_size_bytes(std::uint64_t value_) { result_size_bytes = std::move(value_); return *this; }
  PersistenceDiagram& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  /// SHA-256 of dimension and intervals in lower-case hexadecimal, as `job.completed` lists it.
  std::string content_sha256() const;

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "dimension", dimension);
    detail::put(fields, "intervals", intervals);
    detail::put(fields, "betti_numbers", betti_numbers);
    detail::put(fields, "computation_time_seconds", computation_time_seconds);
    detail::put(fields, "result_size_bytes", result_size_bytes);
    detail::put(fields, "storage_location", storage_location);
  }
  /// For the headers of this library.
  static PersistenceDiagram read(const ffi::Fields& fields) {
    PersistenceDiagram payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "algorithm"),
        detail::get<std::uint32_t>(fields, "dimension"),
        detail::get<std::vector<Interval>>(fields, "intervals")};
    payload.betti_numbers = detail::get<std::vector<std::uint64_t>>(fields, "betti_numbers");
    payload.computation_time_seconds = detail::get<std::optional<double>>(fields, "computation_time_seconds");
    payload.result_size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "result_size_bytes");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    return payload;
  }
};

/// Betti numbers at one value of the filtration.
struct BettiNumbers {
  static constexpr std::string_view kEventType = "result.betti_numbers";
  static constexpr std::string_view kRecord = "BettiNumbersData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Which algorithm found them.
  std::string algorithm;
  /// Number of classes alive, by dimension from 0 upwards.
  std::vector<std::uint64_t> betti_numbers;
  /// Value of the filtration at which they were counted; without it at the end.
  std::optional<double> filtration_value;
  /// How long the computation took, in seconds.
  std::optional<double> computation_time_seconds;

  BettiNumbers(std::string job_id_, std::string algorithm_, std::vector<std::uint64_t> betti_numbers_)
      : job_id(std::move(job_id_)),
        algorithm(std::move(algorithm_)),
        betti_numbers(std::move(betti_numbers_)) {}
  BettiNumbers& set_filtration_value(double value_) { filtration_value = std::move(value_); return *this; }
  BettiNumbers& set_computation_time_seconds(double value_) { computation_time_seconds = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "betti_numbers", betti_numbers);
    detail::put(fields, "filtration_value", filtration_value);
    detail::put(fields, "computation_time_seconds", computation_time_seconds);
  }
  /// For the headers of this library.
  static BettiNumbers read(const ffi::Fields& fields) {
    BettiNumbers payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "algorithm"),
        detail::get<std::vector<std::uint64_t>>(fields, "betti_numbers")};
    payload.filtration_value = detail::get<std::optional<double>>(fields, "filtration_value");
    payload.computation_time_seconds = detail::get<std::optional<double>>(fields, "computation_time_seconds");
    return payload;
  }
};

/// The filtration that a computation went through.
struct FiltrationData {
  static constexpr std::string_view kEventType = "result.filtration_data";
  static constexpr std::string_view kRecord = "FiltrationDataData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Which algorithm made it, such as `vietoris_rips`.
  std::string algorithm;
  /// Number of its simplices, or cells.
  std::uint64_t simplex_count;
  /// Number of simplices by dimension from 0 upwards.
  std::vector<std::uint64_t> simplex_counts;
  /// Values at which it grows, ascending; of a large one a selection.
  std::vector<double> filtration_values;
  /// Names this result.
  std::optional<std::string> result_id;
  /// Dimension of its largest simplices.
  std::optional<std::uint32_t> max_dimension;
  /// Number of its vertices.
  std::optional<std::uint64_t> vertex_count;
  /// Value at which its first simplex enters.
  std::optional<double> min_filtration_value;
  /// Value at which its last simplex enters.
  std::optional<double> max_filtration_value;
  /// How long making it took, in seconds.
  std::optional<double> computation_time_seconds;
  /// Size of the stored filtration in bytes.
  std::optional<std::uint64_t> result_size_bytes;
  /// Where it lies whole, as a URI.
  std::optional<std::string> storage_location;
  /// SHA-256 of the stored bytes, in hexadecimal.
  std::optional<std::string> checksum_sha256;

  FiltrationData(std::string job_id_, std::string algorithm_, std::uint64_t simplex_count_)
      : job_id(std::move(job_id_)),
        algorithm(std::move(algorithm_)),
        simplex_count(std::move(simplex_count_)) {}
  FiltrationData& set_simplex_counts(std::vector<std::uint64_t> value_) { simplex_counts = std::move(value_); return *this; }
  FiltrationData& set_filtration_values(std::vector<double> value_) { filtration_values = std::move(value_); return *this; }
  FiltrationData& set_result_id(std::string value_) { result_id = std::move(value_); return *this; }
  FiltrationData& set_max_dimension(std::uint32_t value_) { max_dimension = std::move(value_); return *this; }
  FiltrationData& set_vertex_count(std::uint64_t value_) { vertex_count = std::move(value_); return *this; }
  FiltrationData& set_min_filtration_value(double value_) { min_filtration_value = std::move(value_); return *this; }
  FiltrationData& set_max_filtration_value(double value_) { max_filtration_value = std::move(value_); return *this; }
  FiltrationData& set_computation_time_seconds(double value_) { computation_time_seconds = std::move(value_); return *this; }
  FiltrationData& set_result_size_bytes(std::uint64_t value_) { result_size_bytes = std::move(value_); return *this; }
  FiltrationData& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  FiltrationData& set_checksum_sha256(std::string value_) { checksum_sha256 = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "simplex_count", simplex_count);
    detail::put(fields, "simplex_counts", simplex_counts);
    detail::put(fields, "filtration_values", filtration_values);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "max_dimension", max_dimension);
    detail::put(fields, "vertex_count", vertex_count);
    detail::put(fields, "min_filtration_value", min_filtration_value);
    detail::put(fields, "max_filtration_value", max_filtration_value);
    detail::put(fields, "computation_time_seconds", computation_time_seconds);
    detail::put(fields, "result_size_bytes", result_size_bytes);
    detail::put(fields, "storage_location", storage_location);
    detail::put(fields, "checksum_sha256", checksum_sha256);
  }
  /// For the headers of this library.
  static FiltrationData read(const ffi::Fields& fields) {
    FiltrationData payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "algorithm"),
        detail::get<std::uint64_t>(fields, "simplex_count")};
    payload.simplex_counts = detail::get<std::vector<std::uint64_t>>(fields, "simplex_counts");
    payload.filtration_values = detail::get<std::vector<double>>(fields, "filtration_values");
    payload.result_id = detail::get<std::optional<std::string>>(fields, "result_id");
    payload.max_dimension = detail::get<std::optional<std::uint32_t>>(fields, "max_dimension");
    payload.vertex_count = detail::get<std::optional<std::uint64_t>>(fields, "vertex_count");
    payload.min_filtration_value = detail::get<std::optional<double>>(fields, "min_filtration_value");
    payload.max_filtration_value = detail::get<std::optional<double>>(fields, "max_filtration_value");
    payload.computation_time_seconds = detail::get<std::optional<double>>(fields, "computation_time_seconds");
    payload.result_size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "result_size_bytes");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    payload.checksum_sha256 = detail::get<std::optional<std::string>>(fields, "checksum_sha256");
    return payload;
  }
};

/// What describes the results of a job together.
struct ResultMetadata {
  static constexpr std::string_view kEventType = "result.metadata";
  static constexpr std::string_view kRecord = "ResultMetadataData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Homology dimensions that were computed.
  std::vector<std::uint32_t> dimensions;
  /// Number of intervals by dimension from 0 upwards.
  std::vector<std::uint64_t> interval_counts;
  /// Words to find it by.
  std::vector<std::string> tags;
  /// Versions by name: of the engine, of its libraries.
  Map<std::string> versions;
  /// Names the results together.
  std::optional<std::string> result_id;
  /// Which algorithm found them.
  std::optional<std::string> algorithm;
  /// What the algorithm was told.
  std::optional<Parameters> parameters;
  /// Names the data that it was computed on.
  std::optional<std::string> data_id;
  /// Number of points of the data.
  std::optional<std::uint64_t> point_count;
  /// How long the computation took, in seconds.
  std::optional<double> computation_time_seconds;
  /// Most memory that it held, in MB.
  std::optional<double> memory_peak_mb;
  /// When it was done.
  std::optional<Timestamp> computed_at;
  /// Size of all results in bytes.
  std::optional<std::uint64_t> result_size_bytes;
  /// Where they lie, as a URI.
  std::optional<std::string> storage_location;
  /// Further facts.
  std::optional<Json> metadata;

  explicit ResultMetadata(std::string job_id_)
      : job_id(std::move(job_id_)) {}
  ResultMetadata& set_dimensions(std::vector<std::uint32_t> value_) { dimensions = std::move(value_); return *this; }
  ResultMetadata& set_interval_counts(std::vector<std::uint64_t> value_) { interval_counts = std::move(value_); return *this; }
  ResultMetadata& set_tags(std::vector<std::string> value_) { tags = std::move(value_); return *this; }
  ResultMetadata& set_versions(Map<std::string> value_) { versions = std::move(value_); return *this; }
  ResultMetadata& set_result_id(std::string value_) { result_id = std::move(value_); return *this; }
  ResultMetadata& set_algorithm(std::string value_) { algorithm = std::move(value_); return *this; }
  ResultMetadata& set_parameters(Parameters value_) { parameters = std::move(value_); return *this; }
  ResultMetadata& set_data_id(std::string value_) { data_id = std::move(value_); return *this; }
  ResultMetadata& set_point_count(std::uint64_t value_) { point_count = std::move(value_); return *this; }
  ResultMetadata& set_computation_time_seconds(double value_) { computation_time_seconds = std::move(value_); return *this; }
  ResultMetadata& set_memory_peak_mb(double value_) { memory_peak_mb = std::move(value_); return *this; }
  ResultMetadata& set_computed_at(Timestamp value_) { computed_at = std::move(value_); return *this; }
  ResultMetadata& set_result_size_bytes(std::uint64_t value_) { result_size_bytes = std::move(value_); return *this; }
  ResultMetadata& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  ResultMetadata& set_metadata(Json value_) { metadata = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "dimensions", dimensions);
    detail::put(fields, "interval_counts", interval_counts);
    detail::put(fields, "tags", tags);
    detail::put(fields, "versions", versions);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "algorithm", algorithm);
    detail::put(fields, "parameters", parameters);
    detail::put(fields, "data_id", data_id);
    detail::put(fields, "point_count", point_count);
    detail::put(fields, "computation_time_seconds", computation_time_seconds);
    detail::put(fields, "memory_peak_mb", memory_peak_mb);
    detail::put(fields, "computed_at", computed_at);
    detail::put(fields, "result_size_bytes", result_size_bytes);
    detail::put(fields, "storage_location", storage_location);
    detail::put(fields, "metadata", metadata);
  }
  /// For the headers of this library.
  static ResultMetadata read(const ffi::Fields& fields) {
    ResultMetadata payload{detail::get<std::string>(fields, "job_id")};
    payload.dimensions = detail::get<std::vector<std::uint32_t>>(fields, "dimensions");
    payload.interval_counts = detail::get<std::vector<std::uint64_t>>(fields, "interval_counts");
    payload.tags = detail::get<std::vector<std::string>>(fields, "tags");
    payload.versions = detail::get<Map<std::string>>(fields, "versions");
    payload.result_id = detail::get<std::optional<std::string>>(fields, "result_id");
    payload.algorithm = detail::get<std::optional<std::string>>(fields, "algorithm");
    payload.parameters = detail::get<std::optional<Parameters>>(fields, "parameters");
    payload.data_id = detail::get<std::optional<std::string>>(fields, "data_id");
    payload.point_count = detail::get<std::optional<std::uint64_t>>(fields, "point_count");
    payload.computation_time_seconds = detail::get<std::optional<double>>(fields, "computation_time_seconds");
    payload.memory_peak_mb = detail::get<std::optional<double>>(fields, "memory_peak_mb");
    payload.computed_at = detail::get<std::optional<Timestamp>>(fields, "computed_at");
    payload.result_size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "result_size_bytes");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    payload.metadata = detail::get<std::optional<Json>>(fields, "metadata");
    return payload;
  }
};

/// A picture of a result: inside the event up to 512 KiB, or where it lies.
struct Visualization {
  static constexpr std::string_view kEventType = "result.visualization";
  static constexpr std::string_view kRecord = "VisualizationData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Names this picture: a job has several.
  std::string result_id;
  /// What it shows, such as `persistence_diagram`, `barcode` or `betti_curve`.
  std::string visualization_type;
  /// How it is written, such as `svg` or `png`.
  std::string format;
  /// Homology dimension that it shows; without it all of them.
  std::optional<std::uint32_t> dimension;
  /// What to write above it.
  std::optional<std::string> title;
  /// Width in pixels.
  std::optional<std::uint32_t> width_pixels;
  /// Height in pixels.
  std::optional<std::uint32_t> height_pixels;
  /// The picture itself.
  std::optional<Bytes> content;
  /// Size of the picture in bytes.
  std::optional<std::uint64_t> result_size_bytes;
  /// Where the picture lies, as a URI.
  std::optional<std::string> storage_location;
  /// SHA-256 of the picture, in hexadecimal.
  std::optional<std::string> checksum_sha256;

  Visualization(std::string job_id_, std::string result_id_, std::string visualization_type_, std::string format_)
      : job_id(std::move(job_id_)),
        result_id(std::move(result_id_)),
        visualization_type(std::move(visualization_type_)),
        format(std::move(format_)) {}
  Visualization& set_dimension(std::uint32_t value_) { dimension = std::move(value_); return *this; }
  Visualization& set_title(std::string value_) { title = std::move(value_); return *this; }
  Visualization& set_width_pixels(std::uint32_t value_) { width_pixels = std::move(value_); return *this; }
  Visualization& set_height_pixels(std::uint32_t value_) { height_pixels = std::move(value_); return *this; }
  Visualization& set_content(Bytes value_) { content = std::move(value_); return *this; }
  Visualization& set_result_size_bytes(std::uint64_t value_) { result_size_bytes = std::move(value_); return *this; }
  Visualization& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  Visualization& set_checksum_sha256(std::string value_) { checksum_sha256 = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "visualization_type", visualization_type);
    detail::put(fields, "format", format);
    detail::put(fields, "dimension", dimension);
    detail::put(fields, "title", title);
    detail::put(fields, "width_pixels", width_pixels);
    detail::put(fields, "height_pixels", height_pixels);
    detail::put(fields, "content", content);
    detail::put(fields, "result_size_bytes", result_size_bytes);
    detail::put(fields, "storage_location", storage_location);
    detail::put(fields, "checksum_sha256", checksum_sha256);
  }
  /// For the headers of this library.
  static Visualization read(const ffi::Fields& fields) {
    Visualization payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "result_id"),
        detail::get<std::string>(fields, "visualization_type"),
        detail::get<std::string>(fields, "format")};
    payload.dimension = detail::get<std::optional<std::uint32_t>>(fields, "dimension");
    payload.title = detail::get<std::optional<std::string>>(fields, "title");
    payload.width_pixels = detail::get<std::optional<std::uint32_t>>(fields, "width_pixels");
    payload.height_pixels = detail::get<std::optional<std::uint32_t>>(fields, "height_pixels");
    payload.content = detail::get<std::optional<Bytes>>(fields, "content");
    payload.result_size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "result_size_bytes");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    payload.checksum_sha256 = detail::get<std::optional<std::string>>(fields, "checksum_sha256");
    return payload;
  }
};

/// A result was written to its storage.
struct ResultGenerated {
  static constexpr std::string_view kEventType = "result.generated";
  static constexpr std::string_view kRecord = "ResultGeneratedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Names the result.
  std::string result_id;
  /// What it is, such as `persistence_diagram`.
  std::string result_type;
  /// Its size in bytes.
  std::optional<std::uint64_t> result_size;
  /// Where it lies in its storage.
  std::optional<std::string> storage_path;
  /// When it was made.
  std::optional<Timestamp> generated_at;
  /// Further facts.
  std::optional<Json> metadata;

  ResultGenerated(std::string job_id_, std::string result_id_, std::string result_type_)
      : job_id(std::move(job_id_)),
        result_id(std::move(result_id_)),
        result_type(std::move(result_type_)) {}
  ResultGenerated& set_result_size(std::uint64_t value_) { result_size = std::move(value_); return *this; }
  ResultGenerated& set_storage_path(std::string value_) { storage_path = std::move(value_); return *this; }
  ResultGenerated& set_generated_at(Timestamp value_) { generated_at = std::move(value_); return *this; }
  ResultGenerated& set_metadata(Json value_) { metadata = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "result_type", result_type);
    detail::put(fields, "result_size", result_size);
    detail::put(fields, "storage_path", storage_path);
    detail::put(fields, "generated_at", generated_at);
    detail::put(fields, "metadata", metadata);
  }
  /// For the headers of this library.
  static ResultGenerated read(const ffi::Fields& fields) {
    ResultGenerated payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "result_id"),
        detail::get<std::string>(fields, "result_type")};
    payload.result_size = detail::get<std::optional<std::uint64_t>>(fields, "result_size");
    payload.storage_path = detail::get<std::optional<std::string>>(fields, "storage_path");
    payload.generated_at = detail::get<std::optional<Timestamp>>(fields, "generated_at");
    payload.metadata = detail::get<std::optional<Json>>(fields, "metadata");
    return payload;
  }
};

/// A result lies in a cache, from which it is read faster.
struct ResultCached {
  static constexpr std::string_view kEventType = "result.cached";
  static constexpr std::string_view kRecord = "ResultCachedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Of which job.
  std::string job_id;
  /// Names the result.
  std::string result_id;
  /// What it is, such as `persistence_diagram`.
  std::string result_type;
  /// Its size in bytes.
  std::optional<std::uint64_t> result_size;
  /// Where it lies in the cache.
  std::optional<std::string> storage_path;
  /// When it was made.
  std::optional<Timestamp> generated_at;
  /// Further facts.
  std::optional<Json> metadata;

  ResultCached(std::string job_id_, std::string result_id_, std::string result_type_)
      : job_id(std::move(job_id_)),
        result_id(std::move(result_id_)),
        result_type(std::move(result_type_)) {}
  ResultCached& set_result_size(std::uint64_t value_) { result_size = std::move(value_); return *this; }
  ResultCached& set_storage_path(std::string value_) { storage_path = std::move(value_); return *this; }
  ResultCached& set_generated_at(Timestamp value_) { generated_at = std::move(value_); return *this; }
  ResultCached& set_metadata(Json value_) { metadata = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "result_id", result_id);
    detail::put(fields, "result_type", result_type);
    detail::put(fields, "result_size", result_size);
    detail::put(fields, "storage_path", storage_path);
    detail::put(fields, "generated_at", generated_at);
    detail::put(fields, "metadata", metadata);
  }
  /// For the headers of this library.
  static ResultCached read(const ffi::Fields& fields) {
    ResultCached payload{detail::get<std::string>(fields, "job_id"),
        detail::get<std::string>(fields, "result_id"),
        detail::get<std::string>(fields, "result_type")};
    payload.result_size = detail::get<std::optional<std::uint64_t>>(fields, "result_size");
    payload.storage_path = detail::get<std::optional<std::string>>(fields, "storage_path");
    payload.generated_at = detail::get<std::optional<Timestamp>>(fields, "generated_at");
    payload.metadata = detail::get<std::optional<Json>>(fields, "metadata");
    return payload;
  }
};

}  // namespace tda
