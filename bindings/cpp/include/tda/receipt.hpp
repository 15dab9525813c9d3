// Where a record is stored.
#pragma once

#include <cstdint>
#include <string>

#include "tda/detail/bridge_call.hpp"

namespace tda {

/// The broker's word that a record is stored.
struct Receipt {
  /// Physical topic.
  std::string topic;
  std::int32_t partition;
  /// Offset in the partition.
  std::int64_t offset;
  /// Milliseconds since the Unix epoch, UTC, as stored by the broker.
  std::int64_t timestamp_ms;
};

namespace detail {

inline Receipt own(const ffi::Receipt& receipt) {
  return {own(receipt.topic), receipt.partition, receipt.offset, receipt.timestamp_ms};
}

}  // namespace detail
}  // namespace tda
