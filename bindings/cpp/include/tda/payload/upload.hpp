// The payloads of `upload.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
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
#include "tda/payload/result.hpp"

namespace tda {

/// A file begins to arrive.
struct UploadStarted {
  static constexpr std::string_view kEventType = "upload.started";
  static constexpr std::string_view kRecord = "UploadStartedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Names the upload; every event about it carries it.
  std::string upload_id;
  /// Whose file it is.
  std::string user_id;
  /// Name of the file where it came from.
  std::string filename;
  /// Size of the file in bytes, as announced.
  std::optional<std::uint64_t> file_size_bytes;
  /// Media type of the file, such as `text/csv`.
  std::optional<std::string> content_type;
  /// Size of the pieces in which it arrives, in bytes.
  std::optional<std::uint64_t> chunk_size_bytes;
  /// SHA-256 of the file in hexadecimal, as announced.
  std::optional<std::string> checksum_sha256;
  /// Where it is being written, as a URI.
  std::optional<std::string> storage_location;

  UploadStarted(std::string upload_id_, std::string user_id_, std::string filename_)
      : upload_id(std::move(upload_id_)),
        user_id(std::move(user_id_)),
        filename(std::move(filename_)) {}
  UploadStarted& set_file_size_bytes(std::uint64_t value_) { file_size_bytes = std::move(value_); return *this; }
  UploadStarted& set_content_type(std::string value_) { content_type = std::move(value_); return *this; }
  UploadStarted& set_chunk_size_bytes(std::uint64_t value_) { chunk_size_bytes = std::move(value_); return *this; }
  UploadStarted& set_checksum_sha256(std::string value_) { checksum_sha256 = std::move(value_); return *this; }
  UploadStarted& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "filename", filename);
    detail::put(fields, "file_size_bytes", file_size_bytes);
    detail::put(fields, "content_type", content_type);
    detail::put(fields, "chunk_size_bytes", chunk_size_bytes);
    detail::put(fields, "checksum_sha256", checksum_sha256);
    detail::put(fields, "storage_location", storage_location);
  }
  /// For the headers of this library.
  static UploadStarted read(const ffi::Fields& fields) {
    UploadStarted payload{detail::get<std::string>(fields, "upload_id"),
        detail::get<std::string>(fields, "user_id"),
        detail::get<std::string>(fields, "filename")};
    payload.file_size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "file_size_bytes");
    payload.content_type = detail::get<std::optional<std::string>>(fields, "content_type");
    payload.chunk_size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "chunk_size_bytes");
    payload.checksum_sha256 = detail::get<std::optional<std::string>>(fields, "checksum_sha256");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    return payload;
  }
};

/// How much of a file has arrived.
struct UploadProgress {
  static constexpr std::string_view kEventType = "upload.progress";
  static constexpr std::string_view kRecord = "UploadProgressData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which upload.
  std::string upload_id;
  /// Bytes that have arrived.
  std::uint64_t bytes_received;
  /// Size of the file in bytes.
  std::optional<std::uint64_t> bytes_total;
  /// How much has arrived, 0 to 100.
  std::optional<double> percentage;
  /// Whose file it is.
  std::optional<std::string> user_id;
  /// Name of the file where it came from.
  std::optional<std::string> filename;
  /// Speed in bytes per second.
  std::optional<double> bytes_per_second;
  /// When it is expected to be there.
  std::optional<Timestamp> estimated_completion;

  UploadProgress(std::string upload_id_, std::uint64_t bytes_received_, std::optional<std::uint64_t> bytes_total_, std::optional<double> percentage_)
      : upload_id(std::move(upload_id_)),
        bytes_received(std::move(bytes_received_)),
        bytes_total(std::move(bytes_total_)),
        percentage(std::move(percentage_)) {}
  UploadProgress& set_user_id(std::string value_) { user_id = std::move(value_); return *this; }
  UploadProgress& set_filename(std::string value_) { filename = std::move(value_); return *this; }
  UploadProgress& set_bytes_per_second(double value_) { bytes_per_second = std::move(value_); return *this; }
  UploadProgress& set_estimated_completion(Timestamp value_) { estimated_completion = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "bytes_received", bytes_received);
    detail::put(fields, "bytes_total", bytes_total);
    detail::put(fields, "percentage", percentage);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "filename", filename);
    detail::put(fields, "bytes_per_second", bytes_per_second);
    detail::put(fields, "estimated_completion", estimated_completion);
  }
  /// For the headers of this library.
  static UploadProgress read(const ffi::Fields& fields) {
    UploadProgress payload{detail::get<std::string>(fields, "upload_id"),
        detail::get<std::uint64_t>(fields, "bytes_received"),
        detail::get<std::optional<std::uint64_t>>(fields, "bytes_total"),
        detail::get<std::optional<double>>(fields, "percentage")};
    payload.user_id = detail::get<std::optional<std::string>>(fields, "user_id");
    payload.filename = detail::get<std::optional<std::string>>(fields, "filename");
    payload.bytes_per_second = detail::get<std::optional<double>>(fields, "bytes_per_second");
    payload.estimated_completion = detail::get<std::optional<Timestamp>>(fields, "estimated_completion");
    return payload;
  }
};

