//! Distances and vectors of diagrams that other programs computed, in `testdata/diagrams`.

use std::f64::consts::{PI, SQRT_2};
use std::path::Path;

use serde::Deserialize;
use tda_core::Interval;
use tda_core::distance::{Bottleneck, Wasserstein, bottleneck};
use tda_core::vectorize::{
    Axis, BettiCurve, HeatKernel, Landscape, PersistenceImage, Pixels, Silhouette, Weight, entropy,
};

#[derive(Deserialize)]
struct Goldens {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    first: Vec<[f64; 2]>,
    second: Vec<[f64; 2]>,
    bottleneck_gudhi: f64,
    bottleneck_persim: f64,
    wasserstein_pot: Vec<[f64; 3]>,
    wasserstein_persim: f64,
    heat_gudhi: f64,
    entropy_gudhi: f64,
    landscape_gudhi: Vec<f64>,
    silhouette_gudhi: Vec<f64>,
    betti_gudhi: Vec<usize>,
    image_gudhi: Vec<f64>,
    image_persim: Vec<f64>,
}

fn diagram(points: &[[f64; 2]]) -> Vec<Interval> {
    points.iter().map(|&[birth, death]| Interval { birth, death }).collect()
}

fn goldens() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/diagrams/goldens.toml");
    let goldens: Goldens = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(goldens.case.len() >= 4);
    goldens.case
}

#[track_caller]
fn assert_near(ours: f64, theirs: f64, place: &str) {
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{place}: {ours}, expected {theirs}");
}

#[track_caller]
fn assert_all_near(ours: &[f64], theirs: impl ExactSizeIterator<Item = f64>, place: &str) {
    assert_eq!(ours.len(), theirs.len(), "{place}");
    ours.iter().zip(theirs).for_each(|(&x, y)| assert_near(x, y, place));
}

#[test]
fn distances_agree_with_gudhi_persim_and_pot() {
    for case in goldens() {
        let (a, b, name) = (diagram(&case.first), diagram(&case.second), &case.name);
        assert_near(bottleneck(&a, &b).unwrap(), case.bottleneck_gudhi, name);
        assert_near(Bottleneck::new().compute(&b, &a).unwrap(), case.bottleneck_persim, name);
        for &[order, p, expected] in &case.wasserstein_pot {
            let exact = Wasserstein::new().order(order).internal_p(p).relative_error(0.0);
            assert_near(exact.compute(&a, &b).unwrap(), expected, &format!("{name}, order {order}, p {p}"));
        }
        let as_persim = Wasserstein::new().internal_p(2.0).relative_error(0.0);
        assert_near(as_persim.compute(&a, &b).unwrap(), case.wasserstein_persim, name);
    }
}

#[test]
fn kernels_agree_with_gudhi() {
    for case in goldens() {
        let (a, b) = (diagram(&case.first), diagram(&case.second));
        let bandwidth: f64 = 0.3;
        let ours = HeatKernel::new(bandwidth * bandwidth / 4.0).kernel(&a, &b).unwrap();
        assert_near(ours * (2.0 * PI).sqrt() * bandwidth, case.heat_gudhi, &case.name);
    }
}

#[test]
fn curves_agree_with_gudhi() {
    let axis = Axis::new(0.05, 1.95, 9).unwrap();
    for case in goldens() {
        let (a, name) = (diagram(&case.first), &case.name);
        assert_near(entropy(&a).unwrap(), case.entropy_gudhi, name);
        assert_eq!(BettiCurve::of(&a).unwrap().sample(&axis), case.betti_gudhi, "{name}");
        let landscape = Landscape::new().layers(3).compute(&a, &axis).unwrap();
        assert_all_near(&landscape, case.landscape_gudhi.iter().map(|x| x / SQRT_2), name);
        let silhouette = Silhouette::new().compute(&a, &axis).unwrap();
        assert_all_near(&silhouette, case.silhouette_gudhi.iter().map(|x| x / SQRT_2), name);
    }
}

#[test]
fn images_agree_with_gudhi_and_persim() {
    for case in goldens() {
        let (a, name) = (diagram(&case.first), &case.name);
        let sampled = PersistenceImage::new(0.2).pixels(Pixels::Sample);
        let (births, lengths) = (Axis::new(0.0, 1.0, 5).unwrap(), Axis::new(0.0, 2.0, 4).unwrap());
        assert_all_near(
            &sampled.compute(&a, &births, &lengths).unwrap(),
            case.image_gudhi.iter().copied(),
            name,
        );
        let integrated = PersistenceImage::new(0.2).pixels(Pixels::Integral).weight(Weight::Power(1.0));
        let (births, lengths) = (Axis::new(0.0, 1.0, 4).unwrap(), Axis::new(0.0, 2.0, 8).unwrap());
        assert_all_near(
            &integrated.compute(&a, &births, &lengths).unwrap(),
            case.image_persim.iter().copied(),
            name,
        );
    }
}
