// What goes wrong: one base class, one class per kind, and whether to try again.
#pragma once

#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tda {

/// The kinds of failure, the same in Rust, Python, C++ and at the shell.
enum class ErrorKind {
  cancelled,       ///< The computation was cancelled.
  config,          ///< The configuration is incomplete or contradicts itself.
  decode,          ///< Bytes are not the event they claim to be.
  fenced,          ///< A newer instance with the same identity has taken over.
  internal,        ///< A fault of the library.
  invalid_input,   ///< Bad numbers or bad arguments.
  limit_exceeded,  ///< More memory or bytes than a limit allows.
  no_runtime,      ///< An asynchronous call was made outside a runtime.
  not_carried,     ///< A dialect has no place for the event.
  not_found,       ///< What was asked for does not exist.
  queue_full,      ///< A bounded queue has no room.
  schema,          ///< A schema is unknown or incompatible.
  time_limit,      ///< A computation ran past its time limit.
  timeout,         ///< A peer did not answer in time.
  unauthorized,    ///< A peer refused the credentials or the operation.
  unreachable,     ///< No broker could be reached.
};

/// Whether the same call may be made again.
enum class Retry {
  never,          ///< It would fail the same way.
  safe,           ///< It had no effect, so repeating it is harmless.
  may_duplicate,  ///< It may have had its effect: repeating it may produce a duplicate.
};

/// Base of every error that the library throws. `what()` says what failed and where, with the numbers.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, Retry retry, const std::string& message)
      : std::runtime_error(message), kind_(kind), retry_(retry) {}

  /// The kind of failure.
  ErrorKind kind() const noexcept { return kind_; }
  /// Whether the same call may be made again.
  Retry retry() const noexcept { return retry_; }

 private:
  ErrorKind kind_;
  Retry retry_;
};

namespace detail {

/// The class of one kind of error.
template <ErrorKind Kind>
class ErrorOf : public Error {
 public:
  explicit ErrorOf(const std::string& message, Retry retry = Retry::never) : Error(Kind, retry, message) {}
};

}  // namespace detail

using CancelledError = detail::ErrorOf<ErrorKind::cancelled>;
using ConfigError = detail::ErrorOf<ErrorKind::config>;
using DecodeError = detail::ErrorOf<ErrorKind::decode>;
using FencedError = detail::ErrorOf<ErrorKind::fenced>;
using InternalError = detail::ErrorOf<ErrorKind::internal>;
using InvalidInputError = detail::ErrorOf<ErrorKind::invalid_input>;
using LimitExceededError = detail::ErrorOf<ErrorKind::limit_exceeded>;
using NoRuntimeError = detail::ErrorOf<ErrorKind::no_runtime>;
using NotCarriedError = detail::ErrorOf<ErrorKind::not_carried>;
using NotFoundError = detail::ErrorOf<ErrorKind::not_found>;
using QueueFullError = detail::ErrorOf<ErrorKind::queue_full>;
using SchemaError = detail::ErrorOf<ErrorKind::schema>;
using TimeLimitError = detail::ErrorOf<ErrorKind::time_limit>;
using TimeoutError = detail::ErrorOf<ErrorKind::timeout>;
using UnauthorizedError = detail::ErrorOf<ErrorKind::unauthorized>;
using UnreachableError = detail::ErrorOf<ErrorKind::unreachable>;

/// The name of a kind as documentation, logs and the other languages write it, such as `InvalidInput`.
constexpr std::string_view name(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::cancelled:
      return "Cancelled";
    case ErrorKind::config:
      return "Config";
    case ErrorKind::decode:
      return "Decode";
    case ErrorKind::fenced:
      return "Fenced";
    case ErrorKind::internal:
      return "Internal";
    case ErrorKind::invalid_input:
      return "InvalidInput";
    case ErrorKind::limit_exceeded:
      return "LimitExceeded";
    case ErrorKind::no_runtime:
      return "NoRuntime";
    case ErrorKind::not_carried:
      return "NotCarried";
    case ErrorKind::not_found:
      return "NotFound";
    case ErrorKind::queue_full:
      return "QueueFull";
    case ErrorKind::schema:
      return "Schema";
    case ErrorKind::time_limit:
      return "TimeLimit";
    case ErrorKind::timeout:
      return "Timeout";
    case ErrorKind::unauthorized:
      return "Unauthorized";
    case ErrorKind::unreachable:
      return "Unreachable";
  }
  return "Internal";
}

/// The name of a retry answer, such as `MayDuplicate`.
constexpr std::string_view name(Retry retry) noexcept {
  switch (retry) {
    case Retry::never:
      return "Never";
    case Retry::safe:
      return "Safe";
    case Retry::may_duplicate:
      return "MayDuplicate";
  }
  return "Never";
}

namespace detail {

/// Throws the class of `kind`.
template <ErrorKind Kind = ErrorKind::cancelled>
[[noreturn]] void throw_error(std::string_view kind, Retry retry, const std::string& message) {
  if constexpr (Kind == ErrorKind::unreachable) {
    throw UnreachableError(message, retry);
  } else {
    if (kind == name(Kind)) {
      throw ErrorOf<Kind>(message, retry);
    }
    throw_error<static_cast<ErrorKind>(static_cast<int>(Kind) + 1)>(kind, retry, message);
  }
}

/// Throws what the text of a bridge error says: kind, retry answer and message between unit separators.
[[noreturn]] inline void throw_bridge_error(std::string_view text) {
  constexpr char separator = '\x1f';
  const auto kind_end = text.find(separator);
  const auto retry_end = kind_end == text.npos ? text.npos : text.find(separator, kind_end + 1);
  if (retry_end == text.npos) {
    throw InternalError(std::string(text));
  }
  const std::string_view retry_name = text.substr(kind_end + 1, retry_end - kind_end - 1);
  Retry retry = Retry::never;
  for (const Retry candidate : {Retry::safe, Retry::may_duplicate}) {
    if (retry_name == name(candidate)) {
      retry = candidate;
    }
  }
  throw_error(text.substr(0, kind_end), retry, std::string(text.substr(retry_end + 1)));
}

}  // namespace detail
}  // namespace tda
