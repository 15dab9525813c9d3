// What an event is: typed payloads, wire shapes, encodings, keys.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "tda/catalog.hpp"
#include "tda/detail/bridge_call.hpp"
#include "tda/partition.hpp"
#include "tda/payload/all.hpp"
#include "tda/timestamp.hpp"

namespace tda {

/// Names and values in order. Values are bytes; those of events are text.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// An event as bytes, with where it goes.
///
/// `key` and `partition_key` differ on compacted topics: the key identifies the record for compaction, the
/// partition key orders it. The partition is `murmur2_partition` of the partition key.
struct EncodedRecord {
  /// Logical name of the topic, such as `tda_jobs`.
  std::string topic;
  /// The record's key.
  std::optional<std::string> key;
  /// The bytes that choose the partition.
  std::optional<std::string> partition_key;
  /// The event's bytes.
  std::string value;
  /// Kafka headers, in order.
  Headers headers;
};

/// What stands around the payload of an event.
struct Envelope {
  /// Version of the schema that the event was written with, such as `1.1`.
  std::string schema_version;
  /// Unique per fact. A redelivery repeats it, so readers may drop duplicates by it.
  std::string event_id;
  /// What kind of fact it is, such as `job.submitted`.
  std::string event_type;
  /// When it became true, as its source saw it.
  Timestamp timestamp;
  /// Which program says so.
  std::optional<std::string> source;
  /// Ties together everything that one request set off.
  std::optional<std::string> correlation_id;
  /// `event_id` of the event that this one answers.
  std::optional<std::string> causation_id;
  /// Further context by name, such as `user_id` or `traceparent`.
  Headers headers;
};

/// What writing an event takes besides dialect and encoding.
struct EncodeOptions {
  /// The registry's id of the schema, which `json_confluent` and `avro_confluent` write in front.
  std::optional<std::uint32_t> schema_id;
};

/// What a reader knows and accepts.
struct DecodeOptions {
  /// The dialects among which it tells; none stand for all.
  std::vector<Dialect> dialects;
  /// The encoding, whatever the headers and the value's look say.
  std::optional<Encoding> encoding;
  /// Avro schemas by their ids in a registry, for frames that name other schemas than this library's.
  std::map<std::uint32_t, std::string> schemas;
};

namespace detail {

inline std::string bytes(const rust::Vec<std::uint8_t>& bytes) {
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

inline std::optional<std::string> optional(const ffi::OptionalText& text) {
  return text.present ? std::optional(own(text.text)) : std::nullopt;
}

inline std::optional<std::string> optional(const ffi::OptionalBytes& found) {
  return found.present ? std::optional(bytes(found.bytes)) : std::nullopt;
}

inline Headers own(const rust::Vec<ffi::Header>& headers) {
  Headers copies;
  for (const ffi::Header& header : headers) {
    copies.emplace_back(own(header.name), bytes(header.value));
  }
  return copies;
}

inline rust::Vec<ffi::Header> hand_over(const Headers& headers) {
  rust::Vec<ffi::Header> copies;
  for (const auto& [name, value] : headers) {
    ffi::Header header{rust::String(name), {}};
    header.value.reserve(value.size());
    for (const char byte : value) {
      header.value.push_back(static_cast<std::uint8_t>(byte));
    }
    copies.push_back(std::move(header));
  }
  return copies;
}

inline EncodedRecord own(const ffi::EncodedRecord& record) {
  return {own(record.topic), optional(record.key), optional(record.partition_key), bytes(record.value),
          own(record.headers)};
}

inline Envelope own(const ffi::Envelope& envelope) {
  return {own(envelope.schema_version),    own(envelope.event_id),
          own(envelope.event_type),        Timestamp(std::chrono::microseconds(envelope.timestamp_us)),
          optional(envelope.source),       optional(envelope.correlation_id),
          optional(envelope.causation_id), own(envelope.headers)};
}

}  // namespace detail

/// One fact: an envelope that everybody can read, and a payload.
///
///   tda::Event event{tda::JobSubmitted{"j1", "u1", "vietoris_rips", tda::Parameters{1}, input}};
///   tda::EncodedRecord record = event.set_source("my-service").encode(tda::Dialect::canonical,
///   tda::Encoding::json);
class Event {
 public:
  /// An event that carries `payload`, with a fresh id and the clock's time. Throws InvalidInputError that
  /// lists every fault of the payload by its path.
  template <class Payload, class = decltype(Payload::kEventType)>
  explicit Event(const Payload& payload)
      : inner_((detail::check_version(), detail::call([&] {
                  return ffi::event_of_fields(Payload::kDialect, detail::borrow(Payload::kEventType),
                                              *detail::fields_of(payload));
                }))) {}

  /// An event of the TDA platform out of a payload in JSON text; `dialect` says which payload the type means.
  /// Those of other systems come from their Catalog.
  static Event from_json(std::string_view event_type, std::string_view data,
                         Dialect dialect = Dialect::canonical) {
    return Catalog::tda().event(event_type, data, dialect);
  }

