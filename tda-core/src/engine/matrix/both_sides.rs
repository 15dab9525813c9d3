//! Pairs over Z/2 where the highest simplices form a space without branches: from both ends, and the middle last.
//!
//! ```text
//! degree 0:      edges merge vertices                      union-find
//! degree d - 1:  facets, backwards, merge top simplices    union-find on the dual
//! between:       what neither end has paired               reduction of the boundary matrix, cleared on both sides
//! ```

use super::Pair;
use super::bit_tree::BitTree;
use crate::control::Monitor;
use crate::diagram::DimensionStats;
use crate::engine::levels::{Level, Levels};
use crate::error::Error;

/// No simplex at this place.
const NONE: u32 = u32::MAX;
/// The row of a simplex that kills a class below, and so gives birth to none.
const KILLS: u32 = u32::MAX - 1;

/// The top simplices that each facet has.
type Cofacets = Vec<[u32; 2]>;

/// The cofacets of the simplices below the highest ones, if none has more than two.
///
/// Over Z/2 the highest coboundary matrix is then the incidence matrix of a graph, the dual one.
pub(super) fn dual(levels: &Levels, monitor: &mut Monitor<'_>) -> Result<Option<Cofacets>, Error> {
    let dimension = levels.dimension();
    if dimension == 0 {
        return Ok(None);
    }
    let (top, below) = (&levels.levels[dimension], &levels.levels[dimension - 1]);
    monitor.charge(below.values.len() * size_of::<[u32; 2]>())?;
    let mut cofacets = vec![[NONE; 2]; below.values.len()];
    for (simplex, facets) in (0_u32..).zip(top.facets.chunks_exact(dimension + 1)) {
        for &facet in facets {
            match &mut cofacets[facet as usize] {
                [first, _] if *first == NONE => *first = simplex,
                [_, second] if *second == NONE => *second = simplex,
                _ => return Ok(None),
            }
        }
        monitor.tick(20)?;
    }
    Ok(Some(cofacets))
}

