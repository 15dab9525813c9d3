// Landmarks, embeddings, windows, batches, estimates, circular coordinates.
#include <cmath>
#include <string>
#include <tda/core.hpp>
#include <vector>

#include "harness.hpp"

namespace {

/// So many points evenly on a circle.
std::vector<double> circle(int points) {
  std::vector<double> coordinates;
  for (int at = 0; at < points; ++at) {
    const double angle = 2.0 * std::acos(-1.0) * at / points;
    coordinates.push_back(std::cos(angle));
    coordinates.push_back(std::sin(angle));
  }
  return coordinates;
}

}  // namespace

TEST(landmarks_are_the_farthest_of_all) {
  const std::vector<double> line{0.0, 1.0, 2.0, 10.0};
  const tda::Landmarks found = tda::landmarks({line.data(), 4, 1}, 2);
  CHECK((found.indices == std::vector<std::size_t>{0, 3}));
  CHECK_EQUAL(found.covering_radius, 2.0);
  const tda::Landmarks other = tda::landmarks({line.data(), 4, 1}, 1, tda::LandmarksOptions().set_first(3));
  CHECK((other.indices == std::vector<std::size_t>{3}));
  CHECK_THROWS(tda::InvalidInputError, tda::landmarks({line.data(), 4, 1}, 5));
  tda::Control control;
  control.cancel();
  CHECK_THROWS(tda::CancelledError, tda::landmarks({line.data(), 4, 1}, 2, {}, control));
}

TEST(a_signal_becomes_points_and_windows) {
  const std::vector<double> signal{1, 2, 3, 4, 5};
  const tda::PointCloud cloud = tda::delay_embedding(signal, 2, 2);
  CHECK((cloud.coordinates == std::vector<double>{1, 3, 2, 4, 3, 5}));
  CHECK(cloud.rows() == 3 && cloud.columns == 2);
  const tda::Diagrams diagrams = tda::vietoris_rips(cloud.view());
  CHECK_EQUAL(diagrams.dimension(0).size(), 3u);
  const auto windows = tda::sliding_windows({signal.data(), signal.size()}, 3, 2);
  CHECK_EQUAL(windows.size(), 2u);
  CHECK(windows[1].data == signal.data() + 2 && *(windows[1].end() - 1) == 5.0);
  CHECK_THROWS(tda::InvalidInputError, tda::sliding_windows({signal.data(), signal.size()}, 6));
  CHECK_THROWS(tda::InvalidInputError, tda::delay_embedding(signal, 2, 0));
}

TEST(a_batch_is_what_each_gives_alone) {
  const std::vector<double> first = circle(12);
  const std::vector<double> second = circle(20);
  const std::vector<tda::MetricSpaceView> spaces{{first.data(), 12, 2}, {second.data(), 20, 2}};
  const auto all = tda::vietoris_rips_batch(spaces, tda::VietorisRipsOptions().set_threads(2));
  CHECK_EQUAL(all.size(), 2u);
  for (std::size_t at = 0; at < spaces.size(); ++at) {
    const auto alone = tda::vietoris_rips(spaces[at]);
    CHECK_EQUAL(all[at].dimension(1).size(), alone.dimension(1).size());
    CHECK(all[at].dimension(1)[0] == alone.dimension(1)[0]);
  }
  CHECK(tda::vietoris_rips_batch({}).empty());
  const double distance = 1.0;
  const std::vector<tda::MetricSpaceView> mixed{{first.data(), 12, 2},
                                                tda::DistanceMatrixView::condensed(&distance, 1)};
  CHECK_THROWS(tda::InvalidInputError, tda::vietoris_rips_batch(mixed));
}

TEST(an_estimate_suggests_what_would_fit) {
  const std::vector<double> few = circle(20);
  const tda::Estimate small = tda::estimate({few.data(), 20, 2});
  CHECK(small.seconds < 1.0 && !small.landmarks && !small.threshold);
  const std::vector<double> many = circle(3000);
  const tda::Estimate large =
      tda::estimate({many.data(), 3000, 2}, tda::VietorisRipsOptions().set_max_dimension(3));
  CHECK(large.bytes > small.bytes && large.simplices > small.simplices);
  CHECK(large.landmarks.has_value());
  CHECK(large.landmarks->count < 3000 && large.landmarks->error_bound > 0.0);
}

TEST(a_circle_has_circular_coordinates) {
  const std::vector<double> points = circle(12);
  const std::vector<double> turns =
      tda::circular_coordinates({points.data(), 12, 2}, tda::CircularCoordinatesOptions().set_value(1.2));
  CHECK_EQUAL(turns.size(), 12u);
  const double step = turns[1] - turns[0] - std::floor(turns[1] - turns[0]);
  CHECK(std::min(std::abs(step - 1.0 / 12.0), std::abs(step - 11.0 / 12.0)) < 1e-9);
  CHECK_THROWS(
      tda::InvalidInputError,
      tda::circular_coordinates({points.data(), 12, 2}, tda::CircularCoordinatesOptions().set_field(2)));
  const std::vector<double> line{0.0, 1.0};
  CHECK_THROWS(tda::NotFoundError, tda::circular_coordinates({line.data(), 2, 1}));
}
