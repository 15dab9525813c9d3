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

using Rows = std::vector<std::vector<double>>;

/// Rows of numbers, one behind the other.
struct Table {
  std::vector<double> numbers;
  std::size_t rows = 0;

  explicit Table(const Rows& all) : rows(all.size()) {
    for (const auto& row : all) {
      numbers.insert(numbers.end(), row.begin(), row.end());
    }
  }
  tda::PointCloudView view() const { return {numbers.data(), rows, rows == 0 ? 0 : numbers.size() / rows}; }
};

Rows rows_of(const document::Value& list) {
  Rows rows;
  for (const document::Value& row : list.items) {
    rows.push_back(document::numbers(row));
  }
  return rows;
}

std::vector<std::vector<std::size_t>> lists_of(const document::Value& lists) {
  std::vector<std::vector<std::size_t>> found;
  for (const auto& row : rows_of(lists)) {
    found.emplace_back(row.begin(), row.end());
  }
  return found;
}

std::vector<std::size_t> places_of(const document::Value& list) {
  const std::vector<double> numbers = document::numbers(list);
  return {numbers.begin(), numbers.end()};
}

Table points_of(const document::Value& test_case) {
  if (test_case.has("points")) {
    return Table(rows_of(test_case["points"]));
  }
  Rows points;
  std::istringstream lines(document::read_file(kFolder + test_case["points_csv"].text));
  for (std::string line; std::getline(lines, line);) {
    points.push_back(document::numbers(document::Reader("[" + line + "]").value()));
  }
  return Table(points);
}

/// Options with the highest dimension of the case.
template <class Options>
Options with_dimension(const document::Value& test_case, Options options) {
  return options.set_max_dimension(static_cast<std::size_t>(test_case["max_dimension"].number));
}

tda::Diagrams vietoris_rips(const document::Value& test_case) {
  auto options = with_dimension(test_case, tda::VietorisRipsOptions());
  if (test_case.has("threshold")) {
    options.set_threshold(test_case["threshold"].number);
  }
  if (test_case.has("distances")) {
    const std::vector<double> distances = document::numbers(test_case["distances"]);
    return tda::vietoris_rips(tda::DistanceMatrixView::condensed(distances.data(), distances.size()),
                              options);
  }
  return tda::vietoris_rips(points_of(test_case).view(), options);
}

tda::Diagrams alpha(const document::Value& test_case) {
  tda::AlphaOptions options;
  options.set_squared(test_case["squared"].boolean);
  if (test_case.has("weights")) {
    options.set_weights(document::numbers(test_case["weights"]));
  }
  if (test_case.has("periodic")) {
    options.set_periodic(document::numbers(test_case["periodic"]));
  }
  return tda::alpha(points_of(test_case).view(), options);
}

tda::Diagrams cubical(const document::Value& test_case) {
  tda::CubicalOptions options;
  options.set_construction(test_case["construction"].text == "T" ? tda::Construction::T
                                                                 : tda::Construction::V);
  std::vector<bool> periodic;
  for (const document::Value& axis : test_case["periodic"].items) {
    periodic.push_back(axis.boolean);
  }
  options.set_periodic(periodic);
  const std::vector<double> values = document::numbers(test_case["values"]);
  return tda::cubical({values.data(), places_of(test_case["shape"])}, options);
}

tda::Diagrams explicit_filtration(const document::Value& test_case) {
  tda::ExplicitOptions options;
  options.set_max_dimension(test_case.has("max_dimension")
                                ? static_cast<std::size_t>(test_case["max_dimension"].number)
                                : test_case["barcode"].fields.size() - 1);
  return tda::explicit_filtration(document::numbers(test_case["values"]), lists_of(test_case["boundaries"]),
                                  options);
}

tda::Diagrams graph(const document::Value& test_case) {
  const std::vector<double> births = document::numbers(test_case["births"]);
  std::vector<tda::Edge> edges;
  for (const auto& row : rows_of(test_case["edges"])) {
    edges.push_back({static_cast<std::size_t>(row[0]), static_cast<std::size_t>(row[1]), row[2]});
  }
  if (test_case["family"].text == "flag") {
    return tda::flag({births, edges}, with_dimension(test_case, tda::FlagOptions()));
  }
  return tda::directed_flag({births, edges}, with_dimension(test_case, tda::DirectedFlagOptions()));
}

