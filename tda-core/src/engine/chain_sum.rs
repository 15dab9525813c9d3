//! A chain over a field that is summed up term by term and read from one end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::control::Monitor;
use crate::engine::coefficients::Coefficients;
use crate::engine::packing::Word;
use crate::engine::sort::sort;
use crate::error::Error;

/// Heaps this small are left as they are.
const COMPACT_MIN: usize = 1 << 14;

/// Which end of a chain is read: `Reverse` is the oldest simplex, [`Youngest`] the other end.
pub(crate) trait End<W>: Ord + Copy {
    fn of(term: W) -> Self;
    fn term(self) -> W;
}

impl<W: Word> End<W> for Reverse<W> {
    #[inline(always)]
    fn of(term: W) -> Self {
        Reverse(term)
    }
    #[inline(always)]
    fn term(self) -> W {
        self.0
    }
}

/// The youngest simplex is read first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Youngest<W>(W);

impl<W: Word> End<W> for Youngest<W> {
    #[inline(always)]
    fn of(term: W) -> Self {
        Youngest(term)
    }
    #[inline(always)]
    fn term(self) -> W {
        self.0
    }
}

/// Terms of one simplex are added up when they are read, and now and then in between, so that the sum stays about as
/// small as what is really in it.
pub(crate) struct ChainSum<W, E> {
    heap: BinaryHeap<E>,
    coefficients: Coefficients,
    /// Terms that were left when they were added up last.
    left: usize,
    charged_bytes: usize,
    word: std::marker::PhantomData<W>,
}

impl<W: Word, E: End<W>> ChainSum<W, E> {
    pub(crate) fn new(coefficients: Coefficients) -> Self {
        ChainSum {
            heap: BinaryHeap::new(),
            coefficients,
            left: 0,
            charged_bytes: 0,
            word: std::marker::PhantomData,
        }
    }

    pub(crate) fn charged_bytes(&self) -> usize {
        self.charged_bytes
    }

    pub(crate) fn clear(&mut self) {
        self.heap.clear();
        self.left = 0;
    }

    #[inline]
    pub(crate) fn push(&mut self, name: W, coefficient: u32) {
        self.heap.push(E::of(self.coefficients.term(name, coefficient)));
    }

    /// Adds many terms to an empty sum.
    pub(crate) fn extend(&mut self, terms: &mut Vec<W>) {
        self.heap.extend(terms.drain(..).map(E::of));
    }

    /// Takes out the first simplex whose coefficients do not cancel.
    pub(crate) fn pop(&mut self) -> Option<(W, u32)> {
        let coefficients = self.coefficients;
        loop {
            let first = self.heap.pop()?.term();
            let name = coefficients.name(first);
            let mut sum = coefficients.coefficient(first);
            while let Some(next) = self.heap.peek().map(|next| next.term())
                && coefficients.name(next) == name
            {
                sum = coefficients.field.add(sum, coefficients.coefficient(next));
                self.heap.pop();
            }
            if sum != 0 {
                return Some((name, sum));
            }
        }
    }

    /// Charges what the sum takes, and adds up its terms if it has outgrown them. To be called now and then while
    /// terms are pushed.
    pub(crate) fn compact(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let bytes = 2 * self.heap.capacity() * size_of::<W>();
        if bytes > self.charged_bytes {
            monitor.charge(bytes - self.charged_bytes)?;
            self.charged_bytes = bytes;
        }
        if self.heap.len() < COMPACT_MIN.max(2 * self.left) {
            return Ok(());
        }
        let mut terms: Vec<W> = std::mem::take(&mut self.heap).into_iter().map(E::term).collect();
        monitor.tick(terms.len() * 2)?;
        sort(&mut terms, monitor)?;
        self.coefficients.collect(&mut terms);
        monitor.tick(terms.len() * 4)?;
        self.left = terms.len();
        self.heap = terms.into_iter().map(E::of).collect();
        Ok(())
    }
}
