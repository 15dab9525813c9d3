// Events made from the plain fields of the fixtures, by constructors and setters, have the frozen bytes.
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <tda/tda.hpp>
#include <vector>

#include "document.hpp"
#include "harness.hpp"

namespace {

using document::Value;

const std::string kFolder = TDA_TESTDATA "/envelopes/v1/";

std::uint32_t small(const Value& value) { return static_cast<std::uint32_t>(value.number); }

std::uint64_t whole(const Value& value) { return static_cast<std::uint64_t>(value.number); }

double number(const Value& value) {
  return value.text == "inf" ? std::numeric_limits<double>::infinity() : value.number;
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> texts;
  for (const Value& item : list.items) {
    texts.push_back(item.text);
  }
  return texts;
}

std::vector<std::uint64_t> counts(const Value& list) {
  std::vector<std::uint64_t> counts;
  for (const Value& item : list.items) {
    counts.push_back(whole(item));
  }
  return counts;
}

tda::Priority priority(const Value& value) {
  for (const tda::Priority candidate : every(tda::Priority{})) {
    if (name(candidate) == value.text) {
      return candidate;
    }
  }
  throw std::logic_error("no priority: " + value.text);
}

tda::Event submitted(const Value& data) {
  const Value& input = data["input_data"];
  const Value& inline_points = input["inline"];
  tda::InputData input_data{input["data_id"].text, input["format"].text, whole(input["size_bytes"]),
                            whole(input["point_count"])};
  input_data.set_inline(
      tda::InlinePoints{small(inline_points["dimensions"]), document::numbers(inline_points["coordinates"])});
  const tda::Parameters parameters = tda::Parameters(small(data["parameters"]["max_dimension"]))
                                         .set_max_edge_length(number(data["parameters"]["max_edge_length"]));
  tda::JobSubmitted job{data["job_id"].text, data["user_id"].text, data["algorithm"].text, parameters,
                        input_data};
  job.set_priority(priority(data["priority"]))
      .set_estimated_runtime_seconds(number(data["estimated_runtime_seconds"]));
  return tda::Event(job);
}

tda::Event queued(const Value& data) {
  return tda::Event(tda::JobQueued(data["job_id"].text)
                        .set_algorithm(data["algorithm"].text)
                        .set_priority(priority(data["priority"]))
                        .set_queue_position(whole(data["queue_position"])));
}

tda::Event started(const Value& data) {
  return tda::Event(tda::JobStarted(data["job_id"].text)
                        .set_attempt(small(data["attempt"]))
                        .set_algorithm(data["algorithm"].text)
                        .set_worker_id(data["worker_id"].text));
}

tda::Event progress(const Value& data) {
  return tda::Event(
      tda::JobProgress(data["job_id"].text, number(data["progress_percentage"]), data["current_stage"].text)
          .set_stages_completed(texts(data["stages_completed"]))
          .set_stages_remaining(texts(data["stages_remaining"]))
          .set_attempt(small(data["attempt"]))
          .set_estimated_completion(tda::parse_timestamp(data["estimated_completion"].text))
          .set_memory_usage_mb(number(data["memory_usage_mb"]))
          .set_cpu_usage_percentage(number(data["cpu_usage_percentage"])));
}

tda::Event completed(const Value& data) {
  std::vector<tda::ResultSummary> results;
  for (const Value& result : data["results"].items) {
    results.emplace_back(result["key"].text, result["event_type"].text, small(result["dimension"]),
                         whole(result["interval_count"]), result["content_sha256"].text);
  }
  return tda::Event(tda::JobCompleted(data["job_id"].text, number(data["execution_time"]))
                        .set_results(results)
                        .set_algorithm(data["algorithm"].text)
                        .set_result_id(data["result_id"].text));
}

tda::Event failed(const Value& data) {
  return tda::Event(tda::JobFailed(data["job_id"].text, data["error_type"].text, data["error_message"].text)
                        .set_retryable(data["retryable"].boolean)
                        .set_execution_time(number(data["execution_time"])));
}

tda::Event cancelled(const Value& data) {
  return tda::Event(tda::JobCancelled(data["job_id"].text, data["reason"].text)
                        .set_requested_by(data["requested_by"].text));
}

tda::Event diagram(const Value& data) {
  std::vector<tda::Interval> intervals;
  for (const Value& interval : data["intervals"].items) {
    intervals.push_back({number(interval["birth"]), number(interval["death"])});
  }
  tda::PersistenceDiagram payload{data["job_id"].text, data["algorithm"].text, small(data["dimension"]),
                                  intervals};
  payload.set_betti_numbers(counts(data["betti_numbers"]))
      .set_computation_time_seconds(number(data["computation_time_seconds"]))
      .set_result_size_bytes(whole(data["result_size_bytes"]));
  return tda::Event(payload);
}

tda::Event betti_numbers(const Value& data) {
  return tda::Event(
      tda::BettiNumbers(data["job_id"].text, data["algorithm"].text, counts(data["betti_numbers"]))
          .set_filtration_value(number(data["filtration_value"]))
          .set_computation_time_seconds(number(data["computation_time_seconds"])));
}

tda::Event error_computation(const Value& data) {
  const Value& details = data["error_details"];
  return tda::Event(
      tda::ErrorComputation(data["job_id"].text, data["error_code"].text, data["error_message"].text)
          .set_error_details(tda::ErrorDetails()
                                 .set_memory_requested_mb(whole(details["memory_requested_mb"]))
                                 .set_memory_available_mb(whole(details["memory_available_mb"]))
                                 .set_stage(details["stage"].text)
                                 .set_input_size(whole(details["input_size"])))
          .set_recovery_suggestions(texts(data["recovery_suggestions"]))
          .set_stack_trace(data["stack_trace"].text));
}

void set_envelope(tda::Event& event, const Value& envelope) {
  event.set_event_id(envelope["event_id"].text)
      .set_timestamp(tda::parse_timestamp(envelope["timestamp"].text))
      .set_source(envelope["source"].text);
  if (envelope.has("correlation_id")) {
    event.set_correlation_id(envelope["correlation_id"].text);
  }
  if (envelope.has("causation_id")) {
    event.set_causation_id(envelope["causation_id"].text);
  }
  // The reader of the test data sorts names; these are the headers in the order of the fixtures.
  for (const char* header : {"user_id", "traceparent"}) {
    if (envelope["headers"].has(header)) {
      event.set_header(header, envelope["headers"][header].text);
    }
  }
}

void check(const std::string& fixture, const std::function<tda::Event(const Value&)>& make) {
  const Value document = document::read_json(kFolder + fixture + ".fixture.json");
  tda::Event event = make(document["data"]);
  CHECK_EQUAL(event.event_type(), document["event_type"].text);
  set_envelope(event, document["envelope"]);
  event.set_schema_version(document["schema_version"].text);
  for (const auto& [encoding, extension] :
       {std::pair{tda::Encoding::json, ".json"}, std::pair{tda::Encoding::avro, ".avro.bin"}}) {
    const tda::EncodedRecord record = event.encode(tda::Dialect::canonical, encoding);
    CHECK_EQUAL(record.value, document::read_file(kFolder + fixture + extension));
    CHECK_EQUAL(record.topic, document["record"]["topic"].text);
    CHECK_EQUAL(record.key.value(), document["record"]["key"].text);
    CHECK_EQUAL(record.partition_key.value(), document["record"]["partition_key"].text);
    // What was read is the same event, and says the same again.
    CHECK_EQUAL(tda::decode(record).encode(tda::Dialect::canonical, encoding).value, record.value);
  }
}

}  // namespace

