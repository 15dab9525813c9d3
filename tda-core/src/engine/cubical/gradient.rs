//! The discrete gradient: almost every cell vanishes with a neighbour that enters at the same pixel.

use super::flat::Flat;
use super::forest::Forest;
use super::grid::{Grid, codes, digits};
use super::heights::{Cell, Heights};
use super::star::{Codes, Matching, Star, matchings};
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
    /// Where top cells lead.
    pub(crate) high: bool,
    /// The partners of the cells in between.
    pub(crate) cells: bool,
    /// The pixels of all pairs.
    pub(crate) pairs: bool,
}

/// One end of the dimensions.
#[derive(Debug, Default)]
pub(crate) struct Side {
    pub(crate) forest: Forest,
    /// The pixels that bring in the roots, by number; what is beyond the border comes first.
    pub(crate) roots: Vec<u32>,
    /// For each critical cell that joins two vertices those vertices.
    pub(crate) ends: Vec<[u32; 2]>,
}

impl Side {
    fn new(vertices: usize) -> Self {
        Side { forest: Forest::new(vertices), roots: vec![u32::MAX], ends: Vec::new() }
    }

    fn bytes(&self) -> usize {
        4 * self.roots.len() + 8 * self.ends.len()
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 31 bits")]
    fn root(&mut self, vertex: usize, pixel: usize) {
        self.forest.set_root(vertex, self.roots.len() as u32);
        self.roots.push(pixel as u32);
    }
}

/// The discrete gradient of a height function.
#[derive(Debug, Default)]
pub(crate) struct Gradient {
    /// Pixels, which lead along their edges to minima, and the critical edges.
    pub(crate) low: Side,
    /// Corners, that is top cells, which lead through their walls to maxima, and the critical walls.
    pub(crate) high: Side,
    /// For each position of the doubled grid where the partner of its cell lies.
    pub(crate) cells: Vec<u8>,
    /// The critical cells by dimension, those of vertices and top cells left out, in the order of their pixels.
    pub(crate) critical: [Vec<Cell>; 5],
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
    let mut masks = Vec::new();
    for row in 0..rows {
        let at = heights.grid.coordinates(row * n);
        let places = Row::new(heights, row * n, at);
        for from in (0..n).step_by(STRETCH) {
            let part = from..n.min(from + STRETCH);
            heights.earlier(at, part.clone(), builder.star.all, &mut masks);
            builder.stretch(&places, at[0], from, &masks);
            monitor.tick(part.len() * PIXEL_UNITS[D])?;
            monitor.charge(builder.uncharged_bytes())?;
            monitor.advance((row as f64 + part.end as f64 / n as f64) / rows as f64);
        }
    }
    monitor.simplices_done += heights.grid.cells() as u64;
    Ok(builder.gradient)
}

struct Builder<'a, 'f, const D: usize, M> {
    heights: &'a Heights<'f, D>,
    wanted: Wanted,
    star: Star<M>,
    /// The matching of every set of neighbours, where there are few.
    table: &'static [Matching],
    /// The same, quicker, in two dimensions.
    flat: Option<Flat>,
    matching: Matching,
    gradient: Gradient,
    charged: usize,
}

/// Pixels between two looks at the clock.
const STRETCH: usize = 1 << 11;
/// Work per pixel, in nanoseconds or so.
const PIXEL_UNITS: [usize; 5] = [0, 10, 15, 100, 800];

impl<'a, 'f, const D: usize, M: Codes> Builder<'a, 'f, D, M> {
    fn new(heights: &'a Heights<'f, D>, wanted: Wanted, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let star = Star::<M>::new(D);
        let table = matchings(D);
        let flat = (D == 2 && !wanted.pairs).then(|| Flat::new(&heights.grid, table));
        let grid = &heights.grid;
        let cells = if wanted.cells { grid.cells() } else { 0 };
        let corners = if wanted.high { grid.corners() } else { 0 };
        monitor.charge(4 * (grid.pixels() + corners) + cells)?;
        let gradient = Gradient {
            low: Side::new(grid.pixels()),
            high: Side::new(corners),
            cells: vec![NO_CELL; cells],
            ..Gradient::default()
        };
        Ok(Builder {
            heights,
            wanted,
            star,
            table,
            flat,
            matching: Matching::default(),
            gradient,
            charged: 0,
        })
    }

