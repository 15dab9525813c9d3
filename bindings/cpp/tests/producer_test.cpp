// What a producer does beside publishing: many at once, transactions, a broker that is away.
#include <chrono>
#include <stdexcept>
#include <string>
#include <tda/tda.hpp>
#include <thread>
#include <vector>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

namespace {

tda::ClientConfig config_of(const std::string& name) {
  return tda::ClientConfig("embedded/" + name).set_source("cpp-test");
}

std::size_t count_of(const tda::ClientConfig& config, const std::string& topic) {
  const tda::Consumer reader(
      config, tda::ConsumerOptions().add_topics({topic}).set_without_group(tda::SeekTo::beginning()));
  WAIT_UNTIL(!reader.lag().empty());
  std::size_t records = 0;
  for (const tda::Lag& lag : reader.lag()) {
    records += lag.records;
  }
  return records;
}

}  // namespace

TEST(all_are_published_and_one_that_fails_stops_none) {
  const tda::EmbeddedBroker broker("all");
  const tda::Producer producer(config_of("all").set_record_bytes_max(2000));
  std::vector<tda::Event> events;
  for (int number = 0; number < 100; ++number) {
    events.push_back(jobs::square("j" + std::to_string(number)));
  }
  const std::vector<double> many(2000, 0.123456789);
  events.insert(events.begin() + 50,
                tda::Event(tda::JobSubmitted{"large", "u1", "vietoris_rips", tda::Parameters{1},
                                             tda::InputData::inline_points("many", 2, many)}));
  const std::vector<tda::PublishOutcome> outcomes = producer.publish_all(events);
  CHECK_EQUAL(outcomes.size(), events.size());
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    CHECK_EQUAL(outcomes[at].is_stored(), at != 50);
  }
  CHECK_EQUAL(outcomes[0].receipt().topic, "tda_jobs");
  CHECK_THROWS(tda::LimitExceededError, outcomes[50].receipt());
  CHECK_EQUAL(count_of(config_of("all"), "tda_jobs"), 100u);
  producer.close(10s);
  CHECK_EQUAL(producer.undelivered(), 0u);
}

TEST(a_transaction_is_all_or_nothing_and_throws_what_its_body_threw) {
  const tda::EmbeddedBroker broker("transaction");
  const tda::ClientConfig config =
      config_of("transaction").set_transactional_id("cpp-1").set_simulated_transactions(true);
  const tda::Producer producer(config);
  producer.transaction([](const tda::Transaction& open) {
    open.publish(jobs::square("j1"));
    open.publish(jobs::square("j2"));
  });
  CHECK_EQUAL(count_of(config, "tda_jobs"), 2u);
  struct Own {
    int number;
  };
  const auto own = CHECK_THROWS(Own, producer.transaction([](const tda::Transaction& open) {
    open.publish(jobs::square("j3"));
    throw Own{7};
  }));
  CHECK_EQUAL(own.number, 7);
  CHECK_EQUAL(count_of(config, "tda_jobs"), 2u);
  const tda::Producer plain(config_of("transaction"));
  CHECK_THROWS(tda::ConfigError, plain.transaction([](const tda::Transaction&) {}));
}

TEST(offsets_travel_with_a_transaction) {
  const tda::EmbeddedBroker broker("offsets");
  const tda::ClientConfig config =
      config_of("offsets").set_transactional_id("cpp-2").set_simulated_transactions(true);
  const tda::Producer producer(config);
  producer.publish(jobs::square("j1"));
  const tda::Consumer consumer(config, tda::ConsumerOptions()
                                           .set_group("movers")
                                           .add_topics({"tda_jobs"})
                                           .set_delivery(tda::DeliveryMode::exactly_once));
  std::optional<tda::Received> received;
  WAIT_UNTIL((received = consumer.next(500ms)).has_value());
  producer.transaction([&](const tda::Transaction& open) {
    open.publish(tda::Event{tda::JobCancelled{"j1", "seen"}});
    received->ack();
    open.send_offsets(consumer);
  });
  CHECK_EQUAL(count_of(config, "tda_jobs"), 2u);
}

TEST(a_breaker_fails_fast_while_the_broker_is_away) {
  const tda::EmbeddedBroker broker("breaker");
  const tda::Producer producer(config_of("breaker").set_breaker(
      tda::Breaker::fail_fast().set_stalled_after(1s).set_pauses(100ms, 200ms)));
  producer.publish(jobs::square("before"));
  CHECK(producer.breaker_state() == tda::BreakerState::closed);
  broker.set_down(true);
  const auto error = CHECK_THROWS(tda::UnreachableError, producer.publish(jobs::square("away")));
  CHECK(std::string(error.what()).find("circuit") != std::string::npos);
  CHECK(producer.breaker_state() != tda::BreakerState::closed);
  const auto start = std::chrono::steady_clock::now();
  CHECK_THROWS(tda::UnreachableError, producer.try_enqueue(jobs::square("away")));
  CHECK(std::chrono::steady_clock::now() - start < 2s);
  broker.set_down(false);
  WAIT_UNTIL([&] {
    try {
      producer.publish(jobs::square("after"));
      return true;
    } catch (const tda::UnreachableError&) {
      // The way back may take the breaker a trial or two.
      std::this_thread::sleep_for(50ms);
      return false;
    }
  }());
}

TEST(a_spill_keeps_events_for_later) {
  const tda::EmbeddedBroker broker("spill");
  const tda::ClientConfig config = config_of("spill").set_breaker(
      tda::Breaker::spill_to_memory().set_stalled_after(300ms).set_pauses(100ms, 200ms));
  const tda::Producer producer(config);
  producer.publish(jobs::square("before"));
  broker.set_down(true);
  std::vector<tda::Delivery> deliveries;
  for (int number = 0; number < 20; ++number) {
    deliveries.push_back(producer.enqueue(jobs::square("j" + std::to_string(number))));
  }
  WAIT_UNTIL(producer.breaker_state() != tda::BreakerState::closed);
  deliveries.push_back(producer.try_enqueue(jobs::square("spilled")));
  CHECK(producer.spilled() > 0);
  CHECK_EQUAL(producer.undelivered(), 21u);
  CHECK(!deliveries.front().wait_for(10ms).has_value());
  const auto error = CHECK_THROWS(tda::TimeoutError, producer.flush(10ms));
  CHECK(std::string(error.what()).find("21") != std::string::npos);
  broker.set_down(false);
  for (tda::Delivery& delivery : deliveries) {
    WAIT_UNTIL(delivery.wait_for(500ms).has_value());
  }
  CHECK_EQUAL(count_of(config, "tda_jobs"), 22u);
  producer.close(10s);
}

TEST(what_the_broker_rejects_fails_and_what_it_refuses_is_tried_again) {
  const tda::EmbeddedBroker broker("rejects");
  const tda::Producer producer(config_of("rejects"));
  broker.refuse_next(2);
  producer.publish(jobs::square("again"));
  broker.reject_next(1);
  CHECK_THROWS(tda::Error, producer.publish(jobs::square("rejected")));
  broker.reject_next(100);
  broker.accept_next();
  producer.publish(jobs::square("taken"));
  broker.set_delay(500ms);
  const auto start = std::chrono::steady_clock::now();
  producer.publish(jobs::square("slow"));
  CHECK(std::chrono::steady_clock::now() - start >= 400ms);
}
