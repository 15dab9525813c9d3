//! Alpha and Delaunay-Rips: against the nerve of balls, other programs, and themselves.

use proptest::prelude::*;
use serde::Deserialize;
use tda_core::{
    Alpha, Cech, DelaunayRips, Diagrams, Error, Interval, InvalidInput, Metric, PointCloud, VietorisRips,
    Witness, laws,
};

use crate::{clouds, naive};

fn cloud(points: &[Vec<f64>]) -> PointCloud<'static> {
    PointCloud::from_vec(points.concat(), points[0].len()).unwrap()
}

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().map(<[Interval]>::to_vec).collect()
}

/// Points of small whole numbers, where many lie on a line, a plane or a sphere, with weights.
fn lattice(dimensions: usize, side: i64, weight: i64) -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<f64>)> {
    let point = prop::collection::vec(0..side, dimensions);
    let float = |numbers: Vec<i64>| numbers.into_iter().map(|number| number as f64).collect::<Vec<f64>>();
    prop::collection::vec((point, 0..=weight), 1..8).prop_map(move |points| {
        points.into_iter().map(|(point, weight)| (float(point), weight as f64)).unzip()
    })
}

#[expect(clippy::cast_possible_truncation, reason = "small whole numbers")]
fn whole(number: f64) -> i128 {
    number as i128
}

/// The barcode of balls that grow: a set of points is a simplex once their balls share a point. By the nerve theorem
/// alpha has it too.
fn balls(points: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<Interval>> {
    let dimensions = points[0].len();
    let points: Vec<[i128; 3]> =
        points.iter().map(|p| std::array::from_fn(|axis| p.get(axis).map_or(0, |&c| whole(c)))).collect();
    let weights: Vec<i128> = weights.iter().map(|&w| whole(w)).collect();
    let mut simplices: Vec<(f64, Vec<usize>)> = (1_usize..1 << points.len())
        .map(|set| (0..points.len()).filter(|i| set >> i & 1 == 1).collect::<Vec<_>>())
        .filter(|set| set.len() <= dimensions + 1)
        .map(|set| (smallest_power(&points, &weights, &set), set))
        .collect();
    simplices.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.len().cmp(&b.1.len())).then(a.1.cmp(&b.1)));
    naive::barcode(&simplices, dimensions - 1)
}

/// The least over all of space of the largest power `|x - p|^2 - w` of the points of a set: that of the orthogonal
/// sphere of some of them, none of the others having a larger one.
fn smallest_power(points: &[[i128; 3]], weights: &[i128], set: &[usize]) -> f64 {
    let supports = (1_usize..1 << set.len())
        .map(|chosen| (0..set.len()).filter(|i| chosen >> i & 1 == 1).map(|i| set[i]).collect::<Vec<_>>());
    let candidates = supports.filter_map(|support| sphere(points, weights, &support));
    let covers = |&(power, denominator, centre): &(i128, i128, [i128; 3])| {
        set.iter().all(|&i| {
            let squares =
                (0..3).map(|axis| (centre[axis] - points[i][axis] * denominator).pow(2)).sum::<i128>();
            squares - weights[i] * denominator * denominator <= power
        })
    };
    let values = candidates.filter(covers).map(|(power, denominator, _)| {
        let divisor = greatest_common_divisor(power.abs(), denominator * denominator);
        (power / divisor) as f64 / (denominator * denominator / divisor) as f64
    });
    values.fold(f64::INFINITY, f64::min)
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}

/// Power and centre of the orthogonal sphere, times the denominator squared and the denominator; nothing if the
/// points depend on one another.
fn sphere(points: &[[i128; 3]], weights: &[i128], support: &[usize]) -> Option<(i128, i128, [i128; 3])> {
    let first = points[support[0]];
    let edges: Vec<[i128; 3]> =
        support[1..].iter().map(|&i| std::array::from_fn(|axis| points[i][axis] - first[axis])).collect();
    let dot = |a: &[i128; 3], b: &[i128; 3]| (0..3).map(|axis| a[axis] * b[axis]).sum::<i128>();
    let right: Vec<i128> = edges
        .iter()
        .zip(&support[1..])
        .map(|(edge, &i)| dot(edge, edge) + weights[support[0]] - weights[i])
        .collect();
    let gram: Vec<Vec<i128>> = edges.iter().map(|a| edges.iter().map(|b| dot(a, b)).collect()).collect();
    let denominator = 2 * determinant(&gram);
    let mut centre = first.map(|coordinate| coordinate * denominator);
    for (column, edge) in edges.iter().enumerate() {
        let mut replaced = gram.clone();
        replaced.iter_mut().zip(&right).for_each(|(row, &entry)| row[column] = entry);
        let numerator = determinant(&replaced);
        (0..3).for_each(|axis| centre[axis] += numerator * edge[axis]);
    }
    let squares = (0..3).map(|axis| (centre[axis] - first[axis] * denominator).pow(2)).sum::<i128>();
    let power = squares - weights[support[0]] * denominator * denominator;
    (denominator != 0).then_some((power, denominator, centre))
}

