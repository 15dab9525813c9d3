// The broker inside the process, for trying and testing without a server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tda/config.hpp"

namespace tda {

/// A Kafka broker inside this process.
///
/// One is shared by every client whose servers are `embedded`, another by those of `embedded/NAME`; each ends
/// with the last of its clients. It keeps 5 MiB or 100 000 records of a partition, in memory only, and then
/// drops the oldest without an error. What makes trouble is for tests.
class EmbeddedBroker {
 public:
  /// Starts the broker of `embedded`, or of `embedded/NAME`, or joins it.
  explicit EmbeddedBroker(std::string_view name = {})
      : inner_((detail::check_version(),
                detail::call([&] { return ffi::embedded_broker(detail::borrow(name)); }))) {}

  /// `host:port` on 127.0.0.1, for other processes of this machine.
  std::string bootstrap_servers() const {
    return detail::own(detail::call([&] { return inner_->bootstrap_servers(); }));
  }
  /// Creates a topic; one that exists already is left as it is. Those of the catalog are there.
  void create_topic(std::string_view topic, std::int32_t partitions) const {
    detail::call([&] { inner_->create_topic(detail::borrow(topic), partitions); });
  }
  /// Takes the broker away, or brings it back: clients lose their connections and find none. Records stay.
  void set_down(bool down) const {
    detail::call([&] { inner_->set_down(down); });
  }
  /// Makes every answer take so long; zero ends it.
  void set_delay(std::chrono::milliseconds delay) const {
    detail::call([&] { inner_->set_delay(detail::milliseconds(delay)); });
  }
  /// Refuses the next batches of records, 1000 at most, in a way that clients try again.
  void refuse_next(std::size_t batches) const {
    detail::call([&] { inner_->refuse_next(batches); });
  }
  /// Refuses the next batches of records, 1000 at most, for good: their deliveries fail.
  void reject_next(std::size_t batches) const {
    detail::call([&] { inner_->reject_next(batches); });
  }
  /// Takes back what is left of the refusals.
  void accept_next() const {
    detail::call([&] { inner_->accept_next(); });
  }

 private:
  rust::Box<ffi::EmbeddedBroker> inner_;
};

}  // namespace tda
