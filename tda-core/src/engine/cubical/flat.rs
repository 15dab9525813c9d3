//! Two dimensions: what becomes of a pixel, from a table of the 256 sets of earlier neighbours.

use super::forest::Forest;
use super::grid::Grid;
use super::star::Matching;

/// The code of the pixel itself.
const PIXEL: u8 = 4;
/// The codes of the four corners around a pixel.
const CORNERS: [usize; 4] = [0, 2, 6, 8];

/// What becomes of the cells that a pixel away from the border brings in.
///
/// The same as a [`Matching`] says, in eight bytes and without a loop, so that nothing has to be predicted: a corner
/// that the pixel does not bring in writes to a spare place.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// The code of the edge that the pixel leads along; its own where there is none.
    edge: u8,
    /// For each corner which axis it leads along, counted from the last and from one: none where the pixel does not
    /// bring it in, [`ITSELF`] where it leads nowhere.
    along: [u8; 4],
    has_critical: bool,
}

const NOT_HERE: u8 = 0;
const ITSELF: u8 = 3;

/// The table for images of one shape.
#[derive(Debug)]
pub(crate) struct Flat {
    entries: Vec<Entry>,
    /// From a pixel to its neighbour, by code.
    to_pixel: [u32; 9],
    /// From the first corner of a pixel to each.
    to_corner: [usize; 4],
    /// From the first corner of a pixel to those on both sides of an edge, by code.
    to_walls: [[usize; 2]; 9],
    /// From each corner to where it leads, by axis.
    to_next: [[u32; 4]; 4],
}

impl Flat {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "codes are below 9, and corners are numbered in 31 bits"
    )]
    pub(crate) fn new<const D: usize>(grid: &Grid<D>, table: &[Matching]) -> Self {
        let entry = |matching: &Matching| {
            let mut entry = Entry { edge: PIXEL, ..Entry::default() };
            entry.has_critical = !matching.critical.is_empty();
            for &(facet, cell) in &matching.pairs {
                if facet == PIXEL {
                    entry.edge = cell;
                }
                if let Some(corner) = CORNERS.iter().position(|&code| code == cell as usize) {
                    entry.along[corner] = if cell.abs_diff(facet) == 1 { 1 } else { 2 };
                }
            }
            for &cell in &matching.critical {
                if let Some(corner) = CORNERS.iter().position(|&code| code == cell as usize) {
                    entry.along[corner] = ITSELF;
                }
            }
            entry
        };
        let (row, corner_row) = (grid.strides[0], grid.corner_strides[0] as u32);
        let to_pixel = |code: usize| {
            let digit = |at: usize| (at as u32).wrapping_sub(1);
            digit(code / 3).wrapping_mul(row as u32).wrapping_add(digit(code % 3))
        };
        let to_next = |corner: usize| {
            let away = |is_behind: bool, step: u32| if is_behind { step.wrapping_neg() } else { step };
            [0, away(corner % 2 == 1, 1), away(corner / 2 == 1, corner_row), 0]
        };
        let to_corner = [0, 1, corner_row as usize, corner_row as usize + 1];
        let to_walls = |code: usize| match code {
            1 => [to_corner[0], to_corner[1]],
            3 => [to_corner[0], to_corner[2]],
            5 => [to_corner[1], to_corner[3]],
            7 => [to_corner[2], to_corner[3]],
            _ => [0, 0],
        };
        Flat {
            to_walls: std::array::from_fn(to_walls),
            entries: table.iter().map(entry).collect(),
            to_pixel: std::array::from_fn(to_pixel),
            to_corner,
            to_next: std::array::from_fn(to_next),
        }
    }

    /// Leads a pixel and the corners that it brings in; returns whether any cell is critical.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 31 bits")]
    pub(crate) fn lead(
        &self,
        earlier: usize,
        (low, pixel): (&mut Forest, usize),
        (high, first_corner): (&mut Forest, usize),
    ) -> bool {
        let entry = self.entries[earlier];
        low.lead(pixel, (pixel as u32).wrapping_add(self.to_pixel[entry.edge as usize]));
        for (corner, along) in entry.along.into_iter().enumerate() {
            let at = first_corner + self.to_corner[corner];
            let next = (at as u32).wrapping_add(self.to_next[corner][along as usize]);
            high.lead_if(along != NOT_HERE, at, next);
        }
        entry.has_critical
    }

    /// The pixels at the ends of a critical edge, and the corners beside it.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "pixels and corners are numbered in 31 bits")]
    pub(crate) fn edge(&self, code: u8, pixel: usize, first_corner: usize) -> ([u32; 2], [u32; 2]) {
        let pixel = pixel as u32;
        let walls = self.to_walls[code as usize].map(|to| (first_corner + to) as u32);
        ([pixel, pixel.wrapping_add(self.to_pixel[code as usize])], walls)
    }
}
