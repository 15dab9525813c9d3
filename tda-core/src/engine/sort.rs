//! Sorting that can be stopped.

use std::cmp::Ordering;

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

/// Sorts ascending by `compare`, ties in the order they had, looking at `monitor` every few milliseconds.
///
/// Pieces are sorted in one go, then merged two by two, each time into the other of two lists; pieces that are in order
/// already are copied. Takes a second list while it works.
pub(crate) fn sort_by<T: Copy>(
    items: &mut Vec<T>,
    monitor: &mut Monitor<'_>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Result<(), Error> {
    for piece in items.chunks_mut(PIECE) {
        piece.sort_by(&compare);
        monitor.tick(piece.len() * 40)?;
    }
    if items.len() <= PIECE {
        return Ok(());
    }
    let bytes = size_of_val(items.as_slice());
    monitor.charge(bytes)?;
    let mut merged = Vec::with_capacity(items.len());
    let mut width = PIECE;
    while width < items.len() {
        merged.clear();
        for pair in items.chunks(2 * width) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            merge(left, right, &mut merged, monitor, &compare)?;
        }
        std::mem::swap(items, &mut merged);
        width *= 2;
    }
    monitor.release(bytes);
    Ok(())
}

/// Appends two sorted lists as one, of equal items those on the left first.
fn merge<T: Copy>(
    mut left: &[T],
    mut right: &[T],
    merged: &mut Vec<T>,
    monitor: &mut Monitor<'_>,
    compare: &impl Fn(&T, &T) -> Ordering,
) -> Result<(), Error> {
    let is_before = |right: &T, left: &T| compare(right, left) == Ordering::Less;
    let may_overlap = left.last().zip(right.first()).is_some_and(|(last, first)| is_before(first, last));
    let mut steps = 0;
    while may_overlap
        && let (Some((l, left_rest)), Some((r, right_rest))) = (left.split_first(), right.split_first())
    {
        if is_before(r, l) {
            merged.push(*r);
            right = right_rest;
        } else {
            merged.push(*l);
            left = left_rest;
        }
        steps += 1;
        if steps % STRIDE == 0 {
            monitor.tick(STRIDE * 10)?;
        }
    }
    for rest in left.chunks(STRIDE).chain(right.chunks(STRIDE)) {
        merged.extend_from_slice(rest);
        monitor.tick(rest.len())?;
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
        let mut given: Vec<(u128, usize)> = numbers.iter().copied().zip(0..).collect();
        sort(&mut numbers, &mut monitor).expect("nothing stops it");
        assert_eq!(numbers, expected);
        sort_by(&mut given, &mut monitor, |a, b| a.0.cmp(&b.0)).expect("nothing stops it");
        assert!(given.is_sorted(), "ties stay in their order");
    }
}
