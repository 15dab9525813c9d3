//! The families beside Vietoris-Rips: barcodes that peers computed, and what their definitions demand.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use serde::Deserialize;
use tda_core::{
    Cech, Diagrams, DirectedFlag, DirectedGraph, DistanceMatrix, Error, Extended, Flag, Interval,
    InvalidInput, LowerStar, PointCloud, SparseRips, VertexFunction, VietorisRips, WeightedGraph, Witness,
    WitnessKind,
};

use crate::clouds;

#[derive(Deserialize)]
struct Corpus {
    case: Vec<Case>,
}

type Barcode = BTreeMap<String, Vec<[f64; 2]>>;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Case {
    name: String,
    family: String,
    points: Vec<Vec<f64>>,
    witnesses: Vec<Vec<f64>>,
    births: Vec<f64>,
    edges: Vec<(usize, usize, f64)>,
    values: Vec<f64>,
    simplices: Vec<Vec<usize>>,
    epsilon: f64,
    threshold: f64,
    max_dimension: usize,
    tolerance: f64,
    barcode: Barcode,
    ordinary: Barcode,
    relative: Barcode,
    extended: Barcode,
}

impl Case {
    fn cloud(points: &[Vec<f64>]) -> PointCloud<'static> {
        PointCloud::from_vec(points.concat(), points[0].len()).unwrap()
    }

    fn witness(&self, kind: WitnessKind) -> Diagrams {
        let (landmarks, witnesses) = (Self::cloud(&self.points), Self::cloud(&self.witnesses));
        let witness = Witness::new().kind(kind).max_dimension(self.max_dimension).squared(true);
        witness.max_relaxation(self.threshold).compute(&landmarks, &witnesses).unwrap()
    }

    fn compute(&self) -> Diagrams {
        let dimension = self.max_dimension;
        match self.family.as_str() {
            "cech" => Cech::new().max_dimension(dimension).compute(&Self::cloud(&self.points)).unwrap(),
            "directed_flag" => {
                let graph = DirectedGraph::new(&self.births, &self.edges).unwrap();
                DirectedFlag::new().max_dimension(dimension).compute(&graph).unwrap()
            }
            "flag" => {
                let graph = WeightedGraph::new(&self.births, &self.edges).unwrap();
                Flag::new().max_dimension(dimension).compute(&graph).unwrap()
            }
            "lower_star" => LowerStar::new().compute(&self.function()).unwrap(),
            "sparse_rips" => {
                let rips = SparseRips::new(self.epsilon).max_dimension(dimension);
                rips.compute(&Self::cloud(&self.points)).unwrap()
            }
            "witness_strong" => self.witness(WitnessKind::Strong),
            "witness_weak" => self.witness(WitnessKind::Weak),
            other => panic!("family {other} of {}", self.name),
        }
    }

    fn function(&self) -> VertexFunction {
        VertexFunction::on_simplices(&self.values, &self.simplices).unwrap()
    }

    fn check(&self) {
        if self.family == "extended" {
            let found = Extended::new().compute(&self.function()).unwrap();
            self.compare("ordinary", &found.ordinary, &self.ordinary);
            self.compare("relative", &found.relative, &self.relative);
            self.compare("extended", &found.extended, &self.extended);
        } else {
            self.compare("barcode", &self.compute(), &self.barcode);
        }
    }

    fn compare(&self, what: &str, found: &Diagrams, expected: &Barcode) {
        assert_eq!(found.max_dimension() + 1, expected.len(), "dimensions of {} {}", self.family, self.name);
        for (dimension, intervals) in found.dimensions().enumerate() {
            let place = format!("{what} of {} {}, dimension {dimension}", self.family, self.name);
            let expected = &expected[&format!("h{dimension}")];
            assert_eq!(
                intervals.len(),
                expected.len(),
                "number of intervals in {place}: {intervals:?} {expected:?}"
            );
            for (interval, &[birth, death]) in intervals.iter().zip(expected) {
                let near = |a: f64, b: f64| a == b || (a - b).abs() <= self.tolerance;
                assert!(near(interval.birth, birth) && near(interval.death, death), "{interval} in {place}");
            }
        }
    }
}

#[test]
fn families_agree_with_peers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/filtrations/families.toml");
    let corpus: Corpus = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(corpus.case.len() >= 10);
    corpus.case.iter().for_each(Case::check);
}

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().map(<[Interval]>::to_vec).collect()
}