/// The box around all points, by coordinate.
struct Bounds {
  /// Least value of each coordinate.
  std::vector<double> min;
  /// Greatest value of each coordinate.
  std::vector<double> max;

  Bounds() = default;
  Bounds& set_min(std::vector<double> value_) { min = std::move(value_); return *this; }
  Bounds& set_max(std::vector<double> value_) { max = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "min", min);
    detail::put(fields, "max", max);
  }
  /// For the headers of this library.
  static Bounds read(const ffi::Fields& fields) {
    Bounds payload{};
    payload.min = detail::get<std::vector<double>>(fields, "min");
    payload.max = detail::get<std::vector<double>>(fields, "max");
    return payload;
  }
};

/// What the numbers of a file are.
struct DataFormat {
  /// What they are, such as `point_cloud`.
  std::string type;
  /// Coordinates of each point.
  std::optional<std::uint32_t> dimensions;
  /// Number of points.
  std::optional<std::uint64_t> point_count;
  /// The box around them.
  std::optional<Bounds> bounds;

  explicit DataFormat(std::string type_)
      : type(std::move(type_)) {}
  DataFormat& set_dimensions(std::uint32_t value_) { dimensions = std::move(value_); return *this; }
  DataFormat& set_point_count(std::uint64_t value_) { point_count = std::move(value_); return *this; }
  DataFormat& set_bounds(Bounds value_) { bounds = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "type", type);
    detail::put(fields, "dimensions", dimensions);
    detail::put(fields, "point_count", point_count);
    detail::put(fields, "bounds", bounds);
  }
  /// For the headers of this library.
  static DataFormat read(const ffi::Fields& fields) {
    DataFormat payload{detail::get<std::string>(fields, "type")};
    payload.dimensions = detail::get<std::optional<std::uint32_t>>(fields, "dimensions");
    payload.point_count = detail::get<std::optional<std::uint64_t>>(fields, "point_count");
    payload.bounds = detail::get<std::optional<Bounds>>(fields, "bounds");
    return payload;
  }
};

/// A file has arrived whole.
struct UploadCompleted {
  static constexpr std::string_view kEventType = "upload.completed";
  static constexpr std::string_view kRecord = "UploadCompletedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which upload.
  std::string upload_id;
  /// Whose file it is.
  std::string user_id;
  /// Name of the file where it came from.
  std::string filename;
  /// Size of the file in bytes.
  std::uint64_t file_size_bytes;
  /// Media type of the file, such as `text/csv`.
  std::optional<std::string> content_type;
  /// SHA-256 of the file in hexadecimal.
  std::optional<std::string> checksum_sha256;
  /// Where it lies, as a URI.
  std::optional<std::string> storage_location;
  /// Whether its content was looked at and how it fared, such as `passed`.
  std::optional<std::string> validation_status;
  /// What its numbers are.
  std::optional<DataFormat> data_format;

