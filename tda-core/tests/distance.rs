//! Distances of diagrams: against every matching of tiny diagrams, and as metrics.

use proptest::prelude::*;
use tda_core::distance::{Bottleneck, Matching, Wasserstein, bottleneck, wasserstein};
use tda_core::{CancelToken, Control, Error, Interval, InvalidInput};

const INFINITY: f64 = f64::INFINITY;

fn interval(birth: f64, death: f64) -> Interval {
    Interval { birth, death }
}

fn norm(p: f64, dx: f64, dy: f64) -> f64 {
    if p == INFINITY { dx.abs().max(dy.abs()) } else { (dx.abs().powf(p) + dy.abs().powf(p)).powf(1.0 / p) }
}

/// The distance of a point from the diagonal, by its nearest point there.
fn to_diagonal(p: f64, i: &Interval) -> f64 {
    let half = (i.death - i.birth) / 2.0;
    norm(p, half, half)
}

/// The least total over all matchings, where `join` adds or takes the larger.
fn least(a: &[Interval], b: &[Interval], p: f64, order: f64, join: fn(f64, f64) -> f64) -> f64 {
    let Some((first, rest)) = a.split_first() else {
        return b.iter().fold(0.0, |sum, i| join(sum, to_diagonal(p, i).powf(order)));
    };
    let alone = join(least(rest, b, p, order, join), to_diagonal(p, first).powf(order));
    (0..b.len()).fold(alone, |best, index| {
        let mut others = b.to_vec();
        let other = others.remove(index);
        let cost = norm(p, first.birth - other.birth, first.death - other.death).powf(order);
        best.min(join(least(rest, &others, p, order, join), cost))
    })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
}

/// Small numbers with many ties, or any.
fn points(most: usize) -> impl Strategy<Value = Vec<Interval>> {
    let tied = (0..6_u8, 0..6_u8).prop_map(|(b, l)| interval(f64::from(b), f64::from(b) + f64::from(l)));
    let any = (0.0..1.0, 0.0..1.0).prop_map(|(b, l): (f64, f64)| interval(b, b + l));
    prop_oneof![prop::collection::vec(tied, 0..=most), prop::collection::vec(any, 0..=most)]
}

fn norms() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![1.0, 1.5, 2.0, INFINITY])
}

