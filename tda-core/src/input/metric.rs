//! Distances between points, other than the Euclidean one.

use std::borrow::Cow;
use std::f64::consts::{FRAC_PI_2, TAU};

use crate::error::{Error, InvalidInput};

/// How far apart two points are.
///
/// Every distance sums in the order of the coordinates and is the same whichever of two points comes first. Those
/// that call the platform's mathematical library ([`Haversine`](Self::Haversine) and [`Minkowski`](Self::Minkowski))
/// have the same bits on one platform only; all others everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Metric {
    /// The largest difference of a coordinate.
    Chebyshev,
    /// One less the cosine of the angle between two vectors, from 0 to 2: half the squared distance of the vectors
    /// scaled to length one. No vector may be zero. It does not obey the triangle inequality.
    Cosine,
    /// The root of the sum of squared differences.
    #[default]
    Euclidean,
    /// The share of coordinates that differ, from 0 to 1.
    Hamming,
    /// The angle between two places on a sphere, from 0 to pi: times the radius it is the way along the surface.
    /// A point is latitude, then longitude, both in radians.
    Haversine,
    /// The sum of absolute differences.
    Manhattan,
    /// The sum of absolute differences to the power of this order, 1 or more, and the root of that order. The orders
    /// 1, 2 and infinity are [`Manhattan`](Self::Manhattan), [`Euclidean`](Self::Euclidean) and
    /// [`Chebyshev`](Self::Chebyshev).
    Minkowski(f64),
}

impl Metric {
    /// The metric under its usual name, once it is sure that these points have distances.
    pub(super) fn checked(self, coordinates: &[f64], dimensions: usize) -> Result<Self, Error> {
        let rows = || coordinates.chunks_exact(dimensions).enumerate();
        match self {
            Metric::Cosine => {
                if let Some((row, _)) = rows().find(|(_, point)| point.iter().all(|&c| c == 0.0)) {
                    return Err(InvalidInput::ZeroVector { row }.into());
                }
            }
            Metric::Haversine => {
                if dimensions != 2 {
                    return Err(InvalidInput::HaversineDimensions { dimensions }.into());
                }
                if let Some((row, place)) = rows().find(|(_, place)| place[0].abs() > FRAC_PI_2) {
                    return Err(InvalidInput::Latitude { row, value: place[0] }.into());
                }
                if let Some((row, place)) = rows().find(|(_, place)| place[1].abs() > TAU) {
                    return Err(InvalidInput::Longitude { row, value: place[1] }.into());
                }
            }
            Metric::Minkowski(order) if order.is_nan() || order < 1.0 => {
                return Err(InvalidInput::MinkowskiOrder { order }.into());
            }
            Metric::Minkowski(1.0) => return Ok(Metric::Manhattan),
            Metric::Minkowski(2.0) => return Ok(Metric::Euclidean),
            Metric::Minkowski(f64::INFINITY) => return Ok(Metric::Chebyshev),
            _ => {}
        }
        Ok(self)
    }

    /// Work per distance, in nanoseconds or so.
    pub(super) fn cost(self, dimensions: usize) -> usize {
        match self {
            Metric::Haversine => 60,
            Metric::Minkowski(_) => 20 + 20 * dimensions,
            _ => 2 + dimensions,
        }
    }

