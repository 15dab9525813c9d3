// What the tests of clients share: a job to submit, a worker beside the test, and its events.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <tda/tda.hpp>
#include <thread>
#include <utility>
#include <vector>

#include "harness.hpp"

namespace jobs {

using namespace std::chrono_literals;

inline tda::Event square(const std::string& job_id) {
  return tda::Event(tda::JobSubmitted{job_id, "u1", "vietoris_rips", tda::Parameters{1},
                                      tda::InputData::inline_points("square", 2, {0, 0, 1, 0, 1, 1, 0, 1})});
}

/// The engine that most tests use.
inline tda::Diagrams compute(const tda::Job& job, tda::Control& control) {
  tda::VietorisRipsOptions options;
  options.set_max_dimension(job.parameters().max_dimension);
  return tda::vietoris_rips(job.points(), options, control);
}

/// A worker on a thread of its own; ends with the object.
class BackgroundWorker {
 public:
  BackgroundWorker(const tda::Worker& worker, tda::Engine engine)
      : BackgroundWorker(
            [worker, engine = std::move(engine)](const tda::StopToken& stop) { worker.run(engine, stop); }) {}
  explicit BackgroundWorker(const tda::HandlerWorker& worker)
      : BackgroundWorker([worker](const tda::StopToken& stop) { worker.run(stop); }) {}
  BackgroundWorker(const BackgroundWorker&) = delete;
  BackgroundWorker& operator=(const BackgroundWorker&) = delete;
  ~BackgroundWorker() {
    if (thread_.joinable()) {
      stop_.stop();
      thread_.join();
    }
  }

  /// Ends the worker, and throws what it failed with.
  void finish() {
    stop_.stop();
    thread_.join();
    if (failure_) {
      std::rethrow_exception(failure_);
    }
  }

 private:
  using Run = std::function<void(const tda::StopToken&)>;

  explicit BackgroundWorker(Run run)
      : thread_([this, run = std::move(run)] {
          try {
            run(stop_);
          } catch (...) {
            failure_ = std::current_exception();
          }
        }) {}

  tda::StopToken stop_;
  std::exception_ptr failure_;
  std::thread thread_;
};

/// The next event of `job_id` that is a `Payload`; others are passed over.
template <class Payload>
Payload await(const tda::Consumer& consumer, const std::string& job_id) {
  std::optional<Payload> found;
  harness::wait_until(
      [&] {
        const auto received = consumer.next(500ms);
        if (received) {
          received->ack();
          const tda::Event event = received->event();
          if (event.holds<Payload>()) {
            Payload payload = event.data<Payload>();
            if (payload.job_id == job_id) {
              found = std::move(payload);
            }
          }
        }
        return found.has_value();
      },
      __FILE__, __LINE__);
  return *found;
}

}  // namespace jobs