/// Every point once, distances as they are, and the total what is said.
fn check(matching: &Matching, a: &[Interval], b: &[Interval], p: f64, total: impl Fn(&[f64]) -> f64) {
    let mut first: Vec<usize> = matching.matched.iter().filter_map(|m| m.first).collect();
    let mut second: Vec<usize> = matching.matched.iter().filter_map(|m| m.second).collect();
    assert!(first.is_sorted());
    first.sort_unstable();
    second.sort_unstable();
    assert_eq!(first, (0..a.len()).collect::<Vec<_>>());
    assert_eq!(second, (0..b.len()).collect::<Vec<_>>());
    let mut distances = Vec::new();
    for m in &matching.matched {
        let expected = match (m.first.map(|i| a[i]), m.second.map(|i| b[i])) {
            (Some(x), Some(y)) if x.is_essential() => (x.birth - y.birth).abs(),
            (Some(x), Some(y)) => norm(p, x.birth - y.birth, x.death - y.death),
            (Some(x), None) | (None, Some(x)) if x.is_essential() => INFINITY,
            (Some(x), None) | (None, Some(x)) => to_diagonal(p, &x),
            (None, None) => panic!("a match of nothing"),
        };
        assert!(m.distance == expected || near(m.distance, expected), "{m:?} {expected}");
        distances.push(m.distance);
    }
    let expected = total(&distances);
    assert!(matching.distance == expected || near(matching.distance, expected), "{matching:?} {expected}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bottleneck_is_the_best_of_all_matchings(a in points(5), b in points(5), p in norms()) {
        let expected = least(&a, &b, p, 1.0, f64::max);
        let matching = Bottleneck::new().internal_p(p).matching(&a, &b).unwrap();
        prop_assert!(near(matching.distance, expected), "{} {expected}", matching.distance);
        check(&matching, &a, &b, p, |d| d.iter().fold(0.0, |x, &y| x.max(y)));
        let rough = Bottleneck::new().internal_p(p).relative_error(0.3).matching(&a, &b).unwrap();
        prop_assert!(expected <= rough.distance + 1e-12 && rough.distance <= 1.3 * expected + 1e-12);
    }

    #[test]
    fn wasserstein_is_the_best_of_all_matchings(
        a in points(5), b in points(5), p in norms(), order in prop::sample::select(vec![1.0, 1.5, 2.0, 3.0]),
    ) {
        let expected = least(&a, &b, p, order, |x, y| x + y).powf(1.0 / order);
        let matching = Wasserstein::new().order(order).internal_p(p).relative_error(0.0).matching(&a, &b).unwrap();
        prop_assert!(near(matching.distance, expected), "{} {expected}", matching.distance);
        check(&matching, &a, &b, p, |d| d.iter().map(|x| x.powf(order)).sum::<f64>().powf(1.0 / order));
        let allowed = Wasserstein::new().order(order).internal_p(p).relative_error(0.1).compute(&a, &b).unwrap();
        prop_assert!(allowed <= 1.1 * expected + 1e-12 && allowed >= expected - 1e-12);
    }

    #[test]
    fn distances_are_metrics(a in points(40), b in points(40), c in points(40)) {
        let wasserstein_two = |x: &[Interval], y: &[Interval]| Wasserstein::new().order(2.0).compute(x, y);
        for distance in [bottleneck, wasserstein, wasserstein_two] {
            let d = |x, y| distance(x, y).unwrap();
            prop_assert_eq!(d(&a, &a), 0.0);
            prop_assert!(near(d(&a, &b), d(&b, &a)));
            prop_assert!(d(&a, &c) <= d(&a, &b) + d(&b, &c) + 1e-12);
        }
        prop_assert!(bottleneck(&a, &b).unwrap() <= wasserstein_two(&a, &b).unwrap() + 1e-12);
        prop_assert!(wasserstein_two(&a, &b).unwrap() <= wasserstein(&a, &b).unwrap() + 1e-12);
    }

    #[test]
    fn no_point_moves_farther_than_it_was_moved(a in points(60), moves in prop::collection::vec(-0.01_f64..0.01, 120)) {
        let moved: Vec<Interval> =
            a.iter().zip(moves.chunks(2)).map(|(i, m)| interval(i.birth + m[0], (i.death + m[1]).max(i.birth + m[0]))).collect();
        let far = a.iter().zip(&moved).map(|(x, y)| norm(INFINITY, x.birth - y.birth, x.death - y.death));
        prop_assert!(bottleneck(&a, &moved).unwrap() <= far.clone().fold(0.0, f64::max));
        prop_assert!(wasserstein(&a, &moved).unwrap() <= far.sum::<f64>() + 1e-12);
    }

    #[test]
    fn neither_order_nor_mirror_nor_scale_matters(a in points(30), b in points(30), seed in any::<u64>()) {
        let mut shuffled = a.clone();
        shuffled.sort_by_key(|i| (i.birth.to_bits() ^ i.death.to_bits()).wrapping_mul(seed | 1));
        let map = |x: &[Interval], by: f64| x.iter().map(|i| interval(by * i.birth, by * i.death)).collect::<Vec<_>>();
        for distance in [bottleneck, wasserstein] {
            let d = |x: &[Interval], y: &[Interval]| distance(x, y).unwrap();
            let expected = d(&a, &b);
            prop_assert!(near(d(&shuffled, &b), expected));
            prop_assert!(near(d(&map(&a, -1.0), &map(&b, -1.0)), expected));
            let scale = 2.0_f64.powi(900);
            prop_assert!(near(d(&map(&a, scale), &map(&b, scale)) / scale, expected));
        }
    }
}

#[test]
fn essential_classes_are_matched_by_birth_and_counted() {
    let a = [interval(0.0, INFINITY), interval(5.0, INFINITY), interval(0.0, 1.0)];
    let b = [interval(4.0, INFINITY), interval(0.5, INFINITY)];
    assert_eq!(bottleneck(&a, &b).unwrap(), 1.0);
    assert_eq!(wasserstein(&a, &b).unwrap(), 0.5 + 0.5 + 1.0);
    assert_eq!(Wasserstein::new().order(2.0).compute(&a, &b).unwrap(), 1.5_f64.sqrt());
    assert_eq!(Wasserstein::new().order(INFINITY).compute(&a, &b).unwrap(), 1.0);
    check(&Bottleneck::new().matching(&a, &b).unwrap(), &a, &b, INFINITY, |d| {
        d.iter().fold(0.0, |x, &y| x.max(y))
    });
    for (x, y) in [(&a[..], &b[..1]), (&b[..1], &a[..]), (&a[..1], &[])] {
        assert_eq!(bottleneck(x, y).unwrap(), INFINITY);
        assert_eq!(wasserstein(x, y).unwrap(), INFINITY);
        check(&Wasserstein::new().matching(x, y).unwrap(), x, y, INFINITY, |d| d.iter().sum());
    }
    let superlevel = [interval(0.0, -INFINITY)];
    assert_eq!(bottleneck(&superlevel, &a[..1]).unwrap(), INFINITY);
    assert_eq!(bottleneck(&superlevel, &[interval(3.0, -INFINITY)]).unwrap(), 3.0);
    assert_eq!((bottleneck(&[], &[]).unwrap(), wasserstein(&[], &[]).unwrap()), (0.0, 0.0));
}