TEST(constructors_make_the_frozen_bytes) {
  const std::map<std::string, std::function<tda::Event(const Value&)>> makers{
      {"job_submitted", submitted},     {"job_queued", queued},
      {"job_started", started},         {"job_progress", progress},
      {"job_completed", completed},     {"job_failed", failed},
      {"job_cancelled", cancelled},     {"persistence_diagram", diagram},
      {"betti_numbers", betti_numbers}, {"error_computation", error_computation}};
  for (const auto& [fixture, make] : makers) {
    check(fixture, make);
  }
}

TEST(payloads_read_from_frozen_bytes_are_written_back_the_same) {
  const std::string bytes = document::read_file(kFolder + "job_submitted.json");
  const tda::Event event = tda::decode(bytes);
  const auto job = event.data<tda::JobSubmitted>();
  CHECK_EQUAL(job.job_id, "job-0001");
  CHECK_EQUAL(job.parameters.max_edge_length.value(), 2.5);
  CHECK(job.priority == tda::Priority::high);
  CHECK_EQUAL(job.input_data.inline_.value().coordinates.size(), 10u);
  CHECK(!job.input_data.storage_location.has_value());
  CHECK_EQUAL(tda::Event(job).data_json(), event.data_json());
}

TEST(a_diagram_read_from_frozen_bytes_hashes_as_its_completion_says) {
  const auto diagram =
      tda::decode(document::read_file(kFolder + "persistence_diagram.json")).data<tda::PersistenceDiagram>();
  CHECK(tda::is_essential(diagram.intervals.front()));
  const auto completed =
      tda::decode(document::read_file(kFolder + "job_completed.json")).data<tda::JobCompleted>();
  CHECK_EQUAL(completed.results.at(0).interval_count, diagram.intervals.size());
  CHECK_EQUAL(completed.results.at(0).content_sha256, diagram.content_sha256());
}
