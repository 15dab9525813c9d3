//! The discrete gradient: almost every cell vanishes with a neighbour that enters at the same pixel.

use super::grid::{Grid, codes, digits};
use super::heights::Heights;
use super::star::{Codes, Matching, Star};
use crate::control::Monitor;
use crate::error::Error;

/// In [`Gradient::cells`]: no cell of the complex, or none that is asked about.
pub(crate) const NO_CELL: u8 = 0;
/// In [`Gradient::cells`]: a critical cell. Larger numbers are [`toward`] the partner.
pub(crate) const CRITICAL: u8 = 1;

/// How [`Gradient::cells`] says where the partner of a cell lies.
#[inline]
fn toward(axis: usize, up: bool) -> u8 {
    #[expect(clippy::cast_possible_truncation, reason = "below 10")]
    let direction = (2 + 2 * axis + usize::from(up)) as u8;
    direction
}

/// The axis of a partner, and whether it lies up along it.
#[inline]
pub(crate) fn partner(direction: u8) -> (usize, bool) {
    ((direction as usize - 2) / 2, direction % 2 == 1)
}

/// What of the gradient is to be kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// Where vertices lead.
    pub(crate) low: bool,
    /// Where top cells lead.
    pub(crate) high: bool,
    /// The partners of the cells in between.
    pub(crate) cells: bool,
    /// The pixels of all pairs.
    pub(crate) pairs: bool,
}

/// The discrete gradient of a heights.
#[derive(Debug, Default)]
pub(crate) struct Gradient {
    /// For each pixel the one its edge leads to, itself if it is a minimum; last, what is beyond the border.
    pub(crate) low: Vec<u32>,
    /// For each corner, that is each top cell, the one that its pair leads to, itself if it is a maximum; last,
    /// what is beyond the border.
    pub(crate) high: Vec<u32>,
    /// For each position of the doubled grid where the partner of its cell lies.
    pub(crate) cells: Vec<u8>,
    /// Keys of the critical cells by dimension, those of vertices and top cells left out.
    pub(crate) critical: [Vec<u128>; 5],
    /// For each dimension the pixels of the cells that are paired with one above.
    pub(crate) paired: [Vec<u32>; 5],
}

/// Pairs off the lower star of each pixel.
///
/// Invariant: a cell and its partner have the same latest pixel, so no pair crosses a level. Cost: linear.
pub(crate) fn gradient<const D: usize, M: Codes>(
    heights: &Heights<'_, D>,
    wanted: Wanted,
    monitor: &mut Monitor<'_>,
) -> Result<Gradient, Error> {
    let mut builder = Builder::<D, M>::new(heights, wanted, monitor)?;
    let n = heights.grid.shape[D - 1];
    let rows = heights.grid.pixels() / n;
    let mut masks = vec![M::default(); n];
    for row in 0..rows {
        let at = heights.grid.coordinates(row * n);
        heights.earlier(at, builder.star.all, &mut masks);
        builder.row(row * n, at, &masks, monitor)?;
        monitor.advance((row + 1) as f64 / rows as f64);
    }
    monitor.simplices_done += heights.grid.cells() as u64;
    Ok(builder.gradient)
}

struct Builder<'a, 'f, const D: usize, M> {
    heights: &'a Heights<'f, D>,
    wanted: Wanted,
    star: Star<M>,
    /// The matching of every set of neighbours, where there are few.
    table: Vec<Matching>,
    matching: Matching,
    gradient: Gradient,
}

/// Work per pixel, in nanoseconds or so.
const PIXEL_UNITS: [usize; 5] = [0, 10, 15, 100, 800];

impl<'a, 'f, const D: usize, M: Codes> Builder<'a, 'f, D, M> {
    fn new(heights: &'a Heights<'f, D>, wanted: Wanted, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let star = Star::<M>::new(D);
        let matching_of = |earlier: usize| {
            let mut set = M::default();
            (0..9).for_each(|code| set.set_if(code, earlier >> code & 1 == 1));
            let mut matching = Matching::default();
            star.pair_off(star.lower(set & star.all), &mut matching);
            matching
        };
        let tabled = if D <= 2 { 1 << codes(D) } else { 0 };
        let table = (0..tabled).map(matching_of).collect();
        let mut gradient = Gradient::default();
        let count = |is_wanted: bool, count: usize| if is_wanted { count } else { 0 };
        let low = count(wanted.low, heights.grid.pixels() + 1);
        let high = count(wanted.high, heights.grid.corners() + 1);
        let cells = count(wanted.cells, heights.grid.cells());
        monitor.charge(4 * (low + high) + cells)?;
        gradient.low = vec![0; low];
        gradient.high = vec![0; high];
        gradient.cells = vec![NO_CELL; cells];
        #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 32 bits")]
        for tree in [&mut gradient.low, &mut gradient.high] {
            let outside = tree.len().saturating_sub(1) as u32;
            tree.last_mut().into_iter().for_each(|last| *last = outside);
        }
        Ok(Builder { heights, wanted, star, table, matching: Matching::default(), gradient })
    }

