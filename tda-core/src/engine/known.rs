//! Simplices whose values are looked up by their vertices.

use crate::control::Monitor;
use crate::error::Error;

/// Simplices of one size with their values: those that begin with the same vertex one behind the other, ascending.
///
/// A list and no table of hashes: it takes less memory, and goes in one piece when it is no longer wanted. A simplex is
/// found by bisection among those with its first vertex.
pub(crate) struct Known {
    width: usize,
    vertices: Vec<u32>,
    values: Vec<f64>,
    /// Where the simplices of each first vertex begin and end.
    blocks: Vec<[u32; 2]>,
}

impl Known {
    /// No simplices yet, of `width` numbers below `points`.
    pub(crate) fn new(width: usize, points: usize, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        monitor.charge(points * size_of::<[u32; 2]>())?;
        Ok(Known { width, vertices: Vec::new(), values: Vec::new(), blocks: vec![[0; 2]; points] })
    }

    /// Adds a simplex behind all others with its first vertex, of which the last one added is.
    pub(crate) fn push(
        &mut self,
        simplex: &[u32],
        value: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        monitor.charge(size_of_val(simplex) + size_of::<f64>())?;
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let block = &mut self.blocks[simplex[0] as usize];
        if block[0] == block[1] {
            *block = [number; 2];
        }
        block[1] = number + 1;
        self.vertices.extend_from_slice(simplex);
        self.values.push(value);
        Ok(())
    }

    /// Bytes that were charged.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self.blocks.as_slice())
            + size_of_val(self.vertices.as_slice())
            + size_of_val(self.values.as_slice())
    }

    /// The simplices in the order in which they were added.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.vertices.chunks_exact(self.width)
    }

    pub(crate) fn value(&self, simplex: &[u32]) -> Option<f64> {
        let [mut low, mut high] = self.blocks[simplex[0] as usize].map(|at| at as usize);
        while low < high {
            let middle = low.midpoint(high);
            match self.vertices[middle * self.width..][..self.width].cmp(simplex) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(self.values[middle]),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The largest value of a facet of `simplex`, which are never below zero; nothing if one is not here.
    pub(crate) fn largest_of_facets(&self, simplex: &[u32]) -> Option<f64> {
        let mut facet = Vec::with_capacity(self.width);
        simplex.iter().try_fold(0.0_f64, |largest, left_out| {
            facet.clear();
            facet.extend(simplex.iter().filter(|vertex| *vertex != left_out));
            self.value(&facet).map(|value| largest.max(value))
        })
    }
}
