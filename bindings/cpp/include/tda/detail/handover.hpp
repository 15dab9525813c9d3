// Tells tools what is ordered by locks that they do not see.
#pragma once

#include <atomic>

namespace tda::detail {

/// The library hands callables to its threads, and waits for them, by locks of Rust's, of which
/// ThreadSanitizer knows nothing: here the order is said once more, in words of C++.
class Handover {
 public:
  /// What this thread did before is done.
  void give() const noexcept { turns_.fetch_add(1, std::memory_order_release); }
  /// What other threads gave is seen from here on.
  void take() const noexcept { static_cast<void>(turns_.load(std::memory_order_acquire)); }

 private:
  mutable std::atomic<unsigned> turns_{0};
};

}  // namespace tda::detail
