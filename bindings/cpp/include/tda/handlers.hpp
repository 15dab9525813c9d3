// Workers of handlers: callables that are called with events, retried, and never lose one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tda/client.hpp"
#include "tda/detail/handover.hpp"
#include "tda/stop.hpp"

namespace tda {

/// How a handler ended well; one that returns nothing is done.
enum class Outcome {
  done,     ///< The event was handled.
  ignored,  ///< The event needed nothing; what was published through the context is left out.
};

/// Thrown by a handler: the attempt failed in these words. The message ends up in the log and in the headers
/// of a dead letter: no secrets in it.
class HandlerFailure : public std::runtime_error {
 public:
  /// A failure that may pass: the event is tried again.
  static HandlerFailure transient(const std::string& message) { return {message, Retry::safe}; }
  /// A failure that would repeat itself: the event goes to the dead letters at once.
  static HandlerFailure permanent(const std::string& message) { return {message, Retry::never}; }

  /// Names its class for programs, such as `PaymentRefused`; `dlq_error_kind` of the dead letter.
  HandlerFailure& set_kind(std::string kind) {
    kind_ = std::move(kind);
    return *this;
  }

  const std::string& kind() const noexcept { return kind_; }
  /// Whether another attempt may help.
  Retry retry() const noexcept { return retry_; }

 private:
  HandlerFailure(const std::string& message, Retry retry) : std::runtime_error(message), retry_(retry) {}

  std::string kind_ = "HandlerFailed";
  Retry retry_;
};

/// The circumstances of one attempt at one event; of no use after it.
class HandlerContext {
 public:
  /// Publishes an event when this attempt has succeeded, together with the offset of its own: in one
  /// transaction where the worker delivers exactly once, else before the offset. Of an attempt that fails
  /// nothing is published. `causation_id` and `correlation_id` are filled in where the event has none.
  void publish(const Event& event) const {
    detail::call([&] { inner_.call_publish(event.inner()); });
  }
  /// The event, with its envelope.
  Event event() const {
    return Event(detail::call([&] { return inner_.call_event(); }));
  }
  /// Which attempt this is, from 1.
  std::uint32_t attempt() const {
    return detail::call([&] { return inner_.call_attempt(); });
  }
  /// Whether the attempt should end: its partition went to another worker, or this one stops. What it still
  /// does counts for nothing.
  bool is_cancelled() const {
    return detail::call([&] { return inner_.call_cancelled(); });
  }
  /// The worker's consumer group.
  std::string group() const {
    return detail::own(detail::call([&] { return inner_.call_group(); }));
  }
  /// Where the event's record stands.
  Receipt position() const {
    return detail::own(detail::call([&] { return inner_.call_from(); }));
  }
  /// The last header of that name of the record, where it is text.
  std::optional<std::string> header(std::string_view name) const {
    return detail::optional(detail::call([&] { return inner_.call_header(detail::borrow(name)); }));
  }
  /// All headers of the record, in order.
  Headers headers() const {
    return detail::own(detail::call([&] { return inner_.call_headers(); }));
  }

  /// For the headers of this library.
  explicit HandlerContext(const ffi::HandlerCall& inner) noexcept : inner_(inner) {}
  HandlerContext(const HandlerContext&) = delete;
  HandlerContext& operator=(const HandlerContext&) = delete;

 private:
  const ffi::HandlerCall& inner_;
};

/// How often and how patiently to try again.
struct RetryPolicy {
  /// Attempts in all, the first one counted.
  std::uint32_t attempts_max = 3;
  /// Pause after the first failed attempt; doubled after each further one.
  std::chrono::milliseconds pause_first{200};
  /// No pause is longer.
  std::chrono::milliseconds pause_max{5'000};
  /// Delays in retry topics once the attempts are used up, one attempt after each. Only for handlers to which
  /// the order of records is unimportant.
  std::vector<std::chrono::milliseconds> delays;
};

namespace detail {

using Handle = std::function<Outcome(const Event&, const HandlerContext&)>;
using Handles = std::map<std::string, Handle, std::less<>>;

/// The handlers as the library calls them: nothing is thrown back.
class HandlerAdapter final : public ffi::HandlerSink {
 public:
  explicit HandlerAdapter(Handles handles) : handles_(std::move(handles)) { handover_.give(); }
  HandlerAdapter(const HandlerAdapter&) = delete;
  HandlerAdapter& operator=(const HandlerAdapter&) = delete;
  ~HandlerAdapter() override { handover_.take(); }

  void handle(const ffi::HandlerCall& call, ffi::HandlerAnswer& answer) const noexcept override {
    handover_.take();
    try {
      attempt(call, answer);
    } catch (...) {
      // Only telling of a failure can fail here; the library then says that there was no answer.
    }
    handover_.give();
  }

 private:
  void attempt(const ffi::HandlerCall& call, ffi::HandlerAnswer& answer) const {
    try {
      const HandlerContext context(call);
      const Handle& handle = handles_.at(own(call.call_type()));
      answer.handled(handle(context.event(), context) == Outcome::ignored);
    } catch (const HandlerFailure& failure) {
      fail(answer, failure.kind(), failure.what(), failure.retry());
    } catch (const Error& error) {
      fail(answer, name(error.kind()), error.what(), error.retry());
    } catch (const std::exception& error) {
      fail(answer, "HandlerFailed", error.what(), Retry::safe);
    } catch (...) {
      fail(answer, "HandlerFailed", "the handler threw something that is no std::exception", Retry::safe);
    }
  }

