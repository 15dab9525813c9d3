// Filtrations other than the plain Vietoris-Rips one: small answers by hand, options, bad input.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <tda/core.hpp>
#include <vector>

#include "harness.hpp"

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const std::vector<double> kSquare{0, 0, 1, 0, 1, 1, 0, 1};

tda::PointCloudView square() { return {kSquare.data(), 4, 2}; }

/// One interval of dimension 0.
tda::Interval component(const tda::Diagrams& diagrams, std::size_t index) {
  return diagrams.dimension(0)[index];
}

/// The only interval of a dimension.
tda::Interval only(const tda::Diagrams& diagrams, std::size_t dimension) {
  CHECK_EQUAL(diagrams.dimension(dimension).size(), 1u);
  return diagrams.dimension(dimension)[0];
}

/// The projective plane with six vertices: its loop is one over Z/2 only.
const std::vector<std::vector<std::size_t>> kProjectivePlane{{0, 1, 4}, {0, 1, 5}, {0, 2, 3}, {0, 2, 5},
                                                             {0, 3, 4}, {1, 2, 3}, {1, 2, 4}, {1, 3, 5},
                                                             {2, 4, 5}, {3, 4, 5}};

}  // namespace

TEST(rips_takes_metrics_and_weights) {
  const auto loop = [&](tda::Metric metric) {
    return only(tda::vietoris_rips(square(), tda::VietorisRipsOptions().set_metric(metric)), 1).death;
  };
  CHECK_EQUAL(loop(tda::Metric::manhattan), 2.0);
  const tda::Diagrams minkowski =
      tda::vietoris_rips(square(), tda::VietorisRipsOptions().set_minkowski_p(1.0));
  CHECK_EQUAL(only(minkowski, 1).death, 2.0);
  const auto weighted = [&](std::vector<double> weights) {
    return tda::vietoris_rips(square(), tda::VietorisRipsOptions().set_weights(std::move(weights)));
  };
  CHECK_EQUAL(component(weighted({-1.0, 0.0, 0.25, 0.5}), 0).birth, -1.0);
  CHECK_EQUAL(component(weighted({-1.0, 0.0, 0.25, 0.5}), 3).birth, 0.5);
  CHECK_THROWS(tda::InvalidInputError, weighted({}));
  CHECK_THROWS(tda::InvalidInputError, weighted({0.0, 0.0, kInfinity, 0.0}));
  CHECK_THROWS(tda::InvalidInputError,
               tda::vietoris_rips(square(), tda::VietorisRipsOptions().set_minkowski_p(0.5)));
  CHECK_THROWS(tda::InvalidInputError,
               tda::vietoris_rips(square(), tda::VietorisRipsOptions().set_metric(tda::Metric::cosine)));
}

TEST(rips_takes_sparse_distances) {
  const std::vector<std::size_t> rows{0, 1, 2, 3};
  std::vector<std::size_t> columns{1, 2, 3, 0};
  const std::vector<double> sides(4, 1.0);
  const tda::SparseDistancesView view{4, rows.data(), columns.data(), sides.data(), 4};
  CHECK((only(tda::vietoris_rips(view), 1) == tda::Interval{1.0, kInfinity}));
  columns[2] = 4;
  CHECK_THROWS(tda::InvalidInputError, tda::vietoris_rips(view));
}

TEST(half_of_a_matrix_is_enough) {
  const double unused = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> lower{0, unused, 2.5, 0};
  const auto death = [&](tda::Symmetry symmetry) {
    return component(tda::vietoris_rips(tda::DistanceMatrixView::dense(lower.data(), 2, symmetry)), 0).death;
  };
  CHECK_EQUAL(death(tda::Symmetry::lower), 2.5);
  CHECK_THROWS(tda::InvalidInputError, death(tda::Symmetry::upper));
  CHECK_THROWS(tda::InvalidInputError, death(tda::Symmetry::check));
}

TEST(points_that_are_alone_enter_late) {
  const std::vector<double> line{0.0, 1.0, 9.0};
  const tda::PointCloudView points{line.data(), 3, 1};
  const tda::Diagrams diagrams = tda::dtm_rips(points, tda::DtmRipsOptions().set_neighbours(2));
  CHECK(diagrams.dimension(0)[0].birth < diagrams.dimension(0)[2].birth);
  const auto births = [&](const tda::DtmRipsOptions& options) {
    return component(tda::dtm_rips(points, options), 0).birth;
  };
  CHECK(std::abs(births(tda::DtmRipsOptions().set_mass(2.0 / 3.0)) - diagrams.dimension(0)[0].birth) < 1e-12);
  CHECK_EQUAL(births(tda::DtmRipsOptions().set_exponent(tda::Exponent::infinity)), 0.0);
  CHECK_THROWS(tda::InvalidInputError, births(tda::DtmRipsOptions().set_neighbours(0)));
  CHECK_THROWS(tda::InvalidInputError, births(tda::DtmRipsOptions().set_mass(1.5)));
}

