// Diagrams as numbers, curves and images.
//
// Where a length is needed, classes that never die are left out, or die at `essential_death` where one is
// given. Every function throws InvalidInputError for a birth that is not finite or a death that is NaN.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tda/core/diagrams.hpp"

namespace tda {

// Declared by the bridge:
// Axis { double low, high; std::size_t count; }: evenly spaced values. `count` samples from `low` to `high`,
// both
//   included; as pixels, so many equal parts between them. A function that is given an axis with no sample,
//   or whose ends are not finite or not ascending, throws InvalidInputError.
// Statistics { std::size_t count; Summary births, deaths, midpoints, lengths; double entropy; }
// Summary { double mean, standard_deviation, median, interquartile_range, range, percentile_10,
// percentile_25,
//   percentile_75, percentile_90; }: all zero when there are no numbers; percentiles are linear between
//   neighbours, the standard deviation is that of the numbers themselves.

namespace detail {

inline rust::Slice<const Interval> numbers(const IntervalView& intervals) {
  check_version();
  return {intervals.data(), intervals.size()};
}

inline ffi::OptionalNumber optional(std::optional<double> number) {
  return {number.has_value(), number.value_or(0.0)};
}

inline std::vector<double> own(const rust::Vec<double>& numbers) { return {numbers.begin(), numbers.end()}; }

}  // namespace detail

/// From the least to the largest finite birth or death. A single value makes no range: InvalidInputError.
inline Axis axis_of_values(const IntervalView& diagram, std::size_t count) {
  return detail::call([&] { return ffi::axis_of(detail::numbers(diagram), ffi::AxisKind::Values, count); });
}

/// From the least to the largest birth of the finite intervals.
inline Axis axis_of_births(const IntervalView& diagram, std::size_t count) {
  return detail::call([&] { return ffi::axis_of(detail::numbers(diagram), ffi::AxisKind::Births, count); });
}

/// From the least to the largest length of the finite intervals.
inline Axis axis_of_lengths(const IntervalView& diagram, std::size_t count) {
  return detail::call([&] { return ffi::axis_of(detail::numbers(diagram), ffi::AxisKind::Lengths, count); });
}

/// How many classes live at each sample of `axis`; those that never die count from their birth on.
inline std::vector<std::size_t> betti_curve(const IntervalView& diagram, const Axis& axis) {
  const auto counts = detail::call([&] { return ffi::betti_curve(detail::numbers(diagram), axis); });
  return {counts.begin(), counts.end()};
}

/// The entropy of the lengths as shares of their sum, with the natural logarithm; classes that never die are
/// left out.
///
/// Source: Atienza, González-Díaz, Soriano-Trigueros, "On the stability of persistent entropy", 2020.
inline double persistence_entropy(const IntervalView& diagram) {
  return detail::call([&] { return ffi::entropy(detail::numbers(diagram)); });
}

/// The sum of the lengths, each to `power`; classes that never die are left out.
///
/// Source: Cohen-Steiner, Edelsbrunner, Harer, Mileyko, "Lipschitz functions have L_p-stable persistence",
/// 2010.
inline double total_persistence(const IntervalView& diagram, double power = 1.0) {
  return detail::call([&] { return ffi::total_persistence(detail::numbers(diagram), power); });
}

/// Count, entropy, and how births, deaths, midpoints and lengths are distributed.
///
/// Source: Ali et al., "A survey of vectorization methods in topological data analysis", 2023.
inline Statistics statistics(const IntervalView& diagram, std::optional<double> essential_death = {}) {
  return detail::call(
      [&] { return ffi::statistics(detail::numbers(diagram), detail::optional(essential_death)); });
}

/// Persistence landscapes: layer k at a value is the (k + 1)-th largest tent there. A tent is half as high as
/// its interval is long (GUDHI's landscapes are larger by the square root of 2).
///
/// Gives one layer after the other, each at all samples: layers * axis.count numbers.
///
/// Source: Bubenik, "Statistical topological data analysis using persistence landscapes", 2015.
inline std::vector<double> landscape(const IntervalView& diagram, const Axis& axis, std::size_t layers = 5,
                                     std::optional<double> essential_death = {}) {
  return detail::own(detail::call([&] {
    return ffi::landscape(detail::numbers(diagram), axis, layers, detail::optional(essential_death));
  }));
}

/// The mean of the tents of `landscape`, each weighted by its interval's length to `power`, at all samples.
///
/// Source: Chazal, Fasy, Lecci, Rinaldo, Wasserman, "Stochastic convergence of persistence landscapes and
/// silhouettes", 2014.
inline std::vector<double> silhouette(const IntervalView& diagram, const Axis& axis, double power = 1.0,
                                      std::optional<double> essential_death = {}) {
  return detail::own(detail::call([&] {
    return ffi::silhouette(detail::numbers(diagram), axis, power, detail::optional(essential_death));
  }));
}

/// A sum of Gaussians of standard deviation `bandwidth` around the points (birth, length), each weighted by
/// its length to `weight_power`.
///
/// Gives a row for each pixel of `lengths`, from short to long, and in it a column for each of `births`:
/// number row * births.count + column.
///
/// Source: Adams et al., "Persistence images: a stable vector representation of persistent homology", 2017.
inline std::vector<double> persistence_image(const IntervalView& diagram, const Axis& births,
                                             const Axis& lengths, double bandwidth, double weight_power = 1.0,
                                             Pixels pixels = Pixels::integral,
                                             std::optional<double> essential_death = {}) {
  return detail::own(detail::call([&] {
    return ffi::persistence_image(detail::numbers(diagram), births, lengths, bandwidth, weight_power, pixels,
                                  detail::optional(essential_death));
  }));
}

/// The persistence scale-space kernel of two diagrams after heat has spread for a time `scale`. (GUDHI's
/// kernel with bandwidth h is sqrt(2 pi) * h times this at scale h^2 / 4.)
///
/// Source: Reininghaus, Huber, Bauer, Kwitt, "A stable multi-scale kernel for topological machine learning",
/// 2015.
inline double heat_kernel(const IntervalView& first, const IntervalView& second, double scale,
                          std::optional<double> essential_death = {}) {
  return detail::call([&] {
    return ffi::heat_kernel(detail::numbers(first), detail::numbers(second), scale,
                            detail::optional(essential_death));
  });
}

}  // namespace tda
