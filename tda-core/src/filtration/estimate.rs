//! What a computation will cost, before it starts, and what could be done instead.

use super::VietorisRips;
use crate::control::{Control, Limits, Monitor};
use crate::diagram::Expected;
use crate::engine::cost::Expectation;
use crate::error::Error;
use crate::input::Distances;
use crate::sampling::landmarks;

/// Points from which all distances are looked at.
const SAMPLED_ROWS: usize = 64;
/// What is thought too much where no limit is set.
const SECONDS_MAX: f64 = 60.0;
const BYTES_MAX: f64 = (4_u64 << 30) as f64;
/// A guess, by powers of ten, from some rows of distances.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// Edges up to the threshold, or to the enclosing radius.
    pub edges: f64,
    /// Simplices of the highest dimension that is asked for, were they all listed.
    pub simplices: f64,
    /// Time on one thread.
    pub seconds: f64,
    /// Memory on top of the input.
    pub bytes: f64,
    /// What would fit the limits, where this does not: those that are set, or a minute and 4 GiB.
    pub suggestion: Option<Suggestion>,
}

/// A smaller computation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Suggestion {
    /// Compute on so many points, chosen by [`landmarks`].
    Landmarks {
        /// How many.
        count: usize,
        /// The diagrams are no farther from those of all points than this, in bottleneck distance, if the triangle
        /// inequality holds.
        error_bound: f64,
    },
    /// Compute up to this value: intervals that die before it stay as they are.
    Threshold {
        /// The largest distance that makes an edge.
        threshold: f64,
    },
}

impl VietorisRips {
    /// What computing on `input` will cost, and, where that is more than the limits allow, what would fit: landmarks,
    /// or for distances that are listed a threshold.
    ///
    /// Cost: some rows of distances; with a suggestion of landmarks, as many rows as there are landmarks.
    ///
    /// # Errors
    /// As [`compute`](Self::compute) for settings and distances; [`Error::Cancelled`].
    ///
    /// ```
    /// use tda_core::{Control, PointCloud, VietorisRips};
    /// let line: Vec<f64> = (0..100).map(f64::from).collect();
    /// let cloud = PointCloud::from_rows(&line, 1)?;
    /// let estimate = VietorisRips::new().estimate(&cloud, &Control::new())?;
    /// assert!(estimate.seconds < 1.0 && estimate.suggestion.is_none());
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn estimate(&self, input: &impl Distances, control: &Control) -> Result<Estimate, Error> {
        let (max_dimension, threshold, limits) = self.bounds(input)?;
        let points = input.points();
        let sample = Sample::of(input, control)?;
        let reach = threshold.map_or(sample.radius, |threshold| threshold.min(sample.radius));
        let mut estimate = cost(points, sample.edges_up_to(reach), max_dimension);
        let seconds_max = limits.time.map_or(SECONDS_MAX, |limit| limit.as_secs_f64());
        let bytes_max = limits.memory_bytes.map_or(BYTES_MAX, |limit| limit as f64);
        let fits = |estimate: &Estimate| estimate.seconds <= seconds_max && estimate.bytes <= bytes_max;
        if fits(&estimate) {
            return Ok(estimate);
        }
        estimate.suggestion = Some(if input.is_listed() {
            // Half of the edges, a quarter and so on, until they fit.
            let shorter = (1..50).map(|halvings| sample.length_of(0.5_f64.powi(halvings), reach));
            let fitting = |&length: &f64| fits(&cost(points, sample.edges_up_to(length), max_dimension));
            Suggestion::Threshold { threshold: shorter.into_iter().find(fitting).unwrap_or(0.0) }
        } else {
            let share = sample.edges_up_to(reach) / (points as f64 * points as f64);
            let fitting =
                |&count: &usize| fits(&cost(count, share * count as f64 * count as f64, max_dimension));
            let smaller =
                std::iter::successors(Some(points), |&count| Some(count * 4 / 5)).take_while(|&n| n > 1);
            let count = smaller.into_iter().find(fitting).unwrap_or(1);
            let found = landmarks(input, count, 0, control)?;
            Suggestion::Landmarks { count, error_bound: 2.0 * found.covering_radius }
        });
        Ok(estimate)
    }
}

fn cost(points: usize, edges: f64, max_dimension: usize) -> Estimate {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a guess, zero or more")]
    let expected = Expectation::new(points.max(1), edges as usize);
    let top = max_dimension.min((points / 2).saturating_sub(1));
    let Expected { seconds, bytes, .. } = expected.of_all(top);
    Estimate { edges, simplices: expected.simplices(top.max(1)), seconds, bytes, suggestion: None }
}

