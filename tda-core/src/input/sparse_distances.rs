//! Distances between some points: a graph.

use super::{Distances, check_points, sealed::Rows};
use crate::error::{Error, InvalidInput};
use crate::input::distance_matrix::alike;

/// Distances of the pairs that are listed; all other pairs are not connected.
///
/// An entry of zero is a distance of zero, not an absent one. One entry a pair is enough; where there are more, in
/// either direction, they may differ by 8 units in the last place, and the largest counts.
#[derive(Clone, Debug)]
pub struct SparseDistances {
    /// Where the neighbours of each point start; one more at the end.
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
        self.starts.len() - 1
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
        let (first, last) = (self.starts[a], self.starts[a + 1]);
        assert!(b < self.points(), "point {b} of {}", self.points());
        let found = self.neighbours[first..last].binary_search_by(|&other| (other as usize).cmp(&b));
        found.map_or(if a == b { 0.0 } else { f64::INFINITY }, |at| self.lengths[first + at])
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

    /// Lists every edge, ascending, at both its ends.
    fn from_edges(points: usize, edges: &[(u32, u32, f64)]) -> Self {
        let mut starts = vec![0_usize; points + 1];
        for &(low, high, _) in edges {
            starts[low as usize + 1] += 1;
            starts[high as usize + 1] += 1;
        }
        for point in 0..points {
            starts[point + 1] += starts[point];
        }
        let mut next = starts.clone();
        let (mut neighbours, mut lengths) = (vec![0; 2 * edges.len()], vec![0.0; 2 * edges.len()]);
        let mut write = |at: u32, other: u32, length: f64| {
            let place = &mut next[at as usize];
            (neighbours[*place], lengths[*place]) = (other, length);
            *place += 1;
        };
        // Edges ascend by their lower end, then the higher: written first where they come from below, every list
        // ascends.
        edges.iter().for_each(|&(low, high, length)| write(high, low, length));
        edges.iter().for_each(|&(low, high, length)| write(low, high, length));
        SparseDistances { starts, neighbours, lengths }
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
        for at in self.starts[row]..self.starts[row + 1] {
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
        let places = self.starts[row]..self.starts[row + 1];
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
    fn repeats_may_differ_by_rounding_and_the_largest_counts() {
        let near = f64::from_bits(1.0_f64.to_bits() + 8);
        let sparse = SparseDistances::from_coo(2, &[0, 1], &[1, 0], &[near, 1.0]).expect("alike");
        assert_eq!(sparse.distance(0, 1), near);
        let far = f64::from_bits(1.0_f64.to_bits() + 9);
        assert!(SparseDistances::from_coo(2, &[0, 1], &[1, 0], &[far, 1.0]).is_err());
    }
}
