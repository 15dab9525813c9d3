//! DTM filtration: Vietoris-Rips in which points enter late where there are few others.

use super::VietorisRips;
use crate::control::{Control, Monitor, Stage};
use crate::diagram::Diagrams;
use crate::engine::cost::Expectation;
use crate::error::{Error, InvalidInput};
use crate::input::Distances;
use crate::input::weighted::{Join, Weighted};
use crate::settings::{Settings, dimension_method, representative_methods, settings_methods};

/// How the balls around points grow once they have entered: the p of the DTM filtration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exponent {
    /// The radius is what has passed since the birth. Edges enter at d + (a + b) / 2 for births a and b.
    #[default]
    One,
    /// The squares of birth and radius add up to the square of the value.
    Two,
    /// The radius is the value, from the birth on. Edges enter at max(d, a, b).
    Infinity,
}

/// The DTM filtration, robust against outliers: the Vietoris-Rips filtration weighted by the distance to a measure.
///
/// The distance to the measure of a point is the root of the mean squared distance to its nearest points, itself
/// included. A point enters at twice that, since values are diameters: with weights of zero they are those of
/// [`VietorisRips`].
///
/// Source: Anai, Chazal, Glisse, Ike, Inakoshi, Tinarrage, Umeda, "DTM-based filtrations", SoCG 2019,
/// arXiv:1811.04757.
///
/// ```
/// use tda_core::{DtmRips, PointCloud};
/// // Two points close together, and one far away that enters late.
/// let cloud = PointCloud::from_rows(&[0.0, 1.0, 9.0], 1)?;
/// let diagrams = DtmRips::new().neighbours(2).compute(&cloud)?;
/// let births: Vec<f64> = diagrams.dimension(0)?.iter().map(|i| i.birth).collect();
/// assert_eq!(births.len(), 3);
/// assert!(births[0] < births[2]);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct DtmRips {
    max_dimension: usize,
    threshold: Option<f64>,
    mass: Mass,
    exponent: Exponent,
    settings: Settings,
}

/// How much of the measure a distance looks at.
#[derive(Clone, Copy, Debug)]
enum Mass {
    Neighbours(usize),
    Share(f64),
}

/// Few enough to follow the shape, and more than a single outlier.
const MASS_DEFAULT: f64 = 0.05;

impl Default for DtmRips {
    fn default() -> Self {
        Self::new()
    }
}

impl DtmRips {
    /// Five points in a hundred as neighbours, exponent one, and everything else as in [`VietorisRips::new`].
    #[must_use]
    pub fn new() -> Self {
        DtmRips {
            max_dimension: 1,
            threshold: None,
            mass: Mass::Share(MASS_DEFAULT),
            exponent: Exponent::One,
            settings: Settings::default(),
        }
    }

    /// How many nearest points count, the point itself included.
    #[must_use]
    pub fn neighbours(mut self, neighbours: usize) -> Self {
        self.mass = Mass::Neighbours(neighbours);
        self
    }

    /// Which share of all points counts, above 0 up to 1. Where it is no whole number of points, the last counts in
    /// part. Default 0.05.
    #[must_use]
    pub fn mass(mut self, mass: f64) -> Self {
        self.mass = Mass::Share(mass);
        self
    }

    /// How balls grow. Default [`Exponent::One`].
    #[must_use]
    pub fn exponent(mut self, exponent: Exponent) -> Self {
        self.exponent = exponent;
        self
    }

    dimension_method!();

