//! Dimensions zero and one, where edges are only made as far as they are needed.

use proptest::prelude::*;
use tda_core::{Diagrams, DistanceMatrix, Interval, PointCloud, VietorisRips};

use crate::{clouds, naive};

fn compute(distances: &[Vec<f64>], rips: &VietorisRips) -> Diagrams {
    let dense = distances.concat();
    rips.compute(&DistanceMatrix::from_dense(&dense, distances.len()).unwrap()).unwrap()
}

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().take(2).map(<[Interval]>::to_vec).collect()
}

/// The same barcode from the engines for dimension two, which make all edges.
fn all_edges(rips: &VietorisRips) -> VietorisRips {
    rips.clone().max_dimension(2)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn ties_and_gaps_agree_with_the_naive_reduction(
        distances in clouds::tied_distances(4..14_usize),
        threshold in prop::option::of(0..7_u8),
    ) {
        let threshold = threshold.map(f64::from);
        let rips = threshold.map_or(VietorisRips::new(), |threshold| VietorisRips::new().threshold(threshold));
        let expected = naive::rips(&distances, 1, threshold.unwrap_or(f64::INFINITY));
        prop_assert_eq!(intervals(&compute(&distances, &rips)), expected);
    }

    #[test]
    fn without_ties_pairs_are_those_of_the_matrix_reduction(distances in clouds::loose_distances(4..12_usize)) {
        let rips = VietorisRips::new().pairs(true);
        let grown = compute(&distances, &rips);
        let reduced = compute(&distances, &rips.cocycles(true));
        prop_assert_eq!(grown.plan().engine, "edge sweep");
        prop_assert_eq!(reduced.plan().engine, "cohomology with coefficients");
        for dimension in 0..2 {
            let pairs = |diagrams: &Diagrams| {
                let pairs = diagrams.pairs(dimension).unwrap();
                let mut all: Vec<_> = (0..pairs.len())
                    .map(|at| (pairs.birth(at).to_vec(), pairs.death(at).map(<[u32]>::to_vec)))
                    .collect();
                all.sort();
                all
            };
            prop_assert_eq!(pairs(&grown), pairs(&reduced));
        }
    }

    #[test]
    fn pairs_have_the_values_of_their_intervals(distances in clouds::tied_distances(4..14_usize)) {
        let diagrams = compute(&distances, &VietorisRips::new().pairs(true));
        let diameter = |simplex: &[u32]| {
            let lengths = simplex.iter().flat_map(|&a| simplex.iter().map(move |&b| (a as usize, b as usize)));
            lengths.map(|(a, b)| distances[a][b]).fold(0.0, f64::max)
        };
        for dimension in 0..2 {
            let pairs = diagrams.pairs(dimension).unwrap();
            for (at, interval) in diagrams.dimension(dimension).unwrap().iter().enumerate() {
                prop_assert_eq!(diameter(pairs.birth(at)), interval.birth);
                prop_assert_eq!(pairs.death(at).map_or(f64::INFINITY, diameter), interval.death);
            }
        }
    }

    #[test]
    fn larger_clouds_agree_with_the_engine_of_all_edges(
        points in 40..160_usize,
        dimensions in 1..6_usize,
        seed in any::<u64>(),
        cells in prop::option::of(2..9_u8),
    ) {
        // On a grid there are ties and duplicates; without one there are none.
        let mut coordinates = clouds::cube(points, dimensions, seed);
        if let Some(cells) = cells {
            coordinates.iter_mut().for_each(|c| *c = (*c * f64::from(cells)).floor());
        }
        let cloud = PointCloud::from_rows(&coordinates, dimensions).unwrap();
        for rips in [VietorisRips::new(), VietorisRips::new().threshold(0.4)] {
            let expected = intervals(&all_edges(&rips).compute(&cloud).unwrap());
            prop_assert_eq!(intervals(&rips.compute(&cloud).unwrap()), expected);
        }
    }
}

#[test]
fn clusters_far_apart_need_no_long_edges() {
    let one = clouds::noisy_circle(100, 0.2, 3);
    let two: Vec<f64> = (0..2)
        .flat_map(|copy| one.chunks(2).flat_map(move |p| [p[0] + 100.0 * f64::from(copy), p[1], 0.0]))
        .collect();
    let cloud = PointCloud::from_rows(&two, 3).unwrap();
    let diagrams = VietorisRips::new().compute(&cloud).unwrap();
    assert!(diagrams.stats().edges < 2 * 100 * 99 / 2 + 1, "{}", diagrams.stats().edges);
    let expected = VietorisRips::new().max_dimension(2).compute(&cloud).unwrap();
    assert_eq!(intervals(&diagrams), intervals(&expected));
    assert!(diagrams.dimension(0).unwrap().iter().any(|bar| bar.death > 90.0 && bar.death < f64::INFINITY));
}

#[test]
fn a_short_threshold_finds_its_pairs_without_looking_at_all() {
    for dimensions in [1, 3, 4] {
        let cloud = clouds::cube(1200, dimensions, 17);
        let cloud = PointCloud::from_rows(&cloud, dimensions).unwrap();
        let rips = VietorisRips::new().threshold(if dimensions == 1 { 0.001 } else { 0.15 });
        let diagrams = rips.compute(&cloud).unwrap();
        let expected = rips.max_dimension(2).compute(&cloud).unwrap();
        assert_eq!(diagrams.stats().edges, expected.stats().edges);
        assert_eq!(intervals(&diagrams), intervals(&expected));
    }
}