tda::Diagrams witness(const document::Value& test_case) {
  auto options = with_dimension(test_case, tda::WitnessOptions());
  options.set_strong(test_case["family"].text == "witness_strong").set_squared(true);
  options.set_max_relaxation(test_case["threshold"].number);
  return tda::witness(points_of(test_case).view(), Table(rows_of(test_case["witnesses"])).view(), options);
}

tda::Diagrams compute(const document::Value& test_case, const std::string& file) {
  const std::string family = test_case.has("family") ? test_case["family"].text : file;
  if (family == "alpha.toml") return alpha(test_case);
  if (family == "cubical.toml") return cubical(test_case);
  if (family == "explicit.toml") return explicit_filtration(test_case);
  if (family == "rips.toml" || family == "small100.toml") return vietoris_rips(test_case);
  if (family == "flag" || family == "directed_flag") return graph(test_case);
  if (family == "witness_weak" || family == "witness_strong") return witness(test_case);
  if (family == "cech") {
    return tda::cech(points_of(test_case).view(), with_dimension(test_case, tda::CechOptions()));
  }
  if (family == "sparse_rips") {
    const tda::SparseRipsOptions options(test_case["epsilon"].number);
    return tda::sparse_rips(points_of(test_case).view(), with_dimension(test_case, options));
  }
  if (family == "lower_star") {
    const std::vector<double> values = document::numbers(test_case["values"]);
    return tda::lower_star(tda::VertexFunctionView::on_simplices(values.data(), values.size(),
                                                                 lists_of(test_case["simplices"])));
  }
  throw std::logic_error("family " + family + " is not known here");
}

void compare(const tda::Diagrams& diagrams, const document::Value& barcode, double tolerance,
             const std::string& name) {
  for (const auto& [key, expected] : barcode.fields) {
    const tda::IntervalView found = diagrams.dimension(std::stoul(key.substr(1)));
    if (found.size() != expected.items.size()) {
      throw std::logic_error(name + ", " + key + ": " + std::to_string(found.size()) + " intervals");
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::vector<double> interval = document::numbers(expected.items[i]);
      const auto near = [&](double a, double b) { return a == b || std::abs(a - b) <= tolerance; };
      if (!near(found[i].birth, interval.at(0)) || !near(found[i].death, interval.at(1))) {
        throw std::logic_error(name + ", " + key + ", interval " + std::to_string(i));
      }
    }
  }
}

void check_case(const document::Value& test_case, const std::string& file) {
  const std::string& name = test_case["name"].text;
  const double tolerance = test_case.has("tolerance") ? test_case["tolerance"].number : 0.0;
  if (test_case.has("family") && test_case["family"].text == "extended") {
    const std::vector<double> values = document::numbers(test_case["values"]);
    const tda::ExtendedDiagrams found = tda::extended(tda::VertexFunctionView::on_simplices(
        values.data(), values.size(), lists_of(test_case["simplices"])));
    compare(found.ordinary, test_case["ordinary"], tolerance, name);
    compare(found.relative, test_case["relative"], tolerance, name);
    compare(found.extended, test_case["extended"], tolerance, name);
  } else {
    compare(compute(test_case, file), test_case["barcode"], tolerance, name);
  }
}

std::size_t check_file(const std::string& file) {
  const document::Value corpus = document::read_toml(kFolder + file);
  for (const document::Value& test_case : corpus["case"].items) {
    check_case(test_case, file);
  }
  return corpus["case"].items.size();
}

}  // namespace

TEST(rips_corpus) { CHECK(check_file("rips.toml") >= 16); }

TEST(small100_equals_ripser) { CHECK_EQUAL(check_file("small100.toml"), 1u); }

TEST(families_corpus) { CHECK(check_file("families.toml") >= 10); }

TEST(explicit_corpus) { CHECK(check_file("explicit.toml") >= 5); }

TEST(cubical_corpus) { CHECK(check_file("cubical.toml") >= 16); }

TEST(alpha_corpus) { CHECK(check_file("alpha.toml") >= 6); }
