//! The reduction of the coboundary matrix, one dimension at a time.

use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::diagram::{DimensionStats, Interval};
use crate::engine::cofacets::Cofacets;
use crate::engine::columns::Columns;
use crate::engine::edges::Edges;
use crate::engine::graph::Graph;
use crate::engine::packing::Word;
use crate::engine::progress::ColumnProgress;
use crate::engine::sort::sort;
use crate::engine::sum::{Sum, keep_odd};
use crate::error::Error;

/// Room made at first for the simplices added to a column.
const ADDED_MIN: usize = 16;

/// The barcode of one dimension.
pub(crate) struct Reduced<W> {
    pub(crate) intervals: Vec<Interval>,
    /// The cofacets that kill a class: their own columns are zero, and cleared in the dimension above.
    pub(crate) pivots: FxHashMap<W, u32>,
    pub(crate) stats: DimensionStats,
}

/// Reduces the coboundary matrix over Z/2, implicitly: coboundaries are enumerated whenever they are needed, and
/// only the columns of the reduction matrix V are kept, apparent pairs not even there.
///
/// Invariant: the columns done have pivots that no two share; the pivot of a column is its oldest entry.
/// Cost: cubic in the number of simplices at worst; memory is V and one coboundary at a time.
/// Sources: de Silva, Morozov, Vejdemo-Johansson, "Dualities in persistent (co)homology", Inverse Problems 2011;
/// Chen and Kerber, "Persistent homology computation with a twist", EuroCG 2011 (clearing);
/// Bauer, arXiv:1908.02518 (implicit matrix, emergent and apparent pairs).
pub(crate) fn reduce<G: Graph, W: Word>(
    cofacets: &Cofacets<'_, G>,
    edges: &Edges,
    columns: &Columns<W>,
    monitor: &mut Monitor<'_>,
) -> Result<Reduced<W>, Error> {
    let mut reducer = Reducer {
        cofacets,
        columns: &columns.names,
        pivots: FxHashMap::default(),
        matrix: ReductionMatrix { entries: Vec::new(), starts: vec![0] },
        sum: Sum::new(),
        additions: 0,
        charged_bytes: 0,
        progress: ColumnProgress::new(columns.names.len(), edges.len()),
    };
    reducer.reserve_pivots(monitor)?;
    let mut intervals = Vec::new();
    for (index, &column) in columns.names.iter().enumerate() {
        let pivot = reducer.reduce_column(index, monitor)?;
        let birth = edges.length(cofacets.lower.rank(column));
        let death = pivot.map_or(f64::INFINITY, |p| edges.length(cofacets.upper.rank(p)));
        if birth < death {
            intervals.push(Interval { birth, death });
        }
        monitor.columns_left = (columns.names.len() - index - 1) as u64;
    }
    let stats = DimensionStats {
        simplices: columns.simplices,
        columns: columns.names.len() as u64,
        additions: reducer.additions,
    };
    monitor.release(reducer.charged_bytes + reducer.sum.charged_bytes());
    Ok(Reduced { intervals, pivots: reducer.pivots, stats })
}

/// Bytes charged for the table of the pivots of so many columns, until the caller gives them back.
pub(crate) fn pivots_bytes<W: Word>(columns: usize) -> usize {
    columns * 8 / 7 * (size_of::<(W, u32)>() + 1)
}

/// The columns of V that have more than their own simplex, one behind the other.
struct ReductionMatrix<W> {
    entries: Vec<W>,
    /// Where each column starts; one more at the end.
    starts: Vec<usize>,
}

struct Reducer<'a, 'g, G, W> {
    cofacets: &'a Cofacets<'g, G>,
    columns: &'a [W],
    /// The column that owns each pivot.
    pivots: FxHashMap<W, u32>,
    matrix: ReductionMatrix<W>,
    /// The coboundary of the present column.
    sum: Sum<W>,
    additions: u64,
    charged_bytes: usize,
    progress: ColumnProgress,
}

impl<G: Graph, W: Word> Reducer<'_, '_, G, W> {
    /// Makes room for every pivot at once: a table that grows would stop the world.
    fn reserve_pivots(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        monitor.charge(pivots_bytes::<W>(self.columns.len()))?;
        self.pivots.reserve(self.columns.len());
        Ok(())
    }

