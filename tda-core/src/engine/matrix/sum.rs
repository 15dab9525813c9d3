//! A chain over a field that is summed up term by term and read from one end.

use std::collections::BinaryHeap;

use crate::field::Field;

/// A simplex, under a key whose largest value is the pivot, with its coefficient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) key: u32,
    pub(super) coefficient: u32,
}

/// Terms of one key are added up when they are read.
#[derive(Default)]
pub(super) struct Sum {
    heap: BinaryHeap<Term>,
}

impl Sum {
    pub(super) fn push(&mut self, key: u32, coefficient: u32) {
        self.heap.push(Term { key, coefficient });
    }

    /// Takes out the term of the largest key whose coefficients do not cancel.
    pub(super) fn pop(&mut self, field: Field) -> Option<Term> {
        loop {
            let Term { key, mut coefficient } = self.heap.pop()?;
            while let Some(same) = self.heap.peek().filter(|term| term.key == key) {
                coefficient = field.add(coefficient, same.coefficient);
                self.heap.pop();
            }
            if coefficient != 0 {
                return Some(Term { key, coefficient });
            }
        }
    }

    /// Takes out everything, largest key first.
    pub(super) fn drain(&mut self, field: Field) -> impl Iterator<Item = Term> {
        std::iter::from_fn(move || self.pop(field))
    }
}

/// Finished columns, one behind the other.
pub(super) struct Columns {
    terms: Vec<Term>,
    starts: Vec<usize>,
}

impl Columns {
    pub(super) fn new() -> Self {
        Columns { terms: Vec::new(), starts: vec![0] }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Keeps a column and returns how many bytes it takes.
    pub(super) fn keep(&mut self, terms: impl Iterator<Item = Term>) -> usize {
        let before = self.terms.len();
        self.terms.extend(terms);
        self.starts.push(self.terms.len());
        (self.terms.len() - before) * size_of::<Term>() + size_of::<usize>()
    }

    pub(super) fn get(&self, column: usize) -> &[Term] {
        &self.terms[self.starts[column]..self.starts[column + 1]]
    }
}
