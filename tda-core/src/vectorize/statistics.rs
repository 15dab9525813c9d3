//! Numbers that sum a diagram up.

use super::essential::{Bar, Essential};
use crate::diagram::Interval;
use crate::error::Error;

/// The persistence entropy: that of the lengths as shares of their sum, with the natural logarithm.
///
/// From 0 for one interval (and for none) to `ln n` for n of equal length. Essential classes are left out; cap them
/// first through [`Statistics`] if they are to count.
///
/// Source: Atienza, González-Díaz, Soriano-Trigueros, "On the stability of persistent entropy and new summary
/// functions for topological data analysis", Pattern Recognition 2020.
///
/// # Errors
/// [`InvalidInput`](crate::InvalidInput) for a birth that is not finite, a death that is NaN, or a length that
/// overflows.
pub fn entropy(intervals: &[Interval]) -> Result<f64, Error> {
    Ok(entropy_of(&Essential::Drop.bars(intervals)?))
}

/// The sum of the lengths, each raised to `power`. Essential classes are left out.
///
/// Source: Cohen-Steiner, Edelsbrunner, Harer, Mileyko, "Lipschitz functions have L_p-stable persistence", Found.
/// Comput. Math. 2010.
///
/// # Errors
/// As [`entropy`].
pub fn total_persistence(intervals: &[Interval], power: f64) -> Result<f64, Error> {
    let mut terms: Vec<f64> = Essential::Drop
        .bars(intervals)?
        .into_iter()
        .filter(|bar| bar.length() > 0.0)
        .map(|bar| if power == 1.0 { bar.length() } else { libm::pow(bar.length(), power) })
        .collect();
    Ok(ordered_sum(&mut terms))
}

fn entropy_of(bars: &[Bar]) -> f64 {
    let longest = bars.iter().fold(0.0_f64, |longest, bar| longest.max(bar.length()));
    if longest == 0.0 {
        return 0.0;
    }
    // In units of the longest, so that the sum does not overflow.
    let mut lengths: Vec<f64> = bars.iter().map(|bar| bar.length() / longest).collect();
    let sum = ordered_sum(&mut lengths);
    let mut terms: Vec<f64> =
        lengths.iter().filter(|&&l| l > 0.0).map(|l| -(l / sum) * libm::log(l / sum)).collect();
    ordered_sum(&mut terms)
}

/// The sum in ascending order, which does not depend on the order of the intervals.
fn ordered_sum(terms: &mut [f64]) -> f64 {
    terms.sort_unstable_by(f64::total_cmp);
    // The sum of nothing is zero, not minus zero.
    terms.iter().fold(0.0, |sum, term| sum + term)
}

/// Statistics of a diagram: a vector of 1 + 4 * 9 + 1 numbers.
///
/// Source: Ali et al., "A survey of vectorization methods in topological data analysis", IEEE TPAMI 2023, section
/// 3.1.
///
/// ```
/// use tda_core::{Interval, vectorize::{Essential, Statistics}};
/// let diagram = [Interval { birth: 0.0, death: 2.0 }, Interval { birth: 1.0, death: f64::INFINITY }];
/// let statistics = Statistics::of(&diagram, Essential::Cap(5.0))?;
/// assert_eq!((statistics.count, statistics.lengths.mean, statistics.lengths.median), (2, 3.0, 3.0));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics {
    /// How many intervals: without the essential ones if those are left out.
    pub count: usize,
    /// Of the births.
    pub births: Summary,
    /// Of the deaths.
    pub deaths: Summary,
    /// Of the middles of the intervals.
    pub midpoints: Summary,
    /// Of the lengths.
    pub lengths: Summary,
    /// The persistence entropy; see [`entropy`].
    pub entropy: f64,
}

impl Statistics {
    /// The statistics of a diagram; all zero when nothing is in it.
    ///
    /// # Errors
    /// As [`entropy`], and what [`Essential`] refuses.
    pub fn of(intervals: &[Interval], essential: Essential) -> Result<Self, Error> {
        let bars = essential.bars(intervals)?;
        let summary = |of: fn(&Bar) -> f64| Summary::of(bars.iter().map(of).collect());
        Ok(Statistics {
            count: bars.len(),
            births: summary(|bar| bar.birth),
            deaths: summary(|bar| bar.death),
            midpoints: summary(|bar| bar.midpoint()),
            lengths: summary(|bar| bar.length()),
            entropy: entropy_of(&bars),
        })
    }

    /// All numbers: count, the summaries of births, deaths, midpoints and lengths in the order of their fields, and
    /// the entropy.
    #[must_use]
    pub fn to_vec(&self) -> Vec<f64> {
        let mut numbers = vec![self.count as f64];
        for s in [self.births, self.deaths, self.midpoints, self.lengths] {
            numbers.extend([s.mean, s.standard_deviation, s.median, s.interquartile_range, s.range]);
            numbers.extend([s.percentile_10, s.percentile_25, s.percentile_75, s.percentile_90]);
        }
        numbers.push(self.entropy);
        numbers
    }
}

/// How some numbers are distributed; all zero when there are none. Percentiles are linear between neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// The mean.
    pub mean: f64,
    /// The standard deviation of these numbers themselves: the mean square is over all n.
    pub standard_deviation: f64,
    /// The median.
    pub median: f64,
    /// From the lower to the upper quartile.
    pub interquartile_range: f64,
    /// From the least to the largest.
    pub range: f64,
    /// A tenth lies below.
    pub percentile_10: f64,
    /// The lower quartile.
    pub percentile_25: f64,
    /// The upper quartile.
    pub percentile_75: f64,
    /// A tenth lies above.
    pub percentile_90: f64,
}

impl Summary {
    fn of(mut numbers: Vec<f64>) -> Self {
        let [Some(&least), Some(&largest)] = ({
            numbers.sort_unstable_by(f64::total_cmp);
            [numbers.first(), numbers.last()]
        }) else {
            return Summary::default();
        };
        let count = numbers.len() as f64;
        let mean = numbers.iter().map(|x| x / count).sum::<f64>();
        let variance = numbers.iter().map(|x| (x - mean) * (x - mean) / count).sum::<f64>();
        let percentile = |share: f64| {
            let place = share * (count - 1.0);
            let below = place.floor();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in the list"
            )]
            let index = below as usize;
            let next = numbers.get(index + 1).copied().unwrap_or(largest);
            numbers[index] + (next - numbers[index]) * (place - below)
        };
        let (percentile_25, percentile_75) = (percentile(0.25), percentile(0.75));
        Summary {
            mean,
            standard_deviation: variance.sqrt(),
            median: percentile(0.5),
            interquartile_range: percentile_75 - percentile_25,
            range: largest - least,
            percentile_10: percentile(0.1),
            percentile_25,
            percentile_75,
            percentile_90: percentile(0.9),
        }
    }
}