TEST(a_sparse_complex_keeps_the_loop) {
  const tda::Interval loop = only(tda::sparse_rips(square(), tda::SparseRipsOptions(0.1)), 1);
  CHECK((loop == tda::Interval{1.0, std::sqrt(2.0)}));
  CHECK_THROWS(tda::InvalidInputError, tda::sparse_rips(square(), tda::SparseRipsOptions(1.0)));
}

TEST(balls_around_the_square) {
  CHECK_EQUAL(only(tda::cech(square()), 1).birth, 0.5);
  const tda::Interval open = only(tda::cech(square(), tda::CechOptions().set_max_radius(0.5)), 1);
  CHECK(tda::is_essential(open));
  CHECK_THROWS(tda::InvalidInputError, tda::cech(square(), tda::CechOptions().set_max_radius(-1.0)));

  const tda::AlphaOptions squared = tda::AlphaOptions().set_squared(true);
  CHECK((only(tda::alpha(square(), squared), 1) == tda::Interval{0.25, 0.5}));
  CHECK_EQUAL(only(tda::alpha(square()), 1).birth, 0.5);
  const tda::AlphaOptions weighted = tda::AlphaOptions(squared).set_weights({0.5, 0.5, 0.5, 0.5});
  CHECK((only(tda::alpha(square(), weighted), 1) == tda::Interval{-0.25, 0.0}));
  CHECK_THROWS(tda::InvalidInputError, tda::alpha({kSquare.data(), 2, 4}));
  CHECK_THROWS(tda::InvalidInputError, tda::alpha(square(), tda::AlphaOptions().set_weights({1.0})));
  CHECK_THROWS(tda::InvalidInputError, tda::alpha(square(), tda::AlphaOptions().set_periodic({1.0})));

  CHECK((only(tda::delaunay_rips(square()), 1) == tda::Interval{1.0, std::sqrt(2.0)}));
  CHECK_THROWS(tda::InvalidInputError, tda::delaunay_rips({kSquare.data(), 2, 4}));
}

TEST(landmarks_are_seen_by_witnesses) {
  const std::vector<double> landmarks{0.0, 2.0};
  const std::vector<double> witnesses{0.5, 1.0};
  const tda::PointCloudView two{landmarks.data(), 2, 1};
  const tda::PointCloudView others{witnesses.data(), 2, 1};
  CHECK((only(tda::witness(two, others), 0) == tda::Interval{0.0, kInfinity}));
  const tda::WitnessOptions strong = tda::WitnessOptions().set_strong(true);
  CHECK_EQUAL(tda::witness(two, others, strong).max_dimension(), 1u);
  CHECK_THROWS(tda::InvalidInputError, tda::witness(two, {witnesses.data(), 1, 2}));
  CHECK_THROWS(tda::InvalidInputError,
               tda::witness(two, others, tda::WitnessOptions().set_max_relaxation(-1.0)));
}

TEST(graphs_have_cliques) {
  const std::vector<double> births(4, -1.0);
  std::vector<tda::Edge> edges{{0, 1, 1.0}, {1, 2, 1.0}, {2, 3, 1.0}, {0, 3, 1.0}, {0, 2, 5.0}};
  CHECK((only(tda::flag({births, edges}), 1) == tda::Interval{1.0, 5.0}));
  const std::vector<tda::Edge> both_ways{{0, 1, 1.0}, {1, 0, 2.0}};
  const std::vector<double> two(2, 0.0);
  CHECK((only(tda::directed_flag({two, both_ways}), 1) == tda::Interval{2.0, kInfinity}));
  CHECK_THROWS(tda::InvalidInputError, tda::flag({two, both_ways}));
  edges[0].second = 7;
  CHECK_THROWS(tda::InvalidInputError, tda::flag({births, edges}));
  CHECK_THROWS(tda::InvalidInputError, tda::directed_flag({births, edges}));
}

TEST(functions_on_paths_and_complexes) {
  const std::vector<double> series{0.0, 3.0, 1.0};
  const auto path = tda::VertexFunctionView::on_path(series.data(), series.size());
  const tda::Diagrams valleys = tda::lower_star(path);
  CHECK((valleys.dimension(0)[0] == tda::Interval{0.0, kInfinity}));
  CHECK((valleys.dimension(0)[1] == tda::Interval{1.0, 3.0}));
  const tda::Diagrams hills = tda::lower_star(path, tda::LowerStarOptions().set_superlevel(true));
  CHECK((only(hills, 0) == tda::Interval{3.0, -kInfinity}));

  const std::vector<double> heights{0.0, 1.0, 2.0, 1.0};
  const std::vector<std::vector<std::size_t>> circle{{0, 1}, {1, 2}, {2, 3}, {0, 3}};
  const tda::ExtendedDiagrams upright =
      tda::extended(tda::VertexFunctionView::on_simplices(heights.data(), 4, circle));
  CHECK((only(upright.extended, 0) == tda::Interval{0.0, 2.0}));
  CHECK((only(upright.extended, 1) == tda::Interval{2.0, 0.0}));
  CHECK(upright.ordinary.dimension(0).empty() && upright.relative.dimension(1).empty());
  CHECK_THROWS(tda::InvalidInputError,
               tda::lower_star(tda::VertexFunctionView::on_simplices(heights.data(), 3, circle)));
  CHECK_THROWS(tda::InvalidInputError, tda::extended(tda::VertexFunctionView::on_path(nullptr, 0)));
}

