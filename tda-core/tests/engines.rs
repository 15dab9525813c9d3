//! Every engine, forced on all inputs, against the naive reduction.

use proptest::prelude::*;
use tda_core::{
    DistanceMatrix, Distances, EngineChoice, Error, Interval, InvalidInput, PointCloud, SparseDistances,
    VietorisRips,
};

use crate::{clouds, naive};

/// The intervals, or nothing where the engine does not serve the question.
fn forced(rips: &VietorisRips, engine: EngineChoice, input: &impl Distances) -> Option<Vec<Vec<Interval>>> {
    match rips.clone().engine(engine).compute(input) {
        Ok(diagrams) => {
            let expected = diagrams.plan().expected.expect("told before the start");
            assert!(expected.seconds >= 0.0 && expected.bytes >= 0.0 && expected.seconds.is_finite());
            let name = diagrams.plan().engine;
            assert!(engine == EngineChoice::Auto || name.starts_with(engine.name()), "{engine}, not {name}");
            Some(diagrams.dimensions().map(<[Interval]>::to_vec).collect())
        }
        Err(Error::InvalidInput(InvalidInput::Engine { engine: refused, .. })) => {
            assert_eq!(refused, engine);
            None
        }
        Err(error) => panic!("{engine}: {error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_engine_agrees_with_the_naive_reduction_where_it_serves(
        distances in clouds::tied_distances(1..10_usize),
        max_dimension in 0..4_usize,
        threshold in prop::option::of(0..7_u8),
        field in prop::sample::select(vec![2_u32, 3]),
        births in prop::option::of(prop::collection::vec((0..4_u8).prop_map(f64::from), 10)),
    ) {
        let points = distances.len();
        let (births, reach) = (births.map(|births| births[..points].to_vec()), threshold.map(f64::from));
        let rips = VietorisRips::new().max_dimension(max_dimension).field(field);
        let rips = reach.map_or(rips.clone(), |reach| rips.threshold(reach));
        let rips = births.as_ref().map_or(rips.clone(), |births| rips.weights(births));
        let mut entries = distances.clone();
        if let Some(births) = &births {
            for a in 0..points {
                for b in 0..points {
                    let own = if a == b { 0.0 } else { distances[a][b] };
                    entries[a][b] = own.max(births[a]).max(births[b]);
                }
            }
        }
        let expected = naive::rips(&entries, max_dimension, reach.unwrap_or(f64::INFINITY));
        let dense = distances.concat();
        let matrix = DistanceMatrix::from_dense(&dense, points).unwrap();
        let pairs = (0..points).flat_map(|a| (0..a).map(move |b| (a, b)));
        let (rows, columns): (Vec<usize>, Vec<usize>) = pairs.unzip();
        let lengths: Vec<f64> = rows.iter().zip(&columns).map(|(&a, &b)| distances[a][b]).collect();
        let sparse = SparseDistances::from_coo(points, &rows, &columns, &lengths).unwrap();
        for engine in EngineChoice::ALL {
            for found in [forced(&rips, engine, &matrix), forced(&rips, engine, &sparse)].into_iter().flatten() {
                prop_assert_eq!(&found, &expected, "{}", engine);
            }
        }
        for always in [EngineChoice::Auto, EngineChoice::CohomologyWithCoefficients, EngineChoice::MatrixReduction] {
            prop_assert!(forced(&rips, always, &matrix).is_some() && forced(&rips, always, &sparse).is_some());
        }
    }

    #[test]
    fn every_engine_agrees_on_points_in_the_plane(points in 4..40_usize, seed in 0..u64::MAX, field in 2..4_u32) {
        let coordinates = clouds::cube(points, 2, seed);
        let cloud = PointCloud::from_rows(&coordinates, 2).unwrap();
        let rips = VietorisRips::new().field(field);
        let expected = forced(&rips, EngineChoice::MatrixReduction, &cloud).unwrap();
        let served: Vec<EngineChoice> = EngineChoice::ALL
            .into_iter()
            .filter(|&engine| forced(&rips, engine, &cloud).is_some_and(|found| {
                assert_eq!(found, expected, "{engine}");
                true
            }))
            .collect();
        prop_assert_eq!(served.len(), if field == 2 { 6 } else { 4 }, "{:?}", served);
        let tree = forced(&rips.max_dimension(0), EngineChoice::MinimumSpanningTree, &cloud).unwrap();
        prop_assert_eq!(&tree[0], &expected[0]);
    }
}

#[test]
fn an_engine_that_does_not_serve_says_why() {
    let cloud = PointCloud::from_rows(&[0.0, 1.0, 3.0, 7.0], 1).unwrap();
    let why = |rips: VietorisRips, engine: EngineChoice| {
        rips.engine(engine).compute(&cloud).unwrap_err().to_string()
    };
    let rips = VietorisRips::new;
    let reasons = [
        (
            why(rips().field(3), EngineChoice::EdgeSweep),
            "engine edge sweep does not serve this: it computes over Z/2 alone",
        ),
        (why(rips().cycles(true), EngineChoice::ImplicitCohomology), "cocycles nor cycles"),
        (why(rips().pairs(true), EngineChoice::ImplicitCohomology), "no pairs here"),
        (why(rips(), EngineChoice::MinimumSpanningTree), "dimension 0 alone"),
        (why(rips(), EngineChoice::PlanarGeometry), "in the plane"),
        (why(rips().max_dimension(0), EngineChoice::EdgeSweep), "no homology above dimension 0"),
    ];
    for (message, part) in reasons {
        assert!(message.contains(part), "{message}");
    }
}
