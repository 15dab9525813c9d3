// Which partition a record goes to: the same answers as in every language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "tda/detail/bridge_call.hpp"
#include "tda/timestamp.hpp"

namespace tda {

/// The hash of Kafka's Java client: MurmurHash2 of 32 bits (Austin Appleby, 2008).
inline std::int32_t murmur2(std::string_view key) {
  return detail::call([&] { return ffi::murmur2(detail::borrow_bytes(key)); });
}

/// The partition, of `partitions`, to which Java's default partitioner sends `key`. Of no partitions, 0.
inline std::uint32_t murmur2_partition(std::string_view key, std::uint32_t partitions) {
  return detail::call([&] { return ffi::murmur2_partition(detail::borrow_bytes(key), partitions); });
}

/// The bucket, of `buckets`, that a hash falls into by jump consistent hashing (Lamping and Veach, 2014).
inline std::uint32_t jump_hash(std::uint64_t hash, std::uint32_t buckets) {
  return detail::call([&] { return ffi::jump_hash(hash, buckets); });
}

/// The partition, of `partitions`, to which consistent hashing sends `key`: a new partition takes its share
/// of the keys and leaves all others where they are.
inline std::uint32_t jump_partition(std::string_view key, std::uint32_t partitions) {
  return detail::call([&] { return ffi::jump_partition(detail::borrow_bytes(key), partitions); });
}

/// The partition, of `partitions`, of everything that happened in the same hour of UTC: whole hours since the
/// Unix epoch, modulo partitions. With 24 partitions that is the hour of the day.
inline std::uint32_t utc_hour_partition(Timestamp timestamp, std::uint32_t partitions) {
  return detail::call(
      [&] { return ffi::utc_hour_partition(timestamp.time_since_epoch().count(), partitions); });
}

/// Sends records without a key to one partition until a batch is full, then to the next in turn.
class Sticky {
 public:
  /// Batches of about `batch_bytes`: the producer's `batch.size`. The turn starts at `first`, modulo
  /// partitions.
  explicit Sticky(std::size_t batch_bytes, std::uint32_t first = 0)
      : inner_((detail::check_version(), detail::call([&] { return ffi::sticky(batch_bytes, first); }))) {}

  /// The partition, of `partitions`, of the next record, which has `record_bytes`.
  std::uint32_t partition(std::size_t record_bytes, std::uint32_t partitions) {
    return detail::call([&] { return inner_->partition(record_bytes, partitions); });
  }

 private:
  rust::Box<ffi::Sticky> inner_;
};

}  // namespace tda
