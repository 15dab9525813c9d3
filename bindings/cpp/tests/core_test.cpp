// Barcodes: views in, diagrams out, progress, cancel, bounds.
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

/// Points in a cube, the same each time.
std::vector<double> cube(std::size_t points) {
  std::vector<double> coordinates;
  std::uint64_t state = 42;
  for (std::size_t i = 0; i < 3 * points; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    coordinates.push_back(static_cast<double>(state >> 11) / 9007199254740992.0);
  }
  return coordinates;
}

}  // namespace

TEST(the_square_has_one_loop) {
  const tda::Diagrams diagrams = tda::vietoris_rips(square());
  CHECK_EQUAL(diagrams.max_dimension(), 1u);
  CHECK_EQUAL(diagrams.dimension(0).size(), 4u);
  const tda::IntervalView loops = diagrams.dimension(1);
  CHECK_EQUAL(loops.size(), 1u);
  CHECK((loops[0] == tda::Interval{1.0, std::sqrt(2.0)}));
  CHECK(tda::is_essential(diagrams.dimension(0)[3]));
  CHECK((diagrams.betti_numbers(1.2) == std::vector<std::size_t>{1, 1}));
  CHECK(!diagrams.plan().empty());
  double persistence = 0;
  for (const tda::Interval interval : loops) {
    persistence += tda::persistence(interval);
  }
  CHECK_EQUAL(persistence, std::sqrt(2.0) - 1.0);
}

TEST(copies_of_diagrams_live_alone) {
  tda::Diagrams copy = tda::Diagrams::from_intervals({{}});
  {
    const tda::Diagrams diagrams = tda::vietoris_rips(square());
    copy = diagrams;
  }
  CHECK_EQUAL(copy.dimension(1).size(), 1u);
}

TEST(distances_in_every_layout_give_the_same) {
  const double diagonal = std::sqrt(2.0);
  const std::vector<double> dense{0, 1, diagonal, 1, 1, 0, 1, diagonal, diagonal, 1, 0, 1, 1, diagonal, 1, 0};
  const std::vector<double> condensed{1, diagonal, 1, 1, diagonal, 1};
  const std::vector<double> lower{1, diagonal, 1, 1, diagonal, 1};
  for (const tda::DistanceMatrixView& matrix :
       {tda::DistanceMatrixView::dense(dense.data(), 4),
        tda::DistanceMatrixView::condensed(condensed.data(), condensed.size()),
        tda::DistanceMatrixView::lower(lower.data(), lower.size())}) {
    const tda::Diagrams diagrams = tda::vietoris_rips(matrix, tda::VietorisRipsOptions().set_threshold(1.5));
    CHECK_EQUAL(diagrams.dimension(1).size(), 1u);
    CHECK_EQUAL(diagrams.dimension(1)[0].death, diagonal);
  }
}

TEST(intervals_of_another_engine_are_checked_and_sorted) {
  const tda::Diagrams diagrams =
      tda::Diagrams::from_intervals({{{1.0, 2.0}, {0.0, kInfinity}, {0.5, 0.5}}, {}, {{3.0, 4.0}}});
  CHECK_EQUAL(diagrams.dimension(0).size(), 2u);
  CHECK_EQUAL(diagrams.dimension(0)[0].birth, 0.0);
  CHECK_EQUAL(diagrams.dimension(2)[0].death, 4.0);
  CHECK_THROWS(tda::InvalidInputError, tda::Diagrams::from_intervals({{{2.0, 1.0}}}));
  CHECK_THROWS(tda::InvalidInputError, tda::Diagrams::from_intervals({}));
}

TEST(progress_rises_to_one) {
  const std::vector<double> points = cube(60);
  std::vector<tda::Progress> reports;
  tda::Control control([&](const tda::Progress& progress) {
    reports.push_back(progress);
    return true;
  });
  tda::vietoris_rips(tda::PointCloudView{points.data(), 60, 3}, tda::VietorisRipsOptions(), control);
  CHECK(reports.size() >= 2);
  for (std::size_t i = 1; i < reports.size(); ++i) {
    CHECK(reports[i].fraction >= reports[i - 1].fraction && reports[i].stage >= reports[i - 1].stage);
  }
  CHECK_EQUAL(reports.back().fraction, 1.0);
}

TEST(returning_false_cancels) {
  tda::Control control([](const tda::Progress&) { return false; });
  const auto error =
      CHECK_THROWS(tda::CancelledError, tda::vietoris_rips(square(), tda::VietorisRipsOptions(), control));
  CHECK(error.retry() == tda::Retry::safe);
  CHECK(control.is_cancelled());
}

TEST(what_a_callback_throws_comes_back_as_itself) {
  struct Mine {
    int number;
  };
  tda::Control control([](const tda::Progress&) -> bool { throw Mine{7}; });
  int caught = 0;
  try {
    tda::vietoris_rips(square(), tda::VietorisRipsOptions(), control);
  } catch (const Mine& mine) {
    caught = mine.number;
  }
  CHECK_EQUAL(caught, 7);
}

TEST(a_copy_of_a_control_cancels_too) {
  tda::Control control;
  tda::Control copy(control);
  copy.cancel();
  CHECK(control.is_cancelled());
  CHECK_THROWS(tda::CancelledError, control.throw_if_cancelled());
  CHECK_THROWS(tda::CancelledError, tda::vietoris_rips(square(), tda::VietorisRipsOptions(), control));
}

TEST(bounds_are_errors_of_their_own) {
  const std::vector<double> points = cube(400);
  const tda::PointCloudView view{points.data(), 400, 3};
  const tda::VietorisRipsOptions small =
      tda::VietorisRipsOptions().set_max_dimension(2).set_memory_limit_bytes(1000);
  CHECK_THROWS(tda::LimitExceededError, tda::vietoris_rips(view, small));
  const tda::VietorisRipsOptions quick =
      tda::VietorisRipsOptions().set_max_dimension(3).set_time_limit(std::chrono::milliseconds(1));
  CHECK_THROWS(tda::TimeLimitError, tda::vietoris_rips(view, quick));
}
