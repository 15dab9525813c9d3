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
  PersistenceDiagram& set_betti_numbers(std::vector<std::uint64_t> value) { betti_numbers = std::move(value); return *this; }
  PersistenceDiagram& set_computation_time_seconds(double value) { computation_time_seconds = std::move(value); return *this; }
  PersistenceDiagram& set_result_size_bytes(std::uint64_t value) { result_size_bytes = std::move(value); return *this; }
  PersistenceDiagram& set_storage_location(std::string value) { storage_location = std::move(value); return *this; }
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
  BettiNumbers& set_filtration_value(double value) { filtration_value = std::move(value); return *this; }
  BettiNumbers& set_computation_time_seconds(double value) { computation_time_seconds = std::move(value); return *this; }

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

}  // namespace tda
