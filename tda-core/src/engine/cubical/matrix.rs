//! A sparse matrix over a prime heights, and its reduction.

use crate::control::Monitor;
use crate::error::Error;
use crate::field::Field;

/// Columns of entries, ascending by row.
#[derive(Debug)]
pub(crate) struct Matrix {
    rows: usize,
    field: Field,
    starts: Vec<usize>,
    entries: Entries,
}

/// Rows and, but for Z/2, values.
#[derive(Debug, Default)]
struct Entries {
    rows: Vec<u32>,
    values: Vec<u16>,
}

impl Matrix {
    pub(crate) fn new(rows: usize, field: Field) -> Self {
        Matrix { rows, field, starts: vec![0], entries: Entries::default() }
    }

    fn columns(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds the columns of another matrix.
    pub(crate) fn append(mut self, other: Self) -> Self {
        let first = self.entries.rows.len();
        self.entries.rows.extend(other.entries.rows);
        self.entries.values.extend(other.entries.values);
        self.starts.extend(other.starts[1..].iter().map(|start| start + first));
        self
    }

    /// Gives back what was charged for the entries.
    pub(crate) fn release(self, monitor: &mut Monitor<'_>) {
        monitor.release(self.entries.rows.len() * 6 + self.columns() * 8);
    }

    pub(crate) fn field(&self) -> Field {
        self.field
    }

    #[expect(clippy::cast_possible_truncation, reason = "values are below the modulus, of 16 bits")]
    pub(crate) fn push_column(
        &mut self,
        column: &[(u32, u32)],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        monitor.charge(column.len() * 6 + 8)?;
        self.entries.rows.extend(column.iter().map(|&(row, _)| row));
        if !self.field.is_z2() {
            self.entries.values.extend(column.iter().map(|&(_, value)| value as u16));
        }
        self.starts.push(self.entries.rows.len());
        Ok(())
    }

    /// Pairs rows with columns.
    ///
    /// Columns are taken in `order`. To each, earlier columns with the same pivot, its latest row, are added
    /// until its pivot is new, or it is zero.
    ///
    /// Invariant: no two reduced columns have the same pivot. Cost: cubic at worst. Memory: the reduced columns,
    /// those that needed no addition not copied.
    /// Source: Edelsbrunner, Letscher and Zomorodian, "Topological persistence and simplification", 2002; the
    /// working column as a tree of bits: Bauer, Kerber, Reininghaus and Wagner, "PHAT", 2017.
    pub(crate) fn reduce(&self, order: &[u32], monitor: &mut Monitor<'_>) -> Result<Reduced, Error> {
        let mut reduction = Reduction::new(self, monitor)?;
        for (done, &column) in order.iter().enumerate() {
            reduction.reduce_column(column as usize, monitor)?;
            if done % 256 == 0 {
                monitor.advance(done as f64 / order.len() as f64);
                monitor.columns_left = (order.len() - done) as u64;
            }
        }
        Ok(reduction.found)
    }
}

/// What a reduction gives.
#[derive(Debug, Default)]
pub(crate) struct Reduced {
    /// Rows with their columns.
    pub(crate) pairs: Vec<(u32, u32)>,
    pub(crate) columns: u64,
    pub(crate) additions: u64,
}

const NO_OWNER: u32 = u32::MAX;

struct Reduction<'m> {
    matrix: &'m Matrix,
    /// For each row the column that has it as its pivot.
    owner: Vec<u32>,
    /// For each owner where its entries are in `reduced`; empty if the column is as it was in the matrix.
    ranges: Vec<(usize, usize)>,
    reduced: Entries,
    sum: Sum,
    found: Reduced,
}

impl<'m> Reduction<'m> {
    fn new(matrix: &'m Matrix, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let (rows, columns) = (matrix.rows, matrix.columns());
        monitor.charge(rows * 5 + columns * 16 + if !matrix.field.is_z2() { rows * 4 } else { 0 })?;
        Ok(Reduction {
            matrix,
            owner: vec![NO_OWNER; rows],
            ranges: vec![(0, 0); columns],
            reduced: Entries::default(),
            sum: Sum::new(rows, matrix.field),
            found: Reduced::default(),
        })
    }

