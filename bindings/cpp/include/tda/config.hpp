// How a client reaches the cluster: configuration, topics, the broker inside the process.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/detail/bridge_call.hpp"

namespace tda {

/// Which column of the catalog holds: it decides partitions and replication of topics that are created.
enum class Environment { development, production };

namespace detail {

/// Whole milliseconds, none for a negative duration.
inline std::uint64_t milliseconds(std::chrono::milliseconds duration) noexcept {
  return duration.count() < 0 ? 0 : static_cast<std::uint64_t>(duration.count());
}

inline std::vector<std::string> own(const rust::Vec<rust::String>& texts) {
  std::vector<std::string> copies;
  for (const rust::String& text : texts) {
    copies.push_back(own(text));
  }
  return copies;
}

}  // namespace detail

/// How a client reaches the cluster, and what it promises there.
class ClientConfig {
 public:
  /// All defaults for `bootstrap_servers`: `host:port[,host:port...]`, or `embedded` for the broker in this
  /// process.
  explicit ClientConfig(std::string_view bootstrap_servers)
      : inner_((detail::check_version(),
                detail::call([&] { return ffi::config(detail::borrow(bootstrap_servers)); }))) {}

  /// Reads the environment: `KAFKA_BOOTSTRAP_SERVERS`, or `MOCK_KAFKA=true`, and the other `KAFKA_*`
  /// variables. Throws ConfigError that lists every variable that cannot be used.
  static ClientConfig from_env() {
    detail::check_version();
    return ClientConfig(detail::call([] { return ffi::config_from_env(); }));
  }

  ClientConfig(const ClientConfig& other) : inner_(detail::call([&] { return other.inner_->duplicate(); })) {}
  ClientConfig(ClientConfig&&) noexcept = default;
  ClientConfig& operator=(const ClientConfig& other) { return *this = ClientConfig(other); }
  ClientConfig& operator=(ClientConfig&&) noexcept = default;
  ~ClientConfig() = default;

  /// Who writes: the `source` of every event that names none itself.
  ClientConfig& set_source(std::string_view source) { return text(ffi::TextSetting::Source, source); }
  /// The name by which brokers log this client.
  ClientConfig& set_client_id(std::string_view id) { return text(ffi::TextSetting::ClientId, id); }
  /// Replaces the leading `tda_` of every topic name, such as by `dev_tda_`.
  ClientConfig& set_topic_prefix(std::string_view prefix) {
    return text(ffi::TextSetting::TopicPrefix, prefix);
  }
  /// The consumer group of workers.
  ClientConfig& set_group(std::string_view group) { return text(ffi::TextSetting::Group, group); }
  /// A name of this process that survives its restart: a restarted worker takes over its own partitions at
  /// once.
  ClientConfig& set_instance_id(std::string_view id) { return text(ffi::TextSetting::InstanceId, id); }
  /// The certificate authority that the broker's certificate is checked against (PEM).
  ClientConfig& set_ca_file(std::string_view path) { return text(ffi::TextSetting::CaFile, path); }
  /// How long connecting tries before it names the brokers and gives up; 10 s by default.
  ClientConfig& set_connect_timeout(std::chrono::milliseconds timeout) {
    return duration(ffi::DurationSetting::ConnectTimeout, timeout);
  }
  /// How long a record may wait for its acknowledgement before its delivery fails; two minutes by default.
  ClientConfig& set_delivery_timeout(std::chrono::milliseconds timeout) {
    return duration(ffi::DurationSetting::DeliveryTimeout, timeout);
  }
  /// How long a record may wait for company in its batch; 5 ms by default.
  ClientConfig& set_linger(std::chrono::milliseconds linger) {
    return duration(ffi::DurationSetting::Linger, linger);
  }
  /// After this long without a heartbeat a group member counts as dead; 30 s by default.
  ClientConfig& set_session_timeout(std::chrono::milliseconds timeout) {
    return duration(ffi::DurationSetting::SessionTimeout, timeout);
  }
  /// Records that may await delivery; 100 000 by default.
  ClientConfig& set_queue_records_max(std::size_t records) {
    return limit(ffi::LimitSetting::QueueRecords, records);
  }
  /// Bytes that may await delivery; 256 MiB by default.
  ClientConfig& set_queue_bytes_max(std::size_t bytes) { return limit(ffi::LimitSetting::QueueBytes, bytes); }
  /// The largest record (key, value, headers); 1 000 000 bytes by default.
  ClientConfig& set_record_bytes_max(std::size_t bytes) {
    return limit(ffi::LimitSetting::RecordBytes, bytes);
  }
  /// Which column of the catalog holds; production by default.
  ClientConfig& set_environment(Environment environment) {
    return with([&] { inner_->set_environment(environment == Environment::production); });
  }
  /// The encoding of published events: JSON by default.
  ClientConfig& set_encoding(Encoding encoding) {
    return with([&] { inner_->set_encoding(encoding); });
  }
  /// Gives the logical topic the physical name `physical`, whatever the prefix.
  ClientConfig& set_topic(std::string_view logical, std::string_view physical) {
    return with([&] { inner_->set_topic(detail::borrow(logical), detail::borrow(physical)); });
  }
  /// TLS or SASL.
  ClientConfig& set_security_protocol(SecurityProtocol protocol) {
    return with([&] { inner_->set_security_protocol(protocol); });
  }
  /// SASL credentials. The password never appears in a log.
  ClientConfig& set_sasl(SaslMechanism mechanism, std::string_view username, std::string_view password) {
    return with([&] { inner_->set_sasl(mechanism, detail::borrow(username), detail::borrow(password)); });
  }
  /// Certificate and key (PEM files) for mutual TLS.
  ClientConfig& set_client_certificate(std::string_view certificate, std::string_view key) {
    return with([&] { inner_->set_client_certificate(detail::borrow(certificate), detail::borrow(key)); });
  }
  /// Any librdkafka property beside the typed ones. One that would break a guarantee is refused on
  /// connecting.
  ClientConfig& set_property(std::string_view name, std::string_view value) {
    return with([&] { inner_->set_property(detail::borrow(name), detail::borrow(value)); });
  }

