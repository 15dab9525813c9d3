//! Images: numbers on a regular grid.

use std::borrow::Cow;

use crate::error::{Error, InvalidInput};

/// The most axes of an image.
pub(crate) const AXES_MAX: usize = 4;

/// An image of 1 to 4 dimensions, row-major: the last axis runs fastest, as in C and NumPy.
///
/// Values are not NaN. Infinite ones are possible: see [`Cubical`](crate::Cubical).
#[derive(Clone, Debug)]
pub struct Image<'a> {
    values: Cow<'a, [f64]>,
    shape: Vec<usize>,
}

impl<'a> Image<'a> {
    /// An image of this shape. Nothing is copied.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a shape without axes, with more than 4, or with a side of zero; when the values
    /// do not fill the shape; when one is NaN.
    ///
    /// ```
    /// // Two rows of three pixels.
    /// let image = tda_core::Image::new(&[0.0, 1.0, 0.5, 2.0, 0.2, 1.5], &[2, 3])?;
    /// assert_eq!(image.shape(), [2, 3]);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn new(values: &'a [f64], shape: &[usize]) -> Result<Self, Error> {
        Self::checked(Cow::Borrowed(values), shape)
    }

    /// As [`new`](Self::new), keeping the numbers.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn from_vec(values: Vec<f64>, shape: &[usize]) -> Result<Image<'static>, Error> {
        Image::checked(Cow::Owned(values), shape)
    }

    fn checked(values: Cow<'a, [f64]>, shape: &[usize]) -> Result<Self, Error> {
        let axes = shape.len();
        if axes == 0 || axes > AXES_MAX {
            return Err(InvalidInput::ImageAxes { axes, axes_max: AXES_MAX }.into());
        }
        if let Some(axis) = shape.iter().position(|&side| side == 0) {
            return Err(InvalidInput::ImageEmpty { axis }.into());
        }
        let expected = shape.iter().fold(1_usize, |product, &side| product.saturating_mul(side));
        if values.len() != expected {
            let (shape, length) = (shape.to_vec(), values.len());
            return Err(InvalidInput::ImageLength { shape, expected, length }.into());
        }
        if let Some(index) = values.iter().position(|value| value.is_nan()) {
            return Err(InvalidInput::ImageNotANumber { index }.into());
        }
        Ok(Image { values, shape: shape.to_vec() })
    }

    /// The values, row-major.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Pixels along each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }
}

#[cfg(feature = "ndarray")]
impl<'a, D: ndarray::Dimension> TryFrom<ndarray::ArrayView<'a, f64, D>> for Image<'a> {
    type Error = Error;

    /// An image of the shape of the array. Values that lie one after another are borrowed, others copied.
    fn try_from(array: ndarray::ArrayView<'a, f64, D>) -> Result<Self, Error> {
        match array.to_slice() {
            Some(values) => Image::new(values, array.shape()),
            None => Image::from_vec(array.iter().copied().collect(), array.shape()),
        }
    }
}
