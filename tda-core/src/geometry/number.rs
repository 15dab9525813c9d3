//! Three kinds of numbers for one formula: fast, precise, exact.

use num_bigint::{BigInt, Sign};

/// What a polynomial needs.
pub(crate) trait Number: Clone {
    fn of(number: f64) -> Self;
    fn difference(a: f64, b: f64) -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn minus(&self, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
}

impl Number for f64 {
    #[inline(always)]
    fn of(number: f64) -> Self {
        number
    }
    #[inline(always)]
    fn difference(a: f64, b: f64) -> Self {
        a - b
    }
    #[inline(always)]
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    #[inline(always)]
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    #[inline(always)]
    fn times(&self, other: &Self) -> Self {
        self * other
    }
}

/// The unevaluated sum of two numbers, the second at most half a unit in the last place of the first: about 106
/// bits. Differences of two f64 are exact; a sum or product errs by less than 2^-102 of its operands' size.
///
/// Source: Dekker, "A floating-point technique for extending the available precision", 1971.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Double {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

impl Double {
    #[inline(always)]
    fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let of_b = high - a;
        Double { high, low: (a - (high - of_b)) + (b - of_b) }
    }

    /// As [`sum`](Self::sum), where `a` is not the smaller one.
    #[inline(always)]
    fn sum_sorted(a: f64, b: f64) -> Self {
        let high = a + b;
        Double { high, low: b - (high - a) }
    }

    #[inline(always)]
    fn product(a: f64, b: f64) -> Self {
        let split = |x: f64| {
            let wide = x * 134_217_729.0; // 2^27 + 1
            let high = wide - (wide - x);
            (high, x - high)
        };
        let high = a * b;
        let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
        let low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
        Double { high, low }
    }

    pub(crate) fn divided_by(&self, other: &Self) -> Self {
        let first = self.high / other.high;
        let rest = self.minus(&other.times(&Double::of(first)));
        let second = rest.high / other.high;
        let rest = rest.minus(&other.times(&Double::of(second)));
        let Double { high, low } = Double::sum_sorted(first, second);
        Double::sum_sorted(high, low + rest.high / other.high)
    }
}

impl Number for Double {
    #[inline(always)]
    fn of(number: f64) -> Self {
        Double { high: number, low: 0.0 }
    }
    #[inline(always)]
    fn difference(a: f64, b: f64) -> Self {
        Double::sum(a, -b)
    }
    #[inline(always)]
    fn plus(&self, other: &Self) -> Self {
        let Double { high, low } = Double::sum(self.high, other.high);
        Double::sum_sorted(high, low + (self.low + other.low))
    }
    #[inline(always)]
    fn minus(&self, other: &Self) -> Self {
        self.plus(&Double { high: -other.high, low: -other.low })
    }
    #[inline(always)]
    fn times(&self, other: &Self) -> Self {
        let Double { high, low } = Double::product(self.high, other.high);
        Double::sum_sorted(high, low + (self.high * other.low + self.low * other.high))
    }
}

/// A whole number times a power of two: every f64, and every sum and product of them, without any error.
#[derive(Clone, Debug)]
pub(crate) struct Exact {
    whole: BigInt,
    exponent: i32,
}

impl Exact {
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, i32) {
        let exponent = self.exponent.min(other.exponent);
        let shifted = |number: &Self| &number.whole << number.exponent.abs_diff(exponent);
        (shifted(self), shifted(other), exponent)
    }

    /// -1, 0 or 1.
    pub(crate) fn sign(&self) -> i32 {
        match self.whole.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        }
    }

    /// The f64 nearest to the quotient by `divisor`, which is not zero; ties go to the even one.
    pub(crate) fn divided_by(&self, divisor: &Self) -> f64 {
        let (numerator, denominator) = (self.whole.magnitude(), divisor.whole.magnitude());
        if self.sign() == 0 {
            return 0.0;
        }
        let bits = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        // A quotient of 80 bits or so, its last one telling whether there is a rest.
        let shift = 80 + bits(denominator.bits()) - bits(numerator.bits());
        let (up, down) = (shift.max(0).unsigned_abs(), (-shift).max(0).unsigned_abs());
        let (numerator, denominator) = (numerator << up, denominator << down);
        let quotient = &numerator / &denominator;
        let has_rest = &quotient * &denominator != numerator;
        let digits =
            quotient.iter_u64_digits().rev().fold(0_u128, |sum, digit| sum << 64 | u128::from(digit));
        let size = scaled(
            (digits | u128::from(has_rest)) as f64,
            i64::from(self.exponent) - i64::from(divisor.exponent) - shift,
        );
        if self.sign() * divisor.sign() < 0 { -size } else { size }
    }
}

/// `number` times two to the power of `exponent`.
pub(crate) fn scaled(mut number: f64, mut exponent: i64) -> f64 {
    while exponent != 0 && number != 0.0 && number.is_finite() {
        let step = exponent.clamp(-1000, 1000);
        number *= f64::from_bits(((1023 + step) as u64) << 52);
        exponent -= step;
    }
    number
}

impl Number for Exact {
    fn of(number: f64) -> Self {
        let bits = number.to_bits();
        let field = i32::try_from(bits >> 52 & 0x7FF).unwrap_or(0);
        let fraction = bits & ((1 << 52) - 1);
        let whole = if field == 0 { fraction } else { fraction | 1 << 52 };
        let zeros = if whole == 0 { 0 } else { whole.trailing_zeros() };
        let whole = BigInt::from(whole >> zeros);
        let exponent = field.max(1) - 1075 + i32::try_from(zeros).unwrap_or(0);
        Exact { whole: if number < 0.0 { -whole } else { whole }, exponent }
    }
    fn difference(a: f64, b: f64) -> Self {
        Self::of(a).minus(&Self::of(b))
    }
    fn plus(&self, other: &Self) -> Self {
        let (a, b, exponent) = self.aligned(other);
        Exact { whole: a + b, exponent }
    }
    fn minus(&self, other: &Self) -> Self {
        let (a, b, exponent) = self.aligned(other);
        Exact { whole: a - b, exponent }
    }
    fn times(&self, other: &Self) -> Self {
        Exact { whole: &self.whole * &other.whole, exponent: self.exponent + other.exponent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_quotients_are_rounded_to_the_nearest() {
        let quotient = |a: f64, b: f64| Exact::of(a).divided_by(&Exact::of(b));
        for (a, b) in
            [(1.0, 3.0), (-2.0, 7.0), (1e300, 3e-5), (5e-324, 1.0), (0.1, 0.3), (0.0, 2.0), (7.5, -2.5)]
        {
            assert_eq!(quotient(a, b), a / b, "{a} / {b}");
        }
    }

    #[test]
    fn exact_sums_lose_nothing() {
        let (large, small) = (Exact::of(1e200), Exact::of(3e-200));
        assert_eq!(large.plus(&small).minus(&large).divided_by(&Exact::of(1.0)), 3e-200);
        assert_eq!(large.times(&small).minus(&small.times(&large)).sign(), 0);
    }

    #[test]
    fn doubles_hold_twice_the_digits() {
        let third = Double::of(1.0).divided_by(&Double::of(3.0));
        let error = third.times(&Double::of(3.0)).minus(&Double::of(1.0));
        assert!(error.high.abs() < 1e-31, "{error:?}");
        let difference = Double::difference(1.0, 1e-20);
        assert_eq!((difference.high, difference.low), (1.0, -1e-20));
    }
}
