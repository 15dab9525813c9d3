//! Vietoris-Rips against the naive reduction, and what must hold for every input.

use proptest::prelude::*;
use tda_core::{
    Collapse, Diagrams, DistanceMatrix, ExplicitFiltration, Interval, PointCloud, VietorisRips, laws,
};

use crate::{clouds, naive};

fn compute(distances: &[Vec<f64>], rips: &VietorisRips) -> Diagrams {
    let dense = distances.concat();
    let diagrams = rips.compute(&DistanceMatrix::from_dense(&dense, distances.len()).unwrap()).unwrap();
    laws::assert_diagrams(&diagrams);
    diagrams
}

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().map(<[Interval]>::to_vec).collect()
}

fn rips(max_dimension: usize, threshold: Option<f64>) -> VietorisRips {
    let rips = VietorisRips::new().max_dimension(max_dimension);
    threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold))
}

fn assert_naive(distances: &[Vec<f64>], max_dimension: usize, threshold: Option<f64>) {
    let expected = naive::rips(distances, max_dimension, threshold.unwrap_or(f64::INFINITY));
    assert_eq!(intervals(&compute(distances, &rips(max_dimension, threshold))), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn ties_duplicates_and_gaps_agree_with_the_naive_reduction(
        distances in clouds::tied_distances(1..9_usize),
        max_dimension in 0..4_usize,
        threshold in prop::option::of(0..7_u8),
    ) {
        assert_naive(&distances, max_dimension, threshold.map(f64::from));
    }

    #[test]
    fn a_collapse_changes_no_bit(
        distances in prop_oneof![clouds::tied_distances(1..10_usize), clouds::loose_distances(1..10_usize)],
        max_dimension in 1..5_usize,
        threshold in prop::option::of(0..11_u8),
    ) {
        let rips = rips(max_dimension, threshold.map(f64::from));
        let plain = intervals(&compute(&distances, &rips.clone().collapse(Collapse::Never)));
        prop_assert_eq!(&intervals(&compute(&distances, &rips.clone().collapse(Collapse::Always))), &plain);
        prop_assert_eq!(&intervals(&compute(&distances, &rips)), &plain);
    }

    #[test]
    fn a_collapse_of_a_larger_cloud_changes_no_bit(
        points in 10..60_usize,
        dimensions in 1..6_usize,
        grid in prop::bool::ANY,
        seed in 0..u64::MAX,
    ) {
        let mut coordinates = clouds::cube(points, dimensions, seed);
        if grid {
            coordinates.iter_mut().for_each(|c| *c = (*c * 5.0).floor());
        }
        let cloud = PointCloud::from_rows(&coordinates, dimensions).unwrap();
        let compute = |collapse| rips(2, None).collapse(collapse).compute(&cloud).unwrap();
        prop_assert_eq!(intervals(&compute(Collapse::Always)), intervals(&compute(Collapse::Never)));
    }

    #[test]
    fn voids_are_the_same_whether_they_are_the_top_or_not(
        points in 6..40_usize,
        dimensions in 1..6_usize,
        grid in prop::bool::ANY,
        threshold in prop::option::of(0.1..6.0_f64),
        seed in 0..u64::MAX,
    ) {
        // As the top dimension they come from links of edges, else from cohomology.
        let mut coordinates = clouds::cube(points, dimensions, seed);
        coordinates.iter_mut().for_each(|c| *c = if grid { (*c * 5.0).floor() } else { *c * 4.0 });
        let cloud = PointCloud::from_rows(&coordinates, dimensions).unwrap();
        let compute = |top| rips(top, threshold).collapse(Collapse::Never).compute(&cloud).unwrap();
        prop_assert_eq!(&intervals(&compute(2))[..], &intervals(&compute(3))[..3]);
    }

    #[test]
    fn voids_of_matrices_without_geometry_are_the_same_either_way(
        distances in prop_oneof![clouds::tied_distances(8..22_usize), clouds::loose_distances(8..22_usize)],
    ) {
        let compute = |top| intervals(&compute(&distances, &rips(top, None).collapse(Collapse::Never)));
        prop_assert_eq!(&compute(2)[..], &compute(3)[..3]);
    }

    #[test]
    fn matrices_without_ties_agree_with_the_naive_reduction(
        distances in clouds::loose_distances(1..10_usize),
        max_dimension in 0..3_usize,
        threshold in prop::option::of(0.0..11.0_f64),
    ) {
        assert_naive(&distances, max_dimension, threshold);
    }

    #[test]
    fn points_agree_with_their_own_distances(
        coordinates in prop::collection::vec(-2.0..2.0_f64, 3..30),
        dimensions in 1..4_usize,
    ) {
        let coordinates = &coordinates[..coordinates.len() / dimensions * dimensions];
        let cloud = PointCloud::from_rows(coordinates, dimensions).unwrap();
        let row = |a| (0..cloud.points()).map(|b| cloud.distance(a, b)).collect();
        let distances: Vec<Vec<f64>> = (0..cloud.points()).map(row).collect();
        let from_points = VietorisRips::new().max_dimension(2).compute(&cloud).unwrap();
        prop_assert_eq!(intervals(&from_points), intervals(&compute(&distances, &rips(2, None))));
    }

    #[test]
    fn the_order_of_the_points_does_not_matter(
        (distances, order) in clouds::tied_distances(2..12_usize).prop_flat_map(|distances| {
            let order: Vec<usize> = (0..distances.len()).collect();
            (Just(distances), Just(order).prop_shuffle())
        }),
    ) {
        let shuffled: Vec<Vec<f64>> =
            order.iter().map(|&a| order.iter().map(|&b| distances[a][b]).collect()).collect();
        let rips = rips(3, None);
        prop_assert_eq!(intervals(&compute(&distances, &rips)), intervals(&compute(&shuffled, &rips)));
    }

    #[test]
    fn a_threshold_cuts_the_barcode_and_changes_nothing_below(
        distances in clouds::tied_distances(2..10_usize),
        threshold in 0..6_u8,
    ) {
        let threshold = f64::from(threshold);
        let cut = |bar: &Interval| Interval {
            death: if bar.death > threshold { f64::INFINITY } else { bar.death },
            ..*bar
        };
        let whole = intervals(&compute(&distances, &rips(2, None)));
        let mut expected: Vec<Vec<Interval>> = whole
            .iter()
            .map(|bars| bars.iter().filter(|bar| bar.birth <= threshold).map(cut).collect())
            .collect();
        expected.iter_mut().for_each(|bars| bars.sort_by(|a, b| (a.birth, a.death).partial_cmp(&(b.birth, b.death)).unwrap()));
        prop_assert_eq!(intervals(&compute(&distances, &rips(2, Some(threshold)))), expected);
    }

    #[test]
    fn small_changes_of_distances_change_betti_numbers_little(
        distances in clouds::loose_distances(4..10_usize),
        shifts in prop::collection::vec(0.0..0.25_f64, 45),
    ) {
        // Interleaving, of which the stability theorem speaks: a class alive from a to a + 2 shift in one filtration
        // is alive somewhere between in the other, so intervals longer than 2 * 0.25 cannot all vanish.
        let mut shift = shifts.iter();
        let points = distances.len();
        let below: Vec<f64> =
            (1..points).flat_map(|a| (0..a).map(move |b| (a, b))).map(|(a, b)| distances[a][b] + shift.next().unwrap()).collect();
        let moved = clouds::square(points, &below);
        let (before, after) = (compute(&distances, &rips(1, None)), compute(&moved, &rips(1, None)));
        for dimension in 0..2 {
            let long = |diagrams: &Diagrams, least: f64| {
                diagrams.dimension(dimension).unwrap().iter().filter(|bar| bar.persistence() > least).count()
            };
            for least in [0.0, 0.5, 1.0, 2.0] {
                prop_assert!(long(&before, least + 0.5) <= long(&after, least));
                prop_assert!(long(&after, least + 0.5) <= long(&before, least));
            }
        }
    }

    #[test]
    fn the_complex_written_out_gives_the_same_barcode_and_obeys_the_laws(
        distances in clouds::tied_distances(1..7_usize),
    ) {
        let dimension = distances.len() - 1;
        let simplices = naive::simplices(&distances, dimension, f64::INFINITY);
        let values: Vec<f64> = simplices.iter().map(|(value, _)| *value).collect();
        let filtration = ExplicitFiltration::new(&values, &naive::boundaries(&simplices)).unwrap();
        laws::assert_filtration(&filtration);
        let diagrams = filtration.compute(dimension).unwrap();
        laws::assert_diagrams(&diagrams);
        laws::assert_euler_characteristic(&filtration, &diagrams);
        prop_assert_eq!(intervals(&diagrams), intervals(&compute(&distances, &rips(dimension, None))));
    }
}

#[test]
fn one_point_two_points_and_no_distance_at_all() {
    let essential = Interval { birth: 0.0, death: f64::INFINITY };
    assert_eq!(intervals(&compute(&[vec![0.0]], &rips(3, None))), [vec![essential], vec![], vec![], vec![]]);
    let two = [vec![0.0, 0.0], vec![0.0, 0.0]];
    assert_eq!(intervals(&compute(&two, &rips(1, None))), [vec![essential], vec![]]);
    let apart = [vec![0.0, f64::INFINITY], vec![f64::INFINITY, 0.0]];
    assert_eq!(intervals(&compute(&apart, &rips(0, None))), [vec![essential, essential]]);
}

#[test]
fn a_cross_polytope_has_its_sphere_in_the_highest_dimension_possible() {
    // Opposite vertices at distance 2, all others at 1: a sphere of dimension d with 2 d + 2 vertices.
    for dimension in 1..7 {
        let points = 2 * dimension + 2;
        let distance = |a: usize, b: usize| {
            if a == b {
                0.0
            } else if a / 2 == b / 2 {
                2.0
            } else {
                1.0
            }
        };
        let distances: Vec<Vec<f64>> =
            (0..points).map(|a| (0..points).map(|b| distance(a, b)).collect()).collect();
        let diagrams = compute(&distances, &rips(dimension + 2, None));
        assert_eq!(diagrams.dimension(dimension).unwrap(), [Interval { birth: 1.0, death: 2.0 }]);
        assert!(
            diagrams
                .dimensions()
                .skip(1)
                .enumerate()
                .all(|(at, bars)| bars.is_empty() == (at + 1 != dimension))
        );
    }
}

#[test]
fn many_points_with_few_edges_agree_with_all_points_at_once() {
    // Far apart copies of one cloud: enough points for neighbour lists, every copy with the barcode of one.
    let one = clouds::noisy_circle(40, 0.2, 7);
    let copies = 60;
    let many: Vec<f64> = (0..copies)
        .flat_map(|copy| one.chunks(2).flat_map(move |p| [p[0] + 100.0 * f64::from(copy), p[1]]))
        .collect();
    let rips = rips(2, Some(1.5));
    let sparse = rips.compute(&PointCloud::from_rows(&many, 2).unwrap()).unwrap();
    assert!(sparse.plan().reason.ends_with("lists of neighbours"), "{}", sparse.plan());
    let dense = rips.compute(&PointCloud::from_rows(&one, 2).unwrap()).unwrap();
    assert!(dense.plan().reason.ends_with("table of ranks"), "{}", dense.plan());
    for (all, single) in sparse.dimensions().zip(dense.dimensions()) {
        assert_eq!(all.len(), single.len() * 60);
    }
    let first = |diagrams: &Diagrams| diagrams.dimension(1).unwrap()[0].birth;
    assert!((first(&sparse) - first(&dense)).abs() < 1e-9, "moving the points rounds their coordinates");
}

#[test]
fn a_simplex_that_needs_a_wide_name_is_a_simplex_like_others() {
    // The corners of a cross-polytope and points far from all: 11 bits a vertex, and simplices of 11 vertices.
    let axes = 10;
    let mut coordinates = Vec::new();
    for corner in 0..2 * axes {
        let at = |axis| {
            if axis != corner / 2 {
                0.0
            } else if corner % 2 == 0 {
                1.0
            } else {
                -1.0
            }
        };
        coordinates.extend((0..axes).map(at));
    }
    for far in 1..1006_u32 {
        coordinates.extend((0..axes).map(|_| f64::from(far) * 10.0));
    }
    let cloud = PointCloud::from_rows(&coordinates, axes).unwrap();
    let diagrams = rips(axes - 1, Some(1.5)).compute(&cloud).unwrap();
    let found: Vec<usize> = diagrams.dimensions().map(<[Interval]>::len).collect();
    assert_eq!(found, [1025, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert!(diagrams.dimension(axes - 1).unwrap()[0].is_essential());
}

#[test]
fn dimensions_that_a_sparse_graph_cannot_have_cost_nothing() {
    // A long path with one cross-polytope at its end, in a dimension for which no name would be wide enough.
    let points = 300;
    let distance = |a: usize, b: usize| match (a.min(b), a.max(b)) {
        (a, b) if a == b => 0.0,
        (a, b) if b < 8 && a / 2 != b / 2 => 1.0,
        (a, b) if b >= 8 && b == a + 1 => 1.0,
        _ => 9.0,
    };
    let row = |a| (0..points).map(|b| distance(a, b)).collect();
    let distances: Vec<Vec<f64>> = (0..points).map(row).collect();
    let diagrams = compute(&distances, &rips(120, Some(1.0)));
    let found: Vec<usize> = diagrams.dimensions().map(<[Interval]>::len).collect();
    assert_eq!((&found[..4], found[4..].iter().sum::<usize>()), (&[300, 0, 0, 1][..], 0));
    assert_eq!(diagrams.dimension(3).unwrap()[0], Interval { birth: 1.0, death: f64::INFINITY });
}

#[test]
fn loops_of_edges_of_length_zero_end() {
    // Four points in a ring at no distance, across it at one; all others are nowhere near.
    let points = 129;
    let mut dense = vec![f64::INFINITY; points * points];
    (0..points).for_each(|p| dense[p * points + p] = 0.0);
    let mut set = |a: usize, b: usize, distance: f64| {
        dense[a * points + b] = distance;
        dense[b * points + a] = distance;
    };
    [(0, 1), (1, 2), (2, 3), (0, 3)].iter().for_each(|&(a, b)| set(a, b, 0.0));
    [(0, 2), (1, 3)].iter().for_each(|&(a, b)| set(a, b, 1.0));
    let matrix = DistanceMatrix::from_dense(&dense, points).unwrap();
    let diagrams = VietorisRips::new().compute(&matrix).unwrap();
    assert_eq!(diagrams.dimension(1).unwrap(), [Interval { birth: 0.0, death: 1.0 }]);
}