/// The pairs of dimension 0 to `max_dimension`, at most that of the complex, by places in their levels.
///
/// Invariant of the middle: no two reduced columns have one pivot, and a row that is cleared is in no column.
/// Cost: near linear at both ends; cubic at worst between them.
/// Sources: Delfinado and Edelsbrunner, "An incremental algorithm for Betti numbers of simplicial complexes on the
/// 3-sphere", 1995; Chen and Kerber, 2011 (clearing); Guillou, Vidal, Tierny, "Discrete Morse sandwich",
/// arXiv:2206.13932.
pub(super) fn pairs(
    levels: &Levels,
    cofacets: &Cofacets,
    max_dimension: usize,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<(Vec<Pair>, DimensionStats)>, Error> {
    let dimension = levels.dimension();
    let sizes: Vec<usize> = levels.levels.iter().map(|level| level.values.len()).collect();
    let bytes = sizes.iter().sum::<usize>() * size_of::<u32>();
    monitor.charge(bytes)?;
    // What becomes of each simplex: it kills, or is killed by another, or neither.
    let mut fate: Vec<Vec<u32>> = sizes.iter().map(|&size| vec![NONE; size]).collect();
    let mut stats = vec![DimensionStats::default(); dimension + 1];
    merge_vertices(&levels.levels[1], &mut fate, monitor)?;
    monitor.advance(0.1);
    if dimension > 1 {
        merge_cells(cofacets, &mut fate, monitor)?;
    }
    monitor.advance(0.3);
    for middle in (1..dimension.saturating_sub(1)).rev() {
        stats[middle] = reduce(&levels.levels[middle + 1], middle, &mut fate, monitor)?;
    }
    monitor.release(bytes);
    let births = |(place, &fate): (u32, &u32)| {
        (fate != KILLS).then_some(Pair { birth: place, death: (fate != NONE).then_some(fate) })
    };
    let of = |dimension: usize| {
        let stats = DimensionStats { simplices: sizes[dimension] as u64, ..stats[dimension] };
        ((0..).zip(&fate[dimension]).filter_map(births).collect(), stats)
    };
    Ok((0..=max_dimension.min(dimension)).map(of).collect())
}

/// Every edge that joins two components ends the younger one.
fn merge_vertices(edges: &Level, fate: &mut [Vec<u32>], monitor: &mut Monitor<'_>) -> Result<(), Error> {
    let [vertices, of_edges, ..] = fate else { return Ok(()) };
    #[expect(clippy::cast_possible_truncation, reason = "simplices are numbered in 31 bits")]
    let mut parent: Vec<u32> = (0..vertices.len() as u32).collect();
    for (edge, ends) in (0_u32..).zip(edges.facets.chunks_exact(2)) {
        let (a, b) = (root(&mut parent, ends[0]), root(&mut parent, ends[1]));
        if a != b {
            parent[a.max(b) as usize] = a.min(b);
            vertices[a.max(b) as usize] = edge;
            of_edges[edge as usize] = KILLS;
        }
        monitor.tick(30)?;
    }
    Ok(())
}

/// Backwards, every facet that joins two regions ends the one whose last cell is earlier: that cell fills the hole
/// which the facet closes. The outside is older than all.
fn merge_cells(cofacets: &Cofacets, fate: &mut [Vec<u32>], monitor: &mut Monitor<'_>) -> Result<(), Error> {
    let [.., of_facets, cells] = fate else { return Ok(()) };
    #[expect(clippy::cast_possible_truncation, reason = "simplices are numbered in 31 bits")]
    let outside = cells.len() as u32;
    let mut parent: Vec<u32> = (0..=outside).collect();
    for (facet, sides) in cofacets.iter().enumerate().rev() {
        let [a, b] = sides.map(|cell| root(&mut parent, cell.min(outside)));
        if a != b {
            let cell = a.min(b);
            parent[cell as usize] = a.max(b);
            of_facets[facet] = cell;
            cells[cell as usize] = KILLS;
        }
        monitor.tick(30)?;
    }
    Ok(())
}

fn root(parent: &mut [u32], mut of: u32) -> u32 {
    while parent[of as usize] != of {
        let above = parent[parent[of as usize] as usize];
        parent[of as usize] = above;
        of = above;
    }
    of
}

/// Pairs simplices of dimension `birth` with those of the dimension above that are nobody's birth.
fn reduce(
    columns: &Level,
    birth: usize,
    fate: &mut [Vec<u32>],
    monitor: &mut Monitor<'_>,
) -> Result<DimensionStats, Error> {
    let [rows, killers] = &mut fate[birth..birth + 2] else { return Ok(DimensionStats::default()) };
    let width = birth + 2;
    let mut stats = DimensionStats::default();
    let scratch = BitTree::bytes(rows.len()) + rows.len() * size_of::<u32>();
    monitor.charge(scratch)?;
    let mut column = BitTree::new(rows.len());
    let mut kept = Kept { entries: Vec::new(), starts: vec![0], of_row: vec![NONE; rows.len()] };
    let mut charged_bytes = 0;
    for (simplex, facets) in (0_u32..).zip(columns.facets.chunks_exact(width)) {
        monitor.tick(10)?;
        if killers[simplex as usize] != NONE {
            continue;
        }
        stats.columns += 1;
        let Some(pivot) = births(facets, rows).max() else { continue };
        if rows[pivot as usize] == NONE {
            rows[pivot as usize] = simplex;
            killers[simplex as usize] = KILLS;
            continue;
        }
        births(facets, rows).for_each(|facet| column.toggle(facet));
        while let Some(pivot) = column.last() {
            let owner = rows[pivot as usize];
            if owner == NONE {
                rows[pivot as usize] = simplex;
                killers[simplex as usize] = KILLS;
                kept.keep(pivot, &mut column);
                break;
            }
            stats.additions += 1;
            let added = match kept.of_row[pivot as usize] {
                NONE => {
                    let facets = &columns.facets[owner as usize * width..][..width];
                    births(facets, rows).for_each(|facet| column.toggle(facet));
                    width
                }
                number => {
                    let entries = kept.get(number);
                    entries.iter().for_each(|&row| column.toggle(row));
                    entries.len()
                }
            };
            monitor.tick(10 + added * 5)?;
        }
        let bytes = kept.bytes();
        if bytes > charged_bytes {
            monitor.charge(bytes - charged_bytes)?;
            charged_bytes = bytes;
        }
        if simplex % 1024 == 0 {
            monitor.columns_left = (killers.len() - simplex as usize) as u64;
            monitor.advance(0.3 + 0.7 * f64::from(simplex) / killers.len() as f64);
        }
    }
    monitor.columns_left = 0;
    monitor.release(scratch + charged_bytes);
    Ok(stats)
}

/// Those facets that may give birth to a class.
fn births<'a>(facets: &'a [u32], rows: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    facets.iter().copied().filter(|&facet| rows[facet as usize] != KILLS)
}

/// Reduced columns that are more than a boundary, one behind the other.
struct Kept {
    entries: Vec<u32>,
    starts: Vec<usize>,
    /// The number of the column with its pivot in each row.
    of_row: Vec<u32>,
}

impl Kept {
    /// Empties `column` and keeps what was in it.
    fn keep(&mut self, pivot: u32, column: &mut BitTree) {
        self.of_row[pivot as usize] = u32::try_from(self.starts.len() - 1).unwrap_or(KILLS);
        while let Some(row) = column.last() {
            self.entries.push(row);
            column.toggle(row);
        }
        self.starts.push(self.entries.len());
    }

    fn get(&self, number: u32) -> &[u32] {
        &self.entries[self.starts[number as usize]..self.starts[number as usize + 1]]
    }

    fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<u32>() + self.starts.capacity() * size_of::<usize>()
    }
}
