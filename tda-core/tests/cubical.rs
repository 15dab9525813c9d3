//! Cubical complexes against the naive reduction, and what must hold for every image.

mod naive;

use proptest::prelude::*;
use tda_core::{Construction, Cubical, Diagrams, Image, Interval};

use naive::Complex;

/// An image with few values, so that nearly everything is tied, and how it is to be seen.
#[derive(Clone, Debug)]
struct Case {
    values: Vec<f64>,
    shape: Vec<usize>,
    periodic: Vec<bool>,
    construction: Construction,
    superlevel: bool,
}

impl Case {
    fn cubical(&self) -> Cubical {
        Cubical::new().construction(self.construction).superlevel(self.superlevel).periodic(&self.periodic)
    }

    fn image(&self) -> Image<'_> {
        Image::new(&self.values, &self.shape).unwrap()
    }

    fn naive(&self) -> Complex {
        Complex::new(&self.values, &self.shape, &self.periodic, self.construction, self.superlevel)
    }

    fn compute(&self) -> Diagrams {
        self.cubical().compute(&self.image()).unwrap()
    }
}

fn intervals(diagrams: &Diagrams) -> Vec<Vec<Interval>> {
    diagrams.dimensions().map(<[Interval]>::to_vec).collect()
}

/// Images of `axes` axes with up to `side` pixels along each, with ties and, if `gaps`, infinite pixels.
fn cases(axes: std::ops::RangeInclusive<usize>, side: usize, gaps: bool) -> impl Strategy<Value = Case> {
    (axes, any::<bool>(), any::<bool>(), 1..9_u8).prop_flat_map(move |(axes, t, superlevel, levels)| {
        let sides = prop::collection::vec((1..=side, prop::bool::weighted(0.3)), axes);
        sides.prop_flat_map(move |sides| {
            let shape: Vec<usize> = sides.iter().map(|&(length, _)| length).collect();
            let periodic: Vec<bool> = sides.iter().map(|&(_, periodic)| periodic).collect();
            let never = if superlevel { f64::NEG_INFINITY } else { f64::INFINITY };
            let value = prop_oneof![
                12 => (0..levels).prop_map(|v| f64::from(v) - 3.0),
                1 => Just(-0.0),
                u32::from(gaps) => Just(never),
            ];
            let construction = if t { Construction::T } else { Construction::V };
            prop::collection::vec(value, shape.iter().product::<usize>()).prop_map(move |values| Case {
                values,
                shape: shape.clone(),
                periodic: periodic.clone(),
                construction,
                superlevel,
            })
        })
    })
}

fn assert_naive(case: &Case) {
    let expected = case.naive().barcode(2, false);
    assert_eq!(intervals(&case.compute()), expected, "{case:?}");
    let with_zeros = case.cubical().zero_lengths(true).compute(&case.image()).unwrap();
    assert_eq!(intervals(&with_zeros), case.naive().barcode(2, true), "zero lengths of {case:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn time_series_agree_with_the_naive_reduction(case in cases(1..=1, 12, true)) {
        assert_naive(&case);
    }

    #[test]
    fn pictures_agree_with_the_naive_reduction(case in cases(2..=2, 5, true)) {
        assert_naive(&case);
    }

    #[test]
    fn volumes_agree_with_the_naive_reduction(case in cases(3..=3, 3, true)) {
        assert_naive(&case);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn four_dimensions_agree_with_the_naive_reduction_over_several_fields(
        case in cases(4..=4, 2, false),
        prime in prop::sample::select(vec![2, 3, 5]),
    ) {
        let found = case.cubical().field(prime).compute(&case.image()).unwrap();
        prop_assert_eq!(intervals(&found), case.naive().barcode(prime, false));
    }
}