    /// The largest value up to which anything enters, itself included. By default there is none.
    #[must_use]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = Some(threshold);
        self
    }

    settings_methods!();
    representative_methods!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// As [`VietorisRips::compute`]; [`Error::InvalidInput`] for no neighbours, or more than there are points or than
    /// are connected to a point.
    pub fn compute(&self, input: &impl Distances) -> Result<Diagrams, Error> {
        self.compute_with(input, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, input: &impl Distances, control: &Control) -> Result<Diagrams, Error> {
        let join = match self.exponent {
            Exponent::One => Join::Linear,
            Exponent::Two => Join::Quadratic,
            Exponent::Infinity => Join::Latest,
        };
        if let Some(threshold) = self.threshold
            && (threshold.is_nan() || threshold < 0.0)
        {
            return Err(InvalidInput::Threshold { threshold }.into());
        }
        let rips = VietorisRips::with(self.max_dimension, self.threshold, self.settings);
        rips.check(input)?;
        let mut monitor = Monitor::start(control, self.settings.limits)?;
        let rest = Expectation::of_all_pairs(input.points()).dimensions(1, self.max_dimension);
        let weights = self.weights_with(input, rest, &mut monitor)?;
        rips.compute_within(&Weighted::new(input, weights, join)?, None, monitor)
    }

    /// When each point enters: twice its distance to the measure.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for no neighbours, or more than there are points or than are connected to a point;
    /// [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn weights(&self, input: &impl Distances) -> Result<Vec<f64>, Error> {
        let control = Control::new();
        self.weights_with(input, 0.0, &mut Monitor::start(&control, self.settings.limits)?)
    }

    /// The weights, with work of `rest` to come.
    fn weights_with(
        &self,
        input: &impl Distances,
        rest: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<f64>, Error> {
        let points = input.points();
        let neighbours = match self.mass {
            Mass::Neighbours(neighbours) => neighbours as f64,
            Mass::Share(mass) => (mass * points as f64).max(if mass > 0.0 { 1.0 } else { 0.0 }),
        };
        if !(neighbours > 0.0 && neighbours <= points as f64) {
            return Err(InvalidInput::Neighbours { neighbours, points }.into());
        }
        let units = points * (input.cost_per_distance() + 4);
        monitor.phase(Stage::FiltrationConstruction, points as f64 * units as f64, rest)?;
        monitor.charge(2 * points * size_of::<f64>())?;
        let scratch = input.scratch();
        let mut row = Vec::with_capacity(points);
        let mut weights = Vec::with_capacity(points);
        for point in 0..points {
            input.distances(&scratch, point, 0, &mut row)?;
            let weight = 2.0 * distance_to_measure(&mut row, neighbours);
            if weight == f64::INFINITY {
                return Err(too_far(&row, point, neighbours));
            }
            weights.push(weight);
            monitor.advance(point as f64 / points as f64);
            monitor.tick(units)?;
        }
        monitor.release(points * size_of::<f64>());
        Ok(weights)
    }
}

/// What is wrong with the distances of a point that has no finite distance to the measure.
fn too_far(distances: &[f64], point: usize, neighbours: f64) -> Error {
    let connected = distances.iter().filter(|distance| distance.is_finite()).count();
    match (connected as f64) < neighbours {
        true => InvalidInput::FewNeighbours { point, connected, neighbours }.into(),
        // Twice a finite distance is not always finite.
        false => InvalidInput::VertexBirth { vertex: point, birth: f64::INFINITY }.into(),
    }
}

/// The root of the mean of so many least squares, the last one in part. The order of the points does not matter.
fn distance_to_measure(distances: &mut [f64], neighbours: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the points")]
    let whole = neighbours.floor() as usize;
    let counted = distances.len().min(whole + 1);
    if counted < distances.len() {
        distances.select_nth_unstable_by(counted - 1, f64::total_cmp);
    }
    let nearest = &mut distances[..counted];
    nearest.sort_unstable_by(f64::total_cmp);
    let rest = neighbours - whole as f64;
    let mean = |unit: f64| {
        let square = |d: &f64| (d / unit) * (d / unit);
        let squares = nearest.iter().take(whole).map(square).fold(0.0, |sum, square| sum + square);
        let last = if rest > 0.0 { nearest.get(whole).map_or(0.0, |d| rest * square(d)) } else { 0.0 };
        (squares + last) / neighbours
    };
    let squared = mean(1.0);
    if (SQUARE_MIN..f64::INFINITY).contains(&squared) || squared == 0.0 && nearest.iter().all(|&d| d == 0.0) {
        return squared.sqrt();
    }
    let longest = nearest.iter().copied().take(whole + usize::from(rest > 0.0)).fold(0.0, f64::max);
    if longest == 0.0 || longest.is_infinite() { longest } else { longest * mean(longest).sqrt() }
}

/// Means of squares above this have lost nothing to underflow.
const SQUARE_MIN: f64 = 1e-280;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_to_a_measure_is_a_root_of_a_mean() {
        assert_eq!(distance_to_measure(&mut [3.0, 0.0, 4.0], 3.0), (25.0_f64 / 3.0).sqrt());
        assert_eq!(distance_to_measure(&mut [3.0, 0.0, 4.0], 1.0), 0.0);
        assert_eq!(distance_to_measure(&mut [3.0, 0.0, 4.0], 1.5), (4.5_f64 / 1.5).sqrt());
        assert_eq!(distance_to_measure(&mut [2.0, 0.0], 2.0), 2.0_f64.sqrt());
        assert_eq!(
            distance_to_measure(&mut [3e200, 0.0, 4e200, 5e200], 3.0),
            (25.0_f64 / 3.0).sqrt() * 1e200
        );
        assert_eq!(distance_to_measure(&mut [f64::INFINITY, 0.0, 0.0], 2.0), 0.0);
        assert_eq!(distance_to_measure(&mut [f64::INFINITY, 0.0, 0.0], 2.5), f64::INFINITY);
    }
}
