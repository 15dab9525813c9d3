//! The Morse complex: boundaries between critical cells, along the paths of the gradient.

use super::gradient::{CRITICAL, NO_CELL, partner};
use super::grid::digits;
use super::heights::{Cell, Heights};
use super::matrix::Matrix;
use super::places::{Places, Visited};
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
    places: &'a Places,
    reached: Vec<Reached>,
    visited: Visited,
    /// From each cell reached, in order, where the paths go on.
    onward: Vec<(u32, bool)>,
    /// From each cell reached, in order, the critical facets.
    ends: Vec<(usize, bool)>,
    ready: Vec<u32>,
    /// The boundary of the last critical cell: ranks, ascending, and coefficients that are not zero.
    boundary: Vec<(u32, u32)>,
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
    fn new(heights: &'a Heights<'a, D>, cells: &'a [u8], places: &'a Places, field: Field) -> Self {
        Paths {
            heights,
            cells,
            field,
            places,
            reached: Vec::new(),
            visited: Visited::default(),
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
        self.visited.clear();
        self.onward.clear();
        self.ends.clear();
        let code = cell.code as usize;
        let extends = digits::<D>(code).map(|digit| digit != 1);
        let axes = (0..D).fold(0, |axes, axis| axes | u8::from(extends[axis]) << axis);
        self.reach(self.heights.grid.position(cell), axes);
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
        let index = self.visited.index_of(position, next);
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
                if let Some(rank) = self.places.rank(self.cells, position)
                    && coefficient != 0
                {
                    self.boundary.push((rank, self.field.signed(coefficient, is_negative)));
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

/// The boundary matrix between critical cells: a column for each of `above`, in their order, and rows by rank.
///
/// Cells `above` that are `done` are in a pair already, and so are cells below that have no rank: their rows can be
/// no pivots, and their columns reduce to zero (clearing and compression; Bauer, Kerber and Reininghaus, "Clear and
/// compress", 2014).
pub(crate) fn boundaries<const D: usize>(
    heights: &Heights<'_, D>,
    cells: &[u8],
    places: &Places,
    above: &[Cell],
    done: &[bool],
    mut matrix: Matrix,
    monitor: &mut Monitor<'_>,
) -> Result<Matrix, Error> {
    let mut paths = Paths::new(heights, cells, places, matrix.field());
    for (column, (&cell, &done)) in above.iter().zip(done).enumerate() {
        paths.boundary.clear();
        if !done {
            paths.follow(cell, monitor)?;
        }
        matrix.push_column(&paths.boundary, monitor)?;
        if column % 1024 == 0 {
            monitor.advance(column as f64 / above.len() as f64);
            monitor.columns_left = (above.len() - column) as u64;
        }
    }
    Ok(matrix)
}

/// Sorts the terms of a sum by rank, and leaves one nonzero term of each.
fn combine(terms: &mut Vec<(u32, u32)>, field: Field) {
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