fn determinant(matrix: &[Vec<i128>]) -> i128 {
    let Some((first, rest)) = matrix.split_first() else { return 1 };
    let minor = |column: usize| -> Vec<Vec<i128>> {
        let without =
            |row: &Vec<i128>| row.iter().enumerate().filter(|&(c, _)| c != column).map(|(_, &x)| x).collect();
        rest.iter().map(without).collect()
    };
    let sign = |column: usize| if column.is_multiple_of(2) { 1 } else { -1 };
    first.iter().enumerate().map(|(column, &entry)| sign(column) * entry * determinant(&minor(column))).sum()
}

/// Engines and fields that must give one answer.
fn assert_engines_agree(alpha: &Alpha, cloud: &PointCloud<'_>) {
    let plain = alpha.compute(cloud).unwrap();
    laws::assert_diagrams(&plain);
    let reduced = alpha.clone().cocycles(true).cycles(true).pairs(true).compute(cloud).unwrap();
    assert_eq!(intervals(&plain), intervals(&reduced));
    let paired = alpha.clone().pairs(true).compute(cloud).unwrap();
    assert_eq!(intervals(&plain), intervals(&paired));
    let all = alpha.clone().zero_lengths(true).compute(cloud).unwrap();
    let all_reduced = alpha.clone().zero_lengths(true).cocycles(true).compute(cloud).unwrap();
    assert_eq!(intervals(&all), intervals(&all_reduced));
    let third = alpha.clone().field(3).compute(cloud).unwrap();
    assert_eq!(plain.dimension(0), third.dimension(0));
    assert_eq!(plain.max_dimension(), third.max_dimension());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn alpha_is_the_nerve_of_balls_in_the_plane((points, weights) in lattice(2, 4, 5)) {
        let (cloud, none) = (cloud(&points), vec![0.0; points.len()]);
        let alpha = Alpha::new().squared(true);
        prop_assert_eq!(intervals(&alpha.compute(&cloud).unwrap()), balls(&points, &none));
        assert_engines_agree(&alpha, &cloud);
        let weighted = alpha.weights(&weights);
        prop_assert_eq!(intervals(&weighted.compute(&cloud).unwrap()), balls(&points, &weights));
        assert_engines_agree(&weighted, &cloud);
    }

    #[test]
    fn alpha_is_the_nerve_of_balls_in_space((points, weights) in lattice(3, 3, 3)) {
        let (cloud, none) = (cloud(&points), vec![0.0; points.len()]);
        let alpha = Alpha::new().squared(true);
        prop_assert_eq!(intervals(&alpha.compute(&cloud).unwrap()), balls(&points, &none));
        assert_engines_agree(&alpha, &cloud);
        let weighted = alpha.weights(&weights);
        prop_assert_eq!(intervals(&weighted.compute(&cloud).unwrap()), balls(&points, &weights));
        assert_engines_agree(&weighted, &cloud);
    }

    #[test]
    fn the_order_of_the_points_changes_no_bit(
        seed in 0..1000_u64, shift in 1..40_usize, dimensions in 2..=3_usize, is_lattice in any::<bool>(),
    ) {
        let rough = |x: f64| if is_lattice { (x * 3.0).round() } else { x };
        let points: Vec<Vec<f64>> = clouds::cube(40, dimensions, seed)
            .chunks(dimensions).map(|p| p.iter().copied().map(rough).collect()).collect();
        let mut moved = points.clone();
        moved.rotate_left(shift);
        moved.chunks_mut(7).for_each(<[_]>::reverse);
        let (cloud, moved) = (cloud(&points), cloud(&moved));
        for alpha in [Alpha::new(), Alpha::new().periodic(&[1.5, 1.25, 1.0][..dimensions])] {
            prop_assert_eq!(alpha.compute(&cloud).map(|d| intervals(&d)), alpha.compute(&moved).map(|d| intervals(&d)));
        }
        let rips = DelaunayRips::new();
        prop_assert_eq!(intervals(&rips.compute(&cloud).unwrap()), intervals(&rips.compute(&moved).unwrap()));
    }

    #[test]
    fn delaunay_rips_has_the_components_of_rips((points, _) in lattice(3, 4, 0)) {
        let cloud = cloud(&points);
        let (delaunay, rips) = (DelaunayRips::new().compute(&cloud).unwrap(), VietorisRips::new().compute(&cloud).unwrap());
        prop_assert_eq!(delaunay.dimension(0), rips.dimension(0));
    }

    #[test]
    fn a_plane_in_space_is_a_plane(points in prop::collection::vec(prop::collection::vec(0..6_u8, 2), 1..20)) {
        let flat: Vec<Vec<f64>> = points.iter().map(|p| p.iter().copied().map(f64::from).collect()).collect();
        // Two unit vectors that are orthogonal, times three: lengths grow threefold.
        let tilted: Vec<Vec<f64>> = flat
            .iter()
            .map(|p| vec![p[0] + 2.0 * p[1], 2.0 * p[0] + p[1], 2.0 * p[0] - 2.0 * p[1]])
            .collect();
        let alpha = Alpha::new().squared(true);
        let (flat, tilted) = (alpha.compute(&cloud(&flat)).unwrap(), alpha.compute(&cloud(&tilted)).unwrap());
        let grown = |i: &Interval| Interval { birth: 9.0 * i.birth, death: 9.0 * i.death };
        for dimension in 0..2 {
            let expected: Vec<Interval> = flat.dimension(dimension).unwrap().iter().map(grown).collect();
            let near = |a: f64, b: f64| a == b || (a - b).abs() < 1e-12 * a.abs();
            let found = tilted.dimension(dimension).unwrap();
            prop_assert_eq!(found.len(), expected.len());
            prop_assert!(found.iter().zip(&expected).all(|(a, b)| near(a.birth, b.birth) && near(a.death, b.death)));
        }
        prop_assert!(tilted.dimension(2).unwrap().is_empty());
    }
}

