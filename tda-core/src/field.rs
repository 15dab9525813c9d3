//! Coefficients: the integers modulo a prime.

use crate::error::{Error, InvalidInput};

/// The largest prime below 2^16: products of two coefficients fit 32 bits.
pub(crate) const PRIME_MAX: u32 = 65_521;

/// The field of integers modulo a prime below 2^16. Elements are 0 to p - 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    prime: u32,
}

impl Field {
    pub(crate) fn new(prime: u32) -> Result<Self, Error> {
        let divides = |&d: &u32| d * d <= prime;
        let is_prime =
            (2..=PRIME_MAX).contains(&prime) && (2..).take_while(divides).all(|d| !prime.is_multiple_of(d));
        if is_prime { Ok(Field { prime }) } else { Err(InvalidInput::Field { field: prime }.into()) }
    }

    pub(crate) fn is_z2(self) -> bool {
        self.prime == 2
    }

    pub(crate) fn one(self) -> u32 {
        1
    }

    /// 1 or -1, by the parity of `place`: the sign of the facet that lacks the vertex there.
    pub(crate) fn sign(self, place: usize) -> u32 {
        if place.is_multiple_of(2) { 1 } else { self.prime - 1 }
    }

    pub(crate) fn add(self, a: u32, b: u32) -> u32 {
        let sum = a + b;
        if sum >= self.prime { sum - self.prime } else { sum }
    }

    pub(crate) fn negate(self, a: u32) -> u32 {
        if a == 0 { 0 } else { self.prime - a }
    }

    /// `a`, or its negative.
    pub(crate) fn signed(self, a: u32, is_negative: bool) -> u32 {
        if is_negative { self.negate(a) } else { a }
    }

    pub(crate) fn multiply(self, a: u32, b: u32) -> u32 {
        a * b % self.prime
    }

    /// The inverse of `a`, which is not zero: a^(p - 2), by Fermat.
    pub(crate) fn invert(self, a: u32) -> u32 {
        let (mut power, mut exponent, mut result) = (a, self.prime - 2, 1);
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = self.multiply(result, power);
            }
            power = self.multiply(power, power);
            exponent /= 2;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_primes_below_two_to_the_sixteen_are_fields() {
        let fields: Vec<u32> = (0..30).filter(|&p| Field::new(p).is_ok()).collect();
        assert_eq!(fields, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
        assert!(Field::new(PRIME_MAX).is_ok());
        for bad in [PRIME_MAX + 1, 65_537, u32::MAX, 65_533] {
            assert_eq!(Field::new(bad), Err(InvalidInput::Field { field: bad }.into()));
        }
    }

    #[test]
    fn every_element_but_zero_has_an_inverse() {
        for prime in [2, 3, 5, 13, 65_521] {
            let field = Field::new(prime).expect("prime");
            for a in (1..prime).step_by((prime as usize / 100).max(1)) {
                assert_eq!(field.multiply(a, field.invert(a)), 1, "{a} modulo {prime}");
                assert_eq!(field.add(a, field.negate(a)), 0);
            }
            assert_eq!(field.add(field.sign(0), field.sign(1)), 0);
        }
    }
}
