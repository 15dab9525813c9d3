//! An image with a total order of its pixels.

use std::cmp::Ordering;

use super::grid::{Grid, codes, digits};
use super::star::Codes;

/// The pixels of an image in the order in which vertices enter: by value, ties by index, or exactly the reverse.
///
/// In the V-construction pixels are vertices, and a cell enters with its latest one; beyond the border there is
/// nothing. The T-construction is computed on its dual: pixels, which are top cells, are vertices again, a cell of
/// dimension k is one of dimension D - k, everything enters in reverse, and what lies beyond the border is there
/// from the start, as one vertex modulo which homology is taken (relative homology; Bleile, Garin, Heiss, Maggs and
/// Robins, "The persistent homology of dual digital image constructions", 2022).
#[derive(Clone, Debug)]
pub(crate) struct Heights<'a, const D: usize> {
    pub(crate) grid: Grid<D>,
    pub(crate) values: &'a [f64],
    pub(crate) descending: bool,
    /// Whether there is something beyond the border.
    pub(crate) has_outside: bool,
}

impl<const D: usize> Heights<'_, D> {
    /// Whether pixel `a` enters before pixel `b`.
    #[inline]
    pub(crate) fn before(&self, a: usize, b: usize) -> bool {
        let ascending = self.values[a] < self.values[b] || (self.values[a] == self.values[b] && a < b);
        ascending != self.descending
    }

    /// A cell as a number: in order of entry, ties by code, with pixel and code as its lowest 40 bits.
    #[inline]
    pub(crate) fn key(&self, pixel: usize, code: usize) -> u128 {
        let (value, tie) = (sortable(self.values[pixel]), !(pixel as u128) & 0xFFFF_FFFF);
        let (value, tie) = if self.descending { (!value, tie) } else { (value, pixel as u128) };
        u128::from(value) << 40 | tie << 8 | code as u128
    }

    /// The pixel and the code of a key.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "both are kept in their bits")]
    pub(crate) fn cell(&self, key: u128) -> Cell {
        let tie = (key >> 8) as u32;
        Cell { pixel: if self.descending { !tie } else { tie }, code: key as u8 }
    }

    /// The latest of the pixels around a corner.
    pub(crate) fn latest_around(&self, corner: usize) -> usize {
        let grid = &self.grid;
        let mut latest = None;
        for side in 0..1_usize << D {
            let mut pixel = Some(0);
            for axis in 0..D {
                let length = grid.shape[axis];
                let count = if grid.periodic[axis] { length } else { length + 1 };
                let at = corner / grid.corner_strides[axis] % count + (side >> axis & 1);
                let coordinate = match grid.periodic[axis] {
                    true => Some((at + length - 1) % length),
                    false => at.checked_sub(1).filter(|&c| c < length),
                };
                pixel = pixel.zip(coordinate).map(|(p, c)| p + c * grid.strides[axis]);
            }
            latest = match (latest, pixel) {
                (Some(found), Some(pixel)) if self.before(pixel, found) => Some(found),
                (found, pixel) => pixel.or(found),
            };
        }
        latest.unwrap_or_default()
    }

    /// The vertex at the other end of an edge from its pixel.
    #[expect(clippy::cast_possible_truncation, reason = "pixels are numbered in 32 bits")]
    pub(crate) fn along(&self, edge: Cell) -> u32 {
        let (grid, digits) = (&self.grid, digits::<D>(edge.code as usize));
        let axis = digits.iter().position(|&digit| digit != 1).unwrap_or_default();
        let pixel = edge.pixel as usize;
        let at = pixel / grid.strides[axis] % grid.shape[axis];
        let other = grid.neighbour(axis, at, digits[axis]);
        other.map_or(grid.pixels(), |other| pixel - at * grid.strides[axis] + other * grid.strides[axis])
            as u32
    }

    /// The top cells on both sides of a cell of the dimension below.
    pub(crate) fn beside(&self, wall: Cell) -> (u32, u32) {
        let at = self.grid.coordinates(wall.pixel as usize);
        let mut digits = digits::<D>(wall.code as usize);
        let axis = digits.iter().position(|&digit| digit == 1).unwrap_or_default();
        digits[axis] = 0;
        let before = self.top_cell(at, digits);
        digits[axis] = 2;
        (before, self.top_cell(at, digits))
    }

    #[expect(clippy::cast_possible_truncation, reason = "corners are numbered in 32 bits")]
    fn top_cell(&self, at: [usize; D], digits: [usize; D]) -> u32 {
        let mut position = 0;
        for axis in 0..D {
            let (corner, on_border) = self.grid.corner(axis, at[axis], digits[axis]);
            if on_border && !self.has_outside {
                return self.grid.corners() as u32;
            }
            position += corner * self.grid.corner_strides[axis];
        }
        position as u32
    }

    /// Some top cell, the one behind the first pixel.
    pub(crate) fn a_top_cell(&self) -> u32 {
        self.top_cell([0; D], [2; D])
    }

    /// For each pixel of the row that starts at coordinates `at`, the neighbours that are there before it.
    pub(crate) fn earlier<M: Codes>(&self, at: [usize; D], all: M, masks: &mut [M]) {
        let n = self.grid.shape[D - 1];
        let first: usize = (0..D - 1).map(|axis| at[axis] * self.grid.strides[axis]).sum();
        let here = &self.values[first..first + n];
        masks.fill(M::default());
        for outer in 0..codes(D - 1) {
            let code = 3 * outer;
            let Some(there_first) = self.row_beside(at, outer) else {
                (0..3).for_each(|digit| self.outside(masks, code + digit));
                continue;
            };
            let there = &self.values[there_first..there_first + n];
            let order = there_first.cmp(&first);
            let tie = |shifted: Ordering| if order == Ordering::Equal { shifted } else { order };
            if order != Ordering::Equal {
                self.compare(masks, here, there, code + 1, order);
            }
            self.compare(&mut masks[1..], &here[1..], there, code, tie(Ordering::Less));
            self.compare(masks, here, &there[1..], code + 2, tie(Ordering::Greater));
            let (head, tail) = (0..1, n - 1..n);
            if self.grid.periodic[D - 1] {
                let (wrapped, back) = (tie(Ordering::Greater), tie(Ordering::Less));
                self.compare(
                    &mut masks[head.clone()],
                    &here[head.clone()],
                    &there[tail.clone()],
                    code,
                    wrapped,
                );
                self.compare(&mut masks[tail.clone()], &here[tail], &there[head], code + 2, back);
            } else {
                self.outside(&mut masks[head], code);
                self.outside(&mut masks[tail], code + 2);
            }
        }
        masks.iter_mut().for_each(|mask| *mask &= all);
    }

    /// The first pixel of the row on the side `outer` of the row at `at`, if there is one.
    pub(crate) fn row_beside(&self, at: [usize; D], outer: usize) -> Option<usize> {
        let digits = digits::<D>(3 * outer + 1);
        (0..D - 1).try_fold(0, |sum, axis| {
            Some(sum + self.grid.neighbour(axis, at[axis], digits[axis])? * self.grid.strides[axis])
        })
    }

    fn outside<M: Codes>(&self, masks: &mut [M], code: usize) {
        masks.iter_mut().for_each(|mask| mask.set_if(code, self.has_outside));
    }

    /// Marks `code` where the pixel `there` is before the one `here`; `index` is how their indices compare.
    #[inline]
    fn compare<M: Codes>(&self, masks: &mut [M], here: &[f64], there: &[f64], code: usize, index: Ordering) {
        match (self.descending, index == Ordering::Less) {
            (false, true) => mark(masks, here, there, code, |there, here| there <= here),
            (false, false) => mark(masks, here, there, code, |there, here| there < here),
            (true, true) => mark(masks, here, there, code, |there, here| there > here),
            (true, false) => mark(masks, here, there, code, |there, here| there >= here),
        }
    }
}

#[inline(always)]
fn mark<M: Codes>(
    masks: &mut [M],
    here: &[f64],
    there: &[f64],
    code: usize,
    is_before: impl Fn(f64, f64) -> bool,
) {
    for ((mask, &here), &there) in masks.iter_mut().zip(here).zip(there) {
        mask.set_if(code, is_before(there, here));
    }
}

/// A cell: the pixel that brings it in, and its code around that pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) pixel: u32,
    pub(crate) code: u8,
}

/// The bits of a number, so that they sort as numbers do; both zeros are one.
#[inline]
pub(crate) fn sortable(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
