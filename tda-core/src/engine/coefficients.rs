//! A term of a chain as one whole number: the name of a simplex, then its coefficient less one.
//!
//! Numbers of terms are in the order of their simplices, so that a heap of numbers is a heap of terms. Over Z/2 a
//! coefficient takes no bits at all.

use crate::engine::packing::{Word, bits_below};
use crate::field::Field;

/// How coefficients of a field are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coefficients {
    pub(crate) field: Field,
    pub(crate) bits: u32,
}

impl Coefficients {
    pub(crate) fn new(field: Field) -> Self {
        let nonzero = field.negate(1) as usize;
        Coefficients { field, bits: if field.is_z2() { 0 } else { bits_below(nonzero) } }
    }

    /// The term of a simplex with a coefficient that is not zero.
    #[inline(always)]
    pub(crate) fn term<W: Word>(self, name: W, coefficient: u32) -> W {
        name.shl(self.bits).or(W::from_low(coefficient - 1))
    }

    #[inline(always)]
    pub(crate) fn name<W: Word>(self, term: W) -> W {
        term.shr(self.bits)
    }

    #[inline(always)]
    pub(crate) fn coefficient<W: Word>(self, term: W) -> u32 {
        (term.low() & ((1 << self.bits) - 1)) + 1
    }

    /// The factor with which a term of coefficient `pivot` takes away one of coefficient `found`.
    pub(crate) fn cancelling(self, found: u32, pivot: u32) -> u32 {
        self.field.negate(self.field.multiply(found, self.field.invert(pivot)))
    }

    /// Adds up the terms of each simplex of a sorted list, and leaves out what is zero.
    pub(crate) fn collect<W: Word>(self, sorted: &mut Vec<W>) {
        let (mut kept, mut at) = (0, 0);
        while at < sorted.len() {
            let name = self.name(sorted[at]);
            let mut sum = 0;
            while at < sorted.len() && self.name(sorted[at]) == name {
                sum = self.field.add(sum, self.coefficient(sorted[at]));
                at += 1;
            }
            if sum != 0 {
                sorted[kept] = self.term(name, sum);
                kept += 1;
            }
        }
        sorted.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_open_again_and_add_up() {
        for prime in [2, 3, 5, 65_521] {
            let coefficients = Coefficients::new(Field::new(prime).expect("prime"));
            let last = prime - 1;
            let term: u64 = coefficients.term(77, last);
            assert_eq!((coefficients.name(term), coefficients.coefficient(term)), (77, last));
            let mut sum =
                vec![coefficients.term(5_u64, 1), coefficients.term(5, last), coefficients.term(6, last)];
            coefficients.collect(&mut sum);
            assert_eq!(sum, [coefficients.term(6, last)], "modulo {prime}");
        }
    }
}
