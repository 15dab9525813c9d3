// Vietoris-Rips and its kin: filtrations of points with distances between them.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "tda/core/diagrams.hpp"
#include "tda/core/options.hpp"
#include "tda/core/spaces.hpp"

namespace tda {

/// What a Vietoris-Rips computation is told. Defaults: dimensions 0 and 1, up to the enclosing radius, one
/// thread, no limits.
class VietorisRipsOptions : public detail::DistanceFiltrationOptions<VietorisRipsOptions> {
 public:
  /// When each point enters, one finite number a point, below zero too: an edge enters at max(d, a, b) for
  /// the distance d and the births a and b of its ends. By default all enter at zero.
  VietorisRipsOptions& set_weights(std::vector<double> weights) {
    weights_ = std::move(weights);
    return *this;
  }

  /// For the headers of this library.
  ffi::OptionalNumbers weights() const noexcept { return detail::optional_numbers(weights_); }

 private:
  std::optional<std::vector<double>> weights_;
};

/// Barcodes of the Vietoris-Rips filtration: a simplex enters with its longest edge.
///
/// Values are distances of the input (diameters, not radii), exactly. Without a threshold the computation
/// goes up to the enclosing radius, behind which nothing changes. The triangle inequality is not asked for.
///
/// Source: Bauer, "Ripser: efficient computation of Vietoris-Rips persistence barcodes", 2021.
inline Diagrams vietoris_rips(const MetricSpaceView& space, const VietorisRipsOptions& options,
                              Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::vietoris_rips(space.inner(), options.weights(), options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams vietoris_rips(const MetricSpaceView& space, const VietorisRipsOptions& options = {}) {
  Control control;
  return vietoris_rips(space, options, control);
}

/// What a DTM computation is told.
class DtmRipsOptions : public detail::DistanceFiltrationOptions<DtmRipsOptions> {
 public:
  /// How many nearest points count, the point itself included.
  DtmRipsOptions& set_neighbours(std::size_t neighbours) {
    mass_.neighbours = {true, neighbours};
    mass_.share = {};
    return *this;
  }
  /// Which share of all points counts, above 0 up to 1. Where it is no whole number of points, the last
  /// counts in part. Default 0.05.
  DtmRipsOptions& set_mass(double mass) {
    mass_.share = {true, mass};
    mass_.neighbours = {};
    return *this;
  }
  /// How balls grow once their points have entered. Default Exponent::one.
  DtmRipsOptions& set_exponent(Exponent exponent) {
    mass_.exponent = exponent;
    return *this;
  }

  /// For the headers of this library.
  const ffi::Mass& mass() const noexcept { return mass_; }

 private:
  ffi::Mass mass_{{}, {}, Exponent::one};
};

/// Barcodes of the DTM filtration: Vietoris-Rips in which points enter late where there are few others,
/// robust against outliers.
///
/// A point enters at twice the root of the mean squared distance to its nearest points, itself included.
/// Throws InvalidInputError too for no neighbours, or more than there are points.
///
/// Source: Anai et al., "DTM-based filtrations", 2019.
inline Diagrams dtm_rips(const MetricSpaceView& space, const DtmRipsOptions& options, Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::dtm_rips(space.inner(), options.mass(), options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams dtm_rips(const MetricSpaceView& space, const DtmRipsOptions& options = {}) {
  Control control;
  return dtm_rips(space, options, control);
}

/// What a sparse Rips computation is told.
class SparseRipsOptions : public detail::DistanceFiltrationOptions<SparseRipsOptions> {
 public:
  /// The error, between 0 and 1.
  explicit SparseRipsOptions(double epsilon) noexcept : epsilon_(epsilon) {}

  /// The error, between 0 and 1.
  double epsilon() const noexcept { return epsilon_; }

 private:
  double epsilon_;
};

/// Barcodes close to those of Vietoris-Rips, from a complex of linear size.
///
/// Every interval of Vietoris-Rips that lasts longer than the factor 1 / (1 - epsilon)^2 is there, its ends
/// wrong by at most the factor 1 / (1 - epsilon). Distances must obey the triangle inequality, which is not
/// checked.
///
/// Source: Cavanna, Jahanseir, Sheehy, "A geometric perspective on sparse filtrations", 2015.
inline Diagrams sparse_rips(const MetricSpaceView& space, const SparseRipsOptions& options,
                            Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::sparse_rips(space.inner(), options.epsilon(), options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams sparse_rips(const MetricSpaceView& space, const SparseRipsOptions& options) {
  Control control;
  return sparse_rips(space, options, control);
}

}  // namespace tda
