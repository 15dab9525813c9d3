// What the library logs, librdkafka's lines among it, to a callable of your own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "tda/detail/bridge_call.hpp"
#include "tda/detail/handover.hpp"

namespace tda {

/// How much a line matters.
enum class LogLevel : std::uint8_t {
  error = 1,  ///< Something was lost or cannot go on.
  warning,    ///< It goes on, but somebody should look.
  info,       ///< What an operator wants to have read.
  debug,      ///< For whoever looks closely; librdkafka's own lines are here, under the target `librdkafka`.
  trace,      ///< Everything.
};

/// The name of a level, such as `warning`.
constexpr std::string_view name(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::error:
      return "error";
    case LogLevel::warning:
      return "warning";
    case LogLevel::info:
      return "info";
    case LogLevel::debug:
      return "debug";
    default:
      return "trace";
  }
}

/// A line of the log. What it points to lives as long as the call.
struct LogRecord {
  LogLevel level;
  /// Which part says it, such as `tda_client::consumer::reader` or `librdkafka`.
  std::string_view target;
  /// The message, and behind it the fields as ` name=value`.
  std::string_view message;
};

/// Takes a line. Called on any thread, those of the library among them, several at a time, and in the middle
/// of the library's work: it must be quick, must not call the library, and must take no lock that is held
/// elsewhere while the library is called.
using Logger = std::function<void(const LogRecord&)>;

namespace detail {

/// The logger as the library calls it: what it throws loses its line, and nothing more.
class LoggerSink final : public ffi::LogSink {
 public:
  explicit LoggerSink(Logger logger) : logger_(std::move(logger)) { handover_.give(); }
  LoggerSink(const LoggerSink&) = delete;
  LoggerSink& operator=(const LoggerSink&) = delete;
  ~LoggerSink() override { handover_.take(); }

  void log(std::uint8_t level, rust::Str target, rust::Str text) const noexcept override {
    handover_.take();
    try {
      logger_({static_cast<LogLevel>(level), {target.data(), target.size()}, {text.data(), text.size()}});
    } catch (...) {
      // A line is not worth more.
    }
    handover_.give();
  }

 private:
  Logger logger_;
  Handover handover_;
};

}  // namespace detail

/// Hands lines of at least `level` to `logger`, in the place of the one before, which is not called any more
/// when this returns; an empty one ends it. Without any the library is silent. Take it away before what it
/// refers to is destroyed, at the end of the program too. Throws InvalidInputError from within a logger.
inline void set_logger(Logger logger, LogLevel level = LogLevel::info) {
  detail::check_version();
  std::shared_ptr<ffi::LogSink> sink;
  if (logger) {
    sink = std::make_shared<detail::LoggerSink>(std::move(logger));
  }
  detail::call([&] { ffi::set_log_sink(sink, static_cast<std::uint8_t>(level)); });
}

}  // namespace tda
