//! The same bits: whatever the number of threads, however often, and in whatever order the points come.

use tda_core::{
    Alpha, Cech, Cubical, Diagrams, Flag, Image, Interval, LowerStar, PointCloud, VertexFunction,
    VietorisRips, WeightedGraph,
};

use crate::clouds;
use crate::jobs::{Ask, Size, jobs};

#[test]
fn threads_and_repetition_change_no_bit() {
    for job in jobs(Size::Medium) {
        let once = (job.run)(&Ask::default()).unwrap();
        for threads in [1, 2, 3, 8] {
            let again = (job.run)(&Ask { threads, ..Ask::default() }).unwrap();
            assert!(bits(&again) == bits(&once), "{} on {threads} threads", job.name);
        }
    }
}

fn bits(bars: &[Vec<Interval>]) -> Vec<Vec<[u64; 2]>> {
    bars.iter().map(|bars| bars.iter().map(|i| [i.birth.to_bits(), i.death.to_bits()]).collect()).collect()
}

#[test]
fn threads_change_no_representative() {
    let cloud = PointCloud::from_vec(clouds::cube(30, 3, 40), 3).unwrap();
    let image = clouds::cube(10 * 10 * 10, 1, 41);
    let image = Image::new(&image, &[10, 10, 10]).unwrap();
    let rips = VietorisRips::new().max_dimension(2).pairs(true).cocycles(true).cycles(true);
    let alpha = Alpha::new().pairs(true).cocycles(true).cycles(true);
    for (rips, alpha) in [(rips.clone(), alpha.clone()), (rips.field(3), alpha.field(3))] {
        let (rips_once, alpha_once) = (rips.compute(&cloud).unwrap(), alpha.compute(&cloud).unwrap());
        for threads in [2, 3, 8] {
            same_representatives(&rips_once, &rips.clone().threads(threads).compute(&cloud).unwrap());
            same_representatives(&alpha_once, &alpha.clone().threads(threads).compute(&cloud).unwrap());
        }
    }
    let cubical = Cubical::new().pairs(true);
    let once = cubical.compute(&image).unwrap();
    for threads in [2, 3, 8] {
        let again = cubical.clone().threads(threads).compute(&image).unwrap();
        for dimension in 0..=once.max_dimension() {
            assert_eq!(once.pairs(dimension), again.pairs(dimension));
        }
    }
}

fn same_representatives(once: &Diagrams, again: &Diagrams) {
    for dimension in 0..=once.max_dimension() {
        assert_eq!(once.dimension(dimension), again.dimension(dimension));
        assert_eq!(once.pairs(dimension), again.pairs(dimension));
        assert_eq!(once.cocycles(dimension), again.cocycles(dimension));
        assert_eq!(once.cycles(dimension), again.cycles(dimension));
    }
}

/// The numbers below `count` in orders that differ: steps through them that share no factor with their number.
fn orders(count: usize) -> impl Iterator<Item = Vec<usize>> {
    let are_prime = move |a: usize| (2..=a).all(|f| !a.is_multiple_of(f) || !count.is_multiple_of(f));
    [count - 1, count / 3, count / 2 + 3].into_iter().map(move |least| {
        let step = (least..).find(|&step| are_prime(step)).unwrap_or(1);
        (0..count).map(|at| (at * step + 5) % count).collect()
    })
}

fn all_bits(diagrams: &Diagrams) -> Vec<Vec<[u64; 2]>> {
    bits(&diagrams.dimensions().map(<[Interval]>::to_vec).collect::<Vec<_>>())
}

/// Points of a lattice, some twice, or anywhere.
fn coordinates(points: usize, dimensions: usize, is_tied: bool, seed: u64) -> Vec<f64> {
    let numbers = clouds::cube(points * dimensions, 1, seed);
    numbers.into_iter().map(|c| if is_tied { (c * 4.0).floor() / 3.0 } else { c }).collect()
}

