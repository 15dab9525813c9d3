// The switch that ends a worker.
#pragma once

#include <utility>

#include "tda/detail/bridge_call.hpp"

namespace tda {

/// Ends a worker. Copies share the switch, and any thread may use them.
class StopToken {
 public:
  StopToken() : inner_((detail::check_version(), detail::call([] { return ffi::stop_token(); }))) {}
  StopToken(const StopToken& other) : inner_(detail::call([&] { return other.inner_->share_stop(); })) {}
  StopToken(StopToken&&) noexcept = default;
  StopToken& operator=(const StopToken& other) { return *this = StopToken(other); }
  StopToken& operator=(StopToken&&) noexcept = default;
  ~StopToken() = default;

  /// Asks for the end: running jobs finish or are handed back, then `run` returns.
  void stop() const {
    detail::call([&] { inner_->stop(); });
  }
  /// Whether the end was asked for.
  bool stop_requested() const {
    return detail::call([&] { return inner_->stop_requested(); });
  }

  /// For the headers of this library.
  const ffi::StopToken& inner() const noexcept { return *inner_; }

 private:
  rust::Box<ffi::StopToken> inner_;
};

}  // namespace tda
