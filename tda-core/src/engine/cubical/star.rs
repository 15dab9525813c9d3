//! The cells around one pixel, and how they pair off.
//!
//! A cell that contains pixel `p` is named by its code: one base-3 digit an axis, 0 and 2 where the cell reaches
//! from `p` down or up along that axis, 1 where it does not extend. The last axis is the lowest digit, and `p`
//! itself is the code in the middle.

use super::grid::codes;
use std::fmt::Debug;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};
use std::sync::LazyLock;

/// Codes in four dimensions.
pub(crate) const CODES_MAX: usize = 81;

/// A set of codes.
pub(crate) trait Codes:
    Copy
    + Eq
    + Debug
    + Default
    + Send
    + Sync
    + BitAnd<Output = Self>
    + BitAndAssign
    + BitOr<Output = Self>
    + BitOrAssign
    + Not<Output = Self>
{
    fn one(code: usize) -> Self;
    /// The lowest code of a set that is not empty.
    fn lowest(self) -> usize;
    fn count(self) -> u32;
    /// The set as an index, if it has only low codes.
    fn index(self) -> usize;
    /// Adds `code` where `is_in` holds.
    fn set_if(&mut self, code: usize, is_in: bool);
    fn is_empty(self) -> bool {
        self == Self::default()
    }
}

macro_rules! codes {
    ($word:ty) => {
        impl Codes for $word {
            #[inline(always)]
            fn one(code: usize) -> Self {
                1 << code
            }
            #[inline(always)]
            fn lowest(self) -> usize {
                self.trailing_zeros() as usize
            }
            #[inline(always)]
            fn count(self) -> u32 {
                self.count_ones()
            }
            #[inline(always)]
            fn index(self) -> usize {
                usize::try_from(self).unwrap_or(usize::MAX)
            }
            #[inline(always)]
            fn set_if(&mut self, code: usize, is_in: bool) {
                *self |= Self::from(is_in) << code;
            }
        }
    };
}
codes!(u64);
codes!(u128);

/// How the cells of a lower star pair off.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matching {
    /// A cell, and the cell one dimension above that it vanishes with.
    pub(crate) pairs: Vec<(u8, u8)>,
    /// Cells left over: what changes the topology when the pixel enters.
    pub(crate) critical: Vec<u8>,
}

/// The matchings in one and two dimensions of every set of earlier neighbours: there are few.
pub(crate) fn matchings(axes: usize) -> &'static [Matching] {
    static LINE: LazyLock<Vec<Matching>> = LazyLock::new(|| all_matchings(1));
    static PLANE: LazyLock<Vec<Matching>> = LazyLock::new(|| all_matchings(2));
    match axes {
        1 => &LINE,
        2 => &PLANE,
        _ => &[],
    }
}

fn all_matchings(axes: usize) -> Vec<Matching> {
    let star = Star::<u64>::new(axes);
    let matching_of = |earlier: u64| {
        let mut matching = Matching::default();
        star.pair_off(star.lower(earlier & star.all), &mut matching);
        matching
    };
    (0..1 << codes(axes)).map(matching_of).collect()
}

/// Which cells around a pixel are faces of which.
#[derive(Clone, Debug)]
pub(crate) struct Star<M> {
    pub(crate) center: usize,
    /// All codes but the middle one.
    pub(crate) all: M,
    pub(crate) dimension: [u8; CODES_MAX],
    facets: [M; CODES_MAX],
    cofacets: [M; CODES_MAX],
    of_dimension: [M; 5],
    /// Codes of two dimensions and more, faces first.
    faces_first: Vec<u8>,
}

impl<M: Codes> Star<M> {
    pub(crate) fn new(axes: usize) -> Self {
        let codes = codes(axes);
        let mut star = Star {
            center: codes / 2,
            all: M::default(),
            dimension: [0; CODES_MAX],
            facets: [M::default(); CODES_MAX],
            cofacets: [M::default(); CODES_MAX],
            of_dimension: [M::default(); 5],
            faces_first: Vec::new(),
        };
        for code in 0..codes {
            let mut weight = 1;
            for _ in 0..axes {
                let digit = code / weight % 3;
                if digit != 1 {
                    let facet = code + weight - digit * weight;
                    star.dimension[code] += 1;
                    star.facets[code] |= M::one(facet);
                    star.cofacets[facet] |= M::one(code);
                }
                weight *= 3;
            }
            star.of_dimension[star.dimension[code] as usize] |= M::one(code);
            if code != star.center {
                star.all |= M::one(code);
            }
        }
        for dimension in 2..=axes {
            star.each(star.of_dimension[dimension], |star, code| star.faces_first.push(code));
        }
        star
    }

    fn each(&mut self, mut codes: M, mut visit: impl FnMut(&mut Self, u8)) {
        while !codes.is_empty() {
            let code = codes.lowest();
            codes &= !M::one(code);
            #[expect(clippy::cast_possible_truncation, reason = "a code is below 81")]
            visit(self, code as u8);
        }
    }

