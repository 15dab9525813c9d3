// Points and distances where they lie.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tda/detail/bridge_call.hpp"

namespace tda {

/// Points where they lie: `rows` points of `columns` coordinates each, row by row. Nothing is copied.
struct PointCloudView {
  const double* data;
  std::size_t rows;
  std::size_t columns;
};

/// Distances where they lie. Infinity means that two points are never connected. Nothing is copied.
class DistanceMatrixView {
 public:
  /// `points` x `points` entries, row by row, of which `symmetry` says what counts; the diagonal is zero.
  static DistanceMatrixView dense(const double* data, std::size_t points,
                                  Symmetry symmetry = Symmetry::check) noexcept {
    return {data, points * points, points, ffi::Layout::Dense, symmetry};
  }
  /// The n(n-1)/2 distances above the diagonal, row by row, as SciPy's `pdist` gives them.
  static DistanceMatrixView condensed(const double* data, std::size_t length) noexcept {
    return {data, length, 0, ffi::Layout::Condensed, Symmetry::check};
  }
  /// The n(n-1)/2 distances below the diagonal, row by row, as Ripser's lower-distance files hold them.
  static DistanceMatrixView lower(const double* data, std::size_t length) noexcept {
    return {data, length, 0, ffi::Layout::Lower, Symmetry::check};
  }

  const double* data() const noexcept { return data_; }
  std::size_t length() const noexcept { return length_; }
  /// For the headers of this library.
  ffi::Space inner() const noexcept { return {layout_, {data_, length_}, points_, symmetry_, {}, {}}; }

 private:
  DistanceMatrixView(const double* data, std::size_t length, std::size_t points, ffi::Layout layout,
                     Symmetry symmetry) noexcept
      : data_(data), length_(length), points_(points), layout_(layout), symmetry_(symmetry) {}

  const double* data_;
  std::size_t length_;
  std::size_t points_;
  ffi::Layout layout_;
  Symmetry symmetry_;
};

/// Distances of the pairs that are listed: `distances[i]` is that of `rows[i]` and `columns[i]`, `entries` of
/// them among `points` points; all other pairs are not connected.
///
/// An entry of zero is a distance of zero, not an absent one. One entry a pair is enough; where there are
/// more, in either direction, they may differ by 8 units in the last place, and the largest counts.
struct SparseDistancesView {
  std::size_t points;
  const std::size_t* rows;
  const std::size_t* columns;
  const double* distances;
  std::size_t entries;
};

namespace detail {

inline ffi::Space space(const PointCloudView& points) {
  if (points.columns != 0 && points.rows > SIZE_MAX / points.columns) {
    throw InvalidInputError("rows times columns of the points is more than memory can hold");
  }
  const std::size_t length = points.rows * points.columns;
  return {ffi::Layout::Points, {points.data, length}, points.columns, Symmetry::check, {}, {}};
}

}  // namespace detail

/// Points with distances between them: any of the views above, and made from them where a function asks for
/// one.
class MetricSpaceView {
 public:
  /// As PointCloudView{data, rows, columns}.
  MetricSpaceView(const double* data, std::size_t rows, std::size_t columns)
      : MetricSpaceView(PointCloudView{data, rows, columns}) {}
  MetricSpaceView(const PointCloudView& points) : inner_(detail::space(points)) {}
  MetricSpaceView(const DistanceMatrixView& distances) noexcept : inner_(distances.inner()) {}
  MetricSpaceView(const SparseDistancesView& sparse) noexcept
      : inner_{ffi::Layout::Sparse, {sparse.distances, sparse.entries}, sparse.points,
               Symmetry::check,     {sparse.rows, sparse.entries},      {sparse.columns, sparse.entries}} {}

  /// For the headers of this library.
  const ffi::Space& inner() const noexcept { return inner_; }

 private:
  ffi::Space inner_;
};

}  // namespace tda
