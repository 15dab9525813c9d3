// Filtrations of functions on complexes, and of simplices given one by one.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "tda/core/diagrams.hpp"
#include "tda/core/options.hpp"

namespace tda {

namespace detail {

/// Lists one behind the other, as the bridge takes them.
class FlatLists {
 public:
  FlatLists() = default;
  explicit FlatLists(const std::vector<std::vector<std::size_t>>& lists) {
    lengths_.reserve(lists.size());
    for (const auto& list : lists) {
      items_.insert(items_.end(), list.begin(), list.end());
      lengths_.push_back(list.size());
    }
  }

  ffi::Lists inner() const noexcept {
    return {{items_.data(), items_.size()}, {lengths_.data(), lengths_.size()}};
  }

 private:
  std::vector<std::size_t> items_;
  std::vector<std::size_t> lengths_;
};

}  // namespace detail

/// Values on the vertices of a path, a graph, a mesh or any complex. Values are not copied, simplices are.
class VertexFunctionView {
 public:
  /// A time series: each sample is joined to the next.
  static VertexFunctionView on_path(const double* values, std::size_t count) {
    return {values, count, true, {}};
  }
  /// A function on the complex of `simplices`, lists of vertices, and all their faces; edges are enough for a
  /// graph. Order and repeats do not count.
  static VertexFunctionView on_simplices(const double* values, std::size_t count,
                                         const std::vector<std::vector<std::size_t>>& simplices) {
    return {values, count, false, detail::FlatLists(simplices)};
  }

  /// For the headers of this library.
  ffi::Function inner() const noexcept { return {{values_, count_}, on_path_, simplices_.inner()}; }

 private:
  VertexFunctionView(const double* values, std::size_t count, bool on_path, detail::FlatLists simplices)
      : values_(values), count_(count), on_path_(on_path), simplices_(std::move(simplices)) {}

  const double* values_;
  std::size_t count_;
  bool on_path_;
  detail::FlatLists simplices_;
};

/// What a lower-star computation is told. Defaults: every dimension of the complex, one thread, no limits.
class LowerStarOptions : public detail::ListedOptions<LowerStarOptions> {
 public:
  /// Whether the function is read from its largest value down: births lie above deaths, and a class that
  /// never dies has death minus infinity. Default false.
  LowerStarOptions& set_superlevel(bool superlevel) {
    superlevel_ = superlevel;
    return *this;
  }

  /// Whether the function is read from its largest value down.
  bool superlevel() const noexcept { return superlevel_; }

 private:
  bool superlevel_ = false;
};

/// Barcodes of a function on vertices: a simplex enters with the last of its vertices.
///
/// Throws InvalidInputError too when a value is not finite, or a simplex names no vertex, or one twice.
///
/// Source: Edelsbrunner, Harer, "Computational Topology", 2010, section VI.3.
inline Diagrams lower_star(const VertexFunctionView& function, const LowerStarOptions& options,
                           Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::lower_star(function.inner(), options.superlevel(), options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams lower_star(const VertexFunctionView& function, const LowerStarOptions& options = {}) {
  Control control;
  return lower_star(function, options, control);
}

/// What an extended computation is told; dimensions are those of the complex.
class ExtendedOptions : public detail::CommonOptions<ExtendedOptions> {};

/// The three kinds of classes of extended persistence, each with every dimension of the complex.
struct ExtendedDiagrams {
  Diagrams ordinary;  ///< Born and dead on the way up.
  Diagrams relative;  ///< Born and dead on the way down: birth above death.
  Diagrams extended;  ///< Born on the way up and dead on the way down.
};

/// Extended persistence of a function on vertices: up through the complex, down through its cone. Throws as
/// `lower_star`.
///
/// Source: Cohen-Steiner, Edelsbrunner, Harer, "Extending persistence using Poincaré and Lefschetz duality",
/// 2009.
inline ExtendedDiagrams extended(const VertexFunctionView& function, const ExtendedOptions& options,
                                 Control& control) {
  ffi::ExtendedParts parts = control.watch([&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::extended(function.inner(), options.inner(), cancel, std::move(sink));
  });
  return {Diagrams(std::move(parts.ordinary)), Diagrams(std::move(parts.relative)),
          Diagrams(std::move(parts.extended))};
}

inline ExtendedDiagrams extended(const VertexFunctionView& function, const ExtendedOptions& options = {}) {
  Control control;
  return extended(function, options, control);
}

/// What the computation of an explicit filtration is told. Defaults: dimensions 0 and 1, one thread, no
/// limits.
class ExplicitOptions : public detail::ListedOptions<ExplicitOptions> {};

/// Barcodes of simplices given one by one: simplex i enters at values[i], never falling, and boundaries[i]
/// are the positions of its facets, in any order; none for a vertex.
///
/// Throws InvalidInputError too when a boundary names a simplex that is not an earlier one of the dimension
/// below, or is not the boundary of a simplex.
inline Diagrams explicit_filtration(const std::vector<double>& values,
                                    const std::vector<std::vector<std::size_t>>& boundaries,
                                    const ExplicitOptions& options, Control& control) {
  const detail::FlatLists lists(boundaries);
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::explicit_filtration({values.data(), values.size()}, lists.inner(), options.inner(), cancel,
                                    std::move(sink));
  });
}

inline Diagrams explicit_filtration(const std::vector<double>& values,
                                    const std::vector<std::vector<std::size_t>>& boundaries,
                                    const ExplicitOptions& options = {}) {
  Control control;
  return explicit_filtration(values, boundaries, options, control);
}

}  // namespace tda
