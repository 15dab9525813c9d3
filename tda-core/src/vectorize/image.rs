//! Persistence images.

use super::Axis;
use super::axis::COUNT_MAX;
use super::essential::{Essential, essential_method};
use super::separable::{Profile, add_product};
use crate::control::{Control, Limits, Monitor, Stage};
use crate::diagram::Interval;
use crate::engine::sort::sort_by;
use crate::error::{Error, InvalidInput};

/// What a pixel of a persistence image holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pixels {
    /// The integral of the density over the pixel; the axes are cut into pixels. As in the paper, and as persim.
    #[default]
    Integral,
    /// The density at the samples of the axes, both ends included. As GUDHI.
    Sample,
}

/// How much a point counts, by its birth and its length. A weight that is zero on the diagonal makes the image stable.
#[derive(Clone, Copy, Debug)]
pub enum Weight {
    /// All alike.
    Constant,
    /// By any function of birth and length.
    Custom(fn(f64, f64) -> f64),
    /// Length to a power, at least 0.
    Power(f64),
    /// From 0 at length `start` to 1 at `end`, linear between them.
    Ramp {
        /// The length up to which points do not count.
        start: f64,
        /// The length from which on points count 1; above `start`.
        end: f64,
    },
}

impl Weight {
    fn check(self) -> Result<(), Error> {
        match self {
            Weight::Power(power) if !power.is_finite() || power < 0.0 => {
                Err(InvalidInput::WeightPower { power }.into())
            }
            Weight::Ramp { start, end } if !(start < end && (end - start).is_finite()) => {
                Err(InvalidInput::AxisRange { low: start, high: end }.into())
            }
            _ => Ok(()),
        }
    }

    fn of(self, birth: f64, length: f64) -> f64 {
        match self {
            Weight::Constant | Weight::Power(0.0) => 1.0,
            Weight::Custom(weight) => weight(birth, length),
            Weight::Power(1.0) => length,
            Weight::Power(power) => libm::pow(length, power),
            Weight::Ramp { start, end } => ((length - start) / (end - start)).clamp(0.0, 1.0),
        }
    }
}

/// Persistence images: a sum of Gaussians around the points (birth, length), each with a weight.
///
/// An image has a row for each pixel or sample of the lengths, from short to long, and in it a column for each of the
/// births, ascending: number `row * births.count() + column`. (Pictures are usually drawn with the first row at the
/// bottom.) The Gaussian has the same width in both directions and volume 1.
///
/// Cost: pixels times intervals, multiplications only; exponentials or error functions for each interval's row and
/// column.
/// Source: Adams et al., "Persistence images: a stable vector representation of persistent homology", JMLR 2017.
///
/// ```
/// use tda_core::{Interval, vectorize::{Axis, PersistenceImage, Weight}};
/// let diagram = [Interval { birth: 0.5, death: 3.0 }];
/// let image = PersistenceImage::new(0.1)
///     .weight(Weight::Constant)
///     .compute(&diagram, &Axis::new(0.0, 2.0, 2)?, &Axis::new(0.0, 3.0, 3)?)?;
/// assert!(image[4] > 0.99 && image.len() == 6); // the third row, lengths 2 to 3, the first column, births 0 to 1
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PersistenceImage {
    bandwidth: f64,
    pixels: Pixels,
    weight: Weight,
    essential: Essential,
}

impl PersistenceImage {
    /// With this standard deviation of the Gaussian, weighted by length, pixel integrals, essential classes left out.
    #[must_use]
    pub fn new(bandwidth: f64) -> Self {
        PersistenceImage {
            bandwidth,
            pixels: Pixels::default(),
            weight: Weight::Power(1.0),
            essential: Essential::default(),
        }
    }

    /// What a pixel holds. Default: the integral over it.
    #[must_use]
    pub fn pixels(mut self, pixels: Pixels) -> Self {
        self.pixels = pixels;
        self
    }

