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

/// A circuit breaker around publishing: while the cluster does not answer, an event is refused at once, or
/// kept for later.
class Breaker {
 public:
  /// Fails while it is open: `publish` and `enqueue` throw UnreachableError.
  static Breaker fail_fast() { return Breaker(BreakerPolicy::fail_fast, {}); }
  /// Keeps events in memory while it is open: they are lost with the process.
  static Breaker spill_to_memory() { return Breaker(BreakerPolicy::spill, {}); }
  /// Keeps events in files of `directory`, which belongs to one producer at a time and outlives it.
  static Breaker spill_to(std::string_view directory) { return Breaker(BreakerPolicy::spill, directory); }

  /// Opens after so many records in a row ran into their timeout; 3 by default.
  Breaker& set_failures_max(std::uint32_t failures) {
    inner_.failures_max = failures;
    return *this;
  }
  /// Opens when records have waited so long without any answer; 5 s by default.
  Breaker& set_stalled_after(std::chrono::milliseconds duration) {
    inner_.stalled_after_ms = detail::milliseconds(duration);
    return *this;
  }
  /// Pauses between two looks whether the cluster is back: the first, doubled up to the last; 0.5 s to 30 s
  /// by default.
  Breaker& set_pauses(std::chrono::milliseconds first, std::chrono::milliseconds max) {
    inner_.pause_first_ms = detail::milliseconds(first);
    inner_.pause_max_ms = detail::milliseconds(max);
    return *this;
  }
  /// What may wait in the spill: 100 000 events of together 256 MiB by default. Past it publishing throws
  /// QueueFullError.
  Breaker& set_spill_max(std::size_t records, std::size_t bytes) {
    inner_.spill_records_max = records;
    inner_.spill_bytes_max = bytes;
    return *this;
  }
  /// How long an event may wait in the spill; a day by default.
  Breaker& set_spill_wait_max(std::chrono::milliseconds wait) {
    inner_.spill_wait_ms = detail::milliseconds(wait);
    return *this;
  }

  /// For the headers of this library.
  const ffi::BreakerSettings& inner() const noexcept { return inner_; }

 private:
  Breaker(BreakerPolicy policy, std::string_view directory)
      : inner_{policy,    3,
               5'000,     500,
               30'000,    rust::String(directory.data(), directory.size()),
               100'000,   256 * 1024 * 1024,
               86'400'000} {}

  ffi::BreakerSettings inner_;
};

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

  /// Reads a TOML or YAML file, and what the environment says beside it. Throws ConfigError that lists every
  /// setting that cannot be used.
  static ClientConfig from_file(std::string_view path) {
    detail::check_version();
    return ClientConfig(detail::call([&] { return ffi::config_from_file(detail::borrow(path)); }));
  }

  /// Reads a connection string, such as `bootstrap_servers=broker-1:9092;group=readers`. Throws ConfigError
  /// that lists every setting that cannot be used.
  static ClientConfig from_connection_string(std::string_view text) {
    detail::check_version();
    return ClientConfig(
        detail::call([&] { return ffi::config_from_connection_string(detail::borrow(text)); }));
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
  /// How often a group member says that it lives; a tenth of the session timeout, 3 s at most, by default.
  ClientConfig& set_heartbeat_interval(std::chrono::milliseconds interval) {
    return duration(ffi::DurationSetting::HeartbeatInterval, interval);
  }
  /// How long a consumer may go without asking for records before its group takes it for hung.
  ClientConfig& set_max_poll_interval(std::chrono::milliseconds interval) {
    return duration(ffi::DurationSetting::MaxPollInterval, interval);
  }
  /// The identity under which a producer's transactions are fenced; it survives a restart.
  ClientConfig& set_transactional_id(std::string_view id) {
    return text(ffi::TextSetting::TransactionalId, id);
  }
  /// How long a transaction may stay open before the broker ends it; 10 s by default.
  ClientConfig& set_transaction_timeout(std::chrono::milliseconds timeout) {
    return duration(ffi::DurationSetting::TransactionTimeout, timeout);
  }
  /// Allows transactions on the embedded broker, which takes them without keeping their promises.
  ClientConfig& set_simulated_transactions(bool allowed) {
    return with([&] { inner_->set_simulated_transactions(allowed); });
  }
  /// How members of a group share its partitions; classic by default.
  ClientConfig& set_group_protocol(GroupProtocol protocol) {
    return with([&] { inner_->set_group_protocol(protocol); });
  }
  /// Where a group without a committed offset begins; at the oldest record by default.
  ClientConfig& set_auto_offset_reset(OffsetReset reset) {
    return with([&] { inner_->set_auto_offset_reset(reset); });
  }
  /// Keeps publishing from waiting for a cluster that does not answer; without one it waits.
  ClientConfig& set_breaker(const Breaker& breaker) {
    return with([&] { inner_->set_breaker(breaker.inner()); });
  }
  /// Values too large for their topic go to an object store under `url` (`file:///folder`, `memory://name`),
  /// and are read back from there.
  ClientConfig& set_claim_check(std::string_view url) {
    return with([&] { inner_->set_claim_check(detail::borrow(url)); });
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
  /// The wire shape of published events: canonical by default.
  ClientConfig& set_dialect(Dialect dialect) {
    return with([&] { inner_->set_dialect(dialect); });
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

}  // namespace tda
