// A worker whose engine is a C++ callable, on the embedded broker.
#include <atomic>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <string>
#include <tda/tda.hpp>

#include "harness.hpp"
#include "jobs.hpp"

using namespace std::chrono_literals;

namespace {

/// The broker, a producer and readers of everything that a worker writes.
struct Bench {
  tda::EmbeddedBroker broker;
  tda::ClientConfig config = tda::ClientConfig("embedded").set_source("cpp-test").set_group("cpp-workers");
  tda::Producer producer{config};
  tda::Consumer jobs{config, "watch-jobs", {"tda_jobs"}};
  tda::Consumer results{config, "watch-results", {"tda_results"}};
  tda::Consumer errors{config, "watch-errors", {"tda_errors"}};
};

}  // namespace

TEST(a_job_is_computed_by_the_callable) {
  const Bench bench;
  std::atomic<int> calls{0};
  jobs::BackgroundWorker worker(tda::Worker(bench.config), [&](const tda::Job& job, tda::Control& control) {
    ++calls;
    CHECK_EQUAL(job.job_id(), "computed");
    CHECK_EQUAL(job.user_id(), "u1");
    CHECK_EQUAL(job.attempt(), 1u);
    CHECK(job.has_points());
    return jobs::compute(job, control);
  });
  bench.producer.publish(jobs::square("computed"));
  const auto started = jobs::await<tda::JobStarted>(bench.jobs, "computed");
  CHECK_EQUAL(started.attempt, 1u);
  const auto completed = jobs::await<tda::JobCompleted>(bench.jobs, "computed");
  CHECK_EQUAL(completed.results.size(), 2u);
  tda::PersistenceDiagram loops = jobs::await<tda::PersistenceDiagram>(bench.results, "computed");
  while (loops.dimension != 1) {
    loops = jobs::await<tda::PersistenceDiagram>(bench.results, "computed");
  }
  CHECK((loops.intervals == std::vector<tda::Interval>{{1.0, std::sqrt(2.0)}}));
  CHECK_EQUAL(loops.content_sha256(), completed.results.at(1).content_sha256);
  worker.finish();
  CHECK_EQUAL(calls.load(), 1);
}

TEST(distances_reach_the_engine) {
  const Bench bench;
  jobs::BackgroundWorker worker(tda::Worker(bench.config), [](const tda::Job& job, tda::Control& control) {
    CHECK_THROWS(tda::InvalidInputError, job.points());
    return tda::vietoris_rips(job.distances(), tda::VietorisRipsOptions(), control);
  });
  bench.producer.publish(
      tda::Event(tda::JobSubmitted{"distances", "u1", "vietoris_rips", tda::Parameters{1},
                                   tda::InputData::inline_distances("three", 3, {1.0, 2.0, 2.5})}));
  const auto merges = jobs::await<tda::PersistenceDiagram>(bench.results, "distances");
  CHECK_EQUAL(merges.intervals.at(1).death, 2.0);
  worker.finish();
}

TEST(an_exception_of_the_engine_fails_the_job) {
  const Bench bench;
  jobs::BackgroundWorker worker(
      tda::Worker(bench.config), [](const tda::Job& job, tda::Control&) -> tda::Diagrams {
        if (job.job_id() == "plain") throw std::runtime_error("the engine is out of oil");
        if (job.job_id() == "odd") throw 42;
        if (job.job_id() == "library") return tda::Diagrams::from_intervals({{{2.0, 1.0}}});
        throw tda::JobFailure("MEMORY_LIMIT_EXCEEDED", "LimitExceeded", "needs 2 GB")
            .suggest("compute on fewer points");
      });
  for (const char* job : {"plain", "odd", "library", "typed"}) {
    bench.producer.publish(jobs::square(job));
  }
  CHECK_EQUAL(jobs::await<tda::JobFailed>(bench.jobs, "plain").error_message, "the engine is out of oil");
  const tda::Consumer again(bench.config, "watch-jobs-again", {"tda_jobs"});
  CHECK_EQUAL(jobs::await<tda::JobFailed>(again, "odd").error_type, "Internal");
  const tda::Consumer library(bench.config, "watch-jobs-library", {"tda_jobs"});
  CHECK_EQUAL(jobs::await<tda::JobFailed>(library, "library").error_type, "InvalidInput");
  const tda::Consumer typed(bench.config, "watch-jobs-typed", {"tda_jobs"});
  const auto failed = jobs::await<tda::JobFailed>(typed, "typed");
  CHECK_EQUAL(failed.error_type, "LimitExceeded");
  CHECK(!failed.retryable);
  const auto error = jobs::await<tda::ErrorComputation>(bench.errors, "typed");
  CHECK_EQUAL(error.error_code, "MEMORY_LIMIT_EXCEEDED");
  CHECK((error.recovery_suggestions == std::vector<std::string>{"compute on fewer points"}));
  worker.finish();
}

