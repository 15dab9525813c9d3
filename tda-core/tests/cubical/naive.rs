//! The cubical complex written out cell by cell, and the textbook reduction of its boundary matrix.

use std::collections::BTreeMap;

use tda_core::{Construction, Interval};

/// A cell: along each axis twice the coordinate, odd where the cell extends.
type Position = Vec<usize>;

pub(crate) struct Complex {
    /// Values, negated for superlevel sets, with the cells, in order of entry.
    cells: Vec<(f64, Position)>,
    /// Length of the doubled grid along each axis, and whether it is periodic.
    sides: Vec<(usize, bool)>,
    superlevel: bool,
    dimensions: usize,
}

impl Complex {
    pub(crate) fn new(
        values: &[f64],
        shape: &[usize],
        periodic: &[bool],
        construction: Construction,
        superlevel: bool,
    ) -> Self {
        let is_t = construction == Construction::T;
        let side = |(&n, &p): (&usize, &bool)| match (p, is_t) {
            (true, _) => 2 * n,
            (false, true) => 2 * n + 1,
            (false, false) => 2 * n - 1,
        };
        let sides: Vec<(usize, bool)> =
            shape.iter().zip(periodic).map(|pair| (side(pair), *pair.1)).collect();
        let mut positions: Vec<Position> = vec![Vec::new()];
        for &(length, _) in &sides {
            let longer = |p: &Position| (0..length).map(|c| [&p[..], &[c]].concat()).collect::<Vec<_>>();
            positions = positions.iter().flat_map(longer).collect();
        }
        let sign = if superlevel { -1.0 } else { 1.0 };
        let value = |position: &Position| {
            // Pixels that the cell touches: those whose own cell has it as a face, or is a face of it.
            let mut pixels = vec![0];
            for (axis, &c) in position.iter().enumerate() {
                let n = shape[axis];
                let (low, high) = if is_t && c % 2 == 1 || !is_t && c % 2 == 0 {
                    (Some(c / 2), None)
                } else if is_t {
                    (
                        c.checked_div(2).and_then(|at| at.checked_sub(1)).or(periodic[axis].then(|| n - 1)),
                        Some(c / 2),
                    )
                } else {
                    (Some(c / 2), Some(c / 2 + 1))
                };
                let high = high.map(|at| if periodic[axis] { at % n } else { at }).filter(|&at| at < n);
                pixels =
                    pixels.iter().flat_map(|p| low.iter().chain(&high).map(move |at| p * n + at)).collect();
            }
            let touched = pixels.iter().map(|&p| sign * values[p]);
            if is_t {
                touched.fold(f64::INFINITY, f64::min)
            } else {
                touched.fold(f64::NEG_INFINITY, f64::max)
            }
        };
        let mut cells: Vec<(f64, Position)> = positions
            .into_iter()
            .map(|position| (value(&position) + 0.0, position))
            .filter(|(value, _)| *value < f64::INFINITY)
            .collect();
        cells.sort_by(|a, b| {
            a.0.total_cmp(&b.0).then(dimension(&a.1).cmp(&dimension(&b.1))).then(a.1.cmp(&b.1))
        });
        let dimensions = shape.len() + usize::from(periodic.iter().all(|&p| p));
        Complex { cells, sides, superlevel, dimensions }
    }

    /// The facets of a cell, with signs.
    fn boundary(&self, cell: &Position) -> Vec<(Position, bool)> {
        let mut facets = Vec::new();
        let mut is_negative = false;
        for axis in (0..cell.len()).filter(|&axis| cell[axis] % 2 == 1) {
            let (length, periodic) = self.sides[axis];
            let at = |c: usize| {
                let mut facet = cell.clone();
                facet[axis] = if periodic { c % length } else { c };
                facet
            };
            facets.push((at(cell[axis] - 1), !is_negative));
            facets.push((at(cell[axis] + 1), is_negative));
            is_negative = !is_negative;
        }
        facets
    }

    /// The barcode over the integers modulo `prime`.
    pub(crate) fn barcode(&self, prime: u32, zero_lengths: bool) -> Vec<Vec<Interval>> {
        let index: BTreeMap<&Position, usize> =
            self.cells.iter().enumerate().map(|(i, c)| (&c.1, i)).collect();
        let mut columns: Vec<BTreeMap<usize, u32>> = Vec::new();
        let mut killer: Vec<Option<usize>> = vec![None; self.cells.len()];
        for (at, (_, cell)) in self.cells.iter().enumerate() {
            let mut column = BTreeMap::new();
            for (facet, is_negative) in self.boundary(cell) {
                add(&mut column, index[&facet], if is_negative { prime - 1 } else { 1 }, prime);
            }
            while let Some((&pivot, &value)) = column.last_key_value() {
                let Some(earlier) = killer[pivot] else {
                    killer[pivot] = Some(at);
                    break;
                };
                let other: &BTreeMap<usize, u32> = &columns[earlier];
                let factor = (1..prime).find(|f| (value + f * other[&pivot]).is_multiple_of(prime)).unwrap();
                for (&row, &entry) in other {
                    add(&mut column, row, factor * entry, prime);
                }
            }
            columns.push(column);
        }
        let mut barcode = vec![Vec::new(); self.dimensions];
        let sign = if self.superlevel { -1.0 } else { 1.0 };
        for (at, (birth, cell)) in self.cells.iter().enumerate() {
            let death = killer[at].map_or(f64::INFINITY, |at| self.cells[at].0);
            if columns[at].is_empty() && (zero_lengths || *birth < death) {
                let interval = Interval { birth: sign * birth + 0.0, death: sign * death + 0.0 };
                barcode[dimension(cell)].push(interval);
            }
        }
        for bars in &mut barcode {
            bars.sort_by(|a, b| a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death)));
        }
        barcode
    }
}

fn dimension(cell: &Position) -> usize {
    cell.iter().filter(|&&c| c % 2 == 1).count()
}

fn add(column: &mut BTreeMap<usize, u32>, row: usize, value: u32, prime: u32) {
    let sum = (column.get(&row).copied().unwrap_or(0) + value) % prime;
    if sum == 0 {
        column.remove(&row)
    } else {
        column.insert(row, sum)
    };
}