  UploadCompleted(std::string upload_id_, std::string user_id_, std::string filename_, std::uint64_t file_size_bytes_)
      : upload_id(std::move(upload_id_)),
        user_id(std::move(user_id_)),
        filename(std::move(filename_)),
        file_size_bytes(std::move(file_size_bytes_)) {}
  UploadCompleted& set_content_type(std::string value_) { content_type = std::move(value_); return *this; }
  UploadCompleted& set_checksum_sha256(std::string value_) { checksum_sha256 = std::move(value_); return *this; }
  UploadCompleted& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  UploadCompleted& set_validation_status(std::string value_) { validation_status = std::move(value_); return *this; }
  UploadCompleted& set_data_format(DataFormat value_) { data_format = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "filename", filename);
    detail::put(fields, "file_size_bytes", file_size_bytes);
    detail::put(fields, "content_type", content_type);
    detail::put(fields, "checksum_sha256", checksum_sha256);
    detail::put(fields, "storage_location", storage_location);
    detail::put(fields, "validation_status", validation_status);
    detail::put(fields, "data_format", data_format);
  }
  /// For the headers of this library.
  static UploadCompleted read(const ffi::Fields& fields) {
    UploadCompleted payload{detail::get<std::string>(fields, "upload_id"),
        detail::get<std::string>(fields, "user_id"),
        detail::get<std::string>(fields, "filename"),
        detail::get<std::uint64_t>(fields, "file_size_bytes")};
    payload.content_type = detail::get<std::optional<std::string>>(fields, "content_type");
    payload.checksum_sha256 = detail::get<std::optional<std::string>>(fields, "checksum_sha256");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    payload.validation_status = detail::get<std::optional<std::string>>(fields, "validation_status");
    payload.data_format = detail::get<std::optional<DataFormat>>(fields, "data_format");
    return payload;
  }
};

/// A file did not arrive.
struct UploadFailed {
  static constexpr std::string_view kEventType = "upload.failed";
  static constexpr std::string_view kRecord = "UploadFailedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which upload.
  std::string upload_id;
  /// What happened, in words.
  std::optional<std::string> error_message;
  /// Whether uploading it again may succeed.
  bool retryable = false;
  /// Whose file it is.
  std::optional<std::string> user_id;
  /// Name of the file where it came from.
  std::optional<std::string> filename;
  /// Which error, such as `FILE_TOO_LARGE`.
  std::optional<std::string> error_code;
  /// Bytes that had arrived.
  std::optional<std::uint64_t> bytes_received;

  UploadFailed(std::string upload_id_, std::optional<std::string> error_message_)
      : upload_id(std::move(upload_id_)),
        error_message(std::move(error_message_)) {}
  UploadFailed& set_retryable(bool value_) { retryable = std::move(value_); return *this; }
  UploadFailed& set_user_id(std::string value_) { user_id = std::move(value_); return *this; }
  UploadFailed& set_filename(std::string value_) { filename = std::move(value_); return *this; }
  UploadFailed& set_error_code(std::string value_) { error_code = std::move(value_); return *this; }
  UploadFailed& set_bytes_received(std::uint64_t value_) { bytes_received = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "error_message", error_message);
    detail::put(fields, "retryable", retryable);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "filename", filename);
    detail::put(fields, "error_code", error_code);
    detail::put(fields, "bytes_received", bytes_received);
  }
  /// For the headers of this library.
  static UploadFailed read(const ffi::Fields& fields) {
    UploadFailed payload{detail::get<std::string>(fields, "upload_id"),
        detail::get<std::optional<std::string>>(fields, "error_message")};
    payload.retryable = detail::get<bool>(fields, "retryable");
    payload.user_id = detail::get<std::optional<std::string>>(fields, "user_id");
    payload.filename = detail::get<std::optional<std::string>>(fields, "filename");
    payload.error_code = detail::get<std::optional<std::string>>(fields, "error_code");
    payload.bytes_received = detail::get<std::optional<std::uint64_t>>(fields, "bytes_received");
    return payload;
  }
};

/// The content of a file was looked at.
struct UploadValidated {
  static constexpr std::string_view kEventType = "upload.validated";
  static constexpr std::string_view kRecord = "UploadValidatedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which upload.
  std::string upload_id;
  /// How it fared: `passed` or `failed`.
  std::string validation_status;
  /// Why it cannot be used, in words.
  std::vector<std::string> validation_errors;
  /// What to know before using it, in words.
  std::vector<std::string> warnings;
  /// Whose file it is.
  std::optional<std::string> user_id;
  /// Name of the file where it came from.
  std::optional<std::string> filename;
  /// What its numbers are.
  std::optional<DataFormat> data_format;
  /// How long looking took, in seconds.
  std::optional<double> validation_time_seconds;

