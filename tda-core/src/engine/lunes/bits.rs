//! Lunes as rows of bits.

use crate::control::Monitor;
use crate::engine::edges::RankedEdge;
use crate::error::Error;

/// A row of bits a vertex: to whom it is joined so far.
pub(crate) struct BitRows {
    words: usize,
    rows: Vec<u64>,
    /// What is left of a lune while its components are found, and the vertices seen from which to go on.
    unseen: Vec<u64>,
    frontier: Vec<u64>,
}

impl BitRows {
    pub(crate) fn size_bytes(points: usize) -> usize {
        points * points.div_ceil(64) * size_of::<u64>()
    }

    pub(crate) fn new(points: usize) -> Self {
        let words = points.div_ceil(64);
        BitRows { words, rows: vec![0; points * words], unseen: vec![0; words], frontier: vec![0; words] }
    }

    pub(crate) fn join(&mut self, edge: RankedEdge) {
        for (a, b) in [(edge.low, edge.high), (edge.high, edge.low)] {
            self.rows[a as usize * self.words + b as usize / 64] |= 1 << (b % 64);
        }
    }

    /// The smallest vertex of the lune of an edge, nothing if it is empty.
    pub(crate) fn first(&self, edge: RankedEdge) -> Option<u32> {
        let [low, high] = [edge.low, edge.high].map(|vertex| self.row(vertex));
        first_bit(low.iter().zip(high).map(|(a, b)| a & b))
    }

    /// As [`first`](Self::first), and the smallest vertices of the other components of the lune in `others`.
    pub(crate) fn components(
        &mut self,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        monitor.tick(self.words)?;
        let [low, high] = [edge.low, edge.high].map(|vertex| row_of(&self.rows, self.words, vertex));
        for (unseen, (a, b)) in self.unseen.iter_mut().zip(low.iter().zip(high)) {
            *unseen = a & b;
        }
        let Some(first) = first_bit(self.unseen.iter().copied()) else { return Ok(None) };
        self.see_component(first, monitor)?;
        while let Some(next) = first_bit(self.unseen.iter().copied()) {
            others.push(next);
            self.see_component(next, monitor)?;
        }
        Ok(Some(first))
    }

    /// Takes the component of `from` out of what is unseen, or stops early once nothing is left.
    fn see_component(&mut self, from: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.unseen[from as usize / 64] &= !(1 << (from % 64));
        self.frontier.fill(0);
        let mut next = Some(from);
        while let Some(vertex) = next {
            self.frontier[vertex as usize / 64] &= !(1 << (vertex % 64));
            let row = row_of(&self.rows, self.words, vertex);
            let mut left = 0;
            for ((unseen, frontier), joined) in self.unseen.iter_mut().zip(&mut self.frontier).zip(row) {
                let reached = *unseen & joined;
                *unseen ^= reached;
                *frontier |= reached;
                left |= *unseen;
            }
            monitor.tick(self.words)?;
            if left == 0 {
                break;
            }
            next = first_bit(self.frontier.iter().copied());
        }
        Ok(())
    }

    fn row(&self, vertex: u32) -> &[u64] {
        row_of(&self.rows, self.words, vertex)
    }
}

fn row_of(rows: &[u64], words: usize, vertex: u32) -> &[u64] {
    &rows[vertex as usize * words..][..words]
}

/// The place of the lowest bit that is set.
fn first_bit(mut words: impl Iterator<Item = u64>) -> Option<u32> {
    let mut passed = 0;
    let bits = words.find(|&bits| {
        passed += u64::BITS;
        bits != 0
    })?;
    Some(passed - u64::BITS + bits.trailing_zeros())
}
