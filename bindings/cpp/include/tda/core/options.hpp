// What computations are told: the setters that options of several filtrations share.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tda/detail/bridge_call.hpp"

namespace tda::detail {

inline ffi::OptionalNumbers optional_numbers(const std::optional<std::vector<double>>& numbers) noexcept {
  return numbers ? ffi::OptionalNumbers{true, {numbers->data(), numbers->size()}} : ffi::OptionalNumbers{};
}

/// Options of every filtration. `Options` is the class that a user sees, which setters give back.
template <class Options>
class CommonOptions {
 public:
  /// Over Z/2, on one thread, without limits.
  CommonOptions() noexcept {
    inner_.field = 2;
    inner_.threads = 1;
    inner_.metric = Metric::euclidean;
    inner_.minkowski_p = 2.0;
  }

  /// Coefficients are the integers modulo this prime, 2 (the default) to 65521. A number that is no prime is
  /// an InvalidInputError when the computation starts.
  Options& set_field(std::uint32_t prime) {
    inner_.field = prime;
    return self();
  }
  /// How many threads may work. Default 1. The answer has the same bits for every number of threads.
  Options& set_threads(std::size_t threads) {
    inner_.threads = threads;
    return self();
  }
  /// Whether `Diagrams::pairs` is wanted. Default false.
  Options& set_pairs(bool pairs) {
    inner_.pairs = pairs;
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
  const ffi::Options& inner() const noexcept { return inner_; }

 protected:
  using Self = Options;

  Options& self() noexcept { return static_cast<Options&>(*this); }

  ffi::Options inner_{};
};

/// Options of filtrations that can stop at a dimension.
template <class Base>
class WithDimension : public Base {
 public:
  /// The highest dimension of homology. By default that of the complex where it is given as a whole, as
  /// images, functions on meshes and time series are; otherwise 1.
  typename Base::Self& set_max_dimension(std::size_t max_dimension) {
    this->inner_.max_dimension = {true, max_dimension};
    return this->self();
  }
};

/// Options of filtrations that know representatives.
template <class Base>
class WithRepresentatives : public Base {
 public:
  /// Whether `Diagrams::cocycles` is wanted. Default false.
  typename Base::Self& set_cocycles(bool cocycles) {
    this->inner_.cocycles = cocycles;
    return this->self();
  }
  /// Whether `Diagrams::cycles` is wanted. Default false.
  typename Base::Self& set_cycles(bool cycles) {
    this->inner_.cycles = cycles;
    return this->self();
  }
};

/// Options of filtrations that look at every cell.
template <class Base>
class WithZeroLengths : public Base {
 public:
  /// Whether intervals of length zero are kept: cells that enter and are paired at one value. Default false.
  typename Base::Self& set_zero_lengths(bool zero_lengths) {
    this->inner_.zero_lengths = zero_lengths;
    return this->self();
  }
};

/// Options of filtrations of points with distances between them.
template <class Base>
class WithMetric : public Base {
 public:
  /// The largest value that lets an edge enter, itself included. Classes alive there are essential. By
  /// default there is none.
  typename Base::Self& set_threshold(double threshold) {
    this->inner_.threshold = {true, threshold};
    return this->self();
  }
  /// How far apart two points are. Default Euclidean. Distances that are given stay as they are.
  typename Base::Self& set_metric(Metric metric) {
    this->inner_.metric = metric;
    return this->self();
  }
  /// The order of Metric::minkowski, 1 or more, and that metric with it.
  typename Base::Self& set_minkowski_p(double p) {
    this->inner_.minkowski_p = p;
    return set_metric(Metric::minkowski);
  }
};

/// What all filtrations share whose simplices are listed.
template <class Options>
using ListedOptions = WithZeroLengths<WithRepresentatives<WithDimension<CommonOptions<Options>>>>;

/// What all filtrations share that come from distances.
template <class Options>
using DistanceFiltrationOptions = WithMetric<WithRepresentatives<WithDimension<CommonOptions<Options>>>>;

}  // namespace tda::detail
