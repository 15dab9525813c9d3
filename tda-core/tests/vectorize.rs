//! Vectors of diagrams: against their definitions, and what they must hold to.

use proptest::prelude::*;
use tda_core::vectorize::{
    Axis, BettiCurve, Essential, HeatKernel, Landscape, PersistenceImage, Pixels, Silhouette, Statistics,
    Weight, entropy, total_persistence,
};
use tda_core::{CancelToken, Control, Error, Interval, InvalidInput, distance};

fn interval(birth: f64, death: f64) -> Interval {
    Interval { birth, death }
}

/// Finite or essential, with ties and lengths of zero.
fn diagrams() -> impl Strategy<Value = Vec<Interval>> {
    let bar = (0..8_u8, 0..6_u8).prop_map(|(birth, length)| {
        let birth = f64::from(birth) / 2.0;
        interval(birth, if length == 5 { f64::INFINITY } else { birth + f64::from(length) })
    });
    prop::collection::vec(bar, 0..25)
}

fn mirrored(diagram: &[Interval]) -> Vec<Interval> {
    diagram.iter().map(|i| interval(-i.birth, -i.death)).collect()
}

fn fault<T: std::fmt::Debug>(result: Result<T, Error>) -> InvalidInput {
    match result {
        Err(Error::InvalidInput(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

fn assert_near(ours: &[f64], expected: &[f64]) {
    assert_eq!(ours.len(), expected.len());
    for (x, y) in ours.iter().zip(expected) {
        assert!((x - y).abs() <= 1e-12 * y.abs().max(1.0), "{ours:?}\n{expected:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn betti_curves_count_what_lives(a in diagrams(), at in -1.0..12.0) {
        let curve = BettiCurve::of(&a).unwrap();
        prop_assert!(curve.values().is_sorted_by(|x, y| x < y));
        let falling = BettiCurve::of(&mirrored(&a)).unwrap();
        for value in curve.values().iter().copied().chain([at, -1.0, 20.0]) {
            let count = a.iter().filter(|i| i.contains(value)).count();
            prop_assert_eq!(curve.at(value), count);
            prop_assert_eq!(falling.at(-value), count);
            prop_assert_eq!(mirrored(&a).iter().filter(|i| i.contains(-value)).count(), count);
        }
        let axis = Axis::new(-1.0, 11.0, 7).unwrap();
        let expected: Vec<usize> = axis.samples().iter().map(|&value| curve.at(value)).collect();
        prop_assert_eq!(curve.sample(&axis), expected);
    }

    #[test]
    fn landscapes_are_the_largest_tents(a in diagrams(), layers in 1..6_usize) {
        let axis = Axis::new(-1.0, 11.0, 25).unwrap();
        let capped: Vec<Interval> = a.iter().map(|i| interval(i.birth, i.death.min(10.0))).collect();
        let mut expected = vec![0.0; layers * 25];
        for (column, &at) in axis.samples().iter().enumerate() {
            let mut tents: Vec<f64> = capped.iter().map(|i| (at - i.birth).min(i.death - at).max(0.0)).collect();
            tents.sort_by(|x, y| y.total_cmp(x));
            for (layer, &height) in tents.iter().take(layers).enumerate() {
                expected[layer * 25 + column] = height;
            }
        }
        let landscape = Landscape::new().layers(layers).essential(Essential::Cap(10.0)).compute(&a, &axis).unwrap();
        prop_assert_eq!(&landscape, &expected);
        let back = Axis::new(-11.0, 1.0, 25).unwrap();
        let falling =
            Landscape::new().layers(layers).essential(Essential::Cap(-10.0)).compute(&mirrored(&a), &back).unwrap();
        for (layer, there) in falling.chunks(25).zip(expected.chunks(25)) {
            assert_near(layer, &there.iter().rev().copied().collect::<Vec<_>>());
        }
    }

    #[test]
    fn landscapes_move_no_more_than_diagrams(a in diagrams(), b in diagrams()) {
        let finite = |d: &[Interval]| d.iter().filter(|i| !i.is_essential()).copied().collect::<Vec<_>>();
        let (a, b) = (finite(&a), finite(&b));
        let axis = Axis::new(0.0, 9.0, 31).unwrap();
        let of = |d: &[Interval]| Landscape::new().layers(20).compute(d, &axis).unwrap();
        let most = distance::bottleneck(&a, &b).unwrap();
        prop_assert!(of(&a).iter().zip(of(&b)).all(|(x, y)| (x - y).abs() <= most + 1e-12));
        // The bound of Reininghaus et al., theorem 2.
        let scale = 0.3;
        let wasserstein = distance::Wasserstein::new().internal_p(2.0).compute(&a, &b).unwrap();
        let heat = HeatKernel::new(scale).distance(&a, &b).unwrap();
        prop_assert!(heat <= wasserstein / (scale * (8.0 * std::f64::consts::PI).sqrt()) + 1e-7, "{heat} {wasserstein}");
    }

    #[test]
    fn no_vector_depends_on_the_order_of_the_intervals(a in diagrams(), turn in 0..25_usize) {
        let mut turned = a.clone();
        turned.reverse();
        turned.rotate_left(turn.min(a.len()));
        let axis = Axis::new(0.0, 9.0, 6).unwrap();
        let vectors = |d: &[Interval]| {
            let mut all = Statistics::of(d, Essential::Cap(9.0)).unwrap().to_vec();
            all.extend(Silhouette::new().power(1.5).compute(d, &axis).unwrap());
            all.extend(PersistenceImage::new(0.7).compute(d, &axis, &axis).unwrap());
            all.extend(HeatKernel::new(0.7).image(d, &axis, &axis).unwrap());
            all.push(HeatKernel::new(0.7).kernel(d, &a).unwrap());
            all.extend([entropy(d).unwrap(), total_persistence(d, 1.7).unwrap()]);
            all.into_iter().map(f64::to_bits).collect::<Vec<_>>()
        };
        prop_assert_eq!(vectors(&a), vectors(&turned));
    }

    #[test]
    fn images_sum_gaussians(a in diagrams()) {
        let (births, lengths) = (Axis::new(-1.0, 5.0, 4).unwrap(), Axis::new(0.0, 6.0, 3).unwrap());
        let finite = || a.iter().filter(|i| i.death.is_finite());
        let mut expected = Vec::new();
        for &length in &lengths.samples() {
            for &birth in &births.samples() {
                let gauss = |x: f64| (-x * x / 0.5).exp() / (0.5 * (2.0 * std::f64::consts::PI).sqrt());
                expected.push(
                    finite().map(|i| i.persistence() * gauss(birth - i.birth) * gauss(length - i.persistence())).sum(),
                );
            }
        }
        let image = PersistenceImage::new(0.5).pixels(Pixels::Sample);
        assert_near(&image.compute(&a, &births, &lengths).unwrap(), &expected);
        // Pixels that are wide enough hold all weight there is.
        let wide = (Axis::new(-50.0, 50.0, 5).unwrap(), Axis::new(-50.0, 50.0, 7).unwrap());
        let total: f64 = PersistenceImage::new(0.5).compute(&a, &wide.0, &wide.1).unwrap().iter().sum();
        assert_near(&[total], &[total_persistence(&a, 1.0).unwrap()]);
    }

    #[test]
    fn heat_is_mirrored_in_the_diagonal(a in diagrams()) {
        let axis = Axis::new(-1.0, 7.0, 5).unwrap();
        let heat = HeatKernel::new(0.4);
        let image = heat.image(&a, &axis, &axis).unwrap();
        for row in 0..5 {
            for column in 0..5 {
                prop_assert!((image[row * 5 + column] + image[column * 5 + row]).abs() < 1e-12);
            }
        }
        // The kernel is the integral of the product over the half plane, half of that over the plane.
        let fine = Axis::new(-8.0, 16.0, 241).unwrap();
        let squares: f64 = heat.image(&a, &fine, &fine).unwrap().iter().map(|x| x * x * 0.01).sum();
        assert_near(&[squares / 2.0 * 1e-3], &[heat.kernel(&a, &a).unwrap() * 1e-3]);
    }
}

#[test]
fn statistics_are_those_of_numpy() {
    // numpy 2: mean, std, median, percentiles of [0, 1, 3, 7] and of lengths [1, 2, 2, 1].
    let diagram = [interval(3.0, 5.0), interval(0.0, 1.0), interval(7.0, 8.0), interval(1.0, 3.0)];
    let statistics = Statistics::of(&diagram, Essential::Refuse).unwrap();
    let births = statistics.births;
    assert_eq!((statistics.count, births.mean, births.median, births.range), (4, 2.75, 2.0, 7.0));
    assert_near(&[births.standard_deviation, births.interquartile_range], &[2.680_951_323_690_902, 3.25]);
    let percentiles =
        [births.percentile_10, births.percentile_25, births.percentile_75, births.percentile_90];
    assert_near(&percentiles, &[0.3, 0.75, 4.0, 5.8]);
    assert_near(
        &[statistics.entropy],
        &[-2.0 * (1.0 / 6.0 * (1.0_f64 / 6.0).ln() + 1.0 / 3.0 * (1.0_f64 / 3.0).ln())],
    );
    assert_eq!(statistics.to_vec().len(), 38);
    assert!(Statistics::of(&[], Essential::Drop).unwrap().to_vec().iter().all(|&x| x == 0.0));
}

#[test]
fn weights_and_caps_do_what_they_say() {
    let (births, lengths) = (Axis::new(-9.0, 9.0, 1).unwrap(), Axis::new(-9.0, 9.0, 1).unwrap());
    let volume = |weight, diagram: &[Interval], essential| {
        PersistenceImage::new(0.1)
            .weight(weight)
            .essential(essential)
            .compute(diagram, &births, &lengths)
            .unwrap()[0]
    };
    let diagram = [interval(1.0, 3.0), interval(0.0, f64::INFINITY)];
    let ramp = Weight::Ramp { start: 1.0, end: 5.0 };
    let custom = Weight::Custom(|birth, length| 10.0 * birth + length);
    for (weight, expected) in
        [(Weight::Constant, 1.0), (Weight::Power(2.0), 4.0), (ramp, 0.25), (custom, 12.0)]
    {
        assert_near(&[volume(weight, &diagram, Essential::Drop)], &[expected]);
    }
    assert_near(&[volume(Weight::Power(1.0), &diagram, Essential::Cap(6.0))], &[8.0]);
    assert_near(&[volume(Weight::Power(1.0), &mirrored(&diagram), Essential::Cap(-6.0))], &[8.0]);
}

#[test]
fn faults_are_named() {
    let diagram = [interval(0.0, 1.0), interval(2.0, f64::INFINITY)];
    let axis = Axis::new(0.0, 1.0, 3).unwrap();
    assert_eq!(fault(Axis::new(1.0, 1.0, 3)), InvalidInput::AxisRange { low: 1.0, high: 1.0 });
    assert_eq!(
        fault(Axis::new(0.0, f64::INFINITY, 3)),
        InvalidInput::AxisRange { low: 0.0, high: f64::INFINITY }
    );
    assert!(matches!(fault(Axis::new(0.0, 1.0, 0)), InvalidInput::AxisCount { count: 0, .. }));
    assert!(matches!(fault(Axis::around([&[][..]], 3)), InvalidInput::AxisRange { low, .. } if low.is_nan()));
    let refused = Landscape::new().essential(Essential::Refuse).compute(&diagram, &axis);
    assert_eq!(fault(refused), InvalidInput::EssentialClass { index: 1, birth: 2.0 });
    let early = Silhouette::new().essential(Essential::Cap(1.5)).compute(&diagram, &axis);
    assert_eq!(fault(early), InvalidInput::EssentialCap { index: 1, birth: 2.0, cap: 1.5 });
    assert!(matches!(
        fault(Landscape::new().layers(0).compute(&diagram, &axis)),
        InvalidInput::Layers { .. }
    ));
    assert!(matches!(
        fault(Landscape::new().layers(usize::MAX).compute(&diagram, &axis)),
        InvalidInput::Layers { .. }
    ));
    let power = Silhouette::new().power(-1.0).compute(&diagram, &axis);
    assert_eq!(fault(power), InvalidInput::WeightPower { power: -1.0 });
    for bandwidth in [0.0, -1.0, f64::INFINITY] {
        let image = PersistenceImage::new(bandwidth).compute(&diagram, &axis, &axis);
        assert_eq!(fault(image), InvalidInput::Bandwidth { bandwidth });
        assert_eq!(
            fault(HeatKernel::new(bandwidth).kernel(&diagram, &diagram)),
            InvalidInput::Bandwidth { bandwidth }
        );
    }
    let huge = Axis::new(0.0, 1.0, 1 << 27).unwrap();
    let image = PersistenceImage::new(1.0).compute(&diagram, &huge, &huge);
    assert!(matches!(fault(image), InvalidInput::AxisCount { .. }));
    assert_eq!(
        fault(BettiCurve::of(&[interval(0.0, 1.0), interval(1.0, 0.0)])),
        InvalidInput::MixedDirections { up: 0, down: 1 }
    );
    let bad = [interval(f64::NAN, 1.0)];
    assert!(matches!(fault(entropy(&bad)), InvalidInput::DiagramPoint { index: 0, .. }));
    assert!(matches!(fault(BettiCurve::of(&bad)), InvalidInput::DiagramPoint { index: 0, .. }));
    let far = [interval(-f64::MAX, f64::MAX)];
    assert!(matches!(fault(Statistics::of(&far, Essential::Drop)), InvalidInput::DiagramExtent { .. }));
}

#[test]
fn large_images_and_kernels_can_be_cancelled() {
    let diagram: Vec<Interval> = (0..20_000).map(|i| interval(f64::from(i), f64::from(i) + 1.0)).collect();
    let token = CancelToken::new();
    let same = token.clone();
    let control = Control::new().cancel_token(token).on_progress(move |progress| {
        if progress.fraction > 0.0 {
            same.cancel();
        }
    });
    let axis = Axis::new(0.0, 20_000.0, 1000).unwrap();
    let image = PersistenceImage::new(1e5).compute_with(&diagram, &axis, &axis, &control);
    assert!(matches!(image, Err(Error::Cancelled { .. })));
    assert!(matches!(
        HeatKernel::new(1.0).kernel_with(&diagram, &diagram, &control),
        Err(Error::Cancelled { .. })
    ));
}

#[test]
fn of_nothing_the_sum_is_zero_and_not_minus_zero() {
    for power in [1.0, 2.0] {
        assert_eq!(total_persistence(&[], power).unwrap().to_bits(), 0);
        let essential = [Interval { birth: 0.0, death: f64::INFINITY }];
        assert_eq!(total_persistence(&essential, power).unwrap().to_bits(), 0);
    }
}
