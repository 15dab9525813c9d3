//! The Morse complex: boundaries between critical cells, along the paths of the gradient.

use rustc_hash::FxHashMap;

use super::gradient::{CRITICAL, NO_CELL, partner};
use super::grid::digits;
use super::heights::{Cell, Heights};
use super::matrix::Matrix;
use crate::control::Monitor;
use crate::error::Error;
use crate::field::Field;

/// Follows the gradient from one critical cell to those a dimension below.
///
/// From a cell, a path goes to a facet, from there to the partner of the facet one dimension up, and so on; it ends
/// where a facet is critical, or paired with a cell below. The coefficient of a critical facet in the boundary is
/// the sum over all paths of the products of incidences along them, with a change of sign at each partner.
///
/// The paths form a graph without cycles. It is collected first, then walked in topological order, so that a cell on
/// many paths counts once (Kahn, 1962). Cost: linear in the cells reached.
/// Source: Forman, "Morse theory for cell complexes", 1998, section 8.
pub(crate) struct Paths<'a, const D: usize> {
    heights: &'a Heights<'a, D>,
    cells: &'a [u8],
    field: Field,
    reached: Vec<Reached>,
    index: FxHashMap<usize, u32>,
    /// From each cell reached, in order, where the paths go on.
    onward: Vec<(u32, bool)>,
    /// From each cell reached, in order, the critical facets.
    ends: Vec<(usize, bool)>,
    ready: Vec<u32>,
    /// The boundary of the last critical cell: positions, and coefficients that are not zero.
    pub(crate) boundary: Vec<(usize, u32)>,
}

/// A cell on a path.
struct Reached {
    position: usize,
    /// The axes in which it extends.
    axes: u8,
    coefficient: u32,
    /// Paths into it that were not walked yet.
    waiting: u32,
    onward_end: u32,
    ends_end: u32,
}

impl<'a, const D: usize> Paths<'a, D> {
    pub(crate) fn new(heights: &'a Heights<'a, D>, cells: &'a [u8], field: Field) -> Self {
        Paths {
            heights,
            cells,
            field,
            reached: Vec::new(),
            index: FxHashMap::default(),
            onward: Vec::new(),
            ends: Vec::new(),
            ready: Vec::new(),
            boundary: Vec::new(),
        }
    }

    /// Finds the boundary of a critical cell.
    pub(crate) fn follow(&mut self, cell: Cell, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.collect(cell, monitor)?;
        self.walk(monitor)?;
        combine(&mut self.boundary, self.field);
        Ok(())
    }

    fn collect(&mut self, cell: Cell, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.reached.clear();
        self.index.clear();
        self.onward.clear();
        self.ends.clear();
        let code = cell.code as usize;
        let extends = digits::<D>(code).map(|digit| digit != 1);
        let axes = (0..D).fold(0, |axes, axis| axes | u8::from(extends[axis]) << axis);
        self.reach(self.heights.grid.position(cell.pixel as usize, code), axes);
        let mut at = 0;
        while at < self.reached.len() {
            self.leave(at);
            at += 1;
            monitor.tick(50)?;
        }
        Ok(())
    }

    /// The index of a cell among those reached.
    #[expect(clippy::cast_possible_truncation, reason = "below the number of cells")]
    fn reach(&mut self, position: usize, axes: u8) -> u32 {
        let next = self.reached.len() as u32;
        let index = *self.index.entry(position).or_insert(next);
        if index == next {
            let reached = Reached { position, axes, coefficient: 0, waiting: 0, onward_end: 0, ends_end: 0 };
            self.reached.push(reached);
        }
        index
    }

    /// Finds where paths go on from a cell.
    #[expect(clippy::cast_possible_truncation, reason = "a few times the number of cells")]
    fn leave(&mut self, at: usize) {
        let Reached { position, axes, .. } = self.reached[at];
        let mut axis_is_negative = false;
        for axis in (0..D).filter(|axis| axes >> axis & 1 == 1) {
            for up in [false, true] {
                let facet = self.heights.grid.step(position, axis, up);
                let is_negative = axis_is_negative == up;
                match self.cells[facet] {
                    NO_CELL => {}
                    CRITICAL => self.ends.push((facet, is_negative)),
                    direction => self.go_on(position, axes & !(1 << axis), facet, direction, is_negative),
                }
            }
            axis_is_negative = !axis_is_negative;
        }
        let reached = &mut self.reached[at];
        (reached.onward_end, reached.ends_end) = (self.onward.len() as u32, self.ends.len() as u32);
    }

