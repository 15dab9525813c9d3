//! A chain over Z/2 that is summed up term by term and read from its oldest entry on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::control::Monitor;
use crate::engine::packing::Word;
use crate::engine::sort::sort;
use crate::error::Error;

/// Heaps this small are left as they are.
const COMPACT_MIN: usize = 1 << 14;
/// Entries between two looks at the clock.
const STRIDE: usize = 1 << 12;

/// What is in it an even number of times is not in it.
///
/// New entries go to a heap. When it has outgrown the sorted run, both become a new run, where pairs cancel: the sum
/// stays about as small as what is really in it, and no step takes long.
pub(crate) struct Sum<W> {
    heap: BinaryHeap<Reverse<W>>,
    /// Ascending; what is before `at` was taken.
    run: Vec<W>,
    at: usize,
    charged_bytes: usize,
}

impl<W: Word> Sum<W> {
    pub(crate) fn new() -> Self {
        Sum { heap: BinaryHeap::new(), run: Vec::new(), at: 0, charged_bytes: 0 }
    }

    pub(crate) fn charged_bytes(&self) -> usize {
        self.charged_bytes
    }

    pub(crate) fn clear(&mut self) {
        self.heap.clear();
        self.run.clear();
        self.at = 0;
    }

    #[inline]
    pub(crate) fn push(&mut self, entry: W) {
        self.heap.push(Reverse(entry));
    }

    /// Adds many at once to an empty sum.
    pub(crate) fn extend(&mut self, entries: Vec<W>) {
        self.heap.extend(entries.into_iter().map(Reverse));
    }

    /// Takes out the oldest entry that is there an odd number of times.
    pub(crate) fn pop(&mut self) -> Option<W> {
        loop {
            let oldest = self.take()?;
            if self.oldest() != Some(oldest) {
                return Some(oldest);
            }
            self.take();
        }
    }

    fn oldest(&self) -> Option<W> {
        let in_heap = self.heap.peek().map(|&Reverse(entry)| entry);
        let in_run = self.run.get(self.at).copied();
        in_heap.into_iter().chain(in_run).min()
    }

    fn take(&mut self) -> Option<W> {
        match (self.heap.peek(), self.run.get(self.at)) {
            (Some(&Reverse(in_heap)), Some(&in_run)) if in_run < in_heap => self.take_from_run(),
            (None, Some(_)) => self.take_from_run(),
            _ => self.heap.pop().map(|Reverse(entry)| entry),
        }
    }

    fn take_from_run(&mut self) -> Option<W> {
        self.at += 1;
        self.run.get(self.at - 1).copied()
    }

    /// Cancels pairs if the heap has outgrown the run. To be called now and then while entries are pushed.
    pub(crate) fn compact(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let left = self.run.len() - self.at;
        if self.heap.len() < COMPACT_MIN.max(left) {
            return Ok(());
        }
        let bytes = 2 * (left + self.heap.len()) * size_of::<W>();
        if bytes > self.charged_bytes {
            monitor.charge(bytes - self.charged_bytes)?;
            self.charged_bytes = bytes;
        }
        self.run.drain(..self.at);
        self.at = 0;
        for chunk in self.heap.as_slice().chunks(STRIDE) {
            self.run.extend(chunk.iter().map(|&Reverse(entry)| entry));
            monitor.tick(STRIDE)?;
        }
        self.heap.clear();
        sort(&mut self.run, monitor)?;
        keep_odd(&mut self.run, monitor)
    }
}

/// Leaves one of each entry that a sorted list holds an odd number of times.
pub(crate) fn keep_odd<W: Word>(sorted: &mut Vec<W>, monitor: &mut Monitor<'_>) -> Result<(), Error> {
    let (mut kept, mut at) = (0, 0);
    while at < sorted.len() {
        let entry = sorted[at];
        let times = sorted[at..].iter().take_while(|&&other| other == entry).count();
        sorted[kept] = entry;
        kept += times % 2;
        at += times;
        monitor.tick(times * 2)?;
    }
    sorted.truncate(kept);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    #[test]
    fn pairs_cancel_wherever_they_are() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        let mut sum = Sum::new();
        // Every number below 30 000 once for each of its divisors among 2, 3 and 5.
        for divisor in [2, 3, 5] {
            for number in (0..30_000_u64).rev().filter(|number| number % divisor == 0) {
                sum.push(number);
            }
            sum.compact(&mut monitor).expect("nothing stops it");
        }
        let expected = (0..30_000_u64).filter(|n| [2, 3, 5].iter().filter(|&d| n % d == 0).count() % 2 == 1);
        let found: Vec<u64> = std::iter::from_fn(|| sum.pop()).collect();
        assert_eq!(found, expected.collect::<Vec<_>>());
        assert!(sum.charged_bytes() > 0);
    }
}
