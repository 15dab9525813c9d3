// The filtrations with known barcodes in testdata/filtrations.
#include <cmath>
#include <sstream>
#include <string>
#include <tda/core.hpp>
#include <vector>

#include "document.hpp"
#include "harness.hpp"

namespace {

const std::string kFolder = TDA_TESTDATA "/filtrations/";

tda::VietorisRipsOptions options_of(const document::Value& test_case) {
  tda::VietorisRipsOptions options;
  options.set_max_dimension(static_cast<std::size_t>(test_case["max_dimension"].number));
  if (test_case.has("threshold")) {
    options.set_threshold(test_case["threshold"].number);
  }
  return options;
}

std::vector<std::vector<double>> points_of(const document::Value& test_case) {
  std::vector<std::vector<double>> points;
  if (test_case.has("points")) {
    for (const document::Value& point : test_case["points"].items) {
      points.push_back(document::numbers(point));
    }
    return points;
  }
  std::istringstream lines(document::read_file(kFolder + test_case["points_csv"].text));
  for (std::string line; std::getline(lines, line);) {
    points.push_back(document::numbers(document::Reader("[" + line + "]").value()));
  }
  return points;
}

tda::Diagrams compute(const document::Value& test_case) {
  if (test_case.has("distances")) {
    const std::vector<double> distances = document::numbers(test_case["distances"]);
    return tda::vietoris_rips(tda::DistanceMatrixView::condensed(distances.data(), distances.size()),
                              options_of(test_case));
  }
  const auto points = points_of(test_case);
  std::vector<double> coordinates;
  for (const auto& point : points) {
    coordinates.insert(coordinates.end(), point.begin(), point.end());
  }
  return tda::vietoris_rips({coordinates.data(), points.size(), points.front().size()},
                            options_of(test_case));
}

void check_case(const document::Value& test_case) {
  const std::string& name = test_case["name"].text;
  const double tolerance = test_case.has("tolerance") ? test_case["tolerance"].number : 0.0;
  const tda::Diagrams diagrams = compute(test_case);
  for (std::size_t dimension = 0; dimension <= diagrams.max_dimension(); ++dimension) {
    const tda::IntervalView found = diagrams.dimension(dimension);
    const std::string key = "h" + std::to_string(dimension);
    const auto& barcode = test_case["barcode"];
    const auto expected = barcode.has(key) ? barcode[key].items : std::vector<document::Value>();
    if (found.size() != expected.size()) {
      throw std::logic_error(name + ", " + key + ": " + std::to_string(found.size()) + " intervals");
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::vector<double> interval = document::numbers(expected[i]);
      const auto near = [&](double a, double b) { return a == b || std::abs(a - b) <= tolerance; };
      if (!near(found[i].birth, interval.at(0)) || !near(found[i].death, interval.at(1))) {
        throw std::logic_error(name + ", " + key + ", interval " + std::to_string(i));
      }
    }
  }
}

std::size_t check_file(const std::string& file) {
  const document::Value corpus = document::read_toml(kFolder + file);
  for (const document::Value& test_case : corpus["case"].items) {
    check_case(test_case);
  }
  return corpus["case"].items.size();
}

}  // namespace

TEST(rips_corpus) { CHECK(check_file("rips.toml") >= 16); }

TEST(small100_equals_ripser) { CHECK_EQUAL(check_file("small100.toml"), 1u); }