#[test]
fn the_order_of_points_changes_no_bit() {
    for (points, dimensions, is_tied) in [(40, 2, false), (40, 2, true), (26, 3, false), (26, 3, true)] {
        let given = coordinates(points, dimensions, is_tied, 42);
        let compute = |order: &[usize]| {
            let moved =
                order.iter().flat_map(|&at| &given[at * dimensions..][..dimensions]).copied().collect();
            let cloud = PointCloud::from_vec(moved, dimensions).unwrap();
            let rips = VietorisRips::new();
            [
                rips.compute(&cloud).unwrap(),
                rips.clone().max_dimension(2).compute(&cloud).unwrap(),
                rips.clone().max_dimension(2).field(3).compute(&cloud).unwrap(),
                Alpha::new().compute(&cloud).unwrap(),
                Alpha::new().field(3).compute(&cloud).unwrap(),
                Cech::new().max_radius(0.4).compute(&cloud).unwrap(),
            ]
            .each_ref()
            .map(all_bits)
        };
        let once = compute(&(0..points).collect::<Vec<_>>());
        for order in orders(points) {
            assert!(compute(&order) == once, "{points} points, {dimensions} coordinates, ties: {is_tied}");
        }
    }
}

#[test]
fn the_numbers_of_vertices_change_no_bit() {
    let vertices = 20;
    let pairs: Vec<(usize, usize)> = (1..vertices).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    let lengths: Vec<f64> = clouds::cube(pairs.len(), 1, 43).iter().map(|l| (l * 30.0).floor()).collect();
    let values: Vec<f64> = clouds::cube(vertices, 1, 44).iter().map(|v| (v * 9.0).floor()).collect();
    let compute = |names: &[usize]| {
        let edges: Vec<_> =
            pairs.iter().zip(&lengths).map(|(&(a, b), &length)| (names[a], names[b], length)).collect();
        let graph = WeightedGraph::new(&vec![0.0; vertices], &edges).unwrap();
        let mut moved = values.clone();
        names.iter().zip(&values).for_each(|(&name, &value)| moved[name] = value);
        let sides: Vec<[usize; 2]> = edges.iter().filter(|e| e.2 < 9.0).map(|e| [e.0, e.1]).collect();
        let function = VertexFunction::on_edges(&moved, &sides).unwrap();
        let flag = Flag::new().max_dimension(2).compute(&graph).unwrap();
        [flag, LowerStar::new().compute(&function).unwrap()].each_ref().map(all_bits)
    };
    let once = compute(&(0..vertices).collect::<Vec<_>>());
    for names in orders(vertices) {
        assert!(compute(&names) == once);
    }
}

#[test]
fn the_order_of_axes_changes_no_bit() {
    let shape = [4, 5, 6];
    let pixels: Vec<f64> = clouds::cube(4 * 5 * 6, 1, 45).iter().map(|v| (v * 20.0).floor()).collect();
    let at = |place: [usize; 3]| pixels[(place[0] * 5 + place[1]) * 6 + place[2]];
    let mut turned = Vec::new();
    for c in 0..6 {
        for a in 0..4 {
            for b in (0..5).rev() {
                turned.push(at([a, b, c]));
            }
        }
    }
    let given = Cubical::new().compute(&Image::new(&pixels, &shape).unwrap()).unwrap();
    let turned = Cubical::new().compute(&Image::new(&turned, &[6, 4, 5]).unwrap()).unwrap();
    assert!(all_bits(&given) == all_bits(&turned));
}

#[test]
fn both_zeros_are_one_value() {
    // Sorted by bits, minus zero comes first.
    let path = [-0.0, 6.0, 0.0];
    let edges = [[0, 1], [1, 2]];
    let by_image = LowerStar::new().compute(&VertexFunction::on_path(&path).unwrap()).unwrap();
    let by_matrix = LowerStar::new().compute(&VertexFunction::on_edges(&path, &edges).unwrap()).unwrap();
    assert_eq!(all_bits(&by_image)[0], all_bits(&by_matrix)[0]);
    let with_pairs = LowerStar::new().pairs(true);
    let with_pairs = with_pairs.compute(&VertexFunction::on_path(&path).unwrap()).unwrap();
    assert_eq!(all_bits(&by_image)[0], all_bits(&with_pairs)[0]);
    let graph = |zero: f64| {
        let edges = [(0, 1, zero), (1, 2, 0.0), (0, 2, 1.0)];
        all_bits(&Flag::new().compute(&WeightedGraph::new(&[0.0, -0.0, zero], &edges).unwrap()).unwrap())
    };
    assert_eq!(graph(0.0), graph(-0.0));
}
