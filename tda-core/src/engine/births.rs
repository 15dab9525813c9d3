//! Dimension zero when points enter one after another.

use crate::control::Monitor;
use crate::diagram::Interval;
use crate::engine::components::DisjointSets;
use crate::error::Error;

/// The barcode of dimension zero from the edges that merge components, in order of entry, each with its value: of two
/// components the one that was born later ends. Points that are born above `reach` never enter.
pub(crate) fn merged_births(
    births: &[f64],
    reach: f64,
    merging: impl Iterator<Item = ([u32; 2], f64)>,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Interval>, Error> {
    let mut sets = DisjointSets::new(births.len());
    // The birth of each component, at its root.
    let mut born = births.to_vec();
    let mut intervals = Vec::new();
    for ([a, b], death) in merging {
        let (a, b) = (sets.root(a), sets.root(b));
        let (elder, birth) = {
            let (a, b) = (born[a as usize], born[b as usize]);
            (a.min(b), a.max(b))
        };
        sets.merge(a, b);
        born[sets.root(a) as usize] = elder;
        intervals.push(Interval { birth, death });
        monitor.tick(20)?;
    }
    for (vertex, &birth) in born.iter().enumerate() {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let is_root = sets.root(vertex as u32) as usize == vertex;
        if is_root && birth <= reach {
            intervals.push(Interval { birth, death: f64::INFINITY });
        }
        monitor.tick(5)?;
    }
    Ok(intervals)
}
