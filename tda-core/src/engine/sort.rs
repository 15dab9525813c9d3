//! Sorting that can be stopped.

use crate::control::Monitor;
use crate::engine::packing::Word;
use crate::error::Error;

/// Pieces this small are sorted in one go, in a millisecond or two.
const PIECE: usize = 1 << 15;
/// Buckets of one pass.
const BUCKET_BITS: u32 = 11;
/// Elements between two looks at the clock.
const STRIDE: usize = 1 << 12;

/// Sorts ascending, in place, looking at `monitor` every few microseconds.
///
/// Large inputs are first dealt into buckets that are linear between the smallest and the largest number, again
/// and again until the buckets are small (American flag sort; McIlroy, Bostic and McIlroy, "Engineering radix
/// sort", 1993).
pub(crate) fn sort<W: Word>(numbers: &mut [W], monitor: &mut Monitor<'_>) -> Result<(), Error> {
    sort_telling(numbers, monitor, |_, _| {})
}

/// As [`sort`], telling again and again how many numbers are in their place.
pub(crate) fn sort_telling<W: Word>(
    numbers: &mut [W],
    monitor: &mut Monitor<'_>,
    tell: impl Fn(&mut Monitor<'_>, usize),
) -> Result<(), Error> {
    let mut placed = 0;
    let mut pending: Vec<&mut [W]> = vec![numbers];
    while let Some(piece) = pending.pop() {
        if piece.len() <= PIECE {
            piece.sort_unstable();
            placed += piece.len();
            tell(monitor, placed);
            monitor.tick(piece.len() * 20)?;
            continue;
        }
        let sizes = deal(piece, monitor)?;
        let mut rest = piece;
        for size in sizes {
            let (bucket, behind) = rest.split_at_mut(size);
            if size > 1 {
                pending.push(bucket);
            }
            rest = behind;
        }
    }
    Ok(())
}

/// Moves every number into its bucket, and returns the sizes of the buckets; empty if all numbers are equal.
fn deal<W: Word>(numbers: &mut [W], monitor: &mut Monitor<'_>) -> Result<Vec<usize>, Error> {
    let Some(&first) = numbers.first() else { return Ok(Vec::new()) };
    let (mut low, mut high) = (first, first);
    for chunk in numbers.chunks(STRIDE) {
        (low, high) =
            chunk.iter().fold((low, high), |(low, high), &number| (low.min(number), high.max(number)));
        monitor.tick(STRIDE)?;
    }
    if low == high {
        return Ok(Vec::new());
    }
    let shift = high.above(low).bit_length().saturating_sub(BUCKET_BITS);
    let bucket_of = |number: W| number.above(low).shr(shift).low() as usize;

    let mut sizes = vec![0; 1 << BUCKET_BITS];
    for chunk in numbers.chunks(STRIDE) {
        chunk.iter().for_each(|&number| sizes[bucket_of(number)] += 1);
        monitor.tick(STRIDE)?;
    }
    let mut ends = Vec::with_capacity(sizes.len());
    let mut next = Vec::with_capacity(sizes.len());
    let mut start = 0;
    for &size in &sizes {
        next.push(start);
        start += size;
        ends.push(start);
    }
    let mut moved = 0;
    for bucket in 0..sizes.len() {
        while next[bucket] < ends[bucket] {
            let home = bucket_of(numbers[next[bucket]]);
            numbers.swap(next[bucket], next[home]);
            next[home] += 1;
            moved += 1;
            if moved % STRIDE == 0 {
                monitor.tick(STRIDE * 8)?;
            }
        }
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    #[test]
    fn large_inputs_with_skew_and_ties_come_out_sorted() {
        let mut state = 1_u64;
        let mut numbers: Vec<u128> = (0..300_000_u32)
            .map(|i| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                match i % 3 {
                    0 => u128::from(state >> 60),
                    1 => u128::from(state),
                    _ => u128::from(state) << 60,
                }
            })
            .collect();
        let mut expected = numbers.clone();
        expected.sort_unstable();
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        sort(&mut numbers, &mut monitor).expect("nothing stops it");
        assert_eq!(numbers, expected);
    }
}
