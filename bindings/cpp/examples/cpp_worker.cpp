// How does an engine in C++ take jobs from Kafka?
//
//   cpp_worker --bootstrap-servers HOST:PORT [--group NAME] [--instance-id NAME] [--session-timeout-ms MS]
//              [--topic-prefix PREFIX] [--guarantee at-least-once|exactly-once|exactly-once-simulated]
//              [--threads N] [--create-topics] [--until-stdin-ends]
//
// Runs until SIGINT or SIGTERM. What `tda worker` does, with the callable below in the place of the native
// engine.
#include <pthread.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <tda/tda.hpp>
#include <thread>

namespace {

/// The engine: any code that turns a job into diagrams.
tda::Diagrams compute(const tda::Job& job, tda::Control& control) {
  if (job.algorithm() != "vietoris_rips") {
    throw tda::JobFailure("ALGORITHM_UNKNOWN", "InvalidInput", "no engine here computes " + job.algorithm())
        .suggest("use vietoris_rips");
  }
  const tda::Parameters parameters = job.parameters();
  tda::VietorisRipsOptions options;
  options.set_max_dimension(parameters.max_dimension);
  if (parameters.max_edge_length) {
    options.set_threshold(*parameters.max_edge_length);
  }
  return job.has_points() ? tda::vietoris_rips(job.points(), options, control)
                          : tda::vietoris_rips(job.distances(), options, control);
}

struct Arguments {
  std::map<std::string, std::string, std::less<>> values;
  std::set<std::string, std::less<>> switches;

  const std::string* find(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? nullptr : &found->second;
  }
};

Arguments parse(int count, char** texts) {
  const std::set<std::string_view> with_value{
      "--bootstrap-servers",  "--group",  "--instance-id", "--guarantee", "--topic-prefix",
      "--session-timeout-ms", "--threads"};
  const std::set<std::string_view> without{"--create-topics", "--until-stdin-ends"};
  Arguments arguments;
  for (int at = 1; at < count; ++at) {
    const std::string name = texts[at];
    if (without.count(name) != 0) {
      arguments.switches.insert(name);
    } else if (with_value.count(name) != 0 && at + 1 < count) {
      arguments.values[name] = texts[++at];
    } else {
      throw tda::ConfigError(name + " is no argument of cpp_worker, or lacks its value");
    }
  }
  return arguments;
}

std::size_t number(std::string_view name, const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw tda::ConfigError(std::string(name) + ": " + text + " is no whole number");
  }
  return value;
}

tda::Guarantee guarantee(const std::string& text) {
  if (text == "at-least-once") return tda::Guarantee::at_least_once;
  if (text == "exactly-once") return tda::Guarantee::exactly_once;
  if (text == "exactly-once-simulated") return tda::Guarantee::exactly_once_simulated;
  throw tda::ConfigError("--guarantee: " + text +
                         " is none of at-least-once, exactly-once, exactly-once-simulated");
}

tda::ClientConfig configure(const Arguments& arguments) {
  const std::string* servers = arguments.find("--bootstrap-servers");
  tda::ClientConfig config = servers != nullptr ? tda::ClientConfig(*servers) : tda::ClientConfig::from_env();
  config.set_source("cpp-worker");
  if (const auto* group = arguments.find("--group")) config.set_group(*group);
  if (const auto* instance = arguments.find("--instance-id")) config.set_instance_id(*instance);
  if (const auto* prefix = arguments.find("--topic-prefix")) config.set_topic_prefix(*prefix);
  if (const auto* timeout = arguments.find("--session-timeout-ms")) {
    config.set_session_timeout(std::chrono::milliseconds(number("--session-timeout-ms", *timeout)));
  }
  return config;
}

/// Stops the worker at a signal. Signals are waited for, so that nothing runs inside a handler.
void stop_at_signals(const tda::StopToken& stop) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  // Before any thread starts: all of them inherit the mask.
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread([signals, stop] {
    int signal = 0;
    sigwait(&signals, &signal);
    stop.stop();
  }).detach();
}

/// Stops the worker when its parent has gone, however it went.
void stop_when_stdin_ends(const tda::StopToken& stop) {
  std::thread([stop] {
    char buffer[256];
    while (read(STDIN_FILENO, buffer, sizeof buffer) > 0) {
    }
    stop.stop();
  }).detach();
}

}  // namespace

int main(int argument_count, char** argument_texts) try {
  const Arguments arguments = parse(argument_count, argument_texts);
  const tda::StopToken stop;
  stop_at_signals(stop);
  if (arguments.switches.count("--until-stdin-ends") != 0) {
    stop_when_stdin_ends(stop);
  }
  const tda::ClientConfig config = configure(arguments);
  if (arguments.switches.count("--create-topics") != 0) {
    tda::ensure_topics(config);
  }
  tda::Worker worker(config);
  if (const auto* promised = arguments.find("--guarantee")) worker.set_guarantee(guarantee(*promised));
  if (const auto* threads = arguments.find("--threads")) worker.set_threads(number("--threads", *threads));
  worker.run(compute, stop);
  return 0;
} catch (const tda::Error& error) {
  std::fprintf(stderr, "cpp_worker: %s: %s\n", std::string(tda::name(error.kind())).c_str(), error.what());
  return error.kind() == tda::ErrorKind::config ? 2 : 3;
} catch (const std::exception& error) {
  std::fprintf(stderr, "cpp_worker: %s\n", error.what());
  return 5;
}
