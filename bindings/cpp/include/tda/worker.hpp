// Workers. With an engine of your own: consumes `job.submitted`, computes, and writes results, exactly once
// on a real Kafka. With handlers: see handlers.hpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/client.hpp"
#include "tda/core.hpp"
#include "tda/detail/handover.hpp"
#include "tda/handlers.hpp"
#include "tda/stop.hpp"

namespace tda {

/// One job, its input fetched and checked. It lives as long as the engine computes it.
class Job {
 public:
  /// Names the job.
  std::string job_id() const {
    return detail::own(detail::call([&] { return inner_.job_id(); }));
  }
  /// Who asked.
  std::string user_id() const {
    return detail::own(detail::call([&] { return inner_.user_id(); }));
  }
  /// Which algorithm, such as `vietoris_rips`.
  std::string algorithm() const {
    return detail::own(detail::call([&] { return inner_.algorithm(); }));
  }
  /// What the algorithm is told; `max_edge_length` is the threshold.
  Parameters parameters() const {
    return Parameters::read(*detail::call([&] { return inner_.parameters(); }));
  }
  /// Which run of the job this is, from 1.
  std::uint32_t attempt() const {
    return detail::call([&] { return inner_.attempt(); });
  }
  /// Whether the input is points; otherwise it is distances.
  bool has_points() const { return shape().kind == ffi::InputKind::Points; }
  /// The points where they lie. Throws InvalidInputError where the input is distances.
  PointCloudView points() const {
    const ffi::InputShape input = shape();
    if (input.kind != ffi::InputKind::Points) {
      throw InvalidInputError("the input of job " + job_id() + " is distances, not points");
    }
    return {numbers().data(), input.rows, input.columns};
  }
  /// The distances where they lie, condensed. Throws InvalidInputError where the input is points.
  DistanceMatrixView distances() const {
    if (has_points()) {
      throw InvalidInputError("the input of job " + job_id() + " is points, not distances");
    }
    const auto condensed = numbers();
    return DistanceMatrixView::condensed(condensed.data(), condensed.size());
  }

  /// For the headers of this library.
  explicit Job(const ffi::JobRequest& inner) noexcept : inner_(inner) {}
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

 private:
  ffi::InputShape shape() const {
    return detail::call([&] { return inner_.input_shape(); });
  }
  rust::Slice<const double> numbers() const {
    return detail::call([&] { return inner_.input_numbers(); });
  }

  const ffi::JobRequest& inner_;
};

/// Thrown by an engine: the job fails in these words.
class JobFailure : public std::runtime_error {
 public:
  /// `code` is a name for programs, such as `MEMORY_LIMIT_EXCEEDED`; `error_type` a kind, such as
  /// `LimitExceeded`.
  JobFailure(std::string code, std::string error_type, const std::string& message)
      : std::runtime_error(message), code_(std::move(code)), error_type_(std::move(error_type)) {}

  /// Adds something that the submitter can do.
  JobFailure& suggest(std::string suggestion) {
    suggestions_.push_back(std::move(suggestion));
    return *this;
  }
  /// Says that another try may help: the worker tries again before the job fails.
  JobFailure& set_may_pass(bool may_pass) {
    may_pass_ = may_pass;
    return *this;
  }

  const std::string& code() const noexcept { return code_; }
  const std::string& error_type() const noexcept { return error_type_; }
  const std::vector<std::string>& suggestions() const noexcept { return suggestions_; }
  bool may_pass() const noexcept { return may_pass_; }

 private:
  std::string code_;
  std::string error_type_;
  std::vector<std::string> suggestions_;
  bool may_pass_ = false;
};

/// Computes the diagrams of a job. Several threads call it at a time where the worker has several. It must
/// give the same diagrams for the same job, since a job whose worker died is computed again elsewhere, and it
/// must look at `control.is_cancelled()` often. What it throws becomes `job.failed`: JobFailure in its own
/// words, an Error by its kind, any other std::exception by its `what()`.
using Engine = std::function<Diagrams(const Job&, Control&)>;

namespace detail {

/// The class of failure that an Error of the library is to the submitter of a job.
inline JobFailure failure_of(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::invalid_input:
      return JobFailure("INVALID_INPUT", "InvalidInput", error.what())
          .suggest("correct the input at the named place and submit it under a new job_id");
    case ErrorKind::limit_exceeded:
      return JobFailure("LIMIT_EXCEEDED", "LimitExceeded", error.what())
          .suggest("lower max_dimension or max_edge_length, or compute on fewer points");
    case ErrorKind::time_limit:
      return JobFailure("TIME_LIMIT_EXCEEDED", "TimeLimit", error.what())
          .suggest("lower max_dimension or max_edge_length, or compute on fewer points");
    default:
      return JobFailure("COMPUTATION_FAILED", std::string(name(error.kind())), error.what());
  }
}

/// The engine as the library calls it: nothing is thrown back.
class EngineAdapter final : public ffi::EngineSink {
 public:
  explicit EngineAdapter(Engine engine) : engine_(std::move(engine)) { handover_.give(); }
  EngineAdapter(const EngineAdapter&) = delete;
  EngineAdapter& operator=(const EngineAdapter&) = delete;
  ~EngineAdapter() override { handover_.take(); }

