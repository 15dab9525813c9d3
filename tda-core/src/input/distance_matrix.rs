//! Distances given one by one.

use std::borrow::Cow;
use std::ops::Range;

use super::{Distances, check_births, check_points, sealed::Rows};
use crate::error::{Error, InvalidInput};

/// Entries across the diagonal may differ by this many units in the last place, as rounding leaves them.
const ASYMMETRY_ULPS_MAX: u64 = 8;
/// Edge of the square blocks in which the two halves of a matrix are compared, to stay in the cache.
const BLOCK: usize = 64;

/// Distances between every two points, dense, condensed or as a lower triangle.
///
/// Distances are zero or more; infinity means that two points are never connected; the triangle inequality is not
/// asked for.
#[derive(Clone, Debug)]
pub struct DistanceMatrix<'a> {
    entries: Cow<'a, [f64]>,
    layout: Layout,
    points: usize,
    /// The diagonal, where it tells when the points enter.
    births: Option<Vec<f64>>,
}

/// What is made of the two halves of a dense matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Symmetry {
    /// They must be alike: 8 units in the last place may lie between two entries, of which the larger counts.
    #[default]
    Check,
    /// Only the half below the diagonal is read. The other one may hold anything.
    Lower,
    /// Only the half above the diagonal is read. The other one may hold anything.
    Upper,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// points x points, row by row.
    Dense(Symmetry),
    /// The part above the diagonal, row by row.
    Condensed,
    /// The part below the diagonal, row by row.
    Lower,
}

