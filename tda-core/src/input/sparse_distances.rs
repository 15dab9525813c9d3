//! Distances between some points: a graph.

use std::ops::Range;

use super::{Distances, check_points, sealed::Rows};
use crate::control::Monitor;
use crate::engine::sort::sort_by;
use crate::error::{Error, InvalidInput};
use crate::input::distance_matrix::alike;

/// Distances of the pairs that are listed; all other pairs are not connected.
///
/// An entry of zero is a distance of zero, not an absent one. One entry a pair is enough; where there are more, in
/// either direction, they may differ by 8 units in the last place, and the largest counts.
#[derive(Clone, Debug)]
pub struct SparseDistances {
    points: usize,
    /// The points that have neighbours, ascending: memory grows with the pairs that are listed, and with nothing else.
    rows: Vec<u32>,
    /// Where the neighbours of each of them start; one more at the end.
    starts: Vec<usize>,
    /// Ascending within each point.
    neighbours: Vec<u32>,
    lengths: Vec<f64>,
}

impl SparseDistances {
    /// Distances as coordinates: `distances[i]` is that of `rows[i]` and `columns[i]`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without points, with lists of different lengths, with an index that is no point, with
    /// a distance that is NaN, negative, or on the diagonal and not zero, and with unequal entries of one pair.
    ///
    /// ```
    /// use tda_core::{SparseDistances, VietorisRips};
    /// // A square whose diagonals never enter.
    /// let sides = SparseDistances::from_coo(4, &[0, 1, 2, 3], &[1, 2, 3, 0], &[1.0; 4])?;
    /// let diagrams = VietorisRips::new().compute(&sides)?;
    /// assert!(diagrams.dimension(1)?[0].is_essential());
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn from_coo(
        points: usize,
        rows: &[usize],
        columns: &[usize],
        distances: &[f64],
    ) -> Result<Self, Error> {
        if rows.len() != distances.len() || columns.len() != distances.len() {
            let (rows, columns, distances) = (rows.len(), columns.len(), distances.len());
            return Err(InvalidInput::SparseLengths { rows, columns, distances }.into());
        }
        let entries = rows.iter().zip(columns).zip(distances);
        Self::from_entries(points, entries.map(|((&row, &column), &distance)| (row, column, distance)))
    }

    /// Distances in compressed rows: those of row i are `distances[starts[i]..starts[i + 1]]`, at the `columns` of the
    /// same places, in any order.
    ///
    /// # Errors
    /// As [`from_coo`](Self::from_coo), and when `starts` is not an ascending list of places from zero to the end,
    /// one more than there are points.
    pub fn from_csr(starts: &[usize], columns: &[usize], distances: &[f64]) -> Result<Self, Error> {
        let (first, last) = (starts.first().copied(), starts.last().copied());
        if first != Some(0) || columns.len() != distances.len() || last != Some(distances.len()) {
            let (rows, columns, distances) = (last.unwrap_or(0), columns.len(), distances.len());
            return Err(InvalidInput::SparseLengths { rows, columns, distances }.into());
        }
        if let Some(row) = starts.windows(2).position(|ends| ends[0] > ends[1]) {
            let (start, end) = (starts[row], starts[row + 1]);
            return Err(InvalidInput::SparseRow { row, start, end }.into());
        }
        let rows = starts.windows(2).enumerate();
        let entries = rows.flat_map(|(row, ends)| (ends[0]..ends[1]).map(move |at| (row, at)));
        Self::from_entries(starts.len() - 1, entries.map(|(row, at)| (row, columns[at], distances[at])))
    }

