// Catalogs: the library's own, a user's, and what is wrong with one.
#include <algorithm>
#include <string>
#include <tda/events.hpp>

#include "document.hpp"
#include "harness.hpp"

namespace {

const char* const kOrder =
    R"({"orderId": "o1", "userId": "u1", "symbol": "AAPL", "side": "BUY", "type": "MARKET", "quantity": 2})";

const char* const kBakery = R"(
catalog: 1
system: bakery
events:
  bread.baked: {summary: A loaf came out., payload: {loaf_id: id, weight_grams: "int 1..5000"}}
topics:
  loaves:
    key: "{data.loaf_id}"
    development: {partitions: 1, replication_factor: 1}
    production: {partitions: 2, replication_factor: 3}
    events: [bread.baked]
)";

}  // namespace

TEST(events_of_another_system) {
  const tda::Catalog catalog = tda::Catalog::builtin("alphintra");
  const tda::Event event = catalog.event("trading.order.placed", kOrder).set_source("order-service");
  for (const tda::Encoding encoding : {tda::Encoding::json, tda::Encoding::avro}) {
    const tda::EncodedRecord record = event.encode(tda::Dialect::camel_case, encoding);
    CHECK_EQUAL(record.topic, "trading-orders");
    CHECK_EQUAL(record.key.value(), "u1");
    const tda::Event read = tda::decode(record.value, record.headers, catalog);
    CHECK_EQUAL(read.data_json(), event.data_json());
    CHECK_EQUAL(tda::peek(record.value, record.headers, catalog).event_id, event.envelope().event_id);
    const auto other = tda::convert(record, tda::Dialect::cloudevents, tda::Encoding::json, {}, catalog);
    CHECK_EQUAL(tda::decode(other.value, other.headers, catalog).data_json(), event.data_json());
  }
  CHECK(!event.holds<tda::JobSubmitted>());
  const auto wrong = CHECK_THROWS(tda::InvalidInputError, catalog.event("trading.order.placed", "{}"));
  CHECK(std::string(wrong.what()).find("data.orderId") != std::string::npos);
  CHECK_THROWS(tda::NotFoundError, tda::Catalog::builtin("nobody"));
}

TEST(a_catalog_of_ones_own) {
  const tda::Catalog bakery = tda::Catalog::parse(kBakery, "bakery.yaml");
  CHECK_EQUAL(bakery.system(), "bakery");
  CHECK_EQUAL(bakery.event_types().size(), 1u);
  CHECK_EQUAL(bakery.topic_of("bread.baked").value(), "loaves");
  CHECK(!bakery.topic_of("bread.eaten").has_value());
  const tda::Event event = bakery.sample("bread.baked").set_source("oven");
  CHECK_EQUAL(event.encode(tda::Dialect::canonical, tda::Encoding::json).topic, "loaves");
  CHECK_THROWS(tda::NotFoundError, bakery.sample("bread.eaten"));
  CHECK_THROWS(tda::NotFoundError, tda::Catalog::load("/no/such/file.yaml"));
}

TEST(problems_of_a_catalog_are_typed) {
  const auto error = CHECK_THROWS(
      tda::CatalogError,
      tda::Catalog::parse("catalog: 1\nsystem: bakery\ntopics:\n  loaves:\n    partitons: 3\n", "b.yaml"));
  CHECK(error.problems().size() >= 2);
  const auto is_typo = [](const tda::Problem& problem) {
    return problem.line == 5 && problem.path.find("partitons") != std::string::npos;
  };
  CHECK(std::any_of(error.problems().begin(), error.problems().end(), is_typo));
  CHECK(error.kind() == tda::ErrorKind::config);
}

TEST(lint_finds_what_will_not_do_what_was_meant) {
  CHECK(tda::Catalog::tda().lint().empty());
  const std::string text = std::string(kBakery) + "    config: {min.insync.replicas: 3}\n";
  const auto findings = tda::Catalog::parse(text).lint();
  CHECK(!findings.empty());
  for (const tda::Finding& finding : findings) {
    CHECK(finding.line >= 1 && !finding.rule.empty() && !finding.message.empty() && !finding.fix.empty());
  }
}

TEST(partitions_of_records_of_others) {
  const document::Value known = document::read_toml(TDA_TESTDATA "/partition/record.toml");
  CHECK(known["case"].items.size() >= 7);
  for (const document::Value& vector : known["case"].items) {
    const std::string& topic = vector["topic"].text;
    const std::string& key = vector["key"].text;
    if (vector.has("error")) {
      try {
        tda::record_partition(topic, key, 12);
        CHECK(false);
      } catch (const tda::Error& error) {
        CHECK_EQUAL(std::string(name(error.kind())), vector["error"].text);
      }
    } else {
      CHECK_EQUAL(tda::record_partition(topic, key, 12),
                  static_cast<std::uint32_t>(vector["partition_of_12"].number));
    }
  }
}