  static void fail(ffi::HandlerAnswer& answer, std::string_view kind, std::string_view message, Retry retry) {
    const rust::String words = rust::String::lossy(message.data(), message.size());
    const rust::String kind_words = rust::String::lossy(kind.data(), kind.size());
    answer.failed(kind_words, words, borrow(name(retry)));
  }

  Handles handles_;
  Handover handover_;
};

}  // namespace detail

/// Calls handlers with the events of a group's topics. Made by `Worker::handles`.
///
/// Events of one partition key are handled one after the other, those of different keys at the same time,
/// each on a thread: handlers are called on several at a time, and may block. What a handler publishes
/// through its context, dead letters and the offsets are exactly once on a real Kafka; what it does elsewhere
/// happens at least once. What it throws is a failed attempt: HandlerFailure in its own words, an Error by
/// its kind and retry answer, anything else as one that may pass. After the last attempt the record is a dead
/// letter.
class HandlerWorker {
 public:
  explicit HandlerWorker(ClientConfig config) : config_(std::move(config)) {}

  /// Adds a handler, called with a payload (such as `tda::JobCompleted`) and the context; a later one for the
  /// same type takes the place of an earlier one.
  template <class Payload, class Handler>
  HandlerWorker& handles(Handler handler) {
    return handles_type(Payload::kEventType,
                        [handler = std::move(handler)](const Event& event, const HandlerContext& context) {
                          return handler(event.data<Payload>(), context);
                        });
  }
  /// Adds a handler for events of a type by name, called with the Event and the context.
  template <class Handler>
  HandlerWorker& handles_type(std::string_view event_type, Handler handler) {
    handles_.insert_or_assign(
        std::string(event_type),
        [handler = std::move(handler)](const Event& event, const HandlerContext& context) {
          if constexpr (std::is_void_v<decltype(handler(event, context))>) {
            handler(event, context);
            return Outcome::done;
          } else {
            return handler(event, context);
          }
        });
    return *this;
  }
  /// Reads these topics, by the catalog's names, rather than those that the catalog gives the events.
  HandlerWorker& add_topics(const std::vector<std::string>& topics) {
    topics_.insert(topics_.end(), topics.begin(), topics.end());
    return *this;
  }
  /// Handlers that run at the same time; 16 by default, 256 at most.
  HandlerWorker& set_concurrency(std::size_t handlers) {
    concurrency_ = handlers;
    return *this;
  }
  /// The order of events is unimportant to every handler: events of one key are handled at the same time, and
  /// `RetryPolicy::delays` may send a failed one through retry topics.
  HandlerWorker& set_unordered() {
    ordered_ = false;
    return *this;
  }
  /// How failures are tried again.
  HandlerWorker& set_retry_policy(RetryPolicy policy) {
    policy_ = std::move(policy);
    return *this;
  }
  /// What is promised about what handlers publish; by default the most that the broker allows.
  HandlerWorker& set_guarantee(Guarantee guarantee) {
    guarantee_ = guarantee;
    return *this;
  }
  /// How long running handlers may go on after a stop was asked for; what they do later counts for nothing.
  /// 10 s by default.
  HandlerWorker& set_shutdown_deadline(std::chrono::milliseconds deadline) {
    shutdown_deadline_ = deadline;
    return *this;
  }

  /// Creates the topics for retries and dead letters where they are missing.
  TopicsReport ensure_topics() const {
    const auto report =
        detail::call([&] { return ffi::ensure_handler_topics(config_.inner(), options(), sink()); });
    return {detail::own(report.created), detail::own(report.present)};
  }
  /// Works on this thread until `stop`, then waits for the handlers that run. Returns when the last of them
  /// has returned. Throws ConfigError for a contradiction, such as exactly once on the embedded broker;
  /// UnreachableError, NotFoundError and UnauthorizedError at the start; FencedError when another instance
  /// with the same identity takes over.
  void run(const StopToken& stop = {}) const {
    detail::call([&] { ffi::run_handlers(config_.inner(), options(), sink(), stop.inner()); });
  }

 private:
  std::shared_ptr<ffi::HandlerSink> sink() const {
    return std::make_shared<detail::HandlerAdapter>(handles_);
  }

  ffi::HandlerOptions options() const {
    ffi::HandlerOptions options{guarantee_,
                                {},
                                {},
                                concurrency_,
                                ordered_,
                                policy_.attempts_max,
                                detail::milliseconds(policy_.pause_first),
                                detail::milliseconds(policy_.pause_max),
                                {},
                                detail::milliseconds(shutdown_deadline_)};
    for (const auto& [event_type, handle] : handles_) {
      options.event_types.push_back(rust::String(event_type));
    }
    for (const std::string& topic : topics_) {
      options.topics.push_back(rust::String(topic));
    }
    for (const std::chrono::milliseconds delay : policy_.delays) {
      options.delays_ms.push_back(detail::milliseconds(delay));
    }
    return options;
  }

  ClientConfig config_;
  detail::Handles handles_;
  std::vector<std::string> topics_;
  RetryPolicy policy_;
  Guarantee guarantee_ = Guarantee::brokers_best;
  std::chrono::milliseconds shutdown_deadline_{10'000};
  std::size_t concurrency_ = 16;
  bool ordered_ = true;
};

}  // namespace tda
