//! Points with coordinates.

use std::borrow::Cow;
use std::ops::Range;

use super::metric::Metric;
use super::{Distances, check_points, sealed::Rows};
use crate::error::{Error, InvalidInput};

/// Sums of squares inside these bounds have lost nothing to overflow or underflow.
const SQUARES_MIN: f64 = 1e-280;
const SQUARES_MAX: f64 = f64::MAX;

/// Columns of coordinates that are read together.
const COLUMNS: usize = 4;
/// Points of a list to which distances are computed together.
const AT_ONCE: usize = 4;

/// Points with finite coordinates, and a distance between them: the Euclidean one unless
/// [`metric`](Self::metric) says otherwise.
///
/// A Euclidean distance is the correctly rounded square root of the squares summed in the order of the coordinates: the same
/// bits on every machine, and whichever of two points comes first. Where the squares would overflow or underflow,
/// coordinates are scaled by the largest difference first.
#[derive(Clone, Debug)]
pub struct PointCloud<'a> {
    coordinates: Cow<'a, [f64]>,
    dimensions: usize,
    metric: Metric,
}

impl<'a> PointCloud<'a> {
    /// Points from `coordinates` row by row, `dimensions` numbers a point. Nothing is copied.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without points or coordinates, with an unfinished row, or with a coordinate that is
    /// NaN or infinite.
    ///
    /// ```
    /// let square = [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
    /// let cloud = tda_core::PointCloud::from_rows(&square, 2)?;
    /// assert_eq!((cloud.points(), cloud.dimensions()), (4, 2));
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn from_rows(coordinates: &'a [f64], dimensions: usize) -> Result<Self, Error> {
        Self::checked(Cow::Borrowed(coordinates), dimensions)
    }

    /// As [`from_rows`](Self::from_rows), keeping the numbers.
    ///
    /// # Errors
    /// As [`from_rows`](Self::from_rows).
    pub fn from_vec(coordinates: Vec<f64>, dimensions: usize) -> Result<PointCloud<'static>, Error> {
        PointCloud::checked(Cow::Owned(coordinates), dimensions)
    }

    fn checked(coordinates: Cow<'a, [f64]>, dimensions: usize) -> Result<Self, Error> {
        let length = coordinates.len();
        if dimensions == 0 {
            return Err(if length == 0 { InvalidInput::Empty } else { InvalidInput::NoDimensions }.into());
        }
        if !length.is_multiple_of(dimensions) {
            let (row, over) = (length / dimensions, length % dimensions);
            return Err(InvalidInput::Ragged { length, dimensions, row, missing: dimensions - over }.into());
        }
        check_points(length / dimensions)?;
        if let Some(at) = coordinates.iter().position(|c| !c.is_finite()) {
            let (row, column) = (at / dimensions, at % dimensions);
            return Err(match coordinates[at].is_nan() {
                true => InvalidInput::NotANumber { row, column },
                false => InvalidInput::InfiniteCoordinate { row, column },
            }
            .into());
        }
        Ok(PointCloud { coordinates, dimensions, metric: Metric::Euclidean })
    }

    /// The same points with another distance between them.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when the metric has no distance for such points: a zero vector for the cosine, anything
    /// but latitude and longitude for the haversine, a Minkowski order below 1.
    ///
    /// ```
    /// use tda_core::{Metric, PointCloud};
    /// let cloud = PointCloud::from_rows(&[0.0, 0.0, 1.0, 2.0], 2)?.metric(Metric::Manhattan)?;
    /// assert_eq!(cloud.distance(0, 1), 3.0);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn metric(self, metric: Metric) -> Result<Self, Error> {
        let metric = metric.checked(&self.coordinates, self.dimensions)?;
        Ok(PointCloud { metric, ..self })
    }

    /// Whether distances are Euclidean, so that geometry can be trusted.
    pub(crate) fn is_euclidean(&self) -> bool {
        self.metric == Metric::Euclidean
    }

    /// Refuses distances that are no lengths of straight lines.
    pub(crate) fn check_euclidean(&self) -> Result<(), Error> {
        let metric = self.metric;
        if self.is_euclidean() { Ok(()) } else { Err(InvalidInput::NotEuclidean { metric }.into()) }
    }

    /// Number of points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.coordinates.len() / self.dimensions
    }

    /// Coordinates a point.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The coordinates, row by row.
    #[must_use]
    pub fn coordinates(&self) -> &[f64] {
        &self.coordinates
    }

    /// The distance between two points, exactly as a diagram will show it.
    ///
    /// # Panics
    /// If `a` or `b` is not below [`points`](Self::points).
    #[must_use]
    pub fn distance(&self, a: usize, b: usize) -> f64 {
        if !self.is_euclidean() {
            let row = |point: usize| {
                self.metric.prepare(&self.coordinates[point * self.dimensions..][..self.dimensions])
            };
            return self.metric.between(&row(a), &row(b));
        }
        let squares = self.differences(a, b).fold(0.0, |sum, d| sum + d * d);
        if is_safe(squares) { squares.sqrt() } else { self.scaled_distance(a, b) }
    }

    /// The differences of two points, coordinate by coordinate.
    fn differences(&self, a: usize, b: usize) -> impl Iterator<Item = f64> {
        let row = |point: usize| &self.coordinates[point * self.dimensions..(point + 1) * self.dimensions];
        row(a).iter().zip(row(b)).map(|(x, y)| x - y)
    }

    /// The distance where squares leave the range of f64.
    #[cold]
    fn scaled_distance(&self, a: usize, b: usize) -> f64 {
        let largest = self.differences(a, b).fold(0.0_f64, |largest, d| largest.max(d.abs()));
        if largest == 0.0 || largest.is_infinite() {
            return largest;
        }
        let scaled = self.differences(a, b).fold(0.0, |sum, d| sum + (d / largest) * (d / largest));
        largest * scaled.sqrt()
    }
}

