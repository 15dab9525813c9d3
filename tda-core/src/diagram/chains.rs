//! Representatives: cycles and cocycles.

/// One chain or cochain for each interval of one dimension, in the order of the intervals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chains {
    width: usize,
    vertices: Vec<u32>,
    coefficients: Vec<u32>,
    /// Where each chain starts among the coefficients; one more at the end.
    starts: Vec<usize>,
}

impl Chains {
    /// No chains yet, of simplices of `dimension`.
    pub(crate) fn of_dimension(dimension: usize) -> Self {
        Chains { width: dimension + 1, vertices: Vec::new(), coefficients: Vec::new(), starts: vec![0] }
    }

    /// Adds a term to the chain that is being written.
    pub(crate) fn push_term(&mut self, simplex: &[u32], coefficient: u32) {
        debug_assert_eq!(simplex.len(), self.width);
        self.vertices.extend_from_slice(simplex);
        self.coefficients.push(coefficient);
    }

    /// Ends the chain that is being written.
    pub(crate) fn end_chain(&mut self) {
        self.starts.push(self.coefficients.len());
    }

    /// Number of chains, that of the intervals.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The chain of interval `index`.
    ///
    /// # Panics
    /// If `index` is not below [`len`](Self::len).
    #[must_use]
    pub fn get(&self, index: usize) -> Chain<'_> {
        let (from, to) = (self.starts[index], self.starts[index + 1]);
        Chain {
            width: self.width,
            vertices: &self.vertices[from * self.width..to * self.width],
            coefficients: &self.coefficients[from..to],
        }
    }

    /// All chains, in the order of the intervals.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Chain<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The same chains in another order.
    pub(crate) fn permuted(&self, order: &[usize]) -> Self {
        let mut permuted = Self::of_dimension(self.width - 1);
        for &index in order {
            self.get(index)
                .terms()
                .for_each(|(simplex, coefficient)| permuted.push_term(simplex, coefficient));
            permuted.end_chain();
        }
        permuted
    }
}

/// A sum of simplices with coefficients that are not zero.
///
/// A simplex is oriented by its vertices in ascending order; coefficients are 1 to p - 1 modulo the prime p.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain<'a> {
    width: usize,
    vertices: &'a [u32],
    coefficients: &'a [u32],
}

impl<'a> Chain<'a> {
    /// Number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.coefficients.len()
    }

    /// Whether the chain is zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// The terms: a simplex, as its ascending vertices, and its coefficient.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = (&'a [u32], u32)> {
        self.vertices.chunks_exact(self.width).zip(self.coefficients.iter().copied())
    }

    /// The vertices of all terms, one simplex behind the other.
    #[must_use]
    pub fn vertices(&self) -> &'a [u32] {
        self.vertices
    }

    /// The coefficients of all terms.
    #[must_use]
    pub fn coefficients(&self) -> &'a [u32] {
        self.coefficients
    }
}
