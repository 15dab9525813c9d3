// What the library calls in C++. Nothing may be thrown into it, so every function here is noexcept.
#pragma once

#include <cstdint>

namespace rust {
inline namespace cxxbridge1 {
class Str;
}
}  // namespace rust

namespace tda::ffi {

struct EngineOutcome;
struct HandlerAnswer;
struct HandlerCall;
struct JobControl;
struct JobRequest;
struct Transaction;

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

/// Handles one event and leaves in `answer` how it went. Called on several threads at a time.
class HandlerSink {
 public:
  HandlerSink() = default;
  HandlerSink(const HandlerSink&) = delete;
  HandlerSink& operator=(const HandlerSink&) = delete;
  virtual ~HandlerSink() = default;

  virtual void handle(const HandlerCall& call, HandlerAnswer& answer) const noexcept = 0;
};

/// Fills a transaction; false gives it up.
class TransactionSink {
 public:
  TransactionSink() = default;
  TransactionSink(const TransactionSink&) = delete;
  TransactionSink& operator=(const TransactionSink&) = delete;
  virtual ~TransactionSink() = default;

  virtual bool run(const Transaction& transaction) const noexcept = 0;
};

/// Takes a line of the log. Called on several threads at a time.
class LogSink {
 public:
  LogSink() = default;
  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;
  virtual ~LogSink() = default;

  virtual void log(std::uint8_t level, rust::Str target, rust::Str text) const noexcept = 0;
};

}  // namespace tda::ffi
