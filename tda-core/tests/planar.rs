//! Points in the plane against the engine that makes all edges.

use proptest::prelude::*;
use tda_core::{Diagrams, Interval, PointCloud, VietorisRips};

use crate::clouds;

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().take(2).map(<[Interval]>::to_vec).collect()
}

fn assert_same(coordinates: &[f64], threshold: Option<f64>) {
    let cloud = PointCloud::from_rows(coordinates, 2).unwrap();
    let rips = threshold.map_or(VietorisRips::new(), |threshold| VietorisRips::new().threshold(threshold));
    let planar = rips.compute(&cloud).unwrap();
    if cloud.points() > 3 {
        assert_eq!(planar.plan().engine, "planar geometry");
    }
    let expected = rips.max_dimension(2).compute(&cloud).unwrap();
    assert_eq!(intervals(&planar), intervals(&expected));
}

/// A circle whose radius goes up and down, so that its inside is one face that is not convex.
fn flower(points: u32, petals: f64, depth: f64) -> Vec<f64> {
    (0..points)
        .flat_map(|i| {
            let angle = f64::from(i) / f64::from(points) * std::f64::consts::TAU;
            let radius = 1.0 + depth * (petals * angle + 0.1).sin() + 1e-3 * (f64::from(i) * 1.7).sin();
            [radius * angle.cos(), radius * angle.sin()]
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn points_on_a_small_grid(
        // Duplicates, points on lines and on circles, and ties everywhere.
        places in prop::collection::vec((0..9_u8, 0..9_u8), 4..70),
        threshold in prop::option::of(0.0..5.0_f64),
    ) {
        let coordinates: Vec<f64> = places.iter().flat_map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
        assert_same(&coordinates, threshold);
    }

    #[test]
    fn points_anywhere(
        points in 4..150_usize,
        seed in any::<u64>(),
        stretch in 0.01..1.0_f64,
        threshold in prop::option::of(0.0..0.5_f64),
    ) {
        let mut coordinates = clouds::cube(points, 2, seed);
        coordinates.iter_mut().step_by(2).for_each(|x| *x *= stretch);
        assert_same(&coordinates, threshold);
    }

    #[test]
    fn points_around_a_hole(points in 4..150_u32, noise in 0.0..0.5_f64, seed in any::<u64>()) {
        prop_assume!(noise > 1e-3);
        assert_same(&clouds::noisy_circle(points, noise, seed), None);
    }
}

#[test]
fn large_faces_that_are_not_convex() {
    for (points, petals, depth) in
        [(95, 3.0, 0.3), (97, 3.0, 0.3), (160, 5.0, 0.5), (200, 2.0, 0.7), (220, 7.0, 0.2)]
    {
        assert_same(&flower(points, petals, depth), None);
    }
}

#[test]
fn a_perturbed_hexagon_is_filled_by_a_triangle_that_is_not_delaunay() {
    let coordinates: Vec<f64> = (0..6_u8)
        .flat_map(|i| {
            let angle = f64::from(i).to_radians() * 60.0;
            let radius = if i % 2 == 0 { 1.0 } else { 1.001 };
            [radius * angle.cos(), radius * angle.sin()]
        })
        .collect();
    let cloud = PointCloud::from_rows(&coordinates, 2).unwrap();
    let diagrams = VietorisRips::new().compute(&cloud).unwrap();
    let [hole] = diagrams.dimension(1).unwrap() else { panic!("one hole") };
    assert!((hole.death - 3.0_f64.sqrt()).abs() < 0.01, "{hole}");
}

#[test]
fn points_on_a_line_and_two_places() {
    let line: Vec<f64> = (0..50_u8).flat_map(|i| [f64::from(i % 25), 2.0 * f64::from(i % 25)]).collect();
    assert_same(&line, None);
    assert_same(&[0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, -0.0, 0.0], None);
    assert_same(&[7.0; 10], None);
}
