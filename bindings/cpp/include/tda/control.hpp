// Watching and stopping a computation.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "tda/detail/bridge_call.hpp"
#include "tda/detail/thrown.hpp"

namespace tda {

/// The stages of a computation, in their order.
enum class Stage : std::uint8_t {
  data_validation,          ///< Settings and sizes are checked.
  filtration_construction,  ///< Distances are computed, chosen and sorted, and the graph is built.
  computing_persistence,    ///< Simplices are enumerated and columns reduced.
  result_serialization,     ///< Intervals are sorted and handed over.
};

/// The name that progress events carry, such as `computing_persistence`.
constexpr std::string_view name(Stage stage) noexcept {
  switch (stage) {
    case Stage::data_validation:
      return "data_validation";
    case Stage::filtration_construction:
      return "filtration_construction";
    case Stage::computing_persistence:
      return "computing_persistence";
    case Stage::result_serialization:
      return "result_serialization";
  }
  return "computing_persistence";
}

/// How far a computation has come.
struct Progress {
  Stage stage = Stage::computing_persistence;
  /// Estimated share of the whole that is done, from 0 to 1; it never goes back.
  double fraction = 0.0;
  /// Simplices enumerated so far, over all dimensions.
  std::uint64_t simplices_done = 0;
  /// Columns still to be reduced in the present dimension.
  std::uint64_t columns_left = 0;
};

/// Told how far a computation has come; returning false cancels it.
using ProgressCallback = std::function<bool(const Progress&)>;

namespace detail {

using SharedSink = std::shared_ptr<ffi::ProgressSink>;

/// Calls the user's callback, and keeps what it throws until the library has returned.
class CallbackSink final : public ffi::ProgressSink {
 public:
  explicit CallbackSink(ProgressCallback callback) : callback_(std::move(callback)) {}

  bool report(std::uint8_t stage, double fraction, std::uint64_t simplices_done,
              std::uint64_t columns_left) const noexcept override {
    if (thrown_) {
      return false;
    }
    try {
      return callback_({static_cast<Stage>(stage), fraction, simplices_done, columns_left});
    } catch (...) {
      thrown_.keep();
      return false;
    }
  }

  void rethrow() const { thrown_.rethrow(); }

 private:
  ProgressCallback callback_;
  mutable Thrown thrown_;
};

}  // namespace detail

/// Who watches a computation and who may stop it. Copies share the switch, not the callback.
///
/// `cancel()` may be called on any thread. A control that was cancelled stays so: take a new one for the next
/// computation.
class Control {
 public:
  /// Nobody watches, nobody stops it.
  Control() : Control((detail::check_version(), detail::call([] { return ffi::cancel_token(); }))) {}

  /// Watched by `callback`.
  explicit Control(ProgressCallback callback) : Control() { callback_ = std::move(callback); }

  Control(const Control& other)
      : cancel_(detail::call([&] { return other.cancel_->share(); })),
        forward_(other.forward_),
        callback_(other.callback_) {}
  Control(Control&&) noexcept = default;
  Control& operator=(const Control& other) { return *this = Control(other); }
  Control& operator=(Control&&) noexcept = default;
  ~Control() = default;

  /// Calls `callback` at the start, at the end, at most ten times a second and, while computing, at least
  /// every second, on the computing thread, which waits for it. What it throws comes out of the computation
  /// as itself.
  Control& on_progress(ProgressCallback callback) {
    callback_ = std::move(callback);
    return *this;
  }

  /// Asks for the end; the computation throws CancelledError soon.
  void cancel() {
    detail::call([&] { cancel_->cancel(); });
  }

  /// Whether the end was asked for. An engine of your own looks often, and throws CancelledError.
  bool is_cancelled() const {
    return detail::call([&] { return cancel_->is_cancelled(); });
  }

  /// Says how far an engine of your own has come: to the callback, and, in a worker's job, to its submitter.
  void report(const Progress& progress) {
    if (!told(progress)) {
      cancel();
    }
  }

  /// Throws CancelledError once the end was asked for.
  void throw_if_cancelled() const {
    if (is_cancelled()) {
      throw CancelledError("the computation was cancelled", Retry::safe);
    }
  }

  /// For the headers of this library: runs `computation` with the switch and a sink for progress.
  template <class Computation>
  auto watch(Computation&& computation) {
    std::shared_ptr<detail::CallbackSink> sink;
    if (callback_ || forward_) {
      sink =
          std::make_shared<detail::CallbackSink>([this](const Progress& progress) { return told(progress); });
    }
    try {
      return detail::call([&] { return computation(*cancel_, detail::SharedSink(sink)); });
    } catch (const Error&) {
      if (sink) {
        sink->rethrow();
      }
      throw;
    }
  }

  /// For the headers of this library: the control of a worker's job.
  Control(rust::Box<ffi::CancelToken> cancel, std::function<void(const Progress&)> forward)
      : cancel_(std::move(cancel)), forward_(std::move(forward)) {}

 private:
  explicit Control(rust::Box<ffi::CancelToken> cancel) : cancel_(std::move(cancel)) {}

  bool told(const Progress& progress) {
    if (forward_) {
      forward_(progress);
    }
    return !callback_ || callback_(progress);
  }

  rust::Box<ffi::CancelToken> cancel_;
  /// Where a job's progress goes, whatever the callback.
  std::function<void(const Progress&)> forward_;
  ProgressCallback callback_;
};

}  // namespace tda