impl<'a> DistanceMatrix<'a> {
    /// A matrix of `points` x `points` entries, row by row. Nothing is copied.
    ///
    /// The two entries of a pair may differ by 8 units in the last place; the larger one counts.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when the length is wrong, and for the first entry, row by row, that is NaN, negative,
    /// not zero on the diagonal, or unlike its mirror image.
    ///
    /// ```
    /// let matrix = tda_core::DistanceMatrix::from_dense(&[0.0, 2.5, 2.5, 0.0], 2)?;
    /// assert_eq!(matrix.distance(0, 1), 2.5);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn from_dense(entries: &'a [f64], points: usize) -> Result<Self, Error> {
        Self::dense(Cow::Borrowed(entries), points, Symmetry::Check, false)
    }

    /// As [`from_dense`](Self::from_dense), reading the half of the matrix that `symmetry` names.
    ///
    /// # Errors
    /// As [`from_dense`](Self::from_dense), for the half that is read.
    pub fn from_dense_half(entries: &'a [f64], points: usize, symmetry: Symmetry) -> Result<Self, Error> {
        Self::dense(Cow::Borrowed(entries), points, symmetry, false)
    }

    /// As [`from_dense_half`](Self::from_dense_half), with a diagonal that says when each point enters: a weighted
    /// filtration, whose edges enter at max(d, a, b) for ends that enter at a and b. Births may be negative.
    ///
    /// # Errors
    /// As [`from_dense_half`](Self::from_dense_half), but for the diagonal, which must be finite.
    ///
    /// ```
    /// use tda_core::{DistanceMatrix, Symmetry, VietorisRips};
    /// let matrix = DistanceMatrix::from_dense_with_births(&[0.5, 1.0, 1.0, 2.0], 2, Symmetry::Check)?;
    /// let diagrams = VietorisRips::new().compute(&matrix)?;
    /// // The second point enters with its edge: its class has no length.
    /// assert_eq!(diagrams.dimension(0)?.len(), 1);
    /// assert_eq!(diagrams.dimension(0)?[0].birth, 0.5);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn from_dense_with_births(
        entries: &'a [f64],
        points: usize,
        symmetry: Symmetry,
    ) -> Result<Self, Error> {
        Self::dense(Cow::Borrowed(entries), points, symmetry, true)
    }

    /// As [`from_dense`](Self::from_dense), keeping the numbers.
    ///
    /// # Errors
    /// As [`from_dense`](Self::from_dense).
    pub fn from_dense_vec(entries: Vec<f64>, points: usize) -> Result<DistanceMatrix<'static>, Error> {
        DistanceMatrix::dense(Cow::Owned(entries), points, Symmetry::Check, false)
    }

    /// The n * (n - 1) / 2 distances above the diagonal, row by row, as SciPy's `pdist` gives them: (0, 1), (0, 2),
    /// up to (n - 2, n - 1). An empty slice is one point.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when no number of points has this many distances, or one is NaN or negative.
    pub fn from_condensed(entries: &'a [f64]) -> Result<Self, Error> {
        Self::triangle(Cow::Borrowed(entries), Layout::Condensed)
    }

    /// As [`from_condensed`](Self::from_condensed), keeping the numbers.
    ///
    /// # Errors
    /// As [`from_condensed`](Self::from_condensed).
    pub fn from_condensed_vec(entries: Vec<f64>) -> Result<DistanceMatrix<'static>, Error> {
        DistanceMatrix::triangle(Cow::Owned(entries), Layout::Condensed)
    }

    /// The n * (n - 1) / 2 distances below the diagonal, row by row: (1, 0), (2, 0), (2, 1) and so on, the order of
    /// Ripser's lower-distance files. An empty slice is one point.
    ///
    /// # Errors
    /// As [`from_condensed`](Self::from_condensed).
    pub fn from_lower(entries: &'a [f64]) -> Result<Self, Error> {
        Self::triangle(Cow::Borrowed(entries), Layout::Lower)
    }

    /// As [`from_lower`](Self::from_lower), keeping the numbers.
    ///
    /// # Errors
    /// As [`from_condensed`](Self::from_condensed).
    pub fn from_lower_vec(entries: Vec<f64>) -> Result<DistanceMatrix<'static>, Error> {
        DistanceMatrix::triangle(Cow::Owned(entries), Layout::Lower)
    }

    /// Number of points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.points
    }

    /// The distance between two points, exactly as a diagram will show it.
    ///
    /// # Panics
    /// If `a` or `b` is not below [`points`](Self::points).
    #[must_use]
    pub fn distance(&self, a: usize, b: usize) -> f64 {
        let points = self.points;
        assert!(a < points && b < points, "points {a} and {b} of {points}");
        let (low, high) = (a.min(b), a.max(b));
        if low == high {
            return 0.0;
        }
        let length = match self.layout {
            Layout::Dense(Symmetry::Check) => {
                self.entries[low * points + high].max(self.entries[high * points + low])
            }
            Layout::Dense(Symmetry::Lower) => self.entries[high * points + low],
            Layout::Dense(Symmetry::Upper) => self.entries[low * points + high],
            Layout::Condensed => self.entries[condensed_start(points, low) + high - low - 1],
            Layout::Lower => self.entries[high * (high - 1) / 2 + low],
        };
        let entered = self.births.as_ref().map_or(0.0, |births| births[low].max(births[high]));
        // Adding zero turns a negative zero into a positive one.
        length.max(entered) + 0.0
    }

    fn dense(
        entries: Cow<'a, [f64]>,
        points: usize,
        symmetry: Symmetry,
        with_births: bool,
    ) -> Result<Self, Error> {
        let length = entries.len();
        if points.checked_mul(points) != Some(length) {
            return Err(InvalidInput::MatrixLength { points, length }.into());
        }
        check_points(points)?;
        for (row, numbers) in entries.chunks_exact(points).enumerate() {
            let (below, above) = (&numbers[..row], &numbers[row + 1..]);
            if symmetry != Symmetry::Upper {
                check_distances(below, |column| (row, column))?;
            }
            if !with_births {
                check_distances(&numbers[row..=row], |_| (row, row))?;
                if numbers[row] != 0.0 {
                    return Err(InvalidInput::NonZeroDiagonal { point: row, value: numbers[row] }.into());
                }
            }
            if symmetry != Symmetry::Lower {
                check_distances(above, |at| (row, row + 1 + at))?;
            }
        }
        if symmetry == Symmetry::Check {
            check_symmetry(&entries, points)?;
        }
        let births = with_births.then(|| (0..points).map(|point| entries[point * points + point]).collect());
        births.iter().try_for_each(|births: &Vec<f64>| check_births(births, points))?;
        Ok(DistanceMatrix { entries, layout: Layout::Dense(symmetry), points, births })
    }

    fn triangle(entries: Cow<'a, [f64]>, layout: Layout) -> Result<Self, Error> {
        let length = entries.len();
        let points = triangle_points(length).ok_or(InvalidInput::CondensedLength { length })?;
        check_points(points)?;
        let mut start = 0;
        for row in 0..points {
            let (count, first) = match layout {
                Layout::Lower => (row, 0),
                Layout::Condensed | Layout::Dense(_) => (points - row - 1, row + 1),
            };
            check_distances(&entries[start..start + count], |at| (row, first + at))?;
            start += count;
        }
        Ok(DistanceMatrix { entries, layout, points, births: None })
    }
}

fn condensed_start(points: usize, row: usize) -> usize {
    row * (2 * points - row - 1) / 2
}

/// The number of points with `pairs` pairs.
fn triangle_points(pairs: usize) -> Option<usize> {
    // The float only finds the neighbourhood; whole numbers decide.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive guess, checked below"
    )]
    let guess = ((2.0 * pairs as f64).sqrt()) as usize;
    (guess..guess + 3).find(|&n| n > 0 && n.checked_mul(n - 1).is_some_and(|twice| twice / 2 == pairs))
}

fn check_distances(numbers: &[f64], place: impl Fn(usize) -> (usize, usize)) -> Result<(), Error> {
    let Some(at) = numbers.iter().position(|&value| value.is_nan() || value < 0.0) else {
        return Ok(());
    };
    let ((row, column), value) = (place(at), numbers[at]);
    Err(match value.is_nan() {
        true => InvalidInput::NotANumber { row, column },
        false => InvalidInput::NegativeDistance { row, column, value },
    }
    .into())
}

