// Diagrams: pairs, cycles and cocycles; distances between them; vectors made of them.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <tda/core.hpp>
#include <vector>

#include "document.hpp"
#include "harness.hpp"

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const std::vector<double> kSquare{0, 0, 1, 0, 1, 1, 0, 1};

tda::PointCloudView square() { return {kSquare.data(), 4, 2}; }

bool near(double a, double b, double tolerance = 1e-9) {
  return a == b || std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

void check_near(const std::vector<double>& found, const std::vector<double>& expected, double factor) {
  CHECK_EQUAL(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(near(found[i] * factor, expected[i]));
  }
}

std::vector<tda::Interval> intervals_of(const document::Value& rows) {
  std::vector<tda::Interval> intervals;
  for (const document::Value& row : rows.items) {
    const std::vector<double> ends = document::numbers(row);
    intervals.push_back({ends.at(0), ends.at(1)});
  }
  return intervals;
}

/// The boundary of a chain modulo a prime, without terms that vanish.
std::map<tda::Simplex, std::uint32_t> boundary(const tda::Chain& chain, std::uint32_t prime) {
  std::map<tda::Simplex, std::uint32_t> sum;
  for (const tda::Term& term : chain) {
    for (std::size_t left_out = 0; left_out < term.simplex.size(); ++left_out) {
      tda::Simplex facet = term.simplex;
      facet.erase(facet.begin() + static_cast<std::ptrdiff_t>(left_out));
      const std::uint32_t sign = left_out % 2 == 0 ? 1 : prime - 1;
      std::uint32_t& total = sum[facet];
      total = (total + sign * term.coefficient) % prime;
      if (total == 0) {
        sum.erase(facet);
      }
    }
  }
  return sum;
}

}  // namespace

TEST(classes_know_their_simplices) {
  const tda::Diagrams diagrams = tda::vietoris_rips(
      square(), tda::VietorisRipsOptions().set_field(3).set_pairs(true).set_cocycles(true).set_cycles(true));
  const std::vector<tda::Pair> components = diagrams.pairs(0);
  CHECK_EQUAL(components.size(), 4u);
  CHECK_EQUAL(components[0].birth.size(), 1u);
  CHECK_EQUAL(components[0].death->size(), 2u);
  CHECK(!components[3].death);

  const std::vector<tda::Pair> loops = diagrams.pairs(1);
  CHECK_EQUAL(loops.size(), 1u);
  CHECK_EQUAL(loops[0].birth.size(), 2u);
  CHECK_EQUAL(loops[0].death->size(), 3u);

  const std::vector<tda::Chain> cycles = diagrams.cycles(1);
  CHECK_EQUAL(cycles.size(), 1u);
  CHECK_EQUAL(cycles[0].size(), 4u);
  CHECK(boundary(cycles[0], 3).empty());
  const std::vector<tda::Chain> cocycles = diagrams.cocycles(1);
  CHECK_EQUAL(cocycles.size(), 1u);
  CHECK(!cocycles[0].empty());
  // The cocycle does not vanish on the cycle.
  std::uint32_t product = 0;
  for (const tda::Term& a : cycles[0]) {
    for (const tda::Term& b : cocycles[0]) {
      product += a.simplex == b.simplex ? a.coefficient * b.coefficient : 0;
    }
  }
  CHECK(product % 3 != 0);
  CHECK_THROWS(tda::NotFoundError, diagrams.pairs(2));
  CHECK_THROWS(tda::NotFoundError, tda::vietoris_rips(square()).pairs(1));
  CHECK_THROWS(tda::NotFoundError, tda::vietoris_rips(square()).cocycles(1));
  CHECK_THROWS(tda::NotFoundError, tda::vietoris_rips(square()).cycles(1));
}

