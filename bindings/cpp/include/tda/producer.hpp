// Publishing events. Every call blocks its thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tda/config.hpp"
#include "tda/consumer.hpp"
#include "tda/detail/thrown.hpp"
#include "tda/events.hpp"
#include "tda/receipt.hpp"

namespace tda {

/// A record on its way. Dropping it does not take the record back.
class Delivery {
 public:
  /// Waits for the acknowledgement; at most as long as the delivery timeout. To be called once.
  Receipt wait() && {
    return detail::own(detail::call([&] { return ffi::wait_for_delivery(std::move(inner_)); }));
  }
  /// Waits so long at most; nothing where the acknowledgement did not come, and then it may be asked again.
  std::optional<Receipt> wait_for(std::chrono::milliseconds timeout) {
    const auto waited = detail::call([&] { return inner_->wait_for_receipt(detail::milliseconds(timeout)); });
    return waited.present ? std::optional(detail::own(waited.receipt)) : std::nullopt;
  }

 private:
  friend class Producer;
  explicit Delivery(rust::Box<ffi::Delivery> inner) noexcept : inner_(std::move(inner)) {}

  rust::Box<ffi::Delivery> inner_;
};

/// What became of one of many events.
class PublishOutcome {
 public:
  /// Whether it is stored.
  bool is_stored() const noexcept { return receipt_.has_value(); }
  /// Where it is stored. Throws why it is not.
  const Receipt& receipt() const {
    if (error_) {
      std::rethrow_exception(error_);
    }
    return *receipt_;
  }

 private:
  friend class Producer;
  explicit PublishOutcome(Receipt receipt) : receipt_(std::move(receipt)) {}
  explicit PublishOutcome(std::exception_ptr error) noexcept : error_(std::move(error)) {}

  std::optional<Receipt> receipt_;
  std::exception_ptr error_;
};

/// An open transaction, handed to the body of `Producer::transaction`; of no use outside of it.
class Transaction {
 public:
  /// Adds an event; it is sent when the body has returned.
  void publish(const Event& event) const {
    detail::call([&] { inner_.add(event.inner()); });
  }
  /// Commits what `consumer` was given to acknowledge together with the events; the last thing that a body
  /// does.
  void send_offsets(const Consumer& consumer) const {
    detail::call([&] { inner_.send_offsets(consumer.inner()); });
  }

  /// For the headers of this library.
  explicit Transaction(const ffi::Transaction& inner) noexcept : inner_(inner) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

 private:
  const ffi::Transaction& inner_;
};

namespace detail {

/// Runs the body, and keeps what it throws until the library has returned.
class TransactionBody final : public ffi::TransactionSink {
 public:
  explicit TransactionBody(std::function<void(const Transaction&)> body) : body_(std::move(body)) {}

  bool run(const ffi::Transaction& open) const noexcept override {
    try {
      body_(Transaction(open));
      return true;
    } catch (...) {
      thrown_.keep();
      return false;
    }
  }

  void rethrow() const { thrown_.rethrow(); }

 private:
  std::function<void(const Transaction&)> body_;
  mutable Thrown thrown_;
};

}  // namespace detail

/// Publishes events: idempotent, acknowledged by all in-sync replicas, lz4. Threads may share it.
///
/// Waiting for each `publish` costs a round trip; for many events use `enqueue` or `publish_all`, which keep
/// the queue full. Dropping it waits up to 5 s for its queue, then logs how many records it loses: call
/// `close` before.
class Producer {
 public:
  /// Connects: returns once the cluster has answered. Throws UnreachableError naming the brokers,
  /// UnauthorizedError, ConfigError.
  explicit Producer(const ClientConfig& config)
      : inner_(detail::call([&] { return ffi::producer(config.inner()); })) {}