    /// The first axis, counted from the last, in which a cell does not extend.
    pub(crate) fn flat_axis(&self, code: usize) -> usize {
        [1, 3, 9].iter().position(|weight| code / weight % 3 == 1).unwrap_or(3)
    }

    /// The cells whose pixels are all in `earlier`: the lower star, without the pixel itself.
    #[inline]
    pub(crate) fn lower(&self, earlier: M) -> M {
        let mut cells = earlier & self.of_dimension[1];
        for &code in &self.faces_first {
            let facets = self.facets[code as usize];
            let is_in = cells & facets == facets && !(earlier & M::one(code as usize)).is_empty();
            cells.set_if(code as usize, is_in);
        }
        cells
    }

    /// Pairs the pixel and the `cells` of its lower star, leaving as few cells as the topology allows.
    ///
    /// The pixel takes its first edge. Then, as long as there is one, a cell with exactly one facet left takes that
    /// facet (coreduction); where there is none, a cell of the lowest dimension is critical.
    ///
    /// Invariant: a cell is taken only after all its facets but its partner, so no path along pairs returns. The
    /// cells around a pixel are those of a sphere, of dimension 2 in an image of three: there this is optimal, since
    /// what is left behind a spanning tree of the edges is a tree of triangles. Cost: the incidences in the star.
    /// Source: Robins, Wood and Sheppard, "Theory and algorithms for constructing discrete Morse complexes from
    /// grayscale digital images", TPAMI 33(8), 2011; Mrozek and Batko, "Coreduction homology algorithm", 2009.
    #[expect(clippy::cast_possible_truncation, reason = "a code is below 81")]
    pub(crate) fn pair_off(&self, cells: M, found: &mut Matching) {
        found.pairs.clear();
        found.critical.clear();
        let edges = cells & self.of_dimension[1];
        if edges.is_empty() {
            found.critical.push(self.center as u8);
            return;
        }
        let first = edges.lowest();
        found.pairs.push((self.center as u8, first as u8));
        let mut left = cells & !M::one(first);
        let mut candidates = self.cofacets[first];
        loop {
            candidates &= left;
            while !candidates.is_empty() {
                let cell = candidates.lowest();
                candidates &= !M::one(cell);
                let facets = self.facets[cell] & left;
                if facets.count() == 1 {
                    let facet = facets.lowest();
                    found.pairs.push((facet as u8, cell as u8));
                    left &= !(M::one(facet) | M::one(cell));
                    candidates = (candidates | self.cofacets[facet] | self.cofacets[cell]) & left;
                }
            }
            let lowest = self.of_dimension.iter().map(|&codes| left & codes).find(|codes| !codes.is_empty());
            let Some(lowest) = lowest else { return };
            let cell = lowest.lowest();
            found.critical.push(cell as u8);
            left &= !M::one(cell);
            candidates = self.cofacets[cell];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All lower stars in two dimensions, and many in three and four: what is paired and left over are the cells,
    /// each once, pairs are incident, and the Euler characteristic is that of the cells.
    fn check<M: Codes>(axes: usize, earlier: M) {
        let star = Star::<M>::new(axes);
        let cells = star.lower(earlier & star.all);
        let mut matching = Matching::default();
        star.pair_off(cells, &mut matching);
        let mut seen = M::one(star.center);
        let mut sum = 0;
        for &(facet, cell) in &matching.pairs {
            assert!(!(star.facets[cell as usize] & M::one(facet as usize)).is_empty());
            seen |= M::one(facet as usize) | M::one(cell as usize);
            sum += 2;
        }
        for &cell in &matching.critical {
            seen |= M::one(cell as usize);
            sum += 1;
        }
        assert_eq!(seen, cells | M::one(star.center));
        assert_eq!(seen.count(), sum);
    }

    #[test]
    fn every_cell_of_a_lower_star_is_paired_or_critical_once() {
        for earlier in 0..512_u64 {
            check::<u64>(2, earlier);
        }
        let mut state = 7_u128;
        for _ in 0..2000 {
            state = state.wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645).wrapping_add(99);
            let earlier = (state >> 40) | (state >> 41 & state);
            check::<u128>(4, earlier & ((1 << 81) - 1));
            check::<u64>(3, (earlier & ((1 << 27) - 1)) as u64);
        }
    }

    #[test]
    fn in_three_dimensions_critical_cells_are_the_homology_of_the_link() {
        let star = Star::<u64>::new(3);
        let mut state = 3_u64;
        let mut matching = Matching::default();
        for _ in 0..5000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let cells = star.lower((state >> 33 | state >> 37) & star.all);
            star.pair_off(cells, &mut matching);
            let count = |dimension: u8| {
                matching.critical.iter().filter(|&&c| star.dimension[c as usize] == dimension).count()
            };
            // A link with more than one critical vertex beside the first has that many components more; a triangle
            // is left only of the whole sphere, where nothing else is.
            if count(3) > 0 {
                assert_eq!((count(1), count(2), count(3)), (0, 0, 1));
                assert_eq!(cells, star.all);
            }
            if count(0) == 1 {
                assert_eq!(cells, 0);
            }
        }
    }
}
