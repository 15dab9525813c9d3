//! Cubical: an image, whose pixels are vertices or top cells of a complex of cubes.

use crate::control::Control;
use crate::diagram::Diagrams;
use crate::engine::cubical::{Task, cubical};
use crate::error::{Error, InvalidInput};
use crate::input::Image;
use crate::settings::{Settings, settings_methods, zero_length_method};

/// What the pixels of an image are.
///
/// Source: Bleile, Garin, Heiss, Maggs and Robins, "The persistent homology of dual digital image constructions",
/// 2022, where the two constructions are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Construction {
    /// Pixels are vertices, and a cube enters with its largest vertex: pixels touch along the axes only.
    #[default]
    V,
    /// Pixels are top cells, and a face enters with its smallest one: pixels touch at corners too.
    T,
}

/// The filtration of an image by its values: the set of pixels up to a value grows with it.
///
/// An image of d axes has homology of dimension 0 to d - 1, and d where every axis is periodic. Infinite pixels, and
/// the cells that need them, never enter: plus infinity, or minus infinity in the superlevel filtration. The other
/// infinity is an error. Both zeros are one value.
///
/// ```
/// use tda_core::{Cubical, Image};
///
/// // A bright ring around a dark pixel: the ring enters at 1, the middle fills it at 5.
/// let image = Image::new(&[1.0, 1.0, 1.0, 1.0, 5.0, 1.0, 1.0, 1.0, 1.0], &[3, 3])?;
/// let diagrams = Cubical::new().compute(&image)?;
/// let [loop_] = diagrams.dimension(1)? else { panic!("one loop") };
/// assert_eq!((loop_.birth, loop_.death), (1.0, 5.0));
/// # Ok::<(), tda_core::Error>(())
/// ```
///
/// In two dimensions nothing is reduced; in three only dimension 1, in four dimensions 1 and 2: there coefficients
/// matter (a Möbius band grown from its boundary differs over Z/2 and Z/3), in the lowest and in the highest dimension
/// they do not. [`pairs`](Self::pairs) are the flat row-major indices of the pixels that bring in the cells of birth
/// and death.
#[derive(Clone, Debug, Default)]
pub struct Cubical {
    construction: Construction,
    superlevel: bool,
    periodic: Vec<bool>,
    max_dimension: Option<usize>,
    settings: Settings,
}

impl Cubical {
    /// The V-construction of sublevel sets, not periodic, in all dimensions, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What pixels are. Default [`Construction::V`].
    #[must_use]
    pub fn construction(mut self, construction: Construction) -> Self {
        self.construction = construction;
        self
    }

    /// Whether pixels enter from the largest value down. Values are reported as they are: a class is born above its
    /// death, and one that never dies has the death minus infinity. Default false.
    #[must_use]
    pub fn superlevel(mut self, superlevel: bool) -> Self {
        self.superlevel = superlevel;
        self
    }

    /// Along which axes the last pixel is followed by the first: one entry an axis, or none at all. Default none.
    #[must_use]
    pub fn periodic(mut self, periodic: &[bool]) -> Self {
        self.periodic = periodic.to_vec();
        self
    }

    /// The highest dimension of homology. By default the highest in which there can be any.
    #[must_use]
    pub fn max_dimension(mut self, max_dimension: usize) -> Self {
        self.max_dimension = Some(max_dimension);
        self
    }

    settings_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for an infinite pixel that would enter first, periodicity that does not fit the
    /// shape, an image with 2^32 corners between its pixels, a field that is none, or no threads;
    /// [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, image: &Image<'_>) -> Result<Diagrams, Error> {
        self.compute_with(image, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, image: &Image<'_>, control: &Control) -> Result<Diagrams, Error> {
        let field = self.settings.check()?;
        let (axes, given) = (image.shape().len(), self.periodic.len());
        if given != 0 && given != axes {
            return Err(InvalidInput::ImagePeriodic { axes, given }.into());
        }
        let periodic = (0..axes).map(|axis| self.periodic.get(axis).is_some_and(|&p| p)).collect();
        let task = Task {
            construction: self.construction,
            superlevel: self.superlevel,
            periodic,
            max_dimension: self.max_dimension,
            field,
            settings: self.settings,
        };
        cubical(image, &task, control)
    }
}
