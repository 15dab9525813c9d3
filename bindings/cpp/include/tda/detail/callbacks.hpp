// What the library calls in C++. Nothing may be thrown into it, so every function here is noexcept.
#pragma once

#include <cstdint>

namespace tda::ffi {

struct EngineOutcome;
struct JobControl;
struct JobRequest;

/// Told how far a computation has come; false stops it.
class ProgressSink {
 public:
  ProgressSink() = default;
  ProgressSink(const ProgressSink&) = delete;
  ProgressSink& operator=(const ProgressSink&) = delete;
  virtual ~ProgressSink() = default;

  virtual bool report(std::uint8_t stage, double fraction, std::uint64_t simplices_done,
                      std::uint64_t columns_left) const noexcept = 0;
};

/// Computes one job and leaves diagrams or a failure in `outcome`. Called on several threads at a time.
class EngineSink {
 public:
  EngineSink() = default;
  EngineSink(const EngineSink&) = delete;
  EngineSink& operator=(const EngineSink&) = delete;
  virtual ~EngineSink() = default;

  virtual void compute(const JobRequest& job, const JobControl& control,
                       EngineOutcome& outcome) const noexcept = 0;
};

}  // namespace tda::ffi