#[test]
fn a_torus_has_the_homology_of_a_torus() {
    for (dimensions, betti) in [(2, vec![1, 2, 1]), (3, vec![1, 3, 3, 1])] {
        let coordinates = clouds::cube(150, dimensions, 3);
        let cloud = PointCloud::from_rows(&coordinates, dimensions).unwrap();
        let alpha = Alpha::new().periodic(&vec![1.0; dimensions]);
        let diagrams = alpha.compute(&cloud).unwrap();
        assert_eq!(diagrams.betti_numbers(1e9), betti);
        assert_engines_agree(&alpha, &cloud);
        // Moving all points around the torus changes nothing but roundings.
        let moved: Vec<f64> = coordinates.iter().map(|c| c + 0.625).collect();
        let again = alpha.compute(&PointCloud::from_rows(&moved, dimensions).unwrap()).unwrap();
        assert_eq!(
            diagrams.dimensions().map(<[_]>::len).collect::<Vec<_>>(),
            again.dimensions().map(<[_]>::len).collect::<Vec<_>>()
        );
    }
}

#[test]
fn sizes_at_the_ends_of_f64_keep_their_shape() {
    let square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    for size in [1e-290, 1e-100, 1.0, 1e200, 1e300] {
        let points: Vec<Vec<f64>> = square.iter().map(|p| p.iter().map(|c| c * size).collect()).collect();
        let diagrams = Alpha::new().compute(&cloud(&points)).unwrap();
        let [interval] = diagrams.dimension(1).unwrap() else { panic!("one loop") };
        assert!(
            (interval.birth / size - 0.5).abs() < 1e-15
                && (interval.death / size - 0.5_f64.sqrt()).abs() < 1e-15
        );
    }
}

