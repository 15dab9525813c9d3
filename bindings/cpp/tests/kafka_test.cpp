// The same on a real Kafka, whose address is in TDA_TEST_KAFKA.
#include <chrono>
#include <cstdlib>
#include <string>
#include <tda/tda.hpp>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

TEST(real_kafka_computes_jobs_exactly_once) {
  const char* servers = std::getenv("TDA_TEST_KAFKA");
  if (servers == nullptr) {
    throw harness::Skipped{"TDA_TEST_KAFKA names no broker"};
  }
  const std::string run = std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
  tda::ClientConfig config(servers);
  config.set_source("cpp-test")
      .set_topic_prefix("cpp_" + run + "_")
      .set_environment(tda::Environment::development)
      .set_group("cpp-workers-" + run)
      .set_instance_id("cpp-worker-0");
  CHECK(!tda::ensure_topics(config).created.empty());
  CHECK(tda::ensure_topics(config).created.empty());
  const tda::Producer producer(config);
  for (int number = 0; number < 5; ++number) {
    producer.publish(jobs::square("j" + std::to_string(number)));
  }
  jobs::BackgroundWorker worker(
      tda::Worker(config).set_guarantee(tda::Guarantee::exactly_once).set_threads(2), jobs::compute);
  for (int number = 0; number < 5; ++number) {
    const std::string job = "j" + std::to_string(number);
    const tda::Consumer jobs(config, "watch-" + run + job, {"tda_jobs"});
    CHECK_EQUAL(jobs::await<tda::JobCompleted>(jobs, job).results.size(), 2u);
  }
  worker.finish();
}
