//! Bad inputs: each its own error, with its place.

use tda_core::{Collapse, DistanceMatrix, Error, ErrorKind, InvalidInput, PointCloud, Retry, VietorisRips};

fn fault<T: std::fmt::Debug>(result: Result<T, Error>) -> InvalidInput {
    match result {
        Err(error @ Error::InvalidInput(_)) => {
            assert_eq!((error.kind(), error.retry()), (ErrorKind::InvalidInput, Retry::Never));
            let Error::InvalidInput(fault) = error else { unreachable!() };
            fault
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn point_clouds() {
    let cloud = |coordinates: &[f64], dimensions| fault(PointCloud::from_rows(coordinates, dimensions));
    assert_eq!(cloud(&[], 3), InvalidInput::Empty);
    assert_eq!(cloud(&[], 0), InvalidInput::Empty);
    assert_eq!(cloud(&[1.0], 0), InvalidInput::NoDimensions);
    let ragged = InvalidInput::Ragged { length: 5, dimensions: 3, row: 1, missing: 1 };
    assert_eq!(cloud(&[0.0; 5], 3), ragged);
    assert_eq!(cloud(&[0.0, 1.0, 2.0, f64::NAN], 2), InvalidInput::NotANumber { row: 1, column: 1 });
    let infinite = InvalidInput::InfiniteCoordinate { row: 1, column: 0 };
    assert_eq!(cloud(&[0.0, 1.0, f64::NEG_INFINITY, 0.0], 2), infinite);
}

#[test]
fn points_too_far_apart_for_a_double() {
    let coordinates = [-1.0, f64::MAX, -f64::MAX];
    let cloud = PointCloud::from_rows(&coordinates, 1).unwrap();
    assert_eq!(
        fault(VietorisRips::new().compute(&cloud)),
        InvalidInput::DistanceOverflow { row: 1, other: 2 }
    );
}

#[test]
fn dense_matrices() {
    let dense = |entries: &[f64], points| fault(DistanceMatrix::from_dense(entries, points));
    assert_eq!(dense(&[], 0), InvalidInput::Empty);
    assert_eq!(dense(&[0.0; 6], 2), InvalidInput::MatrixLength { points: 2, length: 6 });
    assert_eq!(dense(&[0.0, f64::NAN, 1.0, 0.0], 2), InvalidInput::NotANumber { row: 0, column: 1 });
    let negative = InvalidInput::NegativeDistance { row: 1, column: 0, value: -1.0 };
    assert_eq!(dense(&[0.0, 1.0, -1.0, 0.0], 2), negative);
    assert_eq!(dense(&[0.0, 1.0, 1.0, 0.5], 2), InvalidInput::NonZeroDiagonal { point: 1, value: 0.5 });
    let asymmetric = InvalidInput::Asymmetric { row: 0, column: 1, value: 1.0, transposed: 2.0 };
    assert_eq!(dense(&[0.0, 1.0, 2.0, 0.0], 2), asymmetric);
}

#[test]
fn the_first_asymmetry_row_by_row_is_named() {
    let points = 200;
    let mut entries = vec![1.0; points * points];
    (0..points).for_each(|point| entries[point * points + point] = 0.0);
    entries[150 * points + 3] = 2.0;
    entries[199 * points + 2] = 2.0;
    let expected = InvalidInput::Asymmetric { row: 2, column: 199, value: 1.0, transposed: 2.0 };
    assert_eq!(fault(DistanceMatrix::from_dense(&entries, points)), expected);
}

#[test]
fn condensed_and_lower_matrices() {
    assert_eq!(
        fault(DistanceMatrix::from_condensed(&[1.0, 2.0])),
        InvalidInput::CondensedLength { length: 2 }
    );
    let third = fault(DistanceMatrix::from_condensed(&[1.0, 2.0, f64::NAN]));
    assert_eq!(third, InvalidInput::NotANumber { row: 1, column: 2 });
    let third = fault(DistanceMatrix::from_lower(&[1.0, -2.0, 3.0]));
    assert_eq!(third, InvalidInput::NegativeDistance { row: 2, column: 0, value: -2.0 });
    assert_eq!(DistanceMatrix::from_condensed(&[]).unwrap().points(), 1);
}

#[test]
fn settings() {
    let cloud = PointCloud::from_rows(&[0.0, 1.0], 1).unwrap();
    assert_eq!(fault(VietorisRips::new().threads(0).compute(&cloud)), InvalidInput::Threads);
    assert_eq!(
        fault(VietorisRips::new().threshold(-1.0).compute(&cloud)),
        InvalidInput::Threshold { threshold: -1.0 }
    );
    let nan = fault(VietorisRips::new().threshold(f64::NAN).compute(&cloud));
    assert!(matches!(nan, InvalidInput::Threshold { threshold } if threshold.is_nan()));
    assert_eq!(VietorisRips::new().threshold(0.0).compute(&cloud).unwrap().betti_numbers(0.0), [2, 0]);
}

#[test]
fn a_simplex_too_wide_for_any_name_is_an_error_with_numbers() {
    let points = 100;
    let equal = vec![1.0; points * (points - 1) / 2];
    let matrix = DistanceMatrix::from_condensed(&equal).unwrap();
    let rips = VietorisRips::new().max_dimension(40).collapse(Collapse::Never);
    let error = rips.compute(&matrix).unwrap_err();
    assert!(matches!(error, Error::TooLarge { points: 100, dimension: 41, bits_max: 256, .. }), "{error:?}");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::LimitExceeded, Retry::Never));
}

#[cfg(feature = "ndarray")]
#[test]
fn arrays_of_two_dimensions_in_either_order() {
    let rows = ndarray::array![[0.0, 3.0], [3.0, 0.0], [1.0, 1.0]];
    let cloud = PointCloud::try_from(rows.view()).unwrap();
    assert!(std::ptr::eq(cloud.coordinates(), rows.as_slice().unwrap()), "rows in one piece are borrowed");
    let columns = rows.t().to_owned();
    assert_eq!(PointCloud::try_from(columns.t()).unwrap().coordinates(), cloud.coordinates());
    let fault = fault(DistanceMatrix::try_from(rows.view()));
    assert_eq!(fault, InvalidInput::NotSquare { rows: 3, columns: 2 });
}