    /// Reduces one column and returns its pivot; nothing if the column became zero.
    fn reduce_column(&mut self, index: usize, monitor: &mut Monitor<'_>) -> Result<Option<W>, Error> {
        self.sum.clear();
        let mut added: Vec<W> = Vec::new();
        let birth = self.cofacets.lower.rank(self.columns[index]);
        self.progress.begin_column(index, birth, monitor.seconds());
        let mut pivot = self.first_pivot(self.columns[index], monitor)?;
        while let Some(candidate) = pivot {
            if let Some(&owner) = self.pivots.get(&candidate) {
                self.sum.push(candidate);
                self.add_column(owner as usize, &mut added, monitor)?;
            } else if let Some(facet) = self.apparent_facet(candidate) {
                self.sum.push(candidate);
                self.add_simplex(facet, &mut added, monitor)?;
            } else {
                #[expect(clippy::cast_possible_truncation, reason = "as many columns do not fit in memory")]
                self.pivots.insert(candidate, index as u32);
                break;
            }
            pivot = self.sum.pop();
            monitor.advance(self.progress.at(self.cofacets.upper.rank(candidate), monitor.seconds()));
        }
        self.keep(added, monitor)?;
        Ok(pivot)
    }

    /// Enumerates the coboundary of the column's own simplex, and returns its pivot. Stops at once at an emergent
    /// pair: a cofacet of the same rank is the oldest there can be, and nobody owns it.
    fn first_pivot(&mut self, simplex: W, monitor: &mut Monitor<'_>) -> Result<Option<W>, Error> {
        let own_rank = self.cofacets.lower.rank(simplex);
        let mut entries = Vec::new();
        let mut may_emerge = true;
        let emergent = self.cofacets.visit(simplex, |cofacet, rank| {
            if may_emerge && rank == own_rank {
                may_emerge = false;
                if !self.pivots.contains_key(&cofacet) && self.apparent_facet(cofacet).is_none() {
                    return ControlFlow::Break(cofacet);
                }
            }
            entries.push(cofacet);
            ControlFlow::Continue(())
        });
        monitor.tick(100 + entries.len() * 4)?;
        self.sum.extend(entries);
        Ok(emergent.break_value().or_else(|| self.sum.pop()))
    }

    /// Adds the column at `owner`: its own simplex and what was added to it.
    fn add_column(
        &mut self,
        owner: usize,
        added: &mut Vec<W>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.add_simplex(self.columns[owner], added, monitor)?;
        for at in self.matrix.starts[owner]..self.matrix.starts[owner + 1] {
            self.add_simplex(self.matrix.entries[at], added, monitor)?;
        }
        Ok(())
    }

    /// Adds the coboundary of one simplex.
    fn add_simplex(
        &mut self,
        simplex: W,
        added: &mut Vec<W>,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.additions += 1;
        if added.len() == added.capacity() {
            let more = added.capacity().max(ADDED_MIN);
            monitor.charge(more * size_of::<W>())?;
            added.reserve_exact(more);
        }
        added.push(simplex);
        let mut found = 0;
        let _: ControlFlow<()> = self.cofacets.visit(simplex, |cofacet, _| {
            self.sum.push(cofacet);
            found += 1;
            ControlFlow::Continue(())
        });
        monitor.tick(100 + found * 30)?;
        self.sum.compact(monitor)
    }

    /// The facet whose column would have `cofacet` as its pivot without any reduction.
    fn apparent_facet(&self, cofacet: W) -> Option<W> {
        let vertices = self.cofacets.upper.unpack(cofacet);
        let rank = self.cofacets.upper.rank(cofacet);
        let place = self.cofacets.apparent_facet(vertices.as_slice(), rank)?;
        Some(self.cofacets.facet_name(vertices.as_slice(), rank, place))
    }

    /// Writes the column of V, without what was added an even number of times.
    fn keep(&mut self, mut added: Vec<W>, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        sort(&mut added, monitor)?;
        keep_odd(&mut added, monitor)?;
        self.matrix.entries.extend(&added);
        self.matrix.starts.push(self.matrix.entries.len());
        monitor.release(added.capacity() * size_of::<W>());
        let bytes = added.len() * size_of::<W>() + size_of::<usize>();
        self.charged_bytes += bytes;
        monitor.charge(bytes)
    }
}
