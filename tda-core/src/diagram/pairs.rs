//! Which simplex gives birth to a class, and which one ends it.

/// Fills the place of a death that never comes.
const NOBODY: u32 = u32::MAX;

/// Birth and death simplices of the intervals of one dimension, in the order of the intervals.
///
/// A simplex is the list of its vertices, ascending: d + 1 of them for a birth in dimension d, d + 2 for a death. For
/// cubical complexes it is one number, the flat row-major index of the pixel that brings the cell in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    birth_width: usize,
    death_width: usize,
    births: Vec<u32>,
    deaths: Vec<u32>,
}

impl Pairs {
    /// No pairs yet, of simplices of `dimension` and the one above.
    pub(crate) fn of_simplices(dimension: usize) -> Self {
        Self::of_widths(dimension + 1, dimension + 2)
    }

    /// No pairs yet, of cells named by `birth_width` and `death_width` numbers.
    pub(crate) fn of_widths(birth_width: usize, death_width: usize) -> Self {
        Pairs { birth_width, death_width, births: Vec::new(), deaths: Vec::new() }
    }

    pub(crate) fn push(&mut self, birth: &[u32], death: Option<&[u32]>) {
        debug_assert_eq!(birth.len(), self.birth_width);
        self.births.extend_from_slice(birth);
        match death {
            Some(death) => self.deaths.extend_from_slice(death),
            None => self.deaths.extend(std::iter::repeat_n(NOBODY, self.death_width)),
        }
    }

    /// Number of pairs, that of the intervals.
    #[must_use]
    pub fn len(&self) -> usize {
        self.births.len() / self.birth_width
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.births.is_empty()
    }

    /// The simplex that gives birth to the class of interval `index`.
    ///
    /// # Panics
    /// If `index` is not below [`len`](Self::len).
    #[must_use]
    pub fn birth(&self, index: usize) -> &[u32] {
        &self.births[index * self.birth_width..][..self.birth_width]
    }

    /// The simplex that ends the class of interval `index`; nothing if the class never dies.
    ///
    /// # Panics
    /// If `index` is not below [`len`](Self::len).
    #[must_use]
    pub fn death(&self, index: usize) -> Option<&[u32]> {
        let death = &self.deaths[index * self.death_width..][..self.death_width];
        (death[0] != NOBODY).then_some(death)
    }

    /// The same pairs in another order.
    pub(crate) fn permuted(&self, order: &[usize]) -> Self {
        let mut permuted = Self::of_widths(self.birth_width, self.death_width);
        order.iter().for_each(|&index| permuted.push(self.birth(index), self.death(index)));
        permuted
    }
}