fn sum_of_squares(differences: impl Iterator<Item = f64>) -> f64 {
    differences.fold(0.0, |sum, d| sum + d * d)
}

fn is_safe(squares: f64) -> bool {
    (SQUARES_MIN..=SQUARES_MAX).contains(&squares)
}

impl Distances for PointCloud<'_> {
    fn points(&self) -> usize {
        PointCloud::points(self)
    }
}

impl Rows for PointCloud<'_> {
    fn euclidean(&self) -> Option<&PointCloud<'_>> {
        self.is_euclidean().then_some(self)
    }

    fn cost_per_distance(&self) -> usize {
        if self.is_euclidean() { 2 + self.dimensions / 2 } else { self.metric.cost(self.dimensions) }
    }

    /// For Euclidean distances the coordinates column by column: one loop over many points, which the compiler turns
    /// into vector code, while each distance still sums in the order of its coordinates. For others the points as
    /// the metric wants them, row by row.
    fn scratch(&self) -> Vec<f64> {
        if !self.is_euclidean() {
            let rows = self.coordinates.chunks_exact(self.dimensions);
            return rows.flat_map(|row| self.metric.prepare(row).into_owned()).collect();
        }
        let points = self.points();
        let mut columns = Vec::with_capacity(self.coordinates.len());
        for column in 0..self.dimensions {
            columns.extend((0..points).map(|point| self.coordinates[point * self.dimensions + column]));
        }
        columns
    }

    fn distances(
        &self,
        scratch: &[f64],
        row: usize,
        first: usize,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        self.distances_in(scratch, row, first..self.points(), found)
    }

    fn distances_within(
        &self,
        scratch: &[f64],
        row: usize,
        others: Range<usize>,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        self.distances_in(scratch, row, others, found)
    }

    fn distances_among(
        &self,
        scratch: &[f64],
        row: usize,
        others: &[u32],
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        if !self.is_euclidean() {
            return self.measure(scratch, row, others.iter().map(|&other| other as usize), found);
        }
        found.clear();
        match self.dimensions {
            2 => self.squares_among::<2>(row, others, found),
            3 => self.squares_among::<3>(row, others, found),
            4 => self.squares_among::<4>(row, others, found),
            _ => self.squares_at_once(row, others, found),
        }
        let all_safe = found.iter().fold(true, |safe, &squares| safe & is_safe(squares));
        found.iter_mut().for_each(|squares| *squares = squares.sqrt());
        if all_safe { Ok(()) } else { self.mend(row, others.iter().map(|&other| other as usize), found) }
    }
}

