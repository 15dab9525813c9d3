//! Inputs for the other tests.

use proptest::prelude::*;

/// Symmetric matrices with many ties, zeros (duplicates) and infinities (not connected).
pub(crate) fn tied_distances(points: impl Strategy<Value = usize>) -> impl Strategy<Value = Vec<Vec<f64>>> {
    distances(
        points,
        prop_oneof![8 => (0..6_u8).prop_map(f64::from), 1 => Just(f64::INFINITY), 1 => Just(0.0)],
    )
}

/// Symmetric matrices without ties to speak of; the triangle inequality does not hold.
pub(crate) fn loose_distances(points: impl Strategy<Value = usize>) -> impl Strategy<Value = Vec<Vec<f64>>> {
    distances(points, 0.0..10.0_f64)
}

fn distances(
    points: impl Strategy<Value = usize>,
    distance: impl Strategy<Value = f64> + Clone,
) -> impl Strategy<Value = Vec<Vec<f64>>> {
    points.prop_flat_map(move |n| {
        prop::collection::vec(distance.clone(), n * n.saturating_sub(1) / 2)
            .prop_map(move |below| square(n, &below))
    })
}

/// The square matrix of a lower triangle.
pub(crate) fn square(points: usize, below: &[f64]) -> Vec<Vec<f64>> {
    let entry =
        |a: usize, b: usize| if a == b { 0.0 } else { below[a.max(b) * (a.max(b) - 1) / 2 + a.min(b)] };
    (0..points).map(|a| (0..points).map(|b| entry(a, b)).collect()).collect()
}

/// Points on a circle of radius one with a little noise, the same for the same seed.
pub(crate) fn noisy_circle(points: u32, noise: f64, seed: u64) -> Vec<f64> {
    let mut random = Random(seed);
    let mut coordinates = Vec::new();
    for i in 0..points {
        let angle = f64::from(i) / f64::from(points) * std::f64::consts::TAU;
        coordinates.push(angle.cos() + noise * random.next());
        coordinates.push(angle.sin() + noise * random.next());
    }
    coordinates
}

/// Points in a cube of edge one.
pub(crate) fn cube(points: usize, dimensions: usize, seed: u64) -> Vec<f64> {
    let mut random = Random(seed);
    (0..points * dimensions).map(|_| random.next()).collect()
}

/// SplitMix64, of which these tests only ask that it is the same everywhere.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