  /// Publishes and waits for the acknowledgement. The error's `retry()` says whether it may have been
  /// written.
  Receipt publish(const Event& event) const {
    return detail::own(detail::call([&] { return inner_->publish(event.inner()); }));
  }
  /// Queues the event, waiting only for room.
  Delivery enqueue(const Event& event) const {
    return Delivery(detail::call([&] { return inner_->enqueue(event.inner()); }));
  }
  /// Queues the event if there is room now, else throws QueueFullError. With a breaker that is open it throws
  /// UnreachableError at once, or spills.
  Delivery try_enqueue(const Event& event) const {
    return Delivery(detail::call([&] { return inner_->try_enqueue(event.inner()); }));
  }
  /// Publishes all, keeping the queue full, and gives what became of each, in their order. One that fails
  /// does not stop the others.
  template <class Events>
  std::vector<PublishOutcome> publish_all(const Events& events) const {
    std::vector<PublishOutcome> outcomes;
    publish_each(events, [&](PublishOutcome outcome) { outcomes.push_back(std::move(outcome)); });
    return outcomes;
  }
  /// As `publish_all` for more events than anybody wants receipts of: each outcome goes to `on_outcome`, in
  /// order; 10 000 are open at most.
  template <class Events, class OnOutcome>
  void publish_each(const Events& events, OnOutcome&& on_outcome) const {
    std::deque<std::function<PublishOutcome()>> open;
    const auto tell_first = [&] {
      const auto first = std::move(open.front());
      open.pop_front();
      on_outcome(first());
    };
    for (const Event& event : events) {
      if (open.size() >= kOpenMax) {
        tell_first();
      }
      open.push_back(begun(event));
    }
    while (!open.empty()) {
      tell_first();
    }
  }
  /// Runs `body` with a transaction and publishes what it put in: all of it or, where it throws, nothing;
  /// what it throws comes out as itself. Needs `set_transactional_id`. Throws FencedError when a second
  /// producer has the same id.
  template <class Body>
  void transaction(Body&& body) const {
    const auto kept = std::make_shared<detail::TransactionBody>(std::forward<Body>(body));
    const std::shared_ptr<ffi::TransactionSink> sink = kept;
    detail::call([&] { inner_->transact(sink); });
    kept->rethrow();
  }
  /// Whether the way to the cluster is open; always closed (as a circuit is) without a breaker.
  BreakerState breaker_state() const {
    return detail::call([&] { return inner_->breaker_state(); });
  }
  /// Records that await delivery: queued, under way, or spilled. After a `close` that threw TimeoutError it
  /// is how many were not delivered.
  std::size_t undelivered() const {
    return detail::call([&] { return inner_->undelivered(); });
  }
  /// Of those, the ones that wait in the spill.
  std::size_t spilled() const {
    return detail::call([&] { return inner_->spilled(); });
  }
  /// Waits until everything queued is delivered. Throws TimeoutError with the number of records left.
  void flush(std::chrono::milliseconds deadline) const {
    detail::call([&] { inner_->flush(detail::milliseconds(deadline)); });
  }
  /// Refuses further events and waits for the queued ones. Throws TimeoutError with the number of records
  /// left.
  void close(std::chrono::milliseconds deadline) const {
    detail::call([&] { inner_->close(detail::milliseconds(deadline)); });
  }
  /// The address of the cluster, that of the embedded broker included.
  std::string bootstrap_servers() const {
    return detail::own(detail::call([&] { return inner_->producer_brokers(); }));
  }

 private:
  static constexpr std::size_t kOpenMax = 10'000;

  /// Queues the event; what is given waits for what becomes of it.
  std::function<PublishOutcome()> begun(const Event& event) const {
    try {
      const auto delivery = std::make_shared<Delivery>(enqueue(event));
      return [delivery] {
        try {
          return PublishOutcome(std::move(*delivery).wait());
        } catch (const Error&) {
          return PublishOutcome(std::current_exception());
        }
      };
    } catch (const Error&) {
      return [error = std::current_exception()] { return PublishOutcome(error); };
    }
  }

  rust::Box<ffi::Producer> inner_;
};

}  // namespace tda
