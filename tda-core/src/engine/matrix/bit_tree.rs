//! A column over Z/2 as a set of bits, with a summary that finds the pivot.

/// Numbers below a bound. Each word of a level tells which words of the level below are not zero.
///
/// Adding takes constant time but for carrying a change up; the largest number is found in as many steps as there
/// are levels, one for every six bits.
/// Source: Bauer, Kerber, Reininghaus, Wagner, "PHAT - Persistent homology algorithms toolbox", JSC 2017.
pub(super) struct BitTree {
    levels: Vec<Vec<u64>>,
}

impl BitTree {
    /// An empty set of numbers below `bound`.
    pub(super) fn new(bound: usize) -> Self {
        let mut levels = Vec::new();
        let mut words = bound;
        loop {
            words = words.div_ceil(64).max(1);
            levels.push(vec![0; words]);
            if words == 1 {
                return BitTree { levels };
            }
        }
    }

    /// Bytes for numbers below `bound`, at most.
    pub(super) fn bytes(bound: usize) -> usize {
        bound / 7 + 128
    }

    /// Puts a number in, or takes it out.
    #[inline]
    pub(super) fn toggle(&mut self, mut number: u32) {
        for level in &mut self.levels {
            let word = &mut level[(number >> 6) as usize];
            let before = *word;
            *word ^= 1 << (number & 63);
            if before != 0 && *word != 0 {
                return;
            }
            number >>= 6;
        }
    }

    /// The largest number in the set.
    #[inline]
    pub(super) fn last(&self) -> Option<u32> {
        let mut place = 0_u32;
        for level in self.levels.iter().rev() {
            let word = level[place as usize];
            if word == 0 {
                return None;
            }
            place = place << 6 | (63 - word.leading_zeros());
        }
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_is_found_as_numbers_come_and_go() {
        for bound in [1_u32, 64, 65, 4096, 300_000] {
            let mut tree = BitTree::new(bound as usize);
            let mut set = std::collections::BTreeSet::new();
            let mut state = 7_u64;
            for _ in 0..500 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let number = u32::try_from(state >> 33).unwrap() % bound;
                tree.toggle(number);
                if !set.remove(&number) {
                    set.insert(number);
                }
                assert_eq!(tree.last(), set.last().copied());
            }
        }
    }
}