    #[expect(clippy::cast_possible_truncation, reason = "columns are numbered in 32 bits")]
    fn reduce_column(&mut self, column: usize, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let entries = &self.matrix.entries;
        let range = self.matrix.starts[column]..self.matrix.starts[column + 1];
        let Some(&last) = entries.rows[range.clone()].last() else { return Ok(()) };
        if self.owner[last as usize] == NO_OWNER {
            self.owner[last as usize] = column as u32;
            self.found.pairs.push((last, column as u32));
            return monitor.tick(10);
        }
        self.found.columns += 1;
        self.sum.add(entries, range, 1);
        while let Some(pivot) = self.sum.latest() {
            let owner = self.owner[pivot as usize];
            if owner == NO_OWNER {
                let first = self.reduced.rows.len();
                self.sum.drain_into(&mut self.reduced);
                let length = self.reduced.rows.len() - first;
                monitor.charge(length * if self.reduced.values.is_empty() { 4 } else { 6 })?;
                monitor.tick(length * 10)?;
                self.ranges[column] = (first, self.reduced.rows.len());
                self.owner[pivot as usize] = column as u32;
                self.found.pairs.push((pivot, column as u32));
                return Ok(());
            }
            let length = self.add_column(owner as usize, pivot);
            self.found.additions += 1;
            monitor.tick(length * 4 + 10)?;
        }
        Ok(())
    }

    /// Adds a column such that `pivot` vanishes; returns its length.
    fn add_column(&mut self, owner: usize, pivot: u32) -> usize {
        let (first, end) = self.ranges[owner];
        let (entries, range) = match first == end {
            true => (&self.matrix.entries, self.matrix.starts[owner]..self.matrix.starts[owner + 1]),
            false => (&self.reduced, first..end),
        };
        let field = self.matrix.field;
        let factor = match field.is_z2() {
            true => field.one(),
            false => {
                let value = u32::from(entries.values[range.end - 1]);
                field.negate(field.multiply(self.sum.value(pivot), field.invert(value)))
            }
        };
        let length = range.len();
        self.sum.add(entries, range, factor);
        length
    }
}

/// A column in the making.
struct Sum {
    bits: BitTree,
    field: Field,
    /// The values, but for Z/2.
    values: Vec<u32>,
}

impl Sum {
    fn new(rows: usize, field: Field) -> Self {
        let values = if field.is_z2() { Vec::new() } else { vec![0; rows] };
        Sum { bits: BitTree::new(rows), field, values }
    }

    fn latest(&self) -> Option<u32> {
        self.bits.last()
    }

    fn value(&self, row: u32) -> u32 {
        self.values[row as usize]
    }

    fn add(&mut self, entries: &Entries, range: std::ops::Range<usize>, factor: u32) {
        if self.values.is_empty() {
            entries.rows[range].iter().for_each(|&row| self.bits.toggle(row));
            return;
        }
        for (&row, &value) in entries.rows[range.clone()].iter().zip(&entries.values[range]) {
            let before = self.values[row as usize];
            let after = self.field.add(before, self.field.multiply(factor, u32::from(value)));
            self.values[row as usize] = after;
            if (before == 0) != (after == 0) {
                self.bits.toggle(row);
            }
        }
    }

    /// Moves everything to the end of `entries`, ascending.
    #[expect(clippy::cast_possible_truncation, reason = "values are below the modulus, of 16 bits")]
    fn drain_into(&mut self, entries: &mut Entries) {
        let first = entries.rows.len();
        while let Some(row) = self.bits.last() {
            self.bits.toggle(row);
            entries.rows.push(row);
        }
        entries.rows[first..].reverse();
        if !self.values.is_empty() {
            let values =
                entries.rows[first..].iter().map(|&row| std::mem::take(&mut self.values[row as usize]));
            entries.values.extend(values.map(|value| value as u16));
        }
    }
}

/// A set of numbers as bits, with a bit above for each word that is not zero, and so on.
struct BitTree {
    levels: Vec<Vec<u64>>,
}

impl BitTree {
    fn new(size: usize) -> Self {
        let mut levels = vec![vec![0; size / 64 + 1]];
        let mut words = size / 64 + 1;
        while words > 1 {
            words = words.div_ceil(64);
            levels.push(vec![0; words]);
        }
        BitTree { levels }
    }

    #[inline]
    fn toggle(&mut self, number: u32) {
        let mut at = number as usize;
        for level in &mut self.levels {
            let word = &mut level[at / 64];
            let was_empty = *word == 0;
            *word ^= 1 << (at % 64);
            if !was_empty && *word != 0 {
                return;
            }
            at /= 64;
        }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "numbers of 32 bits went in")]
    fn last(&self) -> Option<u32> {
        let mut at = 0;
        for level in self.levels.iter().rev() {
            let word = level[at];
            if word == 0 {
                return None;
            }
            at = at * 64 + 63 - word.leading_zeros() as usize;
        }
        Some(at as u32)
    }
}
