// The payloads of `file.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
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
#include "tda/payload/upload.hpp"

namespace tda {

/// A file was handed in.
struct FileUploaded {
  static constexpr std::string_view kEventType = "file.uploaded";
  static constexpr std::string_view kRecord = "FileUploadedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// What happened, as its source has it.
  Json data;
  /// What kind of record it is.
  std::string event_type = "file.uploaded";
  /// Names the record; the envelope's own id may be another.
  std::optional<std::string> event_id;
  /// What it happened in: request, host, versions.
  std::optional<Json> context;
  /// Which upload it came by: what orders the events of one file.
  std::optional<std::string> upload_id;

  explicit FileUploaded(Json data_)
      : data(std::move(data_)) {}
  FileUploaded& set_event_type(std::string value_) { event_type = std::move(value_); return *this; }
  FileUploaded& set_event_id(std::string value_) { event_id = std::move(value_); return *this; }
  FileUploaded& set_context(Json value_) { context = std::move(value_); return *this; }
  FileUploaded& set_upload_id(std::string value_) { upload_id = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "data", data);
    detail::put(fields, "event_type", event_type);
    detail::put(fields, "event_id", event_id);
    detail::put(fields, "context", context);
    detail::put(fields, "upload_id", upload_id);
  }
  /// For the headers of this library.
  static FileUploaded read(const ffi::Fields& fields) {
    FileUploaded payload{detail::get<Json>(fields, "data")};
    payload.event_type = detail::get<std::string>(fields, "event_type");
    payload.event_id = detail::get<std::optional<std::string>>(fields, "event_id");
    payload.context = detail::get<std::optional<Json>>(fields, "context");
    payload.upload_id = detail::get<std::optional<std::string>>(fields, "upload_id");
    return payload;
  }
};

/// The content of a file was looked at.
struct FileValidated {
  static constexpr std::string_view kEventType = "file.validated";
  static constexpr std::string_view kRecord = "FileValidatedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// What happened, as its source has it.
  Json data;
  /// What kind of record it is.
  std::string event_type = "file.validated";
  /// Names the record; the envelope's own id may be another.
  std::optional<std::string> event_id;
  /// What it happened in: request, host, versions.
  std::optional<Json> context;
  /// Which upload it came by: what orders the events of one file.
  std::optional<std::string> upload_id;

  explicit FileValidated(Json data_)
      : data(std::move(data_)) {}
  FileValidated& set_event_type(std::string value_) { event_type = std::move(value_); return *this; }
  FileValidated& set_event_id(std::string value_) { event_id = std::move(value_); return *this; }
  FileValidated& set_context(Json value_) { context = std::move(value_); return *this; }
  FileValidated& set_upload_id(std::string value_) { upload_id = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "data", data);
    detail::put(fields, "event_type", event_type);
    detail::put(fields, "event_id", event_id);
    detail::put(fields, "context", context);
    detail::put(fields, "upload_id", upload_id);
  }
  /// For the headers of this library.
  static FileValidated read(const ffi::Fields& fields) {
    FileValidated payload{detail::get<Json>(fields, "data")};
    payload.event_type = detail::get<std::string>(fields, "event_type");
    payload.event_id = detail::get<std::optional<std::string>>(fields, "event_id");
    payload.context = detail::get<std::optional<Json>>(fields, "context");
    payload.upload_id = detail::get<std::optional<std::string>>(fields, "upload_id");
    return payload;
  }
};

/// A file has become data that jobs can name.
struct FileProcessed {
  static constexpr std::string_view kEventType = "file.processed";
  static constexpr std::string_view kRecord = "FileProcessedData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// What happened, as its source has it.
  Json data;
  /// What kind of record it is.
  std::string event_type = "file.processed";
  /// Names the record; the envelope's own id may be another.
  std::optional<std::string> event_id;
  /// What it happened in: request, host, versions.
  std::optional<Json> context;
  /// Which upload it came by: what orders the events of one file.
  std::optional<std::string> upload_id;

  explicit FileProcessed(Json data_)
      : data(std::move(data_)) {}
  FileProcessed& set_event_type(std::string value_) { event_type = std::move(value_); return *this; }
  FileProcessed& set_event_id(std::string value_) { event_id = std::move(value_); return *this; }
  FileProcessed& set_context(Json value_) { context = std::move(value_); return *this; }
  FileProcessed& set_upload_id(std::string value_) { upload_id = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "data", data);
    detail::put(fields, "event_type", event_type);
    detail::put(fields, "event_id", event_id);
    detail::put(fields, "context", context);
    detail::put(fields, "upload_id", upload_id);
  }
  /// For the headers of this library.
  static FileProcessed read(const ffi::Fields& fields) {
    FileProcessed payload{detail::get<Json>(fields, "data")};
    payload.event_type = detail::get<std::string>(fields, "event_type");
    payload.event_id = detail::get<std::optional<std::string>>(fields, "event_id");
    payload.context = detail::get<std::optional<Json>>(fields, "context");
    payload.upload_id = detail::get<std::optional<std::string>>(fields, "upload_id");
    return payload;
  }
};

}  // namespace tda
