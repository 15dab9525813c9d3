// Persistent homology: exact barcodes of points and distances, watched, cancelled and bounded.
#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tda/control.hpp"
#include "tda/detail/bridge_call.hpp"

namespace tda {

// Interval { double birth, death; }: the life [birth, death) of a homology class. `death` is infinity for a
// class that never dies. It is declared by the bridge, so that diagrams are read where they lie.

/// How long a class lives; infinity if it never dies.
inline double persistence(const Interval& interval) noexcept { return interval.death - interval.birth; }

/// Whether a class never dies.
inline bool is_essential(const Interval& interval) noexcept { return std::isinf(interval.death); }

/// Intervals where they lie in a `Diagrams`, which must live longer.
class IntervalView {
 public:
  IntervalView(const Interval* data, std::size_t size) noexcept : data_(data), size_(size) {}

  const Interval* begin() const noexcept { return data_; }
  const Interval* end() const noexcept { return data_ + size_; }
  const Interval* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  const Interval& operator[](std::size_t index) const noexcept { return data_[index]; }

 private:
  const Interval* data_;
  std::size_t size_;
};

/// Persistence diagrams of dimension 0 to a maximum.
///
/// Intervals are sorted by birth, then death; those of zero length are left out.
class Diagrams {
 public:
  /// Diagrams of another engine, one list per dimension from 0 on. Sorts them and leaves out intervals of
  /// zero length. Throws InvalidInputError without any dimension, or when a birth is not finite, a death is
  /// NaN, or a death comes before its birth.
  static Diagrams from_intervals(const std::vector<std::vector<Interval>>& dimensions) {
    detail::check_version();
    std::vector<Interval> intervals;
    std::vector<std::size_t> lengths;
    for (const auto& dimension : dimensions) {
      intervals.insert(intervals.end(), dimension.begin(), dimension.end());
      lengths.push_back(dimension.size());
    }
    return Diagrams(detail::call([&] {
      return ffi::diagrams_of_intervals({intervals.data(), intervals.size()},
                                        {lengths.data(), lengths.size()});
    }));
  }

  Diagrams(const Diagrams& other) : inner_(detail::call([&] { return other.inner_->duplicate(); })) {}
  Diagrams(Diagrams&&) noexcept = default;
  Diagrams& operator=(const Diagrams& other) { return *this = Diagrams(other); }
  Diagrams& operator=(Diagrams&&) noexcept = default;
  ~Diagrams() = default;

  /// The intervals of one dimension. Throws NotFoundError above the computed maximum.
  IntervalView dimension(std::size_t dimension) const& {
    return detail::call([&] {
      const rust::Slice<const Interval> intervals = inner_->dimension(dimension);
      return IntervalView(intervals.data(), intervals.size());
    });
  }
  /// The intervals would be gone with the diagrams: give those a name first.
  IntervalView dimension(std::size_t dimension) const&& = delete;

  /// The highest dimension that was computed.
  std::size_t max_dimension() const {
    return detail::call([&] { return inner_->max_dimension(); });
  }

  /// How many classes of each dimension live at value `at`.
  std::vector<std::size_t> betti_numbers(double at) const {
    const auto numbers = detail::call([&] { return inner_->betti_numbers(at); });
    return {numbers.begin(), numbers.end()};
  }

  /// Which engine computed this, and why that one.
  std::string plan() const {
    return detail::own(detail::call([&] { return inner_->plan(); }));
  }

  /// The most bytes that the computation held at one time, its input not counted.
  std::uint64_t peak_bytes() const {
    return detail::call([&] { return inner_->peak_bytes(); });
  }

  /// For the headers of this library.
  explicit Diagrams(rust::Box<ffi::Diagrams> inner) noexcept : inner_(std::move(inner)) {}
  /// For the headers of this library.
  rust::Box<ffi::Diagrams> release() && noexcept { return std::move(inner_); }

