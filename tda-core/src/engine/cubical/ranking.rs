//! The order of things by a key too wide to be moved about.

use crate::control::Monitor;
use crate::engine::sort::sort;
use crate::error::Error;

/// Runs of equal prefixes this long are sorted in one go.
const RUN: usize = 1 << 15;

/// The numbers 0 to `count`, sorted by `key`, ties by number.
///
/// What is sorted first is a prefix of 32 bits of the key, as many of its upper half as tell the smallest from the
/// largest, in one word with the number. Runs of equal prefixes are put in order after that. Cost: that of sorting
/// words; of ties, one comparison each.
#[expect(clippy::cast_possible_truncation, reason = "numbers and prefixes have 32 bits")]
pub(crate) fn ranking(
    count: usize,
    key: impl Fn(u32) -> u128,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<u32>, Error> {
    monitor.charge(count * 12)?;
    let mut words: Vec<u64> = Vec::with_capacity(count);
    let (mut low, mut high) = (u64::MAX, 0);
    for number in 0..count as u32 {
        let upper = (key(number) >> 64) as u64;
        (low, high) = (low.min(upper), high.max(upper));
        words.push(upper);
        monitor.tick(3)?;
    }
    let shift = 32 - high.saturating_sub(low).leading_zeros().min(32);
    for (number, word) in (0..).zip(&mut words) {
        *word = (*word - low) >> shift << 32 | number;
        monitor.tick(1)?;
    }
    sort(&mut words, monitor)?;
    let mut order = Vec::with_capacity(count);
    let mut first = 0;
    for (at, &word) in words.iter().enumerate() {
        if word >> 32 != words[first] >> 32 {
            mend(&mut order[first..], &key, monitor)?;
            first = at;
        }
        order.push(word as u32);
        monitor.tick(1)?;
    }
    mend(&mut order[first..], &key, monitor)?;
    monitor.release(count * 8);
    Ok(order)
}

/// Puts a run of equal prefixes in order.
fn mend(run: &mut [u32], key: &impl Fn(u32) -> u128, monitor: &mut Monitor<'_>) -> Result<(), Error> {
    let full = |&number: &u32| (key(number), number);
    if run.len() < 2 || run.is_sorted_by_key(full) {
        return monitor.tick(run.len() * 4);
    }
    if run.len() > RUN {
        return sort_wide(run, key, monitor);
    }
    run.sort_unstable_by_key(full);
    monitor.tick(run.len() * 50)
}

/// Sorts numbers by a wide key: first by its lower half, then, keeping that order, by its upper one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "numbers and halves are taken out of what they were put into"
)]
fn sort_wide(
    numbers: &mut [u32],
    key: &impl Fn(u32) -> u128,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    monitor.charge(numbers.len() * 16)?;
    numbers.sort_unstable();
    for shift in [0, 64] {
        let half = |number: u32| (key(number) >> shift) as u64;
        let mut words: Vec<u128> = Vec::with_capacity(numbers.len());
        for (place, &number) in numbers.iter().enumerate() {
            words.push(u128::from(half(number)) << 64 | (place as u128) << 32 | u128::from(number));
            monitor.tick(5)?;
        }
        sort(&mut words, monitor)?;
        numbers.iter_mut().zip(words).for_each(|(number, word)| *number = word as u32);
    }
    monitor.release(numbers.len() * 16);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    #[test]
    fn ties_outliers_and_narrow_clusters_come_out_in_order() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        let mut state = 1_u64;
        let mut keys = vec![u128::MAX, 0];
        for i in 0..100_000_u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let cluster = u128::from(state >> 50) << 64 | u128::from(state >> 60);
            keys.push(if i % 3 == 0 { u128::from(state) << 60 } else { cluster });
        }
        let order = ranking(keys.len(), |i| keys[i as usize], &mut monitor).expect("nothing stops it");
        assert!(order.is_sorted_by_key(|&i| (keys[i as usize], i)));
        assert_eq!(order.len(), keys.len());
        assert!(ranking(0, |_| 0, &mut monitor).expect("nothing stops it").is_empty());
    }
}