/// Compares the halves block by block, and names the first fault row by row.
fn check_symmetry(entries: &[f64], points: usize) -> Result<(), Error> {
    let symmetric =
        |row: usize, column: usize| alike(entries[row * points + column], entries[column * points + row]);
    for rows in (0..points).step_by(BLOCK) {
        let mut fault = None;
        for columns in (rows..points).step_by(BLOCK) {
            for row in rows..points.min(rows + BLOCK) {
                for column in columns.max(row + 1)..points.min(columns + BLOCK) {
                    if !symmetric(row, column) {
                        fault = Some(
                            fault.map_or((row, column), |first: (usize, usize)| first.min((row, column))),
                        );
                    }
                }
            }
        }
        if let Some((row, column)) = fault {
            let (value, transposed) = (entries[row * points + column], entries[column * points + row]);
            return Err(InvalidInput::Asymmetric { row, column, value, transposed }.into());
        }
    }
    Ok(())
}

/// Whether two numbers from zero up are at most 8 units in the last place apart.
pub(super) fn alike(a: f64, b: f64) -> bool {
    a == b
        || (a.is_finite()
            && b.is_finite()
            && (a + 0.0).to_bits().abs_diff((b + 0.0).to_bits()) <= ASYMMETRY_ULPS_MAX)
}

impl Distances for DistanceMatrix<'_> {
    fn points(&self) -> usize {
        DistanceMatrix::points(self)
    }
}

impl Rows for DistanceMatrix<'_> {
    fn cost_per_distance(&self) -> usize {
        2
    }

    fn scratch(&self) -> Vec<f64> {
        Vec::new()
    }

    fn distances(
        &self,
        _scratch: &[f64],
        row: usize,
        first: usize,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        found.clear();
        if self.layout == Layout::Condensed && first == row + 1 {
            let start = condensed_start(self.points, row);
            found.extend(self.entries[start..start + self.points - first].iter().map(|d| d + 0.0));
        } else {
            found.extend((first..self.points).map(|other| self.distance(row, other)));
        }
        Ok(())
    }

    fn distances_within(
        &self,
        _scratch: &[f64],
        row: usize,
        others: Range<usize>,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        found.clear();
        found.extend(others.map(|other| self.distance(row, other)));
        Ok(())
    }

    fn distances_among(
        &self,
        _scratch: &[f64],
        row: usize,
        others: &[u32],
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        found.clear();
        found.extend(others.iter().map(|&other| self.distance(row, other as usize)));
        Ok(())
    }

    fn births(&self) -> Option<&[f64]> {
        self.births.as_deref()
    }
}

#[cfg(feature = "ndarray")]
impl<'a> TryFrom<ndarray::ArrayView2<'a, f64>> for DistanceMatrix<'a> {
    type Error = Error;

    /// A square matrix. Rows that lie one after another are borrowed, others copied.
    fn try_from(matrix: ndarray::ArrayView2<'a, f64>) -> Result<Self, Error> {
        let (rows, columns) = matrix.dim();
        if rows != columns {
            return Err(InvalidInput::NotSquare { rows, columns }.into());
        }
        match matrix.to_slice() {
            Some(entries) => Self::from_dense(entries, rows),
            None => DistanceMatrix::from_dense_vec(matrix.iter().copied().collect(), rows),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_layouts_hold_the_same_distances() {
        let dense = [0.0, 1.0, 2.0, 4.0, 1.0, 0.0, 3.0, 5.0, 2.0, 3.0, 0.0, 6.0, 4.0, 5.0, 6.0, 0.0];
        let dense = DistanceMatrix::from_dense(&dense, 4).expect("valid");
        let condensed = DistanceMatrix::from_condensed(&[1.0, 2.0, 4.0, 3.0, 5.0, 6.0]).expect("valid");
        let lower = DistanceMatrix::from_lower(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).expect("valid");
        let (mut a, mut b, mut c) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..4 {
            dense.distances(&[], row, row + 1, &mut a).expect("no fault");
            condensed.distances(&[], row, row + 1, &mut b).expect("no fault");
            lower.distances(&[], row, row + 1, &mut c).expect("no fault");
            assert_eq!(a, b);
            assert_eq!(a, c);
            for (other, &distance) in (row + 1..4).zip(&a) {
                assert_eq!(distance.to_bits(), condensed.distance(other, row).to_bits());
            }
        }
    }

    #[test]
    fn only_triangular_lengths_have_a_number_of_points() {
        let lengths: Vec<_> =
            (0..22).filter_map(|length| triangle_points(length).map(|n| (length, n))).collect();
        assert_eq!(lengths, [(0, 1), (1, 2), (3, 3), (6, 4), (10, 5), (15, 6), (21, 7)]);
    }

    #[test]
    fn rounding_is_no_asymmetry_and_the_larger_one_counts() {
        let near = f64::from_bits(1.0_f64.to_bits() + 8);
        let matrix = [0.0, 1.0, near, 0.0];
        assert_eq!(DistanceMatrix::from_dense(&matrix, 2).expect("alike").distance(0, 1), near);
        let far = f64::from_bits(1.0_f64.to_bits() + 9);
        assert!(DistanceMatrix::from_dense(&[0.0, 1.0, far, 0.0], 2).is_err());
        assert!(DistanceMatrix::from_dense(&[0.0, f64::MAX, f64::INFINITY, 0.0], 2).is_err());
    }
}