TEST(deaths_may_lie_below_births) {
  const tda::Diagrams diagrams = tda::Diagrams::from_signed_intervals({{{3.0, 1.0}, {2.0, -kInfinity}}});
  CHECK_EQUAL(diagrams.dimension(0).size(), 2u);
  CHECK_EQUAL(tda::persistence({3.0, 1.0}), 2.0);
  CHECK_THROWS(tda::InvalidInputError, tda::Diagrams::from_intervals({{{3.0, 1.0}}}));
  CHECK_THROWS(tda::InvalidInputError, tda::Diagrams::from_signed_intervals({{{kInfinity, 1.0}}}));
}

TEST(a_matching_attains_the_distance) {
  const std::vector<tda::Interval> first{{1.0, 3.0}, {0.0, 0.2}, {0.0, kInfinity}};
  const std::vector<tda::Interval> second{{1.25, 3.0}, {0.1, kInfinity}};
  CHECK_EQUAL(tda::bottleneck(first, second), 0.25);
  CHECK(near(tda::wasserstein(first, second), 0.25 + 0.1 + 0.1));
  const tda::Matching found =
      tda::wasserstein_matching(first, second, tda::WassersteinOptions().set_order(2.0));
  CHECK(near(found.distance * found.distance, 0.0625 + 0.01 + 0.01));
  CHECK_EQUAL(found.matched.size(), 3u);
  CHECK(found.matched[0].first == std::size_t{0} && found.matched[0].second == std::size_t{0});
  CHECK(found.matched[1].first == std::size_t{1} && !found.matched[1].second);
  CHECK(found.matched[2].second == std::size_t{1});
  CHECK_EQUAL(tda::bottleneck_matching(first, second).distance, 0.25);
  CHECK_EQUAL(tda::bottleneck(first, std::vector<tda::Interval>{}), kInfinity);
}

