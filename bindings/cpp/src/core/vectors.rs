//! Diagrams as numbers, curves and images.

use tda_core::vectorize::{
    self, BettiCurve, Essential, HeatKernel, Landscape, PersistenceImage, Silhouette, Weight,
};

use super::intervals_of;
use crate::failure::{Failure, guarded};
use crate::ffi::{Axis, AxisKind, Interval, OptionalNumber, Pixels, Statistics, Summary};

impl Axis {
    fn read(&self) -> Result<vectorize::Axis, Failure> {
        Ok(vectorize::Axis::new(self.low, self.high, self.count)?)
    }
}

/// Essential classes die at the value given, or are left out.
fn essential(death: &OptionalNumber) -> Essential {
    death.get().map_or(Essential::Drop, Essential::Cap)
}

/// The axis that spans what `kind` says of the intervals.
pub(crate) fn axis_of(intervals: &[Interval], kind: AxisKind, count: usize) -> Result<Axis, Failure> {
    guarded(|| {
        let intervals = intervals_of(intervals);
        let axis = match kind {
            AxisKind::Values => vectorize::Axis::around([&intervals[..]], count)?,
            AxisKind::Births => vectorize::Axis::of_births([&intervals[..]], count)?,
            AxisKind::Lengths => vectorize::Axis::of_lengths([&intervals[..]], count)?,
            _ => return Err(Failure::invalid("the kind of the axis is not known")),
        };
        Ok(Axis { low: axis.low(), high: axis.high(), count: axis.count() })
    })
}

pub(crate) fn betti_curve(intervals: &[Interval], axis: &Axis) -> Result<Vec<usize>, Failure> {
    guarded(|| Ok(BettiCurve::of(&intervals_of(intervals))?.sample(&axis.read()?)))
}

pub(crate) fn entropy(intervals: &[Interval]) -> Result<f64, Failure> {
    guarded(|| Ok(vectorize::entropy(&intervals_of(intervals))?))
}

pub(crate) fn total_persistence(intervals: &[Interval], power: f64) -> Result<f64, Failure> {
    guarded(|| Ok(vectorize::total_persistence(&intervals_of(intervals), power)?))
}

pub(crate) fn statistics(
    intervals: &[Interval],
    essential_death: &OptionalNumber,
) -> Result<Statistics, Failure> {
    guarded(|| {
        let found = vectorize::Statistics::of(&intervals_of(intervals), essential(essential_death))?;
        Ok(Statistics {
            count: found.count,
            births: found.births.into(),
            deaths: found.deaths.into(),
            midpoints: found.midpoints.into(),
            lengths: found.lengths.into(),
            entropy: found.entropy,
        })
    })
}

impl From<vectorize::Summary> for Summary {
    fn from(found: vectorize::Summary) -> Self {
        Self {
            mean: found.mean,
            standard_deviation: found.standard_deviation,
            median: found.median,
            interquartile_range: found.interquartile_range,
            range: found.range,
            percentile_10: found.percentile_10,
            percentile_25: found.percentile_25,
            percentile_75: found.percentile_75,
            percentile_90: found.percentile_90,
        }
    }
}

pub(crate) fn landscape(
    intervals: &[Interval],
    axis: &Axis,
    layers: usize,
    essential_death: &OptionalNumber,
) -> Result<Vec<f64>, Failure> {
    guarded(|| {
        let family = Landscape::new().layers(layers).essential(essential(essential_death));
        Ok(family.compute(&intervals_of(intervals), &axis.read()?)?)
    })
}

pub(crate) fn silhouette(
    intervals: &[Interval],
    axis: &Axis,
    power: f64,
    essential_death: &OptionalNumber,
) -> Result<Vec<f64>, Failure> {
    guarded(|| {
        let family = Silhouette::new().power(power).essential(essential(essential_death));
        Ok(family.compute(&intervals_of(intervals), &axis.read()?)?)
    })
}

pub(crate) fn persistence_image(
    intervals: &[Interval],
    births: &Axis,
    lengths: &Axis,
    bandwidth: f64,
    weight_power: f64,
    pixels: Pixels,
    essential_death: &OptionalNumber,
) -> Result<Vec<f64>, Failure> {
    guarded(|| {
        let pixels = match pixels {
            Pixels::Integral => vectorize::Pixels::Integral,
            Pixels::Sample => vectorize::Pixels::Sample,
            _ => return Err(Failure::invalid("the kind of the pixels is not known")),
        };
        let family = PersistenceImage::new(bandwidth).pixels(pixels).weight(Weight::Power(weight_power));
        let family = family.essential(essential(essential_death));
        Ok(family.compute(&intervals_of(intervals), &births.read()?, &lengths.read()?)?)
    })
}

pub(crate) fn heat_kernel(
    first: &[Interval],
    second: &[Interval],
    scale: f64,
    essential_death: &OptionalNumber,
) -> Result<f64, Failure> {
    guarded(|| {
        let family = HeatKernel::new(scale).essential(essential(essential_death));
        Ok(family.kernel(&intervals_of(first), &intervals_of(second))?)
    })
}
