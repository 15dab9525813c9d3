// Configuration, producer and consumer on the embedded broker.
#include <chrono>
#include <cstdlib>
#include <string>
#include <tda/client.hpp>
#include <vector>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

TEST(a_config_reports_every_contradiction) {
  tda::ClientConfig config("nowhere");
  config.set_topic_prefix("bad prefix").set_property("enable.idempotence", "false");
  const auto error = CHECK_THROWS(tda::ConfigError, config.check());
  for (const char* setting : {"bootstrap_servers", "topic_prefix", "enable.idempotence"}) {
    CHECK(std::string(error.what()).find(setting) != std::string::npos);
  }
}

TEST(a_config_reads_the_environment) {
  setenv("KAFKA_BOOTSTRAP_SERVERS", "broker-1:9092", 1);
  setenv("KAFKA_TOPIC_PREFIX", "dev_tda_", 1);
  const tda::ClientConfig config = tda::ClientConfig::from_env();
  CHECK_EQUAL(config.bootstrap_servers(), "broker-1:9092");
  CHECK_EQUAL(config.physical_topic("tda_jobs"), "dev_tda_jobs");
  tda::ClientConfig copy = config;
  copy.set_topic("tda_jobs", "work");
  CHECK_EQUAL(copy.physical_topic("tda_jobs.dlq"), "work.dlq");
  CHECK_EQUAL(config.physical_topic("tda_jobs"), "dev_tda_jobs");
}

TEST(a_dead_broker_is_named_in_time) {
  const auto start = std::chrono::steady_clock::now();
  const tda::ClientConfig config = tda::ClientConfig("127.0.0.1:1").set_connect_timeout(1s);
  const auto error = CHECK_THROWS(tda::UnreachableError, tda::Producer{config});
  CHECK(error.retry() == tda::Retry::safe);
  CHECK(std::string(error.what()).find("127.0.0.1:1") != std::string::npos);
  CHECK(std::chrono::steady_clock::now() - start < 20s);
}

TEST(what_is_published_is_consumed) {
  const tda::EmbeddedBroker broker;
  const tda::ClientConfig config = tda::ClientConfig("embedded").set_source("cpp-test");
  const tda::Producer producer(config);
  CHECK_EQUAL(producer.bootstrap_servers(), broker.bootstrap_servers());
  const tda::Event event = jobs::square("published");
  const tda::Receipt receipt = producer.publish(event);
  CHECK_EQUAL(receipt.topic, "tda_jobs");
  CHECK(receipt.offset >= 0 && receipt.timestamp_ms > 0);

  const tda::Consumer consumer(config, "readers", {"tda_jobs"});
  std::optional<tda::Received> received;
  WAIT_UNTIL((received = consumer.next(500ms)).has_value());
  CHECK_EQUAL(received->event().envelope().event_id, event.envelope().event_id);
  CHECK_EQUAL(received->event().envelope().source.value(), "cpp-test");
  CHECK_EQUAL(received->position().partition, receipt.partition);
  CHECK_EQUAL(received->position().offset, receipt.offset);
  CHECK_EQUAL(received->header("event_type").value(), "job.submitted");
  CHECK(!received->header("none").has_value());
  received->ack();
  consumer.close();
  producer.close(10s);
}

TEST(many_are_queued_and_then_delivered) {
  const tda::Producer producer(
      tda::ClientConfig("embedded").set_source("cpp-test").set_encoding(tda::Encoding::avro));
  std::vector<tda::Delivery> deliveries;
  for (int number = 0; number < 500; ++number) {
    deliveries.push_back(producer.enqueue(jobs::square("j" + std::to_string(number))));
  }
  deliveries.push_back(producer.try_enqueue(jobs::square("last")));
  producer.flush(20s);
  for (tda::Delivery& delivery : deliveries) {
    CHECK(std::move(delivery).wait().offset >= 0);
  }
  producer.close(10s);
  CHECK_THROWS(tda::ConfigError, producer.publish(jobs::square("late")));
}

TEST(a_small_queue_says_that_it_is_full) {
  const tda::ClientConfig config =
      tda::ClientConfig("embedded").set_source("cpp-test").set_queue_records_max(10).set_linger(2s);
  const tda::Producer producer(config);
  std::vector<tda::Delivery> deliveries;
  const auto fill = [&] {
    for (int number = 0; number < 1000; ++number) {
      deliveries.push_back(producer.try_enqueue(jobs::square("j" + std::to_string(number))));
    }
  };
  CHECK(CHECK_THROWS(tda::QueueFullError, fill()).retry() == tda::Retry::safe);
  producer.close(20s);
}