  /// A valid example of an event of the TDA platform. Throws NotFoundError where there is none.
  static Event sample(std::string_view event_type) { return Catalog::tda().sample(event_type); }

  Event(const Event& other) : inner_(detail::call([&] { return other.inner_->duplicate(); })) {}
  Event(Event&&) noexcept = default;
  Event& operator=(const Event& other) { return *this = Event(other); }
  Event& operator=(Event&&) noexcept = default;
  ~Event() = default;

  /// Names the program that says so, such as `fastapi-backend`.
  Event& set_source(std::string_view source) {
    return with([&] { inner_->set_source(detail::borrow(source)); });
  }
  /// Ties the event to the request that set it off.
  Event& set_correlation_id(std::string_view id) {
    return with([&] { inner_->set_correlation_id(detail::borrow(id)); });
  }
  /// Names the event that this one answers.
  Event& set_causation_id(std::string_view id) {
    return with([&] { inner_->set_causation_id(detail::borrow(id)); });
  }
  /// Sets a header; one of the same name is replaced.
  Event& set_header(std::string_view name, std::string_view value) {
    return with([&] { inner_->set_header(detail::borrow(name), detail::borrow(value)); });
  }
  /// Sets the id, so that the same event can be made again.
  Event& set_event_id(std::string_view id) {
    return with([&] { inner_->set_event_id(detail::borrow(id)); });
  }
  /// Sets the time, so that the same event can be made again.
  Event& set_timestamp(Timestamp timestamp) {
    return with([&] { inner_->set_event_timestamp(timestamp.time_since_epoch().count()); });
  }

  /// Sets the version of the schema to write it with, such as `2.0`.
  Event& set_schema_version(std::string_view version) {
    return with([&] { inner_->set_schema_version(detail::borrow(version)); });
  }

  /// What stands around the payload.
  Envelope envelope() const {
    return detail::own(detail::call([&] { return inner_->envelope(); }));
  }
  /// What kind of fact it is, such as `job.submitted`.
  std::string event_type() const { return envelope().event_type; }

  /// Whether the payload is a `Payload`.
  template <class Payload>
  bool holds() const {
    return detail::own(detail::call([&] { return inner_->record_name(); })) == Payload::kRecord;
  }
  /// The payload. Times in it are those of its JSON: to the millisecond. Throws DecodeError for another type.
  template <class Payload>
  Payload data() const {
    if (!holds<Payload>()) {
      throw DecodeError("expected an event of type " + std::string(Payload::kEventType) + ", got " +
                        event_type());
    }
    return Payload::read(*detail::call([&] { return inner_->data(); }));
  }
  /// The payload of an event of the TDA platform, whichever it is. Throws DecodeError for other systems'
  /// events.
  TdaPayload payload() const { return payload_of<TdaPayload>(static_cast<TdaPayload*>(nullptr)); }
  /// The payload as JSON text: how payloads of other systems are read.
  std::string data_json() const {
    return detail::own(detail::call([&] { return inner_->data_json(); }));
  }

  /// Writes the event as a record for its topic. Throws ConfigError without a source, NotCarriedError where
  /// the dialect has no place for it.
  EncodedRecord encode(Dialect dialect, Encoding encoding, const EncodeOptions& options = {}) const {
    const ffi::Writing writing{options.schema_id.has_value(), options.schema_id.value_or(0)};
    return detail::own(detail::call([&] { return inner_->encode(dialect, encoding, writing); }));
  }

  /// Writes the event once for each major version of the schema, such as {1, 2}, while readers move from one
  /// to the other: in its newest version, or in the event's own. All records carry the same event_id; on
  /// compacted topics the major is a part of the key, so neither erases the other.
  std::vector<EncodedRecord> encode_majors(const std::vector<std::uint16_t>& majors, Dialect dialect,
                                           Encoding encoding) const {
    const rust::Vec<ffi::EncodedRecord> records = detail::call(
        [&] { return inner_->encode_majors({majors.data(), majors.size()}, dialect, encoding); });
    std::vector<EncodedRecord> copies;
    for (const ffi::EncodedRecord& record : records) {
      copies.push_back(detail::own(record));
    }
    return copies;
  }

  /// For the headers of this library.
  explicit Event(rust::Box<ffi::Event> inner) noexcept : inner_(std::move(inner)) {}
  /// For the headers of this library.
  const ffi::Event& inner() const noexcept { return *inner_; }

 private:
  /// The alternative of the variant whose record this event's payload is.
  template <class Variant, class... Payloads>
  Variant payload_of(std::variant<Payloads...>*) const {
    std::optional<Variant> found;
    const auto take = [&](auto* type) {
      using Payload = std::remove_pointer_t<decltype(type)>;
      if (!found && holds<Payload>()) {
        found = data<Payload>();
      }
    };
    (take(static_cast<Payloads*>(nullptr)), ...);
    if (!found) {
      throw DecodeError("expected an event of the TDA platform, got " + event_type());
    }
    return *std::move(found);
  }