impl PointCloud<'_> {
    fn distances_in(
        &self,
        scratch: &[f64],
        row: usize,
        others: Range<usize>,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        if !self.is_euclidean() {
            return self.measure(scratch, row, others, found);
        }
        found.clear();
        found.resize(others.len(), 0.0);
        for block in scratch.chunks(COLUMNS * self.points()) {
            match block.len() / self.points() {
                1 => self.add_squares::<1>(block, row, others.start, found),
                2 => self.add_squares::<2>(block, row, others.start, found),
                3 => self.add_squares::<3>(block, row, others.start, found),
                _ => self.add_squares::<COLUMNS>(block, row, others.start, found),
            }
        }
        // The distance of the point to itself is no underflow.
        let own = row.checked_sub(others.start).filter(|&own| own < found.len());
        own.into_iter().for_each(|own| found[own] = 1.0);
        let all_safe = found.iter().fold(true, |safe, &squares| safe & is_safe(squares));
        found.iter_mut().for_each(|squares| *squares = squares.sqrt());
        own.into_iter().for_each(|own| found[own] = 0.0);
        if all_safe { Ok(()) } else { self.mend(row, others, found) }
    }

    /// Adds the squares of the differences in a few columns, in their order, to those of the points from `first` on.
    fn add_squares<const BLOCK: usize>(&self, block: &[f64], row: usize, first: usize, found: &mut [f64]) {
        let columns: [&[f64]; BLOCK] =
            std::array::from_fn(|at| &block[at * self.points()..][..self.points()]);
        let here = columns.map(|column| column[row]);
        let there = columns.map(|column| &column[first..first + found.len()]);
        for (at, squares) in found.iter_mut().enumerate() {
            for (here, there) in here.iter().zip(&there) {
                let difference = here - there[at];
                *squares += difference * difference;
            }
        }
    }

    /// Sums of squares to the points of a list, some at once, so that no sum waits for another.
    fn squares_at_once(&self, row: usize, others: &[u32], found: &mut Vec<f64>) {
        let point = |at: usize| &self.coordinates[at * self.dimensions..][..self.dimensions];
        let here = point(row);
        let (blocks, rest) = others.as_chunks::<AT_ONCE>();
        for block in blocks {
            let there = block.map(|other| point(other as usize));
            let mut squares = [0.0; AT_ONCE];
            for (axis, here) in here.iter().enumerate() {
                for (squares, there) in squares.iter_mut().zip(&there) {
                    let difference = here - there[axis];
                    *squares += difference * difference;
                }
            }
            found.extend(squares);
        }
        found.extend(rest.iter().map(|&other| sum_of_squares(self.differences(row, other as usize))));
    }

    /// Sums of squares to the points of a list. The number of coordinates is known, which unrolls the loop.
    fn squares_among<const DIMENSIONS: usize>(&self, row: usize, others: &[u32], found: &mut Vec<f64>) {
        let (points, _) = self.coordinates.as_chunks::<DIMENSIONS>();
        let here = &points[row];
        found.extend(
            others
                .iter()
                .map(|&other| sum_of_squares(here.iter().zip(&points[other as usize]).map(|(x, y)| x - y))),
        );
    }

    /// Distances that are not Euclidean, between prepared points.
    fn measure(
        &self,
        prepared: &[f64],
        row: usize,
        others: impl Iterator<Item = usize>,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        let width = prepared.len() / self.points();
        let point = |at: usize| &prepared[at * width..(at + 1) * width];
        found.clear();
        for other in others {
            let distance = self.metric.between(point(row), point(other));
            if distance.is_infinite() {
                return Err(InvalidInput::DistanceOverflow { row, other }.into());
            }
            found.push(distance);
        }
        Ok(())
    }

    /// Computes those distances anew whose squares have left the range of f64.
    #[cold]
    fn mend(&self, row: usize, others: impl Iterator<Item = usize>, found: &mut [f64]) -> Result<(), Error> {
        for (other, distance) in others.zip(found) {
            // Well inside the range, so that rounding of the square cannot matter.
            let squares = *distance * *distance;
            if is_safe(squares / 2.0) && is_safe(squares * 2.0) {
                continue;
            }
            *distance = self.distance(row, other);
            if distance.is_infinite() {
                return Err(InvalidInput::DistanceOverflow { row, other }.into());
            }
        }
        Ok(())
    }
}

#[cfg(feature = "ndarray")]
impl<'a> TryFrom<ndarray::ArrayView2<'a, f64>> for PointCloud<'a> {
    type Error = Error;

    /// One point a row. Rows that lie one after another are borrowed, others copied.
    fn try_from(rows: ndarray::ArrayView2<'a, f64>) -> Result<Self, Error> {
        let dimensions = rows.ncols();
        if rows.nrows() > 0 && dimensions == 0 {
            return Err(InvalidInput::NoDimensions.into());
        }
        match rows.to_slice() {
            Some(coordinates) => Self::from_rows(coordinates, dimensions),
            None => PointCloud::from_vec(rows.iter().copied().collect(), dimensions),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_single_distances_have_the_same_bits() {
        let coordinates = [0.1, 0.2, 1e200, -3e200, 1e-200, 2e-200, 0.7, -0.4, 0.1, 0.2];
        let cloud = PointCloud::from_rows(&coordinates, 2).expect("finite");
        let scratch = cloud.scratch();
        let mut row = Vec::new();
        for a in 0..5 {
            cloud.distances(&scratch, a, 0, &mut row).expect("no overflow");
            for (b, distance) in (0..5).zip(&row) {
                assert_eq!(distance.to_bits(), cloud.distance(a, b).to_bits());
                assert_eq!(distance.to_bits(), cloud.distance(b, a).to_bits());
            }
        }
    }

    #[test]
    fn tiny_and_huge_differences_keep_their_size() {
        let cloud = PointCloud::from_rows(&[0.0, 0.0, 3e-200, 4e-200], 2).expect("finite");
        assert!((cloud.distance(0, 1) / 5e-200 - 1.0).abs() < 1e-15);
        let cloud = PointCloud::from_rows(&[0.0, 0.0, 3e200, 4e200], 2).expect("finite");
        assert!((cloud.distance(0, 1) / 5e200 - 1.0).abs() < 1e-15);
    }
}