#[test]
fn faults_are_named() {
    let fine = [interval(0.0, 1.0)];
    let bad = [interval(0.0, 1.0), interval(0.5, f64::NAN)];
    for result in [bottleneck(&fine, &bad), wasserstein(&fine, &bad)] {
        assert!(matches!(
            result,
            Err(Error::InvalidInput(InvalidInput::DiagramPoint { diagram: 1, index: 1, birth: 0.5, .. }))
        ));
    }
    let infinite = interval(f64::NEG_INFINITY, 0.0);
    assert!(matches!(
        bottleneck(&[infinite], &fine),
        Err(Error::InvalidInput(InvalidInput::DiagramPoint { diagram: 0, index: 0, .. }))
    ));
    let far = InvalidInput::DiagramExtent { low: -f64::MAX, high: f64::MAX };
    for distance in [bottleneck, wasserstein] {
        assert_eq!(distance(&[interval(-f64::MAX, f64::MAX)], &fine), Err(far.clone().into()));
    }
    let p = Err(InvalidInput::InternalP { p: 0.5 }.into());
    assert_eq!(Bottleneck::new().internal_p(0.5).compute(&fine, &fine), p);
    assert_eq!(Wasserstein::new().internal_p(0.5).compute(&fine, &fine), p);
    let error = Err(InvalidInput::RelativeError { relative_error: -0.1 }.into());
    assert_eq!(Bottleneck::new().relative_error(-0.1).compute(&fine, &fine), error);
    assert_eq!(Wasserstein::new().relative_error(-0.1).compute(&fine, &fine), error);
    assert_eq!(
        Wasserstein::new().order(0.9).compute(&fine, &fine),
        Err(InvalidInput::Order { order: 0.9 }.into())
    );
}

#[test]
fn limits_and_cancelling_end_with_their_errors() {
    let mut state = 7_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut cloud = || (0..20_000).map(|_| interval(random(), 1.0 + random())).collect::<Vec<_>>();
    let (a, b) = (cloud(), cloud());
    let token = CancelToken::new();
    let same = token.clone();
    let control = Control::new().cancel_token(token).on_progress(move |progress| {
        if progress.fraction > 0.01 {
            same.cancel();
        }
    });
    let began = std::time::Instant::now();
    assert!(matches!(Wasserstein::new().compute_with(&a, &b, &control), Err(Error::Cancelled { .. })));
    assert!(matches!(Bottleneck::new().compute_with(&a, &b, &control), Err(Error::Cancelled { .. })));
    let limit = std::time::Duration::from_millis(20);
    assert!(matches!(Wasserstein::new().time_limit(limit).compute(&a, &b), Err(Error::TimeLimit { .. })));
    assert!(began.elapsed() < std::time::Duration::from_secs(10));
    assert!(matches!(
        Bottleneck::new().memory_limit_bytes(10_000).compute(&a, &b),
        Err(Error::LimitExceeded { .. })
    ));
    assert!(matches!(
        Wasserstein::new().memory_limit_bytes(500_000).compute(&a, &b),
        Err(Error::LimitExceeded { .. })
    ));
}

#[test]
fn moves_that_are_tiny_beside_the_diagrams_do_not_vanish_in_large_orders() {
    let far = [interval(0.0, 1.0), interval(3.0, 7.0)];
    let moved = [interval(1e-7, 1.0), interval(3.0, 7.0 + 2.0_f64.powi(-24))];
    let (longer, shorter) = (1e-7_f64, 2.0_f64.powi(-24));
    for order in [1.0, 2.0, 3.5, 60.0, 100.0, 700.0, 1e6] {
        let wasserstein = Wasserstein::new().order(order);
        let expected = longer * (1.0 + (shorter / longer).powf(order)).powf(1.0 / order);
        let found = wasserstein.compute(&far, &moved).unwrap();
        assert!((found / expected - 1.0).abs() < 1e-9, "order {order}: {found}, not {expected}");
        assert_eq!(wasserstein.compute(&far, &far).unwrap().to_bits(), 0, "no move at all");
        assert_eq!(wasserstein.compute(&[], &[]).unwrap().to_bits(), 0);
    }
}

#[test]
fn small_moves_are_matched_well_beside_long_lives() {
    // Two points next to each other: crossing over would double the squares.
    let (a, b) =
        ([interval(0.0, 1.0), interval(0.0, 1.0 + 1e-9)], [interval(0.0, 1.0 - 1e-9), interval(0.0, 1.0)]);
    let found = Wasserstein::new().order(2.0).compute(&a, &b).unwrap();
    assert!((found / (2.0_f64.sqrt() * 1e-9) - 1.0).abs() < 1e-6, "{found}");
    for order in [2.0, 8.0] {
        let crossed = Wasserstein::new().order(order).compute(&[a[1], a[0]], &b).unwrap();
        assert!((crossed / (2.0_f64.powf(1.0 / order) * 1e-9) - 1.0).abs() < 1e-6, "{crossed}");
    }
}
