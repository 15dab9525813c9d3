//! On which side a point lies: exact, and never undecided.
//!
//! A simplex of `V` vertices lives in the first `V - 1` coordinates; squared distances are taken over all of them.
//! Each test is tried in f64 with a bound of its error, then with twice the digits, then with whole numbers.

use super::number::{Double, Exact, Number};
use super::sites::Site;

/// Twice the bits, and room for the errors of all operations: relative to the largest product in a determinant.
const DOUBLE_ERROR: f64 = 1.0 / (1_u128 << 92) as f64;
/// Below this, products may have lost bits to underflow.
const PRODUCT_MIN: f64 = 1e-200;

/// Error of a determinant of coordinates in f64, relative to the product of the largest entry of each column: the
/// number of products times the roundings in each, taken generously.
const fn orientation_error(vertices: usize) -> f64 {
    match vertices {
        2 => 2.3e-16,
        3 => 2e-15,
        _ => 8e-15,
    }
}

/// The same with the column of squares.
const fn power_error(vertices: usize) -> f64 {
    match vertices {
        2 => 5e-15,
        3 => 2e-14,
        _ => 1.3e-13,
    }
}

/// A determinant of two, three or four rows by the last column.
#[inline(always)]
fn determinant<N: Number>(rows: &[[N; 4]; 4], size: usize) -> N {
    let two = |a: usize, b: usize, c: usize, d: usize| {
        rows[a][c].times(&rows[b][d]).minus(&rows[b][c].times(&rows[a][d]))
    };
    let three = |a: usize, b: usize, c: usize, last: usize| {
        let first = two(a, b, 0, 1).times(&rows[c][last]);
        let second = two(b, c, 0, 1).times(&rows[a][last]);
        first.plus(&second).plus(&two(c, a, 0, 1).times(&rows[b][last]))
    };
    match size {
        1 => rows[0][0].clone(),
        2 => two(0, 1, 0, 1),
        3 => three(0, 1, 2, 2),
        _ => {
            let third = [three(1, 2, 3, 2), three(0, 2, 3, 2), three(0, 1, 3, 2), three(0, 1, 2, 2)];
            let of = |row: usize| third[row].times(&rows[row][3]);
            of(3).minus(&of(2)).plus(&of(1).minus(&of(0)))
        }
    }
}

#[inline(always)]
fn orientation_in<N: Number, const V: usize>(sites: [&Site; V]) -> N {
    let size = V - 1;
    let rows = std::array::from_fn(|row| {
        std::array::from_fn(|column| {
            if row < size && column < size {
                N::difference(sites[row].at[column], sites[size].at[column])
            } else {
                N::of(0.0)
            }
        })
    });
    determinant(&rows, size)
}

/// The largest difference of each coordinate.
#[inline(always)]
fn extents<const V: usize>(sites: [&Site; V], from: &Site) -> [f64; 3] {
    std::array::from_fn(|axis| {
        sites.iter().map(|site| (site.at[axis] - from.at[axis]).abs()).fold(0.0, f64::max)
    })
}

/// The sign of the determinant of the differences to the last site: 1, 0 or -1. It changes with every swap.
#[inline]
pub(crate) fn orientation<const V: usize>(sites: [&Site; V]) -> i32 {
    let found: f64 = orientation_in(sites);
    let extents = extents(sites, sites[V - 1]);
    let size: f64 = extents[..V - 1].iter().product();
    let error = orientation_error(V) * size;
    if size > PRODUCT_MIN && found.abs() > error {
        return if found > 0.0 { 1 } else { -1 };
    }
    orientation_precisely(sites, size)
}

#[cold]
fn orientation_precisely<const V: usize>(sites: [&Site; V], size: f64) -> i32 {
    let found: Double = orientation_in(sites);
    decide(found, size, || orientation_in::<Exact, V>(sites))
}

/// The sign of `found`, or where its error allows no answer, of the number itself.
fn decide(found: Double, size: f64, exact: impl FnOnce() -> Exact) -> i32 {
    if size > PRODUCT_MIN && size < 1e250 && found.high.abs() > size * DOUBLE_ERROR {
        return if found.high > 0.0 { 1 } else { -1 };
    }
    exact().sign()
}

#[inline(always)]
fn power_in<N: Number, const V: usize>(sites: [&Site; V], query: &Site) -> N {
    let rows = std::array::from_fn(|row| {
        if row >= V {
            return std::array::from_fn(|_| N::of(0.0));
        }
        let differences: [N; 3] =
            std::array::from_fn(|axis| N::difference(sites[row].at[axis], query.at[axis]));
        let square = |axis: usize| differences[axis].times(&differences[axis]);
        let lift = square(0).plus(&square(1)).plus(&square(2));
        let lift = lift.plus(&N::difference(query.weight, sites[row].weight));
        let mut entries =
            [differences[0].clone(), differences[1].clone(), differences[2].clone(), N::of(0.0)];
        entries[V - 1] = lift;
        entries
    });
    determinant(&rows, V)
}

