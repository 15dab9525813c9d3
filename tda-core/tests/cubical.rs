//! Cubical complexes against the naive reduction, and what must hold for every image.

mod naive;

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use serde::Deserialize;
use tda_core::{
    CancelToken, Construction, Control, Cubical, Diagrams, Error, Image, Interval, InvalidInput, Stage, laws,
};

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
    fn volumes_agree_with_the_naive_reduction(
        case in cases(3..=3, 3, true),
        prime in prop::sample::select(vec![3, 5]),
    ) {
        assert_naive(&case);
        let found = case.cubical().field(prime).compute(&case.image()).unwrap();
        prop_assert_eq!(intervals(&found), case.naive().barcode(prime, false));
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

/// The image read along other axes, each in either direction: `axes[k]` is the old axis behind the new axis k.
fn turned(case: &Case, axes: &[usize], reversed: &[bool]) -> Case {
    let shape: Vec<usize> = axes.iter().map(|&axis| case.shape[axis]).collect();
    let stride = |axis: usize| case.shape[axis + 1..].iter().product::<usize>();
    let from = |flat: usize| {
        let mut rest = flat;
        let mut old = 0;
        for (at, &axis) in axes.iter().enumerate().rev() {
            let coordinate = rest % shape[at];
            rest /= shape[at];
            let coordinate = if reversed[axis] { shape[at] - 1 - coordinate } else { coordinate };
            old += coordinate * stride(axis);
        }
        old
    };
    Case {
        values: (0..case.values.len()).map(|flat| case.values[from(flat)]).collect(),
        periodic: axes.iter().map(|&axis| case.periodic[axis]).collect(),
        shape,
        ..case.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn turning_and_mirroring_the_image_changes_no_bit(
        (case, axes, reversed) in cases(1..=3, 6, true).prop_flat_map(|case| {
            let axes: Vec<usize> = (0..case.shape.len()).collect();
            let reversed = prop::collection::vec(any::<bool>(), axes.len());
            (Just(case), Just(axes).prop_shuffle(), reversed)
        }),
    ) {
        let turned = turned(&case, &axes, &reversed);
        let bits = |diagrams: &Diagrams| -> Vec<Vec<(u64, u64)>> {
            diagrams.dimensions().map(|bars| bars.iter().map(|b| (b.birth.to_bits(), b.death.to_bits())).collect()).collect()
        };
        prop_assert_eq!(bits(&case.compute()), bits(&turned.compute()));
    }

    #[test]
    fn superlevel_sets_are_sublevel_sets_of_the_negative(case in cases(1..=3, 6, true)) {
        let negative = Case {
            values: case.values.iter().map(|v| -v).collect(),
            superlevel: !case.superlevel,
            ..case.clone()
        };
        let mut mirrored = intervals(&negative.compute());
        for bars in &mut mirrored {
            bars.iter_mut().for_each(|bar| *bar = Interval { birth: 0.0 - bar.birth, death: 0.0 - bar.death });
            bars.sort_by(|a, b| a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death)));
        }
        prop_assert_eq!(intervals(&case.compute()), mirrored);
    }

    #[test]
    fn pairs_name_pixels_of_these_values(case in cases(1..=3, 6, true)) {
        let diagrams = case.cubical().pairs(true).compute(&case.image()).unwrap();
        prop_assert_eq!(intervals(&diagrams), intervals(&case.compute()));
        for (dimension, bars) in diagrams.dimensions().enumerate() {
            let pairs = diagrams.pairs(dimension).unwrap();
            prop_assert_eq!(pairs.len(), bars.len());
            for (at, bar) in bars.iter().enumerate() {
                let value = |pixel: &[u32]| case.values[pixel[0] as usize];
                prop_assert_eq!(value(pairs.birth(at)), bar.birth);
                prop_assert_eq!(pairs.death(at).map(value), bar.death.is_finite().then_some(bar.death));
            }
        }
    }

    /// On a torus the T-construction of an image is the dual of the V-construction of its negative: a class of one
    /// is a class of the other with birth and death exchanged.
    #[test]
    fn on_a_torus_the_constructions_are_dual(case in cases(2..=3, 5, false)) {
        let axes = case.shape.len();
        let v = Case { periodic: vec![true; axes], construction: Construction::V, ..case };
        let t = Case {
            values: v.values.iter().map(|value| 0.0 - value).collect(),
            construction: Construction::T,
            ..v.clone()
        };
        let (v, t) = (intervals(&v.compute()), intervals(&t.compute()));
        for dimension in 0..axes {
            let finite = |bars: &[Interval]| {
                bars.iter().filter(|bar| !bar.is_essential()).copied().collect::<Vec<_>>()
            };
            let mut dual: Vec<Interval> = finite(&t[axes - 1 - dimension])
                .iter()
                .map(|bar| Interval { birth: 0.0 - bar.death, death: 0.0 - bar.birth })
                .collect();
            dual.sort_by(|a, b| a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death)));
            prop_assert_eq!(finite(&v[dimension]), dual);
        }
    }
}

