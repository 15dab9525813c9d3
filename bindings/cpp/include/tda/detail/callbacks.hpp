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

/// Belongs to one owner, who may know no more of it than this.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
};

/// Told how far a computation has come; false stops it.
class ProgressSink : public Sink {
 public:
  virtual bool report(std::uint8_t stage, double fraction, std::uint64_t simplices_done,
                      std::uint64_t columns_left) const noexcept = 0;
};

/// Computes one job and leaves diagrams or a failure in `outcome`. Called on several threads at a time.
class EngineSink : public Sink {
 public:
  virtual void compute(const JobRequest& job, const JobControl& control,
                       EngineOutcome& outcome) const noexcept = 0;
};

/// Handles one event and leaves in `answer` how it went. Called on several threads at a time.
class HandlerSink : public Sink {
 public:
  virtual void handle(const HandlerCall& call, HandlerAnswer& answer) const noexcept = 0;
};

/// Fills a transaction; false gives it up.
class TransactionSink : public Sink {
 public:
  virtual bool run(const Transaction& transaction) const noexcept = 0;
};

/// Takes a line of the log. Called on several threads at a time.
class LogSink : public Sink {
 public:
  virtual void log(std::uint8_t level, rust::Str target, rust::Str text) const noexcept = 0;
};

}  // namespace tda::ffi
