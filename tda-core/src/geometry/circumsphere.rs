//! The sphere through points of any dimension, where it is that of their smallest enclosing ball.

use super::number::{Double, Exact, Number, scaled};

/// Errors of [`Double`] in one sum or product, relative to the size of its operands, with some to spare.
const DOUBLE_ERROR: f64 = 1.0 / (1_u128 << 100) as f64;
/// Powers between which nothing that is computed with [`Double`] overflows, or underflows to any harm.
const SAFE_MIN: f64 = 1e-200;
const SAFE_MAX: f64 = 1e200;

/// The radius of the sphere through all points in their affine hull, if its centre lies inside the simplex.
///
/// Then it is that of the smallest enclosing ball; otherwise that ball belongs to a facet, and so it does where the
/// centre lies on the boundary, or the points depend on one another.
///
/// Which case it is, is decided exactly, and the radius is the root of the f64 nearest to its square: spheres that are
/// equal have equal radii, from whatever points and in whatever order they were computed.
///
/// With edges `u_i` from the first point and their Gram matrix `G`, the centre is the first point plus the sum of
/// `x_i u_i` where `2 G x = diag(G)`, and the square of the radius half the sum of `x_i G_ii`. All comes from the
/// minors of `G` with its diagonal as one more column. Cost: 2^n n sums and products for n + 1 points.
pub(crate) fn inner_radius(points: &[&[f64]]) -> Option<f64> {
    let sizes = Sizes::of(points);
    if sizes.is_safe {
        let sphere = Sphere::<Double>::through(points);
        match sphere.has_inner_centre(&sizes) {
            Some(false) => return None,
            Some(true) => {
                if let Some(square) = sphere.square(&sizes) {
                    return Some(square.sqrt());
                }
            }
            None => {}
        }
    }
    inner_radius_exactly(points, sizes.exponent)
}

#[cold]
fn inner_radius_exactly(points: &[&[f64]], exponent: i64) -> Option<f64> {
    let sphere = Sphere::<Exact>::through(points);
    let is_inside = sphere.weights().all(|weight| weight.sign() > 0);
    if sphere.determinant.sign() <= 0 || !is_inside {
        return None;
    }
    // In units of the longest edge, so that the square is an f64.
    let unit = Exact::of(scaled(1.0, -exponent));
    let (numerator, denominator) = sphere.fraction();
    let square = numerator.times(&unit).times(&unit).divided_by(&denominator);
    Some(scaled(square.sqrt(), exponent))
}

/// Numerators of the centre over a common denominator.
struct Sphere<N> {
    /// That of the Gram matrix.
    determinant: N,
    /// Twice the determinant times the coefficients `x`.
    numerators: Vec<N>,
    /// The squares of the edges.
    squares: Vec<N>,
}

impl<N: Number> Sphere<N> {
    fn through(points: &[&[f64]]) -> Self {
        let edges: Vec<Vec<N>> = points[1..]
            .iter()
            .map(|point| point.iter().zip(points[0]).map(|(&x, &origin)| N::difference(x, origin)).collect())
            .collect();
        let inner = |a: &[N], b: &[N]| a.iter().zip(b).fold(N::of(0.0), |sum, (x, y)| sum.plus(&x.times(y)));
        let squares: Vec<N> = edges.iter().map(|edge| inner(edge, edge)).collect();
        let row = |(edge, square): (&Vec<N>, &N)| {
            edges.iter().map(|other| inner(edge, other)).chain([square.clone()]).collect()
        };
        let rows: Vec<Vec<N>> = edges.iter().zip(&squares).map(row).collect();
        let (minors, size) = (minors(&rows), rows.len());
        let without = |column: usize| minors[((2 << size) - 1) ^ (1 << column)].clone();
        // Cramer's rule: the last column goes to the place of another one, over those between.
        let numerators = (0..size).map(|column| match (size - 1 - column) % 2 {
            0 => without(column),
            _ => N::of(0.0).minus(&without(column)),
        });
        Sphere { determinant: without(size), numerators: numerators.collect(), squares }
    }

    /// The barycentric coordinates of the centre times twice the determinant: those of the later points, then that
    /// of the first.
    fn weights(&self) -> impl Iterator<Item = N> {
        let twice = self.determinant.plus(&self.determinant);
        let first = self.numerators.iter().fold(twice, |rest, numerator| rest.minus(numerator));
        self.numerators.iter().cloned().chain([first])
    }

    /// Numerator and denominator of the squared radius.
    fn fraction(&self) -> (N, N) {
        let twice = self.determinant.plus(&self.determinant);
        let terms = self.numerators.iter().zip(&self.squares);
        let numerator = terms.fold(N::of(0.0), |sum, (numerator, square)| sum.plus(&numerator.times(square)));
        (numerator, twice.plus(&twice))
    }
}

impl Sphere<Double> {
    /// Whether the centre lies inside; nothing if it is too close to a facet, or the points to dependence.
    fn has_inner_centre(&self, sizes: &Sizes) -> Option<bool> {
        let all = sizes.numerators.iter().fold(2.0 * sizes.determinant, |sum, size| sum + size);
        let sizes_of_weights = sizes.numerators.iter().copied().chain([all]);
        if self.determinant.high <= sizes.error * sizes.determinant {
            return None;
        }
        let mut is_inside = true;
        for (weight, size) in self.weights().zip(sizes_of_weights) {
            if weight.high.abs() <= sizes.error * size {
                return None;
            }
            is_inside &= weight.high > 0.0;
        }
        Some(is_inside)
    }