  template <class Change>
  Event& with(Change&& change) {
    detail::call(std::forward<Change>(change));
    return *this;
  }

  rust::Box<ffi::Event> inner_;
};

inline Event Catalog::event(std::string_view event_type, std::string_view data, Dialect dialect) const {
  return Event(detail::call([&] {
    return ffi::event_of_json(*inner_, dialect, detail::borrow(event_type), detail::borrow(data));
  }));
}

inline Event Catalog::sample(std::string_view event_type, Dialect dialect) const {
  return Event(detail::call([&] { return inner_->sample(dialect, detail::borrow(event_type)); }));
}

/// Reads an event of a catalog from a record's value and headers. Dialect and encoding are told by the
/// headers, otherwise by the value's look. Throws DecodeError naming the place, SchemaError for a version or
/// a type that this library does not know.
inline Event decode(std::string_view value, const Headers& headers, const Catalog& catalog,
                    const DecodeOptions& options = {}) {
  ffi::Reading reading;
  for (const Dialect dialect : options.dialects) {
    reading.dialects.push_back(dialect);
  }
  if (options.encoding) {
    reading.encodings.push_back(*options.encoding);
  }
  for (const auto& [id, text] : options.schemas) {
    reading.schemas.push_back({id, rust::String(text)});
  }
  return Event(detail::call([&] {
    return ffi::decode_event(detail::borrow_bytes(value), detail::hand_over(headers), catalog.inner(),
                             reading);
  }));
}

/// Reads an event of the TDA platform.
inline Event decode(std::string_view value, const Headers& headers = {}, const DecodeOptions& options = {}) {
  return decode(value, headers, Catalog::tda(), options);
}

inline Event decode(const EncodedRecord& record) { return decode(record.value, record.headers); }

/// Reads a record, and writes its event in another dialect and encoding.
inline EncodedRecord convert(const EncodedRecord& record, Dialect dialect, Encoding encoding,
                             const EncodeOptions& options = {}, const Catalog& catalog = Catalog::tda()) {
  return decode(record.value, record.headers, catalog).encode(dialect, encoding, options);
}

/// Reads the envelope of an event and leaves its payload closed: to route, to filter, to set aside.
inline Envelope peek(std::string_view value, const Headers& headers = {},
                     const Catalog& catalog = Catalog::tda()) {
  return detail::own(detail::call([&] {
    return ffi::peek_event(detail::borrow_bytes(value), detail::hand_over(headers), catalog.inner());
  }));
}

/// The packed intervals of a persistence diagram: three columns, one entry each.
struct PackedColumns {
  /// Homology dimensions.
  std::vector<std::uint32_t> dimensions;
  /// Values at which the classes appear.
  std::vector<double> births;
  /// Values at which they are gone; infinite for classes that never die.
  std::vector<double> deaths;
};

namespace detail {

/// Numbers that lie in bytes at any address. The wire is little-endian, as are the machines of this library.
template <class Number>
std::vector<Number> column(std::string_view value, std::size_t start, std::size_t count) {
  std::vector<Number> numbers(count);
  if (count > 0) {
    std::memcpy(numbers.data(), value.data() + start, count * sizeof(Number));
  }
  return numbers;
}

}  // namespace detail

/// The intervals of a record of `result.persistence_diagram`, copied once; the event around them is not
/// built. Nothing where there are no columns: intervals laid out as records, JSON, or a dialect other than
/// the canonical one; then `decode` the event. Throws DecodeError for bytes that are no such event.
inline std::optional<PackedColumns> packed_columns(std::string_view value, const Headers& headers = {}) {
  const ffi::ColumnPlaces places = detail::call(
      [&] { return ffi::packed_columns(detail::borrow_bytes(value), detail::hand_over(headers)); });
  if (!places.present) {
    return std::nullopt;
  }
  return PackedColumns{detail::column<std::uint32_t>(value, places.dimensions, places.count),
                       detail::column<double>(value, places.births, places.count),
                       detail::column<double>(value, places.deaths, places.count)};
}

/// SHA-256 of a diagram's dimension and intervals in lower-case hexadecimal, as `job.completed` lists it.
template <class Intervals>
std::string content_sha256(std::uint32_t dimension, const Intervals& intervals) {
  return detail::own(
      detail::call([&] { return ffi::content_sha256(dimension, {intervals.data(), intervals.size()}); }));
}

inline std::string PersistenceDiagram::content_sha256() const {
  return tda::content_sha256(dimension, intervals);
}

inline InputData InputData::inline_points(std::string_view data_id, std::uint32_t dimensions,
                                          const std::vector<double>& coordinates) {
  return read(*detail::call([&] {
    return ffi::inline_points(detail::borrow(data_id), dimensions, {coordinates.data(), coordinates.size()});
  }));
}

inline InputData InputData::inline_distances(std::string_view data_id, std::uint64_t point_count,
                                             const std::vector<double>& condensed) {
  return read(*detail::call([&] {
    return ffi::inline_distances(detail::borrow(data_id), point_count, {condensed.data(), condensed.size()});
  }));
}

}  // namespace tda
