// Filtrations of images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "tda/core/diagrams.hpp"
#include "tda/core/options.hpp"

namespace tda {

/// An image where it lies: one to four axes, row-major, so that the last axis runs fastest. Nothing is
/// copied.
struct ImageView {
  const double* data;
  std::vector<std::size_t> shape;
};

namespace detail {

/// How many pixels an image has.
inline std::size_t pixels(const ImageView& image) {
  std::size_t pixels = 1;
  for (const std::size_t side : image.shape) {
    if (side != 0 && pixels > SIZE_MAX / side) {
      throw InvalidInputError("the pixels of the image are more than memory can hold");
    }
    pixels *= side;
  }
  return pixels;
}

}  // namespace detail

/// What a cubical computation is told. Defaults: sublevel sets, V-construction, every dimension of the image,
/// one thread, no limits.
class CubicalOptions
    : public detail::WithZeroLengths<detail::WithDimension<detail::CommonOptions<CubicalOptions>>> {
 public:
  /// What pixels are. Default Construction::V.
  CubicalOptions& set_construction(Construction construction) {
    construction_ = construction;
    return *this;
  }
  /// Whether pixels enter from the largest value down: births lie above deaths, and a class that never dies
  /// has death minus infinity. Default false.
  CubicalOptions& set_superlevel(bool superlevel) {
    superlevel_ = superlevel;
    return *this;
  }
  /// Along which axes the last pixel is followed by the first: one entry an axis, or none at all. Default
  /// none.
  CubicalOptions& set_periodic(const std::vector<bool>& periodic) {
    periodic_.assign(periodic.begin(), periodic.end());
    return *this;
  }

  /// What pixels are.
  Construction construction() const noexcept { return construction_; }
  /// Whether pixels enter from the largest value down.
  bool superlevel() const noexcept { return superlevel_; }
  /// For the headers of this library: one byte an axis.
  const std::vector<std::uint8_t>& periodic() const noexcept { return periodic_; }

 private:
  Construction construction_ = Construction::V;
  bool superlevel_ = false;
  std::vector<std::uint8_t> periodic_;
};

/// Barcodes of an image by its values: the set of pixels up to a value grows with it.
///
/// An image of d axes has homology of dimension 0 to d - 1, and d where every axis is periodic. Infinite
/// pixels never enter: plus infinity, or minus infinity in the superlevel filtration; the other infinity is
/// an InvalidInputError, and so are NaN, a side of zero, and a shape that is not of one to four axes. Pairs
/// are flat row-major indices of pixels.
///
/// Source of the two constructions: Bleile, Garin, Heiss, Maggs, Robins, "The persistent homology of dual
/// digital image constructions", 2022.
inline Diagrams cubical(const ImageView& image, const CubicalOptions& options, Control& control) {
  const ffi::Picture picture{{image.data, detail::pixels(image)},
                             {image.shape.data(), image.shape.size()},
                             options.construction(),
                             options.superlevel(),
                             {options.periodic().data(), options.periodic().size()}};
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::cubical(picture, options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams cubical(const ImageView& image, const CubicalOptions& options = {}) {
  Control control;
  return cubical(image, options, control);
}

}  // namespace tda