  UploadValidated(std::string upload_id_, std::string validation_status_)
      : upload_id(std::move(upload_id_)),
        validation_status(std::move(validation_status_)) {}
  UploadValidated& set_validation_errors(std::vector<std::string> value_) { validation_errors = std::move(value_); return *this; }
  UploadValidated& set_warnings(std::vector<std::string> value_) { warnings = std::move(value_); return *this; }
  UploadValidated& set_user_id(std::string value_) { user_id = std::move(value_); return *this; }
  UploadValidated& set_filename(std::string value_) { filename = std::move(value_); return *this; }
  UploadValidated& set_data_format(DataFormat value_) { data_format = std::move(value_); return *this; }
  UploadValidated& set_validation_time_seconds(double value_) { validation_time_seconds = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "validation_status", validation_status);
    detail::put(fields, "validation_errors", validation_errors);
    detail::put(fields, "warnings", warnings);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "filename", filename);
    detail::put(fields, "data_format", data_format);
    detail::put(fields, "validation_time_seconds", validation_time_seconds);
  }
  /// For the headers of this library.
  static UploadValidated read(const ffi::Fields& fields) {
    UploadValidated payload{detail::get<std::string>(fields, "upload_id"),
        detail::get<std::string>(fields, "validation_status")};
    payload.validation_errors = detail::get<std::vector<std::string>>(fields, "validation_errors");
    payload.warnings = detail::get<std::vector<std::string>>(fields, "warnings");
    payload.user_id = detail::get<std::optional<std::string>>(fields, "user_id");
    payload.filename = detail::get<std::optional<std::string>>(fields, "filename");
    payload.data_format = detail::get<std::optional<DataFormat>>(fields, "data_format");
    payload.validation_time_seconds = detail::get<std::optional<double>>(fields, "validation_time_seconds");
    return payload;
  }
};

/// A file has become data that jobs can name.
struct UploadProcessed {
  static constexpr std::string_view kEventType = "upload.processed";
  static constexpr std::string_view kRecord = "UploadProcessedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Which upload.
  std::string upload_id;
  /// Names the data: `input_data.data_id` of the jobs on it.
  std::optional<std::string> data_id;
  /// Further facts by name.
  Map<std::string> attributes;
  /// Whose file it is.
  std::optional<std::string> user_id;
  /// What its numbers are.
  std::optional<DataFormat> data_format;
  /// Size of the data in bytes.
  std::optional<std::uint64_t> size_bytes;
  /// Where the data lies, as a URI.
  std::optional<std::string> storage_location;
  /// SHA-256 of the data in hexadecimal.
  std::optional<std::string> checksum_sha256;
  /// How long it took, in seconds.
  std::optional<double> processing_time_seconds;

  UploadProcessed(std::string upload_id_, std::optional<std::string> data_id_)
      : upload_id(std::move(upload_id_)),
        data_id(std::move(data_id_)) {}
  UploadProcessed& set_attributes(Map<std::string> value_) { attributes = std::move(value_); return *this; }
  UploadProcessed& set_user_id(std::string value_) { user_id = std::move(value_); return *this; }
  UploadProcessed& set_data_format(DataFormat value_) { data_format = std::move(value_); return *this; }
  UploadProcessed& set_size_bytes(std::uint64_t value_) { size_bytes = std::move(value_); return *this; }
  UploadProcessed& set_storage_location(std::string value_) { storage_location = std::move(value_); return *this; }
  UploadProcessed& set_checksum_sha256(std::string value_) { checksum_sha256 = std::move(value_); return *this; }
  UploadProcessed& set_processing_time_seconds(double value_) { processing_time_seconds = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "upload_id", upload_id);
    detail::put(fields, "data_id", data_id);
    detail::put(fields, "attributes", attributes);
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "data_format", data_format);
    detail::put(fields, "size_bytes", size_bytes);
    detail::put(fields, "storage_location", storage_location);
    detail::put(fields, "checksum_sha256", checksum_sha256);
    detail::put(fields, "processing_time_seconds", processing_time_seconds);
  }
  /// For the headers of this library.
  static UploadProcessed read(const ffi::Fields& fields) {
    UploadProcessed payload{detail::get<std::string>(fields, "upload_id"),
        detail::get<std::optional<std::string>>(fields, "data_id")};
    payload.attributes = detail::get<Map<std::string>>(fields, "attributes");
    payload.user_id = detail::get<std::optional<std::string>>(fields, "user_id");
    payload.data_format = detail::get<std::optional<DataFormat>>(fields, "data_format");
    payload.size_bytes = detail::get<std::optional<std::uint64_t>>(fields, "size_bytes");
    payload.storage_location = detail::get<std::optional<std::string>>(fields, "storage_location");
    payload.checksum_sha256 = detail::get<std::optional<std::string>>(fields, "checksum_sha256");
    payload.processing_time_seconds = detail::get<std::optional<double>>(fields, "processing_time_seconds");
    return payload;
  }
};

}  // namespace tda