/// Some rows of distances, sorted.
struct Sample {
    /// Finite distances.
    lengths: Vec<f64>,
    /// The least of the largest distances of a row.
    radius: f64,
    /// Edges for which each length stands.
    weight: f64,
}

impl Sample {
    fn of(input: &impl Distances, control: &Control) -> Result<Self, Error> {
        let points = input.points();
        let mut monitor = Monitor::start(control, Limits::default())?;
        if input.is_listed() {
            return Self::of_listed(input, &mut monitor);
        }
        let scratch = input.scratch();
        let (mut row, mut lengths) = (Vec::new(), Vec::new());
        let mut radius = f64::INFINITY;
        let rows = points.min(SAMPLED_ROWS);
        for at in 0..rows {
            let point = at * points / rows;
            input.distances(&scratch, point, 0, &mut row)?;
            row.swap_remove(point);
            radius = radius.min(row.iter().copied().fold(0.0, f64::max));
            lengths.extend(row.iter().copied().filter(|length| length.is_finite()));
            monitor.tick(points * (input.cost_per_distance() + 4))?;
        }
        lengths.sort_unstable_by(f64::total_cmp);
        Ok(Sample { lengths, radius, weight: points as f64 / rows as f64 / 2.0 })
    }

    /// Of lists of neighbours, each pair in one of them.
    fn of_listed(input: &impl Distances, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let points = input.points();
        let (mut after, mut lengths) = (Vec::new(), Vec::new());
        let rows = points.min(SAMPLED_ROWS);
        for at in 0..rows {
            input.neighbours_after(at * points / rows, &mut after)?;
            lengths.extend(after.iter().map(|&(_, length)| length));
            monitor.tick(10 + 10 * after.len())?;
        }
        lengths.sort_unstable_by(f64::total_cmp);
        Ok(Sample { lengths, radius: f64::INFINITY, weight: points as f64 / rows as f64 })
    }

    fn edges_up_to(&self, reach: f64) -> f64 {
        self.lengths.partition_point(|&length| length <= reach) as f64 * self.weight
    }

    /// The length up to which there is this share of the edges up to `reach`.
    fn length_of(&self, share: f64, reach: f64) -> f64 {
        let all = self.lengths.partition_point(|&length| length <= reach);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
        let place = (all as f64 * share) as usize;
        self.lengths.get(place).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PointCloud, SparseDistances};

    fn spiral(points: u32) -> PointCloud<'static> {
        let coordinates =
            (0..points).map(f64::from).flat_map(|t| [t * t.cos(), t * t.sin(), (t * 1.7).sin()]);
        PointCloud::from_vec(coordinates.collect(), 3).expect("valid")
    }

    #[test]
    fn edges_are_guessed_from_some_rows() {
        let cloud = spiral(400);
        let estimate = VietorisRips::new().threshold(100.0).estimate(&cloud, &Control::new()).expect("valid");
        let pairs = (0..400).flat_map(|a| (0..a).map(move |b| (a, b)));
        let edges = pairs.filter(|&(a, b)| cloud.distance(a, b) <= 100.0).count() as f64;
        assert!((estimate.edges / edges - 1.0).abs() < 0.3, "{} for {edges}", estimate.edges);
        assert_eq!(estimate.suggestion, None);
    }

    #[test]
    fn what_is_too_much_gets_a_suggestion_that_fits() {
        let cloud = spiral(500);
        let rips = VietorisRips::new().max_dimension(4).memory_limit_bytes(10_000_000);
        let estimate = rips.estimate(&cloud, &Control::new()).expect("valid");
        let Some(Suggestion::Landmarks { count, error_bound }) = estimate.suggestion else {
            panic!("{estimate:?}")
        };
        assert!(count < 500 && error_bound > 0.0);
        let all: Vec<(usize, usize)> = (1..200).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        let (rows, columns): (Vec<usize>, Vec<usize>) = all.iter().copied().unzip();
        let lengths: Vec<f64> = all.iter().map(|&(a, b)| (a + b) as f64).collect();
        let sparse = SparseDistances::from_coo(200, &rows, &columns, &lengths).expect("valid");
        let estimate = rips.estimate(&sparse, &Control::new()).expect("valid");
        let Some(Suggestion::Threshold { threshold }) = estimate.suggestion else { panic!("{estimate:?}") };
        let again = rips.threshold(threshold).estimate(&sparse, &Control::new()).expect("valid");
        assert_eq!(again.suggestion, None);
    }
}
