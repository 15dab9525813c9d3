// Points in time.
#pragma once

#include <chrono>
#include <string_view>

#include "tda/detail/bridge_call.hpp"

namespace tda {

/// A point in time, UTC, in whole microseconds since the Unix epoch.
using Timestamp = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// A time from RFC 3339 text with an offset, such as `2026-11-21T08:52:00.123Z`.
inline Timestamp parse_timestamp(std::string_view text) {
  return Timestamp(
      std::chrono::microseconds(detail::call([&] { return ffi::parse_timestamp(detail::borrow(text)); })));
}

}  // namespace tda
