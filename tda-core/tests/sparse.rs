//! Distances of some pairs only.

use proptest::prelude::*;
use tda_core::{Control, Error, Interval, InvalidInput, SparseDistances, VietorisRips};

use crate::{clouds, naive};

fn entries(distances: &[Vec<f64>], halves: u8) -> (Vec<usize>, Vec<usize>, Vec<f64>) {
    let mut found = (Vec::new(), Vec::new(), Vec::new());
    for (a, row) in distances.iter().enumerate() {
        for (b, &distance) in row.iter().enumerate() {
            let wanted = match halves {
                0 => a > b,
                1 => a < b,
                _ => true,
            };
            if wanted && distance.is_finite() {
                found.0.push(a);
                found.1.push(b);
                found.2.push(distance);
            }
        }
    }
    found
}

fn intervals(rips: &VietorisRips, sparse: &SparseDistances) -> Vec<Vec<Interval>> {
    rips.compute(sparse).unwrap().dimensions().map(<[_]>::to_vec).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn listed_pairs_agree_with_the_naive_reduction(
        distances in clouds::tied_distances(1..9_usize),
        halves in 0..3_u8,
        max_dimension in 0..3_usize,
        threshold in prop::option::of(0..7_u8),
    ) {
        let threshold = threshold.map(f64::from);
        let rips = VietorisRips::new().max_dimension(max_dimension);
        let rips = threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
        let expected = naive::rips(&distances, max_dimension, threshold.unwrap_or(f64::INFINITY));
        let (rows, columns, values) = entries(&distances, halves);
        let coo = SparseDistances::from_coo(distances.len(), &rows, &columns, &values).unwrap();
        prop_assert_eq!(&intervals(&rips, &coo), &expected);
        let starts: Vec<usize> = (0..=distances.len()).map(|row| rows.partition_point(|&r| r < row)).collect();
        let csr = SparseDistances::from_csr(&starts, &columns, &values).unwrap();
        prop_assert_eq!(&intervals(&rips, &csr), &expected);
    }
}

#[test]
fn what_is_listed_twice_or_not_at_all() {
    let zero = SparseDistances::from_coo(3, &[0], &[1], &[0.0]).unwrap();
    assert_eq!(VietorisRips::new().compute(&zero).unwrap().betti_numbers(0.0), [2, 0]);
    let apart = SparseDistances::from_coo(3, &[0], &[1], &[f64::INFINITY]).unwrap();
    assert_eq!(VietorisRips::new().compute(&apart).unwrap().betti_numbers(9.0), [3, 0]);
    assert_eq!(apart.pairs(), 0);
}

#[test]
fn bad_entries() {
    let coo = |rows: &[usize], columns: &[usize], distances: &[f64]| match SparseDistances::from_coo(
        3, rows, columns, distances,
    ) {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(coo(&[0], &[1, 2], &[1.0]), InvalidInput::SparseLengths { rows: 1, columns: 2, distances: 1 });
    let outside = InvalidInput::IndexOutOfRange { entry: 1, row: 0, column: 3, points: 3 };
    assert_eq!(coo(&[0, 0], &[1, 3], &[1.0, 1.0]), outside);
    assert_eq!(coo(&[0], &[1], &[f64::NAN]), InvalidInput::NotANumber { row: 0, column: 1 });
    let negative = InvalidInput::NegativeDistance { row: 2, column: 1, value: -1.0 };
    assert_eq!(coo(&[2], &[1], &[-1.0]), negative);
    assert_eq!(coo(&[1], &[1], &[1.0]), InvalidInput::NonZeroDiagonal { point: 1, value: 1.0 });
    let unequal = InvalidInput::UnequalRepeats { row: 0, column: 1, value: 1.0, other: 2.0 };
    assert_eq!(coo(&[0, 1], &[1, 0], &[2.0, 1.0]), unequal);
    let csr = |starts: &[usize]| SparseDistances::from_csr(starts, &[1], &[1.0]).unwrap_err();
    assert_eq!(csr(&[0, 2, 1]), InvalidInput::SparseRow { row: 1, start: 2, end: 1 }.into());
    assert!(matches!(csr(&[0, 2]), Error::InvalidInput(InvalidInput::SparseLengths { .. })));
    assert!(matches!(csr(&[]), Error::InvalidInput(InvalidInput::SparseLengths { .. })));
    assert_eq!(SparseDistances::from_coo(0, &[], &[], &[]).unwrap_err(), InvalidInput::Empty.into());
}

#[test]
fn what_memory_points_without_neighbours_need_is_refused_before_it_is_touched() {
    let points = i32::MAX as usize;
    let sparse = SparseDistances::from_coo(points, &[0], &[points - 1], &[1.0]).unwrap();
    let rips = VietorisRips::new().memory_limit_bytes(1 << 20);
    for rips in [rips.clone(), rips.clone().max_dimension(0), rips.clone().pairs(true), rips.clone().field(3)]
    {
        let error = rips.compute(&sparse).unwrap_err();
        assert!(matches!(error, Error::LimitExceeded { .. }), "{error}");
    }
    assert!(rips.estimate(&sparse, &Control::new()).unwrap().edges < 1e9);
}
