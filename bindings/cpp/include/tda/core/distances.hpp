// How far two persistence diagrams are apart.
//
// A matching gives every point a point of the other diagram, or the nearest one of the diagonal. Classes that
// never die are matched among themselves, by birth; unequal numbers of them are infinitely far apart.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "tda/core/diagrams.hpp"

namespace tda {

/// A point of a diagram and where it goes.
struct Matched {
  std::optional<std::size_t> first;   ///< Position in the first diagram; nothing for the diagonal.
  std::optional<std::size_t> second;  ///< Position in the second diagram; nothing for the diagonal.
  double distance;  ///< How far they are apart; infinity for an essential class without partner.
};

/// A distance with a matching that attains it: every point of both diagrams once.
struct Matching {
  double distance;
  std::vector<Matched> matched;
};

namespace detail {

/// What both distances share. `Options` is the class that a user sees, which setters give back.
template <class Options>
class DistanceOptions {
 public:
  /// The p of the norm between points, at least 1. Default infinity, as in GUDHI and POT; persim takes 2.
  Options& set_internal_p(double p) {
    inner_.internal_p = p;
    return self();
  }
  /// By how much the answer may be off, as a part of it; 0 is exact. Default 0 for `bottleneck`, 0.01 for
  /// `wasserstein`.
  Options& set_relative_error(double relative_error) {
    inner_.relative_error = relative_error;
    return self();
  }
  /// The most memory the computation may take on top of its input; past it LimitExceededError is thrown.
  Options& set_memory_limit_bytes(std::uint64_t limit_bytes) {
    inner_.memory_limit_bytes = {true, limit_bytes};
    return self();
  }
  /// The longest time the computation may take; past it TimeLimitError is thrown.
  Options& set_time_limit(std::chrono::duration<double> limit) {
    inner_.time_limit_seconds = {true, limit.count()};
    return self();
  }

  /// For the headers of this library.
  ffi::DistanceOptions inner(bool with_matching) const noexcept {
    ffi::DistanceOptions inner = inner_;
    inner.with_matching = with_matching;
    return inner;
  }

 protected:
  explicit DistanceOptions(double relative_error) noexcept {
    inner_.order = 1.0;
    inner_.internal_p = std::numeric_limits<double>::infinity();
    inner_.relative_error = relative_error;
  }
  Options& self() noexcept { return static_cast<Options&>(*this); }

  ffi::DistanceOptions inner_{};
};

inline rust::Slice<const Interval> slice(const IntervalView& intervals) {
  return {intervals.data(), intervals.size()};
}

inline Matching matching(const ffi::MatchedDiagrams& found) {
  Matching matching{found.distance, {}};
  const auto position = [](const ffi::OptionalCount& place) {
    return place.present ? std::optional<std::size_t>(place.count) : std::nullopt;
  };
  for (const ffi::MatchedPoints& pair : found.matched) {
    matching.matched.push_back({position(pair.first), position(pair.second), pair.distance});
  }
  return matching;
}

}  // namespace detail

/// What a bottleneck distance is told. Defaults: exact, the l_infinity norm between points.
class BottleneckOptions : public detail::DistanceOptions<BottleneckOptions> {
 public:
  BottleneckOptions() noexcept : DistanceOptions(0.0) {}
};

/// What a Wasserstein distance is told. Defaults: order 1, the l_infinity norm between points, within one
/// percent.
class WassersteinOptions : public detail::DistanceOptions<WassersteinOptions> {
 public:
  WassersteinOptions() noexcept : DistanceOptions(0.01) {}

  /// Moves count to this power, at least 1, and the root is taken of their sum. Default 1.
  WassersteinOptions& set_order(double order) {
    inner_.order = order;
    return *this;
  }
};

namespace detail {

inline ffi::MatchedDiagrams matched(const IntervalView& first, const IntervalView& second,
                                    const BottleneckOptions& options, Control& control, bool with_matching) {
  return control.watch([&](const ffi::CancelToken& cancel, SharedSink sink) {
    return ffi::bottleneck(slice(first), slice(second), options.inner(with_matching), cancel,
                           std::move(sink));
  });
}

inline ffi::MatchedDiagrams matched(const IntervalView& first, const IntervalView& second,
                                    const WassersteinOptions& options, Control& control, bool with_matching) {
  return control.watch([&](const ffi::CancelToken& cancel, SharedSink sink) {
    return ffi::wasserstein(slice(first), slice(second), options.inner(with_matching), cancel,
                            std::move(sink));
  });
}

}  // namespace detail

/// The bottleneck distance of two diagrams: the least possible longest move of a matching.
///
/// Throws InvalidInputError for a point that is not finite (but for the death of a class that never dies), a
/// p below 1, or a relative error that is negative or not finite; LimitExceededError and TimeLimitError past
/// a limit.
///
/// Source: Kerber, Morozov, Nigmetov, "Geometry helps to compare persistence diagrams", 2017.
inline double bottleneck(const IntervalView& first, const IntervalView& second,
                         const BottleneckOptions& options, Control& control) {
  return detail::matched(first, second, options, control, false).distance;
}

inline double bottleneck(const IntervalView& first, const IntervalView& second,
                         const BottleneckOptions& options = {}) {
  Control control;
  return bottleneck(first, second, options, control);
}

/// As `bottleneck`, with a matching.
inline Matching bottleneck_matching(const IntervalView& first, const IntervalView& second,
                                    const BottleneckOptions& options, Control& control) {
  return detail::matching(detail::matched(first, second, options, control, true));
}

inline Matching bottleneck_matching(const IntervalView& first, const IntervalView& second,
                                    const BottleneckOptions& options = {}) {
  Control control;
  return bottleneck_matching(first, second, options, control);
}

/// The Wasserstein distance of two diagrams: the least possible sum of moves, each to the power of the order,
/// and the root of that order. Throws as `bottleneck`, and InvalidInputError for an order below 1.
inline double wasserstein(const IntervalView& first, const IntervalView& second,
                          const WassersteinOptions& options, Control& control) {
  return detail::matched(first, second, options, control, false).distance;
}

inline double wasserstein(const IntervalView& first, const IntervalView& second,
                          const WassersteinOptions& options = {}) {
  Control control;
  return wasserstein(first, second, options, control);
}

/// As `wasserstein`, with a matching.
inline Matching wasserstein_matching(const IntervalView& first, const IntervalView& second,
                                     const WassersteinOptions& options, Control& control) {
  return detail::matching(detail::matched(first, second, options, control, true));
}

inline Matching wasserstein_matching(const IntervalView& first, const IntervalView& second,
                                     const WassersteinOptions& options = {}) {
  Control control;
  return wasserstein_matching(first, second, options, control);
}

}  // namespace tda