  /// Checks the settings against each other. Throws ConfigError with every contradiction.
  void check() const {
    detail::call([&] { inner_->check(); });
  }
  /// The brokers as configured.
  std::string bootstrap_servers() const {
    return detail::own(detail::call([&] { return inner_->brokers(); }));
  }
  /// The name on the cluster of a topic of the catalog.
  std::string physical_topic(std::string_view logical) const {
    return detail::own(detail::call([&] { return inner_->physical_topic(detail::borrow(logical)); }));
  }

  /// For the headers of this library.
  const ffi::Config& inner() const noexcept { return *inner_; }

 private:
  explicit ClientConfig(rust::Box<ffi::Config> inner) noexcept : inner_(std::move(inner)) {}

  ClientConfig& text(ffi::TextSetting setting, std::string_view value) {
    return with([&] { inner_->set_config_text(setting, detail::borrow(value)); });
  }
  ClientConfig& duration(ffi::DurationSetting setting, std::chrono::milliseconds value) {
    return with([&] { inner_->set_config_duration(setting, detail::milliseconds(value)); });
  }
  ClientConfig& limit(ffi::LimitSetting setting, std::size_t value) {
    return with([&] { inner_->set_config_limit(setting, value); });
  }
  template <class Change>
  ClientConfig& with(Change&& change) {
    detail::call(std::forward<Change>(change));
    return *this;
  }

  rust::Box<ffi::Config> inner_;
};

/// Topics by physical names.
struct TopicsReport {
  /// Those that were missing and have been created.
  std::vector<std::string> created;
  /// Those that were there; nothing of them was changed.
  std::vector<std::string> present;
};

/// Creates the topics of the `tda` catalog and their dead-letter topics where they are missing.
inline TopicsReport ensure_topics(const ClientConfig& config) {
  const auto report = detail::call([&] { return ffi::ensure_topics(config.inner()); });
  return {detail::own(report.created), detail::own(report.present)};
}

/// A Kafka broker inside this process, for trying and testing without a server.
///
/// One runs per process, shared by every client whose servers are `embedded`; it ends with the last of them.
/// It keeps 5 MiB or 100 000 records of a partition, in memory only, and then drops the oldest without an
/// error.
class EmbeddedBroker {
 public:
  /// Starts the broker of this process, or joins the one that runs.
  EmbeddedBroker() : inner_((detail::check_version(), detail::call([] { return ffi::embedded_broker(); }))) {}

  /// `host:port` on 127.0.0.1, for other processes of this machine.
  std::string bootstrap_servers() const {
    return detail::own(detail::call([&] { return inner_->bootstrap_servers(); }));
  }

 private:
  rust::Box<ffi::EmbeddedBroker> inner_;
};

}  // namespace tda