TEST(what_may_pass_is_tried_again) {
  const Bench bench;
  std::atomic<int> calls{0};
  jobs::BackgroundWorker worker(tda::Worker(bench.config), [&](const tda::Job& job, tda::Control& control) {
    if (++calls == 1) {
      throw tda::JobFailure("LICENCE_BUSY", "Unreachable", "no licence free").set_may_pass(true);
    }
    return jobs::compute(job, control);
  });
  bench.producer.publish(jobs::square("again"));
  jobs::await<tda::JobCompleted>(bench.jobs, "again");
  worker.finish();
  CHECK_EQUAL(calls.load(), 2);
}

TEST(progress_of_an_own_engine_is_told) {
  const Bench bench;
  jobs::BackgroundWorker worker(tda::Worker(bench.config), [](const tda::Job&, tda::Control& control) {
    control.report({tda::Stage::filtration_construction, 0.25, 0, 0});
    control.report({tda::Stage::computing_persistence, 0.5, 0, 0});
    return tda::Diagrams::from_intervals({{{0.0, 1.0}}});
  });
  bench.producer.publish(jobs::square("progress"));
  auto progress = jobs::await<tda::JobProgress>(bench.jobs, "progress");
  while (progress.progress_percentage < 50.0) {
    progress = jobs::await<tda::JobProgress>(bench.jobs, "progress");
  }
  CHECK_EQUAL(progress.progress_percentage, 50.0);
  CHECK_EQUAL(progress.current_stage, "computing_persistence");
  worker.finish();
}

TEST(a_cancelled_job_stops_its_engine) {
  const Bench bench;
  std::atomic<bool> begun{false};
  jobs::BackgroundWorker worker(tda::Worker(bench.config),
                                [&](const tda::Job&, tda::Control& control) -> tda::Diagrams {
                                  begun = true;
                                  WAIT_UNTIL(control.is_cancelled());
                                  control.throw_if_cancelled();
                                  throw std::logic_error("not reached");
                                });
  bench.producer.publish(jobs::square("endless"));
  WAIT_UNTIL(begun.load());
  const tda::Event request{tda::JobCancelled("endless", "no longer needed").set_requested_by("u1")};
  bench.producer.publish(request);
  std::string terminal;
  WAIT_UNTIL([&] {
    const auto received = bench.jobs.next(500ms);
    if (received && received->header("terminal") == "true") {
      terminal = received->event().event_type();
      CHECK_EQUAL(received->event().envelope().causation_id.value(), request.envelope().event_id);
    }
    return !terminal.empty();
  }());
  CHECK_EQUAL(terminal, "job.cancelled");
  worker.finish();
}

TEST(exactly_once_is_refused_on_the_embedded_broker) {
  tda::Worker worker(tda::ClientConfig("embedded"));
  worker.set_guarantee(tda::Guarantee::exactly_once);
  const auto error = CHECK_THROWS(tda::ConfigError, worker.run(jobs::compute));
  CHECK(std::string(error.what()).find("guarantee") != std::string::npos);
  CHECK_THROWS(tda::ConfigError,
               tda::Worker(tda::ClientConfig("embedded")).set_threads(0).run(jobs::compute));
}

TEST(a_worker_that_is_stopped_first_returns_at_once) {
  const tda::StopToken stop;
  const tda::StopToken copy = stop;
  copy.stop();
  CHECK(stop.stop_requested());
  tda::Worker(tda::ClientConfig("embedded")).run(jobs::compute, stop);
}
