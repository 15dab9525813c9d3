//! Points that enter one after another.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use tda_core::{
    Control, Diagrams, DistanceMatrix, DtmRips, Error, Exponent, Interval, InvalidInput, PointCloud,
    Progress, Symmetry, VietorisRips,
};

use crate::{clouds, naive};

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().map(<[Interval]>::to_vec).collect()
}

/// The matrix with births on its diagonal, and every edge at max(d, a, b).
fn weighted(distances: &[Vec<f64>], births: &[f64]) -> Vec<Vec<f64>> {
    let entry = |a: usize, b: usize| {
        if a == b { births[a] } else { distances[a][b].max(births[a]).max(births[b]) }
    };
    (0..births.len()).map(|a| (0..births.len()).map(|b| entry(a, b)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn weights_and_a_diagonal_of_births_agree_with_the_naive_reduction(
        (distances, births) in clouds::tied_distances(1..9_usize).prop_flat_map(|distances| {
            let points = distances.len();
            (Just(distances), prop::collection::vec((-2..7_i8).prop_map(f64::from), points))
        }),
        max_dimension in 0..3_usize,
        threshold in prop::option::of(-3..7_i8),
        field in prop::sample::select(vec![2_u32, 3]),
    ) {
        let threshold = threshold.map(f64::from);
        let rips = VietorisRips::new().max_dimension(max_dimension).field(field);
        let rips = threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
        let expanded = weighted(&distances, &births);
        let expected = naive::rips(&expanded, max_dimension, threshold.unwrap_or(f64::INFINITY));
        let dense = distances.concat();
        let matrix = DistanceMatrix::from_dense(&dense, births.len()).unwrap();
        prop_assert_eq!(&intervals(&rips.clone().weights(&births).compute(&matrix).unwrap()), &expected);
        let mut diagonal = dense.clone();
        births.iter().enumerate().for_each(|(point, birth)| diagonal[point * (births.len() + 1)] = *birth);
        let matrix = DistanceMatrix::from_dense_with_births(&diagonal, births.len(), Symmetry::Check).unwrap();
        prop_assert_eq!(&intervals(&rips.compute(&matrix).unwrap()), &expected);
    }
}

#[test]
fn halves_of_a_matrix() {
    let entries = [0.0, 1.0, 2.0, f64::NAN, 0.0, 3.0, -1.0, f64::NAN, 0.0];
    let upper = DistanceMatrix::from_dense_half(&entries, 3, Symmetry::Upper).unwrap();
    assert_eq!([upper.distance(1, 0), upper.distance(2, 0), upper.distance(1, 2)], [1.0, 2.0, 3.0]);
    let error = DistanceMatrix::from_dense_half(&entries, 3, Symmetry::Lower).unwrap_err();
    assert_eq!(error, InvalidInput::NotANumber { row: 1, column: 0 }.into());
    let error = DistanceMatrix::from_dense_half(&[0.5], 1, Symmetry::Upper).unwrap_err();
    assert_eq!(error, InvalidInput::NonZeroDiagonal { point: 0, value: 0.5 }.into());
}

#[test]
fn bad_weights() {
    let cloud = PointCloud::from_rows(&[0.0, 1.0], 1).unwrap();
    let fault = |weights: &[f64]| VietorisRips::new().weights(weights).compute(&cloud).unwrap_err();
    assert_eq!(fault(&[1.0]), InvalidInput::WeightCount { weights: 1, points: 2 }.into());
    let infinite = InvalidInput::VertexBirth { vertex: 1, birth: f64::INFINITY };
    assert_eq!(fault(&[1.0, f64::INFINITY]), infinite.into());
    let none = DtmRips::new().neighbours(0).compute(&cloud).unwrap_err();
    assert_eq!(none, InvalidInput::Neighbours { neighbours: 0.0, points: 2 }.into());
    let many = DtmRips::new().mass(1.5).compute(&cloud).unwrap_err();
    assert!(matches!(many, Error::InvalidInput(InvalidInput::Neighbours { points: 2, .. })));
}

/// A noisy circle, a point inside, and one far away.
const OUTLIERS: [f64; 32] = [
    1.0, 0.03, 0.874, 0.345, 0.578, 0.683, 0.229, 1.109, -0.272, 0.913, -0.575, 0.818, -0.89, 0.341, -1.003,
    0.07, -1.035, -0.48, -0.814, -0.911, -0.407, -0.998, 0.096, -0.948, 0.639, -0.801, 0.649, -0.488, 0.1,
    0.2, 3.0, 3.0,
];

#[test]
fn distance_to_measure_agrees_with_gudhi() {
    // GUDHI 3.13.0, DTMRipsComplex(points, k=4): exponent one, values as diameters.
    let components = [
        (0.9680196279001785, f64::INFINITY),
        (0.983315819053065, 1.4249560496102973),
        (1.0034953911204576, 1.6401566518288582),
        (1.0183339334422672, 1.622422456914581),
        (1.0437317663078, 1.636150179478086),
        (1.0447176652091223, 1.549703696528186),
        (1.0526300394725583, 1.6309195728766248),
        (1.0540962954113822, 1.350323344505254),
        (1.064153184461711, 1.3520070066588978),
        (1.0764223148931835, 1.3649218219480466),
        (1.0958257160698501, 1.5884376299504253),
        (1.1114895411113863, 1.3706521697816396),
        (1.112334931574119, 1.4947209643833894),
        (1.1505611674309193, 1.617644403869434),
        (1.3147726039129353, 1.8285830256798052),
        (5.835905756607109, 6.761412243763896),
    ];
    let cloud = PointCloud::from_rows(&OUTLIERS, 2).unwrap();
    let diagrams = DtmRips::new().neighbours(4).compute(&cloud).unwrap();
    let near = |a: f64, b: f64| a == b || (a - b).abs() < 1e-12;
    let found = diagrams.dimension(0).unwrap();
    assert_eq!(found.len(), components.len());
    for (interval, (birth, death)) in found.iter().zip(components) {
        assert!(near(interval.birth, birth) && near(interval.death, death), "{interval}");
    }
    let [interval] = diagrams.dimension(1).unwrap() else { panic!("one loop") };
    assert!(
        near(interval.birth, 1.6545154290229904) && near(interval.death, 2.480611384411489),
        "{interval}"
    );
}

#[test]
fn larger_exponents_let_edges_in_earlier_and_no_mass_is_plain() {
    let cloud = PointCloud::from_rows(&OUTLIERS, 2).unwrap();
    let death = |exponent| {
        let diagrams = DtmRips::new().mass(0.25).exponent(exponent).compute(&cloud).unwrap();
        diagrams.dimension(0).unwrap().iter().map(|i| i.death).filter(|d| d.is_finite()).fold(0.0, f64::max)
    };
    let [one, two, infinity] = [Exponent::One, Exponent::Two, Exponent::Infinity].map(death);
    assert!(one > two && two > infinity);
    for exponent in [Exponent::One, Exponent::Two, Exponent::Infinity] {
        // One neighbour is the point itself: every weight is zero.
        let plain = DtmRips::new().neighbours(1).exponent(exponent).compute(&cloud).unwrap();
        let rips = VietorisRips::new().compute(&cloud).unwrap();
        for (a, b) in plain.dimensions().zip(rips.dimensions()) {
            assert_eq!(a.len(), b.len());
            assert!(a.iter().zip(b).all(|(a, b)| (a.death - b.death).abs() < 1e-12 || a.death == b.death));
        }
    }
}

#[test]
fn a_point_with_too_few_connected_ones_has_no_distance_to_the_measure() {
    let far = f64::INFINITY;
    let entries = [0.0, 1.0, far, 1.0, 0.0, far, far, far, 0.0];
    let matrix = DistanceMatrix::from_dense(&entries, 3).unwrap();
    let dtm = DtmRips::new().neighbours(2);
    let fault = InvalidInput::FewNeighbours { point: 2, connected: 1, neighbours: 2.0 };
    assert_eq!(dtm.compute(&matrix).unwrap_err(), fault.clone().into());
    assert_eq!(dtm.weights(&matrix).unwrap_err(), fault.into());
    assert!(DtmRips::new().neighbours(1).compute(&matrix).is_ok());
    assert!(dtm.threshold(-1.0).compute(&matrix).is_err());
}

#[test]
fn distances_to_the_measure_belong_to_the_progress_and_to_the_limits() {
    let seen: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let into = Arc::clone(&seen);
    let control = Control::new().on_progress(move |progress| into.lock().unwrap().push(*progress));
    let coordinates = clouds::cube(200, 3, 3);
    let cloud = PointCloud::from_rows(&coordinates, 3).unwrap();
    DtmRips::new().compute_with(&cloud, &control).unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(seen.iter().filter(|progress| progress.fraction == 0.0).count(), 1, "one start: {seen:?}");
    assert!(seen.is_sorted_by(|a, b| a.fraction <= b.fraction && a.stage <= b.stage));
    let error = DtmRips::new().memory_limit_bytes(100).weights(&cloud).unwrap_err();
    assert!(matches!(error, Error::LimitExceeded { .. }), "{error}");
}
