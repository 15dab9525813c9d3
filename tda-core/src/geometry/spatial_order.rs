//! The order in which points are inserted: near ones one after another, in rounds that grow.

use super::sites::Site;
use crate::control::Monitor;
use crate::engine::sort::sort;
use crate::error::Error;

/// One site in eight waits for the round before the last, and so on.
const ROUND_BITS: u32 = 3;
const ROUNDS: u32 = 12;
/// Cells of the Hilbert curve along one axis, as a power of two.
const CURVE_BITS: u32 = 20;

/// Sites in biased randomized insertion order, within each round along a Hilbert curve.
///
/// The rounds bound the expected cost of an incremental triangulation whatever the points; the curve keeps what is
/// inserted next close to what is in the cache. Chance comes from the rank alone.
/// Source: Amenta, Choi, Rote, "Incremental constructions con BRIO", SoCG 2003.
pub(super) fn sorted(
    sites: &[Site],
    dimension: usize,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Site>, Error> {
    let bytes = sites.len() * (size_of::<Site>() + size_of::<u128>());
    monitor.charge(bytes)?;
    let bound = |axis: usize, pick: fn(f64, f64) -> f64, start: f64| {
        sites.iter().map(|site| site.at[axis]).fold(start, pick)
    };
    let low: [f64; 3] = std::array::from_fn(|axis| bound(axis, f64::min, f64::INFINITY));
    let high: [f64; 3] = std::array::from_fn(|axis| bound(axis, f64::max, f64::NEG_INFINITY));
    let width = (0..3).map(|axis| high[axis] - low[axis]).fold(f64::MIN_POSITIVE, f64::max);
    let cells = f64::from((1_u32 << CURVE_BITS) - 1);
    let mut keys: Vec<u128> = Vec::with_capacity(sites.len());
    for (place, site) in (0_u32..).zip(sites) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the cells")]
        let cell = std::array::from_fn(|axis| ((site.at[axis] - low[axis]) / width * cells) as u32);
        let key = u128::from(hilbert(cell, dimension.max(1))) << 32 | u128::from(place);
        keys.push(u128::from(ROUNDS - round(site.rank)) << 96 | key);
        monitor.tick(100)?;
    }
    sort(&mut keys, monitor)?;
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are the place")]
    let sorted = keys.iter().map(|&key| sites[key as u32 as usize]).collect();
    monitor.release(bytes);
    Ok(sorted)
}

/// How many rounds before the last one.
fn round(rank: u32) -> u32 {
    let mut mixed = (u64::from(rank) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed ^ (mixed >> 27)).trailing_zeros() / ROUND_BITS).min(ROUNDS)
}

/// The place of a cell along the Hilbert curve in the first `dimension` axes.
///
/// Source: Skilling, "Programming the Hilbert curve", 2004.
fn hilbert(mut cell: [u32; 3], dimension: usize) -> u64 {
    let axes = &mut cell[..dimension];
    let mut bit = 1 << (CURVE_BITS - 1);
    while bit > 1 {
        let below = bit - 1;
        for axis in 0..dimension {
            if axes[axis] & bit == 0 {
                let swapped = (axes[0] ^ axes[axis]) & below;
                axes[0] ^= swapped;
                axes[axis] ^= swapped;
            } else {
                axes[0] ^= below;
            }
        }
        bit >>= 1;
    }
    for axis in 1..dimension {
        axes[axis] ^= axes[axis - 1];
    }
    let flips = (1..CURVE_BITS)
        .filter(|bit| axes[dimension - 1] >> bit & 1 == 1)
        .fold(0, |all, bit| all ^ ((1 << bit) - 1));
    axes.iter_mut().for_each(|axis| *axis ^= flips);
    (0..CURVE_BITS)
        .rev()
        .fold(0, |place, bit| axes.iter().fold(place, |place, axis| place << 1 | u64::from(axis >> bit & 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_from_each_cell_to_one_beside_it() {
        for dimension in 1..=3_usize {
            let side = [64_u32, 16, 8][dimension - 1];
            let mut cells: Vec<[u32; 3]> = (0..side.pow(3))
                .map(|i| [i % side, i / side % side, i / side / side])
                .filter(|cell| cell[dimension..].iter().all(|&c| c == 0))
                .collect();
            cells.sort_by_key(|&cell| hilbert(cell, dimension));
            let step =
                |pair: &[[u32; 3]]| (0..3).map(|axis| pair[0][axis].abs_diff(pair[1][axis])).sum::<u32>();
            assert!(cells.windows(2).all(|pair| step(pair) == 1), "dimension {dimension}");
        }
    }
}