#[test]
fn what_is_no_alpha_complex_is_named() {
    let fault = |alpha: Alpha, points: &[Vec<f64>]| match alpha.compute(&cloud(points)) {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let two = [vec![0.0, 0.0], vec![0.5, 0.5]];
    assert_eq!(fault(Alpha::new(), &[vec![0.0; 4]]), InvalidInput::SpaceDimensions { dimensions: 4 });
    assert_eq!(
        fault(Alpha::new().weights(&[1.0]), &two),
        InvalidInput::WeightCount { weights: 1, points: 2 }
    );
    let infinite = Alpha::new().weights(&[1.0, f64::INFINITY]);
    assert_eq!(fault(infinite, &two), InvalidInput::Weight { row: 1, weight: f64::INFINITY });
    assert_eq!(
        fault(Alpha::new().periodic(&[1.0]), &two),
        InvalidInput::SideCount { sides: 1, dimensions: 2 }
    );
    assert_eq!(fault(Alpha::new().periodic(&[1.0, 0.0]), &two), InvalidInput::Side { column: 1, side: 0.0 });
    assert_eq!(fault(Alpha::new().periodic(&[1.0, 1.0]), &two), InvalidInput::TooSparse { points: 2 });
    let short = InvalidInput::SideTooShort { column: 0, side: 1e-17, longest: 3.0 };
    assert_eq!(fault(Alpha::new().periodic(&[1e-17, 3.0]), &two), short);
}

#[test]
fn a_sphere_that_overflows_is_told_by_a_point_on_it() {
    let points = [vec![0.0, 0.0], vec![1.0, 0.0], vec![2e154, 0.0], vec![4.9e154, 0.0]];
    let faulty = |alpha: Alpha| match alpha.squared(true).compute(&cloud(&points)) {
        Err(Error::InvalidInput(InvalidInput::RadiusOverflow { row })) => row,
        other => panic!("{other:?}"),
    };
    assert!((2..4).contains(&faulty(Alpha::new())));
}

#[test]
fn on_a_line_balls_meet_in_the_middle_of_gaps() {
    let line = PointCloud::from_rows(&[7.0, 0.0, 1.0, 3.0, 1.0], 1).unwrap();
    let bar = |death| Interval { birth: 0.0, death };
    let expected = [bar(0.5), bar(1.0), bar(2.0), bar(f64::INFINITY)];
    let alpha = Alpha::new().compute(&line).unwrap();
    assert_eq!((alpha.max_dimension(), alpha.dimension(0).unwrap()), (0, &expected[..]));
    let doubled = expected.map(|i| bar(2.0 * i.death));
    let rips = DelaunayRips::new().compute(&line).unwrap();
    assert_eq!((rips.max_dimension(), rips.dimension(0).unwrap()), (0, &doubled[..]));
    // Joined into a circle of length 9, it has a hole until the widest gap, from 3 to 7, is closed.
    let circle = Alpha::new().periodic(&[9.0]).compute(&line).unwrap();
    assert_eq!(circle.dimension(0).unwrap(), [bar(0.5), bar(1.0), bar(1.0), bar(f64::INFINITY)]);
    assert_eq!(circle.dimension(1).unwrap(), [Interval { birth: 2.0, death: f64::INFINITY }]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Both have the barcode of growing balls, and both round once: no interval comes from rounding.
    #[test]
    fn cech_has_the_same_bits(dimensions in 2..4_usize, (points, _) in lattice(3, 6, 0), scale in 1..8_u8) {
        let points: Vec<Vec<f64>> = points
            .iter()
            .map(|point| point[..dimensions].iter().map(|c| c * f64::from(scale) / 7.0).collect())
            .collect();
        let cech = Cech::new().max_dimension(dimensions - 1).compute(&cloud(&points)).unwrap();
        let alpha = Alpha::new().compute(&cloud(&points)).unwrap();
        prop_assert_eq!(intervals(&cech), intervals(&alpha));
    }
}

#[test]
fn other_distances_than_euclidean_ones_are_refused() {
    let cloud = PointCloud::from_rows(&[0.0, 1.0, 1.0, 2.0], 2).unwrap().metric(Metric::Manhattan).unwrap();
    let fault = InvalidInput::NotEuclidean { metric: Metric::Manhattan };
    let errors = [
        Alpha::new().compute(&cloud),
        Cech::new().compute(&cloud),
        DelaunayRips::new().compute(&cloud),
        Witness::new().compute(&cloud, &cloud),
    ];
    for error in errors {
        assert_eq!(error.unwrap_err(), fault.clone().into());
    }
}

#[derive(Deserialize)]
struct Corpus {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    points: Vec<Vec<f64>>,
    weights: Option<Vec<f64>>,
    periodic: Option<Vec<f64>>,
    tolerance: f64,
    barcode: std::collections::BTreeMap<String, Vec<[f64; 2]>>,
}

#[test]
fn alpha_agrees_with_gudhi() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/filtrations/alpha.toml");
    let corpus: Corpus = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for Case { name, points, weights, periodic, tolerance, barcode } in &corpus.case {
        let alpha = Alpha::new().squared(true);
        let alpha = weights.as_ref().map_or(alpha.clone(), |weights| alpha.weights(weights));
        let alpha = periodic.as_ref().map_or(alpha.clone(), |sides| alpha.periodic(sides));
        let diagrams = alpha.compute(&cloud(points)).unwrap();
        for (dimension, found) in diagrams.dimensions().enumerate() {
            let expected = barcode.get(&format!("h{dimension}")).map_or(&[][..], Vec::as_slice);
            assert_eq!(found.len(), expected.len(), "number of intervals of {name}, dimension {dimension}");
            for (interval, &[birth, death]) in found.iter().zip(expected) {
                let near = |a: f64, b: f64| a == b || (a - b).abs() <= *tolerance;
                assert!(near(interval.birth, birth) && near(interval.death, death), "{interval} of {name}");
            }
        }
    }
    assert!(corpus.case.len() >= 6);
}
