//! A whole number of 256 bits, for names of simplices that no number of the language is wide enough for.

use crate::engine::packing::Word;

/// Bits of a [`Wide`].
pub(crate) const WIDE_BITS: u32 = 256;
const LIMBS: usize = (WIDE_BITS / u64::BITS) as usize;

/// The limbs, the highest first, so that they are ordered like the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Wide([u64; LIMBS]);

impl Wide {
    /// The 64 bits from `bit` on, counted from the lowest; zeros outside.
    #[inline]
    fn bits_from(self, bit: i64) -> u64 {
        let limb = |at: i64| {
            let place = usize::try_from(at).ok().and_then(|at| LIMBS.checked_sub(at + 1));
            place.map_or(0, |place| self.0[place])
        };
        let (at, shift) = (bit.div_euclid(64), bit.rem_euclid(64));
        if shift == 0 { limb(at) } else { limb(at) >> shift | limb(at + 1) << (64 - shift) }
    }

    /// This number moved down by `bit` bits, or up where that is negative.
    #[inline]
    fn moved_down(self, bit: i64) -> Self {
        let mut limbs = [0; LIMBS];
        for (limb, at) in limbs.iter_mut().rev().zip(0..) {
            *limb = self.bits_from(bit + 64 * at);
        }
        Wide(limbs)
    }
}

impl Word for Wide {
    fn from_low(low: u32) -> Self {
        let mut limbs = [0; LIMBS];
        limbs[LIMBS - 1] = u64::from(low);
        Wide(limbs)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is asked for")]
    fn low(self) -> u32 {
        self.0[LIMBS - 1] as u32
    }

    #[inline]
    fn shl(self, bits: u32) -> Self {
        self.moved_down(-i64::from(bits))
    }

    #[inline]
    fn shr(self, bits: u32) -> Self {
        self.moved_down(i64::from(bits))
    }

    fn or(self, other: Self) -> Self {
        Wide(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    fn and(self, other: Self) -> Self {
        Wide(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }

    fn mask(bits: u32) -> Self {
        Wide([u64::MAX; LIMBS]).shr(WIDE_BITS - bits)
    }

    fn above(self, low: Self) -> Self {
        let (mut limbs, mut borrowed) = ([0; LIMBS], false);
        for at in (0..LIMBS).rev() {
            let (first, under) = self.0[at].overflowing_sub(low.0[at]);
            let (rest, under_again) = first.overflowing_sub(u64::from(borrowed));
            (limbs[at], borrowed) = (rest, under || under_again);
        }
        Wide(limbs)
    }

    fn bit_length(self) -> u32 {
        let top = self.0.iter().position(|&limb| limb != 0);
        #[expect(clippy::cast_possible_truncation, reason = "at most the number of limbs")]
        top.map_or(0, |at| (LIMBS - at) as u32 * u64::BITS - self.0[at].leading_zeros())
    }
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, reason = "the low bits are what is compared")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wide(number: u128) -> Wide {
        Wide([0, 0, (number >> 64) as u64, number as u64])
    }

    proptest! {
        #[test]
        fn it_agrees_with_numbers_of_the_language(a: u128, b: u128, low: u32, bits in 0..128_u32) {
            prop_assert_eq!(wide(a).cmp(&wide(b)), a.cmp(&b));
            prop_assert_eq!(wide(a).or(wide(b)), wide(a | b));
            prop_assert_eq!(wide(a).and(wide(b)), wide(a & b));
            prop_assert_eq!(wide(a).shr(bits), wide(a >> bits));
            prop_assert_eq!(wide(a).shl(128).shl(bits).shr(bits).shr(128), wide(a << bits >> bits));
            prop_assert_eq!(wide(a.max(b)).above(wide(a.min(b))), wide(a.max(b) - a.min(b)));
            prop_assert_eq!(wide(a).bit_length(), 128 - a.leading_zeros());
            prop_assert_eq!(wide(a).shl(bits).bit_length(), wide(a).bit_length() + if a == 0 { 0 } else { bits });
            prop_assert_eq!((Wide::from_low(low), Wide::mask(bits)), (wide(low.into()), wide((1 << bits) - 1)));
            prop_assert_eq!(wide(a).low(), a as u32);
        }
    }
}
