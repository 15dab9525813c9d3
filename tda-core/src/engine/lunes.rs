//! Dimension one: a sweep over the edges, with almost no triangles.

mod bits;
mod known;
mod lists;
mod table;

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::control::Monitor;
use crate::diagram::{DimensionStats, Interval};
use crate::engine::edges::{Edges, RankedEdge};
use crate::engine::graph::{DenseGraph, Graph};
use crate::error::Error;

pub(crate) use bits::BitRows;
pub(crate) use known::Known;
pub(crate) use lists::Lists;
use table::Table;

/// The barcode of dimension one. The intervals that end come first, in the order of their deaths.
pub(crate) struct Loops {
    pub(crate) intervals: Vec<Interval>,
    /// For each interval, the rank of the edge that begins it.
    pub(crate) births: Vec<u32>,
    /// For each interval that ends, the triangle that ends it: the rank of the longest edge, and the vertex opposite.
    pub(crate) killers: Vec<(u32, u32)>,
    pub(crate) stats: DimensionStats,
}

impl Loops {
    /// No loops, and nothing looked at.
    pub(crate) fn none() -> Self {
        let stats = DimensionStats::default();
        Loops { intervals: Vec::new(), births: Vec::new(), killers: Vec::new(), stats }
    }
}

/// What the sweep asks of the graph that has entered so far.
pub(crate) trait Joined {
    /// The smallest vertex of the lune of an edge, nothing if it is empty.
    fn first(&mut self, edge: RankedEdge) -> Option<u32>;