/// Whether `query` lies inside the sphere of a simplex of positive orientation; with weights, whether its lifted
/// point lies below the simplex's. Never undecided: a query on the sphere counts as if every site had an
/// infinitesimal weight, much larger for each one that comes later in the lexicographic order.
///
/// Sources: Edelsbrunner and Mücke, "Simulation of simplicity", 1990; Devillers and Teillaud, "Perturbations for
/// Delaunay and weighted Delaunay 3D triangulations", 2011.
#[inline]
pub(crate) fn is_inside<const V: usize>(sites: [&Site; V], query: &Site) -> bool {
    let found: f64 = power_in(sites, query);
    let extents = extents(sites, query);
    let weights = sites.iter().map(|site| (site.weight - query.weight).abs()).fold(0.0, f64::max);
    let lift = extents.iter().map(|e| e * e).sum::<f64>() + weights;
    let size = extents[..V - 1].iter().product::<f64>() * lift;
    if size > PRODUCT_MIN && found.abs() > power_error(V) * size {
        return found > 0.0;
    }
    is_inside_precisely(sites, query, size)
}

#[cold]
fn is_inside_precisely<const V: usize>(sites: [&Site; V], query: &Site, size: f64) -> bool {
    let found: Double = power_in(sites, query);
    match decide(found, size, || power_in::<Exact, V>(sites, query)) {
        0 => is_inside_perturbed(sites, query),
        sign => sign > 0,
    }
}

/// The sign of the largest perturbation whose coefficient is not zero.
fn is_inside_perturbed<const V: usize>(sites: [&Site; V], query: &Site) -> bool {
    let mut order: [usize; V] = std::array::from_fn(|place| place);
    order.sort_unstable_by_key(|&place| std::cmp::Reverse(sites[place].rank));
    for place in order {
        if sites[place].rank < query.rank {
            return true;
        }
        let mut swapped = sites;
        swapped[place] = query;
        let sign = orientation(swapped);
        if sign != 0 {
            return sign < 0;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(at: [f64; 3], rank: u32) -> Site {
        Site { at, weight: 0.0, rank, point: rank }
    }

    #[test]
    fn orientation_is_exact_on_a_line_of_tenths() {
        let [a, b, c] = [0.0_f64, 1.0, 2.0].map(|i| site([0.1 * i, 0.3 * i, 0.0], 0));
        // 0.2 is twice 0.1 and 0.6 twice 0.3, in f64 too.
        assert_eq!(orientation([&a, &b, &c]), 0);
        let above = site([0.2, 0.6_f64.next_up(), 0.0], 0);
        assert_eq!(orientation([&a, &b, &above]), -orientation([&b, &a, &above]));
        assert_ne!(orientation([&a, &b, &above]), 0);
    }

    #[test]
    fn inside_and_outside_in_every_dimension() {
        let line = [site([1.0, 0.0, 0.0], 0), site([0.0, 0.0, 0.0], 1)];
        assert!(is_inside([&line[0], &line[1]], &site([0.5, 0.0, 0.0], 2)));
        assert!(!is_inside([&line[0], &line[1]], &site([1.5, 0.0, 0.0], 2)));
        let plane = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]].map(|at| site(at, 0));
        let [a, b, c] = &plane;
        assert_eq!(orientation([a, b, c]), 1);
        assert!(is_inside([a, b, c], &site([0.9, 0.9, 0.0], 9)));
        assert!(!is_inside([a, b, c], &site([1.1, 0.9, 0.0], 9)));
        let space =
            [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]].map(|at| site(at, 0));
        let [a, b, c, d] = &space;
        assert_eq!(orientation([a, b, c, d]), 1);
        assert!(is_inside([a, b, c, d], &site([0.9, 0.9, 0.9], 9)));
        assert!(!is_inside([a, b, c, d], &site([1.3, 0.9, 0.9], 9)));
    }

    #[test]
    fn four_points_of_a_square_have_one_diagonal() {
        let corners = [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]];
        let sites: Vec<Site> = (0..).zip(corners).map(|(rank, at)| site(at, rank)).collect();
        let [a, b, c, d] = &sites[..] else { unreachable!("four corners") };
        // The triangles beside one diagonal see the other corner inside, those beside the other one do not.
        assert_eq!(is_inside([a, c, b], d), is_inside([c, d, b], a));
        assert_eq!(is_inside([a, c, d], b), is_inside([a, d, b], c));
        assert_ne!(is_inside([a, c, b], d), is_inside([a, c, d], b));
    }
}
