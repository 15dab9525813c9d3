// Partitions: the known answers that all languages read.
#include <array>
#include <cstdint>
#include <string>
#include <tda/partition.hpp>

#include "document.hpp"
#include "harness.hpp"

namespace {

document::Value vectors(const std::string& file) {
  return document::read_toml(TDA_TESTDATA "/partition/" + file);
}

std::uint32_t small(const document::Value& value) { return static_cast<std::uint32_t>(value.number); }

}  // namespace

TEST(murmur2_known_answers) {
  const document::Value known = vectors("murmur2.toml");
  CHECK(known["case"].items.size() >= 20);
  for (const document::Value& vector : known["case"].items) {
    CHECK_EQUAL(tda::murmur2(vector["key"].text), static_cast<std::int32_t>(vector["murmur2"].number));
    CHECK_EQUAL(tda::murmur2_partition(vector["key"].text, 12), small(vector["partition_of_12"]));
  }
}

TEST(jump_known_answers) {
  const document::Value known = vectors("jump.toml");
  CHECK(known["hash"].items.size() >= 8);
  for (const document::Value& vector : known["hash"].items) {
    const auto hash = static_cast<std::uint64_t>(vector["hash"].number);
    CHECK_EQUAL(tda::jump_hash(hash, small(vector["buckets"])), small(vector["bucket"]));
  }
  CHECK(known["key"].items.size() >= 10);
  for (const document::Value& vector : known["key"].items) {
    const std::array<std::uint32_t, 4> partitions{1, 12, 13, 100};
    for (std::size_t i = 0; i < partitions.size(); ++i) {
      CHECK_EQUAL(tda::jump_partition(vector["key"].text, partitions[i]),
                  small(vector["partitions"].items.at(i)));
    }
  }
}

TEST(utc_hour_known_answers) {
  const document::Value known = vectors("utc_hour.toml");
  CHECK(known["case"].items.size() >= 6);
  for (const document::Value& vector : known["case"].items) {
    const tda::Timestamp time = tda::parse_timestamp(vector["time"].text);
    CHECK_EQUAL(tda::utc_hour_partition(time, 24), small(vector["partition_of_24"]));
    CHECK_EQUAL(tda::utc_hour_partition(time, 7), small(vector["partition_of_7"]));
  }
}

TEST(records_without_a_key_fill_batches) {
  tda::Sticky sticky{1000, 1};
  CHECK_EQUAL(sticky.partition(600, 3), 1u);
  CHECK_EQUAL(sticky.partition(600, 3), 1u);
  CHECK_EQUAL(sticky.partition(600, 3), 2u);
  CHECK_EQUAL(sticky.partition(600, 1), 0u);
}
