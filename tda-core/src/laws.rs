//! What must hold, as functions that anyone may call on what they made: a new filtration, another engine's answer.
//!
//! Each panics with the law that is broken and where. They are for tests.

use crate::diagram::Diagrams;
use crate::filtration::{Filtration, SimplexIndex};

/// Asserts that `filtration` is one: values finite and never falling, facets earlier and one dimension below, as
/// many as a simplex has, ascending, and the boundary of a boundary zero over Z/2.
///
/// # Panics
/// When it is not.
pub fn assert_filtration(filtration: &impl Filtration) {
    let mut last = f64::NEG_INFINITY;
    for simplex in filtration.simplices() {
        let (value, dimension) = (filtration.value(simplex), filtration.dimension(simplex));
        assert!(value.is_finite(), "value of {simplex:?} is {value}");
        assert!(last <= value, "value of {simplex:?} falls from {last} to {value}");
        last = value;
        let facets: Vec<SimplexIndex> = filtration.boundary(simplex).collect();
        let expected = if dimension == 0 { 0 } else { dimension + 1 };
        assert_eq!(facets.len(), expected, "number of facets of {simplex:?}, of dimension {dimension}");
        assert!(facets.is_sorted_by(|a, b| a < b), "facets of {simplex:?} do not ascend: {facets:?}");
        for &facet in &facets {
            assert!(facet < simplex, "{facet:?} is a facet of {simplex:?}, and enters after it");
            assert_eq!(
                filtration.dimension(facet) + 1,
                dimension,
                "dimension of {facet:?}, a facet of {simplex:?}"
            );
        }
        assert_boundary_of_boundary(filtration, simplex, &facets);
    }
}

fn assert_boundary_of_boundary(filtration: &impl Filtration, simplex: SimplexIndex, facets: &[SimplexIndex]) {
    let mut ridges: Vec<SimplexIndex> = facets.iter().flat_map(|&facet| filtration.boundary(facet)).collect();
    ridges.sort_unstable();
    let in_pairs = ridges.chunks(2).all(|pair| pair.len() == 2 && pair[0] == pair[1]);
    assert!(in_pairs, "the boundary of the boundary of {simplex:?} is not zero: {ridges:?}");
}

/// Asserts that `diagrams` are in their normal form: intervals sorted by birth, then death, births finite, no death
/// before or at its birth.
///
/// # Panics
/// When they are not.
pub fn assert_diagrams(diagrams: &Diagrams) {
    for (dimension, intervals) in diagrams.dimensions().enumerate() {
        for interval in intervals {
            assert!(interval.birth.is_finite(), "birth of {interval} in dimension {dimension}");
            assert!(interval.birth < interval.death, "length of {interval} in dimension {dimension}");
        }
        let keys = intervals.iter().map(|interval| (interval.birth, interval.death));
        assert!(keys.is_sorted(), "order of the intervals in dimension {dimension}");
    }
}

/// Asserts that the essential classes, counted with alternating signs, give the Euler characteristic, as they must
/// when `diagrams` reach the dimension of the complex.
///
/// # Panics
/// When they do not.
pub fn assert_euler_characteristic(filtration: &impl Filtration, diagrams: &Diagrams) {
    let sign = |dimension: usize| if dimension.is_multiple_of(2) { 1 } else { -1 };
    let cells: i64 = filtration.simplices().map(|s| sign(filtration.dimension(s))).sum();
    let essential = |(dimension, intervals): (usize, &[crate::diagram::Interval])| {
        intervals.iter().filter(|interval| interval.is_essential()).count() as i64 * sign(dimension)
    };
    let classes: i64 = diagrams.dimensions().enumerate().map(essential).sum();
    assert_eq!(cells, classes, "Euler characteristic from simplices, and from essential classes");
}