    /// How much a point counts. Default: its length.
    #[must_use]
    pub fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    essential_method!();

    /// The image of a diagram: `lengths.count()` rows of `births.count()` numbers.
    ///
    /// # Errors
    /// [`InvalidInput::Bandwidth`] for a width that is not positive and finite; [`InvalidInput::AxisCount`] for an
    /// image of more than 2^27 pixels; a weight that is none; what [`Essential`] refuses; a point that is not finite.
    pub fn compute(&self, intervals: &[Interval], births: &Axis, lengths: &Axis) -> Result<Vec<f64>, Error> {
        self.compute_with(intervals, births, lengths, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(
        &self,
        intervals: &[Interval],
        births: &Axis,
        lengths: &Axis,
        control: &Control,
    ) -> Result<Vec<f64>, Error> {
        check_bandwidth(self.bandwidth)?;
        self.weight.check()?;
        let mut monitor = Monitor::start(control, Limits::default())?;
        let mut bars = self.essential.bars(intervals)?;
        sort_by(&mut bars, &mut monitor, |a, b| {
            a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death))
        })?;
        let mut image = vec![0.0; pixel_count(births, lengths)?];
        let (births, lengths) = (Ruler::new(births, self), Ruler::new(lengths, self));
        let (mut row, mut column) = (Profile::default(), Profile::default());
        monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
        for (done, bar) in bars.iter().filter(|bar| bar.length() > 0.0).enumerate() {
            let weight = self.weight.of(bar.birth, bar.length());
            births.profile(bar.birth, &mut column);
            lengths.profile(bar.length(), &mut row);
            add_product(&mut image, births.count, weight, &row, &column);
            monitor.advance(done as f64 / bars.len() as f64);
            monitor.tick(image.len() + 20 * (births.count + lengths.count))?;
        }
        monitor.finish();
        Ok(image)
    }
}

pub(super) fn check_bandwidth(bandwidth: f64) -> Result<(), Error> {
    let fine = bandwidth.is_finite() && bandwidth > 0.0;
    if fine { Ok(()) } else { Err(InvalidInput::Bandwidth { bandwidth }.into()) }
}

/// How many numbers an image has.
pub(super) fn pixel_count(births: &Axis, lengths: &Axis) -> Result<usize, Error> {
    let pixels = births.count().checked_mul(lengths.count()).filter(|&pixels| pixels <= COUNT_MAX);
    let count = births.count().max(lengths.count());
    pixels.ok_or(InvalidInput::AxisCount { count, limit: COUNT_MAX / count.min(COUNT_MAX) }.into())
}

/// An axis with what its Gaussians need.
struct Ruler {
    marks: Vec<f64>,
    count: usize,
    bandwidth: f64,
    pixels: Pixels,
}

impl Ruler {
    fn new(axis: &Axis, image: &PersistenceImage) -> Self {
        let marks = if image.pixels == Pixels::Sample { axis.samples() } else { axis.edges() };
        Ruler { marks, count: axis.count(), bandwidth: image.bandwidth, pixels: image.pixels }
    }

    /// The Gaussian around `center`, at the samples or over the pixels.
    fn profile(&self, center: f64, profile: &mut Profile) {
        match self.pixels {
            Pixels::Sample => {
                let factor = 1.0 / (self.bandwidth * (2.0 * std::f64::consts::PI).sqrt());
                profile.fill(self.count, |index| {
                    let away = (self.marks[index] - center) / self.bandwidth;
                    factor * libm::exp(-0.5 * away * away)
                });
            }
            Pixels::Integral => {
                let below = |mark: f64| {
                    0.5 * libm::erfc((center - mark) / (self.bandwidth * std::f64::consts::SQRT_2))
                };
                let mut last = below(self.marks[0]);
                profile.fill(self.count, |index| {
                    let next = below(self.marks[index + 1]);
                    next - std::mem::replace(&mut last, next)
                });
            }
        }
    }
}
