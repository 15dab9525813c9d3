//! Persistence landscapes.

use super::Axis;
use super::axis::COUNT_MAX;
use super::essential::{Essential, essential_method};
use crate::diagram::Interval;
use crate::error::{Error, InvalidInput};

/// Persistence landscapes, sampled: layer k at a value is the (k + 1)-th largest tent there.
///
/// The tent of `[b, d)` is `max(0, min(t - b, d - t))`: it is `(d - b) / 2` high (GUDHI's landscapes are larger by the
/// square root of 2).
///
/// Cost: a look at the layers for each sample within each interval.
/// Source: Bubenik, "Statistical topological data analysis using persistence landscapes", JMLR 2015.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landscape {
    layers: usize,
    essential: Essential,
}

impl Default for Landscape {
    fn default() -> Self {
        Self::new()
    }
}

impl Landscape {
    /// Five layers, essential classes left out.
    #[must_use]
    pub fn new() -> Self {
        Landscape { layers: 5, essential: Essential::default() }
    }

    /// How many layers. Default 5.
    #[must_use]
    pub fn layers(mut self, layers: usize) -> Self {
        self.layers = layers;
        self
    }

    essential_method!();

    /// One layer after the other, each at all samples of `axis`: `layers * axis.count()` numbers.
    ///
    /// # Errors
    /// [`InvalidInput::Layers`] for no layer, or more than 2^27 numbers; what [`Essential`] refuses; a point that is
    /// not finite.
    pub fn compute(&self, intervals: &[Interval], axis: &Axis) -> Result<Vec<f64>, Error> {
        let (layers, samples) = (self.layers, axis.samples());
        if layers == 0 || layers.checked_mul(samples.len()).is_none_or(|size| size > COUNT_MAX) {
            return Err(InvalidInput::Layers { layers, samples: samples.len() }.into());
        }
        // By sample, descending; tents are put in their place.
        let mut largest = vec![0.0; layers * samples.len()];
        for bar in self.essential.bars(intervals)? {
            let (low, high) = (bar.birth.min(bar.death), bar.birth.max(bar.death));
            let start = samples.partition_point(|&at| at <= low);
            for (at, top) in samples[start..].iter().zip(largest[start * layers..].chunks_exact_mut(layers)) {
                if *at >= high {
                    break;
                }
                insert(top, bar.tent(*at));
            }
        }
        let mut by_layer = Vec::with_capacity(largest.len());
        for layer in 0..layers {
            by_layer.extend(largest[layer..].iter().step_by(layers));
        }
        Ok(by_layer)
    }
}

/// Puts `height` among the largest, in descending order.
#[inline]
fn insert(largest: &mut [f64], height: f64) {
    let mut place = largest.len();
    while place > 0 && largest[place - 1] < height {
        place -= 1;
    }
    if place < largest.len() {
        largest.copy_within(place..largest.len() - 1, place + 1);
        largest[place] = height;
    }
}
