// Fewer points, points from signals, many spaces at once, what a computation will cost, and circular
// coordinates.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "tda/control.hpp"
#include "tda/core/diagrams.hpp"
#include "tda/core/options.hpp"
#include "tda/core/rips.hpp"
#include "tda/core/spaces.hpp"

namespace tda {

/// Points that stand for all others.
struct Landmarks {
  /// Numbers of the points that were chosen, in the order of choice.
  std::vector<std::size_t> indices;
  /// The largest distance of any point to its nearest landmark. The Vietoris-Rips diagrams of the landmarks
  /// are within twice this of those of all points, in bottleneck distance, if the triangle inequality holds.
  double covering_radius;
};

/// How landmarks are chosen.
class LandmarksOptions : public detail::WithMetric<detail::CommonOptions<LandmarksOptions>> {
 public:
  /// The point to begin with. Default 0.
  LandmarksOptions& set_first(std::size_t first) {
    first_ = first;
    return *this;
  }

  /// The point to begin with.
  std::size_t first() const noexcept { return first_; }

 private:
  std::size_t first_ = 0;
};

/// Chooses `count` points: each next one is the farthest from all before, ties by number. Only the metric of
/// the options counts beside `set_first`.
///
/// Source: Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985.
inline Landmarks landmarks(const MetricSpaceView& space, std::size_t count, const LandmarksOptions& options,
                           Control& control) {
  const auto found = control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::landmarks(space.inner(), count, options.first(), options.inner(), cancel, std::move(sink));
  });
  return {{found.indices.begin(), found.indices.end()}, found.covering_radius};
}

inline Landmarks landmarks(const MetricSpaceView& space, std::size_t count,
                           const LandmarksOptions& options = {}) {
  Control control;
  return landmarks(space, count, options, control);
}

/// Points of its own.
struct PointCloud {
  /// Row by row.
  std::vector<double> coordinates;
  /// Coordinates of a point.
  std::size_t columns;

  std::size_t rows() const noexcept { return columns == 0 ? 0 : coordinates.size() / columns; }
  PointCloudView view() const noexcept { return {coordinates.data(), rows(), columns}; }
  operator PointCloudView() const noexcept { return view(); }
};

/// The points (x(t), x(t + delay), .., x(t + (dimensions - 1) delay)) of a signal, for every `stride`-th t.
/// Throws InvalidInputError where the signal is too short for one point.
///
/// Source: Takens, "Detecting strange attractors in turbulence", 1981.
inline PointCloud delay_embedding(const double* signal, std::size_t samples, std::size_t dimensions,
                                  std::size_t delay = 1, std::size_t stride = 1) {
  detail::check_version();
  const auto coordinates =
      detail::call([&] { return ffi::delay_embedding({signal, samples}, dimensions, delay, stride); });
  return {{coordinates.begin(), coordinates.end()}, dimensions};
}

inline PointCloud delay_embedding(const std::vector<double>& signal, std::size_t dimensions,
                                  std::size_t delay = 1, std::size_t stride = 1) {
  return delay_embedding(signal.data(), signal.size(), dimensions, delay, stride);
}

/// Samples of a signal where they lie. Nothing is copied.
struct SignalView {
  const double* data;
  std::size_t samples;

  const double* begin() const noexcept { return data; }
  const double* end() const noexcept { return data + samples; }
};

/// The windows of `width` samples that begin at every `stride`-th sample, where they lie; what does not fill
/// a last window is left out. Throws InvalidInputError for a signal shorter than one window.
inline std::vector<SignalView> sliding_windows(const SignalView& signal, std::size_t width,
                                               std::size_t stride = 1) {
  detail::check_version();
  const std::size_t count =
      detail::call([&] { return ffi::count_windows({signal.data, signal.samples}, width, stride); });
  std::vector<SignalView> windows;
  windows.reserve(count);
  for (std::size_t at = 0; at < count; ++at) {
    windows.push_back({signal.data + at * stride, width});
  }
  return windows;
}

