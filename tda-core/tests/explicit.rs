//! Filtrations written out simplex by simplex, and what is no filtration.

use tda_core::{Error, ExplicitFiltration, Filtration, InvalidInput, SimplexIndex, laws};

fn fault(values: &[f64], boundaries: &[&[usize]]) -> InvalidInput {
    match ExplicitFiltration::new(values, boundaries) {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_filtration_is_named() {
    assert_eq!(fault(&[], &[]), InvalidInput::Empty);
    assert_eq!(fault(&[0.0], &[]), InvalidInput::BoundaryCount { values: 1, boundaries: 0 });
    assert!(matches!(fault(&[0.0, f64::NAN], &[&[], &[]]), InvalidInput::Value { simplex: 1, .. }));
    assert_eq!(fault(&[1.0, 0.0], &[&[], &[]]), InvalidInput::Value { simplex: 1, value: 0.0 });
    assert_eq!(fault(&[0.0, 0.0], &[&[], &[0]]), InvalidInput::BoundaryFacet { simplex: 1, facet: 0 });
    assert_eq!(fault(&[0.0, 0.0], &[&[], &[0, 1]]), InvalidInput::BoundaryFacet { simplex: 1, facet: 1 });
    assert_eq!(fault(&[0.0, 0.0], &[&[], &[0, 0]]), InvalidInput::BoundaryShape { simplex: 1, facets: 2 });
    let open = [&[][..], &[], &[], &[], &[0, 1], &[1, 2], &[2, 3], &[4, 5, 6]];
    assert_eq!(fault(&[0.0; 8], &open), InvalidInput::BoundaryShape { simplex: 7, facets: 3 });
}

#[test]
fn dimensions_above_the_complex_are_empty_and_above_the_maximum_unknown() {
    let diagrams = ExplicitFiltration::new(&[0.0], &[[0_usize; 0]]).unwrap().compute(2).unwrap();
    assert_eq!(diagrams.betti_numbers(0.0), [1, 0, 0]);
    assert_eq!(diagrams.dimension(3), Err(Error::NotFound { dimension: 3, max_dimension: 2 }));
}

/// A segment whose second end enters after the segment.
struct Backwards;

impl Filtration for Backwards {
    fn len(&self) -> usize {
        3
    }

    fn dimension(&self, simplex: SimplexIndex) -> usize {
        usize::from(simplex.get() == 1)
    }

    fn value(&self, simplex: SimplexIndex) -> f64 {
        simplex.get() as f64
    }

    fn boundary(&self, simplex: SimplexIndex) -> impl Iterator<Item = SimplexIndex> {
        let facets: &[usize] = if simplex.get() == 1 { &[0, 2] } else { &[] };
        facets.iter().copied().map(SimplexIndex::new)
    }
}

#[test]
#[should_panic(expected = "enters after it")]
fn the_law_of_filtrations_names_a_face_that_comes_late() {
    laws::assert_filtration(&Backwards);
}

#[test]
#[should_panic(expected = "Euler characteristic")]
fn the_law_of_euler_notices_a_missing_class() {
    let circle = [&[][..], &[], &[], &[0, 1], &[1, 2], &[0, 2]];
    let filtration = ExplicitFiltration::new(&[0.0; 6], &circle).unwrap();
    laws::assert_euler_characteristic(&filtration, &filtration.compute(0).unwrap());
}
