//! Pairs, cocycles, cycles and fields: what must hold for every one of them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tda_core::{Chain, Diagrams, DistanceMatrix, Error, ExplicitFiltration, VietorisRips};

use crate::{clouds, naive};

type Cochain = BTreeMap<Vec<u32>, u32>;

fn diameter(distances: &[Vec<f64>], simplex: &[u32]) -> f64 {
    let pairs = simplex.iter().flat_map(|&a| simplex.iter().map(move |&b| (a, b)));
    pairs.map(|(a, b)| distances[a as usize][b as usize]).fold(0.0, f64::max)
}

fn sign(place: usize, field: u32) -> u32 {
    if place.is_multiple_of(2) { 1 } else { field - 1 }
}

fn without(simplex: &[u32], place: usize) -> Vec<u32> {
    simplex.iter().enumerate().filter(|&(k, _)| k != place).map(|(_, &v)| v).collect()
}

fn boundary(chain: Chain<'_>, field: u32) -> Cochain {
    let mut sum = Cochain::new();
    for (simplex, coefficient) in chain.terms() {
        assert!((1..field).contains(&coefficient));
        for place in 0..if simplex.len() == 1 { 0 } else { simplex.len() } {
            let term = sum.entry(without(simplex, place)).or_default();
            *term = (*term + coefficient * sign(place, field)) % field;
        }
    }
    sum.retain(|_, coefficient| *coefficient != 0);
    sum
}

/// Where a coboundary is not zero: simplices with their values.
fn coboundary(chain: Chain<'_>, distances: &[Vec<f64>], field: u32) -> Vec<f64> {
    let mut sum = Cochain::new();
    for (simplex, coefficient) in chain.terms() {
        for vertex in (0..u32::try_from(distances.len()).unwrap()).filter(|v| !simplex.contains(v)) {
            let place = simplex.iter().filter(|&&v| v < vertex).count();
            let mut cofacet = simplex.to_vec();
            cofacet.insert(place, vertex);
            let term = sum.entry(cofacet).or_default();
            *term = (*term + coefficient * sign(place, field)) % field;
        }
    }
    sum.iter().filter(|(_, c)| **c != 0).map(|(simplex, _)| diameter(distances, simplex)).collect()
}

fn compute(distances: &[Vec<f64>], rips: &VietorisRips) -> Diagrams {
    let dense = distances.concat();
    rips.compute(&DistanceMatrix::from_dense(&dense, distances.len()).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn representatives_are_what_they_are_called(
        distances in clouds::tied_distances(1..9_usize),
        max_dimension in 0..3_usize,
        field in prop::sample::select(vec![2_u32, 3, 5]),
    ) {
        let rips = VietorisRips::new().max_dimension(max_dimension).field(field);
        let diagrams = compute(&distances, &rips.clone().pairs(true).cocycles(true).cycles(true));
        let plain = compute(&distances, &rips);
        for dimension in 0..=max_dimension {
            let intervals = diagrams.dimension(dimension).unwrap();
            prop_assert_eq!(intervals, plain.dimension(dimension).unwrap());
            let pairs = diagrams.pairs(dimension).unwrap();
            let (cocycles, cycles) = (diagrams.cocycles(dimension).unwrap(), diagrams.cycles(dimension).unwrap());
            prop_assert_eq!([pairs.len(), cocycles.len(), cycles.len()], [intervals.len(); 3]);
            for (index, interval) in intervals.iter().enumerate() {
                prop_assert_eq!(diameter(&distances, pairs.birth(index)), interval.birth);
                let death = pairs.death(index).map_or(f64::INFINITY, |death| diameter(&distances, death));
                prop_assert_eq!(death, interval.death);
                let cocycle = cocycles.get(index);
                prop_assert!(cocycle.terms().any(|(simplex, _)| simplex == pairs.birth(index)));
                prop_assert!(cocycle.terms().all(|(simplex, _)| diameter(&distances, simplex) >= interval.birth));
                prop_assert!(coboundary(cocycle, &distances, field).iter().all(|&value| value >= interval.death));
                let cycle = cycles.get(index);
                prop_assert!(cycle.terms().any(|(simplex, _)| simplex == pairs.birth(index)));
                prop_assert!(cycle.terms().all(|(simplex, _)| diameter(&distances, simplex) <= interval.birth));
                prop_assert!(boundary(cycle, field).is_empty());
            }
        }
    }

    #[test]
    fn listed_simplices_give_the_same_barcode_over_every_field(
        distances in clouds::tied_distances(1..9_usize),
        field in prop::sample::select(vec![2_u32, 3, 7, 65_521]),
        threshold in prop::option::of(0..7_u8),
    ) {
        let threshold = threshold.map_or(f64::INFINITY, f64::from);
        let simplices = naive::simplices(&distances, 3, threshold);
        let values: Vec<f64> = simplices.iter().map(|(value, _)| *value).collect();
        let listed = ExplicitFiltration::new(&values, &naive::boundaries(&simplices)).unwrap().field(field);
        let rips = VietorisRips::new().max_dimension(2).threshold(threshold).field(field).cocycles(true);
        let (listed, diagrams) = (listed.compute(2).unwrap(), compute(&distances, &rips));
        prop_assert!(diagrams.dimensions().eq(listed.dimensions()));
    }

    #[test]
    fn two_elements_make_the_field_of_the_naive_reduction(distances in clouds::tied_distances(1..9_usize)) {
        let diagrams = compute(&distances, &VietorisRips::new().max_dimension(2).pairs(true));
        let expected = naive::rips(&distances, 2, f64::INFINITY);
        prop_assert_eq!(diagrams.dimensions().map(<[_]>::to_vec).collect::<Vec<_>>(), expected);
    }
}

/// The projective plane on six vertices, whose first homology is Z/2.
const PROJECTIVE_PLANE: [[usize; 3]; 10] = [
    [0, 1, 2],
    [0, 2, 3],
    [0, 3, 4],
    [0, 4, 5],
    [0, 1, 5],
    [1, 2, 4],
    [2, 4, 5],
    [2, 3, 5],
    [1, 3, 5],
    [1, 3, 4],
];

#[test]
fn torsion_shows_over_two_and_not_over_three() {
    let edges: Vec<[usize; 2]> = (0..6).flat_map(|b| (0..b).map(move |a| [a, b])).collect();
    let edge = |a, b| 6 + edges.iter().position(|&[c, d]| [c, d] == [a, b]).unwrap();
    let mut boundaries: Vec<Vec<usize>> = vec![Vec::new(); 6];
    boundaries.extend(edges.iter().map(|edge| edge.to_vec()));
    boundaries.extend(PROJECTIVE_PLANE.iter().map(|&[a, b, c]| vec![edge(a, b), edge(a, c), edge(b, c)]));
    let filtration = ExplicitFiltration::new(&vec![0.0; boundaries.len()], &boundaries).unwrap();
    assert_eq!(filtration.compute(2).unwrap().betti_numbers(0.0), [1, 1, 1]);
    assert_eq!(filtration.clone().field(3).compute(2).unwrap().betti_numbers(0.0), [1, 0, 0]);
    assert_eq!(
        filtration.field(4).compute(2).unwrap_err().to_string(),
        "field 4 is not a prime from 2 to 65521"
    );
}

#[test]
fn what_was_not_asked_for_is_not_there() {
    let diagrams = compute(&[vec![0.0]], &VietorisRips::new());
    let error = diagrams.pairs(0).unwrap_err();
    assert!(matches!(error, Error::NotRequested { .. }));
    assert_eq!(error.to_string(), "pairs were not asked for: set pairs(true) before computing");
}