 private:
  rust::Box<ffi::Diagrams> inner_;
};

/// Points where they lie: `rows` points of `columns` coordinates each, row by row. Nothing is copied.
struct PointCloudView {
  const double* data;
  std::size_t rows;
  std::size_t columns;
};

/// Distances where they lie. Infinity means that two points are never connected. Nothing is copied.
class DistanceMatrixView {
 public:
  /// `points` x `points` entries, row by row; both halves must agree, the diagonal is zero.
  static DistanceMatrixView dense(const double* data, std::size_t points) noexcept {
    return {data, points * points, points, ffi::Layout::Dense};
  }
  /// The n(n-1)/2 distances above the diagonal, row by row, as SciPy's `pdist` gives them.
  static DistanceMatrixView condensed(const double* data, std::size_t length) noexcept {
    return {data, length, 0, ffi::Layout::Condensed};
  }
  /// The n(n-1)/2 distances below the diagonal, row by row, as Ripser's lower-distance files hold them.
  static DistanceMatrixView lower(const double* data, std::size_t length) noexcept {
    return {data, length, 0, ffi::Layout::Lower};
  }

  const double* data() const noexcept { return data_; }
  std::size_t length() const noexcept { return length_; }
  /// For the headers of this library.
  std::size_t points() const noexcept { return points_; }
  /// For the headers of this library.
  ffi::Layout layout() const noexcept { return layout_; }

 private:
  DistanceMatrixView(const double* data, std::size_t length, std::size_t points, ffi::Layout layout) noexcept
      : data_(data), length_(length), points_(points), layout_(layout) {}

  const double* data_;
  std::size_t length_;
  std::size_t points_;
  ffi::Layout layout_;
};

/// What a Vietoris-Rips computation is told. Defaults: dimensions 0 and 1, up to the enclosing radius, one
/// thread, no limits.
class VietorisRipsOptions {
 public:
  /// The highest dimension of homology. Default 1.
  VietorisRipsOptions& set_max_dimension(std::size_t max_dimension) {
    inner_.max_dimension = max_dimension;
    return *this;
  }
  /// The largest distance that makes an edge, itself included. Classes alive there are essential. Without it
  /// the computation goes up to the enclosing radius, behind which nothing changes.
  VietorisRipsOptions& set_threshold(double threshold) {
    inner_.has_threshold = true;
    inner_.threshold = threshold;
    return *this;
  }
  /// How many threads may work. Default 1. The answer has the same bits for every number of threads.
  VietorisRipsOptions& set_threads(std::size_t threads) {
    inner_.threads = threads;
    return *this;
  }
  /// The most memory the computation may take on top of its input; past it LimitExceededError is thrown.
  VietorisRipsOptions& set_memory_limit_bytes(std::uint64_t limit_bytes) {
    inner_.has_memory_limit = true;
    inner_.memory_limit_bytes = limit_bytes;
    return *this;
  }
  /// The longest time the computation may take; past it TimeLimitError is thrown.
  VietorisRipsOptions& set_time_limit(std::chrono::duration<double> limit) {
    inner_.has_time_limit = true;
    inner_.time_limit_seconds = limit.count();
    return *this;
  }

  /// For the headers of this library.
  const ffi::RipsOptions& inner() const noexcept { return inner_; }

 private:
  ffi::RipsOptions inner_{1, 1, false, 0.0, false, 0, false, 0.0};
};

/// Barcodes of the Vietoris-Rips filtration of points with the Euclidean distance, over Z/2.
///
/// Values are distances of the input, exactly. Throws InvalidInputError naming row and column,
/// LimitExceededError, TimeLimitError, and CancelledError; what a progress callback throws comes back as
/// itself.
inline Diagrams vietoris_rips(const PointCloudView& points, const VietorisRipsOptions& options,
                              Control& control) {
  detail::check_version();
  if (points.columns != 0 && points.rows > SIZE_MAX / points.columns) {
    throw InvalidInputError("rows times columns of the points is more than memory can hold");
  }
  return Diagrams(control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::rips_of_points({points.data, points.rows * points.columns}, points.columns, options.inner(),
                               cancel, std::move(sink));
  }));
}

inline Diagrams vietoris_rips(const PointCloudView& points, const VietorisRipsOptions& options = {}) {
  Control control;
  return vietoris_rips(points, options, control);
}

/// As for points, of distances between points that nobody sees. The triangle inequality is not asked for.
inline Diagrams vietoris_rips(const DistanceMatrixView& distances, const VietorisRipsOptions& options,
                              Control& control) {
  detail::check_version();
  return Diagrams(control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::rips_of_distances({distances.data(), distances.length()}, distances.points(),
                                  distances.layout(), options.inner(), cancel, std::move(sink));
  }));
}

inline Diagrams vietoris_rips(const DistanceMatrixView& distances, const VietorisRipsOptions& options = {}) {
  Control control;
  return vietoris_rips(distances, options, control);
}

}  // namespace tda
