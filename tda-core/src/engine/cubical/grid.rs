//! Where things are: pixels, corners between pixels, and cells on the doubled grid.
//!
//! Along an axis of `n` pixels, `n + 1` corners lie before, between and behind them (`n` where the axis is
//! periodic). On the doubled grid a pixel has even coordinates and a cell is odd along the axes in which it extends;
//! there is a margin of one, so that a step from any cell of the complex stays inside.

use super::heights::Cell;
use crate::error::{Error, InvalidInput};

/// Corners have numbers of 31 bits, and so does what lies beyond the border.
const CORNERS_MAX: usize = (u32::MAX / 2) as usize - 1;

/// An image of `D` axes, row-major: the last axis runs fastest.
#[derive(Clone, Debug)]
pub(crate) struct Grid<const D: usize> {
    pub(crate) shape: [usize; D],
    pub(crate) periodic: [bool; D],
    pub(crate) strides: [usize; D],
    pub(crate) corner_strides: [usize; D],
    pub(crate) cell_strides: [usize; D],
}

impl<const D: usize> Grid<D> {
    /// # Errors
    /// [`InvalidInput::ImageSize`] when corners cannot be numbered.
    pub(crate) fn new(shape: [usize; D], periodic: [bool; D]) -> Result<Self, Error> {
        let mut grid =
            Grid { shape, periodic, strides: [1; D], corner_strides: [1; D], cell_strides: [1; D] };
        let corners = (0..D).fold(1_usize, |corners, axis| corners.saturating_mul(grid.corners_along(axis)));
        if corners > CORNERS_MAX {
            return Err(InvalidInput::ImageSize { corners, corners_max: CORNERS_MAX }.into());
        }
        for axis in (1..D).rev() {
            grid.strides[axis - 1] = grid.strides[axis] * shape[axis];
            grid.corner_strides[axis - 1] = grid.corner_strides[axis] * grid.corners_along(axis);
            grid.cell_strides[axis - 1] = grid.cell_strides[axis] * grid.cells_along(axis);
        }
        Ok(grid)
    }

    fn corners_along(&self, axis: usize) -> usize {
        self.shape[axis] + usize::from(!self.periodic[axis])
    }

    fn cells_along(&self, axis: usize) -> usize {
        2 * self.shape[axis] + if self.periodic[axis] { 0 } else { 3 }
    }

    pub(crate) fn pixels(&self) -> usize {
        self.strides[0] * self.shape[0]
    }

    pub(crate) fn corners(&self) -> usize {
        self.corner_strides[0] * self.corners_along(0)
    }

    pub(crate) fn cells(&self) -> usize {
        self.cell_strides[0] * self.cells_along(0)
    }

    pub(crate) fn coordinates(&self, pixel: usize) -> [usize; D] {
        std::array::from_fn(|axis| pixel / self.strides[axis] % self.shape[axis])
    }

    /// The pixel one step from coordinate `at` along `axis`: digit 0 is down, 1 stays, 2 is up.
    #[inline]
    pub(crate) fn neighbour(&self, axis: usize, at: usize, digit: usize) -> Option<usize> {
        let length = self.shape[axis];
        match (at + digit, self.periodic[axis]) {
            (0, true) => Some(length - 1),
            (0, false) => None,
            (next, true) if next > length => Some(0),
            (next, false) if next > length => None,
            (next, _) => Some(next - 1),
        }
    }

    /// The corner on the side `digit` (0 or 2) of coordinate `at`, and whether it lies on the border.
    #[inline]
    pub(crate) fn corner(&self, axis: usize, at: usize, digit: usize) -> (usize, bool) {
        let corner = at + digit / 2;
        match self.periodic[axis] {
            true => (if corner == self.shape[axis] { 0 } else { corner }, false),
            false => (corner, corner == 0 || corner == self.shape[axis]),
        }
    }

    /// The coordinate on the doubled grid of the cell on the side `digit` of coordinate `at`.
    #[inline]
    pub(crate) fn cell(&self, axis: usize, at: usize, digit: usize) -> usize {
        match (self.periodic[axis], 2 * at + digit) {
            (false, twice) => twice + 1,
            (true, 0) => 2 * self.shape[axis] - 1,
            (true, twice) => twice - 1,
        }
    }

    /// The position of a cell.
    pub(crate) fn position(&self, cell: Cell) -> usize {
        let (at, digits) = (self.coordinates(cell.pixel as usize), digits::<D>(cell.code as usize));
        (0..D).map(|axis| self.cell(axis, at[axis], digits[axis]) * self.cell_strides[axis]).sum()
    }

    /// The position next to `position` along `axis`.
    #[inline]
    pub(crate) fn step(&self, position: usize, axis: usize, up: bool) -> usize {
        let stride = self.cell_strides[axis];
        if !self.periodic[axis] {
            return if up { position + stride } else { position - stride };
        }
        let length = 2 * self.shape[axis];
        let at = position / stride % length;
        match up {
            true if at + 1 == length => position - at * stride,
            true => position + stride,
            false if at == 0 => position + (length - 1) * stride,
            false => position - stride,
        }
    }
}

/// How many codes there are with this many axes.
pub(crate) fn codes(axes: usize) -> usize {
    (0..axes).fold(1, |codes, _| 3 * codes)
}

/// The base-3 digits of a code, one an axis.
pub(crate) fn digits<const D: usize>(code: usize) -> [usize; D] {
    let mut rest = code;
    let mut digits = [0; D];
    for digit in digits.iter_mut().rev() {
        *digit = rest % 3;
        rest /= 3;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_names_agree() {
        let grid = Grid::new([3, 2, 4], [false, true, true]).expect("small");
        for pixel in 0..24 {
            for code in 0..27 {
                let position = grid.position(Cell { pixel, code });
                assert!(position < grid.cells());
                let mut walked = grid.position(Cell { pixel, code: 13 });
                for (axis, digit) in digits::<3>(code.into()).into_iter().enumerate() {
                    if digit != 1 {
                        walked = grid.step(walked, axis, digit == 2);
                    }
                }
                assert_eq!(walked, position);
            }
        }
    }

    #[test]
    fn neighbours_end_at_a_border_and_wrap_without_one() {
        let grid = Grid::new([3, 3], [false, true]).expect("small");
        let around = |axis, at| [0, 1, 2].map(|digit| grid.neighbour(axis, at, digit));
        assert_eq!(around(0, 0), [None, Some(0), Some(1)]);
        assert_eq!(around(0, 2), [Some(1), Some(2), None]);
        assert_eq!(around(1, 0), [Some(2), Some(0), Some(1)]);
        assert_eq!(around(1, 2), [Some(1), Some(2), Some(0)]);
        assert_eq!(grid.corner(0, 2, 2), (3, true));
        assert_eq!(grid.corner(1, 2, 2), (0, false));
    }
}
