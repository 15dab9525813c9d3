//! An image with a total order of its pixels.

use std::cmp::Ordering;
use std::ops::Range;

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
    /// What sorts as pixels enter, but for ties.
    #[inline]
    pub(crate) fn level(&self, pixel: u32) -> u64 {
        let value = sortable(self.values[pixel as usize]);
        if self.descending { !value } else { value }
    }

    /// For the pixels `part` of the row at coordinates `at`, the neighbours that are there before each.
    pub(crate) fn earlier<M: Codes>(&self, at: [usize; D], part: Range<usize>, all: M, masks: &mut Vec<M>) {
        let n = self.grid.shape[D - 1];
        let first: usize = (0..D - 1).map(|axis| at[axis] * self.grid.strides[axis]).sum();
        let here = &self.values[first..first + n];
        masks.clear();
        masks.resize(part.len(), M::default());
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
                self.compare(masks, &here[part.clone()], &there[part.clone()], code + 1, order);
            }
            let (from, to) = (part.start.max(1), part.end.min(n - 1));
            if from < part.end {
                let masks = &mut masks[from - part.start..];
                self.compare(masks, &here[from..part.end], &there[from - 1..], code, tie(Ordering::Less));
            }
            if part.start < to {
                self.compare(
                    masks,
                    &here[part.start..to],
                    &there[part.start + 1..],
                    code + 2,
                    tie(Ordering::Greater),
                );
            }
            let periodic = self.grid.periodic[D - 1];
            if part.start == 0 {
                match periodic {
                    true => self.compare(masks, &here[..1], &there[n - 1..], code, tie(Ordering::Greater)),
                    false => self.outside(&mut masks[..1], code),
                }
            }
            if part.end == n {
                let last = &mut masks[part.len() - 1..];
                match periodic {
                    true => self.compare(last, &here[n - 1..], &there[..1], code + 2, tie(Ordering::Less)),
                    false => self.outside(last, code + 2),
                }
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
