//! Points made ready for a triangulation.

use super::predicates::orientation;
use super::spatial_order;
use crate::control::Monitor;
use crate::engine::sort::sort;
use crate::error::Error;

/// A point of the triangulation: distinct from all others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    /// Coordinates; those that the space lacks are zero. The first ones span the sites' affine hull.
    pub(crate) at: [f64; 3],
    pub(crate) weight: f64,
    /// Place in the lexicographic order of the coordinates.
    pub(crate) rank: u32,
    /// Number among the points given.
    pub(crate) point: u32,
}

/// Sites in the order in which they are to be inserted.
pub(crate) struct Sites {
    pub(crate) sites: Vec<Site>,
    /// Dimension of the affine hull, 0 to 3. The first `dimension + 1` sites span it.
    pub(crate) dimension: usize,
}

impl Sites {
    /// Leaves out points that repeat another (of these the one of largest weight stays, then the first), ranks the
    /// others, and orders them for insertion. Nothing but coordinates and weights decides. `sites` have been charged.
    pub(crate) fn new(mut sites: Vec<Site>, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        sort_lexicographically(&mut sites, monitor)?;
        let mut kept = 0_usize;
        for at in 0..sites.len() {
            let later = sites[at];
            monitor.tick(10)?;
            match kept.checked_sub(1).map(|last| &mut sites[last]) {
                Some(last) if last.at == later.at => {
                    if (later.weight, last.point) > (last.weight, later.point) {
                        *last = Site { rank: last.rank, ..later };
                    }
                }
                _ => {
                    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
                    let rank = kept as u32;
                    sites[kept] = Site { rank, ..later };
                    kept += 1;
                }
            }
        }
        sites.truncate(kept);
        let frame = frame(&mut sites, monitor)?;
        let dimension = frame.len() - 1;
        let mut sites = spatial_order::sorted(&sites, dimension, monitor)?;
        for (place, rank) in frame.into_iter().enumerate() {
            let at = sites.iter().position(|site| site.rank == rank).unwrap_or(place);
            sites[place..=at].rotate_right(1);
        }
        Ok(Sites { sites, dimension })
    }
}

/// A number that grows with `number`.
fn ascending_bits(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// Sorts by one coordinate after another: each time by the group of those equal so far, then the coordinate.
fn sort_lexicographically(sites: &mut Vec<Site>, monitor: &mut Monitor<'_>) -> Result<(), Error> {
    let bytes = sites.len() * (size_of::<Site>() + size_of::<u128>());
    monitor.charge(bytes)?;
    for site in sites.iter_mut() {
        // Minus zero is zero.
        site.at.iter_mut().for_each(|coordinate| *coordinate += 0.0);
        site.rank = 0;
    }
    for axis in 0..3 {
        let mut keys: Vec<u128> = Vec::with_capacity(sites.len());
        for (place, site) in (0_u32..).zip(&*sites) {
            let coordinate = u128::from(ascending_bits(site.at[axis]));
            keys.push(u128::from(site.rank) << 96 | coordinate << 32 | u128::from(place));
            monitor.tick(4)?;
        }
        sort(&mut keys, monitor)?;
        let mut sorted = Vec::with_capacity(sites.len());
        let (mut group, mut last) = (0, None);
        for key in keys {
            if last.is_some_and(|last| last != key >> 32) {
                group += 1;
            }
            last = Some(key >> 32);
            #[expect(clippy::cast_possible_truncation, reason = "the low bits are the place")]
            sorted.push(Site { rank: group, ..sites[key as u32 as usize] });
            monitor.tick(10)?;
        }
        *sites = sorted;
        if group as usize + 1 == sites.len() {
            break;
        }
    }
    monitor.release(bytes);
    Ok(())
}

/// Ranks of sites that span the affine hull. Coordinates change places so that the first ones tell all sites of
/// the hull apart.
fn frame(sites: &mut [Site], monitor: &mut Monitor<'_>) -> Result<Vec<u32>, Error> {
    let mut frame = vec![0_u32];
    'dimensions: while frame.len() < 4 {
        for candidate in 0..sites.len() {
            let [a, b, c] = [0, 1, 2].map(|place| &sites[frame.get(place).map_or(0, |&rank| rank as usize)]);
            let new = &sites[candidate];
            let axis = match frame.len() {
                1 => (0..3).find(|&axis| a.at[axis] != new.at[axis]),
                2 => (1..3).find(|&axis| {
                    let flat = |site: &Site| Site { at: [site.at[0], site.at[axis], 0.0], ..*site };
                    orientation([&flat(a), &flat(b), &flat(new)]) != 0
                }),
                _ => (orientation([a, b, c, new]) != 0).then_some(2),
            };
            monitor.tick(50)?;
            if let Some(axis) = axis {
                let place = frame.len() - 1;
                sites.iter_mut().for_each(|site| site.at.swap(place, axis));
                frame.push(sites[candidate].rank);
                continue 'dimensions;
            }
        }
        break;
    }
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    fn sites(points: &[[f64; 3]]) -> Sites {
        let site = |(point, &at): (u32, &[f64; 3])| Site { at, weight: 0.0, rank: 0, point };
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        Sites::new((0..).zip(points).map(site).collect(), &mut monitor).expect("nothing stops it")
    }

    #[test]
    fn the_dimension_is_that_of_the_affine_hull() {
        let line: Vec<[f64; 3]> = (0..9).map(f64::from).map(|t| [1.0, 2.0 - t, 3.0 * t]).collect();
        assert_eq!(sites(&line).dimension, 1);
        let plane: Vec<[f64; 3]> = (0..9).map(f64::from).map(|t| [1.0, t * t, 3.0 * t]).collect();
        assert_eq!(sites(&plane).dimension, 2);
        let space: Vec<[f64; 3]> = (0..9).map(f64::from).map(|t| [t, t * t, t * t * t]).collect();
        assert_eq!(sites(&space).dimension, 3);
        assert_eq!(sites(&[[2.0; 3]; 5]).dimension, 0);
    }

    #[test]
    fn repeats_and_the_sign_of_zero_do_not_count() {
        let found = sites(&[[0.0, 1.0, 0.0], [-0.0, 1.0, 0.0], [0.0, -1.0, 0.0], [0.0, 1.0, -0.0]]);
        let mut points: Vec<u32> = found.sites.iter().map(|site| site.point).collect();
        points.sort_unstable();
        assert_eq!(points, [0, 2]);
    }
}
