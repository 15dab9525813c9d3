//! The smallest sphere orthogonal to weighted points: for points without weights, through them.

use super::number::{Double, Exact, Number};
use super::sites::Site;

/// Errors of [`Double`] in a whole formula, relative to the largest product in it.
const DOUBLE_ERROR: f64 = 1.0 / (1_u128 << 92) as f64;
/// Errors of f64, likewise.
const SINGLE_ERROR: f64 = 1e-13;
/// Sizes between which no product of this file overflows or underflows.
const SIZE_MIN: f64 = 1e-120;
const SIZE_MAX: f64 = 1e120;

/// The centre of a sphere relative to a simplex, as numerators over one positive denominator.
///
/// With edges `u_i` from the first vertex, `G` their Gram matrix and `b_i = |u_i|^2 + w_0 - w_i`, the centre is the
/// first vertex plus the sum of `x_i u_i`, where `2 G x = b`: by Cramer's rule `x_i = numerators[i] / (2 determinant)`.
struct Centre<N> {
    determinant: N,
    numerators: [N; 3],
    /// The right-hand side `b`.
    powers: [N; 3],
}

/// How large the terms of a [`Centre`] are.
struct Sizes {
    determinant: f64,
    numerators: [f64; 3],
    power: f64,
    is_safe: bool,
}

#[inline(always)]
fn centre<N: Number, const V: usize>(sites: [&Site; V]) -> Centre<N> {
    let zero = || N::of(0.0);
    let edges: [[N; 3]; 3] = std::array::from_fn(|i| {
        std::array::from_fn(|axis| {
            if i + 1 < V { N::difference(sites[i + 1].at[axis], sites[0].at[axis]) } else { zero() }
        })
    });
    let dot = |i: usize, j: usize| {
        let of = |axis: usize| edges[i][axis].times(&edges[j][axis]);
        of(0).plus(&of(1)).plus(&of(2))
    };
    let squares: [N; 3] = std::array::from_fn(|i| if i + 1 < V { dot(i, i) } else { zero() });
    let powers: [N; 3] = std::array::from_fn(|i| {
        if i + 1 < V { squares[i].plus(&N::difference(sites[0].weight, sites[i + 1].weight)) } else { zero() }
    });
    let [a, b, c] = &squares;
    let [p, q, r] = &powers;
    let minor = |a: &N, b: &N, c: &N, d: &N| a.times(d).minus(&b.times(c));
    match V {
        2 => Centre { determinant: a.clone(), numerators: [p.clone(), zero(), zero()], powers },
        3 => {
            let ab = dot(0, 1);
            let determinant = minor(a, &ab, &ab, b);
            Centre { determinant, numerators: [minor(p, &ab, q, b), minor(a, p, &ab, q), zero()], powers }
        }
        _ => {
            let (ab, ac, bc) = (dot(0, 1), dot(0, 2), dot(1, 2));
            // The adjugate of the Gram matrix, which is symmetric.
            let (aa_, bb_, cc_) = (minor(b, &bc, &bc, c), minor(a, &ac, &ac, c), minor(a, &ab, &ab, b));
            let (ab_, ac_, bc_) = (minor(&ac, &ab, c, &bc), minor(&ab, b, &ac, &bc), minor(&ab, a, &bc, &ac));
            let row = |x: &N, y: &N, z: &N| x.times(p).plus(&y.times(q)).plus(&z.times(r));
            let determinant = a.times(&aa_).plus(&ab.times(&ab_)).plus(&ac.times(&ac_));
            let numerators = [row(&aa_, &ab_, &ac_), row(&ab_, &bb_, &bc_), row(&ac_, &bc_, &cc_)];
            Centre { determinant, numerators, powers }
        }
    }
}

/// Bounds of the products that make up a centre: entries of a Gram matrix are at most the lengths of their edges.
#[inline(always)]
fn sizes<const V: usize>(sites: [&Site; V]) -> Sizes {
    let mut lengths = [1.0; 3];
    let (mut determinant, mut steepest, mut power) = (1.0, 0.0_f64, 0.0_f64);
    let mut is_safe = true;
    for (site, length) in sites[1..].iter().zip(&mut lengths) {
        let square: f64 = (0..3).map(|axis| (site.at[axis] - sites[0].at[axis]).powi(2)).sum();
        *length = square.sqrt();
        let size = square + (site.weight - sites[0].weight).abs();
        determinant *= square;
        steepest = steepest.max(size / *length);
        power = power.max(size);
        is_safe &= square > SIZE_MIN.sqrt() && size < SIZE_MAX.sqrt();
    }
    is_safe &= determinant > SIZE_MIN && determinant * power < SIZE_MAX;
    Sizes { determinant, numerators: lengths.map(|length| determinant / length * steepest), power, is_safe }
}

/// For each vertex: whether the sphere's centre lies on the other side of the facet without it, or on that facet.
///
/// The facet then has no empty sphere of its own within this simplex, and enters with it (it is not Gabriel).
#[inline]
pub(crate) fn attached<const V: usize>(sites: [&Site; V]) -> [bool; V] {
    let sizes = sizes(sites);
    if sizes.is_safe {
        if let Some(signs) = signs::<f64, V>(&centre(sites), &sizes, SINGLE_ERROR, |n| *n) {
            return signs.map(|sign| sign <= 0);
        }
        if let Some(signs) = signs::<Double, V>(&centre(sites), &sizes, DOUBLE_ERROR, |n| n.high) {
            return signs.map(|sign| sign <= 0);
        }
    }
    let exact: Centre<Exact> = centre(sites);
    let first = first_numerator::<_, V>(&exact);
    std::array::from_fn(|place| match place {
        0 => first.sign() <= 0,
        _ => exact.numerators[place - 1].sign() <= 0,
    })
}