    /// Pairs off the stars of the pixels of a row from `from` on, one for each mask.
    fn stretch(&mut self, row: &Row<'_, D>, at: usize, from: usize, masks: &[M]) {
        let grid = &self.heights.grid;
        let (length, n) = (grid.shape[0], grid.shape[D - 1]);
        let first_corner = at * grid.corner_strides[0];
        let is_inside = at > 0 && at + 1 < length;
        let flat = self.flat.take();
        let mut matching = std::mem::take(&mut self.matching);
        for (x, &earlier) in (from..).zip(masks) {
            match &flat {
                Some(flat) if is_inside && x > 0 && x + 1 < n => {
                    self.flat_pixel(flat, row, x, first_corner + x, earlier.index());
                }
                _ if D <= 2 => self.pixel(row, x, &self.table[earlier.index()]),
                _ => {
                    self.star.pair_off(self.star.lower(earlier), &mut matching);
                    self.pixel(row, x, &matching);
                }
            }
        }
        (self.matching, self.flat) = (matching, flat);
    }

    /// As [`pixel`](Self::pixel), away from the border of an image of two axes.
    #[inline]
    fn flat_pixel(&mut self, flat: &Flat, row: &Row<'_, D>, x: usize, first_corner: usize, earlier: usize) {
        let pixel = row.first + x;
        let Gradient { low, high, .. } = &mut self.gradient;
        if !flat.lead(earlier, (&mut low.forest, pixel), (&mut high.forest, first_corner)) {
            return;
        }
        for &code in &self.table[earlier].critical {
            if self.star.dimension[code as usize] == 1 {
                let (ends, beside) = flat.edge(code, pixel, first_corner);
                self.gradient.low.ends.push(ends);
                self.gradient.high.ends.push(beside);
                self.gradient.critical[1].push(Cell { pixel: ends[0], code });
            } else {
                self.critical(row, x, code);
            }
        }
    }

    /// Bytes that lists have grown by since the last call.
    fn uncharged_bytes(&mut self) -> usize {
        let found = &self.gradient;
        let cells: usize = found.critical.iter().map(Vec::len).sum();
        let paired: usize = found.paired.iter().map(Vec::len).sum();
        let sides = found.low.bytes() + found.high.bytes();
        let bytes = sides + 4 * paired + size_of::<Cell>() * cells;
        bytes - std::mem::replace(&mut self.charged, bytes)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 31 bits")]
    fn pixel(&mut self, row: &Row<'_, D>, x: usize, matching: &Matching) {
        let pixel = row.first + x;
        for &(facet, cell) in &matching.pairs {
            let (facet, cell) = (facet as usize, cell as usize);
            let dimension = self.star.dimension[facet] as usize;
            if dimension == 0 {
                self.gradient.low.forest.lead(pixel, row.pixel(x, cell) as u32);
            }
            if dimension + 1 == D && self.wanted.high {
                self.gradient.high.forest.lead(row.corner(x, cell), row.corner(x, 2 * facet - cell) as u32);
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
            self.critical(row, x, code);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 31 bits")]
    fn critical(&mut self, row: &Row<'_, D>, x: usize, code: u8) {
        let (pixel, place) = (row.first + x, code as usize);
        let dimension = self.star.dimension[place] as usize;
        let found = &mut self.gradient;
        if dimension == 0 {
            found.low.root(pixel, pixel);
        }
        if dimension == 1 {
            found.low.ends.push([pixel as u32, row.pixel(x, place) as u32]);
        }
        if dimension + 1 == D && self.wanted.high {
            let step = codes(self.star.flat_axis(place));
            found.high.ends.push([place - step, place + step].map(|top| row.corner(x, top) as u32));
        }
        if dimension == D && self.wanted.high {
            found.high.root(row.corner(x, place), pixel);
        }
        if dimension > 0 && dimension < D.max(2) {
            found.critical[dimension].push(Cell { pixel: pixel as u32, code });
            if self.wanted.cells {
                found.cells[row.cell(x, place)] = CRITICAL;
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