#[test]
fn threads_change_no_bit() {
    let values = crate::clouds::cube(4096, 1, 3);
    let image = Image::new(&values, &[16, 16, 16]).unwrap();
    for construction in [Construction::V, Construction::T] {
        let cubical = Cubical::new().construction(construction).pairs(true);
        let one = cubical.compute(&image).unwrap();
        for threads in [2, 3, 8] {
            let many = cubical.clone().threads(threads).compute(&image).unwrap();
            assert_eq!(intervals(&one), intervals(&many));
            for dimension in 0..3 {
                assert_eq!(one.pairs(dimension), many.pairs(dimension));
            }
        }
    }
}

#[test]
fn bad_images_are_named() {
    let fault = |values: &[f64], shape: &[usize]| match Image::new(values, shape) {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(&[1.0], &[]), InvalidInput::ImageAxes { axes: 0, axes_max: 4 });
    assert_eq!(fault(&[1.0], &[1; 5]), InvalidInput::ImageAxes { axes: 5, axes_max: 4 });
    assert_eq!(fault(&[], &[3, 0]), InvalidInput::ImageEmpty { axis: 1 });
    let length = InvalidInput::ImageLength { shape: vec![2, 2], expected: 4, length: 3 };
    assert_eq!(fault(&[0.0; 3], &[2, 2]), length);
    let huge = InvalidInput::ImageLength { shape: vec![usize::MAX, 2], expected: usize::MAX, length: 1 };
    assert_eq!(fault(&[0.0], &[usize::MAX, 2]), huge);
    assert_eq!(fault(&[0.0, f64::NAN], &[2]), InvalidInput::ImageNotANumber { index: 1 });

    let fault = |cubical: &Cubical, values: &[f64]| match cubical
        .compute(&Image::new(values, &[values.len()]).unwrap())
    {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let cubical = Cubical::new();
    let infinite = |index, value| InvalidInput::ImageInfinite { index, value };
    assert_eq!(fault(&cubical, &[0.0, f64::NEG_INFINITY]), infinite(1, f64::NEG_INFINITY));
    assert_eq!(fault(&cubical.clone().superlevel(true), &[f64::INFINITY]), infinite(0, f64::INFINITY));
    let periodic = cubical.clone().periodic(&[true, true]);
    assert_eq!(fault(&periodic, &[0.0]), InvalidInput::ImagePeriodic { axes: 1, given: 2 });
    assert_eq!(fault(&cubical.clone().field(4), &[0.0]), InvalidInput::Field { field: 4 });
    assert_eq!(fault(&cubical.threads(0), &[0.0]), InvalidInput::Threads);
}

#[test]
fn dimensions_are_those_of_the_image_or_as_many_as_asked_for() {
    let image = Image::new(&[0.0, 1.0, 2.0, 0.5], &[2, 2]).unwrap();
    assert_eq!(Cubical::new().compute(&image).unwrap().max_dimension(), 1);
    assert_eq!(Cubical::new().periodic(&[true, true]).compute(&image).unwrap().max_dimension(), 2);
    assert_eq!(Cubical::new().max_dimension(0).compute(&image).unwrap().max_dimension(), 0);
    let many = Cubical::new().max_dimension(7).compute(&image).unwrap();
    assert_eq!(many.betti_numbers(2.0), [1, 0, 0, 0, 0, 0, 0, 0]);
    let never = Image::new(&[f64::INFINITY; 8], &[2, 2, 2]).unwrap();
    assert_eq!(Cubical::new().compute(&never).unwrap().betti_numbers(f64::MAX), [0, 0, 0]);
}

#[test]
fn a_torus_has_the_homology_of_a_torus() {
    let values = crate::clouds::cube(4 * 5 * 3, 1, 8);
    let image = Image::new(&values, &[4, 5, 3]).unwrap();
    for construction in [Construction::V, Construction::T] {
        let cubical = Cubical::new().construction(construction).periodic(&[true; 3]);
        for prime in [2, 3] {
            let diagrams = cubical.clone().field(prime).compute(&image).unwrap();
            assert_eq!(diagrams.betti_numbers(2.0), [1, 3, 3, 1]);
        }
    }
}

/// A longer computation than anyone waits for at the sight of a cancelled token, and with a limit far too small.
#[test]
fn cancel_time_and_memory_end_a_computation() {
    let values = crate::clouds::cube(80 * 80 * 80, 1, 1);
    let image = Image::new(&values, &[80, 80, 80]).unwrap();
    let token = CancelToken::new();
    let inner = token.clone();
    let control = Control::new().cancel_token(token).on_progress(move |progress| {
        if progress.stage >= Stage::FiltrationConstruction {
            inner.cancel();
        }
    });
    let cancelled = Cubical::new().threads(2).compute_with(&image, &control);
    assert!(matches!(cancelled, Err(Error::Cancelled { .. })), "{cancelled:?}");
    let late = Cubical::new().time_limit(Duration::from_millis(1)).compute(&image);
    assert!(matches!(late, Err(Error::TimeLimit { .. })), "{late:?}");

    let small = Image::new(&values[..8000], &[20, 20, 20]).unwrap();
    let free = Cubical::new().compute(&small).unwrap();
    let peak_bytes = free.stats().peak_bytes;
    assert!(peak_bytes > 8000 * 16, "{peak_bytes}");
    let bounded = Cubical::new().memory_limit_bytes(peak_bytes).compute(&small).unwrap();
    assert_eq!(intervals(&bounded), intervals(&free));
    for limit in [0, peak_bytes / 2, peak_bytes - 1] {
        let error = Cubical::new().memory_limit_bytes(limit).compute(&small);
        assert!(matches!(error, Err(Error::LimitExceeded { .. })), "{error:?}");
    }
}

#[derive(Deserialize)]
struct Goldens {
    case: Vec<Golden>,
}

/// What another program found: its name and version are in `source`.
#[derive(Deserialize)]
struct Golden {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    shape: Vec<usize>,
    values: Vec<f64>,
    construction: String,
    periodic: Vec<bool>,
    barcode: BTreeMap<String, Vec<[f64; 2]>>,
}

#[test]
fn images_agree_with_other_programs() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/filtrations/cubical.toml");
    let goldens: Goldens = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(goldens.case.len() >= 8);
    for golden in goldens.case {
        let construction = if golden.construction == "T" { Construction::T } else { Construction::V };
        let cubical = Cubical::new().construction(construction).periodic(&golden.periodic);
        let diagrams = cubical.compute(&Image::new(&golden.values, &golden.shape).unwrap()).unwrap();
        laws::assert_diagrams(&diagrams);
        for (dimension, bars) in diagrams.dimensions().enumerate() {
            let found: Vec<[f64; 2]> = bars.iter().map(|bar| [bar.birth, bar.death]).collect();
            let expected = golden.barcode.get(&format!("h{dimension}")).cloned().unwrap_or_default();
            assert_eq!(found, expected, "{}, dimension {dimension}", golden.name);
        }
    }
}