/// The diagrams of each of many spaces, in their order: all of points, all of distances, or all sparse.
/// `set_threads` work on different spaces, each on one; limits hold for each. Weights are left out.
inline std::vector<Diagrams> vietoris_rips_batch(const std::vector<MetricSpaceView>& spaces,
                                                 const VietorisRipsOptions& options, Control& control) {
  std::vector<ffi::Space> inner;
  inner.reserve(spaces.size());
  for (const MetricSpaceView& space : spaces) {
    inner.push_back(space.inner());
  }
  auto batch = control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::vietoris_rips_batch({inner.data(), inner.size()}, options.inner(), cancel, std::move(sink));
  });
  std::vector<Diagrams> diagrams;
  diagrams.reserve(spaces.size());
  for (std::size_t at = 0; at < spaces.size(); ++at) {
    diagrams.emplace_back(detail::call([&] { return batch->take_diagrams(); }));
  }
  return diagrams;
}

inline std::vector<Diagrams> vietoris_rips_batch(const std::vector<MetricSpaceView>& spaces,
                                                 const VietorisRipsOptions& options = {}) {
  Control control;
  return vietoris_rips_batch(spaces, options, control);
}

/// What a computation will cost, by powers of ten.
struct Estimate {
  /// So many landmarks would do.
  struct Fewer {
    std::size_t count;
    /// The diagrams are no farther from those of all points than this, in bottleneck distance.
    double error_bound;
  };

  /// Edges up to the threshold, or to the enclosing radius.
  double edges;
  /// Simplices of the highest dimension that is asked for, were they all listed.
  double simplices;
  /// Time on one thread.
  double seconds;
  /// Memory on top of the input.
  double bytes;
  /// Where it is over the limits that are set, or a minute and 4 GiB: what would fit.
  std::optional<Fewer> landmarks;
  /// The same of distances: computing up to this value would fit.
  std::optional<double> threshold;
};

/// What `vietoris_rips` will cost with these options.
inline Estimate estimate(const MetricSpaceView& space, const VietorisRipsOptions& options, Control& control) {
  const auto found = control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::estimate(space.inner(), options.inner(), cancel, std::move(sink));
  });
  Estimate estimate{found.edges, found.simplices, found.seconds, found.bytes, std::nullopt, std::nullopt};
  if (found.landmarks.present) {
    estimate.landmarks = Estimate::Fewer{static_cast<std::size_t>(found.landmarks.count), found.error_bound};
  }
  if (found.threshold.present) {
    estimate.threshold = found.threshold.number;
  }
  return estimate;
}

inline Estimate estimate(const MetricSpaceView& space, const VietorisRipsOptions& options = {}) {
  Control control;
  return estimate(space, options, control);
}

/// Which class of dimension one gives circular coordinates, and how. The field is the integers modulo 47 by
/// default: it may not be 2, and a small prime more often has no lift.
class CircularCoordinatesOptions
    : public detail::WithMetric<detail::CommonOptions<CircularCoordinatesOptions>> {
 public:
  CircularCoordinatesOptions() noexcept { this->inner_.field = 47; }

  /// The class by its place among the intervals of dimension one; by default the one that lives longest.
  CircularCoordinatesOptions& set_index(std::size_t index) {
    index_ = {true, index};
    return *this;
  }
  /// Edges up to this length are smoothed; by default the middle of the interval.
  CircularCoordinatesOptions& set_value(double value) {
    value_ = {true, value};
    return *this;
  }

  /// For the headers of this library.
  const ffi::OptionalCount& index() const noexcept { return index_; }
  /// For the headers of this library.
  const ffi::OptionalNumber& value() const noexcept { return value_; }

 private:
  ffi::OptionalCount index_{};
  ffi::OptionalNumber value_{};
};

/// The place of every point on a circle that winds around a class, in turns from 0 to 1. Throws NotFoundError
/// where there is no such class, InvalidInputError with the triangle at which the cocycle has no lift, which
/// another prime or value may mend.
///
/// Source: de Silva, Morozov, Vejdemo-Johansson, "Persistent cohomology and circular coordinates", 2011.
inline std::vector<double> circular_coordinates(const MetricSpaceView& space,
                                                const CircularCoordinatesOptions& options, Control& control) {
  const auto turns = control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::circular_coordinates(space.inner(), options.index(), options.value(), options.inner(), cancel,
                                     std::move(sink));
  });
  return {turns.begin(), turns.end()};
}

inline std::vector<double> circular_coordinates(const MetricSpaceView& space,
                                                const CircularCoordinatesOptions& options = {}) {
  Control control;
  return circular_coordinates(space, options, control);
}

}  // namespace tda