/// What belongs to the first vertex: twice the determinant less the numerators of the others.
#[inline(always)]
fn first_numerator<N: Number, const V: usize>(centre: &Centre<N>) -> N {
    let twice = centre.determinant.plus(&centre.determinant);
    centre.numerators[..V - 1].iter().fold(twice, |rest, numerator| rest.minus(numerator))
}

/// The signs of the barycentric coordinates, unless one is too close to zero.
#[inline(always)]
fn signs<N: Number, const V: usize>(
    centre: &Centre<N>,
    sizes: &Sizes,
    error: f64,
    lead: impl Fn(&N) -> f64,
) -> Option<[i32; V]> {
    let mut signs = [0; V];
    let mut all = sizes.determinant * 2.0;
    for ((slot, numerator), size) in signs[1..].iter_mut().zip(&centre.numerators).zip(sizes.numerators) {
        all += size;
        *slot = sign(lead(numerator), size * error)?;
    }
    signs[0] = sign(lead(&first_numerator::<N, V>(centre)), all * error)?;
    Some(signs)
}

fn sign(number: f64, error: f64) -> Option<i32> {
    (number.abs() > error).then_some(if number > 0.0 { 1 } else { -1 })
}

/// The squared radius of the sphere, less than zero where weights are large: the f64 nearest to it. Equal spheres
/// thus have equal radii, from whatever points they were computed.
#[inline]
pub(crate) fn squared_radius<const V: usize>(sites: [&Site; V]) -> f64 {
    if V == 1 {
        return -sites[0].weight;
    }
    let sizes = sizes(sites);
    if sizes.is_safe && sites[0].weight.abs() < SIZE_MAX.sqrt() {
        let (numerator, denominator) = fraction::<Double, V>(sites);
        let largest: f64 = sizes.numerators[..V - 1].iter().sum::<f64>() * sizes.power
            + 4.0 * sizes.determinant * sites[0].weight.abs();
        let quotient = numerator.divided_by(&denominator);
        let error = DOUBLE_ERROR
            * (largest / denominator.high
                + quotient.high.abs() * (1.0 + 4.0 * sizes.determinant / denominator.high));
        let (below, above) = (quotient.high + (quotient.low - error), quotient.high + (quotient.low + error));
        if below == above {
            return below;
        }
    }
    squared_radius_exactly(sites)
}

#[cold]
fn squared_radius_exactly<const V: usize>(sites: [&Site; V]) -> f64 {
    let (numerator, denominator) = fraction::<Exact, V>(sites);
    numerator.divided_by(&denominator)
}

/// Numerator and denominator of the squared radius.
#[inline(always)]
fn fraction<N: Number, const V: usize>(sites: [&Site; V]) -> (N, N) {
    let centre: Centre<N> = centre(sites);
    let twice = centre.determinant.plus(&centre.determinant);
    let denominator = twice.plus(&twice);
    let mut numerator = N::of(0.0).minus(&N::of(sites[0].weight).times(&denominator));
    for (of_centre, power) in centre.numerators.iter().zip(&centre.powers).take(V - 1) {
        numerator = numerator.plus(&of_centre.times(power));
    }
    (numerator, denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites<const V: usize>(points: [[f64; 3]; V]) -> [Site; V] {
        points.map(|at| Site { at, weight: 0.0, rank: 0, point: 0 })
    }

    #[test]
    fn radii_of_right_corners() {
        let corner = sites([[0.0; 3], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
        let [a, b, c, d] = &corner;
        assert_eq!(squared_radius([a, b]), 0.25);
        assert_eq!(squared_radius([a, b, c]), 0.5);
        assert_eq!(squared_radius([b, c, d]), 2.0 / 3.0);
        assert_eq!(squared_radius([a, b, c, d]), 0.75);
        // The centre of the right triangle lies on its longest side, opposite its first vertex.
        assert_eq!(attached([a, b, c]), [true, false, false]);
        assert_eq!(attached([a, b, c, d]), [true, false, false, false]);
    }

    #[test]
    fn the_order_of_the_points_changes_no_bit() {
        let points = sites([[0.1, 0.7, 0.3], [0.9, 0.2, 0.4], [0.3, 0.3, 0.8], [0.6, 0.5, 0.1]]);
        let [a, b, c, d] = &points;
        let radius = squared_radius([a, b, c, d]);
        assert_eq!(radius, squared_radius([d, b, a, c]));
        assert_eq!(radius, squared_radius_exactly([c, a, d, b]));
        assert_eq!(squared_radius([a, b, d]), squared_radius_exactly([d, a, b]));
    }

    #[test]
    fn weights_shift_the_sphere() {
        let mut pair = sites([[0.0; 3], [2.0, 0.0, 0.0]]);
        pair[0].weight = 4.0;
        // The centre is at distance 2 from the first: the power there is 2^2 - 4, and 0 at the other.
        assert_eq!(squared_radius([&pair[0], &pair[1]]), 0.0);
        assert_eq!(attached([&pair[0], &pair[1]]), [true, false]);
    }

    #[test]
    fn sizes_far_from_one_are_exact_too() {
        let tiny = sites([[0.0; 3], [3e-150, 0.0, 0.0], [0.0, 4e-150, 0.0]]);
        let [a, b, c] = &tiny;
        let expected = (3e-150_f64 * 3e-150 + 4e-150 * 4e-150) / 4.0;
        assert!((squared_radius([a, b, c]) / expected - 1.0).abs() < 1e-15);
    }
}
