// Persistence diagrams: what every computation gives.
#pragma once

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
// class that never dies; in a superlevel filtration it lies below birth, and is minus infinity for such a
// class. It is declared by the bridge, so that diagrams are read where they lie.

/// How long a class lives, in either direction; infinity if it never dies.
inline double persistence(const Interval& interval) noexcept {
  return std::abs(interval.death - interval.birth);
}

/// Whether a class never dies.
inline bool is_essential(const Interval& interval) noexcept { return std::isinf(interval.death); }

/// Intervals where they lie, in a `Diagrams` or a vector, which must live longer.
class IntervalView {
 public:
  IntervalView(const std::vector<Interval>& intervals) noexcept
      : IntervalView(intervals.data(), intervals.size()) {}
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

/// A simplex as its vertices, ascending; a cell of an image as the flat row-major index of one pixel.
using Simplex = std::vector<std::uint32_t>;

/// The simplex that gives birth to a class, and the one that ends it.
struct Pair {
  Simplex birth;
  std::optional<Simplex> death;  ///< Nothing if the class never dies.
};

/// A simplex, oriented by its ascending vertices, and its coefficient: 1 to p - 1 modulo the prime p.
struct Term {
  Simplex simplex;
  std::uint32_t coefficient;
};

/// A sum of simplices; no coefficient is zero.
using Chain = std::vector<Term>;

/// Persistence diagrams of dimension 0 to a maximum.
///
/// Intervals are sorted by birth, then death; those of zero length are left out unless they were asked for.
class Diagrams {
 public:
  /// Diagrams of another engine, one list per dimension from 0 on. Sorts them and leaves out intervals of
  /// zero length. Throws InvalidInputError without any dimension, or when a birth is not finite, a death is
  /// NaN, or a death comes before its birth.
  static Diagrams from_intervals(const std::vector<std::vector<Interval>>& dimensions) {
    return of_lists(dimensions, false);
  }

  /// As `from_intervals`, of a superlevel or an extended filtration: deaths may lie below births, and a class
  /// that never dies may have death minus infinity.
  static Diagrams from_signed_intervals(const std::vector<std::vector<Interval>>& dimensions) {
    return of_lists(dimensions, true);
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

  /// Birth and death simplices of one dimension, in the order of its intervals. Throws NotFoundError above
  /// the computed maximum, and when pairs were not asked for.
  std::vector<Pair> pairs(std::size_t dimension) const {
    const ffi::FlatPairs flat = detail::call([&] { return inner_->pairs(dimension); });
    std::vector<Pair> pairs(flat.birth_lengths.size());
    const std::uint32_t* birth = flat.births.data();
    const std::uint32_t* death = flat.deaths.data();
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      pairs[i].birth.assign(birth, birth + flat.birth_lengths[i]);
      birth += flat.birth_lengths[i];
      if (flat.death_lengths[i] != 0) {
        pairs[i].death.emplace(death, death + flat.death_lengths[i]);
        death += flat.death_lengths[i];
      }
    }
    return pairs;
  }

  /// A cocycle of each class of one dimension, in the order of its intervals, valid on the whole interval.
  /// Throws as `pairs`.
  std::vector<Chain> cocycles(std::size_t dimension) const {
    return chains(detail::call([&] { return inner_->cocycles(dimension); }));
  }

  /// A cycle of each class of one dimension, in the order of its intervals: no boundary from birth on, and
  /// one at death. Throws as `pairs`.
  std::vector<Chain> cycles(std::size_t dimension) const {
    return chains(detail::call([&] { return inner_->cycles(dimension); }));
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
  static Diagrams of_lists(const std::vector<std::vector<Interval>>& dimensions, bool is_signed) {
    detail::check_version();
    std::vector<Interval> intervals;
    std::vector<std::size_t> lengths;
    for (const auto& dimension : dimensions) {
      intervals.insert(intervals.end(), dimension.begin(), dimension.end());
      lengths.push_back(dimension.size());
    }
    return Diagrams(detail::call([&] {
      return ffi::diagrams_of_intervals({intervals.data(), intervals.size()},
                                        {lengths.data(), lengths.size()}, is_signed);
    }));
  }

  static std::vector<Chain> chains(const ffi::FlatChains& flat) {
    std::vector<Chain> chains;
    chains.reserve(flat.lengths.size());
    const std::uint32_t* vertex = flat.vertices.data();
    const std::uint32_t* coefficient = flat.coefficients.data();
    for (const std::size_t length : flat.lengths) {
      Chain& chain = chains.emplace_back();
      chain.reserve(length);
      for (std::size_t i = 0; i < length; ++i, vertex += flat.width) {
        chain.push_back({Simplex(vertex, vertex + flat.width), *coefficient++});
      }
    }
    return chains;
  }

  rust::Box<ffi::Diagrams> inner_;
};

namespace detail {

/// Runs an entry of the bridge that gives diagrams under `control`.
template <class Entry>
Diagrams diagrams(Control& control, Entry&& entry) {
  return Diagrams(control.watch(std::forward<Entry>(entry)));
}

}  // namespace detail
}  // namespace tda
