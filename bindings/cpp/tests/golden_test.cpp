// Every cell of the table (event, dialect, encoding) has frozen bytes, which this language makes and reads
// too.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tda/tda.hpp>
#include <utility>
#include <variant>
#include <vector>

#include "document.hpp"
#include "harness.hpp"

namespace {

using document::Value;

constexpr tda::EncodeOptions kOptions{7};

constexpr std::array<std::pair<std::string_view, tda::Dialect>, 6> kDialects{{
    {"canonical", tda::Dialect::canonical},
    {"metadata_payload", tda::Dialect::metadata_payload},
    {"camel_case", tda::Dialect::camel_case},
    {"fsm_record", tda::Dialect::fsm_record},
    {"cloudevents", tda::Dialect::cloudevents},
    {"cloudevents_binary", tda::Dialect::cloudevents_binary},
}};

constexpr std::array<std::pair<std::string_view, tda::Encoding>, 5> kEncodings{{
    {"json", tda::Encoding::json},
    {"avro", tda::Encoding::avro},
    {"json_confluent", tda::Encoding::json_confluent},
    {"avro_confluent", tda::Encoding::avro_confluent},
    {"avro_single_object", tda::Encoding::avro_single_object},
}};

template <class Named>
auto called(const Named& all, const std::string& name) {
  for (const auto& [known, value] : all) {
    if (known == name) {
      return value;
    }
  }
  throw std::logic_error("nothing is called " + name);
}

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TDA_TESTDATA "/envelopes/cells")) {
    if (entry.is_regular_file()) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::optional<std::string> optional_text(const Value& value) {
  return value.kind == Value::Kind::text ? std::optional(value.text) : std::nullopt;
}

tda::Headers headers_of(const Value& pairs) {
  tda::Headers headers;
  for (const Value& pair : pairs.items) {
    headers.emplace_back(pair.items.at(0).text, pair.items.at(1).text);
  }
  return headers;
}

/// The event from its plain fields: through the payload's class where there is one.
tda::Event event_of(const Value& fixture, const tda::Catalog& catalog) {
  const tda::Dialect dialect = called(kDialects, fixture["dialect"].text);
  tda::Event event = catalog.event(fixture["event_type"].text, fixture["data"].source, dialect);
  if (catalog.system() == "tda") {
    event = std::visit([](const auto& payload) { return tda::Event(payload); }, event.payload());
  }
  const Value& envelope = fixture["envelope"];
  event.set_event_id(envelope["event_id"].text)
      .set_timestamp(tda::parse_timestamp(envelope["timestamp"].text))
      .set_source(envelope["source"].text)
      .set_schema_version(fixture["schema_version"].text);
  if (const auto id = optional_text(envelope["correlation_id"])) {
    event.set_correlation_id(*id);
  }
  if (const auto id = optional_text(envelope["causation_id"])) {
    event.set_causation_id(*id);
  }
  for (const auto& [name, value] : headers_of(envelope["headers"])) {
    event.set_header(name, value);
  }
  return event;
}

std::string of_base64(const std::string& text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char letter : text.substr(0, text.find('='))) {
    bits = (bits << 6 | static_cast<unsigned>(digits.find(letter))) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>(bits >> count & 0xff));
    }
  }
  return bytes;
}

std::string of_hexadecimal(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    bytes.push_back(static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

std::string value_of(const Value& fixture, const Value& cell) {
  if (cell.has("text")) {
    return cell["text"].text;
  }
  if (cell.has("base64")) {
    return of_base64(cell["base64"].text);
  }
  const Value& prefix = cell["prefix_of"];
  for (const Value& other : fixture["cells"].items) {
    if (other["dialect"].text == cell["dialect"].text && other["encoding"].text == prefix["encoding"].text) {
      return of_hexadecimal(prefix["prefix"].text) + value_of(fixture, other);
    }
  }
  throw std::logic_error("the unframed cell is missing");
}

void check_cell(const Value& fixture, const Value& cell, const tda::Event& event,
                const tda::Catalog& catalog) {
  const tda::Dialect dialect = called(kDialects, cell["dialect"].text);
  const tda::Encoding encoding = called(kEncodings, cell["encoding"].text);
  const std::string value = value_of(fixture, cell);
  const tda::Headers headers = headers_of(cell["headers"]);
  const tda::EncodedRecord record = event.encode(dialect, encoding, kOptions);
  CHECK_EQUAL(record.value, value);
  CHECK(record.headers == headers);
  CHECK_EQUAL(record.topic, fixture["record"]["topic"].text);
  CHECK(record.key == optional_text(fixture["record"]["key"]));
  CHECK(record.partition_key == optional_text(fixture["record"]["partition_key"]));
  tda::DecodeOptions told;
  told.dialects = {dialect};
  told.encoding = encoding;
  for (const tda::Event& read :
       {tda::decode(value, headers, catalog), tda::decode(value, headers, catalog, told)}) {
    CHECK_EQUAL(read.data_json(), event.data_json());
    // What was read is the same event, and says the same again.
    CHECK_EQUAL(read.encode(dialect, encoding, kOptions).value, value);
    CHECK(read.envelope().headers == event.envelope().headers);
  }
  CHECK_EQUAL(tda::peek(value, headers, catalog).event_id, event.envelope().event_id);
}

/// Cells that the fixture lacks are refused, none is forgotten.
std::size_t check_refused(const Value& fixture, const tda::Event& event) {
  std::size_t refused = 0;
  for (const auto& [dialect, native_dialect] : kDialects) {
    for (const auto& [encoding, native_encoding] : kEncodings) {
      const auto is_this = [&, d = dialect, e = encoding](const Value& cell) {
        return cell["dialect"].text == d && cell["encoding"].text == e;
      };
      const auto& cells = fixture["cells"].items;
      if (std::none_of(cells.begin(), cells.end(), is_this)) {
        CHECK_THROWS(tda::NotCarriedError, event.encode(native_dialect, native_encoding, kOptions));
        ++refused;
      }
    }
  }
  return refused;
}

}  // namespace

TEST(every_cell_has_its_frozen_bytes_and_they_read_back) {
  std::size_t cells = 0;
  std::size_t refused = 0;
  const auto paths = fixtures();
  for (const auto& path : paths) {
    try {
      const Value fixture = document::read_json(path.string());
      const tda::Catalog catalog = tda::Catalog::builtin(fixture["catalog"].text);
      const tda::Event event = event_of(fixture, catalog);
      for (const Value& cell : fixture["cells"].items) {
        check_cell(fixture, cell, event, catalog);
        ++cells;
      }
      refused += check_refused(fixture, event);
    } catch (const std::exception& error) {
      throw std::logic_error(path.string() + ": " + error.what());
    }
  }
  std::printf("%zu cells of %zu events, %zu refused\n", cells, paths.size(), refused);
  CHECK(cells > 1000);
}