    /// From a facet that is not critical to its partner above, if that is not where the path came from.
    fn go_on(&mut self, from: usize, facet_axes: u8, facet: usize, direction: u8, is_negative: bool) {
        let (axis, up) = partner(direction);
        if facet_axes >> axis & 1 == 1 {
            return;
        }
        let next = self.heights.grid.step(facet, axis, up);
        if next == from {
            return;
        }
        // Seen from the partner, the facet lies on the other side.
        let below = (facet_axes & ((1 << axis) - 1)).count_ones() % 2 == 1;
        let partner_is_negative = below != up;
        let index = self.reach(next, facet_axes | 1 << axis);
        self.reached[index as usize].waiting += 1;
        self.onward.push((index, is_negative == partner_is_negative));
    }

    fn walk(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.boundary.clear();
        self.reached[0].coefficient = 1;
        self.ready.push(0);
        while let Some(at) = self.ready.pop() {
            let at = at as usize;
            let coefficient = self.reached[at].coefficient;
            let (onward, ends) = match at.checked_sub(1) {
                Some(before) => (self.reached[before].onward_end, self.reached[before].ends_end),
                None => (0, 0),
            };
            for &(position, is_negative) in &self.ends[ends as usize..self.reached[at].ends_end as usize] {
                if coefficient != 0 {
                    self.boundary.push((position, self.field.signed(coefficient, is_negative)));
                }
            }
            for way in onward as usize..self.reached[at].onward_end as usize {
                let (next, is_negative) = self.onward[way];
                let added = self.field.signed(coefficient, is_negative);
                let next_reached = &mut self.reached[next as usize];
                next_reached.coefficient = self.field.add(next_reached.coefficient, added);
                next_reached.waiting -= 1;
                if next_reached.waiting == 0 {
                    self.ready.push(next);
                }
            }
            monitor.tick(20)?;
        }
        Ok(())
    }
}

/// The boundary matrix between critical cells: a column for each of `above`, a row for each of `below`.
///
/// Cells that are marked `done` are in a pair already, of the dimension below or above, and are left out: their rows
/// can be no pivots, and their columns reduce to zero (clearing and compression; Bauer, Kerber and Reininghaus,
/// "Clear and compress", 2014).
pub(crate) fn boundaries<const D: usize>(
    heights: &Heights<'_, D>,
    cells: &[u8],
    (below, below_done): (&[u128], &[bool]),
    (above, above_done): (&[u128], &[bool]),
    field: Field,
    monitor: &mut Monitor<'_>,
) -> Result<Matrix, Error> {
    let mut rank_of: FxHashMap<usize, u32> = FxHashMap::default();
    let rows = below_done.iter().filter(|&&done| !done).count();
    monitor.charge(rows * 4 * size_of::<(usize, u32)>())?;
    rank_of.reserve(rows);
    for ((&key, _), rank) in below.iter().zip(below_done).zip(0..).filter(|((_, done), _)| !**done) {
        let cell = heights.cell(key);
        rank_of.insert(heights.grid.position(cell.pixel as usize, cell.code as usize), rank);
        monitor.tick(50)?;
    }
    let mut matrix = Matrix::new(below.len(), field);
    let mut paths = Paths::new(heights, cells, field);
    for (column, &key) in above.iter().enumerate() {
        if above_done[column] {
            matrix.push_column(&mut [], monitor)?;
            continue;
        }
        paths.follow(heights.cell(key), monitor)?;
        let ranked = paths.boundary.iter();
        let mut ranked: Vec<(u32, u32)> =
            ranked.filter_map(|&(position, value)| Some((*rank_of.get(&position)?, value))).collect();
        ranked.sort_unstable();
        matrix.push_column(&mut ranked, monitor)?;
        if column % 1024 == 0 {
            monitor.advance(column as f64 / above.len() as f64);
        }
    }
    monitor.release(rows * 4 * size_of::<(usize, u32)>());
    Ok(matrix)
}

/// Sorts the terms of a sum by what they stand for, and leaves one nonzero term of each.
fn combine(terms: &mut Vec<(usize, u32)>, field: Field) {
    terms.sort_unstable();
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = field.add(kept.1, next.1);
        }
        same
    });
    terms.retain(|&(_, value)| value != 0);
}
