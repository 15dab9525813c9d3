// How events travel: producer and consumer. Every call blocks its thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/config.hpp"
#include "tda/events.hpp"

namespace tda {

/// The broker's word that a record is stored.
struct Receipt {
  /// Physical topic.
  std::string topic;
  std::int32_t partition;
  /// Offset in the partition.
  std::int64_t offset;
  /// Milliseconds since the Unix epoch, UTC, as stored by the broker.
  std::int64_t timestamp_ms;
};

namespace detail {

inline Receipt own(const ffi::Receipt& receipt) {
  return {own(receipt.topic), receipt.partition, receipt.offset, receipt.timestamp_ms};
}

}  // namespace detail

/// A record on its way. Dropping it does not take the record back.
class Delivery {
 public:
  /// Waits for the acknowledgement; at most as long as the delivery timeout. To be called once.
  Receipt wait() && {
    return detail::own(detail::call([&] { return ffi::wait_for_delivery(std::move(inner_)); }));
  }

 private:
  friend class Producer;
  explicit Delivery(rust::Box<ffi::Delivery> inner) noexcept : inner_(std::move(inner)) {}

  rust::Box<ffi::Delivery> inner_;
};

/// Publishes events: idempotent, acknowledged by all in-sync replicas, lz4. Threads may share it.
///
/// Waiting for each `publish` costs a round trip; for many events use `enqueue`, which keeps the queue full.
/// Dropping it waits up to 5 s for its queue, then logs how many records it loses: call `close` before.
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
  /// Queues the event if there is room now, else throws QueueFullError.
  Delivery try_enqueue(const Event& event) const {
    return Delivery(detail::call([&] { return inner_->try_enqueue(event.inner()); }));
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
  rust::Box<ffi::Producer> inner_;
};

/// One record: the event in it, and where it was read.
class Received {
 public:
  /// The event. Throws DecodeError or SchemaError for a record that is none; acknowledge it to go on past it.
  Event event() const {
    return Event(detail::call([&] { return inner_->received_event(); }));
  }
  /// Where the record stands.
  Receipt position() const {
    return detail::own(detail::call([&] { return inner_->received_from(); }));
  }
  /// The last header of that name, where it is text.
  std::optional<std::string> header(std::string_view name) const {
    return detail::optional(detail::call([&] { return inner_->received_header(detail::borrow(name)); }));
  }
  /// The record has been handled: it will be committed within half a second.
  void ack() const {
    detail::call([&] { inner_->ack(); });
  }

 private:
  friend class Consumer;
  explicit Received(rust::Box<ffi::Received> inner) noexcept : inner_(std::move(inner)) {}

  rust::Box<ffi::Received> inner_;
};

/// Reads events as a member of a consumer group, at least once; committed records only.
class Consumer {
 public:
  /// Joins `group` for the catalog's topics named in `topics`, such as `tda_results`.
  Consumer(const ClientConfig& config, std::string_view group, const std::vector<std::string>& topics)
      : inner_(detail::call([&] {
          rust::Vec<rust::String> names;
          for (const std::string& topic : topics) {
            names.push_back(rust::String(topic));
          }
          return ffi::consumer(config.inner(), detail::borrow(group), std::move(names));
        })) {}

  /// The next record, or nothing when none came within `timeout`.
  std::optional<Received> next(std::chrono::milliseconds timeout) const {
    return detail::call([&]() -> std::optional<Received> {
      rust::Box<ffi::Received> received = inner_->next(detail::milliseconds(timeout));
      return received->is_present() ? std::optional(Received(std::move(received))) : std::nullopt;
    });
  }
  /// Commits what was acknowledged and leaves the group.
  void close() const {
    detail::call([&] { inner_->leave(); });
  }

 private:
  rust::Box<ffi::Consumer> inner_;
};

}  // namespace tda