    /// What [`between`](Self::between) wants to be given for a point.
    pub(super) fn prepare(self, point: &[f64]) -> Cow<'_, [f64]> {
        match self {
            Metric::Cosine => Cow::Owned(unit(point)),
            Metric::Haversine => Cow::Owned(vec![point[0], point[1], point[0].cos()]),
            _ => Cow::Borrowed(point),
        }
    }

    /// The distance between two points that are prepared; infinite if it overflows.
    pub(super) fn between(self, a: &[f64], b: &[f64]) -> f64 {
        let differences = a.iter().zip(b).map(|(a, b)| a - b);
        match self {
            Metric::Chebyshev => differences.fold(0.0, |largest, d| largest.max(d.abs())),
            Metric::Cosine => (0.5 * sum(differences.map(|d| d * d))).min(2.0),
            Metric::Euclidean => sum(differences.map(|d| d * d)).sqrt(),
            Metric::Hamming => differences.filter(|&d| d != 0.0).count() as f64 / a.len() as f64,
            Metric::Haversine => {
                let (up, along) = ((0.5 * (a[0] - b[0])).sin(), (0.5 * (a[1] - b[1])).sin());
                2.0 * (up * up + a[2] * b[2] * (along * along)).sqrt().min(1.0).asin()
            }
            Metric::Manhattan => sum(differences.map(f64::abs)),
            Metric::Minkowski(order) => {
                let largest = differences.clone().fold(0.0_f64, |largest, d| largest.max(d.abs()));
                if largest == 0.0 || largest.is_infinite() {
                    return largest;
                }
                largest * sum(differences.map(|d| (d.abs() / largest).powf(order))).powf(order.recip())
            }
        }
    }
}

fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    terms.fold(0.0, |sum, term| sum + term)
}

/// The vector scaled to length one, by its largest coordinate first so that no square overflows.
fn unit(vector: &[f64]) -> Vec<f64> {
    let largest = vector.iter().fold(0.0_f64, |largest, c| largest.max(c.abs()));
    let length = sum(vector.iter().map(|c| (c / largest) * (c / largest))).sqrt();
    vector.iter().map(|c| c / largest / length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(metric: Metric, a: &[f64], b: &[f64]) -> f64 {
        let metric = metric.checked(&[a, b].concat(), a.len()).expect("in the domain");
        metric.between(&metric.prepare(a), &metric.prepare(b))
    }

    #[test]
    fn distances_are_those_of_scipy_and_scikit_learn() {
        // SciPy 1.17.1 `pdist`, scikit-learn 1.9.1 `haversine_distances`.
        let (a, b) = ([1.0, -2.0, 3.0], [0.5, 2.0, 3.0]);
        let expected = [
            (Metric::Chebyshev, 4.0),
            (Metric::Cosine, 0.596_177_295_982_106_2),
            (Metric::Euclidean, 4.031_128_874_149_275),
            (Metric::Hamming, 0.666_666_666_666_666_6),
            (Metric::Manhattan, 4.5),
            (Metric::Minkowski(3.0), 4.002_602_473_082_917),
        ];
        for (metric, expected) in expected {
            let found = distance(metric, &a, &b);
            assert!((found - expected).abs() < 1e-14, "{metric:?}: {found}, not {expected}");
        }
        let found = distance(Metric::Haversine, &[0.8527, 0.0411], &[-0.5911, 2.6389]);
        assert!((found - 2.661_977_759_682_212_5).abs() < 1e-14);
    }

    #[test]
    fn equal_points_are_at_zero_and_opposite_ones_at_the_end_of_the_range() {
        let point = [0.3, -0.7];
        for metric in [Metric::Cosine, Metric::Hamming, Metric::Haversine, Metric::Minkowski(3.5)] {
            assert_eq!(distance(metric, &point, &point), 0.0, "{metric:?}");
        }
        assert!((distance(Metric::Cosine, &point, &[-0.3, 0.7]) - 2.0).abs() < 1e-15);
        let poles = distance(Metric::Haversine, &[FRAC_PI_2, 0.0], &[-FRAC_PI_2, 1.0]);
        assert!((poles - std::f64::consts::PI).abs() < 1e-15);
    }

    #[test]
    fn size_does_not_matter_to_cosine_and_minkowski() {
        assert_eq!(distance(Metric::Cosine, &[1e300, 0.0], &[0.0, 1e-300]), 1.0);
        let huge = distance(Metric::Minkowski(3.0), &[0.0, 0.0], &[1e200, 0.0]);
        assert_eq!(huge, 1e200);
    }
}