TEST(distances_have_bounds_and_bad_input) {
  const std::vector<tda::Interval> one{{0.0, 1.0}};
  const std::vector<tda::Interval> bad{{std::nan(""), 1.0}};
  CHECK_THROWS(tda::InvalidInputError, tda::bottleneck(one, bad));
  CHECK_THROWS(tda::InvalidInputError, tda::wasserstein(one, one, tda::WassersteinOptions().set_order(0.5)));
  CHECK_THROWS(tda::InvalidInputError,
               tda::bottleneck(one, one, tda::BottleneckOptions().set_internal_p(0.5)));
  CHECK_THROWS(tda::InvalidInputError,
               tda::bottleneck(one, one, tda::BottleneckOptions().set_relative_error(-1.0)));
  tda::Control control;
  control.cancel();
  CHECK_THROWS(tda::CancelledError, tda::bottleneck(one, one, tda::BottleneckOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::wasserstein(one, one, tda::WassersteinOptions(), control));
}

TEST(distances_and_vectors_equal_those_of_peers) {
  const document::Value goldens = document::read_toml(TDA_TESTDATA "/diagrams/goldens.toml");
  CHECK_EQUAL(goldens["case"].items.size(), 4u);
  for (const document::Value& golden : goldens["case"].items) {
    const std::vector<tda::Interval> first = intervals_of(golden["first"]);
    const std::vector<tda::Interval> second = intervals_of(golden["second"]);
    CHECK(near(tda::bottleneck(first, second), golden["bottleneck_gudhi"].number));
    for (const document::Value& row : golden["wasserstein_pot"].items) {
      const std::vector<double> expected = document::numbers(row);
      const tda::WassersteinOptions options = tda::WassersteinOptions()
                                                  .set_order(expected[0])
                                                  .set_internal_p(expected[1])
                                                  .set_relative_error(0.0);
      CHECK(near(tda::wasserstein(first, second, options), expected[2]));
    }
    CHECK(near(tda::persistence_entropy(first), golden["entropy_gudhi"].number));
    const double bandwidth = 0.3;
    CHECK(near(tda::heat_kernel(first, second, bandwidth * bandwidth / 4) * std::sqrt(2 * M_PI) * bandwidth,
               golden["heat_gudhi"].number));
    const tda::Axis axis{0.05, 1.95, 9};
    check_near(tda::landscape(first, axis, 3), document::numbers(golden["landscape_gudhi"]), std::sqrt(2.0));
    check_near(tda::silhouette(first, axis), document::numbers(golden["silhouette_gudhi"]), std::sqrt(2.0));
    const std::vector<std::size_t> betti = tda::betti_curve(first, axis);
    CHECK((std::vector<double>(betti.begin(), betti.end()) == document::numbers(golden["betti_gudhi"])));
    check_near(tda::persistence_image(first, {0.0, 1.0, 5}, {0.0, 2.0, 4}, 0.2, 1.0, tda::Pixels::sample),
               document::numbers(golden["image_gudhi"]), 1.0);
    check_near(tda::persistence_image(first, {0.0, 1.0, 4}, {0.0, 2.0, 8}, 0.2),
               document::numbers(golden["image_persim"]), 1.0);
  }
}

TEST(numbers_of_a_diagram) {
  const std::vector<tda::Interval> diagram{{0.0, 2.0}, {1.0, kInfinity}};
  const std::vector<tda::Interval> nested{{0.0, 4.0}, {1.0, 3.0}};
  const tda::Statistics capped = tda::statistics(diagram, 5.0);
  CHECK_EQUAL(capped.count, 2u);
  CHECK_EQUAL(capped.lengths.mean, 3.0);
  CHECK_EQUAL(capped.lengths.median, 3.0);
  CHECK_EQUAL(tda::statistics(diagram).count, 1u);
  CHECK_EQUAL(tda::total_persistence(diagram, 2.0), 4.0);
  CHECK_EQUAL(tda::persistence_entropy(diagram), 0.0);
  CHECK((tda::betti_curve(diagram, {0.0, 2.0, 3}) == std::vector<std::size_t>{1, 2, 1}));
  CHECK((tda::silhouette(nested, {0.0, 4.0, 3}, 0.0) == std::vector<double>{0.0, 1.5, 0.0}));
  CHECK_EQUAL(tda::landscape(diagram, {0.0, 2.0, 3})[1], 1.0);

  const tda::Axis values = tda::axis_of_values(diagram, 4);
  CHECK((values == tda::Axis{0.0, 2.0, 4}));
  CHECK((tda::axis_of_births(nested, 2) == tda::Axis{0.0, 1.0, 2}));
  CHECK((tda::axis_of_lengths(nested, 2) == tda::Axis{2.0, 4.0, 2}));
  const std::vector<tda::Interval> point{{0.5, 3.0}};
  const std::vector<double> image = tda::persistence_image(point, {0.0, 2.0, 2}, {0.0, 3.0, 3}, 0.1, 0.0);
  CHECK_EQUAL(image.size(), 6u);
  CHECK(image[4] > 0.99);
}

TEST(vectors_refuse_bad_input) {
  const std::vector<tda::Interval> one{{0.0, 2.0}};
  const std::vector<tda::Interval> bad{{0.0, std::nan("")}};
  const std::vector<tda::Interval> essential{{1.0, kInfinity}};
  const tda::Axis axis{0.0, 1.0, 3};
  CHECK_THROWS(tda::InvalidInputError, tda::betti_curve(bad, axis));
  CHECK_THROWS(tda::InvalidInputError, tda::betti_curve(one, {1.0, 0.0, 3}));
  CHECK_THROWS(tda::InvalidInputError, tda::persistence_entropy(bad));
  CHECK_THROWS(tda::InvalidInputError, tda::total_persistence(bad));
  CHECK_THROWS(tda::InvalidInputError, tda::statistics(essential, 0.5));
  CHECK_THROWS(tda::InvalidInputError, tda::landscape(one, axis, 0));
  CHECK_THROWS(tda::InvalidInputError, tda::silhouette(one, axis, -1.0));
  CHECK_THROWS(tda::InvalidInputError, tda::persistence_image(one, axis, axis, 0.0));
  CHECK_THROWS(tda::InvalidInputError, tda::heat_kernel(one, one, -1.0));
  CHECK_THROWS(tda::InvalidInputError, tda::axis_of_values(essential, 3));
}