  void compute(const ffi::JobRequest& request, const ffi::JobControl& native,
               ffi::EngineOutcome& outcome) const noexcept override {
    handover_.take();
    try {
      attempt(request, native, outcome);
    } catch (...) {
      // Only telling of a failure can fail here; the library then says that there was no answer.
    }
    handover_.give();
  }

 private:
  void attempt(const ffi::JobRequest& request, const ffi::JobControl& native,
               ffi::EngineOutcome& outcome) const {
    try {
      const Job job(request);
      // A copy of its own: an engine may keep its control longer than the job lasts.
      const auto shared = std::make_shared<rust::Box<ffi::JobControl>>(native.share_control());
      Control control(native.cancel_switch(), [shared](const Progress& progress) {
        (*shared)->report_progress(static_cast<std::uint8_t>(progress.stage), progress.fraction);
      });
      outcome.succeed(engine_(job, control).release());
    } catch (const CancelledError&) {
      outcome.stopped();
    } catch (const JobFailure& failure) {
      fail(failure, outcome);
    } catch (const Error& error) {
      fail(failure_of(error), outcome);
    } catch (const std::exception& error) {
      fail(JobFailure("ENGINE_FAULT", "Internal", error.what()), outcome);
    } catch (...) {
      fail(JobFailure("ENGINE_FAULT", "Internal", "the engine threw something that is no std::exception"),
           outcome);
    }
  }

  static void fail(const JobFailure& failure, ffi::EngineOutcome& outcome) {
    ffi::EngineFailure words{rust::String::lossy(failure.code()),
                             rust::String::lossy(failure.error_type()),
                             rust::String::lossy(failure.what()),
                             failure.may_pass(),
                             {}};
    for (const std::string& suggestion : failure.suggestions()) {
      words.suggestions.push_back(rust::String::lossy(suggestion));
    }
    outcome.fail(std::move(words));
  }

  Engine engine_;
  Handover handover_;
};

}  // namespace detail

/// Consumes jobs of `tda_jobs` and computes them with an engine; or calls handlers, see `handles`.
///
/// On a real Kafka every submitted job gets exactly one terminal event and every result exactly once, for
/// readers with `isolation.level=read_committed`, whatever crashes. On the embedded broker delivery is at
/// least once.
class Worker {
 public:
  explicit Worker(ClientConfig config) : config_(std::move(config)) {}

  /// What is promised about results; by default the most that the broker allows.
  Worker& set_guarantee(Guarantee guarantee) {
    options_.guarantee = guarantee;
    return *this;
  }
  /// Jobs that are computed at the same time, each on a thread of its own; 1 by default, 64 at most.
  Worker& set_threads(std::size_t threads) {
    options_.threads = threads;
    return *this;
  }
  /// Jobs of a partition that are read ahead before they start; 16 by default.
  Worker& set_waiting_jobs_max(std::size_t jobs) {
    options_.waiting_jobs_max = jobs;
    return *this;
  }
  /// After this many workers ended while they computed a job, it fails; 10 by default.
  Worker& set_attempts_max(std::uint32_t attempts) {
    options_.attempts_max = attempts;
    return *this;
  }
  /// How long running jobs may go on after a stop was asked for; then they are handed back. 10 s by default.
  Worker& set_shutdown_deadline(std::chrono::milliseconds deadline) {
    options_.shutdown_deadline_ms = detail::milliseconds(deadline);
    return *this;
  }
  /// Lets jobs name `file://` locations under `folder`; without any only inline input is accepted.
  Worker& allow_files_under(std::string_view folder) {
    options_.input_roots.push_back(rust::String(folder.data(), folder.size()));
    return *this;
  }

  /// Makes it a worker of handlers: `handler` is called with every event whose payload is a `Payload`. Group,
  /// guarantee and shutdown deadline set so far are kept.
  template <class Payload, class Handler>
  HandlerWorker handles(Handler&& handler) const {
    return handler_worker().template handles<Payload>(std::forward<Handler>(handler));
  }
  /// As `handles`, for events of a type by name: `handler` gets the Event.
  template <class Handler>
  HandlerWorker handles_type(std::string_view event_type, Handler&& handler) const {
    return handler_worker().handles_type(event_type, std::forward<Handler>(handler));
  }

  /// Works on this thread until `stop`. Throws ConfigError for a contradiction, such as exactly once on the
  /// embedded broker; UnreachableError, NotFoundError and UnauthorizedError at the start; FencedError when
  /// another instance with the same identity takes over.
  void run(Engine engine, const StopToken& stop = {}) const {
    const std::shared_ptr<ffi::EngineSink> sink = std::make_shared<detail::EngineAdapter>(std::move(engine));
    detail::call([&] { ffi::run_worker(config_.inner(), options_, sink, stop.inner()); });
  }

 private:
  HandlerWorker handler_worker() const {
    HandlerWorker worker(config_);
    worker.set_guarantee(options_.guarantee);
    worker.set_shutdown_deadline(std::chrono::milliseconds(options_.shutdown_deadline_ms));
    return worker;
  }

  ClientConfig config_;
  ffi::WorkerOptions options_{Guarantee::brokers_best, 1, 16, 10, 10'000, {}};
};

}  // namespace tda
