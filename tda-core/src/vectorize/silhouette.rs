//! Persistence silhouettes.

use super::Axis;
use super::essential::{Essential, essential_method};
use crate::diagram::Interval;
use crate::error::{Error, InvalidInput};

/// The power-weighted silhouette, sampled: the mean of all tents, each weighted by a power of its length.
///
/// Tents are those of [`Landscape`](super::Landscape), `(d - b) / 2` high (GUDHI's silhouettes are larger by the
/// square root of 2).
///
/// Source: Chazal, Fasy, Lecci, Rinaldo, Wasserman, "Stochastic convergence of persistence landscapes and
/// silhouettes", SoCG 2014.
///
/// ```
/// use tda_core::{Interval, vectorize::{Axis, Silhouette}};
/// let diagram = [Interval { birth: 0.0, death: 4.0 }, Interval { birth: 1.0, death: 3.0 }];
/// let silhouette = Silhouette::new().power(0.0).compute(&diagram, &Axis::new(0.0, 4.0, 3)?)?;
/// assert_eq!(silhouette, [0.0, (2.0 + 1.0) / 2.0, 0.0]);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silhouette {
    power: f64,
    essential: Essential,
}

impl Default for Silhouette {
    fn default() -> Self {
        Self::new()
    }
}

impl Silhouette {
    /// Weighted by length, essential classes left out.
    #[must_use]
    pub fn new() -> Self {
        Silhouette { power: 1.0, essential: Essential::default() }
    }

    /// The weight of an interval is its length to this power, at least 0. Default 1; 0 weighs all alike.
    #[must_use]
    pub fn power(mut self, power: f64) -> Self {
        self.power = power;
        self
    }

    essential_method!();

    /// The silhouette at the samples of `axis`; zero everywhere for a diagram without intervals.
    ///
    /// # Errors
    /// [`InvalidInput::WeightPower`] for a power that is negative or not finite; what [`Essential`] refuses; a point
    /// that is not finite.
    pub fn compute(&self, intervals: &[Interval], axis: &Axis) -> Result<Vec<f64>, Error> {
        let power = self.power;
        if !power.is_finite() || power < 0.0 {
            return Err(InvalidInput::WeightPower { power }.into());
        }
        let mut bars = self.essential.bars(intervals)?;
        bars.retain(|bar| bar.length() > 0.0);
        bars.sort_unstable_by(|a, b| a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death)));
        let longest = bars.iter().fold(0.0_f64, |longest, bar| longest.max(bar.length()));
        let weight =
            |length: f64| if power == 1.0 { length / longest } else { libm::pow(length / longest, power) };
        let total: f64 = bars.iter().map(|bar| weight(bar.length())).sum();
        let samples = axis.samples();
        let mut silhouette = vec![0.0; samples.len()];
        for bar in bars {
            let (low, high) = (bar.birth.min(bar.death), bar.birth.max(bar.death));
            let share = weight(bar.length()) / total;
            let start = samples.partition_point(|&at| at <= low);
            for (sum, at) in silhouette[start..].iter_mut().zip(&samples[start..]) {
                if *at >= high {
                    break;
                }
                *sum += share * bar.tent(*at);
            }
        }
        Ok(silhouette)
    }
}
