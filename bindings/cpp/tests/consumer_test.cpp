// How a consumer is steered: deliveries, pause, seek, commit, lag.
#include <chrono>
#include <set>
#include <string>
#include <tda/tda.hpp>
#include <vector>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

namespace {

/// A broker of the test's own with events of one key, so that they lie in one partition.
struct Topic {
  explicit Topic(const std::string& name, int events = 5)
      : broker(name),
        config(tda::ClientConfig("embedded/" + name).set_source("cpp-test").set_session_timeout(2s)),
        producer(config) {
    for (int number = 0; number < events; ++number) {
      partition = producer.publish(jobs::square("same-key")).partition;
    }
  }

  tda::EmbeddedBroker broker;
  tda::ClientConfig config;
  tda::Producer producer;
  std::int32_t partition = 0;
};

tda::Received must(const tda::Consumer& consumer) {
  std::optional<tda::Received> received;
  WAIT_UNTIL((received = consumer.next(500ms)).has_value());
  return *std::move(received);
}

std::vector<std::int64_t> offsets(const tda::Consumer& consumer, std::size_t count) {
  std::vector<std::int64_t> offsets;
  while (offsets.size() < count) {
    offsets.push_back(must(consumer).position().offset);
  }
  return offsets;
}

}  // namespace

TEST(a_record_shows_its_key_value_and_headers) {
  const Topic topic("shows", 1);
  const tda::Consumer consumer(topic.config, "readers", {"tda_jobs"});
  const tda::Received received = must(consumer);
  CHECK_EQUAL(received.key().value(), "same-key");
  CHECK_EQUAL(received.event_type().value(), "job.submitted");
  CHECK(received.value().value().find("\"same-key\"") != std::string::npos);
  std::set<std::string> names;
  for (const auto& [name, value] : received.headers()) {
    names.insert(name);
  }
  CHECK(names.count("event_type") == 1 && names.count("schema_version") == 1);
}

TEST(a_seek_reads_again_and_a_rewind_reads_what_is_not_committed) {
  const Topic topic("seeks");
  const tda::Consumer consumer(topic.config, "seekers", {"tda_jobs"});
  CHECK((offsets(consumer, 3) == std::vector<std::int64_t>{0, 1, 2}));
  consumer.seek("tda_jobs", topic.partition, tda::SeekTo::offset(1));
  const tda::Received second = must(consumer);
  CHECK_EQUAL(second.position().offset, 1);
  second.ack();
  consumer.commit();
  CHECK((offsets(consumer, 3) == std::vector<std::int64_t>{2, 3, 4}));
  consumer.rewind();
  CHECK((offsets(consumer, 3) == std::vector<std::int64_t>{2, 3, 4}));
  consumer.seek_all(tda::SeekTo::beginning());
  CHECK((offsets(consumer, 1) == std::vector<std::int64_t>{0}));
  consumer.seek_all(tda::SeekTo::end());
  CHECK(!consumer.next(300ms).has_value());
  CHECK_THROWS(tda::Error, consumer.seek("tda_results", 0, tda::SeekTo::end()));
}

TEST(a_paused_partition_is_silent_and_then_complete) {
  const Topic topic("pauses");
  const tda::Consumer consumer(topic.config, "pausers", {"tda_jobs"});
  CHECK((offsets(consumer, 1) == std::vector<std::int64_t>{0}));
  consumer.pause("tda_jobs", topic.partition);
  bool is_paused = false;
  for (const tda::Position& position : consumer.positions()) {
    is_paused = is_paused || (position.partition == topic.partition && position.paused);
  }
  CHECK(is_paused);
  CHECK(!consumer.next(300ms).has_value());
  consumer.resume("tda_jobs", topic.partition);
  CHECK((offsets(consumer, 4) == std::vector<std::int64_t>{1, 2, 3, 4}));
}

TEST(lag_is_what_is_not_acknowledged) {
  const Topic topic("lags");
  const tda::Consumer consumer(topic.config, "laggards", {"tda_jobs"});
  const auto lag = [&] {
    std::uint64_t records = 0;
    for (const tda::Lag& partition : consumer.lag()) {
      records += partition.records;
    }
    return records;
  };
  must(consumer).ack();
  WAIT_UNTIL(lag() == 4u);
  WAIT_UNTIL([&] {
    for (const tda::Received& received : consumer.next_batch(100, 100ms)) {
      received.ack();
    }
    return lag() == 0u;
  }());
}

TEST(a_batch_is_no_larger_than_asked_for) {
  const Topic topic("batches");
  const tda::Consumer consumer(topic.config, "batchers", {"tda_jobs"});
  CHECK_EQUAL(must(consumer).position().offset, 0);
  std::size_t read = 1;
  while (read < 5) {
    const std::vector<tda::Received> batch = consumer.next_batch(2, 5s);
    CHECK(!batch.empty() && batch.size() <= 2);
    read += batch.size();
  }
  CHECK(consumer.next_batch(2, 100ms).empty());
}

TEST(at_most_once_reads_nothing_again) {
  const Topic topic("once");
  const auto options = tda::ConsumerOptions()
                           .set_group("hasty")
                           .add_topics({"tda_jobs"})
                           .set_delivery(tda::DeliveryMode::at_most_once);
  {
    const tda::Consumer consumer(topic.config, options);
    CHECK((offsets(consumer, 2) == std::vector<std::int64_t>{0, 1}));
    consumer.close();
  }
  const tda::Consumer consumer(topic.config, options);
  CHECK((offsets(consumer, 3) == std::vector<std::int64_t>{2, 3, 4}));
}

TEST(asking_for_the_next_acknowledges_where_commits_are_automatic) {
  const Topic topic("auto");
  const auto options = tda::ConsumerOptions()
                           .set_group("automatic")
                           .add_topics({"tda_jobs"})
                           .set_delivery(tda::DeliveryMode::auto_commit);
  {
    const tda::Consumer consumer(topic.config, options);
    CHECK((offsets(consumer, 3) == std::vector<std::int64_t>{0, 1, 2}));
    consumer.close();
  }
  const tda::Consumer consumer(topic.config, options);
  CHECK((offsets(consumer, 1) == std::vector<std::int64_t>{2}));
}

TEST(a_record_that_is_no_event_says_so_and_can_be_passed) {
  const tda::ClientConfig config = tda::ClientConfig("nowhere").set_source("cpp-test");
  CHECK_THROWS(tda::ConfigError, tda::Consumer(config, "g", {"tda_jobs"}));
  const tda::EmbeddedBroker broker("unknown");
  CHECK_THROWS(tda::ConfigError, tda::Consumer(tda::ClientConfig("embedded/unknown"),
                                               tda::ConsumerOptions().set_catalog_group("no-such-group")));
}