    /// As [`first`](Self::first), and the smallest vertices of the other components of the lune in `others`.
    fn components(
        &mut self,
        edge: RankedEdge,
        others: &mut Vec<u32>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error>;

    /// Lets an edge enter.
    fn join(&mut self, edge: RankedEdge);

    /// The rank of an edge that has entered.
    fn rank(&self, a: u32, b: u32) -> u32;

    /// The two other edges of a triangle in the lune of an edge, which is not empty: of the triangle whose longer one
    /// of them is shortest.
    fn detour(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<[u32; 2], Error>;
}

/// Sweeps all edges of a graph with a table of ranks.
pub(crate) fn loops(
    graph: &DenseGraph,
    edges: &Edges,
    merging: &[u32],
    monitor: &mut Monitor<'_>,
) -> Result<Loops, Error> {
    let bytes = BitRows::size_bytes(graph.points());
    monitor.charge(bytes)?;
    let mut sweep = Sweep::new(Table { graph, bits: BitRows::new(graph.points()) });
    let mut merging = merging.iter().copied().peekable();
    for edge in edges.iter() {
        let merges = merging.next_if_eq(&edge.rank).is_some();
        sweep.enter(edges, edge, merges, monitor)?;
        monitor.advance(f64::from(edge.rank) / edges.len() as f64);
    }
    monitor.release(bytes);
    sweep.finish(edges, monitor)
}

/// Sweeps the edges, shortest first.
///
/// The *lune* of an edge holds the vertices that are joined to both its ends by shorter edges: each makes a triangle
/// that enters with the edge. Two such triangles whose vertices are joined by a shorter edge differ by a boundary
/// that is already there, so one triangle for each connected component of the lune is enough. The first fills the
/// loop that the edge closes; only those for further components are reduced, and there are few. An edge with an
/// empty lune that joins no components begins a class.
///
/// A triangle is reduced as a loop of edges: its longest edge gives way to the two other edges of a triangle in its
/// own lune, until the longest edge is one that began a class. The column of an edge that is filled at once is
/// never stored.
///
/// Cost: one intersection of the neighbours of two vertices an edge, and the loops; memory is the graph and the loops.
/// Source: Koyama, Memoli, Robins, Turner, "Faster computation of degree-1 persistent homology using the reduced
/// Vietoris-Rips filtration", arXiv:2307.16333. The smallest vertex of each component is taken, which is the
/// triangle that the order of simplices pairs, so that the dimension above can be cleared by it.
pub(crate) struct Sweep<J> {
    pub(crate) joined: J,
    /// Classes begun and not ended.
    pub(crate) alive: usize,
    /// The edges that began a class, and the loop that ended it.
    classes: FxHashMap<u32, Option<usize>>,
    /// Loops that ended a class, without their longest edges, one behind the other.
    kept: Vec<u32>,
    /// Where each loop starts; one more at the end.
    starts: Vec<usize>,
    /// The edges that take the place of an edge, where that was needed once.
    detours: FxHashMap<u32, [u32; 2]>,
    sum: BinaryHeap<u32>,
    others: Vec<u32>,
    intervals: Vec<Interval>,
    births: Vec<u32>,
    killers: Vec<(u32, u32)>,
    edges: u64,
    columns: u64,
    additions: u64,
    charged_bytes: usize,
}

/// Bytes of a table entry of a class or a detour, with the room that a table leaves free.
const ENTRY_BYTES: usize = 32;

impl<J: Joined> Sweep<J> {
    pub(crate) fn new(joined: J) -> Self {
        Sweep {
            joined,
            alive: 0,
            classes: FxHashMap::default(),
            kept: Vec::new(),
            starts: vec![0],
            detours: FxHashMap::default(),
            sum: BinaryHeap::new(),
            others: Vec::new(),
            intervals: Vec::new(),
            births: Vec::new(),
            killers: Vec::new(),
            edges: 0,
            columns: 0,
            additions: 0,
            charged_bytes: 0,
        }
    }

    /// Lets the next edge enter; `merges` says whether it joins two components.
    pub(crate) fn enter(
        &mut self,
        edges: &Edges,
        edge: RankedEdge,
        merges: bool,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        match self.lune(edge, monitor)? {
            Some(first) => {
                for at in 0..self.others.len() {
                    self.fill(edges, edge, first, self.others[at], monitor)?;
                }
            }
            None if !merges => {
                self.classes.insert(edge.rank, None);
                self.alive += 1;
                self.charge(ENTRY_BYTES, monitor)?;
            }
            None => {}
        }
        self.joined.join(edge);
        self.edges += 1;
        monitor.simplices_done += 1;
        monitor.tick(10)
    }

    /// The smallest vertex of the first component of the lune of `edge`, and those of the others in `others`;
    /// nothing if the lune is empty. While no class is alive every loop is filled, and other components do not count.
    fn lune(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<Option<u32>, Error> {
        self.others.clear();
        if self.alive == 0 {
            return Ok(self.joined.first(edge));
        }
        self.joined.components(edge, &mut self.others, monitor)
    }

    fn charge(&mut self, bytes: usize, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        self.charged_bytes += bytes;
        monitor.charge(bytes)
    }

    /// Reduces the loop around the triangles of `edge` with `first` and with `other`.
    fn fill(
        &mut self,
        edges: &Edges,
        edge: RankedEdge,
        first: u32,
        other: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        self.columns += 1;
        self.sum.clear();
        for corner in [first, other] {
            self.sum.extend([self.joined.rank(edge.low, corner), self.joined.rank(edge.high, corner)]);
        }
        while let Some(longest) = self.pop_longest() {
            self.additions += 1;
            match self.classes.get(&longest) {
                Some(&Some(filled)) => {
                    let entries = &self.kept[self.starts[filled]..self.starts[filled + 1]];
                    self.sum.extend(entries);
                    monitor.tick(100 + entries.len() * 10)?;
                }
                Some(None) => return self.end_class(edges, longest, edge, other, monitor),
                None => {
                    let detour = self.detour(edges, longest, monitor)?;
                    self.sum.extend(detour);
                    monitor.tick(200)?;
                }
            }
        }
        Ok(())
    }

    /// The longest edge that is in the loop an odd number of times.
    fn pop_longest(&mut self) -> Option<u32> {
        loop {
            let longest = self.sum.pop()?;
            if self.sum.peek() != Some(&longest) {
                return Some(longest);
            }
            self.sum.pop();
        }
    }

    fn detour(&mut self, edges: &Edges, rank: u32, monitor: &mut Monitor<'_>) -> Result<[u32; 2], Error> {
        if let Some(&known) = self.detours.get(&rank) {
            return Ok(known);
        }
        let [low, high] = edges.vertices(rank);
        let detour = self.joined.detour(RankedEdge { low, high, rank }, monitor)?;
        self.charge(ENTRY_BYTES, monitor)?;
        self.detours.insert(rank, detour);
        Ok(detour)
    }

    /// Ends the class that `longest` began, at `edge`.
    fn end_class(
        &mut self,
        edges: &Edges,
        longest: u32,
        edge: RankedEdge,
        other: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let before = self.kept.len();
        while let Some(rank) = self.pop_longest() {
            self.kept.push(rank);
        }
        let added = self.kept.len() - before;
        self.charge(added * size_of::<u32>() + ENTRY_BYTES, monitor)?;
        monitor.tick(added * 20)?;
        self.classes.insert(longest, Some(self.starts.len() - 1));
        self.starts.push(self.kept.len());
        self.births.push(longest);
        self.killers.push((edge.rank, other));
        self.alive -= 1;
        let (birth, death) = (edges.length(longest), edges.length(edge.rank));
        self.intervals.push(Interval { birth, death });
        Ok(())
    }

    /// The value at which the sum of some edges, a cycle, is a boundary: that of the last of the kept loops that make
    /// it up. They have no two longest edges in common, so that there is one way only.
    pub(crate) fn death_of(
        &mut self,
        edges: &Edges,
        cycle: &[[u32; 2]],
        monitor: &mut Monitor<'_>,
    ) -> Result<f64, Error> {
        self.sum.clear();
        for &[a, b] in cycle {
            self.sum.push(self.joined.rank(a, b));
        }
        let mut death = 0.0_f64;
        while let Some(longest) = self.pop_longest() {
            match self.classes.get(&longest) {
                Some(&Some(filled)) => {
                    let entries = &self.kept[self.starts[filled]..self.starts[filled + 1]];
                    self.sum.extend(entries);
                    monitor.tick(100 + entries.len() * 10)?;
                    death = death.max(self.intervals[filled].death);
                }
                Some(None) => return Ok(f64::INFINITY),
                None => {
                    let detour = self.detour(edges, longest, monitor)?;
                    self.sum.extend(detour);
                    monitor.tick(200)?;
                }
            }
        }
        monitor.release(self.charged_bytes);
        Ok(death)
    }

    /// What was found; classes that are still alive never end.
    pub(crate) fn finish(mut self, edges: &Edges, monitor: &mut Monitor<'_>) -> Result<Loops, Error> {
        let ended = self.births.len();
        let endless = self.classes.iter().filter(|(_, filled)| filled.is_none());
        self.births.extend(endless.map(|(&rank, _)| rank));
        self.births[ended..].sort_unstable();
        let essential = self.births[ended..].iter().map(|&rank| edges.length(rank));
        self.intervals.extend(essential.map(|birth| Interval { birth, death: f64::INFINITY }));
        monitor.release(self.charged_bytes);
        monitor.check()?;
        let stats =
            DimensionStats { simplices: self.edges, columns: self.columns, additions: self.additions };
        Ok(Loops { intervals: self.intervals, births: self.births, killers: self.killers, stats })
    }
}