    fn row(
        &mut self,
        first: usize,
        at: [usize; D],
        masks: &[M],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let row = Row::new(self.heights, first, at);
        let mut matching = std::mem::take(&mut self.matching);
        for (x, &earlier) in masks.iter().enumerate() {
            if D <= 2 {
                let known = std::mem::take(&mut self.table[earlier.index()]);
                self.pixel(&row, x, &known);
                self.table[earlier.index()] = known;
            } else {
                self.star.pair_off(self.star.lower(earlier), &mut matching);
                self.pixel(&row, x, &matching);
            }
            monitor.tick(PIXEL_UNITS[D])?;
        }
        self.matching = matching;
        Ok(())
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 32 bits")]
    fn pixel(&mut self, row: &Row<'_, D>, x: usize, matching: &Matching) {
        let pixel = row.first + x;
        for &(facet, cell) in &matching.pairs {
            let (facet, cell) = (facet as usize, cell as usize);
            let dimension = self.star.dimension[facet] as usize;
            if dimension == 0 && self.wanted.low {
                self.gradient.low[pixel] = row.pixel(x, cell) as u32;
            }
            if dimension + 1 == D && self.wanted.high {
                let corner = row.corner(x, cell);
                self.gradient.high[corner] = row.corner(x, 2 * facet - cell) as u32;
            }
            if self.wanted.cells {
                let (axis, up) = axis_between(facet, cell);
                self.gradient.cells[row.cell(x, facet)] = toward(D - 1 - axis, up);
                self.gradient.cells[row.cell(x, cell)] = toward(D - 1 - axis, !up);
            }
            if self.wanted.pairs {
                self.gradient.paired[dimension].push(pixel as u32);
            }
        }
        for &code in &matching.critical {
            let code = code as usize;
            let dimension = self.star.dimension[code] as usize;
            if dimension == 0 && self.wanted.low {
                self.gradient.low[pixel] = pixel as u32;
            }
            if dimension == D && self.wanted.high {
                let corner = row.corner(x, code);
                self.gradient.high[corner] = corner as u32;
            }
            if dimension > 0 && dimension < D.max(2) {
                self.gradient.critical[dimension].push(self.heights.key(pixel, code));
            }
            if self.wanted.cells {
                self.gradient.cells[row.cell(x, code)] = CRITICAL;
            }
        }
    }
}

/// The axis, counted from the last, in which a cell extends and its facet does not, and whether the cell is above.
#[inline]
fn axis_between(facet: usize, cell: usize) -> (usize, bool) {
    let axis = match facet.abs_diff(cell) {
        1 => 0,
        3 => 1,
        9 => 2,
        _ => 3,
    };
    (axis, cell > facet)
}

/// Where the cells around the pixels of one row are, by the code of the outer axes.
pub(crate) struct Row<'a, const D: usize> {
    grid: &'a Grid<D>,
    has_outside: bool,
    first: usize,
    pixels: [usize; 27],
    corners: [usize; 27],
    cells: [usize; 27],
}

impl<'a, const D: usize> Row<'a, D> {
    fn new(heights: &'a Heights<'_, D>, first: usize, at: [usize; D]) -> Self {
        let grid = &heights.grid;
        let (mut pixels, mut corners, mut cells) = ([grid.pixels(); 27], [grid.corners(); 27], [0; 27]);
        for outer in 0..codes(D - 1) {
            let digits = digits::<D>(3 * outer + 1);
            pixels[outer] = heights.row_beside(at, outer).unwrap_or(grid.pixels());
            let (mut corner, mut on_border) = (0, false);
            for axis in 0..D - 1 {
                let (coordinate, border) = grid.corner(axis, at[axis], digits[axis]);
                corner += coordinate * grid.corner_strides[axis];
                on_border |= border;
                cells[outer] += grid.cell(axis, at[axis], digits[axis]) * grid.cell_strides[axis];
            }
            if heights.has_outside || !on_border {
                corners[outer] = corner;
            }
        }
        Row { grid, has_outside: heights.has_outside, first, pixels, corners, cells }
    }

    /// The pixel at the other end of an edge.
    #[inline]
    fn pixel(&self, x: usize, code: usize) -> usize {
        let row = self.pixels[code / 3];
        let outside = self.grid.pixels();
        match self.grid.neighbour(D - 1, x, code % 3) {
            Some(x) if row != outside => row + x,
            _ => outside,
        }
    }

    /// The corner that is a top cell.
    #[inline]
    fn corner(&self, x: usize, code: usize) -> usize {
        let row = self.corners[code / 3];
        let outside = self.grid.corners();
        let (corner, on_border) = self.grid.corner(D - 1, x, code % 3);
        if row == outside || (on_border && !self.has_outside) { outside } else { row + corner }
    }

    #[inline]
    fn cell(&self, x: usize, code: usize) -> usize {
        self.cells[code / 3] + self.grid.cell(D - 1, x, code % 3)
    }
}