TEST(coefficients_matter) {
  const std::vector<double> values(6, 0.0);
  const auto plane = tda::VertexFunctionView::on_simplices(values.data(), 6, kProjectivePlane);
  const auto loops = [&](std::uint32_t field) {
    const tda::Diagrams diagrams = tda::lower_star(plane, tda::LowerStarOptions().set_field(field));
    return diagrams.dimension(1).size();
  };
  CHECK_EQUAL(loops(2), 1u);
  CHECK_EQUAL(loops(3), 0u);
  CHECK_THROWS(tda::InvalidInputError, loops(4));
}

TEST(simplices_one_by_one) {
  const std::vector<std::vector<std::size_t>> edge{{}, {}, {0, 1}};
  const tda::Diagrams diagrams =
      tda::explicit_filtration({0.0, 0.0, 1.0}, edge, tda::ExplicitOptions().set_max_dimension(0));
  CHECK((diagrams.dimension(0)[0] == tda::Interval{0.0, 1.0}));
  CHECK_THROWS(tda::NotFoundError, diagrams.dimension(1));
  CHECK_THROWS(tda::InvalidInputError, tda::explicit_filtration({0.0, 1.0, 0.5}, edge));
  CHECK_THROWS(tda::InvalidInputError, tda::explicit_filtration({0.0, 0.0}, edge));
  CHECK_THROWS(tda::InvalidInputError, tda::explicit_filtration({0.0, 0.0, 1.0}, {{}, {}, {0, 9}}));
}

TEST(a_ring_around_a_pixel) {
  const std::vector<double> ring{1, 1, 1, 1, 5, 1, 1, 1, 1};
  const tda::ImageView image{ring.data(), {3, 3}};
  CHECK((only(tda::cubical(image), 1) == tda::Interval{1.0, 5.0}));
  const tda::CubicalOptions with_pairs = tda::CubicalOptions().set_pairs(true);
  const std::vector<tda::Pair> pairs = tda::cubical(image, with_pairs).pairs(1);
  CHECK((pairs.at(0).death == tda::Simplex{4}));
  const tda::CubicalOptions down =
      tda::CubicalOptions().set_superlevel(true).set_construction(tda::Construction::T);
  CHECK((only(tda::cubical(image, down), 0) == tda::Interval{5.0, -kInfinity}));
  const tda::Diagrams torus = tda::cubical(image, tda::CubicalOptions().set_periodic({true, true}));
  CHECK((torus.betti_numbers(5.0) == std::vector<std::size_t>{1, 2, 1}));
  const std::vector<std::vector<std::size_t>> bad_shapes{{}, {0, 3}, {1, 1, 1, 1, 9}, {SIZE_MAX, 3}};
  for (const std::vector<std::size_t>& shape : bad_shapes) {
    CHECK_THROWS(tda::InvalidInputError, tda::cubical({ring.data(), shape}));
  }
  CHECK_THROWS(tda::InvalidInputError, tda::cubical(image, tda::CubicalOptions().set_periodic({true})));
}

TEST(zero_lengths_are_kept_on_demand) {
  const std::vector<double> flat{0, 0};
  const tda::ImageView image{flat.data(), {2}};
  const auto components = [&](bool zero_lengths) {
    const tda::Diagrams diagrams = tda::cubical(image, tda::CubicalOptions().set_zero_lengths(zero_lengths));
    return diagrams.dimension(0).size();
  };
  CHECK_EQUAL(components(false), 1u);
  CHECK_EQUAL(components(true), 2u);
}

TEST(every_family_can_be_stopped) {
  tda::Control control;
  control.cancel();
  const tda::ImageView image{kSquare.data(), {4, 2}};
  const auto series = tda::VertexFunctionView::on_path(kSquare.data(), 8);
  const std::vector<double> births(2, 0.0);
  const std::vector<tda::Edge> edges{{0, 1, 1.0}};
  CHECK_THROWS(tda::CancelledError, tda::alpha(square(), tda::AlphaOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::cech(square(), tda::CechOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::cubical(image, tda::CubicalOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::delaunay_rips(square(), tda::DelaunayRipsOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::directed_flag({births, edges}, tda::DirectedFlagOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::dtm_rips(square(), tda::DtmRipsOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::explicit_filtration({0.0}, {{}}, tda::ExplicitOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::extended(series, tda::ExtendedOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::flag({births, edges}, tda::FlagOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::lower_star(series, tda::LowerStarOptions(), control));
  CHECK_THROWS(tda::CancelledError, tda::sparse_rips(square(), tda::SparseRipsOptions(0.5), control));
  CHECK_THROWS(tda::CancelledError, tda::witness(square(), square(), tda::WitnessOptions(), control));
}
