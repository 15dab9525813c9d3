//! From positions to critical cells.

use super::gradient::CRITICAL;
use crate::control::Monitor;
use crate::error::Error;

/// Positions of a block, of which it is known how many critical cells come before.
const BLOCK: usize = 64;
/// Stands for a cell that has no rank.
const NO_RANK: u32 = u32::MAX;

/// The ranks of critical cells by position, in little more memory than one number a cell.
///
/// A critical cell is counted in the order of positions: those before its block, and those in it (Jacobson, "Space-
/// efficient static trees and graphs", 1989).
#[derive(Debug)]
pub(crate) struct Places {
    before: Vec<u32>,
    ranks: Vec<u32>,
}

impl Places {
    #[expect(clippy::cast_possible_truncation, reason = "fewer critical cells than corners and pixels")]
    pub(crate) fn new(cells: &[u8], monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        monitor.charge(4 * (cells.len() / BLOCK + 1))?;
        let mut before = Vec::with_capacity(cells.len() / BLOCK + 1);
        let mut count = 0;
        for block in cells.chunks(BLOCK) {
            before.push(count as u32);
            count += critical(block);
            monitor.tick(10)?;
        }
        monitor.charge(4 * count)?;
        Ok(Places { before, ranks: vec![NO_RANK; count] })
    }

    /// Gives ranks to the cells at these positions, from zero on; where there is none, a rank is left out.
    pub(crate) fn rank_all(
        &mut self,
        cells: &[u8],
        positions: impl Iterator<Item = Option<usize>>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.ranks.fill(NO_RANK);
        for (rank, position) in (0..).zip(positions) {
            if let Some(position) = position {
                let number = self.number(cells, position);
                self.ranks[number] = rank;
            }
            monitor.tick(50)?;
        }
        Ok(())
    }

    /// The rank of the critical cell at `position`, if it has one.
    #[inline]
    pub(crate) fn rank(&self, cells: &[u8], position: usize) -> Option<u32> {
        let rank = self.ranks[self.number(cells, position)];
        (rank != NO_RANK).then_some(rank)
    }

    #[inline]
    fn number(&self, cells: &[u8], position: usize) -> usize {
        let block = position / BLOCK;
        self.before[block] as usize + critical(&cells[block * BLOCK..position])
    }
}

#[inline]
fn critical(cells: &[u8]) -> usize {
    cells.iter().filter(|&&cell| cell == CRITICAL).count()
}

/// Positions seen, with the numbers they were given; quick to forget.
#[derive(Debug, Default)]
pub(crate) struct Visited {
    slots: Vec<Slot>,
    seen: usize,
    /// Slots of another stamp are empty.
    stamp: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    position: usize,
    stamp: u32,
    index: u32,
}

impl Visited {
    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.seen = 0;
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.slots.fill(Slot::default());
            self.stamp = 1;
        }
    }

    /// The number given to `position`: `next` if it was not seen before.
    #[inline]
    pub(crate) fn index_of(&mut self, position: usize, next: u32) -> u32 {
        if self.seen * 2 >= self.slots.len() {
            self.grow();
        }
        let stamp = self.stamp;
        let slot = self.slot(position);
        if slot.stamp == stamp {
            return slot.index;
        }
        *slot = Slot { position, stamp, index: next };
        self.seen += 1;
        next
    }

    /// Where `position` is, or is to be put.
    #[inline]
    fn slot(&mut self, position: usize) -> &mut Slot {
        let mask = self.slots.len() - 1;
        let mut at = ((position as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.slots[at].stamp == self.stamp && self.slots[at].position != position {
            at = (at + 1) & mask;
        }
        &mut self.slots[at]
    }

    #[cold]
    fn grow(&mut self) {
        let larger = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        let smaller = std::mem::replace(&mut self.slots, larger);
        for slot in smaller {
            if slot.stamp == self.stamp {
                *self.slot(slot.position) = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_found_until_it_is_forgotten() {
        let mut visited = Visited::default();
        for round in 0..3 {
            visited.clear();
            for next in 0..1000_u32 {
                let position = (next as usize) * 64 + round;
                assert_eq!(visited.index_of(position, next), next);
                assert_eq!(visited.index_of(position, 5000), next);
            }
        }
        visited.clear();
        assert_eq!(visited.index_of(64, 7), 7);
    }
}