fn pairs(points: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..points).flat_map(|b| (0..b).map(move |a| (a, b)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn flag_of_all_distances_is_vietoris_rips(distances in clouds::tied_distances(1..9_usize), shift in -5..6_i8) {
        let shift = f64::from(shift);
        let edges: Vec<_> = pairs(distances.len()).map(|(a, b)| (a, b, distances[a][b] + shift)).collect();
        let graph = WeightedGraph::new(&vec![shift; distances.len()], &edges).unwrap();
        let dense = distances.concat();
        let matrix = DistanceMatrix::from_dense(&dense, distances.len()).unwrap();
        let rips = VietorisRips::new().max_dimension(2).compute(&matrix).unwrap();
        let moved = |i: &Interval| Interval { birth: i.birth + shift, death: i.death + shift };
        let expected: Vec<Vec<Interval>> =
            rips.dimensions().map(|bars| bars.iter().map(moved).collect()).collect();
        prop_assert_eq!(intervals(&Flag::new().max_dimension(2).compute(&graph).unwrap()), expected);
    }

    #[test]
    fn an_acyclic_direction_makes_no_difference(distances in clouds::loose_distances(2..9_usize)) {
        let edges: Vec<_> = pairs(distances.len()).map(|(a, b)| (a, b, distances[a][b])).collect();
        let births = vec![0.0; distances.len()];
        let undirected = WeightedGraph::new(&births, &edges).unwrap();
        let directed = DirectedGraph::new(&births, &edges).unwrap();
        let expected = Flag::new().max_dimension(2).compute(&undirected).unwrap();
        let found = DirectedFlag::new().max_dimension(2).compute(&directed).unwrap();
        prop_assert_eq!(intervals(&found), intervals(&expected));
    }

    #[test]
    fn cech_lies_between_rips_and_rips_stretched(coordinates in prop::collection::vec(-2.0..2.0_f64, 6..24)) {
        // Jung: in the plane the ball around a simplex has at most 2 / sqrt(3) times half its diameter.
        let cloud = PointCloud::from_rows(&coordinates[..coordinates.len() / 2 * 2], 2).unwrap();
        let rips = VietorisRips::new().max_dimension(1).compute(&cloud).unwrap();
        let cech = Cech::new().max_dimension(1).compute(&cloud).unwrap();
        let stretch = 2.0 / 3.0_f64.sqrt() + 1e-9;
        for interval in rips.dimension(1).unwrap() {
            if interval.death > interval.birth * stretch {
                let found = cech.dimension(1).unwrap().iter().any(|c| {
                    c.birth * 2.0 <= interval.birth * stretch && c.death * 2.0 * stretch >= interval.death
                });
                prop_assert!(found, "{interval} in {cech:?}");
            }
        }
    }

    #[test]
    fn the_order_of_points_changes_no_bit_of_cech(
        (coordinates, order) in prop::collection::vec((-9..10_i8, -9..10_i8), 2..10).prop_flat_map(|points| {
            let order: Vec<usize> = (0..points.len()).collect();
            (Just(points), Just(order).prop_shuffle())
        }),
    ) {
        let flat = |order: &mut dyn Iterator<Item = usize>| -> Vec<f64> {
            order.flat_map(|at| [f64::from(coordinates[at].0) / 7.0, f64::from(coordinates[at].1) / 7.0]).collect()
        };
        let given = PointCloud::from_vec(flat(&mut (0..coordinates.len())), 2).unwrap();
        let shuffled = PointCloud::from_vec(flat(&mut order.iter().copied()), 2).unwrap();
        let cech = Cech::new().max_dimension(2);
        prop_assert_eq!(intervals(&cech.compute(&given).unwrap()), intervals(&cech.compute(&shuffled).unwrap()));
    }

    #[test]
    fn a_small_epsilon_leaves_everything(coordinates in prop::collection::vec(-2.0..2.0_f64, 4..24)) {
        let cloud = PointCloud::from_rows(&coordinates[..coordinates.len() / 2 * 2], 2).unwrap();
        let exact = VietorisRips::new().max_dimension(1).compute(&cloud).unwrap();
        let sparse = SparseRips::new(1e-9).max_dimension(1).compute(&cloud).unwrap();
        prop_assert_eq!(intervals(&sparse), intervals(&exact));
    }

    #[test]
    fn superlevel_is_the_mirror_of_sublevel(values in prop::collection::vec(-4..5_i8, 2..20)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let negated: Vec<f64> = values.iter().map(|value| 0.0 - value).collect();
        let up = LowerStar::new().superlevel(true).compute(&VertexFunction::on_path(&values).unwrap()).unwrap();
        let down = LowerStar::new().compute(&VertexFunction::on_path(&negated).unwrap()).unwrap();
        let mut expected: Vec<(f64, f64)> =
            down.dimension(0).unwrap().iter().map(|i| (0.0 - i.birth, 0.0 - i.death)).collect();
        expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let found: Vec<(f64, f64)> = up.dimension(0).unwrap().iter().map(|i| (i.birth, i.death)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn in_extended_persistence_every_class_dies(values in prop::collection::vec(-4..5_i8, 5..6)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let circle: Vec<[usize; 2]> = (0..5).map(|v| [v, (v + 1) % 5]).collect();
        let found = Extended::new().compute(&VertexFunction::on_edges(&values, &circle).unwrap()).unwrap();
        let (low, high) = (values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        prop_assert_eq!(intervals(&found.extended), vec![
            vec![Interval { birth: low, death: high }],
            vec![Interval { birth: high, death: low }],
        ]);
        prop_assert!(found.ordinary.dimension(0).unwrap().iter().all(|i| i.birth < i.death && i.death.is_finite()));
        prop_assert!(found.relative.dimension(1).unwrap().iter().all(|i| i.birth > i.death));
    }
}

#[test]
fn bad_graphs_are_named() {
    let fault = |births: &[f64], edges: &[(usize, usize, f64)]| {
        WeightedGraph::new(births, edges).unwrap_err().to_string()
    };
    assert_eq!(fault(&[], &[]), "input holds no points");
    assert_eq!(fault(&[0.0, f64::NAN], &[]), "vertex 1 enters at NaN, which is not finite");
    assert_eq!(fault(&[0.0; 2], &[(0, 2, 1.0)]), "edge 0 names vertex 2, there are 2 vertices");
    assert_eq!(fault(&[0.0; 2], &[(1, 1, 1.0)]), "edge 0 runs from vertex 1 to itself");
    assert_eq!(
        fault(&[0.0, 3.0], &[(0, 1, 1.0)]),
        "edge 0 enters at 1, but vertex 1 at 3: an edge enters when both ends are there"
    );
    assert_eq!(fault(&[0.0; 2], &[(0, 1, 1.0), (1, 0, 1.0)]), "edge 1 joins the same vertices as edge 0");
    assert!(DirectedGraph::new(&[0.0; 2], &[(0, 1, 1.0), (1, 0, f64::INFINITY)]).is_ok());
}

#[test]
fn bad_functions_and_settings_are_named() {
    let on = |simplices: &[Vec<usize>]| {
        VertexFunction::on_simplices(&[0.0, 1.0], simplices).unwrap_err().to_string()
    };
    assert_eq!(on(&[vec![0, 2]]), "simplex 0 names vertex 2, there are 2 vertices");
    assert_eq!(on(&[vec![0], vec![1, 1]]), "simplex 1 names vertex 1 twice");
    assert_eq!(on(&[vec![]]), "simplex 0 has 0 vertices, 1 to 16 are possible");
    let cloud = PointCloud::from_rows(&[0.0, 1.0], 1).unwrap();
    let plane = PointCloud::from_rows(&[0.0, 1.0], 2).unwrap();
    let fault = |error: Error| match error {
        Error::InvalidInput(invalid) => invalid,
        other => panic!("{other}"),
    };
    for epsilon in [0.0, 1.0, -1.0, f64::NAN] {
        assert!(matches!(
            fault(SparseRips::new(epsilon).compute(&cloud).unwrap_err()),
            InvalidInput::Epsilon { .. }
        ));
    }
    let differ = Witness::new().compute(&cloud, &plane).unwrap_err();
    assert_eq!(fault(differ), InvalidInput::DimensionsDiffer { dimensions: 1, others: 2 });
    let radius = Cech::new().max_radius(-1.0).compute(&cloud).unwrap_err();
    assert_eq!(fault(radius), InvalidInput::Threshold { threshold: -1.0 });
    let huge = VietorisRips::new().max_dimension(usize::MAX).compute(&cloud).unwrap_err();
    assert_eq!(fault(huge), InvalidInput::MaxDimension { max_dimension: usize::MAX, limit: 1000 });
}

#[test]
fn coinciding_points_are_one_point_of_sparse_rips() {
    let bars = |coordinates: &[f64]| {
        let diagrams = SparseRips::new(0.1).compute(&PointCloud::from_rows(coordinates, 1).unwrap()).unwrap();
        diagrams.dimension(0).unwrap().iter().map(|i| (i.birth, i.death)).collect::<Vec<_>>()
    };
    assert_eq!(bars(&[0.0; 3]), [(0.0, f64::INFINITY)]);
    assert_eq!(bars(&[0.0, 5.0, 5.0, 9.0]), [(0.0, 4.0), (0.0, 5.0), (0.0, f64::INFINITY)]);
}

#[test]
fn extended_classes_on_the_diagonal_count() {
    let point = Extended::new().compute(&VertexFunction::on_path(&[3.0]).unwrap()).unwrap();
    assert_eq!(intervals(&point.extended), [[Interval { birth: 3.0, death: 3.0 }]]);
    let two = Extended::new().compute(&VertexFunction::on_edges(&[2.0, 2.0], &[]).unwrap()).unwrap();
    assert_eq!(two.extended.dimension(0).unwrap().len(), 2);
}

#[test]
fn squares_that_overflow_are_errors() {
    let far = [0.0, 0.0, 1e160, 0.0, 0.0, 1e160];
    let cloud = PointCloud::from_rows(&far, 2).unwrap();
    assert!(matches!(
        Witness::new().compute(&cloud, &cloud),
        Err(Error::InvalidInput(InvalidInput::DistanceOverflow { .. }))
    ));
    assert!(matches!(
        tda_core::Alpha::new().squared(true).compute(&cloud),
        Err(Error::InvalidInput(InvalidInput::RadiusOverflow { .. }))
    ));
}