    /// Number of points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.points
    }

    /// Number of pairs that are connected.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.neighbours.len() / 2
    }

    /// The distance between two points, infinite if they are not connected.
    ///
    /// # Panics
    /// If `a` or `b` is not below [`points`](Self::points).
    #[must_use]
    pub fn distance(&self, a: usize, b: usize) -> f64 {
        assert!(a.max(b) < self.points(), "point {} of {}", a.max(b), self.points());
        let places = self.places(a);
        let found = self.neighbours[places.clone()].binary_search_by(|&other| (other as usize).cmp(&b));
        found.map_or(if a == b { 0.0 } else { f64::INFINITY }, |at| self.lengths[places.start + at])
    }

    /// Where the neighbours of a point are listed.
    fn places(&self, row: usize) -> Range<usize> {
        // Where every point has some, its place is its number.
        let at = match self.rows.len() == self.points {
            true => Ok(row),
            false => self.rows.binary_search_by(|&other| (other as usize).cmp(&row)),
        };
        at.map_or(0..0, |at| self.starts[at]..self.starts[at + 1])
    }

    fn from_entries(
        points: usize,
        entries: impl Iterator<Item = (usize, usize, f64)>,
    ) -> Result<Self, Error> {
        check_points(points)?;
        let mut edges = Vec::with_capacity(entries.size_hint().0);
        for (entry, (row, column, distance)) in entries.enumerate() {
            check_entry(points, entry, row, column, distance)?;
            if row != column && distance < f64::INFINITY {
                #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
                edges.push((row.min(column) as u32, row.max(column) as u32, distance + 0.0));
            }
        }
        edges.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        for pair in edges.windows(2) {
            let [(row, column, value), (next_row, next_column, other)] = [pair[0], pair[1]];
            if (row, column) == (next_row, next_column) && !alike(value, other) {
                let (row, column) = (row as usize, column as usize);
                return Err(InvalidInput::UnequalRepeats { row, column, value, other }.into());
            }
        }
        // The last of several entries is the largest.
        edges.reverse();
        edges.dedup_by_key(|edge| (edge.0, edge.1));
        edges.reverse();
        Ok(Self::from_edges(points, &edges))
    }

    /// Distances of edges that are checked, each once, with the lower end first. What this takes beyond them, which
    /// are charged, stays charged.
    pub(crate) fn of_edges(
        points: usize,
        mut edges: Vec<(u32, u32, f64)>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let ends_bytes = 2 * size_of_val(edges.as_slice());
        monitor.charge(ends_bytes)?;
        sort_by(&mut edges, monitor, |a, b| (a.0, a.1).cmp(&(b.0, b.1)))?;
        let mut ends: Vec<(u32, u32, f64)> = Vec::with_capacity(2 * edges.len());
        ends.extend(edges.iter().map(|&(low, high, length)| (high, low, length)));
        ends.extend_from_slice(&edges);
        sort_by(&mut ends, monitor, |a, b| a.0.cmp(&b.0))?;
        Ok(Self::of_ends(points, ends))
    }

    /// Lists every edge, ascending, at both its ends.
    fn from_edges(points: usize, edges: &[(u32, u32, f64)]) -> Self {
        let mut ends: Vec<(u32, u32, f64)> = Vec::with_capacity(2 * edges.len());
        // Edges ascend by their lower end, then the higher: a stable sort of those that come from below, and then
        // of the others, leaves every list ascending.
        ends.extend(edges.iter().map(|&(low, high, length)| (high, low, length)));
        ends.extend_from_slice(edges);
        ends.sort_by_key(|&(row, ..)| row);
        Self::of_ends(points, ends)
    }

    /// Ends with the other end and the length, ascending.
    fn of_ends(points: usize, ends: Vec<(u32, u32, f64)>) -> Self {
        let (mut rows, mut starts) = (Vec::new(), vec![0]);
        for same in ends.chunk_by(|a, b| a.0 == b.0) {
            rows.push(same[0].0);
            starts.push(starts[starts.len() - 1] + same.len());
        }
        let (neighbours, lengths) = ends.into_iter().map(|(_, other, length)| (other, length)).unzip();
        SparseDistances { points, rows, starts, neighbours, lengths }
    }
}

fn check_entry(points: usize, entry: usize, row: usize, column: usize, value: f64) -> Result<(), Error> {
    if row >= points || column >= points {
        return Err(InvalidInput::IndexOutOfRange { entry, row, column, points }.into());
    }
    if value.is_nan() {
        return Err(InvalidInput::NotANumber { row, column }.into());
    }
    if value < 0.0 {
        return Err(InvalidInput::NegativeDistance { row, column, value }.into());
    }
    if row == column && value != 0.0 {
        return Err(InvalidInput::NonZeroDiagonal { point: row, value }.into());
    }
    Ok(())
}

impl Distances for SparseDistances {
    fn points(&self) -> usize {
        SparseDistances::points(self)
    }
}

impl Rows for SparseDistances {
    fn cost_per_distance(&self) -> usize {
        1
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
        found.resize(self.points() - first, f64::INFINITY);
        if row >= first {
            found[row - first] = 0.0;
        }
        for at in self.places(row) {
            if let Some(place) = (self.neighbours[at] as usize).checked_sub(first) {
                found[place] = self.lengths[at];
            }
        }
        Ok(())
    }

    fn is_listed(&self) -> bool {
        true
    }

    fn neighbours_after(&self, row: usize, found: &mut Vec<(u32, f64)>) -> Result<(), Error> {
        let places = self.places(row);
        let all = self.neighbours[places.clone()].iter().copied().zip(self.lengths[places].iter().copied());
        found.clear();
        found.extend(all.filter(|&(other, _)| other as usize > row));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_hold_the_same_distances() {
        let coo =
            SparseDistances::from_coo(4, &[2, 0, 3, 1], &[0, 1, 1, 0], &[2.0, 0.0, 5.0, 0.0]).expect("valid");
        let csr = SparseDistances::from_csr(&[0, 2, 3, 3, 3], &[2, 1, 3], &[2.0, 0.0, 5.0]).expect("valid");
        let mut row = Vec::new();
        for a in 0..4 {
            coo.distances(&[], a, 0, &mut row).expect("no fault");
            for (b, &distance) in row.iter().enumerate() {
                assert_eq!(distance, csr.distance(a, b));
                assert_eq!(distance, coo.distance(b, a));
            }
        }
        assert_eq!([coo.distance(0, 1), coo.distance(0, 2), coo.distance(2, 3)], [0.0, 2.0, f64::INFINITY]);
        assert_eq!((coo.pairs(), csr.pairs()), (3, 3));
    }

    #[test]
    fn points_without_neighbours_take_no_memory() {
        let points = crate::input::POINTS_MAX;
        let sparse = SparseDistances::from_coo(points, &[points - 1], &[7], &[2.0]).expect("valid");
        assert_eq!((sparse.points(), sparse.starts.len(), sparse.rows.len()), (points, 3, 2));
        assert_eq!([sparse.distance(7, points - 1), sparse.distance(7, 8)], [2.0, f64::INFINITY]);
    }

    #[test]
    fn repeats_may_differ_by_rounding_and_the_largest_counts() {
        let near = f64::from_bits(1.0_f64.to_bits() + 8);
        let sparse = SparseDistances::from_coo(2, &[0, 1], &[1, 0], &[near, 1.0]).expect("alike");
        assert_eq!(sparse.distance(0, 1), near);
        let far = f64::from_bits(1.0_f64.to_bits() + 9);
        assert!(SparseDistances::from_coo(2, &[0, 1], &[1, 0], &[far, 1.0]).is_err());
    }
}
