//! Distances of points: every metric against the same distances as a matrix, and its bad inputs.

use proptest::prelude::*;
use tda_core::{DistanceMatrix, Error, InvalidInput, Metric, PointCloud, VietorisRips};

fn intervals(rips: &VietorisRips, input: &impl tda_core::Distances) -> Vec<Vec<tda_core::Interval>> {
    rips.compute(input).unwrap().dimensions().map(<[_]>::to_vec).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn points_agree_with_the_matrix_of_their_distances(
        coordinates in prop::collection::vec((-3..4_i8).prop_map(f64::from), 4..28),
        metric in prop::sample::select(vec![
            Metric::Chebyshev,
            Metric::Cosine,
            Metric::Euclidean,
            Metric::Hamming,
            Metric::Manhattan,
            Metric::Minkowski(1.5),
        ]),
        threshold in prop::option::of(0.0..3.0_f64),
    ) {
        // A first coordinate that is never zero keeps cosines defined.
        let rows: Vec<f64> = coordinates.chunks_exact(2).flat_map(|p| [p[0] + 3.5, p[1]]).collect();
        let cloud = PointCloud::from_rows(&rows, 2).unwrap().metric(metric).unwrap();
        let points = cloud.points();
        let dense: Vec<f64> =
            (0..points).flat_map(|a| (0..points).map(move |b| (a, b))).map(|(a, b)| cloud.distance(a, b)).collect();
        let matrix = DistanceMatrix::from_dense(&dense, points).unwrap();
        let rips = VietorisRips::new().max_dimension(2);
        let rips = threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
        prop_assert_eq!(intervals(&rips, &cloud), intervals(&rips, &matrix));
    }
}

#[test]
fn places_on_a_sphere() {
    let ring: Vec<f64> = (0..8).flat_map(|i| [0.0, f64::from(i).to_radians() * 45.0]).collect();
    let cloud = PointCloud::from_rows(&ring, 2).unwrap().metric(Metric::Haversine).unwrap();
    let diagrams = VietorisRips::new().compute(&cloud).unwrap();
    let loops = diagrams.dimension(1).unwrap();
    assert_eq!(loops.len(), 1);
    assert!((loops[0].birth - std::f64::consts::FRAC_PI_4).abs() < 1e-12);
    assert!((loops[0].death - 3.0 * std::f64::consts::FRAC_PI_4).abs() < 1e-12);
}

#[test]
fn orders_with_a_name_have_the_bits_of_that_name() {
    let rows = [0.1, 0.7, -0.3, 0.2, 0.9, 0.4];
    let with =
        |metric| PointCloud::from_rows(&rows, 3).unwrap().metric(metric).unwrap().distance(0, 1).to_bits();
    assert_eq!(with(Metric::Minkowski(1.0)), with(Metric::Manhattan));
    assert_eq!(with(Metric::Minkowski(2.0)), with(Metric::Euclidean));
    assert_eq!(with(Metric::Minkowski(f64::INFINITY)), with(Metric::Chebyshev));
}

#[test]
fn points_that_a_metric_has_no_distance_for() {
    let fault = |rows: &[f64], dimensions, metric| match PointCloud::from_rows(rows, dimensions)
        .unwrap()
        .metric(metric)
    {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(&[1.0, 0.0, 0.0, 0.0], 2, Metric::Cosine), InvalidInput::ZeroVector { row: 1 });
    let three = InvalidInput::HaversineDimensions { dimensions: 3 };
    assert_eq!(fault(&[0.0; 3], 3, Metric::Haversine), three);
    let latitude = InvalidInput::Latitude { row: 1, value: 48.9 };
    assert_eq!(fault(&[0.0, 0.0, 48.9, 0.0], 2, Metric::Haversine), latitude);
    let longitude = InvalidInput::Longitude { row: 0, value: 151.2 };
    assert_eq!(fault(&[0.0, 151.2], 2, Metric::Haversine), longitude);
    let order = InvalidInput::MinkowskiOrder { order: 0.5 };
    assert_eq!(fault(&[0.0, 1.0], 2, Metric::Minkowski(0.5)), order);
    assert!(matches!(fault(&[0.0], 1, Metric::Minkowski(f64::NAN)), InvalidInput::MinkowskiOrder { .. }));
    let cloud = PointCloud::from_rows(&[-f64::MAX, f64::MAX], 1).unwrap().metric(Metric::Manhattan).unwrap();
    let error = VietorisRips::new().compute(&cloud).unwrap_err();
    assert_eq!(error, InvalidInput::DistanceOverflow { row: 0, other: 1 }.into());
}
