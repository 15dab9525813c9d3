// Workers of handlers on the embedded broker.
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <tda/tda.hpp>
#include <thread>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

namespace {

/// A broker of the test's own.
struct Bench {
  explicit Bench(const std::string& name)
      : broker(name),
        config(tda::ClientConfig("embedded/" + name).set_source("cpp-test").set_group("handlers")),
        producer(config) {}

  void complete(const std::string& job) const { producer.publish(tda::Event{tda::JobCompleted{job, 1.5}}); }
  tda::Worker worker() const { return tda::Worker(config); }

  tda::EmbeddedBroker broker;
  tda::ClientConfig config;
  tda::Producer producer;
};

tda::RetryPolicy quick() {
  tda::RetryPolicy policy;
  policy.pause_first = 10ms;
  return policy;
}

}  // namespace

TEST(a_handler_answers_an_event_with_another) {
  const Bench bench("answers");
  jobs::BackgroundWorker worker(bench.worker().handles<tda::JobCompleted>(
      [](const tda::JobCompleted& completed, const tda::HandlerContext& context) {
        CHECK_EQUAL(context.attempt(), 1u);
        CHECK_EQUAL(context.group(), "handlers");
        CHECK_EQUAL(context.header("event_type").value(), "job.completed");
        CHECK_EQUAL(context.position().topic, "tda_jobs");
        CHECK(!context.is_cancelled());
        context.publish(tda::Event{tda::UserNotification{"u1", "job", completed.job_id + " is done"}});
      }));
  bench.complete("j1");
  const tda::Consumer told(bench.config, "watch",
                           {tda::Catalog::tda().topic_of("user.notification").value()});
  std::optional<tda::Received> received;
  WAIT_UNTIL((received = told.next(500ms)).has_value());
  const tda::Event event = received->event();
  CHECK_EQUAL(event.data<tda::UserNotification>().message, "j1 is done");
  CHECK(event.envelope().causation_id.has_value());
  worker.finish();
}

TEST(a_failed_attempt_is_repeated_and_its_output_left_out) {
  const Bench bench("repeats");
  std::atomic<int> calls{0};
  jobs::BackgroundWorker worker(
      bench.worker()
          .handles<tda::JobCompleted>([&](const tda::JobCompleted& completed,
                                          const tda::HandlerContext& context) {
            const int call = ++calls;
            context.publish(tda::Event{tda::JobCancelled{completed.job_id, "call " + std::to_string(call)}});
            if (call == 1) throw std::runtime_error("not yet");
            if (call == 2) throw tda::HandlerFailure::transient("not yet");
          })
          .set_retry_policy(quick()));
  bench.complete("j1");
  const tda::Consumer jobs(bench.config, "watch", {"tda_jobs"});
  CHECK_EQUAL(jobs::await<tda::JobCancelled>(jobs, "j1").reason.value(), "call 3");
  worker.finish();
  CHECK_EQUAL(calls.load(), 3);
}

TEST(what_cannot_pass_is_a_dead_letter_with_its_reason) {
  const Bench bench("letters");
  jobs::BackgroundWorker worker(
      bench.worker()
          .handles<tda::JobCompleted>([](const tda::JobCompleted& completed, const tda::HandlerContext&) {
            if (completed.job_id == "permanent") {
              throw tda::HandlerFailure::permanent("no such account").set_kind("AccountMissing");
            }
            if (completed.job_id == "odd") throw 42;
            throw tda::InvalidInputError("an error of the library");
          })
          .set_retry_policy(quick()));
  for (const char* job : {"permanent", "odd", "library"}) {
    bench.complete(job);
  }
  const tda::Consumer letters(bench.config, "watch", {"tda_jobs.dlq"});
  std::map<std::string, std::string> kinds;
  while (kinds.size() < 3) {
    std::optional<tda::Received> letter;
    WAIT_UNTIL((letter = letters.next(500ms)).has_value());
    kinds[letter->key().value()] = letter->header("dlq_error_kind").value() + ": " +
                                   letter->header("dlq_error_message").value() + " after " +
                                   letter->header("dlq_attempts").value();
  }
  CHECK_EQUAL(kinds["permanent"], "AccountMissing: no such account after 1");
  CHECK_EQUAL(kinds["library"], "InvalidInput: an error of the library after 1");
  CHECK_EQUAL(kinds["odd"], "HandlerFailed: the handler threw something that is no std::exception after 3");
  worker.finish();
}

TEST(handlers_by_type_get_the_event_and_may_ignore_it) {
  const Bench bench("types");
  std::atomic<int> ignored{0};
  jobs::BackgroundWorker worker(
      bench.worker()
          .handles_type("job.cancelled",
                        [&](const tda::Event& event, const tda::HandlerContext& context) {
                          context.publish(tda::Event{tda::JobCompleted{"left out", 1.0}});
                          CHECK_EQUAL(event.event_type(), "job.cancelled");
                          ++ignored;
                          return tda::Outcome::ignored;
                        })
          .set_concurrency(2)
          .set_unordered());
  bench.producer.publish(tda::Event{tda::JobCancelled{"j1", "no longer needed"}});
  WAIT_UNTIL(ignored.load() == 1);
  worker.finish();
  const tda::Consumer jobs(bench.config, "watch", {"tda_jobs"});
  std::optional<tda::Received> received;
  WAIT_UNTIL((received = jobs.next(500ms)).has_value());
  CHECK_EQUAL(received->event_type().value(), "job.cancelled");
  CHECK(!jobs.next(300ms).has_value());
}

TEST(run_returns_when_the_last_handler_has_returned) {
  const Bench bench("returns");
  std::atomic<bool> begun{false};
  std::atomic<bool> returned{false};
  jobs::BackgroundWorker worker(
      bench.worker()
          .handles<tda::JobCompleted>([&](const tda::JobCompleted&, const tda::HandlerContext& context) {
            begun = true;
            WAIT_UNTIL(context.is_cancelled());
            std::this_thread::sleep_for(500ms);
            returned = true;
          })
          .set_shutdown_deadline(100ms));
  bench.complete("j1");
  WAIT_UNTIL(begun.load());
  worker.finish();
  CHECK(returned.load());
}

TEST(contradictions_of_handlers_are_refused) {
  const tda::ClientConfig config = tda::ClientConfig("embedded").set_group("handlers");
  const auto handler = [](const tda::JobCompleted&, const tda::HandlerContext&) {};
  CHECK_THROWS(tda::ConfigError, tda::HandlerWorker(config).run());
  CHECK_THROWS(tda::ConfigError,
               tda::HandlerWorker(config).handles<tda::JobCompleted>(handler).set_concurrency(257).run());
  CHECK_THROWS(tda::ConfigError, tda::HandlerWorker(config)
                                     .handles<tda::JobCompleted>(handler)
                                     .set_guarantee(tda::Guarantee::exactly_once)
                                     .run());
  tda::RetryPolicy delayed;
  delayed.delays = {1s};
  CHECK_THROWS(
      tda::ConfigError,
      tda::HandlerWorker(config).handles<tda::JobCompleted>(handler).set_retry_policy(delayed).run());
}