    /// The f64 nearest to the squared radius, unless two are about as near.
    fn square(&self, sizes: &Sizes) -> Option<f64> {
        let (numerator, denominator) = self.fraction();
        let quotient = numerator.divided_by(&denominator);
        let of_numerator = sizes.numerators.iter().sum::<f64>() * sizes.square;
        let error = sizes.error
            * (of_numerator + quotient.high.abs() * (denominator.high + 4.0 * sizes.determinant))
            / denominator.high;
        let (below, above) = (quotient.high + (quotient.low - error), quotient.high + (quotient.low + error));
        (below == above).then_some(below)
    }
}

/// How large the terms of a [`Sphere`] may be: entries of a Gram matrix are at most the lengths of their edges.
struct Sizes {
    determinant: f64,
    numerators: Vec<f64>,
    /// The square of the longest edge.
    square: f64,
    /// What rounding makes of a minor, relative to these sizes.
    error: f64,
    is_safe: bool,
    /// The power of two at or below the longest difference of coordinates.
    exponent: i64,
}

impl Sizes {
    fn of(points: &[&[f64]]) -> Self {
        let differences =
            |point: &&[f64]| point.iter().zip(points[0]).map(|(x, o)| x - o).collect::<Vec<f64>>();
        let edges: Vec<Vec<f64>> = points[1..].iter().map(differences).collect();
        let longest = edges.iter().flatten().fold(0.0_f64, |longest, d| longest.max(d.abs()));
        let squares: Vec<f64> = edges.iter().map(|e| e.iter().fold(0.0, |sum, d| sum + d * d)).collect();
        let (size, coordinates) = (edges.len() as f64, points[0].len() as f64);
        let square = squares.iter().copied().fold(0.0, f64::max);
        let determinant: f64 = squares.iter().product();
        // A minor has n! terms, each of n factors with the errors of an inner product, and their sums.
        let terms = (2..=edges.len()).fold(1.0, |product, factor| product * factor as f64);
        let error = DOUBLE_ERROR * terms * size * (3.0 * size + coordinates + 2.0);
        let power = |number: f64| number.powf(size + 1.0);
        let shortest = squares.iter().copied().fold(1.0, f64::min);
        Sizes {
            determinant,
            numerators: squares.iter().map(|own| determinant * (square / own).sqrt()).collect(),
            square,
            error,
            is_safe: power(shortest) > SAFE_MIN && power(square.max(1.0)) < SAFE_MAX,
            exponent: i64::try_from(longest.to_bits() >> 52).unwrap_or(0) - 1023,
        }
    }
}

/// The minors of the last rows, as many as there are columns in a set, for all sets of columns as bits.
fn minors<N: Number>(rows: &[Vec<N>]) -> Vec<N> {
    let columns = rows.len() + 1;
    let mut minors = vec![N::of(0.0); 1 << columns];
    minors[0] = N::of(1.0);
    for (size, row) in (1..).zip(rows.iter().rev()) {
        for set in (1_usize..1 << columns).filter(|set| set.count_ones() == size) {
            let mut sum = N::of(0.0);
            let chosen = (0..columns).filter(|column| set >> column & 1 == 1);
            for (place, column) in chosen.enumerate() {
                let term = row[column].times(&minors[set ^ (1 << column)]);
                sum = if place % 2 == 0 { sum.plus(&term) } else { sum.minus(&term) };
            }
            minors[set] = sum;
        }
    }
    minors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spheres_that_are_equal_have_equal_radii() {
        // Points of a lattice at distance 5 from the middle, moved by a tenth of no binary fraction.
        let circle = [[5, 0], [3, 4], [-3, 4], [-5, 0], [-4, -3], [0, -5], [4, -3]];
        let at = |i: usize| circle[i].map(|c: i32| f64::from(c) / 8.0);
        let mut inside = 0;
        for (a, b, c) in (0..7).flat_map(|a| (a + 1..7).flat_map(move |b| (b + 1..7).map(move |c| (a, b, c))))
        {
            let (p, q, r) = (at(a), at(b), at(c));
            for order in [[&p[..], &q, &r], [&r, &p, &q], [&q, &p, &r]] {
                if let Some(radius) = inner_radius(&order) {
                    assert_eq!(radius, 0.625);
                    inside += 1;
                }
            }
        }
        assert!(inside > 20);
    }

    #[test]
    fn on_the_boundary_is_not_inside() {
        let right = [[0.0, 0.0], [0.3, 0.0], [0.0, 0.4]];
        assert_eq!(inner_radius(&right.each_ref().map(|p| &p[..])), None);
        let line = [[0.1, 0.1], [0.2, 0.2], [0.7, 0.7]];
        assert_eq!(inner_radius(&line.each_ref().map(|p| &p[..])), None);
        assert_eq!(inner_radius(&[&[0.5, 0.5], &[0.5, 0.5]]), None, "a point twice");
    }

    #[test]
    fn neither_size_nor_dimension_matters() {
        for size in [1.0, 1e-200, 1e200] {
            let [a, b] = [[0.0, 3.0 * size], [4.0 * size, 0.0]];
            let radius = inner_radius(&[&a, &b]).expect("an edge");
            assert!((radius / size - 2.5).abs() < 1e-15, "{radius}");
        }
        // Corners of the standard simplex of dimension five: a square of 5 / 6.
        let corners: Vec<Vec<f64>> =
            (0..6).map(|i| (0..6).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        let corners: Vec<&[f64]> = corners.iter().map(Vec::as_slice).collect();
        assert_eq!(inner_radius(&corners), Some((5.0_f64 / 6.0).sqrt()));
        assert_eq!(inner_radius_exactly(&corners, 0), Some((5.0_f64 / 6.0).sqrt()));
    }
}
