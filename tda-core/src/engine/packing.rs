//! A simplex as one whole number: the rank of its longest edge, then its vertices.
//!
//! Numbers of simplices of one dimension are in filtration order: by length, ties by vertices, ascending. That is
//! the total order every engine uses, so that a pivot is a minimum of whole numbers.

use std::fmt::Debug;
use std::hash::Hash;

/// Most vertices that one name can hold. Simplices of so many are only looked at in a graph of at least twice as many
/// vertices less two: 35 need 68, which is 7 bits a vertex, and 12 bits for the rank of an edge, one more than there are.
pub(crate) const VERTICES_MAX: usize = 34;

/// A whole number wide enough for the name of a simplex.
pub(crate) trait Word: Copy + Ord + Hash + Debug + 'static {
    fn from_low(low: u32) -> Self;
    /// The lowest 32 bits.
    fn low(self) -> u32;
    fn shl(self, bits: u32) -> Self;
    fn shr(self, bits: u32) -> Self;
    fn or(self, other: Self) -> Self;
    fn and(self, other: Self) -> Self;
    /// The lowest `bits` bits set; `bits` is below the width.
    fn mask(bits: u32) -> Self;
    /// How far it is above `low`, which is not larger.
    fn above(self, low: Self) -> Self;
    /// Bits up to the highest that is set.
    fn bit_length(self) -> u32;
}

macro_rules! word {
    ($word:ty) => {
        impl Word for $word {
            #[inline(always)]
            fn from_low(low: u32) -> Self {
                low.into()
            }
            #[inline(always)]
            #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is asked for")]
            fn low(self) -> u32 {
                self as u32
            }
            #[inline(always)]
            fn shl(self, bits: u32) -> Self {
                self << bits
            }
            #[inline(always)]
            fn shr(self, bits: u32) -> Self {
                self >> bits
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                self | other
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                self & other
            }
            #[inline(always)]
            fn mask(bits: u32) -> Self {
                (1 << bits) - 1
            }
            #[inline(always)]
            fn above(self, low: Self) -> Self {
                self - low
            }
            #[inline(always)]
            fn bit_length(self) -> u32 {
                <$word>::BITS - self.leading_zeros()
            }
        }
    };
}

word!(u64);
word!(u128);

/// How simplices of `vertices` vertices are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packing {
    pub(crate) vertex_bits: u32,
    pub(crate) vertices: usize,
}

impl Packing {
    /// Bits below the rank.
    #[inline(always)]
    pub(crate) fn key_bits(self) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "at most VERTICES_MAX")]
        let vertices = self.vertices as u32;
        self.vertex_bits * vertices
    }

    /// The name of the simplex of ascending `vertices` whose longest edge has `rank`.
    #[inline(always)]
    pub(crate) fn pack<W: Word>(self, rank: u32, vertices: &[u32]) -> W {
        vertices.iter().fold(W::from_low(rank), |word, &v| word.shl(self.vertex_bits).or(W::from_low(v)))
    }

    /// The rank in a name.
    #[inline(always)]
    pub(crate) fn rank<W: Word>(self, word: W) -> u32 {
        word.shr(self.key_bits()).low()
    }

    /// The vertices in a name, ascending.
    #[inline(always)]
    pub(crate) fn unpack<W: Word>(self, word: W) -> Vertices {
        let mut vertices = Vertices { list: [0; VERTICES_MAX], len: self.vertices };
        let (mut rest, mask) = (word, (1_u32 << self.vertex_bits) - 1);
        for vertex in vertices.list[..self.vertices].iter_mut().rev() {
            *vertex = rest.low() & mask;
            rest = rest.shr(self.vertex_bits);
        }
        vertices
    }
}

/// A few ascending vertices, without an allocation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vertices {
    list: [u32; VERTICES_MAX],
    len: usize,
}

impl Vertices {
    #[inline(always)]
    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.list[..self.len]
    }

    /// `vertices` and `new`, which is not among them, with the place where it went.
    #[inline]
    pub(crate) fn with(vertices: &[u32], new: u32) -> (Self, usize) {
        let place = vertices.iter().take_while(|&&v| v < new).count();
        let mut list = [0; VERTICES_MAX];
        list[..place].copy_from_slice(&vertices[..place]);
        list[place] = new;
        list[place + 1..=vertices.len()].copy_from_slice(&vertices[place..]);
        (Vertices { list, len: vertices.len() + 1 }, place)
    }

    /// `vertices` without the one at `place`.
    #[inline]
    pub(crate) fn without(vertices: &[u32], place: usize) -> Self {
        let len = vertices.len() - 1;
        let mut list = [0; VERTICES_MAX];
        list[..place].copy_from_slice(&vertices[..place]);
        list[place..len].copy_from_slice(&vertices[place + 1..]);
        Vertices { list, len }
    }
}

/// Bits that hold every number below `count`, at least one.
pub(crate) fn bits_below(count: usize) -> u32 {
    usize::BITS - count.saturating_sub(1).max(1).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_filtration_order_and_open_again() {
        let packing = Packing { vertex_bits: 4, vertices: 3 };
        let names: [u64; 4] = [
            packing.pack(1, &[0, 1, 15]),
            packing.pack(1, &[0, 2, 3]),
            packing.pack(1, &[1, 2, 3]),
            packing.pack(2, &[0, 1, 2]),
        ];
        assert!(names.is_sorted());
        assert_eq!(packing.unpack(names[1]).as_slice(), [0, 2, 3]);
        assert_eq!(packing.rank(names[3]), 2);
    }

    #[test]
    fn bits_hold_the_largest_number_below() {
        assert_eq!([1, 2, 3, 4, 5, 256, 257].map(bits_below), [1, 1, 2, 2, 3, 8, 9]);
    }
}
