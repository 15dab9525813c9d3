// Events beyond their bytes: faults, decoding, peeking, keys.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <tda/events.hpp>

#include "document.hpp"
#include "harness.hpp"

namespace {

tda::JobSubmitted job() {
  return {"j1", "u1", "vietoris_rips", tda::Parameters{1},
          tda::InputData::inline_points("square", 2, {0, 0, 1, 0, 1, 1, 0, 1})};
}

}  // namespace

TEST(an_event_has_an_id_a_time_and_a_topic) {
  const tda::Event event = tda::Event(job()).set_source("cpp-test").set_header("user_id", "u1");
  const tda::Envelope envelope = event.envelope();
  CHECK_EQUAL(envelope.event_id.size(), 36u);
  CHECK_EQUAL(envelope.schema_version, "1.2");
  CHECK_EQUAL(envelope.source.value(), "cpp-test");
  CHECK(!envelope.correlation_id.has_value());
  CHECK(envelope.timestamp > tda::parse_timestamp("2026-01-01T00:00:00Z"));
  CHECK((envelope.headers == tda::Headers{{"user_id", "u1"}}));
  const tda::EncodedRecord record = event.encode(tda::Dialect::canonical, tda::Encoding::avro);
  CHECK_EQUAL(record.topic, "tda_jobs");
  CHECK_EQUAL(record.headers.at(2).second, "application/avro");
  CHECK_EQUAL(tda::decode(record).envelope().event_id, envelope.event_id);
  CHECK_EQUAL(tda::peek(record.value, record.headers).event_type, "job.submitted");
}

TEST(every_fault_of_a_payload_is_listed_by_path) {
  tda::JobSubmitted wrong = job();
  wrong.job_id.clear();
  wrong.input_data.point_count = 9;
  const auto error = CHECK_THROWS(tda::InvalidInputError, tda::Event{wrong});
  const std::string words = error.what();
  CHECK(words.find("data.job_id") != words.npos);
  wrong = job();
  wrong.input_data.point_count = 9;
  const auto count = CHECK_THROWS(tda::InvalidInputError, tda::Event{wrong});
  CHECK(std::string(count.what()).find("data.input_data.inline.coordinates") != std::string::npos);
}

TEST(not_a_number_is_refused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS(tda::InvalidInputError, tda::Event{tda::JobCompleted("j1", nan)});
  CHECK_THROWS(tda::InvalidInputError,
               tda::Event(tda::PersistenceDiagram{"j1", "vietoris_rips", 1, {tda::Interval{0.0, nan}}}));
}

TEST(an_event_without_a_source_is_not_encoded) {
  const tda::Event event{job()};
  CHECK_THROWS(tda::ConfigError, event.encode(tda::Dialect::canonical, tda::Encoding::json));
}

TEST(bytes_that_are_no_event_say_where) {
  const auto error = CHECK_THROWS(tda::DecodeError, tda::decode("{\"schema_version\": \"1.1\", oops"));
  CHECK(std::string(error.what()).find("line 1") != std::string::npos);
  CHECK_THROWS(tda::DecodeError, tda::decode("no json"));
  CHECK_THROWS(tda::InvalidInputError, tda::Event::from_json("job.forgotten", "{}"));
  CHECK_THROWS(tda::NotFoundError, tda::Event::sample("job.forgotten"));
}

TEST(a_payload_of_another_type_is_not_given) {
  const tda::Event event = tda::Event::sample("job.cancelled");
  CHECK(event.holds<tda::JobCancelled>());
  CHECK(!event.holds<tda::JobSubmitted>());
  CHECK_THROWS(tda::DecodeError, event.data<tda::JobSubmitted>());
}

TEST(an_event_of_json_equals_one_of_its_class) {
  const tda::Event event{tda::JobCancelled("j1", "no longer needed")};
  const tda::Event same =
      tda::Event::from_json("job.cancelled", R"({"job_id": "j1", "reason": "no longer needed"})");
  CHECK_EQUAL(same.data_json(), event.data_json());
}

TEST(times_keep_their_microseconds) {
  const tda::Timestamp time = tda::parse_timestamp("2026-11-21T10:52:00.123456+02:00");
  CHECK_EQUAL(time.time_since_epoch().count() % 1000000, 123456);
  const tda::Event event = tda::Event{tda::JobCancelled("j1", "r")}.set_source("s").set_timestamp(time);
  CHECK(tda::decode(event.encode(tda::Dialect::canonical, tda::Encoding::json)).envelope().timestamp == time);
  CHECK_THROWS(tda::InvalidInputError, tda::parse_timestamp("yesterday"));
}

TEST(distances_travel_condensed) {
  const tda::InputData input = tda::InputData::inline_distances("three", 3, {1.0, 2.0, 2.5});
  CHECK_EQUAL(input.format, "distance_matrix");
  CHECK_EQUAL(input.point_count, 3u);
}

TEST(two_majors_are_written_while_readers_move) {
  const tda::Event event = tda::Event::sample("job.completed");
  const auto records = event.encode_majors({1, 2}, tda::Dialect::canonical, tda::Encoding::json);
  CHECK_EQUAL(records.size(), 2u);
  CHECK(records[0].value.find("\"execution_time\":") != std::string::npos);
  CHECK(records[1].value.find("\"execution_time_seconds\":") != std::string::npos);
  CHECK_EQUAL(tda::decode(records[1]).envelope().event_id, event.envelope().event_id);
  CHECK_THROWS(tda::NotCarriedError, event.encode_majors({9}, tda::Dialect::canonical, tda::Encoding::json));
}

TEST(packed_columns_are_copied_out_of_a_record) {
  std::string text = R"(
catalog: 1
system: tda
environments:
  development:
    defaults: {partitions: 1, replication_factor: 1}
topics:
  tda_results:
    layout: packed
    events: [result.persistence_diagram]
)";
  const tda::Catalog catalog = tda::Catalog::parse(text, "packed.yaml");
  const tda::Event event = catalog
                               .event("result.persistence_diagram",
                                      R"({"job_id": "j", "algorithm": "a", "dimension": 1, "intervals": [
                     {"birth": 0.25, "death": "inf"}, {"birth": 1.5, "death": 2.5}]})",
                                      tda::Dialect::canonical)
                               .set_source("test");
  const tda::EncodedRecord record = event.encode(tda::Dialect::canonical, tda::Encoding::avro);
  const auto columns = tda::packed_columns(record.value, record.headers);
  CHECK(columns.has_value());
  CHECK_EQUAL(columns->dimensions.size(), 2u);
  CHECK_EQUAL(columns->dimensions[1], 1u);
  CHECK_EQUAL(columns->births[1], 1.5);
  CHECK(std::isinf(columns->deaths[0]));
  const tda::EncodedRecord json = event.encode(tda::Dialect::canonical, tda::Encoding::json);
  CHECK(!tda::packed_columns(json.value, json.headers).has_value());
}
