// Filtrations of points: balls around them, their Delaunay triangulation, landmarks among them.
#pragma once

#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "tda/core/diagrams.hpp"
#include "tda/core/options.hpp"
#include "tda/core/spaces.hpp"

namespace tda {

/// What a Čech computation is told.
class CechOptions : public detail::ListedOptions<CechOptions> {
 public:
  /// The largest radius, itself included. By default one that holds all points, past which nothing changes.
  CechOptions& set_max_radius(double max_radius) {
    max_radius_ = {true, max_radius};
    return *this;
  }

  /// For the headers of this library.
  const ffi::OptionalNumber& max_radius() const noexcept { return max_radius_; }

 private:
  ffi::OptionalNumber max_radius_{};
};

/// Barcodes of the Čech filtration: a simplex enters when closed balls around its points have a point in
/// common.
///
/// Values are radii of smallest enclosing balls. All simplices are written out: this is for some hundred
/// points.
///
/// Source: Edelsbrunner, Harer, "Computational Topology", 2010, section III.2.
inline Diagrams cech(const PointCloudView& points, const CechOptions& options, Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::cech(detail::space(points), options.max_radius(), options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams cech(const PointCloudView& points, const CechOptions& options = {}) {
  Control control;
  return cech(points, options, control);
}

/// What an alpha computation is told. Defaults: radii of points without weights, in open space, all
/// dimensions.
class AlphaOptions
    : public detail::WithZeroLengths<detail::WithRepresentatives<detail::CommonOptions<AlphaOptions>>> {
 public:
  /// Whether values are squared radii, as GUDHI and CGAL have them. Default false.
  AlphaOptions& set_squared(bool squared) {
    squared_ = squared;
    return *this;
  }
  /// A weight for each point, the square of a radius that it starts with. Squared values may then be below
  /// zero; without `set_squared` such a value is less the root of its size.
  AlphaOptions& set_weights(std::vector<double> weights) {
    weights_ = std::move(weights);
    return *this;
  }
  /// Joins opposite sides of a box with these sides, one for each coordinate: space becomes a torus.
  AlphaOptions& set_periodic(std::vector<double> sides) {
    sides_ = std::move(sides);
    return *this;
  }

  /// Whether values are squared radii.
  bool squared() const noexcept { return squared_; }
  /// For the headers of this library.
  ffi::OptionalNumbers weights() const noexcept { return detail::optional_numbers(weights_); }
  /// For the headers of this library.
  ffi::OptionalNumbers sides() const noexcept { return detail::optional_numbers(sides_); }

 private:
  bool squared_ = false;
  std::optional<std::vector<double>> weights_;
  std::optional<std::vector<double>> sides_;
};

/// Barcodes of the alpha filtration of points in the plane or in space: it has the homotopy type of balls
/// that grow around them.
///
/// Values are radii. Decisions are exact, whatever lies on one line or sphere; a point that repeats another
/// is no vertex. Throws InvalidInputError too for points of more than three coordinates.
///
/// Source: Edelsbrunner, Mücke, "Three-dimensional alpha shapes", 1994.
inline Diagrams alpha(const PointCloudView& points, const AlphaOptions& options, Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::alpha(detail::space(points), options.squared(), options.weights(), options.sides(),
                      options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams alpha(const PointCloudView& points, const AlphaOptions& options = {}) {
  Control control;
  return alpha(points, options, control);
}

/// What a Delaunay-Rips computation is told. Defaults: all dimensions, one thread, no limits.
class DelaunayRipsOptions : public detail::WithZeroLengths<
                                detail::WithRepresentatives<detail::CommonOptions<DelaunayRipsOptions>>> {};

/// Barcodes of the Delaunay triangulation of points in the plane or in space, filtered by longest edges.
///
/// Values are distances of the input, exactly. Small and quick, but not the barcodes of Vietoris-Rips, nor
/// stable. Throws as `alpha`.
///
/// Source: Mishra, Motta, "Stability and machine learning applications of persistent homology using the
/// Delaunay-Rips complex", 2023.
inline Diagrams delaunay_rips(const PointCloudView& points, const DelaunayRipsOptions& options,
                              Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::delaunay_rips(detail::space(points), options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams delaunay_rips(const PointCloudView& points, const DelaunayRipsOptions& options = {}) {
  Control control;
  return delaunay_rips(points, options, control);
}

/// What a witness computation is told.
class WitnessOptions : public detail::ListedOptions<WitnessOptions> {
 public:
  /// Whether witnesses must be strong. Default false.
  WitnessOptions& set_strong(bool strong) {
    relaxation_.strong = strong;
    return *this;
  }
  /// The largest relaxation, not squared, itself included. Default infinite.
  WitnessOptions& set_max_relaxation(double max_relaxation) {
    relaxation_.max_relaxation = max_relaxation;
    return *this;
  }
  /// Whether values are squares of relaxations. Default false.
  WitnessOptions& set_squared(bool squared) {
    relaxation_.squared = squared;
    return *this;
  }

  /// For the headers of this library.
  const ffi::Relaxation& relaxation() const noexcept { return relaxation_; }

 private:
  ffi::Relaxation relaxation_{false, std::numeric_limits<double>::infinity(), false};
};

/// Barcodes of the relaxed witness filtration: vertices are few landmarks, seen by many witnesses.
///
/// At relaxation a, a witness w sees a simplex if d(w, p)^2 <= d(w, q)^2 + a^2 for every vertex p of it and
/// every landmark q that is none of its vertices (weak), or every landmark q (strong). A simplex enters at
/// the least a at which it and all its faces are seen. Throws InvalidInputError too when landmarks and
/// witnesses have not the same number of coordinates.
///
/// Source: de Silva, Carlsson, "Topological estimation using witness complexes", 2004.
inline Diagrams witness(const PointCloudView& landmarks, const PointCloudView& witnesses,
                        const WitnessOptions& options, Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::witness(detail::space(landmarks), detail::space(witnesses), options.relaxation(),
                        options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams witness(const PointCloudView& landmarks, const PointCloudView& witnesses,
                        const WitnessOptions& options = {}) {
  Control control;
  return witness(landmarks, witnesses, options, control);
}

}  // namespace tda
