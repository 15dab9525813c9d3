// Logs, health and metrics.
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <tda/tda.hpp>
#include <vector>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

namespace {

/// Takes the logger away when the test ends, however it does.
struct Logging {
  explicit Logging(tda::Logger logger, tda::LogLevel level) { tda::set_logger(std::move(logger), level); }
  Logging(const Logging&) = delete;
  Logging& operator=(const Logging&) = delete;
  ~Logging() { tda::set_logger({}); }
};

}  // namespace

TEST(a_logger_hears_the_library_and_librdkafka) {
  std::mutex lock;
  std::vector<std::string> ours;
  std::vector<std::string> librdkafkas;
  const auto count = [&](const std::vector<std::string>& lines) {
    const std::lock_guard<std::mutex> guard(lock);
    return lines.size();
  };
  {
    const Logging logging(
        [&](const tda::LogRecord& record) {
          const std::lock_guard<std::mutex> guard(lock);
          const std::string line = std::string(tda::name(record.level)) + ' ' + std::string(record.message);
          (record.target == "librdkafka" ? librdkafkas : ours).push_back(line);
        },
        tda::LogLevel::debug);
    const tda::EmbeddedBroker broker("heard");
    const tda::Producer producer(
        tda::ClientConfig("embedded/heard").set_source("cpp-test").set_property("debug", "broker"));
    producer.publish(jobs::square("heard"));
    WAIT_UNTIL(count(librdkafkas) > 0);
    WAIT_UNTIL(count(ours) > 0);
    producer.close(10s);
  }
  const std::lock_guard<std::mutex> guard(lock);
  bool is_named = false;
  for (const std::string& line : ours) {
    is_named = is_named || line.find("info embedded broker started") == 0;
  }
  CHECK(is_named);
}

TEST(a_logger_that_throws_loses_its_lines_and_nothing_else) {
  std::atomic<int> lines{0};
  const Logging logging(
      [&](const tda::LogRecord&) {
        ++lines;
        throw std::runtime_error("no room on the disk");
      },
      tda::LogLevel::trace);
  const tda::EmbeddedBroker broker("throwing");
  const tda::Producer producer(tda::ClientConfig("embedded/throwing").set_source("cpp-test"));
  CHECK_EQUAL(producer.publish(jobs::square("throwing")).topic, "tda_jobs");
  CHECK(lines.load() > 0);
}

TEST(a_logger_is_not_replaced_from_within_and_a_lower_level_is_quiet) {
  std::atomic<int> lines{0};
  const auto logger = [&](const tda::LogRecord&) {
    ++lines;
    CHECK_THROWS(tda::InvalidInputError, tda::set_logger({}));
  };
  const Logging logging(logger, tda::LogLevel::info);
  {
    const tda::EmbeddedBroker broker("first");
  }
  CHECK_EQUAL(lines.load(), 1);
  tda::set_logger(logger, tda::LogLevel::error);
  {
    const tda::EmbeddedBroker broker("second");
  }
  CHECK_EQUAL(lines.load(), 1);
}

TEST(health_is_that_of_the_worst_part) {
  const tda::EmbeddedBroker broker("health");
  const tda::ClientConfig config = tda::ClientConfig("embedded/health").set_source("cpp-test");
  const tda::Producer producer(config);
  producer.publish(jobs::square("healthy"));
  const tda::HealthMonitor monitor(config);
  const tda::HealthReport well = monitor.report();
  CHECK(well.status == tda::Health::healthy && well.is_ready());
  CHECK(well.json.find("\"status\":\"healthy\"") != std::string::npos);
  CHECK_EQUAL(well.text.find("healthy"), 0u);
  broker.set_down(true);
  WAIT_UNTIL(!monitor.report().is_ready());
  const tda::HealthReport ill = monitor.report();
  bool has_reason = false;
  for (const tda::ComponentHealth& part : ill.components) {
    has_reason = has_reason ||
                 (part.name == "brokers" && part.status == tda::Health::unhealthy && !part.reasons.empty());
  }
  CHECK(has_reason);
  broker.set_down(false);
  // An idle client is in no hurry to connect again.
  producer.publish(jobs::square("back"));
  WAIT_UNTIL(monitor.report().is_ready());
}

TEST(metrics_count_what_was_published) {
  const tda::EmbeddedBroker broker("metrics");
  const tda::Producer producer(tda::ClientConfig("embedded/metrics").set_source("cpp-test"));
  producer.publish(jobs::square("counted"));
  const std::string text = tda::metrics_text();
  CHECK(text.find("tda_kafka_messages_produced_total{") != std::string::npos);
  CHECK(text.find("# TYPE tda_kafka_messages_produced_total counter") != std::string::npos);
}
